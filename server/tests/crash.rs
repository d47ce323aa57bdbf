//! Connections cut everywhere, and the server killed in the middle: each command exactly once, no gap.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails says so by panicking")]

mod common;

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use common::web::{Server, cut, exchange, request};
use common::{Database, Pen, postgres};
use serde_json::{Value, json};
use thidua_sync::command::Command;

const TOTAL: usize = 1_000;

fn drafts(pen: &mut Pen, count: usize) -> Vec<Command> {
    let draft = |n: usize| {
        let args =
            json!({ "form": "activity@1", "fields": { "title": format!("Nháp số {n}"), "text": "x".repeat(400) } });
        pen.write("draft.save", &format!("d{n}"), args)
    };
    (0..count).map(draft).collect()
}

/// The seq of each command, once all have one.
fn settle(server: &Server, cookie: &str, person: &str, commands: &[Command]) -> BTreeSet<u64> {
    let mut seqs = BTreeSet::new();
    for part in commands.chunks(100) {
        let answer = server.post("/api/v1/exchange", cookie, &exchange(person, part)).json();
        for reply in answer["outcomes"].as_array().unwrap() {
            assert!(seqs.insert(reply["outcome"]["applied"]["seq"].as_u64().unwrap()), "a seq came twice");
        }
    }
    seqs
}

/// The rows of drafts that a new device reads.
fn drafts_read(server: &Server, cookie: &str, person: &str) -> Vec<u64> {
    let mut position = Value::Null;
    let mut seqs = Vec::new();
    loop {
        let mut asked = exchange(person, &[]);
        if !position.is_null() {
            asked["position"] = position;
        }
        let answer = server.post("/api/v1/exchange", cookie, &asked).json();
        let page = &answer["read"]["page"];
        for row in page["puts"].as_array().unwrap() {
            if row["k"][0] == "draft" {
                seqs.push(row["seq"].as_u64().unwrap());
            }
        }
        position = page["next"].clone();
        if page["more"] == false {
            return seqs;
        }
    }
}

fn killed_in_the_middle(place: &[&str]) {
    let arguments = [&["--demo"], place].concat();
    let mut server = Server::start(&arguments);
    let (cookie, person) = server.sign_in("hanh");
    let commands = drafts(&mut Pen::default(), TOTAL);
    let first = server.post("/api/v1/exchange", &cookie, &exchange(&person, &[])).json();
    let before = first["read"]["page"]["next"]["cursor"]["seq"].as_u64().unwrap();
    for round in 0..6 {
        let (address, answered) = (server.address.clone(), AtomicUsize::new(0));
        thread::scope(|scope| {
            let device = scope.spawn(|| {
                let headers = [("cookie", cookie.as_str()), ("content-type", "application/json")];
                for part in commands.chunks(25).skip(round * 5) {
                    let body = exchange(&person, part).to_string();
                    let bytes = request(&address, "POST", "/api/v1/exchange", &headers, body.as_bytes());
                    if cut(&address, &bytes, 200).is_err() {
                        return;
                    }
                    answered.fetch_add(1, Ordering::SeqCst);
                }
            });
            // The next one is on its way when the server dies.
            while answered.load(Ordering::SeqCst) < 4 && !device.is_finished() {
                thread::yield_now();
            }
            server.kill();
        });
        server = Server::start(&arguments);
    }
    let midway = drafts_read(&server, &cookie, &person).len();
    assert!(midway > 0 && midway < TOTAL, "{midway} of {TOTAL}: the server was not killed in the middle");
    let seqs = settle(&server, &cookie, &person, &commands);
    assert_eq!(seqs, (before + 1..=before + TOTAL as u64).collect(), "a gap, or a command twice");
    assert_eq!(settle(&server, &cookie, &person, &commands), seqs);
    assert_eq!(drafts_read(&server, &cookie, &person), seqs.into_iter().collect::<Vec<_>>());
}

#[test]
fn a_server_killed_in_the_middle_applies_each_command_once_on_sqlite() {
    let data = tempfile::tempdir().unwrap();
    killed_in_the_middle(&["--data", data.path().to_str().unwrap()]);
}

#[test]
fn a_server_killed_in_the_middle_applies_each_command_once_on_postgres() {
    let Some(database) = Database::new() else { return };
    killed_in_the_middle(&["--database-url", &database.url]);
    postgres(&database.url, "SELECT 1");
}

#[test]
fn an_exchange_cut_at_every_fiftieth_is_taken_once() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::demo(data.path());
    let (cookie, person) = server.sign_in("hanh");
    let mut pen = Pen::default();
    let mut commands = drafts(&mut pen, 500);
    let headers = [("cookie", cookie.as_str()), ("content-type", "application/json")];
    let bytes = |commands: &[Command]| {
        let body = exchange(&person, commands).to_string();
        request(&server.address, "POST", "/api/v1/exchange", &headers, body.as_bytes())
    };
    let whole = bytes(&commands);
    for part in 0..50 {
        cut(&server.address, &whole[..whole.len() * part / 50], 0).unwrap();
    }
    assert_eq!(drafts_read(&server, &cookie, &person).len(), 0, "a part of an exchange was taken");
    // The answer is lost at every fiftieth: each time the device sends the same again, and some new ones.
    for part in 1..=50 {
        let tail = commands.len() - 100;
        cut(&server.address, &bytes(&commands[tail..]), 10 + part * 400).unwrap();
        let more = drafts(&mut pen, 10).into_iter();
        commands.extend(more.enumerate().map(|(n, command)| Command { entity: format!("e{part}-{n}"), ..command }));
    }
    let seqs = settle(&server, &cookie, &person, &commands);
    assert_eq!(seqs.len(), commands.len());
    assert_eq!(drafts_read(&server, &cookie, &person), seqs.into_iter().collect::<Vec<_>>());
}
