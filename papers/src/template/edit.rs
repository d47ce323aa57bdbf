//! Changes of a template's JSON by those who edit it. Places are JSON pointers; one that leads nowhere changes nothing.

use serde_json::{Value, json};

/// Writes a line.
pub fn write(template: &mut Value, at: &str, text: &str) {
    if let Some(place) = template.pointer_mut(at).filter(|place| place.is_string()) {
        *place = Value::from(text);
    }
}

/// Takes a member out of its list.
pub fn remove(template: &mut Value, item: &str) {
    if let Some((items, nth)) = place(template, item) {
        items.remove(nth);
    }
}

/// Moves a member of a list by one place. Answers where it is now.
pub fn shift(template: &mut Value, item: &str, is_up: bool) -> Option<String> {
    let (list, _) = item.rsplit_once('/')?;
    let list = list.to_owned();
    let (items, nth) = place(template, item)?;
    let other = if is_up { nth.checked_sub(1)? } else { nth + 1 };
    if other >= items.len() {
        return None;
    }
    items.swap(nth, other);
    Some(format!("{list}/{other}"))
}

/// Puts an empty block of this role behind a member of a list; without a role, a line. Answers where its text is.
pub fn insert(template: &mut Value, item: &str, role: Option<&str>) -> Option<String> {
    let (list, _) = item.rsplit_once('/')?;
    let list = list.to_owned();
    let (items, nth) = place(template, item)?;
    items.insert(nth + 1, fresh(role));
    Some(text_of(&list, nth + 1, role))
}

/// The same at the end of a list.
pub fn append(template: &mut Value, list: &str, role: Option<&str>) -> Option<String> {
    let items = template.pointer_mut(list)?.as_array_mut()?;
    items.push(fresh(role));
    Some(text_of(list, items.len() - 1, role))
}

/// Makes a block of one role a block of another.
pub fn recast(template: &mut Value, item: &str, from: &str, to: &str) {
    if let Some(Value::Object(block)) = template.pointer_mut(item)
        && let Some(text) = block.remove(from)
    {
        block.insert(to.to_owned(), text);
    }
}

fn fresh(role: Option<&str>) -> Value {
    match role {
        Some(role) => json!({ role: "" }),
        None => json!(""),
    }
}

fn text_of(list: &str, nth: usize, role: Option<&str>) -> String {
    match role {
        Some(role) => format!("{list}/{nth}/{role}"),
        None => format!("{list}/{nth}"),
    }
}

/// The list in which a member stands, and its place there.
fn place<'a>(template: &'a mut Value, item: &str) -> Option<(&'a mut Vec<Value>, usize)> {
    let (list, nth) = item.rsplit_once('/')?;
    let items = template.pointer_mut(list)?.as_array_mut()?;
    let nth = nth.parse().ok().filter(|nth| *nth < items.len())?;
    Some((items, nth))
}
