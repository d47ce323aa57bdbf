//! Entering facts: titles, ratings, initiatives and the rest, by whoever leads the unit of the one they are about. All of a
//! command are taken, or none.

use serde_json::json;
use sha2::{Digest, Sha256};
use thidua_sync::Millis;
use thidua_sync::body::Body;
use thidua_sync::command::{Command, Refusal};
use thidua_sync::domain::{Effect, Rows};
use thidua_sync::row::{IndexKey, Key, Scope};

use super::Subject;
use super::fact::{Entry, Fact, MOST, TABLE};
use crate::org::{self, Stamp};
use crate::policy::{self, Act, Target};
use crate::record::REASON_MAX;
use crate::visibility;

/// Entries by whom they are about.
const BY_SUBJECT: &str = "fact.subject";

/// The index entry of a fact.
pub fn index(body: &Body) -> Option<IndexKey> {
    let entry: Entry = body.read()?;
    Some(IndexKey::new(BY_SUBJECT, subject_key(&entry.fact.subject()?)))
}

fn subject_key(subject: &Subject) -> String {
    match subject {
        Subject::Person(id) => format!("p:{id}"),
        Subject::Collective(id) => format!("c:{id}"),
    }
}

/// Decides `fact.record@1`: args are `{facts, source?}`. A fact that is there already changes nothing; one that contradicts
/// nothing else is not asked to make sense, for history is what people decided.
pub fn record(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let facts = facts(command)?;
    if facts.is_empty() {
        return Err(Refusal::new("bad_args"));
    }
    if facts.len() > MOST {
        return Err(Refusal::new("too_large"));
    }
    let source = command.args["source"].as_str().unwrap_or_default();
    if source.chars().count() > REASON_MAX {
        return Err(Refusal::new("text_too_long").field("source"));
    }
    let mut effect = Effect::default();
    for fact in facts {
        let scopes = scopes(rows, who, &fact, now)?;
        let key = Key::new(TABLE, id(&fact));
        let known = rows.row(&key).and_then(|row| row.body.read::<Entry>());
        let is_there = known.is_some_and(|entry| entry.withdrawn.is_none());
        if is_there || effect.puts.iter().any(|put| put.key == key) {
            continue;
        }
        let entry = Entry {
            fact,
            entered: Stamp { by: who.into(), at: now },
            source: source.into(),
            withdrawn: None,
            replaced_by: None,
        };
        effect.put(key, scopes, &json!(entry));
    }
    Ok(effect)
}

/// Decides `fact.withdraw@1`: args are `{reason}`. What was entered by mistake stays to be read and counts no more.
pub fn withdraw(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let (scopes, entry) = taken_back(rows, who, command, now)?;
    let mut effect = Effect::default();
    effect.put(Key::new(TABLE, command.entity.clone()), scopes, &json!(entry));
    Ok(effect)
}

/// The entry as it is once taken back, and who sees it.
fn taken_back(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<(Vec<Scope>, Entry), Refusal> {
    let key = Key::new(TABLE, command.entity.clone());
    let mut entry: Entry = rows.row(&key).and_then(|row| row.body.read()).ok_or(Refusal::new("not_found"))?;
    let scopes = scopes(rows, who, &entry.fact, now).map_err(|refusal| match refusal.code.as_str() {
        "own_record" => refusal,
        _ => Refusal::new("not_found"),
    })?;
    let reason = command.args["reason"].as_str().map(str::trim).unwrap_or_default();
    if reason.is_empty() {
        return Err(Refusal::new("reason_missing").field("reason"));
    }
    if reason.chars().count() > REASON_MAX {
        return Err(Refusal::new("text_too_long").field("reason"));
    }
    if entry.withdrawn.is_some() {
        return Err(Refusal::new("already_withdrawn"));
    }
    entry.withdrawn = Some((Stamp { by: who.into(), at: now }, reason.to_owned()));
    Ok((scopes, entry))
}

/// Decides `fact.replace@1`: args are `{facts, source?, reason}` with one fact. It says how one went on that was entered
/// before: a matter is settled, a service ends, an initiative is used. The old one counts no more, in the same step.
pub fn replace(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    // To who may not read the old one it does not exist, whatever they would put in its place.
    let (scopes, gone) = taken_back(rows, who, command, now)?;
    let facts = facts(command)?;
    let [fact] = facts.as_slice() else { return Err(Refusal::new("bad_args")) };
    let is_same_kind = std::mem::discriminant(fact) == std::mem::discriminant(&gone.fact);
    if !is_same_kind || fact.subject() != gone.fact.subject() || *fact == gone.fact {
        return Err(Refusal::new("bad_args"));
    }
    let mut effect = Effect::default();
    effect.put(Key::new(TABLE, command.entity.clone()), scopes, &json!(Entry { replaced_by: Some(id(fact)), ..gone }));
    effect.puts.extend(record(rows, who, command, now)?.puts);
    Ok(effect)
}

fn facts(command: &Command) -> Result<Vec<Fact>, Refusal> {
    let facts = serde_json::from_value(command.args["facts"].clone());
    facts.map_err(|error| Refusal::new("facts_unreadable").with("why", error))
}

/// What is known of somebody goes with them to their new unit.
pub fn follow_move(rows: &dyn Rows, effect: &mut Effect, person: &str, unit: &str) {
    let subject = Subject::Person(person.to_owned());
    for key in rows.find(&IndexKey::new(BY_SUBJECT, subject_key(&subject))).into_iter().take(MOST) {
        if let Some(entry) = rows.row(&key).and_then(|row| row.body.read::<Entry>()) {
            effect.put(key, of_somebody(&entry.fact, person, unit), &json!(entry));
        }
    }
}

/// What stands of somebody.
pub fn of(rows: &dyn Rows, subject: &Subject) -> Vec<Fact> {
    let keys = rows.find(&IndexKey::new(BY_SUBJECT, subject_key(subject))).into_iter();
    let entries = keys.filter_map(|key| rows.row(&key)?.body.read::<Entry>());
    entries.filter(|entry| entry.withdrawn.is_none()).map(|entry| entry.fact).collect()
}

/// The same fact has the same id, whoever enters it, and how often.
fn id(fact: &Fact) -> String {
    let text = serde_json::to_string(fact).unwrap_or_default();
    Sha256::digest(text.as_bytes()).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// Who sees a fact, if `who` may enter it: the unit that it is about or that the person is of, and they; everybody what holds for all.
fn scopes(rows: &dyn Rows, who: &str, fact: &Fact, now: Millis) -> Result<Vec<Scope>, Refusal> {
    let lead = |unit: &str| policy::allow(rows, who, Act::RecordFact, Target::unit(unit), now);
    match fact.subject() {
        None => {
            let root = fact_of_all(rows, who);
            policy::allow(rows, who, Act::PublishRules, Target::unit(&root), now)?;
            Ok(vec![visibility::public()])
        }
        Some(Subject::Collective(unit)) => {
            org::unit(rows, &unit).ok_or(Refusal::new("unit_unknown").with("id", &unit))?;
            lead(&unit)?;
            Ok(vec![of_their_unit(fact, &unit)])
        }
        Some(Subject::Person(id)) => {
            let person = org::person(rows, &id).ok_or(Refusal::new("person_unknown").with("id", &id))?;
            lead(&person.unit)?;
            if id == who && judges(fact) {
                return Err(Refusal::new("own_record"));
            }
            Ok(of_somebody(fact, &id, &person.unit))
        }
    }
}

fn of_somebody(fact: &Fact, person: &str, unit: &str) -> Vec<Scope> {
    vec![of_their_unit(fact, unit), visibility::of_person(person)]
}

/// What is being verified of somebody, and that nothing is, their colleagues do not read: that it is verified proves nothing.
fn of_their_unit(fact: &Fact, unit: &str) -> Scope {
    if fact.is_of_lead() { visibility::of_lead(unit) } else { visibility::of_unit(unit) }
}

/// Whether a fact says how somebody did, which nobody says of themselves; that an award was decided has a number and a day.
fn judges(fact: &Fact) -> bool {
    matches!(fact, Fact::Rated(_) | Fact::Answer(_) | Fact::Discipline(_) | Fact::Matter(_))
}

/// The unit above all, as somebody's own unit names it.
fn fact_of_all(rows: &dyn Rows, who: &str) -> String {
    let own = org::person(rows, who).and_then(|person| org::unit(rows, &person.unit));
    own.and_then(|unit| unit.path.first().cloned()).unwrap_or_default()
}
