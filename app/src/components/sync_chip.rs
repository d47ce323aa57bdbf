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
        let line = if paused.get() {
            Line::Paused
        } else if offline.get() {
            Line::Offline
        } else {
            Line::Open
        };
        face(attention.get(), only_here.get(), drafts.get(), line, last.read().is_empty())
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

/// How the line to the server is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Line {
    Open,
    Offline,
    Paused,
}

/// Class, icon and words; what is graver comes first.
fn face(
    attention: usize,
    only_here: usize,
    drafts: usize,
    line: Line,
    is_first: bool,
) -> (&'static str, Glyph, String) {
    match line {
        _ if attention > 0 => ("sync bad", Glyph::Warning, t!("sync-chip-attention", count = attention)),
        Line::Paused if only_here > 0 => ("sync wait", Glyph::Lock, t!("sync-chip-only-here", count = only_here)),
        Line::Offline if only_here > 0 => ("sync wait", Glyph::Offline, t!("sync-chip-only-here", count = only_here)),
        Line::Open if only_here > 0 => ("sync wait", Glyph::Device, t!("sync-chip-only-here", count = only_here)),
        Line::Paused => ("sync wait", Glyph::Lock, t!("sync-chip-paused")),
        _ if drafts > 0 => ("sync plain", Glyph::Device, t!("sync-chip-drafts", count = drafts)),
        Line::Offline => ("sync plain", Glyph::Offline, t!("sync-chip-offline")),
        Line::Open if is_first => ("sync plain", Glyph::Sync, t!("sync-chip-never")),
        Line::Open => ("sync good", Glyph::Tick, t!("sync-chip-synced")),
    }
}
