//! Whether what is written is on this device, in one line.

use leptos::prelude::*;
use thidua_domain::activity::SPEC;

use super::draft::Form;
use super::words;
use crate::components::status::{SaveMark, Saved as Shown};
use crate::state::editor::Saved;
use crate::text::said;

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

/// All that is written, as plain text.
pub fn plain(form: Form) -> String {
    let fields = form.editor.fields.read_untracked();
    let written = SPEC.fields.iter().filter_map(|name| Some((*name, fields.get(*name)?)));
    let line = |(name, value)| format!("{}: {}", words::field_name(name), words::value_text(form.app, name, value));
    written.map(line).collect::<Vec<_>>().join("\n")
}
