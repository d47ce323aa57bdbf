//! What waits to go to the server (chờ gửi), in its order, and what holds it up.

use leptos::prelude::*;
use thidua_sync::client::{Client, Entry, EntryState};
use thidua_sync::draft;

use super::words::{Told, tell};
use crate::components::card::Card;
use crate::components::icon::{Glyph, Icon};
use crate::pages::moments::{moment_ago, ticking};
use crate::state::{App, app};
use crate::text::{said, t};

/// A queue of days without a network is counted, not listed to its end.
const MOST_SHOWN: usize = 50;

#[derive(Clone, Debug, PartialEq)]
struct Line {
    cseq: u64,
    told: Told,
    at: i64,
    /// What must go before it, and whether the server has refused that.
    after: Option<(String, bool)>,
}

#[component]
pub fn Queue() -> impl IntoView {
    let (app, now) = (app(), ticking());
    let lines = Memo::new(move |_| lines(app));
    let row = move |line: Line| {
        let held = line.after.map(|(title, refused)| match refused {
            true => t!("sync-held-by", title = title),
            false => t!("sync-goes-after", title = title),
        });
        view! {
            <li class="list-item sync-line">
                <Icon glyph=Glyph::Device/>
                <div class="grow">
                    <span class="list-title">{line.told.title}</span>
                    <small>{line.told.what}" · "{move || t!("sync-made-at", when = moment_ago(line.at, now.get()))}</small>
                    {held.map(|held| view! { <p class="held">{held}</p> })}
                </div>
            </li>
        }
    };
    let all = move || lines.get().1;
    view! {
        <Card title=said("sync-outbox") aside=move || { if all() > 0 { t!("sync-outbox-count", count = all()) } else { String::new() } }>
            <Show when=move || { all() > 0 } fallback=|| view! {
                <p class="row muted"><Icon glyph=Glyph::Tick/><span>{said("sync-outbox-none-title")}</span></p>
            }>
                <ol class="list">
                    <For each=move || lines.get().0 key=|line| (line.cseq, line.told.clone(), line.after.clone()) let:line>{row(line)}</For>
                </ol>
                <More of=Signal::derive(all) shown=MOST_SHOWN/>
            </Show>
        </Card>
    }
}

/// How many are not listed.
#[component]
pub fn More(of: Signal<usize>, shown: usize) -> impl IntoView {
    let more = move || of.get().saturating_sub(shown);
    move || (more() > 0).then(|| view! { <p class="muted">{t!("list-more", count = more())}</p> })
}

/// The first of the queue, and how long it is. Drafts on their way stand under drafts.
fn lines(app: App) -> (Vec<Line>, usize) {
    app.follow_queue();
    let read = |client: &Client<_>| {
        let waits = |entry: &&Entry| {
            entry.state == EntryState::Queued
                && entry.command.kind != draft::SAVE
                && entry.command.kind != draft::DISCARD
        };
        let all: Vec<&Entry> = client.outbox().filter(waits).collect();
        let first =
            all.iter().take(MOST_SHOWN).map(|entry| ((*entry).clone(), before(client, entry).cloned())).collect();
        (first, all.len())
    };
    let (first, count): (Vec<(Entry, Option<Entry>)>, usize) = app.peek(read).unwrap_or_default();
    let line = |(entry, before): (Entry, Option<Entry>)| Line {
        cseq: entry.cseq,
        told: tell(app, &entry.command),
        at: entry.command.made_at,
        after: before.map(|before| (tell(app, &before.command).title, matches!(before.state, EntryState::Refused(_)))),
    };
    (first.into_iter().map(line).collect(), count)
}

/// What a command presumes and what is still here: a refused one first.
fn before<'a>(client: &'a Client<thidua_domain::Emulation>, entry: &Entry) -> Option<&'a Entry> {
    let deps = || client.outbox().filter(|other| entry.command.deps.contains(&other.command.id));
    deps()
        .find(|other| matches!(other.state, EntryState::Refused(_)))
        .or_else(|| deps().find(|other| other.state == EntryState::Queued))
}
