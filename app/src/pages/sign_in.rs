//! Signing in (đăng nhập).

use leptos::prelude::*;

#[component]
pub fn SignIn() -> impl IntoView {
    view! { <p>"SignIn"</p> }
}
