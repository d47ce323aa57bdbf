//! Number and day of a paper that was signed outside, as a dialog asks for them.

use leptos::prelude::*;
use serde_json::{Value, json};
use thidua_domain::date;

use crate::browser::{device, time};
use crate::components::date_field::DateField;
use crate::components::text_field::TextField;
use crate::text::{said, t};

/// What is typed. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Numbered {
    number: RwSignal<String>,
    day: RwSignal<String>,
    /// Whether it was tried to send: what is missing is told from then on.
    pub tried: RwSignal<bool>,
}

impl Numbered {
    pub fn new() -> Numbered {
        let text = RwSignal::<String>::default;
        Numbered { number: text(), day: text(), tried: RwSignal::new(false) }
    }

    /// Begins with today's day; a number that was typed stays.
    pub fn begin(self) {
        self.day.set(date::today(time::now()).to_string());
        self.tried.set(false);
    }

    /// Followed.
    pub fn is_wrong(self) -> bool {
        self.number.read().trim().is_empty() || !self.has_day()
    }

    fn has_day(self) -> bool {
        date::day(&self.day.read()).is_some_and(|day| day <= date::today(time::now()))
    }

    /// `{number, day}` as commands write them.
    pub fn args(self) -> Value {
        let clean = |field: RwSignal<String>| device::nfc(field.read_untracked().trim());
        json!({ "number": clean(self.number), "day": clean(self.day) })
    }

    /// The next paper has another number.
    pub fn sent(self) {
        self.number.set(String::new());
    }
}

#[component]
pub fn NumberedFields(
    paper: Numbered,
    #[prop(into)] label: Signal<String>,
    #[prop(into)] hint: Signal<String>,
    /// The key of what is told where there is no number.
    missing: &'static str,
) -> impl IntoView {
    let Numbered { number, day, tried } = paper;
    let no_number = move || match tried.get() && number.read().trim().is_empty() {
        true => t!(missing),
        false => String::new(),
    };
    let no_day = move || match tried.get() && !paper.has_day() {
        true => t!("council-publish-day-missing"),
        false => String::new(),
    };
    view! {
        <div class="two">
            <TextField label hint value=number on_input=move |text| number.set(text) error=Signal::derive(no_number) required=true most=64/>
            <DateField label=said("council-publish-day") value=day on_input=move |text| day.set(text) error=Signal::derive(no_day) required=true/>
        </div>
    }
}
