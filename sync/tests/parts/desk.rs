//! A server and devices on a desk: no faults, no time, one exchange at a time.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use thidua_sync::client::{Batch, Client, Intent, Snapshot, Written};
use thidua_sync::command::{Base, ClientId, Command, CommandId, Outcome};
use thidua_sync::domain::Domain as _;
use thidua_sync::draft::{Draft, DraftRow};
use thidua_sync::memory::Memory;
use thidua_sync::row::{Key, Row, Scope};
use thidua_sync::server::{Group, with_rows};
use thidua_sync::store::{Loaded, Tx as _, View as _};
use thidua_sync::wire::{APP, Page, Position, Read, Reply, Request, Reset, Response};
use thidua_sync::{draft, pull};
use uuid::Uuid;

use crate::toy::Toy;

pub const SERVER: Toy = Toy { on_server: true };
const NOW: i64 = 1_000_000;

pub fn id(n: u128) -> CommandId {
    CommandId(Uuid::from_u128(n))
}

pub fn client_id(n: u128) -> ClientId {
    ClientId(Uuid::from_u128(n))
}

pub fn unit(name: &str) -> Scope {
    Scope(format!("unit:{name}"))
}

/// A command as a device would send it; each `n` is another.
pub fn command(n: u128, kind: &str, entity: &str, args: Value) -> Command {
    let (kind, entity) = (kind.into(), entity.into());
    let cseq = u64::try_from(n).unwrap();
    Command {
        id: id(n),
        client: client_id(7),
        cseq,
        kind,
        entity,
        base: Base::default(),
        deps: vec![],
        args,
        made_at: 0,
    }
}

pub fn note(title: &str, unit: &str) -> Value {
    json!({ "title": title, "text": "", "unit": unit })
}

pub struct Desk {
    pub store: Memory,
    pub page_rows: usize,
    pub tags: u64,
}

impl Desk {
    /// A server where `an` works in the north, and `binh` in the north and south.
    pub fn new() -> Desk {
        let mut desk = Desk { store: Memory::new("e1"), page_rows: 400, tags: 0 };
        for (n, who, place) in [(1, "an", "north"), (2, "binh", "north"), (3, "binh", "south")] {
            desk.grant(90_000 + n, who, place, true);
        }
        desk
    }

    pub fn grant(&mut self, n: u128, who: &str, place: &str, give: bool) {
        let kind = if give { "grant.give@1" } else { "grant.take@1" };
        self.run("boss", &[command(n, kind, who, json!({ "who": who, "unit": place }))]);
    }

    /// Decides commands in one group.
    pub fn run(&mut self, who: &str, commands: &[Command]) -> Vec<Reply> {
        let mut group = Group::new(self.store.head().unwrap().seq);
        let mut replies = Vec::new();
        for command in commands {
            self.tags += 1;
            replies.push(loop {
                match group.take(&SERVER, who, command, NOW, self.tags) {
                    Ok(reply) => break reply,
                    Err(need) => self.store.load(&need, &mut group.loaded).unwrap(),
                }
            });
        }
        self.store.write(&group.finish().0).unwrap();
        replies
    }

    pub fn one(&mut self, who: &str, command: Command) -> Outcome {
        self.run(who, &[command]).remove(0).outcome
    }

    pub fn scopes(&mut self, who: &str) -> Vec<Scope> {
        with_rows(&mut self.store, &mut Loaded::default(), |rows| SERVER.scopes(rows, who, NOW)).unwrap()
    }

    pub fn read(&mut self, who: &str, position: Option<&Position>) -> Read {
        let scopes = self.scopes(who);
        pull::read(&mut self.store, &scopes, position, true, self.page_rows).unwrap()
    }

    pub fn answer(&mut self, request: &Request) -> Response {
        let who = request.person.clone();
        let other = pull::verify(&mut self.store, request.position.as_ref()).unwrap();
        let taken = other.is_none_or(|reset| reset == Reset::CursorExpired);
        let outcomes = if taken { self.run(&who, &request.commands) } else { Vec::new() };
        let read = self.read(&who, request.position.as_ref());
        Response { app: APP.into(), person: who, now: NOW, outcomes, read, min_proto: 1, retry_after_ms: None }
    }

    /// Reads page by page into a map, as a device does; answers the map and the number of pages.
    pub fn read_all(&mut self, who: &str, rows: &mut BTreeMap<Key, Row>, from: Option<Position>) -> (Position, usize) {
        let mut position = from;
        for pages in 1..1_000 {
            let Read::Page(page) = self.read(who, position.as_ref()) else { panic!("a reset") };
            take(rows, &page);
            position = Some(page.next);
            if !page.more {
                return (position.unwrap(), pages);
            }
        }
        panic!("the reading never ends")
    }

    pub fn visible(&mut self, who: &str) -> BTreeMap<Key, Row> {
        let mine = self.scopes(who);
        let rows = self.store.rows().iter().filter_map(|(key, row)| {
            let scopes: Vec<Scope> = row.scopes.iter().filter(|scope| mine.contains(scope)).cloned().collect();
            let row = Row { key: key.clone(), seq: row.seq, scopes, body: row.body.clone() };
            (!row.scopes.is_empty()).then(|| (key.clone(), row))
        });
        rows.collect()
    }

    pub fn draft(&self, who: &str, name: &str) -> Option<DraftRow> {
        self.store.rows().get(&Key::new(draft::TABLE, draft::key_id(who, name)))?.body.read()
    }
}

pub fn take(rows: &mut BTreeMap<Key, Row>, page: &Page) {
    for scope in &page.removed {
        rows.retain(|_, row| {
            row.scopes.retain(|held| held != scope);
            !row.scopes.is_empty()
        });
    }
    page.dels.iter().for_each(|key| drop(rows.remove(key)));
    rows.extend(page.puts.iter().map(|row| (row.key.clone(), row.clone())));
}

/// A device: what the store of batches adds up to.
pub struct Device {
    pub client: Client<Toy>,
    cseq: u64,
    ids: u128,
}

impl Device {
    pub fn new(person: &str, n: u128) -> Device {
        let toy = Toy { on_server: false };
        let client = Client::load(toy, person, client_id(n), Snapshot::default(), 0);
        Device { client, cseq: 0, ids: n * 1_000_000 }
    }

    pub fn fresh(&mut self) -> CommandId {
        self.ids += 1;
        id(self.ids)
    }

    pub fn commit(&mut self, mut batch: Batch) {
        for entry in batch.out_put.iter_mut().filter(|entry| entry.cseq == 0) {
            self.cseq += 1;
            entry.cseq = self.cseq;
        }
        self.client.apply(batch, 0);
    }

    pub fn command(&mut self, kind: &str, entity: &str, args: Value) -> CommandId {
        self.send(kind, entity, args, None)
    }

    pub fn send(&mut self, kind: &str, entity: &str, args: Value, draft: Option<&str>) -> CommandId {
        let id = self.fresh();
        let (kind, entity) = (kind.into(), entity.into());
        let rev = |id: &str| self.client.draft(id).map_or(0, |draft| draft.rev);
        let draft = draft.map(|id| Written { id: id.into(), rev: rev(id) });
        let intent = Intent { id, kind, entity, base: Base::default(), args, draft };
        self.commit(self.client.plan_command(intent, 0).unwrap());
        id
    }

    pub fn write(&mut self, name: &str, title: &str) {
        let rev = self.client.draft(name).map_or(1, |draft| draft.rev + 1);
        let fields = [("title".to_string(), json!(title))].into();
        self.commit(self.client.plan_draft(Draft { id: name.into(), form: "note@1".into(), fields, rev, at: 0 }));
    }

    pub fn roam(&mut self) {
        let mut ids: Vec<CommandId> = (0..8).map(|_| self.fresh()).collect();
        self.commit(self.client.plan_roaming(|| ids.pop().unwrap(), 0));
    }

    pub fn request(&mut self) -> Request {
        self.roam();
        self.client.request("test", true)
    }

    pub fn hear(&mut self, response: &Response) {
        let asked = self.client.meta.turn;
        self.commit(self.client.plan_response(response, asked, client_id(self.ids + 1), 0).unwrap());
    }

    /// One exchange.
    pub fn step(&mut self, desk: &mut Desk) -> Response {
        let request = self.request();
        let response = desk.answer(&request);
        self.hear(&response);
        response
    }

    /// Exchanges until nothing waits.
    pub fn sync(&mut self, desk: &mut Desk) {
        for _ in 0..50 {
            let response = self.step(desk);
            if let Read::Page(page) = &response.read
                && !page.more
                && self.client.is_quiet()
            {
                assert_eq!(self.client.diverged(page), Vec::<Scope>::new());
                return;
            }
        }
        panic!("the device never comes to rest")
    }

    pub fn title(&self, name: &str) -> Option<String> {
        self.client.draft(name)?.fields["title"].as_str().map(String::from)
    }

    pub fn snapshot(&self) -> Snapshot {
        let rows = self.client.replica.rows().cloned().collect();
        Snapshot {
            meta: Some(self.client.meta.clone()),
            rows: vec![thidua_sync::client::RowsStep { clear: false, puts: rows, dels: vec![] }],
            outbox: self.client.outbox().cloned().collect(),
            past: self.client.past().cloned().collect(),
            drafts: self.client.drafts().cloned().collect(),
            bases: vec![],
            stamp: 0,
        }
    }
}
