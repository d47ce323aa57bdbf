//! The emulation plan (kế hoạch) of a year as structured rows, each with its place in the source text.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use thidua_sync::Millis;
use thidua_sync::body;
use thidua_sync::command::{Command, Refusal};
use thidua_sync::domain::{Effect, Rows};
use thidua_sync::row::Key;

use crate::SYSTEM;
use crate::date::When;
use crate::policy::{self, Act, Target};
use crate::rate::Operator;
use crate::visibility;

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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

/// A plan with all its parts, as a plan document holds it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    pub plan: Plan,
    pub indicators: Vec<Indicator>,
    pub tasks: Vec<Task>,
    pub movements: Vec<Movement>,
    pub campaigns: Vec<Campaign>,
    pub solutions: Vec<Solution>,
    pub awards: Vec<Award>,
}

/// What is wrong with a plan document: where, and a code.
pub fn check(document: &Document) -> Vec<(String, &'static str)> {
    let mut wrong = Vec::new();
    let lines = &document.plan.lines;
    let quoted = |line: usize, quote: &str| line >= 1 && lines.get(line - 1).is_some_and(|text| text.contains(quote));
    let mut place = |id: &str, line: usize, quote: &str| {
        if !quoted(line, quote) {
            wrong.push((id.to_string(), "quote_not_in_source"));
        }
    };
    document.indicators.iter().for_each(|i| place(&i.id, i.line, &i.quote));
    document.tasks.iter().for_each(|t| place(&t.id, t.line, &t.quote));
    document.movements.iter().for_each(|m| place(&m.id, m.line, &m.quote));
    document.campaigns.iter().for_each(|c| place(&c.id, c.line, &c.quote));
    document.solutions.iter().for_each(|s| place(&s.id, s.line, &s.quote));
    document.plan.notes.iter().for_each(|n| place(&document.plan.id, n.line, &n.quote));
    for indicator in &document.indicators {
        let against_baseline = indicator.op == Operator::AboveBaseline;
        if against_baseline != indicator.threshold.is_none() || against_baseline != indicator.baseline_year.is_some() {
            wrong.push((indicator.id.clone(), "threshold_or_baseline"));
        }
    }
    for campaign in &document.campaigns {
        if campaign.from.date > campaign.to.date {
            wrong.push((campaign.id.clone(), "period_backwards"));
        }
        if !campaign.anniversaries.iter().all(Anniversary::adds_up) {
            wrong.push((campaign.id.clone(), "ordinal_wrong"));
        }
    }
    wrong
}

/// Decides `plan.import`: args are the whole document. Importing again puts the same rows in place.
pub fn import(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    if who != SYSTEM {
        let root = command.args["unit"].as_str().ok_or(Refusal::new("bad_args"))?;
        policy::allow(rows, who, Act::ImportPlan, Target::unit(root), now)?;
    }
    let document: Document =
        body::typed(&command.args["document"]).map_err(|why| Refusal::new("plan_unreadable").with("why", why))?;
    if let Some((id, code)) = check(&document).into_iter().next() {
        return Err(Refusal::new("plan_wrong").with("id", id).with("what", code));
    }
    let plan = document.plan.id.clone();
    let mut effect = Effect::default();
    let mut put = |table: &str, id: &str, body: Value| {
        effect.put(Key::new(table, id), vec![visibility::public()], &body);
    };
    let part = |id: &str| format!("{plan}.{id}");
    put(PLAN, &plan, json!(document.plan));
    for mut item in document.indicators {
        item.plan = plan.clone();
        put(INDICATOR, &item.id, json!(item));
    }
    for mut item in document.tasks {
        item.plan = plan.clone();
        put(TASK, &item.id, json!(item));
    }
    for mut item in document.movements {
        item.plan = plan.clone();
        put(MOVEMENT, &item.id, json!(item));
    }
    for mut item in document.campaigns {
        item.plan = plan.clone();
        put(CAMPAIGN, &item.id, json!(item));
    }
    for mut item in document.solutions {
        item.plan = plan.clone();
        put(SOLUTION, &part(&item.id), json!(item));
    }
    for item in document.awards {
        put(AWARD, &item.id, json!(item));
    }
    Ok(effect)
}
