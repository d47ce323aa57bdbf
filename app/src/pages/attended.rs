//! Check-ins that activities and nominations rest on, as they stand now: what an organiser no longer counts says so wherever it
//! is cited.

use leptos::prelude::*;
use serde_json::{Map, Value, json};
use thidua_domain::checkin::attendance::Attendance;
use thidua_domain::checkin::reason::Grade;
use thidua_domain::checkin::rows::{EventKey, certified};
use thidua_domain::checkin::verdict::verdict;
use thidua_domain::checkin::{ATTENDANCE, EVENT_KEY};
use thidua_domain::council::rows::Attended;
use thidua_domain::date::When;
use thidua_domain::event::{self, Event};
use thidua_sync::order;

use crate::components::card::{Card, Notice, Tone};
use crate::components::choices::Choices;
use crate::components::select::Choice;
use crate::components::status::Pill;
use crate::pages::moments;
use crate::pages::nominations::evidence::is_gone;
use crate::state::editor::Editor;
use crate::state::{App, app};
use crate::text::{said, t};

/// The field of a record.
const FIELD: &str = "attendances";

/// One check-in as it is cited.
#[derive(Clone, Debug, PartialEq)]
struct Cited {
    id: String,
    event: String,
    title: String,
    /// Whose, when it is not the only person in question.
    who: String,
    at: i64,
    is_counted: bool,
    tone: Tone,
    label: String,
}

/// Reads one, followed; none when this device does not have it.
fn cited(app: App, id: &str, attendance: &Attendance) -> Option<Cited> {
    let record = app.row::<Map<String, Value>>(event::TABLE, &attendance.event)?;
    let known = Event::read(&record)?;
    let keys = keys(app);
    let keys = certified(&attendance.event, keys.iter().map(String::as_str));
    let verdict = verdict(&known, &keys, attendance);
    let (tone, label) = match (verdict.is_counted, verdict.is_resolved, verdict.grade) {
        (true, true, _) => (Tone::Good, t!("checkin-present")),
        (true, false, Grade::Verified) => (Tone::Good, t!("checkin-verified")),
        (true, false, _) => (Tone::Wait, t!("checkin-claimed")),
        (false, true, _) => (Tone::Bad, t!("checkin-absent")),
        (false, false, _) => (Tone::Bad, t!("checkin-disputed")),
    };
    Some(Cited {
        id: id.to_owned(),
        event: attendance.event.clone(),
        title: record.get("title").and_then(Value::as_str).unwrap_or_default().to_owned(),
        who: attendance.person.as_deref().map(|person| app.name_of(person)).unwrap_or_default(),
        at: verdict.first_in.unwrap_or(known.opens),
        is_counted: verdict.is_counted,
        tone,
        label,
    })
}

/// Ids of the keys of all events. Followed.
pub fn keys(app: App) -> Vec<String> {
    app.rows::<EventKey>(EVENT_KEY).into_iter().map(|(id, _)| id).collect()
}

/// Whether a cited check-in counts no more, by the [`keys`] of events; not where this device does not have it. Followed.
pub fn is_void(app: App, id: &str, keys: &[String]) -> bool {
    let Some(attendance) = app.row::<Attendance>(ATTENDANCE, id) else { return false };
    let record = app.row::<Map<String, Value>>(event::TABLE, &attendance.event);
    let keys = certified(&attendance.event, keys.iter().map(String::as_str));
    let known = record.as_ref().and_then(Event::read);
    known.is_some_and(|known| !verdict(&known, &keys, &attendance).is_counted)
}

fn of_people(app: App, people: &[String]) -> Vec<Cited> {
    let rows = app.rows::<Attendance>(ATTENDANCE).into_iter();
    let theirs = rows.filter(|(_, row)| row.person.as_ref().is_some_and(|person| people.contains(person)));
    let mut found: Vec<Cited> = theirs.filter_map(|(id, row)| cited(app, &id, &row)).collect();
    order::sort_by_key(&mut found, |one| (std::cmp::Reverse(one.at), one.id.clone()));
    found
}

/// Events that somebody organises, each with how many check-ins wait for a decision. Followed.
pub fn disputed(app: App) -> Vec<(String, String, usize)> {
    let me = app.my_id();
    let rows = app.rows::<Attendance>(ATTENDANCE);
    let keys = app.rows::<EventKey>(EVENT_KEY);
    let mut found = Vec::new();
    for (id, record) in app.rows::<Map<String, Value>>(event::TABLE) {
        let Some(known) = Event::read(&record).filter(|known| known.organisers.contains(&me)) else { continue };
        let keys = certified(&id, keys.iter().map(|(id, _)| id.as_str()));
        let waits = |row: &&(String, Attendance)| row.1.event == id && verdict(&known, &keys, &row.1).waits();
        let count = rows.iter().filter(waits).count();
        if count > 0 && !known.is_withdrawn {
            found.push((id, record.get("title").and_then(Value::as_str).unwrap_or_default().to_owned(), count));
        }
    }
    found
}

fn ids(value: &Value) -> Vec<String> {
    let items = value.as_array().map(Vec::as_slice).unwrap_or_default().iter();
    items.filter_map(Value::as_str).map(str::to_owned).collect()
}

/// Check-ins of people, to choose from. Nothing where there are none.
#[component]
pub fn AttendancePicker(
    editor: Editor,
    #[prop(into)] people: Signal<Vec<String>>,
    #[prop(into)] id: String,
) -> impl IntoView {
    let app = app();
    let chosen = Memo::new(move |_| ids(&editor.value(FIELD)));
    let offers = Memo::new(move |_| {
        let mut found = of_people(app, &people.read());
        found.retain(|one| one.is_counted || chosen.read().contains(&one.id));
        found
    });
    let is_one = Memo::new(move |_| people.read().len() < 2);
    let choices = move || {
        let choice = |one: &Cited| {
            let who = if is_one.get() { String::new() } else { format!("{} · ", one.who) };
            Choice::new(one.id.clone(), format!("{who}{} · {} · {}", one.title, moments::local(one.at), one.label))
        };
        offers.read().iter().map(choice).collect::<Vec<_>>()
    };
    let choose = move |ids: Vec<String>| editor.set(FIELD, json!(ids));
    let id = StoredValue::new(id);
    view! {
        <Show when=move || !offers.read().is_empty()>
            <Choices
                id=id.get_value()
                label=said("attended-field")
                hint=said("attended-hint")
                choices=Signal::derive(choices)
                chosen
                on_change=choose
            />
        </Show>
    }
}

/// Check-ins that a record cites, each a way to its event. Of those that this device does not have, what a council's `case` keeps.
#[component]
pub fn AttendanceList(
    #[prop(into)] ids: Signal<Vec<String>>,
    #[prop(optional)] kept: Vec<Attended>,
    #[prop(optional, into)] case: String,
) -> impl IntoView {
    let app = app();
    let kept = StoredValue::new(kept);
    let case = StoredValue::new(case);
    let is_gone = move |one: &Attended| one.is_void || case.with_value(|case| is_gone(app, case, &one.id));
    let of_kept = move |id: &str| kept.with_value(|kept| kept.iter().find(|one| one.id == id).cloned());
    let lines = Memo::new(move |_| {
        let line =
            |id: &String| (id.clone(), app.row::<Attendance>(ATTENDANCE, id).and_then(|row| cited(app, id, &row)));
        ids.read().iter().map(line).collect::<Vec<_>>()
    });
    let is_void = move || {
        lines.read().iter().any(|(id, line)| match line {
            Some(line) => !line.is_counted,
            None => of_kept(id).is_some_and(|one| is_gone(&one)),
        })
    };
    let draw = move |(id, line): (String, Option<Cited>)| match line {
        Some(line) => view! {
            <li class="list-item"><a class="list-link" href=format!("/diem-danh/{}", line.event)>
                <span class="grow">
                    <span class="list-title">{line.title}</span>
                    <span class="list-sub full">{format!("{} · {}", line.who, moments::local(line.at))}</span>
                </span>
                <Pill tone=Signal::stored(line.tone) label=Signal::stored(line.label)/>
            </a></li>
        }
        .into_any(),
        None => match of_kept(&id) {
            Some(one) => {
                let gone = is_gone(&one).then(|| view! { <Pill tone=Tone::Bad label=said("checkin-absent")/> });
                let day = one.date.parse::<When>().map_or(one.date.clone(), |when| when.to_string());
                view! {
                    <li class="list-item">
                        <span class="grow"><span class="list-title">{one.title}</span><span class="list-sub full">{day}</span></span>
                        {gone}
                    </li>
                }
                .into_any()
            }
            None => view! { <li class="list-item muted">{said("attended-unknown")}</li> }.into_any(),
        },
    };
    view! {
        <Show when=move || !lines.read().is_empty()>
            <Card title=said("attended-field")>
                <Show when=is_void><Notice tone=Tone::Bad title=said("attended-void") words=said("attended-void-words")/></Show>
                <ul class="list" role="list">{move || lines.get().into_iter().map(draw).collect_view()}</ul>
            </Card>
        </Show>
    }
}
