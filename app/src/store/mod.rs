//! What one person's device keeps. One verb, `commit`: a batch is durable as a whole or not at all. No logic here: the
//! batch is decided before and shown after.

pub mod codec;
mod idb;
pub mod photos;

use std::cell::Cell;

use futures::FutureExt as _;
use futures::channel::oneshot;
use indexed_db_futures::database::Database;
use thidua_sync::client::{Batch, Durable, Snapshot};
use wasm_bindgen_futures::spawn_local;

use crate::browser::time;

/// How long a database may take to open, in milliseconds. Chromium (seen in 148) does not answer for one whose making was
/// cut off with its page, for as long as the browser runs.
const OPEN_MS: u64 = 15_000;

/// Why a batch is not on this device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreError {
    /// The browser has no room left for this site.
    Quota,
    /// The browser has no database for this site: a private window, or blocked by a setting.
    Absent,
    /// A newer version of the program has taken the database over: this tab must be opened again.
    Stale,
    /// Another tab has written what this batch was planned from: plan it anew on what is stored.
    Overtaken,
    /// Anything else, in the browser's words.
    Broken(String),
}

/// Waits for a database to open, but not for ever. One that comes too late is closed.
async fn in_time(open: impl Future<Output = Result<Database, StoreError>> + 'static) -> Result<Database, StoreError> {
    let (tell, told) = oneshot::channel();
    spawn_local(async move {
        if let Err(Ok(late)) = tell.send(open.await) {
            late.close();
        }
    });
    let late = || StoreError::Broken("the database did not open".into());
    let mut told = told.fuse();
    let mut patience = Box::pin(time::sleep(OPEN_MS).fuse());
    futures::select! {
        opened = told => opened.unwrap_or_else(|_| Err(late())),
        () = patience => Err(late()),
    }
}

/// A person's store: the browser's database, or nothing but memory.
pub enum Store {
    Durable(idb::Idb),
    /// The browser keeps nothing for us; everything is gone with the tab. Says so loudly.
    Memory {
        next: Cell<u64>,
        stamp: Cell<u64>,
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
    /// Opens a person's database.
    pub async fn open(person: &str) -> Result<Opened, StoreError> {
        let db = idb::Idb::open(person).await?;
        let (snapshot, damaged) = db.load().await?;
        Ok(Opened { store: Store::Durable(db), snapshot, damaged })
    }

    /// What is left where the browser has no database for us.
    pub fn in_memory() -> Opened {
        let store = Store::Memory { next: Cell::new(1), stamp: Cell::new(0) };
        Opened { store, snapshot: Snapshot::default(), damaged: 0 }
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

    /// The number of batches taken: more than are shown means that another tab was not heard.
    pub async fn stamp(&self) -> Result<u64, StoreError> {
        match self {
            Store::Durable(db) => db.stamp().await,
            Store::Memory { stamp, .. } => Ok(stamp.get()),
        }
    }

    /// Makes a batch durable, and gives it and its new outbox entries their numbers.
    pub async fn commit(&self, mut batch: Batch) -> Result<Durable, StoreError> {
        match self {
            Store::Durable(db) => Ok(Durable { stamp: db.commit(&mut batch).await?, batch }),
            Store::Memory { next, stamp } => {
                for entry in batch.out_put.iter_mut().filter(|entry| entry.cseq == 0) {
                    entry.cseq = next.get();
                    next.set(next.get() + 1);
                }
                stamp.set(stamp.get() + 1);
                Ok(Durable { stamp: stamp.get(), batch })
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
