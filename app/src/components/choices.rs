//! Some of many: boxes to tick, with a search where there are more than one sees at once.

use leptos::prelude::*;
use thidua_domain::name::{fold, matches};

use super::field::{Field, fresh_id};
use super::select::Choice;
use super::text_field::SearchField;
use crate::text::{said, t};

/// More than these are searched.
const FEW: usize = 8;
/// Most that are shown at once; a few letters find the others.
const SHOWN: usize = 30;

/// Chosen ones stand first and stay in sight.
#[component]
pub fn Choices(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] choices: Signal<Vec<Choice>>,
    #[prop(into)] chosen: Signal<Vec<String>>,
    #[prop(into)] on_change: Callback<Vec<String>>,
    #[prop(optional, into)] id: String,
    #[prop(optional, into)] hint: Signal<String>,
    #[prop(optional, into)] error: Signal<String>,
    #[prop(optional)] required: bool,
) -> impl IntoView {
    let id = fresh_id(id);
    let query = RwSignal::new(String::new());
    let is_many = Memo::new(move |_| choices.read().len() > FEW);
    let shown = Memo::new(move |_| {
        let (query, chosen) = (fold(query.read().trim()), chosen.get());
        let (on, off): (Vec<Choice>, Vec<Choice>) =
            choices.get().into_iter().partition(|choice| chosen.contains(&choice.value));
        let found = off.into_iter().filter(|choice| matches(&fold(&choice.label), &query)).take(SHOWN);
        on.into_iter().map(|choice| (choice, true)).chain(found.map(|choice| (choice, false))).collect::<Vec<_>>()
    });
    let toggle = move |value: String| {
        let mut ids = chosen.get_untracked();
        match ids.iter().position(|known| *known == value) {
            Some(at) => drop(ids.remove(at)),
            None => ids.push(value),
        }
        on_change.run(ids);
    };
    let one = move |(choice, is_on): (Choice, bool)| {
        view! {
            <li><label>
                <input type="checkbox" class="tick-box" prop:checked=is_on on:change=move |_| toggle(choice.value.clone())/>
                <span class="grow">{choice.label}</span>
            </label></li>
        }
    };
    view! {
        <Field id=id.clone() label hint error required>
            <div class="stack" id=id.clone() tabindex="-1" role="group" aria-label=move || label.get()>
                <Show when=move || is_many.get()>
                    <SearchField label=said("choices-search") value=query on_input=move |text| query.set(text)/>
                </Show>
                <ul class="choices ticks" role="list">
                    <For each=move || shown.get() key=|(choice, is_on)| (choice.value.clone(), *is_on) children=one/>
                </ul>
                <Show when=move || shown.read().is_empty()><p class="muted" role="status">{said("choices-none")}</p></Show>
                <small class="muted">{move || t!("choices-count", count = chosen.read().len())}</small>
            </div>
        </Field>
    }
}
