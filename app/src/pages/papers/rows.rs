//! Rows that papers of several screens need.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use thidua_domain::council::rows::{DECISION, Decision, DecisionKind, Entry, SESSION, Session};
use thidua_domain::council::standing;
use thidua_domain::org::{UNIT, Unit};
use thidua_domain::plan::{AWARD, Award};
use thidua_domain::rules::{RuleSet, TABLE};
use thidua_papers::schema::Kind;

use super::Wanted;
use super::change::{self, Change};
use super::decision::{self, Given};
use super::sitting::{Office, session_day};
use crate::pages::awards::published;
use crate::state::App;

/// A unit as the body that issues a paper. Followed.
pub fn office(app: App, unit: &str) -> Office {
    let Some(unit) = app.row::<Unit>(UNIT, unit) else { return Office::default() };
    let parent = unit.parent.and_then(|parent| app.row::<Unit>(UNIT, &parent));
    Office { name: unit.name, parent: parent.map(|parent| parent.name).unwrap_or_default() }
}

/// Which paper a decision is.
pub fn kind(decision: &Decision) -> Kind {
    match decision.kind {
        DecisionKind::Award => Kind::Decision,
        DecisionKind::Revocation => Kind::Revocation,
        DecisionKind::Correction => Kind::Correction,
    }
}

/// The paper of a decision, with its entries or those that it would give. Who does not read its session gets it without the legal
/// grounds of the season.
pub fn decided(app: App, id: &str, decision: Decision, entries: Vec<Entry>) -> Wanted {
    let (title, unit, kind) = (decision.title.clone(), decision.unit.clone(), decision.kind);
    let given = given(app, id, decision, entries);
    let data: Value = match kind {
        DecisionKind::Award => decision::data(&given),
        DecisionKind::Revocation => change::revocation(&change(app, id, given)),
        DecisionKind::Correction => change::correction(&change(app, id, given)),
    };
    Wanted { title, unit, data }
}

fn given(app: App, id: &str, decision: Decision, entries: Vec<Entry>) -> Given {
    let session = app.row::<Session>(SESSION, &decision.session);
    let years: BTreeSet<i32> = entries.iter().map(|entry| entry.year).collect();
    let common = years.first().copied().filter(|_| years.len() == 1);
    let awards: BTreeSet<&String> = entries.iter().map(|entry| &entry.award).collect();
    let units: BTreeSet<&String> = entries.iter().map(|entry| &entry.unit).collect();
    let awards = awards.into_iter().filter_map(|id| Some((id.clone(), app.row::<Award>(AWARD, id)?))).collect();
    let units = units.into_iter().filter_map(|id| Some((id.clone(), app.row::<Unit>(UNIT, id)?.name))).collect();
    let rules = session.as_ref().and_then(|session| app.row::<RuleSet>(TABLE, &session.rules));
    Given {
        office: office(app, &decision.unit),
        session_day: session.as_ref().map(session_day),
        year: session.map(|session| session.year).or(common),
        basis: rules.map(|set| set.basis).unwrap_or_default(),
        link: published::link(id),
        awards,
        units,
        entries,
        decision,
    }
}

fn change(app: App, id: &str, given: Given) -> Change {
    let rows = app.rows::<Decision>(DECISION);
    let rows: Vec<(&str, &Decision)> = rows.iter().map(|(id, one)| (id.as_str(), one)).collect();
    let later = standing::given(&rows).into_iter().flat_map(|one| one.later).filter(|later| later.decision == id);
    let was: BTreeMap<String, Entry> = later.map(|later| (later.was.nomination.clone(), later.was)).collect();
    let original = given.decision.of.as_deref().and_then(|of| app.row::<Decision>(DECISION, of));
    Change { given, original, was }
}
