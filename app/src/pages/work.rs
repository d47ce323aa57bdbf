//! From a draft to a command: which fields go, against which old values, and what the form says when it cannot.

use leptos::prelude::{WithUntracked as _, untrack};
use serde_json::{Map, Value, json};
use thidua_domain::org::{GRANT, Grant, Role, Unit};
use thidua_domain::policy::{Act, Target};
use thidua_domain::record::{Spec, State};
use thidua_domain::{kinds, nomination};
use thidua_sync::client::Written;
use thidua_sync::command::{Base, Fields};
use thidua_sync::row::Key;

use crate::browser::device;
use crate::pages::drafts;
use crate::state::{App, NotTaken};

/// What a form writes: a record to be, or changes of one that exists.
#[derive(Clone)]
pub struct Work {
    pub spec: &'static Spec,
    /// The record's id, now or in future.
    pub record: String,
    pub draft: String,
    pub is_edit: bool,
}

impl Work {
    /// What to write under an id: the record's changes when there is such a record or a draft of changes, else a new one.
    pub fn on(app: App, spec: &'static Spec, id: &str) -> Work {
        let draft = app.peek(|client| client.draft(id).cloned()).flatten();
        if let Some(record) = draft.as_ref().and_then(drafts::record_of) {
            return Work { spec, record, draft: id.to_owned(), is_edit: true };
        }
        let record = id.strip_prefix("e-").unwrap_or(id).to_owned();
        let changes = format!("e-{record}");
        let has_record =
            app.peek(|client| client.replica.get(&Key::new(spec.table, record.clone())).is_some()) == Some(true);
        let has_changes = app.peek(|client| client.draft(&changes).is_some()) == Some(true);
        let is_edit = has_record || has_changes || id != record;
        let draft = if is_edit { changes } else { record.clone() };
        Work { spec, record, draft, is_edit }
    }

    pub fn form(&self) -> String {
        if self.is_edit { kinds::edit_form(self.spec) } else { self.spec.form.to_owned() }
    }

    /// What a new draft begins with: nothing, or what the record says.
    pub fn first(&self, app: App) -> Fields {
        if !self.is_edit {
            return Fields::new();
        }
        let read = app.peek(|client| client.replica.get(&self.key()).map(|shown| (shown.seq, shown.body.value())));
        let Some((seq, stored)) = read.flatten() else { return Fields::new() };
        let mut fields = own(self.spec, &stored);
        let base: Map<String, Value> = fields.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
        fields.insert(drafts::RECORD.into(), json!(self.record));
        fields.insert("_seq".into(), json!(seq));
        fields.insert("_base".into(), Value::Object(base));
        fields
    }

    /// The record's state as shown here; none for a new one.
    pub fn state(&self, app: App) -> Option<State> {
        app.follow(self.spec.table);
        let stored = app.peek(|client| client.replica.get(&self.key()).map(|shown| shown.body.value()));
        serde_json::from_value(stored.flatten()?["state"].clone()).ok()
    }

    fn key(&self) -> Key {
        Key::new(self.spec.table, self.record.clone())
    }

    /// Sends what the draft says. The draft goes in the same step.
    pub async fn send(&self, app: App, fields: &Fields, draft: Written) -> Result<(), NotTaken> {
        let draft = Some(draft);
        if !self.is_edit {
            let nowhere = match app.sync.with_untracked(|sync| sync.last_ok) {
                Some(_) => NotTaken::NoOffice,
                None => NotTaken::NotReadYet,
            };
            let unit = untrack(|| home(app)).ok_or(nowhere)?;
            let fields: Fields =
                composed(self.spec, fields, device::nfc).into_iter().filter(|(_, value)| !value.is_null()).collect();
            let args = json!({ "unit": unit, "fields": fields });
            let verb = if self.spec.table == nomination::TABLE { "propose" } else { "submit" };
            return app.send(&self.command(verb), &self.record, Base::default(), args, draft).await;
        }
        let (base, changed) = changes(self.spec, fields, device::nfc);
        let is_returned = untrack(|| self.state(app)) == Some(State::Returned);
        if changed.is_empty() && !is_returned {
            return app.discard_draft(&self.draft).await;
        }
        let kind = self.command(if is_returned { "resend" } else { "edit" });
        let args = json!({ "fields": changed });
        app.send(&kind, &self.record, base, args, draft).await
    }

    fn command(&self, verb: &str) -> String {
        format!("{}.{verb}@1", self.spec.table)
    }
}

/// The fields that an author writes, out of a stored record.
fn own(spec: &Spec, stored: &Value) -> Fields {
    spec.fields.iter().filter_map(|name| Some(((*name).to_owned(), stored.get(name)?.clone()))).collect()
}

/// Fields as they are stored: trimmed texts in the form that `compose` gives them (NFC), null for what is empty.
fn composed(spec: &Spec, fields: &Fields, compose: fn(&str) -> String) -> Fields {
    spec.fields.iter().map(|name| ((*name).to_owned(), composed_value(fields.get(*name), compose))).collect()
}

fn composed_value(value: Option<&Value>, compose: fn(&str) -> String) -> Value {
    match value {
        Some(Value::String(text)) => match compose(text.trim()) {
            text if text.is_empty() => Value::Null,
            text => Value::String(text),
        },
        Some(Value::Array(items)) if !items.is_empty() => Value::Array(items.clone()),
        // A place on the earth.
        Some(Value::Object(parts)) => Value::Object(parts.clone()),
        _ => Value::Null,
    }
}

/// The fields that differ from what the edit began with, and those old values.
fn changes(spec: &Spec, fields: &Fields, compose: fn(&str) -> String) -> (Base, Fields) {
    let old = fields.get("_base").cloned().unwrap_or_default();
    let seq = fields.get("_seq").and_then(Value::as_u64).unwrap_or_default();
    let mut base = Base { seq, ..Base::default() };
    let mut changed = Fields::new();
    for (name, value) in composed(spec, fields, compose) {
        let before = old.get(&name).cloned().unwrap_or(Value::Null);
        if composed_value(Some(&before), compose) != value {
            base.fields.insert(name.clone(), before);
            changed.insert(name, value);
        }
    }
    (base, changed)
}

/// The unit in which the signed-in person sends records: their own where they may, else the first that they hold an office
/// in. Follows person, unit and grant.
pub fn home(app: App) -> Option<String> {
    let own = app.me().map(|me| me.unit).filter(|unit| app.may(Act::Submit, Target::unit(unit)));
    app.follow(GRANT);
    let office = |grant: Grant| {
        matches!(grant.role, Role::Staff | Role::UnitHead | Role::EmulationOfficer).then_some(grant.unit)
    };
    own.or_else(|| app.my_grants().into_iter().find_map(office))
}

/// Whether a unit is the home or lies below it.
pub fn is_below(unit: &Unit, home: &str) -> bool {
    unit.path.iter().any(|id| id == home)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_changed_fields_are_sent_against_their_old_values() {
        let fields: Fields = serde_json::from_value(json!({
            "award": "ldtt", "achievements": "mới", "person": "an", "from": "",
            "_seq": 7, "_base": { "award": "ldtt", "achievements": "cũ", "person": "an", "activities": [] },
        }))
        .unwrap();
        let (base, changed) = changes(&nomination::SPEC, &fields, str::to_owned);
        assert_eq!(base.seq, 7);
        assert_eq!(json!(base.fields), json!({ "achievements": "cũ" }));
        assert_eq!(json!(changed), json!({ "achievements": "mới" }));
    }
}
