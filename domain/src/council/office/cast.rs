//! Votes come in. Nothing that anybody can read says more than who has voted.

use serde_json::json;
use thidua_sync::Millis;
use thidua_sync::command::{Command, Refusal};
use thidua_sync::domain::{Effect, Rows};
use thidua_sync::row::Key;

use super::args::{bad, id, must};
use super::{people, right, sight};
use crate::ballot::sealed::{self, Choice};
use crate::council::rows::*;
use crate::org::Stamp;

/// Decides `council.cast`: see [`crate::council::acts::CAST`]. The last one before the end counts, by the server's order.
pub fn cast(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let frozen = id(&command.args, "ballot")?;
    let payload = command.args["payload"].as_str().ok_or_else(bad)?;
    // Every text under a seal is as long as any other, so that this tells nothing of the choice.
    sealed::unseal(payload).map_err(|_| Refusal::new("vote_unreadable"))?;
    let seen = right::case_to_vote(rows, who, &command.entity, now)?;
    let ballot = seen.ballot_as_seen(frozen)?;
    if ballot.method == Method::Hands {
        return Err(Refusal::new("vote_by_hands"));
    }
    let elector = ballot.electors.iter().find(|elector| elector.voter == who).ok_or(Refusal::new("not_elector"))?;
    let own = |table: &str| Key::new(table, member_id(&seen.id, &elector.member));
    let (session, case) = (seen.case.session.clone(), seen.id.clone());
    let (member, voter) = (elector.member.clone(), elector.voter.clone());
    let scopes = sight::of_case(&seen.case);
    let mut effect = Effect::default();
    if is_over(&seen.session, ballot, now) {
        if rows.row(&own(LATE)).is_none() {
            let late = Late { session, case, member, voter, at: now };
            effect.put(own(LATE), sight::of_late(scopes, &late), &json!(late));
        }
        return Ok(effect);
    }
    if rows.row(&own(OPINION)).is_some() {
        return Err(Refusal::new("opinion_given"));
    }
    effect.put(own(ENVELOPE), Vec::new(), &json!(Envelope { case: case.clone(), payload: payload.to_owned() }));
    // Not put again: a row's seq would tell when somebody changed their mind.
    if rows.row(&own(VOTED)).is_none() {
        effect.put(own(VOTED), scopes, &json!(Voted { session, case, member, voter, way: Way::Ballot }));
    }
    Ok(effect)
}

/// Whether a vote takes nothing more.
fn is_over(session: &Session, ballot: &Ballot, now: Millis) -> bool {
    let is_past = ballot.closes_at.is_some_and(|at| now >= at);
    is_past || ballot.state != BallotState::Open || session.state == Stage::Closed
}

/// Decides `council.opinion`: see [`crate::council::acts::OPINION`].
pub fn opinion(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let args = &command.args;
    let (frozen, member) = (id(args, "ballot")?, id(args, "member")?);
    let choice: Choice = thidua_sync::body::typed(&args["choice"]).map_err(|_| bad())?;
    let paper = must(args, "paper", 300, "paper_missing")?;
    let seen = right::case(rows, who, &command.entity, now)?;
    seen.must_lead()?;
    let ballot = seen.ballot_as_seen(frozen)?;
    if is_over(&seen.session, ballot, now) {
        return Err(Refusal::new("ballot_closed"));
    }
    let elector = ballot.electors.iter().find(|elector| elector.member == member);
    let elector = elector.ok_or(Refusal::new("not_elector").field("member"))?;
    if elector.voter != member {
        return Err(Refusal::new("has_deputy").field("member"));
    }
    if ballot.present.iter().any(|there| there == member) || people::is_there_for(&seen.session, &seen.case, member) {
        return Err(Refusal::new("member_present").field("member"));
    }
    let own = |table: &str| Key::new(table, member_id(&seen.id, member));
    if rows.row(&own(ENVELOPE)).is_some() {
        return Err(Refusal::new("already_voted").field("member"));
    }
    let (session, case) = (seen.case.session.clone(), seen.id.clone());
    let recorded = Stamp { by: who.into(), at: now };
    let row = Opinion { session: session.clone(), case: case.clone(), member: member.into(), choice, paper, recorded };
    let mut effect = Effect::default();
    // Before the count it would be a partial result.
    effect.put(own(OPINION), Vec::new(), &json!(row));
    if rows.row(&own(VOTED)).is_none() {
        let voted = Voted { session, case, member: member.into(), voter: member.into(), way: Way::Opinion };
        effect.put(own(VOTED), sight::of_case(&seen.case), &json!(voted));
    }
    Ok(effect)
}
