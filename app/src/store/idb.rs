//! The browser's database. Rows are kept as a log of steps, one record a page: reading 50,000 rows back is reading a few
//! dozen records. Everything else is a record a thing.
//!
//! Requests are all built before anything is awaited; nothing but the transaction itself is awaited inside it.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use indexed_db_futures::database::Database;
use indexed_db_futures::error::{DomException, Error, OpenDbError};
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{
    TransactionDurability, TransactionFinishKind, TransactionMode, TransactionOptions,
};
use serde::de::DeserializeOwned;
use thidua_sync::client::{Batch, Entry, Guard, Meta, RowsStep, Snapshot};
use thidua_sync::draft::Draft;
use wasm_bindgen::JsValue;

use super::{StoreError, codec};

const VERSION: u32 = 1;
const ROWS: &str = "rows";
const OUTBOX: &str = "outbox";
const PAST: &str = "past";
const DRAFTS: &str = "drafts";
const BASES: &str = "bases";
const META: &str = "meta";
const ALL: [&str; 6] = [ROWS, OUTBOX, PAST, DRAFTS, BASES, META];
/// Rows in one record of the log.
const RECORD_ROWS: usize = 2_000;

/// How a transaction is ended.
#[derive(Clone, Copy)]
enum Finish {
    /// At once; an abort does not say why.
    Commit,
    /// When the browser finds it idle; an abort says why.
    Watch,
}

pub struct Idb {
    name: String,
    db: RefCell<Option<Database>>,
    records: Cell<usize>,
}

impl Idb {
    pub async fn open(person: &str) -> Result<Idb, StoreError> {
        let name = format!("thidua.{person}");
        let db = connect(&name).await?;
        Ok(Idb { name, db: RefCell::new(Some(db)), records: Cell::new(0) })
    }

    pub fn row_records(&self) -> usize {
        self.records.get()
    }

    /// Reads everything. A damaged record is skipped and counted; a damaged row record makes the device read again.
    pub async fn load(&self) -> Result<(Snapshot, usize), StoreError> {
        let db = self.handle().await?;
        let tx = db.transaction(ALL).with_mode(TransactionMode::Readonly).build().map_err(failed)?;
        let all = |name: &str| -> Result<_, Error> { tx.object_store(name)?.get_all::<JsValue>().primitive() };
        let rows = all(ROWS).map_err(failed)?;
        let outbox = all(OUTBOX).map_err(failed)?;
        let store = tx.object_store(OUTBOX).map_err(failed)?;
        let cseqs = store.get_all_keys::<f64>().primitive().map_err(failed)?;
        let (past, drafts) = (all(PAST).map_err(failed)?, all(DRAFTS).map_err(failed)?);
        let (bases, meta) = (all(BASES).map_err(failed)?, all(META).map_err(failed)?);
        let mut damaged = 0;
        let rows: Vec<JsValue> = rows.await.map_err(failed)?.collect::<Result<_, _>>().map_err(failed)?;
        self.records.set(rows.len());
        let cseqs: Vec<f64> = cseqs.await.map_err(failed)?.collect::<Result<_, _>>().map_err(failed)?;
        let outbox: Vec<JsValue> = outbox.await.map_err(failed)?.collect::<Result<_, _>>().map_err(failed)?;
        let past: Vec<JsValue> = past.await.map_err(failed)?.collect::<Result<_, _>>().map_err(failed)?;
        let drafts: Vec<JsValue> = drafts.await.map_err(failed)?.collect::<Result<_, _>>().map_err(failed)?;
        let bases: Vec<JsValue> = bases.await.map_err(failed)?.collect::<Result<_, _>>().map_err(failed)?;
        let meta: Vec<JsValue> = meta.await.map_err(failed)?.collect::<Result<_, _>>().map_err(failed)?;
        let mut snapshot = Snapshot {
            meta: read(&meta, &mut damaged).pop(),
            rows: read::<RowsStep>(&rows, &mut damaged),
            past: read(&past, &mut damaged),
            drafts: read(&drafts, &mut damaged),
            bases: read(&bases, &mut damaged),
            outbox: Vec::new(),
        };
        for (bytes, cseq) in outbox.iter().zip(cseqs) {
            match codec::decode::<Entry>(bytes) {
                Ok(entry) => snapshot.outbox.push(Entry { cseq: number(cseq), ..entry }),
                Err(codec::Damaged) => damaged += 1,
            }
        }
        if snapshot.rows.len() < rows.len() {
            snapshot.rows.clear();
            snapshot.meta.iter_mut().for_each(|meta| {
                meta.position = None;
                meta.clearing = true;
            });
        }
        Ok((snapshot, damaged))
    }

    /// One transaction. A handle that died in the background is opened again, once; the second try also learns why.
    pub async fn commit(&self, batch: &mut Batch) -> Result<(), StoreError> {
        match self.write(batch, Finish::Commit).await {
            Err(StoreError::Broken(_)) => {
                let old = self.db.borrow_mut().take();
                old.into_iter().for_each(Database::close);
                self.write(batch, Finish::Watch).await
            }
            done => done,
        }
    }

    async fn handle(&self) -> Result<Database, StoreError> {
        let open = self.db.borrow().clone();
        if let Some(db) = open {
            return Ok(db);
        }
        let db = connect(&self.name).await?;
        *self.db.borrow_mut() = Some(db.clone());
        Ok(db)
    }

    async fn write(&self, batch: &mut Batch, finish: Finish) -> Result<(), StoreError> {
        let db = self.handle().await?;
        let durability = if batch.strict { TransactionDurability::Strict } else { TransactionDurability::Relaxed };
        let tx = db
            .transaction(touched(batch))
            .with_mode(TransactionMode::Readwrite)
            .with_options(TransactionOptions::new().with_durability(durability))
            .build()
            .map_err(failed)?;
        if let Some(guard) = &batch.guard
            && !holds(&tx, guard).await?
        {
            tx.abort().await.map_err(failed)?;
            return Err(StoreError::Overtaken);
        }
        let mut records = self.records.get();
        if let Some(step) = &batch.rows {
            let store = tx.object_store(ROWS).map_err(failed)?;
            if step.clear {
                drop(store.clear().map_err(failed)?);
                records = 0;
            }
            for part in parts(step) {
                drop(store.add(codec::encode(&part)).primitive().map_err(failed)?);
                records += 1;
            }
        }
        if let Some(meta) = &batch.meta {
            let store = tx.object_store(META).map_err(failed)?;
            drop(store.put(codec::encode(meta)).with_key("meta").primitive().map_err(failed)?);
        }
        put_all(&tx, PAST, batch.past_put.iter().map(|past| (past.command.id.0.to_string(), codec::encode(past))))?;
        del_all(&tx, PAST, batch.past_del.iter().map(|id| id.0.to_string()))?;
        del_all(&tx, DRAFTS, batch.draft_del.iter().cloned())?;
        put_all(&tx, DRAFTS, batch.draft_put.iter().map(|draft| (draft.id.clone(), codec::encode(draft))))?;
        del_all(&tx, BASES, batch.base_del.iter().cloned())?;
        put_all(&tx, BASES, batch.base_put.iter().map(|base| (base.id.clone(), codec::encode(base))))?;
        let mut numbers = Vec::new();
        if !batch.out_put.is_empty() || !batch.out_del.is_empty() {
            let store = tx.object_store(OUTBOX).map_err(failed)?;
            for cseq in &batch.out_del {
                drop(store.delete(key(*cseq)).primitive().map_err(failed)?);
            }
            for entry in &batch.out_put {
                let bytes = codec::encode(entry);
                match entry.cseq {
                    // Invariant: the database numbers new entries; aborted transactions leave no gap.
                    0 => numbers.push(store.add(bytes).with_key_type::<f64>().primitive().map_err(failed)?),
                    cseq => drop(store.put(bytes).with_key(key(cseq)).primitive().map_err(failed)?),
                }
            }
        }
        let mut given = Vec::with_capacity(numbers.len());
        for number in numbers {
            given.push(number.await.map_err(failed)?);
        }
        match finish {
            Finish::Commit => tx.commit().await.map_err(failed)?,
            Finish::Watch => {
                if tx.on_done().map_err(failed)?.await != TransactionFinishKind::Ok {
                    let why = tx.error().map_or(StoreError::Broken("aborted".into()), failed);
                    return Err(why);
                }
            }
        }
        self.records.set(records);
        let new = batch.out_put.iter_mut().filter(|entry| entry.cseq == 0);
        new.zip(given).for_each(|(entry, cseq)| entry.cseq = number(cseq));
        Ok(())
    }
}

async fn connect(name: &str) -> Result<Database, StoreError> {
    let open = Database::open(name.to_string()).with_version(VERSION).with_on_upgrade_needed(|event, db| {
        // Steps are added, never edited: each takes the schema from one version to the next.
        if event.old_version() < 1.0 {
            for (store, numbered) in
                [(ROWS, true), (OUTBOX, true), (PAST, false), (DRAFTS, false), (BASES, false), (META, false)]
            {
                db.create_object_store(store).with_auto_increment(numbered).build()?;
            }
        }
        Ok(())
    });
    let db = open.await.map_err(|error| match error {
        OpenDbError::Base(Error::DomException(error)) if name_of(&error) == "VersionError" => StoreError::Stale,
        other => StoreError::Broken(other.to_string()),
    })?;
    let watched = db.clone();
    wasm_bindgen_futures::spawn_local(async move {
        // A newer program wants the database: let go at once, so that it is never blocked by an old tab.
        let Ok(mut changes) = watched.version_changes() else { return };
        if changes.recv().await.is_some() {
            watched.close();
        }
    });
    Ok(db)
}

fn touched(batch: &Batch) -> Vec<&'static str> {
    let drafts = !batch.draft_put.is_empty() || !batch.draft_del.is_empty();
    let bases = !batch.base_put.is_empty() || !batch.base_del.is_empty();
    let outbox = !batch.out_put.is_empty() || !batch.out_del.is_empty();
    let past = !batch.past_put.is_empty() || !batch.past_del.is_empty();
    let guarded = batch.guard.as_ref();
    let drafts = drafts || guarded.is_some_and(|guard| !guard.drafts.is_empty());
    let meta = batch.meta.is_some() || guarded.is_some_and(|guard| guard.turn.is_some());
    let wanted =
        [(batch.rows.is_some(), ROWS), (outbox, OUTBOX), (past, PAST), (drafts, DRAFTS), (bases, BASES), (meta, META)];
    let mut names: Vec<&'static str> = wanted.into_iter().filter(|(wanted, _)| *wanted).map(|(_, name)| name).collect();
    if names.is_empty() {
        names.push(META);
    }
    names
}

/// Whether the store still holds what a batch was planned from. Reads inside the batch's own transaction.
async fn holds(tx: &Tx<'_>, guard: &Guard) -> Result<bool, StoreError> {
    let mut meta: Option<Meta> = None;
    if guard.turn.is_some() {
        let store = tx.object_store(META).map_err(failed)?;
        let stored = store.get::<JsValue, _, _>("meta").primitive().map_err(failed)?.await.map_err(failed)?;
        meta = stored.and_then(|bytes| codec::decode(&bytes).ok());
    }
    let mut revs = BTreeMap::new();
    for id in guard.drafts.keys() {
        let store = tx.object_store(DRAFTS).map_err(failed)?;
        let stored = store.get::<JsValue, _, _>(id.clone()).primitive().map_err(failed)?.await.map_err(failed)?;
        let draft: Option<Draft> = stored.and_then(|bytes| codec::decode(&bytes).ok());
        revs.insert(id.as_str(), draft.map(|draft| draft.rev));
    }
    Ok(guard.holds(meta.as_ref(), |id| revs.get(id).copied().flatten()))
}

fn put_all(tx: &Tx<'_>, name: &str, items: impl Iterator<Item = (String, JsValue)>) -> Result<(), StoreError> {
    let mut items = items.peekable();
    if items.peek().is_some() {
        let store = tx.object_store(name).map_err(failed)?;
        for (key, bytes) in items {
            drop(store.put(bytes).with_key(key).primitive().map_err(failed)?);
        }
    }
    Ok(())
}

fn del_all(tx: &Tx<'_>, name: &str, keys: impl Iterator<Item = String>) -> Result<(), StoreError> {
    let mut keys = keys.peekable();
    if keys.peek().is_some() {
        let store = tx.object_store(name).map_err(failed)?;
        for key in keys {
            drop(store.delete(key).primitive().map_err(failed)?);
        }
    }
    Ok(())
}

type Tx<'a> = indexed_db_futures::transaction::Transaction<'a>;

fn parts(step: &RowsStep) -> Vec<RowsStep> {
    if step.puts.len() <= RECORD_ROWS {
        return vec![RowsStep { clear: false, puts: step.puts.clone(), dels: step.dels.clone() }];
    }
    let mut parts: Vec<RowsStep> = step
        .puts
        .chunks(RECORD_ROWS)
        .map(|rows| RowsStep { clear: false, puts: rows.to_vec(), dels: Vec::new() })
        .collect();
    // Deletions come first: a row that is deleted and put in one step is there.
    parts[0].dels.clone_from(&step.dels);
    parts
}

fn read<T: DeserializeOwned>(records: &[JsValue], damaged: &mut usize) -> Vec<T> {
    let read: Vec<T> = records.iter().filter_map(|bytes| codec::decode(bytes).ok()).collect();
    *damaged += records.len() - read.len();
    read
}

#[expect(clippy::cast_precision_loss, reason = "keys count commands of one device: far below 2^53")]
fn key(cseq: u64) -> f64 {
    cseq as f64
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "keys are whole numbers from 1")]
fn number(key: f64) -> u64 {
    key as u64
}

fn failed(error: Error) -> StoreError {
    match error {
        Error::DomException(error) if name_of(&error) == "QuotaExceededError" => StoreError::Quota,
        other => StoreError::Broken(other.to_string()),
    }
}

fn name_of(error: &DomException) -> String {
    web_sys::DomException::from(error.clone()).name()
}
