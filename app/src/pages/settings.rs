//! Settings (cài đặt): language, theme, devices, this device's readiness.

use leptos::prelude::*;

#[component]
pub fn Settings() -> impl IntoView {
    view! { <p>"Settings"</p> }
}
