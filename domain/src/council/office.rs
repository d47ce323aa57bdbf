//! What only the server decides on the council, and what it finds rows by.

use thidua_sync::Millis;
use thidua_sync::command::{Command, Refusal};
use thidua_sync::domain::{Effect, Rows};

use super::acts;

mod after;
mod args;
mod ballot;
mod case;
mod cast;
mod conclude;
mod count;
mod decision;
mod entries;
pub mod exhibit;
mod follow;
mod minutes;
mod people;
mod quota;
mod right;
mod score;
mod session;
pub mod sight;
pub mod source;
mod submission;
mod told;

/// Decides a command of the council.
pub fn decide(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    match command.kind.as_str() {
        acts::CONVENE => session::convene(rows, who, command, now),
        acts::EDIT => session::edit(rows, who, command, now),
        acts::OPEN => session::open(rows, who, command, now),
        acts::CLOSE => session::close(rows, who, command, now),
        acts::ATTEND => people::attend(rows, who, command, now),
        acts::PROXY => people::proxy(rows, who, command, now),
        acts::TAKE_UP => case::take_up(rows, who, command, now),
        acts::DROP => case::drop_case(rows, who, command, now),
        acts::RECUSE => case::recuse(rows, who, command, now),
        acts::RESTORE => case::restore(rows, who, command, now),
        acts::NOTE => score::note(rows, who, command, now),
        acts::SCORE => score::score(rows, who, command, now),
        acts::BALLOT_OPEN => ballot::open(rows, who, command, now),
        acts::BALLOT_ANNUL => ballot::annul(rows, who, command, now),
        acts::CAST => cast::cast(rows, who, command, now),
        acts::OPINION => cast::opinion(rows, who, command, now),
        acts::COUNT => count::count(rows, who, command, now),
        acts::HANDS => count::hands(rows, who, command, now),
        acts::TIE => count::tie(rows, who, command, now),
        acts::STAGE => decision::stage(rows, who, command, now),
        acts::PUBLISH => decision::publish(rows, who, command, now),
        acts::SUBMIT_UP => submission::submit_up(rows, who, command, now),
        acts::CONCLUDE => conclude::conclude(rows, who, command, now),
        acts::REVOKE => after::revoke(rows, who, command, now),
        acts::CORRECT => after::correct(rows, who, command, now),
        _ => Err(crate::unknown(command)),
    }
}
