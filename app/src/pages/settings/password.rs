//! Changing one's password. Only the server can do it, so it needs the network and says so.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::components::button::Button;
use crate::components::card::{Card, Notice, Tone};
use crate::components::text_field::TextField;
use crate::net::{self, NetError};
use crate::pages::moments::span;
use crate::text::{said, t};

/// The server takes no shorter one.
const SHORTEST: usize = 8;

/// What is typed, and how an attempt goes.
#[derive(Clone, Copy)]
struct Change {
    old: RwSignal<String>,
    new: RwSignal<String>,
    again: RwSignal<String>,
    busy: RwSignal<bool>,
    tried: RwSignal<bool>,
    done: RwSignal<Option<Result<(), NetError>>>,
}

impl Change {
    fn is_too_short(self) -> bool {
        self.new.read().chars().count() < SHORTEST
    }

    fn differs(self) -> bool {
        *self.new.read() != *self.again.read()
    }

    fn submit(self) {
        self.tried.set(true);
        self.done.set(None);
        let faulty = untrack(|| self.old.read().is_empty() || self.is_too_short() || self.differs());
        if self.busy.get_untracked() || faulty {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            let answer = net::change_password(&self.old.get_untracked(), &self.new.get_untracked()).await;
            self.busy.try_set(false);
            if answer.is_ok() {
                self.tried.try_set(false);
                [self.old, self.new, self.again].iter().for_each(|field| drop(field.try_set(String::new())));
            }
            self.done.try_set(Some(answer));
        });
    }
}

#[component]
pub fn Password() -> impl IntoView {
    let typed = || RwSignal::new(String::new());
    let [busy, tried] = [RwSignal::new(false), RwSignal::new(false)];
    let change = Change { old: typed(), new: typed(), again: typed(), busy, tried, done: RwSignal::new(None) };
    let due = move |bad: bool, words: String| if tried.get() && bad { words } else { String::new() };
    let result = move |answer: Result<(), NetError>| match answer {
        Ok(()) => {
            view! { <Notice tone=Tone::Good title=said("password-changed") words=said("password-changed-words")/> }
        }
        Err(error) => view! { <Notice tone=Tone::Bad title=said("password-failed") words=why(&error)/> },
    };
    let busy = Signal::derive(move || if busy.get() { t!("password-busy") } else { String::new() });
    view! {
        <Card title=said("password-title")>
            <form class="stack" on:submit=move |event: ev::SubmitEvent| event.prevent_default()>
                <Typed change value=change.old label=|| t!("password-old") autocomplete="current-password"
                    error=Signal::derive(move || due(change.old.read().is_empty(), t!("password-old-missing")))/>
                <Typed change value=change.new label=|| t!("password-new") hint=|| t!("password-hint", least = SHORTEST)
                    error=Signal::derive(move || due(change.is_too_short(), t!("password-short", least = SHORTEST)))/>
                <Typed change value=change.again label=|| t!("password-again")
                    error=Signal::derive(move || due(change.differs(), t!("password-differs")))/>
                <div class="row wrap"><Button label=said("password-title") on_press=move |()| change.submit() busy/></div>
                {move || change.done.get().map(result)}
            </form>
        </Card>
    }
}

#[component]
fn Typed(
    change: Change,
    value: RwSignal<String>,
    #[prop(into)] label: Signal<String>,
    #[prop(into)] error: Signal<String>,
    #[prop(optional, into)] hint: Signal<String>,
    #[prop(default = "new-password")] autocomplete: &'static str,
) -> impl IntoView {
    let (set, submit) = (move |text| value.set(text), move |()| change.submit());
    view! { <TextField kind="password" label value on_input=set on_enter=submit autocomplete error hint/> }
}

fn why(error: &NetError) -> String {
    match error {
        NetError::Server(403) => t!("password-wrong"),
        NetError::Server(400) => t!("password-short", least = SHORTEST),
        NetError::Server(422) => t!("password-guessable"),
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
