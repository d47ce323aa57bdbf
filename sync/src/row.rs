//! Rows, their keys and scopes, and the checksum by which a device and the server compare what they hold.

use serde::{Deserialize, Serialize};

use crate::body::Body;

/// Names a row: its table and its id within it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "(String, String)", into = "(String, String)")]
pub struct Key {
    pub table: String,
    pub id: String,
}

impl Key {
    pub fn new(table: impl Into<String>, id: impl Into<String>) -> Key {
        Key { table: table.into(), id: id.into() }
    }
}

impl From<(String, String)> for Key {
    fn from((table, id): (String, String)) -> Key {
        Key { table, id }
    }
}

impl From<Key> for (String, String) {
    fn from(key: Key) -> (String, String) {
        (key.table, key.id)
    }
}

/// Who may see a row: `public`, `unit:…`, `person:…`, `council:…`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Scope(pub String);

impl Scope {
    pub fn new(name: impl Into<String>) -> Scope {
        Scope(name.into())
    }
}

/// A row as it travels and as a device keeps it. `scopes` are those of its scopes that the reader holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    #[serde(rename = "k")]
    pub key: Key,
    /// The sequence number of the command that last changed it.
    pub seq: u64,
    #[serde(rename = "s")]
    pub scopes: Vec<Scope>,
    #[serde(rename = "b")]
    pub body: Body,
}

/// Names the rows that share a value, by an index that the domain declares.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct IndexKey {
    pub index: String,
    pub value: String,
}

impl IndexKey {
    pub fn new(index: impl Into<String>, value: impl Into<String>) -> IndexKey {
        IndexKey { index: index.into(), value: value.into() }
    }
}

/// A row's share of its scopes' checksum: FNV-1a over table, id and seq, mixed. Shares add up with wrapping, so that
/// order does not matter and a change costs one subtraction and one addition.
pub fn share(key: &Key, seq: u64) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let bytes = key.table.bytes().chain([0]).chain(key.id.bytes()).chain([0]).chain(seq.to_le_bytes());
    for byte in bytes {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}
