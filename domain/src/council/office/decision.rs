//! Decisions are prepared empty, and filled and published in one step: until then nobody reads an outcome off them.

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate};
use serde_json::{Value, json};
use thidua_sync::Millis;
use thidua_sync::command::{Command, Refusal};
use thidua_sync::domain::{Effect, Rows};
use thidua_sync::order;
use thidua_sync::row::{Key, Scope};

use super::args::{bad, id, ids, must};
use super::right::{self, Part, holds, read};
use super::{entries, follow, quota, session, sight, told};
use crate::checkin::scan::is_uuid;
use crate::council::entry;
use crate::council::rows::*;
use crate::date;
use crate::nomination::course::{LeftOut, Paper};
use crate::org::{self, Role, Stamp};
use crate::visibility;

/// Most bytes of a decision, and rows that its publication may change.
const BYTES: usize = 180_000;
pub const ROWS: usize = 490;
/// Most decisions that are prepared for a session at a time: all move when it is closed.
const STAGED: usize = 20;

/// Decides `council.stage`: see [`crate::council::acts::STAGE`].
pub fn stage(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let session_id = id(&command.args, "session")?;
    let title = must(&command.args, "title", 300, "decision_title_missing")?;
    if !is_uuid(&command.entity) {
        return Err(Refusal::new("id_unusable").with("id", &command.entity));
    }
    let session: Session = read(rows, SESSION, session_id).ok_or_else(right::unseen)?;
    let is_officer = holds(rows, who, &session.unit, &[Role::EmulationOfficer], now);
    if !is_officer {
        right::led(rows, who, session_id, now)?;
    }
    let key = Key::new(DECISION, command.entity.clone());
    if rows.row(&key).is_some() {
        return Err(Refusal::new("already_exists"));
    }
    if rows.find(&sight::staged_in(session_id)).len() >= STAGED {
        return Err(Refusal::new("too_many_staged"));
    }
    let staged = Stamp { by: who.into(), at: now };
    let decision = Decision { title, ..Decision::new(DecisionKind::Award, &session.unit, session_id, staged) };
    let mut effect = Effect::default();
    effect.put(key, staged_for(&session, who), &json!(decision));
    Ok(effect)
}

/// Who sees a decision that is prepared: those who lead the session and who prepared it, and those who sign once the session
/// is closed. Before that nobody else learns of it that the session comes to an end.
fn staged_for(session: &Session, by: &str) -> Vec<Scope> {
    let leading = session.members.iter().filter(|member| member.role != Seat::Member).map(|member| &member.person);
    let people = order::set(leading.chain(&session.vice).map(String::as_str).chain([by]));
    let signers = (session.state == Stage::Closed).then(|| sight::of_signers(&session.unit));
    people.into_iter().map(visibility::of_person).chain(signers).collect()
}

/// A session was closed: what was prepared for it before is shown to those who sign, too.
pub fn show_signers(rows: &dyn Rows, effect: &mut Effect, session_id: &str, session: &Session) {
    for key in rows.find(&sight::staged_in(session_id)) {
        if let Some(decision) = read::<Decision>(rows, DECISION, &key.id) {
            let scopes = staged_for(session, &decision.staged.by);
            effect.put(key, scopes, &json!(decision));
        }
    }
}

/// Decides `council.publish`: see [`crate::council::acts::PUBLISH`].
pub fn publish(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let args = &command.args;
    let signing = Signing::read(args, now)?;
    let salary = salary(&args["base_salary"])?;
    let include = if args["include"].is_null() { None } else { Some(ids(args, "include", 400)?) };
    let numbers = numbers(&args["numbers"])?;
    let decision: Decision = read(rows, DECISION, &command.entity).ok_or_else(right::unseen)?;
    let mut session: Session = read(rows, SESSION, &decision.session).ok_or_else(right::unseen)?;
    let part = right::session(rows, who, &decision.session, now).ok().map(|(_, part)| part);
    let leads = part.is_some_and(|part| right::leads(&session, part, who));
    if !leads && !holds(rows, who, &decision.unit, &[Role::Signer, Role::UnitHead], now) {
        return Err(if decision.published.is_some() { right::forbidden() } else { right::unseen() });
    }
    if decision.published.is_some() {
        return Err(Refusal::new("already_published"));
    }
    if session.state != Stage::Closed {
        return Err(Refusal::new("session_not_closed"));
    }
    must_follow(&session, signing.day)?;
    let mut decision = signing.sign(rows, decision, (who, now))?;
    (decision.base_salary, decision.numbers) = (salary, numbers);
    let takes_part = part.is_some_and(|part| part != Part::Clerk);
    if include.is_some() && !takes_part {
        // Whether one passed is told to nobody who was not there, not by a refusal either.
        return Err(Refusal::new("include_not_seen").field("include"));
    }
    let reads = |case: &Case| takes_part && right::reads(case, who);
    let passed = entries::passed(rows, &decision.session, &reads, include.as_deref())?;
    let set = entries::rules(rows, &session)?;
    let earlier = entries::earlier(rows, &session);
    let made = |cases: &[Case]| entry::entries(set.clone(), &session, (cases, &earlier), (signing.day, salary));
    let mut entries = made(&passed);
    let batch = quota::Batch::new(rows, &set, &decision.session, &decision.numbers);
    let is_known = |entry: &&Entry| passed.iter().any(|case| case.nomination == entry.nomination && reads(case));
    // To who takes no part in what passed, nothing passed: another publishes it.
    if entries.is_empty() || takes_part && !entries.iter().any(|entry| is_known(&entry)) {
        return Err(Refusal::new("nothing_to_publish"));
    }
    batch.check(&entries.iter().filter(is_known).collect::<Vec<&Entry>>())?;
    let mut given = batch.within(entries.clone());
    // What the publisher knows of is within the quotas by itself; where the rest would take its place, it is given alone.
    if takes_part && !given.iter().any(|entry| is_known(&entry)) {
        given = entries.iter().filter(is_known).cloned().collect();
    }
    if given.len() < entries.len() {
        let is_given = |case: &&Case| given.iter().any(|entry| entry.nomination == case.nomination);
        let cases: Vec<Case> = passed.iter().filter(is_given).cloned().collect();
        entries = made(&cases);
    }
    decision.entries = entries;
    if decision.entries.is_empty() {
        return Err(Refusal::new("nothing_to_publish"));
    }
    let mut effect = Effect::default();
    settle(rows, &mut effect, (&command.entity, &decision), passed);
    if session.published_at.is_none() {
        session.published_at = Some(now);
        session::put(&mut effect, &decision.session, &session);
    }
    put(&mut effect, &command.entity, &decision)?;
    if effect.puts.len() > ROWS {
        return Err(Refusal::new("too_large"));
    }
    let signed = Stamp { by: who.into(), at: now };
    let left = LeftOut { signed, paper: Paper::Decision, number: decision.number.clone(), day: signing.day };
    let stands = |nomination: &str| decision.entries.iter().any(|entry| entry.nomination == nomination);
    told::leave_out(rows, &mut effect, &decision.session, &left, &stands);
    Ok(effect)
}

/// Refuses a paper of a day before its session.
pub fn must_follow(session: &Session, day: NaiveDate) -> Result<(), Refusal> {
    let met = session.opened.as_ref().map_or(session.when, |opened| opened.at.min(session.when));
    match day < date::today(met) {
        true => Err(Refusal::new("day_before_session").field("day")),
        false => Ok(()),
    }
}

/// Marks the cases that stand in a decision.
fn settle(rows: &dyn Rows, effect: &mut Effect, (id, decision): (&str, &Decision), passed: Vec<Case>) {
    let given = |nomination: &str| decision.entries.iter().any(|entry| entry.nomination == nomination);
    for case in passed.into_iter().filter(|case| given(&case.nomination)) {
        let key = case_id(&case.session, &case.nomination);
        let case = Case { state: CaseState::Decided, decision: Some(id.to_owned()), ..case };
        follow::put(rows, effect, &key, &case);
    }
}

/// Puts a published decision, all of it at once.
pub fn put(effect: &mut Effect, id: &str, decision: &Decision) -> Result<(), Refusal> {
    let body = json!(decision);
    if body.to_string().len() > BYTES {
        return Err(Refusal::new("too_large"));
    }
    effect.put(Key::new(DECISION, id), vec![visibility::public()], &body);
    Ok(())
}

/// Numbers by the codes of quotas.
fn numbers(given: &Value) -> Result<BTreeMap<String, i64>, Refusal> {
    if given.is_null() {
        return Ok(BTreeMap::new());
    }
    let numbers: BTreeMap<String, i64> = thidua_sync::body::typed(given).map_err(|_| bad())?;
    let is_good = |(code, number): (&String, &i64)| code.len() <= 64 && (0..=1_000_000).contains(number);
    if numbers.len() > 20 || !numbers.iter().all(is_good) {
        return Err(Refusal::new("count_out_of_range").field("numbers"));
    }
    Ok(numbers)
}

fn salary(given: &Value) -> Result<Option<i64>, Refusal> {
    match given {
        Value::Null => Ok(None),
        given => {
            let dong = given.as_i64().filter(|dong| (1..=1_000_000_000).contains(dong));
            dong.map(Some).ok_or(Refusal::new("salary_unreal").field("base_salary"))
        }
    }
}

/// The day of a paper that is signed.
pub fn day(args: &Value, now: Millis) -> Result<NaiveDate, Refusal> {
    let day = args["day"].as_str().ok_or_else(bad)?;
    let day = date::day(day).ok_or(Refusal::new("date_unreal").field("day"))?;
    if day > date::today(now) {
        return Err(Refusal::new("day_ahead").field("day"));
    }
    Ok(day)
}

/// Number, day and signature of a decision.
pub struct Signing {
    number: String,
    pub day: NaiveDate,
    signer: String,
    post: String,
    place: String,
}

impl Signing {
    pub fn read(args: &Value, now: Millis) -> Result<Signing, Refusal> {
        let number = must(args, "number", 64, "number_missing")?;
        let day = day(args, now)?;
        let signer = id(args, "signer")?.to_owned();
        let post = must(args, "post", 300, "post_missing")?;
        let place = must(args, "place", 100, "place_missing")?;
        Ok(Signing { number, day, signer, post, place })
    }

    /// Writes them into a decision. A number is given once in a unit's year; who signs may sign on that day.
    pub fn sign(&self, rows: &dyn Rows, decision: Decision, (who, now): (&str, Millis)) -> Result<Decision, Refusal> {
        if !rows.find(&sight::numbered(&decision.unit, self.day.year(), &self.number)).is_empty() {
            return Err(Refusal::new("number_taken").field("number"));
        }
        let grants = org::grants(rows, &self.signer, self.day);
        let may_sign = |role: Role| matches!(role, Role::Signer | Role::UnitHead);
        if !grants.iter().any(|grant| grant.unit == decision.unit && may_sign(grant.role)) {
            return Err(Refusal::new("signer_unfit").field("signer"));
        }
        let person = org::person(rows, &self.signer).ok_or(Refusal::new("person_unknown").field("signer"))?;
        Ok(Decision {
            number: self.number.clone(),
            day: Some(self.day),
            signer: Some(Signer { person: self.signer.clone(), name: person.full_name(), post: self.post.clone() }),
            place: self.place.clone(),
            published: Some(Stamp { by: who.into(), at: now }),
            ..decision
        })
    }
}

impl Decision {
    /// One that is only prepared.
    pub fn new(kind: DecisionKind, unit: &str, session: &str, staged: Stamp) -> Decision {
        Decision {
            kind,
            unit: unit.to_owned(),
            session: session.to_owned(),
            title: String::new(),
            staged,
            published: None,
            number: String::new(),
            day: None,
            signer: None,
            place: String::new(),
            base_salary: None,
            entries: Vec::new(),
            of: None,
            reason: None,
            ground: None,
            numbers: BTreeMap::new(),
        }
    }
}
