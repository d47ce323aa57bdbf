//! The messages of one exchange. JSON; unknown fields are ignored, new ones are optional.

use serde::{Deserialize, Serialize};

use crate::Millis;
use crate::command::{ClientId, Command, CommandId, Outcome};
use crate::row::{Key, Row, Scope};

/// What every answer names itself.
pub const APP: &str = "thidua";
/// The protocol version that this build speaks.
pub const PROTO: u32 = 1;
/// Most commands in one request.
pub const MAX_COMMANDS: usize = 500;
/// Most bytes in one request body.
pub const MAX_BODY: usize = 1_000_000;
/// Bytes of one command as JSON. A device makes none larger, and the server takes none.
pub const MAX_COMMAND_BYTES: usize = 200_000;
/// Scopes in a position. Nobody holds nearly as many.
pub const MAX_SCOPES: usize = 4_000;
/// Most rows that one command may change; bulk work is many commands.
pub const MAX_ROWS_PER_COMMAND: usize = 500;

/// A point in the server's history. `tag` is random per seq: a restored server that gives a seq out again has another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    pub epoch: String,
    pub seq: u64,
    pub tag: u64,
}

/// How far a device has read: every row of the `held` scopes up to the cursor, and of scopes that it has newly been
/// granted up to `fill`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    pub cursor: Cursor,
    pub held: Vec<Scope>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fill: Option<Fill>,
    /// The head that the last page was read at, while more pages are due. Outcomes up to it have been answered, so a
    /// server that does not know it any more has lost history, even if it still knows the cursor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<Cursor>,
    /// The head at which a device began that had nothing, until it has read everything. It has no row that a tombstone
    /// below this would remove.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub boot: Option<u64>,
}

impl Position {
    /// The highest seq of which this position vouches that the device reads the history that knows it.
    pub fn vouches(&self) -> u64 {
        self.seen.as_ref().map_or(0, |seen| seen.seq).max(self.cursor.seq)
    }
}

/// Progress in reading the past of scopes that were added after the device began.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fill {
    pub seq: u64,
    pub scopes: Vec<Scope>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    pub proto: u32,
    pub build: String,
    /// Whose outbox this is. A session of anybody else is refused before anything is read.
    pub person: String,
    pub client: ClientId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
    #[serde(default)]
    pub commands: Vec<Command>,
    /// Asks for counts and checksums when the read is complete.
    #[serde(default)]
    pub check: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Response {
    /// Always [`APP`]: a captive portal's page or another service's JSON is not an answer.
    pub app: String,
    pub person: String,
    /// The server's clock, for showing how far the device's clock is off.
    pub now: Millis,
    pub outcomes: Vec<Reply>,
    pub read: Read,
    /// Oldest protocol that may read. Older builds may still hand in their outbox.
    pub min_proto: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after_ms: Option<u64>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    pub id: CommandId,
    pub outcome: Outcome,
    #[serde(default)]
    pub cached: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(clippy::large_enum_variant, reason = "one an exchange; nearly always the page")]
pub enum Read {
    Page(Page),
    Reset(Reset),
    /// The build is too old to read; its commands were taken.
    UpdateNeeded,
}

/// Why a device must read everything again. None of these touches outbox, drafts or journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reset {
    /// The server was restored by its operator.
    Epoch,
    /// The server's history is not the one that the device has read.
    Fork,
    /// The device was away longer than tombstones are kept.
    CursorExpired,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    pub puts: Vec<Row>,
    pub dels: Vec<Key>,
    pub next: Position,
    pub more: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub added: Vec<Scope>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub removed: Vec<Scope>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check: Option<Vec<Check>>,
    /// Everything up to this seq lies in a verified backup.
    #[serde(default)]
    pub backed_up: u64,
}

impl Page {
    /// The seq up to which everything has been read, when this page is the last.
    pub fn ends_at(&self) -> Option<u64> {
        (!self.more).then_some(self.next.cursor.seq)
    }
}

/// Count and checksum of a scope at the page's cursor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    pub scope: Scope,
    pub count: i64,
    pub sum: u64,
}

/// The empty message that says: there is something to read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Poke {
    pub epoch: String,
    pub head: u64,
}
