//! What is on the screen: one session, or one dossier of it. A page keeps its last sight while its rows go.

use leptos::prelude::*;
use serde_json::Value;
use thidua_domain::council::rows::{BALLOT, Ballot};

use super::acts::Acts;
use super::known::{self, Dossier, Known};
use super::{Area, PATH};
use crate::pages::awards::given::Given;
use crate::state::App;

/// The session. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Open {
    pub app: App,
    pub acts: Acts,
    pub known: Memo<Known>,
    /// Numbers of which the session's quotas are a part.
    pub given: Given,
}

impl Open {
    pub fn new(found: Memo<Option<Known>>, first: Known) -> Open {
        let known = Memo::new(move |last: Option<&Known>| {
            found.get().or_else(|| last.cloned()).unwrap_or_else(|| first.clone())
        });
        let acts = Acts::new();
        Open { app: acts.app, acts, known, given: Given::new(acts.app) }
    }

    pub fn id(self) -> String {
        self.known.with_untracked(|known| known.id.clone())
    }

    pub fn leads(self) -> bool {
        self.known.read().leads
    }

    /// Asks something of the session.
    pub fn send(self, kind: &'static str, args: Value) {
        self.acts.send(kind, self.id(), args);
    }
}

/// The dossier, in its session. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Sight {
    pub open: Open,
    pub dossier: Memo<Dossier>,
    pub ballot: Memo<Option<Ballot>>,
    /// Where the dossier before and the one after are, in the reader's own order, and the place among how many.
    pub beside: Memo<Beside>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Beside {
    pub before: Option<String>,
    pub after: Option<String>,
    pub at: usize,
    pub all: usize,
}

impl Sight {
    pub fn new(open: Open, found: Memo<Option<Dossier>>, first: Dossier) -> Sight {
        let area: Area = expect_context();
        let dossier = Memo::new(move |last: Option<&Dossier>| {
            found.get().or_else(|| last.cloned()).unwrap_or_else(|| first.clone())
        });
        let ballot = Memo::new(move |_| open.app.row::<Ballot>(BALLOT, &dossier.read().id));
        let beside = Memo::new(move |_| {
            let session = open.known.read().id.clone();
            let all = along(open.app, area, &session);
            let Some(at) = all.iter().position(|one| one.id == dossier.read().id) else { return Beside::default() };
            let href = |one: &Dossier| format!("{PATH}/{session}/{}", one.case.nomination);
            let before = at.checked_sub(1).and_then(|at| all.get(at)).map(href);
            Beside { before, after: all.get(at + 1).map(href), at: at + 1, all: all.len() }
        });
        Sight { open, dossier, ballot, beside }
    }

    /// Whether the reader leads this dossier: as they lead the session, or as a vice chair where the chair is recused.
    pub fn leads(self) -> bool {
        self.open.leads() || self.chairs()
    }

    /// Whether the reader is in the chair for it.
    pub fn chairs(self) -> bool {
        known::chairs_case(&self.open.known.read(), &self.dossier.read().case, &self.open.app.my_id())
    }

    pub fn id(self) -> String {
        self.dossier.with_untracked(|dossier| dossier.id.clone())
    }

    /// Asks something of the case.
    pub fn send(self, kind: &'static str, args: Value) {
        self.open.acts.send(kind, self.id(), args);
    }

    /// The same; `then` is done once it is durable.
    pub fn send_then(self, kind: &'static str, args: Value, then: impl FnOnce() + 'static) {
        self.open.acts.send_then(kind, self.id(), args, then);
    }
}

/// The dossiers of a session in the order in which the reader goes through them. Followed.
fn along(app: App, area: Area, session: &str) -> Vec<Dossier> {
    let (of, mut way) = area.way.get_value();
    if of != session {
        way = known::in_order(app, session, area.order.get()).into_iter().map(|one| one.id).collect();
        area.way.set_value((session.to_owned(), way.clone()));
    }
    let mut all = known::dossiers(app, session);
    let place = |one: &Dossier| way.iter().position(|id| *id == one.id).unwrap_or(usize::MAX);
    thidua_sync::order::sort_by_key(&mut all, |one| (place(one), one.case.order));
    all
}
