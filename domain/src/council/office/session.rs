//! A session from its convening to its close.

use chrono::{Datelike as _, NaiveDate};
use serde_json::{Value, json};
use thidua_sync::Millis;
use thidua_sync::command::{Command, Refusal};
use thidua_sync::domain::{Effect, Rows};
use thidua_sync::row::{IndexKey, Key};

use super::args::{bad, flag, id, ids, may, moment, must, number};
use super::right::{self, Part, holds, seat};
use super::{decision, follow, minutes, people, sight};
use crate::admin::is_id;
use crate::checkin::scan::is_uuid;
use crate::council::rows::*;
use crate::date;
use crate::org::{self, Grant, Role, Stamp};
use crate::rules::{self, Beside, RuleSet};

/// Most members of a council, and most lines of a rubric.
const MEMBERS: usize = 60;
const MARKS: usize = 20;
const AGENDA_MAX: usize = 10_000;
const MINUTES_MAX: usize = 30_000;
/// What may still be changed at a stage.
const PREPARING: [&str; 11] =
    ["title", "year", "rules", "when", "place", "mode", "agenda", "rubric", "quorum", "vice", "refresh"];
const OPEN: [&str; 4] = ["place", "agenda", "minutes", "vice"];
const CLOSED: [&str; 1] = ["minutes"];

/// Decides `council.convene`: see [`crate::council::acts::CONVENE`].
pub fn convene(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let args = &command.args;
    let unit = id(args, "unit")?;
    if !is_uuid(&command.entity) {
        return Err(Refusal::new("id_unusable").with("id", &command.entity));
    }
    let mut session = blank(unit, Stamp { by: who.into(), at: now });
    for name in ["title", "year", "rules", "when", "place", "mode", "agenda", "rubric", "quorum"] {
        set(&mut session, args, name)?;
    }
    if org::unit(rows, unit).is_none() {
        return Err(Refusal::new("unit_unknown").field("unit"));
    }
    if !holds(rows, who, unit, &[Role::CouncilSecretary, Role::CouncilChair, Role::EmulationOfficer], now) {
        return Err(right::forbidden());
    }
    let key = Key::new(SESSION, command.entity.clone());
    if rows.row(&key).is_some() {
        return Err(Refusal::new("already_exists"));
    }
    must_have_rules(rows, &session)?;
    seat_all(rows, &mut session)?;
    let mut effect = Effect::default();
    put(&mut effect, &command.entity, &session);
    Ok(effect)
}

/// A session of which nothing is said yet; two thirds make its quorum.
fn blank(unit: &str, convened: Stamp) -> Session {
    Session {
        unit: unit.to_owned(),
        title: String::new(),
        year: 0,
        rules: String::new(),
        when: 0,
        place: String::new(),
        mode: Mode::Meeting,
        agenda: String::new(),
        members: Vec::new(),
        vice: Vec::new(),
        rubric: Vec::new(),
        present: Default::default(),
        proxies: Vec::new(),
        state: Stage::Preparing,
        quorum: Quorum { numerator: 2, denominator: 3, needed: 0, present: 0, reached: false },
        minutes: String::new(),
        convened,
        opened: None,
        closed: None,
        published_at: None,
        concluded: None,
    }
}

/// Decides `council.edit`: see [`crate::council::acts::EDIT`].
pub fn edit(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let args = command.args.as_object().ok_or_else(bad)?;
    let (mut session, part) = right::session(rows, who, &command.entity, now)?;
    // Who convened it prepares it, and chooses neither who leads it nor what is written of it.
    let prepares = part == Part::Clerk && session.state == Stage::Preparing && !args.contains_key("vice");
    if !right::leads(&session, part, who) && !prepares {
        return Err(right::forbidden());
    }
    let allowed: &[&str] = match session.state {
        Stage::Preparing => &PREPARING,
        Stage::Open => &OPEN,
        Stage::Closed => &CLOSED,
    };
    let before = session.clone();
    for name in args.keys() {
        let known = PREPARING.iter().chain(&OPEN).find(|known| *known == name);
        let name = known.ok_or_else(|| Refusal::new("field_unknown").with("field", name))?;
        if !allowed.contains(name) {
            let code = if session.state == Stage::Closed { "session_closed" } else { "session_stage" };
            return Err(Refusal::new(code).field(name));
        }
        if *name != "minutes" {
            set(&mut session, &command.args, name)?;
        }
    }
    if (&session.rules, session.when, session.year) != (&before.rules, before.when, before.year) {
        must_have_rules(rows, &session)?;
    }
    people::reckon(&mut session);
    let mut effect = Effect::default();
    if args.contains_key("minutes") {
        let text = may(&command.args, "minutes", MINUTES_MAX)?;
        session.minutes = String::new();
        minutes::write(rows, &mut effect, (&command.entity, &session), text, Stamp { by: who.into(), at: now })?;
    }
    if before.when != session.when || flag(&command.args, "refresh")? == Some(true) {
        seat_all(rows, &mut session)?;
        follow::all(rows, &mut effect, &command.entity, &session, now);
    }
    if session != before {
        put(&mut effect, &command.entity, &session);
    }
    Ok(effect)
}

/// Decides `council.open`.
pub fn open(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let mut session = right::led(rows, who, &command.entity, now)?;
    match session.state {
        Stage::Preparing => {}
        Stage::Open => return Err(Refusal::new("already_open")),
        Stage::Closed => return Err(Refusal::new("session_closed")),
    }
    // The base of its votes is the council as it is on this day, whenever it was convened for.
    let seated = seats(rows, &session.unit, date::today(now))?;
    if seated != session.members {
        return Err(Refusal::new("members_changed").field("when"));
    }
    session.state = Stage::Open;
    session.opened = Some(Stamp { by: who.into(), at: now });
    let mut effect = Effect::default();
    put(&mut effect, &command.entity, &session);
    Ok(effect)
}

/// Decides `council.close`. It asks nothing of its cases: who closes it may not know of all.
pub fn close(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let text = may(&command.args, "minutes", MINUTES_MAX)?;
    let mut session = right::led(rows, who, &command.entity, now)?;
    match session.state {
        Stage::Preparing => return Err(Refusal::new("session_not_open")),
        Stage::Open => {}
        Stage::Closed => return Err(Refusal::new("session_closed")),
    }
    session.state = Stage::Closed;
    session.closed = Some(Stamp { by: who.into(), at: now });
    let mut effect = Effect::default();
    if !text.is_empty() {
        session.minutes = String::new();
        minutes::write(rows, &mut effect, (&command.entity, &session), text, Stamp { by: who.into(), at: now })?;
    }
    put(&mut effect, &command.entity, &session);
    decision::show_signers(rows, &mut effect, &command.entity, &session);
    Ok(effect)
}

pub fn put(effect: &mut Effect, id: &str, session: &Session) {
    effect.put(Key::new(SESSION, id), vec![sight::of_session(id)], &json!(session));
}

/// The council's members on a day, the highest seat of each.
fn seats(rows: &dyn Rows, unit: &str, day: NaiveDate) -> Result<Vec<Member>, Refusal> {
    let keys = rows.find(&IndexKey::new(org::COUNCIL, unit));
    let grants = keys.iter().filter_map(|key| rows.row(key)?.body.read::<Grant>());
    let mut members: Vec<Member> = Vec::new();
    for grant in grants.filter(|grant| grant.is_active(day)) {
        let Some(role) = seat(grant.role) else { continue };
        match members.iter_mut().find(|member| member.person == grant.person) {
            Some(member) => member.role = member.role.min(role),
            None => members.push(Member { person: grant.person, role }),
        }
    }
    thidua_sync::order::sort_by_key(&mut members, |member| (member.role, member.person.clone()));
    if members.len() > MEMBERS {
        return Err(Refusal::new("council_too_large"));
    }
    if !members.iter().any(|member| member.role != Seat::Member) {
        return Err(Refusal::new("council_headless"));
    }
    Ok(members)
}

/// Takes the members on the session's day.
fn seat_all(rows: &dyn Rows, session: &mut Session) -> Result<(), Refusal> {
    session.members = seats(rows, &session.unit, date::today(session.when))?;
    let sits = |person: &String| session.members.iter().any(|member| member.person == *person);
    session.vice.retain(|vice| session.members.iter().any(|member| is_plain(member, vice)));
    session.proxies.retain(|proxy| sits(&proxy.member) && !sits(&proxy.deputy));
    let is_deputy = |person: &String| session.proxies.iter().any(|proxy| proxy.deputy == *person);
    session.present.retain(|person| sits(person) || is_deputy(person));
    people::reckon(session);
    Ok(())
}

/// Whether this is somebody's seat, and a plain member's: chair and secretary lead as they are.
fn is_plain(member: &Member, who: &str) -> bool {
    member.person == who && member.role == Seat::Member
}

/// The rules of a session hold on its day or in the year that it honours, and were not replaced.
fn must_have_rules(rows: &dyn Rows, session: &Session) -> Result<(), Refusal> {
    let unknown = || Refusal::new("rules_unknown").field("rules");
    let set: RuleSet = right::read(rows, rules::TABLE, &session.rules).ok_or_else(unknown)?;
    let beside: Option<Beside> = right::read(rows, rules::TABLE, &session.rules);
    let day = date::today(session.when);
    let begins = set.valid_from <= day.max(last_day(session.year));
    let ends = set.valid_to.is_none_or(|to| to >= day || to.year() >= session.year);
    let is_replaced = beside.is_some_and(|beside| beside.edition.replaced_by.is_some());
    if begins && ends && !is_replaced { Ok(()) } else { Err(Refusal::new("rules_out_of_date").field("rules")) }
}

fn last_day(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 12, 31).unwrap_or_default()
}

/// Sets one field from the args.
fn set(session: &mut Session, args: &Value, name: &str) -> Result<(), Refusal> {
    match name {
        "title" => session.title = must(args, name, 300, "session_title_missing")?,
        "year" => {
            let year = args[name].as_i64().filter(|year| (1990..=2100).contains(year));
            let year = year.and_then(|year| i32::try_from(year).ok());
            session.year = year.ok_or_else(|| Refusal::new("year_unreal").field(name))?;
        }
        "rules" => session.rules = id(args, name)?.to_owned(),
        "when" => session.when = moment(args, name)?.ok_or_else(|| Refusal::new("moment_unreal").field(name))?,
        "place" => session.place = may(args, name, 300)?,
        "mode" => session.mode = thidua_sync::body::typed(&args[name]).map_err(|_| bad())?,
        "agenda" => session.agenda = may(args, name, AGENDA_MAX)?,
        "rubric" => session.rubric = rubric(&args[name])?,
        "quorum" => {
            let given = &args[name];
            if !given.is_null() {
                let (part, whole) = (number(given, "numerator")?, number(given, "denominator")?);
                if part == 0 || part > whole || whole > 100 {
                    return Err(Refusal::new("quorum_unreal").field(name));
                }
                session.quorum = Quorum { numerator: part, denominator: whole, ..session.quorum };
            }
        }
        "vice" => {
            let vice = ids(args, name, MEMBERS)?;
            let sits = |who: &String| session.members.iter().any(|member| is_plain(member, who));
            if !vice.iter().all(sits) {
                return Err(Refusal::new("vice_unfit").field(name));
            }
            session.vice = vice;
        }
        "refresh" => drop(flag(args, name)?),
        _ => return Err(bad()),
    }
    Ok(())
}

fn rubric(given: &Value) -> Result<Vec<Mark>, Refusal> {
    if given.is_null() {
        return Ok(Vec::new());
    }
    let marks: Vec<Mark> = thidua_sync::body::typed(given).map_err(|_| bad())?;
    let is_good = |(at, mark): (usize, &Mark)| {
        let label = mark.label.trim().chars().count();
        is_id(&mark.key)
            && marks.iter().take(at).all(|other| other.key != mark.key)
            && (1..=200).contains(&label)
            && (1..=1_000).contains(&mark.max)
    };
    if marks.len() > MARKS || !marks.iter().enumerate().all(is_good) {
        return Err(Refusal::new("rubric_unusable").field("rubric"));
    }
    Ok(marks)
}
