//! Words that are being written about a dossier and were not sent yet: they outlive the page and a reload, on this device.

use std::collections::BTreeMap;

use leptos::prelude::*;
use serde_json::json;

use crate::browser::device::OwnSetting;
use crate::state::App;

/// A text that is kept while it is written. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Kept {
    app: App,
    key: StoredValue<String>,
    pub text: RwSignal<String>,
}

type Words = BTreeMap<String, String>;

fn read(person: &str) -> Words {
    OwnSetting::CouncilWords.get(person).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

impl Kept {
    /// What was written under a key before, else `first`.
    pub fn open(app: App, key: String, first: String) -> Kept {
        let text = read(&untrack(|| app.my_id())).remove(&key).unwrap_or(first);
        Kept { app, key: StoredValue::new(key), text: RwSignal::new(text) }
    }

    pub fn write(self, text: String) {
        self.keep(Some(text.clone()));
        let _ = self.text.try_set(text);
    }

    /// It was sent: nothing of it need be kept.
    pub fn sent(self) {
        self.keep(None);
    }

    fn keep(self, text: Option<String>) {
        let person = untrack(|| self.app.my_id());
        let mut words = read(&person);
        let Some(key) = self.key.try_get_value() else { return };
        match text {
            Some(text) => drop(words.insert(key, text)),
            None => drop(words.remove(&key)),
        }
        OwnSetting::CouncilWords.set(&person, &json!(words).to_string());
    }
}
