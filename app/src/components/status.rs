//! Small signs: pills, the state of an item, whether what was written is saved.

use leptos::prelude::*;

use super::card::Tone;
use super::icon::{Glyph, Icon};
use crate::text::t;

/// A word or two on a coloured ground.
#[component]
pub fn Pill(#[prop(optional, into)] tone: Signal<Tone>, #[prop(into)] label: Signal<String>) -> impl IntoView {
    view! { <span class=move || format!("pill {}", tone.get().class())>{move || label.get()}</span> }
}

/// Where an item stands, from the author's side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemState {
    Draft,
    /// Sent by its author, only on this device.
    Waiting,
    /// With the server, not yet decided.
    Sent,
    Confirmed,
    /// Returned by a person, with a reason.
    Returned,
    /// Not taken by the server, or two versions meet.
    Attention,
    Withdrawn,
    /// Under way; nobody has to confirm it.
    Going,
}

impl ItemState {
    pub fn label(self) -> String {
        match self {
            ItemState::Draft => t!("state-draft"),
            ItemState::Waiting => t!("state-waiting"),
            ItemState::Sent => t!("state-sent"),
            ItemState::Confirmed => t!("state-confirmed"),
            ItemState::Returned => t!("state-returned"),
            ItemState::Attention => t!("state-attention"),
            ItemState::Withdrawn => t!("state-withdrawn"),
            ItemState::Going => t!("state-going"),
        }
    }

    fn tone(self) -> Tone {
        match self {
            ItemState::Draft | ItemState::Sent | ItemState::Withdrawn | ItemState::Going => Tone::Plain,
            ItemState::Waiting => Tone::Wait,
            ItemState::Confirmed => Tone::Good,
            ItemState::Returned | ItemState::Attention => Tone::Bad,
        }
    }
}

/// The state in a pill. Only what is on this device alone, or needs a hand, carries an icon.
#[component]
pub fn StatusPill(#[prop(into)] state: Signal<ItemState>) -> impl IntoView {
    let icon = move || match state.get() {
        ItemState::Waiting => Some(Glyph::Device),
        ItemState::Returned | ItemState::Attention => Some(Glyph::Warning),
        _ => None,
    };
    view! {
        <span class=move || format!("pill {}", state.get().tone().class()) class:dashed=move || state.get() == ItemState::Draft>
            {move || icon().map(|glyph| view! { <Icon glyph/> })}
            {move || state.get().label()}
        </span>
    }
}

/// Whether what is on the screen has reached the device's storage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    /// Nothing written yet.
    Untouched,
    Saving,
    /// The transaction is complete; the clock time, such as `12:04:31`.
    At(String),
    /// Not saved, and why.
    Failed(String),
}

/// "Đã lưu trên máy này 12:04:31". Read aloud only when saving fails.
#[component]
pub fn SaveMark(#[prop(into)] saved: Signal<Saved>) -> impl IntoView {
    let words = move || match saved.get() {
        Saved::Untouched => String::new(),
        Saved::Saving => t!("saving"),
        Saved::At(clock) => t!("saved-at", clock = clock),
        Saved::Failed(why) => t!("save-failed", why = why),
    };
    let failed = move || matches!(*saved.read(), Saved::Failed(_));
    view! {
        <span class="save-mark" class:bad=failed role=move || if failed() { "alert" } else { "none" }>{words}</span>
    }
}
