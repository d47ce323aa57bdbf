//! What the server did not take of one activity: what happened, why, the words as they were written, and what next.

use leptos::prelude::*;
use serde_json::{Map, Value};
use thidua_domain::activity;
use thidua_domain::policy::Act;
use thidua_sync::client::{Entry, EntryState};
use thidua_sync::command::Fields;
use thidua_sync::draft::Draft;
use thidua_sync::row::Key;
use wasm_bindgen_futures::spawn_local;

use super::detail::Seen;
use super::{Area, rows, send, words};
use crate::browser::address::{Way, address};
use crate::browser::time;
use crate::components::button::{Button, Press};
use crate::components::card::{Notice, Tone};
use crate::components::icon::Glyph;
use crate::state::{App, app};
use crate::text::{refusal_text, said, t};

#[component]
pub fn Refused(id: String) -> impl IntoView {
    let app = app();
    let entries = Memo::new(move |_| {
        rows::refused(app).into_iter().filter(|entry| entry.command.entity == id).collect::<Vec<_>>()
    });
    view! { <For each=move || entries.get() key=|entry| entry.cseq let:entry><RefusedCard entry/></For> }
}

#[component]
fn RefusedCard(entry: Entry) -> impl IntoView {
    let app = app();
    let (address, area) = (address(), expect_context::<Area>());
    let failed = RwSignal::new(String::new());
    let cseq = entry.cseq;
    let why = match &entry.state {
        EntryState::Refused(why) => refusal_text(&why.code, &why.params),
        _ => String::new(),
    };
    let fields = entry.command.args["fields"].as_object().cloned().unwrap_or_default();
    let written: Vec<(String, String)> =
        fields.iter().map(|(name, value)| (words::field_name(name), words::value_text(app, name, value))).collect();
    let entry_fields: Fields = fields.clone().into_iter().collect();
    let verb = entry.command.verb().to_owned();
    let draft = Memo::new(move |_| {
        app.follow_drafts();
        draft_of(app, &entry, fields.clone())
    });
    let take_up = move || {
        let Some((draft, place)) = draft.get_untracked() else { return };
        spawn_local(async move {
            match app.put_away(cseq, Some(draft)).await {
                Ok(()) => address.go(&place, Way::Forward),
                Err(why) => drop(failed.try_set(words::why_not(&why))),
            }
        });
    };
    let title = words::draft_title(&entry_fields);
    let drop_it = move || {
        let back = draft.get_untracked().map(|(draft, _)| draft);
        let said = t!("sync-discarded-toast", title = title.as_str());
        spawn_local(async move {
            match app.put_away(cseq, None).await {
                Ok(()) => area.say(said, back),
                Err(why) => drop(failed.try_set(words::why_not(&why))),
            }
        });
    };
    let mend = move || {
        view! {
            <Button icon=Glyph::Pen label=said("activity-edit-and-resend") on_press=move |()| take_up()/>
        }
    };
    view! {
        <Notice tone=Tone::Bad title=move || t!("activity-refused", what = verb_words(&verb)) words=why>
            <dl class="facts grow">
                {written.into_iter().map(|(name, value)| view! { <dt>{name}</dt><dd class="prose">{value}</dd> }).collect_view()}
            </dl>
            <div class="row wrap">
                <Show when=move || draft.read().is_some()>{mend()}</Show>
                <Button kind=Press::Quiet icon=Glyph::Trash label=said("sync-discard") on_press=move |()| drop_it()/>
            </div>
            <p>{move || failed.get()}</p>
        </Notice>
    }
}

fn verb_words(verb: &str) -> String {
    match verb {
        "activity.submit" => t!("command-activity-submit"),
        "activity.edit" => t!("command-activity-edit"),
        "activity.resend" => t!("command-activity-resend"),
        "activity.confirm" => t!("command-activity-confirm"),
        "activity.return" => t!("command-activity-return"),
        "activity.withdraw" => t!("command-activity-withdraw"),
        other => other.to_owned(),
    }
}

/// The draft in which the refused words can be mended, and its address. None where there is nothing to mend, where the
/// record can no longer be changed, or where another draft of it must not be written over.
fn draft_of(app: App, entry: &Entry, written: Map<String, Value>) -> Option<(Draft, String)> {
    let id = &entry.command.entity;
    let (draft_id, form, fields, place): (String, &str, Fields, String) = match entry.command.verb() {
        "activity.submit" => (id.clone(), activity::FORM, written.into_iter().collect(), format!("/hoat-dong/{id}")),
        "activity.edit" | "activity.resend" => {
            if !Seen::read(app, id)?.may(app, Act::Edit) {
                return None;
            }
            let shown = app.peek(|client| {
                let shown = client.replica.get(&Key::new(activity::TABLE, id.clone()))?;
                Some((shown.body.read::<Map<String, Value>>()?, shown.seq))
            });
            let (record, seq) = shown.flatten()?;
            let mut fields = send::beginning(id, &record, seq);
            fields.extend(written);
            // The same draft that it was written in.
            let draft = entry.command.base.from.clone().unwrap_or_else(|| format!("e-{id}"));
            let place = format!("/hoat-dong/{}/sua", draft.strip_prefix("e-").unwrap_or(&draft));
            (draft, rows::EDIT_FORM, fields, place)
        }
        _ => return None,
    };
    let is_taken = app.peek(|client| client.draft(&draft_id).is_some()).unwrap_or(true);
    (!is_taken).then(|| (Draft { id: draft_id, form: form.into(), fields, rev: 1, at: time::now() }, place))
}
