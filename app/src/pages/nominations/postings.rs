//! What is posted for comments: everybody reads the name and the award, and may comment until the last day.

use std::cmp::Reverse;

use chrono::NaiveDate;
use leptos::prelude::*;
use serde_json::json;
use thidua_domain::date::When;
use thidua_domain::nomination::course::{COMMENT, Comment, NOTE_MAX, POSTING, Posting};
use thidua_sync::client::EntryState;
use thidua_sync::command::Base;
use thidua_sync::order;

use crate::browser::time;
use crate::components::button::{Button, Press};
use crate::components::card::{Card, EmptyState, Notice, PageHead, Tone};
use crate::components::icon::Glyph;
use crate::components::status::{ItemState, StatusPill};
use crate::components::text_field::TextArea;
use crate::pages::activities::words::why_not;
use crate::pages::awards::known;
use crate::pages::awards::words::award_name;
use crate::pages::records::term;
use crate::state::kept::Kept;
use crate::state::{App, app};
use crate::text::{said, t};

#[component]
pub fn Postings() -> impl IntoView {
    let app = app();
    let rows = Memo::new(move |_| {
        let mut rows = app.rows::<Posting>(POSTING);
        order::sort_by_key(&mut rows, |(id, posting)| (Reverse(posting.posted.until), id.clone()));
        rows
    });
    let cards = move || rows.get().into_iter().map(|(id, posting)| view! { <OnePosting id posting/> }).collect_view();
    view! {
        <div class="page">
            <PageHead title=said("postings-title") note=said("postings-note") back=Signal::stored("/de-nghi".to_owned()) back_label=said("nomination-back")/>
            <Show
                when=move || !rows.read().is_empty()
                fallback=|| view! { <EmptyState glyph=Glyph::Award title=said("postings-none") words=said("postings-none-words")/> }
            >
                {cards}
            </Show>
        </div>
    }
}

/// One's own comments on a posting, with whether each waits to be sent. Follows comments and the outbox.
fn own(app: App, posting: &str) -> Vec<(String, bool)> {
    let me = app.my_id();
    let sent = app.rows::<Comment>(COMMENT).into_iter().map(|(_, comment)| comment);
    let mut all: Vec<(String, bool)> =
        sent.filter(|one| one.of == posting && one.by.by == me).map(|one| (one.words, false)).collect();
    app.follow_queue();
    let waiting = app.peek(|client| {
        let own = client.outbox().filter(|entry| {
            entry.command.verb() == "nomination.comment"
                && entry.command.args["of"] == posting
                && !matches!(entry.state, EntryState::Refused(_))
        });
        own.filter_map(|entry| entry.command.args["words"].as_str().map(str::to_owned)).collect::<Vec<_>>()
    });
    all.extend(waiting.unwrap_or_default().into_iter().map(|words| (words, true)));
    all
}

/// How many working days are left of a posting, in words; none when it is over. Followed.
pub fn left(app: App, until: NaiveDate) -> Option<String> {
    let today = known::today(app);
    (today <= until).then(|| match term::calendar(app).left(today, until) {
        0 => t!("postings-last-day"),
        days => t!("postings-left", days = days),
    })
}

#[component]
fn OnePosting(id: String, posting: Posting) -> impl IntoView {
    let app = app();
    let id = StoredValue::new(id);
    let kept = Kept::open(app, format!("comment {}", id.get_value()), String::new());
    let trouble = RwSignal::new(String::new());
    let until = posting.posted.until;
    let is_open = Memo::new(move |_| known::today(app) <= until);
    let award = posting.award;
    let name = posting.name;
    let aside = move || match left(app, until) {
        Some(left) => t!("postings-until", day = When::Day(until).to_string(), left = left),
        None => t!("postings-over", day = When::Day(until).to_string()),
    };
    let own = Memo::new(move |_| own(app, &id.read_value()));
    let send = move |()| {
        let (words, spent) = (kept.words(), kept.spent());
        if words.is_empty() {
            return trouble.set(t!("postings-words-missing"));
        }
        leptos::task::spawn_local(async move {
            let args = json!({ "of": id.get_value(), "words": words });
            match app.send("nomination.comment@1", &time::record_id(), Base::default(), args, None).await {
                Ok(()) => spent(),
                Err(why) => drop(trouble.try_set(why_not(&why))),
            }
        });
    };
    let lines = move || {
        let line = |(words, waits): (String, bool)| {
            let state = waits.then(|| view! { <StatusPill state=Signal::stored(ItemState::Waiting)/> });
            view! { <li class="row wrap"><span class="grow">{words}</span>{state}</li> }
        };
        own.get().into_iter().map(line).collect_view()
    };
    view! {
        <Card title=Signal::stored(name) aside>
            <p>{move || award_name(app, &award)}</p>
            <Show when=move || !own.read().is_empty()>
                <h3>{said("postings-own")}</h3>
                <ul class="plain-list" role="list">{lines}</ul>
            </Show>
            <Show when=move || is_open.get() fallback=|| view! { <Notice tone=Tone::Plain title=said("refusal-posting-over")/> }>
                <TextArea
                    label=said("postings-words")
                    hint=said("postings-hint")
                    value=kept.text
                    on_input=move |text| { kept.write(text); trouble.set(String::new()); }
                    error=trouble
                    max=NOTE_MAX
                />
                <div class="row wrap end">
                    <Button kind=Press::Line icon=Glyph::Send label=said("postings-send") on_press=send/>
                </div>
            </Show>
        </Card>
    }
}
