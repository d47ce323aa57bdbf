//! What a decision gives: the cases that passed and stand in no decision yet.

use thidua_sync::command::Refusal;
use thidua_sync::domain::Rows;

use super::right::read;
use super::{after, sight};
use crate::council::rows::*;
use crate::rules::{self, RuleSet};

/// The cases of a session that passed and stand in no decision. What `include` names must be among them; what its sender does
/// not read is not.
pub fn passed(
    rows: &dyn Rows,
    session: &str,
    reads: &dyn Fn(&Case) -> bool,
    include: Option<&[String]>,
) -> Result<Vec<Case>, Refusal> {
    let keys = rows.find(&sight::cases_of(session));
    let cases = keys.iter().filter_map(|key| read::<Case>(rows, CASE, &key.id));
    let is_passed = |case: &Case| {
        let outcome: Option<Outcome> = read(rows, RESULT, &case_id(&case.session, &case.nomination));
        case.state == CaseState::Taken && outcome.is_some_and(|outcome| outcome.passed)
    };
    let (given, mut cases): (Vec<Case>, Vec<Case>) = cases.filter(is_passed).partition(|case| is_given(rows, case));
    if let Some(include) = include {
        if let Some(twice) = given.iter().find(|case| include.contains(&case.nomination) && reads(case)) {
            return Err(Refusal::new("already_given").with("nomination", &twice.nomination));
        }
        cases.retain(|case| include.contains(&case.nomination) && reads(case));
        let is_there = |named: &&String| cases.iter().any(|case| case.nomination == **named);
        if let Some(missing) = include.iter().find(|named| !is_there(named)) {
            return Err(Refusal::new("not_passed").with("nomination", missing));
        }
    }
    Ok(cases)
}

/// Whether a nomination stands in a published decision of another session: it is awarded once.
pub fn is_given(rows: &dyn Rows, case: &Case) -> bool {
    let others = rows.find(&sight::cases_with(&case.nomination)).into_iter();
    let decided = others.filter_map(|key| read::<Case>(rows, CASE, &key.id)?.decision);
    decided.into_iter().any(|id| {
        let decision: Option<Decision> = read(rows, DECISION, &id);
        let given = decision.map(|decision| after::standing_now(rows, &id, &decision)).unwrap_or_default();
        given.iter().any(|one| one.revoked.is_none() && one.entry.nomination == case.nomination)
    })
}

/// What stands of the awards that a unit gave for the achievements of a session's year.
pub fn earlier(rows: &dyn Rows, session: &Session) -> Vec<Entry> {
    let keys = rows.find(&sight::honouring(&session.unit, session.year)).into_iter();
    let decisions = keys.filter_map(|key| Some((read::<Decision>(rows, DECISION, &key.id)?, key.id)));
    let given = decisions.flat_map(|(decision, id)| after::standing_now(rows, &id, &decision));
    given.filter(|one| one.revoked.is_none()).map(|one| one.entry).collect()
}

/// The session's rule set.
pub fn rules(rows: &dyn Rows, session: &Session) -> Result<RuleSet, Refusal> {
    read(rows, rules::TABLE, &session.rules).ok_or(Refusal::new("rules_unknown"))
}
