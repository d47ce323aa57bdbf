//! From a command that was not taken back to a draft with its words, so that they can be mended and sent again.

use serde_json::{Map, Value, json};
use thidua_domain::history::fact;
use thidua_domain::policy::{Act, Target};
use thidua_domain::record::{Spec, State};
use thidua_domain::{activity, kinds, rules, template};
use thidua_sync::command::{Command, Fields};
use thidua_sync::draft::{self, Draft};
use thidua_sync::row::Key;

use super::words;
use crate::browser::time;
use crate::pages::drafts;
use crate::state::App;

/// What can be done with the words of a command.
#[derive(Clone, Debug, PartialEq)]
pub enum Redraft {
    /// A draft that can be put down, and where it is written on.
    Draft(Box<Draft>, String),
    /// A draft of the same record is open already; it must not be written over.
    Taken(String),
    /// It carries no words that could be mended, or its record can no longer be changed.
    Nothing,
}

impl Redraft {
    pub fn of(app: App, command: &Command) -> Redraft {
        let fields = words::fields_of(command);
        let spec = kinds::of_table(words::table_of(command)).unwrap_or(&activity::SPEC);
        match command.verb().split_once('.') {
            _ if command.kind == draft::SAVE => draft_again(app, command, fields),
            Some((table, "submit" | "propose")) if table == spec.table => {
                new_record(app, spec, &command.entity, fields)
            }
            Some((table, "edit" | "resend")) if table == spec.table => edit(app, spec, &command.entity, fields),
            Some(("rules", "publish")) => editor_again(app, rules::draft::FORM, "rules-", fields),
            Some(("fact", "record")) => fact_again(app, fields),
            Some(("template", "publish")) => editor_again(app, template::FORM, "template-", fields),
            _ => Redraft::Nothing,
        }
    }
}

/// What was typed over a rule set or a template; without any there is nothing to mend.
fn editor_again(app: App, form: &str, start: &str, fields: Fields) -> Redraft {
    let written = |name: &str| fields.get(name).and_then(Value::as_str).map(str::to_owned);
    let of = written(rules::draft::OVER).or_else(|| Some(format!("{}-{}", written("_unit")?, written("_kind")?)));
    match of {
        Some(of) => free(app, format!("{start}{of}"), form, fields),
        None => Redraft::Nothing,
    }
}

/// What was typed in the form of a fact; what came out of a file is mended there.
fn fact_again(app: App, fields: Fields) -> Redraft {
    match fields.get(fact::SUBJECT).and_then(Value::as_str).map(drafts::fact_draft) {
        Some(id) => free(app, id, fact::FORM, fields),
        None => Redraft::Nothing,
    }
}

/// A new record keeps its id, unless a record or another draft has it meanwhile.
fn new_record(app: App, spec: &Spec, id: &str, fields: Fields) -> Redraft {
    let taken =
        app.peek(|client| client.replica.get(&Key::new(spec.table, id)).is_some() || client.draft(id).is_some());
    let id = if taken == Some(false) { id.to_owned() } else { time::record_id() };
    draft(id, spec.form, fields)
}

/// The changes once more, over the record as it is now.
fn edit(app: App, spec: &'static Spec, id: &str, changed: Fields) -> Redraft {
    let read = app.peek(|client| {
        let shown = client.replica.get(&Key::new(spec.table, id))?;
        Some((shown.body.read::<Map<String, Value>>()?, shown.seq))
    });
    let Some((record, seq)) = read.flatten() else {
        // The record is gone from this device: the words are kept as a new one.
        return draft(time::record_id(), spec.form, changed);
    };
    if !may_edit(app, spec, &record) {
        return Redraft::Nothing;
    }
    let form = kinds::edit_form(spec);
    let own = spec.fields.iter().filter_map(|name| Some(((*name).to_owned(), record.get(*name)?.clone())));
    let base: Map<String, Value> = own.filter(|(_, value)| !value.is_null()).collect();
    let mut fields: Fields = base.clone().into_iter().collect();
    fields.insert(drafts::RECORD.into(), json!(id));
    fields.insert("_seq".into(), json!(seq));
    fields.insert("_base".into(), Value::Object(base));
    fields.extend(changed);
    free(app, format!("e-{id}"), &form, fields)
}

fn may_edit(app: App, spec: &Spec, record: &Map<String, Value>) -> bool {
    let of = |name: &str| record.get(name).and_then(Value::as_str);
    let state = record.get("state").and_then(|state| serde_json::from_value::<State>(state.clone()).ok());
    app.may(spec.act(Act::Edit), Target { unit: of("unit").unwrap_or_default(), author: of("author"), state })
}

/// The saved state of a draft. Mostly the draft itself is here still.
fn draft_again(app: App, command: &Command, fields: Fields) -> Redraft {
    let form = command.args["form"].as_str().unwrap_or_default();
    free(app, command.entity.clone(), form, fields)
}

fn free(app: App, id: String, form: &str, fields: Fields) -> Redraft {
    match app.peek(|client| client.draft(&id).is_some()) {
        Some(false) => draft(id, form, fields),
        _ => Redraft::Taken(drafts::href(&Draft { id, form: form.to_owned(), fields, rev: 1, at: 0 })),
    }
}

fn draft(id: String, form: &str, fields: Fields) -> Redraft {
    let draft = Draft { id, form: form.to_owned(), fields, rev: 1, at: time::now() };
    let href = drafts::href(&draft);
    Redraft::Draft(Box::new(draft), href)
}
