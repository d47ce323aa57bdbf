//! Rows of the council as they are stored. Shared by server and screens; no rule stands here.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use thidua_sync::Millis;

use crate::nomination::course::LeftOut;
use crate::org::Stamp;

mod case;
mod decision;
mod vote;

pub use case::*;
pub use decision::*;
pub use vote::*;

/// [`Session`] by id. Scope `session:<id>`: its members, their deputies and who convened it.
pub const SESSION: &str = "session";
/// [`Minutes`] by the session's id. Scopes: the own ones of those who take part and are recused from none of its cases.
pub const MINUTES: &str = "minutes";
/// [`Case`] by [`case_id`]. Scope `cases:<session>`, or `case:<case>` when somebody is recused.
pub const CASE: &str = "case";
/// [`Exhibit`] by `<case>.<sha>`. The case's scope.
pub const EXHIBIT: &str = "exhibit";
/// [`Source`] by `<case>.<id>`. The case's scope.
pub const SOURCE: &str = "source";
/// [`Score`] by `<case>.<member>`. Scopes: the member's own, and `scored:<case>` of those who gave theirs.
pub const SCORE: &str = "score";
/// [`Note`] by a UUID. The case's scope.
pub const NOTE: &str = "note";
/// [`Ballot`] by the case's id. The case's scope.
pub const BALLOT: &str = "ballot";
/// What was cast, by `<case>.<member>`. No scope: it never leaves the server.
pub const ENVELOPE: &str = "envelope";
/// [`Voted`] by `<case>.<member>`. The case's scope.
pub const VOTED: &str = "voted";
/// [`Opinion`] by `<case>.<member>`. No scope until it is counted, then the case's.
pub const OPINION: &str = "opinion";
/// [`Late`] by `<case>.<member>`. The case's scope.
pub const LATE: &str = "late";
/// [`Board`] by the case's id. The case's scope.
pub const BOARD: &str = "board";
/// [`Outcome`] by the case's id. The case's scope.
pub const RESULT: &str = "result";
/// [`Tie`] by `<session>.<award>`. Scopes: the chair's own, and the secretary's who is recused from none of it.
pub const TIE: &str = "tie";
/// [`Decision`] by a UUID. Staged: the own scopes of who leads and who staged it, and once the session is closed `sign:<unit>` of
/// those who sign for the unit. Published: everybody.
pub const DECISION: &str = "decision";

/// The id of the case of a nomination in a session.
pub fn case_id(session: &str, nomination: &str) -> String {
    format!("{session}.{nomination}")
}

/// The id of what one member has on a case.
pub fn member_id(case: &str, member: &str) -> String {
    format!("{case}.{member}")
}

/// A session (phiên họp, đợt xét). It says nothing of its cases: a recused member reads it too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// The unit whose council it is, and which decides.
    pub unit: String,
    pub title: String,
    /// The year whose achievements are judged.
    pub year: i32,
    /// The rule set to which the batch is pinned.
    pub rules: String,
    /// UTC instant of the meeting.
    pub when: Millis,
    #[serde(default)]
    pub place: String,
    pub mode: Mode,
    #[serde(default)]
    pub agenda: String,
    pub members: Vec<Member>,
    /// Members who are vice chairs (phó chủ tịch): each leads where the chair is away or recused.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub vice: Vec<String>,
    #[serde(default)]
    pub rubric: Vec<Mark>,
    /// Members and deputies who are there.
    #[serde(default)]
    pub present: BTreeSet<String>,
    #[serde(default)]
    pub proxies: Vec<Proxy>,
    pub state: Stage,
    pub quorum: Quorum,
    /// Of old: [`Minutes`] hold them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub minutes: String,
    /// Who convened, opened and closed it.
    pub convened: Stamp,
    #[serde(default)]
    pub opened: Option<Stamp>,
    #[serde(default)]
    pub closed: Option<Stamp>,
    /// When its first decision was published.
    #[serde(default)]
    pub published_at: Option<Millis>,
    /// The notice that nothing comes of it any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub concluded: Option<LeftOut>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Họp.
    Meeting,
    /// Lấy ý kiến bằng văn bản.
    Circulation,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    Preparing,
    Open,
    Closed,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    pub person: String,
    pub role: Seat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Seat {
    /// Chủ tịch Hội đồng.
    Chair,
    /// Ủy viên, Thư ký Hội đồng. Votes like the others.
    Secretary,
    /// Ủy viên.
    Member,
}

/// One line of the scoring sheet (thang điểm).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    pub key: String,
    pub label: String,
    /// Most points, from 1.
    pub max: u32,
}

/// A deputy (người được ủy quyền) who votes for a member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proxy {
    pub member: String,
    pub deputy: String,
    /// Number and day of the written authority.
    pub paper: String,
}

/// How many of all members must take part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quorum {
    pub numerator: u32,
    pub denominator: u32,
    pub needed: u32,
    /// Members who are there themselves or by their deputy.
    pub present: u32,
    pub reached: bool,
}

/// The minutes of a session (biên bản).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Minutes {
    pub session: String,
    pub text: String,
    pub written: Stamp,
}
