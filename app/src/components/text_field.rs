//! One line of text, several lines, and a search.

use leptos::prelude::*;
use leptos::{ev, html};

use super::field::{Field, described_by, fresh_id, tie};
use super::icon::{Glyph, Icon};
use crate::browser::dom;
use crate::text::t;

/// One line. `on_input` hears every change, `on_commit` the composed text when the person leaves (else `on_input` does).
#[component]
pub fn TextField(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] on_input: Callback<String>,
    #[prop(optional, into)] on_commit: Option<Callback<String>>,
    /// Enter, but not the one that ends a composition.
    #[prop(optional, into)]
    on_enter: Option<Callback<()>>,
    #[prop(optional, into)] id: String,
    #[prop(optional, into)] hint: Signal<String>,
    #[prop(optional, into)] error: Signal<String>,
    #[prop(optional, into)] placeholder: Signal<String>,
    #[prop(into, default = "text".into())] kind: Signal<&'static str>,
    #[prop(default = "off")] autocomplete: &'static str,
    #[prop(optional)] required: bool,
    #[prop(optional, into)] readonly: Signal<bool>,
    /// In characters; the browser takes no more.
    #[prop(optional)]
    most: Option<usize>,
) -> impl IntoView {
    let id = fresh_id(id);
    let node = NodeRef::<html::Input>::new();
    let tie = tie(node, value, on_input, on_commit);
    view! {
        <Field id=id.clone() label hint error required>
            <input
                node_ref=node
                class="input"
                type=move || kind.get()
                aria-describedby=described_by(&id)
                id=id
                autocomplete=autocomplete
                placeholder=move || placeholder.get()
                aria-required=required.then_some("true")
                aria-invalid=move || (!error.read().is_empty()).then_some("true")
                readonly=move || readonly.get()
                maxlength=most
                on:input=move |event| tie.input(event_target_value(&event))
                on:blur=move |_| tie.left()
                on:keydown=move |event| enter(&event, on_enter)
            />
        </Field>
    }
}

fn enter(event: &ev::KeyboardEvent, on_enter: Option<Callback<()>>) {
    if event.key() != "Enter" {
        return;
    }
    if dom::is_composing(event) {
        event.stop_propagation();
    } else if let Some(on_enter) = on_enter {
        event.prevent_default();
        on_enter.run(());
    }
}

/// Several lines; grows with its text. Counts characters once most of `max` is used.
#[component]
pub fn TextArea(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] on_input: Callback<String>,
    #[prop(optional, into)] on_commit: Option<Callback<String>>,
    #[prop(optional, into)] id: String,
    #[prop(optional, into)] hint: Signal<String>,
    #[prop(optional, into)] error: Signal<String>,
    #[prop(optional, into)] placeholder: Signal<String>,
    #[prop(default = 4)] rows: u32,
    #[prop(optional)] max: Option<usize>,
    #[prop(optional)] required: bool,
    #[prop(optional, into)] readonly: Signal<bool>,
) -> impl IntoView {
    let id = fresh_id(id);
    let node = NodeRef::<html::Textarea>::new();
    let tie = tie(node, value, on_input, on_commit);
    let hint = Signal::derive(move || match (max, value.read().chars().count()) {
        (Some(max), used) if used * 5 >= max * 4 => t!("field-count", used = used, max = max),
        _ => hint.get(),
    });
    view! {
        <Field id=id.clone() label hint error required>
            <textarea
                node_ref=node
                class="input"
                rows=rows
                aria-describedby=described_by(&id)
                id=id
                placeholder=move || placeholder.get()
                aria-required=required.then_some("true")
                aria-invalid=move || (!error.read().is_empty()).then_some("true")
                readonly=move || readonly.get()
                on:input=move |event| {
                    tie.input(event_target_value(&event));
                    if let Some(area) = node.get_untracked() {
                        dom::grow(&area);
                    }
                }
                on:blur=move |_| tie.left()
            ></textarea>
        </Field>
    }
}

/// Searches while typing. The label is read aloud and stands in the empty field.
#[component]
pub fn SearchField(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] on_input: Callback<String>,
    #[prop(optional, into)] placeholder: Signal<String>,
) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    let tie = tie(node, value, on_input, None);
    view! {
        <div class="search" role="search">
            <Icon glyph=Glyph::Search/>
            <input
                node_ref=node
                class="input"
                type="search"
                enterkeyhint="search"
                autocomplete="off"
                aria-label=move || label.get()
                placeholder=move || if placeholder.read().is_empty() { label.get() } else { placeholder.get() }
                on:input=move |event| tie.input(event_target_value(&event))
                on:blur=move |_| tie.left()
            />
        </div>
    }
}
