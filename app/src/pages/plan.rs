//! The plan (kế hoạch): targets, tasks, movements, campaigns, solutions, each with its place in the source.

use leptos::prelude::*;

#[component]
pub fn Plan() -> impl IntoView {
    view! { <p>"Plan"</p> }
}
