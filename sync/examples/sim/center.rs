//! The server: the real group and the real reading over a store in memory, with the loop that a server puts around them.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::panic::{AssertUnwindSafe, catch_unwind};

use thidua_sync::Millis;
use thidua_sync::command::{Command, CommandId, Outcome, Wait};
use thidua_sync::domain::Domain as _;
use thidua_sync::memory::Memory;
use thidua_sync::pull;
use thidua_sync::row::{Key, Row, Scope};
use thidua_sync::server::{Group, with_rows};
use thidua_sync::store::{Loaded, Tx as _, View as _, Writes};
use thidua_sync::wire::{PROTO, Position, Read, Reply, Request, Response};

use crate::checks::Broken;
use crate::rng::Rng;
use crate::sabotage::Sabotage;
use crate::toy::Toy;

/// Tries after which a command that cannot be decided is set aside.
const TRIES: u32 = 8;

/// A command that the server decided, in the order of its commits.
#[derive(Clone)]
pub struct Logged {
    pub who: String,
    pub command: Command,
    pub now: Millis,
    pub outcome: Outcome,
}

/// When the server dies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Death {
    BeforeCommit,
    AfterCommit,
}

pub struct Center {
    pub store: Memory,
    pub log: Vec<Logged>,
    pub page_rows: usize,
    /// What a reader of a person must hold at a position, by its digest.
    pub truths: BTreeMap<String, u64>,
    pub sabotage: Option<Sabotage>,
    /// A restore has lost history.
    pub lost: bool,
    backups: Vec<(Memory, usize)>,
    tries: BTreeMap<CommandId, u32>,
    held_back: Option<Writes>,
}

pub fn truth_key(person: &str, at: &Position) -> String {
    format!("{person} {}", serde_json::to_string(at).unwrap_or_default())
}

/// A digest of rows that does not mind their order.
pub fn digest<'a>(rows: impl Iterator<Item = (&'a Key, u64, Vec<Scope>, &'a str)>) -> u64 {
    rows.fold(0, |sum: u64, (key, seq, mut scopes, text)| {
        let mut hasher = DefaultHasher::new();
        scopes.sort();
        (key, seq, scopes, text).hash(&mut hasher);
        sum.wrapping_add(hasher.finish())
    })
}

impl Center {
    pub fn new(rng: &mut Rng, page_rows: usize, sabotage: Option<Sabotage>) -> Center {
        let epoch = rng.uuid().to_string();
        Center {
            store: Memory::new(&epoch),
            log: Vec::new(),
            page_rows,
            truths: BTreeMap::new(),
            sabotage,
            lost: false,
            backups: Vec::new(),
            tries: BTreeMap::new(),
            held_back: None,
        }
    }

    pub fn back_up(&mut self, verified: bool) {
        if verified {
            let head = self.head();
            self.store.set_backed_up(head);
            self.backups.clear();
        }
        self.backups.push((self.store.clone(), self.log.len()));
    }

    /// Goes back to a backup. Whoever was told that something lies in a verified backup can rely on it.
    pub fn restore(&mut self, rng: &mut Rng, rotate: bool) -> bool {
        if self.backups.is_empty() {
            return false;
        }
        let (store, len) = rng.pick(&self.backups).clone();
        let lost = self.head() > store.clone().head().map_or(0, |head| head.seq);
        self.lost |= lost;
        self.store = store;
        self.log.truncate(len);
        self.backups.retain(|(_, kept)| *kept <= len);
        self.held_back = None;
        if rotate {
            self.store.set_epoch(&rng.uuid().to_string());
        }
        lost
    }

    pub fn head(&mut self) -> u64 {
        self.store.head().map_or(0, |head| head.seq)
    }

    /// One exchange for the session of `who`. `None`: the server died on the way.
    pub fn serve(
        &mut self,
        who: &str,
        request: &Request,
        now: Millis,
        death: Option<Death>,
        rng: &mut Rng,
    ) -> Result<Option<Response>, Broken> {
        let position = request.position.as_ref();
        // A request that comes from another history is not for this server to decide.
        let other = pull::verify(&mut self.store, position).map_err(|e| Broken::new("I7", e.to_string()))?;
        let other = other.filter(|_| self.sabotage != Some(Sabotage::I11));
        let mut outcomes = Vec::new();
        if other.is_none_or(|reset| reset == thidua_sync::wire::Reset::CursorExpired) {
            let Some(replies) = self.decide(who, &request.commands, now, death, rng)? else { return Ok(None) };
            outcomes = replies;
        }
        let read = match request.proto >= PROTO {
            true => self.read(who, request, now)?,
            false => Read::UpdateNeeded,
        };
        let (app, person) = ("thidua".into(), who.to_string());
        Ok(Some(Response { app, person, now, outcomes, read, min_proto: PROTO, retry_after_ms: None }))
    }

    /// Decides commands in one group and commits it.
    pub fn decide(
        &mut self,
        who: &str,
        commands: &[Command],
        now: Millis,
        death: Option<Death>,
        rng: &mut Rng,
    ) -> Result<Option<Vec<Reply>>, Broken> {
        let ahead = self.held_back.as_ref().map_or(0, |held| held.seqs.len() as u64);
        let mut group = Group::new(self.head() + ahead);
        self.store
            .load(&Group::first_need(commands), &mut group.loaded)
            .map_err(|e| Broken::new("I7", e.to_string()))?;
        let mut replies = Vec::new();
        let mut decided = Vec::new();
        for command in commands {
            let at = if self.sabotage == Some(Sabotage::I9) { command.made_at } else { now };
            let reply = self.take(&mut group, who, command, at, rng);
            if matches!(&reply.outcome, Outcome::Rejected(refusal) if refusal.code == "id_reused") {
                return Err(Broken::new("I3", format!("{} was taken for another command", command.id.0)));
            }
            if !reply.cached && !matches!(reply.outcome, Outcome::Deferred(_)) {
                let (who, command, outcome) = (who.into(), command.clone(), reply.outcome.clone());
                decided.push(Logged { who, command, now, outcome });
            }
            replies.push(reply);
        }
        if death == Some(Death::BeforeCommit) {
            return Ok(None);
        }
        let (writes, _) = group.finish();
        self.commit(writes, rng)?;
        self.log.extend(decided);
        Ok((death != Some(Death::AfterCommit)).then_some(replies))
    }

    fn take(&mut self, group: &mut Group, who: &str, command: &Command, now: Millis, rng: &mut Rng) -> Reply {
        let toy = Toy { on_server: true };
        let tag = rng.next();
        loop {
            match catch_unwind(AssertUnwindSafe(|| group.take(&toy, who, command, now, tag))) {
                Ok(Ok(reply)) => return reply,
                Ok(Err(need)) => {
                    self.store.load(&need, &mut group.loaded).expect("invariant: memory can be read");
                }
                Err(_) => {
                    let tries = self.tries.entry(command.id).or_default();
                    *tries += 1;
                    if *tries >= TRIES && self.sabotage != Some(Sabotage::I7) {
                        return group.park(who, command, now);
                    }
                    return Reply { id: command.id, outcome: Outcome::Deferred(Wait::Busy), cached: false };
                }
            }
        }
    }

    fn commit(&mut self, mut writes: Writes, rng: &mut Rng) -> Result<(), Broken> {
        if self.sabotage == Some(Sabotage::I3) {
            writes.records.retain(|_| !rng.mille(300));
        }
        if self.sabotage == Some(Sabotage::I2) && self.held_back.is_none() && !writes.seqs.is_empty() && rng.mille(100)
        {
            self.held_back = Some(writes);
            return Ok(());
        }
        self.write(&writes)?;
        match self.held_back.take() {
            Some(late) if !writes.seqs.is_empty() => self.write(&late),
            late => {
                self.held_back = late;
                Ok(())
            }
        }
    }

    fn write(&mut self, writes: &Writes) -> Result<(), Broken> {
        let head = self.head();
        if let Some((seq, ..)) = writes.seqs.first().filter(|(seq, ..)| *seq <= head) {
            return Err(Broken::new("I2", format!("seq {seq} was committed when {head} was the head")));
        }
        self.store.write(writes).map_err(|e| Broken::new("I7", e.to_string()))
    }

    pub fn scopes(&mut self, who: &str, now: Millis) -> Vec<Scope> {
        let toy = Toy { on_server: true };
        with_rows(&mut self.store, &mut Loaded::default(), |rows| toy.scopes(rows, who, now))
            .expect("invariant: memory can be read")
    }

    fn read(&mut self, who: &str, request: &Request, now: Millis) -> Result<Read, Broken> {
        let scopes = self.scopes(who, now);
        let mut position = request.position.clone();
        if self.sabotage == Some(Sabotage::I11)
            && let Some(position) = &mut position
        {
            self.believe(position);
        }
        let read = pull::read(&mut self.store, &scopes, position.as_ref(), request.check, self.page_rows);
        let mut read = read.map_err(|e| Broken::new("I7", e.to_string()))?;
        if let Read::Page(page) = &mut read {
            if !page.more {
                let visible = self.visible(&scopes);
                let truth = digest(visible.iter().map(|row| (&row.key, row.seq, row.scopes.clone(), row.body.text())));
                self.truths.insert(truth_key(who, &page.next), truth);
            }
            if self.sabotage == Some(Sabotage::I10) {
                page.removed.clear();
            }
        }
        Ok(read)
    }

    /// Takes a cursor for one of this history, whatever its tag says.
    fn believe(&mut self, position: &mut Position) {
        let head = self.store.head().expect("invariant: memory can be read");
        let mut cursors = vec![&mut position.cursor];
        cursors.extend(position.seen.as_mut());
        for cursor in cursors {
            cursor.epoch = head.epoch.clone();
            cursor.seq = cursor.seq.min(head.seq);
            cursor.tag = self.store.tag(cursor.seq).ok().flatten().unwrap_or(0);
        }
    }

    /// The rows that a holder of scopes may see, as they travel.
    pub fn visible(&self, scopes: &[Scope]) -> Vec<Row> {
        let rows = self.store.rows().iter().filter_map(|(key, row)| {
            let shared: Vec<Scope> = row.scopes.iter().filter(|scope| scopes.contains(scope)).cloned().collect();
            let (seq, body) = (row.seq, row.body.clone());
            (!shared.is_empty()).then(|| Row { key: key.clone(), seq, scopes: shared, body })
        });
        rows.collect()
    }
}
