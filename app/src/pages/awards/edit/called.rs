//! What fields, places and values of rule sets are called.

use chrono::NaiveDate;
use serde_json::Value;
use thidua_domain::date::{self, When};
use thidua_domain::format;
use thidua_domain::nomination::Kind;
use thidua_domain::rules::fields::Is;
use thidua_domain::rules::need::{Criterion, Need, Who};
use thidua_sync::body;

use crate::pages::awards::words;
use crate::pages::nominations::words::kind_name;
use crate::state::App;
use crate::text::{t, try_text};

/// The label of a field of what stands at a pointer.
pub fn label(set: &Value, parent: &str, name: &str) -> String {
    let one = set.pointer(parent).unwrap_or(&Value::Null);
    of_field(one, parent, name)
}

fn of_field(one: &Value, parent: &str, name: &str) -> String {
    let need = one["kind"].as_str().unwrap_or_default();
    match name {
        "title" if parent.starts_with("/basis") => t!("rules-field-subject-matter"),
        "title" => t!("rules-field-title"),
        "issued" => t!("rules-field-issued"),
        "issuer" => t!("rules-field-issuer"),
        "valid_from" => t!("rules-field-valid-from"),
        "valid_to" => t!("rules-field-valid-to"),
        "number" => t!("rules-field-number"),
        "name" if parent.ends_with("/decider") => t!("rules-field-decider"),
        "name" if parent.starts_with("/awards") => t!("rules-field-award-name"),
        "name" => t!("rules-field-name"),
        "article" => t!("rules-field-article"),
        "verified" => t!("rules-field-verified"),
        "source" => t!("rules-field-source"),
        "across" => t!("rules-field-across"),
        "within" if parent == "/reuse" => t!("rules-field-within-kind"),
        "within" => t!("rules-field-within"),
        "women_percent" => t!("rules-field-women-percent"),
        "round_up_to" => t!("rules-field-round-up-to"),
        "from" if need.ends_with("discipline") => t!("rules-field-severity"),
        "from" => t!("rules-field-from"),
        "to" => t!("rules-field-to"),
        "dong" => t!("rules-field-dong"),
        "subject" => t!("rules-field-subject"),
        "tenths" => t!("rules-field-tenths"),
        "at_most" => t!("rules-field-at-most"),
        "percent" if parent.contains("/votes") => t!("rules-field-vote-percent"),
        "percent" => t!("rules-field-percent"),
        "may_exceed" => t!("rules-field-may-exceed"),
        "chair_chooses" => t!("rules-field-chair-chooses"),
        "secrecy" => t!("rules-field-secrecy"),
        "written_opinion" => t!("rules-field-written-opinion"),
        "award" => t!("rules-field-award"),
        "at_least" if matches!(need, "rating" | "member_rating") => t!("rules-field-level"),
        "at_least" if need == "years_since" => t!("rules-field-years-since"),
        "at_least" => t!("rules-field-months"),
        "below" => t!("rules-field-below"),
        "years" => t!("rules-field-years"),
        "count" if need == "member_count" => t!("rules-field-members"),
        "count" => t!("rules-field-count"),
        "streak" => t!("rules-field-streak"),
        "lag" => t!("rules-field-lag"),
        "reach" => t!("rules-field-reach"),
        "above" => t!("rules-field-above"),
        _ => name.to_owned(),
    }
}

/// What may be left empty, and what that means.
pub fn hint(is: Is) -> String {
    match is {
        Is::MaybeNumber(_) => t!("rules-hint-number"),
        Is::MaybeDay => t!("rules-hint-day"),
        _ => String::new(),
    }
}

/// A stored word as people say it.
pub fn choice(word: &str) -> String {
    match word {
        "done" => t!("rating-done"),
        "good" => t!("rating-good"),
        "excellent" => t!("rating-excellent"),
        "unit" => t!("reach-unit"),
        "ministry" => t!("reach-ministry"),
        "nation" => t!("reach-nation"),
        "reprimand" => t!("severity-reprimand"),
        "warning" => t!("severity-warning"),
        "beyond" => t!("severity-beyond"),
        "allowed" => t!("rules-again-allowed"),
        "ask" => t!("rules-again-ask"),
        "barred" => t!("rules-again-barred"),
        "secret" => t!("rules-secrecy-secret"),
        "ballot" => t!("rules-secrecy-ballot"),
        "council" => t!("rules-secrecy-council"),
        "person" => t!("nomination-subject-person"),
        "collective" => t!("nomination-subject-collective"),
        _ => word.to_owned(),
    }
}

/// What a criterion of this kind asks, in general.
pub fn need_kind(kind: &str) -> String {
    try_text(&format!("rules-need-{}", kind.replace('_', "-")), &[]).unwrap_or_else(|| kind.to_owned())
}

pub fn quota_base(kind: &str) -> String {
    match kind {
        "award" => t!("rules-quota-of-award"),
        _ => t!("rules-quota-of-given"),
    }
}

pub fn route(subject: Who, ground: Kind) -> String {
    let subject = match subject {
        Who::Person => t!("nomination-subject-person"),
        Who::Collective => t!("nomination-subject-collective"),
    };
    format!("{subject} · {}", kind_name(ground))
}

/// A place in a set, from the award down: `Lao động tiên tiến › Điều, khoản`.
pub fn place(app: App, set: &Value, at: &str) -> String {
    let mut parts = Vec::new();
    let segments: Vec<&str> = at.split('/').skip(1).collect();
    if let ["awards", nth, ..] = segments[..] {
        parts.push(set["awards"][nth.parse().unwrap_or(usize::MAX)]["name"].as_str().unwrap_or_default().to_owned());
    }
    // The innermost criterion or document around it.
    let around = (1..=segments.len()).rev().map(|count| format!("/{}", segments[..count].join("/")));
    let named = around.into_iter().find_map(|at| of_item(app, set.pointer(&at)?));
    parts.extend(named);
    if let Some((parent, name)) = at.rsplit_once('/') {
        let is_number = name.bytes().all(|byte| byte.is_ascii_digit());
        match (parent, name) {
            (_, "basis") => parts.push(t!("rules-basis")),
            _ if !is_number && !matches!(name, "routes" | "criteria" | "of") => parts.push(label(set, parent, name)),
            _ => {}
        }
    }
    if parts.is_empty() { t!("rules-whole") } else { parts.join(" › ") }
}

fn of_item(app: App, one: &Value) -> Option<String> {
    if one["need"].is_object() {
        let criterion = body::typed::<Criterion>(one).ok()?;
        return Some(words::need(app, &criterion.code, &criterion.need));
    }
    one["number"].as_str().filter(|number| !number.is_empty()).map(str::to_owned)
}

/// What differs, named by the last of its names; `path` is that of a change.
pub fn changed(path: &[String], criterion: Option<&str>, was: &Value, becomes: &Value) -> String {
    let Some(name) = path.last() else { return t!("rules-whole") };
    let parent = match path.len() {
        0 | 1 => String::new(),
        more => format!("/{}", path[..more - 1].join("/")),
    };
    match (name.as_str(), criterion) {
        ("criteria" | "of", _) => t!("rules-changed-criterion"),
        ("basis", _) => t!("rules-changed-document"),
        ("notes", _) => t!("rules-notes"),
        ("awards", _) => t!("rules-changed-award"),
        ("routes", _) => t!("rules-changed-route"),
        ("quotas", _) => t!("rules-part-quotas"),
        ("votes", _) => t!("rules-part-votes"),
        ("base_salaries", _) => t!("rules-part-salary"),
        ("money", None) if was.is_object() || becomes.is_object() => t!("rules-part-amounts"),
        ("papers", _) => t!("rules-part-papers"),
        ("need", _) => t!("rules-changed-need"),
        ("grounds", _) => t!("rules-part-apart"),
        _ => of_field(&Value::Null, &parent, name),
    }
}

/// A value of a change in words.
pub fn value(app: App, name: &str, value: &Value) -> String {
    match value {
        Value::Null if name == "verified" => t!("rules-verified"),
        Value::Null if name == "valid_to" => t!("rules-without-end"),
        Value::Null => t!("rules-nothing"),
        Value::Bool(is) if name == "verified" => {
            if *is {
                t!("rules-verified")
            } else {
                t!("unverified")
            }
        }
        Value::Bool(is) => {
            if *is {
                t!("rules-yes")
            } else {
                t!("rules-no")
            }
        }
        Value::Number(number) if name == "tenths" => {
            let tenths = number.as_u64().unwrap_or_default();
            t!("rules-times", times = format!("{},{}", tenths / 10, tenths % 10))
        }
        Value::Number(number) => {
            let grouped = number.as_i64().map(format::grouped).unwrap_or_default();
            if name.contains("percent") { format!("{grouped} %") } else { grouped }
        }
        Value::String(text) if name == "award" => words::award_name(app, text),
        Value::String(text) => match date::day(text) {
            Some(day) => When::Day(day).to_string(),
            None if text.is_empty() => t!("rules-nothing"),
            None if matches!(name, "article" | "source" | "title" | "issuer" | "name" | "number" | "notes") => {
                text.clone()
            }
            None => choice(text),
        },
        Value::Array(items) => items.iter().map(|one| self::value(app, name, one)).collect::<Vec<_>>().join("; "),
        Value::Object(_) => thing(app, value),
    }
}

/// A whole thing that was added or taken away.
fn thing(app: App, one: &Value) -> String {
    let written = |name: &str| one[name].as_str().unwrap_or_default();
    if let Ok(criterion) = body::typed::<Criterion>(one) {
        return words::need(app, &criterion.code, &criterion.need);
    }
    if let Ok(need) = body::typed::<Need>(one) {
        return words::need(app, "", &need);
    }
    if one["dong"].is_i64() {
        let dong = format::grouped(one["dong"].as_i64().unwrap_or_default());
        let from = written("from").parse::<NaiveDate>().map(|day| When::Day(day).to_string()).unwrap_or_default();
        return t!("rules-salary", dong = dong, from = from);
    }
    if one["routes"].is_array() {
        return written("name").to_owned();
    }
    if one["secrecy"].is_string() {
        return match one["percent"].as_i64() {
            Some(percent) => t!("rules-vote", percent = percent),
            None => t!("rules-vote-open"),
        };
    }
    if one["tenths"].is_u64() {
        let tenths = one["tenths"].as_u64().unwrap_or_default();
        return t!("rules-money", times = format!("{},{}", tenths / 10, tenths % 10));
    }
    if one["percent"].is_u64() {
        return format!("{} %", one["percent"]);
    }
    match written("number") {
        "" => written("article").to_owned(),
        number => format!("{number} – {}", written("name")),
    }
}
