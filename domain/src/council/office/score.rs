//! What members say of a case before they vote: scores and notes.

use std::collections::BTreeMap;

use serde_json::json;
use thidua_sync::Millis;
use thidua_sync::command::{Command, Refusal};
use thidua_sync::domain::{Effect, Rows};
use thidua_sync::row::Key;

use super::args::{bad, may, must};
use super::{people, right, sight};
use crate::checkin::scan::is_uuid;
use crate::council::rows::*;
use crate::visibility;

/// Most notes on a case: all of them move when somebody is recused.
const NOTES: usize = 200;
const NOTE_MAX: usize = 4_000;
const WORDS_MAX: usize = 2_000;

/// Decides `council.score`: see [`crate::council::acts::SCORE`].
pub fn score(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let points: BTreeMap<String, u32> = thidua_sync::body::typed(&command.args["points"]).map_err(|_| bad())?;
    let words = may(&command.args, "words", WORDS_MAX)?;
    let case = right::case(rows, who, &command.entity, now)?;
    case.must_be_open()?;
    case.must_not_vote()?;
    if case.session.rubric.is_empty() {
        return Err(Refusal::new("no_rubric"));
    }
    for mark in &case.session.rubric {
        match points.get(&mark.key) {
            None => return Err(Refusal::new("score_missing").with("key", &mark.key)),
            Some(given) if *given > mark.max => {
                return Err(Refusal::new("score_out_of_range").with("key", &mark.key).with("max", mark.max));
            }
            Some(_) => {}
        }
    }
    if points.len() != case.session.rubric.len() {
        return Err(bad());
    }
    let score = Score { session: case.case.session, case: case.id.clone(), member: who.into(), points, words, at: now };
    let scopes = vec![visibility::of_person(who), sight::of_scored(&case.id)];
    let mut effect = Effect::default();
    effect.put(Key::new(SCORE, member_id(&case.id, who)), scopes, &json!(score));
    Ok(effect)
}

/// Decides `council.note`: see [`crate::council::acts::NOTE`].
pub fn note(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let text = must(&command.args, "text", NOTE_MAX, "note_missing")?;
    let id = command.args["id"].as_str().filter(|id| is_uuid(id)).ok_or_else(bad)?;
    let case = right::case(rows, who, &command.entity, now)?;
    people::must_not_be_closed(&case.session)?;
    case.must_be_taken()?;
    let key = Key::new(NOTE, id);
    if rows.row(&key).is_some() {
        return Err(Refusal::new("id_reused"));
    }
    if rows.find(&sight::about(&case.id)).iter().filter(|key| key.table == NOTE).count() >= NOTES {
        return Err(Refusal::new("too_many_notes"));
    }
    let scopes = sight::of_case(&case.case);
    let note = Note { session: case.case.session, case: case.id, by: who.into(), at: now, text };
    let mut effect = Effect::default();
    effect.put(key, scopes, &json!(note));
    Ok(effect)
}
