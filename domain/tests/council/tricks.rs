//! What somebody might try: each of these was once possible, or nearly.

use serde_json::{Value, json};
use thidua_domain::SYSTEM;
use thidua_domain::ballot::sealed::Choice;
use thidua_domain::council::acts;
use thidua_domain::council::rows::*;
use thidua_domain::evidence;
use thidua_domain::rules::RuleSet;
use thidua_sync::command::Base;

use crate::room::*;

fn proxy(member: &str, deputy: Option<&str>) -> Value {
    json!({ "member": member, "deputy": deputy, "paper": "Giấy ủy quyền" })
}

fn vote_all(room: &mut Room, case: &str, people: usize) {
    room.open_vote(case);
    for nth in 1..=people {
        assert_eq!(room.cast(&member(nth), case, Choice::Yes, &nonce(nth)), "ok");
    }
    room.count(case);
}

/// A decision is prepared, and the session ends.
fn prepare_and_close(room: &mut Room) {
    room.ok(CHAIR, acts::STAGE, DECISION_ID, json!({ "session": SESSION_ID, "title": "Công nhận" }));
    room.ok(CHAIR, acts::CLOSE, SESSION_ID, json!({}));
}

#[test]
fn one_or_two_ballots_are_not_counted_while_others_may_come() {
    let mut room = Room::at_work(5, 80);
    let ballot = room.open_vote(&case(1));
    let count = json!({ "ballot": ballot });
    for (voter, code) in [(1, "too_few_votes"), (2, "too_few_votes"), (3, "ok")] {
        assert_eq!(room.cast(&member(voter), &case(1), Choice::No, &nonce(voter)), "ok");
        assert_eq!(room.act(SECRETARY, acts::COUNT, &case(1), count.clone()), code, "{voter}");
        assert_eq!(room.tables(BOARD), usize::from(code == "ok"));
    }
    // None at all says nothing of anybody, and two are all of two.
    let mut room = Room::at_work(5, 80);
    let empty = room.open_vote(&case(1));
    room.ok(SECRETARY, acts::COUNT, &case(1), json!({ "ballot": empty }));
    let mut room = Room::at_work(5, 80);
    for nth in [3, 4, 5] {
        room.ok(&member(nth), acts::RECUSE, &case(1), json!({ "ground": "kinship" }));
    }
    vote_all(&mut room, &case(1), 2);
}

#[test]
fn a_recused_members_deputy_reads_no_score_any_more() {
    let mut room = Room::at_work(5, 80);
    room.ok(SECRETARY, acts::PROXY, SESSION_ID, proxy("m05", Some("uq1")));
    let points = |n: u32| json!({ "points": { "ket-qua": n, "sang-kien": n } });
    room.ok("uq1", acts::SCORE, &case(1), points(7));
    room.ok(SECRETARY, acts::RECUSE, &case(1), json!({ "person": "m05", "ground": "kinship" }));
    room.ok("m03", acts::SCORE, &case(1), points(9));
    assert!(!room.sees("uq1", SCORE, &member_id(&case(1), "m03")));
    assert_eq!(room.tables(SCORE), 1);
}

#[test]
fn a_nomination_is_awarded_once_however_many_sessions_take_it_up() {
    let mut room = Room::at_work(5, 80);
    let second = uuid(0x5e2);
    let twin = case_id(&second, "d001");
    room.ok(SECRETARY, acts::CONVENE, &second, convening("r80"));
    room.ok(SECRETARY, acts::OPEN, &second, json!({}));
    room.ok(SECRETARY, acts::TAKE_UP, &twin, json!({}));
    for case in [&case(1), &twin] {
        vote_all(&mut room, case, 5);
    }
    let (first, next) = (uuid(0xd1), uuid(0xd2));
    for (session, decision) in [(SESSION_ID, &first), (second.as_str(), &next)] {
        room.ok(CHAIR, acts::STAGE, decision, json!({ "session": session, "title": "Công nhận" }));
        room.ok(CHAIR, acts::CLOSE, session, json!({}));
    }
    room.ok(CHAIR, acts::PUBLISH, &first, publishing("1/QĐ"));
    let mut named = publishing("2/QĐ");
    named["include"] = json!(["d001"]);
    assert_eq!(room.act(CHAIR, acts::PUBLISH, &next, named.clone()), "already_given");
    assert_eq!(room.act(CHAIR, acts::PUBLISH, &next, publishing("2/QĐ")), "nothing_to_publish");
    // What is taken back may be given anew.
    let mut back = publishing("3/QĐ");
    (back["decision"], back["nomination"], back["reason"]) = (json!(first), json!("d001"), json!("Sai thẩm quyền"));
    room.ok("truong", acts::REVOKE, &uuid(0xe1), back);
    room.ok(CHAIR, acts::PUBLISH, &next, named);
}

#[test]
fn a_correction_gives_no_other_award() {
    let mut room = Room::at_work(5, 80);
    vote_all(&mut room, &case(1), 5);
    prepare_and_close(&mut room);
    room.ok(CHAIR, acts::PUBLISH, DECISION_ID, publishing("1/QĐ"));
    let mut fix = publishing("2/QĐ");
    (fix["decision"], fix["nomination"], fix["reason"]) = (json!(DECISION_ID), json!("d001"), json!("Nhầm"));
    for (set, code) in [(json!({ "award": "ldtt" }), "award_not_voted"), (json!({ "name": "Trần Thị B" }), "ok")] {
        fix["set"] = set;
        assert_eq!(room.act("truong", acts::CORRECT, &uuid(0xe1), fix.clone()), code, "{fix}");
    }
}

#[test]
fn who_was_an_elector_when_the_vote_opened_votes() {
    let mut room = Room::at_work(5, 80);
    room.ok(SECRETARY, acts::PROXY, SESSION_ID, proxy("m05", Some("uq1")));
    room.open_vote(&case(1));
    room.ok(SECRETARY, acts::PROXY, SESSION_ID, proxy("m05", None));
    assert!(!room.sees("uq1", CASE, &case(1)));
    assert_eq!(room.cast("m05", &case(1), Choice::No, &nonce(5)), "not_elector");
    assert_eq!(room.cast("uq1", &case(1), Choice::Yes, &nonce(6)), "ok");
    assert_eq!(room.cast("uq2", &case(1), Choice::Yes, &nonce(7)), "not_found");
    let ends = json!({ "to": "2026-11-22" });
    room.ok(SYSTEM, "grant.withdraw@1", "m04.council_member", ends);
    assert_eq!(room.cast("m04", &case(1), Choice::Yes, &nonce(4)), "ok");
    assert_eq!(room.cast("m03", &case(1), Choice::Yes, &nonce(3)), "ok");
    assert_eq!(room.count(&case(1)).yes, 3);
    // Too late is recorded as of anybody.
    assert_eq!(room.cast("uq1", &case(1), Choice::No, &nonce(8)), "ok");
    assert_eq!(room.tables(LATE), 1);
}

#[test]
fn a_quota_of_which_nobody_can_tell_gives_nothing_to_who_signs_without_a_seat() {
    let mut room = Room::at_work(5, 80);
    let mut set: RuleSet = room.row("rules", "r80");
    let rule = set.awards.iter_mut().find(|rule| rule.award == "cstd-cs").unwrap();
    let of = json!({ "code": "q", "percent": 20, "of": { "kind": "given", "code": "leaders" }, "article": "Điều 7" });
    rule.quotas = vec![serde_json::from_value(of).unwrap()];
    room.put_law(&set);
    vote_all(&mut room, &case(1), 5);
    prepare_and_close(&mut room);
    assert_eq!(room.act("truong", acts::PUBLISH, DECISION_ID, publishing("1/QĐ")), "nothing_to_publish");
    let mut args = publishing("1/QĐ");
    args["numbers"] = json!({ "leaders": 10 });
    room.ok("truong", acts::PUBLISH, DECISION_ID, args);
}

#[test]
fn a_recused_deputy_is_nobodys_presence() {
    let mut room = Room::at_work(5, 80);
    room.ok(SECRETARY, acts::ATTEND, SESSION_ID, json!({ "person": "m05", "present": false }));
    room.ok(SECRETARY, acts::PROXY, SESSION_ID, proxy("m05", Some(&nominee(1))));
    room.ok(SECRETARY, acts::ATTEND, SESSION_ID, json!({ "person": nominee(1), "present": true }));
    room.open_vote(&case(1));
    let ballot: Ballot = room.row(BALLOT, &case(1));
    assert!(ballot.electors.iter().any(|elector| elector.voter == "m05") && !ballot.present.contains(&"m05".into()));
    let opinion = json!({ "ballot": ballot.frozen, "member": "m05", "choice": "yes", "paper": "Phiếu gửi" });
    room.ok(SECRETARY, acts::OPINION, &case(1), opinion);
}

#[test]
fn a_dossier_that_is_taken_up_again_has_the_files_it_names_now() {
    let mut room = Room::new(5, 1);
    room.session(80);
    let (old, new) = ("a".repeat(64), "b".repeat(64));
    for sha in [&old, &new] {
        let args = json!({ "by": AUTHOR, "kind": "pdf", "bytes": 7, "width": 0, "height": 0 });
        room.ok(SYSTEM, evidence::ARRIVE, sha, args);
    }
    let fields = json!({ "award": "cstd-cs", "kind": "cong_trang", "achievements": "Xuất sắc.", "person": nominee(1),
                         "evidence": [format!("{old}.pdf Báo cáo")] });
    room.ok(AUTHOR, "nomination.propose@1", "d001", json!({ "unit": "hd-kv", "fields": fields.clone() }));
    room.ok(SECRETARY, acts::TAKE_UP, &case(1), json!({}));
    room.ok(SECRETARY, acts::DROP, &case(1), json!({ "reason": "Bổ sung" }));
    let edit = json!({ "fields": { "evidence": [format!("{new}.pdf Báo cáo mới")] } });
    let base = Base { fields: [("evidence".to_owned(), fields["evidence"].clone())].into(), ..Base::default() };
    room.world.run(AUTHOR, "nomination.edit@1", "d001", base, edit);
    let evidence = room.world.body("nomination", "d001")["evidence"].to_string();
    assert!(evidence.contains(&new) && !evidence.contains(&old));
    room.ok(SECRETARY, acts::TAKE_UP, &case(1), json!({}));
    let sees = |room: &mut Room, who: &str, sha: &str| room.sees(who, EXHIBIT, &format!("{}.{sha}", case(1)));
    assert!(sees(&mut room, "m03", &new) && !sees(&mut room, "m03", &old));
    room.ok("m05", acts::RECUSE, &case(1), json!({ "ground": "kinship" }));
    assert!(sees(&mut room, "m03", &new) && !sees(&mut room, "m05", &new) && !sees(&mut room, "m05", &old));
}

#[test]
fn prepared_decisions_do_not_keep_a_session_from_its_close() {
    let mut room = Room::at_work(5, 80);
    let staged = |nth: u64| uuid(0xd00 + nth);
    let prepare = json!({ "session": SESSION_ID, "title": "Công nhận" });
    for nth in 0..20 {
        room.ok(SECRETARY, acts::STAGE, &staged(nth), prepare.clone());
    }
    assert_eq!(room.act(SECRETARY, acts::STAGE, &staged(20), prepare), "too_many_staged");
    room.ok(SECRETARY, acts::CLOSE, SESSION_ID, json!({}));
}

#[test]
fn a_decision_bears_no_day_before_the_session() {
    let mut room = Room::at_work(5, 80);
    vote_all(&mut room, &case(1), 5);
    prepare_and_close(&mut room);
    let mut args = publishing("1/QĐ");
    args["day"] = json!("2026-11-22");
    assert_eq!(room.act(CHAIR, acts::PUBLISH, DECISION_ID, args), "day_before_session");
    room.ok(CHAIR, acts::PUBLISH, DECISION_ID, publishing("1/QĐ"));
}

/// A closed session in which two titles of one person passed, `d001` and the lower `d002`.
fn two_titles() -> Room {
    let mut room = Room::at_work(5, 80);
    let fields =
        json!({ "award": "ldtt", "kind": "cong_trang", "achievements": "Hoàn thành tốt.", "person": nominee(1) });
    room.ok(AUTHOR, "nomination.propose@1", "d002", json!({ "unit": "hd-kv", "fields": fields }));
    room.ok(SECRETARY, acts::TAKE_UP, &case(2), json!({}));
    vote_all(&mut room, &case(1), 5);
    let hands = json!({ "method": "hands", "percent": 51, "ground": "Quy chế của Hội đồng" });
    room.ok(SECRETARY, acts::BALLOT_OPEN, &case(2), hands);
    let frozen = room.row::<Ballot>(BALLOT, &case(2)).frozen;
    room.ok(SECRETARY, acts::HANDS, &case(2), json!({ "ballot": frozen, "yes": 5, "no": 0, "abstain": 0 }));
    prepare_and_close(&mut room);
    room
}

/// Publishes one dossier's award by a decision of its own, whose id and number are drawn from `nth`.
fn publish_one(room: &mut Room, nth: u8, nomination: &str) -> Entry {
    let id = uuid(0xc0 + u64::from(nth));
    room.ok(CHAIR, acts::STAGE, &id, json!({ "session": SESSION_ID, "title": "Công nhận danh hiệu" }));
    let mut args = publishing(&format!("{nth}/QĐ"));
    (args["include"], args["base_salary"]) = (json!([nomination]), json!(2_530_000));
    room.ok(CHAIR, acts::PUBLISH, &id, args);
    let [entry] = room.row::<Decision>(DECISION, &id).entries.try_into().unwrap();
    entry
}

/// By hand: 1,0 × 2.530.000 = 2.530.000; 0,3 × 2.530.000 = 759.000, rounded up to 760.000; 2.530.000 − 760.000 = 1.770.000.
#[test]
fn titles_of_two_decisions_pay_the_highest_together() {
    let told = |entry: &Entry| (entry.amount, entry.pays, entry.paid_earlier, entry.due());
    let mut room = two_titles();
    assert_eq!(told(&publish_one(&mut room, 1, "d002")), (Some(760_000), true, 0, Some(760_000)));
    assert_eq!(told(&publish_one(&mut room, 2, "d001")), (Some(2_530_000), true, 760_000, Some(1_770_000)));

    // A correction says what is paid, whatever was taken off; one of the name leaves that as it is.
    let correcting = |number: &str, set: Value| {
        let mut args = publishing(number);
        (args["decision"], args["nomination"], args["set"]) = (json!(uuid(0xc2)), json!("d001"), set);
        args["reason"] = json!("Sai sót khi soạn thảo");
        args
    };
    for (nth, set, is) in [
        (0xe1, json!({ "name": "Nguyễn Văn A" }), (Some(2_530_000), true, 760_000, Some(1_770_000))),
        (0xe2, json!({ "amount": 2_530_000 }), (Some(2_530_000), true, 0, Some(2_530_000))),
    ] {
        room.ok(CHAIR, acts::CORRECT, &uuid(nth), correcting(&format!("{nth}/QĐ"), set));
        assert_eq!(told(&room.row::<Decision>(DECISION, &uuid(nth)).entries[0]), is);
    }

    let mut room = two_titles();
    assert_eq!(told(&publish_one(&mut room, 1, "d001")), (Some(2_530_000), true, 0, Some(2_530_000)));
    assert_eq!(told(&publish_one(&mut room, 2, "d002")), (Some(760_000), false, 0, None));

    // What was taken back pays nothing, so the lower one does.
    let mut room = two_titles();
    publish_one(&mut room, 1, "d001");
    let mut back = publishing("3/QĐ");
    (back["decision"], back["nominations"]) = (json!(uuid(0xc1)), json!(["d001"]));
    back["reason"] = json!("Kê khai sai thành tích");
    room.ok(CHAIR, acts::REVOKE, &uuid(0xe0), back);
    assert_eq!(told(&publish_one(&mut room, 2, "d002")), (Some(760_000), true, 0, Some(760_000)));
}

#[test]
fn of_two_titles_of_a_year_one_pays_though_only_one_names_its_period() {
    let mut room = two_titles();
    room.ok(CHAIR, acts::PUBLISH, DECISION_ID, publishing("1/QĐ"));
    let entries = room.row::<Decision>(DECISION, DECISION_ID).entries;
    let paid: Vec<(&str, bool)> = entries.iter().map(|entry| (entry.award.as_str(), entry.pays)).collect();
    assert_eq!(paid, [("cstd-cs", true), ("ldtt", false)]);
}
