//! Counting: from what was cast to what it means. Pure, so that everybody who reads the board can do it again.

use super::sealed::Choice;
use super::threshold::is_passed;
use crate::council::rows::{Ballot, Board, Opinion, Outcome, Tally};

/// Fewer ballots than these are not counted while somebody's is missing.
pub const FEWEST: usize = 3;

/// Whether a board of so few ballots would say who voted how, because `missing` others have not voted.
pub fn would_tell(ballots: usize, missing: usize) -> bool {
    missing > 0 && (1..FEWEST).contains(&ballots)
}

/// How many of each.
pub fn tally(choices: impl IntoIterator<Item = Choice>) -> Tally {
    let mut tally = Tally::default();
    for choice in choices {
        match choice {
            Choice::Yes => tally.yes += 1,
            Choice::No => tally.no += 1,
            Choice::Abstain => tally.abstain += 1,
        }
    }
    tally
}

/// Votes in all.
pub fn sum(tally: Tally) -> u32 {
    tally.yes.saturating_add(tally.no).saturating_add(tally.abstain)
}

/// Counts a board again, with the written opinions. `late` is what the server had recorded as late by then.
pub fn recount(ballot: &Ballot, board: &Board, opinions: &[Opinion], late: u32) -> Outcome {
    outcome(ballot, tally(board.votes.iter().map(|vote| vote.choice)), opinions, late)
}

/// What so many votes mean. Abstention is no yes; who is absent stays in the base. Of those who take part the most that is
/// known counts toward the quorum: who was there at opening, or whose vote is there.
pub fn outcome(ballot: &Ballot, cast: Tally, opinions: &[Opinion], late: u32) -> Outcome {
    let opinions = tally(opinions.iter().map(|opinion| opinion.choice));
    let electors = many(ballot.electors.len());
    let given = sum(cast).saturating_add(sum(opinions));
    let yes = cast.yes + if ballot.opinions_count { opinions.yes } else { 0 };
    let quorum = given.max(many(ballot.present.len())) >= ballot.quorum;
    Outcome {
        session: ballot.session.clone(),
        case: ballot.case.clone(),
        ballot: ballot.frozen.clone(),
        method: ballot.method,
        cast,
        opinions,
        opinions_count: ballot.opinions_count,
        not_cast: electors.saturating_sub(given),
        electors,
        base: ballot.base,
        percent: ballot.percent,
        needed: ballot.needed,
        yes,
        quorum,
        passed: quorum && is_passed(yes, ballot.percent, ballot.base),
        warnings: ballot.warnings.clone(),
        late,
    }
}

fn many(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
