//! A whole plan taken in as one document. Decided at the server alone: no device predicts it.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use thidua_sync::Millis;
use thidua_sync::body;
use thidua_sync::command::{Command, Refusal};
use thidua_sync::domain::{Effect, Rows};
use thidua_sync::row::Key;

use super::{
    AWARD, Anniversary, Award, CAMPAIGN, Campaign, INDICATOR, Indicator, MOVEMENT, Movement, PLAN, Plan, SOLUTION,
    Solution, TASK, Task,
};
use crate::policy::{self, Act, Target};
use crate::rate::Operator;
use crate::{SYSTEM, visibility};

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
pub fn decide(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
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
