//! The browser's database. Rows are kept as a log of steps, one record a page: reading 50,000 rows back is reading a few
//! dozen records. Everything else is a record a thing.
//!
//! Requests are all built before anything is awaited; nothing but the transaction itself is awaited inside it.

use std::cell::{Cell, RefCell};

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

use super::{StoreError, codec, in_time};

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
            stamp: stamp.last().and_then(|(key, _)| key.as_f64()).map_or(0, number),
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
        ask_stamp(&tx)?.await
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
        let steps = steps(batch);
        let tx = db
            .transaction(touched(batch.guard.as_ref(), &steps))
            .with_mode(TransactionMode::Readwrite)
            .with_options(TransactionOptions::new().with_durability(durability))
            .build()
            .map_err(failed)?;
        // The answer is looked at before the commit; the database need not wait for us in between.
        let holds = holds(&tx, batch.guard.clone().unwrap_or_default())?;
        let mut records = self.records.get();
        let mut numbers = Vec::new();
        for (name, step) in steps {
            let store = tx.object_store(name).map_err(failed)?;
            match step {
                Step::Clear => {
                    drop(store.clear().map_err(failed)?);
                    records = 0;
                }
                Step::Put(key, bytes) => drop(store.put(bytes).with_key(key).primitive().map_err(failed)?),
                Step::Delete(key) => drop(store.delete(key).primitive().map_err(failed)?),
                // Invariant: the database numbers new entries; aborted transactions leave no gap.
                Step::Add(bytes) => {
                    let number = store.add(bytes).with_key_type::<f64>().primitive().map_err(failed)?;
                    match name {
                        OUTBOX => numbers.push(number),
                        _ => records += 1,
                    }
                }
            }
        }
        let stamps = tx.object_store(STAMP).map_err(failed)?;
        drop(stamps.clear().map_err(failed)?);
        let stamp = stamps.add(JsValue::TRUE).with_key_type::<f64>().primitive().map_err(failed)?;
        if batch.guard.is_some() && !holds.await? {
            tx.abort().await.map_err(failed)?;
            return Err(StoreError::Overtaken);
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
        for (entry, cseq) in batch.out_put.iter_mut().filter(|entry| entry.cseq == 0).zip(numbers) {
            entry.cseq = number(cseq.await.map_err(failed)?);
        }
        Ok(number(stamp.await.map_err(failed)?))
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
    let why = |error| match error {
        OpenDbError::Base(Error::DomException(error)) => match name_of(&error).as_str() {
            "VersionError" => StoreError::Stale,
            "SecurityError" | "InvalidStateError" | "NotSupportedError" => StoreError::Absent,
            name => StoreError::Broken(name.to_owned()),
        },
        OpenDbError::UnsupportedEnvironment | OpenDbError::NullFactory => StoreError::Absent,
        other => StoreError::Broken(other.to_string()),
    };
    let db = in_time(async move { open.await.map_err(why) }).await?;
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

/// What is done to one store.
enum Step {
    Clear,
    /// Under the next number.
    Add(JsValue),
    Put(JsValue, JsValue),
    Delete(JsValue),
}

/// A batch as the database does it.
fn steps(batch: &Batch) -> Vec<(&'static str, Step)> {
    fn named(key: &str) -> JsValue {
        JsValue::from_str(key)
    }
    let mut steps = Vec::new();
    if let Some(rows) = &batch.rows {
        if rows.clear {
            steps.push((ROWS, Step::Clear));
        }
        steps.extend(parts(rows).iter().map(|part| (ROWS, Step::Add(codec::encode(part)))));
    }
    if let Some(meta) = &batch.meta {
        steps.push((META, Step::Put(named("meta"), codec::encode(meta))));
    }
    for past in &batch.past_put {
        steps.push((PAST, Step::Put(named(&past.command.id.0.to_string()), codec::encode(past))));
    }
    let gone = batch.past_del.iter().map(|id| (PAST, id.0.to_string()));
    let gone = gone.chain(batch.draft_del.iter().map(|id| (DRAFTS, id.clone())));
    for (store, id) in gone.chain(batch.base_del.iter().map(|id| (BASES, id.clone()))) {
        steps.push((store, Step::Delete(named(&id))));
    }
    for draft in &batch.draft_put {
        steps.push((DRAFTS, Step::Put(named(&draft.id), codec::encode(draft))));
    }
    for base in &batch.base_put {
        steps.push((BASES, Step::Put(named(&base.id), codec::encode(base))));
    }
    for cseq in &batch.out_del {
        steps.push((OUTBOX, Step::Delete(key(*cseq))));
    }
    for entry in &batch.out_put {
        let bytes = codec::encode(entry);
        let step = if entry.cseq == 0 { Step::Add(bytes) } else { Step::Put(key(entry.cseq), bytes) };
        steps.push((OUTBOX, step));
    }
    steps
}

fn touched(guard: Option<&Guard>, steps: &[(&'static str, Step)]) -> Vec<&'static str> {
    let is_read = |name| match name {
        STAMP => true,
        META => guard.is_some_and(|guard| guard.turn.is_some()),
        DRAFTS => guard.is_some_and(|guard| !guard.drafts.is_empty()),
        _ => false,
    };
    ALL.into_iter().filter(|name| is_read(name) || steps.iter().any(|(store, _)| store == name)).collect()
}

/// Whether the store still holds what a batch was planned from. Asks at once, inside the batch's own transaction and before
/// its writes.
fn holds(tx: &Tx<'_>, guard: Guard) -> Result<impl Future<Output = Result<bool, StoreError>> + use<>, StoreError> {
    let get = |store, key: &str| {
        let store = tx.object_store(store).map_err(failed)?;
        store.get::<JsValue, _, _>(key.to_owned()).primitive().map_err(failed)
    };
    let meta = guard.turn.map(|_| get(META, "meta")).transpose()?;
    let stamp = guard.stamp.map(|_| ask_stamp(tx)).transpose()?;
    let drafts = guard.drafts.keys().map(|id| get(DRAFTS, id)).collect::<Result<Vec<_>, _>>()?;
    Ok(async move {
        let meta: Option<Meta> = match meta {
            Some(asked) => asked.await.map_err(failed)?.and_then(|bytes| codec::decode(&bytes).ok()),
            None => None,
        };
        let stamp = match stamp {
            Some(asked) => asked.await?,
            None => 0,
        };
        let mut revs = Vec::with_capacity(drafts.len());
        for asked in drafts {
            let stored: Option<Draft> = asked.await.map_err(failed)?.and_then(|bytes| codec::decode(&bytes).ok());
            revs.push(stored.map(|draft| draft.rev));
        }
        let rev = |id: &str| guard.drafts.keys().position(|known| known == id).and_then(|at| revs[at]);
        Ok(guard.holds(stamp, meta.as_ref(), rev))
    })
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

fn ask_stamp(tx: &Tx<'_>) -> Result<impl Future<Output = Result<u64, StoreError>> + use<>, StoreError> {
    let keys = tx.object_store(STAMP).map_err(failed)?.get_all_keys::<f64>().primitive().map_err(failed)?;
    Ok(async move {
        let keys: Vec<f64> = keys.await.map_err(failed)?.collect::<Result<_, _>>().map_err(failed)?;
        Ok(keys.last().copied().map_or(0, number))
    })
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
fn key(cseq: u64) -> JsValue {
    JsValue::from_f64(cseq as f64)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "keys are whole numbers from 1")]
fn number(key: f64) -> u64 {
    key as u64
}

pub(super) fn failed(error: Error) -> StoreError {
    match error {
        Error::DomException(error) if name_of(&error) == "QuotaExceededError" => StoreError::Quota,
        other => StoreError::Broken(other.to_string()),
    }
}

fn name_of(error: &DomException) -> String {
    web_sys::DomException::from(error.clone()).name()
}
