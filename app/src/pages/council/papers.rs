//! The papers of a session and of its decisions, out of the rows that this reader has.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use thidua_domain::council::rows::*;
use thidua_domain::date;
use thidua_domain::org::{PERSON, Person, UNIT, Unit};
use thidua_domain::plan::{AWARD, Award};
use thidua_domain::rules::{RuleSet, TABLE};
use thidua_papers::schema::Kind;
use thidua_sync::order;

use super::decision::preview;
use super::known;
use super::open::Open;
use crate::browser::time;
use crate::components::card::Card;
use crate::pages::papers::rows::{self, office};
use crate::pages::papers::sitting::{Heard, Named, Sitting};
use crate::pages::papers::{PaperButtons, Wanted, ballot, count, invitation, minutes, nominees, submission};
use crate::state::App;
use crate::text::{said, t};

/// What can be made of the session as it stands.
#[component]
pub fn SessionPapers(open: Open) -> impl IntoView {
    let kinds = Memo::new(move |_| kinds(&sitting(open)));
    let is_there = |one: &known::Dossier| one.case.state != CaseState::Dropped;
    let seen =
        Memo::new(move |_| known::dossiers(open.app, &open.known.read().id).iter().filter(|one| is_there(one)).count());
    let wanted = move |kind| {
        let sitting = sitting(open);
        let data = match kind {
            Kind::Minutes => minutes::data(&sitting),
            Kind::Count => count::data(&sitting),
            Kind::Ballot => ballot::data(&sitting),
            Kind::Invitation => invitation::data(&sitting),
            Kind::Submission => submission::data(&sitting),
            Kind::Nominees => nominees::data(&sitting),
            _ => return None,
        };
        Some(Wanted { title: sitting.session.title, unit: sitting.session.unit, data })
    };
    view! {
        <Card title=said("paper-title") aside=Signal::derive(move || t!("paper-seen", count = seen.get()))>
            <p class="muted">{said("paper-words")}</p>
            <PaperButtons kinds wanted/>
        </Card>
    }
}

fn kinds(sitting: &Sitting) -> Vec<Kind> {
    let stage = sitting.session.state;
    let is_offered = |kind: &Kind| match kind {
        Kind::Invitation => stage == Stage::Preparing && sitting.session.mode == Mode::Meeting,
        Kind::Nominees => !sitting.proposed().is_empty(),
        Kind::Ballot => stage != Stage::Closed && !sitting.due().is_empty(),
        Kind::Minutes => stage != Stage::Preparing,
        Kind::Count => count::has_any(sitting),
        Kind::Submission => stage == Stage::Closed && !sitting.above().is_empty(),
        _ => false,
    };
    let order = [Kind::Invitation, Kind::Nominees, Kind::Ballot, Kind::Minutes, Kind::Count, Kind::Submission];
    order.into_iter().filter(is_offered).collect()
}

/// The paper of a decision. What is only prepared is told with what it would give today; its address is known before.
#[component]
pub fn DecisionPaper(open: Open, id: String, decision: Decision) -> impl IntoView {
    let is_published = decision.published.is_some();
    let kind = rows::kind(&decision);
    let decision = StoredValue::new(decision);
    let kinds = Memo::new(move |_| {
        let gives = is_published || !preview::passed(open).is_empty();
        if gives { vec![kind] } else { Vec::new() }
    });
    let wanted = move |_| {
        let decision = decision.get_value();
        let entries = match is_published {
            true => decision.entries.clone(),
            false => {
                let (passed, earlier) = (preview::passed(open), preview::earlier(open));
                preview::entries(open, (&passed, &earlier), (date::today(time::now()), None))
            }
        };
        Some(rows::decided(open.app, &id, decision, entries))
    };
    view! { <PaperButtons kinds wanted/> }
}

/// The session with all that this device knows of it. Followed.
fn sitting(open: Open) -> Sitting {
    let app = open.app;
    let known = open.known.get();
    let session = known.session;
    let people = session.members.iter().map(|member| member.person.clone());
    let people = people.chain(session.proxies.iter().map(|proxy| proxy.deputy.clone()));
    let people: BTreeMap<String, Named> = people.map(|id| (id.clone(), named(app, &id))).collect();
    let notes = app.rows::<Note>(NOTE);
    let all = known::dossiers(app, &known.id).into_iter().filter(|one| one.case.state != CaseState::Dropped);
    Sitting {
        office: office(app, &session.unit),
        heard: all.map(|one| heard(app, Arc::unwrap_or_clone(one.case), &one.id, &notes)).collect(),
        basis: app.row::<RuleSet>(TABLE, &session.rules).map(|set| set.basis).unwrap_or_default(),
        people,
        session,
    }
}

fn heard(app: App, case: Case, id: &str, notes: &[(String, Note)]) -> Heard {
    let award = case.dossier.get("award").and_then(|award| award.as_str());
    let mut notes: Vec<&Note> = notes.iter().map(|(_, note)| note).filter(|note| note.case == id).collect();
    order::sort_by_key(&mut notes, |note| note.at);
    let ballot = app.row::<Ballot>(BALLOT, id);
    let is_counted = ballot.as_ref().is_some_and(|ballot| ballot.state == BallotState::Counted);
    Heard {
        award: award.and_then(|award| app.row::<Award>(AWARD, award)),
        unit: app.row::<Unit>(UNIT, &case.nominee.unit).map(|unit| unit.name).unwrap_or_default(),
        method: ballot.map(|ballot| ballot.method),
        outcome: app.row::<Outcome>(RESULT, id).filter(|_| is_counted),
        notes: notes.into_iter().map(|note| (named(app, &note.by), note.text.clone())).collect(),
        case,
    }
}

fn named(app: App, person: &str) -> Named {
    let row = app.row::<Person>(PERSON, person);
    row.map(|row| Named { name: row.full_name(), post: row.post }).unwrap_or_default()
}
