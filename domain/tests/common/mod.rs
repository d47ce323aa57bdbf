//! The demonstration's world, in which rules are run as the server runs them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    dead_code,
    reason = "a test that fails says so by panicking; not each uses all"
)]

use serde_json::{Value, json};
use thidua_domain::{Emulation, seed};
use thidua_sync::command::{Base, ClientId, Command, CommandId, Outcome};
use thidua_sync::domain::Domain;
use thidua_sync::memory::Memory;
use thidua_sync::row::Key;
use thidua_sync::server::{Group, with_rows};
use thidua_sync::store::{Loaded, Tx, View};
use uuid::Uuid;

pub const PLAN: &str = include_str!("../../../public/plans/2022.json");
pub const DEMO: &str = include_str!("../../../public/demo/org.json");
/// 2026-11-23T03:00:00Z.
pub const NOW: i64 = 1_795_402_800_000;

pub mod hall;

#[derive(Clone)]
pub struct World {
    pub store: Memory,
    pub count: u64,
}

impl World {
    pub fn demo() -> World {
        let mut world = World { store: Memory::new("e1"), count: 0 };
        let demo = seed::demo(DEMO).unwrap();
        for step in std::iter::once(seed::plan(PLAN).unwrap()).chain(demo.steps) {
            let outcome = world.run(&step.who, step.kind, &step.entity, Base::default(), step.args.clone());
            assert!(matches!(outcome, Outcome::Applied { .. }), "{} {}: {outcome:?}", step.kind, step.entity);
        }
        world
    }

    pub fn run(&mut self, who: &str, kind: &str, entity: &str, base: Base, args: Value) -> Outcome {
        self.count += 1;
        let sent = Sent { who: who.into(), command: command(self.count, kind, entity, base, args), now: NOW };
        self.take(&[&sent]).pop().unwrap()
    }

    /// Takes commands in one transaction, as the server does, each at its own time.
    pub fn take(&mut self, all: &[&Sent]) -> Vec<Outcome> {
        let head = self.store.head().unwrap().seq;
        let mut group = Group::new(head);
        let commands: Vec<Command> = all.iter().map(|sent| sent.command.clone()).collect();
        self.store.load(&Group::first_need(&commands), &mut group.loaded).unwrap();
        let mut outcomes = Vec::new();
        for sent in all {
            let command = &sent.command;
            outcomes.push(loop {
                match group.take(&Emulation, &sent.who, command, sent.now, command.cseq) {
                    Ok(reply) => break reply.outcome,
                    Err(need) => self.store.load(&need, &mut group.loaded).unwrap(),
                }
            });
        }
        let (writes, _) = group.finish();
        self.store.write(&writes).unwrap();
        outcomes
    }

    pub fn code(&mut self, who: &str, kind: &str, entity: &str, args: Value) -> String {
        code_of(self.run(who, kind, entity, Base::default(), args))
    }

    /// The same for a command that a device made at its own time.
    pub fn sent(&mut self, sent: &Sent) -> String {
        code_of(self.take(&[sent]).pop().unwrap())
    }

    pub fn body(&self, table: &str, id: &str) -> Value {
        self.store.rows()[&Key::new(table, id)].body.value()
    }

    pub fn scopes(&mut self, who: &str) -> Vec<String> {
        self.scopes_at(who, NOW)
    }

    pub fn scopes_at(&mut self, who: &str, now: i64) -> Vec<String> {
        let mut loaded = Loaded::default();
        let scopes = with_rows(&mut self.store, &mut loaded, |rows| Emulation.scopes(rows, who, now)).unwrap();
        scopes.into_iter().map(|scope| scope.0).collect()
    }
}

/// A command on its way: whose it is, and when the server takes it.
#[derive(Clone)]
pub struct Sent {
    pub who: String,
    pub command: Command,
    pub now: i64,
}

/// A command of one device, by its number.
pub fn command(count: u64, kind: &str, entity: &str, base: Base, args: Value) -> Command {
    Command {
        id: CommandId(Uuid::from_u128(u128::from(count))),
        client: ClientId(Uuid::from_u128(7)),
        cseq: count,
        kind: kind.into(),
        entity: entity.into(),
        base,
        deps: vec![],
        args,
        made_at: 0,
    }
}

pub fn code_of(outcome: Outcome) -> String {
    match outcome {
        Outcome::Rejected(refusal) => refusal.code,
        Outcome::Applied { .. } | Outcome::Merged { .. } => "ok".into(),
        Outcome::Deferred(_) => "deferred".into(),
    }
}

/// A head, a staff member of theirs, and somebody elsewhere, read out of the demonstration.
pub struct Cast {
    pub unit: String,
    pub staff: String,
    pub head: String,
    pub stranger: String,
}

pub fn cast() -> Cast {
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

pub fn activity(unit: &str) -> Value {
    json!({ "unit": unit, "fields": { "title": "Hiến máu nhân đạo", "kind": "charity", "date": "2022-05-08" } })
}
