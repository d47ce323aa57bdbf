//! A vote closes and is counted at once: before there is nothing to read, afterwards all of it.

use serde_json::json;
use thidua_sync::Millis;
use thidua_sync::command::{Command, Refusal};
use thidua_sync::domain::{Effect, Rows};
use thidua_sync::row::{Key, Scope};

use super::args::{bad, id, ids, number};
use super::right::{self, Seen, read};
use super::{entries, sight};
use crate::ballot::{count as counting, sealed};
use crate::council::rows::*;
use crate::org::Stamp;
use crate::visibility;

/// Decides `council.count`: see [`crate::council::acts::COUNT`].
pub fn count(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let frozen = id(&command.args, "ballot")?;
    let seen = right::case(rows, who, &command.entity, now)?;
    let ballot = countable(&seen, frozen, Method::Confidential)?;
    let in_hand = Hand::of(rows, &seen.id);
    let all_voted = in_hand.voted == ballot.electors.len();
    let may_still_vote = !all_voted && seen.session.state != Stage::Closed;
    if may_still_vote && ballot.closes_at.is_some_and(|at| now < at) {
        return Err(Refusal::new("too_early"));
    }
    let mut effect = Effect::default();
    let mut votes = Vec::new();
    for elector in &ballot.electors {
        let key = Key::new(ENVELOPE, member_id(&seen.id, &elector.member));
        let Some(envelope) = rows.row(&key).and_then(|found| found.body.read::<Envelope>()) else { continue };
        let vote = sealed::unseal(&envelope.payload).map_err(|_| Refusal::new("vote_unreadable"))?;
        votes.push(Counted { receipt: sealed::receipt(&ballot.frozen, &vote.nonce), choice: vote.choice });
        effect.dels.push(key);
    }
    if counting::would_tell(votes.len(), ballot.electors.len().saturating_sub(in_hand.voted)) {
        return Err(Refusal::new("too_few_votes").with("votes", votes.len()));
    }
    // Nor before half have voted: a count looked at early, annulled and voted again would be a partial result.
    let is_early = may_still_vote && ballot.closes_at.is_none();
    if is_early && in_hand.voted > 0 && in_hand.voted * 2 <= ballot.electors.len() {
        return Err(Refusal::new("too_few_voted").with("voted", in_hand.voted).with("all", ballot.electors.len()));
    }
    votes.sort();
    let board = Board { session: ballot.session.clone(), case: seen.id.clone(), ballot: ballot.frozen.clone(), votes };
    let outcome = counting::recount(ballot, &board, &in_hand.opinions, in_hand.late);
    effect.put(Key::new(BOARD, seen.id.clone()), sight::of_case(&seen.case), &json!(board));
    end(&mut effect, &seen, ballot, (in_hand, outcome), Stamp { by: who.into(), at: now });
    Ok(effect)
}

/// Decides `council.hands`: see [`crate::council::acts::HANDS`].
pub fn hands(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let args = &command.args;
    let frozen = id(args, "ballot")?;
    let cast = Tally { yes: number(args, "yes")?, no: number(args, "no")?, abstain: number(args, "abstain")? };
    if [cast.yes, cast.no, cast.abstain].into_iter().any(|hands| hands > 1_000) {
        return Err(bad());
    }
    let seen = right::case(rows, who, &command.entity, now)?;
    let ballot = countable(&seen, frozen, Method::Hands)?;
    let (given, there) = (counting::sum(cast), u32::try_from(ballot.present.len()).unwrap_or(u32::MAX));
    if given > there {
        return Err(Refusal::new("hands_too_many").with("hands", given).with("present", there));
    }
    let in_hand = Hand::of(rows, &seen.id);
    let outcome = counting::outcome(ballot, cast, &in_hand.opinions, in_hand.late);
    let mut effect = Effect::default();
    end(&mut effect, &seen, ballot, (in_hand, outcome), Stamp { by: who.into(), at: now });
    Ok(effect)
}

/// The ballot when it is there to be counted in this way.
fn countable<'a>(seen: &'a Seen, frozen: &str, method: Method) -> Result<&'a Ballot, Refusal> {
    seen.must_lead()?;
    let ballot = seen.ballot_as_seen(frozen)?;
    if ballot.state == BallotState::Counted {
        return Err(Refusal::new("already_counted"));
    }
    match (ballot.method, method) {
        (Method::Hands, Method::Confidential) => Err(Refusal::new("vote_by_hands")),
        (Method::Confidential, Method::Hands) => Err(Refusal::new("vote_by_ballot")),
        _ => Ok(ballot),
    }
}

/// What has come in beside envelopes.
struct Hand {
    voted: usize,
    late: u32,
    opinions: Vec<Opinion>,
}

impl Hand {
    fn of(rows: &dyn Rows, case: &str) -> Hand {
        let mut hand = Hand { voted: 0, late: 0, opinions: Vec::new() };
        for key in rows.find(&sight::about(case)) {
            match key.table.as_str() {
                VOTED => hand.voted += 1,
                LATE => hand.late += 1,
                OPINION => hand.opinions.extend(read::<Opinion>(rows, OPINION, &key.id)),
                _ => {}
            }
        }
        hand
    }
}

fn end(effect: &mut Effect, seen: &Seen, ballot: &Ballot, (hand, outcome): (Hand, Outcome), by: Stamp) {
    let scopes = sight::of_case(&seen.case);
    for opinion in hand.opinions {
        let key = Key::new(OPINION, member_id(&seen.id, &opinion.member));
        effect.put(key, scopes.clone(), &json!(opinion));
    }
    effect.put(Key::new(RESULT, seen.id.clone()), scopes.clone(), &json!(outcome));
    let ballot = Ballot { state: BallotState::Counted, ended: Some(by), ..ballot.clone() };
    effect.put(Key::new(BALLOT, seen.id.clone()), scopes, &json!(ballot));
}

/// Decides `council.tie`: see [`crate::council::acts::TIE`].
pub fn tie(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let (award, named) = (id(&command.args, "award")?, ids(&command.args, "order", 100)?);
    if named.len() < 2 {
        return Err(bad());
    }
    let (session, part) = right::session(rows, who, &command.entity, now)?;
    if !right::chairs(&session, part, who) {
        return Err(right::forbidden());
    }
    let mut cases = Vec::new();
    for nomination in &named {
        let seen = right::case(rows, who, &case_id(&command.entity, nomination), now)?;
        seen.must_be_taken()?;
        let outcome: Option<Outcome> = read(rows, RESULT, &seen.id);
        let is_of = seen.case.dossier.get("award").and_then(|award| award.as_str()) == Some(award);
        let outcome = outcome.filter(|outcome| outcome.passed && is_of);
        cases.push((outcome.ok_or(Refusal::new("not_passed").with("nomination", nomination))?, seen.case));
    }
    let set = entries::rules(rows, &session)?;
    let rank = |outcome: &Outcome| set.award(award).map_or(outcome.yes, |rule| rule.rank(outcome.yes));
    if cases.iter().any(|(outcome, _)| Some(rank(outcome)) != cases.first().map(|(first, _)| rank(first))) {
        return Err(Refusal::new("not_tied"));
    }
    let secretaries = session.members.iter().filter(|member| member.role == Seat::Secretary);
    let knowing = secretaries.filter(|member| cases.iter().all(|(_, case)| right::reads(case, &member.person)));
    let scopes: Vec<Scope> =
        knowing.map(|member| member.person.as_str()).chain([who]).map(visibility::of_person).collect();
    let tie = Tie {
        session: command.entity.clone(),
        award: award.to_owned(),
        order: named,
        chosen: Stamp { by: who.into(), at: now },
    };
    let mut effect = Effect::default();
    effect.put(Key::new(TIE, format!("{}.{award}", command.entity)), scopes, &json!(tie));
    Ok(effect)
}
