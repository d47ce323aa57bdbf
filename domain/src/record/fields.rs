//! What a field of a form holds, whatever its record is.

use serde_json::Value;
use thidua_sync::command::Fields;

use crate::date::When;

/// The text of a field, trimmed; empty when it is absent or no text.
pub fn text<'a>(fields: &'a Fields, name: &str) -> &'a str {
    fields.get(name).and_then(Value::as_str).map(str::trim).unwrap_or_default()
}

/// Whether a field is absent, null, or a text no longer than `most` characters.
pub fn is_text(fields: &Fields, name: &str, most: usize) -> bool {
    match fields.get(name) {
        None | Some(Value::Null) => true,
        Some(Value::String(text)) => text.chars().count() <= most,
        Some(_) => false,
    }
}

/// Whether a field says anything.
pub fn is_given(fields: &Fields, name: &str) -> bool {
    fields.get(name).is_some_and(|value| !value.is_null() && *value != "")
}

/// Whether a field is absent, null, empty, or a date.
pub fn is_when(fields: &Fields, name: &str) -> bool {
    match fields.get(name) {
        None | Some(Value::Null) => true,
        Some(Value::String(text)) => text.trim().is_empty() || text.parse::<When>().is_ok(),
        Some(_) => false,
    }
}

/// Whether a field is absent, null, or a list of ids.
pub fn is_ids(fields: &Fields, name: &str) -> bool {
    is_ids_within(fields, name, 64)
}

/// The same for ids of at most so many bytes.
pub fn is_ids_within(fields: &Fields, name: &str, most: usize) -> bool {
    match fields.get(name) {
        None | Some(Value::Null) => true,
        Some(Value::Array(items)) => {
            items.len() <= 500 && items.iter().all(|item| item.as_str().is_some_and(|id| id.len() <= most))
        }
        Some(_) => false,
    }
}
