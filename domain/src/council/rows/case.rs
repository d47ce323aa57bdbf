//! What is dealt with: the dossier as it was taken up, who takes no part in it, scores and notes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use thidua_sync::Millis;

use crate::evidence::Blob;
use crate::figure::Figure;
use crate::history::fact::Fact;
use crate::nomination::course::{Comment, Course, Submitted};
use crate::org::Stamp;

/// A nomination in a session (hồ sơ trong phiên).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    pub session: String,
    pub nomination: String,
    /// The unit that nominates.
    pub unit: String,
    pub author: String,
    /// The server's clock when it was taken up: cases stand in this order, then by id. Never a number of the case in its
    /// session, whose gaps would tell of hidden ones.
    pub order: Millis,
    /// The nomination's seq at that time.
    pub seq: u64,
    /// A copy of the nomination's fields at that time: `award`, `person` or `collective`, `kind`, `from`, `to`, `achievements`,
    /// `activities`, `attendances`, `evidence` and so on, by the names of its form.
    pub dossier: Map<String, Value>,
    /// Name, post and unit of the nominee at that time.
    pub nominee: Nominee,
    /// The activities that it cites, as they stood.
    #[serde(default)]
    pub cited: Vec<Cited>,
    /// The check-ins that it cites, as they stood.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attended: Vec<Attended>,
    /// What was entered of the nominee, and of a collective's members: who judges the dossier sees it nowhere else. Empty
    /// where it is too much to keep.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<Fact>,
    /// The figures that it cites, as they stood.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<Figure>,
    /// How far it had come, and what people had said of its posting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heard: Option<Heard>,
    /// Members of the nominee's own unit, found from the data: a hint to who recuses.
    #[serde(default)]
    pub same_unit: Vec<String>,
    #[serde(default)]
    pub recused: Vec<Recusal>,
    /// Recusals that were declared by mistake.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub restored: Vec<Restored>,
    /// Who may read it; empty when nobody is recused.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub readers: Vec<String>,
    pub state: CaseState,
    /// Why it was dropped, and by whom.
    #[serde(default)]
    pub reason: Option<String>,
    #[serde(default)]
    pub dropped: Option<Stamp>,
    /// The decision in which it stands.
    #[serde(default)]
    pub decision: Option<String>,
    /// By which paper it was submitted to the level above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submitted: Option<Submitted>,
    pub taken: Stamp,
}

/// A file of a dossier (tài liệu của hồ sơ) that has come to the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exhibit {
    pub sha: String,
    pub case: String,
    pub blob: Blob,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Nominee {
    pub name: String,
    #[serde(default)]
    pub post: String,
    pub unit: String,
}

/// The course of a nomination as it stood when it was taken up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heard {
    pub course: Course,
    /// The first comments on its posting, as many as there is room for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub comments: Vec<Comment>,
    /// How many there were.
    #[serde(default)]
    pub all: u32,
}

/// An activity that a dossier cites.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cited {
    pub id: String,
    pub title: String,
    #[serde(default)]
    pub date: String,
    /// As [`crate::record::State`] is written.
    pub state: String,
}

/// A check-in that a dossier cites.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attended {
    pub id: String,
    /// Of the event.
    pub title: String,
    /// The local day, `yyyy-mm-dd`.
    pub date: String,
    /// An organiser said that it does not count.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_void: bool,
}

/// What became of something on which a dossier rests, after it was taken up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    pub case: String,
    pub id: String,
    /// It was returned, withdrawn or not counted; or, after that, stands again.
    pub is_void: bool,
    pub at: Millis,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseState {
    Taken,
    Dropped,
    /// It stands in a published decision.
    Decided,
}

/// Somebody who takes no part in a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recusal {
    pub person: String,
    pub ground: Ground,
    #[serde(default)]
    pub words: String,
    /// Who declared it; none when the server found it from the data.
    #[serde(default)]
    pub by: Option<String>,
    pub at: Millis,
}

/// A recusal that was taken back: declared by mistake.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restored {
    pub recusal: Recusal,
    pub reason: String,
    pub taken_back: Stamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// Is nominated.
    #[serde(rename = "self")]
    Own,
    /// Wrote the nomination.
    Nominator,
    Kinship,
    SameUnit,
    Other,
}

/// What a member gives a case by the rubric.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Score {
    pub session: String,
    pub case: String,
    pub member: String,
    pub points: BTreeMap<String, u32>,
    #[serde(default)]
    pub words: String,
    pub at: Millis,
}

/// A note of the discussion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    pub session: String,
    pub case: String,
    pub by: String,
    pub at: Millis,
    pub text: String,
}
