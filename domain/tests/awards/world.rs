//! The rule sets as they are shipped, and short ways to write days, facts and questions.

use std::sync::LazyLock;

use chrono::NaiveDate;
use thidua_domain::eligibility::{Judgement, Question, Term, judge};
use thidua_domain::history::fact::*;
use thidua_domain::history::{History, Subject};
use thidua_domain::nomination::Kind;
use thidua_domain::plan::{AwardClass, Span};
use thidua_domain::rules::need::{Level, Reach, Severity};
use thidua_domain::rules::{self, RuleSet};

const TEXTS: [&str; 3] = [
    include_str!("../../../public/rules/r1-91-2017.json"),
    include_str!("../../../public/rules/r2-98-2023.json"),
    include_str!("../../../public/rules/r3-152-2025.json"),
];

static SETS: LazyLock<Vec<RuleSet>> = LazyLock::new(|| TEXTS.iter().map(|text| rules::read(text).unwrap()).collect());

pub fn sets() -> Vec<RuleSet> {
    SETS.clone()
}

pub fn set(regime: usize) -> &'static RuleSet {
    &SETS[regime]
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn an() -> Subject {
    Subject::Person("an".into())
}

pub fn room() -> Subject {
    Subject::Collective("phong-1".into())
}

/// The calendar year, asked about on a day.
pub fn term(year: i32, on: &str) -> Term {
    let first = |month, date| NaiveDate::from_ymd_opt(year, month, date).unwrap();
    Term { year, period: Span { from: first(1, 1), to: first(12, 31) }, on: day(on) }
}

/// A term in the middle of each regime, on the last day of the year.
pub fn term_of(regime: usize) -> Term {
    let year = [2022, 2024, 2026][regime];
    term(year, &format!("{year}-12-31"))
}

pub fn ask<'r>(set: &'r RuleSet, award: &str, subject: &Subject, term: Term, history: &History) -> Judgement<'r> {
    judge(set, &Question { award, subject, ground: Kind::CongTrang, term }, history).unwrap()
}

pub fn title(subject: &Subject, award: &str, year: i32) -> Title {
    Title {
        subject: subject.clone(),
        award: award.into(),
        year,
        period: None,
        ground: Kind::CongTrang,
        decision: format!("{award}/{year}"),
        day: NaiveDate::from_ymd_opt(year, 12, 20).unwrap(),
        revoked: None,
    }
}

pub fn held(subject: &Subject, award: &str, year: i32) -> Fact {
    Fact::Title(title(subject, award, year))
}

pub fn rated(subject: &Subject, year: i32, level: Level) -> Fact {
    Fact::Rated(Rated { subject: subject.clone(), year, level })
}

pub fn initiative(id: &str, reach: Reach, year: i32, uses: &[(&str, AwardClass, i32)]) -> Fact {
    let december = |year, date| NaiveDate::from_ymd_opt(year, 12, date).unwrap();
    let uses = uses.iter().map(|(award, class, year)| Use {
        award: (*award).into(),
        class: *class,
        year: *year,
        day: december(*year, 20),
    });
    let recognised = vec![Recognition { reach, day: december(year, 1) }];
    Fact::Initiative(Initiative { id: id.into(), subject: an(), recognised, uses: uses.collect() })
}

pub fn disciplined(person: &str, severity: Severity, on: &str) -> Fact {
    disciplined_until(person, severity, on, None)
}

pub fn disciplined_until(person: &str, severity: Severity, on: &str, until: Option<&str>) -> Fact {
    Fact::Discipline(Discipline {
        id: format!("kl-{person}"),
        subject: Subject::Person(person.into()),
        severity,
        day: day(on),
        until: until.map(day),
    })
}

pub fn matter(subject: &Subject, from: &str, settled: Option<&str>) -> Fact {
    let (id, what) = (String::from("don-1"), MatterKind::Complaint);
    Fact::Matter(Matter { id, subject: subject.clone(), what, from: day(from), settled: settled.map(day) })
}

pub fn answer(subject: &Subject, code: &str, year: i32, is_met: bool) -> Fact {
    Fact::Answer(Answer { subject: subject.clone(), code: code.into(), year, is_met })
}

/// All facts of a topic are there, for all, up to and with a year.
pub fn known(topic: Topic, to: i32) -> Fact {
    Fact::Known(Known { subject: None, topic, from: None, to })
}

/// The same for one year of one subject.
pub fn known_year(subject: &Subject, topic: Topic, year: i32) -> Fact {
    Fact::Known(Known { subject: Some(subject.clone()), topic, from: Some(year), to: year })
}

pub fn member(person: &str, from: &str, to: Option<&str>) -> Fact {
    let (collective, person) = (room().id().to_owned(), person.to_owned());
    Fact::Membership(Membership { collective, person, from: day(from), to: to.map(day) })
}
