//! Memory follows what is durable: each stored batch is shown as it is, in the order in which it was stored.

use std::collections::BTreeSet;

use super::{Batch, Changes, Client, Entry, EntryState, RowsStep};
use crate::Millis;
use crate::command::Command;
use crate::domain::Domain;
use crate::replica::{Predictor, Touched};

impl<D: Domain> Client<D> {
    /// Shows the next durable batch ([`Client::place`]). Entries must carry the cseq that the store gave them.
    pub fn apply(&mut self, batch: Batch, now: Millis) -> Changes {
        self.stamp += 1;
        let mut changes = Changes {
            queue: !batch.out_put.is_empty() || !batch.out_del.is_empty() || !batch.past_put.is_empty(),
            meta: batch.meta.is_some(),
            ..Changes::default()
        };
        changes.drafts.extend(batch.draft_put.iter().map(|draft| draft.id.clone()));
        changes.drafts.extend(batch.draft_del.iter().cloned());
        changes.drafts.extend(batch.base_put.iter().map(|base| base.id.clone()));
        changes.drafts.extend(batch.base_del.iter().cloned());
        if let Some(meta) = batch.meta {
            self.meta = meta;
        }
        let mut queue = BTreeSet::new();
        for cseq in &batch.out_del {
            self.drop_entry(*cseq, &mut queue);
        }
        for entry in batch.out_put {
            self.put_entry(entry, &mut queue);
        }
        for id in &batch.past_del {
            self.past.remove(id);
        }
        self.past.extend(batch.past_put.into_iter().map(|past| (past.command.id, past)));
        for id in &batch.draft_del {
            self.drafts.remove(id);
        }
        self.drafts.extend(batch.draft_put.into_iter().map(|draft| (draft.id.clone(), draft)));
        for id in &batch.base_del {
            self.bases.remove(id);
        }
        self.bases.extend(batch.base_put.into_iter().map(|base| (base.id.clone(), base)));
        let mut touched = Touched::default();
        if let Some(step) = batch.rows {
            self.step_rows(step, &mut touched);
        }
        self.repredict(queue, now, &mut touched);
        changes.keys = touched.keys;
        changes
    }

    pub(super) fn put_entry(&mut self, entry: Entry, queue: &mut BTreeSet<u64>) {
        self.drop_entry(entry.cseq, queue);
        queue.insert(entry.cseq);
        self.ids.insert(entry.command.id, entry.cseq);
        for name in concerns(&entry.command) {
            self.entities.entry(name.clone()).or_default().insert(entry.cseq);
        }
        self.outbox.insert(entry.cseq, entry);
    }

    fn drop_entry(&mut self, cseq: u64, queue: &mut BTreeSet<u64>) {
        let Some(old) = self.outbox.remove(&cseq) else { return };
        queue.insert(cseq);
        self.ids.remove(&old.command.id);
        for name in concerns(&old.command) {
            let Some(cseqs) = self.entities.get_mut(name) else { continue };
            cseqs.remove(&cseq);
            if cseqs.is_empty() {
                self.entities.remove(name);
            }
        }
    }

    /// The outbox entries about one entity, or written in the draft of that name, in order.
    pub(super) fn about(&self, entity: &str) -> impl DoubleEndedIterator<Item = &Entry> {
        self.entities.get(entity).into_iter().flatten().filter_map(|cseq| self.outbox.get(cseq))
    }

    pub(super) fn step_rows(&mut self, step: RowsStep, touched: &mut Touched) {
        if step.clear {
            self.replica.clear(touched);
        }
        for key in &step.dels {
            self.replica.remove(&self.domain, key, touched);
        }
        for row in step.puts {
            self.replica.put(&self.domain, row, touched);
        }
    }

    pub(super) fn repredict(&mut self, queue: BTreeSet<u64>, now: Millis, touched: &mut Touched) {
        let now = now.saturating_add(self.meta.skew_ms);
        let by = Predictor { domain: &self.domain, who: &self.meta.person, now };
        let pending = |cseq: u64| {
            let entry = self.outbox.get(&cseq)?;
            (!matches!(entry.state, EntryState::Refused(_))).then_some(&entry.command)
        };
        self.replica.repredict(by, pending, queue, touched);
    }
}

/// What a command is about: its entity, and the draft in which it was written.
fn concerns(command: &Command) -> impl Iterator<Item = &String> {
    std::iter::once(&command.entity).chain(&command.base.from)
}
