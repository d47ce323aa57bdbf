//! The device's half. `plan_*` decides a batch, the store makes it durable, `apply` shows it: memory is always the fold
//! of durable batches, so a crash between them loses nothing and repeats nothing.

//!
//! ```text
//! acts.rs       what a person does: commands, drafts, putting a refusal away
//! exchange.rs   the request, and what an answer changes
//! memory.rs     a durable batch is shown
//! drafts.rs     drafts travel: to the outbox, from other devices, after a restore
//! ```

mod acts;
mod drafts;
mod exchange;
mod memory;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::Millis;
use crate::command::{Base, ClientId, Command, CommandId, Outcome, Refusal};
use crate::domain::Domain;
use crate::draft::{self, Draft, DraftBase};
use crate::order;
use crate::replica::{Replica, Touched};
use crate::row::{Key, Row};
use crate::wire::Position;

/// Pending commands at which a person is warned.
pub const WARN_PENDING: usize = 5_000;
/// Pending commands at which new ones are refused; drafts still save.
pub const MAX_PENDING: usize = 20_000;
/// The journal keeps a command at least this long after its outcome, by the server's clock.
pub const JOURNAL_MS: Millis = 7 * 24 * 3_600_000;
/// Without any backup the journal lets go after this long.
pub const JOURNAL_MAX_MS: Millis = 90 * 24 * 3_600_000;

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
    /// The server's clock at the last exchange.
    #[serde(default)]
    pub server_now: Millis,
    /// Grows with every exchange: a step planned from an earlier one is stale.
    #[serde(default)]
    pub turn: u64,
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
#[derive(Clone, Debug, Default, PartialEq)]
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
    /// What must still be so in the store, else it refuses the batch whole.
    pub guard: Option<Guard>,
}

/// What a batch was planned from. Another tab may have written since: a store compares inside its transaction, and the
/// caller, told that the batch is stale, loads the store anew and drops the answer that the batch came from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Guard {
    /// The stored [`Meta::turn`]; `None`: any.
    pub turn: Option<u64>,
    /// The store's count of batches; `None`: any.
    pub stamp: Option<u64>,
    /// The `rev` of stored drafts that the batch overwrites or removes; `None` where there was none.
    pub drafts: BTreeMap<String, Option<u64>>,
}

impl Guard {
    /// Compares with what the store holds now.
    pub fn holds(&self, stamp: u64, meta: Option<&Meta>, rev: impl Fn(&str) -> Option<u64>) -> bool {
        let turn = meta.map_or(0, |meta| meta.turn);
        self.turn.is_none_or(|planned| planned == turn)
            && self.stamp.is_none_or(|planned| planned == stamp)
            && self.drafts.iter().all(|(id, planned)| rev(id) == *planned)
    }
}

impl Batch {
    pub fn is_empty(&self) -> bool {
        *self == Batch { strict: self.strict, guard: self.guard.clone(), ..Batch::default() }
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
    /// How many batches the store has taken.
    pub stamp: u64,
}

/// A batch that a store has taken, as the tabs over it tell each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Durable {
    /// Which of the store's batches it is: they are shown in this order, and none is left out.
    pub stamp: u64,
    pub batch: Batch,
}

/// As a tuple, which is less code to load than names. `strict` and `guard` were for the store.
impl Serialize for Durable {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let Batch {
            rows, meta, out_put, out_del, past_put, past_del, draft_put, draft_del, base_put, base_del, ..
        } = &self.batch;
        (self.stamp, rows, meta, out_put, out_del, past_put, past_del, draft_put, draft_del, base_put, base_del)
            .serialize(out)
    }
}

impl<'de> Deserialize<'de> for Durable {
    fn deserialize<T: Deserializer<'de>>(from: T) -> Result<Durable, T::Error> {
        let (stamp, rows, meta, out_put, out_del, past_put, past_del, draft_put, draft_del, base_put, base_del) =
            Deserialize::deserialize(from)?;
        let batch = Batch {
            rows,
            meta,
            out_put,
            out_del,
            past_put,
            past_del,
            draft_put,
            draft_del,
            base_put,
            base_del,
            ..Batch::default()
        };
        Ok(Durable { stamp, batch })
    }
}

/// How a durable batch stands to what a tab shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// It is shown already.
    Known,
    Next,
    /// Another one came between, of which this tab has not heard: the store must be read anew.
    Gap,
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
    /// Something else was stored since the plan's beginnings were read: plan again.
    Changed,
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
    pub draft: Option<Written>,
}

/// A draft that becomes a command: which, and in which state its author has seen it (0: it was never stored).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    pub id: String,
    pub rev: u64,
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
    /// The outbox by command and by entity.
    ids: BTreeMap<CommandId, u64>,
    entities: BTreeMap<String, BTreeSet<u64>>,
    past: BTreeMap<CommandId, Past>,
    drafts: BTreeMap<String, Draft>,
    bases: BTreeMap<String, DraftBase>,
    stamp: u64,
}

fn is_draft(kind: &str) -> bool {
    kind == draft::SAVE || kind == draft::DISCARD
}

impl<D: Domain> Client<D> {
    /// Builds the state that the durable batches add up to. `fresh` is used when the device is new to this person.
    pub fn load(domain: D, person: &str, fresh: ClientId, snapshot: Snapshot, now: Millis) -> Client<D> {
        // Rows without a position are of an unknown age: they go with the first page.
        let clearing = snapshot.meta.is_none() && !snapshot.rows.is_empty();
        let meta = snapshot.meta.unwrap_or_else(|| Meta {
            client: fresh,
            person: person.into(),
            position: None,
            clearing,
            last_ok: None,
            skew_ms: 0,
            backed_up: 0,
            server_now: 0,
            turn: 0,
        });
        let mut client = Client {
            domain,
            meta,
            replica: Replica::default(),
            outbox: BTreeMap::new(),
            ids: BTreeMap::new(),
            entities: BTreeMap::new(),
            past: order::map(snapshot.past.into_iter().map(|past| (past.command.id, past))),
            drafts: order::map(snapshot.drafts.into_iter().map(|draft| (draft.id.clone(), draft))),
            bases: order::map(snapshot.bases.into_iter().map(|base| (base.id.clone(), base))),
            stamp: snapshot.stamp,
        };
        let mut touched = Touched::ignored();
        for step in snapshot.rows {
            client.step_rows(step, &mut touched);
        }
        let mut queue = BTreeSet::new();
        for entry in snapshot.outbox {
            client.put_entry(entry, &mut queue);
        }
        client.repredict(queue, now, &mut Touched::default());
        client
    }

    /// Where a batch that the store has taken belongs.
    pub fn place(&self, stamp: u64) -> Place {
        match stamp.checked_sub(self.stamp) {
            None | Some(0) => Place::Known,
            Some(1) => Place::Next,
            Some(_) => Place::Gap,
        }
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
        let queue = self.outbox.values().filter(|entry| entry.state == EntryState::Queued);
        let waiting = order::set(queue.map(|entry| entry.command.entity.as_str()));
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

    /// Nothing is waiting to go to the server. What the server has refused to keep waits for its author.
    pub fn is_quiet(&self) -> bool {
        !self.outbox.values().any(|entry| entry.state == EntryState::Queued)
            && !self.drafts.values().any(|draft| self.is_dirty(draft) && !self.is_held(draft))
    }

    /// The server has refused this very state of a draft.
    fn is_held(&self, draft: &Draft) -> bool {
        self.bases.get(&draft.id).is_some_and(|base| base.refused == Some(draft.rev))
    }

    fn is_dirty(&self, draft: &Draft) -> bool {
        self.bases.get(&draft.id).is_none_or(|base| base.recover || draft.rev > base.rev)
    }
}
