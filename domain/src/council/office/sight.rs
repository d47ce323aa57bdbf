//! Who sees which rows of the council: its scopes, and the entries by which they are found.

use serde::Deserialize;
use thidua_sync::Millis;
use thidua_sync::body::Body;
use thidua_sync::domain::Rows;
use thidua_sync::order;
use thidua_sync::row::{IndexKey, Scope};

use super::right::{self, Part};
use super::{exhibit, source};
use crate::council::rows::*;
use crate::date;
use crate::org::{Grant, Role};
use crate::visibility;

const DAY: Millis = 86_400_000;
/// How long after its first decision a closed session stays on devices.
const AFTER_DECISION: Millis = 60 * DAY;
/// The same for one that is closed and never led to a decision.
const AFTER_CLOSE: Millis = 730 * DAY;

/// Sessions by those who take part.
const BY_MEMBER: &str = "session.member";
/// Cases from which somebody is recused, by those who read them all the same.
const BY_READER: &str = "case.reader";
/// Scores by who gave them.
const BY_SCORER: &str = "score.member";
/// Cases by session.
const BY_SESSION: &str = "case.session";
/// Cases by nomination.
const BY_NOMINATION: &str = "case.nomination";
/// What members have on a case, by case.
const BY_CASE: &str = "council.case";
/// Published decisions by unit, year and number.
const BY_NUMBER: &str = "decision.number";
/// Decisions that give awards, by unit and the years that they honour.
const BY_YEAR: &str = "decision.year";
/// Decisions that are prepared, by session.
const BY_STAGE: &str = "decision.staged";
/// What takes back or corrects, by the decision that it is about.
const BY_ORIGINAL: &str = "decision.of";

pub fn of_session(id: &str) -> Scope {
    Scope(format!("session:{id}"))
}

/// Those who sign for a unit: they see what waits for their signature, and no more of it than that.
pub fn of_signers(unit: &str) -> Scope {
    Scope(format!("sign:{unit}"))
}

/// The members who gave a case their own score.
pub fn of_scored(case: &str) -> Scope {
    Scope(format!("scored:{case}"))
}

/// A late vote is told to who cast it, though they may read the case no more.
pub fn of_late(case: Vec<Scope>, late: &Late) -> Vec<Scope> {
    case.into_iter().chain([visibility::of_person(&late.voter)]).collect()
}

/// A case and all that is about it: one scope for all cases of a session, and one of its own where somebody is recused.
pub fn of_case(case: &Case) -> Vec<Scope> {
    vec![match case.recused.is_empty() {
        true => all_cases(&case.session),
        false => one_case(&case_id(&case.session, &case.nomination)),
    }]
}

fn all_cases(session: &str) -> Scope {
    Scope(format!("cases:{session}"))
}

fn one_case(id: &str) -> Scope {
    Scope(format!("case:{id}"))
}

pub fn cases_of(session: &str) -> IndexKey {
    IndexKey::new(BY_SESSION, session)
}

pub fn cases_with(nomination: &str) -> IndexKey {
    IndexKey::new(BY_NOMINATION, nomination)
}

pub fn about(case: &str) -> IndexKey {
    IndexKey::new(BY_CASE, case)
}

pub fn numbered(unit: &str, year: i32, number: &str) -> IndexKey {
    let number: String = number.chars().filter(|letter| !letter.is_whitespace()).flat_map(char::to_lowercase).collect();
    IndexKey::new(BY_NUMBER, format!("{unit}/{year}/{number}"))
}

pub fn honouring(unit: &str, year: i32) -> IndexKey {
    IndexKey::new(BY_YEAR, format!("{unit}/{year}"))
}

pub fn staged_in(session: &str) -> IndexKey {
    IndexKey::new(BY_STAGE, session)
}

pub fn following(decision: &str) -> IndexKey {
    IndexKey::new(BY_ORIGINAL, decision)
}

/// What a row of a member on a case says of itself.
#[derive(Deserialize)]
struct About {
    case: String,
}

/// The index entries of the council's rows.
pub fn index(table: &str, body: &Body) -> Vec<IndexKey> {
    match table {
        SESSION => body.read().map(|session| of_members(&session)).unwrap_or_default(),
        CASE => body.read().map(of_readers).unwrap_or_default(),
        EXHIBIT => exhibit::index(body),
        SCORE => {
            let entries = |score: Score| [IndexKey::new(BY_SCORER, score.member), about(&score.case)];
            body.read().map(entries).into_iter().flatten().collect()
        }
        NOTE | VOTED | LATE | OPINION | ENVELOPE | SOURCE => {
            body.read().map(|row: About| about(&row.case)).into_iter().collect()
        }
        DECISION => body.read().as_ref().map(of_decision).unwrap_or_default(),
        _ => Vec::new(),
    }
}

fn of_members(session: &Session) -> Vec<IndexKey> {
    let members = session.members.iter().map(|member| &member.person);
    let people = members.chain(session.proxies.iter().map(|proxy| &proxy.deputy)).chain([&session.convened.by]);
    order::set(people).into_iter().map(|person| IndexKey::new(BY_MEMBER, person)).collect()
}

fn of_readers(case: Case) -> Vec<IndexKey> {
    let sources = source::index(&case);
    let readers = case.readers.into_iter().map(|reader| IndexKey::new(BY_READER, reader));
    readers.chain([IndexKey::new(BY_SESSION, case.session), cases_with(&case.nomination)]).chain(sources).collect()
}

fn of_decision(decision: &Decision) -> Vec<IndexKey> {
    use chrono::Datelike as _;
    let number = decision.day.filter(|_| decision.published.is_some());
    let number = number.map(|day| numbered(&decision.unit, day.year(), &decision.number));
    let staged = decision.published.is_none().then(|| staged_in(&decision.session));
    let gives = decision.published.is_some() && decision.kind == DecisionKind::Award;
    let years = order::set(decision.entries.iter().filter(|_| gives).map(|entry| entry.year));
    let honoured = years.into_iter().map(|year| honouring(&decision.unit, year));
    let about = decision.of.as_deref().map(following);
    number.into_iter().chain(staged).chain(honoured).chain(about).collect()
}

/// The scopes that somebody holds by the council, with the roles that they hold today.
pub fn scopes(rows: &dyn Rows, who: &str, grants: &[Grant], now: Millis) -> Vec<Scope> {
    let today = date::today(now);
    let held: Vec<(Role, &str)> =
        grants.iter().filter(|grant| grant.is_active(today)).map(|grant| (grant.role, grant.unit.as_str())).collect();
    let signs = |(role, _): &&(Role, &str)| matches!(role, Role::Signer | Role::UnitHead);
    let mut scopes: Vec<Scope> = held.iter().filter(signs).map(|(_, unit)| of_signers(unit)).collect();
    let mut reading = order::set([] as [String; 0]);
    for key in rows.find(&IndexKey::new(BY_MEMBER, who)) {
        let Some(session) = rows.row(&key).and_then(|found| found.body.read::<Session>()) else { continue };
        let Some(part) = right::part(&session, who, &held).filter(|_| !is_archived(&session, now)) else { continue };
        scopes.push(of_session(&key.id));
        if part != Part::Clerk {
            scopes.push(all_cases(&key.id));
            reading.insert(key.id);
        }
    }
    if reading.is_empty() {
        return scopes;
    }
    let is_read = |case: &str| case.split_once('.').is_some_and(|(session, _)| reading.contains(session));
    let own = rows.find(&IndexKey::new(BY_READER, who)).into_iter().filter(|key| is_read(&key.id));
    scopes.extend(own.map(|key| one_case(&key.id)));
    let scored = rows.find(&IndexKey::new(BY_SCORER, who)).into_iter();
    let scored = scored.filter_map(|key| key.id.strip_suffix(who)?.strip_suffix('.').map(str::to_owned));
    scopes.extend(scored.filter(|case| is_read(case)).map(|case| of_scored(&case)));
    scopes
}

/// Whether a session has left the devices of its members: nobody has to put it away.
fn is_archived(session: &Session, now: Millis) -> bool {
    let Some(closed) = &session.closed else { return false };
    let until =
        session.published_at.map_or(closed.at.saturating_add(AFTER_CLOSE), |at| at.saturating_add(AFTER_DECISION));
    until < now
}
