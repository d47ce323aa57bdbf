//! Results in numbers, each toward an indicator of the plan: whole numbers in the indicator's own unit.

use leptos::prelude::*;
use serde_json::{Value, json};
use thidua_domain::format;
use thidua_domain::plan::{self, Indicator};

use super::draft::{Form, element};
use super::words;
use crate::browser::dom;
use crate::components::button::IconButton;
use crate::components::icon::Glyph;
use crate::components::number_field::NumberField;
use crate::components::select::{Choice, SelectField};
use crate::text::{said, t};
use thidua_sync::order;

#[component]
pub fn Results() -> impl IntoView {
    let form = expect_context::<Form>();
    let lines = Memo::new(move |_| {
        let value = form.editor.value("results");
        value.as_array().map(Vec::as_slice).unwrap_or_default().iter().map(indicator_of).collect::<Vec<_>>()
    });
    let choices = Memo::new(move |_| {
        let mut all = form.app.rows::<Indicator>(plan::INDICATOR);
        order::sort_by(&mut all, |(_, a), (_, b)| a.code.cmp(&b.code));
        let rest = all.into_iter().filter(|(id, _)| !lines.read().contains(id));
        rest.map(|(id, indicator)| Choice::new(id, indicator.numerator)).collect::<Vec<_>>()
    });
    let add = move |indicator: String| {
        if indicator.is_empty() || lines.read_untracked().contains(&indicator) {
            return;
        }
        let mut all = stored(form);
        all.push(json!({ "indicator": indicator, "num": "" }));
        form.editor.set("results", all);
        request_animation_frame(move || {
            dom::arrive(&number_id(&indicator));
        });
    };
    let has_lines = move || !lines.read().is_empty();
    let label = move || if has_lines() { t!("activity-result-more") } else { t!("activity-result-add") };
    view! {
        <fieldset class="form-part results" id=element("results") tabindex="-1">
            <legend class="field-label">{|| words::field_name("results")}</legend>
            <For each=move || lines.get() key=String::clone let:indicator><ResultLine indicator/></For>
            <SelectField
                label
                value=String::new()
                choices
                on_change=add
                placeholder=said("select-none")
                hint=said("activity-field-results-hint")
            />
        </fieldset>
    }
}

#[component]
fn ResultLine(indicator: String) -> impl IntoView {
    let form = expect_context::<Form>();
    let id = number_id(&indicator);
    let own = StoredValue::new(indicator);
    let counted = Memo::new(move |_| own.with_value(|indicator| words::counted(form.app, indicator)));
    let value = Memo::new(move |_| {
        form.editor.fields.track();
        let found = stored(form).into_iter().find(|line| own.with_value(|own| indicator_of(line) == *own));
        match found.map(|line| line["num"].clone()) {
            Some(Value::Number(number)) => number.to_string(),
            Some(Value::String(text)) => text,
            _ => String::new(),
        }
    });
    let write = move |text: String| {
        let number = format::typed(&text).map_or_else(|| json!(text), |number| json!(number));
        let mut all = stored(form);
        let line = all.iter_mut().find(|line| own.with_value(|own| indicator_of(line) == *own));
        if let Some(line) = line {
            line["num"] = number;
            form.editor.set("results", all);
        }
    };
    let remove = move || {
        let rest: Vec<Value> =
            stored(form).into_iter().filter(|line| own.with_value(|own| indicator_of(line) != *own)).collect();
        form.editor.set("results", rest);
        dom::arrive(&element("results"));
    };
    let any_error = form.error("results");
    let error = move || if format::typed(&value.read()).is_none() { any_error.get() } else { String::new() };
    let name = move || counted.read().0.clone();
    view! {
        <div class="result" on:focusout=move |_| form.leave("results")>
            <NumberField id label=name value on_input=write unit=move || counted.read().1.clone() error=Signal::derive(error)/>
            <IconButton glyph=Glyph::Trash name=move || t!("activity-result-remove", name = name()) on_press=move |()| remove()/>
        </div>
    }
}

fn number_id(indicator: &str) -> String {
    format!("activity-result-{indicator}")
}

fn indicator_of(line: &Value) -> String {
    line["indicator"].as_str().unwrap_or_default().to_owned()
}

/// The lines as the draft has them.
fn stored(form: Form) -> Vec<Value> {
    let fields = form.editor.fields.read_untracked();
    fields.get("results").and_then(Value::as_array).cloned().unwrap_or_default()
}
