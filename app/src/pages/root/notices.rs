//! What must be known on every screen: nothing is kept, nothing can be saved, sync waits for somebody, the clock is off.
//! One sentence on what is, one on what to do; work goes on beneath.

use leptos::prelude::*;
use thidua_domain::date;
use thidua_sync::Millis;

use super::again::SignInAgain;
use crate::browser::device::Setting;
use crate::browser::time;
use crate::components::button::{Button, LinkButton, Press};
use crate::components::card::{Notice, Tone};
use crate::pages::moments::span;
use crate::pages::this_device::this_device;
use crate::state::{App, Phase, app};
use crate::store::StoreError;
use crate::text::{said, t};

/// A clock that is further off than this is named.
const CLOCK_SLACK: Millis = 120_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Matter {
    KeepsNothing,
    Full,
    Broken,
    SignIn,
    WrongPerson,
    NotOurs,
    Update,
    Clock,
    NotPromised,
    /// Records that could not be read at the start.
    Damaged,
}

/// All that holds now, the gravest first.
#[component]
pub fn Notices(path: Memo<String>) -> impl IntoView {
    let app = app();
    let here = this_device();
    let quiet = RwSignal::new(Setting::PromiseLater.get() == Some(today()));
    // Nothing may push a form down while somebody writes in it; the list for work without a network says the same.
    let is_place = move || path.with(|path| path == "/") && here.ready_seen.get();
    let not_promised = Memo::new(move |_| is_place() && !quiet.get() && here.promised() == Some(false));
    let matters = Memo::new(move |_| matters(app, not_promised.get()));
    view! {
        <div class="notices">
            <For each=move || matters.get() key=|matter| *matter let:matter>{one(app, matter, quiet)}</For>
        </div>
    }
}

fn matters(app: App, not_promised: bool) -> Vec<Matter> {
    let sync = app.sync.get();
    let unsent = sync.status.only_here + sync.status.attention + sync.status.drafts_only_here > 0;
    let trouble = app.trouble.with(|trouble| match trouble {
        Some(StoreError::Quota) => Some(Matter::Full),
        Some(StoreError::Stale | StoreError::Overtaken | StoreError::Absent) | None => None,
        Some(StoreError::Broken(_)) => Some(Matter::Broken),
    });
    let phase = match sync.phase {
        Phase::SignIn => Some(Matter::SignIn),
        Phase::WrongPerson => Some(Matter::WrongPerson),
        Phase::NotOurs => Some(Matter::NotOurs),
        Phase::Update => Some(Matter::Update),
        _ => None,
    };
    let clock_off = sync.skew_ms.saturating_abs() > CLOCK_SLACK;
    let all = [
        (!sync.keeps).then_some(Matter::KeepsNothing),
        trouble,
        (app.damaged.get() > 0).then_some(Matter::Damaged),
        phase,
        clock_off.then_some(Matter::Clock),
        (sync.keeps && not_promised && unsent).then_some(Matter::NotPromised),
    ];
    all.into_iter().flatten().collect()
}

fn one(app: App, matter: Matter, quiet: RwSignal<bool>) -> AnyView {
    match matter {
        Matter::KeepsNothing => view! {
            <Notice tone=Tone::Bad title=said("memory-title") words=said("memory-words")>
                <RescueLink/>
            </Notice>
        }
        .into_any(),
        Matter::Full => view! {
            <Notice tone=Tone::Bad title=said("quota-full-title") words=said("quota-full-words")><RescueLink/></Notice>
        }
        .into_any(),
        Matter::Damaged => view! {
            <Notice tone=Tone::Bad title=move || t!("damaged-title", count = app.damaged.get()) words=said("damaged-words")><RescueLink/></Notice>
        }
        .into_any(),
        Matter::Broken => view! {
            <Notice tone=Tone::Bad title=said("notice-broken") words=said("notice-broken-words")><RescueLink/></Notice>
        }
        .into_any(),
        Matter::SignIn => view! { <SignInAgain title=said("sign-in-again-title") words=said("sign-in-again-words")/> }.into_any(),
        Matter::WrongPerson => {
            let name = move || app.name_of(&app.my_id());
            view! { <SignInAgain title=said("wrong-person-title") words=move || t!("wrong-person-words", name = name())/> }
                .into_any()
        }
        Matter::NotOurs => view! {
            <Notice tone=Tone::Wait title=said("captive-title") words=said("captive-words")>
                <Button label=said("retry") on_press=move |()| app.ring()/>
            </Notice>
        }
        .into_any(),
        Matter::Update => {
            view! { <Notice tone=Tone::Wait title=said("update-needed-title") words=said("update-needed-words")/> }.into_any()
        }
        Matter::Clock => clock(app).into_any(),
        Matter::NotPromised => not_promised(quiet).into_any(),
    }
}

#[component]
fn RescueLink() -> impl IntoView {
    view! { <LinkButton kind=Press::Line href="/dong-bo#cuu-ho".to_string() label=said("notice-rescue")/> }
}

fn today() -> String {
    date::today(time::now()).to_string()
}

/// The server's clock is ahead of a slow device, and behind a fast one.
fn clock(app: App) -> impl IntoView {
    let skew = Memo::new(move |_| app.sync.with(|sync| sync.skew_ms));
    let title = move || match skew.get() {
        ahead @ 0.. => t!("notice-clock-slow", span = span(ahead)),
        behind => t!("notice-clock-fast", span = span(behind)),
    };
    view! { <Notice tone=Tone::Wait title words=said("notice-clock-words")/> }
}

fn not_promised(quiet: RwSignal<bool>) -> impl IntoView {
    let here = this_device();
    let put_away = move |()| {
        Setting::PromiseLater.set(&today());
        quiet.set(true);
    };
    view! {
        <Notice title=said("persist-denied-title") words=said("persist-denied-words")>
            <Button label=said("ready-persist-ask") on_press=move |()| here.ask_to_persist()/>
            <Button kind=Press::Quiet label=said("later") on_press=put_away/>
        </Notice>
    }
}
