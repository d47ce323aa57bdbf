//! What a decision gives: the cases that passed and are the unit's own to decide, as entries in the order of print.

use std::cmp::Reverse;

use chrono::{Datelike as _, NaiveDate};
use serde_json::Value;
use thidua_sync::body;
use thidua_sync::command::Refusal;
use thidua_sync::domain::Rows;
use thidua_sync::order;

use super::right::{self, read};
use super::sight;
use crate::council::rows::*;
use crate::date::When;
use crate::history::Subject;
use crate::nomination::Kind;
use crate::plan::{AwardClass, Span};
use crate::rules::need::Who;
use crate::rules::terms::BaseSalary;
use crate::rules::{self, RuleSet, Trust, prize};

/// The level whose awards a unit's head decides.
const LEVEL: &str = "unit";

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

/// The entries of these cases: titles before forms, collectives before people, the higher prize first.
pub fn of(
    rows: &dyn Rows,
    session: &Session,
    cases: &[Case],
    (day, salary): (NaiveDate, Option<i64>),
) -> Result<Vec<Entry>, Refusal> {
    let set: Option<RuleSet> = read(rows, rules::TABLE, &session.rules);
    let mut set = set.ok_or(Refusal::new("rules_unknown"))?;
    if let Some(dong) = salary {
        let trust = Trust { verified: true, source: String::new() };
        set.money.base_salaries = vec![BaseSalary { from: day, dong, trust }];
    }
    let is_own = |entry: &Entry| set.award(&entry.award).is_some_and(|rule| rule.level == LEVEL);
    let mut entries: Vec<Entry> =
        cases.iter().filter_map(|case| entry(&set, session, case, day)).filter(is_own).collect();
    let paid: Vec<bool> = entries.iter().map(|entry| pays(&set, &entries, entry)).collect();
    for (entry, pays) in entries.iter_mut().zip(paid) {
        entry.pays = pays;
    }
    order::sort_by_key(&mut entries, |entry| {
        let is_form = !is_title(&set, &entry.award);
        let is_person = entry.subject.who() == Who::Person;
        (is_form, is_person, Reverse(entry.amount), entry.award.clone(), entry.unit.clone(), entry.nomination.clone())
    });
    Ok(entries)
}

fn entry(set: &RuleSet, session: &Session, case: &Case, day: NaiveDate) -> Option<Entry> {
    let text =
        |name: &str| case.dossier.get(name).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
    let subject = match (text("person"), text("collective")) {
        (Some(person), _) => Subject::Person(person.to_owned()),
        (None, Some(unit)) => Subject::Collective(unit.to_owned()),
        (None, None) => return None,
    };
    let award = text("award")?.to_owned();
    let ground: Kind = body::typed(case.dossier.get("kind")?).ok()?;
    let when = |name: &str| text(name).and_then(|text| text.parse::<When>().ok());
    let span = || Some(Span { from: when("from")?.first()?, to: last(when("to")?)? });
    Some(Entry {
        nomination: case.nomination.clone(),
        amount: prize::prize(set, &award, subject.who(), day),
        subject,
        name: case.nominee.name.clone(),
        post: case.nominee.post.clone(),
        unit: case.nominee.unit.clone(),
        award,
        year: session.year,
        ground,
        period: span(),
        pays: true,
    })
}

/// The last day that a date may mean.
fn last(when: When) -> Option<NaiveDate> {
    match when {
        When::Day(day) => Some(day),
        When::Month(year, 12) => NaiveDate::from_ymd_opt(year, 12, 31),
        When::Month(year, month) => NaiveDate::from_ymd_opt(year, month + 1, 1)?.pred_opt(),
    }
}

fn is_title(set: &RuleSet, award: &str) -> bool {
    set.award(award).is_some_and(|rule| rule.class == AwardClass::Title)
}

/// Of several titles of one subject for one period only the highest pays (152/2025/NĐ-CP, khoản 5 Điều 49).
fn pays(set: &RuleSet, all: &[Entry], entry: &Entry) -> bool {
    let years = |entry: &Entry| entry.period.as_ref().map(|span| (span.from.year(), span.from, span.to));
    let rivals = all
        .iter()
        .filter(|other| other.subject == entry.subject && years(other) == years(entry) && is_title(set, &other.award));
    !is_title(set, &entry.award)
        || rivals.into_iter().all(|other| (other.amount, &entry.nomination) <= (entry.amount, &other.nomination))
}
