//! The server's half: takes commands one by one into a group, exactly once each, and says what to write.
//!
//! Nothing is written here. A group decides in memory over what was loaded; when a decision looks for something that is
//! not there, [`Group::take`] answers with the need, the caller loads it and tries again. A command's effects enter the
//! group only when it is accepted whole, so one bad command leaves no trace and needs no savepoint.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::Millis;
use crate::body::Body;
use crate::command::{Command, CommandId, Outcome, Refusal, Wait};
use crate::domain::{Domain, Effect, Found, Rows};
use crate::row::{IndexKey, Key, Scope, share};
use crate::store::{Loaded, Need, Record, RowWrite, StoreError, Stored, View, Writes};
use crate::wire::{MAX_ROWS_PER_COMMAND, Reply};

/// Rows seen through what is loaded, noting what was asked for in vain.
pub struct Lens<'a> {
    loaded: &'a Loaded,
    /// What a group changed in the indexes and has not written: the store does not know it.
    moved: Option<&'a Moved>,
    need: RefCell<Need>,
}

/// Per index entry, the rows that are under it now (`true`) or no more.
type Moved = BTreeMap<IndexKey, BTreeMap<Key, bool>>;

impl<'a> Lens<'a> {
    pub fn new(loaded: &'a Loaded) -> Lens<'a> {
        Lens { loaded, moved: None, need: RefCell::default() }
    }

    /// What was asked for and is not loaded.
    pub fn need(self) -> Need {
        self.need.into_inner()
    }
}

impl Rows for Lens<'_> {
    fn row(&self, key: &Key) -> Option<Found> {
        let Some(known) = self.loaded.rows.get(key) else {
            self.need.borrow_mut().rows.insert(key.clone());
            return None;
        };
        known.as_ref().map(|row| Found { seq: row.seq, body: row.body.clone() })
    }

    fn find(&self, index: &IndexKey) -> Vec<Key> {
        let Some(known) = self.loaded.finds.get(index) else {
            self.need.borrow_mut().finds.insert(index.clone());
            return Vec::new();
        };
        let mut keys = known.clone();
        for (key, under) in self.moved.and_then(|moved| moved.get(index)).into_iter().flatten() {
            match under {
                true => drop(keys.insert(key.clone())),
                false => drop(keys.remove(key)),
            }
        }
        keys.into_iter().collect()
    }
}

/// Runs a reading decision, loading what it asks for until it asks for nothing more.
pub fn with_rows<T>(
    view: &mut dyn View,
    loaded: &mut Loaded,
    mut decide: impl FnMut(&dyn Rows) -> T,
) -> Result<T, StoreError> {
    loop {
        let lens = Lens::new(loaded);
        let answer = decide(&lens);
        let need = lens.need();
        if need.is_empty() {
            return Ok(answer);
        }
        view.load(&need, loaded)?;
    }
}

/// The commands of one transaction, decided and not yet written.
#[derive(Default)]
pub struct Group {
    pub loaded: Loaded,
    head: u64,
    writes: Writes,
    moved: Moved,
}

impl Group {
    pub fn new(head: u64) -> Group {
        Group { head, ..Group::default() }
    }

    /// What identity checks need for a whole request, so that it can be loaded in one go.
    pub fn first_need(commands: &[Command]) -> Need {
        let mut need = Need::default();
        for command in commands {
            need.records.insert(command.id);
            need.records.extend(command.deps.iter().copied());
            need.cseqs.insert((command.client, command.cseq));
        }
        need
    }

    /// Takes one command of `who`. `tag` is a fresh random number. `Err` says what to load before trying again.
    pub fn take<D: Domain>(
        &mut self,
        domain: &D,
        who: &str,
        command: &Command,
        now: Millis,
        tag: u64,
    ) -> Result<Reply, Need> {
        if let Some(reply) = self.known(who, command)? {
            return Ok(reply);
        }
        if let Some(reply) = self.blocked(who, command, now)? {
            return Ok(reply);
        }
        let lens = Lens { moved: Some(&self.moved), ..Lens::new(&self.loaded) };
        let decision = domain.decide(&lens, who, command, now);
        let need = lens.need();
        if !need.is_empty() {
            return Err(need);
        }
        let decision = decision.and_then(|effect| match effect.puts.len() + effect.dels.len() {
            rows if rows > MAX_ROWS_PER_COMMAND => Err(Refusal::new("too_many_rows").with("rows", rows)),
            _ => Ok(effect),
        });
        let outcome = match decision {
            Err(refusal) => Outcome::Rejected(refusal),
            Ok(effect) => {
                let (fields, conflicts) = (effect.merged.clone(), effect.conflicts.clone());
                let seq = self.enter(domain, effect, now, tag)?;
                match fields.is_empty() && conflicts.is_empty() {
                    true => Outcome::Applied { seq },
                    false => Outcome::Merged { seq, fields, conflicts },
                }
            }
        };
        Ok(self.settle(who, command, outcome, now))
    }

    /// Ends a command that cannot be decided (it failed time and again): it is set aside with its reason.
    pub fn park(&mut self, who: &str, command: &Command, now: Millis) -> Reply {
        self.settle(who, command, Outcome::Rejected(Refusal::new("parked")), now)
    }

    /// What to write, and the sequence number that the group reached.
    pub fn finish(self) -> (Writes, u64) {
        (self.writes, self.head)
    }

    /// The answer to a command seen before, or one whose identity clashes.
    fn known(&self, who: &str, command: &Command) -> Result<Option<Reply>, Need> {
        let slot = (command.client, command.cseq);
        let (Some(record), Some(other)) = (self.loaded.records.get(&command.id), self.loaded.cseqs.get(&slot)) else {
            // Only what is missing: what this group has settled is not in the store yet.
            let mut need = Group::first_need(std::slice::from_ref(command));
            need.records.retain(|id| !self.loaded.records.contains_key(id));
            need.cseqs.retain(|slot| !self.loaded.cseqs.contains_key(slot));
            return Err(need);
        };
        if let Some(record) = record {
            let same = record.person == who && record.digest == command.digest();
            let outcome = match same {
                true => record.outcome.clone(),
                false => Outcome::Rejected(Refusal::new("id_reused")),
            };
            return Ok(Some(Reply { id: command.id, outcome, cached: same }));
        }
        if other.is_some_and(|other| other != command.id) {
            let outcome = Outcome::Deferred(Wait::ClientForked);
            return Ok(Some(Reply { id: command.id, outcome, cached: false }));
        }
        Ok(None)
    }

    /// A command waits for those that it presumes, and falls with them.
    fn blocked(&mut self, who: &str, command: &Command, now: Millis) -> Result<Option<Reply>, Need> {
        let mut missing = Need::default();
        let mut fallen: Option<CommandId> = None;
        let mut unknown = false;
        for dep in &command.deps {
            match self.loaded.records.get(dep) {
                None => drop(missing.records.insert(*dep)),
                Some(None) => unknown = true,
                Some(Some(record)) if matches!(record.outcome, Outcome::Rejected(_)) => fallen = Some(*dep),
                Some(Some(_)) => {}
            }
        }
        if !missing.is_empty() {
            return Err(missing);
        }
        if let Some(dep) = fallen {
            let refusal = Refusal::new("dep_rejected").with("dep", dep.0);
            return Ok(Some(self.settle(who, command, Outcome::Rejected(refusal), now)));
        }
        let wait = Outcome::Deferred(Wait::DepUnknown);
        Ok(unknown.then_some(Reply { id: command.id, outcome: wait, cached: false }))
    }

    fn settle(&mut self, who: &str, command: &Command, outcome: Outcome, now: Millis) -> Reply {
        let record = Record {
            id: command.id,
            client: command.client,
            cseq: command.cseq,
            person: who.into(),
            digest: command.digest(),
            outcome: outcome.clone(),
            at: now,
        };
        self.loaded.records.insert(command.id, Some(record.clone()));
        self.loaded.cseqs.insert((command.client, command.cseq), Some(command.id));
        self.writes.records.push(record);
        Reply { id: command.id, outcome, cached: false }
    }

    /// Enters an accepted effect and gives it the next seq. An effect without rows takes none.
    fn enter<D: Domain>(&mut self, domain: &D, effect: Effect, now: Millis, tag: u64) -> Result<u64, Need> {
        let mut changes: BTreeMap<Key, Option<(Vec<Scope>, Body)>> = BTreeMap::new();
        changes.extend(effect.puts.into_iter().map(|put| (put.key, Some((put.scopes, put.body)))));
        changes.extend(effect.dels.into_iter().map(|key| (key, None)));
        let mut need = Need::default();
        need.rows.extend(changes.keys().filter(|key| !self.loaded.rows.contains_key(*key)).cloned());
        if !need.is_empty() {
            return Err(need);
        }
        if changes.is_empty() {
            return Ok(self.head);
        }
        self.head += 1;
        let seq = self.head;
        self.writes.seqs.push((seq, tag, now));
        for (key, new) in changes {
            let new = new.map(|(scopes, body)| Stored { seq, scopes: unique(scopes), body });
            self.change(domain, key, seq, new);
        }
        Ok(seq)
    }

    fn change<D: Domain>(&mut self, domain: &D, key: Key, seq: u64, new: Option<Stored>) {
        let old = self.loaded.rows.get(&key).cloned().flatten();
        let index = |row: &Option<Stored>| -> BTreeSet<IndexKey> {
            row.iter().flat_map(|row| domain.index(&key.table, &row.body)).collect()
        };
        let (before, after) = (index(&old), index(&new));
        for gone in before.difference(&after) {
            self.moved.entry(gone.clone()).or_default().insert(key.clone(), false);
        }
        for come in after.difference(&before) {
            self.moved.entry(come.clone()).or_default().insert(key.clone(), true);
        }
        for row in old.iter() {
            self.sum(row, &key, false);
        }
        for row in new.iter() {
            self.sum(row, &key, true);
        }
        let write = self.writes.rows.entry(key.clone()).or_insert_with(|| RowWrite {
            seq,
            new: None,
            left: Vec::new(),
            index_added: Vec::new(),
            index_removed: Vec::new(),
        });
        let scopes: &[Scope] = new.as_ref().map_or(&[], |row| &row.scopes);
        write.left.extend(old.iter().flat_map(|row| row.scopes.clone()));
        write.left = unique(std::mem::take(&mut write.left));
        write.left.retain(|scope| !scopes.contains(scope));
        // Net effect over the group: what was added and removed again leaves nothing.
        for gone in before.difference(&after) {
            match write.index_added.iter().position(|k| k == gone) {
                Some(at) => drop(write.index_added.remove(at)),
                None => write.index_removed.push(gone.clone()),
            }
        }
        for come in after.difference(&before) {
            match write.index_removed.iter().position(|k| k == come) {
                Some(at) => drop(write.index_removed.remove(at)),
                None => write.index_added.push(come.clone()),
            }
        }
        write.seq = seq;
        write.new = new.clone();
        self.loaded.rows.insert(key, new);
    }

    fn sum(&mut self, row: &Stored, key: &Key, plus: bool) {
        let part = share(key, row.seq);
        for scope in &row.scopes {
            let (count, sum) = self.writes.sums.entry(scope.clone()).or_default();
            *count += if plus { 1 } else { -1 };
            *sum = if plus { sum.wrapping_add(part) } else { sum.wrapping_sub(part) };
        }
    }
}

fn unique(mut scopes: Vec<Scope>) -> Vec<Scope> {
    scopes.sort();
    scopes.dedup();
    scopes
}
