//! The scoring sheet (thang điểm) on the form: lines with a label and the most points.

use leptos::prelude::*;
use serde_json::{Value, json};
use thidua_domain::council::rows::Mark;
use thidua_domain::format;
use thidua_sync::order;

use crate::browser::device;
use crate::components::button::{Button, IconButton, Press};
use crate::components::icon::{Glyph, Icon};
use crate::components::number_field::NumberField;
use crate::components::text_field::TextField;
use crate::state::editor::Editor;
use crate::text::{said, t};

const MOST: usize = 20;

/// A sheet as the form writes it: points as they are typed.
pub fn written(marks: &[Mark]) -> Vec<Value> {
    let line = |mark: &Mark| json!({ "key": mark.key, "label": mark.label, "max": mark.max.to_string() });
    marks.iter().map(line).collect()
}

/// The sheet that is typed; none when a line lacks something.
pub fn read(lines: &Value) -> Option<Vec<Mark>> {
    let Some(lines) = lines.as_array() else { return Some(Vec::new()) };
    let mark = |line: &Value| {
        let label = device::nfc(line["label"].as_str().unwrap_or_default().trim());
        let max = format::typed(line["max"].as_str().unwrap_or_default())?;
        let max = u32::try_from(max).ok().filter(|max| (1..=1_000).contains(max))?;
        let key = line["key"].as_str()?.to_owned();
        (!label.is_empty() && label.chars().count() <= 200).then_some(Mark { key, label, max })
    };
    lines.iter().map(mark).collect()
}

#[component]
pub fn RubricPart(editor: Editor, error: Signal<String>) -> impl IntoView {
    let lines = Memo::new(move |_| editor.value("rubric").as_array().cloned().unwrap_or_default());
    let keys = Memo::new(move |_| {
        lines.read().iter().filter_map(|line| line["key"].as_str().map(str::to_owned)).collect::<Vec<_>>()
    });
    let add = move |()| {
        let mut all = lines.get_untracked();
        let known = order::set(keys.get_untracked());
        let fresh = (1..).map(|n| format!("k{n}")).find(|key| !known.contains(key)).unwrap_or_default();
        all.push(json!({ "key": fresh, "label": "", "max": "" }));
        editor.set("rubric", json!(all));
    };
    view! {
        <fieldset class="stack" id="session-rubric" tabindex="-1">
            <legend class="field-label">{said("council-rubric")}</legend>
            <p class="field-hint">{said("council-rubric-hint")}</p>
            <For each=move || keys.get() key=|key| key.clone() children=move |key| view! { <Line editor lines key/> }/>
            <p class="field-error">
                {move || (!error.read().is_empty()).then(|| view! { <Icon glyph=Glyph::Warning/><span>{error.get()}</span> })}
            </p>
            <div class="row wrap">
                <Button kind=Press::Line icon=Glyph::Plus label=said("council-rubric-add") disabled=Signal::derive(move || lines.read().len() >= MOST) on_press=add/>
            </div>
        </fieldset>
    }
}

#[component]
fn Line(editor: Editor, lines: Memo<Vec<Value>>, key: String) -> impl IntoView {
    let key = StoredValue::new(key);
    let is_mine = move |line: &Value| key.with_value(|key| line["key"].as_str() == Some(key));
    let shown = move |name: &'static str| {
        Signal::derive(move || {
            let lines = lines.read();
            let mine = lines.iter().find(|line| is_mine(line));
            mine.and_then(|line| line[name].as_str()).unwrap_or_default().to_owned()
        })
    };
    let write = move |name: &'static str, text: String| {
        let mut all = lines.get_untracked();
        if let Some(line) = all.iter_mut().find(|line| is_mine(line)) {
            line[name] = json!(text);
        }
        editor.set("rubric", json!(all));
    };
    let remove = move |()| {
        let mut all = lines.get_untracked();
        all.retain(|line| !is_mine(line));
        editor.set("rubric", json!(all));
    };
    let label = shown("label");
    view! {
        <div class="mark-line">
            <TextField label=said("council-rubric-label") value=label on_input=move |text| write("label", text) most=200/>
            <NumberField label=said("council-rubric-max") value=shown("max") on_input=move |text| write("max", text)/>
            <IconButton glyph=Glyph::Trash name=Signal::derive(move || t!("council-rubric-remove", label = label.get())) on_press=remove/>
        </div>
    }
}
