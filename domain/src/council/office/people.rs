//! Who is there, and who stands in for whom.

use thidua_sync::Millis;
use thidua_sync::command::{Command, Refusal};
use thidua_sync::domain::{Effect, Rows};

use super::args::{bad, flag, id, may};
use super::{follow, right, session};
use crate::ballot::threshold;
use crate::council::rows::*;
use crate::org;
use crate::rate::Rate;

/// Whether a member is there, themselves or by their deputy.
pub fn is_there(session: &Session, member: &str) -> bool {
    let by = |proxy: &Proxy| proxy.member == member && session.present.contains(&proxy.deputy);
    session.present.contains(member) || session.proxies.iter().any(by)
}

/// Whether a member is there for a case, themselves or by a deputy who is not recused from it.
pub fn is_there_for(session: &Session, case: &Case, member: &str) -> bool {
    let is_out = |person: &str| case.recused.iter().any(|known| known.person == person);
    let by =
        |proxy: &Proxy| proxy.member == member && session.present.contains(&proxy.deputy) && !is_out(&proxy.deputy);
    session.present.contains(member) || session.proxies.iter().any(by)
}

/// Says anew how many are needed and there.
pub fn reckon(session: &mut Session) {
    let many = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let fraction = Rate { numerator: session.quorum.numerator.into(), denominator: session.quorum.denominator.into() };
    let all = many(session.members.len());
    let needed = threshold::quorum(fraction, all).and_then(|needed| u32::try_from(needed).ok()).unwrap_or(all);
    let present = many(session.members.iter().filter(|member| is_there(session, &member.person)).count());
    session.quorum = Quorum { needed, present, reached: present >= needed, ..session.quorum };
}

/// Decides `council.attend`: see [`crate::council::acts::ATTEND`].
pub fn attend(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let person = id(&command.args, "person")?;
    let is_present = flag(&command.args, "present")?.ok_or_else(bad)?;
    let (mut session, part) = right::session(rows, who, &command.entity, now)?;
    if !right::leads(&session, part, who) && who != person {
        return Err(right::forbidden());
    }
    must_not_be_closed(&session)?;
    let is_known = session.members.iter().any(|member| member.person == person)
        || session.proxies.iter().any(|proxy| proxy.deputy == person);
    if !is_known {
        return Err(Refusal::new("not_a_member").field("person"));
    }
    let changes = match is_present {
        true => session.present.insert(person.to_owned()),
        false => session.present.remove(person),
    };
    // Who says themselves that they are there has come after all: nobody stands in for them any more.
    let ended = session.proxies.iter().position(|proxy| is_present && proxy.member == who && who == person);
    let left = ended.map(|at| session.proxies.remove(at));
    let mut effect = Effect::default();
    if let Some(left) = &left {
        session.present.remove(&left.deputy);
    }
    if changes || left.is_some() {
        reckon(&mut session);
    }
    if left.is_some() {
        follow::all(rows, &mut effect, &command.entity, &session, now);
    }
    if changes || left.is_some() {
        session::put(&mut effect, &command.entity, &session);
    }
    Ok(effect)
}

/// Decides `council.proxy`: see [`crate::council::acts::PROXY`]. Votes that are open keep the voters with whom they opened.
pub fn proxy(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let args = &command.args;
    let member = id(args, "member")?;
    let deputy = if args["deputy"].is_null() { None } else { Some(id(args, "deputy")?) };
    let paper = may(args, "paper", 300)?;
    if deputy.is_some() && paper.is_empty() {
        return Err(Refusal::new("paper_missing").field("paper"));
    }
    let mut session = right::led(rows, who, &command.entity, now)?;
    must_not_be_closed(&session)?;
    let sits = |person: &str| session.members.iter().any(|member| member.person == person);
    if !sits(member) {
        return Err(Refusal::new("not_a_member").field("member"));
    }
    if let Some(deputy) = deputy {
        if sits(deputy) {
            return Err(Refusal::new("deputy_is_member").field("deputy"));
        }
        if session.proxies.iter().any(|proxy| proxy.deputy == deputy && proxy.member != member) {
            return Err(Refusal::new("deputy_taken").field("deputy"));
        }
        if org::person(rows, deputy).is_none() {
            return Err(Refusal::new("person_unknown").field("deputy"));
        }
    }
    let left = session.proxies.iter().position(|proxy| proxy.member == member).map(|at| session.proxies.remove(at));
    if let Some(left) = left.filter(|left| Some(left.deputy.as_str()) != deputy) {
        session.present.remove(&left.deputy);
    }
    session.proxies.extend(deputy.map(|deputy| Proxy { member: member.into(), deputy: deputy.into(), paper }));
    reckon(&mut session);
    let mut effect = Effect::default();
    follow::all(rows, &mut effect, &command.entity, &session, now);
    session::put(&mut effect, &command.entity, &session);
    Ok(effect)
}

pub fn must_not_be_closed(session: &Session) -> Result<(), Refusal> {
    match session.state {
        Stage::Closed => Err(Refusal::new("session_closed")),
        Stage::Preparing | Stage::Open => Ok(()),
    }
}
