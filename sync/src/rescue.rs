//! The rescue file: everything that a person wrote and that a device still holds, for the day when nothing else works.
//! Pure: it says what to write and what to take in; files are the caller's.
//!
//! Taking a file in never changes what the device has, and taking it in twice makes no second copy.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::Millis;
use crate::client::{Batch, Client, Entry, EntryState, Guard, MAX_PENDING, Past};
use crate::command::Refusal;
use crate::domain::Domain;
use crate::draft::Draft;
use crate::order;

/// The version that this build writes, and the highest that it reads.
pub const VERSION: u32 = 1;
const APP: &str = "thidua";

/// The file's content. Unknown fields are ignored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct File {
    app: String,
    rescue: u32,
    person: String,
    /// The device's clock; for display.
    made_at: Millis,
    outbox: Vec<Entry>,
    drafts: Vec<Draft>,
    /// What the server has confirmed: for reading by people. It is not taken in.
    #[serde(default)]
    journal: Vec<Past>,
}

/// What every rescue file of any version says about itself.
#[derive(Deserialize)]
struct Head {
    app: String,
    rescue: u32,
    person: String,
}

/// What a file would bring.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Commands that are sent again, under their own ids.
    pub commands: usize,
    /// Refused commands that need attention again.
    pub refused: usize,
    /// Drafts that were not here.
    pub drafts: usize,
    /// Drafts that differ from the one here, added beside it.
    pub copies: usize,
    /// Commands and drafts that are here already.
    pub known: usize,
}

/// Why a file is not taken in. Nothing has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RescueError {
    /// It is no rescue file of this application.
    NotOurs,
    /// It is ours, and cannot be read to its end.
    Damaged,
    /// A newer program wrote it.
    Newer { version: u32 },
    /// It holds another person's work.
    OtherPerson { person: String },
    /// More commands than may wait on one device.
    TooMany,
}

/// Everything that the person wrote, as it stands here.
pub fn export<D: Domain>(client: &Client<D>, now: Millis) -> Value {
    let file = File {
        app: APP.into(),
        rescue: VERSION,
        person: client.meta.person.clone(),
        made_at: now,
        outbox: client.outbox().cloned().collect(),
        drafts: client.drafts().cloned().collect(),
        journal: client.past().cloned().collect(),
    };
    serde_json::to_value(file).expect("invariant: what is stored can be written as JSON")
}

/// Plans to take a rescue file in. Its commands go behind those that wait here, in their order.
pub fn plan_import<D: Domain>(client: &Client<D>, text: &str, now: Millis) -> Result<(Batch, Summary), RescueError> {
    let file = read(client, text)?;
    let mut batch = Batch { strict: true, ..Batch::default() };
    let mut summary = Summary::default();
    plan_commands(client, file.outbox, &mut batch, &mut summary)?;
    let mut ids = order::set(client.drafts().map(|draft| draft.id.clone()));
    for draft in file.drafts {
        let Some(draft) = add_draft(client, draft, &mut ids, &mut summary) else { continue };
        batch.draft_put.push(Draft { rev: 1, at: now, ..draft });
    }
    let guard = order::map(batch.draft_put.iter().map(|draft| (draft.id.clone(), None)));
    batch.guard = Some(Guard { drafts: guard, ..Guard::default() });
    Ok((batch, summary))
}

fn read<D: Domain>(client: &Client<D>, text: &str) -> Result<File, RescueError> {
    let value: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|_| damaged_or_other(text))?;
    let head: Head = Head::deserialize(&value).map_err(|_| RescueError::NotOurs)?;
    if head.app != APP {
        return Err(RescueError::NotOurs);
    }
    if head.rescue > VERSION || head.rescue == 0 {
        return Err(RescueError::Newer { version: head.rescue });
    }
    if head.person != client.meta.person {
        return Err(RescueError::OtherPerson { person: head.person });
    }
    File::deserialize(value).map_err(|_| RescueError::Damaged)
}

/// A file that is no JSON may still be the beginning of ours.
fn damaged_or_other(text: &str) -> RescueError {
    match text.contains("\"rescue\"") || text.contains("\"outbox\"") {
        true => RescueError::Damaged,
        false => RescueError::NotOurs,
    }
}

fn plan_commands<D: Domain>(
    client: &Client<D>,
    outbox: Vec<Entry>,
    batch: &mut Batch,
    summary: &mut Summary,
) -> Result<(), RescueError> {
    let outside = client.outbox().map(|entry| entry.command.id).chain(client.past().map(|past| past.command.id));
    let mut known = order::set(outside);
    for entry in outbox {
        if !known.insert(entry.command.id) {
            summary.known += 1;
            continue;
        }
        // What was settled there is asked for again: the server gives its stored answer.
        let state = match entry.state {
            EntryState::Refused(refusal) => EntryState::Refused(refusal),
            EntryState::Queued | EntryState::Settled(_) if client.domain().may_come_from_file(&entry.command.kind) => {
                EntryState::Queued
            }
            EntryState::Queued | EntryState::Settled(_) => EntryState::Refused(Refusal::new("from_file")),
        };
        match state {
            EntryState::Refused(_) => summary.refused += 1,
            EntryState::Queued | EntryState::Settled(_) => summary.commands += 1,
        }
        batch.out_put.push(Entry { cseq: 0, state, command: entry.command });
    }
    match client.outbox().count() + batch.out_put.len() > MAX_PENDING {
        true => Err(RescueError::TooMany),
        false => Ok(()),
    }
}

/// The draft under the id that it gets here; `None` when its words are here already.
fn add_draft<D: Domain>(
    client: &Client<D>,
    draft: Draft,
    ids: &mut BTreeSet<String>,
    summary: &mut Summary,
) -> Option<Draft> {
    let Some(here) = client.draft(&draft.id) else {
        let new = ids.insert(draft.id.clone());
        if new {
            summary.drafts += 1
        } else {
            summary.known += 1
        }
        return new.then_some(draft);
    };
    let id = copy_id(&draft);
    if (here.form == draft.form && here.fields == draft.fields) || !ids.insert(id.clone()) {
        summary.known += 1;
        return None;
    }
    summary.copies += 1;
    Some(Draft { id, ..draft })
}

/// Made of the draft's content, so that the same words always get the same id. Written as a UUID, like any draft's id.
fn copy_id(draft: &Draft) -> String {
    let meaning = serde_json::to_vec(&(&draft.id, &draft.form, &draft.fields)).unwrap_or_default();
    let hash = Sha256::digest(&meaning);
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid().to_string()
}
