//! Exemplars (điển hình tiên tiến): people, collectives and ways of work that are found, fostered, summed up and spread. A
//! published one is seen by everybody, and units say that they take it up.

use serde_json::{Map, Value, json};
use thidua_sync::Millis;
use thidua_sync::command::{Command, Fields, Refusal};
use thidua_sync::domain::{Effect, Rows};
use thidua_sync::row::Key;

use crate::date;
use crate::form::{self, Field, Type};
use crate::org::{self, Stamp};
use crate::policy::{self, Act, Target};
use crate::record::{self, Errors, FieldError, Spec, State};
use crate::visibility;

pub const TABLE: &str = "exemplar";
/// Units that take an exemplar up.
pub const UPTAKE: &str = "uptake";

/// The four stages: phát hiện, bồi dưỡng, tổng kết, nhân rộng.
pub const STAGES: [&str; 4] = ["found", "fostered", "summed_up", "spread"];

pub const FORM: [Field; 14] = [
    Field::must("title", Type::Text(300), "exemplar_title_missing"),
    Field::new("person", Type::Id),
    Field::new("collective", Type::Id),
    Field::new("model", Type::Text(300)),
    Field::must("from", Type::When, "date_missing"),
    Field::new("movement", Type::Id),
    Field::new("campaign", Type::Id),
    Field::must("story", Type::Text(40_000), "story_missing"),
    Field::new("owner", Type::Id),
    Field::new("fostering", Type::Text(20_000)),
    Field::new("summary", Type::Text(40_000)),
    Field::new("units", Type::Ids),
    Field::new("activities", Type::Ids),
    Field::new("evidence", Type::Evidence),
];

pub const SPEC: Spec = Spec {
    table: TABLE,
    form: "exemplar@1",
    fields: &form::names(&FORM),
    check: form::decides(check),
    shape: form::decides(|fields| form::shape(&FORM, fields)),
    reads: |_| true,
    send_back: Act::ReturnActivity,
    submit: Act::Submit,
    shared: true,
};

/// What keeps it from being sent.
pub fn check(fields: &Fields) -> Vec<FieldError> {
    let mut errors = Errors::default();
    form::missing(&FORM, fields, &mut errors);
    let whom = ["person", "collective", "model"].into_iter().filter(|name| form::is_written(fields, name)).count();
    errors.say(whom == 0, "person", "exemplar_missing");
    errors.say(whom > 1, "person", "exemplar_twice");
    errors.0.extend(form::shape(&FORM, fields));
    errors.0
}

/// The stage that a stored record is in.
pub fn stage(record: &Map<String, Value>) -> &'static str {
    let named = record.get("stage").and_then(Value::as_str).unwrap_or_default();
    STAGES.into_iter().find(|stage| *stage == named).unwrap_or(STAGES[0])
}

/// What must be written before an exemplar comes into a stage.
pub fn needs(stage: &str) -> Option<(&'static str, &'static str)> {
    match stage {
        "fostered" => Some(("fostering", "fostering_missing")),
        "summed_up" => Some(("summary", "summary_missing")),
        "spread" => Some(("units", "units_missing")),
        _ => None,
    }
}

/// Decides `exemplar.advance`: args are `{stage, date}`, one stage on from where it is.
pub fn advance(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let to = command.args["stage"].as_str().unwrap_or_default();
    let day = command.args["date"].as_str().and_then(date::day).ok_or(Refusal::new("date_unreal").field("date"))?;
    record::amend(&SPEC, rows, who, command, Some(Act::Lead), now, &mut |record| {
        is_open(record)?;
        let at = STAGES.iter().position(|known| *known == stage(record)).unwrap_or(0);
        if STAGES.get(at + 1) != Some(&to) {
            return Err(Refusal::new("stage_skipped"));
        }
        // The page offers no stage before that.
        if cfg!(feature = "office")
            && let Some((field, code)) = needs(to)
        {
            let fields: Fields = record.clone().into_iter().collect();
            if !form::is_written(&fields, field) {
                return Err(Refusal::new(code).field(field));
            }
        }
        record.insert("stage".into(), json!(to));
        let mut stages = record.get("stages").and_then(Value::as_object).cloned().unwrap_or_default();
        stages.insert(to.into(), json!({ "date": day.to_string(), "by": who, "at": now }));
        record.insert("stages".into(), Value::Object(stages));
        Ok(())
    })
}

/// Decides `exemplar.publish`: args are `{on}`. From its summing-up on it may be shown to everybody, and be taken back.
pub fn publish(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let on = command.args["on"].as_bool().ok_or(Refusal::new("bad_args"))?;
    record::amend(&SPEC, rows, who, command, Some(Act::Lead), now, &mut |record| {
        is_open(record)?;
        if on && !matches!(stage(record), "summed_up" | "spread") {
            return Err(Refusal::new("stage_too_early"));
        }
        match on {
            true => record.insert(record::PUBLISHED.into(), json!(Stamp { by: who.into(), at: now })),
            false => record.remove(record::PUBLISHED),
        };
        Ok(())
    })
}

fn is_open(record: &Map<String, Value>) -> Result<(), Refusal> {
    match record.get("state") == Some(&json!(State::Withdrawn)) {
        true => Err(Refusal::new("already_withdrawn")),
        false => Ok(()),
    }
}

/// The id of the row that says that a unit takes an exemplar up.
pub fn uptake_id(exemplar: &str, unit: &str) -> String {
    format!("{exemplar}.{unit}")
}

/// Decides `exemplar.take_up`: args are `{unit, note}`; the unit's head or officer says how it takes the exemplar up.
pub fn take_up(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let unit = command.args["unit"].as_str().ok_or(Refusal::new("bad_args"))?;
    let note = command.args["note"].as_str().map(str::trim).unwrap_or_default();
    policy::allow(rows, who, Act::Lead, Target::unit(unit), now)?;
    let found = rows.row(&Key::new(TABLE, command.entity.clone()));
    let published = found.is_some_and(|found| !found.body.value()[record::PUBLISHED].is_null());
    if !published || org::unit(rows, unit).is_none() {
        return Err(Refusal::new("not_found"));
    }
    if note.chars().count() > record::REASON_MAX {
        return Err(Refusal::new("text_too_long").field("note"));
    }
    let row = json!({ "exemplar": command.entity, "unit": unit, "note": note, "by": who, "at": now });
    let mut effect = Effect::default();
    effect.put(Key::new(UPTAKE, uptake_id(&command.entity, unit)), vec![visibility::public()], &row);
    Ok(effect)
}
