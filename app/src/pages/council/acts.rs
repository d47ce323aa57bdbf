//! Asking something of the council, and what came of it: what this device could not keep, and what the server did not take.

use leptos::prelude::*;
use serde_json::Value;
use thidua_domain::council::acts;
use thidua_sync::client::EntryState;
use thidua_sync::command::{Base, Command};
use wasm_bindgen_futures::spawn_local;

use crate::components::button::LinkButton;
use crate::components::card::{Notice, Tone};
use crate::pages::activities::words::why_not;
use crate::state::{App, app};
use crate::text::{refusal_text, said, try_text};

/// The way to the outbox. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Acts {
    pub app: App,
    pub trouble: RwSignal<String>,
}

impl Acts {
    pub fn new() -> Acts {
        Acts { app: app(), trouble: RwSignal::new(String::new()) }
    }

    /// Makes a command durable. Answers whether it is.
    pub async fn ask(self, kind: &'static str, entity: &str, args: Value) -> bool {
        let sent = self.app.send(kind, entity, Base::default(), args, None).await;
        let is_kept = sent.is_ok();
        let _ = self.trouble.try_set(sent.err().map(|why| why_not(&why)).unwrap_or_default());
        is_kept
    }

    pub fn send(self, kind: &'static str, entity: String, args: Value) {
        self.send_then(kind, entity, args, || ());
    }

    /// The same; `then` is done once it is durable.
    pub fn send_then(self, kind: &'static str, entity: String, args: Value, then: impl FnOnce() + 'static) {
        spawn_local(async move {
            if self.ask(kind, &entity, args).await {
                then();
            }
        });
    }
}

/// What the commands about something ran into, in words, where it happened.
#[component]
pub fn Trouble(acts: Acts, #[prop(into)] of: Signal<String>) -> impl IntoView {
    let refused = Memo::new(move |_| {
        let of = of.get();
        let told = acts.app.attention().into_iter().filter(|entry| is_about(&entry.command, &of));
        let words = told.filter_map(|entry| match &entry.state {
            EntryState::Refused(why) => Some((act_name(&entry.command), refusal_text(&why.code, &why.params))),
            _ => None,
        });
        words.collect::<Vec<_>>()
    });
    let one = |(title, words): (String, String)| {
        view! {
            <Notice tone=Tone::Bad title=title words=words>
                <LinkButton href="/dong-bo" label=said("nomination-refused-open")/>
            </Notice>
        }
    };
    let trouble = acts.trouble;
    view! {
        <Show when=move || !trouble.read().is_empty()>
            <Notice tone=Tone::Bad title=said("nomination-not-sent") words=trouble/>
        </Show>
        {move || refused.get().into_iter().map(one).collect_view()}
    }
}

/// A dossier that was not taken up has no page of its own: its session says so.
fn is_about(command: &Command, of: &str) -> bool {
    let is_ours = command.kind.starts_with("council.");
    let taking = || command.kind == acts::TAKE_UP && command.entity.split('.').next() == Some(of);
    let names = |name: &str| command.args[name].as_str() == Some(of);
    is_ours && (command.entity == of || names("session") || names("decision") || taking())
}

fn act_name(command: &Command) -> String {
    let key = format!("command-{}", command.verb().replace(['.', '_'], "-"));
    try_text(&key, &[]).unwrap_or_default()
}
