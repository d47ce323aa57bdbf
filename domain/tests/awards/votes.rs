//! Votes needed, by the table of the law's percentages.

use thidua_domain::ballot::threshold::{Warning, is_passed, quorum, votes_needed, warnings};
use thidua_domain::rate::Rate;

use crate::world::{day, sets};

/// Members; quorum of two thirds; votes for 80 % and for 90 %.
const TABLE: [(u32, u64, u64, u64); 7] =
    [(5, 4, 4, 5), (7, 5, 6, 7), (9, 6, 8, 9), (11, 8, 9, 10), (13, 9, 11, 12), (15, 10, 12, 14), (17, 12, 14, 16)];

#[test]
fn councils_of_five_to_seventeen_need_the_votes_of_the_table() {
    for (members, present, eighty, ninety) in TABLE {
        assert_eq!(quorum(Rate { numerator: 2, denominator: 3 }, members), Some(present), "{members}");
        assert_eq!((votes_needed(80, members), votes_needed(90, members)), (eighty, ninety), "{members}");
    }
    assert_eq!(quorum(Rate { numerator: 2, denominator: 0 }, 9), None);
}

#[test]
fn the_votes_needed_are_the_fewest_that_pass() {
    for percent in 0..=100 {
        for members in 0..=60 {
            let needed = u32::try_from(votes_needed(percent, members)).unwrap();
            assert!(is_passed(needed, percent, members) && (needed == 0 || !is_passed(needed - 1, percent, members)));
        }
    }
}

#[test]
fn small_councils_and_unanimity_are_told_before_the_vote() {
    use Warning::{CannotPass, PercentUnknown, SmallCouncil, Unanimity, Unverified};
    let sets = sets();
    let told = |set: usize, award: &str, on: &str, members, out| {
        warnings(sets[set].award(award).unwrap().vote_on(day(on)).unwrap(), members, out)
    };
    assert_eq!(told(1, "cstd-nganh", "2024-12-01", 9, 0), [SmallCouncil, Unanimity]);
    assert_eq!(told(1, "cstd-nganh", "2024-12-01", 9, 1), [SmallCouncil, Unanimity, CannotPass]);
    assert_eq!(told(1, "cstd-nganh", "2024-12-01", 10, 1), []);
    assert_eq!(told(1, "cstd-cs", "2024-12-01", 9, 1), []);
    assert_eq!(told(2, "cstd-cs", "2025-12-31", 9, 0), [Unverified]);
    assert_eq!(told(2, "cstd-cs", "2026-01-01", 9, 0), [PercentUnknown]);
}
