//! Which template a paper is made by: the nearest unit's edition, and the program's own last. What waits to be sent counts on this
//! device already.

use serde_json::Value;
use thidua_domain::Emulation;
use thidua_domain::org::{Stamp, UNIT, Unit};
use thidua_domain::template::{self, Edition, TABLE};
use thidua_sync::body;
use thidua_sync::client::{Client, EntryState};

use crate::state::App;

/// An edition as this device has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    pub edition: Edition,
    /// It waits to be sent.
    pub is_waiting: bool,
}

/// Every edition. One that a newer program wrote is there, without words that could be read. Follows them, and the outbox.
pub fn all(app: App) -> Vec<Known> {
    let rows = app.rows::<Value>(TABLE).into_iter();
    let known = |edition| Known { edition, is_waiting: false };
    let mut found: Vec<Known> =
        rows.filter_map(|(id, row)| body::typed(&row).ok().or_else(|| unreadable(&id)).map(known)).collect();
    for edition in waiting(app) {
        if !found.iter().any(|one| same(&one.edition, &edition)) {
            found.push(Known { edition, is_waiting: true });
        }
    }
    found
}

/// Editions in force for a unit, the nearest first, each with the name of its unit. Followed.
pub fn in_force(app: App, unit: &str, kind: &str) -> Vec<(Known, String)> {
    let Some(path) = app.row::<Unit>(UNIT, unit).map(|unit| unit.path) else { return Vec::new() };
    let all = all(app);
    let editions: Vec<Edition> = all.iter().map(|one| one.edition.clone()).collect();
    let named = |edition: &Edition| {
        let known = all.iter().find(|one| same(&one.edition, edition))?;
        let name = app.row::<Unit>(UNIT, &edition.unit).map_or_else(|| edition.unit.clone(), |unit| unit.name);
        Some((known.clone(), name))
    };
    template::in_force(&editions, &path, kind).into_iter().filter_map(named).collect()
}

fn same(a: &Edition, b: &Edition) -> bool {
    (&a.unit, &a.kind, a.nth) == (&b.unit, &b.kind, b.nth)
}

/// What can be told of an edition by its id alone. Its words are null, which is no template.
fn unreadable(id: &str) -> Option<Edition> {
    let (rest, nth) = id.rsplit_once('.')?;
    let (unit, kind) = rest.rsplit_once('.')?;
    let published = Stamp { by: String::new(), at: 0 };
    let (unit, kind, note) = (unit.to_owned(), kind.to_owned(), String::new());
    Some(Edition { unit, kind, nth: nth.parse().ok()?, template: Some(Value::Null), note, published })
}

fn waiting(app: App) -> Vec<Edition> {
    app.follow_queue();
    let who = app.my_id();
    let read = |client: &Client<Emulation>| {
        let waiting = client
            .outbox()
            .filter(|entry| entry.command.kind == template::PUBLISH && !matches!(entry.state, EntryState::Refused(_)));
        let edition = |entry: &thidua_sync::client::Entry| {
            let args = &entry.command.args;
            Some(Edition {
                unit: args["unit"].as_str()?.to_owned(),
                kind: args["kind"].as_str()?.to_owned(),
                nth: args["nth"].as_u64()?.try_into().ok()?,
                template: Some(args["template"].clone()).filter(|template| !template.is_null()),
                note: args["note"].as_str().unwrap_or_default().to_owned(),
                published: Stamp { by: who.clone(), at: entry.command.made_at },
            })
        };
        waiting.filter_map(edition).collect()
    };
    app.peek(read).unwrap_or_default()
}
