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
    overlay: BTreeMap<Key, Option<Body>>,
    overlay_index: BTreeMap<IndexKey, BTreeSet<Key>>,
    predictions: BTreeMap<u64, Prediction>,
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

/// Keys and index entries that changed under the predictions.
#[derive(Default)]
pub struct Touched {
    pub keys: BTreeSet<Key>,
    index: BTreeSet<IndexKey>,
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

    /// The row as it is shown.
    pub fn get(&self, key: &Key) -> Option<Shown<'_>> {
        let row = self.confirmed(key);
        match self.overlay.get_key_value(key) {
            Some((key, body)) => {
                let body = body.as_ref()?;
                Some(Shown { id: &key.id, body, seq: row.map_or(0, |row| row.seq), pending: true })
            }
            None => row.map(|row| Shown { id: &row.key.id, body: &row.body, seq: row.seq, pending: false }),
        }
    }

    /// Every shown row of a table, in order of id.
    pub fn each<'a>(&'a self, table: &str, mut visit: impl FnMut(Shown<'a>)) {
        let from = Key::new(table, "");
        let mut over = self.overlay.range(from..).take_while(|(key, _)| key.table == table).peekable();
        for row in self.base.get(table).into_iter().flat_map(BTreeMap::values) {
            while let Some((key, body)) = over.next_if(|(key, _)| key.id < row.key.id) {
                body.iter().for_each(|body| visit(Shown { id: &key.id, body, seq: 0, pending: true }));
            }
            match over.next_if(|(key, _)| key.id == row.key.id) {
                Some((key, body)) => {
                    body.iter().for_each(|body| visit(Shown { id: &key.id, body, seq: row.seq, pending: true }));
                }
                None => visit(Shown { id: &row.key.id, body: &row.body, seq: row.seq, pending: false }),
            }
        }
        for (key, body) in over {
            body.iter().for_each(|body| visit(Shown { id: &key.id, body, seq: 0, pending: true }));
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
            touched.index.insert(entry.clone());
            self.index.entry(entry).or_default().insert(row.key.clone());
        }
        touched.keys.insert(row.key.clone());
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
            touched.index.insert(entry);
        }
        touched.keys.insert(key.clone());
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

    /// Predicts one more command on top of all others.
    pub fn predict<D: Domain>(&mut self, by: Predictor<'_, D>, command: &Command, cseq: u64, touched: &mut Touched) {
        let lens = Watching { replica: self, read: RefCell::default(), found: RefCell::default() };
        let decision = by.domain.decide(&lens, by.who, command, by.now);
        let mut prediction =
            Prediction { read: lens.read.take(), found: lens.found.take(), wrote: BTreeSet::new(), refusal: None };
        match decision {
            Err(refusal) => prediction.refusal = Some(refusal),
            Ok(effect) => {
                for put in effect.puts {
                    prediction.wrote.insert(put.key.clone());
                    self.shade(by.domain, put.key, Some(put.body));
                }
                for key in effect.dels {
                    prediction.wrote.insert(key.clone());
                    self.shade(by.domain, key, None);
                }
            }
        }
        touched.keys.extend(prediction.wrote.iter().cloned());
        self.predictions.insert(cseq, prediction);
    }

    /// Brings the predictions in line with changed rows and with the commands that are pending now, in cseq order.
    pub fn repredict<D: Domain>(
        &mut self,
        by: Predictor<'_, D>,
        pending: &BTreeMap<u64, &Command>,
        touched: &mut Touched,
    ) {
        let mut redo: BTreeSet<u64> =
            self.predictions.keys().filter(|cseq| !pending.contains_key(cseq)).copied().collect();
        redo.extend(pending.keys().filter(|cseq| !self.predictions.contains_key(cseq)).copied());
        loop {
            let mut dirty: BTreeSet<Key> = touched.keys.clone();
            dirty.extend(redo.iter().filter_map(|cseq| self.predictions.get(cseq)).flat_map(|p| p.wrote.clone()));
            let before = redo.len();
            redo.extend(self.predictions.iter().filter(|(_, p)| p.looks_at(&dirty, &touched.index)).map(|(c, _)| *c));
            if redo.len() == before {
                break;
            }
        }
        for cseq in &redo {
            let Some(old) = self.predictions.remove(cseq) else { continue };
            for key in old.wrote {
                self.unshade(by.domain, &key);
                touched.keys.insert(key);
            }
        }
        for cseq in redo {
            if let Some(command) = pending.get(&cseq) {
                self.predict(by, command, cseq, touched);
            }
        }
    }

    fn shade<D: Domain>(&mut self, domain: &D, key: Key, body: Option<Body>) {
        self.unshade(domain, &key);
        for entry in body.iter().flat_map(|body| domain.index(&key.table, body)) {
            self.overlay_index.entry(entry).or_default().insert(key.clone());
        }
        self.overlay.insert(key, body);
    }

    fn unshade<D: Domain>(&mut self, domain: &D, key: &Key) {
        let Some(Some(body)) = self.overlay.remove(key) else { return };
        for entry in domain.index(&key.table, &body) {
            if let Some(keys) = self.overlay_index.get_mut(&entry) {
                keys.remove(key);
            }
        }
    }
}

impl Rows for Replica {
    fn row(&self, key: &Key) -> Option<Found> {
        self.get(key).map(|shown| Found { seq: shown.seq, body: shown.body.clone() })
    }

    fn find(&self, index: &IndexKey) -> Vec<Key> {
        let base = self.index.get(index).into_iter().flatten().filter(|key| !self.overlay.contains_key(key));
        let over = self.overlay_index.get(index).into_iter().flatten();
        let both: BTreeSet<&Key> = base.chain(over).collect();
        both.into_iter().cloned().collect()
    }
}

/// The replica, noting what a prediction looks at.
struct Watching<'a> {
    replica: &'a Replica,
    read: RefCell<BTreeSet<Key>>,
    found: RefCell<BTreeSet<IndexKey>>,
}

impl Rows for Watching<'_> {
    fn row(&self, key: &Key) -> Option<Found> {
        self.read.borrow_mut().insert(key.clone());
        self.replica.row(key)
    }

    fn find(&self, index: &IndexKey) -> Vec<Key> {
        self.found.borrow_mut().insert(index.clone());
        self.replica.find(index)
    }
}

impl Prediction {
    fn looks_at(&self, keys: &BTreeSet<Key>, index: &BTreeSet<IndexKey>) -> bool {
        self.read.iter().chain(&self.wrote).any(|key| keys.contains(key))
            || self.found.iter().any(|entry| index.contains(entry))
    }
}
