//! Who leads when the chair does not: vice chairs; and a recusal that was declared by mistake.

use serde_json::{Value, json};
use thidua_domain::ballot::sealed::Choice;
use thidua_domain::council::acts;
use thidua_domain::council::rows::*;

use crate::room::*;

const VICE: &str = "m03";

fn recusing(person: &str) -> Value {
    json!({ "person": person, "ground": "kinship" })
}

fn restoring(person: &str) -> Value {
    json!({ "person": person, "reason": "Nhầm người cùng tên" })
}

#[test]
fn a_vice_chair_leads_only_where_the_chair_is_away() {
    let mut room = Room::at_work(7, 80);
    let name = |who: &str| json!({ "vice": [who] });
    assert_eq!(room.act("m05", acts::EDIT, SESSION_ID, name("m05")), "forbidden");
    for who in [CHAIR, SECRETARY, "tg", "nobody"] {
        assert_eq!(room.act(SECRETARY, acts::EDIT, SESSION_ID, name(who)), "vice_unfit", "{who}");
    }
    room.ok(SECRETARY, acts::EDIT, SESSION_ID, name(VICE));
    assert_eq!(room.act(VICE, acts::CLOSE, SESSION_ID, json!({})), "forbidden");
    assert_eq!(room.act(VICE, acts::BALLOT_OPEN, &case(1), json!({ "method": "confidential" })), "forbidden");
    room.ok(SECRETARY, acts::ATTEND, SESSION_ID, json!({ "person": CHAIR, "present": false }));
    room.ok(VICE, acts::BALLOT_OPEN, &case(1), json!({ "method": "confidential" }));
    assert_eq!(room.act("m05", acts::CLOSE, SESSION_ID, json!({})), "forbidden");
    // They do what the chair alone does.
    let ballot: Ballot = room.row(BALLOT, &case(1));
    let annulling = json!({ "ballot": ballot.frozen, "reason": "Mở nhầm" });
    assert_eq!(room.act(SECRETARY, acts::BALLOT_ANNUL, &case(1), annulling.clone()), "forbidden");
    room.ok(VICE, acts::BALLOT_ANNUL, &case(1), annulling);
    room.ok(VICE, acts::CLOSE, SESSION_ID, json!({}));
    room.ok(VICE, acts::STAGE, DECISION_ID, json!({ "session": SESSION_ID, "title": "Công nhận danh hiệu" }));
    assert!(room.sees(CHAIR, DECISION, DECISION_ID) && room.sees(VICE, DECISION, DECISION_ID));
}

#[test]
fn a_case_from_which_chair_and_secretary_are_recused_is_led_by_the_vice_chair() {
    let mut room = Room::at_work(7, 80);
    room.nominate(2, "ldtt");
    room.ok(SECRETARY, acts::TAKE_UP, &case(2), json!({}));
    room.ok(SECRETARY, acts::EDIT, SESSION_ID, json!({ "vice": [VICE] }));
    assert_eq!(room.act(VICE, acts::RECUSE, &case(2), recusing("m06")), "forbidden");
    for who in [CHAIR, SECRETARY] {
        room.ok(SECRETARY, acts::RECUSE, &case(2), recusing(who));
    }
    room.ok(VICE, acts::RECUSE, &case(2), recusing("m06"));
    let open = json!({ "method": "confidential", "percent": 51, "ground": "Quy chế" });
    room.ok(VICE, acts::BALLOT_OPEN, &case(2), open);
    for nth in [3, 4, 5, 7] {
        assert_eq!(room.cast(&member(nth), &case(2), Choice::Yes, &nonce(nth)), "ok");
    }
    let ballot: Ballot = room.row(BALLOT, &case(2));
    assert_eq!(room.act("m05", acts::COUNT, &case(2), json!({ "ballot": ballot.frozen })), "forbidden");
    room.ok(VICE, acts::COUNT, &case(2), json!({ "ballot": ballot.frozen }));
    // Of the session itself, and of the other case, the chair is there to do it.
    assert_eq!(room.act(VICE, acts::CLOSE, SESSION_ID, json!({})), "forbidden");
    assert_eq!(room.act(VICE, acts::BALLOT_OPEN, &case(1), json!({ "method": "confidential" })), "forbidden");
    // A vice chair who is recused too is told what all are.
    assert_eq!(room.act("m06", acts::DROP, &case(2), json!({ "reason": "x" })), "not_found");
}

#[test]
fn a_recusal_by_mistake_is_taken_back_before_the_vote() {
    let mut room = Room::at_work(7, 80);
    room.ok("m05", acts::NOTE, &case(1), json!({ "id": uuid(5), "text": "Trước." }));
    let before =
        room.sight("m06").words().into_iter().map(|(key, seen)| (key.clone(), seen.1.clone())).collect::<Vec<_>>();
    room.ok(SECRETARY, acts::RECUSE, &case(1), recusing("m06"));
    assert!(!room.sees("m06", CASE, &case(1)) && !room.sees("m06", NOTE, &uuid(5)));
    for (who, args, code) in [
        ("m06", restoring("m06"), "not_found"),
        ("m05", restoring("m06"), "forbidden"),
        (SECRETARY, restoring("m05"), "not_recused"),
        (SECRETARY, json!({ "person": "m06", "reason": " " }), "reason_needed"),
        (SECRETARY, restoring("m06"), "ok"),
    ] {
        assert_eq!(room.act(who, acts::RESTORE, &case(1), args.clone()), code, "{who} {args}");
    }
    let restored: Case = room.row(CASE, &case(1));
    assert!(restored.recused.is_empty() && restored.readers.is_empty());
    assert_eq!(
        (restored.restored[0].recusal.person.as_str(), restored.restored[0].taken_back.by.as_str()),
        ("m06", SECRETARY)
    );
    let after = room.sight("m06").words().into_keys().cloned().collect::<Vec<_>>();
    assert_eq!(after, before.into_iter().map(|(key, _)| key).collect::<Vec<_>>());
    let ballot = room.open_vote(&case(1));
    assert!(room.row::<Ballot>(BALLOT, &case(1)).electors.iter().any(|elector| elector.member == "m06"));
    // Once it is voted on, nobody comes back or goes.
    assert_eq!(room.act(SECRETARY, acts::RESTORE, &case(1), restoring("m06")), "vote_open");
    room.ok(SECRETARY, acts::COUNT, &case(1), json!({ "ballot": ballot }));
    assert_eq!(room.act(SECRETARY, acts::RESTORE, &case(1), restoring("m06")), "already_counted");
}

/// Who is still recused reads and is told the same, whoever else comes back.
#[test]
fn who_stays_recused_learns_nothing_of_who_comes_back() {
    let mut base = Room::at_work(7, 80);
    for who in ["m06", "m07"] {
        base.ok(SECRETARY, acts::RECUSE, &case(1), recusing(who));
    }
    let (.., since) = base.sent("m07", None);
    let mut other = base.clone();
    base.ok(SECRETARY, acts::RESTORE, &case(1), restoring("m06"));
    assert_eq!(base.sight("m07"), other.sight("m07"));
    let (puts, dels, _) = base.sent("m07", Some(&since));
    assert!(puts.is_empty() && dels.is_empty());
    for person in ["m06", "m07", "m05"] {
        let told = |room: &mut Room| room.act("m07", acts::RESTORE, &case(1), restoring(person));
        assert_eq!((told(&mut base), told(&mut other)), ("not_found".into(), "not_found".into()), "{person}");
    }
    assert!(base.sees("m06", CASE, &case(1)));
}

/// Nominee and nominator are recused by what they are, and nobody takes that back.
#[test]
fn a_recusal_by_law_stays() {
    let mut room = Room::at_work(5, 80);
    let fields = json!({ "award": "ldtt", "kind": "cong_trang", "achievements": "Tốt.", "person": "m04" });
    room.ok(AUTHOR, "nomination.propose@1", "d002", json!({ "unit": "hd-kv", "fields": fields }));
    room.ok(SECRETARY, acts::TAKE_UP, &case(2), json!({}));
    assert_eq!(room.act(SECRETARY, acts::RESTORE, &case(2), restoring("m04")), "recusal_by_law");
}
