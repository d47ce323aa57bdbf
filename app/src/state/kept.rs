//! Words outside of drafts that are being written and were not sent yet: why something goes back, a remark, a note. They outlive
//! the dialog, the page and a reload, on this device.

use std::collections::BTreeMap;

use leptos::prelude::*;
use serde_json::json;

use super::App;
use crate::browser::device::{self, OwnSetting};

/// A text that is kept while it is written. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Kept {
    app: App,
    key: StoredValue<String>,
    pub text: RwSignal<String>,
}

type Words = BTreeMap<String, String>;

fn read(person: &str) -> Words {
    OwnSetting::Words.get(person).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

fn keep(person: &str, key: &str, text: Option<String>) {
    let mut words = read(person);
    match text {
        Some(text) => drop(words.insert(key.to_owned(), text)),
        None => drop(words.remove(key)),
    }
    OwnSetting::Words.set(person, &json!(words).to_string());
}

impl Kept {
    /// What was written under a key before, else `first`.
    pub fn open(app: App, key: String, first: String) -> Kept {
        let kept = Kept { app, key: StoredValue::new(String::new()), text: RwSignal::new(String::new()) };
        kept.turn(key, first);
        kept
    }

    /// Goes on with another text.
    pub fn turn(self, key: String, first: String) {
        self.text.set(read(&self.person()).remove(&key).unwrap_or(first));
        self.key.set_value(key);
    }

    pub fn write(self, text: String) {
        if let Some(key) = self.key.try_get_value() {
            keep(&self.person(), &key, Some(text.clone()));
        }
        let _ = self.text.try_set(text);
    }

    /// What is written, as it is sent.
    pub fn words(self) -> String {
        device::nfc(self.text.read_untracked().trim())
    }

    /// It was sent: nothing of it need be kept. What is on the screen stays.
    pub fn sent(self) {
        if let Some(key) = self.key.try_get_value() {
            keep(&self.person(), &key, None);
        }
    }

    /// Puts it away once it is durable elsewhere, also when its page is gone by then.
    pub fn spent(self) -> impl FnOnce() + 'static {
        let (person, key) = (self.person(), self.key.get_value());
        move || {
            keep(&person, &key, None);
            let _ = self.text.try_set(String::new());
        }
    }

    fn person(self) -> String {
        untrack(|| self.app.my_id())
    }
}
