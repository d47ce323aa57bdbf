//! Where each thing is (đồng bộ): outbox, what needs attention, storage, the rescue file.

use leptos::prelude::*;

#[component]
pub fn Sync() -> impl IntoView {
    view! { <p>"Sync"</p> }
}
