//! A whole unit at once: quotas, hints, and how long it takes.

use std::collections::BTreeMap;
use std::time::Instant;

use thidua_domain::council::batch::{Taken, Way, weigh};
use thidua_domain::eligibility::batch::{Batch, Candidate, Hint, quotas, whole_unit};
use thidua_domain::history::fact::*;
use thidua_domain::history::{History, Subject};
use thidua_domain::nomination::Kind;
use thidua_domain::rate::Verdict::{CannotJudge, Met, NotMet};
use thidua_domain::rules::RuleSet;
use thidua_domain::rules::need::{Level, Reach};

use crate::world::*;

fn people(count: usize) -> Vec<Candidate> {
    (0..count)
        .map(|nth| Candidate { subject: Subject::Person(format!("p{nth:04}")), is_direct: nth % 4 != 0 })
        .collect()
}

#[test]
fn fifteen_percent_is_an_exact_fraction_of_2022_and_no_rule_since() {
    let sets = sets();
    let of = |set: usize, titles: i64, ldtt: i64| {
        let counts = BTreeMap::from([("cstd-cs", titles), ("ldtt", ldtt)]);
        let used = quotas(&sets[set], &counts, &BTreeMap::new());
        used.into_iter().find(|quota| quota.award == "cstd-cs").map(|quota| (quota.allowed, quota.verdict))
    };
    assert_eq!(of(0, 3, 20), Some((Some(3), Met)));
    assert_eq!(of(0, 3, 19), Some((Some(2), NotMet)));
    assert_eq!(of(0, 15, 100), Some((Some(15), Met)));
    assert_eq!(of(0, 16, 106), Some((Some(15), NotMet)));
    assert_eq!(of(0, 16, 107), Some((Some(16), Met)));
    assert_eq!(of(0, 1, 6), Some((Some(0), NotMet)));
    assert_eq!((of(1, 16, 100), of(2, 16, 100)), (None, None));
    let flags = |leaders: Option<i64>, flags| {
        let given = leaders.map(|leaders| (String::from("cum-khoi-leaders"), leaders)).into_iter().collect();
        quotas(&sets[2], &BTreeMap::from([("co-cp", flags)]), &given)[0].verdict
    };
    assert_eq!([flags(None, 1), flags(Some(10), 2), flags(Some(9), 2)], [CannotJudge, Met, NotMet]);
}

#[test]
fn hints_name_direct_workers_and_women_where_too_many_qualify() {
    let (sets, who) = (sets(), people(10));
    let mut facts = [Topic::Matters, Topic::Discipline, Topic::Initiatives].map(|topic| known(topic, 2022)).to_vec();
    for (nth, Candidate { subject, .. }) in who.iter().enumerate() {
        facts.push(held(subject, "ldtt", 2022));
        let gender = if nth == 1 { Gender::Woman } else { Gender::Man };
        facts.push(Fact::Profile(Profile { person: subject.id().to_owned(), gender }));
        if nth < 2 {
            let recognised = vec![Recognition { reach: Reach::Unit, day: day("2022-11-01") }];
            let (id, subject) = (format!("sk-{nth}"), subject.clone());
            facts.push(Fact::Initiative(Initiative { id, subject, recognised, uses: vec![] }));
        }
    }
    // LĐTT of the year is held, and is judged by its own criteria too.
    facts.extend(who.iter().map(|one| rated(&one.subject, 2022, Level::Good)));
    facts.extend(who.iter().map(|one| answer(&one.subject, "ldtt.spirit", 2022, true)));
    let batch = run(&sets[0], &who, 2022, &History::of(facts));
    assert_eq!(batch.quotas[0].allowed, Some(1));
    assert_eq!(
        batch.hints,
        [
            Hint::DirectShare { award: "ldtt", direct: 7, of: 10 },
            Hint::DirectShare { award: "cstd-cs", direct: 1, of: 2 },
            Hint::WomenFirst { award: "cstd-cs", ids: vec!["p0001".into()] },
        ]
    );
}

fn run<'r>(set: &'r RuleSet, who: &[Candidate], year: i32, history: &History) -> Batch<'r> {
    whole_unit(set, who, (Kind::CongTrang, term(year, &format!("{year}-12-31"))), history, &BTreeMap::new())
}

#[test]
fn two_thousand_people_before_all_awards() {
    let (sets, who) = (sets(), people(2_000));
    let mut facts =
        [Topic::Matters, Topic::Initiatives, Topic::Titles, Topic::Discipline].map(|t| known(t, 2025)).to_vec();
    for (nth, Candidate { subject, .. }) in who.iter().enumerate() {
        for year in 2016..=2026 {
            facts.push(rated(subject, year, if nth % 5 == 0 { Level::Excellent } else { Level::Good }));
            if year < 2026 && (nth + usize::try_from(year).unwrap()) % 7 != 0 {
                facts.push(held(subject, "ldtt", year));
            }
            if year < 2026 && nth % 3 == 0 {
                facts.push(held(subject, "cstd-cs", year));
            }
        }
        facts.push(answer(subject, "ldtt.spirit", 2026, true));
    }
    facts.extend([Topic::Matters, Topic::Discipline, Topic::Initiatives].map(|topic| known(topic, 2026)));
    let started = Instant::now();
    let history = History::of(facts);
    let filed = started.elapsed();
    let started = Instant::now();
    let batch = run(&sets[2], &who, 2026, &history);
    let judged = started.elapsed();
    let met = batch.rows.iter().filter(|row| row.judgement.verdict == Met).count();
    println!("2,000 people: filed in {filed:?}; {} judgements in {judged:?}, {met} met", batch.rows.len());
    assert_eq!(batch.rows.len(), 2_000 * 10);
    assert!(met >= 2_000, "all are LĐTT: {met}");
}

#[test]
fn a_collective_of_seventy_percent_women_comes_first_among_equals() {
    for (women, expected) in [(7, true), (6, false)] {
        let mut facts = [Topic::Matters, Topic::Titles].map(|topic| known(topic, 2026)).to_vec();
        facts.extend([answer(&room(), "co-cp.leads", 2026, true), held(&room(), "co-nganh", 2026)]);
        for nth in 0..10 {
            let person = format!("p{nth}");
            facts.push(member(&person, "2020-01-01", None));
            let gender = if nth < women { Gender::Woman } else { Gender::Man };
            facts.push(Fact::Profile(Profile { person, gender }));
        }
        let who = [Candidate { subject: room(), is_direct: false }];
        let given = BTreeMap::from([(String::from("cum-khoi-leaders"), 4)]);
        let history = History::of(facts);
        let batch = whole_unit(set(2), &who, (Kind::CongTrang, term(2026, "2026-12-31")), &history, &given);
        let hints = [Hint::WomenFirst { award: "co-cp", ids: vec!["phong-1".into()] }];
        assert_eq!(batch.hints, if expected { &hints[..] } else { &[] });
    }
}

#[test]
fn a_session_cuts_by_what_passed_and_by_what_may_pass_yet() {
    let taken = |award: &str, nth: usize, way| Taken { award: award.into(), who: people(40).get(nth).cloned(), way };
    let mut all: Vec<Taken> =
        (0..20).map(|nth| taken("ldtt", nth, if nth < 13 { Way::Passed } else { Way::Open })).collect();
    all.extend((0..6).map(|nth| taken("cstd-cs", nth, [Way::Passed, Way::Open, Way::Failed][nth / 2])));
    let woman = |nth: usize| Fact::Profile(Profile { person: format!("p{nth:04}"), gender: Gender::Woman });
    let history = History::of([woman(1), woman(3), woman(5)]);
    let check = |is_closed, quota: (i64, i64, i64), hints: &[Hint<'_>]| {
        let found = weigh(set(0), &all, is_closed, &BTreeMap::new(), (term(2022, "2022-12-31"), &history));
        let (used, taken) = found.quotas.iter().find(|(used, _)| used.award == "cstd-cs").unwrap();
        assert_eq!((*taken, used.used, used.allowed.unwrap()), quota);
        assert_eq!(found.hints, hints);
    };
    let women = |ids: &[&str]| Hint::WomenFirst { award: "cstd-cs", ids: ids.iter().map(|id| (*id).into()).collect() };
    let share = |award, direct, of| Hint::DirectShare { award, direct, of };
    check(false, (6, 2, 3), &[share("ldtt", 15, 20), share("cstd-cs", 3, 4), women(&["p0001", "p0003"])]);
    check(true, (6, 2, 1), &[share("ldtt", 9, 13), share("cstd-cs", 1, 2), women(&["p0001"])]);
}

#[test]
fn flags_of_a_session_are_judged_once_their_number_is_given() {
    let flag = Taken { award: "co-cp".into(), who: None, way: Way::Passed };
    let allowed = |leaders: Option<i64>| {
        let given = leaders.map(|leaders| (String::from("cum-khoi-leaders"), leaders)).into_iter().collect();
        let all = [flag.clone(), flag.clone()];
        let found = weigh(set(2), &all, true, &given, (term(2026, "2026-12-31"), &History::default()));
        let (used, taken) = found.quotas.first().unwrap();
        assert_eq!((used.asks, *taken, used.used), (Some("cum-khoi-leaders"), 2, 2));
        (used.allowed, used.verdict)
    };
    assert_eq!(allowed(None), (None, CannotJudge));
    assert_eq!(allowed(Some(10)), (Some(2), Met));
    assert_eq!(allowed(Some(9)), (Some(1), NotMet));
}
