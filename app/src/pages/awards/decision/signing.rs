//! Number, day and signature of a decision, as every form that makes one asks for them.

use chrono::NaiveDate;
use leptos::prelude::*;
use serde_json::{Value, json};
use thidua_domain::date;
use thidua_domain::org::{GRANT, Grant, PERSON, Person, Role};
use thidua_sync::order;

use crate::browser::{device, time};
use crate::components::date_field::DateField;
use crate::components::select::{Choice, SelectField};
use crate::components::text_field::TextField;
use crate::pages::nominations::words::person_name;
use crate::state::App;
use crate::state::kept::Kept;
use crate::text::{said, t};

/// What is typed. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Signing {
    app: App,
    unit: StoredValue<String>,
    number: Kept,
    day: RwSignal<String>,
    signer: RwSignal<String>,
    post: Kept,
    place: Kept,
    /// It was tried to send: what is missing is shown from then on.
    pub tried: RwSignal<bool>,
}

impl Signing {
    /// For a decision of this unit, signed today. `of` tells its form apart from others.
    pub fn new(app: App, unit: String, of: &str) -> Signing {
        let kept = |what: &str| Kept::open(app, format!("sign {what} {of}"), String::new());
        let today = date::today(time::now()).to_string();
        Signing {
            app,
            unit: StoredValue::new(unit),
            number: kept("number"),
            day: RwSignal::new(today),
            signer: RwSignal::new(String::new()),
            post: kept("post"),
            place: kept("place"),
            tried: RwSignal::new(false),
        }
    }

    /// A day that has come. Followed.
    pub fn day(self) -> Option<NaiveDate> {
        date::day(&self.day.read()).filter(|day| *day <= date::today(time::now()))
    }

    /// Something is missing. Followed.
    pub fn is_wrong(self) -> bool {
        let texts = [self.number.text, self.signer, self.post.text, self.place.text];
        texts.into_iter().any(|text| text.read().trim().is_empty()) || self.day().is_none()
    }

    /// A sentence under a field, from the first attempt on.
    pub fn error(self, is_wrong: impl Fn() -> bool + Send + Sync + 'static, key: &'static str) -> Signal<String> {
        Signal::derive(move || if self.tried.get() && is_wrong() { t!(key) } else { String::new() })
    }

    /// Its part of a command's args.
    pub fn args(self) -> Value {
        let text = |field: RwSignal<String>| device::nfc(field.read_untracked().trim());
        json!({
            "number": self.number.words(), "day": text(self.day), "signer": text(self.signer), "post": self.post.words(),
            "place": self.place.words(),
        })
    }

    /// Takes somebody as the signer, with their post.
    pub fn pick(self, id: String) {
        let post = self.app.row::<Person>(PERSON, &id).map(|person| person.post);
        if self.post.text.read_untracked().trim().is_empty() {
            self.post.text.set(post.unwrap_or_default());
        }
        self.signer.set(id);
    }

    /// For when it is durable: a number is given once, who signs and where stays for the next.
    pub fn spent(self) -> impl FnOnce() + 'static {
        let (number, post, place) = (self.number.spent(), self.post.forget(), self.place.forget());
        move || {
            number();
            post();
            place();
            let _ = self.tried.try_set(false);
        }
    }

    fn missing(self, field: RwSignal<String>, key: &'static str) -> Signal<String> {
        self.error(move || field.read().trim().is_empty(), key)
    }
}

#[component]
pub fn SigningFields(signing: Signing) -> impl IntoView {
    let app = signing.app;
    let signers = Memo::new(move |_| signing.unit.with_value(|unit| signers(app, unit)));
    let choices =
        move || signers.read().iter().map(|id| Choice::new(id.clone(), person_name(app, id))).collect::<Vec<_>>();
    let no_day = signing.error(move || signing.day().is_none(), "council-publish-day-missing");
    let write = |field: Kept| Callback::new(move |text: String| field.write(text));
    view! {
        <div class="two">
            <TextField label=said("council-publish-number") hint=said("council-publish-number-hint") value=signing.number.text on_input=write(signing.number) error=signing.missing(signing.number.text, "council-publish-number-missing") required=true most=64/>
            <DateField label=said("council-publish-day") value=signing.day on_input=move |day| signing.day.set(day) error=no_day required=true/>
        </div>
        <SelectField label=said("council-publish-signer") value=signing.signer choices=Signal::derive(choices) on_change=move |id| signing.pick(id) placeholder=said("council-publish-signer-pick") error=signing.missing(signing.signer, "council-publish-signer-missing") required=true/>
        <Show when=move || signers.read().is_empty()><p class="muted">{said("council-publish-no-signer")}</p></Show>
        <TextField label=said("council-publish-post") hint=said("council-publish-post-hint") value=signing.post.text on_input=write(signing.post) error=signing.missing(signing.post.text, "council-publish-post-missing") required=true most=300/>
        <TextField label=said("council-publish-place") hint=said("council-publish-place-hint") value=signing.place.text on_input=write(signing.place) error=signing.missing(signing.place.text, "council-publish-place-missing") required=true most=100/>
    }
}

/// Who may sign for the unit today. Followed.
pub fn signers(app: App, unit: &str) -> Vec<String> {
    let today = date::today(time::now());
    let may = |grant: &Grant| matches!(grant.role, Role::Signer | Role::UnitHead) && grant.unit == unit;
    let grants = app.rows::<Grant>(GRANT).into_iter().map(|(_, grant)| grant);
    let found = grants.filter(|grant| may(grant) && grant.is_active(today)).map(|grant| grant.person);
    order::set(found).into_iter().collect()
}
