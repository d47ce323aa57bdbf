//! The rules, run as the server runs them, on the demonstration organisation and the real plan.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails says so by panicking")]

use serde_json::{Value, json};
use thidua_domain::notice::{self, Done};
use thidua_domain::{Emulation, SYSTEM, activity, evidence, seed};
use thidua_sync::command::{Base, ClientId, Command, CommandId, Outcome};
use thidua_sync::domain::Domain;
use thidua_sync::memory::Memory;
use thidua_sync::row::Key;
use thidua_sync::server::{Group, with_rows};
use thidua_sync::store::{Loaded, Tx, View};
use uuid::Uuid;

const PLAN: &str = include_str!("../../public/plans/2022.json");
const DEMO: &str = include_str!("../../public/demo/org.json");
/// 2026-11-23T03:00:00Z.
const NOW: i64 = 1_795_402_800_000;

struct World {
    store: Memory,
    count: u64,
}

impl World {
    fn demo() -> World {
        let mut world = World { store: Memory::new("e1"), count: 0 };
        let demo = seed::demo(DEMO).unwrap();
        for step in std::iter::once(seed::plan(PLAN).unwrap()).chain(demo.steps) {
            let outcome = world.run(&step.who, step.kind, &step.entity, Base::default(), step.args.clone());
            assert!(matches!(outcome, Outcome::Applied { .. }), "{} {}: {outcome:?}", step.kind, step.entity);
        }
        world
    }

    fn run(&mut self, who: &str, kind: &str, entity: &str, base: Base, args: Value) -> Outcome {
        self.count += 1;
        let id = CommandId(Uuid::from_u128(u128::from(self.count)));
        let client = ClientId(Uuid::from_u128(7));
        let (kind, entity) = (kind.to_string(), entity.to_string());
        let command = Command { id, client, cseq: self.count, kind, entity, base, deps: vec![], args, made_at: 0 };
        let head = self.store.head().unwrap().seq;
        let mut group = Group::new(head);
        let outcome = loop {
            match group.take(&Emulation, who, &command, NOW, self.count) {
                Ok(reply) => break reply.outcome,
                Err(need) => self.store.load(&need, &mut group.loaded).unwrap(),
            }
        };
        let (writes, _) = group.finish();
        self.store.write(&writes).unwrap();
        outcome
    }

    fn code(&mut self, who: &str, kind: &str, entity: &str, args: Value) -> String {
        match self.run(who, kind, entity, Base::default(), args) {
            Outcome::Rejected(refusal) => refusal.code,
            Outcome::Applied { .. } | Outcome::Merged { .. } => "ok".into(),
            Outcome::Deferred(_) => "deferred".into(),
        }
    }

    fn body(&self, table: &str, id: &str) -> Value {
        self.store.rows()[&Key::new(table, id)].body.value()
    }

    fn scopes(&mut self, who: &str) -> Vec<String> {
        let mut loaded = Loaded::default();
        let scopes = with_rows(&mut self.store, &mut loaded, |rows| Emulation.scopes(rows, who, NOW)).unwrap();
        scopes.into_iter().map(|scope| scope.0).collect()
    }
}

/// A head, a staff member of theirs, and somebody elsewhere, read out of the demonstration.
struct Cast {
    unit: String,
    staff: String,
    head: String,
    stranger: String,
}

fn cast() -> Cast {
    let demo: Value = serde_json::from_str(DEMO).unwrap();
    let people = demo["people"].as_array().unwrap();
    let of = |login: &str| people.iter().find(|p| p["login"] == login).unwrap();
    let staff = of("hanh");
    let grants = demo["grants"].as_array().unwrap();
    let head = grants.iter().find(|g| g["role"] == "unit_head" && g["unit"] == staff["unit"]).unwrap();
    let heads: Vec<&Value> = grants.iter().filter(|g| g["role"] != "staff").map(|g| &g["person"]).collect();
    let stranger = people.iter().find(|p| p["unit"] != staff["unit"] && !heads.contains(&&p["id"])).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_string();
    Cast {
        unit: text(&staff["unit"]),
        staff: text(&staff["id"]),
        head: text(&head["person"]),
        stranger: text(&stranger["id"]),
    }
}

fn activity(unit: &str) -> Value {
    json!({ "unit": unit, "fields": { "title": "Hiến máu nhân đạo", "kind": "charity", "date": "2022-05-08" } })
}

#[test]
fn the_plan_and_the_demonstration_load_by_ordinary_commands() {
    let world = World::demo();
    let count = |table: &str| world.store.rows().keys().filter(|key| key.table == table).count();
    assert_eq!((count("indicator"), count("movement"), count("campaign"), count("solution")), (11, 9, 2, 9));
    assert_eq!(count("unit"), 13);
    assert!(count("person") >= 55 && count("activity") >= 40);
    let plan: thidua_domain::plan::import::Document = serde_json::from_str(PLAN).unwrap();
    assert_eq!(thidua_domain::plan::import::check(&plan), []);
}

#[test]
fn the_head_of_the_unit_confirms_or_returns_and_nobody_else() {
    let (mut world, cast) = (World::demo(), cast());
    assert_eq!(world.code(&cast.staff, "activity.submit@1", "x-1", activity(&cast.unit)), "ok");
    assert_eq!(world.code(&cast.stranger, "activity.confirm@1", "x-1", json!({})), "not_found");
    assert_eq!(world.code(&cast.staff, "activity.confirm@1", "x-1", json!({})), "forbidden");
    assert_eq!(world.code(&cast.head, "activity.return@1", "x-1", json!({ "reason": " " })), "reason_missing");
    assert_eq!(world.code(&cast.head, "activity.return@1", "x-1", json!({ "reason": "ghi rõ số suất quà" })), "ok");
    assert_eq!(world.code(&cast.head, "activity.confirm@1", "x-1", json!({})), "already_returned");
    let edit = json!({ "fields": { "text": "30 suất quà" } });
    assert_eq!(world.code(&cast.staff, "activity.resend@1", "x-1", edit), "ok");
    assert_eq!(world.code(&cast.head, "activity.confirm@1", "x-1", json!({})), "ok");
    let stored = world.body("activity", "x-1");
    assert_eq!((&stored["state"], &stored["text"]), (&json!("confirmed"), &json!("30 suất quà")));
    assert_eq!(world.code(&cast.staff, "activity.edit@1", "x-1", json!({ "fields": {} })), "already_confirmed");
}

#[test]
fn nobody_confirms_their_own_work() {
    let (mut world, cast) = (World::demo(), cast());
    assert_eq!(world.code(&cast.head, "activity.submit@1", "x-2", activity(&cast.unit)), "ok");
    assert_eq!(world.code(&cast.head, "activity.confirm@1", "x-2", json!({})), "own_record");
}

#[test]
fn a_stranger_neither_sends_nor_sees_in_another_unit() {
    let (mut world, cast) = (World::demo(), cast());
    assert_eq!(world.code(&cast.stranger, "activity.submit@1", "x-3", activity(&cast.unit)), "forbidden");
    let unit = format!("unit:{}", cast.unit);
    assert!(!world.scopes(&cast.stranger).contains(&unit));
    assert!(world.scopes(&cast.staff).contains(&unit) && world.scopes(&cast.head).contains(&unit));
}

#[test]
fn a_decision_holds_only_for_the_words_that_were_seen() {
    let (mut world, cast) = (World::demo(), cast());
    world.code(&cast.staff, "activity.submit@1", "x-4", activity(&cast.unit));
    let seen = world.store.rows()[&Key::new("activity", "x-4")].seq;
    let edit = json!({ "fields": { "place": "xã Hưng Đông" } });
    assert_eq!(world.code(&cast.staff, "activity.edit@1", "x-4", edit), "ok");
    let base = Base { seq: seen, ..Base::default() };
    let outcome = world.run(&cast.head, "activity.confirm@1", "x-4", base, json!({}));
    assert!(matches!(outcome, Outcome::Rejected(refusal) if refusal.code == "changed_since_seen"));
}

#[test]
fn one_place_written_twice_is_kept_twice_until_a_person_chooses() {
    let (mut world, cast) = (World::demo(), cast());
    world.code(&cast.staff, "activity.submit@1", "x-5", activity(&cast.unit));
    let base = Base { fields: [("place".to_string(), Value::Null)].into(), ..Base::default() };
    for place in ["xã A", "xã B"] {
        let args = json!({ "fields": { "place": place } });
        world.run(&cast.staff, "activity.edit@1", "x-5", base.clone(), args);
    }
    assert_eq!(world.body("activity", "x-5")["place"], "xã A");
    let conflicts: Vec<&Key> = world.store.rows().keys().filter(|key| key.table == "conflict").collect();
    assert_eq!(conflicts.len(), 1);
    let id = conflicts[0].id.clone();
    assert_eq!(world.body("conflict", &id)["mine"], "xã B");
    let args = json!({ "table": "activity", "conflict": id, "value": "xã B" });
    assert_eq!(world.code(&cast.stranger, "conflict.resolve@1", "x-5", args.clone()), "not_found");
    assert_eq!(world.code(&cast.staff, "conflict.resolve@1", "x-5", args.clone()), "ok");
    assert_eq!(world.body("activity", "x-5")["place"], "xã B");
    assert_eq!(world.code(&cast.staff, "conflict.resolve@1", "x-5", args), "conflict_gone");
}

#[test]
fn only_administrators_keep_people_and_roles() {
    let (mut world, cast) = (World::demo(), cast());
    let grant = json!({ "person": cast.staff, "role": "admin", "unit": cast.unit, "from": "2022-01-01" });
    for who in [&cast.staff, &cast.head, &cast.stranger] {
        assert_eq!(world.code(who, "grant.give@1", "g-x", grant.clone()), "forbidden");
        let unit = json!({ "name": "X", "short": "X", "parent": null, "kind": "area", "valid_from": "2022-01-01" });
        assert_eq!(world.code(who, "unit.create@1", "u-x", unit), "forbidden");
        assert_eq!(world.code(who, "plan.import@1", "p", json!({ "unit": cast.unit, "document": {} })), "forbidden");
    }
}

#[test]
fn arguments_of_any_shape_are_refused_in_words() {
    let (mut world, cast) = (World::demo(), cast());
    let shapes = [
        json!(null),
        json!(7),
        json!([]),
        json!({}),
        json!({ "unit": 3 }),
        json!({ "unit": cast.unit, "fields": [1] }),
    ];
    for kind in [
        "activity.submit@1",
        "activity.edit@1",
        "nomination.propose@1",
        "conflict.resolve@1",
        "figure.enter@1",
        "plan.import@1",
        "grant.give@1",
        "person.create@1",
        "unit.create@1",
        "draft.save@1",
        "no.such@9",
    ] {
        for shape in &shapes {
            assert_ne!(world.code(&cast.staff, kind, "x-6", shape.clone()), "ok", "{kind} {shape}");
        }
    }
    let mut fields = json!({ "title": "a", "kind": "charity", "date": "2022-02-30" });
    assert_eq!(
        world.code(&cast.staff, "activity.submit@1", "x-7", json!({ "unit": cast.unit, "fields": fields })),
        "date_unreal"
    );
    fields["date"] = json!("2022-05");
    fields["results"] = json!([{ "indicator": "t2a", "num": -1 }]);
    assert_eq!(
        world.code(&cast.staff, "activity.submit@1", "x-7", json!({ "unit": cast.unit, "fields": fields })),
        "result_not_a_number"
    );
}

#[test]
fn a_record_that_nobody_could_read_is_not_taken() {
    let (mut world, cast) = (World::demo(), cast());
    let with = |field: &str, value: Value| {
        let mut args = activity(&cast.unit);
        args["fields"][field] = value;
        args
    };
    for (at, (field, value)) in
        [("place", Value::Null), ("text", json!("")), ("people", Value::Null)].into_iter().enumerate()
    {
        let id = format!("y-{at}");
        assert_eq!(world.code(&cast.staff, "activity.submit@1", &id, with(field, value)), "ok");
        assert!(world.store.rows()[&Key::new("activity", &id)].body.read::<activity::Activity>().is_some());
    }
    for (field, value) in
        [("place", json!(5)), ("date", json!(" 2022-05-24")), ("people", json!("x")), ("kind", json!({}))]
    {
        assert_ne!(
            world.code(&cast.staff, "activity.submit@1", "y-x", with(field, value.clone())),
            "ok",
            "{field} {value}"
        );
    }
    let nominee = json!({ "unit": cast.unit, "fields": { "award": "ldtt", "person": {}, "kind": "cong_trang", "from": 5, "achievements": "x" } });
    assert_ne!(world.code(&cast.staff, "nomination.propose@1", "y-n", nominee), "ok");
}

#[test]
fn what_is_kept_beside_a_record_is_as_bounded_as_the_record() {
    let (mut world, cast) = (World::demo(), cast());
    assert_eq!(world.code(&cast.staff, "activity.submit@1", "z-1", activity(&cast.unit)), "ok");
    let edit = |title: String, base: Value| {
        let fields = std::collections::BTreeMap::from([("title".to_owned(), base)]);
        (Base { fields, ..Base::default() }, json!({ "fields": { "title": title } }))
    };
    let (base, args) = edit("x".repeat(100_000), json!("an older title"));
    let outcome = world.run(&cast.staff, "activity.edit@1", "z-1", base, args);
    assert!(matches!(&outcome, Outcome::Rejected(why) if why.code == "text_too_long"), "{outcome:?}");
    let mut last = String::new();
    for n in 0..40 {
        let (base, args) = edit(format!("title {n}"), json!("an older title"));
        last = match world.run(&cast.staff, "activity.edit@1", "z-1", base, args) {
            Outcome::Rejected(why) => why.code,
            _ => "kept".into(),
        };
    }
    assert_eq!(last, "too_many_conflicts");
    let open = world.store.rows().keys().filter(|key| key.table == "conflict").count();
    assert_eq!(open, thidua_domain::conflict::MOST);
}

#[test]
fn drafts_of_one_person_are_counted() {
    let (mut world, cast) = (World::demo(), cast());
    let save = json!({ "form": "activity@1", "fields": { "title": "x" } });
    for n in 0..thidua_sync::draft::MOST_DRAFTS {
        assert_eq!(world.code(&cast.staff, "draft.save@1", &format!("d{n}"), save.clone()), "ok");
    }
    assert_eq!(world.code(&cast.staff, "draft.save@1", "one-more", save.clone()), "too_many_drafts");
    assert_eq!(world.code(&cast.staff, "draft.save@1", "d7", save.clone()), "ok", "a known one goes on");
    assert_eq!(world.code(&cast.head, "draft.save@1", "one-more", save), "ok", "others have their own count");
}

/// A tablet sends; a phone has written in the same draft since the tablet last looked.
#[test]
fn sending_keeps_what_another_device_wrote_in_the_draft_meanwhile() {
    let drafts = |world: &World| {
        let rows = world.store.rows().iter().filter(|(key, _)| key.table == "draft");
        rows.map(|(key, row)| (key.id.clone(), row.body.value()["fields"]["title"].clone())).collect::<Vec<_>>()
    };
    let save = |title: &str| json!({ "form": "activity@1", "fields": { "title": title } });
    let (mut world, cast) = (World::demo(), cast());
    for (draft, kind) in [("s-1", "activity.submit@1"), ("e-s-1", "activity.edit@1")] {
        world.run(&cast.staff, "draft.save@1", draft, Base::default(), save("seen"));
        let seen = CommandId(Uuid::from_u128(u128::from(world.count)));
        let base = Base { draft: vec![seen], ..Base::default() };
        world.run(&cast.staff, "draft.save@1", draft, base.clone(), save("not seen"));
        let from = (draft != "s-1").then(|| draft.to_owned());
        let sent = world.run(&cast.staff, kind, "s-1", Base { from, ..base }, activity(&cast.unit));
        assert!(matches!(&sent, Outcome::Merged { conflicts, .. } if conflicts == &["draft"]), "{sent:?}");
        let left = drafts(&world);
        assert!(left.iter().all(|(id, _)| !id.ends_with(&format!("/{draft}"))), "{left:?}");
        assert_eq!(left.last().map(|(_, title)| title.clone()), Some(json!("not seen")));
    }
    // All of it seen: nothing is left over.
    world.run(&cast.staff, "draft.save@1", "s-2", Base::default(), save("seen"));
    let base = Base { draft: vec![CommandId(Uuid::from_u128(u128::from(world.count)))], ..Base::default() };
    let before = drafts(&world).len();
    let sent = world.run(&cast.staff, "activity.submit@1", "s-2", base, activity(&cast.unit));
    assert!(matches!(sent, Outcome::Applied { .. }), "{sent:?}");
    assert_eq!(drafts(&world).len(), before - 1);
}

#[test]
fn history_is_never_written_over() {
    let (mut world, cast) = (World::demo(), cast());
    let entry = world.store.rows().keys().find(|key| key.table == "history").unwrap().clone();
    let before = world.store.rows()[&entry].body.text().to_owned();
    assert_eq!(world.code(&cast.staff, "activity.submit@1", "h-1", activity(&cast.unit)), "ok");
    // The outcome of that command was forgotten long ago, and its id is used again.
    let id = CommandId(entry.id.parse().unwrap());
    let command = Command {
        id,
        client: ClientId(Uuid::from_u128(8)),
        cseq: 1,
        kind: "activity.edit@1".into(),
        entity: "h-1".into(),
        base: Base::default(),
        deps: vec![],
        args: json!({ "fields": { "text": "x" } }),
        made_at: 0,
    };
    let decided = {
        let mut loaded = Loaded::default();
        with_rows(&mut world.store, &mut loaded, |rows| {
            Emulation.decide(rows, &cast.staff, &command, NOW).map_err(|why| why.code)
        })
    };
    assert_eq!(decided.unwrap().unwrap_err(), "id_reused");
    assert_eq!(world.store.rows()[&entry].body.text(), before);
}

#[test]
fn nobody_gives_themselves_a_role_and_every_role_says_who_gave_it() {
    let mut world = World::demo();
    let admin = world.store.rows().iter().find_map(|(_, row)| {
        let grant = row.body.value();
        (grant["role"] == "admin")
            .then(|| (grant["person"].as_str().unwrap().to_owned(), grant["unit"].as_str().unwrap().to_owned()))
    });
    let (admin, unit) = admin.unwrap();
    let grant = |person: &str| json!({ "person": person, "role": "auditor", "unit": unit, "from": "2026-01-01" });
    assert_eq!(world.code(&admin, "grant.give@1", "g-1", grant(&admin)), "own_grant");
    let cast = cast();
    assert_eq!(world.code(&admin, "grant.give@1", "g-2", grant(&cast.staff)), "ok");
    assert_eq!(world.body("grant", "g-2")["given"]["by"], json!(admin));
    assert_eq!(world.code(&admin, "grant.withdraw@1", "g-2", json!({})), "ok");
    assert_eq!(world.body("grant", "g-2")["withdrawn"]["by"], json!(admin));
    assert_eq!(
        world.code(&cast.staff, "grant.withdraw@1", "g-2", json!({})),
        world.code(&cast.staff, "grant.withdraw@1", "none", json!({}))
    );
}

#[test]
fn a_decision_in_a_rescue_file_is_shown_and_not_sent() {
    use thidua_sync::client::{Client, Intent, Snapshot};
    use thidua_sync::rescue;
    let client = |n: u128| Client::load(Emulation, "toan", ClientId(Uuid::from_u128(n)), Snapshot::default(), NOW);
    let mut from = client(1);
    for (n, kind) in [(1, "activity.confirm@1"), (2, "grant.give@1"), (3, "activity.submit@1")] {
        let intent = Intent {
            id: CommandId(Uuid::from_u128(n)),
            kind: kind.into(),
            entity: format!("e{n}"),
            base: Base::default(),
            args: json!({}),
            draft: None,
        };
        let mut batch = from.plan_command(intent, NOW).unwrap();
        batch.out_put.iter_mut().for_each(|entry| entry.cseq = u64::try_from(n).unwrap());
        from.apply(batch, NOW);
    }
    let file = rescue::export(&from, NOW).to_string();
    let (batch, summary) = rescue::plan_import(&client(2), &file, NOW).unwrap();
    assert_eq!((summary.commands, summary.refused), (1, 2));
    let sent: Vec<_> =
        batch.out_put.iter().filter(|entry| entry.state == thidua_sync::client::EntryState::Queued).collect();
    assert_eq!((sent.len(), sent[0].command.kind.as_str()), (1, "activity.submit@1"));
}

#[test]
fn a_hint_names_records_of_the_same_day_kind_and_people() {
    let record = json!({ "unit": "na", "author": "lan", "state": "sent", "title": "Thăm", "kind": "charity",
                         "date": "2022-05-19", "people": ["an", "mai"], "sent_at": 1 });
    let alike = |changes: Value, writer: &str, record: &Value| {
        let mut fields = json!({ "kind": "charity", "date": "2022-05-19", "people": [] });
        fields.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
        let fields = fields.as_object().unwrap().clone().into_iter().collect();
        activity::may_be_same(&fields, writer, &serde_json::from_value(record.clone()).unwrap())
    };
    assert!(alike(json!({}), "lan", &record), "its author writes it again");
    assert!(alike(json!({}), "mai", &record), "somebody who took part writes it too");
    assert!(alike(json!({ "people": ["binh", "an"] }), "cuc", &record));
    assert!(!alike(json!({ "people": ["binh"] }), "cuc", &record), "nobody took part in both");
    assert!(!alike(json!({ "date": "2022-05-20" }), "lan", &record));
    assert!(!alike(json!({ "date": "2022-05" }), "lan", &record), "a month is no day");
    assert!(!alike(json!({ "kind": "reform" }), "lan", &record));
    let mut withdrawn = record;
    withdrawn["state"] = json!("withdrawn");
    assert!(!alike(json!({}), "lan", &withdrawn));
}

#[test]
fn a_place_on_the_earth_is_read_as_maps_read_it() {
    let errors = |spot: Value| {
        let fields = json!({ "title": "a", "kind": "reform", "date": "2022-05", "spot": spot });
        activity::check(&fields.as_object().unwrap().clone().into_iter().collect())
            .into_iter()
            .map(|error| error.code)
            .collect::<Vec<_>>()
    };
    let none: Vec<&str> = Vec::new();
    assert_eq!(errors(json!({ "lat": 18_679_612, "lon": 105_681_345, "acc": 12 })), none);
    assert_eq!(errors(json!(null)), none);
    for wrong in
        [json!({ "lat": 90_000_001, "lon": 0, "acc": 1 }), json!({ "lat": 18.5, "lon": 1, "acc": 1 }), json!("18, 105")]
    {
        assert_eq!(errors(wrong), ["spot_unreal"]);
    }
    let spot = activity::Spot { lat: -679_612, lon: 105_081_345, acc: 12 };
    assert_eq!(spot.to_string(), "-0.679612, 105.081345 (±12 m)");
}

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
    for bad in ["", "a.jpg", &sha('A'), &format!("{}.svg", sha('a')), &format!("{}.jpg {}", sha('a'), "x".repeat(301))]
    {
        assert!(bad.parse::<evidence::Piece>().is_err(), "{bad}");
    }
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
