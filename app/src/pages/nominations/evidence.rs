//! Evidence: the activities that bear a nomination out. Confirmed ones first.

use std::sync::Arc;

use leptos::prelude::*;
use serde_json::{Value, json};
use thidua_domain::activity;
use thidua_domain::council::rows::{SOURCE, Source};
use thidua_domain::name::{fold, matches};
use thidua_domain::record::State;

use super::grounds::is_taken_back;
use crate::components::button::{Button, Press};
use crate::components::card::{Notice, Tone};
use crate::components::status::{ItemState, StatusPill};
use crate::components::text_field::TextField;
use crate::state::editor::Editor;
use crate::state::views::ActivityItem;
use crate::state::{App, app};
use crate::text::{said, t};
use thidua_sync::order;

/// How many are offered at once.
const STEP: usize = 8;

/// An activity to choose.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    pub id: String,
    pub title: String,
    pub detail: String,
    pub state: ItemState,
    /// The nominee took part.
    takes_part: bool,
    folded: String,
}

#[component]
pub fn EvidencePicker(editor: Editor) -> impl IntoView {
    let app = app();
    let (query, limit) = (RwSignal::new(String::new()), RwSignal::new(STEP));
    let chosen = Memo::new(move |_| ids(&editor.value("activities")));
    let nominee = Memo::new(move |_| editor.text("person"));
    let offers = Memo::new(move |_| offers(app, &nominee.read()));
    let (picked, found) = (
        Memo::new(move |_| {
            offers.read().iter().filter(|offer| chosen.read().contains(&offer.id)).cloned().collect::<Vec<_>>()
        }),
        Memo::new(move |_| {
            let query = fold(&query.read());
            let fits = |offer: &&Offer| !chosen.read().contains(&offer.id) && matches(&offer.folded, &query);
            offers.read().iter().filter(fits).cloned().collect::<Vec<_>>()
        }),
    );
    let toggle = Callback::new(move |id: String| {
        let mut ids = chosen.get_untracked();
        match ids.iter().position(|known| *known == id) {
            Some(at) => drop(ids.remove(at)),
            None => ids.push(id),
        }
        editor.set("activities", json!(ids));
    });
    let first = Memo::new(move |_| found.read().iter().take(limit.get()).cloned().collect::<Vec<_>>());
    view! {
        <p class="muted">{move || match chosen.read().len() {
            0 => t!("evidence-none"),
            count => t!("evidence-count", count = count),
        }}</p>
        <Offers offers=picked is_on=true toggle label=said("evidence-picked")/>
        <TextField
            label=said("evidence-search")
            kind="search"
            value=query
            on_input=move |text| { query.set(text); limit.set(STEP); }
        />
        <Offers offers=first is_on=false toggle label=said("evidence-offers")/>
        <Show when=move || found.read().is_empty()>
            <p class="muted" role="status">{said("evidence-nothing")}</p>
        </Show>
        <Show when=move || { found.read().len() > limit.get() }>
            <Button
                kind=Press::Quiet
                label=move || t!("evidence-more", count = found.read().len() - limit.get())
                on_press=move |()| limit.update(|limit| *limit += STEP)
            />
        </Show>
    }
}

#[component]
fn Offers(offers: Memo<Vec<Offer>>, is_on: bool, toggle: Callback<String>, label: Signal<String>) -> impl IntoView {
    let one = move |offer: Offer| {
        let (id, state) = (offer.id.clone(), offer.state);
        view! {
            <li>
                <label>
                    <input type="checkbox" class="tick-box" prop:checked=is_on on:change=move |_| toggle.run(id.clone())/>
                    <span class="grow">
                        <span class="list-title">{offer.title}</span>
                        <span class="list-sub full">{offer.detail}</span>
                    </span>
                    <StatusPill state=Signal::derive(move || state)/>
                </label>
            </li>
        }
    };
    view! {
        <ul class="choices ticks" role="list" aria-label=move || label.get() hidden=move || offers.read().is_empty()>
            <For each=move || offers.get() key=|offer| offer.id.clone() children=one/>
        </ul>
    }
}

/// Says how many of those that bear a dossier out were taken back since, as far as this device knows; a council's `case` is told
/// by the server.
#[component]
pub fn Voided(ids: Vec<String>, #[prop(optional, into)] case: String) -> impl IntoView {
    let app = app();
    let is_void = move |id: &str| is_taken_back(app, id) || is_gone(app, &case, id);
    let count = Memo::new(move |_| ids.iter().filter(|id| is_void(id)).count());
    view! {
        <Show when=move || { count.get() > 0 }>
            <Notice tone=Tone::Bad title=move || t!("evidence-voided", count = count.get()) words=said("evidence-voided-words")/>
        </Show>
    }
}

/// Whether a council was told that a source of a case holds no more. Followed.
pub fn is_gone(app: App, case: &str, id: &str) -> bool {
    !case.is_empty() && app.row::<Source>(SOURCE, &format!("{case}.{id}")).is_some_and(|source| source.is_void)
}

/// The ids in a stored list.
pub fn ids(value: &Value) -> Vec<String> {
    let items = value.as_array().map_or(&[][..], Vec::as_slice);
    items.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// What may be chosen: confirmed before sent, those in which the nominee took part before others, newest first.
fn offers(app: App, nominee: &str) -> Vec<Offer> {
    app.follow(activity::TABLE);
    let list = app.views(|views| views.activity_list.clone()).unwrap_or_default();
    let open = list.iter().filter(|item| matches!(item.record.state, State::Confirmed | State::Sent));
    let mut offers: Vec<Offer> = open.map(|item| offer(item, nominee)).collect();
    order::sort_by_key(&mut offers, |offer| (offer.state != ItemState::Confirmed, !offer.takes_part));
    offers
}

pub fn offer(item: &Arc<ActivityItem>, nominee: &str) -> Offer {
    let record = &item.record;
    let takes_part = !nominee.is_empty() && record.people.iter().any(|person| person == nominee);
    let date = record.date.map(|date| date.to_string());
    let place = Some(record.place.clone()).filter(|place| !place.is_empty());
    let part = takes_part.then(|| t!("evidence-takes-part"));
    let state = match record.state {
        State::Confirmed => ItemState::Confirmed,
        State::Returned => ItemState::Returned,
        State::Withdrawn => ItemState::Withdrawn,
        State::Sent if item.pending => ItemState::Waiting,
        State::Sent => ItemState::Sent,
    };
    Offer {
        id: item.id.clone(),
        title: record.title.clone(),
        detail: [date, place, part].into_iter().flatten().collect::<Vec<_>>().join(" · "),
        state,
        takes_part,
        folded: item.folded.clone(),
    }
}
