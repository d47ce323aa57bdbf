//! One list of behaviours, on every store: memory, SQLite, and PostgreSQL where `THIDUA_TEST_PG` names a cluster.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails says so by panicking")]

mod common;

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use common::{Database, Device, Nodes, Pen, applied, code, head, on_each, send, toy};
use serde_json::json;
use thidua_server::group::{self, Asked};
use thidua_server::rules::Rules;
use thidua_server::store::postgres::PostgresStore;
use thidua_server::store::sqlite::SqliteStore;
use thidua_server::store::{self, Entry, Keep, Kind};
use thidua_server::{reindex, verify};
use thidua_sync::body::Body;
use thidua_sync::command::{Command, Outcome, Refusal, Wait};
use thidua_sync::domain::{Domain, Effect, Rows};
use thidua_sync::row::{IndexKey, Key, Scope};
use thidua_sync::store::{Loaded, Need, StoreError};
use thidua_sync::wire::Reset;

#[test]
fn a_command_sent_again_gets_the_same_answer_and_changes_nothing() {
    on_each(|Nodes { a, b, .. }| {
        let mut pen = Pen::default();
        let batch =
            [pen.put("x", &["public"]), pen.write("refuse", "y", json!({})), pen.write("nothing", "z", json!({}))];
        let first = send(&**a, "lan", &batch);
        for again in [send(&**b, "lan", &batch), send(&**a, "lan", &batch)] {
            for (first, again) in first.iter().zip(&again) {
                assert!(again.cached && !first.cached);
                assert_eq!(first.outcome, again.outcome);
            }
        }
        assert_eq!((head(&**a), head(&**b)), (1, 1));
    });
}

#[test]
fn the_same_commands_from_many_threads_on_two_nodes_happen_once() {
    on_each(|Nodes { a, b, .. }| {
        let mut pen = Pen::default();
        let batch: Vec<Command> = (0..40).map(|n| pen.put(&format!("r{n}"), &["public"])).collect();
        let answers: Vec<_> = thread::scope(|scope| {
            let send = |n: usize| {
                let (store, batch) = (if n.is_multiple_of(2) { a } else { b }, &batch);
                scope
                    .spawn(move || batch.chunks(7 + n).flat_map(|part| send(&**store, "lan", part)).collect::<Vec<_>>())
            };
            let threads: Vec<_> = (0..8).map(send).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        let outcomes = |replies: &[thidua_sync::wire::Reply]| -> Vec<u64> { replies.iter().map(applied).collect() };
        assert!(answers.iter().all(|answer| outcomes(answer) == outcomes(&answers[0])));
        let fresh = answers.iter().flatten().filter(|reply| !reply.cached).count();
        assert_eq!((fresh, head(&**a)), (40, 40));
    });
}

#[test]
fn a_reused_id_is_refused_and_a_copied_client_is_told() {
    on_each(|Nodes { a, .. }| {
        let mut pen = Pen::default();
        let first = pen.put("x", &["public"]);
        applied(&send(&**a, "lan", std::slice::from_ref(&first))[0]);
        let other = Command { args: json!({ "scopes": ["public"], "text": "other" }), ..first.clone() };
        assert_eq!(code(&send(&**a, "lan", &[other])[0]), "id_reused");
        assert_eq!(code(&send(&**a, "an", std::slice::from_ref(&first))[0]), "id_reused");
        let copied = Command { cseq: first.cseq, ..pen.put("y", &["public"]) };
        let forked = Outcome::Deferred(Wait::ClientForked);
        assert_eq!(send(&**a, "lan", std::slice::from_ref(&copied))[0].outcome, forked);
        // Within one group too.
        let twins = [pen.put("p", &["public"]), pen.put("q", &["public"])];
        let twins = [twins[0].clone(), Command { cseq: twins[0].cseq, ..twins[1].clone() }];
        assert_eq!(send(&**a, "lan", &twins)[1].outcome, forked);
        assert_eq!(head(&**a), 2);
    });
}

#[test]
fn a_command_waits_for_what_it_presumes_and_falls_with_it() {
    on_each(|Nodes { a, .. }| {
        let mut pen = Pen::default();
        let (good, bad) = (pen.put("x", &["public"]), pen.write("refuse", "y", json!({})));
        let after = |dep: &Command, command: Command| Command { deps: vec![dep.id], ..command };
        let (on_good, on_bad) = (after(&good, pen.put("z", &[])), after(&bad, pen.put("w", &[])));
        let waits = Outcome::Deferred(Wait::DepUnknown);
        assert_eq!(send(&**a, "lan", std::slice::from_ref(&on_good))[0].outcome, waits);
        let replies = send(&**a, "lan", &[good, on_good, bad, on_bad.clone()]);
        applied(&replies[1]);
        assert_eq!(code(&replies[3]), "dep_rejected");
        assert!(send(&**a, "lan", &[on_bad])[0].cached);
    });
}

/// The rules of a later program, which find rows by their scopes' names, too.
struct Later(Rules);

impl Domain for Later {
    fn decide(&self, rows: &dyn Rows, who: &str, command: &Command, now: i64) -> Result<Effect, Refusal> {
        self.0.decide(rows, who, command, now)
    }

    fn scopes(&self, rows: &dyn Rows, who: &str, now: i64) -> Vec<Scope> {
        self.0.scopes(rows, who, now)
    }

    fn index_version(&self) -> u32 {
        self.0.index_version() + 1
    }

    fn index(&self, table: &str, body: &Body) -> Vec<IndexKey> {
        self.0.index(table, body).into_iter().chain([IndexKey::new("table", table)]).collect()
    }
}

#[test]
fn a_later_program_finds_what_an_earlier_one_wrote() {
    on_each(|Nodes { a, b, name, .. }| {
        let (earlier, later) = (toy(), Arc::new(Later(toy())) as Rules);
        let mut pen = Pen::default();
        let batch: Vec<Command> = (0..1_200).map(|n| pen.put(&format!("r{n:04}"), &["public"])).collect();
        batch.chunks(100).for_each(|part| drop(send(&**a, "lan", part)));
        let wrong = |rules: &Rules| verify::run(&**b, rules).unwrap().wrong;
        assert!(wrong(&later).is_some_and(|wrong| wrong.contains("not found by table")), "{name}");
        assert!(reindex::renew(&**a, &later).unwrap() && !reindex::renew(&**b, &later).unwrap(), "{name}");
        assert_eq!(wrong(&later), None, "{name}");
        let all = IndexKey::new("table", "t");
        let found = store::read(&**b, |desk| {
            let mut loaded = Loaded::default();
            desk.load(&Need { finds: [all.clone()].into(), ..Need::default() }, &mut loaded)?;
            Ok(loaded.finds[&all].len())
        });
        assert_eq!(found.unwrap(), 1_200, "{name}");
        // Whoever goes back finds what it found.
        assert!(wrong(&earlier).is_some() && reindex::renew(&**a, &earlier).unwrap(), "{name}");
        assert_eq!(wrong(&earlier), None, "{name}");
    });
}

/// A small generator: the same seed, the same run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

#[test]
fn devices_hold_exactly_what_they_may_see_after_any_history() {
    for seed in 0..6 {
        on_each(|Nodes { a, b, name, .. }| {
            let mut dice = Dice(seed);
            let mut pen = Pen::default();
            let names = ["public", "u1", "u2", "u3"];
            let mut devices: Vec<(Device, usize)> = [6, 9, 600].map(|page| (Device::default(), page)).into();
            for round in 0..12 {
                let mut batch = Vec::new();
                for _ in 0..dice.roll(25) {
                    let id = format!("r{}", dice.roll(20));
                    let scopes: Vec<&str> = names.into_iter().filter(|_| dice.roll(3) == 0).collect();
                    batch.push(match dice.roll(8) {
                        0 => pen.write("del", &id, json!({})),
                        1 => pen.write("many", &id, json!({ "count": 3, "scopes": scopes })),
                        2 => {
                            let see: Vec<&str> = names[1..].iter().copied().filter(|_| dice.roll(2) == 0).collect();
                            pen.write("grant", "lan", json!({ "see": see }))
                        }
                        _ => pen.put(&id, &scopes),
                    });
                }
                let cut = dice.roll(batch.len() as u64 + 1) as usize;
                send(&**a, "lan", &batch[..cut]);
                send(&**b, "lan", &batch[cut..]);
                for (device, page) in &mut devices {
                    if dice.roll(3) == 0 || round == 11 {
                        device.read(&**a, "lan", *page).unwrap();
                    } else if dice.roll(2) == 0 {
                        device.step(&**b, "lan", *page).unwrap();
                    }
                }
            }
            let mut fresh = Device::default();
            fresh.read(&**b, "lan", 1_000).unwrap();
            for (device, page) in &devices {
                assert_eq!(device.rows, fresh.rows, "{name}, seed {seed}, pages of {page}");
            }
            assert_eq!(verify::run(&**a, &toy()).unwrap().wrong, None, "{name}, seed {seed}");
        });
    }
}

#[test]
fn a_cursor_from_another_history_is_noticed() {
    on_each(|Nodes { a, .. }| {
        let mut pen = Pen::default();
        send(&**a, "lan", &[pen.put("x", &["public"]), pen.put("y", &["public"])]);
        let mut device = Device::default();
        device.read(&**a, "lan", 600).unwrap();
        let told = device.position.clone().unwrap();
        let with = |change: &dyn Fn(&mut thidua_sync::wire::Cursor)| {
            let mut position = told.clone();
            change(&mut position.cursor);
            Device { position: Some(position), ..Device::default() }.step(&**a, "lan", 600)
        };
        assert_eq!(with(&|cursor| cursor.tag ^= 1), Err(Reset::Fork));
        assert_eq!(with(&|cursor| cursor.seq += 1), Err(Reset::Fork));
        assert_eq!(with(&|cursor| cursor.epoch.push('x')), Err(Reset::Epoch));
        store::write(&**a, |clerk| clerk.set_epoch("restored")).unwrap();
        assert_eq!(with(&|_| {}), Err(Reset::Epoch));
    });
}

#[test]
fn a_reader_sees_every_seq_while_sixteen_writers_write_on_two_nodes() {
    on_each(|Nodes { a, b, name, .. }| {
        let (writers, each) = (16, 25);
        let done = AtomicBool::new(false);
        let seen = thread::scope(|scope| {
            let reader = scope.spawn(|| {
                let mut device = Device::default();
                loop {
                    let last = done.load(Ordering::SeqCst);
                    device.read(&**b, "lan", 600).unwrap();
                    if last {
                        return device.seen;
                    }
                }
            });
            let write = |n: usize| {
                let store = if n.is_multiple_of(2) { a } else { b };
                scope.spawn(move || {
                    let mut pen = Pen::default();
                    for m in 0..each {
                        let command = pen.put(&format!("w{n}-{m}"), &["public"]);
                        // The lock of SQLite's file is not fair: a writer may be told to come again.
                        while common::try_send(&**store, "lan", std::slice::from_ref(&command)).is_err() {}
                    }
                })
            };
            let threads: Vec<_> = (0..writers).map(write).collect();
            threads.into_iter().for_each(|thread| thread.join().unwrap());
            done.store(true, Ordering::SeqCst);
            reader.join().unwrap()
        });
        let expected: Vec<u64> = (1..=writers as u64 * each).collect();
        assert_eq!(seen, expected, "{name}: rows were skipped or came twice");
    });
}

#[test]
fn a_transaction_that_ends_early_leaves_nothing() {
    on_each(|Nodes { a, b, .. }| {
        let mut pen = Pen::default();
        let command = pen.put("x", &["public"]);
        let begin = |ending: &dyn Fn() -> Result<(), StoreError>| {
            store::write(&**a, |clerk| {
                let asked = [Asked { who: "lan", command: &command }];
                applied(&group::run(clerk, &toy(), a.far(), &asked, 1)?[0]);
                clerk.put_entry(Kind::Setting, &Entry { id: "x".into(), owner: String::new(), body: "{}".into() })?;
                ending()
            })
        };
        begin(&|| Err(StoreError::Full)).unwrap_err();
        catch_unwind(AssertUnwindSafe(|| begin(&|| panic!("crash")))).unwrap_err();
        assert_eq!(head(&**b), 0);
        let entry = store::read(&**b, |desk| desk.entry(Kind::Setting, "x")).unwrap();
        assert_eq!(entry, None);
        let reply = &send(&**a, "lan", &[command])[0];
        assert!(!reply.cached);
        assert_eq!(applied(reply), 1);
    });
}

#[test]
fn an_index_finds_what_the_same_group_changed() {
    on_each(|Nodes { a, .. }| {
        let mut pen = Pen::default();
        let long = "dài ".repeat(500);
        for tag in ["đỏ", "", "with\0nul", &long] {
            let put =
                |pen: &mut Pen, id: &str, tag: &str| pen.write("put", id, json!({ "scopes": ["public"], "tag": tag }));
            let count = |pen: &mut Pen, id: &str| pen.write("count", id, json!({ "tag": tag }));
            let batch = [
                put(&mut pen, "x", tag),
                count(&mut pen, "c1"),
                put(&mut pen, "y", tag),
                put(&mut pen, "x", "other"),
                count(&mut pen, "c2"),
            ];
            send(&**a, "lan", &batch);
            send(&**a, "lan", &[pen.write("del", "y", json!({})), count(&mut pen, "c3")]);
            let mut device = Device::default();
            device.read(&**a, "lan", 600).unwrap();
            let found = |id: &str| device.rows[&Key::new("t", id)].body.value()["found"].clone();
            assert_eq!([found("c1"), found("c2"), found("c3")], [json!(["x"]), json!(["y"]), json!([])]);
            let need = Need { finds: BTreeSet::from([IndexKey::new("tag", tag)]), ..Need::default() };
            let mut loaded = Loaded::default();
            store::read(&**a, |desk| desk.load(&need, &mut loaded)).unwrap();
            assert!(loaded.finds[&IndexKey::new("tag", tag)].is_empty());
        }
        assert_eq!(store::read(&**a, |desk| desk.count_index()).unwrap(), 1);
    });
}

#[test]
fn a_command_that_the_rules_fail_on_is_parked_and_holds_up_nobody() {
    on_each(|Nodes { a, .. }| {
        let mut pen = Pen::default();
        let bad = pen.write("panic", "x", json!({}));
        for n in 1..=group::TRIES {
            let good = pen.put(&format!("g{n}"), &["public"]);
            let replies = send(&**a, "lan", &[bad.clone(), good]);
            match n < group::TRIES {
                true => assert_eq!(replies[0].outcome, Outcome::Deferred(Wait::Busy)),
                false => assert_eq!(code(&replies[0]), "parked"),
            }
            applied(&replies[1]);
        }
        assert!(send(&**a, "lan", &[bad])[0].cached);
    });
}

#[test]
fn names_that_no_database_keeps_are_refused_and_texts_are_kept_as_they_are() {
    on_each(|Nodes { a, .. }| {
        let mut pen = Pen::default();
        for entity in ["a\0b", &"x".repeat(300), "a\nb"] {
            assert_eq!(code(&send(&**a, "lan", &[pen.put(entity, &["public"])])[0]), "bad_name");
        }
        assert_eq!(code(&send(&**a, "lan", &[pen.put("x", &["u\0"])])[0]), "bad_name");
        let mut deep = json!(1);
        for _ in 0..40 {
            deep = json!([deep]);
        }
        assert_eq!(code(&send(&**a, "lan", &[pen.write("put", "x", deep)])[0]), "too_deep");
        let text = "Chữ ký \u{0} \u{1F600} \\ \" nhé\n".repeat(2_000);
        let args = json!({ "scopes": ["public", "tổ \"A\""], "text": text, "n": 0.1, "big": u64::MAX });
        applied(&send(&**a, "lan", &[pen.write("put", "chữ 'x'", args.clone())])[0]);
        let mut device = Device::default();
        device.read(&**a, "lan", 600).unwrap();
        assert_eq!(device.rows[&Key::new("t", "chữ 'x'")].body.value(), args);
    });
}

#[test]
fn entries_are_kept_listed_and_dropped() {
    on_each(|Nodes { a, b, .. }| {
        let entry = |id: &str, owner: &str, body: &str| Entry { id: id.into(), owner: owner.into(), body: body.into() };
        store::write(&**a, |clerk| {
            clerk.put_entry(Kind::Session, &entry("1", "lan", "{}"))?;
            clerk.put_entry(Kind::Session, &entry("2", "an", "{}"))?;
            clerk.put_entry(Kind::Session, &entry("2", "lan", "[]"))?;
            clerk.put_entry(Kind::Account, &entry("2", "lan", "0"))
        })
        .unwrap();
        let list = |owner: Option<&str>| store::read(&**b, |desk| desk.entries(Kind::Session, owner)).unwrap();
        assert_eq!(list(Some("lan")), [entry("1", "lan", "{}"), entry("2", "lan", "[]")]);
        assert_eq!((list(Some("an")).len(), list(None).len()), (0, 2));
        assert!(store::write(&**b, |clerk| clerk.drop_entry(Kind::Session, "2")).unwrap());
        assert!(!store::write(&**b, |clerk| clerk.drop_entry(Kind::Session, "2")).unwrap());
        assert!(store::read(&**a, |desk| desk.entry(Kind::Account, "2")).unwrap().is_some());
    });
}

#[test]
fn old_tombstones_and_outcomes_go_and_the_rest_stays() {
    on_each(|Nodes { a, name, .. }| {
        if *name == "memory" {
            return;
        }
        let mut pen = Pen::default();
        send(&**a, "lan", &[pen.put("x", &["public"]), pen.put("y", &["public"]), pen.write("del", "x", json!({}))]);
        let mut early = Device::default();
        early.step(&**a, "lan", 600).unwrap();
        send(&**a, "lan", &[pen.write("del", "y", json!({})), pen.put("z", &["public"])]);
        let keep = Keep { outcomes_from: 0, tombstones_from: i64::MAX };
        assert_eq!(store::write(&**a, |clerk| clerk.prune(keep)).unwrap(), (0, 2));
        assert_eq!(early.step(&**a, "lan", 600), Err(Reset::CursorExpired));
        // A new device reads through the pruned part, however small its pages.
        send(&**a, "lan", &[pen.put("w", &["public"])]);
        for page in [6, 600] {
            let mut fresh = Device::default();
            fresh.read(&**a, "lan", page).unwrap();
            assert_eq!(fresh.ids(), ["w", "z"]);
        }
        let keep = Keep { outcomes_from: i64::MAX, tombstones_from: 0 };
        assert_eq!(store::write(&**a, |clerk| clerk.prune(keep)).unwrap().0, 6);
    });
}

#[test]
fn scopes_that_were_never_used_sum_to_nothing() {
    on_each(|Nodes { a, .. }| {
        let scope = Scope::new("nobody");
        let sums = store::read(&**a, |desk| desk.sums(std::slice::from_ref(&scope))).unwrap();
        assert_eq!(sums, [(scope.clone(), 0, 0)]);
    });
}

#[test]
fn nodes_that_start_together_migrate_once() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("t.db");
    let epochs = |open: &(dyn Fn() -> String + Sync)| {
        thread::scope(|scope| {
            let threads: Vec<_> = (0..8).map(|_| scope.spawn(open)).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect::<BTreeSet<String>>()
        })
    };
    let epoch = |store: &dyn store::Store| store::read(store, |desk| desk.head()).unwrap().epoch;
    assert_eq!(epochs(&|| epoch(&SqliteStore::open(&file).unwrap())).len(), 1);
    let Some(database) = Database::new() else { return };
    assert_eq!(epochs(&|| epoch(&PostgresStore::open(&database.url).unwrap())).len(), 1);
}

#[test]
fn a_database_of_a_newer_or_an_edited_schema_is_not_touched() {
    let refused = |open: &dyn Fn() -> Result<(), StoreError>, sql: &dyn Fn(&str)| {
        open().unwrap();
        sql("INSERT INTO migration VALUES (9999, 'x')");
        assert!(open().unwrap_err().to_string().contains("newer"));
        sql("DELETE FROM migration WHERE version = 9999");
        open().unwrap();
        sql("UPDATE migration SET hash = 'x'");
        assert!(open().is_err());
    };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("t.db");
    let sql = |sql: &str| rusqlite::Connection::open(&file).unwrap().execute_batch(sql).unwrap();
    refused(&|| SqliteStore::open(&file).map(drop), &sql);
    let Some(database) = Database::new() else { return };
    let sql = |sql: &str| common::postgres(&database.url, sql);
    refused(&|| PostgresStore::open(&database.url).map(drop), &sql);
}
