//! What a device shows: the rows that the server confirmed, with the predicted effects of pending commands on top.
//!
//! ```text
//! view(row) = pending commands that touch it, in cseq order, folded over the confirmed row
//! ```
//! A pull recomputes only the predictions that looked at a changed row. A predictor that refuses predicts nothing.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::Millis;
use crate::body::Body;
use crate::command::{Command, Refusal};
use crate::domain::{Domain, Found, Rows};
use crate::row::{IndexKey, Key, Row, Scope, share};

/// A row as it is shown.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    pub id: &'a str,
    pub body: &'a Body,
    /// The seq of the confirmed row; 0 when the server has not confirmed it.
    pub seq: u64,
    /// Something of it exists only on this device.
    pub pending: bool,
}

#[derive(Default)]
pub struct Replica {
    base: BTreeMap<String, BTreeMap<String, Row>>,
    index: BTreeMap<IndexKey, BTreeSet<Key>>,
    sums: BTreeMap<Scope, (i64, u64)>,
    count: usize,
    /// What each pending command makes of a row, by cseq; `None`: it is deleted. The last one is shown.
    layers: BTreeMap<Key, BTreeMap<u64, Layer>>,
    /// Rows that some layer puts under an index entry, with the number of such layers.
    layer_index: BTreeMap<IndexKey, BTreeMap<Key, usize>>,
    predictions: BTreeMap<u64, Prediction>,
    /// Which predictions looked at a row or an index entry.
    readers: BTreeMap<Key, BTreeSet<u64>>,
    finders: BTreeMap<IndexKey, BTreeSet<u64>>,
}

/// What one pending command makes of one row.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Layer {
    body: Option<Body>,
    entries: Vec<IndexKey>,
}

/// What one pending command looked at and wrote.
#[derive(Default)]
struct Prediction {
    read: BTreeSet<Key>,
    found: BTreeSet<IndexKey>,
    wrote: BTreeSet<Key>,
    refusal: Option<Refusal>,
}

/// Who is predicting, and when.
pub struct Predictor<'a, D> {
    pub domain: &'a D,
    pub who: &'a str,
    pub now: Millis,
}

impl<D> Clone for Predictor<'_, D> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<D> Copy for Predictor<'_, D> {}

/// Rows whose shown state changed, and the index entries that changed under the predictions.
#[derive(Default)]
pub struct Touched {
    pub keys: BTreeSet<Key>,
    index: BTreeSet<IndexKey>,
    /// Nobody follows yet.
    ignored: bool,
}

impl Touched {
    /// For the rows of a start: all of them are new.
    pub fn ignored() -> Touched {
        Touched { ignored: true, ..Touched::default() }
    }

    fn key(&mut self, key: &Key) {
        if !self.ignored {
            self.keys.insert(key.clone());
        }
    }

    fn entry(&mut self, entry: &IndexKey) {
        if !self.ignored {
            self.index.insert(entry.clone());
        }
    }
}

impl Replica {
    /// Number of confirmed rows.
    pub fn len(&self) -> usize {
        self.count
    }

    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Count and checksum of the confirmed rows in a scope.
    pub fn sum(&self, scope: &Scope) -> (i64, u64) {
        self.sums.get(scope).copied().unwrap_or_default()
    }

    /// The confirmed row, without predictions.
    pub fn confirmed(&self, key: &Key) -> Option<&Row> {
        self.base.get(&key.table)?.get(&key.id)
    }

    /// All confirmed rows.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.base.values().flat_map(BTreeMap::values)
    }

    /// The confirmed rows of a table, in order of id.
    pub fn table(&self, table: &str) -> impl Iterator<Item = &Row> {
        self.base.get(table).into_iter().flat_map(BTreeMap::values)
    }

    /// The row as it is shown.
    pub fn get(&self, key: &Key) -> Option<Shown<'_>> {
        let row = self.confirmed(key);
        match self.layers.get_key_value(key).and_then(|(key, layers)| Some((key, layers.values().next_back()?))) {
            Some((key, layer)) => {
                let body = layer.body.as_ref()?;
                Some(Shown { id: &key.id, body, seq: row.map_or(0, |row| row.seq), pending: true })
            }
            None => row.map(|row| Shown { id: &row.key.id, body: &row.body, seq: row.seq, pending: false }),
        }
    }

    /// Every shown row of a table, in order of id.
    pub fn each<'a>(&'a self, table: &str, mut visit: impl FnMut(Shown<'a>)) {
        let over = self.layers.range(Key::new(table, "")..).take_while(|(key, _)| key.table == table);
        let mut over = over
            .map(|(key, layers)| (key, layers.values().next_back().and_then(|layer| layer.body.as_ref())))
            .peekable();
        for row in self.table(table) {
            while let Some((key, body)) = over.next_if(|(key, _)| key.id < row.key.id) {
                body.into_iter().for_each(|body| visit(Shown { id: &key.id, body, seq: 0, pending: true }));
            }
            match over.next_if(|(key, _)| key.id == row.key.id) {
                Some((key, body)) => {
                    body.into_iter().for_each(|body| visit(Shown { id: &key.id, body, seq: row.seq, pending: true }));
                }
                None => visit(Shown { id: &row.key.id, body: &row.body, seq: row.seq, pending: false }),
            }
        }
        for (key, body) in over {
            body.into_iter().for_each(|body| visit(Shown { id: &key.id, body, seq: 0, pending: true }));
        }
    }

    /// Why the prediction of a pending command came to nothing.
    pub fn refusal(&self, cseq: u64) -> Option<&Refusal> {
        self.predictions.get(&cseq)?.refusal.as_ref()
    }

    /// Forgets every confirmed row.
    pub fn clear(&mut self, touched: &mut Touched) {
        touched.keys.extend(self.base.values().flat_map(BTreeMap::values).map(|row| row.key.clone()));
        touched.index.extend(std::mem::take(&mut self.index).into_keys());
        self.base.clear();
        self.sums.clear();
        self.count = 0;
    }

    /// Puts a confirmed row in place of what was there.
    pub fn put<D: Domain>(&mut self, domain: &D, row: Row, touched: &mut Touched) {
        self.remove(domain, &row.key, touched);
        self.add_sum(&row, true);
        for entry in domain.index(&row.key.table, &row.body) {
            touched.entry(&entry);
            self.index.entry(entry).or_default().insert(row.key.clone());
        }
        touched.key(&row.key);
        self.count += 1;
        match self.base.get_mut(&row.key.table) {
            Some(rows) => drop(rows.insert(row.key.id.clone(), row)),
            None => drop(self.base.insert(row.key.table.clone(), BTreeMap::from([(row.key.id.clone(), row)]))),
        }
    }

    /// Removes a confirmed row.
    pub fn remove<D: Domain>(&mut self, domain: &D, key: &Key, touched: &mut Touched) {
        let Some(old) = self.base.get_mut(&key.table).and_then(|rows| rows.remove(&key.id)) else {
            return;
        };
        self.count -= 1;
        self.add_sum(&old, false);
        for entry in domain.index(&key.table, &old.body) {
            if let Some(keys) = self.index.get_mut(&entry) {
                keys.remove(key);
            }
            touched.entry(&entry);
        }
        touched.key(key);
    }

    fn add_sum(&mut self, row: &Row, plus: bool) {
        let part = share(&row.key, row.seq);
        for scope in &row.scopes {
            let (count, sum) = match self.sums.get_mut(scope) {
                Some(sums) => (&mut sums.0, &mut sums.1),
                None => {
                    let sums = self.sums.entry(scope.clone()).or_default();
                    (&mut sums.0, &mut sums.1)
                }
            };
            *count += if plus { 1 } else { -1 };
            *sum = if plus { sum.wrapping_add(part) } else { sum.wrapping_sub(part) };
        }
    }

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
            let later = (std::ops::Bound::Excluded(cseq), std::ops::Bound::Unbounded);
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

    fn find_below(&self, entry: &IndexKey, cseq: u64) -> Vec<Key> {
        let base = self.index.get(entry).into_iter().flatten().filter(|key| self.layer_below(key, cseq).is_none());
        let over = self.layer_index.get(entry).into_iter().flat_map(BTreeMap::keys);
        let over = over.filter(|key| self.layer_below(key, cseq).is_some_and(|layer| layer.entries.contains(entry)));
        let both: BTreeSet<&Key> = base.chain(over).collect();
        both.into_iter().cloned().collect()
    }
}

/// The rows as they are shown.
impl Rows for Replica {
    fn row(&self, key: &Key) -> Option<Found> {
        self.get(key).map(|shown| Found { seq: shown.seq, body: shown.body.clone() })
    }

    fn find(&self, index: &IndexKey) -> Vec<Key> {
        self.find_below(index, u64::MAX)
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
