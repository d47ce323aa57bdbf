//! Today (hôm nay).

use leptos::prelude::*;

#[component]
pub fn Today() -> impl IntoView {
    view! { <p>"Today"</p> }
}
