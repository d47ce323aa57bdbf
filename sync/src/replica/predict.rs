//! Predictions: what each pending command makes of the rows, and which of them must be made again.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use super::{Layer, Prediction, Predictor, Replica, Touched};
use crate::body::Body;
use crate::command::Command;
use crate::domain::{Domain, Found, Rows};
use crate::order;
use crate::row::{IndexKey, Key};

impl Replica {
    /// Brings the predictions in line with changed rows and with the queue. `pending` knows the commands that wait,
    /// `queue` names those that came, went or changed. Only predictions that looked at something that changed are made
    /// again, in cseq order; each sees the rows as the ones before it leave them.
    pub fn repredict<'c, D: Domain>(
        &mut self,
        by: Predictor<'_, D>,
        pending: impl Fn(u64) -> Option<&'c Command>,
        mut queue: BTreeSet<u64>,
        touched: &mut Touched,
    ) {
        queue.extend(touched.keys.iter().filter_map(|key| self.readers.get(key)).flatten());
        queue.extend(touched.index.iter().filter_map(|entry| self.finders.get(entry)).flatten());
        while let Some(cseq) = queue.pop_first() {
            let (next, puts) = match pending(cseq) {
                Some(command) => self.predict(by, command, cseq),
                None => (None, BTreeMap::new()),
            };
            let mut changed = Touched::default();
            let old = self.forget(cseq);
            for key in old.wrote.iter().filter(|key| !puts.contains_key(*key)) {
                self.layer(by.domain, cseq, key.clone(), None, &mut changed);
            }
            for (key, body) in puts {
                self.layer(by.domain, cseq, key, Some(body), &mut changed);
            }
            if let Some(prediction) = next {
                self.remember(cseq, prediction);
            }
            // Only later commands see what this one makes of a row.
            let readers = changed.keys.iter().filter_map(|key| self.readers.get(key));
            let finders = changed.index.iter().filter_map(|entry| self.finders.get(entry));
            let later = (Bound::Excluded(cseq), Bound::Unbounded);
            queue.extend(readers.chain(finders).flat_map(|cseqs| cseqs.range(later)));
            touched.keys.extend(changed.keys);
        }
    }

    /// What a command makes of the rows as the ones before it leave them.
    fn predict<D: Domain>(
        &self,
        by: Predictor<'_, D>,
        command: &Command,
        cseq: u64,
    ) -> (Option<Prediction>, BTreeMap<Key, Option<Body>>) {
        let lens = Watching { replica: self, cseq, read: RefCell::default(), found: RefCell::default() };
        let decision = by.domain.decide(&lens, by.who, command, by.now);
        let (read, found) = (lens.read.take(), lens.found.take());
        let mut prediction = Prediction { read, found, ..Prediction::default() };
        let mut puts = BTreeMap::new();
        match decision {
            Err(refusal) => prediction.refusal = Some(refusal),
            Ok(effect) => {
                puts.extend(effect.puts.into_iter().map(|put| (put.key, Some(put.body))));
                puts.extend(effect.dels.into_iter().map(|key| (key, None)));
            }
        }
        prediction.wrote.extend(puts.keys().cloned());
        (Some(prediction), puts)
    }

    fn remember(&mut self, cseq: u64, prediction: Prediction) {
        for key in &prediction.read {
            self.readers.entry(key.clone()).or_default().insert(cseq);
        }
        for entry in &prediction.found {
            self.finders.entry(entry.clone()).or_default().insert(cseq);
        }
        self.predictions.insert(cseq, prediction);
    }

    fn forget(&mut self, cseq: u64) -> Prediction {
        let old = self.predictions.remove(&cseq).unwrap_or_default();
        for key in &old.read {
            drop_from(&mut self.readers, key, cseq);
        }
        for entry in &old.found {
            drop_from(&mut self.finders, entry, cseq);
        }
        old
    }

    /// Sets or removes one command's layer of a row, and notes what that changes.
    fn layer<D: Domain>(&mut self, domain: &D, cseq: u64, key: Key, new: Option<Option<Body>>, changed: &mut Touched) {
        let index = |body: &Body| domain.index(&key.table, body);
        let new = new.map(|body| Layer { entries: body.as_ref().map(index).unwrap_or_default(), body });
        let layers = self.layers.entry(key.clone()).or_default();
        let old = match &new {
            Some(layer) => layers.insert(cseq, layer.clone()),
            None => layers.remove(&cseq),
        };
        if layers.is_empty() {
            self.layers.remove(&key);
        }
        if old == new {
            return;
        }
        for entry in old.into_iter().flat_map(|layer| layer.entries) {
            if let Some(keys) = self.layer_index.get_mut(&entry) {
                match keys.get(&key).map_or(0, |count| count - 1) {
                    0 => drop(keys.remove(&key)),
                    left => drop(keys.insert(key.clone(), left)),
                }
            }
            changed.index.insert(entry);
        }
        for entry in new.into_iter().flat_map(|layer| layer.entries) {
            *self.layer_index.entry(entry.clone()).or_default().entry(key.clone()).or_default() += 1;
            changed.index.insert(entry);
        }
        // A layer also takes the row from the entries that the state below it is under.
        changed.index.extend(self.below(&key, cseq).into_iter().flat_map(index));
        changed.keys.insert(key);
    }

    fn layer_below(&self, key: &Key, cseq: u64) -> Option<&Layer> {
        self.layers.get(key)?.range(..cseq).next_back().map(|(_, layer)| layer)
    }

    /// The state of a row that a command sees: what the commands before it make of it.
    fn below(&self, key: &Key, cseq: u64) -> Option<&Body> {
        match self.layer_below(key, cseq) {
            Some(layer) => layer.body.as_ref(),
            None => self.confirmed(key).map(|row| &row.body),
        }
    }

    pub(super) fn find_below(&self, entry: &IndexKey, cseq: u64) -> Vec<Key> {
        let base = self.index.get(entry).into_iter().flatten().filter(|key| self.layer_below(key, cseq).is_none());
        let over = self.layer_index.get(entry).into_iter().flat_map(BTreeMap::keys);
        let over = over.filter(|key| self.layer_below(key, cseq).is_some_and(|layer| layer.entries.contains(entry)));
        let both = order::set(base.chain(over));
        both.into_iter().cloned().collect()
    }
}

fn drop_from<K: Ord>(index: &mut BTreeMap<K, BTreeSet<u64>>, key: &K, cseq: u64) {
    let Some(cseqs) = index.get_mut(key) else { return };
    cseqs.remove(&cseq);
    if cseqs.is_empty() {
        index.remove(key);
    }
}

/// The rows as one command sees them, noting what it looks at.
struct Watching<'a> {
    replica: &'a Replica,
    cseq: u64,
    read: RefCell<BTreeSet<Key>>,
    found: RefCell<BTreeSet<IndexKey>>,
}

impl Rows for Watching<'_> {
    fn row(&self, key: &Key) -> Option<Found> {
        self.read.borrow_mut().insert(key.clone());
        let body = self.replica.below(key, self.cseq)?.clone();
        Some(Found { seq: self.replica.confirmed(key).map_or(0, |row| row.seq), body })
    }

    fn find(&self, index: &IndexKey) -> Vec<Key> {
        self.found.borrow_mut().insert(index.clone());
        self.replica.find_below(index, self.cseq)
    }
}
