//! Whether what is written is on this device, in one line; and loudly, with ways out, when it is not.

use leptos::prelude::*;
use thidua_domain::activity::SPEC;
use wasm_bindgen_futures::spawn_local;

use super::draft::Form;
use super::words;
use crate::browser::device;
use crate::components::button::{Button, Press};
use crate::components::card::{Notice, Tone};
use crate::components::icon::Glyph;
use crate::components::status::{SaveMark, Saved as Shown};
use crate::state::NotTaken;
use crate::state::editor::Saved;
use crate::text::{said, t};

/// `Bản nháp · Đã lưu trên máy này 12:04:31`.
#[component]
pub fn SaveLine(#[prop(into)] what: Signal<String>) -> impl IntoView {
    let form = expect_context::<Form>();
    let saved = move || match form.editor.saved.get() {
        Saved::Nothing => Shown::Untouched,
        Saved::Waiting => Shown::Saving,
        Saved::At(at) => Shown::At(words::clock(at)),
        Saved::Failed(_) => Shown::Untouched,
    };
    // Why, and what to do, stands in the notice below.
    let is_failed = move || matches!(*form.editor.saved.read(), Saved::Failed(_));
    let is_new = move || *form.editor.saved.read() == Saved::Nothing;
    view! {
        <p class="muted">
            {move || what.get()}
            <Show when=move || !is_new() fallback=|| view! { " · "{said("activity-saves-itself")} }>" · "</Show>
            <Show
                when=move || !is_failed()
                fallback=|| view! { <span class="save-mark bad">{said("activity-not-saved")}</span> }
            >
                <SaveMark saved=Signal::derive(saved)/>
            </Show>
        </p>
    }
}

/// Shown while the last save has failed.
#[component]
pub fn SaveTrouble() -> impl IntoView {
    let form = expect_context::<Form>();
    let copied = RwSignal::new(None::<bool>);
    // While the next save is on its way, the last word holds.
    let trouble = Memo::new(move |last: Option<&Option<NotTaken>>| match &*form.editor.saved.read() {
        Saved::Failed(why) => Some(why.clone()),
        Saved::Waiting => last.cloned().flatten(),
        Saved::Nothing | Saved::At(_) => None,
    });
    let why = move || trouble.read().as_ref().map(words::why_not).unwrap_or_default();
    let copy = move || {
        spawn_local(async move {
            let done = device::copy(&plain(form)).await;
            copied.try_set(Some(done));
        });
    };
    let rescue = move || {
        if let Some(file) = form.editor.draft().and_then(|draft| form.app.rescue_file_with(&draft)) {
            device::download(&t!("activity-rescue-name"), &file);
        }
    };
    view! {
        <Show when=move || trouble.read().is_some()>
            <Notice tone=Tone::Bad title=said("activity-not-saved") words=move || format!("{} {}", why(), t!("activity-not-saved-words"))>
                <Button kind=Press::Line icon=Glyph::File label=said("activity-copy") on_press=move |()| copy()/>
                <Button kind=Press::Line icon=Glyph::Download label=said("rescue-export") on_press=move |()| rescue()/>
                <Button kind=Press::Quiet label=said("activity-save-again") on_press=move |()| form.editor.flush()/>
                <span role="status">{move || copied.get().map(|done| if done { t!("activity-copied") } else { t!("activity-not-copied") })}</span>
            </Notice>
        </Show>
    }
}

/// All that is written, as plain text.
fn plain(form: Form) -> String {
    let fields = form.editor.fields.read_untracked();
    let written = SPEC.fields.iter().filter_map(|name| Some((*name, fields.get(*name)?)));
    let line = |(name, value)| format!("{}: {}", words::field_name(name), words::value_text(form.app, name, value));
    written.map(line).collect::<Vec<_>>().join("\n")
}
