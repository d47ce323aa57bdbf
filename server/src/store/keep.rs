//! How values become columns: shared by the SQL back ends, so that they keep the same things.

use std::borrow::Cow;

use sha2::{Digest as _, Sha256};
use thidua_sync::body::Body;
use thidua_sync::command::{ClientId, CommandId, Digest, Outcome};
use thidua_sync::row::Scope;
use thidua_sync::store::{Record, StoreError, Stored};
use uuid::Uuid;

/// Longest index value kept as it is; longer ones are kept as their hash.
const INDEX_VALUE: usize = 400;

/// One forward step of the schema. Applied steps are never edited: their text is recorded.
pub struct Migration {
    pub version: i64,
    pub sql: &'static str,
}

impl Migration {
    pub fn hash(&self) -> String {
        crate::hex(&Sha256::digest(self.sql.as_bytes()))
    }
}

/// Which steps are due, given those recorded as (version, hash).
pub fn due<'a>(all: &'a [Migration], done: &[(i64, String)]) -> Result<&'a [Migration], StoreError> {
    for (at, (version, hash)) in done.iter().enumerate() {
        let Some(known) = all.get(at).filter(|known| known.version == *version) else {
            return Err(StoreError::Broken(format!("schema version {version} was made by a newer program")));
        };
        if known.hash() != *hash {
            return Err(StoreError::Broken(format!("schema version {version} is not the one this program knows")));
        }
    }
    Ok(&all[done.len()..])
}

/// An unsigned number in a signed column, bit by bit.
pub fn signed(number: u64) -> i64 {
    i64::from_ne_bytes(number.to_ne_bytes())
}

pub fn unsigned(number: i64) -> u64 {
    u64::from_ne_bytes(number.to_ne_bytes())
}

pub fn scopes_text(scopes: &[Scope]) -> String {
    serde_json::to_string(scopes).expect("invariant: strings can be written as JSON")
}

pub fn scopes(text: &str) -> Result<Vec<Scope>, StoreError> {
    serde_json::from_str(text).map_err(|_| StoreError::Broken("scopes of a row are not JSON".into()))
}

pub fn stored(seq: i64, scopes_text: &str, body: String) -> Result<Stored, StoreError> {
    let body = Body::from_text(body).map_err(|_| StoreError::Broken("body of a row is not JSON".into()))?;
    Ok(Stored { seq: unsigned(seq), scopes: scopes(scopes_text)?, body })
}

/// Long values, and values with a NUL, which PostgreSQL cannot keep, are found by their hash.
pub fn index_value(value: &str) -> Cow<'_, str> {
    match value.len() > INDEX_VALUE || value.contains('\0') {
        true => Cow::Owned(format!("#{}", crate::hex(&Sha256::digest(value.as_bytes())))),
        false => Cow::Borrowed(value),
    }
}

/// An outcome's columns as they come from a database.
pub struct RecordColumns {
    pub id: Uuid,
    pub client: Uuid,
    pub cseq: i64,
    pub person: String,
    pub digest: Vec<u8>,
    pub outcome: String,
    pub at: i64,
}

impl RecordColumns {
    pub fn record(self) -> Result<Record, StoreError> {
        Ok(Record {
            id: CommandId(self.id),
            client: ClientId(self.client),
            cseq: unsigned(self.cseq),
            person: self.person,
            digest: Digest(crate::hex(&self.digest)),
            outcome: outcome(&self.outcome)?,
            at: self.at,
        })
    }
}

fn outcome(text: &str) -> Result<Outcome, StoreError> {
    serde_json::from_str(text).map_err(|_| StoreError::Broken("an outcome is not JSON".into()))
}

pub fn outcome_text(outcome: &Outcome) -> String {
    serde_json::to_string(outcome).expect("invariant: an outcome can be written as JSON")
}

/// A digest's bytes. Text that is not hexadecimal is not a digest of ours and is kept as an empty one.
pub fn digest_bytes(digest: &Digest) -> Vec<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let pair = |pair: &[u8]| Some(u8::try_from(digit(pair[0])? * 16 + digit(*pair.get(1)?)?).unwrap_or(0));
    digest.0.as_bytes().chunks(2).map(pair).collect::<Option<Vec<u8>>>().unwrap_or_default()
}
