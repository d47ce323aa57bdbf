//! Progress against a target, as a picture and in words.

use leptos::prelude::*;

use super::card::Tone;

/// A bar with a mark at the target. Values in hundredths of a percent (8150 is 81,50 %). `words` is the text alternative
/// and says all that the picture says.
#[component]
pub fn Bar(
    #[prop(into)] value: Signal<Option<i64>>,
    #[prop(optional, into)] target: Signal<Option<i64>>,
    #[prop(optional, into)] tone: Signal<Tone>,
    #[prop(into)] words: Signal<String>,
) -> impl IntoView {
    let share =
        |hundredths: i64| format!("{}.{:02}%", hundredths.clamp(0, 10_000) / 100, hundredths.clamp(0, 10_000) % 100);
    let fill = move || share(value.get().unwrap_or(0));
    let mark = move || target.get().map(share);
    view! {
        <div
            class=move || format!("bar {}", tone.get().class())
            class:targeted=move || mark().is_some()
            style:--fill=fill
            style:--mark=move || mark().unwrap_or_default()
            role="img"
            aria-label=move || words.get()
        ></div>
    }
}

/// A bar with its name, figure and remark around it, as in a list of targets.
#[component]
pub fn TargetBar(
    #[prop(into)] name: Signal<String>,
    /// The figure as it is read: `79,84 %`, or that there is none yet.
    #[prop(into)]
    figure: Signal<String>,
    /// How it stands to the target, in words.
    #[prop(into)]
    remark: Signal<String>,
    #[prop(into)] value: Signal<Option<i64>>,
    #[prop(optional, into)] target: Signal<Option<i64>>,
    #[prop(optional, into)] tone: Signal<Tone>,
) -> impl IntoView {
    let words = move || format!("{}: {}, {}", name.get(), figure.get(), remark.get());
    view! {
        <div class="target">
            <div class="target-head"><span>{move || name.get()}</span><b>{move || figure.get()}</b></div>
            <Bar value target tone words/>
            <small>{move || remark.get()}</small>
        </div>
    }
}
