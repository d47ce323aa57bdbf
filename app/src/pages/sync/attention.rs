//! What needs a hand (cần xử lý): each thing the server did not take, with its words, the reason, and what to do next.

use leptos::prelude::*;
use thidua_sync::client::{Entry, EntryState};
use thidua_sync::command::Command;
use thidua_sync::draft::{self, Draft};
use wasm_bindgen_futures::spawn_local;

use super::redraft::Redraft;
use super::rescue_file::download_rescue;
use super::words::{Told, tell};
use crate::browser::address::{Way, address};
use crate::components::button::{Button, LinkButton, Press};
use crate::components::card::{Notice, Tone};
use crate::components::icon::{Glyph, Icon};
use crate::pages::activities::words::why_not;
use crate::pages::moments::{moment_ago, ticking};
use crate::state::app;
use crate::text::{refusal_text, said, t};

/// Shown only when there is something; a refusal never hides among other things.
#[component]
pub fn Attention() -> impl IntoView {
    let app = app();
    let entries = Memo::new(move |_| app.attention());
    let dropped = RwSignal::new(None::<Command>);
    let failed = RwSignal::new(String::new());
    let drop_it = move |entry: Entry| {
        spawn_local(async move {
            match app.put_away(entry.cseq, None).await {
                Ok(()) if entry.command.kind == draft::SAVE => {}
                Ok(()) => drop(dropped.try_set(Some(entry.command))),
                Err(why) => drop(failed.try_set(why_not(&why))),
            }
        });
    };
    let some = move || !entries.read().is_empty();
    view! {
        <Dropped dropped/>
        <Show when=some>
            <section class="card attention" aria-labelledby="attention-title">
                <header class="card-head">
                    <h2 id="attention-title">{said("sync-attention")}</h2>
                    <small>{said("sync-attention-note")}</small>
                </header>
                {move || (!failed.read().is_empty()).then(|| view! { <Notice tone=Tone::Bad title=said("sync-failed") words=failed/> })}
                <ul class="refusals">
                    <For each=move || entries.get() key=|entry| entry.cseq let:entry>
                        <Refused entry on_drop=drop_it failed/>
                    </For>
                </ul>
            </section>
        </Show>
    }
}

#[component]
fn Refused(entry: Entry, #[prop(into)] on_drop: Callback<Entry>, failed: RwSignal<String>) -> impl IntoView {
    let (app, now) = (app(), ticking());
    let address = address();
    let why = match &entry.state {
        EntryState::Refused(why) => refusal_text(&why.code, &why.params),
        _ => String::new(),
    };
    let (cseq, made_at) = (entry.cseq, entry.command.made_at);
    let command = StoredValue::new(entry.command.clone());
    let told = Memo::new(move |_| command.with_value(|command| tell(app, command)));
    let redraft = Memo::new(move |_| {
        app.follow_drafts();
        command.with_value(|command| Redraft::of(app, command))
    });
    let mend = Callback::new(move |(draft, href): (Draft, String)| {
        spawn_local(async move {
            match app.put_away(cseq, Some(draft)).await {
                Ok(()) => address.go(&href, Way::Forward),
                Err(why) => drop(failed.try_set(why_not(&why))),
            }
        });
    });
    view! {
        <li class="refusal">
            <header>
                <b>{move || told.get().title}</b>
                <small>{move || told.get().what}" · "{move || t!("sync-made-at", when = moment_ago(made_at, now.get()))}</small>
            </header>
            <p class="refusal-why"><Icon glyph=Glyph::Warning/><span>{why}</span></p>
            <Written told/>
            <div class="row wrap">
                {move || next_step(redraft.get(), told.get(), mend)}
                <Button kind=Press::Line label=said("rescue-export") icon=Glyph::Download on_press=move |()| spawn_local(async move { drop(download_rescue(app).await); })/>
                {drop_or_retry(entry.clone(), on_drop)}
            </div>
        </li>
    }
}

/// A save of a draft is not thrown away with the draft still here: it is tried again.
fn drop_or_retry(entry: Entry, on_drop: Callback<Entry>) -> AnyView {
    let press = |entry: Entry| move |()| on_drop.run(entry.clone());
    match entry.command.kind.as_str() {
        draft::SAVE => view! { <Button kind=Press::Line label=said("retry") on_press=press(entry)/> }.into_any(),
        _ => view! {
            <Button kind=Press::Quiet icon=Glyph::Trash label=said("sync-drop") on_press=press(entry)/>
        }
        .into_any(),
    }
}

/// The words as they were written.
#[component]
pub fn Written(told: Memo<Told>) -> impl IntoView {
    let rows = move || {
        let written = told.get().written.into_iter();
        written.map(|(name, value)| view! { <dt>{name}</dt><dd class="prose">{value}</dd> }).collect_view()
    };
    view! {
        <Show when=move || !told.read().written.is_empty()>
            <dl class="facts written" aria-label=said("sync-your-words")>{rows}</dl>
        </Show>
    }
}

fn next_step(redraft: Redraft, told: Told, mend: Callback<(Draft, String)>) -> AnyView {
    match (redraft, told.href) {
        (Redraft::Draft(draft, href), _) => view! {
            <Button icon=Glyph::Pen label=said("sync-resend") on_press=move |()| mend.run(((*draft).clone(), href.clone()))/>
        }
        .into_any(),
        (Redraft::Taken(href), _) => view! {
            <p class="muted">{said("sync-draft-taken")}</p>
            <LinkButton kind=Press::Line href label=said("sync-open-draft")/>
        }
        .into_any(),
        (Redraft::Nothing, Some(href)) => view! { <LinkButton kind=Press::Line href label=said("sync-open-record")/> }.into_any(),
        (Redraft::Nothing, None) => ().into_any(),
    }
}

/// What was just put away can be had back as a draft, here and later from the list of what was sent.
#[component]
fn Dropped(dropped: RwSignal<Option<Command>>) -> impl IntoView {
    let app = app();
    let line = move |command: Command| {
        let title = tell(app, &command).title;
        let undo = move |draft: Draft| {
            spawn_local(async move {
                if app.save_draft(draft).await.is_ok() {
                    dropped.try_set(None);
                }
            });
        };
        let back = move || match Redraft::of(app, &command) {
            Redraft::Draft(draft, _) => Some(view! {
                <Button kind=Press::Line icon=Glyph::Undo label=said("undo") on_press=move |()| undo((*draft).clone())/>
            }),
            _ => None,
        };
        view! { <Notice title=t!("sync-discarded-toast", title = title)>{back()}</Notice> }
    };
    move || dropped.get().map(line)
}
