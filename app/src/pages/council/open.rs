//! What is on the screen: one session, or one dossier of it. A page keeps its last sight while its rows go.

use leptos::prelude::*;
use serde_json::Value;
use thidua_domain::council::rows::{BALLOT, Ballot};

use super::acts::Acts;
use super::known::{Dossier, Known};
use crate::state::App;

/// The session. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Open {
    pub app: App,
    pub acts: Acts,
    pub known: Memo<Known>,
}

impl Open {
    pub fn new(found: Memo<Option<Known>>, first: Known) -> Open {
        let known = Memo::new(move |last: Option<&Known>| {
            found.get().or_else(|| last.cloned()).unwrap_or_else(|| first.clone())
        });
        let acts = Acts::new();
        Open { app: acts.app, acts, known }
    }

    pub fn id(self) -> String {
        self.known.with_untracked(|known| known.id.clone())
    }

    pub fn leads(self) -> bool {
        self.known.read().part.leads()
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
}

impl Sight {
    pub fn new(open: Open, found: Memo<Option<Dossier>>, first: Dossier) -> Sight {
        let dossier = Memo::new(move |last: Option<&Dossier>| {
            found.get().or_else(|| last.cloned()).unwrap_or_else(|| first.clone())
        });
        let ballot = Memo::new(move |_| open.app.row::<Ballot>(BALLOT, &dossier.read().id));
        Sight { open, dossier, ballot }
    }

    pub fn id(self) -> String {
        self.dossier.with_untracked(|dossier| dossier.id.clone())
    }

    /// Asks something of the case.
    pub fn send(self, kind: &'static str, args: Value) {
        self.open.acts.send(kind, self.id(), args);
    }
}
