//! Rule sets (bộ quy tắc): what the law of one regime asks for each award, as data with its articles. Nothing here
//! judges anybody; that is [`crate::eligibility`]. No figure of the law stands in code.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::nomination::Kind;
use crate::org::Stamp;
use crate::plan::AwardClass;

pub mod check;
pub mod diff;
pub mod draft;
pub mod fields;
pub mod need;
#[cfg(feature = "office")]
pub mod office;
pub mod prize;
pub mod terms;

use need::{Criterion, Who};
use terms::{Amount, BaseSalary, Paper, Quota, VoteRule};

/// Rows of rule sets, by id. The body is the set with its [`Edition`] beside.
pub const TABLE: &str = "rules";

/// The law from one day to another. A batch of nominations is pinned to one by its id.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RuleSet {
    pub id: String,
    /// What its officer calls it; without one it is called by its decree.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// `r1`, `r2` or `r3`.
    pub regime: String,
    /// First and last local day on which it holds; without a last day it holds on.
    #[serde(with = "crate::date::iso")]
    pub valid_from: NaiveDate,
    #[serde(default, with = "crate::date::iso::option")]
    pub valid_to: Option<NaiveDate>,
    pub basis: Vec<Document>,
    /// Grounds whose awards do not count toward awards for công trạng.
    pub apart: Apart,
    pub reuse: Reuse,
    pub ties: Ties,
    pub money: Money,
    /// What is open or changes within the regime, in words of the officer's language.
    #[serde(default)]
    pub notes: Vec<String>,
    pub awards: Vec<AwardRule>,
}

/// Where a published set stands among its editions, beside it under `edition`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edition {
    #[serde(default)]
    pub published: Option<Stamp>,
    #[serde(default)]
    pub replaces: Option<String>,
    /// The set that holds now instead. What is pinned to this one stays with it.
    #[serde(default)]
    pub replaced_by: Option<String>,
}

/// What a row of a set says beside the set.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Beside {
    #[serde(default)]
    pub edition: Edition,
}

/// A law, decree or circular (văn bản).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// `06/2022/QH15`, `152/2025/NĐ-CP` and so on.
    pub number: String,
    pub name: String,
    /// The day on which it was signed.
    #[serde(default, with = "crate::date::iso::option", skip_serializing_if = "Option::is_none")]
    pub issued: Option<NaiveDate>,
    /// Who issued it, `Chính phủ`; a law names nobody.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub issuer: String,
    /// What it is about (trích yếu), as it is cited behind its number.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    #[serde(flatten)]
    pub trust: Trust,
}

/// Whether the source of a parameter was read. What was not is shown as "chưa kiểm chứng" with the source in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trust {
    #[serde(default = "is_read", skip_serializing_if = "is_true")]
    pub verified: bool,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
}

fn is_read() -> bool {
    true
}

fn is_true(verified: &bool) -> bool {
    *verified
}

/// Awards on these grounds are apart from those for công trạng (152/2025/NĐ-CP, Điều 4).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Apart {
    pub grounds: Vec<Kind>,
    pub article: String,
    #[serde(flatten)]
    pub trust: Trust,
}

/// Whether an initiative that was used may be used again (công văn 5007/BNV-TĐKT).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reuse {
    /// For a form after a title, or for a title after a form.
    pub across: Again,
    /// For a title after a title, or for a form after a form.
    pub within: Again,
    pub article: String,
    #[serde(flatten)]
    pub trust: Trust,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Again {
    Allowed,
    /// The council is asked.
    Ask,
    Barred,
}

/// Who comes first among equals: women, and collectives of which at least so many percent are women. A hint to those who
/// choose (152/2025/NĐ-CP, Điều 4).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ties {
    pub women_percent: u32,
    pub article: String,
    #[serde(flatten)]
    pub trust: Trust,
}

/// How prize money is counted: coefficient × base salary on the decision's day, rounded up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Money {
    /// Đồng; a product is rounded up to the next multiple.
    pub round_up_to: i64,
    pub article: String,
    #[serde(flatten)]
    pub trust: Trust,
    pub base_salaries: Vec<BaseSalary>,
}

/// What one award asks, who decides it and what it takes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AwardRule {
    /// The id that the plan and all records use.
    pub award: String,
    pub name: String,
    pub class: AwardClass,
    /// `unit`, `ministry`, `government` or `state`.
    pub level: String,
    pub decider: Decider,
    /// Ways to the award, each for one kind of subject and one ground.
    pub routes: Vec<Route>,
    pub papers: Vec<Paper>,
    #[serde(default)]
    pub money: Vec<Amount>,
    #[serde(default)]
    pub quotas: Vec<Quota>,
    #[serde(default)]
    pub votes: Vec<VoteRule>,
}

/// Who decides (thẩm quyền quyết định).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decider {
    pub name: String,
    pub article: String,
    #[serde(flatten)]
    pub trust: Trust,
}

/// The criteria of an award for one kind of subject on one ground. All must be met.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Route {
    pub subject: Who,
    pub ground: Kind,
    pub criteria: Vec<Criterion>,
}

impl RuleSet {
    /// Whether it holds on a local day.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }

    /// Whether both hold on some day. One that ends before it begins holds on none.
    pub fn meets(&self, other: &RuleSet) -> bool {
        let first = self.valid_from.max(other.valid_from);
        self.holds_on(first) && other.holds_on(first)
    }

    /// What it says of an award.
    pub fn award(&self, id: &str) -> Option<&AwardRule> {
        self.awards.iter().find(|rule| rule.award == id)
    }
}

impl AwardRule {
    /// The way to the award for such a subject on such a ground.
    pub fn route(&self, subject: Who, ground: Kind) -> Option<&Route> {
        self.routes.iter().find(|route| route.subject == subject && route.ground == ground)
    }

    /// How the council votes on it on a local day, where that is known.
    pub fn vote_on(&self, day: NaiveDate) -> Option<&VoteRule> {
        self.votes
            .iter()
            .find(|vote| vote.from.is_none_or(|first| first <= day) && vote.to.is_none_or(|last| day <= last))
    }

    /// What counts of so many votes where a quota cuts: nothing where the chair chooses among all that passed.
    pub fn rank(&self, yes: u32) -> u32 {
        if self.quotas.iter().any(|quota| quota.chair_chooses) { 0 } else { yes }
    }
}

/// Reads a rule set. The text is data that people may have edited: what does not fit its type is an error in words of
/// the reader, with its line.
pub fn read(text: &str) -> Result<RuleSet, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

/// The rule set for a dossier that was received on a local day. `None` where no set, or more than one, holds on it.
/// A dossier that was received keeps the set of that day (152/2025/NĐ-CP, Điều 60), so what is asked for is never today's.
pub fn rule_set_on(sets: &[RuleSet], day: NaiveDate) -> Option<&RuleSet> {
    let mut holding = sets.iter().filter(|set| set.holds_on(day));
    let found = holding.next();
    if holding.next().is_some() { None } else { found }
}

/// The rule set to which a batch is pinned.
pub fn rule_set<'a>(sets: &'a [RuleSet], id: &str) -> Option<&'a RuleSet> {
    sets.iter().find(|set| set.id == id)
}
