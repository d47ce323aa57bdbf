//! What a dossier rests on: initiatives that serve once, and the way by which it came to the council.

use serde_json::json;
use thidua_domain::SYSTEM;
use thidua_domain::ballot::sealed::Choice;
use thidua_domain::council::rows::*;
use thidua_domain::council::{acts, standing};
use thidua_domain::history::fact::{Fact, Initiative, Recognition, Use};
use thidua_domain::history::{History, Subject};
use thidua_domain::nomination::course::COMMENTS;
use thidua_domain::plan::AwardClass;
use thidua_domain::rules::need::Reach;

use crate::room::*;

fn nominate(room: &mut Room, nth: usize, initiatives: &[&str]) {
    let fields = json!({ "award": "cstd-cs", "kind": "cong_trang", "achievements": "Hoàn thành xuất sắc.",
                         "person": nominee(nth), "from": "2025-12", "to": "2026-11-30", "initiatives": initiatives });
    room.ok(AUTHOR, "nomination.propose@1", &format!("d{nth:03}"), json!({ "unit": "hd-kv", "fields": fields }));
}

#[test]
fn initiatives_of_a_published_award_are_used_until_it_is_taken_back() {
    let mut room = Room::new(5, 2);
    room.session(80);
    let many: Vec<String> = (0..21).map(|nth| format!("sk-{nth}")).collect();
    let fields = json!({ "award": "cstd-cs", "kind": "cong_trang", "achievements": "x", "person": nominee(2), "initiatives": many });
    let code = room.act(AUTHOR, "nomination.propose@1", "d002", json!({ "unit": "hd-kv", "fields": fields }));
    assert_eq!(code, "list_unreadable");
    nominate(&mut room, 1, &["sk-1", "sk-2"]);
    room.ok(SECRETARY, acts::TAKE_UP, &case(1), json!({}));
    room.open_vote(&case(1));
    for nth in 1..=5 {
        assert_eq!(room.cast(&member(nth), &case(1), Choice::Yes, &nonce(nth)), "ok");
    }
    room.count(&case(1));
    room.ok(SECRETARY, acts::CLOSE, SESSION_ID, json!({}));
    room.ok(SECRETARY, acts::STAGE, DECISION_ID, json!({ "session": SESSION_ID, "title": "Công nhận danh hiệu" }));
    room.ok(SECRETARY, acts::PUBLISH, DECISION_ID, publishing("1/QĐ"));
    let one: Decision = room.row(DECISION, DECISION_ID);
    let day = one.day.unwrap();
    let subject = Subject::Person(nominee(1));
    let recognised = vec![Recognition { reach: Reach::Unit, day }];
    let entered =
        Initiative { id: "sk-1".into(), subject: subject.clone(), recognised: recognised.clone(), uses: vec![] };
    let used = Use { award: "cstd-cs".into(), class: AwardClass::Title, year: 2026, day };
    // Whatever comes first, the ledger tells it as one.
    let facts = standing::facts(&[(DECISION_ID, &one)]);
    let orders = [
        [vec![Fact::Initiative(entered.clone())], facts.clone()].concat(),
        [facts, vec![Fact::Initiative(entered)]].concat(),
    ];
    let histories = orders.map(History::of);
    assert_eq!(histories[0], histories[1]);
    let ledger: Vec<&Initiative> = histories[0].file(&subject).initiatives.iter().collect();
    assert_eq!(
        ledger.iter().map(|one| (one.id.as_str(), one.recognised.len())).collect::<Vec<_>>(),
        [("sk-1", 1), ("sk-2", 0)]
    );
    assert!(ledger.iter().all(|one| one.uses == [used.clone()]));

    let mut args = publishing("2/QĐ");
    (args["decision"], args["nominations"]) = (json!(DECISION_ID), json!(["d001"]));
    (args["reason"], args["ground"]) = (json!("Khai không đúng"), json!("Khoản 2 Điều 93"));
    room.ok("truong", acts::REVOKE, &uuid(0xe1), args);
    let back: Decision = room.row(DECISION, &uuid(0xe1));
    assert_eq!(back.ground.as_deref(), Some("Khoản 2 Điều 93"));
    let both = [(DECISION_ID, &one), ("back", &back)];
    assert!(!standing::facts(&both).iter().any(|fact| matches!(fact, Fact::Initiative(_))));
    let given = standing::given(&both).remove(0);
    let later: Vec<(&str, &str)> = given.later.iter().map(|one| (one.decision.as_str(), one.number.as_str())).collect();
    assert_eq!(later, [("back", "2/QĐ")]);
    assert_eq!(given.later[0].was, given.entry);
}

#[test]
fn a_case_keeps_figures_of_the_nominating_unit_as_they_stood() {
    let mut room = Room::new(5, 2);
    room.session(80);
    let period = json!({ "from": "2025-12-01", "to": "2026-11-30" });
    let figure =
        |unit: &str, num: i64| json!({ "indicator": "t2a", "unit": unit, "period": period, "num": num, "den": 118 });
    let id = |unit: &str| format!("t2a.{unit}.2025-12-01.2026-11-30");
    for unit in ["hd-kv", "na-kv3"] {
        room.ok(SYSTEM, "figure.enter@1", &id(unit), figure(unit, 101));
    }
    let fields = json!({ "award": "cstd-cs", "kind": "cong_trang", "achievements": "Hoàn thành xuất sắc.",
                         "person": nominee(1), "figures": [id("hd-kv"), id("na-kv3"), "khong-co"] });
    room.ok(AUTHOR, "nomination.propose@1", "d001", json!({ "unit": "hd-kv", "fields": fields }));
    room.ok(SECRETARY, acts::TAKE_UP, &case(1), json!({}));
    room.ok(SYSTEM, "figure.enter@1", &id("hd-kv"), figure("hd-kv", 90));
    let kept = room.row::<Case>(CASE, &case(1));
    assert_eq!(kept.dossier["figures"].as_array().map(Vec::len), Some(3));
    let told: Vec<(String, i64)> = kept.figures.iter().map(|one| (one.id(), one.numerator)).collect();
    assert_eq!(told, [(id("hd-kv"), 101)], "not another unit's, which its author may not read");
}

#[test]
fn several_awards_fall_by_one_decision_or_none() {
    let mut room = Room::new(5, 3);
    room.session(80);
    for nth in 1..=3 {
        nominate(&mut room, nth, &[]);
        room.ok(SECRETARY, acts::TAKE_UP, &case(nth), json!({}));
        room.open_vote(&case(nth));
        for voter in 1..=5 {
            assert_eq!(room.cast(&member(voter), &case(nth), Choice::Yes, &nonce(nth * 10 + voter)), "ok");
        }
        room.count(&case(nth));
    }
    room.ok(SECRETARY, acts::CLOSE, SESSION_ID, json!({}));
    room.ok(SECRETARY, acts::STAGE, DECISION_ID, json!({ "session": SESSION_ID, "title": "Công nhận danh hiệu" }));
    room.ok(SECRETARY, acts::PUBLISH, DECISION_ID, publishing("1/QĐ"));
    let mut args = publishing("2/QĐ");
    (args["decision"], args["reason"]) = (json!(DECISION_ID), json!("Khai không đúng"));
    let back = uuid(0xe1);
    for (named, code) in [
        (json!([]), "bad_args"),
        (json!(["d001", "d001"]), "bad_args"),
        (json!(["d001", "d009"]), "entry_unknown"),
        (json!(["d001", "d003"]), "ok"),
    ] {
        args["nominations"] = named;
        assert_eq!(room.act("truong", acts::REVOKE, &back, args.clone()), code, "{args}");
    }
    let (one, other): (Decision, Decision) = (room.row(DECISION, DECISION_ID), room.row(DECISION, &back));
    let left = standing::standing(&[(DECISION_ID, &one), (&back, &other)]);
    assert_eq!(left.iter().map(|entry| entry.nomination.as_str()).collect::<Vec<_>>(), ["d002"]);
}

#[test]
fn a_case_keeps_how_the_nomination_came_to_it() {
    let mut room = Room::new(5, 2);
    room.grant("truong", "emulation_officer", UNIT);
    room.session(80);
    room.person("head", "hd-kv");
    room.grant("head", "unit_head", "hd-kv");
    nominate(&mut room, 1, &[]);
    room.ok("head", "nomination.endorse@1", "d001", json!({ "on": "2026-11-20", "yes": 6, "of": 7 }));
    room.ok("truong", "nomination.appraise@1", "d001", json!({ "papers": {}, "rules": "r80", "words": "Đủ hồ sơ" }));
    room.ok("truong", "nomination.post@1", "d001", json!({ "days": 5 }));
    for nth in 1..=5 {
        let args = json!({ "of": "d001", "words": "Tập thể nhất trí." });
        room.ok("m03", "nomination.comment@1", &format!("x{nth}"), args.clone());
        assert_eq!(nth == 5, room.clone().act("m03", "nomination.comment@1", "y", args) == "too_many_comments");
    }
    for nth in 1..=9 {
        let words = format!("{nth} {}", "ý".repeat(1_500));
        let args = json!({ "of": "d001", "words": words });
        room.ok(&member(4 + nth % 2), "nomination.comment@1", &format!("c{nth}"), args);
    }
    assert_eq!(room.row::<Vec<String>>(COMMENTS, "d001").len(), 14);
    for who in room.people() {
        assert!(!room.sees(&who, COMMENTS, "d001"), "{who}");
    }
    room.ok(SECRETARY, acts::TAKE_UP, &case(1), json!({}));
    let heard = room.row::<Case>(CASE, &case(1)).heard.unwrap();
    assert_eq!(heard.course.endorsed.map(|one| (one.yes, one.of)), Some((6, 7)));
    assert_eq!(heard.course.appraised.map(|one| one.words), Some("Đủ hồ sơ".to_owned()));
    assert_eq!((heard.all, heard.comments.len()), (14, 11));
    assert!(heard.comments[5].words.starts_with("1 "));
    // What is said after that is heard too, as far as there is room; to post again loses nothing.
    room.ok("truong", "nomination.post@1", "d001", json!({ "days": 9 }));
    room.ok("m02", "nomination.comment@1", "z", json!({ "of": "d001", "words": "Cần xem lại số liệu." }));
    let heard = room.row::<Case>(CASE, &case(1)).heard.unwrap();
    assert_eq!((heard.all, heard.comments.last().map(|one| one.words.as_str())), (15, Some("Cần xem lại số liệu.")));
    room.ok("m04", acts::RECUSE, &case(1), json!({ "ground": "kinship" }));
    assert!(!room.sees("m04", CASE, &case(1)));
}
