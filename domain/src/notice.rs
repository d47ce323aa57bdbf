//! Who is waited for after a command was accepted, and so is told outside the app. Kinds and ids only: not a word of the
//! record goes into a notice.

use serde::Deserialize;
use thidua_sync::Millis;
use thidua_sync::domain::Rows;
use thidua_sync::row::Key;

use crate::movement::report;
use crate::org;
use crate::policy::{self, Act, Target};
use crate::record::State;
use crate::{activity, kinds, nomination, registration};

/// What somebody is told, in rising urgency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// One's record was confirmed.
    Confirmed,
    /// A record waits for one's decision.
    Waits,
    /// One's record was returned.
    Returned,
}

impl Kind {
    /// The kind as one ASCII word of at most 32 letters.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Confirmed => "confirmed",
            Kind::Waits => "waits",
            Kind::Returned => "returned",
        }
    }
}

/// An accepted command, as far as anybody is told of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Done<'a> {
    /// Whose command it was. Nobody is told what they did themselves.
    pub who: &'a str,
    /// The command's kind with its version, such as `activity.submit@1`.
    pub kind: &'a str,
    /// The id of the record.
    pub entity: &'a str,
}

/// What one person is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub person: String,
    pub kind: Kind,
}

/// A command after which somebody is told: table of the record, the state in which it still holds, what is told.
fn call(command: &str) -> Option<(&'static str, State, Kind)> {
    let (table, verb) = command.strip_suffix("@1")?.split_once('.')?;
    let table = kinds::of_table(table)?.table;
    let told = match verb {
        "submit" | "resend" => (State::Sent, Kind::Waits),
        "return" => (State::Returned, Kind::Returned),
        "confirm" => (State::Confirmed, Kind::Confirmed),
        _ => return None,
    };
    // Heads confirm these; a nomination is returned at most, and the others go on by themselves.
    let is_confirmed = matches!(table, activity::TABLE | registration::TABLE | report::TABLE);
    let holds = is_confirmed || (table, verb) == (nomination::TABLE, "return");
    holds.then_some((table, told.0, told.1))
}

#[derive(Deserialize)]
struct Record {
    unit: String,
    author: String,
    state: State,
}

/// Whether a command of this kind may concern somebody else. Cheap: asked for every accepted command.
pub fn concerns(kind: &str) -> bool {
    call(kind).is_some()
}

/// Who is to be told of an accepted command, as the rows stand now; nobody once the record has gone on to another state.
pub fn notices(rows: &dyn Rows, done: Done<'_>, now: Millis) -> Vec<Notice> {
    let Some((table, state, kind)) = call(done.kind) else { return Vec::new() };
    let found = rows.row(&Key::new(table, done.entity)).and_then(|row| row.body.read::<Record>());
    let Some(record) = found.filter(|record| record.state == state) else { return Vec::new() };
    let people = match kind {
        Kind::Waits => deciders(rows, &record, now),
        Kind::Returned | Kind::Confirmed => vec![record.author],
    };
    let others = people.into_iter().filter(|person| person != done.who);
    others.map(|person| Notice { person, kind }).collect()
}

/// The heads who may confirm a record, at the nearest level that has one besides its author: those above see it in their
/// lists and are not called for what others are there to do.
fn deciders(rows: &dyn Rows, record: &Record, now: Millis) -> Vec<String> {
    let target = Target { unit: &record.unit, author: Some(&record.author), state: Some(record.state) };
    let may = |person: &String| policy::allow(rows, person, Act::ConfirmActivity, target, now).is_ok();
    let path = org::unit(rows, &record.unit).map(|unit| unit.path).unwrap_or_default();
    let mut levels = path.iter().rev().map(|unit| org::heads(rows, unit).into_iter().filter(may).collect::<Vec<_>>());
    levels.find(|level| !level.is_empty()).unwrap_or_default()
}
