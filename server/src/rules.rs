//! The rules of the work, as the server runs them: within bounds that every database can keep, and watched for panics.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use serde_json::Value;
use thidua_domain::SYSTEM;
use thidua_sync::Millis;
use thidua_sync::body::Body;
use thidua_sync::command::{Command, Refusal};
use thidua_sync::domain::{Domain, Effect, Rows};
use thidua_sync::row::{IndexKey, Scope};
use thidua_sync::wire::MAX_COMMAND_BYTES;

/// The domain that this server carries.
pub type Rules = Arc<dyn Domain + Send + Sync>;

/// Longest name of a table, row or scope, in bytes.
const NAME: usize = 256;
/// Deepest nesting of a command's arguments. Rows made of them stay far from the depth at which readers stop.
const DEPTH: usize = 32;
/// Longest text that a refusal quotes, in bytes.
const QUOTE: usize = 400;

/// The rules for one command: refuses what no database could keep, and notes when the rules themselves fail.
pub struct Guarded<'a> {
    rules: &'a Rules,
    /// The rules panicked while deciding: the group was not touched.
    pub panicked: Cell<bool>,
}

impl<'a> Guarded<'a> {
    pub fn new(rules: &'a Rules) -> Guarded<'a> {
        Guarded { rules, panicked: Cell::new(false) }
    }
}

impl Domain for Guarded<'_> {
    fn decide(&self, rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
        if !plain(&command.kind) || !plain(&command.entity) {
            return Err(Refusal::new("bad_name"));
        }
        let sizes = std::iter::once(&command.args).chain(command.base.fields.values()).map(weight);
        if who != SYSTEM && sizes.sum::<usize>() > MAX_COMMAND_BYTES {
            return Err(Refusal::new("too_large"));
        }
        if !shallow(&command.args, DEPTH) || !command.base.fields.values().all(|value| shallow(value, DEPTH)) {
            return Err(Refusal::new("too_deep"));
        }
        let decided = catch_unwind(AssertUnwindSafe(|| self.rules.decide(rows, who, command, now)));
        let effect = match decided {
            Ok(decided) => decided.map_err(brief)?,
            Err(_) => {
                self.panicked.set(true);
                std::panic::resume_unwind(Box::new("the rules panicked"));
            }
        };
        match keepable(&effect) {
            true => Ok(effect),
            false => Err(Refusal::new("bad_name")),
        }
    }

    fn scopes(&self, rows: &dyn Rows, who: &str, now: Millis) -> Vec<Scope> {
        self.rules.scopes(rows, who, now)
    }

    fn index(&self, table: &str, body: &Body) -> Vec<IndexKey> {
        self.rules.index(table, body)
    }
}

/// A refusal is kept for a year and shown to a person: what it quotes is cut to a line.
fn brief(mut refusal: Refusal) -> Refusal {
    for value in refusal.params.values_mut().filter(|value| value.len() > QUOTE) {
        *value = value.chars().take(QUOTE / 4).collect::<String>() + "…";
    }
    refusal
}

/// About how many bytes a value takes as JSON.
fn weight(value: &Value) -> usize {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => 8,
        Value::String(text) => text.len() + 3,
        Value::Array(items) => items.iter().map(|item| weight(item) + 1).sum::<usize>() + 2,
        Value::Object(fields) => fields.iter().map(|(name, value)| name.len() + weight(value) + 4).sum::<usize>() + 2,
    }
}

fn keepable(effect: &Effect) -> bool {
    let keys = effect.puts.iter().map(|put| &put.key).chain(&effect.dels);
    let mut names = keys.flat_map(|key| [&key.table, &key.id]);
    let mut scopes = effect.puts.iter().flat_map(|put| &put.scopes);
    names.all(|name| plain(name)) && scopes.all(|scope| plain(&scope.0))
}

fn plain(name: &str) -> bool {
    name.len() <= NAME && !name.contains(char::is_control)
}

fn shallow(value: &Value, depth: usize) -> bool {
    match value {
        Value::Array(items) => depth > 0 && items.iter().all(|item| shallow(item, depth - 1)),
        Value::Object(fields) => depth > 0 && fields.values().all(|item| shallow(item, depth - 1)),
        _ => true,
    }
}
