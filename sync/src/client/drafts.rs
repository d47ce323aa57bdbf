//! Drafts travel: their newest state to the outbox, and what the author's other devices wrote back from the rows.
//!
//! A draft's `past` names the saves that it is made of, so that "the server has an older state" and "the server has
//! a newer one" can be told apart after a restore, without any clock.

use std::collections::BTreeMap;

use serde_json::json;

use super::{Batch, Client, Entry, EntryState, Guard, Intent, RowsStep, is_draft};
use crate::Millis;
use crate::command::{Base, CommandId};
use crate::domain::Domain;
use crate::draft::{self, Draft, DraftBase, DraftRow};
use crate::order;
use crate::row::Row;
use crate::wire::{MAX_COMMAND_BYTES, Page};

impl<D: Domain> Client<D> {
    /// Plans to hand the newest state of every changed draft to the outbox: at most one command a draft waits there.
    pub fn plan_roaming(&self, mut fresh: impl FnMut() -> CommandId, now: Millis) -> Batch {
        let same_turn = Guard { turn: Some(self.meta.turn), ..Guard::default() };
        let mut batch = Batch { strict: true, guard: Some(same_turn), ..Batch::default() };
        for draft in self.drafts.values().filter(|draft| self.is_dirty(draft) && !self.is_held(draft)) {
            let base = self.bases.get(&draft.id);
            let saves = self.about(&draft.id).filter(|entry| entry.command.kind == draft::SAVE);
            let (refused, waiting): (Vec<&Entry>, Vec<&Entry>) =
                saves.partition(|entry| matches!(entry.state, EntryState::Refused(_)));
            let waits = !waiting.is_empty();
            // While recovering, what the server still has of it must be read first.
            if waits || base.is_some_and(|base| base.recover) {
                continue;
            }
            let mut next = DraftBase {
                id: draft.id.clone(),
                fields: draft.fields.clone(),
                rev: draft.rev,
                recover: false,
                past: base.map(|base| base.past.clone()).unwrap_or_default(),
                refused: None,
            };
            if base.is_none_or(|base| base.fields != draft.fields) {
                let id = fresh();
                let intent = Intent {
                    id,
                    kind: draft::SAVE.into(),
                    entity: draft.id.clone(),
                    base: Base {
                        fields: base.map(|base| base.fields.clone()).unwrap_or_default(),
                        draft: next.past.clone(),
                        ..Base::default()
                    },
                    args: json!({ "form": draft.form, "fields": draft.fields }),
                    draft: None,
                };
                let command = self.command(intent, now);
                if serde_json::to_vec(&command).map_or(usize::MAX, |bytes| bytes.len()) > MAX_COMMAND_BYTES {
                    continue; // It stays on this device, and the device says so.
                }
                draft::extend(&mut next.past, &[id]);
                batch.out_put.push(Entry { cseq: 0, command, state: EntryState::Queued });
            }
            // The newer state speaks for the one that was refused.
            refused.into_iter().for_each(|entry| self.to_journal(entry, &mut batch));
            batch.base_put.push(next);
            guard(&mut batch, &draft.id, Some(draft.rev));
        }
        batch
    }

    /// At the end of a read: brings drafts that are unchanged here in line with the rows, and settles after a restore
    /// which side is the newer. A draft with an entry in the outbox waits for that entry's end.
    pub(super) fn plan_drafts(&self, page: &Page, step: &RowsStep, batch: &mut Batch) {
        if !page.next.held.contains(&draft::own(&self.meta.person)) {
            return; // Without a sight of its own rows a device knows nothing about its drafts.
        }
        let rows = self.draft_rows(step);
        let ids = order::set(rows.keys().copied().chain(self.drafts.keys().map(String::as_str)));
        let again = batch.out_put.iter().filter(|entry| !self.outbox.contains_key(&entry.cseq));
        let again = order::set(again.map(|entry| entry.command.entity.as_str()));
        let holds = |entry: &Entry, id: &str| {
            let told = batch.out_put.iter().find(|put| put.cseq == entry.cseq).unwrap_or(entry);
            let base = &entry.command.base;
            let written_here = base.from.as_ref().unwrap_or(&entry.command.entity) == id;
            let of_draft = is_draft(&entry.command.kind) || (written_here && !base.draft.is_empty());
            // A refusal that holds the words of a draft stands for it, unless it has come back beside it.
            let stands = of_draft && !self.drafts.contains_key(id);
            !batch.out_del.contains(&entry.cseq) && (stands || !matches!(told.state, EntryState::Refused(_)))
        };
        let free = |id: &&str| !again.contains(id) && !self.about(id).any(|entry| holds(entry, id));
        let free: Vec<&str> = ids.into_iter().filter(free).collect();
        for id in free {
            let theirs = rows.get(id).and_then(|row| row.body.read::<DraftRow>());
            // This very answer may have told that the server refuses the newest state.
            let told = batch.base_put.iter().find(|base| base.id == id).cloned();
            match (self.drafts.get(id), told.as_ref().or(self.bases.get(id)), theirs) {
                (Some(local), Some(base), theirs) if base.recover => self.plan_recovery(local, base, theirs, batch),
                (Some(local), Some(base), Some(theirs)) if local.rev <= base.rev => {
                    self.plan_adoption(id, Some(local), Some(base), theirs, batch);
                }
                (None, base, Some(theirs)) => self.plan_adoption(id, None, base, theirs, batch),
                // Sent or thrown away on another device.
                (Some(local), Some(base), None) if local.rev <= base.rev => {
                    batch.draft_del.push(id.into());
                    batch.base_del.push(id.into());
                    guard(batch, id, Some(local.rev));
                }
                (Some(local), None, Some(theirs)) if local.fields == theirs.fields => {
                    batch.base_put.push(theirs.base(id, local.rev));
                }
                _ => {}
            }
        }
    }

    /// The draft rows as they are when the step has been taken, by the draft's id.
    fn draft_rows<'a>(&'a self, step: &'a RowsStep) -> BTreeMap<&'a str, &'a Row> {
        let before = self.replica.table(draft::TABLE).filter(|_| !step.clear);
        let mut rows = order::map(before.map(|row| (&row.key, row)));
        rows.retain(|key, _| !step.dels.contains(key));
        rows.extend(step.puts.iter().filter(|row| row.key.table == draft::TABLE).map(|row| (&row.key, row)));
        let own = draft::key_id(&self.meta.person, "");
        order::map(rows.into_iter().filter_map(|(key, row)| Some((key.id.strip_prefix(&own)?, row))))
    }

    fn plan_adoption(
        &self,
        id: &str,
        local: Option<&Draft>,
        base: Option<&DraftBase>,
        theirs: DraftRow,
        batch: &mut Batch,
    ) {
        let rev = local.map_or(1, |local| local.rev);
        if local.is_none_or(|local| local.fields != theirs.fields) {
            let rev = local.map_or(1, |local| local.rev + 1);
            guard(batch, id, local.map(|local| local.rev));
            batch.base_put.push(theirs.base(id, rev));
            batch.draft_put.push(Draft { id: id.into(), form: theirs.form, fields: theirs.fields, rev, at: theirs.at });
        } else if base.is_none_or(|base| base.past != theirs.past) {
            batch.base_put.push(theirs.base(id, rev));
        }
    }

    /// After the server lost history, with nothing of this draft left in the outbox.
    fn plan_recovery(&self, local: &Draft, base: &DraftBase, theirs: Option<DraftRow>, batch: &mut Batch) {
        let id = local.id.as_str();
        let Some(theirs) = theirs else {
            batch.base_del.push(id.into()); // The server lost it: it is offered as new.
            return;
        };
        let knows = |past: &[CommandId], tip: &[CommandId]| tip.last().is_some_and(|tip| past.contains(tip));
        if local.fields == theirs.fields {
            batch.base_put.push(theirs.base(id, local.rev));
        } else if knows(&theirs.past, &base.past) {
            // The server's state is a later one of the same draft.
            match local.rev <= base.rev {
                true => self.plan_adoption(id, Some(local), Some(base), theirs, batch),
                false => batch.base_put.push(DraftBase { recover: false, ..base.clone() }),
            }
        } else if knows(&base.past, &theirs.past) {
            // The server went back to an earlier state: the local one is offered over it.
            batch.base_put.push(DraftBase { fields: theirs.fields, rev: 0, recover: false, ..base.clone() });
        } else {
            // Both went on by themselves: offered without a base, so that where they differ both are kept.
            let fields = BTreeMap::new();
            batch.base_put.push(DraftBase { fields, rev: 0, recover: false, ..base.clone() });
        }
    }
}

fn guard(batch: &mut Batch, id: &str, rev: Option<u64>) {
    batch.guard.get_or_insert_default().drafts.insert(id.into(), rev);
}
