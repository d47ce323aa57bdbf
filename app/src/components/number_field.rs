//! A whole number, in groups of three when nobody is typing, read back in words when it is large.

use leptos::html;
use leptos::prelude::*;
use thidua_domain::format::{grouped, typed};

use super::field::{Field, described_by, fresh_id, tie};
use crate::text::t;

/// The value is plain digits, `4850000000`, or the very words when they are no number (yet).
#[component]
pub fn NumberField(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] on_input: Callback<String>,
    /// What is counted: `việc`, `đồng`.
    #[prop(optional, into)]
    unit: Signal<String>,
    #[prop(optional, into)] id: String,
    #[prop(optional, into)] hint: Signal<String>,
    #[prop(optional, into)] error: Signal<String>,
    #[prop(optional)] required: bool,
) -> impl IntoView {
    let id = fresh_id(id);
    let node = NodeRef::<html::Input>::new();
    let stores = Callback::new(move |text: String| on_input.run(stored(&text)));
    let tie = tie(node, Signal::derive(move || shown(&value.read())), stores, None);
    let hint = Signal::derive(move || match typed(&value.read()) {
        Some(number) if number >= 1_000_000 => t!("number-readback", words = in_words(number), unit = unit.get()),
        _ => hint.get(),
    });
    view! {
        <Field id=id.clone() label hint error required>
            <div class="input-group">
                <input
                    node_ref=node
                    class="input number"
                    type="text"
                    inputmode="numeric"
                    autocomplete="off"
                    aria-describedby=described_by(&id)
                    id=id
                    aria-required=required.then_some("true")
                    aria-invalid=move || (!error.read().is_empty()).then_some("true")
                    on:input=move |event| tie.input(event_target_value(&event))
                    on:blur=move |_| tie.left()
                />
                <span class="input-unit">{move || unit.get()}</span>
            </div>
        </Field>
    }
}

fn stored(text: &str) -> String {
    typed(text).map_or_else(|| text.to_owned(), |number| number.to_string())
}

fn shown(value: &str) -> String {
    typed(value).map_or_else(|| value.to_owned(), grouped)
}

/// `4 tỷ 850 triệu`, with the rest below a million in digits.
fn in_words(number: i64) -> String {
    let (billions, millions, rest) = (number / 1_000_000_000, number / 1_000_000 % 1_000, number % 1_000_000);
    let mut parts = Vec::new();
    if billions > 0 {
        parts.push(t!("number-billions", n = billions));
    }
    if millions > 0 {
        parts.push(t!("number-millions", n = millions));
    }
    if rest > 0 {
        parts.push(grouped(rest));
    }
    parts.join(" ")
}
