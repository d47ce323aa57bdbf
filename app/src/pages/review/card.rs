//! One record that waits: the words that are needed to decide, and the decision.

use leptos::prelude::*;
use thidua_domain::activity;
use thidua_domain::nomination;
use thidua_domain::policy::{Act, Target};
use thidua_domain::record::State;
use thidua_sync::client::{Entry, EntryState};
use wasm_bindgen_futures::spawn_local;

use super::reason::ReturnForm;
use super::{Desk, card_id, is_clashing};
use crate::components::button::{Button, Press};
use crate::components::card::{Notice, Tone};
use crate::components::icon::Glyph;
use crate::pages::activities::detail::Seen;
use crate::pages::activities::words;
use crate::pages::nominations::words as nomination_words;
use crate::state::kept::Kept;
use crate::state::{App, app};
use crate::text::{refusal_text, said, t};

/// Longest text that is shown whole, in characters.
const SHORT: usize = 280;

/// A record that waits. What it shows follows the record; what is decided is what it shows.
#[component]
pub fn ReviewCard(item: Seen, waiting: Memo<Vec<Seen>>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let id = StoredValue::new(item.id.clone());
    let now = Memo::new(move |last: Option<&Seen>| {
        let found = waiting.read().iter().find(|seen| id.with_value(|id| seen.id == *id)).cloned();
        found.or_else(|| last.cloned()).unwrap_or_else(|| item.clone())
    });
    let returning = RwSignal::new(false);
    let title = Memo::new(move |_| now.read().record.title.clone());
    let on = Memo::new(move |_| id.with_value(|id| desk.is_chosen(id)));
    let decide = move || {
        view! {
            <div class="row wrap">
                <Button
                    kind=Press::Main
                    icon=Glyph::Tick
                    label=said("review-confirm")
                    name=move || t!("review-confirm-name", title = title.get())
                    on_press=move |()| desk.confirm(vec![now.get_untracked()])
                />
                <Button
                    icon=Glyph::Undo
                    label=said("review-return")
                    name=move || t!("review-return-name", title = title.get())
                    on_press=move |()| returning.set(true)
                />
                <a class="btn quiet push" href=move || format!("/hoat-dong/{}", id.get_value())>{said("review-whole")}</a>
            </div>
        }
    };
    view! {
        <li class="card review-card" class:chosen=on>
            <header class="row top">
                <label class="pick">
                    <input
                        type="checkbox"
                        class="tick-box"
                        prop:checked=on
                        aria-label=move || t!("review-select", title = title.get())
                        on:change=move |_| id.with_value(|id| desk.toggle(id))
                    />
                </label>
                <div class="grow"><h2 id=id.with_value(|id| card_id(id)) tabindex="-1">{title}</h2><WhoWhen now/></div>
            </header>
            <Words now/>
            {move || match returning.get() {
                false => decide().into_any(),
                true => view! {
                    <ReturnForm
                        record=id.get_value()
                        on_send=move |reason: Kept| desk.give_back(now.get_untracked(), reason)
                        on_cancel=move |()| returning.set(false)
                    />
                }
                .into_any(),
            }}
        </li>
    }
}

/// By whom, of which unit, when it was done and when it was sent.
#[component]
fn WhoWhen(now: Memo<Seen>) -> impl IntoView {
    let app = app();
    let line = move || {
        let record = &now.read().record;
        let parts = [
            Some(app.name_of(&record.author)),
            Some(words::unit_name(app, &record.unit)),
            record.date.map(|date| t!("review-done-on", date = date.to_string())),
            Some(record.place.clone()).filter(|place| !place.is_empty()),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    let sent = move || t!("review-sent-at", moment = words::moment(now.read().record.sent_at));
    view! { <p class="muted who-when">{line}<br/><small>{sent}</small></p> }
}

/// What was done, its results in numbers, and who took part.
#[component]
fn Words(now: Memo<Seen>) -> impl IntoView {
    let app = app();
    let whole = RwSignal::new(false);
    let is_long = Memo::new(move |_| now.read().record.text.chars().count() > SHORT);
    let text = move || {
        let text = now.read().record.text.clone();
        if whole.get() || !is_long.get() {
            text
        } else {
            format!("{}…", text.chars().take(SHORT).collect::<String>())
        }
    };
    let kind = move || now.read().record.kind.map(words::kind_name);
    let results = move || {
        let value = serde_json::json!(now.read().record.results);
        (!now.read().record.results.is_empty()).then(|| words::value_text(app, "results", &value))
    };
    let people = move || {
        let value = serde_json::json!(now.read().record.people);
        (!now.read().record.people.is_empty()).then(|| words::value_text(app, "people", &value))
    };
    let fact = |field: &'static str, value: Option<String>| {
        value.map(|value| view! { <dt>{words::field_name(field)}</dt><dd class="prose">{value}</dd> })
    };
    let clash = move || is_clashing(app, &now.read().id);
    view! {
        <Show when=move || !now.read().record.text.is_empty()><p class="prose">{text}</p></Show>
        <Show when=move || is_long.get() && !whole.get()>
            <button type="button" class="btn quiet more" on:click=move |_| whole.set(true)>{said("review-read-on")}</button>
        </Show>
        <dl class="facts">
            {move || fact("kind", kind())}
            {move || fact("results", results())}
            {move || fact("people", people())}
        </dl>
        <Show when=clash>
            <Notice tone=Tone::Wait title=said("review-clash") words=said("review-clash-words")/>
        </Show>
    }
}

/// A decision that the server did not take, in words, until it is put away.
#[component]
pub fn RefusedDecision(entry: Entry) -> impl IntoView {
    let app = app();
    let why = match &entry.state {
        EntryState::Refused(why) => refusal_text(&why.code, &why.params),
        _ => String::new(),
    };
    let record: Option<activity::Activity> = app.row(activity::TABLE, &entry.command.entity);
    let title = record.map(|record| record.title).unwrap_or_default();
    let reason = entry.command.args["reason"].as_str().map(str::to_owned);
    let put_away = move || {
        spawn_local(async move {
            // A failure to save is told by the frame; the card stays.
            let _ = app.put_away(entry.cseq, None).await;
        });
    };
    view! {
        <Notice tone=Tone::Bad title=move || t!("review-refused", title = title.as_str()) words=why>
            {reason.map(|reason| view! { <p class="prose grow">{t!("activity-reason-line", reason = reason)}</p> })}
            <Button label=said("review-understood") on_press=move |()| put_away()/>
        </Notice>
    }
}

/// A nomination that waits: address, who, and for what.
pub type NominationRow = (String, String, String);

/// Nominations in state sent that this person could return, oldest first.
pub fn nomination_rows(app: App) -> Vec<NominationRow> {
    app.follow(nomination::TABLE);
    let list = app.views(|views| views.nomination_list.clone()).unwrap_or_default();
    let sent = list.iter().rev().filter(|item| item.record.state == State::Sent);
    let may = |record: &nomination::Nomination| {
        let target = Target { unit: &record.unit, author: Some(&record.author), state: Some(record.state) };
        app.may(Act::ReturnNomination, target)
    };
    let row = |item: &std::rc::Rc<crate::state::views::NominationItem>| {
        let title = nomination_words::title_of(app, &item.record);
        (format!("/de-nghi/{}", item.id), title.nominee, title.award)
    };
    sent.filter(|item| may(&item.record)).map(row).collect()
}

pub fn nomination_line((href, who, what): NominationRow) -> impl IntoView {
    view! {
        <li class="list-item">
            <a class="list-link" href=href>
                <span class="grow"><span class="list-title">{who}</span><span class="list-sub">{what}</span></span>
            </a>
        </li>
    }
}
