//! Drafts: what a person is still writing. They live on the device; the newest state also travels to the server as a
//! private row of its author, so that a lost tablet loses nothing.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::Millis;
use crate::command::{Command, CommandId, Fields, Refusal};
use crate::domain::{Effect, Rows};
use crate::merge::{self, Merge};
use crate::order;
use crate::row::{IndexKey, Key, Scope};

/// The table of draft rows.
pub const TABLE: &str = "draft";
/// Saves the newest state of a draft.
pub const SAVE: &str = "draft.save@1";
/// Throws a draft away, by its author's own act.
pub const DISCARD: &str = "draft.discard@1";

/// A draft as the device keeps it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// Also the id of the record that it becomes.
    pub id: String,
    /// Which form, with its version, such as `activity@1`: it is reopened in the form that it was written in.
    pub form: String,
    pub fields: Fields,
    /// Grows with every change.
    pub rev: u64,
    /// The device's clock at the last change; for display.
    pub at: Millis,
}

/// What a device last handed to its outbox of a draft, or last read of it: the base of a merge with another device's
/// edits. Kept apart from the draft, because the tab that syncs need not be the tab that writes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DraftBase {
    pub id: String,
    pub fields: Fields,
    /// The draft's rev at that time; a higher one has something new to tell.
    pub rev: u64,
    /// The server lost history: the local text is to be offered again over whatever the server still has.
    #[serde(default)]
    pub recover: bool,
    /// The saves that these fields are made of; the last is the newest.
    #[serde(default)]
    pub past: Vec<CommandId>,
    /// The draft's rev that the server refused to keep: it is not offered again until its author changes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<u64>,
}

/// A draft as its author's other devices see it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DraftRow {
    /// Its author, for counting.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub of: String,
    pub form: String,
    pub fields: Fields,
    /// The server's clock at the last save.
    pub at: Millis,
    /// The saves that it is made of, the newest last; the oldest are forgotten.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub past: Vec<CommandId>,
}

/// Of a draft's row only whose it is: an index need not read the words.
#[derive(Deserialize)]
pub struct Owner {
    pub of: String,
}

/// Drafts of one person that the server keeps. Those beyond stay on their device.
pub const MOST_DRAFTS: usize = 1_000;

/// The drafts of a person.
pub fn index(of: &str) -> IndexKey {
    IndexKey::new("draft.of", of)
}

/// How many saves a draft remembers to be made of.
const MOST_PAST: usize = 16;

impl DraftRow {
    /// What a device that reads this row has as the base of its next edit.
    pub fn base(&self, id: &str, rev: u64) -> DraftBase {
        let (fields, past) = (self.fields.clone(), self.past.clone());
        DraftBase { id: id.into(), fields, rev, recover: false, past, refused: None }
    }
}

/// Adds saves to a draft's past, each once.
pub fn extend(past: &mut Vec<CommandId>, saves: &[CommandId]) {
    for save in saves {
        past.retain(|known| known != save);
        past.push(*save);
    }
    past.drain(..past.len().saturating_sub(MOST_PAST));
}

/// The private scope of a person.
pub fn own(who: &str) -> Scope {
    Scope(format!("person:{who}"))
}

/// Decides `draft.save` and `draft.discard`. `sent` is the row that the draft would become.
pub fn decide(rows: &dyn Rows, who: &str, command: &Command, sent: &Key, now: Millis) -> Result<Effect, Refusal> {
    let key = Key::new(TABLE, key_id(who, &command.entity));
    let stored: Option<DraftRow> = rows.row(&key).and_then(|found| found.body.read());
    let sent_meanwhile = stored.is_none() && rows.row(sent).is_some();
    let mut effect = Effect::default();
    if command.kind == DISCARD {
        match stored {
            Some(stored) if unseen(&stored, command) => effect.conflicts.push("draft".into()),
            stored => effect.dels.extend(stored.map(|_| key)),
        }
        return Ok(effect);
    }
    let (Some(form), Some(fields)) = (command.args["form"].as_str(), command.args["fields"].as_object()) else {
        return Err(Refusal::new("bad_args"));
    };
    if stored.is_none() && rows.find(&index(who)).len() >= MOST_DRAFTS {
        return Err(Refusal::new("too_many_drafts"));
    }
    let mine = order::map(fields.iter().map(|(name, value)| (name.clone(), value.clone())));
    let mut past = stored.iter().flat_map(|stored| stored.past.clone()).collect::<Vec<_>>();
    if past.contains(&command.id) {
        return Ok(effect); // Offered again after a restore, when a later state is here already.
    }
    let (fields, clash) = match &stored {
        None => (mine.clone(), false),
        // The author has seen all of it: an equal or an earlier state, such as a restore leaves.
        Some(stored) if !command.base.draft.is_empty() && !unseen(stored, command) => (mine.clone(), false),
        Some(stored) => merged(base(stored, command), &mine, &stored.fields),
    };
    extend(&mut past, &command.base.draft);
    extend(&mut past, &[command.id]);
    let (of, form) = (who.to_string(), form.to_string());
    if sent_meanwhile {
        // It was sent from another device, without these words: they become a draft of their own.
        if mine != command.base.fields {
            keep_aside(rows, who, command, DraftRow { of, form, fields: mine, at: now, past }, &mut effect);
        }
        return Ok(effect);
    }
    let row = DraftRow { of: of.clone(), form: form.clone(), fields, at: now, past: past.clone() };
    effect.put(key, vec![own(who)], &json!(row));
    if clash {
        // Two devices wrote the same place: the later one is kept whole as a draft of its own.
        keep_aside(rows, who, command, DraftRow { of, form, fields: mine, at: now, past }, &mut effect);
    }
    Ok(effect)
}

/// The state that both sides began with. If the stored one does not come from what the author began with, there is none.
fn base<'a>(stored: &DraftRow, command: &'a Command) -> &'a Fields {
    static NONE: Fields = Fields::new();
    match command.base.draft.last() {
        Some(tip) if !stored.past.contains(tip) => &NONE,
        _ => &command.base.fields,
    }
}

/// Enters that a command was written in a draft: its row goes. If another device wrote something in it that the sender
/// had not seen, that stays as a draft of its own.
pub fn close(rows: &dyn Rows, who: &str, draft: &str, command: &Command, effect: &mut Effect) {
    let key = Key::new(TABLE, key_id(who, draft));
    let Some(stored) = rows.row(&key).and_then(|found| found.body.read::<DraftRow>()) else { return };
    if unseen(&stored, command) {
        keep_aside(rows, who, command, stored, effect);
    }
    effect.dels.push(key);
}

/// A state that would be lost becomes a draft of its own, named after the command and the state. If that is there
/// already, the command is offered again after a restore, and its draft may have gone on.
fn keep_aside(rows: &dyn Rows, who: &str, command: &Command, state: DraftRow, effect: &mut Effect) {
    let tip = state.past.last().filter(|tip| **tip != command.id).map_or(0, |tip| tip.0.as_u128());
    let name = uuid::Uuid::from_u128(command.id.0.as_u128() ^ tip.rotate_left(64));
    let copy = Key::new(TABLE, key_id(who, &name.to_string()));
    if rows.row(&copy).is_none() {
        effect.put(copy, vec![own(who)], &json!(state));
    }
    effect.conflicts.push("draft".into());
}

/// Whether a stored draft holds words that the command's device has not read.
pub(crate) fn unseen(stored: &DraftRow, command: &Command) -> bool {
    let known = &command.base.draft;
    let first = stored.past.iter().position(|save| known.contains(save)).unwrap_or(stored.past.len());
    let (before, after) = stored.past.split_at(first);
    // Of a long past only the end is known.
    let forgotten = known.len() >= MOST_PAST && !after.is_empty();
    (!before.is_empty() && !forgotten) || after.iter().any(|save| !known.contains(save))
}

/// Draft rows of different people never meet, whatever ids their devices send.
pub fn key_id(who: &str, draft: &str) -> String {
    format!("{who}/{draft}")
}

/// The draft's id within a row's key.
pub fn id_of(key: &Key) -> &str {
    key.id.split_once('/').map_or(&key.id, |(_, id)| id)
}

fn merged(base: &Fields, mine: &Fields, stored: &Fields) -> (Fields, bool) {
    let mut out = stored.clone();
    let mut clash = false;
    let names = order::map(mine.keys().chain(base.keys()).map(|name| (name, ())));
    for (name, ()) in names {
        let of = |fields: &Fields| fields.get(name).cloned().unwrap_or(Value::Null);
        match merge::field(&of(base), &of(mine), &of(stored)) {
            Merge::Mine(value) | Merge::Both(value) => drop(out.insert(name.clone(), value)),
            Merge::Same => {}
            Merge::Clash => clash = true,
        }
    }
    (out, clash)
}
