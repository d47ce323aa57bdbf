//! Quyết định khen thưởng: a decision that was published, or what one would give that is prepared.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use thidua_domain::council::rows::{Decision, Entry};
use thidua_domain::format;
use thidua_domain::history::Subject;
use thidua_domain::plan::Award;
use thidua_domain::rules::Document;
use thidua_papers::wording::GAP;

use super::say;
use super::sitting::{Office, counted, total};

/// A decision as its paper needs it.
pub struct Given {
    pub office: Office,
    pub decision: Decision,
    /// Those of the decision, or those that it would give.
    pub entries: Vec<Entry>,
    /// The year whose achievements it honours; none where its awards are of several.
    pub year: Option<i32>,
    /// The day of the session that voted on it, where that is known.
    pub session_day: Option<String>,
    pub awards: BTreeMap<String, Award>,
    /// Names of units by id.
    pub units: BTreeMap<String, String>,
    pub basis: Vec<Document>,
    /// The address under which it is read, once it is published.
    pub link: String,
}

/// What gives the body its powers, who carries it out and out of which fund it is paid the rows do not hold.
pub fn data(given: &Given) -> Value {
    let mut data = head(given);
    data.insert("council".into(), json!({ "name": say::COUNCIL, "day": given.session_day }));
    data.insert("title".into(), json!(given.decision.title));
    data.insert("season".into(), json!(given.year.map(say::season)));
    data.insert("awards".into(), groups(given));
    data.insert("money".into(), json!(given.entries.iter().any(|entry| entry.pays && entry.amount.is_some())));
    Value::Object(data)
}

/// What the papers of all decisions share.
pub(super) fn head(given: &Given) -> Map<String, Value> {
    let decision = &given.decision;
    let mut data = given.office.data(&decision.place);
    let grounds = say::grounds(&given.basis);
    if !grounds.is_empty() {
        data.insert("grounds".into(), grounds.into_iter().map(|text| json!({ "text": text })).collect());
    }
    if let Some(signer) = &decision.signer {
        let head = say::head(&signer.post).map(|head| head.to_uppercase());
        let for_head = say::is_deputy(&signer.post).then(|| format!("KT. {}", head.as_deref().unwrap_or(GAP)));
        data.insert("signer".into(), json!({ "authority": for_head, "post": signer.post, "name": signer.name }));
        data.insert("authority".into(), json!(head));
    }
    data.insert("link".into(), json!(given.link));
    let (number, code) = say::numbered(&decision.number);
    data.insert("number".into(), json!(number));
    if let Some(office) = data.get_mut("office") {
        office["code"] = json!(code);
    }
    data.insert("day".into(), json!(decision.day.map(|day| day.to_string())));
    data.insert("proposer".into(), json!(say::COUNCIL));
    data.insert("total".into(), total(given.entries.iter().map(is_person)));
    data.insert("money_total".into(), json!(sum(&given.entries)));
    data
}

pub(super) fn is_person(entry: &Entry) -> bool {
    matches!(entry.subject, Subject::Person(_))
}

/// What is paid in all; nothing as long as the money of one award is not known.
fn sum(entries: &[Entry]) -> Option<String> {
    let paid = entries.iter().filter(|entry| entry.pays).map(Entry::due);
    paid.sum::<Option<i64>>().map(|sum| format!("{} đồng", format::grouped(sum)))
}

/// By award, in the order in which the decision has them.
fn groups(given: &Given) -> Value {
    let mut groups: Vec<(&str, bool, Vec<Value>)> = Vec::new();
    for entry in &given.entries {
        let (award, is_people) = (entry.award.as_str(), is_person(entry));
        match groups.iter_mut().find(|group| group.0 == award && group.1 == is_people) {
            Some(group) => group.2.push(item(given, entry)),
            None => groups.push((award, is_people, vec![item(given, entry)])),
        }
    }
    let group = |(award, is_people, items): (&str, bool, Vec<Value>)| {
        let award = say::award(given.awards.get(award));
        json!({ "award": award, "count": items.len(), "counted": counted(is_people), "items": items })
    };
    groups.into_iter().map(group).collect()
}

/// Post and unit of a person; of a collective nothing.
pub(super) fn post(given: &Given, entry: &Entry) -> String {
    let unit = given.units.get(&entry.unit).map(String::as_str).unwrap_or_default();
    if is_person(entry) { say::post(&entry.post, unit) } else { String::new() }
}

/// The heading of the column says that it is đồng.
pub(super) fn money(entry: &Entry) -> String {
    match (entry.pays, entry.due()) {
        (true, Some(due)) => format::grouped(due),
        (true, None) => GAP.to_owned(),
        (false, _) => String::new(),
    }
}

fn item(given: &Given, entry: &Entry) -> Value {
    json!({ "name": entry.name, "post": post(given, entry), "money": money(entry) })
}
