//! A date as people type it, with day or month precision, and the browser's calendar beside it.

use chrono::Datelike;
use leptos::html;
use leptos::prelude::*;
use thidua_domain::date::When;

use super::field::{Field, described_by, fresh_id, tie};
use super::icon::{Glyph, Icon};
use crate::browser::dom;
use crate::text::{said, t};

/// The value is what a draft stores: `2022-05-24`, `2022-05`, or the very words when they are no date (yet).
#[component]
pub fn DateField(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] on_input: Callback<String>,
    #[prop(optional, into)] id: String,
    #[prop(optional, into)] hint: Signal<String>,
    #[prop(optional, into)] error: Signal<String>,
    #[prop(optional)] required: bool,
) -> impl IntoView {
    let id = fresh_id(id);
    let node = NodeRef::<html::Input>::new();
    let picker = NodeRef::<html::Input>::new();
    let stores = Callback::new(move |text: String| on_input.run(stored(&text)));
    let tie = tie(node, Signal::derive(move || shown(&value.read())), stores, None);
    let hint = Signal::derive(move || readback(&value.read()).unwrap_or_else(|| hint.get()));
    let day = move || value.read().parse().ok().filter(|when| matches!(when, When::Day(_))).map(String::from);
    view! {
        <Field id=id.clone() label hint error required>
            <div class="input-group">
                <input
                    node_ref=node
                    class="input"
                    type="text"
                    inputmode="numeric"
                    autocomplete="off"
                    aria-describedby=described_by(&id)
                    id=id
                    placeholder=said("date-placeholder")
                    aria-required=required.then_some("true")
                    aria-invalid=move || (!error.read().is_empty()).then_some("true")
                    on:input=move |event| tie.input(event_target_value(&event))
                    on:blur=move |_| tie.left()
                />
                <input
                    node_ref=picker
                    class="date-picker"
                    type="date"
                    tabindex="-1"
                    aria-hidden="true"
                    prop:value=move || day().unwrap_or_default()
                    on:change=move |event| on_input.run(event_target_value(&event))
                />
                <button
                    type="button"
                    class="btn quiet square"
                    aria-label=move || t!("date-pick", label = label.get())
                    on:click=move |_| {
                        if let Some(picker) = picker.get_untracked() {
                            dom::show_picker(&picker);
                        }
                    }
                >
                    <Icon glyph=Glyph::Calendar/>
                </button>
            </div>
        </Field>
    }
}

fn stored(text: &str) -> String {
    When::typed(text).map_or_else(|_| text.to_owned(), String::from)
}

fn shown(value: &str) -> String {
    value.parse::<When>().map_or_else(|_| value.to_owned(), |when| when.to_string())
}

/// The date read back in words, so that a slip is seen: `Thứ Ba, ngày 24/5/2022`.
fn readback(value: &str) -> Option<String> {
    let when: When = value.parse().ok()?;
    Some(match when {
        When::Day(day) => t!("date-readback-day", weekday = weekday(day.weekday()), date = when.to_string()),
        When::Month(..) => t!("date-readback-month", date = when.to_string()),
    })
}

fn weekday(day: chrono::Weekday) -> String {
    match day {
        chrono::Weekday::Mon => t!("weekday-mon"),
        chrono::Weekday::Tue => t!("weekday-tue"),
        chrono::Weekday::Wed => t!("weekday-wed"),
        chrono::Weekday::Thu => t!("weekday-thu"),
        chrono::Weekday::Fri => t!("weekday-fri"),
        chrono::Weekday::Sat => t!("weekday-sat"),
        chrono::Weekday::Sun => t!("weekday-sun"),
    }
}
