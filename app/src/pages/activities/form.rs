//! The form of an activity: a new one, or one that was sent and is changed in a draft of its own.

use leptos::prelude::*;
use leptos::{ev, html};
use serde_json::{Map, Value};
use thidua_domain::activity;
use thidua_domain::policy::Act;
use thidua_domain::record::State;
use thidua_sync::command::Fields;
use thidua_sync::row::Key;

use super::detail::{self, Seen};
use super::draft::Form;
use super::fields::FormFields;
use super::rows::EDIT_FORM;
use super::save::{SaveLine, plain};
use super::{PaneHead, send, words};
use crate::browser::address::{Way, address};
use crate::browser::dom;
use crate::components::button::{Button, Press};
use crate::components::card::{Notice, Tone};
use crate::components::errors::ErrorSummary;
use crate::components::icon::Glyph;
use crate::components::status::Pill;
use crate::pages::drafts;
use crate::pages::here::once_here;
use crate::pages::save_trouble::SaveTrouble;
use crate::state::editor::{Editor, Saved};
use crate::state::{App, app};
use crate::text::{said, t};

/// How many records that may be the same are named.
const MOST_TWINS: usize = 3;

/// The form of a record that does not exist yet. Its draft gets an address with its first letter.
#[component]
pub fn NewForm(id: String) -> impl IntoView {
    let editor = Editor::open(app(), &id, activity::FORM, Fields::new());
    let address = address();
    Effect::new(move |_| {
        let is_saved = matches!(*editor.saved.read(), Saved::At(_));
        if is_saved && address.path.get_untracked().ends_with("/moi") {
            address.go(&format!("/hoat-dong/{id}"), Way::Quietly);
        }
    });
    let fields = editor.fields;
    let is_empty =
        Memo::new(move |_| thidua_domain::record::text(&fields.read(), "title").is_empty() && fields.read().len() < 2);
    let title = move || if is_empty.get() { t!("activity-form-new") } else { words::draft_title(&fields.read()) };
    let form = Form::new(editor, None);
    view! { <Sheet form title=Signal::derive(title) what=said("activity-draft") back="/hoat-dong"/> }
}

/// The form that changes a record.
#[component]
pub fn EditForm(id: String) -> impl IntoView {
    let app = app();
    // By the record's id, or by that of one draft among several.
    let kept = app.peek(|client| client.draft(&id).cloned()).flatten();
    let named = kept.and_then(|draft| Some((drafts::record_of(&draft)?, draft.id)));
    let (id, draft) = named.unwrap_or_else(|| (id.clone(), format!("e-{id}")));
    let key = Key::new(activity::TABLE, id.clone());
    let find = move || {
        app.follow(activity::TABLE);
        let read = app.peek(|client| {
            let shown = client.replica.get(&key)?;
            Some((shown.body.read::<Map<String, Value>>()?, shown.seq))
        });
        read.flatten()
    };
    let shown = move |(record, seq): (Map<String, Value>, u64)| editing(app, &id, &draft, &record, seq);
    once_here(find, shown, || view! { <detail::Missing/> }.into_any())
}

fn editing(app: App, id: &str, draft: &str, record: &Map<String, Value>, seq: u64) -> AnyView {
    let id = id.to_owned();
    let is_begun = app.peek(|client| client.draft(draft).is_some()) == Some(true);
    if !is_begun && Seen::read(app, &id).is_some_and(|seen| !seen.may(app, Act::Edit)) {
        return view! { <detail::Detail id/> }.into_any();
    }
    let state = app.views(|views| views.activity(&id).map(|item| item.record.state)).flatten();
    let editor = Editor::open(app, draft, EDIT_FORM, send::beginning(&id, record, seq));
    let what =
        move || if state == Some(State::Returned) { t!("activity-editing-returned") } else { t!("activity-editing") };
    let back = format!("/hoat-dong/{id}");
    let form = Form::new(editor, Some(id));
    let title = move || words::draft_title(&editor.fields.read());
    view! { <Sheet form title=Signal::derive(title) what=Signal::derive(what) back/> }.into_any()
}

/// Head, fields and bar of a form.
#[component]
fn Sheet(form: Form, title: Signal<String>, what: Signal<String>, #[prop(into)] back: String) -> impl IntoView {
    provide_context(form);
    let node = NodeRef::<html::Form>::new();
    let keys = move |event: ev::KeyboardEvent| {
        let sends = event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) && !dom::is_composing(&event);
        if sends {
            event.prevent_default();
            form.send();
        }
    };
    let failed = move || {
        (!form.failed.read().is_empty()).then(|| {
            view! { <Notice tone=Tone::Bad title=said("activity-not-sent") words=form.failed/> }
        })
    };
    view! {
        <form node_ref=node class="form" novalidate on:submit=|event| event.prevent_default() on:keydown=keys>
            <PaneHead title back><SaveLine what/></PaneHead>
            <SaveTrouble editor=form.editor plain=move |()| plain(form)/>
            <ReturnedFor/>
            <ErrorSummary errors=form.summary/>
            <div class="form" inert=move || form.is_sending()><FormFields/></div>
            <Twins/>
            {failed}
            <Bar/>
        </form>
    }
}

/// Records that may tell of the same activity: two of an office often write down what they did together.
#[component]
fn Twins() -> impl IntoView {
    let form = expect_context::<Form>();
    let app = form.app;
    // What decides, so that the list is not walked at every letter.
    let asked = Memo::new(move |_| {
        let fields = send::clean(&form.editor.fields.read(), str::to_owned);
        ["date", "kind", "people"].map(|name| (name.to_owned(), fields.get(name).cloned().unwrap_or_default()))
    });
    let found = Memo::new(move |_| {
        app.follow(activity::TABLE);
        let (fields, me, own): (Fields, _, _) =
            (asked.get().into_iter().collect(), app.my_id(), form.record.get_value());
        let list = app.views(|views| views.activity_list.clone()).unwrap_or_default();
        let twins = list.iter().filter(|item| Some(&item.id) != own.as_ref());
        let twins = twins.filter(|item| activity::may_be_same(&fields, &me, &item.record)).take(MOST_TWINS);
        twins.map(|item| (item.id.clone(), item.record.title.clone(), item.record.author.clone())).collect::<Vec<_>>()
    });
    let line = move |(id, title, author): (String, String, String)| {
        view! { <li><a href=format!("/hoat-dong/{id}")>{title}</a>" · "{app.name_of(&author)}</li> }
    };
    move || {
        let found = found.get();
        (!found.is_empty()).then(|| {
            view! {
                <Notice title=said("activity-twins-title") words=said("activity-twins-words")>
                    <ul>{found.into_iter().map(line).collect_view()}</ul>
                </Notice>
            }
        })
    }
}

/// Why the record came back, where it is mended.
#[component]
fn ReturnedFor() -> impl IntoView {
    let form = expect_context::<Form>();
    let reason = Memo::new(move |_| {
        let record: activity::Activity = form.app.row(activity::TABLE, &form.record.get_value()?)?;
        record.reason.filter(|_| record.state == State::Returned)
    });
    move || {
        let reason = reason.get()?;
        Some(view! { <Notice tone=Tone::Wait title=said("activity-returned-title") words=reason/> })
    }
}

/// What can be done with the draft. Saving is not among it: it happens by itself.
#[component]
fn Bar() -> impl IntoView {
    let form = expect_context::<Form>();
    let fits = Memo::new(move |_| form.errors.read().is_empty());
    let tone = move || if fits.get() { Tone::Good } else { Tone::Wait };
    let label = move || if fits.get() { t!("draft-clean") } else { t!("draft-faulty") };
    // An empty form is not wrong yet.
    let is_begun = Memo::new(move |_| form.editor.saved.get() != Saved::Nothing);
    view! {
        <div class="discard">
            <Button kind=Press::Quiet icon=Glyph::Trash label=said("activity-discard") on_press=move |()| form.discard()/>
        </div>
        <div class="form-bar">
            <span class="grow">
                <Show when=move || is_begun.get()><Pill tone=Signal::derive(tone) label=label/></Show>
                <small>{said("activity-works-offline")}</small>
            </span>
            <Button kind=Press::Line label=said("later") on_press=move |()| form.later()/>
            <Button
                kind=Press::Main
                icon=Glyph::Send
                label=move || form.send_label()
                busy=form.busy
                on_press=move |()| form.send()
            />
        </div>
    }
}
