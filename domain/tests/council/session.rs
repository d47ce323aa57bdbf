//! Sessions: who convenes one, who is in it, who sees it and for how long.

use serde_json::json;
use thidua_domain::council::acts;
use thidua_domain::council::rows::*;
use thidua_domain::{SYSTEM, ballot::sealed::Choice};

use crate::room::*;

const DAY: i64 = 86_400_000;

#[test]
fn its_members_are_the_councils_of_the_day() {
    let mut room = Room::new(7, 1);
    assert_eq!(room.act("m03", acts::CONVENE, SESSION_ID, convening("r80")), "forbidden");
    assert_eq!(room.act("nhung-lth", acts::CONVENE, SESSION_ID, convening("r80")), "forbidden");
    assert_eq!(room.act(CHAIR, acts::CONVENE, "s-1", convening("r80")), "id_unusable");
    assert_eq!(room.act(CHAIR, acts::CONVENE, SESSION_ID, convening("r1")), "rules_unknown");
    room.ok(CHAIR, acts::CONVENE, SESSION_ID, convening("r80"));
    assert_eq!(room.act(CHAIR, acts::CONVENE, SESSION_ID, convening("r80")), "already_exists");
    let session: Session = room.row(SESSION, SESSION_ID);
    let seats: Vec<(String, Seat)> = session.members.into_iter().map(|member| (member.person, member.role)).collect();
    assert_eq!(seats[..3], [(member(1), Seat::Chair), (member(2), Seat::Secretary), (member(3), Seat::Member)]);
    assert_eq!((seats.len(), session.quorum.needed, session.quorum.reached), (7, 5, false));
    // Who is no member any more is none in this session, and counts all the same.
    room.now += DAY;
    room.ok(SYSTEM, "grant.withdraw@1", "m07.council_member", json!({}));
    assert!(!room.sees("m07", SESSION, SESSION_ID) && room.sees("m06", SESSION, SESSION_ID));
    assert_eq!(room.act("m07", acts::ATTEND, SESSION_ID, json!({ "person": "m07", "present": true })), "not_found");
    room.ok(CHAIR, acts::EDIT, SESSION_ID, json!({ "when": "2026-11-25T08:00", "refresh": true }));
    assert_eq!(room.row::<Session>(SESSION, SESSION_ID).members.len(), 6);
}

#[test]
fn an_officer_convenes_and_sees_no_case() {
    let mut room = Room::new(5, 1);
    room.person("cb", UNIT);
    room.grant("cb", "emulation_officer", UNIT);
    room.ok("cb", acts::CONVENE, SESSION_ID, convening("r80"));
    room.ok("cb", acts::EDIT, SESSION_ID, json!({ "place": "Hội trường" }));
    room.nominate(1, "cstd-cs");
    assert_eq!(room.act("cb", acts::TAKE_UP, &case(1), json!({})), "forbidden");
    room.ok(SECRETARY, acts::TAKE_UP, &case(1), json!({}));
    assert!(room.sees("cb", SESSION, SESSION_ID) && !room.sees("cb", CASE, &case(1)));
    assert_eq!(room.act("cb", acts::NOTE, &case(1), json!({ "id": uuid(1), "text": "x" })), "not_found");
}

#[test]
fn what_may_be_changed_depends_on_its_stage() {
    let mut room = Room::new(5, 1);
    room.ok(SECRETARY, acts::CONVENE, SESSION_ID, convening("r80"));
    for (args, code) in [
        (json!({ "title": "Họp lần hai", "quorum": { "numerator": 4, "denominator": 5 } }), "ok"),
        (json!({ "quorum": { "numerator": 6, "denominator": 5 } }), "quorum_unreal"),
        (json!({ "rubric": [{ "key": "a", "label": "A", "max": 0 }] }), "rubric_unusable"),
        (json!({ "minutes": "x" }), "session_stage"),
        (json!({ "members": [] }), "field_unknown"),
        (json!({ "year": 1789 }), "year_unreal"),
    ] {
        assert_eq!(room.act(SECRETARY, acts::EDIT, SESSION_ID, args.clone()), code, "{args}");
    }
    assert_eq!(room.row::<Session>(SESSION, SESSION_ID).quorum.needed, 4);
    assert_eq!(room.act("m03", acts::EDIT, SESSION_ID, json!({ "title": "x" })), "forbidden");
    assert_eq!(room.act(SECRETARY, acts::CLOSE, SESSION_ID, json!({})), "session_not_open");
    room.ok(SECRETARY, acts::OPEN, SESSION_ID, json!({}));
    assert_eq!(room.act(SECRETARY, acts::OPEN, SESSION_ID, json!({})), "already_open");
    assert_eq!(room.act(SECRETARY, acts::EDIT, SESSION_ID, json!({ "title": "x" })), "session_stage");
    room.ok(SECRETARY, acts::EDIT, SESSION_ID, json!({ "minutes": "Hội đồng đã thảo luận." }));
    room.ok(SECRETARY, acts::CLOSE, SESSION_ID, json!({}));
    assert_eq!(room.act(SECRETARY, acts::EDIT, SESSION_ID, json!({ "place": "x" })), "session_closed");
    room.ok(SECRETARY, acts::EDIT, SESSION_ID, json!({ "minutes": "Đã sửa." }));
}

#[test]
fn a_score_shows_the_others_scores() {
    let mut room = Room::at_work(5, 80);
    let points = |a: i64, b: i64| json!({ "points": { "ket-qua": a, "sang-kien": b }, "words": "Tốt" });
    for (args, code) in [
        (points(61, 0), "score_out_of_range"),
        (json!({ "points": { "ket-qua": 1 } }), "score_missing"),
        (json!({ "points": { "ket-qua": 1, "sang-kien": 1, "khac": 1 } }), "bad_args"),
        (points(-1, 0), "bad_args"),
        (points(60, 30), "ok"),
        (points(55, 30), "ok"),
    ] {
        assert_eq!(room.act("m03", acts::SCORE, &case(1), args.clone()), code, "{args}");
    }
    let id = |who: &str| member_id(&case(1), who);
    assert!(room.sees("m03", SCORE, &id("m03")) && !room.sees("m04", SCORE, &id("m03")));
    room.ok("m04", acts::SCORE, &case(1), points(1, 1));
    assert!(room.sees("m04", SCORE, &id("m03")) && room.sees("m03", SCORE, &id("m04")));
    assert!(!room.sees(CHAIR, SCORE, &id("m03")));
    room.open_vote(&case(1));
    assert_eq!(room.act("m03", acts::SCORE, &case(1), points(1, 1)), "vote_open");
}

#[test]
fn a_session_leaves_devices_when_its_decision_is_old() {
    let mut room = Room::at_work(5, 80);
    room.open_vote(&case(1));
    for nth in 1..=5 {
        assert_eq!(room.cast(&member(nth), &case(1), Choice::Yes, &nonce(nth)), "ok");
    }
    room.count(&case(1));
    room.ok(SECRETARY, acts::STAGE, DECISION_ID, json!({ "session": SESSION_ID, "title": "Công nhận danh hiệu" }));
    assert_eq!(room.act("truong", acts::PUBLISH, DECISION_ID, publishing("12/QĐ")), "session_not_closed");
    room.ok(SECRETARY, acts::CLOSE, SESSION_ID, json!({}));
    room.ok("truong", acts::PUBLISH, DECISION_ID, publishing("12/QĐ"));
    room.now += 60 * DAY;
    assert!(room.sees("m03", CASE, &case(1)) && room.sees("m03", SESSION, SESSION_ID));
    room.now += 1;
    assert!(!room.sees("m03", CASE, &case(1)) && !room.sees("m03", SESSION, SESSION_ID));
    assert!(room.sees("hanh-nt", DECISION, DECISION_ID));
}
