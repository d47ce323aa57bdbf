//! A dossier is taken out of its session, with a reason, before anybody votes on it.

use leptos::prelude::*;
use serde_json::json;
use thidua_domain::council::acts;
use thidua_domain::council::rows::{CaseState, Stage};

use super::known::Vote;
use super::open::Sight;
use crate::components::button::{Button, Press};
use crate::pages::reason::ReasonDialog;
use crate::state::kept::Kept;
use crate::text::said;

#[component]
pub fn Leave(sight: Sight) -> impl IntoView {
    let about = RwSignal::new(None::<String>);
    let may = Memo::new(move |_| {
        let dossier = sight.dossier.read();
        let is_before = matches!(dossier.vote, Vote::None | Vote::Annulled);
        let is_over = sight.open.known.read().session.state == Stage::Closed;
        sight.leads() && is_before && !is_over && dossier.case.state == CaseState::Taken
    });
    let send =
        move |(_, kept): (String, Kept)| sight.send_then(acts::DROP, json!({ "reason": kept.words() }), kept.spent());
    view! {
        <Show when=move || may.get()>
            <div class="row wrap">
                <Button kind=Press::Danger label=said("council-drop") on_press=move |()| about.set(Some(sight.id()))/>
            </div>
        </Show>
        <ReasonDialog about act="drop" title=said("council-drop") words=said("council-drop-words") label=said("council-reason")
            missing="council-reason-missing" press=said("council-drop") kind=Press::Danger on_send=send/>
    }
}
