//! Conflicts: two people (or two devices) wrote the same place. The confirmed words stay in the record; the others are
//! kept beside them in a row of its own until a person chooses. Nothing is decided by a clock.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use thidua_sync::Millis;
use thidua_sync::command::{Command, Refusal};
use thidua_sync::domain::{Effect, Rows};
use thidua_sync::row::{IndexKey, Key};

use crate::{kinds, record};

pub const TABLE: &str = "conflict";
/// Takes a side, or a text made of both.
pub const RESOLVE: &str = "conflict.resolve@1";

/// Two versions of one field, and what both came from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Conflict {
    /// The record.
    pub of: Key,
    pub field: String,
    pub base: Value,
    /// What arrived second and is not in the record.
    pub mine: Value,
    /// What the record says.
    pub theirs: Value,
    pub mine_by: String,
    pub theirs_by: String,
    /// The server's clock.
    pub at: Millis,
}

/// Conflicts of one record that may be open at a time.
pub const MOST: usize = 30;
const BY_RECORD: &str = "conflict.of";

/// The open conflicts of a record.
pub fn index(of: &Key) -> IndexKey {
    IndexKey::new(BY_RECORD, format!("{}/{}", of.table, of.id))
}

/// The row of the conflict that a command left in a field.
pub fn key(command: &Command, field: &str) -> Key {
    Key::new(TABLE, format!("{}.{field}", command.id.0))
}

/// Decides `conflict.resolve`: entity is the record, args are `{table, conflict, value}`. The value is one of the two or
/// a text made of both; the history keeps both.
pub fn resolve(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let spec = command.args["table"].as_str().and_then(kinds::of_table).ok_or(Refusal::new("bad_args"))?;
    let id = command.args["conflict"].as_str().ok_or(Refusal::new("bad_args"))?;
    let key = Key::new(TABLE, id);
    let stored = rows.row(&key).and_then(|row| row.body.read::<Conflict>());
    let Some(conflict) = stored.filter(|c| c.of == Key::new(spec.table, command.entity.clone())) else {
        return Err(Refusal::new("conflict_gone"));
    };
    let value = command.args["value"].clone();
    let mut effect = record::set_field(spec, rows, who, command, (&conflict.field, value), now)?;
    effect.dels.push(key);
    Ok(effect)
}
