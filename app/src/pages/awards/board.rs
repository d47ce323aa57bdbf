//! The gold board: every award that was published, and one's own, by year, unit and award.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use thidua_domain::council::rows::{DECISION, Decision};
use thidua_domain::council::standing::{self, Given};
use thidua_domain::date::When;
use thidua_domain::history::Subject;
use thidua_domain::name::{fold, matches};
use thidua_domain::org::{UNIT, Unit};
use thidua_domain::plan::{AWARD, Award};
use thidua_sync::order;

use crate::browser::address::address;
use crate::components::button::LinkButton;
use crate::components::card::{EmptyState, PageHead, Tone};
use crate::components::chips::ChipGroup;
use crate::components::icon::Glyph;
use crate::components::select::{Choice, SelectField};
use crate::components::status::Pill;
use crate::components::text_field::SearchField;
use crate::components::virtual_list::VirtualList;
use crate::state::{App, app};
use crate::text::{said, t};

pub const PATH: &str = "/de-nghi/bang-vang";

/// An award that was given, as it is read.
#[derive(Debug, PartialEq, Eq)]
pub struct Line {
    pub given: Given,
    pub award: String,
    pub unit: String,
    mine: bool,
    folded: String,
}

/// A line as lists pass it around.
pub type Shown = Arc<Line>;

/// What is looked for. Kept while one goes to an entry and comes back.
#[derive(Clone, Copy)]
pub struct Shelf {
    query: RwSignal<String>,
    filter: RwSignal<String>,
    unit: RwSignal<String>,
    year: RwSignal<String>,
    award: RwSignal<String>,
}

impl Shelf {
    pub fn new() -> Shelf {
        let text = RwSignal::<String>::default;
        Shelf { query: text(), filter: RwSignal::new("all".to_owned()), unit: text(), year: text(), award: text() }
    }

    /// The lines that fit. Followed.
    pub fn chosen(self, app: App, all: &[Arc<Line>]) -> Vec<Arc<Line>> {
        let query = fold(&self.query.read());
        let own = app.me().map(|me| me.unit).unwrap_or_default();
        let (filter, unit, year, award) = (self.filter.get(), self.unit.get(), self.year.get(), self.award.get());
        let fits = |line: &&Arc<Line>| {
            let entry = &line.given.entry;
            let is_of = match filter.as_str() {
                "mine" => line.mine,
                "unit" => entry.unit == own,
                _ => true,
            };
            is_of
                && (unit.is_empty() || entry.unit == unit)
                && (year.is_empty() || entry.year.to_string() == year)
                && (award.is_empty() || entry.award == award)
                && matches(&line.folded, &query)
        };
        all.iter().filter(fits).cloned().collect()
    }

    /// What was chosen, in words for the head of a list. Followed.
    pub fn words(self, app: App) -> String {
        let (unit, year, award) = (self.unit.get(), self.year.get(), self.award.get());
        let own = || app.me().and_then(|me| app.row::<Unit>(UNIT, &me.unit)).map(|unit| unit.name);
        let parts = [
            match self.filter.get().as_str() {
                "mine" => app.me().map(|me| me.full_name()),
                "unit" => own(),
                _ => None,
            },
            app.row::<Unit>(UNIT, &unit).map(|unit| unit.name),
            (!year.is_empty()).then(|| t!("history-of-year", year = year)),
            app.row::<Award>(AWARD, &award).map(|award| award.name),
            Some(self.query.get()).filter(|query| !query.trim().is_empty()).map(|query| format!("“{}”", query.trim())),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }
}

/// Everything that was given, newest first. Follows decisions, awards and units.
pub fn lines(app: App) -> Vec<Arc<Line>> {
    let rows = app.rows::<Decision>(DECISION);
    let rows: Vec<(&str, &Decision)> = rows.iter().map(|(id, one)| (id.as_str(), one)).collect();
    let awards: BTreeMap<String, Award> = app.rows::<Award>(AWARD).into_iter().collect();
    let units: BTreeMap<String, Unit> = app.rows::<Unit>(UNIT).into_iter().collect();
    let me = Subject::Person(app.my_id());
    let mut given = standing::given(&rows);
    order::sort_by_key(&mut given, |one| (Reverse(one.day), one.entry.name.clone()));
    let line = |given: Given| {
        let entry = &given.entry;
        let award = awards.get(&entry.award).map_or_else(|| entry.award.clone(), |award| award.name.clone());
        let unit = units.get(&entry.unit).map_or_else(|| entry.unit.clone(), |unit| unit.name.clone());
        let folded = fold(&format!("{} {} {unit} {award} {} {}", entry.name, entry.post, entry.year, given.number));
        Arc::new(Line { mine: entry.subject == me, folded, award, unit, given })
    };
    given.into_iter().map(line).collect()
}

impl Line {
    pub fn id(&self) -> String {
        format!("{}.{}", self.given.decision, self.given.entry.nomination)
    }

    pub fn href(&self) -> String {
        format!("{PATH}/{}", self.id())
    }

    pub fn post(&self) -> String {
        let is_collective = matches!(self.given.entry.subject, Subject::Collective(_));
        let unit = if is_collective { "" } else { &self.unit };
        [&*self.given.entry.post, unit].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    fn detail(&self) -> String {
        let Given { number, day, entry, .. } = &self.given;
        let day = When::Day(*day).to_string();
        t!("board-detail", award = &self.award, year = entry.year.to_string(), number = number, day = day)
    }
}

/// Values that occur, with a first choice that takes them all.
fn choices(first: String, found: impl Iterator<Item = (String, String)>) -> Vec<Choice> {
    let found: BTreeMap<String, String> = found.collect();
    let mut found: Vec<(String, String)> = found.into_iter().collect();
    order::sort_by_key(&mut found, |(_, name)| fold(name));
    let all = std::iter::once(Choice::new("", first));
    all.chain(found.into_iter().map(|(id, name)| Choice::new(id, name))).collect()
}

#[component]
pub fn GoldBoard(shelf: Shelf) -> impl IntoView {
    let app = app();
    let all = Memo::new(move |_| lines(app));
    let shown = Memo::new(move |_| shelf.chosen(app, &all.read()));
    let filters = Signal::derive(|| {
        vec![
            Choice::new("all", t!("board-all")),
            Choice::new("mine", t!("board-mine")),
            Choice::new("unit", t!("board-unit")),
        ]
    });
    let units = Signal::derive(move || {
        let all = all.read();
        choices(t!("board-any-unit"), all.iter().map(|line| (line.given.entry.unit.clone(), line.unit.clone())))
    });
    let awards = Signal::derive(move || {
        let all = all.read();
        choices(t!("board-any-award"), all.iter().map(|line| (line.given.entry.award.clone(), line.award.clone())))
    });
    let years = Signal::derive(move || {
        let all = all.read();
        let years = all.iter().map(|line| line.given.entry.year.to_string()).map(|year| (year.clone(), year));
        let mut found = choices(t!("board-any-year"), years);
        found[1..].reverse();
        found
    });
    let set = |field: RwSignal<String>| Callback::new(move |value: String| field.set(value));
    view! {
        <div class="page">
            <PageHead title=said("board-title") note=said("board-note") back="/de-nghi".to_owned() back_label=said("nomination-back")>
                <LinkButton icon=Glyph::File href=format!("{PATH}/in") label=said("sheet-open")/>
            </PageHead>
            <Show when=move || !all.read().is_empty() fallback=|| view! { <Nothing/> }>
                <SearchField label=said("board-search") value=shelf.query on_input=set(shelf.query)/>
                <ChipGroup
                    label=said("board-filter")
                    choices=filters
                    chosen=Signal::derive(move || vec![shelf.filter.get()])
                    on_toggle=set(shelf.filter)
                />
                <div class="three">
                    <SelectField label=said("eligible-unit") value=shelf.unit choices=units on_change=set(shelf.unit)/>
                    <SelectField label=said("history-year") value=shelf.year choices=years on_change=set(shelf.year)/>
                    <SelectField label=said("council-decision-award") value=shelf.award choices=awards on_change=set(shelf.award)/>
                </div>
                <p class="muted" role="status">{move || t!("board-count", count = shown.read().len())}</p>
                <VirtualList
                    items=shown
                    key=|line: &Shown| line.id()
                    href=|line: &Shown| line.href()
                    row=|line: Shown| view! { <Row line/> }
                    label=said("board-title")
                    current=address().path
                    guess=92.0
                />
            </Show>
        </div>
    }
}

/// Nothing is here: because nothing was published, or because nothing was read yet.
#[component]
pub fn Nothing() -> impl IntoView {
    let app = app();
    let is_read = Memo::new(move |_| app.sync.with(|sync| sync.last_ok.is_some()));
    move || match is_read.get() {
        true => view! { <EmptyState glyph=Glyph::Award title=said("board-none") words=said("board-none-words")/> }
            .into_any(),
        false => {
            view! { <EmptyState glyph=Glyph::Award title=said("board-reading") words=said("board-reading-words")/> }
                .into_any()
        }
    }
}

#[component]
fn Row(line: Arc<Line>) -> impl IntoView {
    let is_revoked = line.given.revoked.is_some();
    view! {
        <span class="grow">
            <span class="list-title">{line.given.entry.name.clone()}</span>
            <span class="list-sub full">{line.post()}</span>
            <span class="list-sub full">{line.detail()}</span>
        </span>
        <span class="list-side">{is_revoked.then(|| view! { <Pill tone=Tone::Bad label=said("board-revoked")/> })}</span>
    }
}
