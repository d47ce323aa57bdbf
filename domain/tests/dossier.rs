//! From the facts of a history to a dossier that was appraised and posted.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails says so by panicking")]

mod common;

use common::{NOW, Sent, World, code_of, command};
use serde_json::{Value, json};
use thidua_domain::date;
use thidua_domain::history::fact;
use thidua_domain::nomination::course::{self, Holder};
use thidua_domain::nomination::{self, Nomination};
use thidua_domain::seed;
use thidua_sync::command::Base;
use thidua_sync::row::Key;

const R2: &str = include_str!("../../public/rules/r2-98-2023.json");
const R3: &str = include_str!("../../public/rules/r3-152-2025.json");
const DAY: i64 = 86_400_000;

fn world() -> World {
    let mut world = World::demo();
    let calendar = seed::calendar(include_str!("../../public/calendar/vn.json")).unwrap();
    for step in calendar.into_iter().chain([seed::rules(R3).unwrap()]) {
        assert_eq!(world.code(&step.who, step.kind, &step.entity, step.args), "ok", "{}", step.entity);
    }
    world
}

fn rated(person: &str, year: i32) -> Value {
    json!({ "fact": "rated", "subject": { "person": person }, "year": year, "level": "good" })
}

fn facts_of(world: &World, person: &str) -> Vec<(Key, Vec<String>)> {
    let rows = world.store.rows().iter().filter(|(key, _)| key.table == fact::TABLE);
    let of = |body: &Value| body["fact"]["subject"]["person"] == person;
    let rows = rows.filter(|(_, row)| of(&row.body.value()));
    rows.map(|(key, row)| (key.clone(), row.scopes.iter().map(|scope| scope.0.clone()).collect())).collect()
}

#[test]
fn who_leads_a_unit_enters_facts_of_its_people_and_nobody_else_does() {
    let mut world = world();
    let one = json!({ "facts": [rated("duc-lv", 2018)] });
    for (who, code) in
        [("hanh-nt", "forbidden"), ("sinh-ga", "forbidden"), ("nghia-ht", "forbidden"), ("toan-nc", "ok")]
    {
        assert_eq!(world.code(who, "fact.record@1", "f", one.clone()), code, "{who}");
    }
    let scopes = facts_of(&world, "duc-lv").pop().unwrap().1;
    assert_eq!(scopes, ["person:duc-lv", "unit:na-kv3"]);
    let all = json!({ "facts": [{ "fact": "known", "topic": "titles", "to": 2022 }] });
    assert_eq!(world.code("toan-nc", "fact.record@1", "f", all.clone()), "forbidden");
    assert_eq!(world.code("mai-ltt", "fact.record@1", "f", all), "ok");
}

#[test]
fn a_fact_is_there_once_and_a_bad_one_takes_all_of_its_command_back() {
    let mut world = world();
    let before = world.store.rows().len();
    let wrong = [
        (json!({ "facts": [] }), "bad_args"),
        (json!({ "facts": [{ "fact": "rated", "year": 2020 }] }), "facts_unreadable"),
        (json!({ "facts": [rated("duc-lv", 2017), rated("khong-co", 2017)] }), "person_unknown"),
        (json!({ "facts": [rated("duc-lv", 2017), rated("viet-tq", 2017)] }), "forbidden"),
        (json!({ "facts": vec![rated("duc-lv", 2017); fact::MOST + 1] }), "too_large"),
        (
            json!({ "facts": [{ "fact": "title", "subject": { "person": "duc-lv" }, "award": "ldtt", "year": 2020,
                             "ground": "cong_trang", "decision": "1/QĐ", "day": "2020-02-30" }] }),
            "facts_unreadable",
        ),
    ];
    for (args, code) in wrong {
        assert_eq!(world.code("toan-nc", "fact.record@1", "f", args), code);
    }
    assert_eq!(world.store.rows().len(), before, "nothing half applied");
    let twice = json!({ "facts": [rated("duc-lv", 2017), rated("duc-lv", 2017)] });
    for _ in 0..2 {
        assert_eq!(world.code("toan-nc", "fact.record@1", "f", twice.clone()), "ok");
    }
    assert_eq!(world.store.rows().len(), before + 1);
}

#[test]
fn a_withdrawn_fact_stays_to_be_read_and_may_be_entered_again() {
    let mut world = world();
    let args = json!({ "facts": [rated("duc-lv", 2016)] });
    let known = facts_of(&world, "duc-lv").len();
    assert_eq!(world.code("toan-nc", "fact.record@1", "f", args.clone()), "ok");
    let all = facts_of(&world, "duc-lv");
    let id = all
        .iter()
        .map(|(key, _)| key.id.clone())
        .find(|id| world.body(fact::TABLE, id)["fact"]["year"] == 2016)
        .unwrap();
    assert_eq!(world.code("hanh-nt", "fact.withdraw@1", &id, json!({ "reason": "x" })), "not_found");
    assert_eq!(world.code("toan-nc", "fact.withdraw@1", &id, json!({ "reason": " " })), "reason_missing");
    assert_eq!(world.code("toan-nc", "fact.withdraw@1", &id, json!({ "reason": "nhập nhầm" })), "ok");
    assert_eq!(world.body(fact::TABLE, &id)["withdrawn"][1], "nhập nhầm");
    assert_eq!(world.code("toan-nc", "fact.withdraw@1", &id, json!({ "reason": "x" })), "already_withdrawn");
    assert_eq!(world.code("toan-nc", "fact.record@1", "f", args), "ok");
    assert!(world.body(fact::TABLE, &id)["withdrawn"].is_null());
    assert_eq!(facts_of(&world, "duc-lv").len(), known + 1);
}

#[test]
fn a_fact_goes_on_in_one_step_and_the_old_one_counts_no_more() {
    let mut world = world();
    let matter = |settled: Value| {
        json!({ "fact": "matter", "id": "don-1", "subject": { "person": "duc-lv" },
        "what": "complaint", "from": "2022-03-01", "settled": settled })
    };
    assert_eq!(world.code("toan-nc", "fact.record@1", "f", json!({ "facts": [matter(Value::Null)] })), "ok");
    let of_matter = |world: &World| -> Vec<(String, Value)> {
        let all =
            facts_of(world, "duc-lv").into_iter().map(|(key, _)| (key.id.clone(), world.body(fact::TABLE, &key.id)));
        all.filter(|(_, body)| body["fact"]["id"] == "don-1").collect()
    };
    let id = of_matter(&world)[0].0.clone();
    let args = |fact: Value| json!({ "facts": [fact], "reason": "Kết luận 1/KL", "source": "Kết luận 1/KL" });
    let settled = matter(json!("2022-05-01"));
    let replace = |world: &mut World, who: &str, args: Value| world.code(who, "fact.replace@1", &id, args);
    assert_eq!(replace(&mut world, "hanh-nt", args(settled.clone())), "not_found");
    assert_eq!(replace(&mut world, "hung-dv", args(settled.clone())), "not_found");
    assert_eq!(replace(&mut world, "toan-nc", args(matter(Value::Null))), "bad_args", "nothing new");
    assert_eq!(replace(&mut world, "toan-nc", args(rated("duc-lv", 2015))), "bad_args", "another kind");
    let mut other = settled.clone();
    other["subject"]["person"] = json!("hoa-pv");
    assert_eq!(replace(&mut world, "toan-nc", args(other)), "bad_args", "another person");
    assert_eq!(replace(&mut world, "toan-nc", json!({ "facts": [settled.clone()] })), "reason_missing");
    assert_eq!(replace(&mut world, "toan-nc", json!({ "facts": [], "reason": "x" })), "bad_args");
    assert_eq!(of_matter(&world).len(), 1, "nothing half done");
    assert_eq!(replace(&mut world, "toan-nc", args(settled.clone())), "ok");
    assert_eq!(replace(&mut world, "toan-nc", args(settled)), "already_withdrawn");
    let all = of_matter(&world);
    let (old, new): (Vec<_>, Vec<_>) = all.iter().partition(|(other, _)| *other == id);
    assert_eq!(old[0].1["withdrawn"][1], "Kết luận 1/KL");
    assert_eq!(old[0].1["replaced_by"], json!(new[0].0));
    assert_eq!((&new[0].1["fact"]["settled"], &new[0].1["source"]), (&json!("2022-05-01"), &json!("Kết luận 1/KL")));
    assert!(new[0].1["withdrawn"].is_null() && new[0].1["replaced_by"].is_null());
}

#[test]
fn what_is_known_of_somebody_goes_with_them() {
    let mut world = world();
    assert_eq!(world.code("tuan-ha", "person.move@1", "duc-lv", json!({ "unit": "na-kv1" })), "ok");
    let all = facts_of(&world, "duc-lv");
    assert!(!all.is_empty());
    assert!(all.iter().all(|(_, scopes)| *scopes == ["person:duc-lv", "unit:na-kv1"]), "{all:?}");
}

#[test]
fn what_is_being_verified_of_somebody_is_read_by_them_and_by_who_leads() {
    let mut world = world();
    let matter = json!({ "fact": "matter", "id": "don-1", "subject": { "person": "duc-lv" }, "what": "complaint",
        "from": "2022-03-01" });
    let silence = json!({ "fact": "known", "subject": { "person": "duc-lv" }, "topic": "matters", "to": 2022 });
    let of_unit = json!({ "fact": "matter", "id": "don-2", "subject": { "collective": "na-kv3" }, "what": "inspection",
        "from": "2022-03-01" });
    let args = json!({ "facts": [matter, silence, of_unit] });
    assert_eq!(world.code("toan-nc", "fact.record@1", "f", args), "ok");
    let is_one = |body: &Value| {
        let fact = &body["fact"];
        ["don-1", "don-2"].iter().any(|id| fact["id"] == *id)
            || fact["subject"]["person"] == "duc-lv" && fact["topic"] == "matters"
    };
    let read_by = |world: &mut World, who: &str| -> usize {
        let scopes = world.scopes(who);
        let rows = world.store.rows().iter().filter(|(key, _)| key.table == fact::TABLE);
        let rows = rows.filter(|(_, row)| is_one(&row.body.value()));
        rows.filter(|(_, row)| row.scopes.iter().any(|scope| scopes.contains(&scope.0))).count()
    };
    for (who, sees) in [("toan-nc", 3), ("nhung-lth", 3), ("mai-ltt", 3), ("duc-lv", 2), ("hanh-nt", 0), ("tuan-ha", 0)]
    {
        assert_eq!(read_by(&mut world, who), sees, "{who}");
    }
    assert_eq!(world.code("tuan-ha", "person.move@1", "duc-lv", json!({ "unit": "na-kv1" })), "ok");
    assert_eq!(read_by(&mut world, "toan-nc"), 1, "the unit's own stays, the person's goes with them");
    assert_eq!((read_by(&mut world, "duc-lv"), read_by(&mut world, "nhung-lth")), (2, 3));
}

#[test]
fn a_rule_set_is_published_once_and_replaced_by_another() {
    let mut world = world();
    let set = |id: &str| {
        let mut set: Value = serde_json::from_str(R2).unwrap();
        set["id"] = json!(id);
        set
    };
    let args = |set: Value, replaces: Value| json!({ "unit": "tw", "rules": set, "replaces": replaces });
    let publish = |world: &mut World, who: &str, id: &str, args: Value| world.code(who, "rules.publish@1", id, args);
    assert_eq!(publish(&mut world, "toan-nc", "a", args(set("a"), Value::Null)), "forbidden");
    let mut broken = set("a");
    broken["basis"] = json!([]);
    assert_eq!(publish(&mut world, "mai-ltt", "a", args(broken, Value::Null)), "rules_faulty");
    assert_eq!(publish(&mut world, "mai-ltt", "a", args(json!({ "id": "a" }), Value::Null)), "rules_unreadable");
    assert_eq!(publish(&mut world, "mai-ltt", "a", args(set("b"), Value::Null)), "id_unusable");
    assert_eq!(publish(&mut world, "mai-ltt", "a", args(set("a"), Value::Null)), "ok");
    assert_eq!(publish(&mut world, "mai-ltt", "a", args(set("a"), Value::Null)), "already_exists");
    // On each day one set holds: beside it only another time is free.
    assert_eq!(publish(&mut world, "mai-ltt", "b", args(set("b"), Value::Null)), "validity_overlaps");
    let mut last_day = set("b");
    last_day["valid_from"] = last_day["valid_to"].clone();
    assert_eq!(publish(&mut world, "mai-ltt", "b", args(last_day, Value::Null)), "validity_overlaps");
    let mut later = set("later");
    (later["valid_from"], later["valid_to"]) = (json!("2027-03-01"), Value::Null);
    assert_eq!(publish(&mut world, "mai-ltt", "later", args(later, Value::Null)), "ok");
    let before = world.body("rules", "a");
    assert_eq!(publish(&mut world, "mai-ltt", "b", args(set("b"), json!("a"))), "ok");
    assert_eq!(world.body("rules", "a")["edition"]["replaced_by"], "b");
    assert_eq!(publish(&mut world, "mai-ltt", "c", args(set("c"), json!("later"))), "validity_overlaps");
    assert_eq!(world.body("rules", "a")["awards"], before["awards"], "what was judged by it can be judged again");
    assert_eq!(publish(&mut world, "mai-ltt", "c", args(set("c"), json!("a"))), "already_replaced");
}

fn at(world: &mut World, now: i64, who: &str, kind: &str, entity: &str, args: Value) -> String {
    world.count += 1;
    let command = command(world.count, kind, entity, Base::default(), args);
    world.sent(&Sent { who: who.into(), command, now })
}

#[test]
fn a_conflict_that_waits_changes_nothing_that_is_appraised() {
    let mut world = world();
    let award = world.body("nomination", "n001")["award"].clone();
    let base = Base { fields: [("award".to_string(), award)].into(), ..Base::default() };
    for award in ["bk-bo", "gk"] {
        world.run("toan-nc", "nomination.edit@1", "n001", base.clone(), json!({ "fields": { "award": award } }));
    }
    let waits = world.store.rows().keys().find(|key| key.table == "conflict").unwrap().id.clone();
    let resolve = json!({ "table": "nomination", "conflict": waits, "value": "cstd-cs" });
    let endorse = json!({ "on": "2022-11-15", "yes": 6, "of": 7 });
    assert_eq!(world.code("toan-nc", "nomination.endorse@1", "n001", endorse), "ok");
    let appraise = json!({ "papers": { "bien-ban-binh-xet": true }, "rules": "r3-152-2025" });
    assert_eq!(world.code("nhung-lth", "nomination.appraise@1", "n001", appraise), "ok");
    assert_eq!(world.code("toan-nc", "conflict.resolve@1", "n001", resolve), "under_appraisal");
}

#[test]
fn a_dossier_goes_from_the_units_meeting_to_its_posting() {
    let mut world = world();
    let endorse = json!({ "on": "2022-11-15", "yes": 6, "of": 7 });
    for (who, args, code) in [
        ("hanh-nt", endorse.clone(), "forbidden"),
        ("nhung-lth", endorse.clone(), "forbidden"),
        ("toan-nc", json!({ "on": "2022-11-15", "yes": 8, "of": 7 }), "votes_impossible"),
        ("toan-nc", json!({ "on": "2022-11-15", "yes": 0, "of": 0 }), "votes_impossible"),
        ("toan-nc", json!({ "on": "2022-11-31", "yes": 6, "of": 7 }), "date_unreal"),
        ("toan-nc", json!({ "on": "2099-01-01", "yes": 6, "of": 7 }), "date_future"),
        ("toan-nc", json!({ "on": "2022-11-15", "yes": -1, "of": 7 }), "number_unreadable"),
        ("toan-nc", endorse, "ok"),
    ] {
        assert_eq!(world.code(who, "nomination.endorse@1", "n001", args), code, "{who}");
    }
    let days = |days: u32| json!({ "days": days });
    assert_eq!(world.code("nhung-lth", "nomination.post@1", "n001", days(10)), "not_appraised");
    let appraise = |paper: &str, rules: &str| json!({ "papers": { paper: true }, "rules": rules });
    for (args, code) in [
        (appraise("bien-ban-binh-xet", "khong-co"), "rules_unknown"),
        (appraise("giay-moi", "r3-152-2025"), "paper_unknown"),
        (appraise("bien-ban-binh-xet", "r3-152-2025"), "ok"),
    ] {
        assert_eq!(world.code("nhung-lth", "nomination.appraise@1", "n001", args), code);
    }
    // The words that were appraised stand; the author changes them once the dossier came back.
    let edit = json!({ "fields": { "achievements": "khác" } });
    assert_eq!(world.code("toan-nc", "nomination.edit@1", "n001", edit), "under_appraisal");
    for (count, code) in [(0, "number_unreadable"), (61, "number_unreadable"), (10, "ok")] {
        assert_eq!(world.code("nhung-lth", "nomination.post@1", "n001", days(count)), code);
    }
    // Ten working days after Monday 23 November 2026, counted by hand.
    let posted = &world.body(course::POSTING, "n001")["posted"];
    assert_eq!((&posted["from"], &posted["until"]), (&json!("2026-11-23"), &json!("2026-12-07")));

    let said = |words: &str| json!({ "of": "n001", "words": words });
    assert_eq!(world.code("sinh-ga", "nomination.comment@1", "c1", said("Đề nghị xem lại số liệu.")), "ok");
    assert_eq!(world.code("sinh-ga", "nomination.comment@1", "c1", said("lần nữa")), "already_exists");
    assert_eq!(world.code("sinh-ga", "nomination.comment@1", "c2", said("  ")), "words_missing");
    assert_eq!(at(&mut world, NOW + 14 * DAY, "sinh-ga", "nomination.comment@1", "c3", said("ngày cuối")), "ok");
    assert_eq!(
        at(&mut world, NOW + 15 * DAY, "sinh-ga", "nomination.comment@1", "c4", said("quá hạn")),
        "posting_over"
    );
    let row = &world.store.rows()[&Key::new(course::COMMENT, "c1")];
    let scopes: Vec<&str> = row.scopes.iter().map(|scope| scope.0.as_str()).collect();
    assert_eq!(scopes, ["person:nhung-lth", "person:sinh-ga"], "not whom it is about");
    assert_eq!(world.code("nhung-lth", "nomination.return@1", "n001", json!({ "reason": "sai tên" })), "ok");
    assert!(!world.store.rows().contains_key(&Key::new(course::POSTING, "n001")));
}

/// Who holds a nomination at an instant, and since which day.
fn holder(world: &World, now: i64) -> Option<(Holder, String)> {
    let row = &world.store.rows()[&Key::new(nomination::TABLE, "n001")];
    let held = course::held(&row.body.read::<Nomination>().unwrap(), date::today(now))?;
    Some((held.by, held.since.to_string()))
}

#[test]
fn each_state_says_who_holds_it_and_since_when() {
    let mut world = world();
    let told = |by: Holder, since: &str| Some((by, since.to_owned()));
    let sent = date::today(world.body("nomination", "n001")["sent_at"].as_i64().unwrap()).to_string();
    assert_eq!(holder(&world, NOW), told(Holder::Head, &sent));
    let endorse = json!({ "on": "2022-11-15", "yes": 6, "of": 7 });
    assert_eq!(at(&mut world, NOW, "toan-nc", "nomination.endorse@1", "n001", endorse), "ok");
    assert_eq!(holder(&world, NOW + DAY), told(Holder::Office, "2026-11-23"));
    let appraise = json!({ "papers": { "bien-ban-binh-xet": true }, "rules": "r3-152-2025" });
    assert_eq!(at(&mut world, NOW + DAY, "nhung-lth", "nomination.appraise@1", "n001", appraise), "ok");
    assert_eq!(holder(&world, NOW + DAY), told(Holder::Council, "2026-11-24"));
    let days = json!({ "days": 2 });
    assert_eq!(at(&mut world, NOW + 2 * DAY, "nhung-lth", "nomination.post@1", "n001", days), "ok");
    // Thursday 26 and Friday 27 November are the two working days.
    for (now, by, since) in [
        (NOW + 2 * DAY, Holder::Public, "2026-11-25"),
        (NOW + 4 * DAY, Holder::Public, "2026-11-25"),
        (NOW + 5 * DAY, Holder::Council, "2026-11-28"),
    ] {
        assert_eq!(holder(&world, now), told(by, since));
    }
    let reason = json!({ "reason": "bổ sung số liệu" });
    assert_eq!(at(&mut world, NOW + 6 * DAY, "nhung-lth", "nomination.return@1", "n001", reason), "ok");
    assert_eq!(holder(&world, NOW + 9 * DAY), told(Holder::Author, "2026-11-29"));
    assert_eq!(at(&mut world, NOW + 9 * DAY, "toan-nc", "nomination.resend@1", "n001", json!({ "fields": {} })), "ok");
    assert_eq!(holder(&world, NOW + 9 * DAY), told(Holder::Head, "2026-12-02"));
    assert_eq!(at(&mut world, NOW + 9 * DAY, "toan-nc", "nomination.withdraw@1", "n001", json!({})), "ok");
    assert_eq!(holder(&world, NOW + 9 * DAY), None);
}

#[test]
fn a_dossier_that_comes_back_is_dealt_with_anew_and_its_versions_stay() {
    let mut world = world();
    let first = world.body("nomination", "n001")["achievements"].clone();
    let endorse = json!({ "on": "2022-11-15", "yes": 6, "of": 7, "words": "nhất trí" });
    assert_eq!(world.code("toan-nc", "nomination.endorse@1", "n001", endorse), "ok");
    assert_eq!(world.code("nhung-lth", "nomination.return@1", "n001", json!({ "reason": "bổ sung số liệu" })), "ok");
    assert!(world.body("nomination", "n001")["course"].is_null());
    let again = json!({ "fields": { "achievements": "Đã bổ sung." } });
    let fields = [("achievements".to_owned(), first.clone())].into_iter().collect();
    let base = Base { fields, ..Base::default() };
    assert_eq!(code_of(world.run("toan-nc", "nomination.resend@1", "n001", base, again)), "ok");
    let rows = world.store.rows();
    let history = rows.iter().filter(|(key, _)| key.table == "history").map(|(_, row)| row.body.value());
    let of: Vec<Value> = history.filter(|entry| entry["of"] == json!(["nomination", "n001"])).collect();
    assert!(of.iter().any(|entry| entry["changes"]["achievements"] == json!([first, "Đã bổ sung."])), "{of:?}");
    assert!(of.iter().any(|entry| entry["changes"]["course"][1]["endorsed"]["words"] == "nhất trí"), "{of:?}");
}

#[test]
fn figures_that_two_devices_cite_are_all_kept_and_too_many_are_refused() {
    let mut world = world();
    let cite = |ids: &[&str]| json!({ "fields": { "figures": ids } });
    let edit = |world: &mut World, before: &[&str], ids: &[&str]| {
        let fields = [("figures".to_owned(), json!(before))].into_iter().collect();
        code_of(world.run("toan-nc", "nomination.edit@1", "n001", Base { fields, ..Base::default() }, cite(ids)))
    };
    let (one, two) = ("t1.na-kv3.2021-10-01.2022-06-30", "t2a.na-kv3.2021-10-01.2022-06-30");
    assert_eq!(edit(&mut world, &[], &[one]), "ok");
    assert_eq!(edit(&mut world, &[], &[two]), "ok", "from a device that had not seen the first");
    assert_eq!(world.body("nomination", "n001")["figures"], json!([one, two]));
    assert_eq!(edit(&mut world, &[one, two], &[two]), "ok");
    assert_eq!(world.body("nomination", "n001")["figures"], json!([two]));
    let long = "t".repeat(thidua_domain::figure::ID_MAX + 1);
    assert_eq!(edit(&mut world, &[two], &[&long]), "list_unreadable");
    let many: Vec<String> = (0..21).map(|nth| format!("t{nth}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert_eq!(edit(&mut world, &[two], &many), "figures_too_many");
}
