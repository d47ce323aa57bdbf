//! Publishing templates: who may, how big, and which edition follows which.

use serde_json::{Value, json};
use thidua_sync::Millis;
use thidua_sync::command::{Command, Refusal};
use thidua_sync::domain::{Effect, Rows};
use thidua_sync::row::Key;

use super::{EDITIONS_MAX, Edition, KINDS, NOTE_MAX, TABLE, id, may_publish};
use crate::org::{self, Stamp};
use crate::{date, visibility};

/// Most bytes of a template as JSON, levels of it, and values in it.
const BYTES_MAX: usize = 60_000;
const DEPTH_MAX: usize = 24;
const VALUES_MAX: usize = 5_000;

/// Decides `template.publish@1`: args are `{unit, kind, nth, template, note?}`; without a template the unit goes back to what
/// holds above it. The edition must be the next one, so that nobody's edition is passed over unseen.
pub fn publish(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let args = &command.args;
    let unit = args["unit"].as_str().unwrap_or_default();
    if !may_publish(rows, who, unit, date::today(now)) {
        return Err(Refusal::new("forbidden"));
    }
    if org::unit(rows, unit).is_none_or(|unit| unit.valid_to.is_some_and(|last| last < date::today(now))) {
        return Err(Refusal::new("unit_unknown"));
    }
    let kind = args["kind"].as_str().filter(|kind| KINDS.contains(kind)).ok_or(Refusal::new("template_unknown"))?;
    let nth = args["nth"].as_u64().and_then(|nth| u32::try_from(nth).ok()).unwrap_or_default();
    if command.entity != id(unit, kind, nth) {
        return Err(Refusal::new("bad_args"));
    }
    if nth > EDITIONS_MAX {
        return Err(Refusal::new("template_editions_full").with("most", EDITIONS_MAX));
    }
    let is_there = |nth: u32| rows.row(&Key::new(TABLE, id(unit, kind, nth))).is_some();
    let is_next = nth == 1 || (nth > 1 && is_there(nth - 1));
    if !is_next || is_there(nth) {
        return Err(Refusal::new("template_replaced"));
    }
    let note = args["note"].as_str().map(str::trim).unwrap_or_default();
    if note.chars().count() > NOTE_MAX {
        return Err(Refusal::new("text_too_long").field("note"));
    }
    let template = Some(&args["template"]).filter(|template| !template.is_null());
    template.map_or(Ok(()), |template| sound(template, kind))?;
    let edition = Edition {
        unit: unit.to_owned(),
        kind: kind.to_owned(),
        nth,
        template: template.cloned(),
        note: note.to_owned(),
        published: Stamp { by: who.into(), at: now },
    };
    let mut effect = Effect::default();
    effect.put(Key::new(TABLE, command.entity.clone()), vec![visibility::public()], &json!(edition));
    Ok(effect)
}

/// Whether it has the size and the outer shape of a template of this kind.
fn sound(template: &Value, kind: &str) -> Result<(), Refusal> {
    let bytes = template.to_string().len();
    if bytes > BYTES_MAX {
        return Err(Refusal::new("template_too_large").with("bytes", bytes).with("most", BYTES_MAX));
    }
    let mut values = 0;
    let has_parts = template["kind"] == kind && template["head"].is_object() && template["body"].is_array();
    if !has_parts || !is_flat(template, DEPTH_MAX, &mut values) {
        return Err(Refusal::new("template_shape"));
    }
    Ok(())
}

fn is_flat(value: &Value, levels: usize, values: &mut usize) -> bool {
    *values += 1;
    if levels == 0 || *values > VALUES_MAX {
        return false;
    }
    match value {
        Value::Array(items) => items.iter().all(|one| is_flat(one, levels - 1, values)),
        Value::Object(map) => map.values().all(|one| is_flat(one, levels - 1, values)),
        _ => true,
    }
}
