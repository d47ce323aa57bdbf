//! What became of a record so far: who did what, and when.

use leptos::prelude::*;
use thidua_domain::record::{HISTORY, History};

use super::words;
use crate::browser::time;
use crate::pages::moments;
use crate::pages::records::kinds;
use crate::state::{App, app};
use crate::text::t;
use thidua_sync::order;

/// The history of a record, oldest first; closed until somebody opens it.
#[component]
pub fn RecordHistory(table: &'static str, id: String) -> impl IntoView {
    let app = app();
    let id = StoredValue::new(id);
    let steps = Memo::new(move |_| steps(app, table, &id.read_value()));
    let line = move |step: History| {
        let (who, at) = (words::person_name(app, &step.by), moments::moment(step.at, time::now()));
        let fields = step.changes.keys().filter_map(|name| field_name(table, name)).collect::<Vec<_>>().join(", ");
        view! {
            <li>
                <b>{verb_name(&step.verb)}</b>
                <p class="muted">{who}", "{at}</p>
                {(!fields.is_empty()).then(|| view! { <p class="muted">{move || t!("history-fields", fields = fields.as_str())}</p> })}
                {step.reason.map(|reason| view! { <q>{reason}</q> })}
            </li>
        }
    };
    view! {
        <details class="card more" hidden=move || steps.read().is_empty()>
            <summary>{move || t!("nomination-history", count = steps.read().len())}</summary>
            <ol class="history">{move || steps.get().into_iter().map(line).collect_view()}</ol>
        </details>
    }
}

fn steps(app: App, table: &'static str, id: &str) -> Vec<History> {
    app.follow(table);
    let mut found = Vec::new();
    app.peek(|client| {
        client.replica.each(HISTORY, |shown| {
            // Most histories are of other records: a look at the text spares reading them.
            let step = shown.body.text().contains(id).then(|| shown.body.read::<History>()).flatten();
            found.extend(step.filter(|step| step.of.table == table && step.of.id == id));
        });
    });
    order::sort_by_key(&mut found, |step| step.at);
    found
}

/// A field by its name in the form; none for what no form asks.
fn field_name(table: &str, name: &str) -> Option<String> {
    match kinds::of_table(table) {
        Some(kind) => kind.spec.fields.contains(&name).then(|| kind.field_name(name)),
        None => Some(words::field_name(name)),
    }
}

fn verb_name(verb: &str) -> String {
    match verb.rsplit('.').next().unwrap_or(verb) {
        "propose" | "submit" => t!("history-sent"),
        "edit" => t!("history-edited"),
        "resend" => t!("history-resent"),
        "return" => t!("history-returned"),
        "withdraw" => t!("history-withdrawn"),
        "confirm" => t!("history-confirmed"),
        "resolve" => t!("history-resolved"),
        "advance" => t!("history-advanced"),
        "publish" => t!("history-published"),
        "remedy" => t!("history-remedy"),
        _ => verb.to_owned(),
    }
}
