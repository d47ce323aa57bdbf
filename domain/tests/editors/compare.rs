//! Whose verdicts are others: the same as judging everybody before everything under both sets.

use std::time::Instant;

use serde_json::json;
use thidua_domain::eligibility::compare::{Compared, Difference};
use thidua_domain::eligibility::{Question, judge};
use thidua_domain::history::fact::*;
use thidua_domain::history::{History, Subject};
use thidua_domain::nomination::Kind;
use thidua_domain::rate::Verdict::{self, *};
use thidua_domain::rules::RuleSet;
use thidua_domain::rules::need::{Level, Need, Reach};

use crate::world::*;

fn person(nth: usize) -> Subject {
    Subject::Person(format!("p{nth}"))
}

/// People of whom some have ratings, titles and initiatives, and a collective of them.
fn world(count: usize) -> (Vec<Subject>, History) {
    let mut facts = vec![
        // Those of the year are not decided yet: who asks for one judges by what it asks.
        known(Topic::Titles, 2025),
        known(Topic::Initiatives, 2026),
        known(Topic::Ratings, 2026),
        known(Topic::Members, 2026),
        known(Topic::Matters, 2026),
        known(Topic::Discipline, 2026),
    ];
    for nth in 0..count {
        let who = person(nth);
        let level = [Level::Excellent, Level::Good, Level::Done][nth % 3];
        facts.extend((2024..=2026).map(|year| rated(&who, year, level)));
        facts.push(answer(&who, "ldtt.spirit", 2026, true));
        if nth % 2 == 0 {
            facts.push(Fact::Initiative(Initiative {
                id: format!("sk{nth}"),
                subject: who.clone(),
                recognised: vec![Recognition { reach: Reach::Unit, day: day("2026-11-01") }],
                uses: Vec::new(),
            }));
        }
        if nth % 5 == 0 {
            facts.extend((2023..=2025).map(|year| held(&who, "cstd-cs", year)));
        }
        facts.push(member(&format!("p{nth}"), "2020-01-01", None));
    }
    ((0..count).map(person).chain([room()]).collect(), History::of(facts))
}

fn changed(change: impl FnOnce(&mut RuleSet)) -> RuleSet {
    let mut new = set(2).clone();
    new.id = "new".into();
    change(&mut new);
    new
}

fn all(new: &RuleSet, people: &[Subject], history: &History) -> Vec<Difference> {
    let compared = Compared::new(set(2), new);
    people.iter().flat_map(|who| compared.of(who, term(2026, "2026-12-31"), history)).collect()
}

fn rating_of(set: &mut RuleSet) -> &mut Need {
    let criterion = &mut set.awards[0].routes[0].criteria[0];
    assert_eq!(criterion.code, "ldtt.rating");
    &mut criterion.need
}

/// Every award before every ground, one by one.
fn one_by_one(
    new: &RuleSet,
    people: &[Subject],
    history: &History,
) -> Vec<(String, String, Option<Verdict>, Option<Verdict>)> {
    let mut found = Vec::new();
    for who in people {
        for rule in new.awards.iter().chain(set(2).awards.iter().filter(|old| new.award(&old.award).is_none())) {
            for ground in Kind::ALL {
                let term = term(2026, "2026-12-31");
                let question = Question { award: &rule.award, subject: who, ground, term };
                let verdict = |set: &RuleSet| judge(set, &question, history).ok().map(|one| one.verdict);
                let (was, becomes) = (verdict(set(2)), verdict(new));
                if was != becomes {
                    found.push((who.id().to_owned(), format!("{}.{}", rule.award, ground.id()), was, becomes));
                }
            }
        }
    }
    found.sort();
    found
}

#[track_caller]
fn same_as_one_by_one(new: &RuleSet) -> usize {
    let (people, history) = world(40);
    let mut found: Vec<_> = all(new, &people, &history)
        .into_iter()
        .map(|one| (one.subject.id().to_owned(), format!("{}.{}", one.award, one.ground.id()), one.was, one.becomes))
        .collect();
    found.sort();
    assert_eq!(found, one_by_one(new, &people, &history));
    found.len()
}

#[test]
fn the_differences_are_those_of_judging_all_twice() {
    assert_eq!(same_as_one_by_one(&changed(|_| {})), 0);
    let stricter = changed(|set| *rating_of(set) = Need::Rating { at_least: Level::Excellent, years: 1 });
    // Others build on the title.
    assert!(same_as_one_by_one(&stricter) > 13);
    assert!(same_as_one_by_one(&changed(|set| drop(set.awards.remove(0)))) > 0);
    assert!(same_as_one_by_one(&changed(|set| set.awards[1].routes.clear())) > 0);
    assert!(same_as_one_by_one(&changed(|set| set.apart.grounds.clear())) < 100);
}

#[test]
fn a_changed_article_changes_no_verdict_and_asks_nobody() {
    let new = changed(|set| {
        set.awards[0].routes[0].criteria[0].article = "Điều 25".into();
        set.awards[0].votes.clear();
        set.title = "Bản mới".into();
    });
    assert!(!Compared::new(set(2), &new).may_differ());
}

#[test]
fn a_difference_says_which_criterion_and_how() {
    let new = changed(|set| *rating_of(set) = Need::Rating { at_least: Level::Excellent, years: 1 });
    let (people, history) = world(6);
    let found = all(&new, &people, &history);
    let one = found.iter().find(|one| one.subject == person(1) && one.award == "ldtt").unwrap();
    assert_eq!((one.was, one.becomes), (Some(Met), Some(NotMet)));
    assert_eq!(one.why.len(), 1);
    assert_eq!(one.why[0].code, "ldtt.rating");
    let needs = |side: &Option<(Need, Verdict)>| json!(side.as_ref().unwrap().0)["at_least"].clone();
    assert_eq!((needs(&one.why[0].was), needs(&one.why[0].becomes)), (json!("good"), json!("excellent")));
}

#[test]
fn two_thousand_people_under_two_sets_take_no_time() {
    let new = changed(|set| *rating_of(set) = Need::Rating { at_least: Level::Excellent, years: 1 });
    let (people, history) = world(2_000);
    let start = Instant::now();
    let found = all(&new, &people, &history);
    assert!(found.len() > 600, "{}", found.len());
    let took = start.elapsed();
    println!("{} differences of 2,000 people in {took:?}", found.len());
    assert!(took.as_secs() < 20, "{took:?}");
}
