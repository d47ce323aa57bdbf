//! Notices outside the app: turned on by a tap, off at any time, and never needed.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::browser::push::{self, Standing};
use crate::components::button::{Button, Press};
use crate::components::card::Card;
use crate::components::icon::Glyph;
use crate::net::{self, NetError};
use crate::pages::root::to_review;
use crate::state::App;
use crate::text::{said, t};

/// From the start on: renews what was turned on, and shows on the app's icon how much waits.
pub fn look_after(app: App) {
    spawn_local(renew());
    let badge = Owner::new();
    badge.with(|| {
        Effect::new(move |_| {
            let attention = app.sync.with(|sync| sync.status.attention);
            push::badge(attention + to_review(app));
        });
    });
    // As long as the page.
    std::mem::forget(badge);
}

/// Renews what the person turned on before: browsers end subscriptions, and servers change their key.
async fn renew() {
    if push::standing().await != Standing::On {
        return;
    }
    if let Ok(key) = net::push_key().await
        && let Some(subscription) = push::renew(&key).await
    {
        let _ = net::subscribe(subscription).await;
    }
}

#[component]
pub fn Calls() -> impl IntoView {
    let standing = RwSignal::new(None::<Standing>);
    let (busy, told) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let look = move || {
        spawn_local(async move {
            let _ = standing.try_set(Some(push::standing().await));
        })
    };
    look();
    let turn_on = move |()| {
        busy.set(t!("calls-asking"));
        spawn_local(async move {
            told.try_set(on().await.err().unwrap_or_default());
            busy.try_set(String::new());
            look();
        });
    };
    let turn_off = move |()| {
        spawn_local(async move {
            push::unsubscribe().await;
            // A server that does not hear it finds the subscription gone at its next call.
            let _ = net::unsubscribe().await;
            look();
        });
    };
    let body = move || match standing.get() {
        None => ().into_any(),
        Some(Standing::Unsupported) => view! { <p class="muted">{said("calls-unsupported")}</p> }.into_any(),
        Some(Standing::Denied) => view! { <p class="muted">{said("calls-denied")}</p> }.into_any(),
        Some(Standing::Off) => view! {
            <div class="row wrap"><Button icon=Glyph::Device label=said("calls-on") busy on_press=turn_on/></div>
        }
        .into_any(),
        Some(Standing::On) => view! {
            <p>{said("calls-are-on")}</p>
            <div class="row wrap"><Button kind=Press::Quiet label=said("calls-off") on_press=turn_off/></div>
        }
        .into_any(),
    };
    view! {
        <Card title=said("calls-title")>
            <p class="muted">{said("calls-words")}</p>
            {body}
            <p role="status" class="muted">{move || told.get()}</p>
        </Card>
    }
}

/// Why it could not be turned on, in words.
async fn on() -> Result<(), String> {
    let key = net::push_key().await.map_err(|error| why(&error))?;
    let subscription = push::subscribe(&key).await.ok_or_else(|| t!("calls-not-given"))?;
    match net::subscribe(subscription).await {
        Ok(()) => Ok(()),
        Err(error) => {
            push::unsubscribe().await;
            Err(why(&error))
        }
    }
}

fn why(error: &NetError) -> String {
    match error {
        NetError::Offline => t!("calls-offline"),
        NetError::SignIn | NetError::WrongPerson => t!("sign-in-again-title"),
        _ => t!("calls-no-server"),
    }
}
