//! What all kinds of records share: a record that its author sends, others confirm or return, and several devices
//! may edit at once. Edits of different fields are both kept; one place written twice becomes a conflict that people see.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use thidua_sync::Millis;
use thidua_sync::body;
use thidua_sync::command::{Command, Fields, Refusal};
use thidua_sync::domain::{Effect, Rows};
use thidua_sync::draft;
use thidua_sync::order;
use thidua_sync::row::{Key, Scope};

use crate::evidence;
use crate::nomination::course;
use crate::policy::{self, Act, Target};
use crate::visibility;

mod fields;
mod merging;

use merging::merge_fields;

pub use fields::{is_given, is_ids, is_ids_within, is_text, is_when, text};

/// Longest reason, in characters.
pub const REASON_MAX: usize = 2_000;

/// Since when everybody sees a record, and through whom: an [`crate::org::Stamp`].
pub const PUBLISHED: &str = "published";
/// Units that see a record of another unit because it is about them.
pub const INSPECTED: &str = "inspected";

/// The table of history rows.
pub const HISTORY: &str = "history";

/// Where a record stands, apart from drafts, which are no records yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Sent,
    Confirmed,
    Returned,
    Withdrawn,
}

/// A field that keeps a draft from being sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    pub field: &'static str,
    pub code: &'static str,
}

/// Gathers the errors of a form.
#[derive(Default)]
pub struct Errors(pub Vec<FieldError>);

impl Errors {
    pub fn say(&mut self, is_wrong: bool, field: &'static str, code: &'static str) {
        if is_wrong {
            self.0.push(FieldError { field, code });
        }
    }
}

/// What one kind of record is made of.
pub struct Spec {
    pub table: &'static str,
    pub form: &'static str,
    /// Fields that its author writes.
    pub fields: &'static [&'static str],
    /// What keeps it from being sent: what is missing, and what [`Spec::shape`] finds.
    pub check: fn(&Fields) -> Vec<FieldError>,
    /// What is wrong with the fields that are there, whatever else is missing.
    pub shape: fn(&Fields) -> Vec<FieldError>,
    /// Whether a whole record can be read by its type. One that cannot would be on no screen.
    pub reads: fn(&Value) -> bool,
    pub send_back: Act,
    /// What it takes to send a new one.
    pub submit: Act,
    /// Belongs to its unit: whoever leads it may change it, not its author alone.
    pub shared: bool,
}

impl Spec {
    /// What an act on one of its own records takes of who does it.
    pub fn act(&self, own: Act) -> Act {
        match own {
            Act::Edit if self.shared => Act::EditShared,
            Act::Resend if self.shared => Act::ResendShared,
            Act::Withdraw if self.shared => Act::WithdrawShared,
            own => own,
        }
    }
}

/// One entry in the history of a record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct History {
    /// Table and id of the record.
    pub of: Key,
    pub by: String,
    /// The server's clock.
    pub at: Millis,
    /// The command without its version, such as `activity.return`.
    pub verb: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Old and new value of each changed field.
    #[serde(default)]
    pub changes: std::collections::BTreeMap<String, (Value, Value)>,
}

impl History {
    /// An entry that says who did what, and nothing else yet.
    pub fn of(of: &Key, who: &str, command: &Command, now: Millis) -> History {
        let changes = std::collections::BTreeMap::new();
        History { of: of.clone(), by: who.into(), at: now, verb: command.verb().into(), reason: None, changes }
    }

    pub fn with(mut self, field: &str, old: Value, new: Value) -> History {
        self.changes.insert(field.into(), (old, new));
        self
    }

    /// Puts the entry under its command's id. An outcome is forgotten one day, the history never: what is there is not
    /// written over.
    pub fn keep(
        &self,
        rows: &dyn Rows,
        scopes: Vec<Scope>,
        command: &Command,
        effect: &mut Effect,
    ) -> Result<(), Refusal> {
        let key = Key::new(HISTORY, command.id.0.to_string());
        if rows.row(&key).is_some() {
            return Err(Refusal::new("id_reused"));
        }
        effect.put(key, scopes, &json!(self));
        Ok(())
    }
}

/// A record as it is stored.
struct Loaded {
    key: Key,
    seq: u64,
    map: Map<String, Value>,
    unit: String,
    author: String,
    state: State,
}

impl Loaded {
    fn find(spec: &Spec, rows: &dyn Rows, id: &str) -> Result<Loaded, Refusal> {
        let key = Key::new(spec.table, id);
        let found = rows.row(&key).ok_or(Refusal::new("not_found"))?;
        let broken = || Refusal::new("not_found");
        let map: Map<String, Value> = found.body.read().ok_or_else(broken)?;
        let text = |name: &str| map.get(name).and_then(Value::as_str).map(str::to_string).ok_or_else(broken);
        let (unit, author) = (text("unit")?, text("author")?);
        let state = body::typed(map.get("state").unwrap_or(&Value::Null)).map_err(|_| broken())?;
        Ok(Loaded { key, seq: found.seq, map, unit, author, state })
    }

    /// Refuses what would change a record that is appraised: what was read and posted stays as it was read.
    fn must_not_be_appraised(&self) -> Result<(), Refusal> {
        match self.map.contains_key(course::COURSE) {
            true => Err(Refusal::new("under_appraisal")),
            false => Ok(()),
        }
    }

    /// Sets a field, or clears it with null. Answers the old value.
    fn set(&mut self, name: &str, value: Value) -> Value {
        let old = match value {
            Value::Null => self.map.remove(name),
            value => self.map.insert(name.to_owned(), value),
        };
        old.unwrap_or(Value::Null)
    }

    fn target(&self) -> Target<'_> {
        Target { unit: &self.unit, author: Some(&self.author), state: Some(self.state) }
    }

    fn scopes(&self) -> Vec<Scope> {
        scopes_of(&self.map)
    }

    /// Puts the record with its new state and one history entry.
    fn put(
        mut self,
        (spec, rows): (&Spec, &dyn Rows),
        effect: &mut Effect,
        history: History,
        command: &Command,
    ) -> Result<(), Refusal> {
        if spec.shared {
            evidence::note_names(&mut self.map, &history.by);
        }
        let scopes = self.scopes();
        let record = Value::Object(self.map);
        if !(spec.reads)(&record) {
            return Err(Refusal::new("bad_args"));
        }
        history.keep(rows, scopes.clone(), command, effect)?;
        #[cfg(feature = "office")]
        evidence::follow(rows, effect, &self.key, &record);
        effect.put(self.key, scopes, &record);
        #[cfg(feature = "office")]
        crate::event::office::follow(rows, effect);
        Ok(())
    }

    /// A decision holds for the words that the person saw.
    fn is_as_seen(&self, command: &Command) -> Result<(), Refusal> {
        if command.base.seq != 0 && self.seq != 0 && command.base.seq != self.seq {
            return Err(Refusal::new("changed_since_seen"));
        }
        Ok(())
    }

    fn history(&self, who: &str, command: &Command, now: Millis) -> History {
        History::of(&self.key, who, command, now)
    }
}

/// A record is seen by its unit, by those above it, and by its author wherever they go; by the units that it is about; and
/// by everybody once it is published.
pub fn scopes_of(record: &Map<String, Value>) -> Vec<Scope> {
    let text = |name: &str| record.get(name).and_then(Value::as_str).unwrap_or_default();
    let mut scopes = order::set([visibility::of_unit(text("unit")), visibility::of_person(text("author"))]);
    let about = record.get(INSPECTED).and_then(Value::as_array).into_iter().flatten();
    scopes.extend(about.filter_map(Value::as_str).map(visibility::of_unit));
    if record.get(PUBLISHED).is_some_and(|published| !published.is_null()) {
        scopes.insert(visibility::public());
    }
    scopes.into_iter().collect()
}

/// A new record: its author sends what the draft says.
pub fn submit(spec: &Spec, rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let unit = command.args["unit"].as_str().ok_or(Refusal::new("bad_args"))?;
    if crate::org::unit(rows, unit).is_none() {
        return Err(Refusal::new("unit_unknown").field("unit"));
    }
    policy::allow(rows, who, spec.submit, Target::unit(unit), now)?;
    let key = Key::new(spec.table, command.entity.clone());
    if command.entity.is_empty() || command.entity.len() > 64 || rows.row(&key).is_some() {
        return Err(Refusal::new("already_exists"));
    }
    let fields = fields_of(spec, &command.args["fields"])?;
    refuse_first((spec.check)(&fields))?;
    let mut map = Map::new();
    for (name, value) in fields.into_iter().filter(|(_, value)| !value.is_null()) {
        map.insert(name, value);
    }
    map.insert("unit".into(), json!(unit));
    map.insert("author".into(), json!(who));
    map.insert("state".into(), json!(State::Sent));
    map.insert("sent_at".into(), json!(now));
    map.insert("edited_by".into(), json!(who));
    if spec.shared {
        evidence::note_names(&mut map, who);
    }
    let scopes = scopes_of(&map);
    let record = Value::Object(map);
    if !(spec.reads)(&record) {
        return Err(Refusal::new("bad_args"));
    }
    let mut effect = Effect::default();
    #[cfg(feature = "office")]
    evidence::follow(rows, &mut effect, &key, &record);
    effect.put(key, scopes, &record);
    #[cfg(feature = "office")]
    crate::event::office::follow(rows, &mut effect);
    draft::close(rows, who, command.base.from.as_ref().unwrap_or(&command.entity), command, &mut effect);
    Ok(effect)
}

/// Changes fields of one's own record, beside whatever another device changed meanwhile.
pub fn edit(spec: &Spec, rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let record = Loaded::find(spec, rows, &command.entity)?;
    policy::allow(rows, who, spec.act(Act::Edit), record.target(), now)?;
    record.must_not_be_appraised()?;
    merge_fields(spec, rows, record, who, command, now)
}

/// Sends a returned record again, with what was changed in it.
pub fn resend(spec: &Spec, rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let mut record = Loaded::find(spec, rows, &command.entity)?;
    policy::allow(rows, who, spec.act(Act::Resend), record.target(), now)?;
    record.map.insert("state".into(), json!(State::Sent));
    record.map.insert("sent_at".into(), json!(now));
    for settled in ["reason", "decided_by", "decided_at"] {
        record.map.remove(settled);
    }
    merge_fields(spec, rows, record, who, command, now)
}

pub fn confirm(spec: &Spec, rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let record = Loaded::find(spec, rows, &command.entity)?;
    policy::allow(rows, who, Act::ConfirmActivity, record.target(), now)?;
    decide((spec, rows), record, State::Confirmed, None, command, (who, now))
}

/// Returns a record to its author with a reason.
pub fn send_back(spec: &Spec, rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let record = Loaded::find(spec, rows, &command.entity)?;
    policy::allow(rows, who, spec.send_back, record.target(), now)?;
    let reason = command.args["reason"].as_str().map(str::trim).unwrap_or_default();
    if reason.is_empty() {
        return Err(Refusal::new("reason_missing").field("reason"));
    }
    if reason.chars().count() > REASON_MAX {
        return Err(Refusal::new("text_too_long").field("reason"));
    }
    decide((spec, rows), record, State::Returned, Some(reason.to_string()), command, (who, now))
}

pub fn withdraw(spec: &Spec, rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let record = Loaded::find(spec, rows, &command.entity)?;
    policy::allow(rows, who, spec.act(Act::Withdraw), record.target(), now)?;
    decide((spec, rows), record, State::Withdrawn, None, command, (who, now))
}

/// What a decision makes of a record, or why not.
pub type Change<'a> = dyn FnMut(&mut Map<String, Value>) -> Result<(), Refusal> + 'a;

/// Changes a record outside its form, by a decision that holds for what the person saw: `change` says why not, or does it.
/// Without `act` it also says who may.
pub fn amend(
    spec: &Spec,
    rows: &dyn Rows,
    who: &str,
    command: &Command,
    act: Option<Act>,
    now: Millis,
    change: &mut Change<'_>,
) -> Result<Effect, Refusal> {
    let mut record = Loaded::find(spec, rows, &command.entity)?;
    if let Some(act) = act {
        policy::allow(rows, who, act, record.target(), now)?;
    }
    record.is_as_seen(command)?;
    let before = record.map.clone();
    change(&mut record.map)?;
    let mut history = record.history(who, command, now);
    for name in order::set(before.keys().chain(record.map.keys()).cloned()) {
        let value = |map: &Map<String, Value>| map.get(&name).cloned().unwrap_or(Value::Null);
        let (old, new) = (value(&before), value(&record.map));
        if old != new {
            history.changes.insert(name, (old, new));
        }
    }
    let mut effect = Effect::default();
    record.put((spec, rows), &mut effect, history, command)?;
    Ok(effect)
}

/// A change of state is a precondition, never merged: it holds for the words that the person saw.
fn decide(
    of: (&Spec, &dyn Rows),
    mut record: Loaded,
    state: State,
    reason: Option<String>,
    command: &Command,
    (who, now): (&str, Millis),
) -> Result<Effect, Refusal> {
    record.is_as_seen(command)?;
    record.map.insert("state".into(), json!(state));
    if state != State::Withdrawn {
        record.map.insert("decided_by".into(), json!(who));
        record.map.insert("decided_at".into(), json!(now));
    }
    // What comes back is dealt with anew.
    record.map.remove(course::COURSE);
    match &reason {
        Some(reason) => drop(record.map.insert("reason".into(), json!(reason))),
        None => drop(record.map.remove("reason")),
    }
    let history = History { reason, ..record.history(who, command, now) };
    let mut effect = Effect::default();
    #[cfg(feature = "office")]
    course::office::end(of.1, &record.key, &mut effect);
    record.put(of, &mut effect, history, command)?;
    Ok(effect)
}

/// Sets one field outside a merge, with its history: the choice of a conflict card.
pub fn set_field(
    spec: &Spec,
    rows: &dyn Rows,
    who: &str,
    command: &Command,
    (name, value): (&str, Value),
    now: Millis,
) -> Result<Effect, Refusal> {
    let mut record = Loaded::find(spec, rows, &command.entity)?;
    policy::allow(rows, who, spec.act(Act::Edit), record.target(), now)?;
    record.must_not_be_appraised()?;
    let mut history = record.history(who, command, now);
    let old = record.set(name, value.clone());
    history.changes.insert(name.to_string(), (old, value));
    let fields = order::map(record.map.iter().map(|(name, value)| (name.clone(), value.clone())));
    refuse_first((spec.check)(&fields))?;
    record.map.insert("edited_by".into(), json!(who));
    let mut effect = Effect::default();
    record.put((spec, rows), &mut effect, history, command)?;
    Ok(effect)
}

fn fields_of(spec: &Spec, args: &Value) -> Result<Fields, Refusal> {
    let given = args.as_object().ok_or(Refusal::new("bad_args"))?;
    let mut fields = Fields::new();
    for (name, value) in given {
        if !spec.fields.contains(&name.as_str()) {
            return Err(Refusal::new("field_unknown").with("field", name));
        }
        // Nothing written and nothing there are the same.
        let is_empty = value.as_str().is_some_and(|text| text.trim().is_empty());
        fields.insert(name.clone(), if is_empty { Value::Null } else { value.clone() });
    }
    Ok(fields)
}

fn refuse_first(errors: Vec<FieldError>) -> Result<(), Refusal> {
    match errors.first() {
        Some(error) => Err(Refusal::new(error.code).field(error.field)),
        None => Ok(()),
    }
}
