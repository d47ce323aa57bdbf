//! How many votes it takes, in real sessions.

use chrono::Datelike;
use serde_json::json;
use thidua_domain::ballot::sealed::Choice;
use thidua_domain::ballot::{count, frozen};
use thidua_domain::council::acts;
use thidua_domain::council::rows::*;
use thidua_domain::rules;

use crate::common::NOW;
use crate::common::hall::DAY;
use crate::room::*;

/// Members; quorum of two thirds; yes votes for 80 % and for 90 %.
const NEEDED: [(usize, u32, u32, u32); 13] = [
    (5, 4, 4, 5),
    (6, 4, 5, 6),
    (7, 5, 6, 7),
    (8, 6, 7, 8),
    (9, 6, 8, 9),
    (10, 7, 8, 9),
    (11, 8, 9, 10),
    (12, 8, 10, 11),
    (13, 9, 11, 12),
    (14, 10, 12, 13),
    (15, 10, 12, 14),
    (16, 11, 13, 15),
    (17, 12, 14, 16),
];

/// A rule set as it is shipped, on a day.
struct Regime {
    text: &'static str,
    on: i64,
    /// Awards of which the law names the percentage.
    named: &'static [(&'static str, u32)],
    /// Awards of which it is left to others.
    open: &'static [&'static str],
    /// Whether what an absent member writes counts.
    written: bool,
}

const R1: &str = include_str!("../../../public/rules/r1-91-2017.json");
const R2: &str = include_str!("../../../public/rules/r2-98-2023.json");
const R3: &str = include_str!("../../../public/rules/r3-152-2025.json");
/// The third is read with the second until the last day of 2025, where it leaves the percentage to the ministry.
const REGIMES: [Regime; 5] = [
    Regime {
        text: R1,
        on: NOW,
        named: &[("cstd-tq", 90), ("cstd-nganh", 90)],
        open: &["cstd-cs", "co-nganh", "co-cp", "ldtt", "giay-khen", "bk-bo"],
        written: true,
    },
    Regime {
        text: R2,
        on: NOW,
        named: &[("cstd-tq", 90), ("cstd-nganh", 90), ("cstd-cs", 80), ("co-nganh", 80), ("co-cp", 80)],
        open: &["ldtt", "giay-khen", "bk-bo"],
        written: true,
    },
    Regime {
        text: R3,
        on: NOW - 327 * DAY,
        named: &[("cstd-nganh", 90), ("cstd-cs", 80), ("co-nganh", 80)],
        open: &["ldtt", "giay-khen", "bk-bo"],
        written: true,
    },
    Regime { text: R3, on: NOW - 327 * DAY, named: &[("cstd-tq", 90), ("co-cp", 80)], open: &[], written: false },
    Regime {
        text: R3,
        on: NOW - 326 * DAY,
        named: &[("cstd-tq", 90), ("co-cp", 80)],
        open: &["cstd-nganh", "cstd-cs", "co-nganh", "ldtt", "giay-khen", "bk-bo"],
        written: false,
    },
];

/// A session of so many members by a shipped rule set, on its day.
fn session(size: usize, regime: &Regime) -> Room {
    let mut room = Room::new(size, 15);
    let set = rules::read(regime.text).unwrap();
    room.put_law(&set);
    room.now = regime.on;
    // A set of the past is for a year of the past.
    let mut args = convening(&set.id);
    args["year"] = json!(set.valid_to.map_or(2026, |to| to.year().min(2026)));
    room.ok(SECRETARY, acts::CONVENE, SESSION_ID, args);
    room.ok(SECRETARY, acts::OPEN, SESSION_ID, json!({}));
    for nth in 1..=size {
        room.ok(SECRETARY, acts::ATTEND, SESSION_ID, json!({ "person": member(nth), "present": true }));
    }
    room
}

fn take_up(room: &mut Room, nth: usize, award: &str) {
    let mut fields = json!({ "award": award, "kind": "cong_trang", "achievements": "Hoàn thành xuất sắc." });
    match award.starts_with("co-") {
        true => fields["collective"] = json!("hd-kv"),
        false => fields["person"] = json!(nominee(nth)),
    }
    room.ok(AUTHOR, "nomination.propose@1", &format!("d{nth:03}"), json!({ "unit": "hd-kv", "fields": fields }));
    room.ok(SECRETARY, acts::TAKE_UP, &case(nth), json!({}));
}

/// So many vote yes, the others no or abstain, the last of them says nothing; with a paper the last member is away and writes yes.
fn vote(room: &mut Room, nth: usize, (size, yes): (usize, usize), is_written: bool) -> (Ballot, Outcome) {
    let last = member(size);
    room.ok(SECRETARY, acts::ATTEND, SESSION_ID, json!({ "person": last, "present": !is_written }));
    let ballot = room.open_vote(&case(nth));
    for voter in 1..=size {
        let choice = match voter {
            voter if voter <= yes => Choice::Yes,
            voter if voter == size => continue,
            voter if voter % 2 == 0 => Choice::Abstain,
            _ => Choice::No,
        };
        assert_eq!(room.cast(&member(voter), &case(nth), choice, &nonce(voter)), "ok");
    }
    if is_written {
        let args = json!({ "ballot": ballot, "member": last, "choice": "yes", "paper": "Phiếu số 1" });
        room.ok(SECRETARY, acts::OPINION, &case(nth), args);
    }
    let outcome = room.count(&case(nth));
    (room.row(BALLOT, &case(nth)), outcome)
}

#[test]
fn councils_of_5_to_17_pass_an_award_by_the_votes_of_the_law_under_each_regime() {
    for (size, quorum, at80, at90) in NEEDED {
        for regime in &REGIMES {
            let mut room = session(size, regime);
            let mut nth = 0;
            for (award, percent) in regime.named {
                let needed = if *percent == 80 { at80 } else { at90 };
                let few = needed as usize - 1;
                for (yes, is_written, passes) in
                    [(few, false, false), (few + 1, false, true), (few, true, regime.written)]
                {
                    nth += 1;
                    take_up(&mut room, nth, award);
                    let (ballot, outcome) = vote(&mut room, nth, (size, yes), is_written);
                    let told = format!("{award} on {} by {size}, {yes} and {is_written}", regime.on);
                    let frozen = (ballot.base as usize, ballot.percent, ballot.needed, ballot.quorum);
                    assert_eq!(frozen, (size, *percent, needed, quorum), "{told}");
                    assert_eq!((outcome.passed, outcome.needed, outcome.quorum), (passes, needed, true), "{told}");
                }
            }
        }
    }
}

#[test]
fn the_percentage_is_fixed_where_the_law_names_it_and_given_by_hand_where_it_does_not() {
    for regime in &REGIMES {
        let mut room = session(5, regime);
        let given = json!({ "method": "confidential", "percent": 51, "ground": "Quy chế của Hội đồng" });
        let awards = regime.named.iter().map(|(award, _)| (award, "ballot_required", "percent_fixed"));
        let open = regime.open.iter().map(|award| (award, "percent_unknown", "ok"));
        for (nth, (award, plain, with)) in (1..).zip(awards.chain(open)) {
            take_up(&mut room, nth, award);
            let method = if plain == "percent_unknown" { "confidential" } else { "hands" };
            let told = format!("{award} on {}", regime.on);
            assert_eq!(
                room.act(SECRETARY, acts::BALLOT_OPEN, &case(nth), json!({ "method": method })),
                plain,
                "{told}"
            );
            assert_eq!(room.act(SECRETARY, acts::BALLOT_OPEN, &case(nth), given.clone()), with, "{told}");
        }
    }
}

#[test]
fn it_passes_by_the_whole_membership_from_5_to_17() {
    for (size, quorum, at80, at90) in NEEDED {
        for (percent, needed) in [(80, at80), (90, at90)] {
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
                let is_enough = yes >= needed as usize;
                assert_eq!((outcome.passed, outcome.base as usize), (is_enough, size), "{size} {percent} {yes}");
                assert_eq!(outcome.not_cast + count::sum(outcome.cast), outcome.electors);
                let ballot: Ballot = room.row(BALLOT, &case(1));
                assert_eq!((ballot.quorum, ballot.needed, outcome.needed), (quorum, needed, needed));
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
