//! What people do: write drafts, send them, edit and move notes, take tickets, put refusals away.

use serde_json::{Value, json};
use thidua_sync::client::{Batch, EntryState, Intent};
use thidua_sync::command::{Base, Command, CommandId, Fields};
use thidua_sync::draft::{Draft, DraftRow};

use crate::checks::Broken;
use crate::device::Commit;
use crate::faults::Fault;
use crate::oracle::marks;
use crate::rng::Rng;
use crate::sabotage::Sabotage;
use crate::toy::UNITS;
use crate::world::World;

/// A batch, and what a person may rely on once it says "saved".
struct Act {
    batch: Batch,
    command: Option<Command>,
    /// Words that stand in a draft now, and words that stood there and were seen before.
    words: Vec<String>,
    seen: Vec<String>,
    what: String,
}

fn words(fields: &Fields) -> Vec<String> {
    fields.values().filter_map(Value::as_str).flat_map(marks).collect()
}

impl World {
    /// One act on one device, through one of its tabs.
    pub fn act(&mut self, device: usize) -> Result<(), Broken> {
        let tab = self.rng.index(self.devices[device].tabs.len());
        let Some(act) = self.plan(device, tab) else { return Ok(()) };
        let saved = self.commit(device, tab, act.batch.clone())?;
        self.tell(|| format!("device {device}.{tab}: {} -> {saved:?}", act.what));
        let lies = self.sabotage == Some(Sabotage::I1) && saved != Commit::Stale;
        if !matches!(saved, Commit::Done | Commit::DiedAfter) && !lies {
            return Ok(());
        }
        let person = self.devices[device].person.clone();
        for word in act.seen.iter().filter(|word| !act.words.contains(word)) {
            self.said.words.remove(word);
            if act.command.is_none() {
                self.said.removed.insert(word.clone());
            }
        }
        // What another device has removed meanwhile does not come back by an edit that only kept it.
        for word in act.words.iter().filter(|word| !act.seen.contains(word) && !self.said.removed.contains(*word)) {
            self.said.words.insert(word.clone(), person.clone());
        }
        if let Some(command) = act.command {
            self.said.commands.insert(command.id, (device, command));
        }
        self.check_saved(device, &act.words, &act.batch)
    }

    fn plan(&mut self, device: usize, tab: usize) -> Option<Act> {
        let roll = self.rng.below(100);
        match roll {
            0..35 => self.plan_draft(device, tab),
            35..50 => self.plan_send(device, tab),
            50..55 => self.plan_discard(device, tab),
            55..63 => self.plan_put_away(device, tab),
            _ => self.plan_other(device, tab, roll),
        }
    }

    fn some_draft(&mut self, device: usize, tab: usize) -> Option<Draft> {
        let drafts: Vec<Draft> = self.devices[device].tabs[tab].client.drafts().cloned().collect();
        if drafts.is_empty() { None } else { Some(self.rng.pick(&drafts).clone()) }
    }

    fn word(&mut self) -> String {
        self.words += 1;
        format!("w{}", self.words)
    }

    fn plan_draft(&mut self, device: usize, tab: usize) -> Option<Act> {
        let now = self.devices[device].clock(self.now);
        let old = self.some_draft(device, tab).filter(|_| !self.rng.mille(350));
        let mut draft = old.clone().unwrap_or_else(|| Draft {
            id: self.rng.uuid().to_string(),
            form: "note@1".into(),
            fields: Fields::new(),
            rev: 0,
            at: now,
        });
        let word = self.word();
        let text = draft.fields.get("text").and_then(Value::as_str).unwrap_or("").to_string();
        let edited = edit(&text, &word, &mut self.rng);
        let title = self.rng.mille(300) || draft.fields.is_empty();
        match title {
            true => drop(draft.fields.insert("title".into(), json!(format!("Về {word}")))),
            false => drop(draft.fields.insert("text".into(), json!(edited))),
        }
        (draft.rev, draft.at) = (draft.rev + 1, now);
        let seen = old.map(|old| words(&old.fields)).unwrap_or_default();
        let batch = self.devices[device].tabs[tab].client.plan_draft(draft.clone());
        let what = format!("writes draft {} rev {}: {:?}", draft.id, draft.rev, draft.fields);
        Some(Act { batch, command: None, words: words(&draft.fields), seen, what })
    }

    fn plan_send(&mut self, device: usize, tab: usize) -> Option<Act> {
        let draft = self.some_draft(device, tab)?;
        let bad = if self.rng.mille(200) { " bad" } else { "" };
        let title = format!("{}{bad}", draft.fields.get("title").and_then(Value::as_str).unwrap_or(""));
        let text = draft.fields.get("text").cloned().unwrap_or(json!(""));
        let unit = *self.rng.pick(&UNITS);
        let intent = Intent {
            id: CommandId(self.rng.uuid()),
            kind: "note.send@1".into(),
            entity: draft.id.clone(),
            base: Base::default(),
            args: json!({ "title": title, "text": text, "unit": unit }),
            draft: Some(draft.id.clone()),
        };
        self.intend(device, tab, intent, words(&draft.fields))
    }

    fn intend(&mut self, device: usize, tab: usize, intent: Intent, seen: Vec<String>) -> Option<Act> {
        let now = self.devices[device].clock(self.now);
        let batch = self.devices[device].tabs[tab].client.plan_command(intent, now).ok()?;
        let command = batch.out_put.last()?.command.clone();
        let what = format!("sends {} {} of {} {}", command.kind, command.id.0, command.entity, command.args);
        Some(Act { batch, command: Some(command), words: Vec::new(), seen, what })
    }

    fn plan_discard(&mut self, device: usize, tab: usize) -> Option<Act> {
        let draft = self.some_draft(device, tab)?;
        let (id, now) = (CommandId(self.rng.uuid()), self.devices[device].clock(self.now));
        let batch = self.devices[device].tabs[tab].client.plan_discard_draft(&draft.id, id, now);
        let what = format!("discards draft {}", draft.id);
        Some(Act { batch, command: None, words: Vec::new(), seen: words(&draft.fields), what })
    }

    /// Puts a refused command away, or takes it up again as a draft.
    fn plan_put_away(&mut self, device: usize, tab: usize) -> Option<Act> {
        let client = &self.devices[device].tabs[tab].client;
        let refused: Vec<_> =
            client.outbox().filter(|entry| matches!(entry.state, EntryState::Refused(_))).cloned().collect();
        if refused.is_empty() {
            return None;
        }
        let entry = self.rng.pick(&refused).clone();
        let client = &self.devices[device].tabs[tab].client;
        let again = entry.command.kind == "note.send@1" && client.draft(&entry.command.entity).is_none();
        let now = self.devices[device].clock(self.now);
        let args = &entry.command.args;
        let draft = again.then(|| Draft {
            id: entry.command.entity.clone(),
            form: "note@1".into(),
            fields: [("title".to_string(), args["title"].clone()), ("text".to_string(), args["text"].clone())].into(),
            rev: 1,
            at: now,
        });
        let kept = draft.as_ref().map(|draft| words(&draft.fields)).unwrap_or_default();
        let batch = client.plan_put_away(entry.cseq, draft, now).ok()?;
        let what = format!("puts away {}, as a draft again: {again}", entry.command.id.0);
        Some(Act { batch, command: None, words: kept, seen: Vec::new(), what })
    }

    fn plan_other(&mut self, device: usize, tab: usize, roll: u64) -> Option<Act> {
        let mut notes: Vec<(String, u64, Value)> = Vec::new();
        let client = &self.devices[device].tabs[tab].client;
        client.replica.each("note", |shown| notes.push((shown.id.into(), shown.seq, shown.body.value())));
        let unit = *self.rng.pick(&UNITS);
        let id = CommandId(self.rng.uuid());
        let mut intent = Intent {
            id,
            kind: String::new(),
            entity: unit.into(),
            base: Base::default(),
            args: json!({ "unit": unit }),
            draft: None,
        };
        match roll {
            63..70 => intent.kind = "ticket.take@1".into(),
            70..72 => (intent.kind, intent.args["stamp"]) = ("unit.stamp@1".into(), json!(self.word())),
            72..74 => intent.kind = "nothing@1".into(),
            74..76 if self.faults.strikes(Fault::Poison, &mut self.rng) => intent.kind = "poison@1".into(),
            _ if notes.is_empty() => return None,
            _ => {
                let (entity, seq, note) = self.rng.pick(&notes).clone();
                let word = self.word();
                let field = if self.rng.mille(500) { "title" } else { "text" };
                intent.entity = entity;
                intent.base.seq = seq;
                intent.base.fields = [(field.to_string(), note[field].clone())].into();
                match roll {
                    74..80 => (intent.kind, intent.base.fields) = ("note.drop@1".into(), Fields::new()),
                    80..85 => intent.kind = "note.move@1".into(),
                    85..87 => {
                        self.faults.note(Fault::OldKind);
                        intent.base.fields = [("title".to_string(), note["title"].clone())].into();
                        (intent.kind, intent.args) = ("note.title@0".into(), json!({ "name": word }));
                    }
                    _ => {
                        let text = edit(note[field].as_str().unwrap_or(""), &word, &mut self.rng);
                        (intent.kind, intent.args) = ("note.set@1".into(), json!({ field: text }));
                    }
                }
            }
        }
        self.intend(device, tab, intent, Vec::new())
    }
}

/// Writes a marked word at the front, at the end, or in place of everything.
fn edit(text: &str, word: &str, rng: &mut Rng) -> String {
    match rng.below(5) {
        _ if text.is_empty() => format!("{word} tổ chức cưỡng chế kê biên tài sản; phối hợp với Công an xã"),
        0 => word.to_string(),
        1 | 2 => format!("{word} {text}"),
        _ => format!("{text} {word}"),
    }
}

/// The words of a draft row.
pub fn row_words(row: &DraftRow) -> Vec<String> {
    words(&row.fields)
}

/// The words of a draft.
pub fn draft_words(draft: &Draft) -> Vec<String> {
    words(&draft.fields)
}
