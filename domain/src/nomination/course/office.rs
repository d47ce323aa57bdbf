//! Deciding the steps of a nomination's course.

use std::collections::BTreeMap;

use chrono::Datelike;
use serde_json::{Map, Value, json};
use thidua_sync::Millis;
use thidua_sync::body;
use thidua_sync::command::{Command, Refusal};
use thidua_sync::domain::{Effect, Rows};
use thidua_sync::order;
use thidua_sync::row::{Key, Scope};

use super::{
    Appraised, COMMENT, COMMENTS, COMMENTS_MAX, COMMENTS_OWN, COURSE, Comment, Course, DAYS_MAX, Endorsed, NOTE_MAX,
    POSTING, Posted, Posting,
};
use crate::nomination::{Nomination, SPEC, TABLE};
use crate::org::Stamp;
use crate::policy::Act;
use crate::record::{self, Change, State};
use crate::rules::{self, RuleSet};
use crate::workday::{self, Calendar};
use crate::{date, org, visibility};

/// Most people at a unit's meeting.
const PRESENT_MAX: u64 = 10_000;
/// Most papers of a dossier.
const PAPERS_MAX: usize = 50;

/// Decides `nomination.endorse@1`: args are `{on, yes, of, words?}`, by the head of the unit.
pub fn endorse(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let args = &command.args;
    let (yes, of) = (count(args, "yes", PRESENT_MAX)?, count(args, "of", PRESENT_MAX)?);
    if yes > of || of == 0 {
        return Err(Refusal::new("votes_impossible").field("yes"));
    }
    let on = args["on"].as_str().and_then(date::day).ok_or(Refusal::new("date_unreal").field("on"))?;
    if on > date::today(now) {
        return Err(Refusal::new("date_future").field("on"));
    }
    let endorsed = Endorsed { signed: signed(who, now), on, yes, of, words: words(args)? };
    step(rows, who, command, Act::Endorse, now, &mut |course| {
        course.endorsed = Some(endorsed.clone());
        Ok(())
    })
}

/// Decides `nomination.appraise@1`: args are `{papers: {code: bool}, rules, words?}`, by the standing body.
pub fn appraise(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let args = &command.args;
    let bad_papers = || Refusal::new("paper_unknown").field("papers");
    let papers: BTreeMap<String, bool> = body::typed(&args["papers"]).map_err(|_| bad_papers())?;
    let rules = args["rules"].as_str().unwrap_or_default().to_owned();
    let set = rows.row(&Key::new(rules::TABLE, rules.clone())).and_then(|row| row.body.read::<RuleSet>());
    let set = set.ok_or(Refusal::new("rules_unknown").field("rules"))?;
    let nomination = stored(rows, &command.entity)?;
    let asked = set.award(&nomination.award).map(|rule| rule.papers.as_slice()).unwrap_or_default();
    let is_foreign = |code: &String| asked.iter().all(|paper| paper.code != *code);
    let is_unknown = papers.len() > PAPERS_MAX || papers.keys().any(is_foreign);
    let appraised = Appraised { signed: signed(who, now), papers, rules, words: words(args)? };
    // Who may not appraise is told that first.
    step(rows, who, command, Act::Appraise, now, &mut |course| {
        if is_unknown {
            return Err(bad_papers());
        }
        course.appraised = Some(appraised.clone());
        Ok(())
    })
}

/// Decides `nomination.post@1`: args are `{days}`, working days from tomorrow on, by the standing body.
pub fn post(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let days = count(&command.args, "days", u64::from(DAYS_MAX))?;
    let today = date::today(now);
    let mut calendar = Calendar::default();
    for year in [today.year(), today.year() + 1] {
        if let Some(row) = rows.row(&Key::new(workday::TABLE, year.to_string())).and_then(|row| row.body.read()) {
            calendar.add(&row);
        }
    }
    let until = calendar.after(today, days).filter(|_| days > 0);
    let until = until.ok_or(Refusal::new("number_unreadable").field("days"))?;
    let verified = calendar.is_verified(today) && calendar.is_verified(until);
    // To post again gives more time, and loses nothing that was said before.
    let before: Option<Posting> = rows.row(&Key::new(POSTING, command.entity.clone())).and_then(|row| row.body.read());
    let first = before.map(|before| before.posted.since());
    let posted = Posted { signed: signed(who, now), from: today, until, days, verified, first };
    let mut effect = step(rows, who, command, Act::Appraise, now, &mut |course| {
        if course.appraised.is_none() {
            return Err(Refusal::new("not_appraised"));
        }
        course.posted = Some(posted.clone());
        Ok(())
    })?;
    let Nomination { unit, award, person, collective, .. } = stored(rows, &command.entity)?;
    let full_name = person.as_deref().and_then(|id| org::person(rows, id)).map(|person| person.full_name());
    let unit_name = collective.as_deref().and_then(|id| org::unit(rows, id)).map(|unit| unit.name);
    let name = full_name.or(unit_name).unwrap_or_default();
    let posting = Posting { unit, award, person, collective, name, posted };
    effect.put(Key::new(POSTING, command.entity.clone()), vec![visibility::public()], &json!(posting));
    Ok(effect)
}

/// Decides `nomination.comment@1`: args are `{of, words}`, by anybody, until the posting's last day has passed.
pub fn comment(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let of = command.args["of"].as_str().unwrap_or_default();
    let posting = rows.row(&Key::new(POSTING, of)).and_then(|row| row.body.read::<Posting>());
    let posting = posting.ok_or(Refusal::new("not_found"))?;
    if date::today(now) > posting.posted.until {
        return Err(Refusal::new("posting_over"));
    }
    let words = words(&command.args)?;
    if words.is_empty() {
        return Err(Refusal::new("words_missing").field("words"));
    }
    let key = Key::new(COMMENT, command.entity.clone());
    if command.entity.is_empty() || command.entity.len() > 64 || rows.row(&key).is_some() {
        return Err(Refusal::new("already_exists"));
    }
    let own = [visibility::of_person(&posting.posted.signed.by), visibility::of_person(who)];
    let scopes: Vec<Scope> = order::set(own).into_iter().collect();
    let mut effect = Effect::default();
    let all = Key::new(COMMENTS, of);
    let mut known: Vec<String> = rows.row(&all).and_then(|row| row.body.read()).unwrap_or_default();
    let is_own = |id: &&String| {
        let known = rows.row(&Key::new(COMMENT, id.as_str())).and_then(|row| row.body.read::<Comment>());
        known.is_some_and(|known| known.by.by == who)
    };
    if known.iter().filter(is_own).count() >= COMMENTS_OWN {
        return Err(Refusal::new("too_many_comments"));
    }
    if known.len() < COMMENTS_MAX {
        known.push(command.entity.clone());
        effect.put(all, Vec::new(), &json!(known));
    }
    effect.put(key, scopes, &json!(Comment { of: of.into(), by: signed(who, now), words }));
    Ok(effect)
}

/// What comes back or is withdrawn is posted no more.
pub fn end(rows: &dyn Rows, of: &Key, effect: &mut Effect) {
    let posting = Key::new(POSTING, of.id.clone());
    if of.table == TABLE && rows.row(&posting).is_some() {
        effect.dels.push(posting);
    }
}

/// Writes what a council has published into the course of a nomination that was sent, as far as `change` has something to say.
/// It takes one row: no history, for what was published tells more.
pub fn tell(rows: &dyn Rows, effect: &mut Effect, id: &str, change: &dyn Fn(&Nomination, Course) -> Option<Course>) {
    let key = Key::new(TABLE, id);
    let Some(found) = rows.row(&key) else { return };
    let Some(nomination) = found.body.read::<Nomination>().filter(|one| one.state == State::Sent) else { return };
    let Some(mut record) = found.body.read::<Map<String, Value>>() else { return };
    // A course that a newer program wrote is not written over by one that cannot read it.
    let Some(course) = super::read(nomination.course.as_ref()) else { return };
    if let Some(course) = change(&nomination, course) {
        record.insert(COURSE.into(), json!(course));
        effect.put(key, record::scopes_of(&record), &Value::Object(record));
    }
}

fn signed(who: &str, now: Millis) -> Stamp {
    Stamp { by: who.into(), at: now }
}

fn count(args: &Value, name: &str, most: u64) -> Result<u32, Refusal> {
    let number = args[name].as_u64().filter(|number| *number <= most).and_then(|number| u32::try_from(number).ok());
    number.ok_or(Refusal::new("number_unreadable").field(name))
}

fn words(args: &Value) -> Result<String, Refusal> {
    let words = args["words"].as_str().unwrap_or_default().trim();
    match words.chars().count() <= NOTE_MAX {
        true => Ok(words.to_owned()),
        false => Err(Refusal::new("text_too_long").field("words")),
    }
}

fn stored(rows: &dyn Rows, id: &str) -> Result<Nomination, Refusal> {
    rows.row(&Key::new(TABLE, id)).and_then(|row| row.body.read()).ok_or(Refusal::new("not_found"))
}

fn step(
    rows: &dyn Rows,
    who: &str,
    command: &Command,
    act: Act,
    now: Millis,
    take: &mut dyn FnMut(&mut Course) -> Result<(), Refusal>,
) -> Result<Effect, Refusal> {
    let change: &mut Change<'_> = &mut |record: &mut Map<String, Value>| {
        if record.get("person").and_then(Value::as_str) == Some(who) {
            return Err(Refusal::new("own_record"));
        }
        let mut course = super::of(record.get(COURSE));
        if course.submitted.is_some() {
            return Err(Refusal::new("already_submitted"));
        }
        take(&mut course)?;
        record.insert(COURSE.into(), json!(course));
        Ok(())
    };
    record::amend(&SPEC, rows, who, command, Some(act), now, change)
}
