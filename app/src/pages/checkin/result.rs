//! What became of a scan, over the whole screen: colour, sign, name, time; read aloud, with sound and vibration.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::acts::{Done, Tone};
use super::files;
use crate::browser::{camera, device, dom, time};
use crate::components::button::{Button, Press};
use crate::components::icon::{Glyph, Icon};
use crate::text::said;

/// How long an organiser's result stands when nobody touches it, in milliseconds: the next person waits.
const QUICK_MS: u64 = 900;
/// One that needs a look.
const SLOW_MS: u64 = 2_500;

#[component]
pub fn Result(
    done: RwSignal<Option<Done>>,
    /// Goes by itself, for the next person.
    #[prop(optional)]
    quick: bool,
    /// Where its button leads when it does not go by itself.
    #[prop(optional, into)]
    on_close: Option<Callback<()>>,
) -> impl IntoView {
    let close = move |()| {
        done.set(None);
        if let Some(on_close) = on_close {
            on_close.run(());
        }
        request_animation_frame(|| {
            device::focus_heading();
        });
    };
    Effect::new(move |_| {
        let Some(shown) = done.get() else { return };
        if !quick {
            request_animation_frame(|| dom::focus_id("scan-result"));
        }
        let kind = if shown.tone == Tone::Doubt { "again" } else { shown.tone.id() };
        spawn_local(async move { camera::sign(&files().script, kind).await });
        if quick {
            spawn_local(async move {
                time::sleep(if shown.tone == Tone::Good { QUICK_MS } else { SLOW_MS }).await;
                if done.try_get_untracked().flatten().as_ref() == Some(&shown) {
                    done.set(None);
                }
            });
        }
    });
    move || {
        done.get().map(|shown| {
            let glyph = match shown.tone {
                Tone::Good => Glyph::Tick,
                Tone::Again => Glyph::Info,
                Tone::Doubt => Glyph::Ask,
                Tone::Bad => Glyph::Cross,
            };
            view! {
                <div class=format!("scan-result {}", shown.tone.id()) id="scan-result" tabindex="-1" role="alert" on:click=move |_| if quick { done.set(None) }>
                    <Icon glyph/>
                    <p class="scan-title">{shown.title}</p>
                    <p class="scan-name">{shown.name}</p>
                    <p>{shown.words}</p>
                    {(!quick).then(|| view! { <Button kind=Press::Line label=said("checkin-done") on_press=close/> })}
                </div>
            }
        })
    }
}
