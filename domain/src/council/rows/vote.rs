//! Votes: what is fixed at the opening, what is cast, and what came of it.

use serde::{Deserialize, Serialize};
use thidua_sync::Millis;

use crate::ballot::sealed::Choice;
use crate::org::Stamp;

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
