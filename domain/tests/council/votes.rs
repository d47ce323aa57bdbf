//! How many votes it takes, in real sessions.

use serde_json::json;
use thidua_domain::ballot::sealed::Choice;
use thidua_domain::ballot::{count, frozen};
use thidua_domain::council::acts;
use thidua_domain::council::rows::*;

use crate::room::*;

/// Dossier §2.4 for 5, 7, … 17; the rest by the same rule.
const NEEDED: [(usize, u32, u32, u32); 7] =
    [(5, 4, 4, 5), (7, 5, 6, 7), (9, 6, 8, 9), (11, 8, 9, 10), (13, 9, 11, 12), (15, 10, 12, 14), (17, 12, 14, 16)];

#[test]
fn it_passes_by_the_whole_membership_from_5_to_17() {
    for size in 5..=17 {
        for percent in [80, 90] {
            let room = Room::at_work(size, percent);
            for yes in size.saturating_sub(5)..=size {
                let mut room = room.clone();
                room.open_vote(&case(1));
                for nth in 1..=size {
                    // One who says nothing stays in the base.
                    let choice = match nth {
                        nth if nth <= yes => Choice::Yes,
                        nth if nth == size => continue,
                        nth if nth % 2 == 0 => Choice::Abstain,
                        _ => Choice::No,
                    };
                    assert_eq!(room.cast(&member(nth), &case(1), choice, &nonce(nth)), "ok");
                }
                let outcome = room.count(&case(1));
                let is_enough = yes * 100 >= percent as usize * size;
                assert_eq!((outcome.passed, outcome.base as usize), (is_enough, size), "{size} {percent} {yes}");
                assert_eq!(outcome.not_cast + count::sum(outcome.cast), outcome.electors);
                if let Some((_, quorum, at80, at90)) = NEEDED.into_iter().find(|(of, ..)| *of == size) {
                    let ballot: Ballot = room.row(BALLOT, &case(1));
                    let needed = if percent == 80 { at80 } else { at90 };
                    assert_eq!((ballot.quorum, ballot.needed, outcome.needed), (quorum, needed, needed));
                }
            }
        }
    }
}

#[test]
fn a_board_can_be_counted_again_and_holds_every_receipt() {
    let mut room = Room::at_work(7, 80);
    room.open_vote(&case(1));
    for nth in 1..=5 {
        assert_eq!(room.cast(&member(nth), &case(1), Choice::Abstain, &nonce(100 + nth)), "ok");
        assert_eq!(room.cast(&member(nth), &case(1), Choice::Yes, &nonce(nth)), "ok");
    }
    assert_eq!((room.tables(ENVELOPE), room.tables(VOTED)), (5, 5));
    let outcome = room.count(&case(1));
    assert_eq!(room.tables(ENVELOPE), 0);
    let (ballot, board): (Ballot, Board) = (room.row(BALLOT, &case(1)), room.row(BOARD, &case(1)));
    assert_eq!(count::recount(&ballot, &board, &[], 0), outcome);
    assert!(frozen::holds(&ballot) && !frozen::holds(&Ballot { needed: 5, ..ballot.clone() }));
    for nth in 1..=5 {
        let receipt = thidua_domain::ballot::sealed::receipt(&ballot.frozen, &nonce(nth));
        assert!(board.votes.iter().any(|vote| vote.receipt == receipt && vote.choice == Choice::Yes));
    }
    // What comes later is noted and changes nothing.
    assert_eq!(room.cast("m06", &case(1), Choice::Yes, &nonce(6)), "ok");
    assert_eq!((room.tables(LATE), room.tables(ENVELOPE), room.row::<Outcome>(RESULT, &case(1))), (1, 0, outcome));
}

#[test]
fn written_opinions_count_where_the_law_says_so() {
    let mut room = Room::at_work(5, 80);
    room.ok(SECRETARY, acts::ATTEND, SESSION_ID, json!({ "person": "m05", "present": false }));
    let ballot = room.open_vote(&case(1));
    let args =
        |member: &str, paper: &str| json!({ "ballot": ballot, "member": member, "choice": "yes", "paper": paper });
    assert_eq!(room.act("m03", acts::OPINION, &case(1), args("m05", "1")), "forbidden");
    assert_eq!(room.act(SECRETARY, acts::OPINION, &case(1), args("m05", " ")), "paper_missing");
    assert_eq!(room.act(SECRETARY, acts::OPINION, &case(1), args("m04", "1")), "member_present");
    assert_eq!(room.act(SECRETARY, acts::OPINION, &case(1), args("m05", "Phiếu số 1")), "ok");
    assert_eq!(room.cast("m05", &case(1), Choice::No, &nonce(5)), "opinion_given");
    // Until it is counted nobody reads what it says.
    let id = member_id(&case(1), "m05");
    assert!(!room.sees(SECRETARY, OPINION, &id) && room.sees("m03", VOTED, &id));
    for nth in 1..=3 {
        assert_eq!(room.cast(&member(nth), &case(1), Choice::Yes, &nonce(nth)), "ok");
    }
    let outcome = room.count(&case(1));
    assert!(outcome.passed && outcome.yes == 4 && outcome.cast.yes == 3 && outcome.opinions.yes == 1);
    assert!(room.sees("m03", OPINION, &id));
    let (ballot, board): (Ballot, Board) = (room.row(BALLOT, &case(1)), room.row(BOARD, &case(1)));
    assert_eq!(count::recount(&ballot, &board, &[room.row(OPINION, &id)], 0), outcome);
}

#[test]
fn hands_are_counted_against_who_is_there_and_only_where_the_law_allows() {
    let mut room = Room::at_work(5, 80);
    let by_hand = json!({ "method": "hands" });
    assert_eq!(room.act(SECRETARY, acts::BALLOT_OPEN, &case(1), by_hand.clone()), "ballot_required");
    room.nominate(2, "ldtt");
    room.ok(SECRETARY, acts::TAKE_UP, &case(2), json!({}));
    assert_eq!(room.act(SECRETARY, acts::BALLOT_OPEN, &case(2), by_hand), "percent_unknown");
    let open = json!({ "method": "hands", "percent": 51, "ground": "Quy chế của Hội đồng" });
    assert_eq!(room.act(SECRETARY, acts::BALLOT_OPEN, &case(1), open.clone()), "percent_fixed");
    room.ok(SECRETARY, acts::ATTEND, SESSION_ID, json!({ "person": "m05", "present": false }));
    room.ok(SECRETARY, acts::BALLOT_OPEN, &case(2), open);
    let ballot: Ballot = room.row(BALLOT, &case(2));
    assert_eq!(
        (ballot.needed, ballot.present.len(), ballot.warnings.contains(&"percent_by_hand".into())),
        (3, 4, true)
    );
    let hands = |yes, no| json!({ "ballot": ballot.frozen, "yes": yes, "no": no, "abstain": 0 });
    assert_eq!(room.act(SECRETARY, acts::HANDS, &case(2), hands(4, 1)), "hands_too_many");
    assert_eq!(room.cast("m03", &case(2), Choice::Yes, &nonce(1)), "vote_by_hands");
    assert_eq!(room.act(SECRETARY, acts::COUNT, &case(2), json!({ "ballot": ballot.frozen })), "vote_by_hands");
    assert_eq!(room.act(SECRETARY, acts::HANDS, &case(2), hands(3, 1)), "ok");
    let outcome: Outcome = room.row(RESULT, &case(2));
    assert!(outcome.passed && outcome.not_cast == 1);
    assert_eq!(room.act(SECRETARY, acts::HANDS, &case(2), hands(0, 1)), "already_counted");
}

#[test]
fn a_vote_with_a_time_of_its_own_ends_by_the_servers_clock() {
    let mut room = Room::at_work(5, 80);
    let open = json!({ "method": "confidential", "closes_at": "2026-11-23T12:00" });
    room.ok(SECRETARY, acts::BALLOT_OPEN, &case(1), open);
    let ballot: Ballot = room.row(BALLOT, &case(1));
    let args = json!({ "ballot": ballot.frozen });
    for nth in 1..=3 {
        assert_eq!(room.cast(&member(nth), &case(1), Choice::Yes, &nonce(nth)), "ok");
    }
    assert_eq!(room.act(SECRETARY, acts::COUNT, &case(1), args.clone()), "too_early");
    room.now = ballot.closes_at.unwrap();
    assert_eq!(room.cast("m04", &case(1), Choice::Yes, &nonce(4)), "ok");
    assert_eq!(room.cast("m03", &case(1), Choice::No, &nonce(5)), "ok");
    let outcome = room.count(&case(1));
    assert_eq!((outcome.yes, outcome.cast.no, outcome.not_cast, outcome.late), (3, 0, 2, 2));
}

#[test]
fn a_deputy_votes_for_their_member_and_nobody_twice() {
    let mut room = Room::at_work(5, 80);
    let proxy =
        |member: &str, deputy: &str| json!({ "member": member, "deputy": deputy, "paper": "Giấy ủy quyền số 1" });
    for (who, args, code) in [
        ("m03", proxy("m05", "uq1"), "forbidden"),
        (SECRETARY, proxy("m05", "m04"), "deputy_is_member"),
        (SECRETARY, proxy("uq1", "uq2"), "not_a_member"),
        (SECRETARY, proxy("m05", "nobody"), "person_unknown"),
        (SECRETARY, proxy("m05", "uq1"), "ok"),
        (SECRETARY, proxy("m04", "uq1"), "deputy_taken"),
    ] {
        assert_eq!(room.act(who, acts::PROXY, SESSION_ID, args.clone()), code, "{args}");
    }
    assert!(room.sees("uq1", CASE, &case(1)) && !room.sees("uq2", CASE, &case(1)));
    room.open_vote(&case(1));
    assert_eq!(room.cast("m05", &case(1), Choice::No, &nonce(5)), "not_elector");
    assert_eq!(room.cast("uq1", &case(1), Choice::Yes, &nonce(6)), "ok");
    assert_eq!(room.cast("uq2", &case(1), Choice::Yes, &nonce(7)), "not_found");
    let voted: Voted = room.row(VOTED, &member_id(&case(1), "m05"));
    assert_eq!((voted.member.as_str(), voted.voter.as_str()), ("m05", "uq1"));
    for nth in [3, 4] {
        assert_eq!(room.cast(&member(nth), &case(1), Choice::No, &nonce(nth)), "ok");
    }
    assert_eq!(room.count(&case(1)).yes, 1);
}
