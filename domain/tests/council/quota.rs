//! Quotas hold when a decision is published, and tell nobody what they may not know; who signs publishes without a seat.

use serde_json::{Value, json};
use thidua_domain::ballot::sealed::Choice;
use thidua_domain::council::acts;
use thidua_domain::council::rows::*;
use thidua_sync::command::Outcome as Reply;

use crate::room::*;

/// A closed session of seven: three dossiers for `cstd-cs` that passed with 7, 7 and 6 votes, a fourth, and four for `ldtt`.
/// The secretary takes no part in the fourth; `hidden` is how all others voted on it.
fn decided(percent: u32, hidden: Choice) -> Room {
    let mut room = Room::new(7, 8);
    room.quota("r80", percent, false);
    room.session(80);
    for nth in 1..=8 {
        room.nominate(nth, if nth <= 4 { "cstd-cs" } else { "ldtt" });
        room.ok(SECRETARY, acts::TAKE_UP, &case(nth), json!({}));
    }
    room.ok(SECRETARY, acts::RECUSE, &case(4), json!({ "ground": "kinship" }));
    for nth in 1..=8 {
        let who = if nth == 4 { CHAIR } else { SECRETARY };
        let open = match nth {
            1..=4 => json!({ "method": "confidential" }),
            _ => json!({ "method": "confidential", "percent": 51, "ground": "Quy chế" }),
        };
        room.ok(who, acts::BALLOT_OPEN, &case(nth), open);
        let ballot: Ballot = room.row(BALLOT, &case(nth));
        for (at, elector) in ballot.electors.iter().enumerate() {
            let choice = match nth {
                4 => hidden,
                3 if at == 0 => Choice::No,
                _ => Choice::Yes,
            };
            assert_eq!(room.cast(&elector.voter, &case(nth), choice, &nonce(nth * 10 + at)), "ok");
        }
        room.ok(who, acts::COUNT, &case(nth), json!({ "ballot": ballot.frozen }));
    }
    room.ok(SECRETARY, acts::CLOSE, SESSION_ID, json!({}));
    room.ok(SECRETARY, acts::STAGE, DECISION_ID, json!({ "session": SESSION_ID, "title": "Công nhận danh hiệu" }));
    room
}

fn named(number: &str, include: &[usize]) -> Value {
    let mut args = publishing(number);
    args["include"] = include.iter().map(|nth| json!(format!("d{nth:03}"))).collect();
    args
}

fn given(room: &Room, id: &str) -> Vec<String> {
    let entries = room.row::<Decision>(DECISION, id).entries.into_iter();
    let mut titles: Vec<String> =
        entries.filter(|entry| entry.award == "cstd-cs").map(|entry| entry.nomination).collect();
    titles.sort();
    titles
}

#[test]
fn more_than_the_quota_is_refused_with_its_figures() {
    // Half of four: two.
    let mut room = decided(50, Choice::Yes);
    let told = room.reply(CHAIR, acts::PUBLISH, DECISION_ID, publishing("1/QĐ"));
    let Reply::Rejected(refusal) = told else { panic!("{told:?}") };
    assert_eq!(refusal.code, "over_quota");
    let figure = |name: &str| refusal.params[name].as_str();
    assert_eq!((figure("used"), figure("allowed"), figure("percent"), figure("award")), ("4", "2", "50", "cstd-cs"));
    // Without those of whom it is a part there is no place for it.
    assert_eq!(room.act(CHAIR, acts::PUBLISH, DECISION_ID, named("1/QĐ", &[1])), "over_quota");
    room.ok(CHAIR, acts::PUBLISH, DECISION_ID, named("1/QĐ", &[1, 5, 6, 7, 8]));
    // What an earlier decision of the session gave counts in both.
    let next = uuid(0xd2);
    room.ok(CHAIR, acts::STAGE, &next, json!({ "session": SESSION_ID, "title": "Bổ sung" }));
    assert_eq!(room.act(CHAIR, acts::PUBLISH, &next, named("2/QĐ", &[2, 3])), "over_quota");
    room.ok(CHAIR, acts::PUBLISH, &next, named("2/QĐ", &[3]));
    // What is taken back makes room again.
    let last = uuid(0xd3);
    room.ok(CHAIR, acts::STAGE, &last, json!({ "session": SESSION_ID, "title": "Bổ sung" }));
    assert_eq!(room.act(CHAIR, acts::PUBLISH, &last, named("4/QĐ", &[2])), "over_quota");
    let mut back = publishing("3/QĐ");
    (back["decision"], back["nomination"], back["reason"]) = (json!(next), json!("d003"), json!("Khai sai"));
    room.ok("truong", acts::REVOKE, &uuid(0xe1), back);
    room.ok(CHAIR, acts::PUBLISH, &last, named("4/QĐ", &[2]));
}

#[test]
fn a_quota_that_the_rules_let_be_exceeded_refuses_nothing() {
    let mut room = decided(50, Choice::Yes);
    room.quota("r80", 50, true);
    room.ok(CHAIR, acts::PUBLISH, DECISION_ID, publishing("1/QĐ"));
    assert_eq!(given(&room, DECISION_ID).len(), 4);
}

/// By the rules' own cut: the chair puts those that passed in an order, whatever their votes; by votes they may not.
#[test]
fn where_the_rules_leave_the_cut_to_the_chair_the_choice_counts_and_not_the_votes() {
    let order = |order: &[&str]| json!({ "award": "cstd-cs", "order": order });
    for (chair_chooses, told, kept) in [(false, "not_tied", ["d001", "d002"]), (true, "ok", ["d001", "d003"])] {
        let mut room = decided(50, Choice::Yes);
        let mut set: thidua_domain::rules::RuleSet = room.row("rules", "r80");
        let rule = set.awards.iter_mut().find(|rule| rule.award == "cstd-cs").unwrap();
        rule.quotas[0].chair_chooses = chair_chooses;
        room.put_law(&set);
        assert_eq!(room.act(CHAIR, acts::TIE, SESSION_ID, order(&["d003", "d001", "d004", "d002"])), told);
        room.ok("truong", acts::PUBLISH, DECISION_ID, publishing("1/QĐ"));
        assert_eq!(given(&room, DECISION_ID), kept);
    }
}

#[test]
fn who_signs_without_a_seat_reads_no_outcome_and_publishes_within_the_quota() {
    let mut worlds = [Choice::Yes, Choice::No].map(|hidden| decided(75, hidden));
    for room in &mut worlds {
        assert!(room.sees("truong", DECISION, DECISION_ID) && !room.sees("m05", DECISION, DECISION_ID));
        let staged: Decision = room.row(DECISION, DECISION_ID);
        assert!(staged.entries.is_empty() && staged.number.is_empty());
        // Probing for one dossier is answered alike whether it passed or not.
        for include in [&[4][..], &[1], &[99]] {
            assert_eq!(room.act("truong", acts::PUBLISH, DECISION_ID, named("9/QĐ", include)), "include_not_seen");
        }
    }
    let [one, other] = &mut worlds;
    assert_eq!(one.replies.last(), other.replies.last());
    assert_eq!(one.sight("truong"), other.sight("truong"));
    for room in &mut worlds {
        room.ok("truong", acts::PUBLISH, DECISION_ID, publishing("1/QĐ"));
    }
    // Three of four: two with six votes are left for the third place, and nobody has chosen between them.
    assert_eq!(given(&worlds[0], DECISION_ID), ["d001", "d002"]);
    assert_eq!(given(&worlds[1], DECISION_ID), ["d001", "d002", "d003"]);
}

#[test]
fn what_was_prepared_before_the_close_is_shown_to_signers_at_it() {
    let mut room = Room::at_work(5, 80);
    let prepared = json!({ "session": SESSION_ID, "title": "Công nhận" });
    room.ok(SECRETARY, acts::STAGE, DECISION_ID, prepared);
    assert!(!room.sees("truong", DECISION, DECISION_ID));
    room.ok(CHAIR, acts::CLOSE, SESSION_ID, json!({}));
    assert!(room.sees("truong", DECISION, DECISION_ID) && room.sees(SECRETARY, DECISION, DECISION_ID));
    assert!(!room.sees("m03", DECISION, DECISION_ID));
}

#[test]
fn a_quota_tells_a_recused_publisher_nothing() {
    for percent in [25, 50, 75, 100] {
        let mut worlds = [Choice::Yes, Choice::No].map(|hidden| decided(percent, hidden));
        for args in [named("1/QĐ", &[1, 2, 3, 5, 6, 7, 8]), named("1/QĐ", &[1, 4, 5, 6, 7, 8]), publishing("1/QĐ")] {
            let [one, other] =
                [0, 1].map(|at| worlds[at].clone().act(SECRETARY, acts::PUBLISH, DECISION_ID, args.clone()));
            assert_eq!(one, other, "{percent} {args}");
        }
        let seen = [0, 1].map(|at| worlds[at].sight(SECRETARY));
        assert_eq!(seen[0], seen[1], "{percent}");
    }
}

/// Where all that a publisher knows of is given, whether the rest passed is not told by a second decision either.
#[test]
fn a_recused_publisher_learns_nothing_from_what_is_left() {
    let mut worlds = [Choice::Yes, Choice::No].map(|hidden| {
        let mut room = decided(100, hidden);
        room.ok(SECRETARY, acts::PUBLISH, DECISION_ID, named("1/QĐ", &[1, 2, 3, 5, 6, 7, 8]));
        room.ok(SECRETARY, acts::STAGE, &uuid(0xd2), json!({ "session": SESSION_ID, "title": "Bổ sung" }));
        room
    });
    let told = [0, 1].map(|at| worlds[at].act(SECRETARY, acts::PUBLISH, &uuid(0xd2), publishing("2/QĐ")));
    assert_eq!(told, ["nothing_to_publish", "nothing_to_publish"]);
    // Who takes part in it publishes it.
    assert_eq!(worlds[0].act(CHAIR, acts::PUBLISH, &uuid(0xd2), publishing("2/QĐ")), "ok");
    assert_eq!(given(&worlds[0], &uuid(0xd2)), ["d004"]);
}

#[test]
fn a_quota_of_a_given_number_asks_for_it() {
    let mut room = decided(100, Choice::No);
    let mut set: thidua_domain::rules::RuleSet = room.row("rules", "r80");
    let rule = set.awards.iter_mut().find(|rule| rule.award == "cstd-cs").unwrap();
    let of = json!({ "code": "q", "percent": 20, "of": { "kind": "given", "code": "leaders" }, "article": "Điều 7" });
    rule.quotas = vec![serde_json::from_value(of).unwrap()];
    room.put_law(&set);
    let mut args = named("1/QĐ", &[1, 2, 5]);
    for (numbers, code) in [
        (json!(null), "quota_number_missing"),
        (json!({ "leaders": -1 }), "count_out_of_range"),
        (json!({ "leaders": "x" }), "bad_args"),
        (json!({ "leaders": 9 }), "over_quota"),
        (json!({ "leaders": 10 }), "ok"),
    ] {
        args["numbers"] = numbers;
        assert_eq!(room.act(CHAIR, acts::PUBLISH, DECISION_ID, args.clone()), code, "{args}");
    }
    assert_eq!(room.row::<Decision>(DECISION, DECISION_ID).numbers["leaders"], 10);
}
