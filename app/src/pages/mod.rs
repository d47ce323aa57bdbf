//! The screens. They read `state`, lay out components, and hand what people do back to `state`.

use leptos::prelude::*;

use crate::browser::device;
use crate::net;
use crate::state::{Stage, app};

/// Fetches the texts of the chosen language before anything is shown.
pub async fn load_texts() {}

/// The address of a file of this build by its plain name, such as `vi.ftl`.
pub fn asset_url(name: &str) -> Option<String> {
    let map: serde_json::Value = serde_json::from_str(&device::meta("thidua-assets")).ok()?;
    map[name].as_str().map(str::to_string)
}

#[component]
pub fn Root() -> impl IntoView {
    let app = app();
    view! { <p>{move || match app.stage.get() { Stage::Ready => "ready", _ => "other" }}</p> }
}
