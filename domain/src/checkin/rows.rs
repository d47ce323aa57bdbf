//! Rows beside the scans, as they are stored: keys of an event's displays, their secrets, passes, rosters.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use thidua_sync::Millis;
use thidua_sync::order;

/// The public key of a device that shows an event's codes. Who is invited sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventKey {
    pub event: String,
    /// 32 bytes in Base32.
    pub public: String,
    pub by: String,
    /// The server's clock.
    pub at: Millis,
}

/// What a device makes an event's typed codes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventCode {
    pub event: String,
    /// 16 bytes in Base32.
    pub secret: String,
}

/// Whose the pass of a key is; the row's id is [`super::token::key_id`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassRow {
    pub person: String,
    /// 32 bytes in Base32.
    pub public: String,
    /// The server's clock.
    pub at: Millis,
}

/// One person on a roster: id, short name, keys of their passes by [`super::token::key_id`].
pub type Expected = (String, String, Vec<String>);

/// The people of one unit who are expected, by id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roster {
    pub event: String,
    /// A unit, or [`super::BY_NAME`].
    pub unit: String,
    pub people: Vec<Expected>,
}

impl Roster {
    /// Whose a pass is, as far as the roster knows.
    pub fn holder(&self, key: &str) -> Option<&Expected> {
        self.people.iter().find(|(_, _, keys)| keys.iter().any(|known| known == key))
    }
}

/// The certified keys of an event, out of the ids of the rows of keys.
pub fn certified<'a>(event: &str, ids: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    let own = |id: &'a str| id.strip_prefix(event)?.strip_prefix('.').map(str::to_owned);
    order::set(ids.into_iter().filter_map(own))
}
