//! Signing out: locks the device for the next person and deletes nothing. Says beforehand what stays.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::components::button::{Button, Press};
use crate::components::card::Card;
use crate::components::dialog::Dialog;
use crate::components::icon::Glyph;
use crate::state::{Phase, app};
use crate::text::{said, t};

#[component]
pub fn Leaving() -> impl IntoView {
    let app = app();
    let (asking, busy) = (RwSignal::new(false), RwSignal::new(false));
    let unsent = Memo::new(move |_| {
        app.sync.with(|sync| sync.status.only_here + sync.status.attention + sync.status.drafts_only_here)
    });
    let offline = Memo::new(move |_| {
        app.sync.with(|sync| matches!(sync.phase, Phase::Offline | Phase::NotOurs | Phase::Trouble))
    });
    let leave = move || {
        busy.set(true);
        spawn_local(app.sign_out());
    };
    let press = move |()| match unsent.get_untracked() > 0 || offline.get_untracked() {
        true => asking.set(true),
        false => leave(),
    };
    let stays =
        move || (unsent.get() > 0).then(|| view! { <p>{t!("settings-sign-out-unsent", count = unsent.get())}</p> });
    let no_way_back = move || offline.get().then(|| view! { <p>{t!("settings-sign-out-offline")}</p> });
    let words = Signal::derive(move || if busy.get() { t!("settings-signing-out") } else { String::new() });
    view! {
        <Card title=said("settings-sign-out-head")>
            <p class="muted">{said("settings-sign-out-words")}</p>
            {stays}
            <div class="row wrap">
                <Button icon=Glyph::Leave label=said("settings-sign-out") on_press=press busy=words/>
            </div>
        </Card>
        <Dialog open=asking on_close=move |()| asking.set(false) title=said("settings-sign-out-title")>
            <div class="stack">
                {stays}
                {no_way_back}
                <div class="row wrap">
                    <Button kind=Press::Main label=said("settings-sign-out") on_press=move |()| leave() busy=words/>
                    <Button kind=Press::Quiet label=said("cancel") on_press=move |()| asking.set(false)/>
                </div>
            </div>
        </Dialog>
    }
}
