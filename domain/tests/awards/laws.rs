//! What holds for every history: order never matters, a favourable fact never hurts, and no rule set makes it panic.

use proptest::prelude::*;
use thidua_domain::history::History;
use thidua_domain::history::fact::*;
use thidua_domain::nomination::Kind;
use thidua_domain::plan::AwardClass;
use thidua_domain::rate::Verdict;
use thidua_domain::rules::need::{Level, Need, Reach};

use crate::world::*;

const AWARDS: [&str; 8] = ["ldtt", "cstd-cs", "cstd-nganh", "cstd-tq", "bk-bo", "bk-ttg", "hcld-ba", "hcld-nhi"];
const YEARS: std::ops::RangeInclusive<i32> = 2017..=2026;

fn level() -> impl Strategy<Value = Level> {
    prop::sample::select(vec![Level::NotDone, Level::Done, Level::Good, Level::Excellent])
}

fn reach() -> impl Strategy<Value = Reach> {
    prop::sample::select(vec![Reach::Unit, Reach::Ministry, Reach::Nation])
}

fn code() -> impl Strategy<Value = String> {
    let codes =
        ["ldtt.spirit", "bk-bo.person.movement", "bk-ttg.person.reach", "hcld-ba.person.text", "cstd-tq.party-opinion"];
    prop::sample::select(codes.to_vec()).prop_map(str::to_owned)
}

/// What can only help: a title, a rating where there is none, a free initiative, a yes where nobody said no.
fn favourable() -> impl Strategy<Value = Fact> {
    prop_oneof![
        4 => (prop::sample::select(AWARDS.to_vec()), YEARS).prop_map(|(award, year)| held(&an(), award, year)),
        2 => (YEARS, level()).prop_map(|(year, level)| rated(&an(), year, level)),
        2 => (0..900_u32, reach(), YEARS).prop_map(|(id, reach, year)| initiative(&format!("sk-{id}"), reach, year, &[])),
        1 => (code(), YEARS).prop_map(|(code, year)| answer(&an(), &code, year, true)),
    ]
}

fn any_fact() -> impl Strategy<Value = Fact> {
    let topic = prop::sample::select(vec![Topic::Titles, Topic::Initiatives, Topic::Matters, Topic::Discipline]);
    let ground = prop::sample::select(Kind::ALL.to_vec());
    prop_oneof![
        6 => favourable(),
        2 => (topic, YEARS).prop_map(|(topic, year)| known(topic, year)),
        1 => (prop::sample::select(AWARDS.to_vec()), YEARS, ground)
            .prop_map(|(award, year, ground)| Fact::Title(Title { ground, ..title(&an(), award, year) })),
        1 => (prop::sample::select(AWARDS.to_vec()), YEARS)
            .prop_map(|(award, year)| Fact::Title(Title { revoked: Some(day("2024-06-01")), ..title(&an(), award, year) })),
        1 => (0..900_u32, reach(), YEARS)
            .prop_map(|(id, reach, year)| initiative(&format!("u-{id}"), reach, year, &[("bk-bo", AwardClass::Form, year)])),
        1 => (code(), YEARS).prop_map(|(code, year)| answer(&an(), &code, year, false)),
        1 => YEARS.prop_map(|year| matter(&an(), &format!("{year}-03-01"), Some(&format!("{year}-09-01")))),
    ]
}

fn verdict(regime: usize, award: &str, facts: &[Fact]) -> Verdict {
    ask(set(regime), award, &an(), term_of(regime), &History::of(facts.to_vec())).verdict
}

/// Whether the fact says something new instead of contradicting what is there.
fn is_new(facts: &[Fact], more: &Fact) -> bool {
    !facts.iter().any(|fact| match (fact, more) {
        (Fact::Rated(old), Fact::Rated(new)) => old.year == new.year,
        (Fact::Answer(old), Fact::Answer(new)) => old.code == new.code && old.year == new.year,
        _ => false,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_favourable_fact_never_makes_it_worse(
        facts in prop::collection::vec(any_fact(), 0..40), more in favourable(), regime in 0..3_usize,
        award in prop::sample::select(AWARDS.to_vec()),
    ) {
        let mut facts = facts;
        let year = term_of(regime).year;
        facts.extend([Topic::Matters, Topic::Discipline, Topic::Initiatives].map(|topic| known(topic, year)));
        prop_assume!(is_new(&facts, &more));
        // The award itself uses up its years, and a low rating is no favour.
        prop_assume!(!matches!(&more, Fact::Title(title) if title.award == award));
        prop_assume!(!matches!(&more, Fact::Rated(rated) if rated.level < Level::Good));
        let before = verdict(regime, award, &facts);
        let is_good_only = matches!(&more, Fact::Rated(rated) if rated.level < Level::Excellent);
        facts.push(more);
        let after = verdict(regime, award, &facts);
        prop_assert!(before != Verdict::Met || after == Verdict::Met, "{award}: met became {after:?}");
        prop_assert!(is_good_only || before != Verdict::CannotJudge || after != Verdict::NotMet, "{award}: open became not met");
    }

    #[test]
    fn the_order_of_history_never_matters(
        (facts, shuffled) in prop::collection::vec(any_fact(), 0..40)
            .prop_flat_map(|facts| (Just(facts.clone()), Just(facts).prop_shuffle())),
        regime in 0..3_usize,
    ) {
        let (left, right) = (History::of(facts.clone()), History::of(shuffled.into_iter().chain(facts)));
        prop_assert_eq!(&left, &right);
        for award in AWARDS {
            let judged = |history: &History| ask(set(regime), award, &an(), term_of(regime), history);
            prop_assert_eq!(judged(&left), judged(&right));
        }
    }
}

proptest! {
    #[test]
    fn no_count_of_a_rule_set_makes_judging_panic(
        count in any::<u32>(), other in any::<u32>(), year in any::<i32>(), facts in prop::collection::vec(any_fact(), 0..10),
    ) {
        let title = || String::from("ldtt");
        let history = History::of(facts);
        for need in [
            Need::Rating { at_least: Level::Good, years: count },
            Need::History { award: title(), count, streak: true, lag: other, within: None },
            Need::History { award: title(), count, streak: false, lag: 0, within: Some(other) },
            Need::YearsSince { award: title(), at_least: count },
            Need::Initiative { reach: Reach::Unit, count, within: Some(other) },
            Need::ServiceMonths { posts: vec![], at_least: count, below: Some(other), women: None },
            Need::Title { award: title() },
        ] {
            let mut set = sets().remove(1);
            set.awards[0].routes[0].criteria[0].need = need;
            let term = thidua_domain::eligibility::Term { year, ..term_of(1) };
            ask(&set, "ldtt", &an(), term, &history);
        }
    }
}
