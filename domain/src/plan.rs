//! The emulation plan (kế hoạch) of a year as structured rows, each with its place in the source text.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::date::When;
use crate::rate::Operator;

#[cfg(feature = "office")]
pub mod import;

pub const PLAN: &str = "plan";
pub const INDICATOR: &str = "indicator";
pub const TASK: &str = "task";
pub const MOVEMENT: &str = "movement";
pub const CAMPAIGN: &str = "campaign";
pub const SOLUTION: &str = "solution";
pub const AWARD: &str = "award";

/// The plan itself: its source, line by line, and notes on the source's own errors.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    pub id: String,
    pub year: i32,
    pub title: String,
    pub source: String,
    pub working_year: Span,
    pub lines: Vec<String>,
    pub notes: Vec<Note>,
}

/// Days from and to, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    #[serde(with = "crate::date::iso")]
    pub from: NaiveDate,
    #[serde(with = "crate::date::iso")]
    pub to: NaiveDate,
}

/// A remark to the officer on an error or oddity of the source; nothing is corrected silently.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Note {
    /// Line of the source, from 1.
    pub line: usize,
    pub quote: String,
    pub kind: String,
    pub text: String,
    #[serde(default)]
    pub suggest: Option<String>,
}

/// A quantified target (chỉ tiêu).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Indicator {
    #[serde(default)]
    pub plan: String,
    pub id: String,
    pub code: String,
    pub name: String,
    /// What is counted: `viec`, `dong`, `van_ban`, `don_thu` or `ban_an`.
    pub unit: String,
    pub op: Operator,
    /// Hundredths of a percent; absent for targets against a baseline.
    #[serde(rename = "threshold_bp")]
    pub threshold: Option<i64>,
    #[serde(default)]
    pub baseline_year: Option<i32>,
    pub numerator: String,
    pub denominator: String,
    #[serde(default)]
    pub denominator_note: Option<String>,
    pub period: Span,
    #[serde(default)]
    pub levels: Vec<String>,
    pub line: usize,
    pub quote: String,
    #[serde(default)]
    pub task: Option<String>,
}

/// A task (nhiệm vụ).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Task {
    #[serde(default)]
    pub plan: String,
    pub id: String,
    pub code: String,
    pub title: String,
    pub text: String,
    pub line: usize,
    pub quote: String,
    #[serde(default)]
    pub note: Option<String>,
}

/// A movement (phong trào thi đua) by its official name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Movement {
    #[serde(default)]
    pub plan: String,
    pub id: String,
    pub code: String,
    pub name: String,
    pub launched_by: String,
    pub level: String,
    #[serde(default)]
    pub from: Option<String>,
    #[serde(default)]
    pub to: Option<String>,
    #[serde(default)]
    pub text: String,
    #[serde(default)]
    pub tasks: Vec<String>,
    pub line: usize,
    pub quote: String,
}

/// A peak campaign (đợt thi đua cao điểm).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Campaign {
    #[serde(default)]
    pub plan: String,
    pub id: String,
    pub name: String,
    pub from: Bound,
    pub to: Bound,
    #[serde(default)]
    pub anniversaries: Vec<Anniversary>,
    pub closing: String,
    #[serde(default)]
    pub closing_text: Option<String>,
    #[serde(default)]
    pub award_text: Option<String>,
    pub line: usize,
    pub quote: String,
}

/// A campaign's first or last day: as a date for the timeline, and in the plan's own words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bound {
    #[serde(with = "crate::date::iso")]
    pub date: NaiveDate,
    /// The plan names this very date; otherwise it was read out of the words.
    pub given: bool,
    pub words: String,
}

/// A commemoration within a campaign.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Anniversary {
    pub name: String,
    pub original: When,
    pub observed: When,
    pub ordinal: i32,
    #[serde(default)]
    pub line: Option<usize>,
    #[serde(default)]
    pub note: Option<String>,
}

impl Anniversary {
    /// Whether the ordinal is the number of years between the two dates.
    pub fn adds_up(&self) -> bool {
        self.observed.year() - self.original.year() == self.ordinal
    }
}

/// A solution (giải pháp tổ chức thực hiện).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Solution {
    #[serde(default)]
    pub plan: String,
    pub id: String,
    pub code: String,
    pub title: String,
    pub text: String,
    pub line: usize,
    pub quote: String,
}

/// An award: exactly one of title (danh hiệu thi đua) and form (hình thức khen thưởng).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Award {
    pub id: String,
    pub name: String,
    pub class: AwardClass,
    /// `person`, `collective` or `both`.
    pub subject: String,
    pub level: String,
    pub decided_by: String,
    pub legal: String,
    /// Whether the legal source was read; otherwise it is shown as not yet verified.
    pub verified: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AwardClass {
    Title,
    Form,
}
