//! Dialogs: the browser's own, so that focus, Escape and the rest of the page behave as people know them.

use leptos::prelude::*;
use leptos::{ev, html};

use super::button::IconButton;
use super::field::fresh_id;
use super::icon::Glyph;
use crate::browser::dom;
use crate::text::t;

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
            dom::open_modal(&dialog);
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
            // Reading begins with the title; the cross would be the browser's own choice.
            autofocus=true
            on:cancel=move |event: ev::Event| {
                event.prevent_default();
                close();
            }
            on:close=move |_| close()
        >
            <header class="dialog-head">
                <h2 id=id.clone()>{move || title.get()}</h2>
                <IconButton glyph=Glyph::Cross name=move || t!("close") on_press=move |()| close()/>
            </header>
            <Show when=move || open.get()><div class="stack">{children()}</div></Show>
        </dialog>
    }
}
