//! A draft while it is being written: every change is on the device within 250 ms, and the screen says so only then.
//! What another tab or device writes in it meanwhile comes onto the screen, but not into the field that somebody is in.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use serde_json::Value;
use thidua_sync::Millis;
use thidua_sync::client::{NotPlanned, Written};
use thidua_sync::command::Fields;
use thidua_sync::draft::Draft;
use thidua_sync::sheet::Sheet;
use wasm_bindgen_futures::spawn_local;

use super::desk::OnDesk;
use super::{App, NotTaken};
use crate::browser::{device, dom, time};
use crate::store::StoreError;

/// Longest time from a keystroke to the store.
const DEBOUNCE_MS: u32 = 250;
/// How often a plan is made anew because another tab was first.
const MOST_TRIES: usize = 20;

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
    writing: StoredValue<Rc<Writing>, LocalStorage>,
    pub fields: RwSignal<Fields>,
    pub saved: RwSignal<Saved>,
    /// The same place was written elsewhere too, and that is kept as a draft of its own.
    pub beside: RwSignal<bool>,
}

/// What is written, whether or not a screen shows it.
struct Writing {
    app: App,
    sheet: RefCell<Sheet>,
    timer: RefCell<Option<Timeout>>,
    is_saving: Cell<bool>,
    /// The draft was sent or thrown away: nothing is saved any more.
    is_closed: Cell<bool>,
    saved: RefCell<Saved>,
    screen: RefCell<Option<Editor>>,
}

impl Editor {
    /// Opens a draft that exists, or a new one that begins to exist with its first letter. `first` fills a new one.
    pub fn open(app: App, id: &str, form: &str, first: Fields) -> Editor {
        let known = app.desk().find(id).and_then(|known| known.any().downcast::<Writing>().ok());
        let known = known.filter(|writing| !writing.is_closed.get());
        let writing = known.unwrap_or_else(|| {
            let stored = app.peek(|client| client.draft(id).cloned()).flatten();
            let saved = stored.as_ref().map_or(Saved::Nothing, |draft| Saved::At(draft.at));
            Rc::new(Writing {
                app,
                sheet: RefCell::new(Sheet::open(id, form, stored.as_ref(), first)),
                timer: RefCell::default(),
                is_saving: Cell::new(false),
                is_closed: Cell::new(false),
                saved: RefCell::new(saved),
                screen: RefCell::default(),
            })
        });
        let editor = Editor {
            app,
            writing: StoredValue::new_local(writing.clone()),
            fields: RwSignal::new(writing.sheet.borrow().fields().clone()),
            saved: RwSignal::new(writing.saved.borrow().clone()),
            beside: RwSignal::new(false),
        };
        app.desk().put(writing.clone());
        writing.screen.replace(Some(editor));
        editor.watch(&writing);
        editor
    }

    pub fn id(self) -> String {
        self.writing.with_value(|writing| writing.id())
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
        let Some(writing) = self.writing.try_get_value() else { return };
        if writing.sheet.borrow_mut().set(name, value.into()) {
            writing.show_fields();
            writing.say(Saved::Waiting);
            writing.flush_soon();
        }
    }

    /// Saves now what is not saved yet: on blur, when the page is hidden, and before leaving.
    pub fn flush(self) {
        self.writing.try_get_value().into_iter().for_each(OnDesk::flush);
    }

    /// Waits until everything written is durable.
    pub async fn settle(self) -> Result<(), NotTaken> {
        let Some(writing) = self.writing.try_get_value() else { return Ok(()) };
        writing.clone().flush();
        while writing.is_saving.get() {
            time::sleep(10).await;
        }
        let saved = writing.saved.borrow().clone();
        match saved {
            Saved::Failed(why) => Err(why),
            _ => Ok(()),
        }
    }

    /// Makes the draft something else by `act`, which is given what its author sees and in which stored state that is.
    /// [`NotPlanned::Changed`] when other words have come onto the screen: they are to be read first.
    pub async fn hand_over(self, act: impl AsyncFn(Fields, Written) -> Result<(), NotTaken>) -> Result<(), NotTaken> {
        let changed = Err(NotTaken::Plan(NotPlanned::Changed));
        let Some(writing) = self.writing.try_get_value() else { return changed };
        for _ in 0..MOST_TRIES {
            self.settle().await?;
            if writing.look(None) {
                return changed;
            }
            let (shows, fields) = (writing.sheet.borrow().shows(), writing.sheet.borrow().fields().clone());
            let Some(rev) = shows else { continue };
            writing.is_closed.set(true);
            match act(fields, Written { id: writing.id(), rev }).await {
                Ok(()) => return Ok(()),
                Err(why) => {
                    writing.is_closed.set(false);
                    let retry = [NotTaken::Plan(NotPlanned::Changed), NotTaken::Store(StoreError::Overtaken)];
                    if !retry.contains(&why) {
                        return Err(why);
                    }
                }
            }
        }
        changed
    }

    fn watch(self, writing: &Rc<Writing>) {
        let watched = writing.clone();
        let hidden = device::listen_document("visibilitychange", move || {
            if !device::is_visible() {
                watched.clone().flush();
            }
        });
        let watched = writing.clone();
        // The browser moves the focus only after it has told that it goes.
        let left = device::listen_document("focusout", move || {
            let writing = watched.clone();
            spawn_local(async move {
                time::turn().await;
                writing.look_around();
            });
        });
        // Until the screen goes.
        StoredValue::new_local((hidden, left));
        on_cleanup(move || {
            let Some(writing) = self.writing.try_get_value() else { return };
            writing.screen.replace(None);
            writing.clone().flush();
            writing.app.desk().tidy();
        });
        Effect::new(move |_| {
            self.app.follow_drafts();
            self.writing.try_get_value().inspect(|writing| writing.look_around());
        });
    }
}

impl OnDesk for Writing {
    fn id(&self) -> String {
        self.sheet.borrow().id().to_owned()
    }

    fn is_open(&self) -> bool {
        self.screen.borrow().is_some()
    }

    fn is_unsaved(&self) -> bool {
        !self.is_closed.get() && self.sheet.borrow().is_dirty()
    }

    fn has_failed(&self) -> bool {
        matches!(*self.saved.borrow(), Saved::Failed(_))
    }

    fn draft(&self) -> Draft {
        let edit = self.sheet.borrow().edit(time::now());
        Draft { id: edit.id, form: edit.form, fields: edit.fields, rev: edit.from.rev + 1, at: edit.at }
    }

    fn flush(self: Rc<Self>) {
        if self.is_saving.get() || self.is_closed.get() {
            return;
        }
        if !self.is_unsaved() {
            // Typed and taken back: what is stored is what is shown.
            if *self.saved.borrow() == Saved::Waiting {
                self.say(if self.sheet.borrow().shows() == Some(0) { Saved::Nothing } else { Saved::At(time::now()) });
            }
            return;
        }
        self.is_saving.set(true);
        spawn_local(async move {
            let mut tries = 0;
            // What is written is read here, so that it is saved even when the page is gone before the store answers.
            while self.is_unsaved() {
                let edit = self.sheet.borrow().edit(time::now());
                match self.app.save_edit(&edit).await {
                    Ok((stored, beside)) => {
                        if let Some(stored) = stored {
                            self.sheet.borrow_mut().saved(&edit, &stored);
                        }
                        if beside {
                            self.on_screen(|editor| {
                                editor.beside.try_set(true);
                            });
                        }
                        self.look_around();
                    }
                    Err(NotTaken::Store(StoreError::Overtaken)) if tries < MOST_TRIES => tries += 1,
                    Err(why) => {
                        self.say(Saved::Failed(why));
                        self.app.save_rest_later();
                        break;
                    }
                }
            }
            self.is_saving.set(false);
            if !self.is_unsaved() && !self.is_closed.get() {
                self.say(Saved::At(time::now()));
                self.app.ring();
            }
            self.app.desk().tidy();
        });
    }

    fn any(self: Rc<Self>) -> Rc<dyn Any> {
        self
    }
}

impl Writing {
    fn flush_soon(self: &Rc<Self>) {
        let mut timer = self.timer.borrow_mut();
        if timer.is_none() {
            let writing = self.clone();
            *timer = Some(Timeout::new(DEBOUNCE_MS, move || {
                writing.timer.borrow_mut().take();
                writing.flush();
            }));
        }
    }

    /// Takes over what is stored, except in the field in which somebody is.
    fn look_around(&self) {
        let id = self.id();
        let held = if self.is_open() { dom::written_field(self.sheet.borrow().form()) } else { None };
        if !self.is_closed.get() && self.app.peek(|client| client.draft(&id).is_some()) == Some(true) {
            self.look(held.as_deref());
        }
    }

    fn look(&self, held: Option<&str>) -> bool {
        let id = self.id();
        let stored = self.app.peek(|client| client.draft(&id).cloned()).flatten();
        let changed = self.sheet.borrow_mut().look(stored.as_ref(), held);
        if changed {
            self.show_fields();
        }
        changed
    }

    fn show_fields(&self) {
        let fields = self.sheet.borrow().fields().clone();
        self.on_screen(|editor| drop(editor.fields.try_set(fields)));
    }

    fn say(&self, saved: Saved) {
        self.saved.replace(saved.clone());
        self.on_screen(|editor| drop(editor.saved.try_set(saved)));
    }

    fn on_screen(&self, show: impl FnOnce(Editor)) {
        let editor = *self.screen.borrow();
        if let Some(editor) = editor {
            show(editor);
        }
    }
}
