//! Codes that this device shows: the hall's, new every half minute, and a person's own.

use std::time::Duration;

use leptos::prelude::*;
use thidua_domain::checkin::{short, token};
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;

use super::known::{self, Known};
use super::scanner::stay_awake;
use super::{Head, Missing, acts, own, words};
use crate::browser::{device, dom, time};
use crate::components::button::{Button, Press};
use crate::components::card::{Notice, Tone};
use crate::components::qr::Qr;
use crate::pages::activities::words::why_not;
use crate::pages::here::once_here;
use crate::state::{App, app};
use crate::text::{said, t};

/// The server's time, moved on every second; the screen stays on meanwhile.
fn seconds(app: App) -> Signal<i64> {
    let now = RwSignal::new(acts::now(app));
    let ticks = set_interval_with_handle(move || now.set(acts::now(app)), Duration::from_secs(1)).ok();
    stay_awake();
    on_cleanup(move || ticks.iter().for_each(IntervalHandle::clear));
    now.into()
}

/// How long the code on the screen still holds, in words and as a bar.
#[component]
fn Left(now: Signal<i64>) -> impl IntoView {
    let left = move || (token::WINDOW - now.get().rem_euclid(token::WINDOW) + 999) / 1_000;
    view! {
        <div class="code-left" aria-hidden="true"><span style:--left=move || format!("{}%", left() * 100 / 30)></span></div>
        <p class="muted">{move || t!("checkin-code-left", n = left())}</p>
    }
}

/// What the hall shows.
#[component]
pub fn Hall(id: String) -> impl IntoView {
    let app = app();
    let find = move || known::event(app, &id).filter(|known| known.organises);
    once_here(find, |known| view! { <Shown known/> }.into_any(), || view! { <Missing/> }.into_any())
}

#[component]
fn Shown(known: Known) -> impl IntoView {
    let app = app();
    let now = seconds(app);
    let keys = RwSignal::new(None::<([u8; 32], short::Secret)>);
    let trouble = RwSignal::new(String::new());
    let id = known.id.clone();
    spawn_local(async move {
        match own::event(app, &id).await {
            Ok(own) => drop(keys.try_set(Some(own))),
            Err(why) => drop(trouble.try_set(why_not(&why))),
        }
    });
    let event = Uuid::parse_str(&known.id).unwrap_or_default();
    let window = Memo::new(move |_| token::window_of(now.get()));
    let link = Memo::new(move |_| {
        let code = keys.get().map(|(seed, _)| token::event_code(&seed, event, window.get()));
        code.map(|code| token::link(&device::origin().to_uppercase(), &code)).unwrap_or_default()
    });
    let typed =
        Memo::new(move |_| keys.get().map(|(_, secret)| short::code(&secret, event, window.get())).unwrap_or_default());
    let count = {
        let known = known.clone();
        Memo::new(move |_| known::lines(app, &known).iter().filter(|line| line.verdict.is_counted).count())
    };
    let back = format!("/diem-danh/{}", known.id);
    let full = RwSignal::new(false);
    Effect::new(move |before: Option<bool>| {
        let full = full.get();
        if before.is_some_and(|before| before != full) {
            dom::full_screen(full);
        }
        full
    });
    on_cleanup(|| dom::full_screen(false));
    view! {
        <div class="page code-page" class:full=full>
            <Head title=known.title.clone() note=words::hours(&known) back back_to=said("checkin-back")/>
            <Show when=move || !trouble.read().is_empty()><Notice tone=Tone::Bad title=said("checkin-no-key") words=trouble/></Show>
            <Show when=move || !link.read().is_empty()>
                <div class="code-card">
                    <Qr text=link label=said("checkin-hall-code")/>
                    <div class="code-words">
                        <p>{said("checkin-hall-words")}</p>
                        <p class="typed-code" aria-label=said("checkin-typed-label")>{move || typed.get()}</p>
                        <Left now/>
                        <Button
                    kind=Press::Quiet
                    label=move || if full.get() { t!("checkin-full-leave") } else { t!("checkin-full") }
                    on_press=move |()| full.update(|full| *full = !*full)
                />
                        <p class="code-count">{move || t!("checkin-count", count = count.get())}</p>
                    </div>
                </div>
            </Show>
        </div>
    }
}

/// A person's own code.
#[component]
pub fn Pass() -> impl IntoView {
    let app = app();
    let now = seconds(app);
    let seed = RwSignal::new(None::<[u8; 32]>);
    let trouble = RwSignal::new(String::new());
    spawn_local(async move {
        match own::pass(app).await {
            Ok(own) => drop(seed.try_set(Some(own))),
            Err(why) => drop(trouble.try_set(why_not(&why))),
        }
    });
    // By the device's own clock where the server's is unknown.
    let window = Memo::new(move |_| token::window_of(if now.get() > 0 { now.get() } else { time::now() }));
    let code = Memo::new(move |_| seed.get().map(|seed| token::pass(&seed, window.get())).unwrap_or_default());
    let name = move || app.me().map(|me| me.full_name()).unwrap_or_default();
    view! {
        <div class="page code-page">
            <Head title=said("checkin-pass") note=said("checkin-pass-words") back="/diem-danh" back_to=said("checkin-all")/>
            <Show when=move || !trouble.read().is_empty()><Notice tone=Tone::Bad title=said("checkin-no-key") words=trouble/></Show>
            <Show when=move || !code.read().is_empty()>
                <div class="code-card">
                    <Qr text=code label=said("checkin-pass")/>
                    <div class="code-words"><p class="scan-name">{name}</p><Left now/></div>
                </div>
            </Show>
        </div>
    }
}
