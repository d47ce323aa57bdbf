//! A rule set that is being written: a published one, and over it what was typed. Only what was typed is kept, by JSON pointer,
//! so that a draft is small and two devices may write different fields of it.

use serde_json::Value;
use thidua_sync::command::Fields;

use super::{RuleSet, check, fields};

/// The field of a draft that names the set over which it is written.
pub const OVER: &str = "_of";
/// The form in which drafts of this version are written.
pub const FORM: &str = "rules@1";

/// Something that needs a hand: where, and the key of its text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slip {
    /// A pointer to a field, or to what is wrong as a whole.
    pub at: String,
    pub code: &'static str,
}

/// A draft as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// With all that could be read of what was typed.
    pub value: Value,
    /// None where that is no rule set.
    pub set: Option<RuleSet>,
    pub slips: Vec<Slip>,
}

/// The set with what was typed over it, under a new id, and what is wrong with it. `others` are the sets beside which it would
/// hold: all that hold for something, without the one that it replaces.
pub fn read(over: &RuleSet, id: &str, typed: &Fields, others: &[RuleSet]) -> Draft {
    let mut value = serde_json::to_value(over).unwrap_or_default();
    let mut slips = Vec::new();
    for (at, typed) in typed.iter().filter(|(at, typed)| at.starts_with('/') && !typed.is_null()) {
        if let Err(code) = put(&mut value, at, typed) {
            slips.push(Slip { at: at.clone(), code });
        }
    }
    value["id"] = Value::from(id);
    let set = thidua_sync::body::typed::<RuleSet>(&value).ok();
    match &set {
        Some(set) => {
            for fault in check::of_set(set) {
                slips.extend(places(&value, &fault).into_iter().map(|at| Slip { at, code: fault.code }));
            }
            if others.iter().any(|other| set.meets(other)) {
                slips.push(Slip { at: "/valid_from".into(), code: "validity_overlaps" });
            }
        }
        None => slips.push(Slip { at: String::new(), code: "rules_unreadable" }),
    }
    slips.sort();
    slips.dedup();
    Draft { value, set, slips }
}

/// Writes a typed text, or a whole list, where it belongs. What belongs nowhere, as the set was shortened since, is left out.
fn put(value: &mut Value, at: &str, typed: &Value) -> Result<(), &'static str> {
    if let (Value::Array(_), Some(place)) = (typed, value.pointer_mut(at)) {
        if place.is_array() {
            *place = typed.clone();
        }
        return Ok(());
    }
    let (Some(is), Some(text)) = (fields::at(value, at), typed.as_str()) else { return Ok(()) };
    let Some((parent, name)) = at.rsplit_once('/') else { return Ok(()) };
    let stored = is.stored(text)?;
    match value.pointer_mut(parent) {
        Some(Value::Object(map)) => drop(map.insert(name.to_owned(), stored)),
        Some(Value::Array(items)) => {
            if let Some(item) = name.parse::<usize>().ok().and_then(|nth| items.get_mut(nth)) {
                *item = stored;
            }
        }
        _ => {}
    }
    Ok(())
}

/// What to write so that a list becomes another: the list as a whole, and nothing more below it.
pub fn relist(draft: &Draft, typed: &Fields, at: &str, change: impl FnOnce(&mut Vec<Value>)) -> Vec<(String, Value)> {
    let Some(mut items) = draft.value.pointer(at).and_then(Value::as_array).cloned() else { return Vec::new() };
    change(&mut items);
    let below = format!("{at}/");
    let gone = typed.keys().filter(|key| key.starts_with(&below)).map(|key| (key.clone(), Value::Null));
    gone.chain([(at.to_owned(), Value::Array(items))]).collect()
}

/// Where in the data a fault lies.
fn places(value: &Value, fault: &check::Fault) -> Vec<String> {
    let mut found = Vec::new();
    match fault.code {
        "basis_missing" => found.push("/basis".into()),
        "rounding_senseless" => found.push("/money/round_up_to".into()),
        "validity_backwards" if fault.at == fault.set => found.push("/valid_to".into()),
        _ => walk(value, "", &mut |at, one| {
            if let Some(name) = is_at_fault(one, fault) {
                found.push(if name.is_empty() { at.to_owned() } else { format!("{at}/{name}") });
            }
        }),
    }
    if found.is_empty() {
        found.push(String::new());
    }
    found
}

/// The name of the field of this object that a fault is about; empty for the object as a whole.
fn is_at_fault(one: &Value, fault: &check::Fault) -> Option<&'static str> {
    let text = |name: &str| one[name].as_str().unwrap_or_default();
    let above = |name: &str| one[name].as_u64().is_some_and(|percent| percent > 100);
    let is_criterion = one["code"] == fault.at.as_str() && one["need"].is_object();
    match fault.code {
        "source_missing" if one["verified"] == false && text("source").is_empty() => Some("source"),
        "percent_above_100" if above("percent") => Some("percent"),
        "percent_above_100" if above("women_percent") => Some("women_percent"),
        "percent_above_100" if above_in_need(one) => Some("need/percent"),
        "validity_backwards" if !text("to").is_empty() && text("to") < text("from") => Some("to"),
        "article_missing" if is_criterion && text("article").is_empty() => Some("article"),
        "award_unknown" if is_criterion => Some("need/award"),
        "award_unknown" if one["code"] == fault.at.as_str() => Some("of/award"),
        "count_senseless" if is_criterion => {
            let need = &one["need"];
            ["count", "years", "at_least"].into_iter().find(|name| need[*name].is_u64()).map(|name| match name {
                "count" => "need/count",
                "years" => "need/years",
                _ => "need/at_least",
            })
        }
        "code_twice" | "members_of_a_person" if is_criterion => Some(""),
        "title_needs_itself" | "titles_entangled" | "award_twice" | "route_twice" | "criteria_missing"
        | "routes_missing"
            if one["award"] == fault.at.as_str() && one["routes"].is_array() =>
        {
            Some("")
        }
        _ => None,
    }
}

fn above_in_need(one: &Value) -> bool {
    one["need"]["percent"].as_u64().is_some_and(|percent| percent > 100)
}

/// Every object, with its pointer.
pub fn walk(value: &Value, at: &str, see: &mut dyn FnMut(&str, &Value)) {
    match value {
        Value::Object(map) => {
            see(at, value);
            map.iter().for_each(|(name, one)| walk(one, &format!("{at}/{name}"), see));
        }
        Value::Array(items) => items.iter().enumerate().for_each(|(nth, one)| walk(one, &format!("{at}/{nth}"), see)),
        _ => {}
    }
}

/// How many parameters of a set were not checked against their source.
pub fn unverified(set: &RuleSet) -> usize {
    let mut count = 0;
    walk(&serde_json::to_value(set).unwrap_or_default(), "", &mut |_, one| {
        count += usize::from(one["verified"] == false);
    });
    count
}
