//! Facts in any order are one attendance.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails says so by panicking")]

mod common;

use common::NOW;
use common::hall::*;
use proptest::prelude::*;
use thidua_domain::checkin::attendance::{Attendance, Fact, Going, Proof, Way, fold};
use thidua_domain::checkin::token;
use thidua_domain::checkin::verdict::verdict;

const PERSON: &str = "an-hs";

/// Way, whether going out, proof, minute and skew and lateness, whether its number came twice.
type One = (Way, bool, Proof, (i64, Option<i64>, i64), bool);

fn facts() -> impl Strategy<Value = Vec<Fact>> {
    let proof = prop_oneof![
        Just(Proof::Word),
        Just(Proof::Waits),
        Just(Proof::Forged),
        (0..40_u32).prop_map(|n| Proof::Typed { window: token::window_of(NOW) + n }),
        (0..40_u32, any::<bool>()).prop_map(|(n, ours)| Proof::Signed {
            key: if ours { token::key_id(&token::public(&HALL)) } else { "x".into() },
            window: token::window_of(NOW) + n,
        }),
    ];
    let way = prop_oneof![Just(Way::Shown), Just(Way::Code), Just(Way::Pass), Just(Way::Name)];
    let times = (0..20_i64, prop_oneof![Just(None), Just(Some(0)), Just(Some(-2 * HOUR)), Just(Some(DAY))], 0..3_i64);
    let one = (way, any::<bool>(), proof, times, any::<bool>());
    prop::collection::vec(one, 0..70).prop_map(|all| {
        let fact = |(n, one): (usize, One)| {
            let (way, out, proof, (minute, skew, late), is_twice) = one;
            Fact {
                id: format!("s-{n:02}"),
                way,
                going: if out { Going::Out } else { Going::In },
                by: OFFICER.into(),
                device: "d".into(),
                n: n as u64,
                at: NOW + minute * MINUTE - skew.unwrap_or(0),
                skew,
                received: Some(NOW + minute * MINUTE + late * 6 * MINUTE),
                proof,
                spot: None,
                is_twice,
            }
        };
        all.into_iter().enumerate().map(fact).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn facts_fold_to_one_attendance_and_one_verdict_in_any_order(
        (facts, shuffled) in facts().prop_flat_map(|facts| (Just(facts.clone()), Just(facts).prop_shuffle())),
        again in any::<prop::sample::Index>(),
    ) {
        let empty = || Attendance::of(EVENT, PERSON, "na");
        let one = facts.iter().cloned().fold(empty(), fold);
        let mut other = shuffled.iter().cloned().fold(empty(), fold);
        prop_assert_eq!(&one, &other);
        prop_assert!(one.facts.len() <= 32 && one.scans as usize == facts.len());
        let (event, keys) = (event(), keys());
        prop_assert_eq!(verdict(&event, &keys, &one), verdict(&event, &keys, &other));
        // What is there changes nothing.
        if !other.facts.is_empty() {
            let fact = other.facts[again.index(other.facts.len())].clone();
            other = fold(other, fact);
            prop_assert_eq!(&one, &other);
        }
        // The grade is the best of the scans: more of them never make it worse.
        if let (Some((_, fewer)), true) = (facts.split_last(), facts.len() <= 16) {
            let before = verdict(&event, &keys, &fewer.iter().cloned().fold(empty(), fold));
            prop_assert!(fewer.is_empty() || verdict(&event, &keys, &one).grade <= before.grade);
        }
    }
}
