//! The way of a nomination after it was sent: the unit's meeting, appraisal, public posting, and then the council. Each step
//! says who took it, and when.
//!
//! ```text
//! sent ──▶ endorsed and appraised, in any order ──▶ posted, once appraised ──▶ taken up by a council
//!   ▲                     │                            │
//!   └──────────────── returned ────────────────────────┘     a return ends the course; what was found stays in the history
//! ```

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use thidua_sync::Millis;
use thidua_sync::body;

use crate::org::Stamp;

#[cfg(feature = "office")]
pub mod office;

/// Field of the record.
pub const COURSE: &str = "course";
/// Rows of public postings, by the nomination's id; everybody sees them.
pub const POSTING: &str = "posting";
/// Rows of comments on postings.
pub const COMMENT: &str = "comment";
/// Ids of the comments on a nomination's postings, by its id. No scope: it never leaves the server.
pub const COMMENTS: &str = "comments";
/// Most comments that are found again by it.
pub const COMMENTS_MAX: usize = 1_000;
/// Most of one person on one nomination: nobody crowds out what others say.
pub const COMMENTS_OWN: usize = 5;
/// Longest comment or note, in characters.
pub const NOTE_MAX: usize = 5_000;
/// Longest posting, in working days.
pub const DAYS_MAX: u32 = 60;

/// How far a nomination is. A later step keeps what earlier ones said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Course {
    /// The unit's meeting (bình xét).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub endorsed: Option<Endorsed>,
    /// The standing body's check (thẩm định).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appraised: Option<Appraised>,
    /// The public posting (lấy ý kiến công khai).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub posted: Option<Posted>,
}

/// What the field of a record says; nothing where it says nothing.
pub fn of(field: Option<&Value>) -> Course {
    field.and_then(|course| body::typed(course).ok()).unwrap_or_default()
}

/// What the unit's meeting found, signed by name by its head.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Endorsed {
    pub signed: Stamp,
    #[serde(with = "crate::date::iso")]
    pub on: NaiveDate,
    /// So many agreed, of so many present.
    pub yes: u32,
    pub of: u32,
    #[serde(default)]
    pub words: String,
}

/// What the standing body checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appraised {
    pub signed: Stamp,
    /// Whether each paper of the award's dossier is there, by its code.
    pub papers: BTreeMap<String, bool>,
    /// The rule set by which it was judged.
    pub rules: String,
    #[serde(default)]
    pub words: String,
}

/// From when until when everybody may comment; both days included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posted {
    pub signed: Stamp,
    #[serde(with = "crate::date::iso")]
    pub from: NaiveDate,
    #[serde(with = "crate::date::iso")]
    pub until: NaiveDate,
    /// So many working days were asked for.
    pub days: u32,
    /// Whether the calendars of these days were checked against their announcements.
    pub verified: bool,
    /// When it was first posted, where it was posted again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<Millis>,
}

impl Posted {
    /// Since when comments on it are heard.
    pub fn since(&self) -> Millis {
        self.first.unwrap_or(self.signed.at)
    }
}

/// What everybody sees of a posted nomination.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posting {
    pub unit: String,
    pub award: String,
    #[serde(default)]
    pub person: Option<String>,
    #[serde(default)]
    pub collective: Option<String>,
    /// The nominee's full name or a unit's name: a person's row is not everybody's.
    pub name: String,
    pub posted: Posted,
}

/// What somebody said of a posted nomination. Seen by whoever posted it, and by whoever wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    pub of: String,
    pub by: Stamp,
    pub words: String,
}
