//! What people were told is saved, and the plain sequential model that the server's history is compared with.

use std::collections::{BTreeMap, BTreeSet};

use thidua_sync::command::{Command, CommandId, Outcome};
use thidua_sync::domain::{Domain as _, Found, Rows};
use thidua_sync::draft;
use thidua_sync::row::{IndexKey, Key, Scope};
use thidua_sync::store::Stored;

use crate::center::Logged;
use crate::checks::Broken;
use crate::toy::Toy;

/// What people wrote and saw "saved" for.
#[derive(Default)]
pub struct Said {
    /// Commands with the device that said so.
    pub commands: BTreeMap<CommandId, (usize, Command)>,
    /// Words of drafts with their author; a word leaves when its author, who saw it, removed, sent or discarded it.
    pub words: BTreeMap<String, String>,
    /// Words that their author removed or discarded, having seen them.
    pub removed: BTreeSet<String>,
    /// Commands that some device was told are applied.
    pub acked: BTreeSet<CommandId>,
}

/// The marked words of a text: `w` and a number.
pub fn marks(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    let marked =
        words.filter(|word| word.len() > 1 && word.starts_with('w') && word[1..].bytes().all(|b| b.is_ascii_digit()));
    marked.map(String::from).collect()
}

/// Rows as anybody would keep them: a map.
#[derive(Default)]
pub struct Plain {
    pub rows: BTreeMap<Key, Stored>,
    seq: u64,
}

impl Rows for Plain {
    fn row(&self, key: &Key) -> Option<Found> {
        self.rows.get(key).map(|row| Found { seq: row.seq, body: row.body.clone() })
    }

    fn find(&self, index: &IndexKey) -> Vec<Key> {
        let toy = Toy { on_server: true };
        let under = |(key, row): &(&Key, &Stored)| toy.index(&key.table, &row.body).contains(index);
        self.rows.iter().filter(under).map(|(key, _)| key.clone()).collect()
    }
}

impl Plain {
    /// Applies each command once, in the order of the server's commits, and compares every outcome.
    pub fn replay(log: &[Logged]) -> Result<Plain, Broken> {
        let mut plain = Plain::default();
        let mut ids = BTreeSet::new();
        let mut fallen = BTreeSet::new();
        for step in log {
            let id = step.command.id;
            if !ids.insert(id) {
                return Err(Broken::new("I3", format!("{} {} was decided twice", step.command.kind, id.0)));
            }
            if step.command.deps.iter().any(|dep| fallen.contains(dep)) != step.outcome.is("dep_rejected") {
                return Err(Broken::new("I7", format!("{} did not fall with what it presumed", id.0)));
            }
            if matches!(step.outcome, Outcome::Rejected(_)) {
                fallen.insert(id);
            }
            if !step.outcome.is("parked") && !step.outcome.is("dep_rejected") {
                plain.apply(step)?;
            }
        }
        Ok(plain)
    }

    fn apply(&mut self, step: &Logged) -> Result<(), Broken> {
        let decided = Toy { on_server: true }.decide(self, &step.who, &step.command, step.now);
        let effect = match (decided, &step.outcome) {
            (Err(refusal), Outcome::Rejected(told)) if refusal == *told => return Ok(()),
            (Ok(effect), Outcome::Applied { .. } | Outcome::Merged { .. }) => effect,
            (decided, told) => {
                let what = format!("{} {}: told {told:?}, in order {decided:?}", step.command.kind, step.command.id.0);
                return Err(Broken::new("I3", what));
            }
        };
        if !effect.puts.is_empty() || !effect.dels.is_empty() {
            self.seq += 1;
        }
        let id = step.command.id.0;
        if step.outcome.seq() != Some(self.seq) {
            return Err(Broken::new(
                "I2",
                format!("{} {}: {:?} is seq {} in order", step.command.kind, id, step.outcome, self.seq),
            ));
        }
        for put in effect.puts {
            let mut scopes: Vec<Scope> = put.scopes;
            scopes.sort();
            scopes.dedup();
            self.rows.insert(put.key, Stored { seq: self.seq, scopes, body: put.body });
        }
        for key in effect.dels {
            self.rows.remove(&key);
        }
        Ok(())
    }

    /// The drafts of a person, by id.
    pub fn drafts(&self, who: &str) -> BTreeMap<String, draft::DraftRow> {
        let own = draft::key_id(who, "");
        let rows = self.rows.iter().filter(|(key, _)| key.table == draft::TABLE);
        rows.filter_map(|(key, row)| Some((key.id.strip_prefix(&own)?.to_string(), row.body.read()?))).collect()
    }
}

pub trait Told {
    fn is(&self, code: &str) -> bool;
}

impl Told for Outcome {
    fn is(&self, code: &str) -> bool {
        matches!(self, Outcome::Rejected(refusal) if refusal.code == code)
    }
}
