//! Where it was, as the device knows it: asked for by a tap, shown with how exact it is, taken back by another tap.

use leptos::prelude::*;
use serde_json::{Value, json};
use thidua_domain::activity::Spot;
use wasm_bindgen_futures::spawn_local;

use crate::browser::place::{self, NoPlace};
use crate::components::button::{Button, Press};
use crate::components::icon::Glyph;
use crate::state::editor::Editor;
use crate::text::{said, t};

#[component]
pub fn SpotField(
    editor: Editor,
    /// Of the element, to which the summary of errors leads.
    #[prop(into)]
    id: String,
    #[prop(into)] hint: Signal<String>,
) -> impl IntoView {
    let spot = Memo::new(move |_| serde_json::from_value::<Spot>(editor.value("spot")).ok());
    let (busy, failed) = (RwSignal::new(String::new()), RwSignal::new(None::<NoPlace>));
    let find = move |()| {
        busy.set(t!("activity-spot-finding"));
        failed.set(None);
        spawn_local(async move {
            match place::here().await {
                Ok(spot) => {
                    editor.set("spot", json!(spot));
                    editor.flush();
                }
                Err(why) => drop(failed.try_set(Some(why))),
            }
            busy.try_set(String::new());
        });
    };
    let forget = move |()| {
        editor.set("spot", Value::Null);
        editor.flush();
    };
    let trouble = move || {
        failed.get().map(|why| match why {
            NoPlace::Denied => t!("activity-spot-denied"),
            NoPlace::Unknown => t!("activity-spot-unknown"),
        })
    };
    view! {
        <div id=id tabindex="-1">
            {move || match spot.get() {
                Some(spot) => view! {
                    <div class="row wrap">
                        <p class="grow">{t!("activity-spot-is", spot = spot.to_string())}</p>
                        <Button kind=Press::Quiet icon=Glyph::Cross label=said("activity-spot-forget") on_press=forget/>
                    </div>
                }
                .into_any(),
                None => view! {
                    <div class="row wrap">
                        <Button kind=Press::Line icon=Glyph::Place label=said("activity-spot-find") busy on_press=find/>
                        <small class="grow">{move || hint.get()}</small>
                    </div>
                }
                .into_any(),
            }}
            {move || trouble().map(|words| view! { <p class="field-error" role="alert">{words}</p> })}
        </div>
    }
}
