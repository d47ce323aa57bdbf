//! What keeps a form from being sent, in one place above it; each line leads to its field.

use leptos::html;
use leptos::prelude::*;

use super::icon::{Glyph, Icon};
use crate::browser::dom;
use crate::text::t;

/// A field that needs a hand: its element's id, and the sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorLink {
    pub field: String,
    pub text: String,
}

/// Takes the focus when errors appear, so that they are read and seen first.
#[component]
pub fn ErrorSummary(#[prop(into)] errors: Signal<Vec<ErrorLink>>) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    Effect::new(move |had: Option<bool>| {
        let has = !errors.read().is_empty();
        if let (true, Some(summary)) = (has && had != Some(true), node.get()) {
            dom::focus(&summary);
        }
        has
    });
    let line = |error: ErrorLink| {
        let field = error.field.clone();
        view! {
            <li>
                <a
                    href=format!("#{}", error.field)
                    on:click=move |event| {
                        event.prevent_default();
                        event.stop_propagation();
                        dom::focus_id(&field);
                    }
                >
                    {error.text}
                </a>
            </li>
        }
    };
    view! {
        <div node_ref=node class="error-summary" role="group" tabindex="-1" aria-labelledby="error-summary-title" hidden=move || errors.read().is_empty()>
            <p id="error-summary-title" class="notice-title">
                <Icon glyph=Glyph::Warning/>
                {move || t!("error-summary", count = errors.read().len())}
            </p>
            <ul>{move || errors.get().into_iter().map(line).collect_view()}</ul>
        </div>
    }
}
