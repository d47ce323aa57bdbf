//! Publishing a decision: its number, day and signature, and what it will give. Once public it is never changed.

use std::collections::BTreeMap;

use leptos::prelude::*;
use serde_json::json;
use thidua_domain::council::acts;
use thidua_domain::council::rows::Case;
use thidua_domain::format;

use super::super::open::Open;
use super::super::{quota, words};
use super::preview;
use crate::components::button::{Button, Press};
use crate::components::card::{Notice, Tone};
use crate::components::choices::Choices;
use crate::components::dialog::Dialog;
use crate::components::number_field::NumberField;
use crate::components::select::Choice;
use crate::pages::awards::decision::signing::{Signing, SigningFields};
use crate::pages::awards::given;
use crate::text::{said, t};

/// What is typed.
#[derive(Clone, Copy)]
struct Fields {
    signing: Signing,
    salary: RwSignal<String>,
    /// Numbers of which quotas are a part, by their codes.
    numbers: RwSignal<BTreeMap<String, String>>,
    chosen: RwSignal<Vec<String>>,
}

impl Fields {
    fn new(open: Open, id: &str) -> Fields {
        let unit = open.known.with_untracked(|known| known.session.unit.clone());
        Fields {
            signing: Signing::new(open.app, unit, id),
            salary: RwSignal::new(String::new()),
            numbers: RwSignal::default(),
            chosen: RwSignal::new(Vec::new()),
        }
    }

    fn salary(self) -> Option<i64> {
        format::typed(&self.salary.read()).filter(|dong| (1..=1_000_000_000).contains(dong))
    }

    /// Those of the numbers that can be read. Followed.
    fn numbers(self) -> BTreeMap<String, i64> {
        let read = |(code, text): (&String, &String)| Some((code.clone(), given::read(text)?));
        self.numbers.read().iter().filter_map(read).collect()
    }

    fn is_wrong(self) -> bool {
        let is_odd = !self.salary.read().trim().is_empty() && self.salary().is_none();
        is_odd || self.signing.is_wrong() || self.chosen.read().is_empty()
    }
}

#[component]
pub fn Publish(open: Open, id: String) -> impl IntoView {
    let (shown, fields, id) = (RwSignal::new(false), Fields::new(open, &id), StoredValue::new(id));
    let cases = Memo::new(move |_| preview::passed(open));
    let begin = move |()| {
        let beyond = untrack(|| quota::beyond(open));
        let all = cases.read_untracked().iter().map(|case| case.nomination.clone()).collect::<Vec<_>>();
        let given = untrack(|| open.given.texts(&open.id()));
        fields.numbers.update(|all| all.extend(given));
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
    fields.signing.tried.set(true);
    if untrack(|| fields.is_wrong()) {
        return;
    }
    shown.set(false);
    let mut args = fields.signing.args();
    args["base_salary"] = json!(untrack(|| fields.salary()));
    let numbers = untrack(|| fields.numbers());
    if !numbers.is_empty() {
        args["numbers"] = json!(numbers);
    }
    // Named only when some are left out: of others the sender may not know.
    if fields.chosen.read_untracked().len() < cases.read_untracked().len() {
        args["include"] = json!(fields.chosen.get_untracked());
    }
    open.acts.send_then(acts::PUBLISH, id.to_owned(), args, fields.signing.spent());
}

#[component]
fn Form(open: Open, fields: Fields, cases: Memo<Vec<Case>>) -> impl IntoView {
    let app = open.app;
    let dossiers = move || {
        let choice = |case: &Case| {
            let award = words::award_name(app, &words::dossier_text(case, "award"));
            Choice::new(case.nomination.clone(), format!("{} · {award}", case.nominee.name))
        };
        cases.read().iter().map(choice).collect::<Vec<_>>()
    };
    let odd_salary = fields.signing.error(
        move || !fields.salary.read().trim().is_empty() && fields.salary().is_none(),
        "error-count-out-of-range",
    );
    let none = fields.signing.error(move || fields.chosen.read().is_empty(), "council-publish-none");
    let asked = Memo::new(move |_| quota::asked(open, &fields.chosen.read()));
    let number = move |(code, award): (String, String)| {
        let (key, own) = (code.clone(), code);
        let value = Signal::derive(move || fields.numbers.read().get(&key).cloned().unwrap_or_default());
        let write = move |text: String| fields.numbers.update(|all| drop(all.insert(own.clone(), text)));
        view! { <NumberField label=Signal::stored(t!("council-quota-number", award = award)) hint=said("council-quota-number-hint") value on_input=write/> }
    };
    view! {
        <SigningFields signing=fields.signing/>
        <NumberField label=said("council-publish-salary") hint=said("council-publish-salary-hint") unit=said("unit-dong") value=fields.salary on_input=move |text| fields.salary.set(text) error=odd_salary/>
        {move || asked.get().into_iter().map(number).collect_view()}
        <Choices label=said("council-publish-which") choices=Signal::derive(dossiers) chosen=fields.chosen on_change=move |ids| fields.chosen.set(ids) error=none/>
    }
}

/// What will be published.
#[component]
fn Given(open: Open, fields: Fields, cases: Memo<Vec<Case>>) -> impl IntoView {
    let earlier = Memo::new(move |_| preview::earlier(open));
    let entries = Memo::new(move |_| {
        let Some(day) = fields.signing.day() else { return Vec::new() };
        let chosen = fields.chosen.read();
        let cases: Vec<Case> = cases.read().iter().filter(|case| chosen.contains(&case.nomination)).cloned().collect();
        preview::entries(open, (&cases, &earlier.read()), (day, fields.salary()))
    });
    let elsewhere = move || {
        let given = entries.read().len();
        let chosen = fields.chosen.read().len();
        if fields.signing.day().is_some() { chosen.saturating_sub(given) } else { 0 }
    };
    view! {
        <h3>{said("council-decision-given")}</h3>
        {move || preview::table(open.app, &entries.read())}
        <Show when=move || { elsewhere() > 0 }>
            <p class="muted">{move || t!("council-publish-elsewhere", count = elsewhere())}</p>
        </Show>
    }
}
