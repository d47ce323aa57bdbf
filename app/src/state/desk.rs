//! What is being written on this tab. A screen that is left before its words are saved stays here until they are: they
//! are tried again, they go into every rescue file, and whoever comes back finds them.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use thidua_sync::draft::Draft;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;

use super::App;
use super::editor::Writing;
use crate::browser::time;

/// Between tries of what could not be saved.
const AGAIN_MS: u64 = 10_000;

/// By the draft's id.
#[derive(Clone, Default)]
pub struct Desk(Rc<RefCell<BTreeMap<String, Rc<Writing>>>>);

impl Desk {
    pub fn find(&self, id: &str) -> Option<Rc<Writing>> {
        self.0.borrow().get(id).cloned()
    }

    pub fn put(&self, writing: &Rc<Writing>) {
        self.0.borrow_mut().insert(writing.id(), writing.clone());
    }

    /// A screen is closed: nothing of it need be remembered once it is saved.
    pub fn tidy(&self, writing: &Rc<Writing>) {
        if !writing.is_open() && !writing.is_unsaved() {
            self.0.borrow_mut().retain(|_, known| !Rc::ptr_eq(known, writing));
        }
    }

    fn unsaved(&self) -> Vec<Rc<Writing>> {
        self.0.borrow().values().filter(|writing| writing.is_unsaved()).cloned().collect()
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
        self.desk().unsaved().into_iter().for_each(Writing::flush);
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
