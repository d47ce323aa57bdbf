//! Rosters: who is expected at an open event, for the organisers' devices without a network. Short names and keys of passes,
//! nothing else; they are gone when the event is over.

use serde_json::json;
use thidua_sync::Millis;
use thidua_sync::domain::{Effect, Rows};
use thidua_sync::order;
use thidua_sync::row::Key;

use super::pass;
use crate::checkin::rows::Roster;
use crate::checkin::{BY_NAME, ROSTER, roster_id};
use crate::event::{self, Event};
use crate::org;
use crate::visibility;

/// Most events whose rosters learn of a person at once.
const EVENTS: usize = 50;

/// Builds the rosters of an event as it is now, and drops those that it no longer needs.
pub fn follow(rows: &dyn Rows, effect: &mut Effect, id: &str, (before, now): (Option<&Event>, &Event)) {
    let same =
        |before: &Event| (before.is_open(), units(before), &before.guests) == (now.is_open(), units(now), &now.guests);
    if before.is_some_and(same) {
        return;
    }
    let mut wanted: Vec<(&str, Vec<(String, org::Person)>)> = Vec::new();
    if now.is_open() {
        let near = units(now).into_iter().filter(|unit| is_near(rows, &now.unit, unit));
        wanted.extend(near.map(|unit| (unit, org::people(rows, unit))));
        let named = now.guests.iter().filter_map(|id| Some((id.clone(), org::person(rows, id)?)));
        wanted.push((BY_NAME, named.filter(|(_, person)| is_near(rows, &now.unit, &person.unit)).collect()));
    }
    wanted.retain(|(_, people)| !people.is_empty());
    let old = before.into_iter().flat_map(units).chain([BY_NAME]);
    for unit in old.filter(|unit| wanted.iter().all(|(kept, _)| kept != unit)) {
        let key = Key::new(ROSTER, roster_id(id, unit));
        effect.dels.extend(rows.row(&key).map(|_| key));
    }
    for (unit, people) in wanted {
        let expected = |(person, row): (String, org::Person)| {
            let keys = pass::of_person(rows, &person);
            (person, row.short_name(), keys)
        };
        let people = people.into_iter().map(expected).collect();
        put(rows, effect, Roster { event: id.to_owned(), unit: unit.to_owned(), people });
    }
}

/// The units that are expected: those that are invited, or the event's own when nobody is named.
fn units(event: &Event) -> Vec<&str> {
    match event.invited.is_empty() && event.guests.is_empty() {
        true => vec![&event.unit],
        false => event.invited.iter().map(String::as_str).collect(),
    }
}

/// Whether an event's unit may learn the names of another: of those below it and above it. Others are invited all the same.
fn is_near(rows: &dyn Rows, own: &str, unit: &str) -> bool {
    let is_below =
        |unit: &str, above: &str| org::unit(rows, unit).is_some_and(|unit| unit.path.iter().any(|id| id == above));
    is_below(unit, own) || is_below(own, unit)
}

/// Writes a person and their passes into the rosters of the open events that expect them.
pub fn know(rows: &dyn Rows, effect: &mut Effect, (id, person): (&str, &org::Person), keys: &[String], now: Millis) {
    let by_unit = event::office::inviting(rows, visibility::of_unit(&person.unit), now).into_iter();
    let by_name = event::office::inviting(rows, visibility::of_person(id), now).into_iter();
    let places = by_unit.map(|event| (event, person.unit.as_str())).chain(by_name.map(|event| (event, BY_NAME)));
    for ((event, known), unit) in places.take(EVENTS) {
        if !is_near(rows, &known.unit, &person.unit) {
            continue;
        }
        let mut roster = stored(rows, &event, unit);
        roster.people.retain(|(known, ..)| known != id);
        roster.people.push((id.to_owned(), person.short_name(), keys.to_vec()));
        order::sort_by_key(&mut roster.people, |(id, ..)| id.clone());
        put(rows, effect, roster);
    }
}

/// Takes somebody who leaves a unit out of its rosters.
pub fn forget(rows: &dyn Rows, effect: &mut Effect, id: &str, unit: &str, now: Millis) {
    for (event, _) in event::office::inviting(rows, visibility::of_unit(unit), now).into_iter().take(EVENTS) {
        let mut roster = stored(rows, &event, unit);
        roster.people.retain(|(known, ..)| known != id);
        put(rows, effect, roster);
    }
}

fn stored(rows: &dyn Rows, event: &str, unit: &str) -> Roster {
    let found = rows.row(&Key::new(ROSTER, roster_id(event, unit))).and_then(|found| found.body.read());
    found.unwrap_or(Roster { event: event.to_owned(), unit: unit.to_owned(), people: Vec::new() })
}

fn put(rows: &dyn Rows, effect: &mut Effect, roster: Roster) {
    let key = Key::new(ROSTER, roster_id(&roster.event, &roster.unit));
    let known = rows.row(&key).and_then(|found| found.body.read::<Roster>());
    let is_nothing = known.is_none() && roster.people.is_empty();
    if !is_nothing && known.as_ref() != Some(&roster) {
        effect.put(key, vec![visibility::of_event(&roster.event)], &json!(roster));
    }
}
