//! Whether what a dossier rests on still holds: activities that were taken back, check-ins that count no more, initiatives that
//! left the ledger, figures that were entered anew.

use std::collections::BTreeSet;

use leptos::prelude::*;
use serde_json::{Map, Value};
use thidua_domain::activity;
use thidua_domain::history::Subject;
use thidua_domain::nomination::{FIGURES, INITIATIVES, TABLE};
use thidua_domain::record::State;

use super::figures;
use crate::components::card::Tone;
use crate::components::status::Pill;
use crate::pages::attended;
use crate::pages::awards::{initiatives, known};
use crate::state::App;
use crate::text::said;

/// What is read once for all dossiers of a list, and not before one of them asks for it.
#[derive(Clone, Copy)]
pub struct Grounds {
    app: App,
    keys: Memo<Vec<String>>,
    retracted: Memo<BTreeSet<(Subject, String)>>,
}

impl Grounds {
    pub fn new(app: App) -> Grounds {
        let keys = Memo::new(move |_| attended::keys(app));
        let retracted = Memo::new(move |_| known::retracted(app));
        Grounds { app, keys, retracted }
    }

    /// Whether something that a stored nomination cites holds no more, as far as this device knows. Followed.
    pub fn is_void(self, nomination: &str) -> bool {
        let app = self.app;
        let Some(row) = app.row::<Map<String, Value>>(TABLE, nomination) else { return false };
        let Some(item) = app.views(|views| views.nomination(nomination)).flatten() else { return false };
        let record = &item.record;
        if record.state == State::Withdrawn {
            return false;
        }
        let sent = record.sent_at;
        let subject = known::subject(
            record.person.as_deref().unwrap_or_default(),
            record.collective.as_deref().unwrap_or_default(),
        );
        let is_retracted =
            |id: String| subject.as_ref().is_some_and(|of| self.retracted.read().contains(&(of.clone(), id)));
        record.activities.iter().any(|id| is_taken_back(app, id))
            || record.attendances.iter().any(|id| attended::is_void(app, id, &self.keys.read()))
            || initiatives::ids(row.get(FIGURES)).iter().any(|id| figures::is_void(app, id, sent))
            || initiatives::ids(row.get(INITIATIVES)).into_iter().any(is_retracted)
    }
}

/// Whether an activity was returned or withdrawn. Followed.
pub fn is_taken_back(app: App, activity: &str) -> bool {
    app.follow(activity::TABLE);
    let state = app.views(|views| views.activity(activity)).flatten().map(|item| item.record.state);
    matches!(state, Some(State::Returned | State::Withdrawn))
}

/// A word beside a dossier in a list, where something that it cites holds no more.
#[component]
pub fn Flag(grounds: Grounds, nomination: String) -> impl IntoView {
    let is_void = Memo::new(move |_| grounds.is_void(&nomination));
    move || is_void.get().then(|| view! { <Pill tone=Tone::Bad label=said("nomination-flagged")/> })
}
