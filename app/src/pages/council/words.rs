//! How sessions, dossiers and votes read.

use thidua_domain::ballot::sealed::Choice;
use thidua_domain::council::rows::*;
use thidua_domain::date::{self, When};
use thidua_domain::plan::{AWARD, Award};
use thidua_sync::Millis;

use super::known::{Dossier, Known, Mine, Part, Vote};
use crate::components::card::Tone;
use crate::pages::moments;
use crate::pages::nominations::words::person_name;
use crate::state::App;
use crate::text::{t, try_text};

pub fn award_name(app: App, id: &str) -> String {
    app.row::<Award>(AWARD, id).map_or_else(|| id.to_owned(), |award| award.name)
}

/// A field of the dossier that is a text; empty when it is absent.
pub fn dossier_text(case: &Case, name: &str) -> String {
    case.dossier.get(name).and_then(|value| value.as_str()).unwrap_or_default().to_owned()
}

/// When and where a session is.
pub fn when_where(session: &Session) -> String {
    let parts = [moments::local(session.when), session.place.clone(), mode_name(session.mode)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// A moment as its field stores it.
pub fn stored_moment(at: Millis) -> String {
    format!("{}T{}", date::today(at), date::clock(at))
}

pub fn day(at: Millis) -> String {
    When::Day(date::today(at)).to_string()
}

pub fn mode_name(mode: Mode) -> String {
    match mode {
        Mode::Meeting => t!("council-mode-meeting"),
        Mode::Circulation => t!("council-mode-circulation"),
    }
}

pub fn stage(stage: Stage) -> (Tone, String) {
    match stage {
        Stage::Preparing => (Tone::Plain, t!("council-stage-preparing")),
        Stage::Open => (Tone::Good, t!("council-stage-open")),
        Stage::Closed => (Tone::Plain, t!("council-stage-closed")),
    }
}

pub fn seat_name(seat: Seat) -> String {
    match seat {
        Seat::Chair => t!("council-seat-chair"),
        Seat::Secretary => t!("council-seat-secretary"),
        Seat::Member => t!("council-seat-member"),
    }
}

pub fn part_name(part: Part) -> String {
    match part {
        Part::Seat(seat) => seat_name(seat),
        Part::Deputy => t!("council-seat-deputy"),
        Part::Clerk => t!("council-seat-clerk"),
    }
}

/// `5 trên 7 thành viên, cần 5`.
pub fn quorum(session: &Session) -> String {
    let (present, all) = (session.quorum.present, session.members.len());
    t!("council-quorum", present = present, all = all, needed = session.quorum.needed)
}

pub fn choice_name(choice: Choice) -> String {
    match choice {
        Choice::Yes => t!("council-choice-yes"),
        Choice::No => t!("council-choice-no"),
        Choice::Abstain => t!("council-choice-abstain"),
    }
}

pub fn method_name(method: Method) -> String {
    match method {
        Method::Hands => t!("council-method-hands"),
        Method::Confidential => t!("council-method-confidential"),
    }
}

pub fn ground_name(ground: Ground) -> String {
    match ground {
        Ground::Own => t!("council-ground-self"),
        Ground::Nominator => t!("council-ground-nominator"),
        Ground::Kinship => t!("council-ground-kinship"),
        Ground::SameUnit => t!("council-ground-same-unit"),
        Ground::Other => t!("council-ground-other"),
    }
}

/// What is to be told of a vote, by the name under which the server keeps it.
pub fn warning(name: &str) -> String {
    try_text(&format!("council-warning-{}", name.replace('_', "-")), &[]).unwrap_or_else(|| name.to_owned())
}

/// How the vote on a dossier stands.
pub fn vote(dossier: &Dossier) -> (Tone, String) {
    match (dossier.case.state, dossier.vote) {
        (CaseState::Dropped, _) => (Tone::Plain, t!("council-case-dropped")),
        (CaseState::Decided, _) => (Tone::Gold, t!("council-case-decided")),
        (CaseState::Taken, _) if dossier.case.submitted.is_some() => (Tone::Good, t!("council-case-submitted")),
        (_, Vote::None) => (Tone::Plain, t!("council-vote-none")),
        (_, Vote::Annulled) => (Tone::Wait, t!("council-vote-annulled")),
        (_, Vote::Open(Mine::Nobody)) => (Tone::Wait, t!("council-vote-open")),
        (_, Vote::Open(Mine::Due)) => (Tone::Bad, t!("council-vote-due")),
        (_, Vote::Open(Mine::Waits)) => (Tone::Wait, t!("council-vote-waits")),
        (_, Vote::Open(Mine::Received)) => (Tone::Good, t!("council-vote-received")),
        (_, Vote::Open(Mine::Late)) => (Tone::Bad, t!("council-vote-late")),
        (_, Vote::Counted { passed: true }) => (Tone::Good, t!("council-vote-passed")),
        (_, Vote::Counted { passed: false }) => (Tone::Bad, t!("council-vote-failed")),
    }
}

/// People by name, in one line.
pub fn names<'a>(app: App, people: impl IntoIterator<Item = &'a String>) -> String {
    people.into_iter().map(|id| person_name(app, id)).collect::<Vec<_>>().join(", ")
}

/// What waits for the reader in a session.
pub fn due(known: &Known, dossiers: &[Dossier]) -> Vec<String> {
    let there = || dossiers.iter().filter(|one| one.case.state == CaseState::Taken && !one.leaving);
    let votes = there().filter(|one| one.vote == Vote::Open(Mine::Due)).count();
    let is_unscored = |one: &&Dossier| !one.scored && matches!(one.vote, Vote::None | Vote::Annulled);
    let scores = there().filter(is_unscored).count();
    let scores = if known.session.state == Stage::Open && !known.session.rubric.is_empty() { scores } else { 0 };
    let mut told = Vec::new();
    if votes > 0 {
        told.push(t!("council-due-votes", count = votes));
    }
    if scores > 0 {
        told.push(t!("council-due-scores", count = scores));
    }
    told
}
