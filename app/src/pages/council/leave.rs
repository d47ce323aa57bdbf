//! A dossier is taken out of its session, with a reason, before anybody votes on it.

use leptos::prelude::*;
use serde_json::json;
use thidua_domain::council::acts;
use thidua_domain::council::rows::{CaseState, Stage};

use super::known::Vote;
use super::open::Sight;
use crate::browser::device;
use crate::components::button::{Button, Press};
use crate::components::dialog::Dialog;
use crate::components::text_field::TextArea;
use crate::text::{said, t};

#[component]
pub fn Leave(sight: Sight) -> impl IntoView {
    let (shown, reason, tried) = (RwSignal::new(false), RwSignal::new(String::new()), RwSignal::new(false));
    let may = Memo::new(move |_| {
        let dossier = sight.dossier.read();
        let is_before = matches!(dossier.vote, Vote::None | Vote::Annulled);
        let is_over = sight.open.known.read().session.state == Stage::Closed;
        sight.leads() && is_before && !is_over && dossier.case.state == CaseState::Taken
    });
    let error = move || match tried.get() && reason.read().trim().is_empty() {
        true => t!("council-reason-missing"),
        false => String::new(),
    };
    let send = move |()| {
        tried.set(true);
        let words = device::nfc(reason.read_untracked().trim());
        if !words.is_empty() {
            shown.set(false);
            sight.send(acts::DROP, json!({ "reason": words }));
        }
    };
    view! {
        <Show when=move || may.get()>
            <div class="row wrap"><Button kind=Press::Danger label=said("council-drop") on_press=move |()| shown.set(true)/></div>
        </Show>
        <Dialog open=shown on_close=move |()| shown.set(false) title=said("council-drop") sheet=true>
            <p>{said("council-drop-words")}</p>
            <TextArea label=said("council-reason") value=reason on_input=move |text| reason.set(text) error=Signal::derive(error) required=true max=2_000/>
            <div class="row wrap end">
                <Button kind=Press::Quiet label=said("cancel") on_press=move |()| shown.set(false)/>
                <Button kind=Press::Danger label=said("council-drop") on_press=send/>
            </div>
        </Dialog>
    }
}
