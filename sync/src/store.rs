//! What the server needs of a database. One behaviour list runs on every implementation.
//!
//! All decisions are made in memory by [`crate::server`]; a store only finds by key and writes what it is told, in one
//! transaction a group.

use std::collections::{BTreeMap, BTreeSet};

use crate::Millis;
use crate::body::Body;
use crate::command::{ClientId, CommandId, Digest, Outcome};
use crate::row::{IndexKey, Key, Scope};

/// A row as the server keeps it, with all its scopes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    pub seq: u64,
    pub scopes: Vec<Scope>,
    pub body: Body,
}

/// A command's final outcome, kept at least twelve months.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    pub id: CommandId,
    pub client: ClientId,
    pub cseq: u64,
    pub person: String,
    pub digest: Digest,
    pub outcome: Outcome,
    pub at: Millis,
}

/// Where the server's history stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Random; a restore makes a new one.
    pub epoch: String,
    pub seq: u64,
    /// Everything up to here lies in a verified backup.
    pub backed_up: u64,
    /// Tombstones up to here have been pruned, and tags below: a cursor below it has expired.
    pub pruned: u64,
}

/// What a decision asked for and did not find in memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Need {
    pub rows: BTreeSet<Key>,
    pub finds: BTreeSet<IndexKey>,
    pub records: BTreeSet<CommandId>,
    pub cseqs: BTreeSet<(ClientId, u64)>,
}

impl Need {
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.finds.is_empty() && self.records.is_empty() && self.cseqs.is_empty()
    }
}

/// The answer to a [`Need`]: every key asked for is present, absent things as `None` or an empty set.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    pub rows: BTreeMap<Key, Option<Stored>>,
    pub finds: BTreeMap<IndexKey, BTreeSet<Key>>,
    pub records: BTreeMap<CommandId, Option<Record>>,
    pub cseqs: BTreeMap<(ClientId, u64), Option<CommandId>>,
}

/// One row's change in a group: its new state (`None`: deleted at `seq`), and what it leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowWrite {
    pub seq: u64,
    pub new: Option<Stored>,
    /// Scopes that it had at the start of the group and has no more: a tombstone is due in each.
    pub left: Vec<Scope>,
    pub index_added: Vec<IndexKey>,
    pub index_removed: Vec<IndexKey>,
}

/// All that one group writes, in one transaction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Writes {
    pub rows: BTreeMap<Key, RowWrite>,
    pub records: Vec<Record>,
    /// Each new seq with its random tag and the time of its commit.
    pub seqs: Vec<(u64, u64, Millis)>,
    /// Change of count and (wrapping) checksum of each touched scope.
    pub sums: BTreeMap<Scope, (i64, u64)>,
}

impl Writes {
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.records.is_empty() && self.seqs.is_empty()
    }
}

/// One entry of the change feed, at the seq where `key` last changed in one of the scopes asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub key: Key,
    pub seq: u64,
    /// The row with those of its scopes that are visible; `None` when it is in none of them any more. Its own seq is
    /// higher than the entry's when it left one scope and then changed in another.
    pub live: Option<Stored>,
}

/// Where to look for changes: `after < seq <= upto` in any scope of `lane`, shown to a reader of `visible`.
#[derive(Clone, Copy, Debug)]
pub struct Span<'a> {
    pub lane: &'a [Scope],
    pub visible: &'a [Scope],
    pub after: u64,
    pub upto: u64,
}

/// What can go wrong with a database. A caller retries `Busy`, refuses writes on `Full`, reports `Broken`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreError {
    Busy,
    Full,
    Broken(String),
}

impl std::fmt::Display for StoreError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            StoreError::Busy => f.write_str("the database is busy"),
            StoreError::Full => f.write_str("the disk is full"),
            StoreError::Broken(why) => write!(f, "the database failed: {why}"),
        }
    }
}

impl std::error::Error for StoreError {}

/// One consistent view of the database.
pub trait View {
    fn head(&mut self) -> Result<Head, StoreError>;
    /// The tag of a seq; `None` when that seq was never given out or lies below the pruned part. Seq 0 has tag 0.
    fn tag(&mut self, seq: u64) -> Result<Option<u64>, StoreError>;
    /// Answers every key of `need` into `into`.
    fn load(&mut self, need: &Need, into: &mut Loaded) -> Result<(), StoreError>;
    /// Changes in a span, by seq then key, one entry a key and seq, at most `limit`.
    fn changes(&mut self, span: &Span<'_>, limit: usize) -> Result<Vec<Change>, StoreError>;
    /// Count and checksum of each scope asked for; a scope without rows has zeros.
    fn sums(&mut self, scopes: &[Scope]) -> Result<Vec<(Scope, i64, u64)>, StoreError>;
}

/// A write transaction. It holds the sequence from its first statement to its commit, so that no later commit can show
/// a lower seq.
pub trait Tx: View {
    fn write(&mut self, writes: &Writes) -> Result<(), StoreError>;
}
