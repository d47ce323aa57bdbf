//! The device's half. `plan_*` decides a batch, the store makes it durable, `apply` shows it: memory is always the fold
//! of durable batches, so a crash between them loses nothing and repeats nothing.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::Millis;
use crate::command::{Base, ClientId, Command, CommandId, Outcome, Refusal, Wait};
use crate::domain::Domain;
use crate::draft::{self, Draft, DraftBase, DraftRow};
use crate::replica::{Predictor, Replica, Touched};
use crate::row::{Key, Row, Scope};
use crate::wire::{MAX_COMMANDS, PROTO, Page, Position, Read, Request, Reset, Response};

/// Pending commands at which a person is warned.
pub const WARN_PENDING: usize = 5_000;
/// Pending commands at which new ones are refused; drafts still save.
pub const MAX_PENDING: usize = 20_000;
/// Largest command, in bytes of JSON.
pub const MAX_COMMAND_BYTES: usize = 200_000;
/// The journal keeps a command at least this long after its outcome, by the server's clock.
pub const JOURNAL_MS: Millis = 7 * 24 * 3_600_000;
/// Without any backup the journal lets go after this long.
pub const JOURNAL_MAX_MS: Millis = 90 * 24 * 3_600_000;
const REQUEST_BYTES: usize = 900_000;

/// What a device knows about itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Meta {
    pub client: ClientId,
    pub person: String,
    #[serde(default)]
    pub position: Option<Position>,
    /// A reset is due: the next page replaces all rows.
    #[serde(default)]
    pub clearing: bool,
    /// The last complete exchange, by the device's clock; for display.
    #[serde(default)]
    pub last_ok: Option<Millis>,
    /// Server clock minus device clock at the last exchange.
    #[serde(default)]
    pub skew_ms: Millis,
    #[serde(default)]
    pub backed_up: u64,
}

/// A command in the outbox. It leaves only for the journal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Given by the transaction that stores it; 0 until then.
    pub cseq: u64,
    pub command: Command,
    pub state: EntryState,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryState {
    Queued,
    /// The server has it; its effect is shown from the prediction until the rows are read.
    Settled(Outcome),
    /// Needs attention: edit and send under a new id, discard, or export.
    Refused(Refusal),
}

/// A command that has come to its end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Past {
    pub cseq: u64,
    pub command: Command,
    pub end: End,
    /// By the server's clock, as far as the device knows it.
    pub at: Millis,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum End {
    Done(Outcome),
    /// Thrown away or taken up again by its author.
    Discarded(Refusal),
}

/// A step of the confirmed rows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RowsStep {
    /// Forget all rows first.
    #[serde(default)]
    pub clear: bool,
    pub puts: Vec<Row>,
    pub dels: Vec<Key>,
}

/// One durable step: all of it or nothing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Batch {
    /// Holds words of a person: must survive a power cut before anything says "saved".
    pub strict: bool,
    pub rows: Option<RowsStep>,
    pub meta: Option<Meta>,
    pub out_put: Vec<Entry>,
    pub out_del: Vec<u64>,
    pub past_put: Vec<Past>,
    pub past_del: Vec<CommandId>,
    pub draft_put: Vec<Draft>,
    pub draft_del: Vec<String>,
    pub base_put: Vec<DraftBase>,
    pub base_del: Vec<String>,
}

impl Batch {
    pub fn is_empty(&self) -> bool {
        *self == Batch { strict: self.strict, ..Batch::default() }
    }
}

/// Everything that a store holds for one person.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    pub meta: Option<Meta>,
    pub rows: Vec<RowsStep>,
    pub outbox: Vec<Entry>,
    pub past: Vec<Past>,
    pub drafts: Vec<Draft>,
    pub bases: Vec<DraftBase>,
}

/// Why a person's act could not be planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotPlanned {
    /// 20,000 commands wait already. Drafts still save.
    OutboxFull,
    /// Larger than a command may be.
    TooLong,
    /// There is no such entry.
    Missing,
}

/// What a new command says.
#[derive(Clone, Debug)]
pub struct Intent {
    pub id: CommandId,
    pub kind: String,
    pub entity: String,
    pub base: Base,
    pub args: Value,
    /// The draft that it was written in, which goes in the same step.
    pub draft: Option<String>,
}

/// What `apply` changed.
#[derive(Debug, Default)]
pub struct Changes {
    pub keys: BTreeSet<Key>,
    pub queue: bool,
    pub drafts: BTreeSet<String>,
    pub meta: bool,
}

/// Counts that the sync chip and the sync page show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// A person's sent items that no server has yet.
    pub only_here: usize,
    /// Items that the server refused.
    pub attention: usize,
    /// Drafts whose newest state no server has yet.
    pub drafts_only_here: usize,
}

pub struct Client<D> {
    domain: D,
    pub meta: Meta,
    pub replica: Replica,
    outbox: BTreeMap<u64, Entry>,
    past: BTreeMap<CommandId, Past>,
    drafts: BTreeMap<String, Draft>,
    bases: BTreeMap<String, DraftBase>,
}

fn is_draft(kind: &str) -> bool {
    kind == draft::SAVE || kind == draft::DISCARD
}

impl<D: Domain> Client<D> {
    /// Builds the state that the durable batches add up to. `fresh` is used when the device is new to this person.
    pub fn load(domain: D, person: &str, fresh: ClientId, snapshot: Snapshot, now: Millis) -> Client<D> {
        let meta = snapshot.meta.unwrap_or_else(|| Meta {
            client: fresh,
            person: person.into(),
            position: None,
            clearing: false,
            last_ok: None,
            skew_ms: 0,
            backed_up: 0,
        });
        let mut client = Client {
            domain,
            meta,
            replica: Replica::default(),
            outbox: snapshot.outbox.into_iter().map(|entry| (entry.cseq, entry)).collect(),
            past: snapshot.past.into_iter().map(|past| (past.command.id, past)).collect(),
            drafts: snapshot.drafts.into_iter().map(|draft| (draft.id.clone(), draft)).collect(),
            bases: snapshot.bases.into_iter().map(|base| (base.id.clone(), base)).collect(),
        };
        let mut touched = Touched::default();
        for step in snapshot.rows {
            client.step_rows(step, &mut touched);
        }
        client.repredict(now, &mut Touched::default());
        client
    }

    pub fn domain(&self) -> &D {
        &self.domain
    }

    pub fn outbox(&self) -> impl Iterator<Item = &Entry> {
        self.outbox.values()
    }

    pub fn past(&self) -> impl Iterator<Item = &Past> {
        self.past.values()
    }

    pub fn drafts(&self) -> impl Iterator<Item = &Draft> {
        self.drafts.values()
    }

    pub fn draft(&self, id: &str) -> Option<&Draft> {
        self.drafts.get(id)
    }

    pub fn status(&self) -> Status {
        let queued = |entry: &&Entry| entry.state == EntryState::Queued && !is_draft(&entry.command.kind);
        let waiting: BTreeSet<&str> =
            self.outbox.values().filter(|e| e.state == EntryState::Queued).map(|e| e.command.entity.as_str()).collect();
        Status {
            only_here: self.outbox.values().filter(queued).count(),
            attention: self.outbox.values().filter(|e| matches!(e.state, EntryState::Refused(_))).count(),
            drafts_only_here: self
                .drafts
                .values()
                .filter(|draft| self.is_dirty(draft) || waiting.contains(draft.id.as_str()))
                .count(),
        }
    }

    /// Nothing is waiting to go to the server.
    pub fn is_quiet(&self) -> bool {
        !self.outbox.values().any(|entry| entry.state == EntryState::Queued)
            && !self.drafts.values().any(|draft| self.is_dirty(draft))
    }

    fn is_dirty(&self, draft: &Draft) -> bool {
        self.bases.get(&draft.id).is_none_or(|base| base.recover || draft.rev > base.rev)
    }

    // ---- a person's acts ----

    /// Plans a command: the outbox gets it, and the draft it came from goes, in one step.
    pub fn plan_command(&self, intent: Intent, now: Millis) -> Result<Batch, NotPlanned> {
        if self.outbox.len() >= MAX_PENDING {
            return Err(NotPlanned::OutboxFull);
        }
        let mut batch = Batch { strict: true, ..Batch::default() };
        if let Some(id) = &intent.draft {
            batch.draft_del.push(id.clone());
            batch.base_del.push(id.clone());
            // The words go with the command: an unsent save of the draft has nothing more to tell.
            let saves = self.outbox.values().filter(|e| e.command.kind == draft::SAVE && e.command.entity == *id);
            batch.out_del.extend(saves.map(|entry| entry.cseq));
        }
        let command = self.command(intent, now);
        if serde_json::to_vec(&command).map_or(usize::MAX, |bytes| bytes.len()) > MAX_COMMAND_BYTES {
            return Err(NotPlanned::TooLong);
        }
        batch.out_put.push(Entry { cseq: 0, command, state: EntryState::Queued });
        Ok(batch)
    }

    fn command(&self, intent: Intent, now: Millis) -> Command {
        let last = self
            .outbox
            .values()
            .rev()
            .find(|entry| entry.command.entity == intent.entity && matches!(entry.state, EntryState::Queued));
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
        Batch { strict: true, draft_put: vec![draft], ..Batch::default() }
    }

    /// Plans that a draft is thrown away, here and on the server.
    pub fn plan_discard_draft(&self, id: &str, command: CommandId, now: Millis) -> Batch {
        let mut batch =
            Batch { strict: true, draft_del: vec![id.into()], base_del: vec![id.into()], ..Batch::default() };
        let intent = Intent {
            id: command,
            kind: draft::DISCARD.into(),
            entity: id.into(),
            base: Base::default(),
            args: json!({}),
            draft: None,
        };
        if self.bases.contains_key(id) {
            batch.out_put.push(Entry { cseq: 0, command: self.command(intent, now), state: EntryState::Queued });
        }
        batch
    }

    /// Plans that a refused command is put away, with what the person makes of it in the same step: nothing, a new
    /// draft, or both a draft and a later command.
    pub fn plan_put_away(&self, cseq: u64, draft: Option<Draft>, now: Millis) -> Result<Batch, NotPlanned> {
        let Some(entry) = self.outbox.get(&cseq) else { return Err(NotPlanned::Missing) };
        let EntryState::Refused(refusal) = &entry.state else { return Err(NotPlanned::Missing) };
        Ok(Batch {
            strict: true,
            out_del: vec![cseq],
            past_put: vec![Past {
                cseq,
                command: entry.command.clone(),
                end: End::Discarded(refusal.clone()),
                at: now.saturating_add(self.meta.skew_ms),
            }],
            draft_put: draft.into_iter().collect(),
            ..Batch::default()
        })
    }

    // ---- the exchange ----

    /// Plans to hand the newest state of every changed draft to the outbox: at most one command a draft waits there.
    pub fn plan_roaming(&self, mut fresh: impl FnMut() -> CommandId, now: Millis) -> Batch {
        let mut batch = Batch { strict: true, ..Batch::default() };
        let waiting: BTreeSet<&str> =
            self.outbox.values().filter(|e| e.command.kind == draft::SAVE).map(|e| e.command.entity.as_str()).collect();
        for draft in self.drafts.values().filter(|d| self.is_dirty(d) && !waiting.contains(d.id.as_str())) {
            let base = self.bases.get(&draft.id);
            if base.is_some_and(|base| base.recover) {
                continue; // What the server still has of it must be read first.
            }
            if base.is_none_or(|base| base.fields != draft.fields) {
                let intent = Intent {
                    id: fresh(),
                    kind: draft::SAVE.into(),
                    entity: draft.id.clone(),
                    base: Base { seq: 0, fields: base.map(|base| base.fields.clone()).unwrap_or_default() },
                    args: json!({ "form": draft.form, "fields": draft.fields }),
                    draft: None,
                };
                batch.out_put.push(Entry { cseq: 0, command: self.command(intent, now), state: EntryState::Queued });
            }
            batch.base_put.push(DraftBase {
                id: draft.id.clone(),
                fields: draft.fields.clone(),
                rev: draft.rev,
                recover: false,
            });
        }
        batch
    }

    /// The next request: what waits, in order, up to the limits, and how far this device has read.
    pub fn request(&self, build: &str, check: bool) -> Request {
        let mut commands = Vec::new();
        let mut bytes = 0;
        // A command waits for another only while that one is in the outbox, queued or refused, or was thrown away.
        let open = self.outbox.values().filter(|entry| !matches!(entry.state, EntryState::Settled(_)));
        let gone = self.past.values().filter(|past| matches!(past.end, End::Discarded(_)));
        let waits_for: BTreeSet<CommandId> =
            open.map(|entry| entry.command.id).chain(gone.map(|past| past.command.id)).collect();
        for entry in self.outbox.values().filter(|entry| entry.state == EntryState::Queued) {
            let mut command = entry.command.clone();
            command.client = self.meta.client;
            command.cseq = entry.cseq;
            command.deps.retain(|dep| waits_for.contains(dep));
            bytes += serde_json::to_vec(&command).map_or(0, |bytes| bytes.len());
            if commands.len() == MAX_COMMANDS || (bytes > REQUEST_BYTES && !commands.is_empty()) {
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
    /// An answer for another person changes nothing.
    pub fn plan_response(&self, response: &Response, fresh: ClientId, now: Millis) -> Batch {
        let mut batch = Batch::default();
        if response.person != self.meta.person {
            return batch;
        }
        let mut meta = self.meta.clone();
        meta.skew_ms = response.now.saturating_sub(now);
        let mut settled: BTreeMap<u64, Outcome> = self
            .outbox
            .values()
            .filter_map(|entry| match &entry.state {
                EntryState::Settled(outcome) => Some((entry.cseq, outcome.clone())),
                _ => None,
            })
            .collect();
        let answered: BTreeSet<CommandId> = response.outcomes.iter().map(|reply| reply.id).collect();
        let by_id: BTreeMap<CommandId, &Entry> = self.outbox.values().map(|e| (e.command.id, e)).collect();
        for reply in &response.outcomes {
            let Some(entry) = by_id.get(&reply.id) else { continue };
            match &reply.outcome {
                Outcome::Applied { .. } | Outcome::Merged { .. } => {
                    settled.insert(entry.cseq, reply.outcome.clone());
                }
                Outcome::Rejected(refusal) => {
                    let state = EntryState::Refused(refusal.clone());
                    batch.out_put.push(Entry { state, ..(*entry).clone() });
                }
                Outcome::Deferred(Wait::ClientForked) => meta.client = fresh,
                Outcome::Deferred(_) => {}
            }
        }
        match &response.read {
            Read::Page(page) => self.plan_page(page, &mut meta, &mut batch, now),
            Read::Reset(reset) => self.plan_reset(*reset, &answered, &mut meta, &mut batch),
            Read::UpdateNeeded => {}
        }
        self.plan_settled(settled, &answered, response, &meta, &mut batch);
        self.prune_journal(response.now, &mut batch);
        if meta != self.meta {
            batch.meta = Some(meta);
        }
        batch.strict = !batch.out_del.is_empty() || !batch.out_put.is_empty() || !batch.draft_put.is_empty();
        batch
    }

    /// What the server has applied goes to the journal once the rows that show it have been read.
    fn plan_settled(
        &self,
        settled: BTreeMap<u64, Outcome>,
        answered: &BTreeSet<CommandId>,
        response: &Response,
        meta: &Meta,
        batch: &mut Batch,
    ) {
        let complete = match &response.read {
            Read::Page(page) if !page.more => meta.position.as_ref().map(|position| position.cursor.seq),
            _ => None,
        };
        for (cseq, outcome) in settled {
            let Some(entry) = self.outbox.get(&cseq) else { continue };
            let read = complete.is_some_and(|reached| outcome.seq().is_some_and(|seq| seq <= reached));
            let fresh = answered.contains(&entry.command.id);
            match (&response.read, read) {
                // After a reset only this answer's outcomes speak of the new history.
                (Read::Reset(Reset::Epoch | Reset::Fork), _) if !fresh => {}
                (_, true) => {
                    batch.out_del.push(cseq);
                    batch.past_put.push(Past {
                        cseq,
                        command: entry.command.clone(),
                        end: End::Done(outcome),
                        at: response.now,
                    });
                }
                (_, false) if entry.state != EntryState::Settled(outcome.clone()) => {
                    batch.out_put.push(Entry { state: EntryState::Settled(outcome), ..entry.clone() });
                }
                (_, false) => {}
            }
        }
    }

    fn plan_page(&self, page: &Page, meta: &mut Meta, batch: &mut Batch, now: Millis) {
        let mut step = RowsStep { clear: meta.clearing, puts: page.puts.clone(), dels: page.dels.clone() };
        if !page.removed.is_empty() && !meta.clearing {
            step = self.without(&page.removed, &page.next.held, step);
        }
        self.plan_drafts(page, batch);
        if step.clear || !step.puts.is_empty() || !step.dels.is_empty() {
            batch.rows = Some(step);
        }
        meta.clearing = false;
        meta.position = Some(page.next.clone());
        meta.backed_up = page.backed_up;
        if !page.more {
            meta.last_ok = Some(now);
        }
    }

    /// Rows of lost scopes must leave the disk too, so the remaining ones are written anew.
    fn without(&self, removed: &[Scope], held: &[Scope], step: RowsStep) -> RowsStep {
        let gone: BTreeSet<&Scope> = removed.iter().filter(|scope| !held.contains(scope)).collect();
        let replaced: BTreeSet<&Key> = step.puts.iter().map(|row| &row.key).chain(&step.dels).collect();
        let mut puts: Vec<Row> = self
            .replica
            .rows()
            .filter(|row| !replaced.contains(&row.key))
            .filter_map(|row| {
                let scopes: Vec<Scope> = row.scopes.iter().filter(|scope| !gone.contains(scope)).cloned().collect();
                (!scopes.is_empty()).then(|| Row { scopes, ..row.clone() })
            })
            .collect();
        puts.extend(step.puts);
        RowsStep { clear: true, puts, dels: Vec::new() }
    }

    /// Takes over what the author's other devices wrote in drafts that are unchanged here.
    fn plan_drafts(&self, page: &Page, batch: &mut Batch) {
        let busy: BTreeSet<&str> = self
            .outbox
            .values()
            .filter(|entry| !matches!(entry.state, EntryState::Settled(_)))
            .map(|entry| entry.command.entity.as_str())
            .collect();
        for row in page.puts.iter().filter(|row| row.key.table == draft::TABLE) {
            let id = draft::id_of(&row.key);
            let Some(theirs) = row.body.read::<DraftRow>() else { continue };
            let local = self.drafts.get(id);
            let recover = self.bases.get(id).is_some_and(|base| base.recover);
            if let (Some(local), true) = (local, recover) {
                let same = local.fields == theirs.fields;
                let rev = if same { local.rev } else { 0 };
                batch.base_put.push(DraftBase { id: id.into(), fields: theirs.fields, rev, recover: false });
                continue;
            }
            if busy.contains(id) || local.is_some_and(|local| self.is_dirty(local)) {
                continue;
            }
            if local.is_none_or(|local| local.fields != theirs.fields) {
                let rev = local.map_or(1, |local| local.rev + 1);
                batch.base_put.push(DraftBase { id: id.into(), fields: theirs.fields.clone(), rev, recover: false });
                let (form, fields) = (theirs.form, theirs.fields);
                batch.draft_put.push(Draft { id: id.into(), form, fields, rev, at: theirs.at });
            }
        }
        if !page.more {
            // The server lost these: they are offered as new.
            let read: BTreeSet<String> = batch.base_put.iter().map(|base| base.id.clone()).collect();
            let lost = self.bases.values().filter(|base| base.recover && !read.contains(&base.id));
            let anew = |base: &DraftBase| DraftBase { fields: BTreeMap::new(), rev: 0, recover: false, ..base.clone() };
            batch.base_put.extend(lost.map(anew));
        }
        for key in page.dels.iter().filter(|key| key.table == draft::TABLE) {
            let id = draft::id_of(key);
            if self.drafts.get(id).is_some_and(|local| !self.is_dirty(local)) && !busy.contains(id) {
                batch.draft_del.push(id.into());
                batch.base_del.push(id.into());
            }
        }
    }

    /// Forgets rows and position, never what a person wrote. When the server lost history, offers everything again.
    fn plan_reset(&self, reset: Reset, answered: &BTreeSet<CommandId>, meta: &mut Meta, batch: &mut Batch) {
        meta.position = None;
        meta.clearing = true;
        if reset == Reset::CursorExpired {
            return;
        }
        for past in self.past.values().filter(|past| matches!(past.end, End::Done(_))) {
            batch.past_del.push(past.command.id);
            batch.out_put.push(Entry { cseq: past.cseq, command: past.command.clone(), state: EntryState::Queued });
        }
        let settled = |entry: &&Entry| matches!(entry.state, EntryState::Settled(_));
        for entry in self.outbox.values().filter(settled).filter(|entry| !answered.contains(&entry.command.id)) {
            batch.out_put.push(Entry { state: EntryState::Queued, ..entry.clone() });
        }
        batch.base_put.extend(self.bases.values().map(|base| DraftBase { recover: true, ..base.clone() }));
    }

    /// By the server's clock only.
    fn prune_journal(&self, server_now: Millis, batch: &mut Batch) {
        for past in self.past.values() {
            let age = server_now.saturating_sub(past.at);
            let backed_up = match &past.end {
                End::Done(outcome) => outcome.seq().is_some_and(|seq| seq <= self.meta.backed_up),
                End::Discarded(_) => true,
            };
            let old = age > JOURNAL_MS && backed_up || age > JOURNAL_MAX_MS;
            if old && !batch.past_del.contains(&past.command.id) {
                batch.past_del.push(past.command.id);
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
        let step = self.without(scopes, &position.held, RowsStep::default());
        Batch { rows: Some(step), meta: Some(meta), ..Batch::default() }
    }

    // ---- memory follows what is durable ----

    /// Shows a durable batch. Entries must carry the cseq that the store gave them.
    pub fn apply(&mut self, batch: Batch, now: Millis) -> Changes {
        let mut changes = Changes::default();
        changes.queue = !batch.out_put.is_empty() || !batch.out_del.is_empty() || !batch.past_put.is_empty();
        changes.drafts.extend(batch.draft_put.iter().map(|draft| draft.id.clone()));
        changes.drafts.extend(batch.draft_del.iter().cloned());
        changes.drafts.extend(batch.base_put.iter().map(|base| base.id.clone()));
        changes.meta = batch.meta.is_some();
        let mut touched = Touched::default();
        if let Some(meta) = batch.meta {
            self.meta = meta;
        }
        for cseq in &batch.out_del {
            self.outbox.remove(cseq);
        }
        for entry in batch.out_put {
            self.outbox.insert(entry.cseq, entry);
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
        let rows = batch.rows.is_some();
        if let Some(step) = batch.rows {
            self.step_rows(step, &mut touched);
        }
        if rows || changes.queue {
            self.repredict(now, &mut touched);
        }
        changes.keys = touched.keys;
        changes
    }

    fn step_rows(&mut self, step: RowsStep, touched: &mut Touched) {
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

    fn repredict(&mut self, now: Millis, touched: &mut Touched) {
        let pending: BTreeMap<u64, &Command> = self
            .outbox
            .values()
            .filter(|entry| !matches!(entry.state, EntryState::Refused(_)))
            .map(|entry| (entry.cseq, &entry.command))
            .collect();
        let by = Predictor { domain: &self.domain, who: &self.meta.person, now: now.saturating_add(self.meta.skew_ms) };
        self.replica.repredict(by, &pending, touched);
    }
}
