//! What was said of a dossier in the discussion.

use leptos::prelude::*;
use serde_json::json;
use thidua_domain::council::acts;
use thidua_domain::council::rows::{CaseState, NOTE, Note, Stage};
use thidua_sync::order;

use super::known::waiting;
use super::open::Sight;
use crate::browser::time;
use crate::components::button::{Button, Press};
use crate::components::card::Card;
use crate::components::icon::Glyph;
use crate::components::status::{ItemState, StatusPill};
use crate::components::text_field::TextArea;
use crate::pages::moments;
use crate::pages::nominations::words::person_name;
use crate::state::kept::Kept;
use crate::text::said;

/// A note, and whether it waits here.
type Line = (String, Note, bool);

fn lines(sight: Sight) -> Vec<Line> {
    let (app, id) = (sight.open.app, sight.dossier.read().id.clone());
    let rows = app.rows::<Note>(NOTE).into_iter().filter(|(_, note)| note.case == id);
    let mut found: Vec<Line> = rows.map(|(key, note)| (key, note, false)).collect();
    for command in waiting(app).into_iter().filter(|command| command.kind == acts::NOTE && command.entity == id) {
        let read = |name: &str| command.args[name].as_str().unwrap_or_default().to_owned();
        if found.iter().all(|(key, ..)| *key != read("id")) {
            let (session, by) = (sight.open.id(), app.my_id());
            let note = Note { session, case: id.clone(), by, at: command.made_at, text: read("text") };
            found.push((read("id"), note, true));
        }
    }
    order::sort_by_key(&mut found, |(key, note, _)| (note.at, key.clone()));
    found
}

#[component]
pub fn Notes(sight: Sight) -> impl IntoView {
    let app = sight.open.app;
    let notes = Memo::new(move |_| lines(sight));
    let kept = Kept::open(app, format!("note {}", sight.id()), String::new());
    let may = Memo::new(move |_| {
        let is_closed = sight.open.known.read().session.state == Stage::Closed;
        !is_closed && sight.dossier.read().case.state == CaseState::Taken
    });
    let send = move |()| {
        let words = kept.words();
        if !words.is_empty() {
            sight.send_then(acts::NOTE, json!({ "id": time::record_id(), "text": words }), kept.spent());
        }
    };
    let draw = move |(_, note, waits): Line| {
        let head = format!("{} · {}", person_name(app, &note.by), moments::moment(note.at, time::now()));
        view! {
            <li class="list-item"><span class="grow">
                <span class="list-sub full">{head}</span><span class="prose">{note.text}</span>
                {waits.then(|| view! { <StatusPill state=ItemState::Waiting/> })}
            </span></li>
        }
    };
    view! {
        <Card title=said("council-notes")>
            <Show when=move || !notes.read().is_empty() fallback=|| view! { <p class="muted">{said("council-notes-none")}</p> }>
                <ul class="list" role="list">{move || notes.get().into_iter().map(draw).collect_view()}</ul>
            </Show>
            <Show when=move || may.get()>
                <TextArea label=said("council-note-words") value=kept.text on_input=move |text| kept.write(text) rows=2 max=4_000/>
                <div class="row wrap end"><Button kind=Press::Line icon=Glyph::Plus label=said("council-note-add") on_press=send/></div>
            </Show>
        </Card>
    }
}
