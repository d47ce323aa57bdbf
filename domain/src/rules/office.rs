//! Publishing rule sets. A set that was published is never edited: what was judged by it can be judged by it again.

use serde_json::{Value, json};
use thidua_sync::Millis;
use thidua_sync::body::Body;
use thidua_sync::command::{Command, Refusal};
use thidua_sync::domain::{Effect, Rows};
use thidua_sync::row::{IndexKey, Key};

use super::{Beside, Edition, RuleSet, TABLE, check};
use crate::org::Stamp;
use crate::policy::{self, Act, Target};
use crate::visibility;

/// All rule sets that were published, in one list.
const ALL: &str = "rules.all";

/// The index entry of a rule set.
pub fn index() -> IndexKey {
    IndexKey::new(ALL, "")
}

/// Decides `rules.publish@1`: args are `{rules, replaces?}`. The set is taken when nothing is wrong with it and no other holds on
/// a day of its own; the one that it replaces stays, and holds for nothing new.
pub fn publish(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let args = &command.args;
    let unit = args["unit"].as_str().unwrap_or_default();
    policy::allow(rows, who, Act::PublishRules, Target::unit(unit), now)?;
    let set: RuleSet = serde_json::from_value(args["rules"].clone())
        .map_err(|error| Refusal::new("rules_unreadable").with("why", error))?;
    let key = Key::new(TABLE, command.entity.clone());
    if set.id != command.entity || set.id.is_empty() || set.id.len() > 64 {
        return Err(Refusal::new("id_unusable").with("id", &set.id));
    }
    if rows.row(&key).is_some() {
        return Err(Refusal::new("already_exists").with("id", &set.id));
    }
    if let Some(fault) = check::of_set(&set).first() {
        return Err(Refusal::new("rules_faulty").with("at", &fault.at).with("fault", fault.code));
    }
    let mut effect = Effect::default();
    let mut edition = Edition { published: Some(Stamp { by: who.into(), at: now }), ..Edition::default() };
    if let Some(old) = args["replaces"].as_str() {
        let (mut row, mut before) = stored(rows, old)?;
        if before.replaced_by.is_some() {
            return Err(Refusal::new("already_replaced").with("id", old));
        }
        before.replaced_by = Some(set.id.clone());
        edition.replaces = Some(old.to_owned());
        row["edition"] = json!(before);
        effect.put(Key::new(TABLE, old), vec![visibility::public()], &row);
    }
    if let Some(other) = held_then(rows, &set, edition.replaces.as_deref()) {
        return Err(Refusal::new("validity_overlaps").with("id", other));
    }
    let mut row = json!(set);
    row["edition"] = json!(edition);
    effect.put(key, vec![visibility::public()], &row);
    Ok(effect)
}

/// A set beside which this one would hold on some day, but for the one that it replaces.
fn held_then(rows: &dyn Rows, set: &RuleSet, replaces: Option<&str>) -> Option<String> {
    let others = rows.find(&index()).into_iter().filter(|other| replaces != Some(other.id.as_str()));
    let meets = |other: &Key| {
        let body = rows.row(other).map(|row| row.body);
        let is_replaced =
            |body: &Body| body.read::<Beside>().is_some_and(|beside| beside.edition.replaced_by.is_some());
        body.filter(|body| !is_replaced(body)).and_then(|body| body.read()).is_some_and(|known| set.meets(&known))
    };
    others.into_iter().find(meets).map(|other| other.id.to_string())
}

fn stored(rows: &dyn Rows, id: &str) -> Result<(Value, Edition), Refusal> {
    let row: Value = rows.row(&Key::new(TABLE, id)).and_then(|row| row.body.read()).ok_or(Refusal::new("not_found"))?;
    let edition = serde_json::from_value(row["edition"].clone()).unwrap_or_default();
    Ok((row, edition))
}
