//! Drafts, and where the newest state of each is.

use std::cmp::Reverse;

use leptos::prelude::*;
use thidua_sync::client::Client;
use thidua_sync::draft::{self, Draft, DraftRow};
use thidua_sync::order;
use thidua_sync::row::Key;

use super::places::Place;
use super::words::draft_title;
use crate::components::card::Card;
use crate::components::status::Pill;
use crate::pages::drafts;
use crate::pages::moments::{moment_ago, ticking};
use crate::state::{App, app};
use crate::text::{said, t};

#[component]
pub fn Drafts() -> impl IntoView {
    let (app, now) = (app(), ticking());
    let drafts = Memo::new(move |_| drafts(app));
    let row = move |(draft, place): (Draft, Place)| {
        let at = draft.at;
        let title = draft_title(app, &draft.form, &draft.fields);
        view! {
            <li class="list-item">
                <a class="list-link" href=drafts::href(&draft)>
                    <span class="grow">
                        <span class="list-title">{title}</span>
                        <small>{move || t!("sync-draft-at", when = moment_ago(at, now.get()))}</small>
                    </span>
                    <Pill tone=place.tone() label=move || place.name()/>
                </a>
            </li>
        }
    };
    view! {
        <Card title=said("sync-drafts") aside=move || match drafts.read().len() {
            0 => String::new(),
            count => t!("sync-drafts-count", count = count),
        }>
            <Show when=move || !drafts.read().is_empty() fallback=|| view! { <p class="muted">{said("sync-drafts-none")}</p> }>
                <ul class="list drafts">{move || drafts.get().into_iter().map(row).collect_view()}</ul>
            </Show>
        </Card>
    }
}

/// The latest first, each with its place. Follows drafts and exchanges.
pub fn drafts(app: App) -> Vec<(Draft, Place)> {
    app.follow_drafts();
    let backed_up = app.sync.with(|sync| sync.backed_up);
    let read =
        |client: &Client<_>| client.drafts().map(|draft| (draft.clone(), place(client, draft, backed_up))).collect();
    let mut drafts: Vec<(Draft, Place)> = app.peek(read).unwrap_or_default();
    order::sort_by_key(&mut drafts, |(draft, _)| Reverse(draft.at));
    drafts
}

/// The server has a draft when its row says word for word the same.
fn place(client: &Client<thidua_domain::Emulation>, draft: &Draft, backed_up: u64) -> Place {
    let key = Key::new(draft::TABLE, draft::key_id(&client.meta.person, &draft.id));
    let same = |row: &DraftRow| row.fields == draft.fields;
    match client.replica.confirmed(&key) {
        Some(row) if row.body.read::<DraftRow>().as_ref().is_some_and(same) => Place::of(row.seq, backed_up),
        _ => Place::OnlyHere,
    }
}
