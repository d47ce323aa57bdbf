//! What a person does. Each act is one batch: it is shown as saved only when the batch is durable.

use serde_json::json;

use super::{Batch, Client, End, Entry, EntryState, Guard, Intent, MAX_PENDING, NotPlanned, Past, Written, is_draft};
use crate::Millis;
use crate::command::{Base, Command, CommandId, Fields};
use crate::domain::Domain;
use crate::draft::{self, Draft, DraftBase, DraftRow};
use crate::order;
use crate::row::Key;
use crate::sheet::{self, Edit};
use crate::wire::MAX_COMMAND_BYTES;

impl<D: Domain> Client<D> {
    /// Plans a command: the outbox gets it, and the draft it came from goes, in one step.
    pub fn plan_command(&self, mut intent: Intent, now: Millis) -> Result<Batch, NotPlanned> {
        if self.outbox.len() >= MAX_PENDING {
            return Err(NotPlanned::OutboxFull);
        }
        let mut batch = Batch { strict: true, ..Batch::default() };
        if let Some(Written { id, rev }) = &intent.draft {
            // What is sent is what its author sees; words that came in meanwhile are not.
            if self.drafts.get(id).map_or(0, |stored| stored.rev) != *rev {
                return Err(NotPlanned::Changed);
            }
            batch.draft_del.push(id.clone());
            batch.base_del.push(id.clone());
            // Nor may a save of it be on its way of which this tab has not heard.
            batch.guard = Some(Guard { stamp: Some(self.stamp), ..self.unchanged(id) });
            intent.base.draft = self.bases.get(id).map(|base| base.past.clone()).unwrap_or_default();
            intent.base.from = (*id != intent.entity).then(|| id.clone());
            // The words go with the command: an unsent save of the draft has nothing more to tell.
            let saves = self.about(id).filter(|entry| is_save(entry));
            batch.out_del.extend(saves.map(|entry| entry.cseq));
        }
        let command = self.command(intent, now);
        if serde_json::to_vec(&command).map_or(usize::MAX, |bytes| bytes.len()) > MAX_COMMAND_BYTES {
            return Err(NotPlanned::TooLong);
        }
        batch.out_put.push(Entry { cseq: 0, command, state: EntryState::Queued });
        Ok(batch)
    }

    pub(super) fn command(&self, intent: Intent, now: Millis) -> Command {
        // A draft presumes nothing, and nothing presumes it: it is kept whatever becomes of the record.
        let waits = |entry: &&Entry| {
            let of_record = entry.command.entity == intent.entity && !is_draft(&entry.command.kind);
            of_record && entry.state == EntryState::Queued
        };
        let last = if is_draft(&intent.kind) { None } else { self.about(&intent.entity).rev().find(waits) };
        Command {
            id: intent.id,
            client: self.meta.client,
            cseq: 0,
            kind: intent.kind,
            entity: intent.entity,
            base: intent.base,
            deps: last.map(|entry| entry.command.id).into_iter().collect(),
            args: intent.args,
            made_at: now,
        }
    }

    /// Plans that a draft is stored as it is, over whatever is known of it here: one that comes back.
    pub fn plan_draft(&self, draft: Draft) -> Batch {
        let guard = Some(self.unchanged(&draft.id));
        Batch { strict: true, draft_put: vec![draft], guard, ..Batch::default() }
    }

    /// Plans the autosave of a screen. What another tab or device has written in the draft since the screen last saw it
    /// is merged in; where both wrote the same place, what is stored becomes a draft of its own, called `copy`. The
    /// caller says "saved" only when the batch is durable.
    pub fn plan_edit(&self, edit: &Edit, copy: &str) -> Batch {
        let (id, form) = (edit.id.clone(), edit.form.clone());
        let Some(stored) = self.drafts.get(&edit.id) else {
            let draft = Draft { id, form, fields: edit.fields.clone(), rev: edit.from.rev + 1, at: edit.at };
            return self.plan_draft(draft);
        };
        let (fields, clash) = sheet::joined(edit, stored);
        let mut batch = self.plan_draft(Draft { id, form, fields, rev: stored.rev + 1, at: edit.at });
        if clash {
            batch.draft_put.push(Draft { id: copy.into(), rev: 1, ..stored.clone() });
        }
        batch
    }

    /// A draft is only written over as it is known here: another tab may have written in it.
    fn unchanged(&self, draft: &str) -> Guard {
        let rev = self.drafts.get(draft).map(|stored| stored.rev);
        Guard { drafts: order::map([(draft.into(), rev)]), ..Guard::default() }
    }

    /// Plans that a draft is thrown away, here and on the server: there only what was seen here.
    pub fn plan_discard_draft(&self, id: &str, command: CommandId, now: Millis) -> Batch {
        let guard = Some(self.unchanged(id));
        let (draft_del, base_del) = (vec![id.into()], vec![id.into()]);
        let mut batch = Batch { strict: true, draft_del, base_del, guard, ..Batch::default() };
        if let Some(base) = self.bases.get(id) {
            let base = Base { fields: base.fields.clone(), draft: base.past.clone(), ..Base::default() };
            batch.out_put.push(self.discard(id, base, command, now));
        }
        batch
    }

    /// Plans that a refused command is put away, with what the person makes of it in the same step: nothing, or a draft.
    /// With nothing the draft in which it was written goes too, as far as its author had seen it; `discard` names that.
    pub fn plan_put_away(
        &self,
        cseq: u64,
        draft: Option<Draft>,
        discard: CommandId,
        now: Millis,
    ) -> Result<Batch, NotPlanned> {
        let Some(entry) = self.outbox.get(&cseq) else { return Err(NotPlanned::Missing) };
        if !matches!(entry.state, EntryState::Refused(_)) {
            return Err(NotPlanned::Missing);
        }
        let mut batch = Batch { strict: true, ..Batch::default() };
        self.to_journal(entry, &mut batch);
        // The draft itself is here as before, and is offered again.
        let held = self.bases.get(&entry.command.entity).filter(|base| is_save(entry) && base.refused.is_some());
        batch.base_put.extend(held.map(|base| DraftBase { refused: None, ..base.clone() }));
        let sent = &entry.command;
        let from = sent.base.from.as_ref().unwrap_or(&sent.entity);
        if draft.is_none() && !is_draft(&sent.kind) && !sent.base.draft.is_empty() && !self.drafts.contains_key(from) {
            let base = Base { draft: sent.base.draft.clone(), ..Base::default() };
            batch.out_put.push(self.discard(from, base, discard, now));
        }
        if let Some(draft) = draft.as_ref().filter(|draft| !self.bases.contains_key(&draft.id)) {
            batch.base_put.extend(self.base_again(draft, &entry.command));
        }
        batch.guard = draft.as_ref().map(|draft| self.unchanged(&draft.id));
        batch.draft_put.extend(draft);
        Ok(batch)
    }

    fn discard(&self, draft: &str, base: Base, id: CommandId, now: Millis) -> Entry {
        let (kind, entity, args) = (draft::DISCARD.into(), draft.into(), json!({}));
        let intent = Intent { id, kind, entity, base, args, draft: None };
        Entry { cseq: 0, command: self.command(intent, now), state: EntryState::Queued }
    }

    /// A refused command comes to its end.
    pub(super) fn to_journal(&self, entry: &Entry, batch: &mut Batch) {
        let EntryState::Refused(refusal) = &entry.state else { return };
        let (cseq, command, end) = (entry.cseq, entry.command.clone(), End::Discarded(refusal.clone()));
        batch.out_del.push(cseq);
        batch.past_put.push(Past { cseq, command, end, at: self.meta.server_now });
    }

    /// The base of a draft that was sent and has come back. What the server has of it now is that base only if the
    /// sender had seen it; else another device went on, and where the two differ both are kept.
    fn base_again(&self, draft: &Draft, sent: &Command) -> Option<DraftBase> {
        let key = Key::new(draft::TABLE, draft::key_id(&self.meta.person, &draft.id));
        let row = self.replica.confirmed(&key)?.body.read::<DraftRow>()?;
        let seen = !sent.base.draft.is_empty() && !draft::unseen(&row, sent);
        let fields = if seen { row.fields } else { Fields::new() };
        let (rev, past) = (draft.rev.saturating_sub(1), sent.base.draft.clone());
        Some(DraftBase { id: draft.id.clone(), fields, rev, recover: false, past, refused: None })
    }
}

fn is_save(entry: &Entry) -> bool {
    entry.command.kind == draft::SAVE
}
