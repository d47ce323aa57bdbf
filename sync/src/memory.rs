//! A store in memory: the reference for every other, and the server's database in the simulation. It keeps nothing.

use std::collections::{BTreeMap, BTreeSet};

use crate::Millis;
use crate::command::{ClientId, CommandId};
use crate::row::{IndexKey, Key, Scope};
use crate::store::{Change, Head, Loaded, Need, Record, Span, StoreError, Stored, Tx, View, Writes};

/// Cloning it is taking a backup.
#[derive(Clone, Debug)]
pub struct Memory {
    head: Head,
    rows: BTreeMap<Key, Stored>,
    /// When each row last changed in each scope that it is or was in.
    feed: BTreeMap<Scope, BTreeMap<Key, u64>>,
    order: BTreeMap<Scope, BTreeSet<(u64, Key)>>,
    finds: BTreeMap<IndexKey, BTreeSet<Key>>,
    records: BTreeMap<CommandId, Record>,
    cseqs: BTreeMap<(ClientId, u64), CommandId>,
    tags: BTreeMap<u64, (u64, Millis)>,
    sums: BTreeMap<Scope, (i64, u64)>,
}

impl Memory {
    pub fn new(epoch: &str) -> Memory {
        let head = Head { epoch: epoch.into(), seq: 0, backed_up: 0, pruned: 0 };
        Memory {
            head,
            rows: BTreeMap::new(),
            feed: BTreeMap::new(),
            order: BTreeMap::new(),
            finds: BTreeMap::new(),
            records: BTreeMap::new(),
            cseqs: BTreeMap::new(),
            tags: BTreeMap::from([(0, (0, 0))]),
            sums: BTreeMap::new(),
        }
    }

    /// What a restore does: a new epoch for what is left of the history.
    pub fn set_epoch(&mut self, epoch: &str) {
        self.head.epoch = epoch.into();
    }

    /// Forgets by what rows are found.
    pub fn clear_index(&mut self) {
        self.finds.clear();
    }

    /// Enters by what rows are found.
    pub fn add_index(&mut self, entries: &[(IndexKey, Key)]) {
        for (entry, key) in entries {
            self.finds.entry(entry.clone()).or_default().insert(key.clone());
        }
    }

    /// Says that everything up to `seq` lies in a verified backup.
    pub fn set_backed_up(&mut self, seq: u64) {
        self.head.backed_up = seq;
    }

    /// Forgets tombstones and tags up to `seq`: a cursor below it has expired.
    pub fn prune(&mut self, seq: u64) {
        self.head.pruned = self.head.pruned.max(seq.min(self.head.seq));
        let (pruned, rows) = (self.head.pruned, &self.rows);
        for (scope, feed) in &mut self.feed {
            let order = self.order.entry(scope.clone()).or_default();
            feed.retain(|key, at| {
                let live = rows.get(key).is_some_and(|row| row.scopes.contains(scope));
                let keep = live || *at > pruned;
                if !keep {
                    order.remove(&(*at, key.clone()));
                }
                keep
            });
        }
        self.tags.retain(|seq, _| *seq >= pruned);
    }

    pub fn rows(&self) -> &BTreeMap<Key, Stored> {
        &self.rows
    }

    pub fn records(&self) -> &BTreeMap<CommandId, Record> {
        &self.records
    }

    fn mark(&mut self, scope: &Scope, key: &Key, seq: u64) {
        let order = self.order.entry(scope.clone()).or_default();
        if let Some(before) = self.feed.entry(scope.clone()).or_default().insert(key.clone(), seq) {
            order.remove(&(before, key.clone()));
        }
        order.insert((seq, key.clone()));
    }
}

impl View for Memory {
    fn head(&mut self) -> Result<Head, StoreError> {
        Ok(self.head.clone())
    }

    fn tag(&mut self, seq: u64) -> Result<Option<u64>, StoreError> {
        Ok(self.tags.get(&seq).map(|(tag, _)| *tag))
    }

    fn load(&mut self, need: &Need, into: &mut Loaded) -> Result<(), StoreError> {
        into.rows.extend(need.rows.iter().map(|key| (key.clone(), self.rows.get(key).cloned())));
        into.finds.extend(need.finds.iter().map(|key| (key.clone(), self.finds.get(key).cloned().unwrap_or_default())));
        into.records.extend(need.records.iter().map(|id| (*id, self.records.get(id).cloned())));
        into.cseqs.extend(need.cseqs.iter().map(|slot| (*slot, self.cseqs.get(slot).copied())));
        Ok(())
    }

    fn changes(&mut self, span: &Span<'_>, limit: usize) -> Result<Vec<Change>, StoreError> {
        let mut found: BTreeSet<(u64, Key)> = BTreeSet::new();
        for scope in span.lane {
            let from = (span.after.saturating_add(1), Key::new("", ""));
            let entries = self.order.get(scope).into_iter().flat_map(|order| order.range(from.clone()..));
            found.extend(entries.take_while(|(seq, _)| *seq <= span.upto).take(limit).cloned());
        }
        let change = |(seq, key): (u64, Key)| {
            let live = self.rows.get(&key).and_then(|row| {
                let scopes: Vec<Scope> = row.scopes.iter().filter(|s| span.visible.contains(s)).cloned().collect();
                (!scopes.is_empty()).then(|| Stored { scopes, ..row.clone() })
            });
            Change { key, seq, live }
        };
        Ok(found.into_iter().take(limit).map(change).collect())
    }

    fn sums(&mut self, scopes: &[Scope]) -> Result<Vec<(Scope, i64, u64)>, StoreError> {
        let sum = |scope: &Scope| self.sums.get(scope).copied().unwrap_or_default();
        Ok(scopes.iter().map(|scope| (scope.clone(), sum(scope).0, sum(scope).1)).collect())
    }
}

impl Tx for Memory {
    fn write(&mut self, writes: &Writes) -> Result<(), StoreError> {
        for (seq, tag, at) in &writes.seqs {
            self.head.seq = *seq;
            self.tags.insert(*seq, (*tag, *at));
        }
        for (key, write) in &writes.rows {
            for scope in write.new.iter().flat_map(|row| &row.scopes).chain(&write.left) {
                self.mark(scope, key, write.seq);
            }
            match &write.new {
                Some(row) => drop(self.rows.insert(key.clone(), row.clone())),
                None => drop(self.rows.remove(key)),
            }
            for gone in &write.index_removed {
                self.finds.entry(gone.clone()).and_modify(|keys| {
                    keys.remove(key);
                });
            }
            for come in &write.index_added {
                self.finds.entry(come.clone()).or_default().insert(key.clone());
            }
        }
        for record in &writes.records {
            self.records.insert(record.id, record.clone());
            self.cseqs.insert((record.client, record.cseq), record.id);
        }
        for (scope, (count, sum)) in &writes.sums {
            let held = self.sums.entry(scope.clone()).or_default();
            held.0 += count;
            held.1 = held.1.wrapping_add(*sum);
        }
        Ok(())
    }
}
