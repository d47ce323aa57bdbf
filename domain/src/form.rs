//! Forms as data: which fields a record has, of what kind each is, and what must be there.

use serde_json::Value;
use thidua_sync::Millis;
use thidua_sync::command::Fields;

use crate::activity;
use crate::date::{self, When};
use crate::evidence;
use crate::record::{self, Errors, FieldError};

/// What a field holds.
#[derive(Clone, Copy, Debug)]
pub enum Type {
    /// Text of at most so many characters.
    Text(usize),
    /// A day or a month.
    When,
    /// The id of a row, at most 64 bytes.
    Id,
    /// Ids of rows, at most 500.
    Ids,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// Photos and papers, as [`evidence`] names them.
    Evidence,
    /// Texts that this reads, at most 50: they merge as a set.
    Lines(fn(&str) -> bool),
    /// A moment in Viet Nam to the minute: `2026-11-26T08:30`.
    Moment,
    /// A whole number from the first to the second, as digits in a text or as a number.
    Count(u32, u32),
    /// Where on the earth: a [`crate::activity::Spot`].
    Spot,
}

/// One field of a form.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    pub name: &'static str,
    pub is: Type,
    /// The code of its absence, when it must be there.
    pub missing: Option<&'static str>,
}

impl Field {
    pub const fn new(name: &'static str, is: Type) -> Field {
        Field { name, is, missing: None }
    }

    /// The same, but it must be there.
    pub const fn must(name: &'static str, is: Type, missing: &'static str) -> Field {
        Field { name, is, missing: Some(missing) }
    }
}

/// The names of fields, for a [`record::Spec`].
pub const fn names<const N: usize>(fields: &[Field; N]) -> [&'static str; N] {
    let mut names = [""; N];
    let mut at = 0;
    while at < N {
        names[at] = fields[at].name;
        at += 1;
    }
    names
}

/// A check as the server makes it. A device has made it in the form before anything is sent, and what it loads first is small:
/// its prediction makes none.
pub const fn decides(check: Check) -> Check {
    if cfg!(feature = "office") { check } else { |_| Vec::new() }
}

/// What finds faults in the fields of a record.
pub type Check = fn(&Fields) -> Vec<FieldError>;

/// What is wrong with the fields that are there.
pub fn shape(form: &[Field], fields: &Fields) -> Vec<FieldError> {
    form.iter().filter_map(|field| fault(field, fields).map(|code| FieldError { field: field.name, code })).collect()
}

/// What is missing.
pub fn missing(form: &[Field], fields: &Fields, errors: &mut Errors) {
    for field in form {
        if let Some(code) = field.missing {
            errors.say(!is_written(fields, field.name), field.name, code);
        }
    }
}

/// Whether a field says anything: a text that is not blank, a list that is not empty.
pub fn is_written(fields: &Fields, name: &str) -> bool {
    match fields.get(name) {
        None | Some(Value::Null) => false,
        Some(Value::String(text)) => !text.trim().is_empty(),
        Some(Value::Array(items)) => !items.is_empty(),
        Some(_) => true,
    }
}

fn fault(field: &Field, fields: &Fields) -> Option<&'static str> {
    let name = field.name;
    let (holds, code) = match field.is {
        Type::Text(most) => (record::is_text(fields, name, most), "text_too_long"),
        Type::When => (record::is_when(fields, name), "date_unreal"),
        Type::Id => (record::is_text(fields, name, 64), "text_too_long"),
        Type::Ids => (record::is_ids(fields, name), "list_unreadable"),
        Type::Choice(words) => (is_choice(fields.get(name), words), "choice_unknown"),
        Type::Evidence => return evidence::fault(fields),
        Type::Lines(reads) => (are_lines(fields.get(name), reads), "list_unreadable"),
        Type::Moment => (is_blank_or(fields, name, &|| moment(fields, name).is_some()), "moment_unreal"),
        Type::Count(least, most) => {
            let fits = || count(fields.get(name)).is_some_and(|count| (least..=most).contains(&count));
            (is_blank_or(fields, name, &fits), "count_out_of_range")
        }
        Type::Spot => (activity::is_spot(fields.get(name)), "spot_unreal"),
    };
    (!holds).then_some(code)
}

fn is_blank_or(fields: &Fields, name: &str, fits: &dyn Fn() -> bool) -> bool {
    !is_written(fields, name) || fits()
}

/// The instant that a field of [`Type::Moment`] names.
pub fn moment(fields: &Fields, name: &str) -> Option<Millis> {
    date::moment(record::text(fields, name))
}

/// The number that a field of [`Type::Count`] holds.
pub fn count(value: Option<&Value>) -> Option<u32> {
    match value? {
        Value::String(text) => text.trim().parse().ok(),
        value => value.as_u64().and_then(|count| u32::try_from(count).ok()),
    }
}

fn is_choice(value: Option<&Value>, words: &[&str]) -> bool {
    match value {
        None | Some(Value::Null) => true,
        Some(Value::String(text)) => text.is_empty() || words.contains(&text.as_str()),
        Some(_) => false,
    }
}

fn are_lines(value: Option<&Value>, reads: fn(&str) -> bool) -> bool {
    match value {
        None | Some(Value::Null) => true,
        Some(Value::Array(items)) => items.len() <= 50 && items.iter().all(|item| item.as_str().is_some_and(reads)),
        Some(_) => false,
    }
}

/// Whether `to` comes before `from`, where both are dates.
pub fn is_backwards(fields: &Fields, from: &str, to: &str) -> bool {
    let read = |name| record::text(fields, name).parse::<When>().ok().and_then(When::first);
    matches!((read(from), read(to)), (Some(from), Some(to)) if from > to)
}
