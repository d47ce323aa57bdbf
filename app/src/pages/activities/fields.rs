//! The fields of an activity, in the order in which people tell it: what, toward what, when and where, how, with whom.

use std::collections::BTreeSet;

use leptos::prelude::*;
use serde_json::Value;
use thidua_domain::activity::{Kind, TEXT_MAX};
use thidua_domain::name;
use thidua_domain::org::{self, Person};
use thidua_domain::plan::{self, Campaign, Movement, Task};

use super::draft::{Form, element};
use super::results::Results;
use super::spot::SpotField;
use super::words;
use crate::components::date_field::DateField;
use crate::components::people::{PeoplePicker, PersonChoice};
use crate::components::select::{Choice, SelectField};
use crate::components::text_field::{TextArea, TextField};
use crate::pages::attended::AttendancePicker;
use crate::pages::photos::PhotoField;
use crate::state::App;
use crate::text::said;
use thidua_sync::order;

/// How many of the latest records tell whom people work with.
const RECENT: usize = 30;

#[component]
pub fn FormFields() -> impl IntoView {
    let form = expect_context::<Form>();
    view! {
        <div on:focusout=move |_| form.leave("title")>
            <TextField
                id=element("title")
                label=|| words::field_name("title")
                placeholder=said("activity-field-title-placeholder")
                value=form.text("title")
                on_input=form.set("title")
                error=form.error("title")
                required=true
            />
        </div>
        <div class="two">
            <Select name="kind" choices=Signal::derive(kinds) placeholder=said("select-none") required=true/>
            <div on:focusout=move |_| form.leave("date")>
                <DateField
                    id=element("date")
                    label=|| words::field_name("date")
                    hint=said("activity-field-date-hint")
                    value=form.text("date")
                    on_input=form.set("date")
                    error=form.error("date")
                    required=true
                />
            </div>
        </div>
        <Line name="place" placeholder=said("activity-field-place-placeholder")/>
        <SpotField editor=form.editor id=element("spot") hint=said("activity-spot-hint")/>
        <PlanParts/>
        <Story/>
        <Results/>
        <People/>
        <Line name="outside" placeholder=said("activity-field-outside-placeholder")/>
        <AttendancePicker editor=form.editor id=element("attendances") people=Signal::derive(move || takes_part(form))/>
        <PhotoField editor=form.editor id=element("evidence") label=|| words::field_name("evidence")/>
    }
}

/// Its writer, and those who took part. Followed.
fn takes_part(form: Form) -> Vec<String> {
    let people = form.editor.value("people");
    let named = people.as_array().map(Vec::as_slice).unwrap_or_default().iter().filter_map(|id| id.as_str());
    std::iter::once(form.app.my_id()).chain(named.map(str::to_owned)).collect()
}

/// One line of text.
#[component]
fn Line(name: &'static str, placeholder: Signal<String>) -> impl IntoView {
    let form = expect_context::<Form>();
    view! {
        <div on:focusout=move |_| form.leave(name)>
            <TextField
                id=element(name)
                label=move || words::field_name(name)
                placeholder
                value=form.text(name)
                on_input=form.set(name)
                error=form.error(name)
            />
        </div>
    }
}

#[component]
fn Story() -> impl IntoView {
    let form = expect_context::<Form>();
    view! {
        <div on:focusout=move |_| form.leave("text")>
            <TextArea
                id=element("text")
                label=|| words::field_name("text")
                placeholder=said("activity-field-text-placeholder")
                value=form.text("text")
                on_input=form.set("text")
                error=form.error("text")
                rows=6
                max=TEXT_MAX
            />
        </div>
    }
}

/// One of a few; what is chosen already stays a choice.
#[component]
fn Select(
    name: &'static str,
    choices: Signal<Vec<Choice>>,
    placeholder: Signal<String>,
    #[prop(optional)] required: bool,
) -> impl IntoView {
    let form = expect_context::<Form>();
    let value = form.text(name);
    let all = Memo::new(move |_| {
        let (mut choices, chosen) = (choices.get(), value.get());
        if !chosen.is_empty() && !choices.iter().any(|choice| choice.value == chosen) {
            choices.push(Choice::new(chosen.clone(), words::value_text(form.app, name, &Value::String(chosen))));
        }
        choices
    });
    view! {
        <div on:focusout=move |_| form.leave(name)>
            <SelectField
                id=element(name)
                label=move || words::field_name(name)
                value
                choices=all
                on_change=form.set(name)
                placeholder
                error=form.error(name)
                required
            />
        </div>
    }
}

fn kinds() -> Vec<Choice> {
    Kind::ALL.map(|kind| Choice::new(kind.id(), words::kind_name(kind))).to_vec()
}

/// What of the plan it serves.
#[component]
fn PlanParts() -> impl IntoView {
    let app = expect_context::<Form>().app;
    let campaigns = move || {
        let mut rows = app.rows::<Campaign>(plan::CAMPAIGN);
        order::sort_by_key(&mut rows, |(_, campaign)| campaign.from.date);
        rows.into_iter().map(|(id, campaign)| Choice::new(id, campaign.name)).collect::<Vec<_>>()
    };
    let movements = move || {
        let mut rows = app.rows::<Movement>(plan::MOVEMENT);
        order::sort_by_key(&mut rows, |(_, movement)| by_code(&movement.code));
        rows.into_iter().map(|(id, movement)| Choice::new(id, movement.name)).collect::<Vec<_>>()
    };
    let tasks = move || {
        let mut rows = app.rows::<Task>(plan::TASK);
        order::sort_by_key(&mut rows, |(_, task)| by_code(&task.code));
        rows.into_iter().map(|(id, task)| Choice::new(id, task.title)).collect::<Vec<_>>()
    };
    let none = said("activity-link-none");
    view! {
        <div class="two">
            <Select name="campaign" choices=Signal::derive(campaigns) placeholder=none/>
            <Select name="movement" choices=Signal::derive(movements) placeholder=none/>
        </div>
        <Select name="task" choices=Signal::derive(tasks) placeholder=none/>
    }
}

/// `Q2` before `Q10`.
pub fn by_code(code: &str) -> (usize, String) {
    (code.len(), code.to_owned())
}

#[component]
fn People() -> impl IntoView {
    let form = expect_context::<Form>();
    let chosen = Memo::new(move |_| ids(&form.editor.value("people")));
    let people = Memo::new(move |_| roster(form.app, &chosen.read()));
    let recent = recent(form.app);
    let choose = move |ids: Vec<String>| form.editor.set("people", ids);
    view! {
        <div on:focusout=move |_| form.leave("people")>
            <PeoplePicker
                id=element("people")
                label=|| words::field_name("people")
                hint=said("activity-field-people-hint")
                people
                chosen
                recent
                on_change=choose
                error=form.error("people")
            />
        </div>
    }
}

fn ids(value: &Value) -> Vec<String> {
    let ids = value.as_array().map(Vec::as_slice).unwrap_or_default().iter();
    ids.filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The people of one's own unit, by given name, and whoever is chosen already. Follows people.
fn roster(app: App, chosen: &[String]) -> Vec<PersonChoice> {
    let unit = app.me().map(|me| me.unit).unwrap_or_default();
    let mut people: Vec<(String, Person)> = app.rows(org::PERSON);
    people.retain(|(id, person)| person.unit == unit || chosen.contains(id));
    order::sort_by_key(&mut people, |(_, person)| name::order(&person.family, &person.middle, &person.given));
    let choice = |(id, person): (String, Person)| {
        let elsewhere = (person.unit != unit).then(|| words::unit_name(app, &person.unit));
        let detail = [Some(person.post.clone()), elsewhere].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        PersonChoice::new(id, person.full_name(), detail)
    };
    people.into_iter().map(choice).collect()
}

/// Those with whom this person worked of late, the latest first.
fn recent(app: App) -> Vec<String> {
    let me = app.my_id();
    let list = app.views(|views| views.activity_list.clone()).unwrap_or_default();
    let mine = list.iter().filter(|item| item.record.author == me).take(RECENT);
    let mut seen = BTreeSet::new();
    mine.flat_map(|item| item.record.people.clone()).filter(|id| seen.insert(id.clone())).collect()
}
