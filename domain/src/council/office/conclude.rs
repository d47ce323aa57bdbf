//! A session from which no paper comes any more tells so by a notice: those whose dossiers it took up are not left waiting.

use thidua_sync::Millis;
use thidua_sync::command::{Command, Refusal};
use thidua_sync::domain::{Effect, Rows};

use super::args::must;
use super::{decision, right, session, told};
use crate::council::rows::*;
use crate::nomination::course::{LeftOut, Paper};
use crate::org::Stamp;

/// Decides `council.conclude`: see [`crate::council::acts::CONCLUDE`].
pub fn conclude(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let number = must(&command.args, "number", 64, "notice_number_missing")?;
    let day = decision::day(&command.args, now)?;
    let mut held = right::led(rows, who, &command.entity, now)?;
    if held.state != Stage::Closed {
        return Err(Refusal::new("session_not_closed"));
    }
    if held.concluded.is_some() {
        return Err(Refusal::new("already_concluded"));
    }
    decision::must_follow(&held, day)?;
    let left = LeftOut { signed: Stamp { by: who.into(), at: now }, paper: Paper::Notice, number, day };
    let mut effect = Effect::default();
    held.concluded = Some(left.clone());
    session::put(&mut effect, &command.entity, &held);
    told::leave_out(rows, &mut effect, &command.entity, &left, &|_| false);
    Ok(effect)
}
