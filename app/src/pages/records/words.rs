//! How these records read: titles, states, and the values of fields.

use serde_json::{Map, Value};
use thidua_domain::activity::{self, Activity, Spot};
use thidua_domain::date::When;
use thidua_domain::evidence;
use thidua_domain::form::{self, Field, Type};
use thidua_domain::format::grouped;
use thidua_domain::inspection::{self, Remedy};
use thidua_domain::org::UNIT;
use thidua_domain::plan::{self, Award, Plan};
use thidua_domain::record::State;
use thidua_domain::{date, event, exemplar, movement, registration};
use thidua_sync::body;
use thidua_sync::command::Fields;

use super::kinds::Kind;
use crate::components::status::ItemState;
use crate::pages::activities::words::{campaign_name, movement_name};
use crate::pages::moments;
use crate::pages::nominations::words::{person_name, unit_name};
use crate::state::App;
use crate::text::t;

/// The two lines by which people know a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Title {
    pub name: String,
    pub detail: String,
}

pub fn text<'a>(record: &'a Map<String, Value>, name: &str) -> &'a str {
    record.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// The ids of a list.
pub fn ids(record: &Map<String, Value>, name: &str) -> Vec<String> {
    let items = record.get(name).and_then(Value::as_array).into_iter().flatten();
    items.filter_map(Value::as_str).map(str::to_owned).collect()
}

/// Follows the tables whose names it reads.
pub fn title(app: App, kind: &Kind, record: &Map<String, Value>) -> Title {
    let (name, details) = match kind.spec.table {
        registration::TABLE => {
            let awards: Vec<String> = ids(record, "awards").iter().map(|id| award_name(app, id)).collect();
            (nominee(app, record), vec![year_name(app, text(record, "year")), awards.join(", ")])
        }
        exemplar::TABLE => {
            let stage = stage_name(exemplar::stage(record));
            (text(record, "title").to_owned(), vec![stage, nominee(app, record), unit_of(app, record)])
        }
        movement::report::TABLE => {
            let mode = kind.try_say(&format!("mode-{}", text(record, "mode"))).unwrap_or_default();
            (text(record, "title").to_owned(), vec![mode, subject(app, record), unit_of(app, record)])
        }
        event::TABLE => {
            let opens = date::moment(text(record, "opens")).map(moments::local).unwrap_or_default();
            (text(record, "title").to_owned(), vec![opens, text(record, "place").to_owned(), unit_of(app, record)])
        }
        inspection::TABLE => {
            let units: Vec<String> = ids(record, "inspected").iter().map(|id| unit_name(app, id)).collect();
            (text(record, "title").to_owned(), vec![when(record, "date"), units.join(", ")])
        }
        _ => {
            let dates = [when(record, "from"), when(record, "to")].into_iter().filter(|day| !day.is_empty());
            (text(record, "title").to_owned(), vec![dates.collect::<Vec<_>>().join(" – "), unit_of(app, record)])
        }
    };
    let details = details.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
    let name = if name.is_empty() { kind.say("unnamed") } else { name };
    Title { name, detail: details.join(" · ") }
}

pub fn draft_title(app: App, kind: &Kind, fields: &Fields) -> Title {
    title(app, kind, &fields.iter().map(|(name, value)| (name.clone(), value.clone())).collect())
}

fn unit_of(app: App, record: &Map<String, Value>) -> String {
    match text(record, "unit") {
        "" => String::new(),
        unit => unit_name(app, unit),
    }
}

/// Whom it is about: a person, a collective, or a way of work.
pub fn nominee(app: App, record: &Map<String, Value>) -> String {
    match (text(record, "person"), text(record, "collective"), text(record, "model")) {
        ("", "", model) => model.to_owned(),
        ("", unit, _) => unit_name(app, unit),
        (person, _, _) => person_name(app, person),
    }
}

/// What is reported on.
fn subject(app: App, record: &Map<String, Value>) -> String {
    match (text(record, "own"), text(record, "movement"), text(record, "campaign")) {
        ("", "", "") => String::new(),
        ("", "", campaign) => campaign_name(app, campaign),
        ("", movement, _) => movement_name(app, movement),
        (own, _, _) => own_movement_name(app, own),
    }
}

pub fn own_movement_name(app: App, id: &str) -> String {
    app.row::<Value>(movement::TABLE, id)
        .and_then(|row| row["title"].as_str().map(str::to_owned))
        .unwrap_or_else(|| t!("record-elsewhere"))
}

fn award_name(app: App, id: &str) -> String {
    app.row::<Award>(plan::AWARD, id).map_or_else(|| id.to_owned(), |award| award.name)
}

fn year_name(app: App, id: &str) -> String {
    match app.row::<Plan>(plan::PLAN, id) {
        Some(plan) => t!("record-year", year = plan.year.to_string()),
        None => id.to_owned(),
    }
}

pub fn stage_name(stage: &str) -> String {
    match stage {
        "fostered" => t!("exemplar-stage-fostered"),
        "summed_up" => t!("exemplar-stage-summed-up"),
        "spread" => t!("exemplar-stage-spread"),
        _ => t!("exemplar-stage-found"),
    }
}

fn when(record: &Map<String, Value>, name: &str) -> String {
    text(record, name).parse::<When>().map_or_else(|_| String::new(), |when| when.to_string())
}

/// A day as it is read: `10/6/2022`.
pub fn day(text: &str) -> String {
    date::day(text).map_or_else(|| text.to_owned(), |day| When::Day(day).to_string())
}

/// Where it stands. What nobody has to confirm goes on until it is withdrawn.
pub fn state(kind: &Kind, record: &Map<String, Value>, pending: bool, has_conflict: bool) -> ItemState {
    let stored = record.get("state").and_then(|state| serde_json::from_value(state.clone()).ok());
    match stored {
        _ if has_conflict => ItemState::Attention,
        Some(State::Withdrawn) => ItemState::Withdrawn,
        _ if pending => ItemState::Waiting,
        Some(State::Confirmed) => ItemState::Confirmed,
        Some(State::Returned) => ItemState::Returned,
        _ if kind.is_confirmed => ItemState::Sent,
        _ => ItemState::Going,
    }
}

/// A stored value of a field as people read it.
pub fn value_text(app: App, kind: &Kind, name: &str, value: &Value) -> String {
    let Some(field) = kind.fields.iter().find(|field| field.name == name) else { return value.to_string() };
    let words = value.as_str().unwrap_or_default();
    let read = match field.is {
        Type::Text(_) => words.to_owned(),
        Type::When => words.parse::<When>().map_or_else(|_| words.to_owned(), |when| when.to_string()),
        Type::Choice(_) if words.is_empty() => String::new(),
        Type::Choice(_) => kind.say(&format!("{name}-{words}")),
        Type::Moment => date::moment(words).map_or_else(|| words.to_owned(), moments::local),
        Type::Count(..) => form::count(Some(value)).map_or_else(|| words.to_owned(), |count| grouped(i64::from(count))),
        Type::Spot => body::typed::<Spot>(value).map(|spot| spot.to_string()).unwrap_or_default(),
        Type::Id if words.is_empty() => String::new(),
        Type::Id => id_text(app, name, words),
        Type::Ids => list(value).map(|id| id_text(app, name, id)).collect::<Vec<_>>().join("\n"),
        Type::Evidence => {
            t!("evidence-names", count = evidence::pieces(value).len())
        }
        Type::Lines(_) => {
            list(value).filter_map(|line| line.parse().ok()).map(remedy_text).collect::<Vec<_>>().join("\n")
        }
    };
    if read.is_empty() { t!("value-none") } else { read }
}

fn list(value: &Value) -> impl Iterator<Item = &str> {
    value.as_array().map(Vec::as_slice).unwrap_or_default().iter().filter_map(Value::as_str)
}

fn remedy_text(remedy: Remedy) -> String {
    match remedy.due {
        Some(due) => t!("remedy-until", text = remedy.text, day = When::Day(due).to_string()),
        None => remedy.text,
    }
}

/// A row by its name. What the reader may not see has none here.
fn id_text(app: App, field: &str, id: &str) -> String {
    match field {
        "person" | "owner" | "guests" | "organisers" => person_name(app, id),
        "collective" | "units" | "inspected" | "invited" => {
            app.follow(UNIT);
            unit_name(app, id)
        }
        "movement" => movement_name(app, id),
        "campaign" => campaign_name(app, id),
        "own" => own_movement_name(app, id),
        "year" => year_name(app, id),
        "awards" => award_name(app, id),
        "activities" => {
            app.row::<Activity>(activity::TABLE, id).map_or_else(|| t!("evidence-unknown"), |activity| activity.title)
        }
        _ => id.to_owned(),
    }
}

/// Whether a field is told in a line of facts; longer words have a card of their own.
pub fn is_short(field: &Field) -> bool {
    match field.is {
        Type::Text(most) => most <= 2_000,
        Type::When | Type::Id | Type::Choice(_) | Type::Moment | Type::Count(..) | Type::Spot => true,
        Type::Ids => field.name != "activities",
        Type::Evidence | Type::Lines(_) => false,
    }
}

/// All that is written in a draft, as plain text.
pub fn plain(app: App, kind: &Kind, fields: &Fields) -> String {
    let written = kind.fields.iter().filter_map(|field| Some((field.name, fields.get(field.name)?)));
    let line = |(name, value)| format!("{}: {}", kind.field_name(name), value_text(app, kind, name, value));
    written.map(line).collect::<Vec<_>>().join("\n")
}
