//! How long the device's half takes, natively: `cargo run --release -p thidua-sync --example measure`.

use std::time::Instant;

use serde_json::json;
use thidua_sync::Millis;
use thidua_sync::body::Body;
use thidua_sync::client::{Batch, Client, Entry, EntryState, Intent, RowsStep, Snapshot};
use thidua_sync::command::{Base, ClientId, Command, CommandId, Refusal};
use thidua_sync::domain::{Domain, Effect, Rows};
use thidua_sync::draft::Draft;
use thidua_sync::row::{IndexKey, Key, Row, Scope};
use thidua_sync::wire::{APP, Cursor, Page, Position, Read, Response};
use uuid::Uuid;

/// Sets one field of a record, after looking at the record.
struct Plain;

impl Domain for Plain {
    fn decide(&self, rows: &dyn Rows, _: &str, command: &Command, _: Millis) -> Result<Effect, Refusal> {
        let key = Key::new("record", &command.entity);
        let mut value = rows.row(&key).map_or_else(|| json!({ "state": 1 }), |found| found.body.value());
        value["title"] = command.args["title"].clone();
        let mut effect = Effect::default();
        effect.put(key, vec![Scope::new("public")], &value);
        Ok(effect)
    }

    fn scopes(&self, _: &dyn Rows, _: &str, _: Millis) -> Vec<Scope> {
        vec![Scope::new("public")]
    }

    fn index(&self, _: &str, _: &Body) -> Vec<IndexKey> {
        Vec::new()
    }
}

fn row(n: usize, seq: u64) -> Row {
    let value = json!({ "title": format!("Hồ sơ {n}"), "state": n % 5, "owner": n % 50, "body": "x".repeat(440) });
    let body = Body::of(&value).expect("invariant: JSON is JSON");
    Row { key: Key::new("record", format!("r{n:06}")), seq, scopes: vec![Scope::new("public")], body }
}

fn command(n: usize) -> Command {
    let args = json!({ "title": format!("Sửa {n}") });
    Command {
        id: CommandId(Uuid::from_u128(n as u128 + 1)),
        client: ClientId(Uuid::nil()),
        cseq: 0,
        kind: "record.set@1".into(),
        entity: format!("r{n:06}"),
        base: Base::default(),
        deps: Vec::new(),
        args,
        made_at: 0,
    }
}

fn timed<T>(what: &str, limit_ms: u128, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = work();
    let took = start.elapsed();
    let verdict = if took.as_millis() <= limit_ms { "" } else { "  TOO SLOW" };
    println!("{:>10.2} ms of {limit_ms:>4}  {what}{verdict}", took.as_secs_f64() * 1_000.0);
    result
}

fn loaded(rows: usize, pending: usize) -> Client<Plain> {
    let steps = (0..rows).collect::<Vec<_>>();
    let step =
        |part: &[usize]| RowsStep { clear: false, puts: part.iter().map(|n| row(*n, 1)).collect(), dels: vec![] };
    let entry = |n| Entry { cseq: n as u64 + 1, command: command(n), state: EntryState::Queued };
    let snapshot = Snapshot {
        rows: steps.chunks(2_000).map(step).collect(),
        outbox: (0..pending).map(entry).collect(),
        ..Snapshot::default()
    };
    let what = format!("start with {rows} rows and {pending} pending commands");
    timed(&what, if pending == 0 { 150 } else { 400 }, || Client::load(Plain, "an", ClientId(Uuid::nil()), snapshot, 0))
}

fn main() {
    loaded(50_000, 0);
    let mut client = loaded(50_000, 10_000);
    let puts = (0..1_000).map(|n| row(if n < 100 { n } else { n + 20_000 }, 2)).collect();
    let next = Position {
        cursor: Cursor { epoch: "e".into(), seq: 2, tag: 1 },
        held: vec![Scope::new("public")],
        fill: None,
        seen: None,
        boot: None,
    };
    let (added, removed) = (vec![], vec![]);
    let page = Page { puts, dels: vec![], next, more: false, added, removed, check: None, backed_up: 0 };
    let (app, person) = (APP.into(), "an".into());
    let response =
        Response { app, person, now: 0, outcomes: vec![], read: Read::Page(page), min_proto: 1, retry_after_ms: None };
    timed("a page of 1,000 changed rows, 100 of them pending, over 10,000 pending", 100, || {
        let batch = client.plan_response(&response, 0, ClientId(Uuid::nil()), 0).expect("invariant: no other tab");
        client.apply(batch, 0)
    });
    let puts = (0..1_000).map(|n| row(n, 3)).collect();
    timed("the same, all of them pending", 100, || {
        let rows = Some(RowsStep { clear: false, puts, dels: vec![] });
        client.apply(Batch { rows, ..Batch::default() }, 0)
    });
    let mut client = loaded(1_000, 19_000);
    timed("1,000 more commands, each shown at once", 100, || {
        for n in 0..1_000 {
            let new = command(30_000 + n);
            let intent =
                Intent { id: new.id, kind: new.kind, entity: new.entity, base: new.base, args: new.args, draft: None };
            let mut batch = client.plan_command(intent, 0).expect("invariant: the outbox has room");
            batch.out_put[0].cseq = 100_000 + n as u64;
            client.apply(batch, 0);
        }
    });
    timed("a request from 20,000 queued commands", 10, || client.request("b", true));
    timed("a draft saved and handed to the outbox beside 20,000 commands", 5, || {
        let fields = [("text".to_string(), json!("x"))].into();
        let batch = client.plan_draft(Draft { id: "d".into(), form: "f@1".into(), fields, rev: 1, at: 0 });
        client.apply(batch, 0);
        client.plan_roaming(|| CommandId(Uuid::nil()), 0)
    });
    timed("a quick look at what waits", 10, || (client.status(), client.is_quiet()));
}
