//! What only the server decides on check-ins, and what it finds rows by.

use thidua_sync::body::Body;
use thidua_sync::domain::Rows;
use thidua_sync::row::{IndexKey, Key, Scope};

use super::attendance::Attendance;
use super::{ATTENDANCE, EVENT_KEY, PASS, SCAN, attendance_id};
use crate::event::{self, Event};
use crate::org;
use crate::visibility;

pub mod key;
pub mod pass;
pub mod resolve;
pub mod roster;
pub mod scan;

/// The index entries of the rows of check-ins and of people.
pub fn index(table: &str, body: &Body) -> Vec<IndexKey> {
    match table {
        event::TABLE => event::office::index(body),
        EVENT_KEY => key::index(body).into_iter().collect(),
        PASS => pass::index(body).into_iter().collect(),
        SCAN => scan::index(body),
        ATTENDANCE => key::index_open_codes(body).into_iter().collect(),
        org::PERSON => {
            body.read::<org::Person>().map(|person| IndexKey::new(org::BY_UNIT, person.unit)).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// The attendance as it is stored.
fn stored(rows: &dyn Rows, id: &str) -> Option<Attendance> {
    rows.row(&Key::new(ATTENDANCE, id))?.body.read()
}

/// The attendance of a person so far, under its id, with the unit where they are now; none of who is nobody.
fn of_person(rows: &dyn Rows, event: &str, person: &str) -> Option<(String, Attendance)> {
    let id = attendance_id(event, person);
    let known = stored(rows, &id);
    let unit = org::person(rows, person)?.unit;
    let mut attendance = known.unwrap_or_else(|| Attendance::of(event, person, &unit));
    attendance.unit = Some(unit);
    Some((id, attendance))
}

/// Attendance is seen by the event's unit, by the person and their unit, and by the organisers until the event closes.
fn scopes(event: &Event, attendance: &Attendance) -> Vec<Scope> {
    let mut scopes = vec![visibility::of_unit(&event.unit), visibility::of_event(&attendance.event)];
    scopes.extend(attendance.unit.as_deref().map(visibility::of_unit));
    scopes.extend(attendance.person.as_deref().map(visibility::of_person));
    scopes.sort();
    scopes.dedup();
    scopes
}
