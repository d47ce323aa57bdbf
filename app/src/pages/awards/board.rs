//! The gold board: every award that was published, and one's own.

use std::cmp::Reverse;

use leptos::prelude::*;
use thidua_domain::council::rows::{DECISION, Decision};
use thidua_domain::council::standing::{self, Given};
use thidua_domain::date::When;
use thidua_domain::history::Subject;
use thidua_domain::name::{fold, matches};
use thidua_sync::order;

use super::words;
use crate::browser::address::address;
use crate::components::card::{EmptyState, PageHead, Tone};
use crate::components::chips::ChipGroup;
use crate::components::icon::Glyph;
use crate::components::select::Choice;
use crate::components::status::Pill;
use crate::components::text_field::SearchField;
use crate::components::virtual_list::VirtualList;
use crate::state::{App, app};
use crate::text::{said, t};

#[derive(Clone, Debug, PartialEq)]
struct Line {
    id: String,
    href: String,
    name: String,
    post: String,
    detail: String,
    unit: String,
    mine: bool,
    revoked: bool,
    folded: String,
}

/// Follows decisions.
fn lines(app: App) -> Vec<Line> {
    let rows = app.rows::<Decision>(DECISION);
    let rows: Vec<(&str, &Decision)> = rows.iter().map(|(id, one)| (id.as_str(), one)).collect();
    let me = app.my_id();
    let mut given = standing::given(&rows);
    order::sort_by_key(&mut given, |one| (Reverse(one.day), one.entry.name.clone()));
    let line = |Given { decision, number, day, entry, revoked }: Given| {
        let award = words::award_name(app, &entry.award);
        let day = When::Day(day).to_string();
        let detail = t!("board-detail", award = award, year = entry.year.to_string(), number = number, day = day);
        Line {
            id: format!("{decision}.{}", entry.nomination),
            href: format!("/de-nghi/bang-vang/{decision}.{}", entry.nomination),
            folded: fold(&format!("{} {} {detail}", entry.name, entry.unit)),
            mine: entry.subject == Subject::Person(me.clone()),
            name: entry.name,
            post: entry.post,
            unit: entry.unit,
            revoked: revoked.is_some(),
            detail,
        }
    };
    given.into_iter().map(line).collect()
}

/// `chosen` is the entry to which an address leads: the one on a paper, say.
#[component]
pub fn GoldBoard(#[prop(into)] chosen: String) -> impl IntoView {
    let app = app();
    let all = Memo::new(move |_| lines(app));
    let query = RwSignal::new(String::new());
    let filter = RwSignal::new("all".to_owned());
    let chosen = StoredValue::new(chosen);
    let unit = Memo::new(move |_| app.me().map(|me| me.unit).unwrap_or_default());
    let shown = Memo::new(move |_| {
        let (query, filter) = (fold(&query.read()), filter.get());
        let fits = |line: &&Line| {
            let is_one = chosen.with_value(|id| id.is_empty() || *id == line.id);
            let is_of = match filter.as_str() {
                "mine" => line.mine,
                "unit" => line.unit == *unit.read(),
                _ => true,
            };
            is_one && is_of && matches(&line.folded, &query)
        };
        all.read().iter().filter(fits).cloned().collect::<Vec<_>>()
    });
    let choices = Signal::derive(|| {
        vec![
            Choice::new("all", t!("board-all")),
            Choice::new("mine", t!("board-mine")),
            Choice::new("unit", t!("board-unit")),
        ]
    });
    let back =
        Signal::stored(if chosen.with_value(String::is_empty) { "/de-nghi" } else { "/de-nghi/bang-vang" }.to_owned());
    view! {
        <div class="page">
            <PageHead title=said("board-title") note=said("board-note") back back_label=said("nomination-back")/>
            <Show
                when=move || !all.read().is_empty()
                fallback=|| view! { <EmptyState glyph=Glyph::Award title=said("board-none") words=said("board-none-words")/> }
            >
                <SearchField label=said("board-search") value=query on_input=move |words| query.set(words)/>
                <ChipGroup
                    label=said("board-filter")
                    choices
                    chosen=Signal::derive(move || vec![filter.get()])
                    on_toggle=move |one| filter.set(one)
                />
                <p class="muted" role="status">{move || t!("board-count", count = shown.read().len())}</p>
                <VirtualList
                    items=shown
                    key=|line: &Line| line.id.clone()
                    href=|line: &Line| line.href.clone()
                    row=|line: Line| view! { <Row line/> }
                    label=said("board-title")
                    current=address().path
                    guess=92.0
                />
            </Show>
        </div>
    }
}

#[component]
fn Row(line: Line) -> impl IntoView {
    view! {
        <span class="grow">
            <span class="list-title">{line.name}</span>
            <span class="list-sub full">{line.post}</span>
            <span class="list-sub full">{line.detail}</span>
        </span>
        <span class="list-side">{line.revoked.then(|| view! { <Pill tone=Tone::Bad label=said("board-revoked")/> })}</span>
    }
}
