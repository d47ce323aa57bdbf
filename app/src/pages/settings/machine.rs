//! This device: whether it is ready for work without a network, which build runs, and whether there is a newer one.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::browser::device;
use crate::browser::program::{self, UpdateCheck};
use crate::components::button::Button;
use crate::components::card::Card;
use crate::components::icon::Glyph;
use crate::pages::install::InstallInvite;
use crate::pages::ready::ReadyList;
use crate::state::app;
use crate::text::{said, t};

#[component]
pub fn ThisMachine() -> impl IntoView {
    view! {
        <Card title=said("ready-title")>
            <p class="muted">{said("ready-words")}</p>
            <ReadyList/>
            <InstallInvite/>
        </Card>
        <Card title=said("settings-program")><Program/></Card>
    }
}

#[component]
fn Program() -> impl IntoView {
    let app = app();
    let (busy, found) = (RwSignal::new(false), RwSignal::new(None::<UpdateCheck>));
    let check = move |()| {
        busy.set(true);
        spawn_local(async move {
            let answer = program::check_update().await;
            found.set(Some(answer));
            busy.set(false);
        });
    };
    let words = move || match found.get() {
        _ if app.update_waits.get() => t!("settings-update-waiting"),
        None => String::new(),
        Some(UpdateCheck::Waiting) => t!("settings-update-waiting"),
        Some(UpdateCheck::Current) => t!("settings-update-current"),
        Some(UpdateCheck::Failed) => t!("settings-update-failed"),
        Some(UpdateCheck::Offline) => t!("settings-update-offline"),
        Some(UpdateCheck::Unsupported) => t!("settings-update-unsupported"),
    };
    view! {
        <p>{move || t!("settings-version", build = device::meta("thidua-build"))}</p>
        <div class="row wrap">
            <Button icon=Glyph::Sync label=said("settings-check-update") on_press=check
                busy=Signal::derive(move || if busy.get() { t!("settings-checking") } else { String::new() })/>
            <p class="grow muted" role="status">{words}</p>
        </div>
    }
}
