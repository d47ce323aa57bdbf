//! The vote on a dossier: what it will take, the vote itself, and its outcome. Before the count nothing here tells more than
//! who has voted.

mod board;
mod cast;
mod lead;
mod opening;
mod outcome;
mod secrecy;
mod turnout;

use leptos::prelude::*;
use thidua_domain::council::acts;
use thidua_domain::council::rows::{BallotState, CaseState, Method, Stage};

use super::known::waiting;
use super::open::Sight;
use super::words;
use crate::components::card::{Card, Notice, Tone};
use crate::text::{said, t};

/// How far the vote is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    NotYet,
    /// Nothing is voted on any more.
    Over,
    Before,
    /// Opening waits on this device.
    Opening,
    Open,
    Counted,
}

#[component]
pub fn VotePanel(sight: Sight) -> impl IntoView {
    let step = Memo::new(move |_| step(sight));
    let by_ballot =
        Memo::new(move |_| sight.ballot.read().as_ref().is_some_and(|ballot| ballot.method == Method::Confidential));
    let reason = move || {
        let ballot = sight.ballot.read();
        ballot.as_ref().filter(|ballot| ballot.state == BallotState::Annulled).and_then(|ballot| ballot.reason.clone())
    };
    view! {
        <Card title=said("council-vote")>
            {move || reason().map(|words| view! { <Notice tone=Tone::Wait title=said("council-vote-annulled") words/> })}
            {move || match step.get() {
                Step::NotYet => view! {
                    <p class="muted">{said("council-vote-not-yet")}</p>
                    <opening::Preview sight/>
                }.into_any(),
                Step::Over => view! { <p class="muted">{said("council-vote-over")}</p> }.into_any(),
                Step::Before => view! { <opening::Opening sight/> }.into_any(),
                Step::Opening => view! { <Notice tone=Tone::Wait title=said("council-vote-opening") words=said("council-vote-opening-words")/> }.into_any(),
                Step::Open => view! {
                    <Terms sight/>
                    <cast::Casting sight/>
                    <Show when=move || by_ballot.get()><turnout::Turnout sight/></Show>
                    <lead::Lead sight/>
                }.into_any(),
                Step::Counted => view! {
                    <outcome::Result sight/>
                    <lead::Lead sight/>
                }.into_any(),
            }}
        </Card>
    }
}

fn step(sight: Sight) -> Step {
    let (case_state, stage) = (sight.dossier.read().case.state, sight.open.known.read().session.state);
    let id = sight.dossier.read().id.clone();
    match sight.ballot.read().as_ref().map(|ballot| ballot.state) {
        Some(BallotState::Open) => Step::Open,
        Some(BallotState::Counted) => Step::Counted,
        _ if case_state != CaseState::Taken || stage == Stage::Closed => Step::Over,
        _ if stage == Stage::Preparing => Step::NotYet,
        _ => {
            let is_of = |kind: &str, entity: &str| kind == acts::BALLOT_OPEN && entity == id;
            let opening = waiting(sight.open.app).iter().any(|command| is_of(&command.kind, &command.entity));
            if opening { Step::Opening } else { Step::Before }
        }
    }
}

/// By what the vote under way is counted, as it was fixed when it opened.
#[component]
fn Terms(sight: Sight) -> impl IntoView {
    move || {
        sight.ballot.get().map(|ballot| {
            let words = [words::method_name(ballot.method), ballot.ground];
            let words = words.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
            let closes = ballot.closes_at.map(|at| t!("council-closes-at", at = crate::pages::moments::local(at)));
            view! {
                <p><b>{t!("council-needed", needed = ballot.needed, base = ballot.base, percent = ballot.percent)}</b></p>
                <p class="muted">{words}</p>
                {closes.map(|words| view! { <p>{words}</p> })}
                {opening::warnings(&ballot.warnings)}
            }
        })
    }
}
