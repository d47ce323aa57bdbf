//! What the server keeps, behind one trait. One list of behaviours runs on every back end.
//!
//! A store finds by key and writes what it is told; it decides nothing. All calls block: they belong on threads that may
//! wait, never on the async runtime.

pub mod keep;
pub mod memory;
pub mod postgres;
pub mod sqlite;

use std::path::Path;
use std::time::Duration;

use thidua_sync::Millis;
use thidua_sync::command::CommandId;
use thidua_sync::row::{IndexKey, Key, Scope};
use thidua_sync::store::{Record, StoreError, Stored, Tx, View};

/// A thing that is not part of the shared work: an account, a session, a count of failures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub id: String,
    /// Whom it belongs to; entries are listed by owner.
    pub owner: String,
    /// JSON text.
    pub body: String,
}

/// The kinds of entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// By login; owned by its person.
    Account,
    /// By the SHA-256 of its token; owned by its person.
    Session,
    /// Tries of a command that failed, by its id.
    Trouble,
    /// Facts about this installation.
    Setting,
    /// Where a device is called, by its session's id; owned by its person.
    Push,
}

impl Kind {
    pub fn name(self) -> &'static str {
        match self {
            Kind::Account => "account",
            Kind::Session => "session",
            Kind::Trouble => "trouble",
            Kind::Setting => "setting",
            Kind::Push => "push",
        }
    }
}

/// One consistent view, with what the server keeps beside the work.
pub trait Desk: View {
    fn entry(&mut self, kind: Kind, id: &str) -> Result<Option<Entry>, StoreError>;
    /// All entries of a kind, of one owner or of everybody, by id.
    fn entries(&mut self, kind: Kind, owner: Option<&str>) -> Result<Vec<Entry>, StoreError>;
    /// Rows by key, after a key, at most `limit`.
    fn scan_rows(&mut self, after: Option<&Key>, limit: usize) -> Result<Vec<(Key, Stored)>, StoreError>;
    /// Outcomes by command id, after an id, at most `limit`.
    fn scan_records(&mut self, after: Option<CommandId>, limit: usize) -> Result<Vec<Record>, StoreError>;
    /// Count and checksum of every scope that was ever touched, by name.
    fn scan_sums(&mut self) -> Result<Vec<(Scope, i64, u64)>, StoreError>;
    /// How many index entries there are.
    fn count_index(&mut self) -> Result<u64, StoreError>;
}

/// How long history is kept, as points in time before which it may go.
#[derive(Clone, Copy, Debug)]
pub struct Keep {
    pub outcomes_from: Millis,
    pub tombstones_from: Millis,
}

/// A write transaction, with what the server keeps beside the work.
pub trait Clerk: Tx + Desk {
    fn put_entry(&mut self, kind: Kind, entry: &Entry) -> Result<(), StoreError>;
    /// Answers whether it was there.
    fn drop_entry(&mut self, kind: Kind, id: &str) -> Result<bool, StoreError>;
    /// Forgets by what rows are found.
    fn clear_index(&mut self) -> Result<(), StoreError>;
    /// Enters by what rows are found.
    fn add_index(&mut self, entries: &[(IndexKey, Key)]) -> Result<(), StoreError>;
    /// A restore gives the history a new name.
    fn set_epoch(&mut self, epoch: &str) -> Result<(), StoreError>;
    fn set_backed_up(&mut self, seq: u64) -> Result<(), StoreError>;
    /// Forgets old outcomes and tombstones. Answers how many of each.
    fn prune(&mut self, keep: Keep) -> Result<(u64, u64), StoreError>;
}

pub type ReadStep<'a> = dyn FnMut(&mut dyn Desk) -> Result<(), StoreError> + 'a;
pub type WriteStep<'a> = dyn FnMut(&mut dyn Clerk) -> Result<(), StoreError> + 'a;

/// A database.
pub trait Store: Send + Sync {
    /// For logs and reports.
    fn name(&self) -> &'static str;

    /// A question costs a network round trip, so that asking for many things at once pays.
    fn far(&self) -> bool {
        false
    }

    /// Runs `step` in one consistent view that starts after everything committed before the call.
    fn read(&self, step: &mut ReadStep<'_>) -> Result<(), StoreError>;

    /// Runs `step` in one transaction that holds the sequence from first to last, and makes it durable. An error from
    /// `step`, a panic or a crash leaves nothing.
    fn write(&self, step: &mut WriteStep<'_>) -> Result<(), StoreError>;

    /// Waits until somebody else may have committed, at most this long.
    fn wait_for_others(&self, at_most: Duration) {
        std::thread::sleep(at_most);
    }

    /// What the engine itself finds wrong with its files.
    fn integrity(&self) -> Result<Vec<String>, StoreError>;

    /// Writes a whole, consistent copy into a new file.
    fn copy_to(&self, file: &Path) -> Result<(), StoreError>;
}

/// Reads one value.
pub fn read<T>(
    store: &dyn Store,
    mut step: impl FnMut(&mut dyn Desk) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let mut found = None;
    store.read(&mut |desk| {
        found = Some(step(desk)?);
        Ok(())
    })?;
    found.ok_or_else(|| StoreError::Broken("the store did not run the step".into()))
}

/// Writes, and answers one value once it is durable.
pub fn write<T>(
    store: &dyn Store,
    mut step: impl FnMut(&mut dyn Clerk) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let mut found = None;
    store.write(&mut |clerk| {
        found = Some(step(clerk)?);
        Ok(())
    })?;
    found.ok_or_else(|| StoreError::Broken("the store did not run the step".into()))
}

/// A new random epoch.
pub fn new_epoch() -> String {
    crate::hex(&crate::random::<8>())
}
