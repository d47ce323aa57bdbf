//! What `sync` asks of the work it carries: to decide commands over rows, and to say who sees what.

use serde_json::Value;

use crate::Millis;
use crate::body::Body;
use crate::command::{Command, Refusal};
use crate::row::{IndexKey, Key, Scope};

/// Reads rows while deciding. A row that is absent, or that the reader may not see, is `None`.
pub trait Rows {
    fn row(&self, key: &Key) -> Option<Found>;
    fn find(&self, index: &IndexKey) -> Vec<Key>;
}

/// A row as a decision sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub seq: u64,
    pub body: Body,
}

/// A row to write, with all its scopes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Put {
    pub key: Key,
    pub scopes: Vec<Scope>,
    pub body: Body,
}

/// What an accepted command changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effect {
    pub puts: Vec<Put>,
    pub dels: Vec<Key>,
    /// Fields where another person's change was kept beside this one.
    pub merged: Vec<String>,
    /// Fields where both wrote the same place: the confirmed value stays, the other is kept in a conflict row.
    pub conflicts: Vec<String>,
}

impl Effect {
    pub fn put(&mut self, key: Key, scopes: Vec<Scope>, value: &Value) {
        let body = Body::of(value).expect("invariant: JSON values can be written as JSON");
        self.puts.push(Put { key, scopes, body });
    }
}

/// The rules. Deterministic: the same rows, person, command and time give the same answer on every machine.
pub trait Domain {
    /// Decides a command of `who`. Authorisation is part of it and looks at the stored rows.
    fn decide(&self, rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal>;

    /// The scopes that a person may read now.
    fn scopes(&self, rows: &dyn Rows, who: &str, now: Millis) -> Vec<Scope>;

    /// Whether a command of this kind may be handed in from a rescue file. What a person writes may; a decision on what
    /// others wrote is shown to them instead, because a file can be made by anybody.
    fn may_come_from_file(&self, kind: &str) -> bool {
        let _ = kind;
        true
    }

    /// Goes up by one with every change of what [`Domain::index`] says of rows: stores then write their index anew.
    fn index_version(&self) -> u32 {
        1
    }

    /// The index entries of a row. Must be cheap for tables without an index.
    fn index(&self, table: &str, body: &Body) -> Vec<IndexKey>;
}
