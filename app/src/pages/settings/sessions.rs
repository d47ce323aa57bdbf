//! The devices on which this person is signed in; any of them can be ended from here.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::components::button::{Button, Press};
use crate::components::card::{Card, Notice, Tone, Waiting};
use crate::components::icon::{Glyph, Icon};
use crate::components::status::Pill;
use crate::net::{self, NetError, Session};
use crate::pages::moments::{moment_ago, ticking};
use crate::text::{said, t};

type Found = Option<Result<Vec<Session>, NetError>>;

#[component]
pub fn Sessions() -> impl IntoView {
    let found = RwSignal::new(Found::None);
    let ended = RwSignal::new(String::new());
    let load = move || spawn_local(async move { found.set(Some(net::sessions().await)) });
    load();
    let end = move |session: Session| {
        spawn_local(async move {
            if net::end_session(&session.id).await.is_ok() {
                ended.set(t!("settings-device-ended-toast", name = device_name(&session)));
            }
            load();
        });
    };
    let now = ticking();
    let list = move |sessions: Vec<Session>| {
        let rows = sessions.into_iter().map(|session| row(session, now, Callback::new(end))).collect_view();
        view! { <ul>{rows}</ul> }
    };
    let body = move || match found.get() {
        None => view! { <Waiting words=said("loading")/> }.into_any(),
        Some(Ok(sessions)) => list(sessions).into_any(),
        Some(Err(error)) => view! {
            <p class="muted">{why(&error)}</p>
            <div class="row"><Button label=said("retry") on_press=move |()| load()/></div>
        }
        .into_any(),
    };
    view! {
        <Card title=said("settings-devices")>
            {body}
            {move || (!ended.read().is_empty()).then(|| view! { <Notice tone=Tone::Good title=ended/> })}
        </Card>
    }
}

fn row(session: Session, now: Signal<i64>, end: Callback<Session>) -> impl IntoView {
    let (name, seen, own) = (device_name(&session), session.seen, session.current);
    let aloud = t!("settings-device-end-of", name = name.as_str());
    view! {
        <li class="device">
            <Icon glyph=Glyph::Device/>
            <div class="grow">
                <b>{name}</b>" "
                {own.then(|| view! { <Pill tone=Tone::Good label=said("settings-device-this")/> })}
                <p class="muted">{move || t!("settings-device-seen", when = moment_ago(seen, now.get()))}</p>
            </div>
            {(!own).then(|| view! {
                <Button kind=Press::Danger label=said("settings-device-end") name=aloud on_press=move |()| end.run(session.clone())/>
            })}
        </li>
    }
}

fn device_name(session: &Session) -> String {
    if session.device.trim().is_empty() { t!("settings-device-unknown") } else { session.device.clone() }
}

fn why(error: &NetError) -> String {
    match error {
        NetError::Offline => t!("settings-devices-offline"),
        NetError::SignIn | NetError::WrongPerson => t!("sign-in-again-title"),
        NetError::NotOurs => t!("captive-words"),
        NetError::Server(status) => t!("net-server", status = status.to_string()),
        _ => t!("sign-in-trouble"),
    }
}
