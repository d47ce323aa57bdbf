//! The history of a record: who did what and when, with what it changed. Nothing that was written is ever gone from it.

use leptos::prelude::*;
use thidua_domain::activity;
use thidua_domain::record::{self, History};

use super::detail::Seen;
use super::words;
use crate::state::{App, app};
use crate::text::{said, t};
use thidua_sync::order;

#[component]
pub fn HistoryList(seen: Memo<Option<Seen>>) -> impl IntoView {
    let app = app();
    let entries = Memo::new(move |_| seen.read().as_ref().map(|seen| history(app, &seen.id)).unwrap_or_default());
    let line = move |entry: History| {
        let changes = entry.changes.into_iter().map(move |(field, (old, new))| {
            let (old, new) = (words::value_text(app, &field, &old), words::value_text(app, &field, &new));
            view! {
                <li>
                    <span class="muted">{words::field_name(&field)}</span>
                    <del class="prose">{old}</del>
                    <ins class="prose">{new}</ins>
                </li>
            }
        });
        view! {
            <li>
                <p><b>{verb_name(&entry.verb)}</b>" · "{app.name_of(&entry.by)}</p>
                <small>{words::moment(entry.at)}</small>
                {entry.reason.map(|reason| view! { <p class="prose">{reason}</p> })}
                <ul class="changes" role="list">{changes.collect_view()}</ul>
            </li>
        }
    };
    view! {
        <Show when=move || !entries.read().is_empty()>
            <section class="card">
                <h2>{said("activity-history")}</h2>
                <ol class="history">{move || entries.get().into_iter().map(line).collect_view()}</ol>
            </section>
        </Show>
    }
}

/// The latest first.
fn history(app: App, id: &str) -> Vec<History> {
    let mut found = Vec::new();
    app.peek(|client| {
        client.replica.each(record::HISTORY, |shown| {
            // Most rows are about other records: their text is not parsed.
            if shown.body.text().contains(id)
                && let Some(entry) = shown.body.read::<History>()
                && entry.of.table == activity::TABLE
                && entry.of.id == id
            {
                found.push(entry);
            }
        });
    });
    order::sort_by_key(&mut found, |entry| std::cmp::Reverse(entry.at));
    found
}

fn verb_name(verb: &str) -> String {
    match verb {
        "activity.edit" => t!("history-edited"),
        "activity.resend" => t!("history-resent"),
        "activity.confirm" => t!("history-confirmed"),
        "activity.return" => t!("history-returned"),
        "activity.withdraw" => t!("history-withdrawn"),
        "conflict.resolve" => t!("history-resolved"),
        other => other.to_owned(),
    }
}
