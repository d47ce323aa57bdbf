//! Who convenes chooses neither the electorate nor the law, who is recused reads no minutes, and nobody judges themselves.

use serde_json::json;
use thidua_domain::council::acts;
use thidua_domain::council::rows::*;
use thidua_domain::rules::RuleSet;

use crate::room::*;

const HEAD: &str = "head";

#[test]
fn the_electorate_is_the_council_of_the_day_on_which_the_session_opens() {
    let mut room = Room::new(5, 1);
    let mut args = convening("r80");
    args["when"] = json!("2021-10-01T08:00");
    room.person("cu", UNIT);
    let gone =
        json!({ "person": "cu", "role": "council_member", "unit": UNIT, "from": "2021-10-01", "to": "2022-01-01" });
    room.ok(thidua_domain::SYSTEM, "grant.give@1", "cu.council_member", gone);
    args["rules"] = json!("r80");
    args["year"] = json!(2026);
    room.ok(SECRETARY, acts::CONVENE, SESSION_ID, args);
    assert_eq!(room.row::<Session>(SESSION, SESSION_ID).members.len(), 6);
    assert_eq!(room.act(SECRETARY, acts::OPEN, SESSION_ID, json!({})), "members_changed");
    room.ok(SECRETARY, acts::EDIT, SESSION_ID, json!({ "when": "2026-11-23T08:30" }));
    room.ok(SECRETARY, acts::OPEN, SESSION_ID, json!({}));
    assert_eq!(room.row::<Session>(SESSION, SESSION_ID).members.len(), 5);
}

#[test]
fn a_session_is_pinned_to_rules_in_force() {
    let mut room = Room::new(5, 1);
    let mut set: RuleSet = room.row("rules", "r80");
    set.id = "cu".into();
    (set.valid_from, set.valid_to) = ("2018-01-01".parse().unwrap(), Some("2023-12-31".parse().unwrap()));
    room.put_law(&set);
    let mut args = convening("cu");
    assert_eq!(room.act(SECRETARY, acts::CONVENE, SESSION_ID, args.clone()), "rules_out_of_date");
    args["year"] = json!(2023);
    room.ok(SECRETARY, acts::CONVENE, SESSION_ID, args);
    // Nor is the year moved away from under them.
    assert_eq!(room.act(SECRETARY, acts::EDIT, SESSION_ID, json!({ "year": 2026 })), "rules_out_of_date");
}

#[test]
fn an_officer_who_convenes_prepares_and_no_more() {
    let mut room = Room::new(5, 1);
    room.person("cb", UNIT);
    room.grant("cb", "emulation_officer", UNIT);
    room.ok("cb", acts::CONVENE, SESSION_ID, convening("r80"));
    room.ok("cb", acts::EDIT, SESSION_ID, json!({ "place": "Hội trường" }));
    assert_eq!(room.act("cb", acts::EDIT, SESSION_ID, json!({ "vice": ["m03"] })), "forbidden");
    room.ok(SECRETARY, acts::OPEN, SESSION_ID, json!({}));
    for args in [json!({ "minutes": "x" }), json!({ "place": "x" }), json!({ "vice": ["m03"] })] {
        assert_eq!(room.act("cb", acts::EDIT, SESSION_ID, args.clone()), "forbidden", "{args}");
    }
    room.ok(SECRETARY, acts::EDIT, SESSION_ID, json!({ "minutes": "Hồ sơ thứ nhất: ý kiến khác nhau." }));
    assert!(room.sees("m03", MINUTES, SESSION_ID) && !room.sees("cb", MINUTES, SESSION_ID));
}

#[test]
fn minutes_are_read_by_who_is_recused_from_nothing() {
    let mut room = Room::at_work(5, 80);
    room.ok(SECRETARY, acts::EDIT, SESSION_ID, json!({ "minutes": "Hồ sơ thứ nhất: 4 ý kiến đồng ý." }));
    assert!(room.sees("m04", MINUTES, SESSION_ID));
    room.ok("m04", acts::RECUSE, &case(1), json!({ "ground": "kinship" }));
    assert!(!room.sees("m04", MINUTES, SESSION_ID) && room.sees("m03", MINUTES, SESSION_ID));
    let session = room.row::<Session>(SESSION, SESSION_ID);
    assert_eq!(session.minutes, "", "the session's own row is read by all");
    // A secretary who is recused writes over nothing that others wrote.
    room.ok(SECRETARY, acts::RECUSE, &case(1), json!({ "ground": "kinship" }));
    assert_eq!(room.act(SECRETARY, acts::EDIT, SESSION_ID, json!({ "minutes": "x" })), "minutes_not_seen");
    assert_eq!(room.act(SECRETARY, acts::CLOSE, SESSION_ID, json!({ "minutes": "x" })), "minutes_not_seen");
    room.ok(CHAIR, acts::RESTORE, &case(1), json!({ "person": "m04", "reason": "Ghi nhầm" }));
    assert!(room.sees("m04", MINUTES, SESSION_ID) && !room.sees(SECRETARY, MINUTES, SESSION_ID));
    room.ok(SECRETARY, acts::CLOSE, SESSION_ID, json!({}));
    let text = room.row::<Minutes>(MINUTES, SESSION_ID).text;
    assert_eq!(text, "Hồ sơ thứ nhất: 4 ý kiến đồng ý.");
}

#[test]
fn who_comes_in_person_votes_themselves() {
    let mut room = Room::at_work(5, 80);
    room.ok(SECRETARY, acts::PROXY, SESSION_ID, json!({ "member": "m05", "deputy": "uq1", "paper": "Giấy ủy quyền" }));
    assert!(room.sees("uq1", CASE, &case(1)));
    room.ok("m05", acts::ATTEND, SESSION_ID, json!({ "person": "m05", "present": true }));
    assert!(!room.sees("uq1", CASE, &case(1)));
    room.open_vote(&case(1));
    let ballot: Ballot = room.row(BALLOT, &case(1));
    assert!(ballot.electors.iter().all(|elector| elector.member == elector.voter));
}

/// What becomes of what a dossier rests on after it was taken up, and what was entered of its nominee, is before the council.
#[test]
fn members_judge_by_what_was_entered_and_hear_what_was_taken_back() {
    let mut room = Room::new(5, 2);
    room.person(HEAD, "hd-kv");
    room.grant(HEAD, "unit_head", "hd-kv");
    let subject = json!({ "person": nominee(1) });
    let rated = json!({ "fact": "rated", "subject": subject, "year": 2026, "level": "good" });
    room.ok(HEAD, "fact.record@1", "f", json!({ "facts": [rated] }));
    let initiative = json!({ "fact": "initiative", "id": "sk-1", "subject": subject, "recognised": [{ "reach": "unit", "day": "2026-05-01" }] });
    room.ok(HEAD, "fact.record@1", "f", json!({ "facts": [initiative] }));
    let activity =
        json!({ "unit": "hd-kv", "fields": { "title": "Đối thoại", "kind": "charity", "date": "2026-05-05" } });
    room.ok(AUTHOR, "activity.submit@1", "a1", activity);
    let fields = json!({ "award": "cstd-cs", "kind": "cong_trang", "achievements": "Xuất sắc.", "person": nominee(1),
                         "activities": ["a1"], "initiatives": ["sk-1"] });
    room.ok(AUTHOR, "nomination.propose@1", "d001", json!({ "unit": "hd-kv", "fields": fields }));
    room.session(80);
    room.ok(SECRETARY, acts::TAKE_UP, &case(1), json!({}));
    let kept = room.row::<Case>(CASE, &case(1));
    assert_eq!((kept.facts.len(), kept.cited.len()), (2, 1));
    let source = |id: &str| format!("{}.{id}", case(1));
    room.ok(HEAD, "activity.return@1", "a1", json!({ "reason": "Chưa rõ" }));
    assert!(room.row::<Source>(SOURCE, &source("a1")).is_void);
    assert!(room.sees("m03", SOURCE, &source("a1")) && !room.sees(HEAD, SOURCE, &source("a1")));
    let fields = json!({ "title": "Đối thoại", "kind": "charity", "date": "2026-05-05" });
    room.ok(AUTHOR, "activity.resend@1", "a1", json!({ "fields": fields }));
    assert!(!room.row::<Source>(SOURCE, &source("a1")).is_void);
    let facts = room.world.store.rows().keys().filter(|key| key.table == "fact").map(|key| key.id.clone());
    for id in facts.collect::<Vec<_>>() {
        let code = room.act(HEAD, "fact.withdraw@1", &id, json!({ "reason": "Ghi nhầm" }));
        assert!(["ok", "not_found"].contains(&code.as_str()), "{code}");
    }
    assert!(room.row::<Source>(SOURCE, &source("sk-1")).is_void);
    // Who is recused is told of neither.
    room.ok("m03", acts::RECUSE, &case(1), json!({ "ground": "kinship" }));
    assert!(!room.sees("m03", SOURCE, &source("a1")) && room.sees("m04", SOURCE, &source("a1")));
    // A dossier that is taken up anew tells of what it is then.
    room.ok(SECRETARY, acts::DROP, &case(1), json!({ "reason": "Thiếu giấy tờ" }));
    room.ok(SECRETARY, acts::TAKE_UP, &case(1), json!({}));
    assert!(room.world.store.rows().keys().all(|key| key.table != SOURCE));
}

#[test]
fn nobody_takes_a_step_on_a_dossier_about_themselves() {
    let mut room = Room::new(5, 1);
    room.person(HEAD, "hd-kv");
    for role in ["unit_head", "emulation_officer"] {
        room.grant(HEAD, role, "hd-kv");
    }
    let fields = json!({ "award": "cstd-cs", "kind": "cong_trang", "achievements": "Xuất sắc.", "person": HEAD });
    room.ok(AUTHOR, "nomination.propose@1", "d001", json!({ "unit": "hd-kv", "fields": fields }));
    for (kind, args) in [
        ("nomination.endorse@1", json!({ "on": "2026-11-20", "yes": 6, "of": 7 })),
        ("nomination.appraise@1", json!({ "papers": {}, "rules": "r80" })),
        ("nomination.post@1", json!({ "days": 5 })),
    ] {
        assert_eq!(room.act(HEAD, kind, "d001", args), "own_record", "{kind}");
    }
    let own = json!({ "person": HEAD });
    for (fact, code) in [
        (json!({ "fact": "rated", "subject": own, "year": 2026, "level": "excellent" }), "own_record"),
        (
            json!({ "fact": "answer", "subject": own, "code": "ldtt.spirit", "year": 2026, "is_met": true }),
            "own_record",
        ),
        (json!({ "fact": "service", "person": HEAD, "post": "any", "from": "2020-01-01" }), "ok"),
    ] {
        assert_eq!(room.act(HEAD, "fact.record@1", "f", json!({ "facts": [fact.clone()] })), code, "{fact}");
    }
    let measure =
        json!({ "fact": "discipline", "id": "kl-1", "subject": own, "severity": "warning", "day": "2026-05-01" });
    room.ok(thidua_domain::SYSTEM, "fact.record@1", "f", json!({ "facts": [measure] }));
    let keys = room.world.store.rows().keys().filter(|key| key.table == "fact").map(|key| key.id.clone());
    let codes: Vec<String> = keys
        .collect::<Vec<_>>()
        .iter()
        .map(|id| room.act(HEAD, "fact.withdraw@1", id, json!({ "reason": "nhầm" })))
        .collect();
    assert!(codes.contains(&"own_record".to_owned()), "{codes:?}");
}

#[test]
fn an_administrator_publishes_no_rules() {
    let mut room = Room::new(5, 1);
    room.person("qt", "tw");
    room.grant("qt", "admin", "tw");
    let set = room.world.body("rules", "r80");
    assert_eq!(room.act("qt", "rules.publish@1", "r80b", json!({ "unit": "tw", "rules": set })), "forbidden");
    let known = json!({ "fact": "known", "topic": "matters", "to": 2026 });
    assert_eq!(room.act("qt", "fact.record@1", "f", json!({ "facts": [known] })), "forbidden");
}
