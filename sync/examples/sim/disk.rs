//! A device's storage: takes a batch whole or not at all, and gives commands their numbers.

use std::collections::BTreeMap;

use thidua_sync::client::{Batch, Durable, Entry, Meta, Past, RowsStep, Snapshot};
use thidua_sync::command::CommandId;
use thidua_sync::draft::{Draft, DraftBase};
use thidua_sync::row::{Key, Row};

use crate::sabotage::Sabotage;

#[derive(Clone, Default)]
pub struct Disk {
    pub meta: Option<Meta>,
    pub rows: BTreeMap<Key, Row>,
    pub outbox: BTreeMap<u64, Entry>,
    pub past: BTreeMap<CommandId, Past>,
    pub drafts: BTreeMap<String, Draft>,
    pub bases: BTreeMap<String, DraftBase>,
    /// Batches taken.
    pub stamp: u64,
    last_cseq: u64,
}

/// The batch was planned from a state that is no longer the stored one.
#[derive(Debug)]
pub struct Stale;

impl Disk {
    /// Stores a batch; answers it with its own number and those that its commands were given.
    pub fn commit(&mut self, mut batch: Batch, sabotage: Option<Sabotage>) -> Result<Durable, Stale> {
        let rev = |id: &str| self.drafts.get(id).map(|draft| draft.rev);
        if !batch.guard.as_ref().is_none_or(|guard| guard.holds(self.stamp, self.meta.as_ref(), rev)) {
            return Err(Stale);
        }
        self.stamp += 1;
        for entry in &mut batch.out_put {
            if entry.cseq == 0 {
                entry.cseq = self.last_cseq + 1;
            }
            self.last_cseq = self.last_cseq.max(entry.cseq);
        }
        let clears = batch.meta.as_ref().is_some_and(|meta| meta.clearing);
        if sabotage == Some(Sabotage::I6) && clears {
            self.outbox.clear();
            self.drafts.clear();
            self.bases.clear();
        }
        if sabotage == Some(Sabotage::I5)
            && batch.meta.is_some()
            && batch.rows.is_some()
            && self.last_cseq.is_multiple_of(3)
        {
            self.meta = batch.meta.clone();
            return Ok(Durable { stamp: self.stamp, batch });
        }
        self.store(batch.clone());
        Ok(Durable { stamp: self.stamp, batch })
    }

    fn store(&mut self, batch: Batch) {
        if let Some(meta) = batch.meta {
            self.meta = Some(meta);
        }
        if let Some(step) = batch.rows {
            if step.clear {
                self.rows.clear();
            }
            self.rows.retain(|key, _| !step.dels.contains(key));
            self.rows.extend(step.puts.into_iter().map(|row| (row.key.clone(), row)));
        }
        self.outbox.retain(|cseq, _| !batch.out_del.contains(cseq));
        self.outbox.extend(batch.out_put.into_iter().map(|entry| (entry.cseq, entry)));
        self.past.retain(|id, _| !batch.past_del.contains(id));
        self.past.extend(batch.past_put.into_iter().map(|past| (past.command.id, past)));
        self.drafts.retain(|id, _| !batch.draft_del.contains(id));
        self.drafts.extend(batch.draft_put.into_iter().map(|draft| (draft.id.clone(), draft)));
        self.bases.retain(|id, _| !batch.base_del.contains(id));
        self.bases.extend(batch.base_put.into_iter().map(|base| (base.id.clone(), base)));
    }

    /// What a start of the app finds.
    pub fn snapshot(&self) -> Snapshot {
        let rows = RowsStep { clear: false, puts: self.rows.values().cloned().collect(), dels: Vec::new() };
        Snapshot {
            meta: self.meta.clone(),
            rows: vec![rows],
            outbox: self.outbox.values().cloned().collect(),
            past: self.past.values().cloned().collect(),
            drafts: self.drafts.values().cloned().collect(),
            bases: self.bases.values().cloned().collect(),
            stamp: self.stamp,
        }
    }
}
