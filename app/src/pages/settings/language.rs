//! The language of the screens.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::browser::device::Setting;
use crate::pages::load_language;
use crate::text::{self, Lang, said, t};

/// Both languages by their own names, on every screen where nobody is signed in yet and in the settings.
#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let missing = RwSignal::new(false);
    let pick = move |lang: Lang| {
        spawn_local(async move {
            let came = load_language(lang).await;
            missing.set(!came);
            if came {
                Setting::Language.set(lang.code());
            }
        });
    };
    let one = move |lang: Lang| {
        let name = match lang {
            Lang::Vi => "Tiếng Việt",
            Lang::En => "English",
        };
        view! {
            <button
                type="button"
                class="chip"
                lang=lang.code()
                aria-pressed=move || if text::lang() == lang { "true" } else { "false" }
                on:click=move |_| pick(lang)
            >
                {name}
            </button>
        }
    };
    view! {
        <div class="language">
            <div class="chips" role="group" aria-label=said("settings-language")>{Lang::ALL.map(one).collect_view()}</div>
            <p class="field-error" role="status">{move || missing.get().then(|| t!("settings-language-missing"))}</p>
        </div>
    }
}
