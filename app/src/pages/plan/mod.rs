//! The plan (kế hoạch): targets, tasks, movements, campaigns, solutions, each with its place in the source.
//!
//! Addresses: `?phan=` a part, `?muc=` an item within it, `?dong=` a line of the source (with `muc` the item whose words
//! are marked there).

mod campaigns;
mod items;
mod source;
pub mod words;

use std::time::Duration;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use thidua_domain::name::{fold, matches};
use thidua_domain::plan::{
    CAMPAIGN, Campaign, INDICATOR, Indicator, MOVEMENT, Movement, PLAN, SOLUTION, Solution, TASK, Task,
};

use crate::browser::{device, dom};
use crate::components::button::Button;
use crate::components::card::{EmptyState, PageHead};
use crate::components::icon::Glyph;
use crate::components::tabs::{Tab, Tabs};
use crate::components::text_field::SearchField;
use crate::pages::today::when;
use crate::state::{App, app};
use crate::text::t;

/// After the screen's heading has taken the focus, the line asked for takes it.
const SETTLE: Duration = Duration::from_millis(150);

/// The parts of the plan, in their order.
const PARTS: [&str; 6] = ["chi-tieu", "nhiem-vu", "phong-trao", "dot", "giai-phap", "nguon"];

/// Something of the plan with its words folded for search.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry<T> {
    pub item: T,
    pub folded: String,
}

impl<T> Entry<T> {
    fn new(item: T, words: &[&str]) -> Entry<T> {
        Entry { item, folded: fold(&words.join(" ")) }
    }
}

/// A whole plan, its parts in the order of their codes.
#[derive(Clone, Debug, PartialEq)]
pub struct Whole {
    pub plan: thidua_domain::plan::Plan,
    pub indicators: Vec<Entry<Indicator>>,
    pub tasks: Vec<Entry<Task>>,
    pub movements: Vec<Entry<Movement>>,
    pub campaigns: Vec<Entry<Campaign>>,
    pub solutions: Vec<Entry<Solution>>,
    /// The lines of the source with their notes.
    pub lines: Vec<Entry<source::Line>>,
}

impl Whole {
    /// The newest plan on this device. Followed.
    fn newest(app: App) -> Option<Whole> {
        let plans = app.rows::<thidua_domain::plan::Plan>(PLAN);
        let plan = plans.into_iter().map(|(_, plan)| plan).max_by_key(|plan| plan.year)?;
        Some(Whole {
            indicators: indicators(app, &plan.id),
            tasks: part(app, TASK, |t: &Task| {
                (t.plan == plan.id).then(|| (t.code.clone(), vec![&*t.code, &t.title, &t.text]))
            }),
            movements: part(app, MOVEMENT, |m: &Movement| {
                (m.plan == plan.id).then(|| (m.code.clone(), vec![&*m.code, &m.name, &m.launched_by, &m.text]))
            }),
            campaigns: campaigns(app, &plan.id),
            solutions: part(app, SOLUTION, |s: &Solution| {
                (s.plan == plan.id).then(|| (s.code.clone(), vec![&*s.code, &s.title, &s.text]))
            }),
            lines: source::lines(&plan),
            plan,
        })
    }

    /// How many things of each part match a folded query.
    fn counts(&self, query: &str) -> [usize; 6] {
        fn count<T>(entries: &[Entry<T>], query: &str) -> usize {
            entries.iter().filter(|entry| matches(&entry.folded, query)).count()
        }
        [
            count(&self.indicators, query),
            count(&self.tasks, query),
            count(&self.movements, query),
            count(&self.campaigns, query),
            count(&self.solutions, query),
            count(&self.lines, query),
        ]
    }

    /// The words of the source that an item stands on, with their line.
    pub fn quote_of(&self, id: &str) -> Option<(usize, &str)> {
        let indicator = self.indicators.iter().map(|e| (&e.item.id, e.item.line, &e.item.quote));
        let task = self.tasks.iter().map(|e| (&e.item.id, e.item.line, &e.item.quote));
        let movement = self.movements.iter().map(|e| (&e.item.id, e.item.line, &e.item.quote));
        let campaign = self.campaigns.iter().map(|e| (&e.item.id, e.item.line, &e.item.quote));
        let solution = self.solutions.iter().map(|e| (&e.item.id, e.item.line, &e.item.quote));
        let mut all = indicator.chain(task).chain(movement).chain(campaign).chain(solution);
        all.find(|(own, ..)| *own == id).map(|(_, line, quote)| (line, quote.as_str()))
    }
}

/// The rows of a table that `words` gives a code and words for, by code: letters, then the number.
fn part<T: serde::de::DeserializeOwned>(
    app: App,
    table: &'static str,
    words: impl for<'a> Fn(&'a T) -> Option<(String, Vec<&'a str>)>,
) -> Vec<Entry<T>> {
    let mut found = Vec::new();
    for (_, item) in app.rows::<T>(table) {
        let Some((code, folded)) = words(&item).map(|(code, words)| (code, fold(&words.join(" ")))) else { continue };
        found.push((rank(&code), Entry { item, folded }));
    }
    found.sort_by(|(a, _), (b, _)| a.cmp(b));
    found.into_iter().map(|(_, entry)| entry).collect()
}

/// `Q10` comes after `Q9`, `T2b` after `T2a`.
fn rank(code: &str) -> (u32, String) {
    let digits: String = code.chars().filter(char::is_ascii_digit).collect();
    (digits.parse().unwrap_or(u32::MAX), code.to_owned())
}

fn indicators(app: App, plan: &str) -> Vec<Entry<Indicator>> {
    let entries = part(app, INDICATOR, |i: &Indicator| {
        (i.plan == plan).then(|| (i.code.clone(), vec![&*i.code, &i.name, &i.numerator, &i.denominator, &i.quote]))
    });
    let limit = |entry: Entry<Indicator>| {
        let folded = format!("{} {}", entry.folded, fold(&words::operator(&entry.item)));
        Entry { folded, ..entry }
    };
    entries.into_iter().map(limit).collect()
}

fn campaigns(app: App, plan: &str) -> Vec<Entry<Campaign>> {
    let own = app.rows::<Campaign>(CAMPAIGN).into_iter().map(|(_, campaign)| campaign);
    let mut own: Vec<Campaign> = own.filter(|campaign| campaign.plan == plan).map(when::in_order).collect();
    own.sort_by_key(|campaign| campaign.from.date);
    let entry = |campaign: Campaign| {
        let days: Vec<String> = campaign.anniversaries.iter().map(|day| day.name.clone()).collect();
        let (name, quote, days) = (campaign.name.clone(), campaign.quote.clone(), days.join(" "));
        let closing = campaign.closing_text.clone().unwrap_or_default();
        Entry::new(campaign, &[&name, &quote, &days, &closing])
    };
    own.into_iter().map(entry).collect()
}

#[component]
pub fn Plan() -> impl IntoView {
    let app = app();
    let whole = Memo::new(move |_| Whole::newest(app));
    move || match whole.get() {
        Some(whole) => view! { <Screen whole/> }.into_any(),
        None => view! {
            <div class="page">
                <PageHead title=move || t!("plan-title")/>
                <EmptyState glyph=Glyph::Plan title=move || t!("plan-none-title") words=move || t!("plan-none")/>
            </div>
        }
        .into_any(),
    }
}

#[component]
fn Screen(whole: Whole) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let query = Memo::new(move |_| fold(typed.read().trim()));
    let place = place(typed);
    let (year, span) = (whole.plan.year.to_string(), whole.plan.working_year);
    let note = move || {
        let (from, to) = words::ends(span);
        t!("plan-note", from = from, to = to)
    };
    let whole = StoredValue::new(whole);
    let counts = Memo::new(move |_| whole.with_value(|whole| whole.counts(&query.read())));
    view! {
        <div class="page plan">
            <PageHead title=move || t!("plan-heading", year = year.as_str()) note>
                <Button icon=Glyph::File label=move || t!("print") on_press=|()| device::print()/>
            </PageHead>
            <SearchField
                label=move || t!("plan-search")
                placeholder=move || t!("plan-search-hint")
                value=typed
                on_input=move |text| typed.set(text)
            />
            <PartTabs query counts place/>
            {parts(whole, query, counts, place)}
        </div>
    }
}

/// Where the address leads.
#[derive(Clone, Copy)]
pub struct Place {
    pub part: Memo<String>,
    pub line: Memo<Option<usize>>,
    pub item: Memo<String>,
}

/// Reads the address, and goes to the line or item that it names.
fn place(typed: RwSignal<String>) -> Place {
    let map = use_query_map();
    let read = move |name: &'static str| map.read().get(name).unwrap_or_default();
    let line = Memo::new(move |_| read("dong").parse::<usize>().ok());
    let item = Memo::new(move |_| read("muc"));
    let part = Memo::new(move |_| match (line.get(), read("phan")) {
        (Some(_), _) => "nguon".to_owned(),
        (None, part) if PARTS.contains(&part.as_str()) => part,
        _ => PARTS[0].to_owned(),
    });
    Effect::new(move |_| {
        let target = match (line.get(), item.get()) {
            (Some(line), _) => format!("dong-{line}"),
            (None, item) if !item.is_empty() => format!("muc-{item}"),
            _ => return,
        };
        typed.set(String::new());
        set_timeout(move || dom::focus_id(&target), SETTLE);
    });
    // On a phone the tabs slide: the one picked comes into sight.
    Effect::new(move |_| {
        let tab = format!("plan-tab-{}", part.read());
        request_animation_frame(move || dom::reveal(&tab));
    });
    Place { part, line, item }
}

/// One tab for each part; while something is searched for, one sentence on what was found.
#[component]
fn PartTabs(query: Memo<String>, counts: Memo<[usize; 6]>, place: Place) -> impl IntoView {
    let navigate = use_navigate();
    let pick = Callback::new(move |id: String| {
        let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
        navigate(&format!("/ke-hoach?phan={id}"), options);
    });
    let tabs = Signal::derive(move || {
        let tab = |(at, id): (usize, &str)| Tab { id: id.to_owned(), label: part_name(at), count: 0 };
        PARTS.into_iter().enumerate().map(tab).collect::<Vec<_>>()
    });
    let found = move || match (counts.read().iter().sum::<usize>(), query.get()) {
        (0, query) => t!("no-results", query = query),
        (count, _) => t!("plan-found", count = count),
    };
    view! {
        <Show
            when=move || query.read().is_empty()
            fallback=move || view! { <p class="muted" role="status">{found}</p> }
        >
            <Tabs name="plan" label=move || t!("plan-parts") tabs active=place.part on_pick=pick/>
        </Show>
    }
}

fn part_name(at: usize) -> String {
    match at {
        0 => t!("plan-indicators"),
        1 => t!("plan-tasks"),
        2 => t!("plan-movements"),
        3 => t!("plan-campaigns"),
        4 => t!("plan-solutions"),
        _ => t!("plan-source"),
    }
}

/// Every part stands in the document, so that print has the whole plan; on screen only the one picked, or those in
/// which something was found.
fn parts(whole: StoredValue<Whole>, query: Memo<String>, counts: Memo<[usize; 6]>, place: Place) -> impl IntoView {
    let read = move || whole.read_value();
    view! {
        <Part at=0 query counts place>
            <items::Indicators entries=read().indicators.clone() tasks=read().tasks.clone() query/>
        </Part>
        <Part at=1 query counts place>
            <items::Tasks entries=read().tasks.clone() indicators=read().indicators.clone() query/>
        </Part>
        <Part at=2 query counts place>
            <items::Movements entries=read().movements.clone() query/>
        </Part>
        <Part at=3 query counts place>
            <campaigns::Campaigns entries=read().campaigns.clone() query/>
        </Part>
        <Part at=4 query counts place>
            <items::Solutions entries=read().solutions.clone() query/>
        </Part>
        <Part at=5 query counts place>
            <source::Source whole=whole.get_value() query place/>
        </Part>
    }
}

#[component]
fn Part(at: usize, query: Memo<String>, counts: Memo<[usize; 6]>, place: Place, children: Children) -> impl IntoView {
    let id = PARTS[at];
    let searches = move || !query.read().is_empty();
    let off = move || if searches() { counts.read()[at] == 0 } else { *place.part.read() != id };
    view! {
        <section
            class="stack plan-part"
            class:off=off
            id=format!("plan-panel-{id}")
            role=move || if searches() { "region" } else { "tabpanel" }
            aria-labelledby=format!("plan-name-{id}")
        >
            <h2 id=format!("plan-name-{id}")>
                {move || part_name(at)}" "<span class="muted">{move || counts.read()[at]}</span>
            </h2>
            {children()}
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_follow_their_numbers() {
        let mut codes = vec!["Q10", "Q9", "T2b", "T2a", "Q1"];
        codes.sort_by_key(|code| rank(code));
        assert_eq!(codes, ["Q1", "T2a", "T2b", "Q9", "Q10"]);
    }
}
