//! What comes with an award besides its criteria: papers, money, quotas and votes.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Trust;
use super::need::Who;

/// A paper of the dossier (thành phần hồ sơ).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Paper {
    /// Stable; also the key of its text.
    pub code: String,
    pub article: String,
    #[serde(flatten)]
    pub trust: Trust,
}

/// Prize money (mức tiền thưởng) as tenths of the base salary.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Amount {
    pub subject: Who,
    pub tenths: u32,
    /// The law says "at most", and the decider says how much.
    #[serde(default)]
    pub at_most: bool,
    pub article: String,
    #[serde(flatten)]
    pub trust: Trust,
}

/// The base salary (lương cơ sở) in đồng a month from a local day on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BaseSalary {
    #[serde(with = "crate::date::iso")]
    pub from: NaiveDate,
    pub dong: i64,
    #[serde(flatten)]
    pub trust: Trust,
}

/// No more than `percent` of what `of` names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quota {
    pub code: String,
    pub percent: u32,
    pub of: QuotaBase,
    /// The council's own rules let it be exceeded: it is told then, and refuses nothing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub may_exceed: bool,
    /// Where more passed than it allows, the chair chooses among all of them. Otherwise the highest votes come first, and the
    /// chair chooses among equals at the cut (as in the rules of the Ministry of Science and Technology's council).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub chair_chooses: bool,
    pub article: String,
    #[serde(flatten)]
    pub trust: Trust,
}

/// Of what a quota is a part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum QuotaBase {
    /// Those who get another award in the same batch.
    Award { award: String },
    /// A number that the officer gives, under its code.
    Given { code: String },
}

/// How a council votes on the award, between two local days where the law changes within a regime.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VoteRule {
    #[serde(default, with = "crate::date::iso::option")]
    pub from: Option<NaiveDate>,
    #[serde(default, with = "crate::date::iso::option")]
    pub to: Option<NaiveDate>,
    /// Percent of yes votes of [`VoteRule::base`]; absent where the law leaves it to a rule that is not entered yet.
    #[serde(default)]
    pub percent: Option<u32>,
    pub base: VoteBase,
    pub secrecy: Secrecy,
    /// Whether an absent member's written opinion counts as a vote; absent where the text does not say.
    #[serde(default)]
    pub written_opinion: Option<bool>,
    pub article: String,
    #[serde(flatten)]
    pub trust: Trust,
}

/// Of whom the percentage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VoteBase {
    /// All members of the council, absent ones included.
    TotalMembers,
}

/// How the vote is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Secrecy {
    /// Bỏ phiếu kín.
    Secret,
    /// Bỏ phiếu; the council says whether it is secret.
    Ballot,
    /// As the council's own rules say, also by a show of hands (biểu quyết).
    Council,
}
