//! What an activity says, field by field, by the names of people and of parts of the plan.

use leptos::prelude::*;
use thidua_domain::activity::{Activity, Part};
use thidua_domain::format;

use super::detail::Seen;
use super::words;
use crate::state::{App, app};
use crate::text::t;

#[component]
pub fn Facts(seen: Memo<Option<Seen>>) -> impl IntoView {
    let app = app();
    move || {
        let record = seen.get()?.record;
        let people = record.people.clone();
        Some(view! {
            <section class="card">
                <h2 class="visually-hidden">{t!("activity-content")}</h2>
                {(!record.text.is_empty()).then(|| view! { <p class="prose">{record.text.clone()}</p> })}
                <dl class="facts">{facts(app, &record).into_iter().map(fact).collect_view()}</dl>
            </section>
            {(!record.results.is_empty()).then(|| view! { <Results results=record.results.clone()/> })}
            {(!people.is_empty() || !record.outside.is_empty()).then(|| view! { <Who people outside=record.outside.clone()/> })}
        })
    }
}

fn fact((field, words): (&'static str, String)) -> impl IntoView {
    view! { <dt>{move || words::field_name(field)}</dt><dd>{words}</dd> }
}

/// Names and values, without what is empty.
fn facts(app: App, record: &Activity) -> Vec<(&'static str, String)> {
    let rows = [
        ("kind", record.kind.map(words::kind_name)),
        ("date", record.date.map(|date| date.to_string())),
        ("place", Some(record.place.clone())),
        ("spot", record.spot.map(|spot| spot.to_string())),
        ("campaign", record.campaign.as_deref().map(|id| words::campaign_name(app, id))),
        ("movement", record.movement.as_deref().map(|id| words::movement_name(app, id))),
        ("task", record.task.as_deref().map(|id| words::task_name(app, id))),
        ("unit", Some(format!("{} · {}", app.name_of(&record.author), words::unit_name(app, &record.unit)))),
    ];
    rows.into_iter().filter_map(|(name, value)| Some((name, value.filter(|text| !text.is_empty())?))).collect()
}

#[component]
fn Results(results: Vec<Part>) -> impl IntoView {
    let app = app();
    let row = move |part: Part| {
        let (name, unit) = words::counted(app, &part.indicator);
        view! { <tr><th scope="row">{name}</th><td>{format::grouped(part.number)}" "{unit}</td></tr> }
    };
    view! {
        <section class="card">
            <h2>{|| words::field_name("results")}</h2>
            <table class="table figures"><tbody>{results.into_iter().map(row).collect_view()}</tbody></table>
        </section>
    }
}

/// Who took part, of the system and from outside.
#[component]
fn Who(people: Vec<String>, outside: String) -> impl IntoView {
    let app = app();
    let count = people.len();
    let chip = move |id: String| view! { <li class="chip">{app.name_of(&id)}</li> };
    view! {
        <section class="card">
            <header class="card-head">
                <h2>{|| words::field_name("people")}</h2>
                <small>{(count > 0).then(|| t!("activity-people-count", count = count))}</small>
            </header>
            <ul class="chips" role="list">{people.into_iter().map(chip).collect_view()}</ul>
            {(!outside.is_empty()).then(|| view! { <p><span class="muted">{t!("activity-outside-line")}</span>" "{outside}</p> })}
        </section>
    }
}
