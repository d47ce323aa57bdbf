//! Who is what to a session and to a case today.

use serde::de::DeserializeOwned;
use thidua_sync::Millis;
use thidua_sync::command::Refusal;
use thidua_sync::domain::Rows;
use thidua_sync::row::Key;

use super::people;
use crate::council::rows::{BALLOT, Ballot, BallotState, CASE, Case, CaseState, SESSION, Seat, Session, Stage};
use crate::date;
use crate::org::{self, Role};

/// What somebody is to a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Seat(Seat),
    /// Stands in for a member.
    Deputy,
    /// Convened it as the unit's officer: sees the session, and none of its cases.
    Clerk,
}

impl Part {
    /// By the seat itself. A vice chair may lead besides: see [`leads`].
    pub fn has_lead(self) -> bool {
        matches!(self, Part::Seat(Seat::Chair | Seat::Secretary))
    }
}

/// Whether somebody leads the session now: chair and secretary, and a vice chair where the chair stayed away.
pub fn leads(session: &Session, part: Part, who: &str) -> bool {
    part.has_lead() || chairs(session, part, who)
}

/// Whether somebody is in the chair: the chair, or a vice chair of a session that began without them. Only what the session
/// itself says counts here: who is recused from a case must not be told by it.
pub fn chairs(session: &Session, part: Part, who: &str) -> bool {
    let stands_in = || is_vice(session, part, who) && session.state != Stage::Preparing && is_chair_away(session);
    part == Part::Seat(Seat::Chair) || stands_in()
}

/// Whether somebody leads the session, or cases of it from which the chair is recused.
pub fn may_lead(session: &Session, part: Part, who: &str) -> bool {
    part.has_lead() || is_vice(session, part, who)
}

fn is_vice(session: &Session, part: Part, who: &str) -> bool {
    matches!(part, Part::Seat(_)) && session.vice.iter().any(|vice| vice == who)
}

fn is_chair_away(session: &Session) -> bool {
    let chairs = session.members.iter().filter(|member| member.role == Seat::Chair);
    !chairs.into_iter().any(|chair| people::is_there(session, &chair.person))
}

/// Roles that make somebody a member of a unit's council.
pub fn seat(role: Role) -> Option<Seat> {
    match role {
        Role::CouncilChair => Some(Seat::Chair),
        Role::CouncilSecretary => Some(Seat::Secretary),
        Role::CouncilMember => Some(Seat::Member),
        _ => None,
    }
}

/// Whether somebody holds one of the roles in this very unit today.
pub fn holds(rows: &dyn Rows, who: &str, unit: &str, roles: &[Role], now: Millis) -> bool {
    org::grants(rows, who, date::today(now)).iter().any(|grant| grant.unit == unit && roles.contains(&grant.role))
}

/// What somebody is to a session, by its list and by the roles `held` today as role and unit.
pub fn part(session: &Session, who: &str, held: &[(Role, &str)]) -> Option<Part> {
    let sits = held.iter().any(|(role, unit)| *unit == session.unit && seat(*role).is_some());
    let member = session.members.iter().find(|member| member.person == who).filter(|_| sits);
    let deputy = session.proxies.iter().any(|proxy| proxy.deputy == who).then_some(Part::Deputy);
    let clerk = session.convened.by == who && held.contains(&(Role::EmulationOfficer, session.unit.as_str()));
    member.map(|member| Part::Seat(member.role)).or(deputy).or(clerk.then_some(Part::Clerk))
}

/// A session and what somebody is to it; to who is nothing to it there is none.
pub fn session(rows: &dyn Rows, who: &str, id: &str, now: Millis) -> Result<(Session, Part), Refusal> {
    let found: Option<Session> = read(rows, SESSION, id);
    let grants = org::grants(rows, who, date::today(now));
    let held: Vec<(Role, &str)> = grants.iter().map(|grant| (grant.role, grant.unit.as_str())).collect();
    let session = found.ok_or_else(unseen)?;
    let part = part(&session, who, &held).ok_or_else(unseen)?;
    Ok((session, part))
}

/// The same, for what only those do who lead it.
pub fn led(rows: &dyn Rows, who: &str, id: &str, now: Millis) -> Result<Session, Refusal> {
    let (session, part) = session(rows, who, id, now)?;
    if leads(&session, part, who) { Ok(session) } else { Err(forbidden()) }
}

/// A case as somebody sees it who takes part in it.
pub struct Seen {
    pub id: String,
    pub who: String,
    pub session: Session,
    pub part: Part,
    pub case: Case,
    pub ballot: Option<Ballot>,
}

/// A case; to who does not read it there is none.
pub fn case(rows: &dyn Rows, who: &str, id: &str, now: Millis) -> Result<Seen, Refusal> {
    let (session, _) = id.split_once('.').ok_or_else(unseen)?;
    let found: Option<Case> = read(rows, CASE, id);
    let ballot = read(rows, BALLOT, id);
    let (session, part) = self::session(rows, who, session, now)?;
    let case = found.filter(|case| part != Part::Clerk && reads(case, who)).ok_or_else(unseen)?;
    Ok(Seen { id: id.to_owned(), who: who.to_owned(), session, part, case, ballot })
}

/// A case to vote on. Who was an elector when the vote opened votes, though they stand in for nobody any more or have left the
/// council: what they cast offline counts.
pub fn case_to_vote(rows: &dyn Rows, who: &str, id: &str, now: Millis) -> Result<Seen, Refusal> {
    let told = case(rows, who, id, now);
    let Err(unseen) = told else { return told };
    let votes = |ballot: &Ballot| ballot.electors.iter().any(|elector| elector.voter == who);
    let ballot = read::<Ballot>(rows, BALLOT, id).filter(votes);
    let case: Option<Case> = read(rows, CASE, id).filter(|case: &Case| !is_out(case, who));
    let session = case.as_ref().and_then(|case| read::<Session>(rows, SESSION, &case.session));
    match (session, case, ballot) {
        (Some(session), Some(case), Some(ballot)) => {
            Ok(Seen { id: id.to_owned(), who: who.to_owned(), session, part: Part::Deputy, case, ballot: Some(ballot) })
        }
        _ => Err(unseen),
    }
}

fn is_out(case: &Case, who: &str) -> bool {
    case.recused.iter().any(|known| known.person == who)
}

/// Whether somebody who takes part in the session reads a case.
pub fn reads(case: &Case, who: &str) -> bool {
    case.recused.is_empty() || case.readers.iter().any(|reader| reader == who)
}

impl Seen {
    /// Refuses who does not lead it: a vice chair does also where the chair is recused.
    pub fn must_lead(&self) -> Result<(), Refusal> {
        if self.part.has_lead() || self.is_chairing() { Ok(()) } else { Err(forbidden()) }
    }

    /// Whether they are in the chair for this case.
    pub fn is_chairing(&self) -> bool {
        let stands_in = is_vice(&self.session, self.part, &self.who) && self.chair().is_none();
        stands_in || chairs(&self.session, self.part, &self.who)
    }

    /// The chair, if they read the case.
    pub fn chair(&self) -> Option<&str> {
        let chairs = self.session.members.iter().filter(|member| member.role == Seat::Chair);
        chairs.map(|chair| chair.person.as_str()).find(|chair| reads(&self.case, chair))
    }

    /// Refuses what is done while members work on a case.
    pub fn must_be_open(&self) -> Result<(), Refusal> {
        match self.session.state {
            Stage::Preparing => Err(Refusal::new("session_not_open")),
            Stage::Open => self.must_be_taken(),
            Stage::Closed => Err(Refusal::new("session_closed")),
        }
    }

    pub fn must_be_taken(&self) -> Result<(), Refusal> {
        match self.case.state {
            CaseState::Taken if self.case.submitted.is_some() => Err(Refusal::new("already_submitted")),
            CaseState::Taken => Ok(()),
            CaseState::Dropped => Err(Refusal::new("case_dropped")),
            CaseState::Decided => Err(Refusal::new("case_decided")),
        }
    }

    /// Refuses what would change a vote under way or done.
    pub fn must_not_vote(&self) -> Result<(), Refusal> {
        match self.ballot.as_ref().map(|ballot| ballot.state) {
            Some(BallotState::Open) => Err(Refusal::new("vote_open")),
            Some(BallotState::Counted) => Err(Refusal::new("already_counted")),
            Some(BallotState::Annulled) | None => Ok(()),
        }
    }

    /// The ballot that a person saw.
    pub fn ballot_as_seen(&self, frozen: &str) -> Result<&Ballot, Refusal> {
        let ballot = self.ballot.as_ref().ok_or(Refusal::new("no_ballot"))?;
        if ballot.state == BallotState::Annulled {
            return Err(Refusal::new("ballot_annulled"));
        }
        if ballot.frozen != frozen {
            return Err(Refusal::new("ballot_changed"));
        }
        Ok(ballot)
    }
}

pub fn unseen() -> Refusal {
    Refusal::new("not_found")
}

pub fn forbidden() -> Refusal {
    Refusal::new("forbidden")
}

/// A row by its type.
pub fn read<T: DeserializeOwned>(rows: &dyn Rows, table: &str, id: &str) -> Option<T> {
    rows.row(&Key::new(table, id))?.body.read()
}
