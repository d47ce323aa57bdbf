//! What this device knows of events and of who attended: the server's rows, and its own scans that still wait here.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};
use thidua_domain::checkin::attendance::{Attendance, Fact, Going, Way, fold};
use thidua_domain::checkin::rows::{EventCode, EventKey, Roster, certified};
use thidua_domain::checkin::scan::{self, Scan};
use thidua_domain::checkin::short::Secret;
use thidua_domain::checkin::verdict::{Verdict, verdict};
use thidua_domain::checkin::{ATTENDANCE, EVENT_CODE, EVENT_KEY, ROSTER, SCAN, attendance_id, guest_id, token};
use thidua_domain::event::{self, Event};
use thidua_domain::org::{PERSON, Person, UNIT};
use thidua_domain::policy::{Act, Target};
use thidua_sync::client::{Entry, EntryState};
use thidua_sync::order;

use crate::pages::nominations::words::unit_name;
use crate::state::App;
use crate::text::t;

/// An event as it is listed and opened.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    pub id: String,
    pub title: String,
    pub place: String,
    pub event: Event,
    /// The reader is an organiser of it.
    pub organises: bool,
}

/// One person's attendance, judged.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The id of the attendance.
    pub id: String,
    /// Of the row that the reader sees; 0 as long as it is only here.
    pub seq: u64,
    pub name: String,
    /// The unit's id and name; a guest's own words.
    pub unit: (String, String),
    pub attendance: Attendance,
    pub verdict: Verdict,
    /// Scans of it that wait on this device.
    pub waiting: usize,
}

/// Somebody who is expected, for finding by name and by pass.
#[derive(Clone, Debug, PartialEq)]
pub struct Expected {
    pub id: String,
    pub name: String,
    /// The unit's id, as far as it is known here, and its name.
    pub unit_id: Option<String>,
    pub unit: String,
    pub keys: Vec<String>,
}

/// Events that are not withdrawn, the next ones first. Followed.
pub fn events(app: App) -> Vec<Known> {
    let rows = app.rows::<Map<String, Value>>(event::TABLE).into_iter();
    let mut found: Vec<Known> = rows.filter_map(|(id, record)| known(app, id, &record)).collect();
    found.retain(|known| !known.event.is_withdrawn);
    order::sort_by_key(&mut found, |known| (known.event.opens, known.id.clone()));
    found
}

/// One event, followed.
pub fn event(app: App, id: &str) -> Option<Known> {
    known(app, id.to_owned(), &app.row::<Map<String, Value>>(event::TABLE, id)?)
}

fn known(app: App, id: String, record: &Map<String, Value>) -> Option<Known> {
    let mut event = Event::read(record)?;
    // What its organiser has just decided here.
    for entry in waiting(app, "event.close@1").iter().filter(|entry| entry.command.entity == id) {
        event.closed = (entry.command.args["on"] == true).then_some(entry.command.made_at);
    }
    let read = |name: &str| record.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let leads = || app.may(Act::Lead, Target::unit(&event.unit));
    let organises = event.organisers.contains(&app.my_id()) || leads();
    Some(Known { title: read("title"), place: read("place"), event, id, organises })
}

/// Commands of a kind that wait on this device, in the order in which they were given. Followed.
pub fn waiting(app: App, kind: &str) -> Vec<Entry> {
    app.follow_queue();
    let is_of = |entry: &&Entry| entry.command.kind == kind && !matches!(entry.state, EntryState::Refused(_));
    app.peek(|client| client.outbox().filter(is_of).cloned().collect()).unwrap_or_default()
}

/// Keys that may sign an event's codes, by their names. Followed.
pub fn keys(app: App, event: &str) -> BTreeSet<String> {
    let rows = app.rows::<EventKey>(EVENT_KEY);
    certified(event, rows.iter().map(|(id, _)| id.as_str()))
}

/// Secrets of an event's typed codes; organisers alone have them. Followed.
pub fn secrets(app: App, event: &str) -> Vec<Secret> {
    let rows = app.rows::<EventCode>(EVENT_CODE).into_iter().filter(|(_, row)| row.event == event);
    rows.filter_map(|(_, row)| token::unbase32(&row.secret)?.try_into().ok()).collect()
}

/// Who is expected at an event: its roster, else the people of the invited units whom this device may know. Followed.
pub fn expected(app: App, known: &Known) -> Vec<Expected> {
    let full = |id: &str| app.row::<Person>(PERSON, id).map(|person| person.full_name());
    let mut found: BTreeMap<String, Expected> = BTreeMap::new();
    for (id, person) in app.rows::<Person>(PERSON) {
        if known.event.invites(Some(&id), Some(&person.unit)) {
            let (name, unit) = (person.full_name(), unit_name(app, &person.unit));
            let unit_id = Some(person.unit);
            found.insert(id.clone(), Expected { id, name, unit_id, unit, keys: Vec::new() });
        }
    }
    for (_, roster) in app.rows::<Roster>(ROSTER).into_iter().filter(|(_, roster)| roster.event == known.id) {
        let unit =
            if app.row::<Value>(UNIT, &roster.unit).is_some() { unit_name(app, &roster.unit) } else { String::new() };
        for (id, short, keys) in roster.people {
            let (name, unit) = (full(&id).unwrap_or(short), unit.clone());
            let unit_id = (!unit.is_empty()).then(|| roster.unit.clone());
            let one = found.entry(id.clone()).or_insert(Expected { id, name, unit_id, unit, keys: Vec::new() });
            one.keys.extend(keys);
        }
    }
    let mut found: Vec<Expected> = found.into_values().collect();
    order::sort_by_key(&mut found, |one| (one.unit.clone(), one.name.clone()));
    found
}

thread_local! {
    /// Facts of scans that wait here: to read one is to check a signature.
    static FACTS: RefCell<BTreeMap<String, (usize, Fact)>> = const { RefCell::new(BTreeMap::new()) };
}

fn fact(id: &str, scan: &Scan, secrets: &[Secret]) -> Fact {
    FACTS.with_borrow_mut(|facts| match facts.get(id) {
        Some((count, fact)) if *count == secrets.len() => fact.clone(),
        _ => {
            let fact = scan.fact(id, secrets);
            facts.insert(id.to_owned(), (secrets.len(), fact.clone()));
            fact
        }
    })
}

/// Who attended, judged; with what waits on this device. Followed.
pub fn lines(app: App, known: &Known) -> Vec<Line> {
    let people = expected(app, known);
    let mut all: BTreeMap<String, (u64, Attendance, usize)> = BTreeMap::new();
    let rows = app.rows::<Attendance>(ATTENDANCE).into_iter().filter(|(_, row)| row.event == known.id);
    for (id, attendance) in rows {
        let seq = seq(app, &id);
        all.insert(id, (seq, attendance, 0));
    }
    let (me, secrets) = (app.my_id(), secrets(app, &known.id));
    for entry in waiting(app, scan::ADD) {
        let command = &entry.command;
        let Some(scan) = Scan::read(&me, command, None).filter(|scan| scan.given.event == known.id) else { continue };
        let Some((id, empty)) = place(app, &people, &command.entity, &scan) else { continue };
        let fact = fact(&command.entity, &scan, &secrets);
        let (seq, attendance, count) = all.remove(&id).unwrap_or((0, empty, 0));
        all.insert(id, (seq, fold(attendance, fact), count + 1));
    }
    // A pass that the server does not know either: who was scanned stays in sight until somebody says who it is.
    let counted: BTreeSet<String> =
        order::set(all.values().flat_map(|(_, attendance, _)| attendance.facts.iter().map(|fact| fact.id.clone())));
    for (id, scan) in
        app.rows::<Scan>(SCAN).into_iter().filter(|(id, scan)| scan.given.event == known.id && !counted.contains(id))
    {
        if scan.given.way == Way::Pass
            && let Some((place, empty)) = place(app, &people, &id, &scan)
        {
            let fact = fact(&id, &scan, &[]);
            let (seq, attendance, count) = all.remove(&place).unwrap_or((0, empty, 0));
            all.insert(place, (seq, fold(attendance, fact), count));
        }
    }
    for entry in waiting(app, "attendance.resolve@1") {
        if let Some((_, attendance, count)) = all.get_mut(&entry.command.entity) {
            let args = &entry.command.args;
            attendance.resolution = serde_json::from_value(serde_json::json!({
                "present": args["present"], "reason": args["reason"], "by": me, "at": entry.command.made_at,
            }))
            .ok();
            *count += 1;
        }
    }
    let keys = keys(app, &known.id);
    let line = |(id, (seq, attendance, waiting)): (String, (u64, Attendance, usize))| {
        let verdict = verdict(&known.event, &keys, &attendance);
        let (name, unit) = called(app, &people, &attendance);
        Line { id, seq, name, unit, attendance, verdict, waiting }
    };
    let mut lines: Vec<Line> = all.into_iter().map(line).collect();
    order::sort_by_key(&mut lines, |line| (std::cmp::Reverse(line.verdict.first_in), line.id.clone()));
    lines
}

fn seq(app: App, id: &str) -> u64 {
    let key = thidua_sync::row::Key::new(ATTENDANCE, id);
    app.peek(|client| client.replica.get(&key).map(|shown| shown.seq)).flatten().unwrap_or_default()
}

/// To whom a scan that waits here belongs. A pass that this device does not know has its place by its key.
fn place(app: App, people: &[Expected], id: &str, scan: &Scan) -> Option<(String, Attendance)> {
    let given = &scan.given;
    let of = |person: &str| {
        let here = app.row::<Person>(PERSON, person).map(|person| person.unit);
        let listed = || people.iter().find(|one| one.id == person).and_then(|one| one.unit_id.clone());
        let unit = here.or_else(listed);
        let attendance = Attendance::of(&given.event, person, unit.as_deref().unwrap_or_default());
        (attendance_id(&given.event, person), Attendance { unit, ..attendance })
    };
    Some(match given.way {
        Way::Shown | Way::Code => of(&scan.by),
        Way::Name => of(given.person.as_deref()?),
        Way::Guest => {
            (attendance_id(&given.event, &guest_id(id)), Attendance::of_guest(&given.event, given.guest.clone()?))
        }
        Way::Pass => {
            let key = token::pass_key(given.token.as_deref()?)?;
            match people.iter().find(|one| one.keys.contains(&key)) {
                Some(one) => of(&one.id),
                None => of(&format!("?{key}")),
            }
        }
    })
}

/// The name, and the unit's id and name.
fn called(app: App, people: &[Expected], attendance: &Attendance) -> (String, (String, String)) {
    if let Some(guest) = &attendance.guest {
        return (guest.name.clone(), (String::new(), guest.unit.clone()));
    }
    let id = attendance.person.as_deref().unwrap_or_default();
    let unit = attendance.unit.clone().unwrap_or_default();
    let listed = people.iter().find(|one| one.id == id);
    let name = app.row::<Person>(PERSON, id).map(|person| person.full_name()).or(listed.map(|one| one.name.clone()));
    let unit_words = match listed {
        _ if !unit.is_empty() => unit_name(app, &unit),
        Some(one) => one.unit.clone(),
        None => String::new(),
    };
    let name = name.unwrap_or_else(|| if id.starts_with('?') { t!("checkin-unknown-pass") } else { id.to_owned() });
    (name, (unit, unit_words))
}

/// How the reader attended an event, as far as this device knows. Followed.
pub fn mine(app: App, known: &Known) -> Option<Line> {
    let me = app.my_id();
    let id = attendance_id(&known.id, &me);
    let row = app.row::<Attendance>(ATTENDANCE, &id);
    let (seq, mut attendance) = (row.as_ref().map_or(0, |_| seq(app, &id)), row);
    let secrets = secrets(app, &known.id);
    let mut count = 0;
    for entry in waiting(app, scan::ADD) {
        let command = &entry.command;
        let Some(scan) = Scan::read(&me, command, None).filter(|scan| scan.given.event == known.id) else { continue };
        if let Some((_, empty)) = place(app, &[], &command.entity, &scan).filter(|(place, _)| *place == id) {
            attendance = Some(fold(attendance.unwrap_or(empty), fact(&command.entity, &scan, &secrets)));
            count += 1;
        }
    }
    let attendance = attendance?;
    let verdict = verdict(&known.event, &keys(app, &known.id), &attendance);
    let (name, unit) = called(app, &[], &attendance);
    Some(Line { id, seq, name, unit, attendance, verdict, waiting: count })
}

/// Whether a person comes or goes: out when the event counts that, its time has come, and they are in.
pub fn going(known: &Known, line: Option<&Line>, now: i64) -> Going {
    let counts_out = known.event.out != (known.event.opens, known.event.closes);
    let is_in = line.is_some_and(|line| line.verdict.is_counted && line.verdict.first_in.is_some());
    if counts_out && is_in && now >= known.event.out.0 { Going::Out } else { Going::In }
}
