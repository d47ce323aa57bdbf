//! Decisions: published all at once, numbered once, never changed, and facts afterwards.

use serde_json::{Value, json};
use thidua_domain::ballot::sealed::Choice;
use thidua_domain::council::rows::*;
use thidua_domain::council::{acts, standing};
use thidua_domain::history::fact::Fact;

use crate::room::*;

/// A closed session: two titles for one person and one for another passed, one failed.
pub fn decided() -> Room {
    let mut room = Room::new(5, 4);
    room.session(80);
    for (nth, award) in [(1, "cstd-cs"), (2, "ldtt"), (3, "cstd-cs"), (4, "bk-bo")] {
        room.nominate(nth, award);
        room.ok(SECRETARY, acts::TAKE_UP, &case(nth), json!({}));
    }
    for nth in 1..=4 {
        let mut open = json!({ "method": "confidential" });
        if nth % 2 == 0 {
            (open["percent"], open["ground"]) = (json!(51), json!("Quy chế của Hội đồng"));
        }
        room.ok(SECRETARY, acts::BALLOT_OPEN, &case(nth), open);
        for voter in 1..=5 {
            let choice = if nth == 3 && voter < 3 { Choice::No } else { Choice::Yes };
            assert_eq!(room.cast(&member(voter), &case(nth), choice, &nonce(nth * 10 + voter)), "ok");
        }
        room.count(&case(nth));
    }
    room.ok(SECRETARY, acts::STAGE, DECISION_ID, json!({ "session": SESSION_ID, "title": "Công nhận danh hiệu" }));
    room.ok(SECRETARY, acts::CLOSE, SESSION_ID, json!({}));
    room
}

fn with(number: &str, name: &str, value: Value) -> Value {
    let mut args = publishing(number);
    args[name] = value;
    args
}

#[test]
fn all_that_passed_and_is_the_units_own_is_published_at_once() {
    let mut room = decided();
    for who in [CHAIR, SECRETARY] {
        assert!(room.sees(who, DECISION, DECISION_ID));
    }
    assert!(!room.sees("m03", DECISION, DECISION_ID) && room.sees("truong", DECISION, DECISION_ID));
    for (who, args, code) in [
        ("m03", publishing("7/QĐ"), "not_found"),
        ("hanh-nt", publishing("7/QĐ"), "not_found"),
        (SECRETARY, with("7/QĐ", "signer", json!("m03")), "signer_unfit"),
        (SECRETARY, with("7/QĐ", "day", json!("2026-11-24")), "day_ahead"),
        (SECRETARY, with("7/QĐ", "base_salary", json!(0)), "salary_unreal"),
        (SECRETARY, with("7/QĐ", "include", json!(["d003"])), "not_passed"),
        (SECRETARY, with("7/QĐ", "include", json!(["d001", "d001"])), "bad_args"),
        (SECRETARY, publishing(" "), "number_missing"),
        (SECRETARY, with("7/QĐ", "include", json!(["d002"])), "ok"),
        (SECRETARY, publishing("8/QĐ"), "already_published"),
    ] {
        assert_eq!(room.act(who, acts::PUBLISH, DECISION_ID, args.clone()), code, "{who} {args}");
    }
    let next = uuid(0xd2);
    room.ok(SECRETARY, acts::STAGE, &next, json!({ "session": SESSION_ID, "title": "Công nhận danh hiệu" }));
    assert_eq!(room.act(SECRETARY, acts::PUBLISH, &next, publishing("7/qđ")), "number_taken");
    room.ok(SECRETARY, acts::PUBLISH, &next, with("8/QĐ", "base_salary", json!(2_530_000)));
    let decision: Decision = room.row(DECISION, &next);
    let given: Vec<(&str, Option<i64>, bool)> =
        decision.entries.iter().map(|entry| (entry.nomination.as_str(), entry.amount, entry.pays)).collect();
    // The ministry's award is not the unit's to decide, and what stands in the first decision is not given twice.
    assert_eq!(given, [("d001", Some(2_530_000), true)]);
    let span = decision.entries[0].period.unwrap();
    assert_eq!((span.from.to_string(), span.to.to_string()), ("2025-12-01".into(), "2026-11-30".into()));
    assert_eq!(room.row::<Case>(CASE, &case(1)).decision, Some(next));
    assert!(room.sees("hanh-nt", DECISION, DECISION_ID));
}

#[test]
fn what_is_taken_back_or_corrected_is_a_decision_of_its_own() {
    let mut room = decided();
    room.ok(SECRETARY, acts::PUBLISH, DECISION_ID, publishing("7/QĐ"));
    let original = room.world.body(DECISION, DECISION_ID);
    let after = |number: &str, nomination: &str| {
        let mut args = with(number, "decision", json!(DECISION_ID));
        (args["nomination"], args["reason"]) = (json!(nomination), json!("Sai sót khi soạn thảo"));
        args
    };
    let correcting = |number: &str, set: Value| {
        let mut args = after(number, "d001");
        args["set"] = set;
        args
    };
    let (fix, back) = (uuid(0xe1), uuid(0xe2));
    for (who, kind, id, args, code) in [
        ("m03", acts::CORRECT, &fix, correcting("9/QĐ", json!({ "name": "Trần Văn A" })), "forbidden"),
        ("truong", acts::CORRECT, &fix, correcting("9/QĐ", json!({})), "bad_args"),
        ("truong", acts::CORRECT, &fix, correcting("9/QĐ", json!({ "nomination": "x" })), "field_unknown"),
        ("truong", acts::CORRECT, &fix, correcting("9/QĐ", json!({ "year": 2026 })), "nothing_changed"),
        ("truong", acts::CORRECT, &fix, correcting("7/QĐ", json!({ "name": "Trần Văn A" })), "number_taken"),
        ("truong", acts::CORRECT, &fix, correcting("9/QĐ", json!({ "name": "Trần Văn A" })), "ok"),
        ("truong", acts::REVOKE, &back, after("10/QĐ", "d003"), "entry_unknown"),
        ("truong", acts::REVOKE, &back, after("10/QĐ", "d001"), "ok"),
        ("truong", acts::REVOKE, &uuid(0xe3), after("11/QĐ", "d001"), "already_revoked"),
        ("truong", acts::CORRECT, &uuid(0xe3), correcting("11/QĐ", json!({ "name": "x" })), "already_revoked"),
    ] {
        assert_eq!(room.act(who, kind, id, args.clone()), code, "{who} {kind} {args}");
    }
    assert_eq!(room.world.body(DECISION, DECISION_ID), original);
    let ids = [DECISION_ID, &fix, &back];
    let rows: Vec<Decision> = ids.iter().map(|id| room.row(DECISION, id)).collect();
    let all: Vec<(&str, &Decision)> = ids.into_iter().zip(&rows).collect();
    let names = |count: usize| -> Vec<String> {
        standing::standing(&all[..count])
            .into_iter()
            .map(|entry| format!("{} {}", entry.nomination, entry.name))
            .collect()
    };
    let second = "d002 Trần nv002".to_owned();
    assert_eq!(names(1), ["d001 Trần nv001".to_owned(), second.clone()]);
    assert_eq!(names(2), ["d001 Trần Văn A".to_owned(), second.clone()]);
    assert_eq!(names(3), [second]);
    let facts = standing::facts(&all);
    let [Fact::Title(gone), Fact::Title(kept)] = facts.as_slice() else { panic!("{facts:?}") };
    assert_eq!((gone.revoked, kept.revoked), (rows[2].day, None));
    assert_eq!((kept.award.as_str(), kept.year, kept.decision.as_str()), ("ldtt", 2026, "7/QĐ"));
}

#[test]
fn the_chair_breaks_a_tie_and_members_do_not_read_it() {
    let mut room = decided();
    let args = json!({ "award": "cstd-cs", "order": ["d001", "d003"] });
    assert_eq!(room.act(SECRETARY, acts::TIE, SESSION_ID, args.clone()), "forbidden");
    assert_eq!(room.act(CHAIR, acts::TIE, SESSION_ID, args), "not_passed");
    let mut room = Room::new(5, 2);
    room.session(80);
    for nth in [1, 2] {
        room.nominate(nth, "cstd-cs");
        room.ok(SECRETARY, acts::TAKE_UP, &case(nth), json!({}));
        room.open_vote(&case(nth));
        for voter in 1..=(3 + nth) {
            assert_eq!(room.cast(&member(voter), &case(nth), Choice::Yes, &nonce(voter)), "ok");
        }
        room.count(&case(nth));
    }
    let args = json!({ "award": "cstd-cs", "order": ["d002", "d001"] });
    assert_eq!(room.act(CHAIR, acts::TIE, SESSION_ID, args.clone()), "not_tied");
    let ballot: Ballot = room.row(BALLOT, &case(1));
    room.ok(CHAIR, acts::BALLOT_ANNUL, &case(1), json!({ "ballot": ballot.frozen, "reason": "Đếm lại" }));
    room.open_vote(&case(1));
    for voter in 1..=5 {
        assert_eq!(room.cast(&member(voter), &case(1), Choice::Yes, &nonce(voter)), "ok");
    }
    room.count(&case(1));
    room.ok(CHAIR, acts::TIE, SESSION_ID, args);
    let id = format!("{SESSION_ID}.cstd-cs");
    assert!(room.sees(CHAIR, TIE, &id) && room.sees(SECRETARY, TIE, &id) && !room.sees("m03", TIE, &id));
}

/// Devices that were offline hand in several at once: they are read in the order in which they were taken, whatever their ids.
#[test]
fn corrections_of_one_moment_follow_each_other() {
    let mut room = decided();
    room.ok(SECRETARY, acts::PUBLISH, DECISION_ID, publishing("7/QĐ"));
    for (id, number, name) in
        [(0xe9, "8/QĐ", "Trần Văn A"), (0xe1, "9/QĐ", "Trần Văn B"), (0xe5, "10/QĐ", "Trần Văn C")]
    {
        let mut args = with(number, "decision", json!(DECISION_ID));
        (args["nomination"], args["reason"]) = (json!("d001"), json!("Sai tên"));
        args["set"] = json!({ "name": name });
        room.ok("truong", acts::CORRECT, &uuid(id), args);
    }
    let ids = [DECISION_ID.to_owned(), uuid(0xe1), uuid(0xe5), uuid(0xe9)];
    let rows: Vec<Decision> = ids.iter().map(|id| room.row(DECISION, id)).collect();
    let all: Vec<(&str, &Decision)> = ids.iter().map(String::as_str).zip(&rows).collect();
    let given = standing::given(&all);
    let first = given.iter().find(|one| one.entry.nomination == "d001").unwrap();
    let was: Vec<&str> = first.later.iter().map(|later| later.was.name.as_str()).collect();
    assert_eq!((first.entry.name.as_str(), was), ("Trần Văn C", vec!["Trần nv001", "Trần Văn A", "Trần Văn B"]));
}
