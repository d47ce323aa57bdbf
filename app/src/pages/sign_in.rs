//! Signing in (đăng nhập): the first time on a device with the network, later for the session only.

use leptos::ev;
use leptos::prelude::*;
use thidua_domain::seed::DemoLogin;
use wasm_bindgen_futures::spawn_local;

use super::moments::span;
use super::settings::language::LanguageSwitch;
use crate::browser::device::{self, Setting};
use crate::browser::program::{self, Kind};
use crate::components::button::{Button, Press};
use crate::components::card::{Notice, Tone};
use crate::components::icon::{Glyph, Icon};
use crate::components::text_field::TextField;
use crate::net::{self, DemoAccounts, NetError};
use crate::state::app;
use crate::text::t;

#[component]
pub fn SignIn() -> impl IntoView {
    let demo = RwSignal::new(None::<DemoAccounts>);
    let picked = RwSignal::new(None::<(String, String)>);
    spawn_local(async move { demo.set(net::demo().await) });
    Effect::new(move |_| device::set_title(&format!("{} · {}", t!("sign-in-title"), t!("app-name"))));
    view! {
        <main id="main" class="sign-in">
            <header class="sign-in-head">
                <img src=super::asset_url("icons/icon.svg").unwrap_or_default() alt="" width="56" height="56"/>
                <div>
                    <p class="brand">{move || t!("app-name")}</p>
                    <p class="muted">{move || t!("sign-in-note")}</p>
                </div>
            </header>
            <LanguageSwitch/>
            <section class="card">
                <h1 tabindex="-1">{move || t!("sign-in-title")}</h1>
                <SignInForm picked/>
            </section>
            {move || demo.get().map(|demo| view! { <Demo demo on_pick=move |login| picked.set(Some(login))/> })}
            <p class="sign-in-foot">{move || t!("sign-in-first-time")}</p>
        </main>
    }
}

/// The form alone. With `fixed` only that person can sign in here.
#[component]
pub fn SignInForm(
    #[prop(optional, into)] fixed: String,
    /// A login and password to sign in with at once.
    #[prop(optional, into)]
    picked: Signal<Option<(String, String)>>,
    #[prop(optional, into)] on_done: Option<Callback<()>>,
) -> impl IntoView {
    let app = app();
    let login = RwSignal::new(if fixed.is_empty() { Setting::Login.get().unwrap_or_default() } else { fixed.clone() });
    let password = RwSignal::new(String::new());
    let name = RwSignal::new(Setting::DeviceName.get().unwrap_or_else(device_name));
    let (busy, tried) = (RwSignal::new(false), RwSignal::new(false));
    let failed = RwSignal::new(None::<NetError>);
    let submit = move || {
        tried.set(true);
        let (who, secret, device) = (login.get_untracked(), password.get_untracked(), name.get_untracked());
        if busy.get_untracked() || who.trim().is_empty() || secret.is_empty() {
            return;
        }
        busy.set(true);
        failed.set(None);
        spawn_local(async move {
            let done = app.sign_in(who.trim(), &secret, &device).await;
            busy.try_set(false);
            match done {
                Ok(()) => {
                    Setting::DeviceName.set(&device);
                    on_done.iter().for_each(|done| done.run(()));
                }
                Err(error) => drop(failed.try_set(Some(error))),
            }
        });
    };
    Effect::new(move |_| {
        if let Some((who, secret)) = picked.get() {
            login.set(who);
            password.set(secret);
            submit();
        }
    });
    let missing = move |value: RwSignal<String>, words: fn() -> String| {
        Signal::derive(move || if tried.get() && value.read().trim().is_empty() { words() } else { String::new() })
    };
    let is_fixed = !fixed.is_empty();
    view! {
        <form class="stack" on:submit=move |event: ev::SubmitEvent| event.prevent_default()>
            {move || failed.get().map(|error| view! { <Notice tone=Tone::Bad title=move || t!("sign-in-failed") words=failure(&error)/> })}
            {if is_fixed {
                view! { <p class="row"><Icon glyph=Glyph::Person/><b>{fixed}</b></p> }.into_any()
            } else {
                view! {
                    <TextField label=move || t!("sign-in-login") value=login on_input=move |text| login.set(text) on_enter=move |()| submit()
                        autocomplete="username" error=missing(login, || t!("sign-in-login-missing"))/>
                }.into_any()
            }}
            <TextField label=move || t!("sign-in-password") value=password on_input=move |text| password.set(text) on_enter=move |()| submit()
                kind="password" autocomplete="current-password" error=missing(password, || t!("sign-in-password-missing"))/>
            {(!is_fixed).then(|| view! {
                <TextField label=move || t!("sign-in-device") value=name on_input=move |text| name.set(text) on_enter=move |()| submit()
                    hint=move || t!("sign-in-device-hint")/>
            })}
            <Button kind=Press::Main label=move || t!("sign-in-submit") on_press=move |()| submit()
                busy=Signal::derive(move || if busy.get() { t!("sign-in-busy") } else { String::new() })/>
        </form>
    }
}

/// What went wrong, and what to do.
fn failure(error: &NetError) -> String {
    match error {
        NetError::SignIn => t!("sign-in-wrong"),
        NetError::TooOften { retry_after_ms } => t!("sign-in-too-many", span = span(ms(*retry_after_ms))),
        NetError::Busy { .. } => t!("sign-in-trouble"),
        NetError::Offline => t!("sign-in-offline"),
        NetError::NotOurs => t!("sign-in-not-ours"),
        NetError::Server(status) => t!("net-server", status = status.to_string()),
        NetError::WrongPerson | NetError::TooLarge => t!("net-server", status = "403"),
    }
}

fn ms(length: u64) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

/// What this device is called until its owner says otherwise: `Máy tính bảng Android`.
fn device_name() -> String {
    let (kind, system) = program::kind();
    let kind = match kind {
        Kind::Phone => t!("device-phone"),
        Kind::Tablet => t!("device-tablet"),
        Kind::Computer => t!("device-computer"),
    };
    format!("{kind} {system}").trim().to_string()
}

/// The demonstration's people: one press signs in.
#[component]
fn Demo(demo: DemoAccounts, #[prop(into)] on_pick: Callback<(String, String)>) -> impl IntoView {
    let password = demo.password.clone();
    let line = move |who: DemoLogin| {
        let pair = (who.login.clone(), demo.password.clone());
        view! {
            <li>
                <button type="button" on:click=move |_| on_pick.run(pair.clone())>
                    <Icon glyph=Glyph::Person/>
                    <span class="grow"><b>{who.label}</b><small>{who.role}</small></span>
                    <code>{who.login}</code>
                </button>
            </li>
        }
    };
    view! {
        <section class="card demo" aria-labelledby="demo-title">
            <h2 id="demo-title">{move || t!("sign-in-demo-title")}</h2>
            <p class="muted">{move || t!("sign-in-demo-words", password = password.as_str())}</p>
            <ul class="demo-accounts">{demo.logins.into_iter().map(line).collect_view()}</ul>
        </section>
    }
}
