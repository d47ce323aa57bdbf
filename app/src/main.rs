//! The front end: a Leptos application that starts from the device alone and talks to the server when it can.
//!
//! components take props and give callbacks; pages read `state`; only `state` writes; only `store`, `net` and `browser`
//! know the web platform.

mod browser;
mod components;
mod net;
mod pages;
mod state;
mod store;
mod text;

use leptos::prelude::*;
use state::App;

fn main() {
    wasm_bindgen_futures::spawn_local(async {
        pages::load_texts().await;
        let app = App::new();
        app.start().await;
        // The start is cut into short tasks: between them the browser can paint and answer.
        browser::time::turn().await;
        mount_to_body(move || {
            provide_context(app);
            view! { <pages::Root /> }
        });
    });
}
