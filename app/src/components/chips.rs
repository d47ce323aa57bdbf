//! Chips that filter a list. Each is a button that is on or off.

use leptos::prelude::*;

use super::select::Choice;

/// The page says which are on, and decides whether one or several may be.
#[component]
pub fn ChipGroup(
    /// What the chips choose, read aloud.
    #[prop(into)]
    label: Signal<String>,
    #[prop(into)] choices: Signal<Vec<Choice>>,
    #[prop(into)] chosen: Signal<Vec<String>>,
    #[prop(into)] on_toggle: Callback<String>,
) -> impl IntoView {
    let chip = move |choice: Choice| {
        let value = choice.value.clone();
        let is_on = move || chosen.read().contains(&value);
        view! {
            <button
                type="button"
                class="chip"
                aria-pressed=move || if is_on() { "true" } else { "false" }
                on:click=move |_| on_toggle.run(choice.value.clone())
            >
                {choice.label}
            </button>
        }
    };
    view! {
        <div class="chips" role="group" aria-label=move || label.get()>
            {move || choices.get().into_iter().map(chip).collect_view()}
        </div>
    }
}
