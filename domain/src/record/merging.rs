//! What several devices wrote in one record comes together: other fields stand side by side, one place written twice becomes a
//! conflict.

use serde_json::{Value, json};
use thidua_sync::Millis;
use thidua_sync::command::{Command, Fields, Refusal};
use thidua_sync::domain::{Effect, Rows};
use thidua_sync::draft;
use thidua_sync::merge::{self, Merge};
use thidua_sync::order;

use super::{Loaded, Spec, fields_of, refuse_first};
use crate::conflict;

/// Merges what a command writes into the record as it stands.
pub fn merge_fields(
    spec: &Spec,
    rows: &dyn Rows,
    mut record: Loaded,
    who: &str,
    command: &Command,
    now: Millis,
) -> Result<Effect, Refusal> {
    let mut effect = Effect::default();
    if let Some(draft) = &command.base.from {
        draft::close(rows, who, draft, command, &mut effect);
    }
    let mut history = record.history(who, command, now);
    let other = record.map.get("edited_by").and_then(Value::as_str).unwrap_or(&record.author).to_string();
    let given = fields_of(spec, &command.args["fields"])?;
    // Before anything is merged or kept beside: a merge costs time, and a conflict is read on every device of the unit.
    refuse_first((spec.shape)(&given))?;
    let base = sound(spec, &command.base.fields);
    for (name, mine) in given {
        let base = base.get(&name).cloned().unwrap_or(Value::Null);
        let current = record.map.get(&name).cloned().unwrap_or(Value::Null);
        let new = match merge::field(&base, &mine, &current) {
            Merge::Same => continue,
            Merge::Mine(value) => value,
            Merge::Both(value) => {
                effect.merged.push(name.clone());
                value
            }
            Merge::Clash => {
                let key = conflict::key(command, &name);
                if rows.row(&key).is_some() {
                    return Err(Refusal::new("id_reused"));
                }
                if rows.find(&conflict::index(&record.key)).len() >= conflict::MOST {
                    return Err(Refusal::new("too_many_conflicts"));
                }
                let clash = conflict::Conflict {
                    of: record.key.clone(),
                    field: name.clone(),
                    base,
                    mine,
                    theirs: current,
                    mine_by: who.into(),
                    theirs_by: other.clone(),
                    at: now,
                };
                effect.put(key, record.scopes(), &json!(clash));
                effect.conflicts.push(name);
                continue;
            }
        };
        history.changes.insert(name.clone(), (current, new.clone()));
        record.set(&name, new);
    }
    let fields = order::map(record.map.iter().map(|(name, value)| (name.clone(), value.clone())));
    refuse_first((spec.check)(&fields))?;
    if history.changes.is_empty() && command.verb().ends_with(".edit") {
        return Ok(effect);
    }
    record.map.insert("edited_by".into(), json!(who));
    record.map.insert("edited_at".into(), json!(now));
    record.put((spec, rows), &mut effect, history, command)?;
    Ok(effect)
}

/// The old values that a device names, as far as they can be such: anything else is no base for a merge.
fn sound(spec: &Spec, named: &Fields) -> Fields {
    let mut base = Fields::new();
    for (name, value) in named.iter().filter(|(name, _)| spec.fields.contains(&name.as_str())) {
        let one = order::map([(name.clone(), value.clone())]);
        if (spec.shape)(&one).is_empty() {
            base.extend(one);
        }
    }
    base
}
