//! Activities (hoạt động): the list with its detail, and the form.

use leptos::prelude::*;

#[component]
pub fn Activities() -> impl IntoView {
    view! { <p>"Activities"</p> }
}

#[component]
pub fn NewActivity() -> impl IntoView {
    view! { <p>"NewActivity"</p> }
}

#[component]
pub fn EditActivity() -> impl IntoView {
    view! { <p>"EditActivity"</p> }
}
