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
    /// Drafts whose newest state exists only on this device.
    #[prop(optional, into)]
    drafts: Signal<usize>,
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
    let face = Memo::new(move |_| {
        let (attention, only_here, drafts) = (attention.get(), only_here.get(), drafts.get());
        match () {
            () if attention > 0 => ("sync bad", Glyph::Warning, t!("sync-chip-attention", count = attention)),
            () if only_here > 0 => {
                let glyph = if paused.get() {
                    Glyph::Lock
                } else if offline.get() {
                    Glyph::Offline
                } else {
                    Glyph::Device
                };
                ("sync wait", glyph, t!("sync-chip-only-here", count = only_here))
            }
            () if paused.get() => ("sync wait", Glyph::Lock, t!("sync-chip-paused")),
            () if drafts > 0 => ("sync plain", Glyph::Device, t!("sync-chip-drafts", count = drafts)),
            () if offline.get() => ("sync plain", Glyph::Offline, t!("sync-chip-offline")),
            () if last.read().is_empty() => ("sync plain", Glyph::Sync, t!("sync-chip-never")),
            () => ("sync good", Glyph::Tick, t!("sync-chip-synced")),
        }
    });
    let whole = move || {
        t!(
            "sync-chip-name",
            words = face.get().2,
            last = if last.read().is_empty() { t!("sync-last-never") } else { last.get() }
        )
    };
    view! {
        <a class=move || face.get().0 href=move || href.get() aria-label=whole title=whole>
            {move || view! { <Icon glyph=face.get().1/> }}
            <span>{move || face.get().2}</span>
            <small class="sync-last">{move || last.get()}</small>
        </a>
    }
}
