//! What author and unit learn of a session: what it published, and nothing before.

use serde_json::{Value, json};
use thidua_domain::ballot::sealed::Choice;
use thidua_domain::council::acts;
use thidua_domain::council::rows::*;
use thidua_domain::date;
use thidua_domain::nomination::course::{self, Course, Holder, Paper};
use thidua_domain::nomination::{self, Nomination};

use crate::decisions::decided;
use crate::room::*;

/// The course of the nth nomination as whoever reads the nomination reads it.
fn course(room: &Room, nth: usize) -> Course {
    course::of(room.row::<Nomination>(nomination::TABLE, &format!("d{nth:03}")).course.as_ref())
}

fn holder(room: &Room, nth: usize) -> (Holder, String) {
    let nomination = room.row::<Nomination>(nomination::TABLE, &format!("d{nth:03}"));
    let held = course::held(&nomination, date::today(room.now)).unwrap();
    (held.by, held.since.to_string())
}

fn submit(room: &mut Room, who: &str, args: Value) -> String {
    room.act(who, acts::SUBMIT_UP, SESSION_ID, args)
}

/// A vote of all electors on a case.
fn vote(room: &mut Room, nth: usize, choice: Choice, percent: Option<u32>) {
    let mut open = json!({ "method": "confidential" });
    if let Some(percent) = percent {
        (open["percent"], open["ground"]) = (json!(percent), json!("Quy chế của Hội đồng"));
    }
    room.ok(CHAIR, acts::BALLOT_OPEN, &case(nth), open);
    let ballot: Ballot = room.row(BALLOT, &case(nth));
    for (at, elector) in ballot.electors.iter().enumerate() {
        assert_eq!(room.cast(&elector.voter, &case(nth), choice, &nonce(nth * 10 + at)), "ok");
    }
    room.ok(CHAIR, acts::COUNT, &case(nth), json!({ "ballot": ballot.frozen }));
}

#[test]
fn a_nomination_says_nothing_of_its_session_before_something_is_published() {
    let mut room = decided();
    for nth in 1..=4 {
        assert_eq!(course(&room, nth), Course::default());
        assert_eq!(holder(&room, nth), (Holder::Head, "2026-11-23".into()));
    }
    room.ok("truong", acts::PUBLISH, DECISION_ID, publishing("7/QĐ"));
    // What is given stands in the decision; of the others all are told the same, whatever the votes were.
    for nth in [1, 2] {
        assert_eq!(course(&room, nth), Course::default());
    }
    let [failed, above] = [3, 4].map(|nth| course(&room, nth).left_out.unwrap());
    assert_eq!(failed, above);
    assert_eq!((failed.paper, failed.number.as_str(), failed.signed.by.as_str()), (Paper::Decision, "7/QĐ", "truong"));
    assert_eq!(holder(&room, 3), (Holder::LeftOut, "2026-11-23".into()));
    assert!(room.sight(AUTHOR).rows.values().any(|(.., body)| body.contains("left_out")));
}

/// With one vote more the third would have passed: nobody without a seat reads a difference, however the decision is divided.
#[test]
fn a_decision_of_a_part_tells_nothing_of_the_rest() {
    let mut worlds = [Choice::Yes, Choice::No].map(|choice| {
        let mut room = Room::new(5, 3);
        room.session(80);
        for nth in 1..=3 {
            room.nominate(nth, "cstd-cs");
            room.ok(SECRETARY, acts::TAKE_UP, &case(nth), json!({}));
        }
        vote(&mut room, 1, Choice::Yes, None);
        vote(&mut room, 2, choice, None);
        room.ok(SECRETARY, acts::CLOSE, SESSION_ID, json!({}));
        room.ok(SECRETARY, acts::STAGE, DECISION_ID, json!({ "session": SESSION_ID, "title": "Công nhận" }));
        let mut args = publishing("7/QĐ");
        args["include"] = json!(["d001"]);
        room.ok(SECRETARY, acts::PUBLISH, DECISION_ID, args);
        room
    });
    let [passed, failed] = &mut worlds;
    for who in ["truong", AUTHOR, "hanh-nt"] {
        assert!(passed.sight(who) == failed.sight(who), "{who}");
    }
    assert_eq!(course(passed, 2).left_out, course(passed, 3).left_out);
    // Another decision gives it: that is what its course is read beside.
    let next = uuid(0xd2);
    passed.ok(SECRETARY, acts::STAGE, &next, json!({ "session": SESSION_ID, "title": "Công nhận" }));
    passed.ok(SECRETARY, acts::PUBLISH, &next, publishing("8/QĐ"));
    assert_eq!(passed.row::<Case>(CASE, &case(2)).decision, Some(next));
    assert_eq!(course(passed, 3).left_out.unwrap().number, "8/QĐ");
    assert_eq!(course(passed, 1).left_out, None);
}

#[test]
fn what_passed_for_the_level_above_is_submitted_once_by_who_leads() {
    let mut room = decided();
    let at = |nominations: &[&str]| submitting("30/TTr", nominations);
    let mut early = at(&["d004"]);
    early["day"] = json!("2026-11-22");
    for (who, args, code) in [
        ("hanh-nt", at(&["d004"]), "not_found"),
        ("truong", at(&["d004"]), "not_found"),
        (AUTHOR, at(&["d004"]), "not_found"),
        ("m03", at(&["d004"]), "forbidden"),
        (SECRETARY, early, "day_before_session"),
        (SECRETARY, at(&["d003"]), "not_passed"),
        (SECRETARY, at(&["d009"]), "not_passed"),
        (SECRETARY, at(&["d001"]), "not_above"),
        (SECRETARY, at(&["d004", "d003"]), "not_passed"),
    ] {
        let before = room.world.store.rows().clone();
        assert_eq!(submit(&mut room, who, args.clone()), code, "{who} {args}");
        assert!(*room.world.store.rows() == before);
    }
    assert_eq!(course(&room, 4), Course::default());
    assert_eq!(submit(&mut room, SECRETARY, at(&["d004"])), "ok");
    let told = course(&room, 4).submitted.unwrap();
    assert_eq!((told.number.as_str(), told.to.as_str()), ("30/TTr", "Cục Quản lý thi hành án dân sự"));
    assert_eq!(room.row::<Case>(CASE, &case(4)).submitted, Some(told));
    assert_eq!(holder(&room, 4), (Holder::Above, "2026-11-23".into()));
    assert_eq!(course(&room, 3).left_out.map(|left| left.paper), Some(Paper::Submission));
    assert_eq!(submit(&mut room, CHAIR, at(&["d004"])), "already_submitted");
    // It is gone: nobody takes the vote back, and the unit begins nothing anew.
    let ballot: Ballot = room.row(BALLOT, &case(4));
    let annul = json!({ "ballot": ballot.frozen, "reason": "Kiểm lại" });
    assert_eq!(room.act(CHAIR, acts::BALLOT_ANNUL, &case(4), annul), "already_submitted");
    room.person("head", "hd-kv");
    room.grant("head", "unit_head", "hd-kv");
    let endorse = json!({ "on": "2026-11-20", "yes": 6, "of": 7 });
    assert_eq!(room.act("head", "nomination.endorse@1", "d004", endorse), "already_submitted");
    // A decision that comes later leaves it where it is.
    room.ok(SECRETARY, acts::PUBLISH, DECISION_ID, publishing("7/QĐ"));
    assert_eq!((course(&room, 4).left_out, holder(&room, 4).0), (None, Holder::Above));
    assert_eq!(course(&room, 3).left_out.map(|left| left.paper), Some(Paper::Decision));
}

#[test]
fn a_session_of_which_nothing_comes_tells_all_the_same_once() {
    let mut room = decided();
    let notice = |day: &str| json!({ "number": "5/TB-HĐTĐKT", "day": day });
    for (who, args, code) in [
        ("hanh-nt", notice("2026-11-23"), "not_found"),
        ("truong", notice("2026-11-23"), "not_found"),
        ("m03", notice("2026-11-23"), "forbidden"),
        (SECRETARY, notice("2026-11-22"), "day_before_session"),
        (SECRETARY, notice("2026-11-24"), "day_ahead"),
        (SECRETARY, notice("2026-11-23"), "ok"),
        (CHAIR, notice("2026-11-23"), "already_concluded"),
    ] {
        let before = room.world.store.rows().clone();
        assert_eq!(room.act(who, acts::CONCLUDE, SESSION_ID, args.clone()), code, "{who} {args}");
        assert!(code == "ok" || *room.world.store.rows() == before);
    }
    // Passed, failed and the ministry's to decide: nobody reads off it which is which.
    let told: Vec<_> = (1..=4).map(|nth| course(&room, nth).left_out.unwrap()).collect();
    assert_eq!((told[0].paper, told[0].number.as_str()), (Paper::Notice, "5/TB-HĐTĐKT"));
    assert!(told.iter().all(|one| *one == told[0]));
    assert_eq!(room.row::<Session>(SESSION, SESSION_ID).concluded.as_ref(), Some(&told[0]));
    assert_eq!(holder(&room, 3), (Holder::LeftOut, "2026-11-23".into()));
    // What comes all the same afterwards is told as ever.
    room.ok(SECRETARY, acts::PUBLISH, DECISION_ID, publishing("7/QĐ"));
    assert_eq!(course(&room, 3).left_out.map(|left| left.paper), Some(Paper::Decision));
}

#[test]
fn nothing_is_submitted_while_the_session_goes_on() {
    let mut room = Room::new(5, 1);
    room.session(80);
    room.nominate(1, "bk-bo");
    room.ok(SECRETARY, acts::TAKE_UP, &case(1), json!({}));
    vote(&mut room, 1, Choice::Yes, Some(51));
    assert_eq!(submit(&mut room, SECRETARY, submitting("30/TTr", &["d001"])), "session_not_closed");
    room.ok(SECRETARY, acts::CLOSE, SESSION_ID, json!({}));
    assert_eq!(submit(&mut room, SECRETARY, submitting("30/TTr", &["d001"])), "ok");
}

/// A secretary who is recused submits the others, is refused like with what is not there, and reads of the hidden one what
/// everybody reads who sees the nomination: no more than that it was left out, passed or not. So does a recused member who
/// heads the nominee's unit.
#[test]
fn a_recused_secretary_learns_no_outcome_by_submitting() {
    let mut worlds = [Choice::Yes, Choice::No].map(|choice| {
        let mut room = Room::new(7, 3);
        room.session(80);
        for nth in [1, 2] {
            room.nominate(nth, "bk-bo");
            room.ok(SECRETARY, acts::TAKE_UP, &case(nth), json!({}));
        }
        room.grant("m05", "unit_head", "hd-kv");
        room.ok(SECRETARY, acts::RECUSE, &case(1), json!({ "person": "m05", "ground": "same_unit" }));
        room.ok(SECRETARY, acts::RECUSE, &case(1), json!({ "ground": "kinship" }));
        vote(&mut room, 1, choice, Some(51));
        vote(&mut room, 2, Choice::Yes, Some(51));
        room.ok(SECRETARY, acts::CLOSE, SESSION_ID, json!({}));
        room
    });
    let outside = [SECRETARY, "m05", AUTHOR, "truong"];
    let results = worlds.each_ref().map(|room| room.row::<Outcome>(RESULT, &case(1)).passed);
    assert_eq!(results, [true, false]);
    let [passed, failed] = &mut worlds;
    for who in outside {
        assert!(passed.sight(who) == failed.sight(who), "{who}");
    }
    for room in &mut worlds {
        let [hidden, missing] = ["d001", "d009"].map(|nomination| {
            let args = submitting("30/TTr", &[nomination]);
            let reply = room.clone().reply(SECRETARY, acts::SUBMIT_UP, SESSION_ID, args);
            format!("{reply:?}").replace(nomination, "d")
        });
        assert!(hidden.contains("not_passed"), "{hidden}");
        assert_eq!(hidden, missing);
        assert_eq!(submit(room, SECRETARY, submitting("30/TTr", &["d002"])), "ok");
        assert_eq!(course(room, 1).left_out.map(|left| left.number), Some("30/TTr".into()));
    }
    let [passed, failed] = &mut worlds;
    assert!(passed.sees(SECRETARY, nomination::TABLE, "d001"));
    for who in outside {
        assert!(passed.sight(who) == failed.sight(who), "{who}");
    }
    assert_eq!(submit(failed, CHAIR, submitting("31/TTr", &["d001"])), "not_passed");
    assert_eq!(submit(passed, CHAIR, submitting("31/TTr", &["d001"])), "ok");
    assert_eq!(holder(passed, 1).0, Holder::Above);
    for who in [SECRETARY, "m05"] {
        assert!(!passed.sees(who, RESULT, &case(1)) && !passed.sees(who, CASE, &case(1)));
    }
}

#[test]
fn a_nomination_that_came_back_meanwhile_is_told_nothing() {
    let mut room = decided();
    room.person("head", "hd-kv");
    room.grant("head", "unit_head", "hd-kv");
    for id in ["d003", "d004"] {
        room.ok("head", "nomination.return@1", id, json!({ "reason": "Bổ sung" }));
    }
    assert_eq!(holder(&room, 3), (Holder::Author, "2026-11-23".into()));
    room.now += 60_000;
    room.ok(AUTHOR, "nomination.resend@1", "d003", json!({ "fields": {} }));
    room.ok(SECRETARY, acts::PUBLISH, DECISION_ID, publishing("7/QĐ"));
    for nth in [3, 4] {
        assert_eq!(course(&room, nth), Course::default());
    }
    assert_eq!((holder(&room, 3).0, holder(&room, 4).0), (Holder::Head, Holder::Author));
}

#[test]
fn what_another_session_gave_or_submitted_is_left_as_it_is() {
    let mut room = Room::new(5, 4);
    room.session(80);
    let second = uuid(0x5e2);
    room.ok(SECRETARY, acts::CONVENE, &second, convening("r80"));
    for (nth, award) in [(1, "cstd-cs"), (2, "bk-bo"), (3, "cstd-cs")] {
        room.nominate(nth, award);
        room.ok(SECRETARY, acts::TAKE_UP, &case(nth), json!({}));
        vote(&mut room, nth, Choice::Yes, (award == "bk-bo").then_some(51));
        if nth < 3 {
            room.ok(SECRETARY, acts::TAKE_UP, &case_id(&second, &format!("d{nth:03}")), json!({}));
        }
    }
    room.nominate(4, "cstd-cs");
    room.ok(SECRETARY, acts::TAKE_UP, &case_id(&second, "d004"), json!({}));
    room.ok(SECRETARY, acts::CLOSE, SESSION_ID, json!({}));
    room.ok(SECRETARY, acts::STAGE, DECISION_ID, json!({ "session": SESSION_ID, "title": "Công nhận" }));
    room.ok(SECRETARY, acts::PUBLISH, DECISION_ID, publishing("7/QĐ"));
    assert_eq!(submit(&mut room, SECRETARY, submitting("30/TTr", &["d002"])), "ok");
    let before = [course(&room, 1), course(&room, 2)];
    // The second session comes to a vote and to a decision of its own.
    room.ok(SECRETARY, acts::OPEN, &second, json!({}));
    for person in 1..=5 {
        room.ok(SECRETARY, acts::ATTEND, &second, json!({ "person": member(person), "present": true }));
    }
    for id in ["d002", "d004"] {
        let twin = case_id(&second, id);
        let mut open = json!({ "method": "confidential" });
        if id == "d002" {
            (open["percent"], open["ground"]) = (json!(51), json!("Quy chế của Hội đồng"));
        }
        room.ok(SECRETARY, acts::BALLOT_OPEN, &twin, open);
        for nth in 1..=5 {
            assert_eq!(room.cast(&member(nth), &twin, Choice::Yes, &nonce(nth)), "ok");
        }
        room.count(&twin);
    }
    room.ok(SECRETARY, acts::CLOSE, &second, json!({}));
    let again = room.act(SECRETARY, acts::SUBMIT_UP, &second, submitting("31/TTr", &["d002"]));
    assert_eq!(again, "already_submitted");
    let next = uuid(0xd2);
    room.ok(SECRETARY, acts::STAGE, &next, json!({ "session": second, "title": "Công nhận" }));
    room.ok(SECRETARY, acts::PUBLISH, &next, publishing("8/QĐ"));
    assert_eq!([course(&room, 1), course(&room, 2)], before);
}

/// The chair is recused, and a vice chair leads the case: they submit it, and only such.
#[test]
fn a_vice_chair_submits_the_cases_from_which_the_chair_is_recused() {
    let mut room = Room::new(5, 3);
    room.session(80);
    room.ok(SECRETARY, acts::EDIT, SESSION_ID, json!({ "vice": ["m03"] }));
    for nth in [1, 2] {
        room.nominate(nth, "bk-bo");
        room.ok(SECRETARY, acts::TAKE_UP, &case(nth), json!({}));
    }
    vote(&mut room, 2, Choice::Yes, Some(51));
    room.ok(SECRETARY, acts::RECUSE, &case(1), json!({ "person": CHAIR, "ground": "kinship" }));
    let hands = json!({ "method": "hands", "percent": 51, "ground": "Quy chế của Hội đồng" });
    room.ok("m03", acts::BALLOT_OPEN, &case(1), hands);
    let frozen = room.row::<Ballot>(BALLOT, &case(1)).frozen;
    room.ok("m03", acts::HANDS, &case(1), json!({ "ballot": frozen, "yes": 4, "no": 0, "abstain": 0 }));
    room.ok(SECRETARY, acts::CLOSE, SESSION_ID, json!({}));
    assert_eq!(submit(&mut room, "m04", submitting("30/TTr", &["d001"])), "forbidden");
    assert_eq!(submit(&mut room, "m03", submitting("30/TTr", &["d002"])), "forbidden");
    assert_eq!(submit(&mut room, CHAIR, submitting("30/TTr", &["d001"])), "not_passed");
    assert_eq!(submit(&mut room, "m03", submitting("30/TTr", &["d001"])), "ok");
}

/// A session of as many cases as it may hold: all that are left out are told in one command, and eighty are submitted at once.
#[test]
fn a_full_session_is_told_within_one_command() {
    let mut room = Room::new(3, 400);
    room.session(80);
    for nth in 1..=400 {
        room.nominate(nth, if nth <= 80 { "bk-bo" } else { "cstd-cs" });
        room.ok(SECRETARY, acts::TAKE_UP, &case(nth), json!({}));
    }
    let hands = json!({ "method": "hands", "percent": 51, "ground": "Quy chế của Hội đồng" });
    for nth in 1..=80 {
        room.ok(SECRETARY, acts::BALLOT_OPEN, &case(nth), hands.clone());
        let frozen = room.row::<Ballot>(BALLOT, &case(nth)).frozen;
        room.ok(SECRETARY, acts::HANDS, &case(nth), json!({ "ballot": frozen, "yes": 3, "no": 0, "abstain": 0 }));
    }
    room.ok(SECRETARY, acts::CLOSE, SESSION_ID, json!({}));
    let all: Vec<String> = (1..=80).map(|nth| format!("d{nth:03}")).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    assert_eq!(submit(&mut room, SECRETARY, submitting("30/TTr", &all)), "ok");
    assert!((1..=80).all(|nth| course(&room, nth).submitted.is_some()));
    assert!((81..=400).all(|nth| course(&room, nth).left_out.is_some()));
}

/// A later step than what left it out is taken for another session.
#[test]
fn steps_that_follow_begin_the_way_to_another_session() {
    let mut room = decided();
    room.person("head", "hd-kv");
    room.grant("head", "unit_head", "hd-kv");
    room.ok(SECRETARY, acts::PUBLISH, DECISION_ID, publishing("7/QĐ"));
    assert_eq!(holder(&room, 3).0, Holder::LeftOut);
    room.now += 86_400_000;
    let args = json!({ "on": "2026-11-24", "yes": 6, "of": 7 });
    room.ok("head", "nomination.endorse@1", "d003", args);
    assert_eq!(holder(&room, 3), (Holder::Office, "2026-11-24".into()));
}
