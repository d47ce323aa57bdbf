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
    /// What stands there without a word of one's own.
    first: StoredValue<String>,
    /// What was sent last: leaving its box writes it once more.
    gone: StoredValue<Option<String>>,
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
        let text = StoredValue::<String>::default;
        let kept =
            Kept { app, key: text(), first: text(), gone: StoredValue::new(None), text: RwSignal::new(String::new()) };
        kept.turn(key, first);
        kept
    }

    /// Goes on with another text.
    pub fn turn(self, key: String, first: String) {
        self.text.set(read(&self.person()).remove(&key).unwrap_or_else(|| first.clone()));
        self.key.set_value(key);
        self.first.set_value(first);
        self.gone.set_value(None);
    }

    pub fn write(self, text: String) {
        if let Some(key) = self.key.try_get_value()
            && self.gone.try_get_value().flatten() != Some(device::nfc(&text))
        {
            let is_first = self.first.try_get_value().is_some_and(|first| first == text);
            keep(&self.person(), &key, Some(text.clone()).filter(|_| !is_first));
            self.gone.set_value(None);
        }
        let _ = self.text.try_set(text);
    }

    /// What is written, as it is sent.
    pub fn words(self) -> String {
        device::nfc(self.text.read_untracked().trim())
    }

    /// Puts it away once it is durable elsewhere, also when its page is gone by then. Take it before waiting.
    pub fn spent(self) -> impl FnOnce() + 'static {
        let (forget, key) = (self.forget(), self.key.get_value());
        move || {
            forget();
            // By now it may have turned to something else.
            if self.key.try_get_value().as_ref() == Some(&key) {
                let _ = self.text.try_set(String::new());
            }
        }
    }

    /// The same; what is on the screen stays there.
    pub fn forget(self) -> impl FnOnce() + 'static {
        let (person, key, text) = (self.person(), self.key.get_value(), self.text.get_untracked());
        move || {
            keep(&person, &key, None);
            self.gone.set_value(Some(device::nfc(&text)));
        }
    }

    fn person(self) -> String {
        untrack(|| self.app.my_id())
    }
}
