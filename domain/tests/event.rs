//! Events: their form, who organises and sees them, and what leaves the organisers' devices when they are over.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails says so by panicking")]

mod common;

use common::hall::*;
use common::*;
use serde_json::{Value, json};
use thidua_domain::checkin::{
    ATTENDANCE, EVENT_CODE, EVENT_KEY, ROSTER, attendance_id, event_key_id, roster_id, token,
};
use thidua_domain::event;
use thidua_sync::command::{Base, Outcome};
use thidua_sync::row::Key;

/// The officer of another province, whom the event invites by name.
const INVITED: &str = "nga-ht";
/// Of another province: invited, but its names are not for this one.
const FAR: &str = "duc-nm";
const SCOPE: &str = "event:01980000-0000-7000-8000-0000000000e1";

fn scopes(world: &World, table: &str, id: &str) -> Vec<String> {
    world.store.rows()[&Key::new(table, id)].scopes.iter().map(|scope| scope.0.clone()).collect()
}

fn sees(world: &mut World, who: &str, table: &str, id: &str) -> bool {
    let held = world.scopes(who);
    world.store.rows().get(&Key::new(table, id)).is_some_and(|row| row.scopes.iter().any(|s| held.contains(&s.0)))
}

/// A person of another province who is neither invited nor an organiser, and leads nothing.
fn outsider() -> String {
    let demo: Value = serde_json::from_str(DEMO).unwrap();
    let grants = demo["grants"].as_array().unwrap();
    let leads = |id: &Value| grants.iter().any(|grant| grant["person"] == *id && grant["role"] != "staff");
    let people = demo["people"].as_array().unwrap();
    let found = people.iter().find(|person| person["unit"] == "ag-kv1" && !leads(&person["id"])).unwrap();
    found["id"].as_str().unwrap().to_owned()
}

/// Writes a field over what is there.
fn edit(world: &mut World, name: &str, new: Value) -> String {
    let old = world.body(event::TABLE, EVENT)[name].clone();
    let base = Base { fields: [(name.to_owned(), old)].into(), ..Base::default() };
    code_of(world.run(OFFICER, "event.edit@1", EVENT, base, json!({ "fields": { name: new } })))
}

#[test]
fn an_event_says_what_it_lacks_and_what_cannot_be() {
    let mut world = World::demo();
    for (name, value, code) in [
        ("title", json!(" "), "event_title_missing"),
        ("opens", json!(null), "event_opens_missing"),
        ("closes", json!(""), "event_closes_missing"),
        ("opens", json!("2026-11-23 09:30"), "moment_unreal"),
        ("opens", json!("2026-02-30T09:30"), "moment_unreal"),
        ("closes", json!("2026-11-23T09:30"), "event_closes_too_early"),
        ("closes", json!("2026-11-30T09:31"), "event_too_long"),
        ("out_from", json!("2026-11-23T11:31"), "event_out_backwards"),
        ("out_from", json!("2026-11-23T09:29"), "event_out_backwards"),
        ("out_to", json!("2026-11-23T09:29"), "event_out_backwards"),
        ("radius", json!(19), "count_out_of_range"),
        ("radius", json!("20001"), "count_out_of_range"),
        ("radius", json!("xa"), "count_out_of_range"),
        ("capacity", json!(0), "count_out_of_range"),
        ("reentry", json!("maybe"), "choice_unknown"),
        ("spot", json!({ "lat": 91_000_000, "lon": 0, "acc": 0 }), "spot_unreal"),
        ("spot", json!({ "lat": 1.5, "lon": 0, "acc": 0 }), "spot_unreal"),
        ("guests", json!(vec!["x"; 51]), "event_people_too_many"),
        ("organisers", json!(vec!["x"; 21]), "event_organisers_too_many"),
        ("invited", json!(vec!["x"; 101]), "event_units_too_many"),
        ("note", json!("x".repeat(10_001)), "text_too_long"),
        ("organised", json!(["hanh-nt"]), "field_unknown"),
        ("closed", json!({ "by": "x", "at": 1 }), "field_unknown"),
    ] {
        let mut fields = fields();
        fields[name] = value.clone();
        let args = json!({ "unit": "na", "fields": fields });
        assert_eq!(world.code(OFFICER, "event.submit@1", EVENT, args), code, "{name} {value}");
    }
    let args = json!({ "unit": "na", "fields": fields() });
    assert_eq!(world.code(OFFICER, "event.submit@1", "e-1", args.clone()), "id_unusable");
    assert_eq!(world.code(&cast().staff, "event.submit@1", EVENT, args.clone()), "forbidden");
    assert_eq!(world.code(OFFICER, "event.submit@1", EVENT, args), "ok");
    assert_eq!(world.code("truong-px", "event.confirm@1", EVENT, json!({})), "unknown_kind");
}

#[test]
fn the_invited_see_an_event_and_its_keys_and_nobody_else_does() {
    let (mut world, cast) = (World::with_event(fields()), cast());
    world.certify();
    let key = event_key_id(EVENT, &token::key_id(&token::public(&HALL)));
    for person in [OFFICER, "truong-px", "khoi-dm", INVITED] {
        assert!(sees(&mut world, person, event::TABLE, EVENT), "{person}");
        assert!(sees(&mut world, person, EVENT_KEY, &key), "{person}");
    }
    let outsider = outsider();
    let roster = roster_id(EVENT, "na");
    let rows = [(event::TABLE, EVENT), (EVENT_KEY, &key), (EVENT_CODE, &key), (ROSTER, &roster)];
    for (table, id) in rows {
        assert!(sees(&mut world, OFFICER, table, id) && !sees(&mut world, &outsider, table, id), "{table}");
    }
    assert!(!sees(&mut world, INVITED, EVENT_CODE, &key) && !sees(&mut world, INVITED, ROSTER, &roster));
    // A unit that is invited later sees it then, with the keys that are there.
    assert!(!sees(&mut world, &cast.stranger, EVENT_KEY, &key));
    let unit = world.body("person", &cast.stranger)["unit"].clone();
    let more = json!({ "fields": { "invited": ["na", "na-kv1", unit] } });
    assert_eq!(world.code(OFFICER, "event.edit@1", EVENT, more), "ok");
    assert!(sees(&mut world, &cast.stranger, event::TABLE, EVENT) && sees(&mut world, &cast.stranger, EVENT_KEY, &key));
}

#[test]
fn names_and_secrets_reach_organisers_alone_and_go_when_it_closes() {
    let mut world = World::with_event(fields());
    world.certify();
    let key = event_key_id(EVENT, &token::key_id(&token::public(&HALL)));
    let roster = roster_id(EVENT, "na");
    assert_eq!(
        (scopes(&world, ROSTER, &roster), scopes(&world, EVENT_CODE, &key)),
        (vec![SCOPE.into()], vec![SCOPE.into()])
    );
    for (person, is_organiser) in [(OFFICER, true), ("truong-px", true), ("khoi-dm", true), (INVITED, false)] {
        assert_eq!(world.scopes(person).contains(&SCOPE.to_owned()), is_organiser, "{person}");
    }
    let people = world.body(ROSTER, &roster)["people"].clone();
    assert_eq!(people.as_array().unwrap().len(), 8);
    let officer = people.as_array().unwrap().iter().find(|person| person[0] == OFFICER).unwrap();
    assert_eq!(officer, &json!([OFFICER, "Nhung L.T.H.", []]));
    let named = world.body(ROSTER, &roster_id(EVENT, "-"))["people"].clone();
    assert_eq!((named.as_array().unwrap().len(), &named[0][0]), (1, &json!(INVITED)));
    assert!(scopes(&world, "event", EVENT).contains(&format!("person:{FAR}")));
    // A pass is known to the hall as soon as it is set.
    assert_eq!(world.code(OFFICER, "pass.set@1", "", pass_args(OFFICER)), "ok");
    assert_eq!(world.code(INVITED, "pass.set@1", "", pass_args(INVITED)), "ok");
    let known = token::key_id(&token::public(&seed(INVITED)));
    assert_eq!(world.body(ROSTER, &roster_id(EVENT, "-"))["people"][0][2], json!([known]));
    // Who comes into the unit is expected, who leaves it is not.
    let args = json!({ "family": "Hồ", "given": "Mai", "post": "Chuyên viên", "unit": "na" });
    assert_eq!(world.code(thidua_domain::SYSTEM, "person.create@1", "mai-h", args), "ok");
    assert_eq!(world.body(ROSTER, &roster)["people"].as_array().unwrap().len(), 9);
    let args = json!({ "unit": "na-kv1" });
    assert_eq!(world.code(thidua_domain::SYSTEM, "person.move@1", "mai-h", args), "ok");
    assert_eq!(world.body(ROSTER, &roster)["people"].as_array().unwrap().len(), 8);
    let there = world.body(ROSTER, &roster_id(EVENT, "na-kv1"))["people"].clone();
    assert!(there.as_array().unwrap().contains(&json!(["mai-h", "Mai H.", []])));
    // A unit that is no longer invited loses its roster.
    assert_eq!((world.count(ROSTER), edit(&mut world, "invited", json!(["na"]))), (3, "ok".into()));
    assert_eq!(world.count(ROSTER), 2);

    assert_eq!(world.code(&outsider(), "event.close@1", EVENT, json!({ "on": true })), "forbidden");
    assert_eq!(world.code("khoi-dm", "event.close@1", EVENT, json!({ "on": true })), "ok");
    assert_eq!(world.count(ROSTER), 0);
    for person in [OFFICER, "truong-px", "khoi-dm"] {
        assert!(!world.scopes(person).contains(&SCOPE.to_owned()), "{person}");
    }
    // The server keeps the secret, for codes that were typed and come late.
    assert_eq!(world.count(EVENT_CODE), 1);
    assert_eq!(world.code("khoi-dm", "event.close@1", EVENT, json!({ "on": false })), "ok");
    assert_eq!(world.count(ROSTER), 2);
    assert!(world.scopes("khoi-dm").contains(&SCOPE.to_owned()));
    assert_eq!(world.code(OFFICER, "event.withdraw@1", EVENT, json!({})), "ok");
    assert_eq!((world.count(ROSTER), world.scopes(OFFICER).contains(&SCOPE.to_owned())), (0, false));
    assert_eq!(world.code(OFFICER, "event.close@1", EVENT, json!({ "on": true })), "already_withdrawn");
}

#[test]
fn attendance_is_seen_by_the_person_both_units_and_the_organisers_until_it_closes() {
    let mut world = World::with_event(fields());
    world.certify();
    let outsider = outsider();
    assert_eq!(scan_now(&mut world, &outsider, json!({ "way": "shown", "token": shown(NOW) })), "ok");
    let id = attendance_id(EVENT, &outsider);
    let seen = [SCOPE, &format!("person:{outsider}"), "unit:ag-kv1", "unit:na"];
    assert_eq!(scopes(&world, ATTENDANCE, &id), seen);
    assert!(sees(&mut world, "khoi-dm", ATTENDANCE, &id) && sees(&mut world, &outsider, ATTENDANCE, &id));
    assert!(!sees(&mut world, FAR, ATTENDANCE, &id));
}

#[test]
fn who_ever_organised_hands_in_what_they_scanned_then() {
    let (mut world, cast) = (World::with_event(fields()), cast());
    let name = json!({ "way": "name", "person": cast.staff });
    assert_eq!(scan_now(&mut world, INVITED, name.clone()), "forbidden");
    assert_eq!(
        world.code("khoi-dm", "attendance.resolve@1", &attendance_id(EVENT, INVITED), json!({ "present": true })),
        "reason_missing"
    );
    for organisers in [json!([INVITED]), json!([])] {
        assert_eq!(edit(&mut world, "organisers", organisers), "ok");
    }
    // They scan, certify and are believed; they decide no more, and hold its names no more.
    assert_eq!(scan_now(&mut world, INVITED, name), "ok");
    assert_eq!(world.code(INVITED, "event.key@1", EVENT, key_args()), "ok");
    let present = json!({ "present": true, "reason": "Có mặt" });
    assert_eq!(world.code(INVITED, "attendance.resolve@1", &attendance_id(EVENT, "an-hs"), present), "forbidden");
    assert!(!world.scopes(INVITED).contains(&SCOPE.to_owned()));
}

#[test]
fn who_led_the_unit_on_that_day_hands_in_what_they_scanned_then() {
    let mut own = fields();
    own["organisers"] = json!([]);
    let (mut world, cast) = (World::with_event(own), cast());
    let roles = world.store.rows().iter().filter(|(key, _)| key.table == "grant");
    let of_head = roles.filter(|(_, row)| row.body.value()["person"] == "truong-px");
    for id in of_head.map(|(key, _)| key.id.clone()).collect::<Vec<_>>() {
        assert_eq!(world.code(thidua_domain::SYSTEM, "grant.withdraw@1", &id, json!({})), "ok");
    }
    let name = json!({ "way": "name", "person": cast.staff });
    assert_eq!(scan_now(&mut world, "truong-px", name.clone()), "ok");
    assert_eq!(scan_now(&mut world, &cast.head, name), "forbidden");
    let present = json!({ "present": true, "reason": "Có mặt" });
    let id = attendance_id(EVENT, &cast.staff);
    assert_eq!(world.code("truong-px", "attendance.resolve@1", &id, present), "forbidden");
}

#[test]
fn a_decision_needs_a_reason_and_what_the_person_saw() {
    let (mut world, cast) = (World::with_event(fields()), cast());
    let id = attendance_id(EVENT, &cast.staff);
    let resolve = |world: &mut World, who: &str, seq: u64, args: Value| {
        code_of(world.run(who, "attendance.resolve@1", &id, Base { seq, ..Base::default() }, args))
    };
    let no = json!({ "present": false, "reason": "Đã về từ đầu giờ" });
    assert_eq!(resolve(&mut world, &cast.staff, 0, no.clone()), "forbidden");
    assert_eq!(resolve(&mut world, OFFICER, 0, json!({ "present": true, "reason": "  " })), "reason_missing");
    assert_eq!(resolve(&mut world, OFFICER, 0, json!({ "reason": "x" })), "bad_args");
    // Somebody who was forgotten.
    let yes = json!({ "present": true, "reason": "Quên mang điện thoại" });
    assert_eq!(resolve(&mut world, OFFICER, 0, yes), "ok");
    let seq = world.store.rows()[&Key::new(ATTENDANCE, id.clone())].seq;
    assert!(world.verdict(&cast.staff).is_counted);
    // A scan came meanwhile.
    assert_eq!(scan_now(&mut world, &cast.staff, json!({ "way": "shown", "token": shown(NOW) })), "ok");
    assert_eq!(resolve(&mut world, OFFICER, seq, no.clone()), "changed_since_seen");
    let seq = world.store.rows()[&Key::new(ATTENDANCE, id.clone())].seq;
    assert_eq!(resolve(&mut world, "truong-px", seq, no), "ok");
    assert!(!world.verdict(&cast.staff).is_counted && world.verdict(&cast.staff).is_resolved);
    let history =
        world.store.rows().iter().filter(|(key, row)| key.table == "history" && row.body.text().contains(&id));
    assert_eq!(history.count(), 2);
    let nobody = attendance_id(EVENT, "khong-co");
    let yes = json!({ "present": true, "reason": "x" });
    assert_eq!(world.code(OFFICER, "attendance.resolve@1", &nobody, yes), "not_found");
}

#[test]
fn fields_of_two_devices_merge_and_organisers_stay_known() {
    let mut world = World::with_event(fields());
    let edit = |name: &str, old: Value, new: Value| {
        let base = Base { fields: [(name.to_owned(), old)].into(), ..Base::default() };
        (base, json!({ "fields": { name: new } }))
    };
    let (base, args) = edit("organisers", json!(["truong-px", "khoi-dm"]), json!(["truong-px"]));
    assert!(matches!(world.run(OFFICER, "event.edit@1", EVENT, base, args), Outcome::Applied { .. }));
    let (base, args) = edit("organisers", json!(["truong-px", "khoi-dm"]), json!(["truong-px", "khoi-dm", INVITED]));
    assert_eq!(code_of(world.run(OFFICER, "event.edit@1", EVENT, base, args)), "ok");
    let stored = world.body(event::TABLE, EVENT);
    let organised: Vec<&str> = stored["organised"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert_eq!(organised, ["khoi-dm", INVITED, OFFICER, "truong-px"]);
    assert!(!world.event().organisers.contains("khoi-dm") && world.event().organisers.contains(INVITED));
}
