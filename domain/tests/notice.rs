//! Who is told after a command.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails says so by panicking")]

mod common;

use common::*;
use serde_json::{Value, json};
use thidua_domain::SYSTEM;
use thidua_domain::notice::{self, Done};
use thidua_sync::server::with_rows;
use thidua_sync::store::Loaded;

/// Who is told after a command, as `person: kind`.
fn told(world: &mut World, who: &str, kind: &str, entity: &str) -> Vec<String> {
    let done = Done { who, kind, entity };
    let told = with_rows(&mut world.store, &mut Loaded::default(), |rows| notice::notices(rows, done, NOW)).unwrap();
    told.into_iter().map(|notice| format!("{}: {}", notice.person, notice.kind.name())).collect()
}

#[test]
fn those_who_are_waited_for_are_told_and_nobody_else() {
    let (mut world, cast) = (World::demo(), cast());
    let (staff, head) = (cast.staff.as_str(), cast.head.as_str());
    let mut step = |who: &str, kind: &str, args: Value| {
        assert_eq!(world.code(who, kind, "n-1", args), "ok", "{kind}");
        told(&mut world, who, kind, "n-1")
    };
    assert_eq!(step(staff, "activity.submit@1", activity(&cast.unit)), [format!("{head}: waits")]);
    assert_eq!(step(staff, "activity.edit@1", json!({ "fields": { "text": "a" } })), [""; 0]);
    assert_eq!(step(head, "activity.return@1", json!({ "reason": "số suất quà" })), [format!("{staff}: returned")]);
    assert_eq!(step(staff, "activity.resend@1", json!({ "fields": {} })), [format!("{head}: waits")]);
    assert_eq!(step(head, "activity.confirm@1", json!({})), [format!("{staff}: confirmed")]);

    // What was decided meanwhile waits for nobody.
    assert_eq!(told(&mut world, staff, "activity.submit@1", "n-1"), [""; 0]);
    assert_eq!(told(&mut world, head, "activity.return@1", "n-1"), [""; 0]);
    assert_eq!(told(&mut world, head, "activity.confirm@1", "n-0"), [""; 0]);
}

#[test]
fn a_head_s_own_record_calls_the_head_above() {
    let (mut world, cast) = (World::demo(), cast());
    let holds = |world: &mut World, person: &str, unit: &str| {
        let args = json!({ "person": person, "role": "unit_head", "unit": unit, "from": "2021-10-01", "to": null });
        world.code(SYSTEM, "grant.give@1", &format!("{person}.{unit}.now"), args)
    };
    assert_eq!(world.code(&cast.head, "activity.submit@1", "n-2", activity(&cast.unit)), "ok");
    assert_eq!(told(&mut world, &cast.head, "activity.submit@1", "n-2"), ["truong-px: waits"]);
    // Two heads of one unit are both called, and one whose role has ended is not.
    assert_eq!(holds(&mut world, &cast.staff, &cast.unit), "ok");
    assert_eq!(told(&mut world, &cast.head, "activity.submit@1", "n-2"), [format!("{}: waits", cast.staff)]);
    let id = format!("{}.{}.now", cast.staff, cast.unit);
    assert_eq!(world.code(SYSTEM, "grant.withdraw@1", &id, json!({})), "ok");
    assert_eq!(told(&mut world, &cast.head, "activity.submit@1", "n-2"), ["truong-px: waits"]);
}

#[test]
fn the_author_of_a_returned_nomination_is_told() {
    let mut world = World::demo();
    let sent = |body: &Value| body["state"] == "sent" && body["unit"].as_str().unwrap().starts_with("na");
    let rows = world.store.rows().iter().filter(|(key, _)| key.table == "nomination");
    let found = rows.map(|(key, row)| (key.id.clone(), row.body.value())).find(|(_, body)| sent(body));
    let (id, body) = found.expect("the demonstration has a nomination that waits");
    assert_eq!(world.code("truong-px", "nomination.return@1", &id, json!({ "reason": "thiếu minh chứng" })), "ok");
    let author = body["author"].as_str().unwrap();
    assert_eq!(told(&mut world, "truong-px", "nomination.return@1", &id), [format!("{author}: returned")]);
}

#[test]
fn registrations_and_reports_wait_for_a_head_and_exemplars_for_nobody() {
    let (mut world, cast) = (World::demo(), cast());
    let fields = json!({ "year": "2022", "person": cast.staff, "awards": ["ldtt"], "pledge": "a" });
    let args = json!({ "unit": cast.unit, "fields": fields });
    assert_eq!(world.code(&cast.staff, "registration.submit@1", "r-1", args), "ok");
    assert_eq!(told(&mut world, &cast.staff, "registration.submit@1", "r-1"), [format!("{}: waits", cast.head)]);
    assert_eq!(world.code(&cast.head, "registration.return@1", "r-1", json!({ "reason": "b" })), "ok");
    assert_eq!(told(&mut world, &cast.head, "registration.return@1", "r-1"), [format!("{}: returned", cast.staff)]);
    assert!(notice::concerns("report.confirm@1") && !notice::concerns("nomination.propose@1"));
    assert!(!notice::concerns("exemplar.submit@1") && !notice::concerns("activity.submit@2"));
}
