//! The outcome of a vote: its figures, whether it passed, the board, and a recount on this device.

use leptos::prelude::*;
use thidua_domain::ballot::{count, frozen};
use thidua_domain::council::rows::{BOARD, Ballot, Board, Method, OPINION, Opinion, Outcome, RESULT, Tally};

use super::super::known::{self, Mine};
use super::super::open::Sight;
use super::super::words;
use super::{board, opening};
use crate::components::button::{Button, Press};
use crate::components::card::{Notice, Tone};
use crate::components::icon::Glyph;
use crate::pages::nominations::words::person_name;
use crate::text::{said, t};

#[component]
pub fn Result(sight: Sight) -> impl IntoView {
    let app = sight.open.app;
    let outcome = Memo::new(move |_| app.row::<Outcome>(RESULT, &sight.dossier.read().id));
    move || match outcome.get() {
        Some(outcome) => view! {
            <div aria-live="polite">{verdict(&outcome)}</div>
            <TooLate sight/>
            {figures(&outcome)}
            {opening::warnings(&outcome.warnings)}
            <Opinions sight/>
            <board::Receipts sight/>
            <Recount sight/>
        }
        .into_any(),
        None => view! { <p class="muted" role="status">{said("council-result-coming")}</p> }.into_any(),
    }
}

/// The reader's own vote did not come before the end.
#[component]
fn TooLate(sight: Sight) -> impl IntoView {
    let app = sight.open.app;
    let mine = Memo::new(move |_| {
        let ballot = sight.ballot.get();
        ballot.map_or(Mine::Nobody, |ballot| known::mine(app, &ballot, &known::waiting(app)))
    });
    view! {
        <Show when=move || matches!(mine.get(), Mine::Late | Mine::Waits)>
            <Notice tone=Tone::Wait title=said("council-cast-late") words=said("council-cast-late-words")/>
        </Show>
    }
}

fn verdict(outcome: &Outcome) -> impl IntoView + use<> {
    let sum = t!("council-result-yes", yes = outcome.yes, needed = outcome.needed, base = outcome.base);
    let (tone, title) = match (outcome.passed, outcome.quorum) {
        (true, _) => (Tone::Good, said("council-vote-passed")),
        (false, true) => (Tone::Bad, said("council-vote-failed")),
        (false, false) => (Tone::Bad, said("council-failed-quorum")),
    };
    // A notice reads `Bad` aloud at once; that it did not pass is no fault of the reader's.
    let tone = if tone == Tone::Bad { Tone::Wait } else { tone };
    view! { <Notice tone title words=sum/> }
}

fn figures(outcome: &Outcome) -> impl IntoView + use<> {
    let row = |name: String, tally: Tally| {
        view! { <tr><th scope="row">{name}</th><td>{tally.yes}</td><td>{tally.no}</td><td>{tally.abstain}</td></tr> }
    };
    let opinions = (count::sum(outcome.opinions) > 0).then(|| {
        let name = if outcome.opinions_count { t!("council-opinions-counted") } else { t!("council-opinions-apart") };
        row(name, outcome.opinions)
    });
    let percent = i64::from(outcome.yes) * 10_000 / i64::from(outcome.base.max(1));
    let share = format!("{},{:02} %", percent / 100, percent % 100);
    view! {
        <table class="table figures">
            <caption class="visually-hidden">{said("council-result")}</caption>
            <thead><tr>
                <th scope="col"><span class="visually-hidden">{said("council-method")}</span></th>
                <th scope="col">{said("council-choice-yes")}</th>
                <th scope="col">{said("council-choice-no")}</th>
                <th scope="col">{said("council-choice-abstain")}</th>
            </tr></thead>
            <tbody>{row(words::method_name(outcome.method), outcome.cast)}{opinions}</tbody>
        </table>
        <dl class="facts">
            <dt>{said("council-result-base")}</dt><dd>{outcome.base}</dd>
            <dt>{said("council-result-electors")}</dt><dd>{outcome.electors}</dd>
            <dt>{said("council-result-absent")}</dt><dd>{outcome.not_cast}</dd>
            <dt>{said("council-result-needed")}</dt>
            <dd>{t!("council-result-needed-words", needed = outcome.needed, percent = outcome.percent)}</dd>
            <dt>{said("council-result-share")}</dt><dd>{share}</dd>
            {(outcome.late > 0).then(|| view! { <dt>{said("council-result-late")}</dt><dd>{outcome.late}</dd> })}
        </dl>
    }
}

/// The written opinions, which are open once it is counted.
#[component]
fn Opinions(sight: Sight) -> impl IntoView {
    let app = sight.open.app;
    let opinions = Memo::new(move |_| opinions(sight));
    let line = move |one: Opinion| {
        let name = person_name(app, &one.member);
        view! { <li>{format!("{name}: {} ({})", words::choice_name(one.choice), one.paper)}</li> }
    };
    view! {
        <Show when=move || !opinions.read().is_empty()>
            <h3>{said("council-opinions")}</h3>
            <ul class="bullets">{move || opinions.get().into_iter().map(line).collect_view()}</ul>
        </Show>
    }
}

fn opinions(sight: Sight) -> Vec<Opinion> {
    let id = sight.dossier.read().id.clone();
    let rows = sight.open.app.rows::<Opinion>(OPINION).into_iter();
    rows.filter(|(_, opinion)| opinion.case == id).map(|(_, opinion)| opinion).collect()
}

/// What a recount on this device found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    Same,
    Different,
    /// What was fixed at opening is not what is stored.
    Changed,
    /// Not all of it is on this device.
    Lacking,
}

fn recount(sight: Sight) -> Found {
    let (app, id) = (sight.open.app, sight.dossier.read().id.clone());
    let found = (sight.ballot.get(), app.row::<Outcome>(RESULT, &id));
    let (Some(ballot), Some(stored)) = found else { return Found::Lacking };
    if !frozen::holds(&ballot) || stored.ballot != ballot.frozen {
        return Found::Changed;
    }
    let opinions = opinions(sight);
    match counted(&ballot, app.row::<Board>(BOARD, &id).as_ref(), &opinions, &stored) {
        None => Found::Lacking,
        Some(again) if again == stored => Found::Same,
        Some(_) => Found::Different,
    }
}

/// Counts again from the board; of hands only the meaning of the figures can be found again.
fn counted(ballot: &Ballot, board: Option<&Board>, opinions: &[Opinion], stored: &Outcome) -> Option<Outcome> {
    match ballot.method {
        Method::Hands => Some(count::outcome(ballot, stored.cast, opinions, stored.late)),
        Method::Confidential => {
            let board = board.filter(|board| board.ballot == ballot.frozen)?;
            Some(count::recount(ballot, board, opinions, stored.late))
        }
    }
}

#[component]
fn Recount(sight: Sight) -> impl IntoView {
    let found = RwSignal::new(None::<Found>);
    let told = move || {
        found.get().map(|found| match found {
            Found::Same => view! { <Notice tone=Tone::Good title=said("council-recount-same") words=said("council-recount-same-words")/> },
            Found::Different => view! { <Notice tone=Tone::Bad title=said("council-recount-different") words=said("council-recount-report")/> },
            Found::Changed => view! { <Notice tone=Tone::Bad title=said("council-recount-changed") words=said("council-recount-report")/> },
            Found::Lacking => view! { <Notice tone=Tone::Wait title=said("council-recount-lacking") words=said("council-recount-lacking-words")/> },
        })
    };
    view! {
        <div class="row wrap"><Button kind=Press::Line icon=Glyph::Review label=said("council-recount") on_press=move |()| found.set(Some(untrack(|| recount(sight))))/></div>
        <div aria-live="polite">{told}</div>
    }
}
