//! Why a record goes back to its author: written in place, and never left empty.

use leptos::prelude::*;
use leptos::{ev, html};

use crate::browser::dom;
use crate::components::button::{Button, Press};
use crate::components::field::fresh_id;
use crate::components::text_field::TextArea;
use crate::state::app;
use crate::state::kept::Kept;
use crate::text::{error_text, said};

/// Takes the focus when it opens. Escape puts it away; what was written about the record is there again when it opens anew. Who
/// is told puts the words away once they are durable.
#[component]
pub fn ReturnForm(
    record: String,
    #[prop(into)] on_send: Callback<Kept>,
    #[prop(into)] on_cancel: Callback<()>,
) -> impl IntoView {
    let id = fresh_id(String::new());
    let kept = Kept::open(app(), format!("return {record}"), String::new());
    let tried = RwSignal::new(false);
    let node = NodeRef::<html::Div>::new();
    let own = StoredValue::new(id.clone());
    let focus = move || {
        let _ = own.try_with_value(|id| dom::arrive(id));
    };
    Effect::new(move |_| request_animation_frame(focus));
    let error = move || {
        let is_missing = tried.get() && kept.text.read().trim().is_empty();
        if is_missing { error_text("reason_missing") } else { String::new() }
    };
    let send = move || {
        tried.set(true);
        if kept.words().is_empty() { focus() } else { on_send.run(kept) }
    };
    let keys = move |event: ev::KeyboardEvent| {
        if dom::is_composing(&event) {
            return;
        }
        match event.key().as_str() {
            "Escape" => on_cancel.run(()),
            "Enter" if event.ctrl_key() || event.meta_key() => send(),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    view! {
        <div node_ref=node class="ask" role="group" aria-label=said("review-return-form") on:keydown=keys>
            <TextArea
                id
                label=said("review-reason")
                hint=said("review-reason-hint")
                value=kept.text
                on_input=move |text| kept.write(text)
                error=Signal::derive(error)
                rows=3
                required=true
            />
            <div class="row wrap">
                <Button label=said("cancel") kind=Press::Quiet on_press=move |()| on_cancel.run(())/>
                <Button label=said("review-return") kind=Press::Main on_press=move |()| send()/>
            </div>
        </div>
    }
}
