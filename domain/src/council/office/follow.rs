//! What follows when people of a session or of a case change: who is recused from what, and where its rows go.

use serde_json::json;
use thidua_sync::Millis;
use thidua_sync::domain::{Effect, Rows};
use thidua_sync::order;
use thidua_sync::row::{Key, Scope};

use super::right::{read, reads};
use super::{exhibit, minutes, sight, source};
use crate::council::rows::*;

/// Everybody who would read the cases of a session: members, and deputies with their members.
fn people(session: &Session) -> Vec<(&str, &str)> {
    let members = session.members.iter().map(|member| (member.person.as_str(), member.person.as_str()));
    members.chain(session.proxies.iter().map(|proxy| (proxy.deputy.as_str(), proxy.member.as_str()))).collect()
}

/// Recuses who is found from the data, and says who reads the case then. A deputy reads it as far as their member does.
pub fn settle(session: &Session, case: &mut Case, now: Millis) {
    let nominee = case.dossier.get("person").and_then(|person| person.as_str()).unwrap_or_default().to_owned();
    for (person, _) in people(session) {
        let ground = match person {
            person if person == nominee => Ground::Own,
            person if person == case.author => Ground::Nominator,
            _ => continue,
        };
        if !case.recused.iter().any(|known| known.person == person) {
            let found = Recusal { person: person.to_owned(), ground, words: String::new(), by: None, at: now };
            case.recused.push(found);
        }
    }
    case.readers = Vec::new();
    if !case.recused.is_empty() {
        let is_out = |person: &str| case.recused.iter().any(|known| known.person == person);
        let reading = people(session).into_iter().filter(|(person, member)| !is_out(person) && !is_out(member));
        case.readers = order::set(reading.map(|(person, _)| person.to_owned())).into_iter().collect();
    }
}

/// Puts a case whose people may have changed. What those gave who read it no more goes: a recused member's score, and their
/// deputy's.
pub fn regroup(rows: &dyn Rows, effect: &mut Effect, id: &str, session: &Session, case: &Case) {
    let is_out = |person: &str| {
        let is_out = case.recused.iter().any(|known| known.person == person);
        is_out || !reads(case, person) && people(session).iter().any(|(known, _)| *known == person)
    };
    let scores = rows.find(&sight::about(id)).into_iter().filter(|key| key.table == SCORE);
    let scorer = |key: &Key| key.id.strip_prefix(id).and_then(|rest| rest.strip_prefix('.')).is_some_and(is_out);
    effect.dels.extend(scores.filter(scorer));
    put(rows, effect, id, case);
}

/// Puts a case, and takes all that is about it along when its scope has changed.
pub fn put(rows: &dyn Rows, effect: &mut Effect, id: &str, case: &Case) {
    let before: Option<Case> = read(rows, CASE, id);
    let scopes = sight::of_case(case);
    let moves = before.as_ref().is_some_and(|before| sight::of_case(before) != scopes);
    if moves {
        carry(rows, effect, id, &scopes);
    }
    let is_taken_again =
        before.as_ref().is_some_and(|before| before.state == CaseState::Dropped && case.state == CaseState::Taken);
    if let Some(before) = before.as_ref().filter(|_| is_taken_again) {
        exhibit::hide(rows, effect, id, (before, case));
        source::forget(rows, effect, id);
    }
    if moves || is_taken_again || before.is_none() {
        exhibit::show(rows, effect, id, case);
    }
    effect.put(Key::new(CASE, id), scopes, &json!(case));
}

/// Scores have scopes of their own, and envelopes none; opinions have the case's once they are counted.
fn carry(rows: &dyn Rows, effect: &mut Effect, id: &str, scopes: &[Scope]) {
    let is_counted = read::<Ballot>(rows, BALLOT, id).is_some_and(|ballot| ballot.state == BallotState::Counted);
    let own = [BALLOT, BOARD, RESULT].map(|table| Key::new(table, id));
    for key in rows.find(&sight::about(id)).into_iter().chain(own) {
        let goes = match key.table.as_str() {
            SCORE | ENVELOPE => false,
            OPINION => is_counted,
            _ => true,
        };
        if let Some(found) = rows.row(&key).filter(|_| goes) {
            let late: Option<Late> = found.body.read().filter(|_| key.table == LATE);
            let scopes = late.map_or(scopes.to_vec(), |late| sight::of_late(scopes.to_vec(), &late));
            effect.put(key, scopes, &found.body.value());
        }
    }
}

/// Settles all cases of a session anew after its people have changed.
pub fn all(rows: &dyn Rows, effect: &mut Effect, id: &str, session: &Session, now: Millis) {
    for key in rows.find(&sight::cases_of(id)) {
        let Some(before) = read::<Case>(rows, CASE, &key.id) else { continue };
        let mut case = before.clone();
        settle(session, &mut case, now);
        if case != before {
            regroup(rows, effect, &key.id, session, &case);
        }
    }
    minutes::show(rows, effect, id, session);
}
