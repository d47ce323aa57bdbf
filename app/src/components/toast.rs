//! Short words about what has just happened, with a way to undo it.

use std::time::Duration;

use leptos::prelude::*;

use super::button::{Button, IconButton, Press};
use super::icon::Glyph;
use crate::text::said;

/// How long a toast stays.
const STAY: Duration = Duration::from_secs(10);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    pub id: u64,
    pub text: String,
    pub can_undo: bool,
}

/// All toasts, above the tabs. Each leaves by itself after ten seconds, but not under the pointer or the focus.
#[component]
pub fn Toasts(
    #[prop(into)] toasts: Signal<Vec<Toast>>,
    #[prop(into)] on_undo: Callback<u64>,
    #[prop(into)] on_dismiss: Callback<u64>,
) -> impl IntoView {
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <For each=move || toasts.get() key=|toast| toast.id let:toast>
                <OneToast toast on_undo on_dismiss/>
            </For>
        </div>
    }
}

#[component]
fn OneToast(toast: Toast, on_undo: Callback<u64>, on_dismiss: Callback<u64>) -> impl IntoView {
    let id = toast.id;
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(handle) = timer.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    };
    let start = move || {
        stop();
        // One that is gone is left by the focus after all of it has ended.
        if timer.is_disposed() {
            return;
        }
        timer.set_value(set_timeout_with_handle(move || on_dismiss.run(id), STAY).ok());
    };
    start();
    on_cleanup(stop);
    view! {
        <div
            class="toast"
            on:pointerenter=move |_| stop()
            on:pointerleave=move |_| start()
            on:focusin=move |_| stop()
            on:focusout=move |_| start()
        >
            <span class="grow">{toast.text}</span>
            {toast.can_undo.then(|| view! {
                <Button kind=Press::Quiet icon=Glyph::Undo label=said("undo") on_press=move |()| on_undo.run(id)/>
            })}
            <IconButton glyph=Glyph::Cross name=said("close") on_press=move |()| on_dismiss.run(id)/>
        </div>
    }
}
