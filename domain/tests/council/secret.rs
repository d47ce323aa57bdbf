//! What nobody can tell: who voted how, and what came of it before it is published.

use std::collections::BTreeSet;

use serde_json::json;
use thidua_domain::ballot::sealed::Choice;
use thidua_domain::council::acts;

use crate::room::*;

/// Everybody reads the same in both worlds, byte for byte, with all numbers and checksums; and all were answered alike.
fn compare(one: &mut Room, other: &mut Room, step: &str) {
    assert_eq!(one.replies, other.replies, "{step}");
    for who in one.people() {
        assert!(one.sight(&who) == other.sight(&who), "{step}: {who}");
    }
}

#[test]
fn swapping_two_votes_changes_nothing_that_anybody_reads() {
    let mut base = Room::at_work(7, 80);
    base.ok(SECRETARY, acts::RECUSE, &case(1), json!({ "person": "m07", "ground": "kinship" }));
    base.open_vote(&case(1));
    base.replies.clear();
    let votes = [(Choice::Yes, 1), (Choice::Abstain, 2), (Choice::No, 3), (Choice::Yes, 4), (Choice::No, 5)];
    for (left, right) in [(0, 1), (1, 4), (2, 3)] {
        let (mut one, mut other) = (base.clone(), base.clone());
        let mut swapped = votes;
        swapped.swap(left, right);
        for voter in [1, 3, 2, 5, 4] {
            // Somebody changes their mind; in the other world from another choice.
            for (room, votes) in [(&mut one, votes), (&mut other, swapped)] {
                let (choice, seed) = votes[voter - 1];
                if voter == 3 {
                    assert_eq!(room.cast(&member(voter), &case(1), votes[0].0, &nonce(40 + seed)), "ok");
                }
                assert_eq!(room.cast(&member(voter), &case(1), choice, &nonce(seed)), "ok");
            }
            compare(&mut one, &mut other, "cast");
        }
        for room in [&mut one, &mut other] {
            room.count(&case(1));
        }
        compare(&mut one, &mut other, "counted");
        for room in [&mut one, &mut other] {
            assert_eq!(room.cast("m06", &case(1), Choice::Yes, &nonce(9)), "ok");
        }
        compare(&mut one, &mut other, "late");
    }
}

/// A vote that replaces another leaves no trace in a row: not that it did, nor when.
#[test]
fn a_changed_mind_leaves_no_trace() {
    let mut base = Room::at_work(5, 80);
    base.open_vote(&case(1));
    for nth in 1..=4 {
        assert_eq!(base.cast(&member(nth), &case(1), Choice::Yes, &nonce(nth)), "ok");
    }
    let mut changed = base.clone();
    assert_eq!(changed.cast("m03", &case(1), Choice::No, &nonce(33)), "ok");
    for who in base.people() {
        assert!(base.sight(&who) == changed.sight(&who), "{who}");
    }
    assert_eq!((changed.count(&case(1)).yes, base.count(&case(1)).yes), (3, 4));
}

#[test]
fn the_outcome_reaches_only_who_voted_until_it_is_published() {
    let mut base = Room::at_work(7, 80);
    base.ok(SECRETARY, acts::RECUSE, &case(1), json!({ "person": "m07", "ground": "kinship" }));
    base.open_vote(&case(1));
    let knowing: BTreeSet<String> = (1..=6).map(member).collect();
    let mut worlds = [Choice::Yes, Choice::No].map(|choice| {
        let mut room = base.clone();
        for nth in 1..=6 {
            assert_eq!(room.cast(&member(nth), &case(1), choice, &nonce(nth)), "ok");
        }
        room
    });
    let differ = |worlds: &mut [Room; 2]| -> BTreeSet<String> {
        let [passed, failed] = worlds;
        passed.people().into_iter().filter(|who| passed.sight(who) != failed.sight(who)).collect()
    };
    assert!(differ(&mut worlds).is_empty());
    for (room, passes) in worlds.iter_mut().zip([true, false]) {
        assert_eq!(room.count(&case(1)).passed, passes);
    }
    assert_eq!(differ(&mut worlds), knowing);
    for room in &mut worlds {
        room.ok(SECRETARY, acts::STAGE, DECISION_ID, json!({ "session": SESSION_ID, "title": "Công nhận danh hiệu" }));
        room.ok(SECRETARY, acts::CLOSE, SESSION_ID, json!({ "minutes": "Hội đồng đã bỏ phiếu." }));
    }
    assert_eq!(differ(&mut worlds), knowing);
    worlds[0].ok("truong", acts::PUBLISH, DECISION_ID, publishing("15/QĐ"));
    assert_eq!(worlds[1].act("truong", acts::PUBLISH, DECISION_ID, publishing("15/QĐ")), "nothing_to_publish");
    assert_eq!(differ(&mut worlds), worlds[0].people().into_iter().collect());
}
