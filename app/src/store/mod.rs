//! What one person's device keeps. One verb, `commit`: a batch is durable as a whole or not at all. No logic here: the
//! batch is decided before and shown after.

pub mod codec;
mod idb;

use std::cell::Cell;

use thidua_sync::client::{Batch, Snapshot};

/// Why a batch is not on this device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreError {
    /// The browser has no room left for this site.
    Quota,
    /// A newer version of the program has taken the database over: this tab must be opened again.
    Stale,
    /// Another tab has written what this batch was planned from: plan it anew on what is stored.
    Overtaken,
    /// Anything else, in the browser's words.
    Broken(String),
}

/// A person's store: the browser's database, or nothing but memory.
pub enum Store {
    Durable(idb::Idb),
    /// The browser keeps nothing for us; everything is gone with the tab. Says so loudly.
    Memory {
        next: Cell<u64>,
    },
}

/// A store with what it held when it was opened.
pub struct Opened {
    pub store: Store,
    pub snapshot: Snapshot,
    /// Records that could not be read and were set aside; rows among them are read from the server again.
    pub damaged: usize,
}

impl Store {
    /// Opens a person's database. When the browser refuses, answers with a store in memory.
    pub async fn open(person: &str) -> Result<Opened, StoreError> {
        match idb::Idb::open(person).await {
            Ok(db) => {
                let (snapshot, damaged) = db.load().await?;
                Ok(Opened { store: Store::Durable(db), snapshot, damaged })
            }
            Err(StoreError::Stale) => Err(StoreError::Stale),
            Err(_) => {
                let store = Store::Memory { next: Cell::new(1) };
                Ok(Opened { store, snapshot: Snapshot::default(), damaged: 0 })
            }
        }
    }

    /// Whether anything outlives the tab.
    pub fn keeps(&self) -> bool {
        matches!(self, Store::Durable(_))
    }

    /// Reads everything anew. `None` when nothing is kept.
    pub async fn load(&self) -> Result<Option<Snapshot>, StoreError> {
        match self {
            Store::Durable(db) => Ok(Some(db.load().await?.0)),
            Store::Memory { .. } => Ok(None),
        }
    }

    /// Makes a batch durable and gives its new outbox entries their numbers.
    pub async fn commit(&self, batch: &mut Batch) -> Result<(), StoreError> {
        match self {
            Store::Durable(db) => db.commit(batch).await,
            Store::Memory { next } => {
                for entry in batch.out_put.iter_mut().filter(|entry| entry.cseq == 0) {
                    entry.cseq = next.get();
                    next.set(next.get() + 1);
                }
                Ok(())
            }
        }
    }

    /// Number of row records on disk: many small ones are worth writing anew.
    pub fn row_records(&self) -> usize {
        match self {
            Store::Durable(db) => db.row_records(),
            Store::Memory { .. } => 0,
        }
    }
}
