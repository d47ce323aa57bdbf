//! Keys of the devices that show an event's codes. A key is certified by having come from an organiser; a code may have been
//! scanned and typed long before.

use serde_json::json;
use thidua_sync::Millis;
use thidua_sync::body::Body;
use thidua_sync::command::{Command, Refusal};
use thidua_sync::domain::{Effect, Rows};
use thidua_sync::order;
use thidua_sync::row::{IndexKey, Key};

use super::scopes;
use crate::checkin::attendance::{Attendance, Proof};
use crate::checkin::rows::{EventCode, EventKey};
use crate::checkin::scan::Scan;
use crate::checkin::short::Secret;
use crate::checkin::{ATTENDANCE, EVENT_CODE, EVENT_KEY, SCAN, event_key_id, token};
use crate::event::{self, Event};
use crate::visibility;

/// Most keys of an event.
const MOST: usize = 50;
/// Most attendances that are judged again at once.
const JUDGED: usize = 400;
const BY_EVENT: &str = "event_key.event";
/// Attendances with a typed code that was not found right, by event.
const OPEN_CODES: &str = "attendance.code";

pub fn index(body: &Body) -> Option<IndexKey> {
    body.read::<EventKey>().map(|key| IndexKey::new(BY_EVENT, key.event))
}

pub fn index_open_codes(body: &Body) -> Option<IndexKey> {
    // Most attendances have no typed code: their text tells so at once.
    if !body.text().contains("\"waits\"") && !body.text().contains("\"wrong\"") {
        return None;
    }
    body.read::<Attendance>().filter(Attendance::has_open_code).map(|found| IndexKey::new(OPEN_CODES, found.event))
}

/// Decides `event.key`: the entity is the event, args are `{public, secret}`. Handed in again it judges what is still open.
pub fn add(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let id = &command.entity;
    let bad = || Refusal::new("bad_args");
    let bytes = |name: &str| command.args[name].as_str().and_then(token::unbase32).ok_or_else(bad);
    let public: [u8; 32] = bytes("public")?.try_into().map_err(|_| bad())?;
    let secret: Secret = bytes("secret")?.try_into().map_err(|_| bad())?;
    let event = event::office::stored(rows, id)?;
    if !event::office::was_organiser(rows, who, &event, now) {
        return Err(Refusal::new("forbidden"));
    }
    let key = event_key_id(id, &token::key_id(&public));
    let mut effect = Effect::default();
    if let Some(known) = secret_of(rows, key.clone()) {
        judge_again(rows, &mut effect, (id, &event), known);
        return Ok(effect);
    }
    if rows.find(&IndexKey::new(BY_EVENT, id)).len() >= MOST {
        return Err(Refusal::new("too_many_keys"));
    }
    let row = EventKey { event: id.clone(), public: token::base32(&public), by: who.into(), at: now };
    effect.put(Key::new(EVENT_KEY, key.clone()), event::office::scopes(id, &event), &json!(row));
    let code = EventCode { event: id.clone(), secret: token::base32(&secret) };
    effect.put(Key::new(EVENT_CODE, key), vec![visibility::of_event(id)], &json!(code));
    judge_again(rows, &mut effect, (id, &event), secret);
    Ok(effect)
}

/// The secrets of an event's typed codes.
pub fn secrets(rows: &dyn Rows, event: &str) -> Vec<Secret> {
    let keys = rows.find(&IndexKey::new(BY_EVENT, event));
    keys.into_iter().filter_map(|key| secret_of(rows, key.id)).collect()
}

fn secret_of(rows: &dyn Rows, key: String) -> Option<Secret> {
    let code: EventCode = rows.row(&Key::new(EVENT_CODE, key))?.body.read()?;
    token::unbase32(&code.secret)?.try_into().ok()
}

/// Shows an event's keys to those who see the event.
pub fn follow(rows: &dyn Rows, effect: &mut Effect, id: &str, event: &Event) {
    for key in rows.find(&IndexKey::new(BY_EVENT, id)) {
        if let Some(found) = rows.row(&key) {
            effect.put(key, event::office::scopes(id, event), &found.body.value());
        }
    }
}

/// Judges the open typed codes by a secret that has come; those that no secret was tried on first.
fn judge_again(rows: &dyn Rows, effect: &mut Effect, (id, event): (&str, &Event), secret: Secret) {
    let keys = rows.find(&IndexKey::new(OPEN_CODES, id));
    let mut open: Vec<(Key, Attendance)> =
        keys.into_iter().filter_map(|key| Some((key.clone(), rows.row(&key)?.body.read()?))).collect();
    let waits = |attendance: &Attendance| attendance.facts.iter().any(|fact| fact.proof == Proof::Waits);
    order::sort_by_key(&mut open, |(_, attendance)| !waits(attendance));
    for (key, mut attendance) in open.into_iter().take(JUDGED) {
        let before = attendance.clone();
        for fact in attendance.facts.iter_mut().filter(|fact| matches!(fact.proof, Proof::Waits | Proof::Wrong)) {
            let scan = rows.row(&Key::new(SCAN, fact.id.clone())).and_then(|found| found.body.read::<Scan>());
            if let Some(scan) = scan {
                fact.proof = scan.typed(fact, &[secret]);
            }
        }
        if attendance != before {
            effect.put(Key::new(ATTENDANCE, key.id), scopes(event, &attendance), &json!(attendance));
        }
    }
}
