//! Two servers on one database: one history, one set of sessions.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails says so by panicking")]

mod common;

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use common::web::{Server, exchange, request};
use common::{Database, Pen};
use serde_json::{Value, json};

fn two_nodes(place: &[&str]) {
    let (a, b) = (Server::start(&[&["--demo"], place].concat()), Server::start(place));
    let (cookie, person) = a.sign_in("hanh");
    let mut stream = TcpStream::connect(&b.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream.write_all(&request(&b.address, "GET", "/api/v1/events", &[("cookie", &cookie)], b"")).unwrap();
    let lines = BufReader::new(stream).lines().map_while(Result::ok);
    let mut heads = lines.filter_map(|line| {
        let poke: Value = serde_json::from_str(line.strip_prefix("data: ")?).unwrap();
        poke["head"].as_u64()
    });
    let before = heads.next().unwrap();

    let args = json!({ "form": "activity@1", "fields": { "title": "Nháp" } });
    let command = Pen::default().write("draft.save", "d1", args);
    let taken = a.post("/api/v1/exchange", &cookie, &exchange(&person, std::slice::from_ref(&command))).json();
    assert_eq!(heads.next(), Some(before + 1), "the other node's listeners hear of it");
    let again = b.post("/api/v1/exchange", &cookie, &exchange(&person, &[command])).json();
    assert_eq!(again["outcomes"][0]["outcome"], taken["outcomes"][0]["outcome"]);
    assert_eq!(again["outcomes"][0]["cached"], true);
    assert_eq!(again["read"]["page"]["next"]["cursor"], taken["read"]["page"]["next"]["cursor"]);

    assert_eq!(b.call("DELETE", "/api/v1/session", &[("cookie", &cookie)], b"").status, 204);
    assert_eq!(a.call("GET", "/api/v1/session", &[("cookie", &cookie)], b"").status, 401);
}

#[test]
fn two_nodes_on_sqlite_are_one_server() {
    let data = tempfile::tempdir().unwrap();
    two_nodes(&["--data", data.path().to_str().unwrap()]);
}

#[test]
fn two_nodes_on_postgres_are_one_server() {
    let Some(database) = Database::new() else { return };
    two_nodes(&["--database-url", &database.url]);
}
