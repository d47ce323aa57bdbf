//! Quyết định hủy bỏ and quyết định sửa đổi: decisions about what another one gave.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use thidua_domain::council::rows::{Decision, Entry};
use thidua_domain::format;

use super::decision::{Given, head, is_person, money, post};
use super::say;

pub struct Change {
    /// The decision itself, and what it takes back, or what stands after it.
    pub given: Given,
    /// The decision that it is about.
    pub original: Option<Decision>,
    /// What stood before, by nomination.
    pub was: BTreeMap<String, Entry>,
}

/// Who carries it out the rows do not hold.
pub fn revocation(change: &Change) -> Value {
    let given = &change.given;
    let mut data = about(change);
    let line = |entry: &Entry| {
        json!({
            "name": entry.name, "post": post(given, entry), "award": award(given, entry), "season": say::season(entry.year),
            "money": money(entry),
        })
    };
    data.insert("taken".into(), given.entries.iter().map(line).collect());
    data.insert("money".into(), json!(given.entries.iter().any(|entry| entry.pays)));
    Value::Object(data)
}

/// A line for each place that changes.
pub fn correction(change: &Change) -> Value {
    let mut data = about(change);
    data.insert("changes".into(), change.given.entries.iter().flat_map(|entry| lines(change, entry)).collect());
    Value::Object(data)
}

/// Which decision it is about, on what ground and why.
fn about(change: &Change) -> Map<String, Value> {
    let decision = &change.given.decision;
    let mut data = head(&change.given);
    let original = change.original.as_ref().map(|one| {
        json!({ "number": one.number, "day": one.day.map(|day| day.to_string()), "title": say::lower(&one.title) })
    });
    data.insert("decision".into(), json!(original));
    let ground = decision.ground.as_deref().map(str::trim);
    data.insert("ground".into(), json!(ground.map(|ground| ground.strip_prefix("Căn cứ ").unwrap_or(ground))));
    data.insert("reason".into(), json!(decision.reason));
    data
}

fn award(given: &Given, entry: &Entry) -> String {
    say::award(given.awards.get(&entry.award))
}

/// An entry of which is not known what it was is left to people.
fn lines(change: &Change, entry: &Entry) -> Vec<Value> {
    let Some(was) = change.was.get(&entry.nomination) else { return vec![json!({ "name": entry.name })] };
    let given = &change.given;
    let name = if is_person(entry) { "Họ và tên" } else { "Tên tập thể" };
    let dong = |entry: &Entry| entry.due().map(|dong| format!("{} đồng", format::grouped(dong))).unwrap_or_default();
    let places = [
        (name, was.name.clone(), entry.name.clone()),
        ("Chức vụ", was.post.clone(), entry.post.clone()),
        ("Danh hiệu, hình thức khen thưởng", award(given, was), award(given, entry)),
        ("Năm khen thưởng", was.year.to_string(), entry.year.to_string()),
        ("Tiền thưởng", dong(was), dong(entry)),
    ];
    let changed = places.into_iter().filter(|(_, was, becomes)| was != becomes);
    changed.map(|(what, old, new)| json!({ "name": was.name, "what": what, "was": old, "becomes": new })).collect()
}
