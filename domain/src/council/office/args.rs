//! Reading args: what is no such thing is refused before any row is looked at, so that a refusal tells nothing of rows.

use serde_json::Value;
use thidua_sync::Millis;
use thidua_sync::command::Refusal;

use crate::date;

pub fn bad() -> Refusal {
    Refusal::new("bad_args")
}

/// A text that must be there: trimmed, not empty, at most so many characters.
pub fn must(args: &Value, name: &str, most: usize, missing: &str) -> Result<String, Refusal> {
    let text = may(args, name, most)?;
    if text.is_empty() { Err(Refusal::new(missing).field(name)) } else { Ok(text) }
}

/// A text that may be absent.
pub fn may(args: &Value, name: &str, most: usize) -> Result<String, Refusal> {
    let text = match &args[name] {
        Value::Null => "",
        Value::String(text) => text.trim(),
        _ => return Err(bad()),
    };
    if text.chars().count() > most {
        return Err(Refusal::new("text_too_long").field(name));
    }
    Ok(text.to_owned())
}

/// An id of up to 128 bytes.
pub fn id<'a>(args: &'a Value, name: &str) -> Result<&'a str, Refusal> {
    args[name].as_str().filter(|id| !id.is_empty() && id.len() <= 128).ok_or_else(bad)
}

/// Ids, each once.
pub fn ids(args: &Value, name: &str, most: usize) -> Result<Vec<String>, Refusal> {
    let items = args[name].as_array().filter(|items| items.len() <= most).ok_or_else(bad)?;
    let mut found: Vec<String> = Vec::new();
    for item in items {
        let id = item.as_str().filter(|id| !id.is_empty() && id.len() <= 128).ok_or_else(bad)?;
        if found.iter().any(|known| known == id) {
            return Err(bad());
        }
        found.push(id.to_owned());
    }
    Ok(found)
}

pub fn number(args: &Value, name: &str) -> Result<u32, Refusal> {
    args[name].as_u64().and_then(|number| u32::try_from(number).ok()).ok_or_else(bad)
}

/// A moment in Viet Nam that may be absent.
pub fn moment(args: &Value, name: &str) -> Result<Option<Millis>, Refusal> {
    match &args[name] {
        Value::Null => Ok(None),
        Value::String(text) => {
            date::moment(text.trim()).map(Some).ok_or_else(|| Refusal::new("moment_unreal").field(name))
        }
        _ => Err(bad()),
    }
}

/// A flag that may be absent.
pub fn flag(args: &Value, name: &str) -> Result<Option<bool>, Refusal> {
    match &args[name] {
        Value::Null => Ok(None),
        Value::Bool(flag) => Ok(Some(*flag)),
        _ => Err(bad()),
    }
}
