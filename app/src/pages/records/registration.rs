//! Registrations: the deadline, what came after it, and the list that is printed.

use leptos::prelude::*;
use serde_json::{Map, Value, json};
use thidua_domain::org::{PERSON, Person, UNIT, Unit};
use thidua_domain::plan::{self, Plan};
use thidua_domain::policy::{Act, Target};
use thidua_domain::{date, registration};
use thidua_sync::Millis;
use thidua_sync::command::Base;
use thidua_sync::order;
use wasm_bindgen_futures::spawn_local;

use super::detail::Open;
use super::{PaneHead, kinds, words};
use crate::browser::device;
use crate::components::button::{Button, Press};
use crate::components::card::{EmptyState, Notice, Tone};
use crate::components::date_field::DateField;
use crate::components::icon::Glyph;
use crate::pages::activities::words::why_not;
use crate::pages::work;
use crate::state::{App, app};
use crate::text::{said, t};

/// The deadline that holds for a unit: its own, else the nearest above it. Followed.
fn deadline(app: App, year: &str, unit: &str) -> Option<chrono::NaiveDate> {
    let path = app.row::<Unit>(UNIT, unit)?.path;
    path.iter().rev().find_map(|unit| {
        let row: Value = app.row(registration::DEADLINE, &registration::deadline_id(year, unit))?;
        date::day(row["until"].as_str()?)
    })
}

fn day(day: chrono::NaiveDate) -> String {
    date::When::Day(day).to_string()
}

/// Whether a registration came to the server after its deadline, and which. Followed.
fn late(app: App, record: &Map<String, Value>) -> Option<chrono::NaiveDate> {
    let until = deadline(app, words::text(record, "year"), words::text(record, "unit"))?;
    let sent: Millis = record.get("sent_at").and_then(Value::as_i64)?;
    (date::today(sent) > until).then_some(until)
}

pub fn above(open: Open) -> AnyView {
    let late = Memo::new(move |_| late(open.app, &open.record()));
    let words = move || late.get().map(|until| t!("registration-late-words", day = day(until))).unwrap_or_default();
    view! {
        <Show when=move || late.get().is_some()>
            <Notice tone=Tone::Wait title=said("registration-late") words/>
        </Show>
    }
    .into_any()
}

/// One line of the list.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    unit: String,
    path: Vec<String>,
    is_collective: bool,
    /// By this people stand: given name first.
    order: String,
    name: String,
    post: String,
    titles: String,
    pledge: String,
    state: String,
}

/// Registrations of a year in a unit and below it, by unit, collectives first, people by name.
fn lines(app: App, year: &str, home: &str) -> Vec<Line> {
    let Some(kind) = kinds::of_table(registration::TABLE) else { return Vec::new() };
    let units = app.rows::<Unit>(UNIT);
    let mut lines: Vec<Line> = Vec::new();
    for (_, record) in app.rows::<Map<String, Value>>(registration::TABLE) {
        let unit = units.iter().find(|(id, _)| id == words::text(&record, "unit"));
        let Some((_, unit)) = unit.filter(|(_, unit)| work::is_below(unit, home)) else { continue };
        let state = words::state(kind, &record, false, false);
        if words::text(&record, "year") != year || state == crate::components::status::ItemState::Withdrawn {
            continue;
        }
        let person = words::text(&record, "person");
        let found = app.row::<Person>(PERSON, person);
        let name = words::nominee(app, &record);
        let by_name = found
            .as_ref()
            .map(|person| format!("{:?}", thidua_domain::name::order(&person.family, &person.middle, &person.given)));
        let value = |name: &str| words::value_text(app, kind, name, record.get(name).unwrap_or(&Value::Null));
        let late = late(app, &record).map(|_| t!("registration-late"));
        let state = [Some(state.label()), late].into_iter().flatten().collect::<Vec<_>>().join(", ");
        let line = Line {
            unit: unit.name.clone(),
            path: unit.path.clone(),
            is_collective: person.is_empty(),
            post: found.map(|person| person.post).unwrap_or_default(),
            titles: value("awards"),
            pledge: value("pledge"),
            order: by_name.unwrap_or(name.clone()),
            name,
            state,
        };
        lines.push(line);
    }
    order::sort_by_key(&mut lines, |line| (line.path.clone(), !line.is_collective, line.order.clone()));
    lines
}

/// The list as it is printed and signed, and until when it is open.
#[component]
pub fn PrintList() -> impl IntoView {
    let app = app();
    let kind = kinds::at("/dang-ky");
    let newest = Memo::new(move |_| {
        let newest = app.rows::<Plan>(plan::PLAN).into_iter().max_by_key(|(_, plan)| plan.year);
        newest.map(|(id, plan)| (id, plan.year)).unwrap_or_default()
    });
    let home = Memo::new(move |_| work::home(app).or_else(|| app.me().map(|me| me.unit)).unwrap_or_default());
    let lines = Memo::new(move |_| lines(app, &newest.read().0, &home.read()));
    let unit = move || app.row::<Unit>(UNIT, &home.read()).map(|unit| unit.name).unwrap_or_default();
    let until = move || deadline(app, &newest.read().0, &home.read()).map(day);
    let note = move || match until() {
        Some(day) => t!("registration-until", day = day),
        None => t!("registration-until-none"),
    };
    view! {
        <div class="form print-list">
            <PaneHead kind title=move || t!("registration-list", year = newest.read().1.to_string()) note=note/>
            <div class="row wrap no-print">
                <Button kind=Press::Main icon=Glyph::File label=said("print") on_press=|()| device::print()/>
            </div>
            <Until year=Signal::derive(move || newest.get().0) unit=home/>
            <Show
                when=move || !lines.read().is_empty()
                fallback=move || view! { <EmptyState glyph=Glyph::Pen title=move || kind.say("none") words=move || kind.say("none-words")/> }
            >
                <p class="print-only print-head"><b>{unit}</b></p>
                <h2 class="print-only print-title">{move || t!("registration-list", year = newest.read().1.to_string())}</h2>
                <div class="wide"><table class="table lines">
                    <thead><tr>
                        <th scope="col">{said("registration-column-number")}</th>
                        <th scope="col">{said("registration-column-name")}</th>
                        <th scope="col">{said("registration-column-titles")}</th>
                        <th scope="col">{said("registration-column-pledge")}</th>
                        <th scope="col" class="no-print">{said("registration-column-state")}</th>
                    </tr></thead>
                    <tbody>{move || rows(lines.get())}</tbody>
                </table></div>
                <div class="print-only print-signs"><p>{said("registration-sign-maker")}</p><p>{said("registration-sign-head")}</p></div>
            </Show>
        </div>
    }
}

fn rows(lines: Vec<Line>) -> impl IntoView {
    let mut unit = String::new();
    let one = |(at, line): (usize, Line)| {
        let head = (line.unit != unit).then(|| line.unit.clone());
        unit.clone_from(&line.unit);
        view! {
            {head.map(|name| view! { <tr><th class="group" colspan="5" scope="rowgroup">{name}</th></tr> })}
            <tr>
                <td>{at + 1}</td>
                <th scope="row">{line.name}<small>{line.post}</small></th>
                <td class="prose">{line.titles}</td>
                <td class="prose">{line.pledge}</td>
                <td class="no-print">{line.state}</td>
            </tr>
        }
    };
    lines.into_iter().enumerate().map(one).collect_view()
}

/// Whoever leads the unit says until when.
#[component]
fn Until(year: Signal<String>, unit: Memo<String>) -> impl IntoView {
    let app = app();
    let may = move || app.may(Act::Lead, Target::unit(&unit.read()));
    let (written, said_back) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let error = Memo::new(move |_| {
        let text = written.get();
        match text.is_empty() || date::day(&text).is_some() {
            true => String::new(),
            false => t!("error-date-unreal"),
        }
    });
    let save = move |()| {
        let (year, unit) = (year.get_untracked(), unit.get_untracked());
        let until = Some(written.get_untracked()).filter(|day| !day.is_empty());
        if !error.get_untracked().is_empty() {
            return;
        }
        let args = json!({ "year": year, "unit": unit, "until": until });
        spawn_local(async move {
            let id = registration::deadline_id(&year, &unit);
            let sent = app.send("deadline.set@1", &id, Base::default(), args, None).await;
            said_back.try_set(sent.map_or_else(|why| why_not(&why), |()| t!("registration-until-saved")));
        });
    };
    view! {
        <Show when=may>
            <details class="card more no-print">
                <summary>{said("registration-until-set")}</summary>
                <div class="stack">
                    <DateField label=said("registration-until-day") hint=said("registration-until-hint") value=written on_input=move |text| written.set(text) error/>
                    <div class="row wrap"><Button label=said("registration-until-save") on_press=save/></div>
                    <p role="status" class="muted">{move || said_back.get()}</p>
                </div>
            </details>
        </Show>
    }
}
