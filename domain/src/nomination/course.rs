//! The way of a nomination after it was sent: the unit's meeting, appraisal, public posting, and then the council. Each step
//! says who took it, and when.
//!
//! ```text
//! sent ──▶ endorsed and appraised, in any order ──▶ posted, once appraised ──▶ taken up by a council
//!   ▲                     │                            │                            ▼
//!   └──────────────── returned ────────────────────────┘     in a published decision, submitted above, or left out of both
//! ```
//!
//! A return ends the course; what was found stays in the history. That a council took a nomination up, and how it voted, is not
//! told here: who reads the nomination is not who reads the case. What the council publishes is.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use thidua_sync::Millis;
use thidua_sync::body;

use super::Nomination;
use crate::date;
use crate::org::Stamp;
use crate::record::State;

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
    /// A council that took it up published something, and it does not stand in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left_out: Option<LeftOut>,
    /// The council agreed, and it went to the level above (trình cấp trên).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submitted: Option<Submitted>,
}

/// What the field of a record says; nothing where it says nothing.
pub fn of(field: Option<&Value>) -> Course {
    read(field).unwrap_or_default()
}

/// The same; `None` where it says something that this program cannot read.
pub fn read(field: Option<&Value>) -> Option<Course> {
    field.filter(|course| !course.is_null()).map_or(Some(Course::default()), |course| body::typed(course).ok())
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

/// What a council published without it. That is all that is told: it may have failed, or wait for another decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Who published, and when.
    pub signed: Stamp,
    pub paper: Paper,
    pub number: String,
    #[serde(with = "crate::date::iso")]
    pub day: NaiveDate,
}

/// What a council makes known by a number and a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Paper {
    /// Quyết định.
    Decision,
    /// Tờ trình.
    Submission,
    /// Thông báo, where neither comes any more.
    Notice,
}

/// By which paper it was submitted, and to whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submitted {
    /// Who noted it, and when.
    pub signed: Stamp,
    pub number: String,
    #[serde(with = "crate::date::iso")]
    pub day: NaiveDate,
    /// The name of the level above, in words.
    pub to: String,
}

/// Who has a nomination before them (ai đang giữ).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// It came back to who wrote it.
    Author,
    /// The head of its unit, for the unit's meeting.
    Head,
    /// The standing body, for appraisal.
    Office,
    /// Everybody: it is posted.
    Public,
    Council,
    /// The council has published without it.
    LeftOut,
    /// The level above.
    Above,
}

/// Who holds a nomination, and since which day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    pub by: Holder,
    pub since: NaiveDate,
}

/// Who holds a nomination on a day, by the last step that was taken; nobody when it is withdrawn. What published decisions say
/// of it stands in them.
pub fn held(nomination: &Nomination, today: NaiveDate) -> Option<Held> {
    let (by, since) = match nomination.state {
        State::Sent => of(nomination.course.as_ref()).held(nomination.sent_at, today),
        State::Returned => (Holder::Author, date::today(nomination.decided_at.unwrap_or(nomination.sent_at))),
        State::Confirmed | State::Withdrawn => return None,
    };
    Some(Held { by, since })
}

impl Course {
    fn held(&self, sent_at: Millis, today: NaiveDate) -> (Holder, NaiveDate) {
        let signed = [
            self.endorsed.as_ref().map(|step| step.signed.at),
            self.appraised.as_ref().map(|step| step.signed.at),
            self.posted.as_ref().map(|step| step.signed.at),
        ];
        let last = signed.into_iter().flatten().max().unwrap_or(sent_at);
        match self {
            Course { submitted: Some(step), .. } => (Holder::Above, step.day),
            // Steps that were taken afterwards are for another session.
            Course { left_out: Some(step), .. } if last <= step.signed.at => {
                (Holder::LeftOut, date::today(step.signed.at))
            }
            Course { posted: Some(step), .. } if today <= step.until => (Holder::Public, step.from),
            Course { posted: Some(step), .. } => (Holder::Council, step.until.succ_opt().unwrap_or(step.until)),
            Course { appraised: Some(_), .. } => (Holder::Council, date::today(last)),
            Course { endorsed: Some(_), .. } => (Holder::Office, date::today(last)),
            _ => (Holder::Head, date::today(sent_at)),
        }
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
