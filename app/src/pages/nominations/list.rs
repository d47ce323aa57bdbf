//! The list of nominations: what was refused and the drafts on top, then the records, newest first.

use std::collections::BTreeSet;

use leptos::prelude::*;
use thidua_domain::conflict::{self, Conflict};
use thidua_domain::name::{fold, matches};
use thidua_domain::nomination::{self, SPEC};

use super::grounds::{Flag, Grounds};
use super::quota::Quotas;
use super::{Area, words};
use crate::browser::time;
use crate::components::button::{LinkButton, Press};
use crate::components::card::{EmptyState, PageHead, Tone};
use crate::components::chips::ChipGroup;
use crate::components::icon::Glyph;
use crate::components::select::Choice;
use crate::components::status::{ItemState, Pill, StatusPill};
use crate::components::text_field::SearchField;
use crate::components::virtual_list::VirtualList;
use crate::pages::awards::decision::to_sign::ToSign;
use crate::pages::drafts;
use crate::pages::moments;
use crate::state::{App, app};
use crate::text::{refusal_text, said, t};
use thidua_sync::order;

/// A line of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub id: String,
    href: String,
    title: String,
    detail: String,
    pub state: ItemState,
    /// How many places of a draft need a hand.
    errors: Option<usize>,
    mine: bool,
    pub folded: String,
}

#[component]
pub fn NominationList() -> impl IntoView {
    let app = app();
    let Area { path, query, filter, .. } = expect_context();
    let records = Memo::new(move |_| records(app));
    let grounds = Grounds::new(app);
    let upper = Memo::new(move |_| [refused(app), drafts(app)].concat());
    let fits = move |line: &Line| passes(line, &filter.read()) && matches(&line.folded, &fold(&query.read()));
    let shown = Memo::new(move |_| records.read().iter().filter(|line| fits(line)).cloned().collect::<Vec<_>>());
    let on_top = Memo::new(move |_| upper.read().iter().filter(|line| fits(line)).cloned().collect::<Vec<_>>());
    let is_empty = move || records.read().is_empty() && upper.read().is_empty();
    view! {
        <PageHead title=said("nominations-title")>
            <LinkButton kind=Press::Main icon=Glyph::Plus href="/de-nghi/moi" label=said("nominations-new")/>
        </PageHead>
        <nav class="also" aria-label=said("nominations-also")>
            <a href="/de-nghi/dieu-kien">{said("eligible-open")}</a>
            <a href="/de-nghi/cong-khai">{said("postings-open")}</a>
            <a href="/de-nghi/bang-vang">{said("board-open")}</a>
            <a href="/de-nghi/cua-toi">{said("merits-mine")}</a>
            <a href="/de-nghi/danh-sach">{said("nominees-open")}</a>
            <a href="/phien-hop">{said("council-open-all")}</a>
            <a href="/de-nghi/quy-tac">{said("rules-open")}</a>
            <a href="/de-nghi/mau-van-ban">{said("templates-open")}</a>
        </nav>
        <ToSign/>
        <Quotas/>
        <Show when=move || !is_empty() fallback=|| view! { <Nothing/> }>
            <SearchField
                label=said("nominations-search")
                value=query
                on_input=move |text| query.set(text)
            />
            <ChipGroup
                label=said("nominations-filter")
                choices=Signal::derive(filters)
                chosen=Signal::derive(move || vec![filter.get()])
                on_toggle=move |value| filter.set(value)
            />
            <Show when=move || !on_top.read().is_empty()>
                <h2 class="list-heading">{move || t!("nomination-drafts", count = on_top.read().len())}</h2>
                <ul class="list" role="list">
                    {move || on_top.get().into_iter().map(|line| view! { <TopLine line path grounds/> }).collect_view()}
                </ul>
            </Show>
            <Show when=move || !shown.read().is_empty()>
                <h2 class="list-heading">{move || t!("nomination-records", count = shown.read().len())}</h2>
                <VirtualList
                    items=shown
                    key=|line: &Line| line.id.clone()
                    href=|line: &Line| line.href.clone()
                    row=move |line: Line| view! { <LineBody line grounds/> }
                    label=said("nominations-title")
                    current=path
                    guess=92.0
                />
            </Show>
            <Show when=move || shown.read().is_empty() && on_top.read().is_empty()>
                <p class="muted" role="status">{said("nomination-none-found")}</p>
            </Show>
        </Show>
    }
}

#[component]
fn Nothing() -> impl IntoView {
    view! {
        <EmptyState
            glyph=Glyph::Award
            title=said("nominations-none-title")
            words=said("nominations-none")
        />
    }
}

#[component]
fn TopLine(line: Line, path: Memo<String>, grounds: Grounds) -> impl IntoView {
    let (href, own) = (line.href.clone(), line.href.clone());
    let is_here = move || (*path.read() == own).then_some("true");
    view! { <li class="list-item"><a class="list-link" href=href aria-current=is_here><LineBody line grounds/></a></li> }
}

#[component]
fn LineBody(line: Line, grounds: Grounds) -> impl IntoView {
    let (state, errors) = (line.state, line.errors);
    view! {
        <span class="grow">
            <span class="list-title">{line.title}</span>
            <span class="list-sub full">{line.detail}</span>
        </span>
        <span class="list-side">
            {match errors {
                Some(0) => view! { <Pill tone=Tone::Good label=said("draft-clean")/> }.into_any(),
                Some(_) => view! { <Pill tone=Tone::Wait label=said("draft-faulty")/> }.into_any(),
                None => view! { <StatusPill state=Signal::derive(move || state)/> }.into_any(),
            }}
            <Flag grounds nomination=line.id/>
        </span>
    }
}

fn filters() -> Vec<Choice> {
    vec![
        Choice::new("all", t!("nomination-filter-all")),
        Choice::new("mine", t!("nomination-filter-mine")),
        Choice::new("sent", t!("state-sent")),
        Choice::new("returned", t!("state-returned")),
        Choice::new("withdrawn", t!("state-withdrawn")),
    ]
}

pub fn passes(line: &Line, filter: &str) -> bool {
    match filter {
        "mine" => line.mine,
        "sent" => matches!(line.state, ItemState::Sent | ItemState::Waiting | ItemState::Confirmed),
        "returned" => matches!(line.state, ItemState::Returned | ItemState::Attention),
        "withdrawn" => line.state == ItemState::Withdrawn,
        _ => true,
    }
}

/// Follows nominations and conflicts.
pub fn records(app: App) -> Vec<Line> {
    app.follow(nomination::TABLE);
    let me = app.my_id();
    let clashing = clashing(app);
    let list = app.views(|views| views.nomination_list.clone()).unwrap_or_default();
    let line = |item: &std::rc::Rc<crate::state::views::NominationItem>| {
        let title = words::title_of(app, &item.record);
        let mine = item.record.author == me;
        let kind = item.record.kind.map(words::kind_name);
        let author = (!mine).then(|| t!("nomination-by", name = words::person_name(app, &item.record.author)));
        let detail = [Some(title.award.clone()), kind, author].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let state = words::item_state(&item.record, item.pending, clashing.contains(&item.id));
        Line {
            href: format!("/de-nghi/{}", item.id),
            folded: format!("{} {} {}", fold(&title.nominee), fold(&detail), item.folded),
            title: title.nominee,
            id: item.id.clone(),
            errors: None,
            detail,
            state,
            mine,
        }
    };
    let lines = list.iter().map(line);
    let (open, withdrawn): (Vec<Line>, Vec<Line>) = lines.partition(|line| line.state != ItemState::Withdrawn);
    [open, withdrawn].concat()
}

/// Nominations of which two versions wait for a choice.
fn clashing(app: App) -> BTreeSet<String> {
    let rows = app.rows::<Conflict>(conflict::TABLE).into_iter();
    rows.filter(|(_, row)| row.of.table == nomination::TABLE).map(|(_, row)| row.of.id).collect()
}

/// Follows the drafts.
fn drafts(app: App) -> Vec<Line> {
    app.follow_drafts();
    let found = app.peek(|client| {
        client.drafts().filter(|draft| words::is_nomination_form(&draft.form)).cloned().collect::<Vec<_>>()
    });
    let mut found = found.unwrap_or_default();
    order::sort_by_key(&mut found, |draft| std::cmp::Reverse(draft.at));
    let line = |draft: thidua_sync::draft::Draft| {
        let title = words::title_of_draft(app, &draft.fields);
        let saved = t!("draft-saved", at = moments::moment(draft.at, time::now()));
        let is_edit = drafts::record_of(&draft).is_some();
        let kind = if is_edit { t!("draft-of-changes") } else { t!("state-draft") };
        let detail = format!("{} · {kind} · {saved}", title.award);
        Line {
            href: drafts::href(&draft),
            folded: fold(&format!("{} {detail}", title.nominee)),
            title: title.nominee,
            errors: Some((SPEC.check)(&draft.fields).len()),
            id: draft.id,
            state: ItemState::Draft,
            mine: true,
            detail,
        }
    };
    found.into_iter().map(line).collect()
}

/// New nominations that the server did not take: they are in no list of records.
fn refused(app: App) -> Vec<Line> {
    let entries = app.attention().into_iter().filter(|entry| entry.command.verb() == "nomination.propose");
    let line = |entry: thidua_sync::client::Entry| {
        let fields = entry.command.args["fields"].as_object().cloned().unwrap_or_default().into_iter().collect();
        let title = words::title_of_draft(app, &fields);
        let why = match &entry.state {
            thidua_sync::client::EntryState::Refused(why) => refusal_text(&why.code, &why.params),
            _ => String::new(),
        };
        let detail = format!("{} · {why}", title.award);
        Line {
            id: entry.command.id.0.to_string(),
            href: "/dong-bo".into(),
            folded: fold(&format!("{} {detail}", title.nominee)),
            title: title.nominee,
            state: ItemState::Attention,
            errors: None,
            mine: true,
            detail,
        }
    };
    entries.map(line).collect()
}
