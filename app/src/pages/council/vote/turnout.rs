//! Who has voted, and of whom it is waited: never how.

use leptos::prelude::*;
use thidua_domain::council::rows::{VOTED, Voted, Way, member_id};

use super::super::open::Sight;
use crate::components::icon::{Glyph, Icon};
use crate::pages::nominations::words::person_name;
use crate::text::{said, t};

/// Members by who of them has voted, and how many have not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Turn {
    /// Name, and whether it was a written opinion.
    pub there: Vec<(String, bool)>,
    pub open: Vec<String>,
}

impl Turn {
    /// Of the ballot that is open. Followed.
    pub fn of(sight: Sight) -> Turn {
        let (app, mut turn) = (sight.open.app, Turn::default());
        let Some(ballot) = sight.ballot.get() else { return turn };
        for elector in &ballot.electors {
            let name = person_name(app, &elector.member);
            match app.row::<Voted>(VOTED, &member_id(&ballot.case, &elector.member)) {
                Some(voted) => turn.there.push((name, voted.way == Way::Opinion)),
                None => turn.open.push(name),
            }
        }
        turn
    }
}

#[component]
pub fn Turnout(sight: Sight) -> impl IntoView {
    let turn = Memo::new(move |_| Turn::of(sight));
    let count = move || {
        let turn = turn.read();
        t!("council-turnout", there = turn.there.len(), all = turn.there.len() + turn.open.len())
    };
    let voted = |(name, by_paper): (String, bool)| {
        let words = if by_paper { t!("council-turnout-paper", name = name) } else { name };
        view! { <li><Icon glyph=Glyph::Tick/><span>{words}</span></li> }
    };
    let missing = |name: String| view! { <li class="muted"><Icon glyph=Glyph::Clock/><span>{t!("council-turnout-open", name = name)}</span></li> };
    view! {
        <div class="stack tight">
            <h3 aria-live="polite">{count}</h3>
            <ul class="turnout">
                {move || turn.get().there.into_iter().map(voted).collect_view()}
                {move || turn.get().open.into_iter().map(missing).collect_view()}
            </ul>
            <p class="muted">{said("council-turnout-words")}</p>
        </div>
    }
}
