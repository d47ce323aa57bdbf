//! The sync chip: how much exists only on this device, and when the server was last heard. On every screen.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};
use crate::text::t;

/// Green only when nothing waits and nothing needs a hand: all of it comes from the outbox, never from the last attempt.
#[component]
pub fn SyncChip(
    /// Items that exist only on this device.
    #[prop(into)]
    only_here: Signal<usize>,
    /// Items that need a hand.
    #[prop(optional, into)]
    attention: Signal<usize>,
    /// The last exchange in words, `12:04, 3 phút trước`; empty when there was none.
    #[prop(optional, into)]
    last: Signal<String>,
    #[prop(optional, into)] offline: Signal<bool>,
    /// Sync waits until the person signs in again.
    #[prop(optional, into)]
    paused: Signal<bool>,
    #[prop(optional, into)] href: Signal<String>,
) -> impl IntoView {
    let class = move || match (attention.get(), only_here.get(), paused.get(), offline.get()) {
        (0, 0, false, true) => "sync plain",
        (0, 0, false, false) => "sync good",
        (0, _, _, _) => "sync wait",
        _ => "sync bad",
    };
    let glyph = move || match (attention.get(), only_here.get(), paused.get(), offline.get()) {
        (1.., _, _, _) => Glyph::Warning,
        (_, _, true, _) => Glyph::Lock,
        (_, _, _, true) => Glyph::Offline,
        (_, 1.., _, _) => Glyph::Device,
        _ => Glyph::Tick,
    };
    let words = move || match (attention.get(), only_here.get(), paused.get(), offline.get()) {
        (count @ 1.., _, _, _) => t!("sync-chip-attention", count = count),
        (_, count @ 1.., _, _) => t!("sync-chip-only-here", count = count),
        (_, _, true, _) => t!("sync-chip-paused"),
        (_, _, _, true) => t!("sync-chip-offline"),
        _ => t!("sync-chip-synced"),
    };
    let whole = move || t!("sync-chip-name", words = words(), last = last.get());
    view! {
        <a class=class href=move || href.get() aria-label=whole title=whole>
            {move || view! { <Icon glyph=glyph()/> }}
            <span>{words}</span>
            <small class="sync-last">{move || last.get()}</small>
        </a>
    }
}
