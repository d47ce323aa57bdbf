//! How full the device's storage is.

use leptos::prelude::*;

use super::bar::Bar;
use super::card::Tone;
use crate::text::{said, t};

/// Bytes used and allowed, as the browser estimates them, and whether it promised to keep them.
#[component]
pub fn StorageGauge(
    #[prop(into)] used: Signal<Option<u64>>,
    #[prop(into)] quota: Signal<Option<u64>>,
    #[prop(into)] kept: Signal<Option<bool>>,
) -> impl IntoView {
    let share = move || {
        let (used, quota) = (used.get()?, quota.get().filter(|quota| *quota > 0)?);
        i64::try_from(u128::from(used) * 10_000 / u128::from(quota)).ok()
    };
    let tone = move || match share() {
        Some(9_000..) => Tone::Bad,
        Some(7_000..) => Tone::Wait,
        _ => Tone::Plain,
    };
    let words = move || match (used.get(), quota.get()) {
        (Some(used), Some(quota)) => t!("storage-used", used = size(used), quota = size(quota)),
        _ => t!("storage-unknown"),
    };
    let promise = move || match kept.get() {
        Some(true) => t!("storage-kept"),
        Some(false) => t!("storage-not-kept"),
        None => String::new(),
    };
    view! {
        <div class="target">
            <div class="target-head"><span>{said("storage-title")}</span><b>{words}</b></div>
            <Bar value=Signal::derive(share) tone=Signal::derive(tone) words=Signal::derive(words)/>
            <small>{promise}</small>
        </div>
    }
}

/// `12,4 MB`: one decimal below a hundred.
pub fn size(bytes: u64) -> String {
    let (unit, per) = match bytes {
        0..1_000_000 => ("kB", 1_000),
        1_000_000..1_000_000_000 => ("MB", 1_000_000),
        _ => ("GB", 1_000_000_000),
    };
    let tenths = u128::from(bytes) * 10 / per;
    if tenths >= 1_000 { format!("{} {unit}", tenths / 10) } else { format!("{},{} {unit}", tenths / 10, tenths % 10) }
}
