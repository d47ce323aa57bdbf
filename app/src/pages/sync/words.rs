//! What a command was about, in the words of the person who gave it.

use serde_json::{Map, Value};
use thidua_domain::{activity, kinds as all, nomination};
use thidua_sync::command::{Command, Fields};
use thidua_sync::draft;

use crate::pages::records::kinds;
use crate::pages::{activities, drafts, nominations, records};
use crate::state::App;
use crate::text::{t, try_text};

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Told {
    /// What was done: `Gửi hoạt động`.
    pub what: String,
    /// To what: the record by its name.
    pub title: String,
    /// The words that the person wrote, by field.
    pub written: Vec<(String, String)>,
    /// Where the record is, when it is on this device.
    pub href: Option<String>,
}

/// Follows the tables whose names it reads.
pub fn tell(app: App, command: &Command) -> Told {
    if command.kind.starts_with("council.") {
        return of_council(app, command);
    }
    if let Some(told) = of_editor(command) {
        return told;
    }
    if command.kind.starts_with("fact.") {
        return of_facts(app, command);
    }
    let fields = fields_of(command);
    let table = table_of(command);
    let mut written: Vec<(String, String)> = fields
        .iter()
        .filter(|(name, value)| !name.starts_with('_') && !is_empty(value))
        .map(|(name, value)| field(app, table, name, value))
        .collect();
    if let Some(reason) = command.args["reason"].as_str() {
        written.push((t!("review-reason"), reason.to_owned()));
    }
    let title = record_title(app, table, &command.entity).unwrap_or_else(|| fields_title(app, table, &fields));
    Told { what: what(command.verb()), title, written, href: href(app, table, &command.entity) }
}

/// A rule set or a template that is published, by its name; its words are in the draft that becomes of it when it is refused.
fn of_editor(command: &Command) -> Option<Told> {
    let args = &command.args;
    let (title, href) = match command.verb() {
        "rules.publish" => {
            let named = args["rules"]["title"].as_str().filter(|title| !title.is_empty());
            let title = named.or(args["replaces"].as_str()).or(args["rules"]["id"].as_str()).unwrap_or_default();
            (title.to_owned(), "/de-nghi/quy-tac")
        }
        "template.publish" => {
            (drafts::template_name(args["kind"].as_str().unwrap_or_default()), "/de-nghi/mau-van-ban")
        }
        _ => return None,
    };
    Some(Told { what: what(command.verb()), title, written: Vec::new(), href: Some(href.to_owned()) })
}

/// Of what is asked of a council only the session is named: a vote is nobody else's to read.
fn of_council(app: App, command: &Command) -> Told {
    let session = command.entity.split('.').next().unwrap_or_default();
    let session = command.args["session"].as_str().unwrap_or(session);
    let row: Option<Map<String, Value>> = app.row("session", session);
    let named = row.as_ref().and_then(|row| row.get("title")).or(command.args.get("title"));
    let title = named.and_then(Value::as_str).map_or_else(|| t!("council-session"), str::to_owned);
    let href = row.map(|_| format!("/phien-hop/{session}"));
    let own = ["text", "words", "reason", "minutes"].into_iter().filter_map(|name| command.args[name].as_str());
    let written = own.filter(|words| !words.is_empty()).map(|words| (what(command.verb()), words.to_owned())).collect();
    Told { what: what(command.verb()), title, written, href }
}

/// Facts are told by whom they are about, or by how many they are.
fn of_facts(app: App, command: &Command) -> Told {
    let whom = |fact: &Value| {
        let subject = &fact["subject"];
        let person = subject["person"].as_str().or(fact["person"].as_str());
        let unit = subject["collective"].as_str().or(fact["collective"].as_str());
        let name = person.map(|id| nominations::words::person_name(app, id));
        name.or_else(|| unit.map(|id| nominations::words::unit_name(app, id)))
    };
    let row: Option<Map<String, Value>> = app.row("fact", &command.entity);
    let stored = row.as_ref().and_then(|row| row.get("fact"));
    let facts = command.args["facts"].as_array().map(Vec::as_slice).unwrap_or_default();
    let title = match facts {
        [] => stored.and_then(whom),
        [one] => whom(one),
        many => Some(t!("command-fact-count", count = many.len())),
    };
    let own = ["source", "reason"].into_iter().filter_map(|name| command.args[name].as_str());
    let written = own.filter(|words| !words.is_empty()).map(|words| (what(command.verb()), words.to_owned())).collect();
    Told { what: what(command.verb()), title: title.unwrap_or_default(), written, href: None }
}

/// What a verb does, such as `activity.submit`.
pub fn what(verb: &str) -> String {
    try_text(&format!("command-{}", verb.replace(['.', '_'], "-")), &[]).unwrap_or_else(|| t!("command-other"))
}

/// The title that a draft has by what is written in it.
pub fn draft_title(app: App, form: &str, fields: &Fields) -> String {
    drafts::editor_title(form, fields).unwrap_or_else(|| titled(app, form, fields))
}

fn titled(app: App, form: &str, fields: &Fields) -> String {
    fields_title(app, table_of_form(form), fields)
}

/// The table of the record that a command is about.
pub fn table_of(command: &Command) -> &'static str {
    let of_form = || table_of_form(command.args["form"].as_str().unwrap_or_default());
    let named = match command.verb().split('.').next() {
        _ if command.kind == draft::SAVE => return of_form(),
        Some("conflict") => command.args["table"].as_str(),
        other => other,
    };
    named.and_then(all::of_table).map_or(activity::TABLE, |spec| spec.table)
}

fn table_of_form(form: &str) -> &'static str {
    all::of_form(form).map_or(activity::TABLE, |spec| spec.table)
}

/// The fields that a command carries.
pub fn fields_of(command: &Command) -> Fields {
    let fields = command.args["fields"].as_object().cloned().unwrap_or_default();
    fields.into_iter().collect()
}

fn is_empty(value: &Value) -> bool {
    value.is_null() || *value == "" || value.as_array().is_some_and(Vec::is_empty)
}

fn field(app: App, table: &str, name: &str, value: &Value) -> (String, String) {
    if let Some(kind) = kinds::of_table(table) {
        return (kind.field_name(name), records::words::value_text(app, kind, name, value));
    }
    match table {
        nomination::TABLE => (nominations::words::field_name(name), nominations::words::value_text(app, name, value)),
        _ => (activities::words::field_name(name), activities::words::value_text(app, name, value)),
    }
}

fn record_title(app: App, table: &'static str, id: &str) -> Option<String> {
    app.follow(table);
    if let Some(kind) = kinds::of_table(table) {
        let record: Map<String, Value> = app.row(table, id)?;
        return Some(records::words::title(app, kind, &record).name);
    }
    match table {
        nomination::TABLE => {
            let item = app.views(|views| views.nomination(id)).flatten()?;
            Some(joined(nominations::words::title_of(app, &item.record)))
        }
        _ => Some(app.views(|views| views.activity(id)).flatten()?.record.title.clone()),
    }
}

fn fields_title(app: App, table: &str, fields: &Fields) -> String {
    if let Some(kind) = kinds::of_table(table) {
        return records::words::draft_title(app, kind, fields).name;
    }
    match table {
        nomination::TABLE => joined(nominations::words::title_of_draft(app, fields)),
        _ => activities::words::draft_title(fields),
    }
}

fn joined(title: nominations::words::Title) -> String {
    format!("{} · {}", title.nominee, title.award)
}

fn href(app: App, table: &'static str, id: &str) -> Option<String> {
    if let Some(kind) = kinds::of_table(table) {
        return app.row::<Value>(table, id).map(|_| format!("{}/{id}", kind.path));
    }
    match table {
        nomination::TABLE => {
            app.views(|views| views.nomination(id)).flatten().map(|item| format!("/de-nghi/{}", item.id))
        }
        _ => app.views(|views| views.activity(id)).flatten().map(|item| format!("/hoat-dong/{}", item.id)),
    }
}
