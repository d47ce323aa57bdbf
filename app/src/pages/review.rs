//! What waits for a head (chờ duyệt): confirm, or return with a reason.

use leptos::prelude::*;

#[component]
pub fn Review() -> impl IntoView {
    view! { <p>"Review"</p> }
}
