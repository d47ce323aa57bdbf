//! What people do: write drafts on their screens, send them, edit and move notes, take tickets, put refusals away.

use serde_json::{Value, json};
use thidua_sync::client::{Batch, EntryState, Intent, Written};
use thidua_sync::command::{Base, Command, CommandId, Fields};
use thidua_sync::draft::{Draft, DraftRow};
use thidua_sync::sheet::{Edit, Sheet};

use crate::checks::Broken;
use crate::device::{Commit, Screen};
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
    /// The screen that it saves, and the one that it closes.
    edit: Option<Edit>,
    closes: Option<String>,
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
        self.show_saved(device, tab, &act);
        let person = self.devices[device].person.clone();
        for word in act.seen.iter().filter(|word| !act.words.contains(word)) {
            self.said.words.remove(word);
            if act.command.is_none() {
                self.said.removed.insert(word.clone());
            }
        }
        // What another device has removed meanwhile does not come back by an edit that only kept it.
        let words: Vec<String> = act.words.iter().filter(|word| !self.said.removed.contains(*word)).cloned().collect();
        for word in words.iter().filter(|word| !act.seen.contains(word)) {
            self.said.words.insert(word.clone(), person.clone());
        }
        if let Some(command) = act.command {
            self.said.commands.insert(command.id, (device, command));
        }
        let words: Vec<String> = words.into_iter().filter(|word| self.said.words.contains_key(word)).collect();
        self.check_saved(device, &words, &act.batch)
    }

    /// The screen learns that it is saved.
    fn show_saved(&mut self, device: usize, tab: usize, act: &Act) {
        let tab = &mut self.devices[device].tabs[tab];
        if let Some(edit) = &act.edit
            && let (Some(screen), Some(stored)) = (tab.screens.get_mut(&edit.id), tab.client.draft(&edit.id))
        {
            screen.sheet.saved(edit, stored);
        }
        if let Some(id) = &act.closes {
            tab.screens.remove(id);
        }
        tab.look();
    }

    fn plan(&mut self, device: usize, tab: usize) -> Option<Act> {
        let roll = self.rng.below(100);
        match roll {
            0..30 => self.plan_write(device, tab),
            30..36 => self.plan_leave(device, tab),
            36..50 => self.plan_send(device, tab),
            50..54 => self.plan_discard(device, tab),
            54..62 => self.plan_put_away(device, tab),
            _ => self.plan_other(device, tab, roll),
        }
    }

    /// Opens a draft on a screen: one that is open, one that is stored, one that changes a note, or a new one.
    fn some_screen(&mut self, device: usize, tab: usize) -> String {
        let at = &self.devices[device].tabs[tab];
        let open: Vec<String> = at.screens.keys().cloned().collect();
        let stored: Vec<String> = at.client.drafts().map(|draft| draft.id.clone()).collect();
        let mut notes = Vec::new();
        at.client.replica.each("note", |shown| notes.push((shown.id.to_string(), shown.body.value())));
        let (id, first) = match self.rng.below(20) {
            0..8 if !open.is_empty() => return self.rng.pick(&open).clone(),
            0..14 if !stored.is_empty() => (self.rng.pick(&stored).clone(), Fields::new()),
            14..17 if !notes.is_empty() => {
                let (id, note) = self.rng.pick(&notes).clone();
                let first = ["title", "text"].map(|name| (name.to_string(), note[name].clone()));
                (format!("e-{id}"), first.into())
            }
            _ => (self.rng.uuid().to_string(), Fields::new()),
        };
        let at = &mut self.devices[device].tabs[tab];
        let sheet = Sheet::open(&id, "note@1", at.client.draft(&id), first);
        at.screens.entry(id.clone()).or_insert(Screen { sheet, held: None });
        id
    }

    fn plan_write(&mut self, device: usize, tab: usize) -> Option<Act> {
        let (id, word) = (self.some_screen(device, tab), self.word());
        let screen = &self.devices[device].tabs[tab].screens[&id];
        let name = match &screen.held {
            Some(held) if self.rng.mille(600) => held.clone(),
            _ => if self.rng.mille(350) { "title" } else { "text" }.to_string(),
        };
        let text = screen.sheet.fields().get(&name).and_then(Value::as_str).unwrap_or("").to_string();
        let edited = edit(&text, &word, &mut self.rng);
        let screen = self.devices[device].tabs[tab].screens.get_mut(&id)?;
        screen.sheet.set(&name, json!(edited));
        screen.held = Some(name);
        // Else the timer has not struck yet, and others may come between.
        if self.rng.mille(600) { self.plan_save(device, tab, &id) } else { None }
    }

    fn plan_save(&mut self, device: usize, tab: usize, id: &str) -> Option<Act> {
        let (now, copy) = (self.devices[device].clock(self.now), self.rng.uuid().to_string());
        let tab = &self.devices[device].tabs[tab];
        let sheet = &tab.screens[id].sheet;
        if !sheet.is_dirty() {
            return None;
        }
        let edit = sheet.edit(now);
        let batch = tab.client.plan_edit(&edit, &copy);
        let stored = tab.client.draft(id).is_some_and(|stored| stored.fields != edit.from.fields);
        if stored {
            let clash = batch.draft_put.len() > 1;
            self.faults.note(if clash { Fault::ScreensClash } else { Fault::ScreensMerge });
        }
        let what = format!("saves draft {id}: {:?} from {:?}", edit.fields, edit.from);
        let (words, seen) = (words(&edit.fields), words(&edit.from.fields));
        Some(Act { batch, command: None, words, seen, edit: Some(edit), closes: None, what })
    }

    /// Leaves a field, and perhaps the screen: what is typed is saved then.
    fn plan_leave(&mut self, device: usize, tab: usize) -> Option<Act> {
        let open: Vec<String> = self.devices[device].tabs[tab].screens.keys().cloned().collect();
        if open.is_empty() {
            return None;
        }
        let id = self.rng.pick(&open).clone();
        let closes = self.rng.mille(400);
        let tab_state = &mut self.devices[device].tabs[tab];
        let screen = tab_state.screens.get_mut(&id)?;
        screen.held = None;
        screen.sheet.look(tab_state.client.draft(&id), None);
        if !screen.sheet.is_dirty() {
            if closes {
                tab_state.screens.remove(&id);
            }
            return None;
        }
        let act = self.plan_save(device, tab, &id)?;
        Some(Act { closes: closes.then_some(id), ..act })
    }

    fn some_draft(&mut self, device: usize, tab: usize) -> Option<Draft> {
        let drafts: Vec<Draft> = self.devices[device].tabs[tab].client.drafts().cloned().collect();
        if drafts.is_empty() { None } else { Some(self.rng.pick(&drafts).clone()) }
    }

    fn word(&mut self) -> String {
        self.words += 1;
        format!("w{}", self.words)
    }

    /// Sends a draft from its screen. What the screen does not say yet, or says more, is settled first.
    fn plan_send(&mut self, device: usize, tab: usize) -> Option<Act> {
        let open: Vec<String> = self.devices[device].tabs[tab].screens.keys().cloned().collect();
        let id = match open.is_empty() || self.rng.mille(300) {
            true => self.some_draft(device, tab)?.id,
            false => self.rng.pick(&open).clone(),
        };
        let at = &mut self.devices[device].tabs[tab];
        let stored = at.client.draft(&id).cloned();
        let screen = at.screens.entry(id.clone()).or_insert_with(|| {
            let sheet = Sheet::open(&id, "note@1", stored.as_ref(), Fields::new());
            Screen { sheet, held: None }
        });
        screen.held = None;
        screen.sheet.look(stored.as_ref(), None);
        if screen.sheet.is_dirty() {
            return self.plan_save(device, tab, &id);
        }
        let (rev, fields) = (screen.sheet.shows()?, screen.sheet.fields().clone());
        if rev == 0 {
            return None;
        }
        let bad = if self.rng.mille(200) { " bad" } else { "" };
        let title = format!("{}{bad}", fields.get("title").and_then(Value::as_str).unwrap_or(""));
        let text = fields.get("text").cloned().unwrap_or(json!(""));
        let draft = Some(Written { id: id.clone(), rev });
        let new = CommandId(self.rng.uuid());
        let intent = match id.strip_prefix("e-") {
            Some(note) => {
                let key = thidua_sync::row::Key::new("note", note);
                let shown = self.devices[device].tabs[tab].client.replica.get(&key)?.body.value();
                let base = ["title", "text"].map(|name| (name.to_string(), shown[name].clone()));
                let base = Base { fields: base.into(), ..Base::default() };
                let args = json!({ "title": title, "text": text });
                Intent { id: new, kind: "note.set@1".into(), entity: note.into(), base, args, draft }
            }
            None => {
                let args = json!({ "title": title, "text": text, "unit": *self.rng.pick(&UNITS) });
                Intent { id: new, kind: "note.send@1".into(), entity: id.clone(), base: Base::default(), args, draft }
            }
        };
        let act = self.intend(device, tab, intent, words(&fields))?;
        Some(Act { closes: Some(id), ..act })
    }

    fn intend(&mut self, device: usize, tab: usize, intent: Intent, seen: Vec<String>) -> Option<Act> {
        let now = self.devices[device].clock(self.now);
        let batch = self.devices[device].tabs[tab].client.plan_command(intent, now).ok()?;
        let command = batch.out_put.last()?.command.clone();
        let what = format!("sends {} {} of {} {}", command.kind, command.id.0, command.entity, command.args);
        Some(Act { batch, command: Some(command), words: Vec::new(), seen, edit: None, closes: None, what })
    }

    fn plan_discard(&mut self, device: usize, tab: usize) -> Option<Act> {
        let draft = self.some_draft(device, tab)?;
        let (id, now) = (CommandId(self.rng.uuid()), self.devices[device].clock(self.now));
        let batch = self.devices[device].tabs[tab].client.plan_discard_draft(&draft.id, id, now);
        let what = format!("discards draft {}", draft.id);
        let (seen, closes) = (words(&draft.fields), Some(draft.id));
        Some(Act { batch, command: None, words: Vec::new(), seen, edit: None, closes, what })
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
        let sent = &entry.command;
        let from = sent.base.from.clone().unwrap_or_else(|| sent.entity.clone());
        let of_words = sent.kind == "note.send@1" || sent.base.from.is_some();
        let again = of_words && client.draft(&from).is_none() && self.rng.mille(800);
        let now = self.devices[device].clock(self.now);
        let word = |name: &str| (name.to_string(), sent.args[name].clone());
        let fields = [word("title"), word("text")].into();
        let draft = again.then(|| Draft { id: from, form: "note@1".into(), fields, rev: 1, at: now });
        let kept = draft.as_ref().map(|draft| words(&draft.fields)).unwrap_or_default();
        let thrown = if draft.is_none() { marks(&sent.args.to_string()).into_iter().collect() } else { Vec::new() };
        let discard = CommandId(self.rng.uuid());
        let client = &self.devices[device].tabs[tab].client;
        let batch = client.plan_put_away(entry.cseq, draft, discard, now).ok()?;
        let what = format!("puts away {}, as a draft again: {again}", entry.command.id.0);
        Some(Act { batch, command: None, words: kept, seen: thrown, edit: None, closes: None, what })
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
