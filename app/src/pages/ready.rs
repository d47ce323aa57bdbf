//! Ready for work without a network: what must be in order before a tablet is taken to the field.

use leptos::prelude::*;

use super::install::InstallInvite;
use super::this_device::{ThisDevice, this_device};
use crate::browser::device::Setting;
use crate::components::button::{Button, Press};
use crate::components::checklist::{Check, CheckItem, Checklist};
use crate::state::{App, app};
use crate::text::{said, t};

/// The list itself; each line says how it stands, and what to do.
#[component]
pub fn ReadyList() -> impl IntoView {
    let (app, here) = (app(), this_device());
    if here.test.get_untracked().is_none() {
        here.test_save();
    }
    let items = Memo::new(move |_| items(app, here));
    view! { <Checklist items on_act=move |id| act(here, id)/> }
}

fn items(app: App, here: ThisDevice) -> Vec<CheckItem> {
    vec![program(here), room(here), plan(app), test(app, here)]
}

fn act(here: ThisDevice, id: &str) {
    match id {
        "room" => here.ask_to_persist(),
        "test" => here.test_save(),
        _ => {}
    }
}

/// Stands at the top of the first screen after the first sign-in, until it is put away. It shows what is still open: the
/// day's work must not be pushed out of sight by what is in order.
#[component]
pub fn ReadyCard() -> impl IntoView {
    let here = this_device();
    view! {
        <Show when=move || !here.ready_seen.get()>
            <div class="notices"><Card/></div>
        </Show>
    }
}

#[component]
fn Card() -> impl IntoView {
    let (app, here) = (app(), this_device());
    if here.test.get_untracked().is_none() {
        here.test_save();
    }
    let all = Memo::new(move |_| items(app, here));
    let open =
        Memo::new(move |_| all.read().iter().filter(|item| item.check != Check::Done).cloned().collect::<Vec<_>>());
    let words = move || match (open.read().len(), all.read().len()) {
        (0, _) => t!("ready-all-done"),
        (open, all) => t!("ready-count", done = all - open, all = all),
    };
    let put_away = move |()| {
        Setting::ReadySeen.set("1");
        here.ready_seen.set(true);
    };
    view! {
        <section class="card ready" aria-labelledby="ready-title">
            <header class="card-head">
                <h2 id="ready-title">{said("ready-title")}</h2>
                <Button kind=Press::Quiet label=said("ready-put-away") on_press=put_away/>
            </header>
            <p class="muted">{words}</p>
            <Checklist items=open on_act=move |id| act(here, id)/>
            <InstallInvite quiet=true/>
        </section>
    }
}

fn program(here: ThisDevice) -> CheckItem {
    let done = here.program.get();
    let check = if done { Check::Done } else { Check::Doing };
    let advice = if done { t!("ready-program-done") } else { t!("ready-program-doing") };
    CheckItem { id: "program", label: t!("ready-program"), check, advice, action: String::new() }
}

fn room(here: ThisDevice) -> CheckItem {
    let (check, advice) = match (here.promised(), here.refused.get()) {
        (Some(true), _) => (Check::Done, t!("storage-kept")),
        (_, true) => (Check::Failed, t!("ready-persist-advice")),
        (Some(false), false) => (Check::Open, t!("storage-not-kept")),
        (None, false) => (Check::Open, t!("storage-unknown")),
    };
    let action = if check == Check::Done { String::new() } else { t!("ready-persist-ask") };
    CheckItem { id: "room", label: t!("ready-persist"), check, advice, action }
}

fn plan(app: App) -> CheckItem {
    app.follow("plan");
    let here = app.peek(|client| client.replica.table("plan").next().is_some()).unwrap_or_default();
    let done = here && app.sync.with(|sync| sync.last_ok.is_some());
    let check = if done { Check::Done } else { Check::Doing };
    let advice = if done { t!("ready-plan-done") } else { t!("ready-plan-advice") };
    CheckItem { id: "plan", label: t!("ready-plan"), check, advice, action: String::new() }
}

fn test(app: App, here: ThisDevice) -> CheckItem {
    let (check, advice) = match here.test.get() {
        _ if !app.sync.with(|sync| sync.keeps) => (Check::Failed, t!("ready-save-advice")),
        Some(Ok(())) => (Check::Done, t!("ready-save-done")),
        Some(Err(_)) => (Check::Failed, t!("ready-save-advice")),
        None => (Check::Doing, t!("ready-save-doing")),
    };
    let action = if check == Check::Failed { t!("ready-save-again") } else { String::new() };
    CheckItem { id: "test", label: t!("ready-save"), check, advice, action }
}
