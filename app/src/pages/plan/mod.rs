//! The plan (kế hoạch): targets, tasks, movements, campaigns, solutions, each with its place in the source.
//!
//! Addresses: `?phan=` a part, `?muc=` an item within it, `?dong=` a line of the source (with `muc` the item whose words
//! are marked there).

mod campaigns;
mod items;
mod source;
mod whole;
pub mod words;

use std::time::Duration;

use leptos::prelude::*;
use thidua_domain::name::fold;

use crate::browser::address::{Way, address};
use crate::browser::{device, dom};
use crate::components::button::Button;
use crate::components::card::{EmptyState, PageHead};
use crate::components::icon::Glyph;
use crate::components::tabs::{Tab, Tabs};
use crate::components::text_field::SearchField;
use crate::state::app;
use crate::text::{said, t};
use whole::Whole;

/// After the screen's heading has taken the focus, the line asked for takes it.
const SETTLE: Duration = Duration::from_millis(150);

/// The parts of the plan, in their order.
const PARTS: [&str; 6] = ["chi-tieu", "nhiem-vu", "phong-trao", "dot", "giai-phap", "nguon"];

#[component]
pub fn Plan() -> impl IntoView {
    let app = app();
    let whole = Memo::new(move |_| Whole::newest(app));
    move || match whole.get() {
        Some(whole) => view! { <Screen whole/> }.into_any(),
        None => view! {
            <div class="page">
                <PageHead title=said("plan-title")/>
                <EmptyState glyph=Glyph::Plan title=said("plan-none-title") words=said("plan-none")/>
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
                <Button icon=Glyph::File label=said("print") on_press=|()| device::print()/>
            </PageHead>
            <SearchField
                label=said("plan-search")
                placeholder=said("plan-search-hint")
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
    let address = address();
    let read = move |name: &'static str| address.value(name).unwrap_or_default();
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
    let address = address();
    let pick = Callback::new(move |id: String| address.go(&format!("/ke-hoach?phan={id}"), Way::Quietly));
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
            <Tabs name="plan" label=said("plan-parts") tabs active=place.part on_pick=pick/>
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
