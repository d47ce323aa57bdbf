//! What the tests share: a toy domain, stores to run on, and a device that reads.

#![allow(dead_code, unused_imports, reason = "each test program uses a part")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails says so by panicking")]

pub mod files;
pub mod web;

use std::collections::BTreeMap;
use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::{Value, json};
use thidua_server::group::{self, Asked};
use thidua_server::operator::new_id;
use thidua_server::rules::Rules;
use thidua_server::store::memory::MemoryStore;
use thidua_server::store::postgres::PostgresStore;
use thidua_server::store::sqlite::SqliteStore;
use thidua_server::store::{self, Store};
use thidua_sync::body::Body;
use thidua_sync::command::{Base, ClientId, Command, CommandId, Outcome, Refusal};
use thidua_sync::domain::{Domain, Effect, Rows};
use thidua_sync::pull;
use thidua_sync::row::{IndexKey, Key, Row, Scope, share};
use thidua_sync::server::with_rows;
use thidua_sync::store::{Loaded, StoreError};
use thidua_sync::wire::{Page, Position, Read, Reply, Reset};

/// Rows `t/<id>` with the scopes and the tag that the command names. `grant/<person>` lists a person's scopes.
pub struct Toy;

impl Domain for Toy {
    fn decide(&self, rows: &dyn Rows, _: &str, command: &Command, _: i64) -> Result<Effect, Refusal> {
        let mut effect = Effect::default();
        let scopes = |args: &Value| -> Vec<Scope> {
            args["scopes"].as_array().into_iter().flatten().map(|s| Scope::new(s.as_str().unwrap())).collect()
        };
        match command.verb() {
            "put" => effect.put(Key::new("t", &command.entity), scopes(&command.args), &command.args),
            "many" => {
                for n in 0..command.args["count"].as_u64().unwrap() {
                    effect.put(Key::new("t", format!("{}-{n}", command.entity)), scopes(&command.args), &json!({}));
                }
            }
            "del" => {
                let key = Key::new("t", &command.entity);
                rows.row(&key).ok_or(Refusal::new("gone"))?;
                effect.dels.push(key);
            }
            "grant" => effect.put(Key::new("grant", &command.entity), vec![], &command.args),
            "count" => {
                let tag = command.args["tag"].as_str().unwrap();
                let found = rows.find(&IndexKey::new("tag", tag));
                let names: Vec<String> = found.into_iter().map(|key| key.id).collect();
                effect.put(Key::new("t", &command.entity), vec![Scope::new("public")], &json!({ "found": names }));
            }
            "panic" => panic!("a rule that fails"),
            "nothing" => {}
            _ => return Err(Refusal::new("no")),
        }
        Ok(effect)
    }

    fn scopes(&self, rows: &dyn Rows, who: &str, _: i64) -> Vec<Scope> {
        let granted = rows.row(&Key::new("grant", who)).map(|found| found.body.value());
        let granted = granted.iter().flat_map(|args| args["see"].as_array().into_iter().flatten());
        let mut scopes: Vec<Scope> = granted.map(|s| Scope::new(s.as_str().unwrap())).collect();
        scopes.extend([Scope::new("public"), Scope(format!("person:{who}"))]);
        scopes.sort();
        scopes
    }

    fn index(&self, _: &str, body: &Body) -> Vec<IndexKey> {
        let body = body.value();
        assert_ne!(body["text"], "poison", "an index that fails");
        body["tag"].as_str().map(|tag| IndexKey::new("tag", tag)).into_iter().collect()
    }
}

pub fn toy() -> Rules {
    Arc::new(Toy)
}

/// Writes commands as one device does.
pub struct Pen {
    pub client: ClientId,
    cseq: u64,
}

impl Default for Pen {
    fn default() -> Self {
        Pen { client: ClientId(new_id(1)), cseq: 0 }
    }
}

impl Pen {
    pub fn write(&mut self, kind: &str, entity: &str, args: Value) -> Command {
        self.cseq += 1;
        Command {
            id: CommandId(new_id(thidua_server::now())),
            client: self.client,
            cseq: self.cseq,
            kind: format!("{kind}@1"),
            entity: entity.into(),
            base: Base::default(),
            deps: vec![],
            args,
            made_at: 0,
        }
    }

    pub fn put(&mut self, entity: &str, scopes: &[&str]) -> Command {
        self.write("put", entity, json!({ "scopes": scopes }))
    }
}

pub fn send(store: &dyn Store, who: &str, commands: &[Command]) -> Vec<Reply> {
    try_send(store, who, commands).unwrap()
}

pub fn try_send(store: &dyn Store, who: &str, commands: &[Command]) -> Result<Vec<Reply>, StoreError> {
    let asked: Vec<Asked<'_>> = commands.iter().map(|command| Asked { who, command }).collect();
    store::write(store, |clerk| group::run(clerk, &toy(), store.far(), &asked, thidua_server::now()))
}

pub fn applied(reply: &Reply) -> u64 {
    match &reply.outcome {
        Outcome::Applied { seq } => *seq,
        other => panic!("not applied: {other:?}"),
    }
}

pub fn code(reply: &Reply) -> &str {
    match &reply.outcome {
        Outcome::Rejected(refusal) => &refusal.code,
        other => panic!("not rejected: {other:?}"),
    }
}

pub fn head(store: &dyn Store) -> u64 {
    store::read(store, |desk| desk.head()).unwrap().seq
}

/// A device that only reads.
#[derive(Default)]
pub struct Device {
    pub position: Option<Position>,
    pub rows: BTreeMap<Key, Row>,
    pub seen: Vec<u64>,
}

impl Device {
    /// Reads one page.
    pub fn step(&mut self, store: &dyn Store, who: &str, page_rows: usize) -> Result<bool, Reset> {
        let read = store::read(store, |desk| {
            let scopes = with_rows(desk, &mut Loaded::default(), |rows| Toy.scopes(rows, who, 0))?;
            pull::read(desk, &scopes, self.position.as_ref(), true, page_rows)
        });
        let page: Page = match read.unwrap() {
            Read::Page(page) => page,
            Read::Reset(reset) => return Err(reset),
            Read::UpdateNeeded => panic!("an update"),
        };
        for row in page.puts {
            self.seen.push(row.seq);
            self.rows.insert(row.key.clone(), row);
        }
        for key in page.dels {
            self.rows.remove(&key);
        }
        for scope in &page.removed {
            self.rows.retain(|_, row| {
                row.scopes.retain(|held| held != scope);
                !row.scopes.is_empty()
            });
        }
        self.position = Some(page.next);
        if let Some(checks) = page.check {
            for check in checks {
                let mine = self.rows.values().filter(|row| row.scopes.contains(&check.scope));
                let sum = mine.clone().fold(0_u64, |sum, row| sum.wrapping_add(share(&row.key, row.seq)));
                assert_eq!((check.count, check.sum), (mine.count() as i64, sum), "checksum of {:?}", check.scope);
            }
        }
        Ok(page.more)
    }

    /// Reads to the end.
    pub fn read(&mut self, store: &dyn Store, who: &str, page_rows: usize) -> Result<(), Reset> {
        while self.step(store, who, page_rows)? {}
        Ok(())
    }

    pub fn ids(&self) -> Vec<&str> {
        self.rows.keys().map(|key| key.id.as_str()).collect()
    }
}

/// Two nodes on one database.
pub struct Nodes {
    pub name: &'static str,
    pub a: Arc<dyn Store>,
    pub b: Arc<dyn Store>,
    _folder: Option<tempfile::TempDir>,
    _database: Option<Database>,
}

/// Runs a behaviour on every store that this machine has.
pub fn on_each(behaviour: impl Fn(&Nodes)) {
    let memory: Arc<dyn Store> = Arc::new(MemoryStore::default());
    behaviour(&Nodes { name: "memory", a: memory.clone(), b: memory, _folder: None, _database: None });

    let folder = tempfile::tempdir().unwrap();
    let open = || -> Arc<dyn Store> { Arc::new(SqliteStore::open(&folder.path().join("t.db")).unwrap()) };
    let (a, b) = (open(), open());
    behaviour(&Nodes { name: "sqlite", a, b, _folder: Some(folder), _database: None });

    let Some(database) = Database::new() else { return };
    let open = || -> Arc<dyn Store> { Arc::new(PostgresStore::open(&database.url).unwrap()) };
    let (a, b) = (open(), open());
    behaviour(&Nodes { name: "postgres", a, b, _folder: None, _database: Some(database) });
}

/// A database of its own in the cluster that `THIDUA_TEST_PG` names. Dropped at the end.
pub struct Database {
    pub url: String,
    cluster: String,
    name: String,
}

impl Database {
    pub fn new() -> Option<Database> {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let Ok(cluster) = std::env::var("THIDUA_TEST_PG") else {
            // Not captured by the test runner.
            drop(std::io::stderr().write_all(b"SKIPPED postgres: THIDUA_TEST_PG is not set\n"));
            return None;
        };
        let name = format!("t{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        postgres(&cluster, &format!("CREATE DATABASE {name}"));
        let (head, tail) = cluster.split_once('?').unwrap_or((&cluster, ""));
        let base = head.rsplit_once('/').unwrap().0;
        let url = if tail.is_empty() { format!("{base}/{name}") } else { format!("{base}/{name}?{tail}") };
        Some(Database { url, cluster, name })
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        postgres(&self.cluster, &format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name));
    }
}

pub fn postgres(url: &str, sql: &str) {
    let mut client = ::postgres::Client::connect(url, ::postgres::NoTls).unwrap();
    client.batch_execute(sql).unwrap();
}
