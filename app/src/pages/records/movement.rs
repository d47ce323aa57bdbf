//! A movement of a unit: the five contents of the law as tabs, what belongs to each, and how far it is by its activities.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;
use serde_json::{Map, Value};
use thidua_domain::activity;
use thidua_domain::format;
use thidua_domain::movement::{CONTENTS, report};
use thidua_domain::org::{UNIT, Unit};
use thidua_domain::record::State;
use thidua_domain::{exemplar, inspection};

use super::detail::Open;
use super::{kinds, words};
use crate::components::button::LinkButton;
use crate::components::card::Card;
use crate::components::icon::Glyph;
use crate::components::tabs::{Tab, Tabs};
use crate::pages::activities::words::counted;
use crate::pages::work;
use crate::state::App;
use crate::text::{said, t};

/// What belongs to a content: records of another kind that name the movement.
#[derive(Clone, Debug, PartialEq)]
struct Link {
    href: String,
    title: String,
    detail: String,
}

/// How far a movement is.
#[derive(Clone, Debug, Default, PartialEq)]
struct Progress {
    confirmed: usize,
    waiting: usize,
    people: usize,
    units: usize,
    /// By indicator.
    results: BTreeMap<String, i64>,
}

pub fn above(open: Open) -> AnyView {
    view! { <Contents open/> }.into_any()
}

pub fn below(open: Open) -> AnyView {
    view! { <ProgressCard open/> }.into_any()
}

#[component]
fn Contents(open: Open) -> impl IntoView {
    let kind = open.kind;
    let active = RwSignal::new(CONTENTS[0].to_owned());
    let linked = Memo::new(move |_| CONTENTS.map(|content| links(open, content)));
    let tabs = move || {
        let tab = |(at, id): (usize, &&str)| Tab {
            id: (*id).to_owned(),
            label: kind.say(&format!("tab-{id}")),
            count: linked.read()[at].len(),
        };
        CONTENTS.iter().enumerate().map(tab).collect::<Vec<_>>()
    };
    let panel = move || {
        let id = active.get();
        let at = CONTENTS.iter().position(|content| *content == id).unwrap_or(0);
        let text = open.value(&id).as_str().unwrap_or_default().to_owned();
        let lines = linked.read()[at].clone();
        let line = |link: Link| {
            view! {
                <li class="list-item"><a class="list-link" href=link.href>
                    <span class="grow"><span class="list-title">{link.title}</span><span class="list-sub full">{link.detail}</span></span>
                </a></li>
            }
        };
        let may_report = id == "closing" && open.may(kind.edit());
        view! {
            <div class="stack" role="tabpanel" id=format!("contents-panel-{id}") aria-labelledby=format!("contents-tab-{id}")>
                <h3>{kind.field_name(&id)}</h3>
                {if text.is_empty() {
                    view! { <p class="muted">{said("movement-content-none")}</p> }.into_any()
                } else {
                    view! { <p class="prose">{text}</p> }.into_any()
                }}
                {(!lines.is_empty()).then(|| view! { <ul class="list" role="list">{lines.into_iter().map(line).collect_view()}</ul> })}
                {may_report.then(|| view! {
                    <div class="row wrap"><LinkButton icon=Glyph::Plus href="/bao-cao/moi" label=said("movement-report")/></div>
                })}
            </div>
        }
    };
    view! {
        <section class="card stack">
            <Tabs name="contents" label=said("movement-contents") tabs=Signal::derive(tabs) active on_pick=move |id| active.set(id)/>
            {panel}
        </section>
    }
}

/// Records of other kinds that belong to a content. Follows their tables.
fn links(open: Open, content: &str) -> Vec<Link> {
    let (app, id) = (open.app, open.id.get_value());
    let of_plan = open.value("movement").as_str().unwrap_or_default().to_owned();
    // The table, the field that names the movement, and what it is to say.
    let (table, field, named) = match content {
        "checking" => (inspection::TABLE, "movement", of_plan),
        "spreading" => (exemplar::TABLE, "movement", of_plan),
        "closing" => (report::TABLE, "own", id),
        _ => return Vec::new(),
    };
    let belongs = |record: &Map<String, Value>| !named.is_empty() && words::text(record, field) == named;
    let Some(kind) = kinds::of_table(table) else { return Vec::new() };
    let rows = app.rows::<Map<String, Value>>(table).into_iter();
    let open_ones = rows.filter(|(_, record)| record.get("state").is_none_or(|state| *state != "withdrawn"));
    let link = |(id, record): (String, Map<String, Value>)| {
        let title = words::title(app, kind, &record);
        Link { href: format!("{}/{id}", kind.path), title: title.name, detail: title.detail }
    };
    open_ones.filter(|(_, record)| belongs(record)).map(link).collect()
}

/// What activities of the unit, and of those below it, have brought to the movement of the plan. Follows activities.
fn progress(app: App, unit: &str, movement: &str) -> Progress {
    app.follow(activity::TABLE);
    let units = app.rows::<Unit>(UNIT);
    let below: BTreeSet<&str> =
        units.iter().filter(|(_, own)| work::is_below(own, unit)).map(|(id, _)| id.as_str()).collect();
    let mut found = Progress::default();
    let (mut people, mut where_done) = (BTreeSet::new(), BTreeSet::new());
    let list = app.views(|views| views.activity_list.clone()).unwrap_or_default();
    for item in list.iter() {
        let record = &item.record;
        if record.movement.as_deref() != Some(movement) || !below.contains(record.unit.as_str()) {
            continue;
        }
        match record.state {
            State::Confirmed => found.confirmed += 1,
            State::Sent => {
                found.waiting += 1;
                continue;
            }
            State::Returned | State::Withdrawn => continue,
        }
        people.extend(record.people.iter().chain([&record.author]).cloned());
        where_done.insert(record.unit.clone());
        for part in &record.results {
            let sum = found.results.entry(part.indicator.clone()).or_default();
            *sum = sum.saturating_add(part.number);
        }
    }
    found.people = people.len();
    found.units = where_done.len();
    found
}

#[component]
fn ProgressCard(open: Open) -> impl IntoView {
    let app = open.app;
    let movement = Memo::new(move |_| open.value("movement").as_str().unwrap_or_default().to_owned());
    let found = Memo::new(move |_| {
        let unit = open.value("unit").as_str().unwrap_or_default().to_owned();
        progress(app, &unit, &movement.read())
    });
    let results = move || {
        let one = |(indicator, sum): (String, i64)| {
            let (name, unit) = counted(app, &indicator);
            view! { <dt>{name}</dt><dd>{format!("{} {unit}", format::grouped(sum))}</dd> }
        };
        found.get().results.into_iter().map(one).collect_view()
    };
    view! {
        <Show when=move || !movement.read().is_empty()>
            <Card title=said("movement-progress") aside=said("movement-progress-aside")>
                <dl class="facts">
                    <dt>{said("movement-confirmed")}</dt><dd>{move || found.read().confirmed}</dd>
                    <dt>{said("movement-waiting")}</dt><dd>{move || found.read().waiting}</dd>
                    <dt>{said("movement-people")}</dt>
                    <dd>{move || t!("movement-people-units", people = found.read().people, units = found.read().units)}</dd>
                    {results}
                </dl>
            </Card>
        </Show>
    }
}
