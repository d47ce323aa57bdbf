//! Fields that follow from the data: what stands at a pointer of a set says which they are.

use leptos::prelude::*;
use serde_json::{Value, json};
use thidua_domain::rules::fields::{self, Is};

use super::{Form, called};
use crate::components::button::{Button, IconButton, Press};
use crate::components::date_field::DateField;
use crate::components::icon::Glyph;
use crate::components::number_field::NumberField;
use crate::components::select::{Choice, SelectField};
use crate::components::text_field::{TextArea, TextField};
use crate::text::t;

/// All fields of what stands at a pointer.
pub fn all_fields(form: Form, at: &str) -> Vec<AnyView> {
    let table = form.draft.with_untracked(|draft| fields::table(&draft.value, at));
    table.iter().map(|(name, is)| one(form, at, name, *is)).collect()
}

/// Writes what is typed.
fn writes(form: Form, at: &str) -> impl Fn(String) + Copy + Send + Sync + 'static + use<> {
    let at = StoredValue::new(at.to_owned());
    move |text: String| at.with_value(|at| form.editor.set(at, text))
}

fn one(form: Form, parent: &str, name: &'static str, is: Is) -> AnyView {
    let at = format!("{parent}/{name}");
    let label = form.draft.with_untracked(|draft| called::label(&draft.value, parent, name));
    let (value, error) = (form.text(at.clone(), name, is), form.error(at.clone()));
    let write = writes(form, &at);
    let id = format!("rules-{at}");
    match is {
        Is::Text(_) if name == "source" => source(form, parent, id, (label, value, error), write),
        Is::Text(most) if most >= 500 => {
            view! { <div class="wide"><TextArea id label value on_input=write error rows=1/></div> }.into_any()
        }
        Is::Text(most) => view! { <TextField id label value on_input=write error most=most/> }.into_any(),
        Is::Number(_) | Is::MaybeNumber(_) => {
            view! { <NumberField id label value on_input=write error hint=called::hint(is)/> }.into_any()
        }
        Is::Tenths => view! { <TextField id label value on_input=write error/> }.into_any(),
        Is::Day | Is::MaybeDay => {
            view! { <DateField id label value on_input=write error hint=called::hint(is)/> }.into_any()
        }
        Is::Flag => tick(id, label, value, write),
        Is::MaybeFlag => {
            let choices = || vec![Choice::new("true", t!("rules-yes")), Choice::new("false", t!("rules-no"))];
            view! {
                <SelectField id label value choices=Signal::derive(choices) on_change=write error placeholder=t!("rules-not-said")/>
            }
            .into_any()
        }
        Is::Choice(known) => {
            let choices = move || known.iter().map(|word| Choice::new(*word, called::choice(word))).collect::<Vec<_>>();
            view! { <SelectField id label value choices=Signal::derive(choices) on_change=write error/> }.into_any()
        }
        Is::Award => {
            let choices = Memo::new(move |_| {
                let awards = form.value("/awards");
                let choice =
                    |one: &Value| Some(Choice::new(one["award"].as_str()?, one["name"].as_str().unwrap_or_default()));
                awards.as_array().map(|all| all.iter().filter_map(choice).collect::<Vec<_>>()).unwrap_or_default()
            });
            view! { <SelectField id label value choices on_change=write error/> }.into_any()
        }
    }
}

/// A source is asked for where it was not checked, and shown where there is one.
fn source(
    form: Form,
    parent: &str,
    id: String,
    (label, value, error): (String, Signal<String>, Signal<String>),
    write: impl Fn(String) + Copy + Send + Sync + 'static,
) -> AnyView {
    let verified = form.text(format!("{parent}/verified"), "verified", Is::Flag);
    let is_shown = Memo::new(move |was: Option<&bool>| {
        // Who empties it is still in it.
        was == Some(&true) || *verified.read() == "false" || !value.read().is_empty()
    });
    let (id, label) = (StoredValue::new(id), StoredValue::new(label));
    view! {
        <Show when=move || is_shown.get()>
            <div class="wide"><TextArea id=id.get_value() label=label.get_value() value on_input=write error rows=1/></div>
        </Show>
    }
    .into_any()
}

fn tick(
    id: String,
    label: String,
    value: Signal<String>,
    write: impl Fn(String) + Copy + Send + Sync + 'static,
) -> AnyView {
    let is_on = move || *value.read() == "true";
    view! {
        <label class="rule-tick">
            <input
                type="checkbox"
                class="tick-box"
                id=id
                prop:checked=is_on
                on:change=move |event| write(event_target_checked(&event).to_string())
            />
            <span>{label}</span>
        </label>
    }
    .into_any()
}

/// A text of several lines that is a member of a list by itself.
pub fn long(form: Form, at: String, label: String) -> AnyView {
    let is = Is::Text(2_000);
    let (value, error, write) = (form.text(at.clone(), "note", is), form.error(at.clone()), writes(form, &at));
    view! { <TextArea id=format!("rules-{at}") label value on_input=write error rows=2/> }.into_any()
}

/// The members of a list, each drawn by its pointer, and a button that adds one.
#[component]
pub fn Items<F>(
    form: Form,
    #[prop(into)] at: String,
    item: F,
    /// Where nothing can be added, no label.
    #[prop(optional, into)]
    add: Signal<String>,
    #[prop(optional)] fresh: Value,
) -> impl IntoView
where
    F: Fn(String) -> AnyView + Copy + Send + Sync + 'static,
{
    let at = StoredValue::new(at);
    // What is asked at a place may become another thing with other fields.
    let keys = Memo::new(move |_| {
        let list = at.with_value(|at| form.value(at));
        let kind = |one: &Value| one["need"]["kind"].as_str().or(one["code"].as_str()).unwrap_or_default().to_owned();
        let items = list.as_array().map(|items| items.iter().map(kind).collect::<Vec<_>>()).unwrap_or_default();
        items.into_iter().enumerate().collect::<Vec<(usize, String)>>()
    });
    let draw = move |(nth, _): (usize, String)| item(at.with_value(|at| format!("{at}/{nth}")));
    let put = move |()| {
        let fresh = fresh.clone();
        at.with_value(|at| form.relist(at, |items| items.push(fresh)));
    };
    view! {
        <ul class="rule-items" role="list">
            <For each=move || keys.get() key=|key| key.clone() children=draw/>
        </ul>
        <Show when=move || !add.read().is_empty()>
            <div class="row wrap"><Button kind=Press::Line icon=Glyph::Plus label=add on_press=put.clone()/></div>
        </Show>
    }
}

/// Takes a member out of its list.
#[component]
pub fn ItemButtons(form: Form, at: String, #[prop(into)] name: Signal<String>) -> impl IntoView {
    let remove = move |()| {
        let Some((list, nth)) = at.rsplit_once('/') else { return };
        let nth: usize = nth.parse().unwrap_or(usize::MAX);
        form.relist(list, |items| {
            if nth < items.len() {
                items.remove(nth);
            }
        });
    };
    view! { <div class="rule-buttons"><IconButton glyph=Glyph::Trash name on_press=remove/></div> }
}

/// A code that nothing in the set has.
pub fn fresh_code(form: Form, award: &str, word: &str) -> String {
    form.draft.with_untracked(|draft| {
        let text = draft.value.to_string();
        let code = |nth: &usize| format!("{award}.{word}-{nth}");
        let is_free = |nth: &usize| !text.contains(&json!(code(nth)).to_string());
        (1..).find(is_free).map(|nth| code(&nth)).unwrap_or_default()
    })
}
