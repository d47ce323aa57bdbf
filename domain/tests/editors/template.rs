//! Editions of templates: who publishes them, how big they are, and which one holds where.

use serde_json::{Value, json};
use thidua_domain::template::{Edition, TABLE, id, in_force};

use crate::common::World;

fn template(words: &str) -> Value {
    json!({
        "kind": "minutes",
        "head": { "body": "{council.name}", "type_name": "Biên bản", "subject": "Họp" },
        "body": [{ "paragraph": words }],
    })
}

fn args(unit: &str, nth: u32, template: Value) -> Value {
    json!({ "unit": unit, "kind": "minutes", "nth": nth, "template": template })
}

fn publish(world: &mut World, who: &str, unit: &str, nth: u32, template: Value) -> String {
    world.code(who, "template.publish@1", &id(unit, "minutes", nth), args(unit, nth, template))
}

fn editions(world: &World) -> Vec<Edition> {
    let rows = world.store.rows();
    let rows = rows.iter().filter(|(key, _)| key.table == TABLE);
    rows.map(|(_, row)| row.body.read().unwrap()).collect()
}

fn said(world: &World, path: &[&str]) -> Option<String> {
    let path: Vec<String> = path.iter().map(|unit| (*unit).to_owned()).collect();
    let all = editions(world);
    let nearest = in_force(&all, &path, "minutes").first().copied()?;
    Some(nearest.template.as_ref()?["body"][0]["paragraph"].as_str()?.to_owned())
}

#[test]
fn an_officer_publishes_for_their_unit_and_below() {
    let mut world = World::demo();
    for who in ["toan-nc", "hanh-nt", "tuan-ha", "nam-vd", "system", "nobody"] {
        assert_eq!(publish(&mut world, who, "na", 1, template("x")), "forbidden", "{who}");
    }
    let officer = "nhung-lth";
    assert_eq!(publish(&mut world, officer, "tw", 1, template("x")), "forbidden");
    assert_eq!(publish(&mut world, officer, "nowhere", 1, template("x")), "forbidden");
    assert_eq!(publish(&mut world, officer, "na", 1, template("x")), "ok");
    assert_eq!(publish(&mut world, officer, "na-kv3", 1, template("x")), "ok");
    assert_eq!(publish(&mut world, "mai-ltt", "na-kv1", 1, template("x")), "ok", "an officer above");
    let row = world.body(TABLE, "na.minutes.1");
    assert_eq!(row["published"]["by"], officer);
    assert_eq!(world.store.rows()[&thidua_sync::row::Key::new(TABLE, "na.minutes.1")].scopes.len(), 1);
}

#[test]
fn each_edition_follows_the_one_before_and_none_is_changed() {
    let mut world = World::demo();
    let officer = "nhung-lth";
    assert_eq!(publish(&mut world, officer, "na", 2, template("x")), "template_replaced", "a gap");
    assert_eq!(publish(&mut world, officer, "na", 0, template("x")), "template_replaced");
    assert_eq!(publish(&mut world, officer, "na", 1, template("một")), "ok");
    assert_eq!(publish(&mut world, "mai-ltt", "na", 1, template("khác")), "template_replaced", "somebody was first");
    assert_eq!(publish(&mut world, officer, "na", 2, template("hai")), "ok");
    assert_eq!(world.body(TABLE, "na.minutes.1")["template"]["body"][0]["paragraph"], "một");
    let wrong_id = world.code(officer, "template.publish@1", "na.minutes.9", args("na", 3, template("x")));
    assert_eq!(wrong_id, "bad_args");
}

#[test]
fn what_is_no_template_or_too_large_is_refused() {
    let mut world = World::demo();
    let officer = "nhung-lth";
    let mut deep = json!("x");
    for _ in 0..30 {
        deep = json!([deep]);
    }
    let mut wrong_kind = template("x");
    wrong_kind["kind"] = json!("decision");
    for (bad, code) in [
        (json!("x"), "template_shape"),
        (json!({ "kind": "minutes" }), "template_shape"),
        (wrong_kind, "template_shape"),
        (json!({ "kind": "minutes", "head": {}, "body": [deep] }), "template_shape"),
        (json!({ "kind": "minutes", "head": {}, "body": vec![0; 6_000] }), "template_shape"),
        (template(&"ă".repeat(40_000)), "template_too_large"),
    ] {
        assert_eq!(publish(&mut world, officer, "na", 1, bad), code);
    }
    let odd = json!({ "unit": "na", "kind": "poster", "nth": 1, "template": template("x") });
    assert_eq!(world.code(officer, "template.publish@1", "na.poster.1", odd), "template_unknown");
    let mut noted = args("na", 1, template("x"));
    noted["note"] = json!("y".repeat(501));
    assert_eq!(world.code(officer, "template.publish@1", "na.minutes.1", noted), "text_too_long");
}

#[test]
fn the_nearest_unit_wins_and_going_back_uncovers_what_is_above() {
    let mut world = World::demo();
    let path = ["tw", "na", "na-kv3"];
    assert_eq!(said(&world, &path), None);
    assert_eq!(publish(&mut world, "mai-ltt", "tw", 1, template("của Cục")), "ok");
    assert_eq!(publish(&mut world, "nhung-lth", "na", 1, template("của tỉnh")), "ok");
    assert_eq!(said(&world, &path).as_deref(), Some("của tỉnh"));
    assert_eq!(said(&world, &["tw", "lc"]).as_deref(), Some("của Cục"));
    assert_eq!(publish(&mut world, "nhung-lth", "na", 2, template("bản hai")), "ok");
    assert_eq!(said(&world, &path).as_deref(), Some("bản hai"));
    assert_eq!(publish(&mut world, "nhung-lth", "na", 3, Value::Null), "ok");
    assert_eq!(said(&world, &path).as_deref(), Some("của Cục"));
}
