//! What a device shows: the rows that the server confirmed, with the predicted effects of pending commands on top.
//!
//! ```text
//! view(row) = pending commands that touch it, in cseq order, folded over the confirmed row
//! ```
//! A pull recomputes only the predictions that looked at a changed row. A predictor that refuses predicts nothing.

mod predict;

use std::collections::{BTreeMap, BTreeSet};

use crate::Millis;
use crate::body::Body;
use crate::command::Refusal;
use crate::domain::{Domain, Found, Rows};
use crate::order;
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
            None => drop(self.base.insert(row.key.table.clone(), order::map([(row.key.id.clone(), row)]))),
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
