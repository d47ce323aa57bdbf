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

const VERSION: u32 = 2;
const ROWS: &str = "rows";
const OUTBOX: &str = "outbox";
const PAST: &str = "past";
const DRAFTS: &str = "drafts";
const BASES: &str = "bases";
const META: &str = "meta";
/// Holds one record, whose key is the number of batches taken: the database counts, and a batch that fails is not counted.
const STAMP: &str = "stamp";
const ALL: [&str; 7] = [ROWS, OUTBOX, PAST, DRAFTS, BASES, META, STAMP];
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

    /// Reads everything, and counts what is damaged: such a record is left out, and rows are then read from the server
    /// again.
    pub async fn load(&self) -> Result<(Snapshot, usize), StoreError> {
        let db = self.handle().await?;
        let mut read = read_all(&db).await;
        if read.is_err() {
            // One unreadable record fails its whole store: each is read by itself, and that one record by record.
            read = read_apart(&db).await;
        }
        let (stores, lost_rows) = read?;
        let [rows, outbox, past, drafts, bases, meta, stamp] = stores;
        self.records.set(rows.len());
        let mut damaged = usize::from(lost_rows);
        let mut snapshot = Snapshot {
            meta: decoded(&meta, &mut damaged).pop(),
            rows: decoded::<RowsStep>(&rows, &mut damaged),
            past: decoded(&past, &mut damaged),
            drafts: decoded(&drafts, &mut damaged),
            bases: decoded(&bases, &mut damaged),
            outbox: Vec::new(),
            stamp: stamp.first().and_then(|(key, _)| key.as_f64()).map_or(0, number),
        };
        for (key, bytes) in &outbox {
            match (key.as_f64(), codec::decode::<Entry>(bytes)) {
                (Some(cseq), Ok(entry)) => snapshot.outbox.push(Entry { cseq: number(cseq), ..entry }),
                _ => damaged += 1,
            }
        }
        if lost_rows || snapshot.rows.len() < rows.len() {
            snapshot.rows.clear();
            snapshot.meta.iter_mut().for_each(|meta| {
                meta.position = None;
                meta.clearing = true;
            });
        }
        Ok((snapshot, damaged))
    }

    /// The number of batches taken.
    pub async fn stamp(&self) -> Result<u64, StoreError> {
        let db = self.handle().await?;
        let tx = db.transaction(STAMP).with_mode(TransactionMode::Readonly).build().map_err(failed)?;
        stamp_of(&tx).await
    }

    /// One transaction. A handle that died in the background is opened again, once; the second try also learns why.
    pub async fn commit(&self, batch: &mut Batch) -> Result<u64, StoreError> {
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

    /// Answers which of the store's batches it is.
    async fn write(&self, batch: &mut Batch, finish: Finish) -> Result<u64, StoreError> {
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
        let stamps = tx.object_store(STAMP).map_err(failed)?;
        drop(stamps.clear().map_err(failed)?);
        let stamp = stamps.add(JsValue::TRUE).with_key_type::<f64>().primitive().map_err(failed)?;
        let mut given = Vec::with_capacity(numbers.len());
        for cseq in numbers {
            given.push(cseq.await.map_err(failed)?);
        }
        let stamp = number(stamp.await.map_err(failed)?);
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
        Ok(stamp)
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
        if event.old_version() < 2.0 {
            db.create_object_store(STAMP).with_auto_increment(true).build()?;
        }
        Ok(())
    });
    let db = open.await.map_err(|error| match error {
        OpenDbError::Base(Error::DomException(error)) => match name_of(&error).as_str() {
            "VersionError" => StoreError::Stale,
            "SecurityError" | "InvalidStateError" | "NotSupportedError" => StoreError::Absent,
            name => StoreError::Broken(name.to_owned()),
        },
        OpenDbError::UnsupportedEnvironment | OpenDbError::NullFactory => StoreError::Absent,
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
    names.push(STAMP);
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
    let stamp = if guard.stamp.is_some() { stamp_of(tx).await? } else { 0 };
    let mut revs = BTreeMap::new();
    for id in guard.drafts.keys() {
        let store = tx.object_store(DRAFTS).map_err(failed)?;
        let stored = store.get::<JsValue, _, _>(id.clone()).primitive().map_err(failed)?.await.map_err(failed)?;
        let draft: Option<Draft> = stored.and_then(|bytes| codec::decode(&bytes).ok());
        revs.insert(id.as_str(), draft.map(|draft| draft.rev));
    }
    Ok(guard.holds(stamp, meta.as_ref(), |id| revs.get(id).copied().flatten()))
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

async fn stamp_of(tx: &Tx<'_>) -> Result<u64, StoreError> {
    let keys = tx.object_store(STAMP).map_err(failed)?.get_all_keys::<f64>().primitive().map_err(failed)?;
    let keys: Vec<f64> = keys.await.map_err(failed)?.collect::<Result<_, _>>().map_err(failed)?;
    Ok(keys.first().copied().map_or(0, number))
}

/// Keys and values of one store.
type Records = Vec<(JsValue, JsValue)>;

/// Everything at one moment, and whether rows were lost.
async fn read_all(db: &Database) -> Result<([Records; ALL.len()], bool), StoreError> {
    let tx = db.transaction(ALL).with_mode(TransactionMode::Readonly).build().map_err(failed)?;
    let mut asked = Vec::with_capacity(ALL.len());
    for name in ALL {
        asked.push(ask_all(&tx, name)?);
    }
    let mut stores: [Records; ALL.len()] = Default::default();
    for (records, asked) in stores.iter_mut().zip(asked) {
        *records = asked.await?;
    }
    Ok((stores, false))
}

/// Asks for a whole store; the requests are made before this is awaited.
fn ask_all(tx: &Tx<'_>, name: &str) -> Result<impl Future<Output = Result<Records, StoreError>> + use<>, StoreError> {
    let store = tx.object_store(name).map_err(failed)?;
    let keys = store.get_all_keys::<JsValue>().primitive().map_err(failed)?;
    let values = store.get_all::<JsValue>().primitive().map_err(failed)?;
    Ok(async move {
        let keys = keys.await.map_err(failed)?.collect::<Result<Vec<_>, _>>().map_err(failed)?;
        let values = values.await.map_err(failed)?.collect::<Result<Vec<_>, _>>().map_err(failed)?;
        Ok(keys.into_iter().zip(values).collect())
    })
}

/// The same from a database of which some part cannot be read.
async fn read_apart(db: &Database) -> Result<([Records; ALL.len()], bool), StoreError> {
    let mut stores: [Records; ALL.len()] = Default::default();
    let mut lost_rows = false;
    for (records, name) in stores.iter_mut().zip(ALL) {
        let begin = || db.transaction(name).with_mode(TransactionMode::Readonly).build().map_err(failed);
        let whole = match ask_all(&begin()?, name) {
            Ok(asked) => asked.await,
            Err(error) => Err(error),
        };
        *records = match whole {
            Ok(whole) => whole,
            // Rows are at the server; the rest is nowhere else.
            Err(_) if name == ROWS => {
                lost_rows = true;
                Records::new()
            }
            Err(_) => {
                let keys = begin()?.object_store(name).map_err(failed)?.get_all_keys::<JsValue>().primitive();
                let keys = keys.map_err(failed)?.await.map_err(failed)?;
                let mut found = Records::new();
                for key in keys.collect::<Result<Vec<_>, _>>().map_err(failed)? {
                    let store = begin()?;
                    let store = store.object_store(name).map_err(failed)?;
                    let value = store.get::<JsValue, _, _>(key.clone()).primitive().map_err(failed)?.await;
                    // One that cannot be read counts as damaged.
                    found.push((key, value.ok().flatten().unwrap_or(JsValue::UNDEFINED)));
                }
                found
            }
        };
    }
    Ok((stores, lost_rows))
}

fn decoded<T: DeserializeOwned>(records: &Records, damaged: &mut usize) -> Vec<T> {
    let read: Vec<T> = records.iter().filter_map(|(_, bytes)| codec::decode(bytes).ok()).collect();
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
