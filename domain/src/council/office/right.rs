//! Who is what to a session and to a case today.

use serde::de::DeserializeOwned;
use thidua_sync::Millis;
use thidua_sync::command::Refusal;
use thidua_sync::domain::Rows;
use thidua_sync::row::Key;

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
    pub fn leads(self) -> bool {
        matches!(self, Part::Seat(Seat::Chair | Seat::Secretary))
    }
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

/// The same, for what only secretary and chair do.
pub fn led(rows: &dyn Rows, who: &str, id: &str, now: Millis) -> Result<Session, Refusal> {
    let (session, part) = session(rows, who, id, now)?;
    if part.leads() { Ok(session) } else { Err(forbidden()) }
}

/// A case as somebody sees it who takes part in it.
pub struct Seen {
    pub id: String,
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
    Ok(Seen { id: id.to_owned(), session, part, case, ballot })
}

/// Whether somebody who takes part in the session reads a case.
pub fn reads(case: &Case, who: &str) -> bool {
    case.recused.is_empty() || case.readers.iter().any(|reader| reader == who)
}

impl Seen {
    pub fn must_lead(&self) -> Result<(), Refusal> {
        if self.part.leads() { Ok(()) } else { Err(forbidden()) }
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
