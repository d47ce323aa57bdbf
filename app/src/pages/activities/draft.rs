//! A form while it is being written: its draft, its errors and when they are shown, sending it, putting it away.

use std::collections::BTreeSet;

use leptos::prelude::*;
use serde_json::json;
use thidua_domain::activity;
use thidua_domain::org::Role;
use thidua_domain::record::{FieldError, State};
use thidua_sync::client::Written;
use thidua_sync::command::{Base, Fields};
use thidua_sync::draft::Draft;
use wasm_bindgen_futures::spawn_local;

use super::{Area, send, words};
use crate::browser::address::{Address, Way, address};
use crate::browser::device;
use crate::components::errors::ErrorLink;
use crate::pages::photos;
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
        // A form that was taken away is left after all of it has ended; it saved itself then.
        let Some(is_left) = self.left.try_with_untracked(|left| left.contains(name)) else { return };
        if !is_left {
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
            // Photos that are being made ready go along.
            photos::finish(self.app, self.editor).await;
            // Who has gone elsewhere meanwhile finds the draft as it is.
            if self.record.is_disposed() {
                return;
            }
            match self.hand_over().await {
                Ok(place) => self.address.go(&place, Way::Forward),
                Err(why) => drop(self.failed.try_set(why)),
            }
            self.busy.try_set(String::new());
        });
    }

    /// Sends what its author sees; answers where to go on.
    async fn hand_over(self) -> Result<String, String> {
        let record = self.record.get_value();
        let unit = self.app.me().map(|me| me.unit);
        let sent = match &record {
            None => {
                let unit = unit.ok_or_else(|| t!("activity-no-unit"))?;
                let submit = async |fields: Fields, draft: Written| {
                    let args = json!({ "unit": unit, "fields": send::written(send::clean(&fields, device::nfc)) });
                    let id = draft.id.clone();
                    self.app.send("activity.submit@1", &id, Base::default(), args, Some(draft)).await
                };
                self.editor.hand_over(submit).await
            }
            Some(record) => {
                let state = self.app.views(|views| views.activity(record).map(|item| item.record.state)).flatten();
                let kind = match state {
                    Some(State::Sent) => "activity.edit@1",
                    Some(State::Returned) => "activity.resend@1",
                    Some(State::Confirmed) => return Err(refusal_text("already_confirmed", &Default::default())),
                    Some(State::Withdrawn) => return Err(refusal_text("already_withdrawn", &Default::default())),
                    None => return Err(refusal_text("not_found", &Default::default())),
                };
                if self.is_unchanged() && state == Some(State::Sent) {
                    self.throw().await.map_err(|why| words::why_not(&why))?;
                    self.area.say(t!("activity-nothing-changed"), None);
                    return Ok(format!("/hoat-dong/{record}"));
                }
                let change = async |fields: Fields, draft: Written| {
                    let (base, changed) = send::changes(&fields, device::nfc);
                    self.app.send(kind, record, base, json!({ "fields": changed }), Some(draft)).await
                };
                self.editor.hand_over(change).await
            }
        };
        sent.map_err(|why| words::why_not(&why))?;
        self.area.say(t!("activity-queued-toast"), None);
        Ok(record.map_or_else(|| "/hoat-dong".to_owned(), |record| format!("/hoat-dong/{record}")))
    }

    fn is_unchanged(self) -> bool {
        send::changes(&self.editor.fields.get_untracked(), device::nfc).1.is_empty()
    }

    /// Goes back to the list; the draft stays.
    pub fn later(self) {
        self.editor.flush();
        self.address.go("/hoat-dong", Way::Forward);
    }

    /// Throws the draft away, and offers it back.
    pub fn discard(self) {
        spawn_local(async move {
            let (id, title) = (self.editor.id(), words::draft_title(&self.editor.fields.get_untracked()));
            let stored = self.app.peek(|client| client.draft(&id).cloned()).flatten();
            if let Err(why) = self.throw().await {
                self.failed.try_set(words::why_not(&why));
                return;
            }
            if let Some(stored) = stored {
                // Newer than any save that is still on its way through other tabs.
                let back = Draft { rev: stored.rev + 1, ..stored };
                self.area.say(t!("activity-discarded-toast", title = title), Some(back));
            }
            self.address.go("/hoat-dong", Way::Forward);
        });
    }

    async fn throw(self) -> Result<(), NotTaken> {
        let throw = async |_, draft: Written| self.app.discard_draft(&draft.id).await;
        self.editor.hand_over(throw).await?;
        self.app.ring();
        Ok(())
    }
}

fn link(error: &FieldError) -> ErrorLink {
    let text = format!("{}: {}", words::field_name(error.field), error_text(error.code));
    ErrorLink { field: element(error.field), text }
}
