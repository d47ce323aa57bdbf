//! One of a few: the browser's own list.

use leptos::html;
use leptos::prelude::*;

use super::field::{Field, described_by, fresh_id};

/// Something to choose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub label: String,
    /// Heading under which it stands; choices of one group follow each other.
    pub group: String,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Choice {
        Choice { value: value.into(), label: label.into(), group: String::new() }
    }

    pub fn in_group(self, group: impl Into<String>) -> Choice {
        Choice { group: group.into(), ..self }
    }
}

/// A drop-down list. The empty value is the choice of nothing and reads as `placeholder`.
#[component]
pub fn SelectField(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] choices: Signal<Vec<Choice>>,
    #[prop(into)] on_change: Callback<String>,
    #[prop(optional, into)] id: String,
    #[prop(optional, into)] placeholder: Signal<String>,
    #[prop(optional, into)] hint: Signal<String>,
    #[prop(optional, into)] error: Signal<String>,
    #[prop(optional)] required: bool,
    #[prop(optional, into)] disabled: Signal<bool>,
) -> impl IntoView {
    let id = fresh_id(id);
    let node = NodeRef::<html::Select>::new();
    Effect::new(move |_| {
        choices.track();
        let wanted = value.get();
        if let Some(select) = node.get().filter(|select| select.value() != wanted) {
            select.set_value(&wanted);
        }
    });
    view! {
        <Field id=id.clone() label hint error required>
            <select
                node_ref=node
                class="input"
                aria-describedby=described_by(&id)
                id=id
                aria-required=required.then_some("true")
                aria-invalid=move || (!error.read().is_empty()).then_some("true")
                disabled=move || disabled.get()
                on:change=move |event| on_change.run(event_target_value(&event))
            >
                <option value="" selected=move || value.read().is_empty()>{move || placeholder.get()}</option>
                {move || options(choices.get(), value)}
            </select>
        </Field>
    }
}

fn options(choices: Vec<Choice>, value: Signal<String>) -> impl IntoView {
    let option = move |choice: &Choice| {
        let is_chosen = *value.read_untracked() == choice.value;
        view! { <option value=choice.value.clone() selected=is_chosen>{choice.label.clone()}</option> }
    };
    let groups = choices.chunk_by(|a, b| a.group == b.group);
    groups
        .map(|group| match group[0].group.is_empty() {
            true => group.iter().map(option).collect_view().into_any(),
            false => {
                let label = group[0].group.clone();
                view! { <optgroup label=label>{group.iter().map(option).collect_view()}</optgroup> }.into_any()
            }
        })
        .collect_view()
}
