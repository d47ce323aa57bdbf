//! Casting a vote: a choice, then its confirmation. It is on the device before the screen says so, and may be changed until the
//! end.

use leptos::prelude::*;
use serde_json::json;
use thidua_domain::ballot::sealed::{self, Choice};
use thidua_domain::council::acts;
use thidua_domain::council::rows::{Ballot, Method, Stage};
use wasm_bindgen_futures::spawn_local;

use super::super::known::{Mine, Vote};
use super::super::open::Sight;
use super::super::{slips, words};
use super::secrecy;
use crate::components::button::{Button, Press};
use crate::components::card::{Notice, Tone};
use crate::components::icon::{Glyph, Icon};
use crate::pages::moments;
use crate::pages::nominations::words::person_name;
use crate::text::{said, t};

#[component]
pub fn Casting(sight: Sight) -> impl IntoView {
    let mine = Memo::new(move |_| match sight.dossier.read().vote {
        Vote::Open(mine) => mine,
        _ => Mine::Nobody,
    });
    let changing = RwSignal::new(false);
    let now = moments::ticking();
    let is_over = Memo::new(move |_| {
        let is_past =
            sight.ballot.read().as_ref().and_then(|ballot| ballot.closes_at).is_some_and(|at| now.get() >= at);
        is_past || sight.open.known.read().session.state == Stage::Closed
    });
    let asks = move || !is_over.get() && (mine.get() == Mine::Due || changing.get());
    let is_cast = move || matches!(mine.get(), Mine::Waits | Mine::Received | Mine::Late);
    view! {
        <Show when=move || mine.get() != Mine::Nobody fallback=move || view! { <NoVote sight/> }>
            <div class="stack" aria-live="polite">
                <Show when=is_cast><State mine/></Show>
                <Show when=move || is_over.get() && mine.get() == Mine::Due>
                    <Notice title=said("council-vote-ended") words=said("council-vote-ended-words")/>
                </Show>
            </div>
            <Show when=asks><Choose sight changing/></Show>
            <Show when=move || is_cast() && !is_over.get() && !changing.get()>
                <div class="row wrap"><Button kind=Press::Line icon=Glyph::Undo label=said("council-vote-change") on_press=move |()| changing.set(true)/></div>
            </Show>
            <Show when=is_cast><Slip sight/></Show>
            <secrecy::Secrecy/>
        </Show>
    }
}

/// Hands, or no vote of the reader's.
#[component]
fn NoVote(sight: Sight) -> impl IntoView {
    let told = move || {
        let (me, ballot) = (sight.open.app.my_id(), sight.ballot.get()?);
        let proxy = ballot.electors.iter().find(|elector| elector.member == me);
        Some(match (ballot.method, proxy) {
            (Method::Hands, _) => t!("council-by-hands"),
            (_, Some(elector)) => t!("council-vote-by-deputy", name = person_name(sight.open.app, &elector.voter)),
            (_, None) => t!("council-vote-nobody"),
        })
    };
    view! { <p class="muted">{told}</p> }
}

/// Where the vote is.
#[component]
fn State(mine: Memo<Mine>) -> impl IntoView {
    move || {
        match mine.get() {
        Mine::Waits => {
            view! { <Notice tone=Tone::Wait title=said("council-cast-waits") words=said("council-cast-waits-words")/> }.into_any()
        }
        Mine::Received => {
            view! { <Notice tone=Tone::Good title=said("council-cast-received") words=said("council-cast-received-words")/> }
                .into_any()
        }
        Mine::Late => {
            view! { <Notice tone=Tone::Bad title=said("council-cast-late") words=said("council-cast-late-words")/> }.into_any()
        }
        Mine::Nobody | Mine::Due => ().into_any(),
    }
    }
}

/// Three ways to vote, and one to confirm it.
#[component]
fn Choose(sight: Sight, changing: RwSignal<bool>) -> impl IntoView {
    let app = sight.open.app;
    let picked = RwSignal::new(None::<Choice>);
    let for_whom = move || {
        let (me, ballot) = (app.my_id(), sight.ballot.get()?);
        let elector = ballot.electors.into_iter().find(|elector| elector.voter == me && elector.member != me)?;
        Some(t!("council-vote-for", name = person_name(app, &elector.member)))
    };
    let send = move |()| {
        let (Some(choice), Some(frozen)) = (picked.get_untracked(), frozen(sight.ballot)) else { return };
        picked.set(None);
        let (id, payload) = (sight.id(), untrack(|| slips::seal(app, &frozen, choice)));
        spawn_local(async move {
            let args = json!({ "ballot": frozen, "payload": payload });
            if sight.open.acts.ask(acts::CAST, &id, args).await {
                let _ = changing.try_set(false);
            }
        });
    };
    let button = move |choice: Choice, glyph: Glyph| {
        let is_on = move || picked.get() == Some(choice);
        view! {
            <button type="button" class="vote-choice" aria-pressed=move || if is_on() { "true" } else { "false" } on:click=move |_| picked.set(Some(choice))>
                <Icon glyph/><span>{move || words::choice_name(choice)}</span>
            </button>
        }
    };
    let confirm = move || picked.get().map(|choice| t!("council-cast-confirm", choice = words::choice_name(choice)));
    view! {
        {move || for_whom().map(|words| view! { <p><b>{words}</b></p> })}
        <div class="vote-choices" role="group" aria-label=said("council-cast")>
            {button(Choice::Yes, Glyph::Tick)}{button(Choice::No, Glyph::Cross)}{button(Choice::Abstain, Glyph::Ask)}
        </div>
        <Show when=move || picked.read().is_some() fallback=|| view! { <p class="muted">{said("council-cast-pick")}</p> }>
            <div class="row wrap end">
                <Button kind=Press::Quiet label=said("council-cast-again") on_press=move |()| picked.set(None)/>
                <Button kind=Press::Main icon=Glyph::Send label=Signal::derive(move || confirm().unwrap_or_default()) on_press=send/>
            </div>
        </Show>
        <Show when=move || changing.get()>
            <div class="row wrap"><Button kind=Press::Quiet label=said("council-cast-keep") on_press=move |()| changing.set(false)/></div>
        </Show>
    }
}

fn frozen(ballot: Memo<Option<Ballot>>) -> Option<String> {
    ballot.with_untracked(|ballot| ballot.as_ref().map(|ballot| ballot.frozen.clone()))
}

/// The reader's choice and receipt, out of sight until they ask for it.
#[component]
fn Slip(sight: Sight) -> impl IntoView {
    let slip = Memo::new(move |_| {
        let frozen = sight.ballot.get()?.frozen;
        let vote = slips::cast(sight.open.app, &frozen).pop()?;
        Some((words::choice_name(vote.choice), sealed::receipt(&frozen, &vote.nonce)))
    });
    let told = move || match slip.get() {
        Some((choice, receipt)) => view! {
            <p>{t!("council-slip-choice", choice = choice)}</p>
            <p>{said("council-receipt")}" "<b class="receipt">{receipt}</b></p>
            <p class="muted">{said("council-receipt-words")}</p>
        }
        .into_any(),
        None => view! { <p class="muted">{said("council-slip-elsewhere")}</p> }.into_any(),
    };
    view! { <details class="more"><summary>{said("council-slip")}</summary><div class="stack tight">{told}</div></details> }
}
