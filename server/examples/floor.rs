//! How fast commands become durable, against what the database itself can do in the same run.
//!
//! The floor inserts 551-byte rows in transactions of 100, WAL, synchronous=FULL, and does nothing else. Ours decides,
//! checks identity and order, keeps outcome, feed, checksum and tag. Prints one JSON line; medians of five.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails says so by panicking")]

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use rusqlite::Connection;
use serde_json::{Value, json};
use thidua_domain::Emulation;
use thidua_server::metrics::Metrics;
use thidua_server::operator::{self, Run, Step, new_id};
use thidua_server::push::calls::Calls;
use thidua_server::rules::Rules;
use thidua_server::store::Store;
use thidua_server::store::sqlite::SqliteStore;
use thidua_server::writer::Writer;
use thidua_sync::Millis;
use thidua_sync::body::Body;
use thidua_sync::command::{Base, ClientId, Command, CommandId, Refusal};
use thidua_sync::domain::{Domain, Effect, Rows};
use thidua_sync::row::{IndexKey, Key, Scope};
use thidua_sync::wire::Poke;
use tokio::sync::watch;

const ROWS: usize = 20_000;
const BATCH: usize = 100;
const DEVICES: usize = 8;

/// Rules that cost nothing: what remains is the exchange itself.
struct Plain;

impl Domain for Plain {
    fn decide(&self, _: &dyn Rows, who: &str, command: &Command, _: Millis) -> Result<Effect, Refusal> {
        let mut effect = Effect::default();
        let scopes = vec![Scope(format!("person:{who}"))];
        effect.put(Key::new("row", &command.entity), scopes, &command.args);
        Ok(effect)
    }

    fn scopes(&self, _: &dyn Rows, _: &str, _: Millis) -> Vec<Scope> {
        Vec::new()
    }

    fn index(&self, _: &str, _: &Body) -> Vec<IndexKey> {
        Vec::new()
    }
}

fn main() {
    let plain: Rules = Arc::new(Plain);
    let emulation: Rules = Arc::new(Emulation);
    let args = |_: usize| json!({ "text": "x".repeat(540) });
    let submit = |n: usize| {
        let fields = json!({ "title": format!("Hoạt động {n}"), "kind": "professional", "date": "2022-05-24",
                             "text": "x".repeat(420) });
        json!({ "unit": "tw", "fields": fields })
    };
    let floor = median(|| floor(BATCH));
    let ours = median(|| commands(&plain, "row.put@1", args));
    let work = median(|| commands(&emulation, "activity.submit@1", submit));
    let figures = json!({ "floor_per_s": floor, "plain_per_s": ours, "activities_per_s": work,
        "plain_ratio": ratio(ours, floor), "activities_ratio": ratio(work, floor) });
    println!("{figures}");
}

fn ratio(ours: u64, floor: u64) -> f64 {
    (ours * 100 / floor.max(1)) as f64 / 100.0
}

fn median(run: impl Fn() -> u64) -> u64 {
    let mut runs: Vec<u64> = (0..5).map(|_| run()).collect();
    runs.sort_unstable();
    runs[2]
}

fn per_second(begun: Instant) -> u64 {
    (ROWS as u128 * 1_000_000 / begun.elapsed().as_micros().max(1)) as u64
}

/// The database alone.
fn floor(batch: usize) -> u64 {
    let folder = tempfile::tempdir().expect("a folder");
    let conn = Connection::open(folder.path().join("floor.db")).expect("a database");
    conn.execute_batch(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t (id INTEGER PRIMARY KEY, body TEXT)",
    )
    .expect("a table");
    let body = "x".repeat(551);
    let begun = Instant::now();
    for _ in 0..ROWS / batch {
        conn.execute_batch("BEGIN IMMEDIATE").expect("begun");
        let mut put = conn.prepare_cached("INSERT INTO t (body) VALUES (?1)").expect("a statement");
        for _ in 0..batch {
            put.execute([&body]).expect("a row");
        }
        drop(put);
        conn.execute_batch("COMMIT").expect("committed");
    }
    per_second(begun)
}

/// Several devices hand in batches at once, each waiting for its answer before the next.
fn commands(rules: &Rules, kind: &str, args: impl Fn(usize) -> Value) -> u64 {
    let folder = tempfile::tempdir().expect("a folder");
    let store = store(folder.path(), rules);
    let batches: Vec<Vec<Vec<Command>>> = (0..DEVICES).map(|_| device(kind, &args)).collect();
    let (pokes, _) = watch::channel(Poke { epoch: String::new(), head: 0 });
    let (writer, thread) =
        Writer::start(store, rules.clone(), Arc::new(Metrics::default()), Arc::new(pokes), Calls::default());
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let begun = Instant::now();
    runtime.block_on(async {
        let device = |batches: Vec<Vec<Command>>| {
            let writer = writer.clone();
            async move {
                for batch in batches {
                    let replies = writer.submit("an".into(), batch, None).await.expect("answered");
                    assert!(replies.iter().all(|reply| reply.outcome.seq().is_some()), "{:?}", replies[0]);
                }
            }
        };
        futures_util::future::join_all(batches.into_iter().map(device)).await;
    });
    let rate = per_second(begun);
    drop(writer);
    thread.join().expect("the writer ends");
    rate
}

fn device(kind: &str, args: &impl Fn(usize) -> Value) -> Vec<Vec<Command>> {
    let client = ClientId(new_id(thidua_server::now()));
    let command = |n: usize| Command {
        id: CommandId(new_id(thidua_server::now())),
        client,
        cseq: n as u64 + 1,
        kind: kind.into(),
        entity: new_id(thidua_server::now()).to_string(),
        base: Base::default(),
        deps: Vec::new(),
        args: args(n),
        made_at: 0,
    };
    let all: Vec<Command> = (0..ROWS / DEVICES).map(command).collect();
    all.chunks(BATCH).map(<[Command]>::to_vec).collect()
}

/// A database with one unit and one member of staff.
fn store(folder: &Path, rules: &Rules) -> Arc<dyn Store> {
    let store = SqliteStore::open(&folder.join("t.db")).expect("a database");
    let step = |kind: &str, entity: &str, args: Value| Step {
        who: thidua_domain::SYSTEM.into(),
        kind: kind.into(),
        entity: entity.into(),
        args,
    };
    let from = "2021-10-01";
    let steps = [
        step(
            "unit.create@1",
            "tw",
            json!({ "name": "Cục", "short": "Cục", "parent": null, "kind": "central", "valid_from": from }),
        ),
        step("person.create@1", "an", json!({ "family": "Lê", "given": "An", "post": "x", "unit": "tw" })),
        step("grant.give@1", "g", json!({ "person": "an", "role": "staff", "unit": "tw", "from": from })),
    ];
    operator::run(&store, rules, &steps, Run::Real, thidua_server::now(), &mut |_| Ok(())).expect("set up");
    Arc::new(store)
}
