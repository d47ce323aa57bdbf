//! Dialogs: the browser's own, so that focus, Escape and the rest of the page behave as people know them.

use leptos::prelude::*;
use leptos::{ev, html};

use super::button::IconButton;
use super::field::fresh_id;
use super::icon::Glyph;
use crate::browser::dom;
use crate::text::said;

/// A question or a small form above the page. The page keeps `open`; closing by Escape or the cross asks through `on_close`.
#[component]
pub fn Dialog(
    #[prop(into)] open: Signal<bool>,
    #[prop(into)] on_close: Callback<()>,
    #[prop(into)] title: Signal<String>,
    /// Comes up from the lower edge on phones.
    #[prop(optional)]
    sheet: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let id = fresh_id(String::new());
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let wanted = open.get();
        let Some(dialog) = node.get() else { return };
        if wanted {
            // What it shows is drawn first, so that the focus finds it.
            queue_microtask(move || queue_microtask(move || dom::open_modal(&dialog)));
        } else if dialog.open() {
            dialog.close();
        }
    });
    let close = move || {
        if open.get_untracked() {
            on_close.run(());
        }
    };
    view! {
        <dialog
            node_ref=node
            class=if sheet { "dialog sheet" } else { "dialog" }
            aria-labelledby=id.clone()
            on:cancel=move |event: ev::Event| {
                event.prevent_default();
                close();
            }
            on:close=move |_| close()
        >
            <h2 class="dialog-head" id=id.clone()>{move || title.get()}</h2>
            <Show when=move || open.get()><div class="dialog-body stack">{children()}</div></Show>
            // Last, so that the browser's first focus goes to the body.
            <div class="dialog-close"><IconButton glyph=Glyph::Cross name=said("close") on_press=move |()| close()/></div>
        </dialog>
    }
}
