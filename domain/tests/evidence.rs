//! Who sees a file, and what a record names.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails says so by panicking")]

mod common;

use common::*;
use serde_json::json;
use thidua_domain::{SYSTEM, evidence};
use thidua_sync::command::Outcome;
use thidua_sync::row::Key;

fn sha(digit: char) -> String {
    digit.to_string().repeat(64)
}

fn shown(world: &World, digit: char) -> Vec<String> {
    let row = &world.store.rows()[&Key::new(evidence::TABLE, sha(digit))];
    row.scopes.iter().map(|scope| scope.0.clone()).collect()
}

#[test]
fn evidence_is_named_by_what_it_contains() {
    let text = format!("{}.jpg Cưỡng chế tại xã Nghi Phú", sha('a'));
    let piece: evidence::Piece = text.parse().unwrap();
    assert_eq!((piece.sha.as_str(), piece.caption.as_str()), (sha('a').as_str(), "Cưỡng chế tại xã Nghi Phú"));
    assert_eq!(piece.to_string(), text);
    assert_eq!(
        format!("{}.pdf", sha('0')).parse::<evidence::Piece>().unwrap().to_string(),
        format!("{}.pdf", sha('0'))
    );
    for bad in
        ["", "a.jpg", &sha('A'), &format!("{}.svg", sha('a')), &format!("{}.jpg {}", sha('a'), "x".repeat(1_001))]
    {
        assert!(bad.parse::<evidence::Piece>().is_err(), "{bad}");
    }
}

#[test]
fn captions_of_two_devices_under_one_photo_are_both_kept() {
    let line = |caption: &str| format!("{}.jpg {caption}", sha('a'));
    let pieces = evidence::pieces(&json!([line("Trước"), line("Sau"), line(""), line("Sau"), "lạ"]));
    assert_eq!(pieces.iter().map(|piece| piece.caption.as_str()).collect::<Vec<_>>(), ["Trước / Sau"]);
    assert_eq!(evidence::pieces(&json!([line(""), line("Sau")]))[0].caption, "Sau");
}

#[test]
fn a_file_is_seen_by_those_who_see_a_record_of_whoever_handed_it_in() {
    let mut world = World::demo();
    let cast = cast();
    let (own, unit) = (format!("person:{}", cast.staff), format!("unit:{}", cast.unit));
    let arrive = |world: &mut World, who: &str, by: &str, digit: char| {
        let args = json!({ "by": by, "kind": "jpeg", "bytes": 7, "width": 4, "height": 3 });
        world.code(who, evidence::ARRIVE, &sha(digit), args)
    };
    assert_eq!(arrive(&mut world, &cast.staff, &cast.staff, 'a'), "forbidden");
    // Before its record: its owner alone sees it.
    assert_eq!(arrive(&mut world, SYSTEM, &cast.staff, 'a'), "ok");
    assert_eq!(shown(&world, 'a'), std::slice::from_ref(&own));
    let mut args = activity(&cast.unit);
    args["fields"]["evidence"] = json!([format!("{}.jpg", sha('a')), format!("{}.jpg", sha('b'))]);
    assert_eq!(world.code(&cast.staff, "activity.submit@1", "a-1", args.clone()), "ok");
    assert_eq!(shown(&world, 'a'), [own.clone(), unit.clone()]);
    // After its record.
    assert_eq!(arrive(&mut world, SYSTEM, &cast.staff, 'b'), "ok");
    assert_eq!(shown(&world, 'b'), [own.clone(), unit.clone()]);
    // Somebody elsewhere who names it without having it shows it to nobody, and does not see it.
    let elsewhere = world.body("person", &cast.stranger)["unit"].as_str().unwrap().to_owned();
    args["unit"] = json!(elsewhere);
    assert_eq!(world.code(&cast.stranger, "activity.submit@1", "a-2", args), "ok");
    assert_eq!(shown(&world, 'a'), [own.clone(), unit.clone()]);
    // Who hands it in as well has it.
    assert_eq!(arrive(&mut world, SYSTEM, &cast.stranger, 'a'), "ok");
    assert!(shown(&world, 'a').contains(&format!("unit:{elsewhere}")));
    // A record that ceases to name it shows it no longer.
    let base = serde_json::from_value(
        json!({ "fields": { "evidence": [format!("{}.jpg", sha('a')), format!("{}.jpg", sha('b'))] } }),
    );
    let less = json!({ "fields": { "evidence": [format!("{}.jpg", sha('a'))] } });
    let outcome = world.run(&cast.staff, "activity.edit@1", "a-1", base.unwrap(), less);
    assert!(matches!(outcome, Outcome::Applied { .. }), "{outcome:?}");
    assert_eq!(shown(&world, 'b'), [own]);
    assert!(shown(&world, 'a').contains(&unit));
}

#[test]
fn two_devices_that_add_a_photo_each_keep_both() {
    let mut world = World::demo();
    let cast = cast();
    assert_eq!(world.code(&cast.staff, "activity.submit@1", "a-1", activity(&cast.unit)), "ok");
    for digit in ['a', 'b'] {
        let photo = json!({ "fields": { "evidence": [format!("{}.jpg", sha(digit))] } });
        assert_eq!(world.code(&cast.staff, "activity.edit@1", "a-1", photo), "ok");
    }
    assert_eq!(world.body("activity", "a-1")["evidence"].as_array().unwrap().len(), 2);
    let many: Vec<String> = (0..21).map(|n| format!("{n:064x}.jpg")).collect();
    let photos = json!({ "fields": { "evidence": many } });
    assert_eq!(world.code(&cast.staff, "activity.edit@1", "a-1", photos), "evidence_too_many");
}
