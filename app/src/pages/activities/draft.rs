//! A form while it is being written: its draft, its errors and when they are shown, sending it, putting it away.

use std::collections::BTreeSet;

use leptos::prelude::*;
use serde_json::json;
use thidua_domain::activity;
use thidua_domain::org::Role;
use thidua_domain::record::{FieldError, State};
use thidua_sync::command::{Base, Fields};
use thidua_sync::draft::Draft;
use wasm_bindgen_futures::spawn_local;

use super::{Area, send, words};
use crate::browser::address::{Address, Way, address};
use crate::browser::device;
use crate::components::errors::ErrorLink;
use crate::state::editor::Editor;
use crate::state::{App, NotTaken, app};
use crate::text::{error_text, refusal_text, t};

/// What all parts of a form share.
#[derive(Clone, Copy)]
pub struct Form {
    pub app: App,
    pub editor: Editor,
    /// Of a record that was sent before: its id.
    pub record: StoredValue<Option<String>>,
    /// What keeps it from being sent, now.
    pub errors: Memo<Vec<FieldError>>,
    /// What kept it from being sent when it was tried, as far as it still does.
    pub summary: Memo<Vec<ErrorLink>>,
    found: RwSignal<Vec<FieldError>>,
    left: RwSignal<BTreeSet<&'static str>>,
    tried: RwSignal<bool>,
    /// Words while it is being sent.
    pub busy: RwSignal<String>,
    /// Why it could not be sent.
    pub failed: RwSignal<String>,
    area: Area,
    address: Address,
}

/// The id of the element that a field is written into.
pub fn element(field: &str) -> String {
    format!("activity-{field}")
}

impl Form {
    /// A form over an open editor; `record` when it changes one that was sent.
    pub fn new(editor: Editor, record: Option<String>) -> Form {
        let errors = Memo::new(move |_| activity::check(&send::clean(&editor.fields.read(), str::to_owned)));
        let found = RwSignal::new(Vec::<FieldError>::new());
        let summary = Memo::new(move |_| {
            let still = errors.read();
            found.read().iter().filter(|error| still.contains(error)).map(link).collect::<Vec<_>>()
        });
        Form {
            app: app(),
            editor,
            record: StoredValue::new(record),
            errors,
            summary,
            found,
            left: RwSignal::default(),
            tried: RwSignal::new(false),
            busy: RwSignal::default(),
            failed: RwSignal::default(),
            area: expect_context::<Area>(),
            address: address(),
        }
    }

    /// A field's text, for the box in which it is written.
    pub fn text(self, name: &'static str) -> Signal<String> {
        Signal::derive(move || self.editor.text(name))
    }

    /// Takes what is written into a field.
    pub fn set(self, name: &'static str) -> Callback<String> {
        Callback::new(move |text: String| self.editor.set(name, text))
    }

    /// What is wrong with a field, once its author has left it or tried to send.
    pub fn error(self, name: &'static str) -> Signal<String> {
        Signal::derive(move || {
            let is_due = self.tried.get() || self.left.read().contains(name);
            let errors = self.errors.read();
            let error = errors.iter().find(|error| is_due && error.field == name);
            error.map(|error| error_text(error.code)).unwrap_or_default()
        })
    }

    /// The author has gone on from a field.
    pub fn leave(self, name: &'static str) {
        if !self.left.read_untracked().contains(name) {
            self.left.update(|left| {
                left.insert(name);
            });
        }
        self.editor.flush();
    }

    /// What sending is called: staff send to the head of their unit.
    pub fn send_label(self) -> String {
        let is_head = self.app.my_grants().iter().any(|grant| grant.role == Role::UnitHead);
        if is_head { t!("activity-send") } else { t!("activity-send-to-head") }
    }

    pub fn is_sending(self) -> bool {
        !self.busy.read().is_empty()
    }

    /// Checks; then sends, or says what is missing.
    pub fn send(self) {
        if !self.busy.read_untracked().is_empty() {
            return;
        }
        self.tried.set(true);
        self.failed.set(String::new());
        let errors = self.errors.get_untracked();
        if !errors.is_empty() {
            // The summary takes the focus when it appears: it appears anew with every try.
            self.found.set(Vec::new());
            request_animation_frame(move || drop(self.found.try_set(errors)));
            return;
        }
        self.busy.set(t!("activity-sending"));
        spawn_local(async move {
            // What is on its way to the store must not arrive after the draft has become a command.
            let _ = self.editor.settle().await;
            if let Err(why) = self.hand_over().await {
                self.failed.try_set(why);
            }
            self.busy.try_set(String::new());
        });
    }

    async fn hand_over(self) -> Result<(), String> {
        let (id, fields) = (self.editor.id(), self.editor.fields.get_untracked());
        let place = match self.record.get_value() {
            None => {
                let unit = self.app.me().map(|me| me.unit).ok_or_else(|| t!("activity-no-unit"))?;
                let args = json!({ "unit": unit, "fields": send::written(send::clean(&fields, device::nfc)) });
                let sent = self.app.send("activity.submit@1", &id, Base::default(), args, Some(id.clone())).await;
                sent.map_err(|why| words::why_not(&why))?;
                self.area.say(t!("activity-queued-toast"), None);
                "/hoat-dong".to_owned()
            }
            Some(record) => {
                self.hand_over_changes(&id, &record, &fields).await?;
                format!("/hoat-dong/{record}")
            }
        };
        self.editor.close();
        self.address.go(&place, Way::Forward);
        Ok(())
    }

    async fn hand_over_changes(self, id: &str, record: &str, fields: &Fields) -> Result<(), String> {
        let (base, changed) = send::changes(fields, device::nfc);
        let state = self.app.views(|views| views.activity(record).map(|item| item.record.state)).flatten();
        let kind = match state {
            Some(State::Sent) if changed.is_empty() => {
                self.app.discard_draft(id).await.map_err(|why| words::why_not(&why))?;
                self.area.say(t!("activity-nothing-changed"), None);
                return Ok(());
            }
            Some(State::Sent) => "activity.edit@1",
            Some(State::Returned) => "activity.resend@1",
            Some(State::Confirmed) => return Err(refusal_text("already_confirmed", &Default::default())),
            Some(State::Withdrawn) => return Err(refusal_text("already_withdrawn", &Default::default())),
            None => return Err(refusal_text("not_found", &Default::default())),
        };
        let args = json!({ "fields": changed, "draft": id });
        let sent = self.app.send(kind, record, base, args, Some(id.to_owned())).await;
        sent.map_err(|why| words::why_not(&why))?;
        self.area.say(t!("activity-queued-toast"), None);
        Ok(())
    }

    /// Goes back to the list; the draft stays.
    pub fn later(self) {
        self.editor.flush();
        self.address.go("/hoat-dong", Way::Forward);
    }

    /// Throws the draft away, and offers it back.
    pub fn discard(self) {
        spawn_local(async move {
            let id = self.editor.id();
            let _ = self.editor.settle().await;
            let stored = self.app.peek(|client| client.draft(&id).cloned()).flatten();
            if let Err(why) = self.throw(&id, stored.is_some()).await {
                self.failed.try_set(words::why_not(&why));
                return;
            }
            self.editor.close();
            self.app.ring();
            if stored.is_some() {
                // Newer than any save that is still on its way through other tabs.
                let back = stored.map(|draft| Draft { rev: draft.rev + 1, ..draft });
                let title = words::draft_title(&self.editor.fields.get_untracked());
                self.area.say(t!("activity-discarded-toast", title = title), back);
            }
            self.address.go("/hoat-dong", Way::Forward);
        });
    }

    async fn throw(self, id: &str, is_stored: bool) -> Result<(), NotTaken> {
        if is_stored { self.app.discard_draft(id).await } else { Ok(()) }
    }
}

fn link(error: &FieldError) -> ErrorLink {
    let text = format!("{}: {}", words::field_name(error.field), error_text(error.code));
    ErrorLink { field: element(error.field), text }
}
