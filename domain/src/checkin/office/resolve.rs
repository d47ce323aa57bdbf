//! What an organiser decides on an attendance: a disputed one, a wrong one, or somebody who was forgotten.

use serde_json::json;
use thidua_sync::Millis;
use thidua_sync::command::{Command, Refusal};
use thidua_sync::domain::{Effect, Rows};
use thidua_sync::row::Key;

use super::{of_person, scopes, stored};
use crate::checkin::ATTENDANCE;
use crate::checkin::attendance::Resolution;
use crate::event;
use crate::record::{History, REASON_MAX};

/// Decides `attendance.resolve`: the entity is [`crate::checkin::attendance_id`], args are `{present, reason}`. By an
/// organiser, for what they saw, and not on themselves.
pub fn decide(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let is_present = command.args["present"].as_bool().ok_or(Refusal::new("bad_args"))?;
    let reason = command.args["reason"].as_str().map(str::trim).unwrap_or_default();
    let (event_id, person) = command.entity.split_once('.').ok_or(Refusal::new("bad_args"))?;
    let event = event::office::stored(rows, event_id)?;
    if !event::office::is_organiser(rows, who, &event, now) {
        return Err(Refusal::new("forbidden"));
    }
    if person == who {
        return Err(Refusal::new("own_record"));
    }
    if reason.is_empty() {
        return Err(Refusal::new("reason_missing").field("reason"));
    }
    if reason.chars().count() > REASON_MAX {
        return Err(Refusal::new("text_too_long").field("reason"));
    }
    let key = Key::new(ATTENDANCE, command.entity.clone());
    let seq = rows.row(&key).map_or(0, |found| found.seq);
    if command.base.seq != 0 && seq != 0 && command.base.seq != seq {
        return Err(Refusal::new("changed_since_seen"));
    }
    let known = stored(rows, &key.id).or_else(|| of_person(rows, event_id, person).map(|(_, attendance)| attendance));
    let mut attendance = known.ok_or(Refusal::new("not_found"))?;
    let before = attendance.resolution.take();
    let resolution = Resolution { is_present, reason: reason.to_owned(), by: who.into(), at: now };
    attendance.resolution = Some(resolution.clone());
    let history = History { reason: Some(reason.to_owned()), ..History::of(&key, who, command, now) };
    let mut effect = Effect::default();
    let seen = scopes(&event, &attendance);
    history.with("resolution", json!(before), json!(resolution)).keep(rows, seen.clone(), command, &mut effect)?;
    effect.put(key, seen, &json!(attendance));
    Ok(effect)
}
