//! Signing in (đăng nhập): the first time on a device with the network, later for the session only.

use leptos::ev;
use leptos::prelude::*;
use thidua_domain::seed::DemoLogin;
use wasm_bindgen_futures::spawn_local;

use super::moments::span;
use super::settings::language::LanguageSwitch;
use crate::browser::device::{self, Setting};
use crate::browser::program::{self, Kind};
use crate::browser::time;
use crate::components::button::{Button, Press};
use crate::components::card::{Notice, Tone};
use crate::components::icon::{Glyph, Icon};
use crate::components::text_field::TextField;
use crate::net::{self, DemoAccounts, NetError};
use crate::state::{App, app};
use crate::text::{said, t};

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
                    <p class="brand">{said("app-name")}</p>
                    <p class="muted">{said("sign-in-note")}</p>
                </div>
            </header>
            <LanguageSwitch/>
            <section class="card">
                <h1 tabindex="-1">{said("sign-in-title")}</h1>
                <SignInForm picked/>
            </section>
            {move || demo.get().map(|demo| view! { <Demo demo on_pick=move |login| picked.set(Some(login))/> })}
            <p class="sign-in-foot">{said("sign-in-first-time")}</p>
        </main>
    }
}

/// A wait that the server asks for is no matter for a person while it is this short: those of one office sign in at once.
const SHORT_MS: u64 = 3_000;
/// So many tries of one press, all but the first after such a wait.
const TRIES: u32 = 4;

/// What is typed, and how an attempt goes.
#[derive(Clone, Copy)]
struct Attempt {
    app: App,
    login: RwSignal<String>,
    password: RwSignal<String>,
    device: RwSignal<String>,
    busy: RwSignal<bool>,
    tried: RwSignal<bool>,
    failed: RwSignal<Option<NetError>>,
    on_done: Option<Callback<()>>,
}

impl Attempt {
    fn new(login: String, on_done: Option<Callback<()>>) -> Attempt {
        Attempt {
            app: app(),
            login: RwSignal::new(login),
            password: RwSignal::new(String::new()),
            device: RwSignal::new(Setting::DeviceName.get().unwrap_or_else(device_name)),
            busy: RwSignal::new(false),
            tried: RwSignal::new(false),
            failed: RwSignal::new(None),
            on_done,
        }
    }

    fn submit(self) {
        self.tried.set(true);
        let (login, password) = (self.login.get_untracked(), self.password.get_untracked());
        if self.busy.get_untracked() || login.trim().is_empty() || password.is_empty() {
            return;
        }
        self.busy.set(true);
        self.failed.set(None);
        let device = self.device.get_untracked();
        spawn_local(async move {
            let mut tries = 1;
            let done = loop {
                match self.app.sign_in(login.trim(), &password, &device).await {
                    Err(NetError::TooOften { retry_after_ms })
                        if retry_after_ms <= SHORT_MS && tries < TRIES && !self.busy.is_disposed() =>
                    {
                        time::sleep(retry_after_ms).await;
                        tries += 1;
                    }
                    done => break done,
                }
            };
            self.busy.try_set(false);
            match done {
                Ok(()) => {
                    Setting::DeviceName.set(&device);
                    // Its dialog may be closed by now.
                    self.on_done.iter().for_each(|done| done.try_run(()).unwrap_or_default());
                }
                Err(error) => drop(self.failed.try_set(Some(error))),
            }
        });
    }

    /// What a field lacks, once it was tried without it.
    fn missing(self, value: RwSignal<String>, words: fn() -> String) -> Signal<String> {
        let is_due = move || self.tried.get() && value.read().trim().is_empty();
        Signal::derive(move || if is_due() { words() } else { String::new() })
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
    let login = if fixed.is_empty() { Setting::Login.get().unwrap_or_default() } else { fixed.clone() };
    let attempt = Attempt::new(login, on_done);
    Effect::new(move |_| {
        if let Some((login, password)) = picked.get() {
            attempt.login.set(login);
            attempt.password.set(password);
            attempt.submit();
        }
    });
    let is_new = fixed.is_empty();
    let who = match is_new {
        true => view! { <Login attempt/> }.into_any(),
        false => view! { <p class="row"><Icon glyph=Glyph::Person/><b>{fixed}</b></p> }.into_any(),
    };
    let failed = move || attempt.failed.get().map(|error| failure(&error));
    let busy = Signal::derive(move || if attempt.busy.get() { t!("sign-in-busy") } else { String::new() });
    view! {
        <form class="stack" on:submit=move |event: ev::SubmitEvent| event.prevent_default()>
            {move || failed().map(|words| view! { <Notice tone=Tone::Bad title=said("sign-in-failed") words/> })}
            {who}
            <Secret attempt/>
            {is_new.then(|| view! { <DeviceName attempt/> })}
            <Button kind=Press::Main label=said("sign-in-submit") on_press=move |()| attempt.submit() busy/>
        </form>
    }
}

/// Who.
#[component]
fn Login(attempt: Attempt) -> impl IntoView {
    view! {
        <TextField
            label=said("sign-in-login")
            value=attempt.login
            on_input=move |text| attempt.login.set(text)
            on_enter=move |()| attempt.submit()
            autocomplete="username"
            error=attempt.missing(attempt.login, || t!("sign-in-login-missing"))
        />
    }
}

/// What the device is called; asked where it is not known yet.
#[component]
fn DeviceName(attempt: Attempt) -> impl IntoView {
    view! {
        <TextField
            label=said("sign-in-device")
            value=attempt.device
            on_input=move |text| attempt.device.set(text)
            on_enter=move |()| attempt.submit()
            hint=said("sign-in-device-hint")
        />
    }
}

/// The password, hidden or shown.
#[component]
fn Secret(attempt: Attempt) -> impl IntoView {
    let shown = RwSignal::new(false);
    view! {
        <TextField
            label=said("sign-in-password")
            value=attempt.password
            on_input=move |text| attempt.password.set(text)
            on_enter=move |()| attempt.submit()
            kind=Signal::derive(move || if shown.get() { "text" } else { "password" })
            autocomplete="current-password"
            error=attempt.missing(attempt.password, || t!("sign-in-password-missing"))
        />
        <label class="check-line">
            <input type="checkbox" on:change=move |event| shown.set(event_target_checked(&event))/>
            <span>{said("sign-in-show-password")}</span>
        </label>
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
        // The demonstration names its people as "name – post, unit".
        let (name, post) = who.label.split_once(" – ").unwrap_or((&who.label, ""));
        let (name, post) = (name.to_owned(), post.to_owned());
        view! {
            <li>
                <button type="button" on:click=move |_| on_pick.run(pair.clone())>
                    <Icon glyph=Glyph::Person/>
                    <span class="grow"><b>{name}</b><small>{post}</small><small>{who.role}</small></span>
                    <code>{who.login}</code>
                </button>
            </li>
        }
    };
    view! {
        <section class="card demo" aria-labelledby="demo-title">
            <h2 id="demo-title">{said("sign-in-demo-title")}</h2>
            <p class="muted">{said("sign-in-demo-words")}" "<code>{password}</code></p>
            <ul class="demo-accounts">{demo.logins.into_iter().map(line).collect_view()}</ul>
        </section>
    }
}
