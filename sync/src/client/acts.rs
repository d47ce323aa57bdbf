//! What a person does. Each act is one batch: it is shown as saved only when the batch is durable.

use serde_json::json;

use super::{Batch, Client, End, Entry, EntryState, Guard, Intent, MAX_PENDING, NotPlanned, Past};
use crate::Millis;
use crate::command::{Base, Command, CommandId, Fields};
use crate::domain::Domain;
use crate::draft::{self, Draft, DraftBase, DraftRow};
use crate::order;
use crate::row::Key;
use crate::wire::MAX_COMMAND_BYTES;

impl<D: Domain> Client<D> {
    /// Plans a command: the outbox gets it, and the draft it came from goes, in one step.
    pub fn plan_command(&self, mut intent: Intent, now: Millis) -> Result<Batch, NotPlanned> {
        if self.outbox.len() >= MAX_PENDING {
            return Err(NotPlanned::OutboxFull);
        }
        let mut batch = Batch { strict: true, ..Batch::default() };
        if let Some(id) = &intent.draft {
            batch.draft_del.push(id.clone());
            batch.base_del.push(id.clone());
            batch.guard = Some(self.unchanged(id));
            intent.base.draft = self.bases.get(id).map(|base| base.past.clone()).unwrap_or_default();
            // The words go with the command: an unsent save of the draft has nothing more to tell.
            let saves = self.about(id).filter(|entry| entry.command.kind == draft::SAVE);
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
        let last = self.about(&intent.entity).rev().find(|entry| entry.state == EntryState::Queued);
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

    /// Plans the autosave of a draft. The caller says "saved" only when the batch is durable.
    pub fn plan_draft(&self, draft: Draft) -> Batch {
        let guard = Some(self.unchanged(&draft.id));
        Batch { strict: true, draft_put: vec![draft], guard, ..Batch::default() }
    }

    /// A draft is only written over as it is known here: another tab may have written in it.
    fn unchanged(&self, draft: &str) -> Guard {
        let rev = self.drafts.get(draft).map(|stored| stored.rev);
        Guard { turn: None, drafts: order::map([(draft.into(), rev)]) }
    }

    /// Plans that a draft is thrown away, here and on the server: there only what was seen here.
    pub fn plan_discard_draft(&self, id: &str, command: CommandId, now: Millis) -> Batch {
        let guard = Some(self.unchanged(id));
        let (draft_del, base_del) = (vec![id.into()], vec![id.into()]);
        let mut batch = Batch { strict: true, draft_del, base_del, guard, ..Batch::default() };
        if let Some(base) = self.bases.get(id) {
            let intent = Intent {
                id: command,
                kind: draft::DISCARD.into(),
                entity: id.into(),
                base: Base { fields: base.fields.clone(), draft: base.past.clone(), ..Base::default() },
                args: json!({}),
                draft: None,
            };
            batch.out_put.push(Entry { cseq: 0, command: self.command(intent, now), state: EntryState::Queued });
        }
        batch
    }

    /// Plans that a refused command is put away, with what the person makes of it in the same step: nothing, or a draft.
    pub fn plan_put_away(&self, cseq: u64, draft: Option<Draft>, _now: Millis) -> Result<Batch, NotPlanned> {
        let Some(entry) = self.outbox.get(&cseq) else { return Err(NotPlanned::Missing) };
        let EntryState::Refused(refusal) = &entry.state else { return Err(NotPlanned::Missing) };
        let (command, end) = (entry.command.clone(), End::Discarded(refusal.clone()));
        let mut batch = Batch { strict: true, out_del: vec![cseq], ..Batch::default() };
        batch.past_put.push(Past { cseq, command, end, at: self.meta.server_now });
        if let Some(draft) = draft.as_ref().filter(|draft| !self.bases.contains_key(&draft.id)) {
            batch.base_put.extend(self.base_again(draft, &entry.command));
        }
        batch.guard = draft.as_ref().map(|draft| self.unchanged(&draft.id));
        batch.draft_put.extend(draft);
        Ok(batch)
    }

    /// The base of a draft that was sent and has come back. What the server has of it now is that base only if the
    /// sender had seen it; else another device went on, and where the two differ both are kept.
    fn base_again(&self, draft: &Draft, sent: &Command) -> Option<DraftBase> {
        let key = Key::new(draft::TABLE, draft::key_id(&self.meta.person, &draft.id));
        let row = self.replica.confirmed(&key)?.body.read::<DraftRow>()?;
        let seen = !sent.base.draft.is_empty() && !draft::unseen(&row, sent);
        let fields = if seen { row.fields } else { Fields::new() };
        let (rev, past) = (draft.rev.saturating_sub(1), sent.base.draft.clone());
        Some(DraftBase { id: draft.id.clone(), fields, rev, recover: false, past })
    }
}
