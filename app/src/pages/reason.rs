//! Why something is done: asked for in a dialog, never left empty, and kept while it is written.

use leptos::prelude::*;
use thidua_domain::record::REASON_MAX;

use crate::browser::dom;
use crate::components::button::{Button, Press};
use crate::components::dialog::Dialog;
use crate::components::field::fresh_id;
use crate::components::text_field::TextArea;
use crate::state::app;
use crate::state::kept::Kept;
use crate::text::{said, t};

/// Asks as long as `about` names something. Who is told of it, with the words, puts them away once they are durable.
#[component]
pub fn ReasonDialog(
    about: RwSignal<Option<String>>,
    /// What is done: words about something else that is done to the same are others.
    #[prop(into)]
    act: String,
    #[prop(into)] title: Signal<String>,
    /// What comes of it.
    #[prop(optional, into)]
    words: Signal<String>,
    #[prop(into)] label: Signal<String>,
    #[prop(optional, into)] hint: Signal<String>,
    /// The key of what is told where nothing is written.
    missing: &'static str,
    #[prop(into)] press: Signal<String>,
    #[prop(default = Press::Main)] kind: Press,
    #[prop(into)] on_send: Callback<(String, Kept)>,
) -> impl IntoView {
    let (kept, tried) = (Kept::open(app(), String::new(), String::new()), RwSignal::new(false));
    let id = StoredValue::new(fresh_id(String::new()));
    Effect::new(move |_| {
        if let Some(id) = about.get() {
            kept.turn(format!("{act} {id}"), String::new());
            tried.set(false);
        }
    });
    let error = move || match tried.get() && kept.text.read().trim().is_empty() {
        true => t!(missing),
        false => String::new(),
    };
    let send = move |()| {
        tried.set(true);
        if kept.words().is_empty() {
            return id.with_value(|id| dom::focus_id(id));
        }
        if let Some(of) = about.get_untracked() {
            about.set(None);
            on_send.run((of, kept));
        }
    };
    view! {
        <Dialog open=Signal::derive(move || about.read().is_some()) on_close=move |()| about.set(None) title sheet=true>
            <Show when=move || !words.read().is_empty()><p>{words}</p></Show>
            <TextArea id=id.get_value() label hint value=kept.text on_input=move |text| kept.write(text) error=Signal::derive(error) required=true max=REASON_MAX/>
            <div class="row wrap end">
                <Button kind=Press::Quiet label=said("cancel") on_press=move |()| about.set(None)/>
                <Button kind label=press on_press=send/>
            </div>
        </Dialog>
    }
}
