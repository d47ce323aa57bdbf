//! All kinds of records, and the commands that they have in common.

use thidua_sync::Millis;
#[cfg(feature = "office")]
use thidua_sync::body::Body;
use thidua_sync::command::{Command, Refusal};
use thidua_sync::domain::{Effect, Rows};
#[cfg(feature = "office")]
use thidua_sync::row::IndexKey;

use crate::record::{self, Spec};
use crate::{activity, event, exemplar, inspection, movement, nomination, registration};

/// Every kind of record.
pub static ALL: [&Spec; 8] = [
    &activity::SPEC,
    &nomination::SPEC,
    &registration::SPEC,
    &movement::SPEC,
    &movement::report::SPEC,
    &exemplar::SPEC,
    &inspection::SPEC,
    &event::SPEC,
];

/// The kind whose records stand in a table.
pub fn of_table(table: &str) -> Option<&'static Spec> {
    ALL.into_iter().find(|spec| spec.table == table)
}

/// The kind that a draft becomes, by its form: `report@1`, or `report-edit@1` for one that changes a record.
pub fn of_form(form: &str) -> Option<&'static Spec> {
    of_table(form.split(['@', '-']).next().unwrap_or_default())
}

/// The form of drafts that change a record of this kind.
pub fn edit_form(spec: &Spec) -> String {
    spec.form.replace('@', "-edit@")
}

/// Decides a command on a record; none when it is another command.
pub fn decide(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Option<Result<Effect, Refusal>> {
    let (table, verb) = command.kind.strip_suffix("@1")?.split_once('.')?;
    let spec = of_table(table)?;
    Some(match (table, verb) {
        #[cfg(feature = "office")]
        (registration::TABLE, "submit") => registration::submit(rows, who, command, now),
        #[cfg(feature = "office")]
        (event::TABLE, "submit") => event::office::submit(rows, who, command, now),
        (exemplar::TABLE, "advance") => exemplar::advance(rows, who, command, now),
        (exemplar::TABLE, "publish") => exemplar::publish(rows, who, command, now),
        (exemplar::TABLE, "take_up") => exemplar::take_up(rows, who, command, now),
        (inspection::TABLE, "remedy") => inspection::settle(rows, who, command, now),
        // What somebody proposes is not submitted, and the council decides on it.
        (nomination::TABLE, "submit" | "confirm") => return None,
        (nomination::TABLE, "propose") | (_, "submit") => record::submit(spec, rows, who, command, now),
        (_, "edit") => record::edit(spec, rows, who, command, now),
        (_, "resend") => record::resend(spec, rows, who, command, now),
        (_, "withdraw") => record::withdraw(spec, rows, who, command, now),
        // Nobody has to agree that something goes on.
        (movement::TABLE | exemplar::TABLE | inspection::TABLE | event::TABLE, "confirm" | "return") => return None,
        (_, "confirm") => record::confirm(spec, rows, who, command, now),
        (_, "return") => record::send_back(spec, rows, who, command, now),
        _ => return None,
    })
}

/// Whether a person may hand a command in from a file: what they write, and no decision on what others wrote.
pub fn is_writing(kind: &str) -> bool {
    let Some((table, verb)) = kind.split_once('@').and_then(|(verb, _)| verb.split_once('.')) else { return false };
    of_table(table).is_some() && matches!(verb, "submit" | "propose" | "edit" | "resend" | "withdraw")
}

/// The index entries of a record: only the server asks by them.
#[cfg(feature = "office")]
pub fn index(table: &str, body: &Body) -> Vec<IndexKey> {
    let mut entries: Vec<IndexKey> = crate::checkin::office::index(table, body);
    entries.extend(crate::council::office::sight::index(table, body));
    if table == registration::TABLE {
        entries.extend(registration::index(body));
    }
    let names_files = of_table(table).is_some_and(|spec| spec.fields.contains(&crate::evidence::FIELD));
    if names_files || table == crate::council::rows::CASE {
        entries.extend(crate::evidence::index(table, body));
    }
    entries
}
