//! What became of a record so far: who did what, and when.

use leptos::prelude::*;
use serde_json::Value;
use thidua_domain::nomination::SPEC;
use thidua_domain::nomination::course::COURSE;
use thidua_domain::record::{HISTORY, History};

use super::words;
use crate::browser::time;
use crate::components::conflict::Side;
use crate::pages::moments;
use crate::pages::records::{kinds, words as records};
use crate::state::{App, app};
use crate::text::{said, t};
use thidua_sync::order;

/// A change of at most so many characters on both sides is shown at once; a longer one opens at a touch.
const SHORT: usize = 300;

/// What a step changed of one field, as people read it.
struct Changed {
    field: String,
    old: String,
    new: String,
}

/// The history of a record, oldest first; closed until somebody opens it. What was written before and after each step stands
/// side by side.
#[component]
pub fn RecordHistory(table: &'static str, id: String) -> impl IntoView {
    let app = app();
    let id = StoredValue::new(id);
    let steps = Memo::new(move |_| steps(app, table, &id.read_value()));
    // Comparing long texts costs time: nothing is compared before somebody looks.
    let opened = RwSignal::new(false);
    let line = move |step: History| {
        let (who, at) = (words::person_name(app, &step.by), moments::moment(step.at, time::now()));
        let changes = step.changes.iter().filter_map(|(name, (old, new))| changed(app, table, name, old, new));
        let changes = changes.map(|changed| view! { <Change changed/> }).collect_view();
        view! {
            <li>
                <b>{verb_name(&step.verb)}</b>
                <p class="muted">{who}", "{at}</p>
                {step.reason.map(|reason| view! { <q>{reason}</q> })}
                {changes}
            </li>
        }
    };
    view! {
        <details class="card more" hidden=move || steps.read().is_empty() on:toggle=move |_| opened.set(true)>
            <summary>{move || t!("nomination-history", count = steps.read().len())}</summary>
            <ol class="history">
                {move || opened.get().then(|| steps.get().into_iter().map(line).collect_view())}
            </ol>
        </details>
    }
}

/// The old and the new words of a field.
#[component]
fn Change(changed: Changed) -> impl IntoView {
    let Changed { field, old, new } = changed;
    let is_short = old.chars().count() + new.chars().count() <= SHORT;
    let opened = RwSignal::new(is_short);
    let versions = move || {
        opened.get().then(|| {
            view! {
                <div class="versions">
                    <Side label=said("history-before") text=old.clone() base=new.clone()/>
                    <Side label=said("history-after") text=new.clone() base=old.clone()/>
                </div>
            }
        })
    };
    view! {
        <details class="more" open=is_short on:toggle=move |_| opened.set(true)>
            <summary>{field}</summary>
            {versions}
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

/// What a step changed of a field of the form, or of the way that a nomination had come; nothing of what no form asks.
fn changed(app: App, table: &str, name: &str, old: &Value, new: &Value) -> Option<Changed> {
    let text = |value: &Value| match kinds::of_table(table) {
        Some(kind) => records::value_text(app, kind, name, value),
        None if name == COURSE => words::course_text(app, value),
        None => words::value_text(app, name, value),
    };
    let field = match kinds::of_table(table) {
        Some(kind) => kind.spec.fields.contains(&name).then(|| kind.field_name(name))?,
        None if name == COURSE => t!("course-title"),
        None => SPEC.fields.contains(&name).then(|| words::field_name(name))?,
    };
    Some(Changed { field, old: text(old), new: text(new) })
}

fn verb_name(verb: &str) -> String {
    match verb.rsplit('.').next().unwrap_or(verb) {
        "propose" | "submit" => t!("history-sent"),
        "edit" => t!("history-edited"),
        "resend" => t!("history-resent"),
        "return" => t!("history-returned"),
        "withdraw" => t!("history-withdrawn"),
        "confirm" => t!("history-confirmed"),
        "endorse" => t!("course-endorse"),
        "appraise" => t!("course-appraise"),
        "post" => t!("course-post"),
        "resolve" => t!("history-resolved"),
        "advance" => t!("history-advanced"),
        "publish" => t!("history-published"),
        "remedy" => t!("history-remedy"),
        _ => verb.to_owned(),
    }
}
