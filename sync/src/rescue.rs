//! The rescue file: everything that a person wrote on one device, to carry by hand to another. Taking it in twice
//! makes no copies: commands keep their ids, drafts keep theirs or one derived from their words.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::Millis;
use crate::client::{Batch, Client, End, Entry, EntryState, Past};
use crate::command::{CommandId, Fields};
use crate::domain::Domain;
use crate::draft::Draft;

/// The version that this build writes.
const VERSION: u32 = 1;

/// Why a file was not taken. Nothing has changed then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RescueError {
    /// Another kind of file.
    NotARescueFile,
    /// Cut off or altered.
    Damaged,
    /// Written by a newer program.
    Newer,
    /// Holds another person's work.
    OtherPerson,
}

/// What taking a file in adds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    pub commands: usize,
    pub drafts: usize,
    /// Things of the file that were here already.
    pub known: usize,
}

#[derive(Serialize, Deserialize)]
struct File {
    app: String,
    rescue: u32,
    person: String,
    made_at: Millis,
    outbox: Vec<Entry>,
    drafts: Vec<Draft>,
    journal: Vec<Past>,
}

/// Writes the file.
pub fn export<D: Domain>(client: &Client<D>, now: Millis) -> Value {
    let file = File {
        app: "thidua".into(),
        rescue: VERSION,
        person: client.meta.person.clone(),
        made_at: now,
        outbox: client.outbox().cloned().collect(),
        drafts: client.drafts().cloned().collect(),
        journal: client.past().cloned().collect(),
    };
    serde_json::to_value(file).expect("invariant: stored values can be written as JSON")
}

/// Plans what a file adds to this device.
pub fn plan_import<D: Domain>(client: &Client<D>, text: &str, now: Millis) -> Result<(Batch, Summary), RescueError> {
    let file = read(text)?;
    if file.person != client.meta.person {
        return Err(RescueError::OtherPerson);
    }
    let mut batch = Batch { strict: true, ..Batch::default() };
    let mut summary = Summary::default();
    let mut here: BTreeSet<CommandId> = client.outbox().map(|known| known.command.id).collect();
    here.extend(client.past().map(|known| known.command.id));
    let done = file.journal.into_iter().filter(|past| matches!(past.end, End::Done(_)));
    // What the other device had handed in is offered again: the server knows it by its id, or lacks it.
    let offered = done.map(|past| Entry { cseq: 0, command: past.command, state: EntryState::Queued });
    for entry in offered.chain(file.outbox) {
        if !here.insert(entry.command.id) {
            summary.known += 1;
            continue;
        }
        let state = match entry.state {
            EntryState::Refused(refusal) => EntryState::Refused(refusal),
            EntryState::Queued | EntryState::Settled(_) => EntryState::Queued,
        };
        batch.out_put.push(Entry { cseq: 0, state, ..entry });
        summary.commands += 1;
    }
    for draft in file.drafts {
        match place(client, &batch, draft, now) {
            Some(draft) => {
                summary.drafts += 1;
                batch.draft_put.push(draft);
            }
            None => summary.known += 1,
        }
    }
    Ok((batch, summary))
}

fn read(text: &str) -> Result<File, RescueError> {
    let value: Value = serde_json::from_str(text).map_err(|_| RescueError::Damaged)?;
    if value["app"] != "thidua" || !value["rescue"].is_u64() {
        return Err(RescueError::NotARescueFile);
    }
    if value["rescue"].as_u64() > Some(u64::from(VERSION)) {
        return Err(RescueError::Newer);
    }
    serde_json::from_value(value).map_err(|_| RescueError::Damaged)
}

/// Where a draft of the file goes; `None` when its words are here already.
fn place<D: Domain>(client: &Client<D>, batch: &Batch, draft: Draft, now: Millis) -> Option<Draft> {
    let same = |known: Option<&Draft>| known.is_some_and(|known| known.fields == draft.fields);
    let sent = client.outbox().chain(&batch.out_put).map(|entry| &entry.command);
    let sent = sent.chain(client.past().map(|past| &past.command));
    let mut sends = sent.filter(|command| command.entity == draft.id && command.args.get("unit").is_some()).peekable();
    let was_sent = sends.peek().is_some();
    if same(client.draft(&draft.id)) || sends.any(|command| command.args["fields"] == fields_value(&draft.fields)) {
        return None;
    }
    if client.draft(&draft.id).is_none() && !was_sent {
        return Some(Draft { rev: draft.rev.max(1), at: now, ..draft });
    }
    // Other words under the same id: both are kept, each under its own.
    let id = derived_id(&draft);
    client.draft(&id).is_none().then(|| Draft { id, rev: 1, at: now, ..draft })
}

fn fields_value(fields: &Fields) -> Value {
    Value::Object(fields.iter().map(|(name, value)| (name.clone(), value.clone())).collect())
}

/// The same words under the same draft get the same id on every device.
fn derived_id(draft: &Draft) -> String {
    let words = serde_json::to_vec(&(&draft.id, &draft.fields)).expect("invariant: JSON values can be written as JSON");
    let hash = Sha256::digest(&words);
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid().to_string()
}
