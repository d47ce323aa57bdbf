//! Numbers of which quotas are a part, as somebody gives them on this device: for a session, or for a unit and a year.

use std::collections::BTreeMap;

use leptos::prelude::*;
use serde_json::json;
use thidua_domain::eligibility::batch::QuotaUse;
use thidua_domain::format;

use super::words;
use crate::browser::device::OwnSetting;
use crate::components::number_field::NumberField;
use crate::state::App;
use crate::text::{said, t};

/// Most that anybody counts.
const MOST: i64 = 1_000_000;

/// What was typed, by what it is for and by codes. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Given {
    app: App,
    all: RwSignal<Texts>,
}

type Texts = BTreeMap<String, BTreeMap<String, String>>;

/// What is given for a unit's year.
pub fn of_year(unit: &str, year: i32) -> String {
    format!("{unit} {year}")
}

/// A number that may be counted.
pub fn read(text: &str) -> Option<i64> {
    format::typed(text).filter(|number| (0..=MOST).contains(number))
}

impl Given {
    /// What this person gave on this device before.
    pub fn new(app: App) -> Given {
        let kept = OwnSetting::QuotaNumbers.get(&untrack(|| app.my_id()));
        let all = kept.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        Given { app, all: RwSignal::new(all) }
    }

    /// What was typed for a session, or for a unit's year. Followed.
    pub fn texts(self, of: &str) -> BTreeMap<String, String> {
        self.all.read().get(of).cloned().unwrap_or_default()
    }

    /// Those of it that can be read. Followed.
    pub fn numbers(self, of: &str) -> BTreeMap<String, i64> {
        self.texts(of).into_iter().filter_map(|(code, text)| Some((code, read(&text)?))).collect()
    }

    fn write(self, of: &str, code: &str, text: String) {
        self.all.update(|all| write(all, of, code, text));
        let person = untrack(|| self.app.my_id());
        OwnSetting::QuotaNumbers.set(&person, &json!(self.all.get_untracked()).to_string());
    }
}

/// What is emptied is not kept.
fn write(all: &mut Texts, of: &str, code: &str, text: String) {
    let texts = all.entry(of.to_owned()).or_default();
    match text.trim().is_empty() {
        true => drop(texts.remove(code)),
        false => drop(texts.insert(code.to_owned(), text)),
    }
    all.retain(|_, texts| !texts.is_empty());
}

/// The numbers that quotas ask for, each once: code, and the award's name. Follows awards.
pub fn asks<'q>(app: App, quotas: impl Iterator<Item = &'q QuotaUse<'q>>) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for (code, award) in quotas.filter_map(|quota| Some((quota.asks?, quota.award))) {
        if found.iter().all(|(known, _)| known != code) {
            found.push((code.to_owned(), words::award_name(app, award)));
        }
    }
    found
}

/// A field for each number that is asked for.
#[component]
pub fn GivenFields(
    given: Given,
    #[prop(into)] of: Signal<String>,
    #[prop(into)] asks: Signal<Vec<(String, String)>>,
) -> impl IntoView {
    let field = move |(code, award): (String, String)| {
        let code = StoredValue::new(code);
        let value = Memo::new(move |_| given.texts(&of.read()).remove(code.read_value().as_str()).unwrap_or_default());
        let error = move || match value.read().is_empty() || read(&value.read()).is_some() {
            true => String::new(),
            false => t!("error-count-out-of-range"),
        };
        let on_input = move |text| given.write(&of.read_untracked(), &code.read_value(), text);
        let label = Signal::stored(t!("council-quota-number", award = award));
        view! { <NumberField label hint=said("council-quota-number-hint") value on_input error=Signal::derive(error)/> }
    };
    move || asks.get().into_iter().map(field).collect_view()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_kept_apart_and_emptied_ones_are_not_kept() {
        let mut all = Texts::new();
        write(&mut all, "s1", "leaders", "12".into());
        write(&mut all, &of_year("na", 2026), "leaders", "x".into());
        assert_eq!(json!(all), json!({ "s1": { "leaders": "12" }, "na 2026": { "leaders": "x" } }));
        write(&mut all, "s1", "leaders", " ".into());
        assert_eq!(json!(all), json!({ "na 2026": { "leaders": "x" } }));
    }

    #[test]
    fn only_what_may_be_counted_is_read() {
        assert_eq!(["12", "1.200", "0"].map(read), [Some(12), Some(1_200), Some(0)]);
        assert_eq!(["", "x", "-1", "1000001"].map(read), [None; 4]);
    }
}
