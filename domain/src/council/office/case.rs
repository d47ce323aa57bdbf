//! Cases: a nomination comes into a session, leaves it, or somebody is recused from it.

use serde_json::{Map, Value};
use thidua_sync::Millis;
use thidua_sync::command::{Command, Refusal};
use thidua_sync::domain::{Effect, Found, Rows};
use thidua_sync::row::Key;

use super::args::{bad, id, may, must};
use super::{follow, minutes, people, right, sight, source};
use crate::council::rows::*;
use crate::figure::{self, Figure};
use crate::history::Subject;
use crate::nomination::course::{self, Comment, Posted};
use crate::nomination::{self, Nomination};
use crate::org::{self, Stamp};
use crate::record::{REASON_MAX, State};

/// Most cases of a session. Each may be a scope of its own.
const CASES: usize = 400;
/// Most recusals that are taken back.
const RESTORED: usize = 200;
const WORDS_MAX: usize = 1_000;

/// Decides `council.take_up`: see [`crate::council::acts::TAKE_UP`].
pub fn take_up(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let id = &command.entity;
    let (session_id, nomination_id) = id.split_once('.').ok_or_else(right::unseen)?;
    let session = right::led(rows, who, session_id, now)?;
    people::must_not_be_closed(&session)?;
    let unknown = || Refusal::new("nomination_unknown");
    let found = rows.row(&Key::new(nomination::TABLE, nomination_id)).ok_or_else(unknown)?;
    let nomination: Nomination = found.body.read().ok_or_else(unknown)?;
    let is_below = org::unit(rows, &nomination.unit).is_some_and(|unit| unit.path.contains(&session.unit));
    if !is_below {
        return Err(unknown());
    }
    // Before it is asked whether the case is there: they may not know.
    if nomination.person.as_deref() == Some(who) || nomination.author == who {
        return Err(Refusal::new("own_case"));
    }
    let before: Option<Case> = right::read(rows, CASE, id);
    if let Some(before) =
        before.as_ref().filter(|before| before.state != CaseState::Dropped || !right::reads(before, who))
    {
        return Err(if right::reads(before, who) { Refusal::new("already_taken") } else { right::unseen() });
    }
    if nomination.state != State::Sent {
        return Err(Refusal::new("nomination_not_sent"));
    }
    let cases = rows.find(&sight::cases_of(session_id));
    // Those hidden from the sender do not count for them.
    let is_read = |key: &&Key| right::read::<Case>(rows, CASE, &key.id).is_some_and(|case| right::reads(&case, who));
    if cases.len() >= CASES && cases.iter().filter(is_read).count() >= CASES {
        return Err(Refusal::new("too_many_cases"));
    }
    let taken = Stamp { by: who.into(), at: now };
    let mut case =
        copy(rows, (&session, session_id), (&found, nomination_id), nomination, taken).ok_or_else(unknown)?;
    // Who was recused before it was dropped still is.
    (case.recused, case.restored) = before.map(|before| (before.recused, before.restored)).unwrap_or_default();
    follow::settle(&session, &mut case, now);
    let mut effect = Effect::default();
    follow::regroup(rows, &mut effect, id, &session, &case);
    if !case.recused.is_empty() {
        minutes::show(rows, &mut effect, session_id, &session);
    }
    Ok(effect)
}

/// The nomination as it stands, for the council to judge by.
fn copy(
    rows: &dyn Rows,
    (session, session_id): (&Session, &str),
    (found, id): (&Found, &str),
    nomination: Nomination,
    taken: Stamp,
) -> Option<Case> {
    let all: Map<String, Value> = found.body.read()?;
    let nominee = nominee(rows, &nomination)?;
    let attended = source::attended(rows, &all);
    Some(Case {
        session: session_id.to_owned(),
        nomination: id.to_owned(),
        order: taken.at,
        seq: found.seq,
        figures: figures(rows, &all, &nomination.unit),
        dossier: all.into_iter().filter(|(name, _)| nomination::SPEC.fields.contains(&name.as_str())).collect(),
        cited: source::activities(rows, &nomination),
        attended,
        facts: subject(&nomination).map(|subject| source::facts(rows, &subject, session.year)).unwrap_or_default(),
        heard: heard(rows, id, nomination.course.as_ref()),
        same_unit: same_unit(rows, session, &nominee.unit),
        nominee,
        unit: nomination.unit,
        author: nomination.author,
        recused: Vec::new(),
        restored: Vec::new(),
        readers: Vec::new(),
        state: CaseState::Taken,
        reason: None,
        dropped: None,
        decision: None,
        submitted: None,
        taken,
    })
}

/// Decides `council.drop`: see [`crate::council::acts::DROP`].
pub fn drop_case(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let reason = must(&command.args, "reason", REASON_MAX, "reason_needed")?;
    let seen = right::case(rows, who, &command.entity, now)?;
    seen.must_lead()?;
    people::must_not_be_closed(&seen.session)?;
    seen.must_be_taken()?;
    seen.must_not_vote()?;
    let mut effect = Effect::default();
    let dropped = Some(Stamp { by: who.into(), at: now });
    let case = Case { state: CaseState::Dropped, reason: Some(reason), dropped, ..seen.case };
    follow::put(rows, &mut effect, &seen.id, &case);
    Ok(effect)
}

/// Decides `council.recuse`: see [`crate::council::acts::RECUSE`].
pub fn recuse(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let args = &command.args;
    let ground: Ground = thidua_sync::body::typed(&args["ground"]).map_err(|_| bad())?;
    if matches!(ground, Ground::Own | Ground::Nominator) {
        return Err(bad());
    }
    let words = may(args, "words", WORDS_MAX)?;
    if words.is_empty() && ground == Ground::Other {
        return Err(Refusal::new("words_missing").field("words"));
    }
    let person = may(args, "person", 128)?;
    let person = if person.is_empty() { who.to_owned() } else { person };
    let mut seen = right::case(rows, who, &command.entity, now)?;
    if person != who {
        seen.must_lead()?;
    }
    people::must_not_be_closed(&seen.session)?;
    seen.must_be_taken()?;
    seen.must_not_vote()?;
    let takes_part = seen.session.members.iter().any(|member| member.person == person)
        || seen.session.proxies.iter().any(|proxy| proxy.deputy == person);
    if !takes_part {
        return Err(Refusal::new("not_a_member").field("person"));
    }
    if seen.case.recused.iter().any(|known| known.person == person) {
        return Err(Refusal::new("already_recused"));
    }
    seen.case.recused.push(Recusal { person, ground, words, by: Some(who.into()), at: now });
    follow::settle(&seen.session, &mut seen.case, now);
    let mut effect = Effect::default();
    follow::regroup(rows, &mut effect, &seen.id, &seen.session, &seen.case);
    minutes::show(rows, &mut effect, &seen.case.session, &seen.session);
    Ok(effect)
}

/// Decides `council.restore`: see [`crate::council::acts::RESTORE`]. Where nobody is left who is recused, the case and all that is
/// about it go back among the others, at the place of the time when it was taken up.
pub fn restore(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let person = id(&command.args, "person")?;
    let reason = must(&command.args, "reason", REASON_MAX, "reason_needed")?;
    let mut seen = right::case(rows, who, &command.entity, now)?;
    seen.must_lead()?;
    people::must_not_be_closed(&seen.session)?;
    seen.must_be_taken()?;
    seen.must_not_vote()?;
    let at = seen.case.recused.iter().position(|known| known.person == person);
    let at = at.ok_or(Refusal::new("not_recused").field("person"))?;
    if matches!(seen.case.recused[at].ground, Ground::Own | Ground::Nominator) {
        return Err(Refusal::new("recusal_by_law").field("person"));
    }
    if seen.case.restored.len() >= RESTORED {
        return Err(Refusal::new("too_large"));
    }
    let recusal = seen.case.recused.remove(at);
    seen.case.restored.push(Restored { recusal, reason, taken_back: Stamp { by: who.into(), at: now } });
    follow::settle(&seen.session, &mut seen.case, now);
    let mut effect = Effect::default();
    follow::regroup(rows, &mut effect, &seen.id, &seen.session, &seen.case);
    minutes::show(rows, &mut effect, &seen.case.session, &seen.session);
    Ok(effect)
}

/// How far the nomination had come, with the comments on the posting that stands.
fn heard(rows: &dyn Rows, id: &str, course: Option<&Value>) -> Option<Heard> {
    let course = course::of(Some(course?));
    let since = course.posted.as_ref().map(Posted::since);
    let known: Vec<String> = right::read(rows, course::COMMENTS, id).unwrap_or_default();
    let read = |id: &String| right::read::<Comment>(rows, course::COMMENT, id);
    let all: Vec<Comment> =
        known.iter().filter_map(read).filter(|one| since.is_some_and(|at| one.by.at >= at)).collect();
    let (many, mut room) = (u32::try_from(all.len()).unwrap_or(u32::MAX), source::COMMENTS_ROOM);
    let fits = |one: &Comment| {
        let rest = room.checked_sub(one.words.len());
        room = rest.unwrap_or_default();
        rest.is_some()
    };
    Some(Heard { course, comments: all.into_iter().take_while(fits).collect(), all: many })
}

fn nominee(rows: &dyn Rows, nomination: &Nomination) -> Option<Nominee> {
    if let Some(id) = &nomination.person {
        let person = org::person(rows, id)?;
        return Some(Nominee { name: person.full_name(), post: person.post, unit: person.unit });
    }
    let id = nomination.collective.as_ref()?;
    Some(Nominee { name: org::unit(rows, id)?.name, post: String::new(), unit: id.clone() })
}

fn subject(nomination: &Nomination) -> Option<Subject> {
    let person = nomination.person.clone().map(Subject::Person);
    person.or_else(|| nomination.collective.clone().map(Subject::Collective))
}

/// The figures that it names, of the nominating unit and those below it: whose author names others may not read them.
fn figures(rows: &dyn Rows, dossier: &Map<String, Value>, unit: &str) -> Vec<Figure> {
    let named = dossier.get(nomination::FIGURES).and_then(Value::as_array).into_iter().flatten();
    let is_below = |figure: &Figure| {
        org::unit(rows, &figure.unit).is_some_and(|found| found.path.iter().any(|above| above == unit))
    };
    let read = |id: &str| right::read::<Figure>(rows, figure::TABLE, id).filter(is_below);
    named.filter_map(Value::as_str).take(nomination::FIGURES_MAX).filter_map(read).collect()
}

/// Members of the unit of the nominee: in a unit's own council that may be all of them, so that it only hints.
fn same_unit(rows: &dyn Rows, session: &Session, unit: &str) -> Vec<String> {
    let is_of = |id: &String| org::person(rows, id).is_some_and(|person| person.unit == unit);
    session.members.iter().map(|member| member.person.clone()).filter(is_of).collect()
}
