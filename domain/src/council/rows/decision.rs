//! Decisions and their awards.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::history::Subject;
use crate::nomination::Kind;
use crate::org::Stamp;
use crate::plan::{AwardClass, Span};

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
    /// The post as it was typed, `Trưởng Thi hành án dân sự tỉnh Nghệ An`; papers write it in capitals.
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
    /// False where another title of the same year pays as much or more.
    pub pays: bool,
    /// Đồng that earlier decisions pay for lower titles of the same year: they are taken off.
    #[serde(default, skip_serializing_if = "is_nought")]
    pub paid_earlier: i64,
    /// The initiatives on which it rests: they are used from now on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uses: Option<Uses>,
}

fn is_nought(dong: &i64) -> bool {
    *dong == 0
}

impl Entry {
    /// What is paid by this entry, in đồng: nothing beside a higher title, and nothing known where the rule set does not say.
    pub fn due(&self) -> Option<i64> {
        let left = |amount: i64| amount.saturating_sub(self.paid_earlier).max(0);
        self.amount.filter(|_| self.pays).map(left)
    }

    /// Pays so many đồng, whatever was reckoned before.
    pub fn pay(&mut self, dong: i64) {
        (self.amount, self.pays, self.paid_earlier) = (Some(dong), true, 0);
    }
}

/// Initiatives (sáng kiến) on which an award rests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Uses {
    pub class: AwardClass,
    /// By the ids of the ledger.
    pub initiatives: Vec<String>,
}
