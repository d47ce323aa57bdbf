//! An inspection's remedies: written with a term in working days, and followed until they are done.

use leptos::prelude::*;
use serde_json::{Value, json};
use thidua_domain::date::{self, When};
use thidua_domain::inspection::{self, Remedy};
use thidua_domain::policy::{Act, Target};
use thidua_domain::record;
use thidua_domain::workday::Calendar;

use super::detail::Open;
use super::{term, words};
use crate::browser::time;
use crate::components::button::{Button, IconButton, Press};
use crate::components::card::{Card, Tone};
use crate::components::field::Field;
use crate::components::icon::Glyph;
use crate::components::status::Pill;
use crate::components::text_field::{TextArea, TextField};
use crate::pages::moments;
use crate::pages::nominations::words::person_name;
use crate::state::editor::Editor;
use crate::state::kept::Kept;
use crate::text::{said, t};

/// Remedies in the form: each with its words and its last day.
#[component]
pub fn RemedyField(editor: Editor, id: String, label: Signal<String>, error: Signal<String>) -> impl IntoView {
    let app = crate::state::app();
    let calendar = Memo::new(move |_| term::calendar(app));
    let remedies = Memo::new(move |_| inspection::remedies(&editor.value("remedies")));
    let kept = |what: &str| Kept::open(app, format!("remedy {what} {}", editor.id()), String::new());
    let (text, days) = (kept("text"), kept("days"));
    let wrong = RwSignal::new(String::new());
    // From the day of the inspection, else from today.
    let start = Memo::new(move |_| {
        let day = editor.text("date").parse::<When>().ok().and_then(When::first);
        day.unwrap_or_else(|| date::today(time::now()))
    });
    let due = Memo::new(move |_| {
        let days = days.text.read().trim().parse::<u32>().ok()?;
        calendar.read().after(start.get(), days)
    });
    let put = move |all: Vec<Remedy>| {
        editor.set("remedies", json!(all.iter().map(Remedy::to_string).collect::<Vec<_>>()));
        editor.flush();
    };
    let add = move |()| {
        let words = text.words().split_whitespace().collect::<Vec<_>>().join(" ");
        let has_term = !days.text.read_untracked().trim().is_empty();
        let problem = match (words.is_empty(), has_term && due.get_untracked().is_none()) {
            (true, _) => Some(t!("remedy-text-missing")),
            (_, true) => Some(t!("remedy-days-wrong")),
            _ if words.chars().count() > inspection::REMEDY_MAX => Some(t!("error-text-too-long")),
            _ => None,
        };
        if let Some(problem) = problem {
            wrong.set(problem);
            return;
        }
        let mut all = remedies.get_untracked();
        all.push(Remedy { id: time::record_id(), due: due.get_untracked(), text: words });
        put(all);
        text.spent()();
        days.spent()();
        wrong.set(String::new());
    };
    let one = move |remedy: Remedy| {
        let (own, name) = (remedy.id.clone(), remedy.text.clone());
        let remove = move |()| put(remedies.get_untracked().into_iter().filter(|other| other.id != own).collect());
        view! {
            <li class="list-item">
                <div class="grow">
                    <span class="list-sub full">{remedy.text}</span>
                    <small>{remedy.due.map(|due| t!("remedy-due", day = When::Day(due).to_string()))}</small>
                </div>
                <IconButton glyph=Glyph::Cross name=t!("remedy-remove", name = name) on_press=remove/>
            </li>
        }
    };
    let reading = move || match due.get() {
        Some(due) if calendar.read().is_verified(due) => t!("remedy-due", day = When::Day(due).to_string()),
        Some(due) => t!("remedy-due-unverified", day = When::Day(due).to_string()),
        None => t!("remedy-days-hint"),
    };
    let whole = Signal::derive(move || if wrong.read().is_empty() { error.get() } else { wrong.get() });
    view! {
        <Field id=id.clone() label error=whole>
            <div class="stack" id=id.clone() tabindex="-1">
                <Show when=move || !remedies.read().is_empty()>
                    <ul class="list" role="list">{move || remedies.get().into_iter().map(one).collect_view()}</ul>
                </Show>
                <TextArea label=said("remedy-text") value=text.text on_input=move |words| text.write(words) rows=2/>
                <TextField label=said("remedy-days") hint=reading value=days.text on_input=move |words| days.write(words) kind="number"/>
                <div class="row wrap"><Button icon=Glyph::Plus label=said("remedy-add") on_press=add/></div>
            </div>
        </Field>
    }
}

pub fn below(open: Open) -> AnyView {
    view! { <Remedies open/> }.into_any()
}

/// What is to be put right, how its term stands, and what became of it.
#[component]
fn Remedies(open: Open) -> impl IntoView {
    let app = open.app;
    let remedies = Memo::new(move |_| inspection::remedies(&open.value("remedies")));
    let done = Memo::new(move |_| open.value("done"));
    let calendar = Memo::new(move |_| term::calendar(app));
    // Those who lead the inspecting or an inspected unit.
    let may = Memo::new(move |_| {
        let record = open.record();
        let mut units = words::ids(&record, record::INSPECTED);
        units.push(words::text(&record, "unit").to_owned());
        words::text(&record, "state") != "withdrawn" && units.iter().any(|unit| app.may(Act::Lead, Target::unit(unit)))
    });
    let open_count = move || remedies.read().iter().filter(|remedy| done.read()[&remedy.id].is_null()).count();
    let one = move |remedy: Remedy| {
        let told = done.read()[&remedy.id].clone();
        view! { <OneRemedy open remedy told calendar may/> }
    };
    view! {
        <Show when=move || !remedies.read().is_empty()>
            <Card title=said("remedies") aside=move || t!("remedies-open", open = open_count(), count = remedies.read().len())>
                <ul class="list" role="list">{move || remedies.get().into_iter().map(one).collect_view()}</ul>
            </Card>
        </Show>
    }
}

#[component]
fn OneRemedy(open: Open, remedy: Remedy, told: Value, calendar: Memo<Calendar>, may: Memo<bool>) -> impl IntoView {
    let note = Kept::open(open.app, format!("remedy note {}", remedy.id), String::new());
    let (asking, is_done) = (RwSignal::new(false), !told.is_null());
    let (id, due) = (remedy.id.clone(), remedy.due);
    let settle = move |done: bool| {
        open.tell("remedy", json!({ "remedy": id, "done": done, "note": note.words() }), note.spent());
    };
    let (set_done, set_open) = (settle.clone(), settle);
    let sign = move || match due.filter(|_| !is_done) {
        Some(due) => {
            let (tone, words) = term::of(&calendar.read(), date::today(time::now()), due);
            view! { <Pill tone label=words/> }.into_any()
        }
        None if is_done => view! { <Pill tone=Tone::Good label=said("remedy-done")/> }.into_any(),
        None => view! { <Pill label=said("remedy-open")/> }.into_any(),
    };
    let by = is_done.then(|| {
        let (who, at) = (told["by"].as_str().unwrap_or_default(), told["at"].as_i64().unwrap_or_default());
        let note = told["note"].as_str().unwrap_or_default().to_owned();
        view! {
            <small>{t!("remedy-done-by", who = person_name(open.app, who), at = moments::moment(at, time::now()))}</small>
            <p class="prose">{note}</p>
        }
    });
    view! {
        <li class="list-item remedy">
            <div class="stack grow">
                <span class="list-sub full">{remedy.text}</span>
                <span class="row wrap">{sign}<small>{due.map(|due| t!("remedy-due", day = When::Day(due).to_string()))}</small></span>
                {by}
                <Show when=move || may.get() && !is_done && !asking.get()>
                    <div class="row wrap"><Button kind=Press::Line label=said("remedy-report") on_press=move |()| asking.set(true)/></div>
                </Show>
                <Show when=move || asking.get()>
                    {
                        let set_done = set_done.clone();
                        view! {
                            <div class="stack">
                                <TextArea label=said("remedy-note") value=note.text on_input=move |text| note.write(text) rows=2 max=record::REASON_MAX/>
                                <div class="row wrap end">
                                    <Button kind=Press::Quiet label=said("cancel") on_press=move |()| asking.set(false)/>
                                    <Button kind=Press::Main icon=Glyph::Tick label=said("remedy-done-set") on_press=move |()| set_done(true)/>
                                </div>
                            </div>
                        }
                    }
                </Show>
                <Show when=move || may.get() && is_done>
                    {
                        let set_open = set_open.clone();
                        view! { <div class="row wrap"><Button kind=Press::Quiet label=said("remedy-reopen") on_press=move |()| set_open(false)/></div> }
                    }
                </Show>
            </div>
        </li>
    }
}
