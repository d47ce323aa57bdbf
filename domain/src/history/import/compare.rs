//! Rows against each other, against what is known, and against the rule set of their day.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Fault, Register, Row, State};
use crate::date::When;
use crate::history::fact::{Discipline, Title};
use crate::history::{Subject, service};
use crate::plan::{AwardClass, Span};
use crate::rules::need::{Criterion, Need};
use crate::rules::rule_set_on;

/// Marks what is known already and what stands twice, and reports what contradicts something.
pub fn compare(rows: &mut [Row], register: &Register<'_>) {
    let mut seen: BTreeMap<(Subject, String, i32), Vec<(usize, Title)>> = BTreeMap::new();
    for row in rows {
        let Some(title) = row.title.clone() else { continue };
        let key = (title.subject.clone(), title.award.clone(), title.year);
        let same_year = |held: &&Title| held.award == title.award && held.year == title.year;
        let held = register.history.file(&title.subject).titles.iter().filter(same_year).map(|held| (None, held));
        let others = seen.get(&key).into_iter().flatten().map(|(line, other)| (Some(*line), other));
        let is_title = register.awards.iter().any(|one| one.id == title.award && one.class == AwardClass::Title);
        for (line, other) in held.chain(others) {
            match against(&title, other, is_title) {
                Some(true) => row.state = line.map_or(State::Known, State::Double),
                Some(false) => {
                    let code = if line.is_some() { "contradiction_row" } else { "contradiction" };
                    say(row, code, format!("{}, {}", other.decision, When::Day(other.day)));
                    row.faults.iter_mut().for_each(|fault| fault.other = line);
                }
                None => continue,
            }
            break;
        }
        if row.faults.is_empty() && row.state == State::New {
            by_rules(row, &title, register);
        }
        seen.entry(key).or_default().push((row.line, title));
    }
}

fn say(row: &mut Row, code: &'static str, named: String) {
    let saw = row.title.as_ref().map(|title| title.year.to_string()).unwrap_or_default();
    row.faults.push(Fault { line: row.line, column: "year", code, saw, named, other: None });
}

/// Whether another title of the same award and year says the same (true), contradicts (false), or has nothing to do with it.
fn against(title: &Title, other: &Title, is_title: bool) -> Option<bool> {
    let number = |decision: &str| super::head::key(decision);
    if number(&other.decision) == number(&title.decision) && other.day == title.day {
        let same_period = title.period.is_none() || title.period == other.period;
        return Some(same_period && title.ground == other.ground && title.revoked == other.revoked);
    }
    // A title is given once a year; a form may be given for more than one thing.
    (is_title && other.revoked.is_none() && title.revoked.is_none()).then_some(false)
}

/// What the facts and the rule set of the decision's day rule out.
fn by_rules(row: &mut Row, title: &Title, register: &Register<'_>) {
    if let Some(first) = first_day(&title.subject, register).filter(|first| title.day < *first) {
        say(row, "before_service", When::Day(first).to_string());
    }
    let Some(set) = rule_set_on(register.rules, title.day) else { return };
    let route = set.award(&title.award).and_then(|rule| rule.route(title.subject.who(), title.ground));
    for criterion in route.map(|route| route.criteria.as_slice()).unwrap_or_default() {
        by_criterion(row, title, criterion, register);
    }
}

/// When somebody began to serve, where that is entered. Posts that somebody held say nothing of the time before them.
fn first_day(subject: &Subject, register: &Register<'_>) -> Option<NaiveDate> {
    let all = register.history.file(subject).service.iter();
    all.filter(|one| one.post == service::ANY).map(|one| one.from).min()
}

fn by_criterion(row: &mut Row, title: &Title, criterion: &Criterion, register: &Register<'_>) {
    let file = register.history.file(&title.subject);
    match &criterion.need {
        Need::Rating { at_least, years } => {
            let first = title.year - i32::try_from(years.clamp(&1, &100) - 1).unwrap_or(0);
            let below = (first..=title.year).find(|year| file.rating(*year).is_some_and(|level| level < *at_least));
            if let Some(year) = below {
                say(row, "rating_rules_out", format!("{year} ({})", criterion.article));
            }
        }
        // What no text was read for does not refuse what somebody signed.
        Need::NoDiscipline { from } if criterion.trust.verified => {
            let period = title.period.or_else(|| year_span(title.year));
            let counts = |one: &&Discipline| one.severity >= *from && one.day <= title.day;
            let lasts = |one: &&Discipline| period.is_some_and(|span| one.touches(span));
            if let Some(measure) = file.discipline.iter().filter(counts).find(lasts) {
                let day = When::Day(measure.day);
                say(row, "discipline_rules_out", format!("{}, {day} ({})", measure.id, criterion.article));
            }
        }
        Need::All { of } => of.iter().for_each(|part| by_criterion(row, title, part, register)),
        _ => {}
    }
}

fn year_span(year: i32) -> Option<Span> {
    Some(Span { from: NaiveDate::from_ymd_opt(year, 1, 1)?, to: NaiveDate::from_ymd_opt(year, 12, 31)? })
}
