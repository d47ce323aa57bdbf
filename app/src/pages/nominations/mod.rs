//! Nominations (đề nghị khen thưởng): the list with its detail, and the form.

use leptos::prelude::*;

#[component]
pub fn Nominations() -> impl IntoView {
    view! { <p>"Nominations"</p> }
}

#[component]
pub fn NewNomination() -> impl IntoView {
    view! { <p>"NewNomination"</p> }
}

#[component]
pub fn EditNomination() -> impl IntoView {
    view! { <p>"EditNomination"</p> }
}
