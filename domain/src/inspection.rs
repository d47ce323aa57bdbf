//! Inspections (kiểm tra): what was found in which units, and what is to be put right until when.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use serde_json::{Value, json};
use thidua_sync::Millis;
use thidua_sync::command::{Command, Fields, Refusal};
use thidua_sync::domain::{Effect, Rows};
use thidua_sync::order;

use crate::date;
use crate::form::{self, Field, Type};
use crate::policy::{self, Act, Target};
use crate::record::{self, Errors, FieldError, Spec};

pub const TABLE: &str = "inspection";
/// Longest text of a remedy, in characters.
pub const REMEDY_MAX: usize = 2_000;

pub const FORM: [Field; 8] = [
    Field::must("title", Type::Text(300), "inspection_title_missing"),
    Field::must("date", Type::When, "date_missing"),
    Field::must(record::INSPECTED, Type::Ids, "inspected_missing"),
    Field::new("team", Type::Text(2_000)),
    Field::new("movement", Type::Id),
    Field::must("findings", Type::Text(40_000), "findings_missing"),
    Field::new("remedies", Type::Lines(|line| line.parse::<Remedy>().is_ok())),
    Field::new("evidence", Type::Evidence),
];

pub const SPEC: Spec = Spec {
    table: TABLE,
    form: "inspection@1",
    fields: &form::names(&FORM),
    check: form::decides(check),
    shape: form::decides(|fields| form::shape(&FORM, fields)),
    reads: |_| true,
    send_back: Act::ReturnActivity,
    submit: Act::Lead,
    shared: true,
};

/// What keeps it from being sent.
pub fn check(fields: &Fields) -> Vec<FieldError> {
    let mut errors = Errors::default();
    form::missing(&FORM, fields, &mut errors);
    errors.0.extend(form::shape(&FORM, fields));
    errors.0
}

/// What is to be put right: one text `<id> <due or -> <words>`, so that lists of two devices merge as sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remedy {
    pub id: String,
    pub due: Option<NaiveDate>,
    pub text: String,
}

/// The text is no remedy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotARemedy;

impl FromStr for Remedy {
    type Err = NotARemedy;

    fn from_str(line: &str) -> Result<Remedy, NotARemedy> {
        let mut parts = line.splitn(3, ' ');
        let (id, due, text) = (parts.next(), parts.next(), parts.next());
        let (Some(id), Some(due), Some(text)) = (id, due, text) else { return Err(NotARemedy) };
        let day = match due {
            "-" => None,
            due => Some(date::day(due).ok_or(NotARemedy)?),
        };
        if id.is_empty() || id.len() > 64 || text.trim().is_empty() || text.chars().count() > REMEDY_MAX {
            return Err(NotARemedy);
        }
        Ok(Remedy { id: id.into(), due: day, text: text.into() })
    }
}

impl fmt::Display for Remedy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.due {
            Some(due) => write!(f, "{} {due} {}", self.id, self.text),
            None => write!(f, "{} - {}", self.id, self.text),
        }
    }
}

/// The remedies of a field, those with the nearest day first; what cannot be read is left out.
pub fn remedies(field: &Value) -> Vec<Remedy> {
    let lines = field.as_array().map(Vec::as_slice).unwrap_or_default().iter().filter_map(Value::as_str);
    let mut found: Vec<Remedy> = lines.filter_map(|line| line.parse().ok()).collect();
    order::sort_by_key(&mut found, |remedy| (remedy.due.is_none(), remedy.due));
    found
}

/// Decides `inspection.remedy`: args are `{remedy, done, note}`. By those who lead the inspecting or an inspected unit.
pub fn settle(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let args = &command.args;
    let remedy = args["remedy"].as_str().ok_or(Refusal::new("bad_args"))?;
    let done = args["done"].as_bool().ok_or(Refusal::new("bad_args"))?;
    let note = args["note"].as_str().map(str::trim).unwrap_or_default();
    if note.chars().count() > record::REASON_MAX {
        return Err(Refusal::new("text_too_long").field("note"));
    }
    record::amend(&SPEC, rows, who, command, None, now, &mut |record| {
        let own = record.get("unit").and_then(Value::as_str);
        let inspected = record.get(record::INSPECTED).and_then(Value::as_array).into_iter().flatten();
        let mut units = own.into_iter().chain(inspected.filter_map(Value::as_str));
        if !units.any(|unit| policy::allow(rows, who, Act::Lead, Target::unit(unit), now).is_ok()) {
            return Err(Refusal::new("forbidden"));
        }
        let lines = record.get("remedies").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
        let mut ids = lines.filter_map(|line| line.split(' ').next());
        if !ids.any(|known| known == remedy) {
            return Err(Refusal::new("remedy_gone"));
        }
        let mut all = record.get("done").and_then(Value::as_object).cloned().unwrap_or_default();
        match done {
            true => all.insert(remedy.into(), json!({ "by": who, "at": now, "note": note })),
            false => all.remove(remedy),
        };
        record.insert("done".into(), Value::Object(all));
        Ok(())
    })
}
