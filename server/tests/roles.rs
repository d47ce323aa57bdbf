//! Nobody outside a unit's line reads or changes its records: every person of the demonstration forges every command
//! over the raw API, and is judged by a policy written a second time, from the roles alone.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails says so by panicking")]

mod common;

use std::collections::BTreeSet;

use common::Pen;
use common::web::{Server, exchange};
use serde_json::{Value, json};
use thidua_sync::command::Command;

const DEMO: &str = include_str!("../../public/demo/org.json");
const UNIT: &str = "na-kv3";
/// The unit and those above it.
const LINE: [&str; 3] = ["na-kv3", "na", "tw"];
const AUTHOR: &str = "hanh";
const FORGED: [&str; 4] = ["confirm", "return", "edit", "withdraw"];

struct Somebody {
    id: String,
    login: String,
    roles: Vec<(String, String)>,
}

impl Somebody {
    fn holds(&self, roles: &[&str], units: &[&str]) -> bool {
        self.roles.iter().any(|(role, unit)| roles.contains(&role.as_str()) && units.contains(&unit.as_str()))
    }

    fn is_author(&self) -> bool {
        self.login == AUTHOR
    }

    fn reads(&self) -> bool {
        let above = ["unit_head", "emulation_officer", "council_secretary", "inspector", "signer", "auditor"];
        self.is_author() || self.holds(&["staff"], &[UNIT]) || self.holds(&above, &LINE)
    }

    fn may(&self, verb: &str) -> bool {
        match verb {
            "confirm" | "return" => self.holds(&["unit_head"], &LINE) && !self.is_author(),
            "submit" => self.holds(&["staff", "unit_head", "emulation_officer"], &[UNIT]),
            _ => self.is_author(),
        }
    }
}

fn everybody() -> Vec<Somebody> {
    let demo: Value = serde_json::from_str(DEMO).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_string();
    let grants = demo["grants"].as_array().unwrap();
    let somebody = |person: &Value| {
        let own = grants.iter().filter(|grant| grant["person"] == person["id"]);
        Somebody {
            id: text(&person["id"]),
            login: text(&person["login"]),
            roles: own.map(|grant| (text(&grant["role"]), text(&grant["unit"]))).collect(),
        }
    };
    demo["people"].as_array().unwrap().iter().map(somebody).collect()
}

fn submit(pen: &mut Pen, id: &str) -> Command {
    let fields = json!({ "title": format!("Hoạt động {id}"), "kind": "other", "date": "2022-05-24" });
    pen.write("activity.submit", id, json!({ "unit": UNIT, "fields": fields }))
}

fn outcomes(server: &Server, cookie: &str, person: &str, commands: &[Command]) -> Vec<String> {
    let answer = server.post("/api/v1/exchange", cookie, &exchange(person, commands)).json();
    let word = |reply: &Value| match reply["outcome"]["rejected"]["code"].as_str() {
        Some(code) => code.to_string(),
        None => "ok".to_string(),
    };
    answer["outcomes"].as_array().unwrap().iter().map(word).collect()
}

/// The ids of all rows of a table that a session reads.
fn read(server: &Server, cookie: &str, person: &str, table: &str) -> BTreeSet<String> {
    let mut position = Value::Null;
    let mut ids = BTreeSet::new();
    loop {
        let mut asked = exchange(person, &[]);
        if !position.is_null() {
            asked["position"] = position;
        }
        let answer = server.post("/api/v1/exchange", cookie, &asked).json();
        let page = &answer["read"]["page"];
        let puts = page["puts"].as_array().unwrap().iter();
        ids.extend(puts.filter(|row| row["k"][0] == table).map(|row| row["k"][1].as_str().unwrap().to_string()));
        if page["more"] == false {
            return ids;
        }
        position = page["next"].clone();
    }
}

#[test]
fn forged_commands_of_every_role_do_no_more_than_the_role_may() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::demo(data.path());
    let people = everybody();
    let (cookie, author) = server.sign_in(AUTHOR);
    let mut pen = Pen::default();
    let records: Vec<Command> = people
        .iter()
        .flat_map(|somebody| FORGED.map(|verb| format!("{verb}-{}", somebody.id)))
        .map(|id| submit(&mut pen, &id))
        .collect();
    for part in records.chunks(100) {
        assert!(outcomes(&server, &cookie, &author, part).iter().all(|word| word == "ok"));
    }
    let mut roles = BTreeSet::new();
    for somebody in &people {
        roles.extend(somebody.roles.iter().map(|(role, _)| role.clone()));
        let (cookie, person) = server.sign_in(&somebody.login);
        assert_eq!(person, somebody.id);
        let seen = read(&server, &cookie, &person, "activity");
        assert_eq!(seen.contains(&format!("edit-{}", somebody.id)), somebody.reads(), "{} reads", somebody.login);

        let mut pen = Pen::default();
        let args = json!({ "reason": "trả lại", "fields": { "title": "sửa trộm" } });
        let mut forged: Vec<Command> = FORGED
            .iter()
            .map(|verb| pen.write(&format!("activity.{verb}"), &format!("{verb}-{}", somebody.id), args.clone()))
            .collect();
        forged.push(submit(&mut pen, &format!("new-{}", somebody.id)));
        let words = outcomes(&server, &cookie, &person, &forged);
        for (verb, word) in FORGED.iter().chain(&["submit"]).zip(&words) {
            let expected = somebody.may(verb);
            assert_eq!(word == "ok", expected, "{} {verb}: {word}", somebody.login);
            if !somebody.reads() && *verb != "submit" {
                assert_eq!(word, "not_found", "{} learns that the record exists", somebody.login);
            }
        }
    }
    assert_eq!(roles.len(), 10, "every role is tried");
}

#[test]
fn nobody_hands_in_the_outbox_of_another_or_acts_as_the_operator() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::demo(data.path());
    let (cookie, _) = server.sign_in("sinh");
    let mut pen = Pen::default();
    for person in ["hanh-nt", "system", ""] {
        let answer = server.post("/api/v1/exchange", &cookie, &exchange(person, &[submit(&mut pen, "stolen")]));
        assert_eq!((answer.status, answer.code().as_str()), (403, "wrong_person"), "{person}");
    }
    let anonymous = server.post("/api/v1/exchange", "", &exchange("hanh-nt", &[]));
    assert_eq!(anonymous.status, 401);
}
