//! What is being written on this tab; how it is written, only those screens know. A screen that is left before its words are saved stays here until they are: they
//! are tried again, they go into every rescue file, and whoever comes back finds them.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use thidua_sync::draft::Draft;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;

use super::App;
use crate::browser::time;

/// Between tries of what could not be saved.
const AGAIN_MS: u64 = 10_000;

/// A draft that is being written on this tab, whether or not a screen shows it.
pub trait OnDesk {
    fn id(&self) -> String;
    fn is_open(&self) -> bool;
    /// Somebody wrote what no store has.
    fn is_unsaved(&self) -> bool;
    fn has_failed(&self) -> bool;
    /// What is written, as a draft.
    fn draft(&self) -> Draft;
    /// Saves until nothing is left to save. Outlives the screen.
    fn flush(self: Rc<Self>);
    /// The same, for whoever knows what it is.
    fn any(self: Rc<Self>) -> Rc<dyn Any>;
}

/// What is being written, each draft once.
#[derive(Clone, Default)]
pub struct Desk(Rc<RefCell<Vec<Rc<dyn OnDesk>>>>);

impl Desk {
    pub fn find(&self, id: &str) -> Option<Rc<dyn OnDesk>> {
        self.0.borrow().iter().find(|writing| writing.id() == id).cloned()
    }

    pub fn put(&self, writing: Rc<dyn OnDesk>) {
        let id = writing.id();
        self.0.borrow_mut().retain(|known| known.id() != id);
        self.0.borrow_mut().push(writing);
    }

    /// A screen is closed: nothing of it need be remembered once it is saved.
    pub fn tidy(&self) {
        self.0.borrow_mut().retain(|writing| writing.is_open() || writing.is_unsaved());
    }

    fn unsaved(&self) -> Vec<Rc<dyn OnDesk>> {
        self.0.borrow().iter().filter(|writing| writing.is_unsaved()).cloned().collect()
    }
}

impl App {
    pub(super) fn desk(self) -> Desk {
        self.desk.get_value()
    }

    /// The words on this tab's screens that no store has.
    pub(super) fn unsaved(self) -> Vec<Draft> {
        self.desk().unsaved().iter().map(|writing| writing.draft()).collect()
    }

    /// The store takes again: so may what it did not take before.
    pub(super) fn save_rest(self) {
        self.desk().unsaved().into_iter().for_each(|writing| writing.flush());
    }

    /// Tries again in a while.
    pub(super) fn save_rest_later(self) {
        spawn_local(async move {
            time::sleep(AGAIN_MS).await;
            self.save_rest();
        });
    }

    /// The browser asks before words go that could not be saved.
    pub(super) fn warn_before_leaving(self) {
        let options = EventListenerOptions::enable_prevent_default();
        let guard = EventListener::new_with_options(&gloo::utils::window(), "beforeunload", options, move |event| {
            let failed = self.desk().unsaved().iter().any(|writing| writing.has_failed());
            if failed {
                event.prevent_default();
                // Older browsers ask only for this.
                let _ = js_sys::Reflect::set(event.unchecked_ref(), &"returnValue".into(), &"1".into());
            }
        });
        guard.forget();
    }
}
