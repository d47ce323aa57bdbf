//! Templates of papers (mẫu văn bản) as units have changed them. What a template says is not this room's to read: the device
//! that publishes one has checked it. An edition is never changed, and the latest one of a unit holds for it and for those below.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use thidua_sync::domain::Rows;

use crate::org::{self, Role, Stamp};

#[cfg(feature = "office")]
pub mod office;

/// Rows of editions, by [`id`].
pub const TABLE: &str = "template";
pub const PUBLISH: &str = "template.publish@1";
/// The form in which drafts of this version are written.
pub const FORM: &str = "template@1";
/// The papers that have templates.
pub const KINDS: [&str; 14] = [
    "submission",
    "nominees",
    "achievements",
    "minutes",
    "count",
    "ballot",
    "decision",
    "invitation",
    "extract",
    "summary",
    "proposal",
    "collective",
    "revocation",
    "correction",
];
/// Most editions of one paper in one unit.
pub const EDITIONS_MAX: u32 = 500;
/// Longest note on what was changed, in characters.
pub const NOTE_MAX: usize = 500;

/// An edition (bản ban hành) of a unit's template.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Edition {
    pub unit: String,
    /// One of [`KINDS`].
    pub kind: String,
    /// From 1, without gaps.
    pub nth: u32,
    /// None where the unit goes back to what holds above it.
    #[serde(default)]
    pub template: Option<Value>,
    /// What was changed and why, in the officer's words.
    #[serde(default)]
    pub note: String,
    pub published: Stamp,
}

/// The id of an edition: `na.minutes.3`.
pub fn id(unit: &str, kind: &str, nth: u32) -> String {
    format!("{unit}.{kind}.{nth}")
}

/// The latest edition of a unit's paper.
pub fn latest<'a>(editions: &'a [Edition], unit: &str, kind: &str) -> Option<&'a Edition> {
    editions.iter().filter(|one| one.unit == unit && one.kind == kind).max_by_key(|one| one.nth)
}

/// Editions in force for a unit, the nearest unit's first; `path` is that of the unit, from the root down.
pub fn in_force<'a>(editions: &'a [Edition], path: &[String], kind: &str) -> Vec<&'a Edition> {
    let latest = path.iter().rev().filter_map(|unit| latest(editions, unit, kind));
    latest.filter(|one| one.template.is_some()).collect()
}

/// Whether somebody may change the unit's templates on a day: its officer, or one of a unit above.
pub fn may_publish(rows: &dyn Rows, who: &str, unit: &str, today: NaiveDate) -> bool {
    let path = org::unit(rows, unit).map(|unit| unit.path).unwrap_or_default();
    let is_officer = |grant: &org::Grant| grant.role == Role::EmulationOfficer && path.contains(&grant.unit);
    org::grants(rows, who, today).iter().any(is_officer)
}
