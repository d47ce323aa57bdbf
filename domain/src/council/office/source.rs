//! What a dossier rests on. It stands in the case as it was when it was taken up; what becomes of it later is told in a row of
//! its own beside the case, so that members, who see neither the nominee's records nor their facts, vote on what still holds.

use serde_json::{Map, Value, json};
use thidua_sync::Millis;
use thidua_sync::body::Body;
use thidua_sync::domain::{Effect, Rows};
use thidua_sync::order;
use thidua_sync::row::{IndexKey, Key};

use super::right::read;
use super::{follow, sight};
use crate::activity;
use crate::checkin::ATTENDANCE;
use crate::checkin::attendance::Attendance;
use crate::council::rows::*;
use crate::date;
use crate::event::{self, Event};
use crate::history::fact::{self, Entry, Fact};
use crate::history::{self, Subject};
use crate::nomination::course::{self, Comment};
use crate::nomination::{INITIATIVES, Nomination};
use crate::record::State;

/// Cases at work by what their dossiers rest on.
const BY_SOURCE: &str = "case.source";
/// Most activities, and most check-ins, of which a case keeps a line.
const CITED: usize = 50;
/// Most bytes of facts that a case keeps: where there are more it keeps none, for a part would judge wrongly.
const FACTS_ROOM: usize = 60_000;
/// Most bytes of comments that a case keeps.
pub const COMMENTS_ROOM: usize = 20_000;

/// The ids that a dossier names in a field.
fn named(case: &Case, field: &str) -> Vec<String> {
    let items = case.dossier.get(field).and_then(Value::as_array).into_iter().flatten();
    items.filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The entries by which a case is found from what it rests on, while it is dealt with.
pub fn index(case: &Case) -> Vec<IndexKey> {
    if case.state != CaseState::Taken {
        return Vec::new();
    }
    let all = ["activities", "attendances", INITIATIVES].into_iter().flat_map(|field| named(case, field));
    order::set(all).into_iter().map(|id| IndexKey::new(BY_SOURCE, id)).collect()
}

/// The activities that a nomination cites, as they stand.
pub fn activities(rows: &dyn Rows, nomination: &Nomination) -> Vec<Cited> {
    let line = |id: &String| {
        let found: Map<String, Value> = read(rows, activity::TABLE, id)?;
        let text = |name: &str| found.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        Some(Cited { id: id.clone(), title: text("title"), date: text("date"), state: text("state") })
    };
    nomination.activities.iter().take(CITED).filter_map(line).collect()
}

/// The nominee's check-ins that a dossier names, as they stand; whose author names another's shows nothing by it.
pub fn attended(rows: &dyn Rows, dossier: &Map<String, Value>) -> Vec<Attended> {
    let ids = dossier.get("attendances").and_then(Value::as_array).into_iter().flatten();
    let line = |id: &str| {
        let found: Attendance = read(rows, ATTENDANCE, id)?;
        let nominee = dossier.get("person").and_then(Value::as_str);
        if nominee.is_some() && found.person.as_deref() != nominee {
            return None;
        }
        let record: Map<String, Value> = read(rows, event::TABLE, &found.event)?;
        let opens = Event::read(&record)?.opens;
        let at = found.facts.iter().map(|fact| fact.when()).min().unwrap_or(opens);
        Some(Attended {
            id: id.to_owned(),
            title: record.get("title").and_then(Value::as_str).unwrap_or_default().to_owned(),
            date: date::today(at).to_string(),
            is_void: is_void(&found),
        })
    };
    ids.filter_map(Value::as_str).take(CITED).filter_map(line).collect()
}

/// Whether an organiser said that it does not count.
fn is_void(attendance: &Attendance) -> bool {
    attendance.resolution.as_ref().is_some_and(|resolution| !resolution.is_present)
}

/// What is entered of a nominee; of a collective also what its members' year says.
pub fn facts(rows: &dyn Rows, subject: &Subject, year: i32) -> Vec<Fact> {
    let mut facts = history::office::of(rows, subject);
    let members = facts.iter().filter_map(|fact| match fact {
        Fact::Membership(member) => Some(member.person.clone()),
        _ => None,
    });
    for person in order::set(members) {
        let theirs = history::office::of(rows, &Subject::Person(person)).into_iter();
        facts.extend(theirs.filter(|fact| is_of_year(fact, year)));
    }
    let bytes: usize = facts.iter().map(|fact| serde_json::to_string(fact).map_or(0, |text| text.len())).sum();
    if bytes > FACTS_ROOM { Vec::new() } else { facts }
}

/// Whether a member's fact says something of how the collective did in a year.
fn is_of_year(fact: &Fact, year: i32) -> bool {
    match fact {
        Fact::Title(title) => title.year == year,
        Fact::Rated(rated) => rated.year == year,
        Fact::Answer(answer) => answer.year == year,
        Fact::Discipline(_) | Fact::Initiative(_) => true,
        // What is being verified of a member does not judge the collective.
        fact if fact.is_of_lead() => false,
        Fact::Known(_) => true,
        Fact::Matter(_) | Fact::Service(_) | Fact::Membership(_) | Fact::Profile(_) => false,
    }
}

/// Tells the cases at work of what this command did to what they rest on, and of what is said on their posting.
pub fn follow(rows: &dyn Rows, effect: &mut Effect, now: Millis) {
    let changed: Vec<(String, bool)> = effect.puts.iter().filter_map(|put| change(rows, &put.key, &put.body)).collect();
    for (id, is_void) in changed {
        for key in rows.find(&IndexKey::new(BY_SOURCE, &id)) {
            tell(rows, effect, &key, Source { case: key.id.clone(), id: id.clone(), is_void, at: now });
        }
    }
    let said: Vec<Comment> =
        effect.puts.iter().filter(|put| put.key.table == course::COMMENT).filter_map(|put| put.body.read()).collect();
    said.into_iter().for_each(|comment| hear(rows, effect, comment));
}

/// What a row that is put says of a source: its id, and whether nothing may rest on it any more.
fn change(rows: &dyn Rows, key: &Key, body: &Body) -> Option<(String, bool)> {
    match key.table.as_str() {
        activity::TABLE => {
            let record: Map<String, Value> = body.read()?;
            let state: State = thidua_sync::body::typed(record.get("state")?).ok()?;
            Some((key.id.clone(), matches!(state, State::Returned | State::Withdrawn)))
        }
        ATTENDANCE => Some((key.id.clone(), is_void(&body.read()?))),
        fact::TABLE => {
            let entry: Entry = body.read()?;
            let Fact::Initiative(one) = &entry.fact else { return None };
            let same = |fact: &Fact| matches!(fact, Fact::Initiative(other) if other.id == one.id && other != one);
            let stands = entry.withdrawn.is_none() || entry.replaced_by.is_some();
            Some((one.id.clone(), !stands && !history::office::of(rows, &one.subject).iter().any(same)))
        }
        _ => None,
    }
}

/// One row for each source of which there is something to tell.
fn tell(rows: &dyn Rows, effect: &mut Effect, case: &Key, source: Source) {
    let Some(known) = read::<Case>(rows, CASE, &case.id) else { return };
    let key = Key::new(SOURCE, format!("{}.{}", case.id, source.id));
    let before = read::<Source>(rows, SOURCE, &key.id).is_some_and(|before| before.is_void);
    if before != source.is_void {
        effect.put(key, sight::of_case(&known), &json!(source));
    }
}

/// What was told of a dossier before it was dropped is told anew by the copy that is taken up.
pub fn forget(rows: &dyn Rows, effect: &mut Effect, case: &str) {
    effect.dels.extend(rows.find(&sight::about(case)).into_iter().filter(|key| key.table == SOURCE));
}

/// A comment that came after a dossier was taken up is heard too.
fn hear(rows: &dyn Rows, effect: &mut Effect, comment: Comment) {
    for key in rows.find(&sight::cases_with(&comment.of)) {
        let is_put = effect.puts.iter().any(|put| put.key == key);
        let Some(mut case) = read::<Case>(rows, CASE, &key.id).filter(|case| case.state == CaseState::Taken && !is_put)
        else {
            continue;
        };
        let Some(heard) = &mut case.heard else { continue };
        heard.all = heard.all.saturating_add(1);
        let used: usize = heard.comments.iter().map(|one| one.words.len()).sum();
        if used + comment.words.len() <= COMMENTS_ROOM {
            heard.comments.push(comment.clone());
        }
        follow::put(rows, effect, &key.id, &case);
    }
}
