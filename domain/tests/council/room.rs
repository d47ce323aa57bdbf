//! A council of any size in the demonstration's world: a chair `m01`, a secretary `m02`, members `m03` and on, of the unit
//! `hd`; below it `hd-kv`, whose staff member `tg` nominates `nv01` and on.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::{Value, json};
use thidua_domain::SYSTEM;
use thidua_domain::ballot::sealed::{self, Choice, Nonce};
use thidua_domain::council::acts;
use thidua_domain::council::rows::*;
use thidua_domain::rules::{self, RuleSet};
use thidua_sync::body::Body;
use thidua_sync::command::{Base, Outcome as Reply};
use thidua_sync::pull;
use thidua_sync::row::{Key, Scope};
use thidua_sync::store::{RowWrite, Stored, Tx, View, Writes};
use thidua_sync::wire::{Position, Read};

use crate::common::{NOW, Sent, World, code_of, command};

pub const UNIT: &str = "hd";
pub const CHAIR: &str = "m01";
pub const SECRETARY: &str = "m02";
pub const AUTHOR: &str = "tg";
pub const SESSION_ID: &str = "01980000-0000-7000-8000-00000000c001";
pub const DECISION_ID: &str = "01980000-0000-7000-8000-00000000d001";

static DEMO: LazyLock<World> = LazyLock::new(World::demo);
static LAW: LazyLock<RuleSet> =
    LazyLock::new(|| rules::read(include_str!("../../../public/rules/r3-152-2025.json")).unwrap());

#[derive(Clone)]
pub struct Room {
    pub world: World,
    pub now: i64,
    pub replies: Vec<Reply>,
}

pub fn member(nth: usize) -> String {
    format!("m{nth:02}")
}

pub fn nominee(nth: usize) -> String {
    format!("nv{nth:03}")
}

/// The case of the nth nomination.
pub fn case(nth: usize) -> String {
    case_id(SESSION_ID, &format!("d{nth:03}"))
}

pub fn nonce(seed: usize) -> Nonce {
    let mut nonce = [0x5a; 16];
    nonce[..8].copy_from_slice(&(seed as u64).to_be_bytes());
    nonce
}

pub fn uuid(nth: u64) -> String {
    uuid::Uuid::from_u128(0x0198_0000_0000_7000_8000_0000_0000_0000 + u128::from(nth)).to_string()
}

impl Room {
    /// A council of `size`, and people to nominate.
    pub fn new(size: usize, nominees: usize) -> Room {
        let mut room = Room { world: DEMO.clone(), now: NOW, replies: Vec::new() };
        let unit = |id: &str, parent: &str| {
            json!({ "id": id, "name": id, "short": id, "parent": parent, "kind": "province",
                    "valid_from": "2021-10-01", "valid_to": null })
        };
        room.ok(SYSTEM, "unit.create@1", UNIT, unit(UNIT, "tw"));
        room.ok(SYSTEM, "unit.create@1", "hd-kv", unit("hd-kv", UNIT));
        for nth in 1..=size {
            let role = match nth {
                1 => "council_chair",
                2 => "council_secretary",
                _ => "council_member",
            };
            room.person(&member(nth), UNIT);
            room.grant(&member(nth), role, UNIT);
        }
        room.person(AUTHOR, "hd-kv");
        room.grant(AUTHOR, "staff", "hd-kv");
        room.person("truong", UNIT);
        room.grant("truong", "unit_head", UNIT);
        room.grant("truong", "signer", UNIT);
        for deputy in ["uq1", "uq2"] {
            room.person(deputy, UNIT);
        }
        for nth in 1..=nominees {
            room.person(&nominee(nth), "hd-kv");
        }
        for percent in [80, 90] {
            room.law(percent);
        }
        room
    }

    pub fn person(&mut self, id: &str, unit: &str) {
        let args = json!({ "family": "Trần", "given": id, "post": "Chuyên viên", "unit": unit });
        self.ok(SYSTEM, "person.create@1", id, args);
    }

    pub fn grant(&mut self, person: &str, role: &str, unit: &str) {
        let args = json!({ "person": person, "role": role, "unit": unit, "from": "2021-10-01", "to": null });
        self.ok(SYSTEM, "grant.give@1", &format!("{person}.{role}"), args);
    }

    /// Puts a rule set as the server would: `cstd-cs` by so many percent, the rest as the law leaves it.
    fn law(&mut self, percent: u32) {
        let mut set = LAW.clone();
        set.id = format!("r{percent}");
        let rule = set.awards.iter_mut().find(|rule| rule.award == "cstd-cs").unwrap();
        rule.votes.truncate(1);
        rule.votes[0].percent = Some(percent);
        (rule.votes[0].from, rule.votes[0].to) = (None, None);
        self.put_law(&set);
    }

    /// `cstd-cs` is at most so many percent of `ldtt` by this set.
    pub fn quota(&mut self, set: &str, percent: u32, may_exceed: bool) {
        let mut set: RuleSet = self.row(rules::TABLE, set);
        let quota = json!({ "code": "q", "percent": percent, "of": { "kind": "award", "award": "ldtt" },
                            "may_exceed": may_exceed, "article": "Khoản 3 Điều 9" });
        let rule = set.awards.iter_mut().find(|rule| rule.award == "cstd-cs").unwrap();
        rule.quotas = vec![serde_json::from_value(quota).unwrap()];
        self.put_law(&set);
    }

    pub fn put_law(&mut self, set: &RuleSet) {
        let seq = self.world.store.head().unwrap().seq + 1;
        let new = Stored { seq, scopes: vec![Scope::new("public")], body: Body::of(set).unwrap() };
        let write = RowWrite { seq, new: Some(new), left: vec![], index_added: vec![], index_removed: vec![] };
        let rows = BTreeMap::from([(Key::new(rules::TABLE, set.id.clone()), write)]);
        self.world.store.write(&Writes { rows, seqs: vec![(seq, seq, NOW)], ..Writes::default() }).unwrap();
    }

    /// A nomination for an award, ready to be taken up.
    pub fn nominate(&mut self, nth: usize, award: &str) {
        let fields = json!({ "award": award, "kind": "cong_trang", "achievements": "Hoàn thành xuất sắc.",
                             "person": nominee(nth), "from": "2025-12", "to": "2026-11-30" });
        self.ok(AUTHOR, "nomination.propose@1", &format!("d{nth:03}"), json!({ "unit": "hd-kv", "fields": fields }));
    }

    /// Convened by the secretary and opened, all members there.
    pub fn session(&mut self, percent: u32) {
        self.ok(SECRETARY, acts::CONVENE, SESSION_ID, convening(&format!("r{percent}")));
        self.ok(SECRETARY, acts::OPEN, SESSION_ID, json!({}));
        for member in self.row::<Session>(SESSION, SESSION_ID).members {
            let args = json!({ "person": member.person, "present": true });
            self.ok(SECRETARY, acts::ATTEND, SESSION_ID, args);
        }
    }

    /// A council at its session with one case for an award that `percent` decides.
    pub fn at_work(size: usize, percent: u32) -> Room {
        let mut room = Room::new(size, 3);
        room.session(percent);
        room.nominate(1, "cstd-cs");
        room.ok(SECRETARY, acts::TAKE_UP, &case(1), json!({}));
        room
    }

    pub fn act(&mut self, who: &str, kind: &str, entity: &str, args: Value) -> String {
        code_of(self.reply(who, kind, entity, args))
    }

    pub fn reply(&mut self, who: &str, kind: &str, entity: &str, args: Value) -> Reply {
        self.world.count += 1;
        let command = command(self.world.count, kind, entity, Base::default(), args);
        let reply = self.world.take(&[&Sent { who: who.into(), command, now: self.now }]).pop().unwrap();
        self.replies.push(reply.clone());
        reply
    }

    pub fn ok(&mut self, who: &str, kind: &str, entity: &str, args: Value) {
        let reply = self.reply(who, kind, entity, args.clone());
        assert!(matches!(reply, Reply::Applied { .. }), "{who} {kind} {entity} {args}: {reply:?}");
    }

    /// A confidential vote on a case; answers what it was frozen as.
    pub fn open_vote(&mut self, case: &str) -> String {
        self.ok(SECRETARY, acts::BALLOT_OPEN, case, json!({ "method": "confidential" }));
        self.row::<Ballot>(BALLOT, case).frozen
    }

    pub fn cast(&mut self, who: &str, case: &str, choice: Choice, nonce: &Nonce) -> String {
        let ballot = self.find::<Ballot>(BALLOT, case).map(|ballot| ballot.frozen).unwrap_or("none".into());
        self.act(who, acts::CAST, case, json!({ "ballot": ballot, "payload": sealed::seal(choice, nonce) }))
    }

    pub fn count(&mut self, case: &str) -> Outcome {
        let ballot = self.row::<Ballot>(BALLOT, case).frozen;
        self.ok(SECRETARY, acts::COUNT, case, json!({ "ballot": ballot }));
        self.row(RESULT, case)
    }

    pub fn find<T: serde::de::DeserializeOwned>(&self, table: &str, id: &str) -> Option<T> {
        self.world.store.rows().get(&Key::new(table, id)).map(|row| row.body.read().unwrap())
    }

    pub fn row<T: serde::de::DeserializeOwned>(&self, table: &str, id: &str) -> T {
        self.find(table, id).unwrap_or_else(|| panic!("no {table}/{id}"))
    }

    pub fn tables(&self, table: &str) -> usize {
        self.world.store.rows().keys().filter(|key| key.table == table).count()
    }

    pub fn people(&self) -> Vec<String> {
        self.world.store.rows().keys().filter(|key| key.table == "person").map(|key| key.id.clone()).collect()
    }

    /// All that a person may read: rows with what they see of scopes, and each scope's count and checksum.
    pub fn sight(&mut self, who: &str) -> Sight {
        let now = self.now;
        let scopes: Vec<Scope> = self.world.scopes_at(who, now).into_iter().map(Scope).collect();
        let rows = self.world.store.rows().iter().filter_map(|(key, row)| {
            let seen: Vec<String> =
                row.scopes.iter().filter(|scope| scopes.contains(scope)).map(|scope| scope.0.clone()).collect();
            (!seen.is_empty()).then(|| (key.clone(), (row.seq, seen, row.body.text().to_owned())))
        });
        let rows = rows.collect();
        let sums = self.world.store.sums(&scopes).unwrap();
        Sight { scopes, rows, sums }
    }

    /// What a device of a person is sent: names of rows that come, and of rows that go. From the position, or from nothing.
    pub fn sent(&mut self, who: &str, from: Option<&Position>) -> (Vec<Key>, Vec<Key>, Position) {
        let now = self.now;
        let scopes: Vec<Scope> = self.world.scopes_at(who, now).into_iter().map(Scope).collect();
        let (mut puts, mut dels, mut from) = (Vec::new(), Vec::new(), from.cloned());
        loop {
            let read = pull::read(&mut self.world.store, &scopes, from.as_ref(), true, 1_000_000).unwrap();
            let Read::Page(page) = read else { panic!("{read:?}") };
            puts.extend(page.puts.into_iter().map(|row| row.key));
            dels.extend(page.dels);
            if !page.more {
                return (puts, dels, page.next);
            }
            from = Some(page.next);
        }
    }

    /// Whether a person reads a row.
    pub fn sees(&mut self, who: &str, table: &str, id: &str) -> bool {
        self.sight(who).rows.contains_key(&Key::new(table, id))
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Sight {
    pub scopes: Vec<Scope>,
    pub rows: BTreeMap<Key, (u64, Vec<String>, String)>,
    pub sums: Vec<(Scope, i64, u64)>,
}

impl Sight {
    /// What is read, whatever the numbers of the server's history.
    pub fn words(&self) -> BTreeMap<&Key, (&Vec<String>, &String)> {
        self.rows.iter().map(|(key, (_, scopes, body))| (key, (scopes, body))).collect()
    }
}

pub fn convening(rules: &str) -> Value {
    json!({ "unit": UNIT, "title": "Họp Hội đồng xét thi đua năm 2026", "year": 2026, "rules": rules,
            "when": "2026-11-23T08:30", "place": "Phòng họp", "mode": "meeting", "agenda": "Xét danh hiệu",
            "rubric": [{ "key": "ket-qua", "label": "Kết quả", "max": 60 }, { "key": "sang-kien", "label": "Sáng kiến", "max": 40 }] })
}

pub fn submitting(number: &str, nominations: &[&str]) -> Value {
    json!({ "number": number, "day": "2026-11-23", "to": "Cục Quản lý thi hành án dân sự", "nominations": nominations })
}

pub fn publishing(number: &str) -> Value {
    json!({ "number": number, "day": "2026-11-23", "signer": "truong", "post": "Trưởng Thi hành án dân sự tỉnh Nghệ An", "place": "Nghệ An" })
}
