//! Publishing a decision: its number, day and signature, and what it will give. Once public it is never changed.

use chrono::NaiveDate;
use leptos::prelude::*;
use serde_json::json;
use thidua_domain::council::acts;
use thidua_domain::council::rows::Case;
use thidua_domain::org::{GRANT, Grant, PERSON, Person, Role};
use thidua_domain::{date, format};
use thidua_sync::order;

use super::super::open::Open;
use super::super::{quota, words};
use super::preview;
use crate::browser::{device, time};
use crate::components::button::{Button, Press};
use crate::components::card::{Notice, Tone};
use crate::components::choices::Choices;
use crate::components::date_field::DateField;
use crate::components::dialog::Dialog;
use crate::components::number_field::NumberField;
use crate::components::select::{Choice, SelectField};
use crate::components::text_field::TextField;
use crate::pages::nominations::words::person_name;
use crate::text::{said, t};

/// What is typed.
#[derive(Clone, Copy)]
struct Fields {
    number: RwSignal<String>,
    day: RwSignal<String>,
    signer: RwSignal<String>,
    post: RwSignal<String>,
    place: RwSignal<String>,
    salary: RwSignal<String>,
    chosen: RwSignal<Vec<String>>,
    tried: RwSignal<bool>,
}

impl Fields {
    fn new() -> Fields {
        let text = || RwSignal::new(String::new());
        let today = date::today(time::now()).to_string();
        Fields {
            number: text(),
            day: RwSignal::new(today),
            signer: text(),
            post: text(),
            place: text(),
            salary: text(),
            chosen: RwSignal::new(Vec::new()),
            tried: RwSignal::new(false),
        }
    }

    /// A day that has come.
    fn day(self) -> Option<NaiveDate> {
        date::day(&self.day.read()).filter(|day| *day <= date::today(time::now()))
    }

    fn salary(self) -> Option<i64> {
        format::typed(&self.salary.read()).filter(|dong| (1..=1_000_000_000).contains(dong))
    }

    fn is_wrong(self) -> bool {
        let texts = [self.number, self.signer, self.post, self.place];
        let lacks = texts.into_iter().any(|text| text.read().trim().is_empty());
        let is_odd = !self.salary.read().trim().is_empty() && self.salary().is_none();
        lacks || is_odd || self.day().is_none() || self.chosen.read().is_empty()
    }

    fn error(self, is_wrong: impl Fn() -> bool + Send + Sync + 'static, key: &'static str) -> Signal<String> {
        Signal::derive(move || if self.tried.get() && is_wrong() { t!(key) } else { String::new() })
    }

    fn missing(self, field: RwSignal<String>, key: &'static str) -> Signal<String> {
        self.error(move || field.read().trim().is_empty(), key)
    }
}

#[component]
pub fn Publish(open: Open, id: String) -> impl IntoView {
    let (shown, fields, id) = (RwSignal::new(false), Fields::new(), StoredValue::new(id));
    let cases = Memo::new(move |_| preview::passed(open));
    let begin = move |()| {
        let beyond = untrack(|| quota::beyond(open));
        let all = cases.read_untracked().iter().map(|case| case.nomination.clone()).collect::<Vec<_>>();
        fields.chosen.set(all.into_iter().filter(|nomination| !beyond.contains(nomination)).collect());
        shown.set(true);
    };
    view! {
        <div class="row wrap"><Button kind=Press::Main label=said("council-publish") on_press=begin/></div>
        <Dialog open=shown on_close=move |()| shown.set(false) title=said("council-publish")>
            <Form open fields cases/>
            <Given open fields cases/>
            <Notice tone=Tone::Wait title=said("council-publish-warning") words=said("council-publish-warning-words")/>
            <div class="row wrap end">
                <Button kind=Press::Quiet label=said("cancel") on_press=move |()| shown.set(false)/>
                <Button kind=Press::Main label=said("council-publish") on_press=move |()| send(open, fields, cases, &id.get_value(), shown)/>
            </div>
        </Dialog>
    }
}

fn send(open: Open, fields: Fields, cases: Memo<Vec<Case>>, id: &str, shown: RwSignal<bool>) {
    fields.tried.set(true);
    if untrack(|| fields.is_wrong()) {
        return;
    }
    shown.set(false);
    let text = |field: RwSignal<String>| device::nfc(field.read_untracked().trim());
    let mut args = json!({
        "number": text(fields.number), "day": text(fields.day), "signer": text(fields.signer), "post": text(fields.post),
        "place": text(fields.place), "base_salary": untrack(|| fields.salary()),
    });
    // Named only when some are left out: of others the sender may not know.
    if fields.chosen.read_untracked().len() < cases.read_untracked().len() {
        args["include"] = json!(fields.chosen.get_untracked());
    }
    open.acts.send(acts::PUBLISH, id.to_owned(), args);
}

#[component]
fn Form(open: Open, fields: Fields, cases: Memo<Vec<Case>>) -> impl IntoView {
    let app = open.app;
    let signers = Memo::new(move |_| signers(open));
    let choices =
        move || signers.read().iter().map(|id| Choice::new(id.clone(), person_name(app, id))).collect::<Vec<_>>();
    let pick = move |id: String| {
        // The post as it stands in the person's row, for a beginning.
        if fields.post.read_untracked().is_empty()
            && let Some(person) = untrack(|| app.row::<Person>(PERSON, &id))
        {
            fields.post.set(person.post.to_uppercase());
        }
        fields.signer.set(id);
    };
    let dossiers = move || {
        let choice = |case: &Case| {
            let award = words::award_name(app, &words::dossier_text(case, "award"));
            Choice::new(case.nomination.clone(), format!("{} · {award}", case.nominee.name))
        };
        cases.read().iter().map(choice).collect::<Vec<_>>()
    };
    let no_day = fields.error(move || fields.day().is_none(), "council-publish-day-missing");
    let odd_salary = fields.error(
        move || !fields.salary.read().trim().is_empty() && fields.salary().is_none(),
        "error-count-out-of-range",
    );
    let none = fields.error(move || fields.chosen.read().is_empty(), "council-publish-none");
    let set = |field: RwSignal<String>| Callback::new(move |text: String| field.set(text));
    view! {
        <div class="two">
            <TextField label=said("council-publish-number") hint=said("council-publish-number-hint") value=fields.number on_input=set(fields.number) error=fields.missing(fields.number, "council-publish-number-missing") required=true most=64/>
            <DateField label=said("council-publish-day") value=fields.day on_input=set(fields.day) error=no_day required=true/>
        </div>
        <SelectField label=said("council-publish-signer") value=fields.signer choices=Signal::derive(choices) on_change=pick placeholder=said("council-publish-signer-pick") error=fields.missing(fields.signer, "council-publish-signer-missing") required=true/>
        <Show when=move || signers.read().is_empty()><p class="muted">{said("council-publish-no-signer")}</p></Show>
        <TextField label=said("council-publish-post") hint=said("council-publish-post-hint") value=fields.post on_input=set(fields.post) error=fields.missing(fields.post, "council-publish-post-missing") required=true most=300/>
        <TextField label=said("council-publish-place") hint=said("council-publish-place-hint") value=fields.place on_input=set(fields.place) error=fields.missing(fields.place, "council-publish-place-missing") required=true most=100/>
        <NumberField label=said("council-publish-salary") hint=said("council-publish-salary-hint") unit=said("unit-dong") value=fields.salary on_input=set(fields.salary) error=odd_salary/>
        <Choices label=said("council-publish-which") choices=Signal::derive(dossiers) chosen=fields.chosen on_change=move |ids| fields.chosen.set(ids) error=none/>
    }
}

/// Who may sign for the unit today. Followed.
fn signers(open: Open) -> Vec<String> {
    let (unit, today) = (open.known.read().session.unit.clone(), date::today(time::now()));
    let may = |grant: &Grant| matches!(grant.role, Role::Signer | Role::UnitHead) && grant.unit == unit;
    let grants = open.app.rows::<Grant>(GRANT).into_iter().map(|(_, grant)| grant);
    let found = grants.filter(|grant| may(grant) && grant.is_active(today)).map(|grant| grant.person);
    order::set(found).into_iter().collect()
}

/// What will be published.
#[component]
fn Given(open: Open, fields: Fields, cases: Memo<Vec<Case>>) -> impl IntoView {
    let entries = Memo::new(move |_| {
        let Some(day) = fields.day() else { return Vec::new() };
        let chosen = fields.chosen.read();
        let cases: Vec<Case> = cases.read().iter().filter(|case| chosen.contains(&case.nomination)).cloned().collect();
        preview::entries(open, &cases, (day, fields.salary()))
    });
    let elsewhere = move || {
        let given = entries.read().len();
        let chosen = fields.chosen.read().len();
        if fields.day().is_some() { chosen.saturating_sub(given) } else { 0 }
    };
    view! {
        <h3>{said("council-decision-given")}</h3>
        {move || preview::table(open.app, &entries.read())}
        <Show when=move || { elsewhere() > 0 }>
            <p class="muted">{move || t!("council-publish-elsewhere", count = elsewhere())}</p>
        </Show>
    }
}
