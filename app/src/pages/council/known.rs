//! Sessions and dossiers as this device knows them: the server's rows, and over them what waits here.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Map, Value};
use thidua_domain::council::acts;
use thidua_domain::council::rows::*;
use thidua_domain::nomination;
use thidua_domain::org::{Grant, PERSON, Person, Role, Stamp};
use thidua_sync::client::EntryState;
use thidua_sync::command::Command;
use thidua_sync::order;

use super::{Order, fold};
use crate::pages::nominations::words::{person_name, unit_name};
use crate::state::App;

/// What the reader is to a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Seat(Seat),
    /// Stands in for a member.
    Deputy,
    /// Convened it, and sees none of its dossiers.
    Clerk,
}

impl Part {
    /// By the seat itself.
    pub fn has_lead(self) -> bool {
        matches!(self, Part::Seat(Seat::Chair | Seat::Secretary))
    }
}

/// A session as it is listed and opened.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    pub id: String,
    pub session: Session,
    pub part: Part,
    /// The reader leads it now: by their seat, or as a vice chair of a session from which the chair stayed away.
    pub leads: bool,
    /// The reader is in the chair.
    pub chairs: bool,
    /// Something of it waits on this device.
    pub waits: bool,
}

/// A case of a session as it is listed and opened.
#[derive(Clone, Debug, PartialEq)]
pub struct Dossier {
    pub id: String,
    /// Long, and handed on by everything that lists dossiers.
    pub case: Arc<Case>,
    pub waits: bool,
    /// The reader has declared here that they take no part.
    pub leaving: bool,
    pub scored: bool,
    /// How many members' scores the reader sees.
    pub scores: usize,
    pub vote: Vote,
}

/// How the vote on a dossier stands for the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vote {
    None,
    Annulled,
    Open(Mine),
    Counted { passed: bool },
}

/// The reader's own vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mine {
    /// Has none: not a voter, or hands are counted.
    Nobody,
    Due,
    /// On this device alone.
    Waits,
    Received,
    Late,
}

/// What this person asked of the council and the server's rows do not show yet, in its order. Followed.
pub fn waiting(app: App) -> Vec<Command> {
    app.follow_queue();
    let read = |client: &thidua_sync::client::Client<_>| {
        let going = client.outbox().filter(|entry| !matches!(entry.state, EntryState::Refused(_)));
        let ours = going.map(|entry| &entry.command).filter(|command| command.kind.starts_with("council."));
        ours.cloned().collect::<Vec<_>>()
    };
    app.peek(read).unwrap_or_default()
}

/// Sessions in which the reader takes part. Followed.
pub fn sessions(app: App) -> Vec<Known> {
    let (queue, me) = (waiting(app), app.my_id());
    let mut found = app.rows::<Session>(SESSION);
    for command in queue.iter().filter(|command| command.kind == acts::CONVENE) {
        if found.iter().all(|(id, _)| *id != command.entity) {
            found.extend(fold::convened(command, &me).map(|session| (command.entity.clone(), session)));
        }
    }
    found.into_iter().map(|(id, session)| known(app, id, session, &queue)).collect()
}

/// One session, followed.
pub fn session(app: App, id: &str) -> Option<Known> {
    let (queue, me) = (waiting(app), app.my_id());
    let here = || {
        let convening = queue.iter().find(|command| command.kind == acts::CONVENE && command.entity == id)?;
        fold::convened(convening, &me)
    };
    let session = app.row::<Session>(SESSION, id).or_else(here)?;
    Some(known(app, id.to_owned(), session, &queue))
}

fn known(app: App, id: String, session: Session, queue: &[Command]) -> Known {
    let me = app.my_id();
    let about = queue.iter().filter(|command| command.entity == id);
    let waits = about.clone().next().is_some();
    let mut session = session;
    if let Some(minutes) = app.row::<Minutes>(MINUTES, &id) {
        session.minutes = minutes.text;
    }
    let session = about.fold(session, fold::session);
    let member = session.members.iter().find(|member| member.person == me).map(|member| Part::Seat(member.role));
    let deputy = || session.proxies.iter().any(|proxy| proxy.deputy == me).then_some(Part::Deputy);
    let part = member.or_else(deputy).or_else(|| expected(app, &session)).unwrap_or(Part::Clerk);
    let is_chair_away =
        session.state != Stage::Preparing && !chairs(&session).any(|chair| fold::is_there(&session, chair));
    let stands_in = is_vice(&session, part, &me) && is_chair_away;
    let chairs = stands_in || part == Part::Seat(Seat::Chair);
    Known { leads: chairs || part.has_lead(), chairs, id, session, part, waits }
}

fn chairs(session: &Session) -> impl Iterator<Item = &str> {
    session.members.iter().filter(|member| member.role == Seat::Chair).map(|chair| chair.person.as_str())
}

fn is_vice(session: &Session, part: Part, who: &str) -> bool {
    matches!(part, Part::Seat(_)) && session.vice.iter().any(|vice| vice == who)
}

/// Whether the reader is in the chair for a case: the chair, or a vice chair where the chair is away or recused.
pub fn chairs_case(known: &Known, case: &Case, me: &str) -> bool {
    known.chairs || is_vice(&known.session, known.part, me) && !is_chaired(known, case)
}

/// Whether a chair takes part in a case.
pub fn is_chaired(known: &Known, case: &Case) -> bool {
    chairs(&known.session).any(|chair| case.recused.iter().all(|one| one.person != chair))
}

/// What the reader will be to a session that only this device knows.
fn expected(app: App, session: &Session) -> Option<Part> {
    let seat = |grant: Grant| match grant.role {
        _ if grant.unit != session.unit => None,
        Role::CouncilChair => Some(Seat::Chair),
        Role::CouncilSecretary => Some(Seat::Secretary),
        _ => None,
    };
    let grants = if session.members.is_empty() { app.my_grants() } else { Vec::new() };
    grants.into_iter().filter_map(seat).min().map(Part::Seat)
}

/// Units for whose council the reader may convene a session. Followed.
pub fn convening(app: App) -> Vec<String> {
    let may =
        |grant: &Grant| matches!(grant.role, Role::CouncilSecretary | Role::CouncilChair | Role::EmulationOfficer);
    order::set(app.my_grants().into_iter().filter(may).map(|grant| grant.unit)).into_iter().collect()
}

/// The dossiers of a session that the reader sees, in the order in which they were taken up. Followed.
pub fn dossiers(app: App, session: &str) -> Vec<Dossier> {
    let queue = waiting(app);
    let mut found: Vec<(String, Case)> =
        app.rows::<Case>(CASE).into_iter().filter(|(_, case)| case.session == session).collect();
    for command in queue.iter().filter(|command| command.kind == acts::TAKE_UP) {
        let is_new = |(id, case): &(String, Case)| *id != command.entity || case.state == CaseState::Dropped;
        if command.entity.starts_with(&format!("{session}.")) && found.iter().all(is_new) {
            found.retain(|(id, _)| *id != command.entity);
            found.extend(taken(app, command).map(|case| (command.entity.clone(), case)));
        }
    }
    let scores = scores(app);
    let mut found: Vec<Dossier> =
        found.into_iter().map(|(id, case)| dossier(app, id, case, (&queue, &scores))).collect();
    order::sort_by_key(&mut found, |dossier| (dossier.case.order, dossier.id.clone()));
    found
}

/// The same in the order in which the reader goes through them.
pub fn in_order(app: App, session: &str, order: Order) -> Vec<Dossier> {
    let mut found = dossiers(app, session);
    if order == Order::Unseen {
        let is_voted = |vote: Vote| !matches!(vote, Vote::None | Vote::Annulled | Vote::Open(Mine::Due));
        order::sort_by_key(&mut found, |one| (one.scored, is_voted(one.vote), one.scores));
    }
    found
}

/// One dossier, followed.
pub fn one(app: App, session: &str, nomination: &str) -> Option<Dossier> {
    let (queue, id) = (waiting(app), case_id(session, nomination));
    let taking = || queue.iter().find(|command| command.kind == acts::TAKE_UP && command.entity == id);
    let case = app.row::<Case>(CASE, &id).or_else(|| taken(app, taking()?))?;
    Some(dossier(app, id, case, (&queue, &scores(app))))
}

/// How many scores the reader sees of each case. Followed.
fn scores(app: App) -> BTreeMap<String, usize> {
    let mut count = BTreeMap::new();
    for (_, score) in app.rows::<Score>(SCORE) {
        *count.entry(score.case).or_default() += 1;
    }
    count
}

fn dossier(app: App, id: String, mut case: Case, (queue, scores): (&[Command], &BTreeMap<String, usize>)) -> Dossier {
    let me = app.my_id();
    let (mut waits, mut leaving, mut scored) = (false, false, false);
    for command in queue.iter().filter(|command| command.entity == id) {
        waits = true;
        match command.kind.as_str() {
            acts::DROP => case.state = CaseState::Dropped,
            acts::RECUSE => leaving |= command.args["person"].as_str().is_none_or(|person| person == me),
            acts::SCORE => scored = true,
            _ => {}
        }
    }
    let scores = scores.get(&id).copied().unwrap_or_default();
    scored |= app.row::<Score>(SCORE, &member_id(&id, &me)).is_some();
    let vote = match app.row::<Ballot>(BALLOT, &id) {
        None => Vote::None,
        Some(ballot) => match ballot.state {
            BallotState::Annulled => Vote::Annulled,
            BallotState::Open => Vote::Open(mine(app, &ballot, queue)),
            BallotState::Counted => {
                Vote::Counted { passed: app.row::<Outcome>(RESULT, &id).is_some_and(|outcome| outcome.passed) }
            }
        },
    };
    Dossier { id, case: Arc::new(case), waits, leaving, scored, scores, vote }
}

/// The reader's vote in a ballot. Followed.
pub fn mine(app: App, ballot: &Ballot, queue: &[Command]) -> Mine {
    let me = app.my_id();
    let elector = ballot.electors.iter().find(|elector| elector.voter == me);
    let Some(elector) = elector.filter(|_| ballot.method == Method::Confidential) else { return Mine::Nobody };
    let id = member_id(&ballot.case, &elector.member);
    let is_cast = |command: &Command| {
        command.kind == acts::CAST
            && command.entity == ballot.case
            && command.args["ballot"].as_str() == Some(&ballot.frozen)
    };
    match () {
        () if queue.iter().any(is_cast) => Mine::Waits,
        () if app.row::<Late>(LATE, &id).is_some() => Mine::Late,
        () if app.row::<Voted>(VOTED, &id).is_some() => Mine::Received,
        () => Mine::Due,
    }
}

/// The case that a command will take up, as far as this device knows its nomination.
fn taken(app: App, command: &Command) -> Option<Case> {
    let (session, id) = command.entity.split_once('.')?;
    let dossier = app.row::<Map<String, Value>>(nomination::TABLE, id)?;
    let read = |name: &str| dossier.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let person = read("person");
    let row = app.row::<Person>(PERSON, &person);
    let unit = row.as_ref().map_or_else(|| read("collective"), |person| person.unit.clone());
    let name = if person.is_empty() { unit_name(app, &unit) } else { person_name(app, &person) };
    Some(Case {
        session: session.to_owned(),
        nomination: id.to_owned(),
        unit: read("unit"),
        author: read("author"),
        order: command.made_at,
        seq: 0,
        nominee: Nominee { name, post: row.map(|person| person.post).unwrap_or_default(), unit },
        cited: Vec::new(),
        figures: Vec::new(),
        attended: Vec::new(),
        facts: Vec::new(),
        same_unit: Vec::new(),
        heard: None,
        recused: Vec::new(),
        restored: Vec::new(),
        readers: Vec::new(),
        state: CaseState::Taken,
        reason: None,
        dropped: None,
        decision: None,
        submitted: None,
        taken: Stamp { by: app.my_id(), at: command.made_at },
        dossier,
    })
}
