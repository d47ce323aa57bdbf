//! The rule sets as data.

use serde_json::Value;
use thidua_domain::nomination::Kind;
use thidua_domain::rules::check::{faults, of_set};
use thidua_domain::rules::need::{Criterion, Need, Who};
use thidua_domain::rules::prize::prize;
use thidua_domain::rules::terms::{QuotaBase, Secrecy};
use thidua_domain::rules::{RuleSet, read, rule_set, rule_set_on};

use crate::world::{day, sets};

const PLAN: &str = include_str!("../../../public/plans/2022.json");

fn codes(sets: &[RuleSet]) -> Vec<(String, &'static str)> {
    faults(sets).into_iter().map(|fault| (fault.at, fault.code)).collect()
}

#[test]
fn the_shipped_sets_have_no_fault_and_the_plans_awards() {
    let sets = sets();
    assert_eq!(faults(&sets), []);
    let plan: Value = serde_json::from_str(PLAN).unwrap();
    for set in &sets {
        let names: Vec<&str> = set.awards.iter().map(|rule| rule.award.as_str()).collect();
        let planned: Vec<&str> = plan["awards"].as_array().unwrap().iter().map(|a| a["id"].as_str().unwrap()).collect();
        assert_eq!(names, planned, "{}", set.id);
        let text = serde_json::to_string(set).unwrap();
        assert_eq!(&read(&text).unwrap(), set);
    }
}

#[test]
fn each_day_has_the_set_of_its_regime() {
    let sets = sets();
    for (on, id) in [
        ("2021-12-31", None),
        ("2022-01-01", Some("r1-91-2017")),
        ("2023-12-31", Some("r1-91-2017")),
        ("2024-01-01", Some("r2-98-2023")),
        ("2025-06-30", Some("r2-98-2023")),
        ("2025-07-01", Some("r3-152-2025")),
        ("2027-02-28", Some("r3-152-2025")),
        ("2027-03-01", None),
    ] {
        assert_eq!(rule_set_on(&sets, day(on)).map(|set| set.id.as_str()), id, "{on}");
    }
    assert!(rule_set(&sets, "r2-98-2023").is_some() && rule_set(&sets, "r4").is_none());
}

#[test]
fn overlapping_backward_and_double_sets_are_reported() {
    let mut all = sets();
    all[0].valid_to = Some(day("2024-01-01"));
    assert_eq!(codes(&all), [("r2-98-2023".into(), "validity_overlaps")]);
    assert_eq!(rule_set_on(&all, day("2024-01-01")), None);
    all[0].valid_to = Some(day("2021-01-01"));
    assert_eq!(codes(&all), [("r1-91-2017".into(), "validity_backwards")]);
    let mut all = sets();
    all[2].id = all[1].id.clone();
    assert_eq!(codes(&all), [("r2-98-2023".into(), "id_twice")]);
}

#[test]
fn titles_that_ask_for_one_another_in_too_many_ways_are_refused() {
    let entangled = |awards: usize| {
        let mut set = sets().remove(0);
        set.awards.truncate(awards);
        let names: Vec<String> = set.awards.iter().map(|rule| rule.award.clone()).collect();
        let one = set.awards[0].routes[0].criteria[0].clone();
        for (at, rule) in set.awards.iter_mut().enumerate() {
            let title = |award: &String| Criterion {
                code: format!("{at}.{award}"),
                need: Need::Title { award: award.clone() },
                ..one.clone()
            };
            rule.routes[0].criteria = names[..at].iter().map(title).collect();
        }
        of_set(&set).iter().any(|fault| fault.code == "titles_entangled")
    };
    // The tenth is reached in 512 ways, the twelfth in 2,048.
    assert!(!entangled(10) && entangled(12));
}

#[test]
fn contradictions_within_a_set_are_reported() {
    check(
        |set| set.awards[0].routes[0].criteria[0].need = Need::Title { award: "cstd-cs".into() },
        &["title_needs_itself"; 2],
    );
    check(
        |set| set.awards[0].routes[0].criteria[0].need = need(r#"{"kind":"member_share","award":"x","percent":101}"#),
        &["percent_above_100", "award_unknown", "members_of_a_person"],
    );
    check(|set| set.awards[0].routes[0].criteria[0].trust.verified = false, &["source_missing"]);
    check(|set| set.awards[0].routes[0].criteria[1].code = "ldtt.rating".into(), &["code_twice"]);
    check(|set| set.awards[0].routes[0].criteria[1].article.clear(), &["article_missing"]);
    check(|set| set.awards[0].routes[0].criteria.clear(), &["criteria_missing"]);
    check(|set| set.awards[0].routes.clear(), &["routes_missing"]);
    check(|set| set.awards[1].votes[0].percent = Some(101), &["percent_above_100"]);
    check(|set| set.awards[1].routes[0].criteria[1].need = Need::Any { of: Vec::new() }, &["count_senseless"]);
    check(|set| set.awards[4].award = "ldtt".into(), &["award_twice"]);
    check(|set| set.basis.clear(), &["basis_missing"]);
    check(|set| set.money.round_up_to = 0, &["rounding_senseless"]);
}

#[track_caller]
fn check(change: impl Fn(&mut RuleSet), expected: &[&str]) {
    let mut set = sets().remove(1);
    change(&mut set);
    let mut found: Vec<&str> = of_set(&set).into_iter().map(|fault| fault.code).collect();
    found.dedup();
    let mut expected = expected.to_vec();
    expected.dedup();
    assert_eq!(found, expected);
}

fn need(text: &str) -> Need {
    serde_json::from_str(text).unwrap()
}

#[test]
fn what_is_no_rule_set_is_an_error() {
    for text in ["", "{}", "[]", "null", r#"{"id":"x","awards":[{"award":1}]}"#] {
        assert!(read(text).is_err(), "{text}");
    }
}

/// The figures of the law, written down apart from the data.
#[test]
fn thresholds_secrecy_and_quotas_are_those_of_each_regime() {
    let sets = sets();
    let vote = |set: usize, award: &str, on: &str| {
        let vote = sets[set].award(award).unwrap().vote_on(day(on)).unwrap();
        (vote.percent, vote.secrecy)
    };
    use Secrecy::{Ballot, Council, Secret};
    for (award, then, middle, late) in [
        ("cstd-tq", (Some(90), Secret), (Some(90), Ballot), (Some(90), Ballot)),
        ("cstd-nganh", (Some(90), Secret), (Some(90), Ballot), (None, Ballot)),
        ("cstd-cs", (None, Council), (Some(80), Ballot), (None, Ballot)),
        ("co-nganh", (None, Council), (Some(80), Ballot), (None, Ballot)),
        ("co-cp", (None, Council), (Some(80), Ballot), (Some(80), Ballot)),
        ("ldtt", (None, Council), (None, Council), (None, Council)),
    ] {
        assert_eq!(vote(0, award, "2022-12-01"), then, "{award}");
        assert_eq!(vote(1, award, "2024-12-01"), middle, "{award}");
        assert_eq!(vote(2, award, "2026-01-01"), late, "{award}");
    }
    assert_eq!(vote(2, "cstd-cs", "2025-12-31"), (Some(80), Ballot));
    assert_eq!(vote(2, "cstd-nganh", "2025-12-31"), (Some(90), Ballot));
    let quota = |set: usize, award: &str| sets[set].award(award).unwrap().quotas.first().map(|quota| quota.percent);
    assert_eq!([0, 1, 2].map(|set| quota(set, "cstd-cs")), [Some(15), None, None]);
    assert_eq!([0, 1, 2].map(|set| quota(set, "co-cp")), [Some(20); 3]);
    assert!(matches!(&sets[0].award("cstd-cs").unwrap().quotas[0].of, QuotaBase::Award { award } if award == "ldtt"));
}

#[test]
fn what_was_not_read_says_so() {
    fn all<'a>(criteria: &'a [Criterion], found: &mut Vec<&'a Criterion>) {
        for criterion in criteria {
            found.push(criterion);
            all(criterion.parts(), found);
        }
    }
    let sets = sets();
    let criterion = |set: usize, award: &str, subject, ground, code: &str| {
        let mut found = Vec::new();
        all(&sets[set].award(award).unwrap().route(subject, ground).unwrap().criteria, &mut found);
        found.into_iter().find(|criterion| criterion.code == code).unwrap().clone()
    };
    for set in 0..3 {
        let years = criterion(set, "hcld-nhi", Who::Person, Kind::CongTrang, "hcld-nhi.person.years");
        assert!(!years.trust.verified && !years.trust.source.is_empty());
    }
    let share = |set| criterion(set, "ttldtt", Who::Collective, Kind::CongTrang, "ttldtt.share").need;
    assert_eq!(share(0), need(r#"{"kind":"member_share","award":"ldtt","percent":50,"above":true}"#));
    assert_eq!(share(1), need(r#"{"kind":"member_share","award":"ldtt","percent":70}"#));
}

#[test]
fn prize_money_is_rounded_up_by_the_base_salary_of_the_decisions_day() {
    let sets = sets();
    let of = |set: usize, award: &str, subject, on: &str| prize(&sets[set], award, subject, day(on));
    assert_eq!(of(2, "ldtt", Who::Person, "2025-12-31"), Some(710_000));
    assert_eq!(of(2, "ldtt", Who::Person, "2026-06-30"), Some(710_000));
    assert_eq!(of(2, "ldtt", Who::Person, "2026-07-01"), Some(760_000));
    assert_eq!(of(2, "cstd-cs", Who::Person, "2026-06-30"), Some(2_340_000));
    assert_eq!(of(2, "cstd-tq", Who::Person, "2026-06-30"), Some(10_530_000));
    assert_eq!(of(2, "giay-khen", Who::Collective, "2026-07-01"), Some(1_520_000));
    assert_eq!(of(2, "co-cp", Who::Collective, "2026-07-01"), Some(30_360_000));
    assert_eq!(of(0, "bk-bo", Who::Person, "2022-12-31"), Some(1_490_000));
    assert_eq!(of(2, "ldtt", Who::Collective, "2026-07-01"), None);
    assert_eq!(of(1, "ldtt", Who::Person, "2024-12-31"), None);
    assert_eq!(of(2, "ldtt", Who::Person, "2024-06-30"), None);
}
