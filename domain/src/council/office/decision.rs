//! Decisions are prepared empty, and filled and published in one step: until then nobody reads an outcome off them.

use chrono::{Datelike as _, NaiveDate};
use serde_json::{Value, json};
use thidua_sync::Millis;
use thidua_sync::command::{Command, Refusal};
use thidua_sync::domain::{Effect, Rows};
use thidua_sync::order;
use thidua_sync::row::{Key, Scope};

use super::args::{bad, id, ids, must};
use super::right::{self, Part, holds, read};
use super::{entries, follow, session, sight};
use crate::checkin::scan::is_uuid;
use crate::council::rows::*;
use crate::date;
use crate::org::{self, Role, Stamp};
use crate::visibility;

/// Most bytes of a decision, and rows that its publication may change.
const BYTES: usize = 180_000;
const ROWS: usize = 490;

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
    let staged = Stamp { by: who.into(), at: now };
    let decision = Decision { title, ..Decision::new(DecisionKind::Award, &session.unit, session_id, staged) };
    let leading = session.members.iter().filter(|member| member.role != Seat::Member);
    let people = order::set(leading.map(|member| member.person.as_str()).chain([who]));
    let scopes: Vec<Scope> = people.into_iter().map(visibility::of_person).collect();
    let mut effect = Effect::default();
    effect.put(key, scopes, &json!(decision));
    Ok(effect)
}

/// Decides `council.publish`: see [`crate::council::acts::PUBLISH`].
pub fn publish(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let args = &command.args;
    let signing = Signing::read(args, now)?;
    let salary = salary(&args["base_salary"])?;
    let include = if args["include"].is_null() { None } else { Some(ids(args, "include", 400)?) };
    let decision: Decision = read(rows, DECISION, &command.entity).ok_or_else(right::unseen)?;
    let mut session: Session = read(rows, SESSION, &decision.session).ok_or_else(right::unseen)?;
    let part = right::session(rows, who, &decision.session, now).ok().map(|(_, part)| part);
    if !part.is_some_and(Part::leads) && !holds(rows, who, &decision.unit, &[Role::Signer, Role::UnitHead], now) {
        return Err(if decision.published.is_some() { right::forbidden() } else { right::unseen() });
    }
    if decision.published.is_some() {
        return Err(Refusal::new("already_published"));
    }
    if session.state != Stage::Closed {
        return Err(Refusal::new("session_not_closed"));
    }
    let mut decision = signing.sign(rows, decision, (who, now))?;
    decision.base_salary = salary;
    let passed = entries::passed(rows, &decision.session, (who, part.is_some()), include.as_deref())?;
    decision.entries = entries::of(rows, &session, &passed, (signing.day, salary))?;
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
        return Err(Refusal::new("too_large").with("entries", decision.entries.len()));
    }
    Ok(effect)
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
        return Err(Refusal::new("too_large").with("entries", decision.entries.len()));
    }
    effect.put(Key::new(DECISION, id), vec![visibility::public()], &body);
    Ok(())
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
        let day = args["day"].as_str().ok_or_else(bad)?;
        let day = date::day(day).ok_or(Refusal::new("date_unreal").field("day"))?;
        if day > date::today(now) {
            return Err(Refusal::new("day_ahead").field("day"));
        }
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
        }
    }
}
