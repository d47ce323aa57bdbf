//! A draft while it is being written: every change is on the device within 250 ms, and the screen says so only then.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use serde_json::Value;
use thidua_sync::Millis;
use thidua_sync::command::Fields;
use thidua_sync::draft::Draft;

use super::{App, NotTaken};
use crate::browser::{device, time};

/// Longest time from a keystroke to the store.
const DEBOUNCE_MS: u32 = 250;

/// Whether what is on screen is on the device.
#[derive(Clone, Debug, PartialEq)]
pub enum Saved {
    /// Nothing was written yet.
    Nothing,
    Waiting,
    /// The device's clock when the store said that it is durable.
    At(Millis),
    Failed(NotTaken),
}

/// Edits one draft. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Editor {
    app: App,
    inner: StoredValue<Rc<Inner>, LocalStorage>,
    pub fields: RwSignal<Fields>,
    pub saved: RwSignal<Saved>,
}

struct Inner {
    id: String,
    form: String,
    rev: Cell<u64>,
    /// The last rev that is durable.
    durable: Cell<u64>,
    timer: RefCell<Option<Timeout>>,
    saving: Cell<bool>,
    /// The draft was sent or thrown away: nothing is saved any more.
    closed: Cell<bool>,
}

impl Editor {
    /// Opens a draft that exists, or a new one that begins to exist with its first letter. `first` fills a new one.
    pub fn open(app: App, id: &str, form: &str, first: Fields) -> Editor {
        let stored = app.peek(|client| client.draft(id).cloned()).flatten();
        let (fields, rev, saved, form) = match stored {
            Some(draft) => (draft.fields, draft.rev, Saved::At(draft.at), draft.form),
            None => (first, 0, Saved::Nothing, form.to_string()),
        };
        let inner = Inner {
            id: id.into(),
            form,
            rev: Cell::new(rev),
            durable: Cell::new(rev),
            timer: RefCell::default(),
            saving: Cell::new(false),
            closed: Cell::new(false),
        };
        let editor = Editor {
            app,
            inner: StoredValue::new_local(Rc::new(inner)),
            fields: RwSignal::new(fields),
            saved: RwSignal::new(saved),
        };
        editor.watch();
        editor
    }

    pub fn id(self) -> String {
        self.inner.with_value(|inner| inner.id.clone())
    }

    /// A field's text; empty when it is absent. Followed.
    pub fn text(self, name: &str) -> String {
        self.fields.with(|fields| fields.get(name).and_then(Value::as_str).unwrap_or_default().to_string())
    }

    /// A field's value; null when it is absent. Followed.
    pub fn value(self, name: &str) -> Value {
        self.fields.with(|fields| fields.get(name).cloned().unwrap_or(Value::Null))
    }

    /// Changes a field. Called on every `input`, also while a letter is being composed.
    pub fn set(self, name: &str, value: impl Into<Value>) {
        let value = value.into();
        if self.fields.with_untracked(|fields| fields.get(name) == Some(&value)) {
            return;
        }
        self.fields.update(|fields| drop(fields.insert(name.to_string(), value)));
        let Some(inner) = self.inner.try_get_value() else { return };
        inner.rev.set(inner.rev.get() + 1);
        self.saved.set(Saved::Waiting);
        let mut timer = inner.timer.borrow_mut();
        if timer.is_none() {
            *timer = Some(Timeout::new(DEBOUNCE_MS, move || {
                if let Some(inner) = self.inner.try_get_value() {
                    inner.timer.borrow_mut().take();
                }
                self.flush();
            }));
        }
    }

    /// Saves now what is not saved yet: on blur, when the page is hidden, and before leaving.
    pub fn flush(self) {
        let Some(inner) = self.inner.try_get_value() else { return };
        if inner.saving.get() || inner.closed.get() || inner.rev.get() == inner.durable.get() {
            return;
        }
        // What is written is read here, so that it is saved even when the page is gone before the store answers.
        let rev = inner.rev.get();
        let fields = self.fields.get_untracked();
        let draft = Draft { id: inner.id.clone(), form: inner.form.clone(), fields, rev, at: time::now() };
        inner.saving.set(true);
        wasm_bindgen_futures::spawn_local(async move {
            let done = self.app.save_draft(draft).await;
            inner.saving.set(false);
            match done {
                Ok(()) => {
                    inner.durable.set(rev);
                    if inner.rev.get() == rev {
                        self.saved.try_set(Saved::At(time::now()));
                        self.app.ring();
                    } else {
                        self.flush();
                    }
                }
                Err(why) => drop(self.saved.try_set(Saved::Failed(why))),
            }
        });
    }

    /// What is on the screen, saved or not.
    pub fn draft(self) -> Option<Draft> {
        let inner = self.inner.try_get_value()?;
        let fields = self.fields.get_untracked();
        Some(Draft { id: inner.id.clone(), form: inner.form.clone(), fields, rev: inner.rev.get(), at: time::now() })
    }

    /// Waits until everything written is durable.
    pub async fn settle(self) -> Result<(), NotTaken> {
        loop {
            self.flush();
            let Some(inner) = self.inner.try_get_value() else { return Ok(()) };
            if !inner.saving.get() && inner.rev.get() == inner.durable.get() {
                return Ok(());
            }
            if let Some(Saved::Failed(why)) = self.saved.try_get_untracked()
                && !inner.saving.get()
            {
                return Err(why);
            }
            time::sleep(10).await;
        }
    }

    /// Stops saving: the draft has become a command, or was thrown away.
    pub fn close(self) {
        if let Some(inner) = self.inner.try_get_value() {
            inner.closed.set(true);
            inner.timer.borrow_mut().take();
        }
    }

    fn watch(self) {
        device::on_document("visibilitychange", move || {
            if !device::is_visible() {
                self.flush();
            }
        });
        on_cleanup(move || self.flush());
        // Another tab or device changed the draft: take it over, unless something here is not saved yet.
        Effect::new(move |_| {
            self.app.follow_drafts();
            let Some(inner) = self.inner.try_get_value() else { return };
            let Some(Some(stored)) = self.app.peek(|client| client.draft(&inner.id).cloned()) else { return };
            let clean = inner.rev.get() == inner.durable.get() && !inner.saving.get();
            if clean && stored.rev > inner.rev.get() {
                inner.rev.set(stored.rev);
                inner.durable.set(stored.rev);
                if self.fields.with_untracked(|fields| *fields != stored.fields) {
                    self.fields.set(stored.fields);
                }
            }
        });
    }
}
