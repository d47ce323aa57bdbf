//! A unit's year: registration, movement, report, exemplar, inspection.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails says so by panicking")]

mod common;

use common::*;
use serde_json::{Value, json};
use thidua_domain::{evidence, exemplar, inspection, registration};
use thidua_sync::row::Key;

/// The officer of the province above the unit.
const OFFICER: &str = "nhung-lth";
/// The officer of another province.
const ELSEWHERE: &str = "duc-nm";

fn with(unit: &str, fields: Value) -> Value {
    json!({ "unit": unit, "fields": fields })
}

fn pledge(person: &str) -> Value {
    json!({ "year": "2022", "person": person, "awards": ["ldtt"], "pledge": "Hoàn thành 100% việc được giao." })
}

fn scopes(world: &World, table: &str, id: &str) -> Vec<String> {
    world.store.rows()[&Key::new(table, id)].scopes.iter().map(|scope| scope.0.clone()).collect()
}

#[test]
fn a_person_registers_once_a_year_and_a_head_takes_note() {
    let (mut world, cast) = (World::demo(), cast());
    let mut submit =
        |who: &str, id: &str, fields: Value| world.code(who, "registration.submit@1", id, with(&cast.unit, fields));
    assert_eq!(submit(&cast.staff, "r-1", pledge(&cast.staff)), "ok");
    assert_eq!(submit(&cast.staff, "r-2", pledge(&cast.staff)), "registered_already");
    assert_eq!(submit(&cast.staff, "r-3", pledge("duc-lv")), "registration_of_another");
    assert_eq!(submit(&cast.head, "r-3", pledge("duc-lv")), "ok");
    let mut unit = pledge("");
    unit["collective"] = json!(cast.unit);
    assert_eq!(submit(&cast.staff, "r-4", unit.clone()), "registration_of_another");
    assert_eq!(submit(&cast.head, "r-4", unit), "ok");
    for (name, value, code) in [
        ("awards", json!([]), "awards_missing"),
        ("pledge", json!("  "), "pledge_missing"),
        ("awards", json!("ldtt"), "list_unreadable"),
        ("pledge", json!("x".repeat(10_001)), "text_too_long"),
    ] {
        let mut fields = pledge("an-hs");
        fields[name] = value;
        assert_eq!(submit("an-hs", "r-5", fields), code);
    }
    assert_eq!(world.code(&cast.staff, "registration.confirm@1", "r-1", json!({})), "forbidden");
    assert_eq!(world.code(&cast.head, "registration.confirm@1", "r-1", json!({})), "ok");
    // One that was withdrawn makes room for another.
    assert_eq!(world.code(&cast.head, "registration.withdraw@1", "r-3", json!({})), "ok");
    assert_eq!(world.code("duc-lv", "registration.submit@1", "r-6", with(&cast.unit, pledge("duc-lv"))), "ok");
}

#[test]
fn a_deadline_is_set_by_who_leads_and_seen_by_all() {
    let (mut world, cast) = (World::demo(), cast());
    let id = registration::deadline_id("2022", &cast.unit);
    let args = |until: Value| json!({ "year": "2022", "unit": cast.unit, "until": until });
    assert_eq!(world.code(&cast.staff, "deadline.set@1", &id, args(json!("2022-02-28"))), "forbidden");
    assert_eq!(world.code(&cast.head, "deadline.set@1", &id, args(json!("2022-02-30"))), "date_unreal");
    assert_eq!(world.code(&cast.head, "deadline.set@1", &id, args(json!("2022-02-28"))), "ok");
    assert_eq!(scopes(&world, "deadline", &id), ["public"]);
    assert_eq!(world.code(OFFICER, "deadline.set@1", &id, args(Value::Null)), "ok");
    assert!(!world.store.rows().contains_key(&Key::new("deadline", id)));
}

#[test]
fn a_movement_belongs_to_its_unit_and_is_closed_by_a_report() {
    let (mut world, cast) = (World::demo(), cast());
    let fields = json!({ "title": "Chung sức thu hồi tài sản", "mode": "subject", "from": "2022-02", "to": "2022-09-30",
                         "aims": "Thu hồi trên 40,10% về tiền." });
    let launch =
        |world: &mut World, who: &str| world.code(who, "unit_movement.submit@1", "m-1", with("na", fields.clone()));
    assert_eq!(launch(&mut world, &cast.staff), "forbidden");
    assert_eq!(launch(&mut world, OFFICER), "ok");
    // The head of the province changes it as well; those below and elsewhere do not.
    let change = |text: &str| json!({ "fields": { "launching": text } });
    assert_eq!(world.code("truong-px", "unit_movement.edit@1", "m-1", change("Phát động ngày 15/02/2022.")), "ok");
    assert_eq!(world.code(&cast.head, "unit_movement.edit@1", "m-1", change("…")), "not_found");
    assert_eq!(world.code(ELSEWHERE, "unit_movement.withdraw@1", "m-1", json!({})), "not_found");
    assert_eq!(world.code("truong-px", "unit_movement.confirm@1", "m-1", json!({})), "unknown_kind");
    let mut backwards = fields.clone();
    backwards["to"] = json!("2022-01-31");
    assert_eq!(world.code(OFFICER, "unit_movement.submit@1", "m-2", with("na", backwards)), "period_backwards");

    let report =
        json!({ "mode": "closing", "own": "m-1", "title": "Tổng kết", "date": "2022-09-30", "results": "Đạt 41,2%." });
    let mut twice = report.clone();
    twice["campaign"] = json!("d1");
    assert_eq!(world.code(OFFICER, "report.submit@1", "b-1", with("na", twice)), "subject_twice");
    assert_eq!(world.code(OFFICER, "report.submit@1", "b-1", with("na", report)), "ok");
    assert_eq!(world.code(OFFICER, "report.confirm@1", "b-1", json!({})), "forbidden");
    assert_eq!(world.code("truong-px", "report.confirm@1", "b-1", json!({})), "ok");
    assert_eq!(
        world.code(OFFICER, "report.edit@1", "b-1", json!({ "fields": { "results": "…" } })),
        "already_confirmed"
    );
}

#[test]
fn an_exemplar_passes_its_four_stages_and_is_taken_up_elsewhere() {
    let (mut world, cast) = (World::demo(), cast());
    let fields = json!({ "title": "Vận động thay cho cưỡng chế", "person": cast.staff, "from": "2022-03-02",
                         "story": "Sáu vụ việc tự nguyện thi hành sau vận động." });
    assert_eq!(world.code(&cast.staff, "exemplar.submit@1", "e-1", with(&cast.unit, fields)), "ok");
    let advance = |world: &mut World, who: &str, stage: &str| {
        world.code(who, "exemplar.advance@1", "e-1", json!({ "stage": stage, "date": "2022-06-01" }))
    };
    let write = |world: &mut World, name: &str, value: Value| {
        let fields = json!({ "fields": { name: value } });
        assert_eq!(world.code(OFFICER, "exemplar.edit@1", "e-1", fields), "ok", "{name}");
    };
    let publish =
        |world: &mut World, who: &str, on: bool| world.code(who, "exemplar.publish@1", "e-1", json!({ "on": on }));
    assert_eq!(advance(&mut world, &cast.staff, "fostered"), "forbidden");
    assert_eq!(advance(&mut world, &cast.head, "summed_up"), "stage_skipped");
    assert_eq!(advance(&mut world, &cast.head, "fostered"), "fostering_missing");
    write(&mut world, "fostering", json!("Giao thêm địa bàn."));
    assert_eq!(advance(&mut world, &cast.head, "fostered"), "ok");
    assert_eq!(publish(&mut world, OFFICER, true), "stage_too_early");
    write(&mut world, "summary", json!("Cách làm gồm ba bước."));
    assert_eq!(advance(&mut world, OFFICER, "summed_up"), "ok");
    assert!(!scopes(&world, "exemplar", "e-1").contains(&"public".to_owned()));
    assert_eq!(world.code(ELSEWHERE, "exemplar.take_up@1", "e-1", json!({ "unit": "lc" })), "not_found");
    assert_eq!(publish(&mut world, &cast.staff, true), "forbidden");
    assert_eq!(publish(&mut world, OFFICER, true), "ok");
    assert!(scopes(&world, "exemplar", "e-1").contains(&"public".to_owned()));
    assert_eq!(advance(&mut world, OFFICER, "spread"), "units_missing");
    write(&mut world, "units", json!(["lc", "ag"]));
    assert_eq!(advance(&mut world, OFFICER, "spread"), "ok");
    // Other units say for themselves that they take it up, and for no other.
    let take = |unit: &str| json!({ "unit": unit, "note": "Áp dụng tại ba khu vực." });
    assert_eq!(world.code(ELSEWHERE, "exemplar.take_up@1", "e-1", take("ag")), "forbidden");
    assert_eq!(world.code(ELSEWHERE, "exemplar.take_up@1", "e-1", take("lc")), "ok");
    assert_eq!(scopes(&world, "uptake", &exemplar::uptake_id("e-1", "lc")), ["public"]);
    assert_eq!(publish(&mut world, &cast.head, false), "ok");
    assert!(!scopes(&world, "exemplar", "e-1").contains(&"public".to_owned()));
    let stages = world.body("exemplar", "e-1")["stages"].clone();
    assert_eq!(stages.as_object().unwrap().len(), 3);
}

#[test]
fn a_published_exemplar_shows_its_photos_and_no_others() {
    let (mut world, cast) = (World::demo(), cast());
    let sha = |digit: char| digit.to_string().repeat(64);
    for (by, digit) in [(cast.staff.as_str(), 'a'), (OFFICER, 'b'), (cast.staff.as_str(), 'c')] {
        let args = json!({ "by": by, "kind": "jpeg", "bytes": 7, "width": 4, "height": 3 });
        assert_eq!(world.code(thidua_domain::SYSTEM, evidence::ARRIVE, &sha(digit), args), "ok");
    }
    let photos = |digits: &str| json!(digits.chars().map(|digit| format!("{}.jpg", sha(digit))).collect::<Vec<_>>());
    let fields = json!({ "title": "t", "model": "Mô hình", "from": "2022-03", "story": "s", "evidence": photos("a") });
    assert_eq!(world.code(&cast.staff, "exemplar.submit@1", "e-1", with(&cast.unit, fields)), "ok");
    // The officer adds a photo of their own, and names one of the author's that the author never named here.
    let more = json!({ "fields": { "evidence": photos("abc"), "fostering": "f", "summary": "s" } });
    assert_eq!(world.code(OFFICER, "exemplar.edit@1", "e-1", more), "ok");
    for stage in ["fostered", "summed_up"] {
        let args = json!({ "stage": stage, "date": "2022-06-01" });
        assert_eq!(world.code(OFFICER, "exemplar.advance@1", "e-1", args), "ok");
    }
    assert_eq!(world.code(OFFICER, "exemplar.publish@1", "e-1", json!({ "on": true })), "ok");
    let public = |world: &World, digit| scopes(world, evidence::TABLE, &sha(digit)).contains(&"public".to_owned());
    assert!(public(&world, 'a') && public(&world, 'b') && !public(&world, 'c'));
    assert_eq!(world.code(OFFICER, "exemplar.publish@1", "e-1", json!({ "on": false })), "ok");
    assert!(!public(&world, 'a') && !public(&world, 'b'));
}

#[test]
fn an_inspected_unit_sees_the_findings_and_reports_its_remedies() {
    let (mut world, cast) = (World::demo(), cast());
    let remedy = inspection::Remedy {
        id: "k1".into(),
        due: thidua_domain::date::day("2022-06-10"),
        text: "Bổ sung sổ theo dõi thi đua".into(),
    };
    assert_eq!(remedy.to_string().parse::<inspection::Remedy>(), Ok(remedy.clone()));
    let fields = json!({ "title": "Kiểm tra công tác thi đua", "date": "2022-05-20", "inspected": [cast.unit],
                         "findings": "Chưa mở sổ.", "remedies": [remedy.to_string()] });
    let mut bad = fields.clone();
    bad["remedies"] = json!(["k1 2022-13-01 sai ngày"]);
    assert_eq!(world.code(OFFICER, "inspection.submit@1", "i-1", with("na", bad)), "list_unreadable");
    assert_eq!(world.code(&cast.head, "inspection.submit@1", "i-1", with("na", fields.clone())), "forbidden");
    assert_eq!(world.code(OFFICER, "inspection.submit@1", "i-1", with("na", fields)), "ok");
    assert!(scopes(&world, "inspection", "i-1").contains(&format!("unit:{}", cast.unit)));
    let settle = |remedy: &str, done: bool| json!({ "remedy": remedy, "done": done, "note": "Đã mở sổ ngày 01/6." });
    assert_eq!(world.code(&cast.staff, "inspection.remedy@1", "i-1", settle("k1", true)), "forbidden");
    assert_eq!(world.code(ELSEWHERE, "inspection.remedy@1", "i-1", settle("k1", true)), "forbidden");
    assert_eq!(world.code(&cast.head, "inspection.remedy@1", "i-1", settle("k2", true)), "remedy_gone");
    assert_eq!(world.code(&cast.head, "inspection.remedy@1", "i-1", settle("k1", true)), "ok");
    assert_eq!(world.body("inspection", "i-1")["done"]["k1"]["by"], json!(cast.head));
    assert_eq!(world.code(OFFICER, "inspection.remedy@1", "i-1", settle("k1", false)), "ok");
    assert_eq!(world.body("inspection", "i-1")["done"], json!({}));
}
