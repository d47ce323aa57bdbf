//! A draft on a screen: what its author types there, what the store holds of it, and how the two stay one text while
//! other tabs and devices of the same person write in it too.
//!
//! ```text
//! typed ──▶ screen ──edit()──▶ plan_edit ──▶ store ◀── other tabs, other devices
//!              ▲                               │
//!              └────────── look() ◀────────────┘      not into the field that somebody is in
//! ```
//!
//! Invariant: nothing of the store is written over unless this screen has shown it, or it is kept as a draft of its own.

use serde_json::Value;

use crate::Millis;
use crate::command::Fields;
use crate::draft::Draft;
use crate::merge::{self, Merge};

/// What a screen and the store last agreed on: where a merge of the two begins.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Agreed {
    /// The stored draft's `rev`; 0 when there was none, or when the screen is behind in some field.
    pub rev: u64,
    pub fields: Fields,
}

/// A state of the screen on its way to the store.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    pub id: String,
    pub form: String,
    pub fields: Fields,
    /// The device's clock.
    pub at: Millis,
    pub from: Agreed,
}

/// One draft on one screen.
#[derive(Clone, Debug)]
pub struct Sheet {
    id: String,
    form: String,
    agreed: Agreed,
    fields: Fields,
}

impl Sheet {
    /// Opens a draft that exists, or a new one that begins to exist with its first letter. `first` fills a new one.
    pub fn open(id: &str, form: &str, stored: Option<&Draft>, first: Fields) -> Sheet {
        let (form, agreed) = match stored {
            Some(draft) => (draft.form.clone(), Agreed { rev: draft.rev, fields: bare(&draft.fields) }),
            None => (form.to_owned(), Agreed { rev: 0, fields: bare(&first) }),
        };
        let fields = agreed.fields.clone();
        Sheet { id: id.into(), form, agreed, fields }
    }

    pub fn id(&self) -> &str {
        &self.id
    }

    pub fn form(&self) -> &str {
        &self.form
    }

    /// What is on the screen.
    pub fn fields(&self) -> &Fields {
        &self.fields
    }

    /// The stored `rev` that the screen shows whole; `None` while it is behind or holds more.
    pub fn shows(&self) -> Option<u64> {
        (!self.is_dirty()).then_some(self.agreed.rev)
    }

    /// Takes what is typed. Answers whether anything changed.
    pub fn set(&mut self, name: &str, value: Value) -> bool {
        let changed = self.fields.get(name).unwrap_or(&Value::Null) != &value;
        if changed {
            put(&mut self.fields, name, value);
        }
        changed
    }

    /// Whether the screen says more than the store, as far as it knows.
    pub fn is_dirty(&self) -> bool {
        self.fields != self.agreed.fields
    }

    /// The screen as it is now, for [`crate::client::Client::plan_edit`].
    pub fn edit(&self, at: Millis) -> Edit {
        let (id, form) = (self.id.clone(), self.form.clone());
        Edit { id, form, fields: self.fields.clone(), at, from: self.agreed.clone() }
    }

    /// An edit is durable; `stored` is what the store holds of the draft since. When it holds more than the edit said,
    /// the next [`Sheet::look`] takes that over.
    pub fn saved(&mut self, edit: &Edit, stored: &Draft) {
        let rev = if bare(&stored.fields) == edit.fields { stored.rev } else { 0 };
        self.agreed = Agreed { rev, fields: edit.fields.clone() };
    }

    /// Takes over what the store holds, except in the field `held`, in which somebody is: that one waits until it is
    /// left. Where both wrote the same place the screen stays as it is, and the next edit keeps the other beside it.
    /// Answers whether the screen changed.
    pub fn look(&mut self, stored: Option<&Draft>, held: Option<&str>) -> bool {
        let Some(stored) = stored else { return false };
        let (mut behind, mut changed) = (false, false);
        for name in names(&self.agreed.fields, &self.fields, &stored.fields) {
            let of = |fields: &Fields| fields.get(&name).cloned().unwrap_or(Value::Null);
            let (base, mine, theirs) = (of(&self.agreed.fields), of(&self.fields), of(&stored.fields));
            if mine == theirs {
                put(&mut self.agreed.fields, &name, theirs);
                continue;
            }
            let merged = match merge::field(&base, &theirs, &mine) {
                // Only the screen changed it.
                Merge::Same => {
                    put(&mut self.agreed.fields, &name, theirs);
                    continue;
                }
                Merge::Mine(value) | Merge::Both(value) if held != Some(name.as_str()) => value,
                Merge::Mine(_) | Merge::Both(_) | Merge::Clash => {
                    behind = true;
                    continue;
                }
            };
            put(&mut self.fields, &name, merged);
            put(&mut self.agreed.fields, &name, theirs);
            changed = true;
        }
        self.agreed.rev = if behind { 0 } else { stored.rev };
        changed
    }
}

/// What the store is to hold after an edit, and whether what it holds now must be kept beside it.
pub(crate) fn joined(edit: &Edit, stored: &Draft) -> (Fields, bool) {
    if bare(&stored.fields) == edit.from.fields {
        return (edit.fields.clone(), false);
    }
    let (mut out, mut clash) = (Fields::new(), false);
    for name in names(&edit.from.fields, &edit.fields, &stored.fields) {
        let of = |fields: &Fields| fields.get(&name).cloned().unwrap_or(Value::Null);
        let (base, mine, theirs) = (of(&edit.from.fields), of(&edit.fields), of(&stored.fields));
        let value = match merge::field(&base, &mine, &theirs) {
            Merge::Mine(value) | Merge::Both(value) => value,
            Merge::Same => theirs,
            Merge::Clash => {
                clash = true;
                mine
            }
        };
        put(&mut out, &name, value);
    }
    (out, clash)
}

/// Each name once.
fn names(a: &Fields, b: &Fields, c: &Fields) -> Vec<String> {
    let more = b.keys().filter(|name| !a.contains_key(*name));
    let rest = c.keys().filter(|name| !a.contains_key(*name) && !b.contains_key(*name));
    a.keys().chain(more).chain(rest).cloned().collect()
}

/// An absent field and a null one are the same: here the null ones are left out.
fn bare(fields: &Fields) -> Fields {
    let mut fields = fields.clone();
    fields.retain(|_, value| !value.is_null());
    fields
}

fn put(fields: &mut Fields, name: &str, value: Value) {
    match value {
        Value::Null => drop(fields.remove(name)),
        value => drop(fields.insert(name.to_owned(), value)),
    }
}
