//! Rows of the council as they are stored. Shared by server and screens; no rule stands here.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use thidua_sync::Millis;

use crate::ballot::sealed::Choice;
use crate::evidence::Blob;
use crate::history::Subject;
use crate::nomination::Kind;
use crate::nomination::course::{Comment, Course};
use crate::org::Stamp;
use crate::plan::{AwardClass, Span};

/// [`Session`] by id. Scope `session:<id>`: its members, their deputies and who convened it.
pub const SESSION: &str = "session";
/// [`Case`] by [`case_id`]. Scope `cases:<session>`, or `case:<case>` when somebody is recused.
pub const CASE: &str = "case";
/// [`Exhibit`] by `<case>.<sha>`. The case's scope.
pub const EXHIBIT: &str = "exhibit";
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
    #[serde(default)]
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
    /// Ủy viên thư ký. Votes like the others.
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

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Biểu quyết giơ tay.
    Hands,
    /// Bỏ phiếu kín.
    Confidential,
}

/// Who votes for which member: themselves, or their deputy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Elector {
    pub member: String,
    pub voter: String,
}

/// A vote on a case. All up to `frozen` is fixed when it opens, and covered by it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ballot {
    pub session: String,
    pub case: String,
    /// 1, and one more after each that was annulled.
    pub round: u32,
    pub method: Method,
    /// By member: all but those who are recused.
    pub electors: Vec<Elector>,
    /// All members of the council. Never less, whoever is recused or absent.
    pub base: u32,
    pub percent: u32,
    /// The article, or the words of who gave the percentage.
    pub ground: String,
    /// The fewest yes votes with which it passes.
    pub needed: u32,
    /// The fewest members who must take part.
    pub quorum: u32,
    /// Electors' members who were there at opening, themselves or by deputy.
    pub present: Vec<String>,
    /// Whether written opinions count as votes.
    pub opinions_count: bool,
    /// Names of [`crate::ballot::threshold::Warning`], and `percent_by_hand`, `no_quorum`.
    pub warnings: Vec<String>,
    /// By the server's clock; what comes then or later is late.
    #[serde(default)]
    pub closes_at: Option<Millis>,
    pub opened: Stamp,
    /// SHA-256 over all above, in hexadecimal: [`crate::ballot::frozen::hash`].
    pub frozen: String,
    pub state: BallotState,
    /// When and by whom it was counted or annulled.
    #[serde(default)]
    pub ended: Option<Stamp>,
    #[serde(default)]
    pub reason: Option<String>,
    /// Those that were annulled before.
    #[serde(default)]
    pub earlier: Vec<Annulled>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BallotState {
    Open,
    Counted,
    Annulled,
}

/// What is kept of a vote that was annulled. What was cast in it is destroyed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Annulled {
    pub round: u32,
    pub frozen: String,
    pub opened: Stamp,
    pub annulled: Stamp,
    pub reason: String,
    /// How many had voted, and how many opinions had been recorded.
    pub voted: u32,
    pub opinions: u32,
    /// What had been counted, if it had been.
    #[serde(default)]
    pub counted: Option<Tally>,
}

/// What the server keeps of a vote until it is counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Envelope {
    pub case: String,
    pub payload: String,
}

/// That a member's vote is there. Written once, so that it tells no more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voted {
    pub session: String,
    pub case: String,
    pub member: String,
    /// The member or their deputy.
    pub voter: String,
    pub way: Way,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    Ballot,
    /// A written opinion, recorded by the secretary.
    Opinion,
}

/// A written opinion (ý kiến bằng văn bản) of an absent member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opinion {
    pub session: String,
    pub case: String,
    pub member: String,
    pub choice: Choice,
    /// Number and day of the paper.
    pub paper: String,
    pub recorded: Stamp,
}

/// That something was cast too late. It is not counted and not kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Late {
    pub session: String,
    pub case: String,
    pub member: String,
    pub voter: String,
    pub at: Millis,
}

/// What was cast, by receipt: every voter finds theirs, and nobody another's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Board {
    pub session: String,
    pub case: String,
    /// [`Ballot::frozen`].
    pub ballot: String,
    /// Sorted.
    pub votes: Vec<Counted>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Counted {
    pub receipt: String,
    pub choice: Choice,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    pub yes: u32,
    pub no: u32,
    pub abstain: u32,
}

/// The outcome of a vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    pub session: String,
    pub case: String,
    /// [`Ballot::frozen`].
    pub ballot: String,
    pub method: Method,
    /// Ballots or hands, without written opinions.
    pub cast: Tally,
    pub opinions: Tally,
    pub opinions_count: bool,
    /// Electors of whom nothing came. With cast and opinions they make all electors.
    pub not_cast: u32,
    pub electors: u32,
    pub base: u32,
    pub percent: u32,
    pub needed: u32,
    /// Yes votes that count: cast, and opinions where they count.
    pub yes: u32,
    pub quorum: bool,
    /// Enough yes votes, and a quorum.
    pub passed: bool,
    pub warnings: Vec<String>,
    /// Electors who had cast too late by then.
    pub late: u32,
}

/// The chair's choice among nominations for one award with as many votes, first come first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tie {
    pub session: String,
    pub award: String,
    pub order: Vec<String>,
    pub chosen: Stamp,
}

/// A decision (quyết định). Once published it is never changed: what takes back or corrects it is another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    pub kind: DecisionKind,
    pub unit: String,
    pub session: String,
    pub title: String,
    pub staged: Stamp,
    /// All below is there once it is published.
    #[serde(default)]
    pub published: Option<Stamp>,
    #[serde(default)]
    pub number: String,
    #[serde(default, with = "crate::date::iso::option")]
    pub day: Option<NaiveDate>,
    #[serde(default)]
    pub signer: Option<Signer>,
    #[serde(default)]
    pub place: String,
    /// Base salary in đồng a month that was given by hand.
    #[serde(default)]
    pub base_salary: Option<i64>,
    /// What it gives; of a revocation what it takes back; of a correction what stands from now on.
    #[serde(default)]
    pub entries: Vec<Entry>,
    /// The decision that it takes back or corrects.
    #[serde(default)]
    pub of: Option<String>,
    #[serde(default)]
    pub reason: Option<String>,
    /// The legal ground of taking back or correcting, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ground: Option<String>,
    /// Numbers of which quotas are a part, by their codes, as they were given.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub numbers: BTreeMap<String, i64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecisionKind {
    Award,
    Revocation,
    Correction,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signer {
    pub person: String,
    pub name: String,
    /// The post as it is signed, `TRƯỞNG THI HÀNH ÁN DÂN SỰ`.
    pub post: String,
}

/// One award of a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub nomination: String,
    pub subject: Subject,
    /// Name, post and unit as they are printed.
    pub name: String,
    #[serde(default)]
    pub post: String,
    pub unit: String,
    pub award: String,
    /// The year whose achievements it honours.
    pub year: i32,
    pub ground: Kind,
    #[serde(default)]
    pub period: Option<Span>,
    /// Prize money in đồng; none where the rule set does not say.
    #[serde(default)]
    pub amount: Option<i64>,
    /// False where another title of the same decision and year pays more.
    pub pays: bool,
    /// The initiatives on which it rests: they are used from now on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uses: Option<Uses>,
}

/// Initiatives (sáng kiến) on which an award rests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Uses {
    pub class: AwardClass,
    /// By the ids of the ledger.
    pub initiatives: Vec<String>,
}
