//! What the server does for events besides a record's own rules: who sees them, who organises them, the rosters.

use serde_json::{Map, Value, json};
use thidua_sync::Millis;
use thidua_sync::body::Body;
use thidua_sync::command::{Command, Refusal};
use thidua_sync::domain::{Effect, Rows};
use thidua_sync::order;
use thidua_sync::row::{IndexKey, Key, Scope};

use super::{CLOSED, DAY, Event, ORGANISED, SPEC, TABLE};
use crate::checkin::office::{key, roster};
use crate::checkin::{self, scan};
use crate::date;
use crate::org::{self, Grant, Role, Stamp};
use crate::policy::{self, Act, Target};
use crate::{record, visibility};

/// How long after its end an event that nobody closed keeps its roster, in milliseconds.
const AFTER: Millis = 14 * DAY;
/// Open events by the people who organise them.
const BY_ORGANISER: &str = "event.organiser";
/// Open events by the scopes of the units and people whom they invite.
const BY_INVITED: &str = "event.invited";

/// The index entries of an event: none of one that is over.
pub fn index(body: &Body) -> Vec<IndexKey> {
    let Some(event) = body.read().as_ref().and_then(Event::read).filter(Event::is_open) else { return Vec::new() };
    let organisers = event.organisers.iter().map(|person| IndexKey::new(BY_ORGANISER, person));
    organisers.chain(invited(&event).into_iter().map(|scope| IndexKey::new(BY_INVITED, scope.0))).collect()
}

/// Ids of the open events that a person organises, as author or by name.
pub fn organised_by(rows: &dyn Rows, who: &str, now: Millis) -> Vec<String> {
    lasting(rows, &IndexKey::new(BY_ORGANISER, who), now).map(|(id, _)| id).collect()
}

/// The open events that invite whoever holds a scope of a unit or person, the newest first.
pub fn inviting(rows: &dyn Rows, scope: Scope, now: Millis) -> Vec<(String, Event)> {
    lasting(rows, &IndexKey::new(BY_INVITED, scope.0), now).collect()
}

/// Nobody has to remember to close an event: two weeks after its end it is as if it were. Ids grow with time.
fn lasting(rows: &dyn Rows, entry: &IndexKey, now: Millis) -> impl Iterator<Item = (String, Event)> {
    let events =
        rows.find(entry).into_iter().rev().filter_map(move |key| Some((key.id.clone(), stored(rows, &key.id).ok()?)));
    events.filter(move |(_, event)| event.closes.max(event.out.1).saturating_add(AFTER) > now)
}

/// The event as it is stored.
pub fn stored(rows: &dyn Rows, id: &str) -> Result<Event, Refusal> {
    let found = rows.row(&Key::new(TABLE, id)).and_then(|row| row.body.read());
    found.as_ref().and_then(Event::read).ok_or(Refusal::new("not_found"))
}

/// Its unit, its author, whom it invites, or everybody when it names nobody, and who organises it.
pub fn scopes(id: &str, event: &Event) -> Vec<Scope> {
    let organisers = event.organisers.iter().map(|person| visibility::of_person(person));
    let own = [visibility::of_unit(&event.unit), visibility::of_event(id)];
    let all = (event.invited.is_empty() && event.guests.is_empty()).then(visibility::public);
    order::set(own.into_iter().chain(organisers).chain(invited(event)).chain(all)).into_iter().collect()
}

fn invited(event: &Event) -> Vec<Scope> {
    if event.invited.is_empty() && event.guests.is_empty() {
        return vec![visibility::of_unit(&event.unit)];
    }
    let units = event.invited.iter().map(|unit| visibility::of_unit(unit));
    units.chain(event.guests.iter().map(|person| visibility::of_person(person))).collect()
}

/// Whether somebody organises an event today: as its author, by name, or because they lead its unit.
pub fn is_organiser(rows: &dyn Rows, who: &str, event: &Event, now: Millis) -> bool {
    event.organisers.contains(who) || policy::allow(rows, who, Act::Lead, Target::unit(&event.unit), now).is_ok()
}

/// Whether somebody organises it or ever did. Who led its unit in its days did, though they lead it no more.
pub fn was_organiser(rows: &dyn Rows, who: &str, event: &Event, now: Millis) -> bool {
    if event.organised.contains(who) || is_organiser(rows, who, event, now) {
        return true;
    }
    let path = org::unit(rows, &event.unit).map(|unit| unit.path).unwrap_or_default();
    // A grant that is withdrawn ends the day before.
    let (first, last) = (date::today(event.opens - DAY), date::today(event.closes));
    let led = |grant: &Grant| {
        matches!(grant.role, Role::UnitHead | Role::EmulationOfficer)
            && path.contains(&grant.unit)
            && grant.from <= last
            && grant.to.is_none_or(|to| to >= first)
    };
    let keys = rows.find(&IndexKey::new(org::BY_PERSON, who));
    keys.iter().filter_map(|key| rows.row(key)?.body.read::<Grant>()).any(|grant| led(&grant))
}

/// Decides `event.submit`: its id goes into codes, and so is a UUID.
pub fn submit(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    if !scan::is_uuid(&command.entity) {
        return Err(Refusal::new("id_unusable").with("id", &command.entity));
    }
    let mut effect = record::submit(&SPEC, rows, who, command, now)?;
    let put = effect.puts.iter().find(|put| put.key.table == TABLE);
    if let Some(event) = put.and_then(|put| put.body.read()).as_ref().and_then(Event::read) {
        checkin::office::scan::take_early(rows, &mut effect, (&command.entity, &event), now);
    }
    Ok(effect)
}

/// Decides `event.close`: args are `{on}`, by an organiser. Scans that come later are taken all the same; without `on` it is
/// open again.
pub fn close(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let on = command.args["on"].as_bool().ok_or(Refusal::new("bad_args"))?;
    let event = stored(rows, &command.entity)?;
    if !is_organiser(rows, who, &event, now) {
        return Err(Refusal::new("forbidden"));
    }
    if event.is_withdrawn {
        return Err(Refusal::new("already_withdrawn"));
    }
    record::amend(&SPEC, rows, who, command, None, now, &mut |record| {
        match on {
            true if record.contains_key(CLOSED) => None,
            true => record.insert(CLOSED.into(), json!(Stamp { by: who.into(), at: now })),
            false => record.remove(CLOSED),
        };
        Ok(())
    })
}

/// Completes the event that an effect puts, if it puts one: who ever organised it, who sees it and its keys, its rosters.
pub fn follow(rows: &dyn Rows, effect: &mut Effect) {
    let Some(put) = effect.puts.iter_mut().rev().find(|put| put.key.table == TABLE) else { return };
    let Some(mut map) = put.body.read::<Map<String, Value>>() else { return };
    let Some(event) = Event::read(&map) else { return };
    let id = put.key.id.clone();
    map.insert(ORGANISED.into(), json!(event.organised));
    put.scopes = scopes(&id, &event);
    put.body = Body::of(&Value::Object(map)).expect("invariant: JSON values can be written as JSON");
    let before = stored(rows, &id).ok();
    if before.as_ref().is_none_or(|before| scopes(&id, before) != scopes(&id, &event)) {
        key::follow(rows, effect, &id, &event);
    }
    roster::follow(rows, effect, &id, (before.as_ref(), &event));
}
