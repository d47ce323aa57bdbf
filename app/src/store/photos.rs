//! Photos and papers on this device, in a database of their own: what is written never waits for them, and a full disk stops
//! them first. What is known of one is a record; its bytes and its small picture are records beside it.

use std::cell::RefCell;

use indexed_db_futures::database::Database;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{
    TransactionDurability, TransactionFinishKind, TransactionMode, TransactionOptions,
};
use js_sys::{Function, Promise, Reflect, Uint8Array};
use serde::{Deserialize, Serialize};
use thidua_domain::evidence::Kind;
use thidua_sync::Millis;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::idb::failed;
use super::{StoreError, codec, in_time};

const VERSION: u32 = 1;
const INFO: &str = "info";
/// Before the id of a photo in [`INFO`]: the mark of one that is due, kept in the same transaction.
const DUE: &str = "due:";
const BYTES: &str = "bytes";
const SMALL: &str = "small";
const ALL: [&str; 3] = [INFO, BYTES, SMALL];

/// How far a file has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Kept as it was taken, without what names places and devices; still to be made smaller.
    Raw,
    /// As it will travel, under its SHA-256.
    Ready,
    /// The server has named its hash: it is checked and durable there.
    Received,
    /// Not taken, with the code of why: by this device, or by the server.
    Refused(String),
}

/// What is known of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Photo {
    pub id: String,
    /// What the file was called.
    pub name: String,
    /// The device's clock when it was added.
    pub at: Millis,
    pub stage: Stage,
    pub kind: Kind,
    /// Empty until it is ready.
    #[serde(default)]
    pub sha: String,
    /// Bytes that are to travel; 0 until it is ready.
    #[serde(default)]
    pub size: u64,
    /// Its author took it out again.
    #[serde(default)]
    pub removed: bool,
}

impl Photo {
    /// Exists on this device only, and is to travel.
    pub fn is_due(&self) -> bool {
        !self.removed && matches!(self.stage, Stage::Raw | Stage::Ready)
    }
}

/// One durable step.
#[derive(Default)]
pub struct PhotoStep<'a> {
    pub put: Option<&'a Photo>,
    /// New bytes of it.
    pub bytes: Option<&'a [u8]>,
    pub small: Option<&'a [u8]>,
    /// Its bytes are not needed any more.
    pub drop_bytes: bool,
}

pub struct PhotoStore {
    name: String,
    db: RefCell<Option<Database>>,
}

/// How many files of a person exist on this device only, by their marks; none when that cannot be read. Part of the first
/// load, where the page counts them with a few words of its own (`boot.js`).
pub async fn due(person: &str) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of records")]
    let count = |count: JsValue| count.as_f64().map(|count| count as usize);
    asked("__thiduaFiles", &name_of(person)).await.and_then(count).unwrap_or_default()
}

/// Asks the page's own words about a database.
async fn asked(question: &str, name: &str) -> Option<JsValue> {
    let window = gloo::utils::window();
    let question = Reflect::get(&window, &question.into()).ok()?.dyn_into::<Function>().ok()?;
    let answer = question.call1(&window, &JsValue::from_str(name)).ok()?;
    JsFuture::from(Promise::resolve(&answer)).await.ok()
}

fn name_of(person: &str) -> String {
    format!("thidua.photos.{person}")
}

impl PhotoStore {
    /// The database is made for the first file only.
    pub fn of(person: &str) -> PhotoStore {
        PhotoStore { name: name_of(person), db: RefCell::default() }
    }

    pub async fn is_made(&self) -> bool {
        self.db.borrow().is_some() || asked("__thiduaHas", &self.name).await != Some(JsValue::FALSE)
    }

    async fn handle(&self) -> Result<Database, StoreError> {
        let open = self.db.borrow().clone();
        if let Some(db) = open {
            return Ok(db);
        }
        let open = Database::open(self.name.clone()).with_version(VERSION).with_on_upgrade_needed(|event, db| {
            if event.old_version() < 1.0 {
                for store in ALL {
                    db.create_object_store(store).build()?;
                }
            }
            Ok(())
        });
        let db = in_time(async move { open.await.map_err(|error| StoreError::Broken(error.to_string())) }).await?;
        *self.db.borrow_mut() = Some(db.clone());
        Ok(db)
    }

    /// Everything that is known, oldest first. What cannot be read is left where it is.
    pub async fn list(&self) -> Result<Vec<Photo>, StoreError> {
        // Their ids grow with time.
        Ok(self.values().await?.iter().filter_map(|value| codec::decode::<Photo>(value).ok()).collect())
    }

    async fn values(&self) -> Result<Vec<JsValue>, StoreError> {
        if !self.is_made().await {
            return Ok(Vec::new());
        }
        let db = self.handle().await?;
        let tx = db.transaction(INFO).with_mode(TransactionMode::Readonly).build().map_err(failed)?;
        let store = tx.object_store(INFO).map_err(failed)?;
        let values = store.get_all::<JsValue>().primitive().map_err(failed)?.await.map_err(failed)?;
        values.collect::<Result<Vec<_>, _>>().map_err(failed)
    }

    pub async fn bytes(&self, id: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.read(BYTES, id).await
    }

    pub async fn small(&self, id: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.read(SMALL, id).await
    }

    async fn read(&self, store: &'static str, id: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let db = self.handle().await?;
        let tx = db.transaction(store).with_mode(TransactionMode::Readonly).build().map_err(failed)?;
        let found = tx.object_store(store).map_err(failed)?.get::<JsValue, _, _>(id.to_owned()).primitive();
        let found = found.map_err(failed)?.await.map_err(failed)?;
        Ok(found.and_then(|value| value.dyn_into::<Uint8Array>().ok()).map(|bytes| bytes.to_vec()))
    }

    /// Whether the browser would take so many bytes more. Its estimate of the room is often a fixed number, so that only a
    /// transaction tells: one that writes and deletes them is counted with all it writes, and leaves nothing.
    pub async fn fits(&self, bytes: u32) -> bool {
        let tried = async {
            let db = self.handle().await?;
            let tx = db.transaction(BYTES).with_mode(TransactionMode::Readwrite).build().map_err(failed)?;
            let store = tx.object_store(BYTES).map_err(failed)?;
            let probe = || JsValue::from_str("probe");
            let value: JsValue = Uint8Array::from(incompressible(bytes).as_slice()).into();
            drop(store.put(value).with_key(probe()).primitive().map_err(failed)?);
            drop(store.delete(probe()).primitive().map_err(failed)?);
            // Nothing else ends this one early.
            Ok::<_, StoreError>(tx.on_done().map_err(failed)?.await == TransactionFinishKind::Ok)
        };
        tried.await.unwrap_or(true)
    }

    /// Makes a step durable. A handle that died in the background is opened again, once.
    pub async fn commit(&self, step: PhotoStep<'_>) -> Result<(), StoreError> {
        match self.write(&step).await {
            Err(StoreError::Broken(_)) => {
                let old = self.db.borrow_mut().take();
                old.into_iter().for_each(Database::close);
                self.write(&step).await
            }
            done => done,
        }
    }

    async fn write(&self, step: &PhotoStep<'_>) -> Result<(), StoreError> {
        let Some(photo) = step.put else { return Ok(()) };
        let db = self.handle().await?;
        let tx = db
            .transaction(ALL)
            .with_mode(TransactionMode::Readwrite)
            .with_options(TransactionOptions::new().with_durability(TransactionDurability::Strict))
            .build()
            .map_err(failed)?;
        let key = || JsValue::from_str(&photo.id);
        let put = |store: &str, value: JsValue| {
            let store = tx.object_store(store).map_err(failed)?;
            store.put(value).with_key(key()).primitive().map(drop).map_err(failed)
        };
        put(INFO, codec::encode(photo))?;
        let mark = JsValue::from_str(&format!("{DUE}{}", photo.id));
        let info = tx.object_store(INFO).map_err(failed)?;
        match photo.is_due() {
            true => drop(info.put(JsValue::TRUE).with_key(mark).primitive().map_err(failed)?),
            false => drop(info.delete(mark).primitive().map_err(failed)?),
        }
        for (store, bytes) in [(BYTES, step.bytes), (SMALL, step.small)] {
            if let Some(bytes) = bytes {
                put(store, Uint8Array::from(bytes).into())?;
            }
        }
        if step.drop_bytes {
            drop(tx.object_store(BYTES).map_err(failed)?.delete(key()).primitive().map_err(failed)?);
        }
        // Watched instead of committed: an abort for want of room must say so.
        match tx.on_done().map_err(failed)?.await {
            TransactionFinishKind::Ok => Ok(()),
            _ => Err(tx.error().map_or(StoreError::Quota, failed)),
        }
    }
}

/// Bytes that the browser cannot store in less room, as those of a photo.
fn incompressible(length: u32) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut bytes = Vec::with_capacity(length as usize + 8);
    while bytes.len() < length as usize {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        bytes.extend(state.to_le_bytes());
    }
    bytes
}
