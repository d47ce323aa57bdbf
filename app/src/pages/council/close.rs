//! The course of a session: it is prepared, opened, and closed with its minutes.

use leptos::prelude::*;
use serde_json::json;
use thidua_domain::council::acts;
use thidua_domain::council::rows::{CaseState, Mode, Stage};
use wasm_bindgen_futures::spawn_local;

use super::conclude::Conclude;
use super::known::{self, Part, Vote};
use super::open::Open;
use super::{PATH, words};
use crate::components::button::{Button, LinkButton, Press};
use crate::components::card::{Card, Notice, Tone};
use crate::components::dialog::Dialog;
use crate::components::icon::Glyph;
use crate::components::text_field::TextArea;
use crate::state::kept::Kept;
use crate::text::{said, t};

/// Longest minutes, in characters.
const MINUTES_MAX: usize = 30_000;

#[component]
pub fn Course(open: Open) -> impl IntoView {
    let known = open.known;
    let stage = Memo::new(move |_| known.read().session.state);
    let leads = Memo::new(move |_| open.leads());
    let may_edit = Memo::new(move |_| leads.get() || known.read().part == Part::Clerk);
    let (opening, closing) = (RwSignal::new(false), RwSignal::new(false));
    let edit = Signal::derive(move || format!("{PATH}/{}/sua", known.read().id));
    let next = move || match stage.get() {
        Stage::Preparing => t!("council-next-preparing"),
        Stage::Open => t!("council-next-open"),
        Stage::Closed if known.read().session.concluded.is_some() => t!("council-next-concluded"),
        Stage::Closed => t!("council-next-closed"),
    };
    view! {
        <Show when=move || may_edit.get()>
            <Card>
                <p>{next}</p>
                <div class="row wrap">
                    <Show when=move || leads.get() && stage.get() == Stage::Preparing>
                        <Button kind=Press::Main label=said("council-open") on_press=move |()| opening.set(true)/>
                    </Show>
                    <Show when=move || leads.get() && stage.get() == Stage::Open>
                        <Button label=said("council-close") on_press=move |()| closing.set(true)/>
                    </Show>
                    <Show when=move || stage.get() == Stage::Preparing>
                        <LinkButton icon=Glyph::Pen href=edit label=said("edit")/>
                    </Show>
                    <Show when=move || leads.get() && stage.get() != Stage::Preparing>
                        <Minutes open/>
                    </Show>
                    <Show when=move || leads.get() && stage.get() == Stage::Closed && known.read().session.concluded.is_none()>
                        <Conclude open/>
                    </Show>
                </div>
            </Card>
        </Show>
        <OpenDialog open shown=opening/>
        <CloseDialog open shown=closing/>
    }
}

#[component]
fn OpenDialog(open: Open, shown: RwSignal<bool>) -> impl IntoView {
    let lacks = move || {
        let session = &open.known.read().session;
        session.mode == Mode::Meeting && !session.quorum.reached
    };
    let send = move |()| {
        shown.set(false);
        open.send(acts::OPEN, json!({}));
    };
    view! {
        <Dialog open=shown on_close=move |()| shown.set(false) title=said("council-open-title") sheet=true>
            <p>{said("council-open-words")}</p>
            <p><b>{said("council-present")}</b>" "{move || words::quorum(&open.known.read().session)}</p>
            <Show when=lacks><Notice tone=Tone::Wait title=said("council-no-quorum") words=said("council-no-quorum-words")/></Show>
            <div class="row wrap end">
                <Button kind=Press::Quiet label=said("cancel") on_press=move |()| shown.set(false)/>
                <Button kind=Press::Main label=said("council-open") on_press=send/>
            </div>
        </Dialog>
    }
}

#[component]
fn CloseDialog(open: Open, shown: RwSignal<bool>) -> impl IntoView {
    let left = Memo::new(move |_| {
        let is_open =
            |one: &known::Dossier| one.case.state == CaseState::Taken && !matches!(one.vote, Vote::Counted { .. });
        known::dossiers(open.app, &open.known.read().id).into_iter().filter(is_open).count()
    });
    view! {
        <Dialog open=shown on_close=move |()| shown.set(false) title=said("council-close-title") sheet=true>
            <p>{said("council-close-words")}</p>
            <Show when=move || { left.get() > 0 }>
                <Notice tone=Tone::Wait title=Signal::derive(move || t!("council-close-left", count = left.get())) words=said("council-close-left-words")/>
            </Show>
            <MinutesForm open shown kind=acts::CLOSE label=said("council-close")/>
        </Dialog>
    }
}

/// Minutes can still be put right when the session is closed.
#[component]
fn Minutes(open: Open) -> impl IntoView {
    let shown = RwSignal::new(false);
    view! {
        <Button kind=Press::Quiet icon=Glyph::Pen label=said("council-minutes-edit") on_press=move |()| shown.set(true)/>
        <Dialog open=shown on_close=move |()| shown.set(false) title=said("council-minutes")>
            <MinutesForm open shown kind=acts::EDIT label=said("council-save")/>
        </Dialog>
    }
}

/// The minutes with the command that takes them along. What was typed is there again when the dialog is.
#[component]
fn MinutesForm(open: Open, shown: RwSignal<bool>, kind: &'static str, label: Signal<String>) -> impl IntoView {
    let stored = untrack(|| open.known.read().session.minutes.clone());
    let kept = Kept::open(open.app, format!("minutes {}", open.id()), stored);
    let send = move |()| {
        let (id, args, spent) = (open.id(), json!({ "minutes": kept.words() }), kept.forget());
        spawn_local(async move {
            if open.acts.ask(kind, &id, args).await {
                spent();
            }
            let _ = shown.try_set(false);
        });
    };
    view! {
        <TextArea label=said("council-minutes") hint=said("council-minutes-hint") rows=8 value=kept.text on_input=move |text| kept.write(text) max=MINUTES_MAX/>
        <div class="row wrap end">
            <Button kind=Press::Quiet label=said("cancel") on_press=move |()| shown.set(false)/>
            <Button kind=Press::Main label on_press=send/>
        </div>
    }
}
