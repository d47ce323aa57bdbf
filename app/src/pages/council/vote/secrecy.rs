//! What the secrecy of a vote protects, and what it does not.

use leptos::prelude::*;

use crate::text::said;

#[component]
pub fn Secrecy() -> impl IntoView {
    let lines = ["council-secrecy-hidden", "council-secrecy-count", "council-secrecy-server", "council-secrecy-device"];
    let line = |key: &'static str| view! { <li>{said(key)}</li> };
    view! {
        <details class="more">
            <summary>{said("council-secrecy")}</summary>
            <ul class="bullets">{lines.into_iter().map(line).collect_view()}</ul>
        </details>
    }
}
