//! The fields of a form, each by what it holds.

use leptos::prelude::*;
use serde_json::{Value, json};
use thidua_domain::form::{Field, Type};
use thidua_domain::movement;
use thidua_domain::name;
use thidua_domain::org::{PERSON, Person, UNIT, Unit};
use thidua_domain::plan::{self, Award, Campaign, Movement, Plan};
use thidua_sync::order;

use super::form::Form;
use super::inspection::RemedyField;
use crate::components::chips::ChipGroup;
use crate::components::choices::Choices;
use crate::components::date_field::DateField;
use crate::components::moment_field::MomentField;
use crate::components::number_field::NumberField;
use crate::components::people::{PeoplePicker, PersonChoice};
use crate::components::select::{Choice, SelectField};
use crate::components::text_field::{TextArea, TextField};
use crate::pages::activities::spot::SpotField;
use crate::pages::activities::words::unit_name;
use crate::pages::nominations::evidence::EvidencePicker;
use crate::pages::nominations::words::person_detail;
use crate::pages::photos::PhotoField;
use crate::pages::work;
use crate::state::App;
use crate::text::{said, t};

/// Fields of which a record has one: whom it is about, what is reported on.
const ALTERNATIVES: [&[&str]; 3] =
    [&["person", "collective", "model"], &["own", "movement", "campaign"], &["person", "collective"]];

/// The id of a field's element, to which the summary of errors leads.
pub fn element_id(field: &str) -> String {
    format!("record-{field}")
}

/// The alternatives that a field begins, in a form that has all of them.
fn alternatives(form: Form, name: &str) -> Option<&'static [&'static str]> {
    let has = |name: &str| form.kind.spec.fields.contains(&name);
    ALTERNATIVES.into_iter().find(|names| names.contains(&name) && names.iter().all(|name| has(name)))
}

#[component]
pub fn Inputs(form: Form) -> impl IntoView {
    let one = move |field: &'static Field| match alternatives(form, field.name) {
        Some(names) if names[0] == field.name => view! { <OneOf form names/> }.into_any(),
        Some(_) => ().into_any(),
        None => input(form, field),
    };
    // A period stands in one line; papers and photos each in a card of their own.
    let (own, words): (Vec<&'static Field>, Vec<&'static Field>) =
        form.kind.fields.iter().partition(|field| field.name == "activities");
    view! {
        <section class="card form-part">{words.into_iter().map(one).collect_view()}</section>
        {own.into_iter().map(|field| view! {
            <section class="card form-part" id=element_id(field.name) tabindex="-1">
                <h2>{move || form.kind.field_name(field.name)}</h2>
                <EvidencePicker editor=form.editor/>
            </section>
        }).collect_view()}
    }
}

/// One of several fields: chips say which.
#[component]
fn OneOf(form: Form, names: &'static [&'static str]) -> impl IntoView {
    let editor = form.editor;
    let written = untrack(|| names.iter().position(|name| !editor.text(name).is_empty()));
    let chosen = RwSignal::new(names[written.unwrap_or(0)]);
    let pick = move |value: String| {
        let Some(name) = names.iter().find(|name| **name == value) else { return };
        for other in names.iter().filter(|other| *other != name) {
            if !untrack(|| editor.text(other)).is_empty() {
                editor.set(other, "");
            }
        }
        chosen.set(name);
    };
    let choices = move || names.iter().map(|name| Choice::new(*name, form.kind.say(&format!("by-{name}")))).collect();
    let field = move || form.kind.fields.iter().find(|field| field.name == chosen.get());
    // The domain reports what is missing at the first of them.
    view! {
        <div class="stack" id=element_id(names[0]) tabindex="-1">
            <ChipGroup
                label=move || form.kind.say("subject")
                choices=Signal::derive(choices)
                chosen=Signal::derive(move || vec![chosen.get().to_owned()])
                on_toggle=pick
            />
            {move || field().map(|field| draw(form, field, format!("record-one-{}", field.name), form.error(names[0])))}
        </div>
    }
}

fn input(form: Form, field: &'static Field) -> AnyView {
    draw(form, field, element_id(field.name), form.error(field.name))
}

fn draw(form: Form, field: &'static Field, id: String, error: Signal<String>) -> AnyView {
    let (kind, editor, name) = (form.kind, form.editor, field.name);
    let label = Signal::derive(move || kind.field_name(name));
    let hint = Signal::derive(move || kind.try_say(&format!("hint-{name}")).unwrap_or_default());
    let value = Signal::derive(move || editor.text(name));
    let set = move |text: String| editor.set(name, text);
    let required = field.missing.is_some();
    match field.is {
        Type::Text(most) if most <= 300 => {
            view! { <TextField id label hint value on_input=set error required/> }.into_any()
        }
        Type::Text(most) => {
            let rows = if most > 20_000 { 8 } else { 4 };
            view! { <TextArea id label hint value on_input=set error required max=most rows/> }.into_any()
        }
        Type::When => view! { <DateField id label hint value on_input=set error required/> }.into_any(),
        Type::Moment => view! { <MomentField id label hint value on_input=set error required/> }.into_any(),
        Type::Count(..) => {
            let unit = Signal::derive(move || kind.try_say(&format!("unit-{name}")).unwrap_or_default());
            view! { <NumberField id label hint value on_input=set error required unit/> }.into_any()
        }
        Type::Spot => view! { <SpotField editor id hint/> }.into_any(),
        Type::Ids if matches!(name, "guests" | "organisers") => {
            let people = Signal::derive(move || people(form.app, &form.home.get().unwrap_or_default()));
            let chosen = Signal::derive(move || ids(&editor.value(name)));
            let choose = move |ids: Vec<String>| editor.set(name, json!(ids));
            view! { <PeoplePicker id label hint people chosen on_change=choose error required/> }.into_any()
        }
        Type::Id if matches!(name, "person" | "owner") => {
            let people = Signal::derive(move || people(form.app, &form.home.get().unwrap_or_default()));
            let chosen = Signal::derive(move || {
                Some(editor.text(name)).filter(|id| !id.is_empty()).into_iter().collect::<Vec<_>>()
            });
            let choose = move |ids: Vec<String>| editor.set(name, ids.last().cloned().unwrap_or_default());
            view! { <PeoplePicker id label hint people chosen on_change=choose error required single=true/> }.into_any()
        }
        Type::Id | Type::Choice(_) => {
            let choices = Signal::derive(move || choices(form, field));
            view! { <SelectField id label hint value choices on_change=set error required placeholder=said("select-none")/> }
                .into_any()
        }
        Type::Ids => {
            let choices = Signal::derive(move || choices(form, field));
            let chosen = Signal::derive(move || ids(&editor.value(name)));
            let choose = move |ids: Vec<String>| editor.set(name, json!(ids));
            view! { <Choices id label hint choices chosen on_change=choose error required/> }.into_any()
        }
        Type::Evidence => view! { <PhotoField editor id label/> }.into_any(),
        Type::Lines(_) => view! { <RemedyField editor id label error/> }.into_any(),
    }
}

fn ids(value: &Value) -> Vec<String> {
    let items = value.as_array().map(Vec::as_slice).unwrap_or_default().iter();
    items.filter_map(Value::as_str).map(str::to_owned).collect()
}

/// What may be chosen in a field. Follows the tables that it reads.
fn choices(form: Form, field: &Field) -> Vec<Choice> {
    let (app, home) = (form.app, form.home.get().unwrap_or_default());
    if let Type::Choice(words) = field.is {
        return words.iter().map(|word| Choice::new(*word, form.kind.say(&format!("{}-{word}", field.name)))).collect();
    }
    match field.name {
        "collective" | "inspected" | "invited" => units(app, Some(&home)),
        // An exemplar is spread everywhere.
        "units" => units(app, None),
        "awards" => awards(app),
        "movement" => named::<Movement>(app, plan::MOVEMENT, |m| (order_of(&m.code), m.name)),
        "campaign" => named::<Campaign>(app, plan::CAMPAIGN, |c| (c.from.date.to_string(), c.name)),
        "year" => {
            named::<Plan>(app, plan::PLAN, |p| (p.year.to_string(), t!("record-year", year = p.year.to_string())))
        }
        "own" => named::<Value>(app, movement::TABLE, |row| {
            let read = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
            (read("from"), format!("{} · {}", read("title"), unit_name(app, &read("unit"))))
        }),
        _ => Vec::new(),
    }
}

/// `Q2` before `Q10`.
fn order_of(code: &str) -> String {
    format!("{:03}{code}", code.len())
}

fn named<T: serde::de::DeserializeOwned>(
    app: App,
    table: &'static str,
    read: impl Fn(T) -> (String, String),
) -> Vec<Choice> {
    let mut rows: Vec<(String, String, String)> = app
        .rows::<T>(table)
        .into_iter()
        .map(|(id, row)| {
            let (order, label) = read(row);
            (order, label, id)
        })
        .collect();
    order::sort_by_key(&mut rows, |row| row.clone());
    rows.into_iter().map(|(_, label, id)| Choice::new(id, label)).collect()
}

/// Titles that one may aim at; forms of commendation are not registered for.
fn awards(app: App) -> Vec<Choice> {
    let mut awards = app.rows::<Award>(plan::AWARD);
    let level = |level: &str| ["unit", "ministry", "government", "state"].iter().position(|known| *known == level);
    order::sort_by_key(&mut awards, |(_, award)| (award.class, award.subject != "person", level(&award.level)));
    awards.into_iter().map(|(id, award)| Choice::new(id, award.name)).collect()
}

/// Units, a home and those below it or all, from above down.
fn units(app: App, home: Option<&str>) -> Vec<Choice> {
    let mut units = app.rows::<Unit>(UNIT);
    units.retain(|(_, unit)| unit.valid_to.is_none() && home.is_none_or(|home| work::is_below(unit, home)));
    order::sort_by(&mut units, |(_, a), (_, b)| a.path.cmp(&b.path));
    units.into_iter().map(|(id, unit)| Choice::new(id, unit.name)).collect()
}

/// The people of a unit and of those below it, in the order of names.
pub fn people(app: App, home: &str) -> Vec<PersonChoice> {
    let units = app.rows::<Unit>(UNIT);
    let is_below = |id: &str| units.iter().any(|(own, unit)| own == id && work::is_below(unit, home));
    let mut people = app.rows::<Person>(PERSON);
    people.retain(|(_, person)| is_below(&person.unit));
    order::sort_by_key(&mut people, |(_, person)| name::order(&person.family, &person.middle, &person.given));
    let choice =
        |(id, person): (String, Person)| PersonChoice::new(id, person.full_name(), person_detail(app, &person));
    people.into_iter().map(choice).collect()
}
