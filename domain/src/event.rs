//! Events (buổi sinh hoạt, hội nghị) at which people check in (điểm danh): when, where, who is invited, who organises. What
//! is scanned there stands in [`crate::checkin`].

use std::collections::BTreeSet;

use serde_json::{Map, Value};
use thidua_sync::Millis;
use thidua_sync::body;
use thidua_sync::command::Fields;
use thidua_sync::order;

use crate::activity::Spot;
use crate::date;
use crate::form::{self, Field, Type};
use crate::policy::Act;
use crate::record::{Errors, FieldError, Spec, State};

#[cfg(feature = "office")]
pub mod office;

pub const TABLE: &str = "event";
/// Everybody who is or was an organiser: what they scanned while they were is theirs to hand in later.
pub const ORGANISED: &str = "organised";
/// Since when no more scans are expected, and through whom: an [`crate::org::Stamp`].
pub const CLOSED: &str = "closed";
/// How far from its spot people may be where the event does not say, in metres.
pub const RADIUS: u32 = 200;
/// Longest event, in days.
pub const DAYS_MAX: i64 = 7;
const DAY: Millis = 86_400_000;

pub const FORM: [Field; 16] = [
    Field::must("title", Type::Text(300), "event_title_missing"),
    Field::new("movement", Type::Id),
    Field::new("campaign", Type::Id),
    Field::new("place", Type::Text(300)),
    Field::new("spot", Type::Spot),
    Field::new("radius", Type::Count(20, 20_000)),
    Field::must("opens", Type::Moment, "event_opens_missing"),
    Field::must("closes", Type::Moment, "event_closes_missing"),
    Field::new("out_from", Type::Moment),
    Field::new("out_to", Type::Moment),
    Field::new("reentry", Type::Choice(&["yes", "no"])),
    Field::new("capacity", Type::Count(1, 100_000)),
    Field::new("invited", Type::Ids),
    Field::new("guests", Type::Ids),
    Field::new("organisers", Type::Ids),
    Field::new("note", Type::Text(10_000)),
];

/// Most units, people and organisers that an event names.
const MOST: [(&str, usize, &str); 3] = [
    ("invited", 100, "event_units_too_many"),
    ("guests", 50, "event_people_too_many"),
    ("organisers", 20, "event_organisers_too_many"),
];

pub const SPEC: Spec = Spec {
    table: TABLE,
    form: "event@1",
    fields: &form::names(&FORM),
    check: form::decides(check),
    shape: form::decides(shape),
    reads: |_| true,
    send_back: Act::ReturnActivity,
    submit: Act::Lead,
    shared: true,
};

/// What keeps it from being sent. Nobody invited is fine: then all are.
pub fn check(fields: &Fields) -> Vec<FieldError> {
    let mut errors = Errors::default();
    form::missing(&FORM, fields, &mut errors);
    errors.0.extend(shape(fields));
    let at = |name: &str| form::moment(fields, name);
    if let (Some(opens), Some(closes)) = (at("opens"), at("closes")) {
        let (from, to) = (at("out_from").unwrap_or(opens), at("out_to").unwrap_or(closes));
        errors.say(closes <= opens, "closes", "event_closes_too_early");
        errors.say(closes - opens > DAYS_MAX * DAY, "closes", "event_too_long");
        errors.say(to < from || from < opens, "out_to", "event_out_backwards");
        errors.say(to - opens > DAYS_MAX * DAY, "out_to", "event_too_long");
    }
    errors.0
}

fn shape(fields: &Fields) -> Vec<FieldError> {
    let mut errors = Errors(form::shape(&FORM, fields));
    for (name, most, code) in MOST {
        let count = fields.get(name).and_then(Value::as_array).map_or(0, Vec::len);
        errors.say(count > most, name, code);
    }
    errors.0
}

/// An event as scans are judged by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    pub unit: String,
    pub author: String,
    /// UTC instants between which people check in, both included.
    pub opens: Millis,
    pub closes: Millis,
    /// The same for checking out.
    pub out: (Millis, Millis),
    pub spot: Option<Spot>,
    /// In metres.
    pub radius: u32,
    pub is_reentry_allowed: bool,
    pub capacity: Option<u32>,
    /// Invited units and people. Both empty: everybody.
    pub invited: BTreeSet<String>,
    pub guests: BTreeSet<String>,
    /// Its author and those whom it names now.
    pub organisers: BTreeSet<String>,
    /// Those, and all who were.
    pub organised: BTreeSet<String>,
    pub closed: Option<Millis>,
    pub is_withdrawn: bool,
}

impl Event {
    /// Reads a stored event; none when it names no hours.
    pub fn read(record: &Map<String, Value>) -> Option<Event> {
        let text = |name: &str| record.get(name).and_then(Value::as_str).unwrap_or_default();
        let at = |name: &str| date::moment(text(name).trim());
        let (opens, closes) = (at("opens")?, at("closes")?);
        let author = text("author").to_owned();
        let mut organisers = set_of(record, "organisers");
        organisers.insert(author.clone());
        let organised = organisers.union(&set_of(record, ORGANISED)).cloned().collect();
        Some(Event {
            unit: text("unit").to_owned(),
            author,
            opens,
            closes,
            out: (at("out_from").unwrap_or(opens), at("out_to").unwrap_or(closes)),
            spot: record.get("spot").and_then(|spot| body::typed(spot).ok()),
            radius: form::count(record.get("radius")).unwrap_or(RADIUS),
            is_reentry_allowed: text("reentry") != "no",
            capacity: form::count(record.get("capacity")),
            invited: set_of(record, "invited"),
            guests: set_of(record, "guests"),
            organisers,
            organised,
            closed: record.get(CLOSED).and_then(|closed| closed["at"].as_i64()),
            is_withdrawn: record.get("state").is_some_and(|state| body::typed(state).ok() == Some(State::Withdrawn)),
        })
    }

    /// Whether scans are still expected.
    pub fn is_open(&self) -> bool {
        self.closed.is_none() && !self.is_withdrawn
    }

    /// Whether a person of a unit is expected.
    pub fn invites(&self, person: Option<&str>, unit: Option<&str>) -> bool {
        let anybody = self.invited.is_empty() && self.guests.is_empty();
        let named = |person: &str| self.guests.contains(person) || self.organised.contains(person);
        anybody || person.is_some_and(named) || unit.is_some_and(|unit| self.invited.contains(unit))
    }
}

fn set_of(record: &Map<String, Value>, name: &str) -> BTreeSet<String> {
    let items = record.get(name).and_then(Value::as_array).into_iter().flatten();
    order::set(items.filter_map(Value::as_str).map(str::to_owned))
}
