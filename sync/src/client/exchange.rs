//! The exchange: what a request carries, and what an answer changes.

use std::collections::BTreeMap;

use super::{
    Batch, Client, End, Entry, EntryState, Guard, JOURNAL_MAX_MS, JOURNAL_MS, Meta, NotPlanned, Past, RowsStep,
};
use crate::Millis;
use crate::command::{ClientId, Command, CommandId, Outcome, Refusal, Wait};
use crate::domain::Domain;
use crate::draft::{self, DraftBase};
use crate::order;
use crate::row::{Row, Scope};
use crate::wire::{APP, MAX_COMMANDS, PROTO, Page, Read, Request, Reset, Response};

/// Room for commands in one request: less than a body may have, because the position travels too.
const REQUEST_BYTES: usize = 900_000;

/// What an answer makes of outbox and journal, entry by entry.
type States = BTreeMap<u64, EntryState>;

impl<D: Domain> Client<D> {
    /// The next request: what waits, in order, up to the limits, and how far this device has read.
    pub fn request(&self, build: &str, check: bool) -> Request {
        self.request_of(build, check, MAX_COMMANDS)
    }

    /// The same with at most `most` commands: for a server that found the last body too large.
    pub fn request_of(&self, build: &str, check: bool, most: usize) -> Request {
        let mut commands = Vec::new();
        let mut bytes = 0;
        for entry in self.outbox.values().filter(|entry| entry.state == EntryState::Queued).take(most.min(MAX_COMMANDS))
        {
            let mut command = entry.command.clone();
            command.client = self.meta.client;
            command.cseq = entry.cseq;
            // The server knows, or is going to know, only what is still here or has come to an end.
            command.deps.retain(|dep| self.ids.contains_key(dep) || self.past.contains_key(dep));
            bytes += serde_json::to_vec(&command).map_or(0, |bytes| bytes.len());
            if bytes > REQUEST_BYTES && !commands.is_empty() {
                break;
            }
            commands.push(command);
        }
        Request {
            proto: PROTO,
            build: build.into(),
            person: self.meta.person.clone(),
            client: self.meta.client,
            position: self.meta.position.clone(),
            commands,
            check,
        }
    }

    /// Plans what an answer changes. `fresh` is a new client id, used if another device turns out to share this one.
    /// An answer for another person, or of another service, changes nothing. `asked` is [`Meta::turn`] when the request
    /// was made: an answer to a question that another tab has left behind is dropped.
    pub fn plan_response(
        &self,
        response: &Response,
        asked: u64,
        fresh: ClientId,
        now: Millis,
    ) -> Result<Batch, NotPlanned> {
        if response.person != self.meta.person || response.app != APP {
            return Ok(Batch::default());
        }
        if asked != self.meta.turn {
            return Err(NotPlanned::Changed);
        }
        let mut meta = self.meta.clone();
        meta.skew_ms = response.now.saturating_sub(now);
        meta.server_now = response.now;
        meta.turn += 1;
        let guard = Guard { turn: Some(self.meta.turn), ..Guard::default() };
        let mut batch = Batch { guard: Some(guard), ..Batch::default() };
        let mut states = States::new();
        self.plan_outcomes(response, fresh, &mut meta, &mut states, &mut batch);
        match &response.read {
            Read::Page(page) => {
                self.plan_unvouched(&mut states);
                let step = self.plan_page(page, &mut meta, now);
                self.plan_states(states, page.ends_at(), response.now, &mut batch);
                if !page.more {
                    self.plan_drafts(page, &step, &mut batch);
                }
                batch.rows = (step != RowsStep::default()).then_some(step);
            }
            Read::Reset(reset) => {
                self.plan_reset(*reset, &mut meta, &mut states, &mut batch);
                self.plan_states(states, None, response.now, &mut batch);
            }
            Read::UpdateNeeded => self.plan_states(states, None, response.now, &mut batch),
        }
        self.prune_journal(response.now, &mut batch);
        batch.meta = Some(meta);
        batch.strict = !batch.out_del.is_empty() || !batch.out_put.is_empty() || !batch.draft_put.is_empty();
        Ok(batch)
    }

    fn plan_outcomes(
        &self,
        response: &Response,
        fresh: ClientId,
        meta: &mut Meta,
        states: &mut States,
        batch: &mut Batch,
    ) {
        for reply in &response.outcomes {
            let Some(entry) = self.ids.get(&reply.id).and_then(|cseq| self.outbox.get(cseq)) else { continue };
            match &reply.outcome {
                // Without a page nothing vouches for the history that this outcome stands in: it is asked for again.
                Outcome::Applied { .. } | Outcome::Merged { .. } if matches!(response.read, Read::Reset(_)) => {}
                Outcome::Applied { .. } | Outcome::Merged { .. } => {
                    states.insert(entry.cseq, EntryState::Settled(reply.outcome.clone()));
                }
                Outcome::Rejected(refusal) => {
                    states.insert(entry.cseq, EntryState::Refused(refusal.clone()));
                    if entry.command.kind == draft::SAVE {
                        batch.base_put.extend(self.refused_base(&entry.command));
                    }
                }
                Outcome::Deferred(Wait::ClientForked) => meta.client = fresh,
                Outcome::Deferred(Wait::DepUnknown) => self.plan_dep_unknown(entry, states, batch),
                Outcome::Deferred(_) => {}
            }
        }
    }

    /// The server does not have this state of the draft, and will not: nothing is known of what it has, and the same
    /// state is not offered again.
    fn refused_base(&self, save: &Command) -> Option<DraftBase> {
        let base = self.bases.get(&save.entity)?;
        let past = base.past.iter().copied().filter(|id| *id != save.id).collect();
        let refused = Some(base.rev);
        Some(DraftBase { id: base.id.clone(), fields: BTreeMap::new(), rev: 0, recover: false, past, refused })
    }

    /// The server does not know what a command presumes. Either it never will, or it has forgotten.
    fn plan_dep_unknown(&self, entry: &Entry, states: &mut States, batch: &mut Batch) {
        for dep in &entry.command.deps {
            let held = self.ids.get(dep).and_then(|cseq| self.outbox.get(cseq));
            match (held.map(|held| &held.state), self.past.get(dep).map(|past| &past.end)) {
                (Some(EntryState::Refused(_)), _) | (None, Some(End::Discarded(_))) => {
                    let refusal = Refusal::new("dep_rejected").with("dep", dep.0);
                    states.insert(entry.cseq, EntryState::Refused(refusal));
                }
                (Some(EntryState::Settled(_)), _) => {
                    held.map(|held| states.insert(held.cseq, EntryState::Queued));
                }
                (None, Some(End::Done(_))) => self.offer_again(dep, batch),
                (Some(EntryState::Queued), _) | (None, None) => {}
            }
        }
    }

    fn offer_again(&self, id: &CommandId, batch: &mut Batch) {
        let Some(past) = self.past.get(id) else { return };
        if self.ids.contains_key(id) || batch.past_del.contains(id) {
            return;
        }
        batch.past_del.push(*id);
        batch.out_put.push(Entry { cseq: past.cseq, command: past.command.clone(), state: EntryState::Queued });
    }

    /// Outcomes that came without a page, or before a reset, count only when they are given again: the server may have
    /// lost them since, and nothing in the position would show it.
    fn plan_unvouched(&self, states: &mut States) {
        let vouched = self.meta.position.as_ref().map_or(0, |position| position.vouches());
        for entry in self.outbox.values() {
            let EntryState::Settled(outcome) = &entry.state else { continue };
            if self.meta.position.is_none() || outcome.seq().is_some_and(|seq| seq > vouched) {
                states.entry(entry.cseq).or_insert(EntryState::Queued);
            }
        }
    }

    /// Enters the new states. What the server has applied goes to the journal once the rows that show it have been read.
    fn plan_states(&self, states: States, complete: Option<u64>, server_now: Millis, batch: &mut Batch) {
        let done = |state: &EntryState| match state {
            EntryState::Settled(outcome) => complete.is_some_and(|at| outcome.seq().is_some_and(|seq| seq <= at)),
            EntryState::Queued | EntryState::Refused(_) => false,
        };
        for entry in self.outbox.values() {
            match states.get(&entry.cseq).unwrap_or(&entry.state) {
                EntryState::Settled(outcome) if done(&EntryState::Settled(outcome.clone())) => {
                    let (cseq, command) = (entry.cseq, entry.command.clone());
                    batch.out_del.push(cseq);
                    batch.past_put.push(Past { cseq, command, end: End::Done(outcome.clone()), at: server_now });
                }
                state if *state != entry.state => {
                    batch.out_put.push(Entry { state: state.clone(), ..entry.clone() });
                }
                _ => {}
            }
        }
    }

    fn plan_page(&self, page: &Page, meta: &mut Meta, now: Millis) -> RowsStep {
        let mut step = RowsStep { clear: meta.clearing, puts: page.puts.clone(), dels: page.dels.clone() };
        if !page.removed.is_empty() && !meta.clearing {
            step = self.without(&page.removed, step);
        }
        meta.clearing = false;
        meta.position = Some(page.next.clone());
        meta.backed_up = page.backed_up;
        if !page.more {
            meta.last_ok = Some(now);
        }
        step
    }

    /// Rows of lost scopes must leave the disk too, so the remaining ones are written anew.
    fn without(&self, gone: &[Scope], step: RowsStep) -> RowsStep {
        let replaced = order::set(step.puts.iter().map(|row| &row.key).chain(&step.dels));
        let rows = self.replica.rows().filter(|row| !replaced.contains(&row.key));
        let mut puts: Vec<Row> = rows
            .filter_map(|row| {
                let scopes: Vec<Scope> = row.scopes.iter().filter(|scope| !gone.contains(scope)).cloned().collect();
                (!scopes.is_empty()).then(|| Row { scopes, ..row.clone() })
            })
            .collect();
        puts.extend(step.puts);
        RowsStep { clear: true, puts, dels: Vec::new() }
    }

    /// Forgets rows and position, never what a person wrote. When the server lost history, offers everything again.
    fn plan_reset(&self, reset: Reset, meta: &mut Meta, states: &mut States, batch: &mut Batch) {
        meta.position = None;
        meta.clearing = true;
        if reset == Reset::CursorExpired {
            return;
        }
        meta.backed_up = 0;
        for past in self.past.values().filter(|past| matches!(past.end, End::Done(_))) {
            self.offer_again(&past.command.id, batch);
        }
        let settled = self.outbox.values().filter(|entry| matches!(entry.state, EntryState::Settled(_)));
        for entry in settled {
            states.entry(entry.cseq).or_insert(EntryState::Queued);
        }
        let told: Vec<String> = batch.base_put.iter().map(|base| base.id.clone()).collect();
        let known = self.bases.values().filter(|base| !batch.base_del.contains(&base.id) && !told.contains(&base.id));
        let recover = known.map(|base| DraftBase { recover: true, refused: None, ..base.clone() });
        batch.base_put.extend(recover);
    }

    /// By the server's clock only.
    fn prune_journal(&self, server_now: Millis, batch: &mut Batch) {
        let old = |past: &&Past| {
            let age = server_now.saturating_sub(past.at);
            let backed_up = match &past.end {
                End::Done(outcome) => outcome.seq().is_some_and(|seq| seq <= self.meta.backed_up),
                End::Discarded(_) => true,
            };
            age > JOURNAL_MS && backed_up || age > JOURNAL_MAX_MS
        };
        let mut old = self.past.values().filter(old).peekable();
        if old.peek().is_none() {
            return;
        }
        // A command that still waits must be able to say what it presumes.
        let presumed = order::set(self.outbox.values().flat_map(|entry: &Entry| entry.command.deps.iter().copied()));
        let gone = old.map(|past: &Past| &past.command).filter(|command: &&Command| !presumed.contains(&command.id));
        for id in gone.map(|command| command.id) {
            if !batch.past_del.contains(&id) {
                batch.past_del.push(id);
            }
        }
    }

    /// The scopes whose rows differ from the server's, by a page's checks.
    pub fn diverged(&self, page: &Page) -> Vec<Scope> {
        let checks = page.check.iter().flatten();
        checks.filter(|c| self.replica.sum(&c.scope) != (c.count, c.sum)).map(|c| c.scope.clone()).collect()
    }

    /// Plans to read diverged scopes anew.
    pub fn plan_repair(&self, scopes: &[Scope]) -> Batch {
        let mut meta = self.meta.clone();
        let Some(position) = &mut meta.position else { return Batch::default() };
        position.held.retain(|scope| !scopes.contains(scope));
        meta.turn += 1;
        let step = self.without(scopes, RowsStep::default());
        let guard = Some(Guard { turn: Some(self.meta.turn), ..Guard::default() });
        Batch { rows: Some(step), meta: Some(meta), guard, ..Batch::default() }
    }
}
