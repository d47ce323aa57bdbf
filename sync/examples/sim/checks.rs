//! What must hold: while the run goes on, and at rest. Each failure names its invariant.

use std::collections::BTreeMap;

use serde_json::Value;
use thidua_sync::client::{Batch, End, EntryState};
use thidua_sync::command::{Command, Fields, Outcome};
use thidua_sync::draft;
use thidua_sync::pull;
use thidua_sync::row::{Row, Scope, share};
use thidua_sync::store::View as _;
use thidua_sync::wire::Read;

use crate::center::{digest, truth_key};
use crate::device::Commit;
use crate::oracle::{Plain, marks};
use crate::people::{draft_words, row_words};
use crate::world::{START, World};

/// An invariant that did not hold.
#[derive(Debug, Clone)]
pub struct Broken {
    pub invariant: &'static str,
    pub what: String,
}

impl Broken {
    pub fn new(invariant: &'static str, what: String) -> Broken {
        Broken { invariant, what }
    }
}

/// Whether a command is about a draft, or was written in it.
fn about(command: &Command, draft: &str) -> bool {
    command.base.from.as_ref().unwrap_or(&command.entity) == draft
}

/// Whether two say the same; a null field is an absent one.
fn alike(a: &Fields, b: &Fields) -> bool {
    a.keys().chain(b.keys()).all(|name| a.get(name).unwrap_or(&Value::Null) == b.get(name).unwrap_or(&Value::Null))
}

fn digest_of<'a>(rows: impl Iterator<Item = &'a Row>) -> u64 {
    digest(rows.map(|row| (&row.key, row.seq, row.scopes.clone(), row.body.text())))
}

/// What differs between two lists of rows, in a line.
fn difference<'a>(have: impl Iterator<Item = &'a Row>, want: &[Row]) -> String {
    let have: BTreeMap<_, _> = have.map(|row| (&row.key, row)).collect();
    let want: BTreeMap<_, _> = want.iter().map(|row| (&row.key, row)).collect();
    let missing = want.keys().filter(|key| !have.contains_key(*key));
    let extra = have.keys().filter(|key| !want.contains_key(*key));
    let other = have.iter().filter(|(key, row)| want.get(*key).is_some_and(|want| want != *row));
    format!(
        "missing {:?}, extra {:?}, other {:?}",
        missing.collect::<Vec<_>>(),
        extra.collect::<Vec<_>>(),
        other.map(|(key, row)| (key, row.seq, want[*key].seq, &row.scopes, &want[*key].scopes)).collect::<Vec<_>>()
    )
}

impl World {
    /// I1: what says "saved" is in the storage.
    pub fn check_saved(&self, device: usize, words: &[String], batch: &Batch) -> Result<(), Broken> {
        let disk = &self.devices[device].disk;
        let drafts: Vec<String> = disk.drafts.values().flat_map(draft_words).collect();
        if let Some(word) = words.iter().find(|word| !drafts.contains(word)) {
            return Err(Broken::new("I1", format!("device {device} said that {word} is saved; it is not stored")));
        }
        for entry in &batch.out_put {
            let stored = disk.outbox.values().any(|stored| stored.command.id == entry.command.id);
            if !stored {
                return Err(Broken::new("I1", format!("device {device}: {} is not stored", entry.command.id.0)));
            }
        }
        Ok(())
    }

    /// I5, I8, I10: at the end of a read, storage and memory hold what the server showed at that position.
    pub fn check_reader(&self, device: usize, tab: usize, done: Commit) -> Result<(), Broken> {
        let at = &self.devices[device];
        let Some(position) = at.disk.meta.as_ref().and_then(|meta| meta.position.as_ref()) else { return Ok(()) };
        let Some(truth) = self.center.truths.get(&truth_key(&at.person, position)) else { return Ok(()) };
        let outside = at.disk.rows.values().find(|row| !row.scopes.iter().any(|scope| position.held.contains(scope)));
        if let Some(row) = outside {
            return Err(Broken::new("I10", format!("device {device} keeps {:?} without a scope for it", row.key)));
        }
        let stored = digest_of(at.disk.rows.values()) == *truth;
        let shown = digest_of(at.tabs[tab].client.replica.rows()) == *truth || done != Commit::Done;
        let now = || {
            let want = self.center.visible(&position.held);
            let memory = difference(at.tabs[tab].client.replica.rows(), &want);
            format!("stored: {}; shown: {memory}", difference(at.disk.rows.values(), &want))
        };
        match (stored, shown) {
            (true, true) => Ok(()),
            (false, true) => {
                Err(Broken::new("I5", format!("device {device}: the cursor is stored, its rows are not: {}", now())))
            }
            (_, false) if self.center.lost => {
                Err(Broken::new("I11", format!("device {device} did not heal after a restore: {}", now())))
            }
            (_, false) => {
                Err(Broken::new("I8", format!("device {device} differs from the server at its cursor: {}", now())))
            }
        }
    }

    /// I4: what leaves the outbox as done is in rows that have been read.
    pub fn check_dropped(&self, device: usize, batch: &Batch) -> Result<(), Broken> {
        let Some(position) = batch.meta.as_ref().and_then(|meta| meta.position.as_ref()) else { return Ok(()) };
        for past in batch.past_put.iter().filter(|past| matches!(past.end, End::Done(_))) {
            let logged = self.center.log.iter().find(|step| step.command.id == past.command.id);
            let seq = logged.and_then(|step| step.outcome.seq());
            if let Some(seq) = seq.filter(|seq| *seq > position.cursor.seq || position.fill.is_some()) {
                let what =
                    format!("device {device} dropped {} (seq {seq}) at {}", past.command.id.0, position.cursor.seq);
                return Err(Broken::new("I4", what));
            }
        }
        Ok(())
    }

    /// Everything, when nothing moves any more.
    pub fn check_rest(&mut self) -> Result<(), Broken> {
        self.check_queues()?;
        let model = Plain::replay(&self.center.log)?;
        self.check_server(&model)?;
        for device in 0..self.devices.len() {
            self.check_device(device)?;
            self.check_drafts(device, &model)?;
            self.check_screens(device)?;
        }
        self.check_commands()?;
        self.check_words(&model)
    }

    /// I7: nothing waits any more.
    fn check_queues(&self) -> Result<(), Broken> {
        for (device, at) in self.devices.iter().enumerate() {
            let waiting = at.disk.outbox.values().find(|entry| !matches!(entry.state, EntryState::Refused(_)));
            if let Some(entry) = waiting {
                let what =
                    format!("device {device}: {} {} still {:?}", entry.command.kind, entry.command.id.0, entry.state);
                return Err(Broken::new("I7", what));
            }
            if let Some(base) =
                at.disk.bases.values().find(|base| base.recover && at.disk.drafts.contains_key(&base.id))
            {
                return Err(Broken::new("I7", format!("device {device}: draft {} is never recovered", base.id)));
            }
        }
        Ok(())
    }

    /// I2, I3, I8, I9: the server holds what the sequential model holds, stamped with its own clock.
    fn check_server(&mut self, model: &Plain) -> Result<(), Broken> {
        for (key, row) in self.center.store.rows() {
            let at = row.body.value()["at"].as_i64();
            if at.is_some_and(|at| at < START || at > self.now) {
                return Err(Broken::new("I9", format!("{key:?} is stamped {at:?}, by no clock of the server's")));
            }
        }
        let rows = self.center.store.rows();
        let odd = rows.iter().find(|(key, row)| model.rows.get(*key) != Some(*row));
        let lost = model.rows.keys().find(|key| !rows.contains_key(*key));
        if let Some(key) = odd.map(|(key, _)| key).or(lost) {
            let what = format!("{key:?} is {:?}, in order {:?}", rows.get(key), model.rows.get(key));
            return Err(Broken::new("I3", what));
        }
        let mut sums: BTreeMap<Scope, (i64, u64)> = BTreeMap::new();
        for (key, row) in rows {
            for scope in &row.scopes {
                let (count, sum) = sums.entry(scope.clone()).or_default();
                (*count, *sum) = (*count + 1, sum.wrapping_add(share(key, row.seq)));
            }
        }
        let scopes: Vec<Scope> = sums.keys().cloned().collect();
        let kept = self.center.store.sums(&scopes).expect("invariant: memory can be read");
        match kept.into_iter().find(|(scope, count, sum)| sums[scope] != (*count, *sum)) {
            Some((scope, ..)) => Err(Broken::new("I8", format!("the server's own sum of {} is wrong", scope.0))),
            None => Ok(()),
        }
    }

    /// I8, I10: a device holds what its person may see, in storage and in memory; so does a new device.
    fn check_device(&mut self, device: usize) -> Result<(), Broken> {
        let person = self.devices[device].person.clone();
        let scopes = self.center.scopes(&person, self.now);
        let want = self.center.visible(&scopes);
        let at = &self.devices[device];
        let stored = at.disk.rows.values();
        if digest_of(stored.clone()) != digest_of(want.iter()) {
            let extra = stored.clone().find(|row| !want.iter().any(|want| want.key == row.key));
            let invariant = if extra.is_some() { "I10" } else { "I8" };
            return Err(Broken::new(invariant, format!("device {device} at rest: {}", difference(stored, &want))));
        }
        for tab in &at.tabs {
            if digest_of(tab.client.replica.rows()) != digest_of(want.iter()) {
                let what = difference(tab.client.replica.rows(), &want);
                return Err(Broken::new("I8", format!("device {device} shows other rows at rest: {what}")));
            }
            for row in &want {
                if tab.client.replica.get(&row.key).is_none_or(|shown| shown.pending || shown.body != &row.body) {
                    return Err(Broken::new("I8", format!("device {device} still predicts {:?}", row.key)));
                }
            }
        }
        self.check_new_device(device, &scopes, &want)
    }

    /// A new device that reads page by page holds the same, whatever the size of a page, and ends.
    fn check_new_device(&mut self, device: usize, scopes: &[Scope], want: &[Row]) -> Result<(), Broken> {
        let mut rows: BTreeMap<_, Row> = BTreeMap::new();
        let mut position = None;
        for _ in 0..1_000 {
            let size = crate::toy::MOST_ROWS + 1;
            let read = pull::read(&mut self.center.store, scopes, position.as_ref(), false, size);
            let Ok(Read::Page(page)) = read else {
                return Err(Broken::new("I8", format!("a new device is sent away: {read:?} at {position:?}")));
            };
            page.dels.iter().for_each(|key| drop(rows.remove(key)));
            rows.extend(page.puts.into_iter().map(|row| (row.key.clone(), row)));
            position = Some(page.next);
            if !page.more {
                let same = digest_of(rows.values()) == digest_of(want.iter());
                let what = || format!("a new device like {device}: {}", difference(rows.values(), want));
                return if same { Ok(()) } else { Err(Broken::new("I8", what())) };
            }
        }
        Err(Broken::new("I7", "a new device never reads to the end".into()))
    }

    /// I6, I8: a person's drafts are the same everywhere, but for those with a refused entry about them.
    fn check_drafts(&self, device: usize, model: &Plain) -> Result<(), Broken> {
        let at = &self.devices[device];
        let told = |id: &str| at.disk.outbox.values().any(|entry| about(&entry.command, id));
        let rows = model.drafts(&at.person);
        for (id, row) in &rows {
            let here = at.disk.drafts.get(id).is_some_and(|draft| draft.fields == row.fields);
            if !here && !told(id) {
                let what = format!("{:?}, on the server {:?}", at.disk.drafts.get(id), row);
                return Err(Broken::new("I8", format!("device {device}: draft {id} is {what}")));
            }
        }
        match at.disk.drafts.keys().find(|id| !rows.contains_key(*id) && !told(id)) {
            Some(id) => Err(Broken::new("I8", format!("device {device}: draft {id} is not on the server"))),
            None => Ok(()),
        }
    }

    /// I8: a screen on which nobody is writing shows what is stored.
    fn check_screens(&mut self, device: usize) -> Result<(), Broken> {
        for tab in &mut self.devices[device].tabs {
            for (id, screen) in &mut tab.screens {
                let stored = tab.client.draft(id);
                screen.sheet.look(stored, None);
                let (fields, stored) = (screen.sheet.fields(), stored.map(|draft| &draft.fields));
                if !screen.sheet.is_dirty() && stored.is_some_and(|stored| !alike(stored, fields)) {
                    let what = format!("device {device} shows {fields:?} of draft {id}; stored is {stored:?}");
                    return Err(Broken::new("I8", what));
                }
            }
        }
        Ok(())
    }

    /// I3, I6, I11: every command that was said to be saved has come to one end that its author can see.
    fn check_commands(&self) -> Result<(), Broken> {
        let records = self.center.store.records();
        for (id, (device, command)) in &self.said.commands {
            let disk = &self.devices[*device].disk;
            let refused = disk.outbox.values().any(|entry| entry.command.id == *id);
            let put_away = disk.past.get(id).is_some_and(|past| matches!(past.end, End::Discarded(_)));
            let applied = match records.get(id).map(|record| &record.outcome) {
                Some(Outcome::Applied { .. } | Outcome::Merged { .. }) => true,
                Some(Outcome::Rejected(_) | Outcome::Deferred(_)) | None => false,
            };
            let forgotten = self.faults.hits.contains_key(&crate::faults::Fault::WeekAway);
            if !applied && !refused && !put_away && !forgotten {
                let invariant = if self.said.acked.contains(id) { "I11" } else { "I6" };
                let what = format!("{} {} of device {device} is nowhere: {:?}", command.kind, id.0, records.get(id));
                return Err(Broken::new(invariant, what));
            }
        }
        Ok(())
    }

    /// I6: the newest words of every draft are on the server, or in what waits for their author's attention.
    fn check_words(&self, model: &Plain) -> Result<(), Broken> {
        for (word, person) in &self.said.words {
            let on_server = model.drafts(person).values().any(|row| row_words(row).contains(word));
            let mine = self.devices.iter().filter(|at| at.person == *person);
            let attention = mine.clone().flat_map(|at| at.disk.outbox.values());
            let refused = attention.clone().any(|entry| marks(&entry.command.args.to_string()).contains(word));
            let told = |id: &str| attention.clone().any(|entry| about(&entry.command, id));
            let drafts = mine.clone().flat_map(|at| at.disk.drafts.values());
            let kept = drafts.clone().any(|draft| draft_words(draft).contains(word) && told(&draft.id));
            // Sent from one device, and taken up again on another that had been refused: it is in the record.
            let records = self.center.store.records();
            let sent = self.said.commands.values().filter(|(_, command)| {
                records
                    .get(&command.id)
                    .is_some_and(|record| record.person == *person && record.outcome.seq().is_some())
            });
            let sent = sent.map(|(_, command)| command).any(|command| marks(&command.args.to_string()).contains(word));
            if !on_server && !refused && !kept && !sent {
                let at = drafts.filter(|draft| draft_words(draft).contains(word)).count();
                let table = draft::TABLE;
                return Err(Broken::new(
                    "I6",
                    format!("{word} of {person} is in no {table} of the server ({at} devices have it)"),
                ));
            }
        }
        Ok(())
    }
}
