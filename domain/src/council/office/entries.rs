//! What a decision gives: the cases that passed and stand in no decision yet.

use chrono::NaiveDate;
use thidua_sync::command::Refusal;
use thidua_sync::domain::Rows;

use super::right::{self, read};
use super::sight;
use crate::council::entry;
use crate::council::rows::*;
use crate::rules::{self, RuleSet};

/// The cases of a session that passed and stand in no decision. What `include` names must be among them; to who takes part
/// and is recused from one, it is not.
pub fn passed(
    rows: &dyn Rows,
    session: &str,
    (who, takes_part): (&str, bool),
    include: Option<&[String]>,
) -> Result<Vec<Case>, Refusal> {
    let keys = rows.find(&sight::cases_of(session));
    let cases = keys.iter().filter_map(|key| read::<Case>(rows, CASE, &key.id));
    let is_passed = |case: &Case| {
        let outcome: Option<Outcome> = read(rows, RESULT, &case_id(&case.session, &case.nomination));
        case.state == CaseState::Taken && outcome.is_some_and(|outcome| outcome.passed)
    };
    let mut cases: Vec<Case> = cases.filter(is_passed).collect();
    if let Some(include) = include {
        cases.retain(|case| include.contains(&case.nomination) && (!takes_part || right::reads(case, who)));
        let is_there = |named: &&String| cases.iter().any(|case| case.nomination == **named);
        if let Some(missing) = include.iter().find(|named| !is_there(named)) {
            return Err(Refusal::new("not_passed").with("nomination", missing));
        }
    }
    Ok(cases)
}

/// The entries of these cases by the session's rule set.
pub fn of(
    rows: &dyn Rows,
    session: &Session,
    cases: &[Case],
    (day, salary): (NaiveDate, Option<i64>),
) -> Result<Vec<Entry>, Refusal> {
    let set: Option<RuleSet> = read(rows, rules::TABLE, &session.rules);
    let set = set.ok_or(Refusal::new("rules_unknown"))?;
    Ok(entry::entries(set, session, cases, (day, salary)))
}
