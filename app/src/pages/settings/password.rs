//! Changing one's password. Only the server can do it, so it needs the network and says so.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::components::button::Button;
use crate::components::card::{Card, Notice, Tone};
use crate::components::text_field::TextField;
use crate::net::{self, NetError};
use crate::pages::moments::span;
use crate::text::t;

/// The server takes no shorter one.
const SHORTEST: usize = 8;

#[component]
pub fn Password() -> impl IntoView {
    let (old, new, again) = (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (busy, tried) = (RwSignal::new(false), RwSignal::new(false));
    let done = RwSignal::new(None::<Result<(), NetError>>);
    let too_short = move || new.read().chars().count() < SHORTEST;
    let differs = move || *new.read() != *again.read();
    let submit = move || {
        tried.set(true);
        done.set(None);
        if busy.get_untracked() || old.read_untracked().is_empty() || untrack(too_short) || untrack(differs) {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let answer = net::change_password(&old.get_untracked(), &new.get_untracked()).await;
            busy.set(false);
            if answer.is_ok() {
                tried.set(false);
                [old, new, again].iter().for_each(|field| field.set(String::new()));
            }
            done.set(Some(answer));
        });
    };
    let when = move |bad: bool, words: String| if tried.get() && bad { words } else { String::new() };
    let result = move |answer: Result<(), NetError>| match answer {
        Ok(()) => view! { <Notice tone=Tone::Good title=move || t!("password-changed") words=move || t!("password-changed-words")/> },
        Err(error) => view! { <Notice tone=Tone::Bad title=move || t!("password-failed") words=why(&error)/> },
    };
    view! {
        <Card title=move || t!("password-title")>
            <form class="stack" on:submit=move |event: ev::SubmitEvent| event.prevent_default()>
                <TextField label=move || t!("password-old") kind="password" autocomplete="current-password" value=old
                    on_input=move |text| old.set(text) on_enter=move |()| submit()
                    error=Signal::derive(move || when(old.read().is_empty(), t!("password-old-missing")))/>
                <TextField label=move || t!("password-new") kind="password" autocomplete="new-password" value=new
                    on_input=move |text| new.set(text) on_enter=move |()| submit() hint=move || t!("password-hint", least = SHORTEST)
                    error=Signal::derive(move || when(too_short(), t!("password-short", least = SHORTEST)))/>
                <TextField label=move || t!("password-again") kind="password" autocomplete="new-password" value=again
                    on_input=move |text| again.set(text) on_enter=move |()| submit()
                    error=Signal::derive(move || when(differs(), t!("password-differs")))/>
                <div class="row wrap">
                    <Button label=move || t!("password-title") on_press=move |()| submit()
                        busy=Signal::derive(move || if busy.get() { t!("password-busy") } else { String::new() })/>
                </div>
                {move || done.get().map(result)}
            </form>
        </Card>
    }
}

fn why(error: &NetError) -> String {
    match error {
        NetError::Server(403) => t!("password-wrong"),
        NetError::Server(400) => t!("password-short", least = SHORTEST),
        NetError::TooOften { retry_after_ms } => {
            t!("sign-in-too-many", span = span(i64::try_from(*retry_after_ms).unwrap_or(i64::MAX)))
        }
        NetError::Offline => t!("password-offline"),
        NetError::SignIn | NetError::WrongPerson => t!("sign-in-again-title"),
        NetError::NotOurs => t!("captive-words"),
        NetError::Server(status) => t!("net-server", status = status.to_string()),
        NetError::Busy { .. } | NetError::TooLarge => t!("sign-in-trouble"),
    }
}
