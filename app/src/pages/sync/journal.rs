//! What has reached the server in the last days, and what was put away; words put away can be had back.

use std::cmp::Reverse;

use leptos::prelude::*;
use thidua_sync::client::{End, EntryState, Past};
use thidua_sync::command::{Command, Outcome};
use thidua_sync::draft;
use thidua_sync::order;
use wasm_bindgen_futures::spawn_local;

use super::attention::Written;
use super::places::Place;
use super::queue::More;
use super::redraft::Redraft;
use super::words::{Told, tell};
use crate::components::button::{Button, Press};
use crate::components::card::{Card, Tone};
use crate::components::status::Pill;
use crate::pages::moments::{moment_ago, ticking};
use crate::state::{App, app};
use crate::text::said;

const MOST_SHOWN: usize = 30;

/// How a command came to its end.
#[derive(Clone, Debug, PartialEq)]
pub enum Ended {
    At(Place),
    PutAway,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Done {
    pub command: Command,
    pub ended: Ended,
    /// Two versions met in it.
    pub clashed: bool,
    at: i64,
}

#[component]
pub fn Journal() -> impl IntoView {
    let (app, now) = (app(), ticking());
    let done = Memo::new(move |_| done(app));
    let row = move |done: Done| {
        let told = tell(app, &done.command);
        let title = match told.href {
            Some(href) => view! { <a class="list-title" href=href>{told.title}</a> }.into_any(),
            None => view! { <span class="list-title">{told.title}</span> }.into_any(),
        };
        // What the heading says already is not said again.
        let is_said = done.ended != Ended::At(Place::Server);
        let words = Told { written: told.written.clone(), ..Told::default() };
        let (tone, place) = match done.ended.clone() {
            Ended::At(place) => (place.tone(), Signal::derive(move || place.name())),
            Ended::PutAway => (Tone::Plain, said("sync-put-away")),
        };
        view! {
            <li class="list-item sync-line">
                <div class="grow">
                    {title}
                    <small>{told.what}" · "{move || moment_ago(done.at, now.get())}</small>
                </div>
                {done.clashed.then(|| view! { <Pill tone=Tone::Wait label=said("sync-clashed")/> })}
                {is_said.then(|| view! { <Pill tone label=place/> })}
                {(done.ended == Ended::PutAway).then(|| put_away(app, done.command.clone(), words))}
            </li>
        }
    };
    view! {
        <Card title=said("sync-journal") aside=said("sync-journal-days")>
            <Show when=move || !done.read().is_empty() fallback=|| view! { <p class="muted">{said("sync-journal-none")}</p> }>
                <ul class="list">{move || done.get().into_iter().take(MOST_SHOWN).map(row).collect_view()}</ul>
                <More of=Signal::derive(move || done.read().len()) shown=MOST_SHOWN/>
            </Show>
        </Card>
    }
}

/// The words of what was put away, to be read and to be had back.
fn put_away(app: App, command: Command, told: Told) -> impl IntoView {
    let told = Memo::new(move |_| told.clone());
    let has_words = !told.read_untracked().written.is_empty();
    view! {
        {take_back(app, command)}
        {has_words.then(|| view! { <details class="whole"><summary>{said("sync-your-words")}</summary><Written told/></details> })}
    }
}

fn take_back(app: App, command: Command) -> Option<impl IntoView> {
    let Redraft::Draft(draft, _) = Redraft::of(app, &command) else { return None };
    let back = move |()| {
        let draft = (*draft).clone();
        spawn_local(async move { drop(app.save_draft(draft).await) });
    };
    Some(view! { <Button kind=Press::Quiet label=said("sync-take-back") on_press=back/> })
}

/// The newest first, without the saves of drafts. Follows the outbox and exchanges.
pub fn done(app: App) -> Vec<Done> {
    app.follow_queue();
    let backed_up = app.sync.with(|sync| sync.backed_up);
    let is_draft = |command: &Command| command.kind == draft::SAVE || command.kind == draft::DISCARD;
    let mut done: Vec<Done> = app
        .peek(|client| {
            let settled = client.outbox().filter_map(|entry| match &entry.state {
                EntryState::Settled(outcome) => {
                    Some(arrived(&entry.command, outcome, entry.command.made_at, backed_up))
                }
                _ => None,
            });
            let past = client.past().map(|past| ended(past, backed_up));
            settled.chain(past).filter(|done| !is_draft(&done.command)).collect()
        })
        .unwrap_or_default();
    order::sort_by_key(&mut done, |done| Reverse((done.at, done.command.cseq)));
    done
}

fn ended(past: &Past, backed_up: u64) -> Done {
    match &past.end {
        End::Done(outcome) => arrived(&past.command, outcome, past.at, backed_up),
        End::Discarded(_) => Done { command: past.command.clone(), ended: Ended::PutAway, clashed: false, at: past.at },
    }
}

fn arrived(command: &Command, outcome: &Outcome, at: i64, backed_up: u64) -> Done {
    let clashed = matches!(outcome, Outcome::Merged { conflicts, .. } if !conflicts.is_empty());
    let place = Place::of(outcome.seq().unwrap_or(u64::MAX), backed_up);
    Done { command: command.clone(), ended: Ended::At(place), clashed, at }
}
