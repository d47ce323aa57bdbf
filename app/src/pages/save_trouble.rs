//! Loud, with ways out: what is written is not on this device. And quieter: the same place was written elsewhere too.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::activities::words::why_not;
use crate::browser::device;
use crate::components::button::{Button, Press};
use crate::components::card::{Notice, Tone};
use crate::components::icon::Glyph;
use crate::state::editor::{Editor, Saved};
use crate::state::{NotTaken, app};
use crate::text::{said, t};

/// Stands above a form. `plain` gives all that is written, as text.
#[component]
pub fn SaveTrouble(editor: Editor, #[prop(into)] plain: Callback<(), String>) -> impl IntoView {
    let app = app();
    let copied = RwSignal::new(None::<bool>);
    // While the next save is on its way, the last word holds.
    let trouble = Memo::new(move |last: Option<&Option<NotTaken>>| match &*editor.saved.read() {
        Saved::Failed(why) => Some(why.clone()),
        Saved::Waiting => last.cloned().flatten(),
        Saved::Nothing | Saved::At(_) => None,
    });
    let why = move || trouble.read().as_ref().map(why_not).unwrap_or_default();
    let copy = move |()| {
        spawn_local(async move {
            let done = device::copy(&plain.run(())).await;
            copied.try_set(Some(done));
        });
    };
    let rescue = move |()| {
        if let Some(file) = app.rescue_file() {
            device::download(&t!("activity-rescue-name"), "application/json", &file);
        }
    };
    let told = move || copied.get().map(|done| if done { t!("activity-copied") } else { t!("activity-not-copied") });
    view! {
        <Show when=move || trouble.read().is_some()>
            <Notice tone=Tone::Bad title=said("activity-not-saved") words=move || format!("{} {}", why(), t!("activity-not-saved-words"))>
                <Button kind=Press::Line icon=Glyph::File label=said("activity-copy") on_press=copy/>
                <Button kind=Press::Line icon=Glyph::Download label=said("rescue-export") on_press=rescue/>
                <Button kind=Press::Quiet label=said("activity-save-again") on_press=move |()| editor.flush()/>
                <span role="status">{told}</span>
            </Notice>
        </Show>
        <Show when=move || editor.beside.get()>
            <Notice tone=Tone::Wait title=said("draft-beside") words=said("draft-beside-words")>
                <Button kind=Press::Quiet label=said("review-understood") on_press=move |()| editor.beside.set(false)/>
            </Notice>
        </Show>
    }
}
