//! What passed and a body above the unit decides is submitted to that body (trình cấp trên), on paper. Here it is noted, so that
//! author and unit know where it is.

use serde_json::Value;
use thidua_sync::Millis;
use thidua_sync::command::{Command, Refusal};
use thidua_sync::domain::{Effect, Rows};
use thidua_sync::row::Key;

use super::args::{bad, ids, must};
use super::right::{self, Seen, read};
use super::{decision, entries, follow, told};
use crate::council::rows::*;
use crate::council::{acts, entry};
use crate::nomination::course::office::tell;
use crate::nomination::course::{self, Course, LeftOut, Paper, Submitted};
use crate::nomination::{self, Nomination};
use crate::org::Stamp;
use crate::rules::RuleSet;

/// Longest name of the level above, in characters.
const TO_MAX: usize = 300;

/// Decides `council.submit_up`: see [`crate::council::acts::SUBMIT_UP`].
pub fn submit_up(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let args = &command.args;
    let number = must(args, "number", 64, "submission_number_missing")?;
    let day = decision::day(args, now)?;
    let to = must(args, "to", TO_MAX, "submission_to_missing")?;
    let named = ids(args, "nominations", acts::SUBMIT_MOST)?;
    if named.is_empty() {
        return Err(bad());
    }
    let (session, part) = right::session(rows, who, &command.entity, now)?;
    if !right::may_lead(&session, part, who) {
        return Err(right::forbidden());
    }
    if session.state != Stage::Closed {
        return Err(Refusal::new("session_not_closed"));
    }
    decision::must_follow(&session, day)?;
    let set = entries::rules(rows, &session)?;
    let signed = Stamp { by: who.into(), at: now };
    let submitted = Submitted { signed: signed.clone(), number: number.clone(), day, to };
    let mut effect = Effect::default();
    for nomination in &named {
        let Seen { id, case, .. } = due(rows, (who, &set), (&command.entity, nomination), now)?;
        follow::put(rows, &mut effect, &id, &Case { submitted: Some(submitted.clone()), ..case });
        tell(rows, &mut effect, nomination, &|_, course| {
            Some(Course { left_out: None, submitted: Some(submitted.clone()), ..course })
        });
    }
    let left = LeftOut { signed, paper: Paper::Submission, number, day };
    let stands = |nomination: &str| named.iter().any(|named| named == nomination);
    told::leave_out(rows, &mut effect, &command.entity, &left, &stands);
    Ok(effect)
}

/// A case that its sender may submit. What they do not read is refused as what did not pass and what is not there.
fn due(
    rows: &dyn Rows,
    (who, set): (&str, &RuleSet),
    (session, nomination): (&str, &str),
    now: Millis,
) -> Result<Seen, Refusal> {
    let refused = |code: &str| Refusal::new(code).with("nomination", nomination);
    let seen = right::case(rows, who, &case_id(session, nomination), now).map_err(|_| refused("not_passed"))?;
    seen.must_lead()?;
    let outcome: Option<Outcome> = read(rows, RESULT, &seen.id);
    if seen.case.state != CaseState::Taken || !outcome.is_some_and(|outcome| outcome.passed) {
        return Err(refused("not_passed"));
    }
    let award = seen.case.dossier.get("award").and_then(Value::as_str).unwrap_or_default();
    if entry::is_own(set, award) {
        return Err(refused("not_above"));
    }
    if seen.case.submitted.is_some() || is_submitted(rows, nomination) {
        return Err(refused("already_submitted"));
    }
    if entries::is_given(rows, &seen.case) {
        return Err(refused("already_given"));
    }
    Ok(seen)
}

/// Whether another session submitted it.
fn is_submitted(rows: &dyn Rows, nomination: &str) -> bool {
    let found = rows.row(&Key::new(nomination::TABLE, nomination)).and_then(|found| found.body.read::<Nomination>());
    found.is_some_and(|nomination| course::of(nomination.course.as_ref()).submitted.is_some())
}
