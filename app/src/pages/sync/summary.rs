//! The one true sentence on top: whether work is safe, how the line to the server is, and a button to try at once.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::browser::time;
use crate::components::button::{Button, Press};
use crate::components::card::PageHead;
use crate::components::icon::{Glyph, Icon};
use crate::pages::moments::{moment_ago, ticking};
use crate::state::{Phase, SyncView, app};
use crate::text::{said, t};

/// How long the button waits for an answer before it lets go; the line below goes on telling the truth.
const PATIENCE_MS: u64 = 8_000;

#[component]
pub fn Summary() -> impl IntoView {
    let (app, now) = (app(), ticking());
    let (asked, busy) = (RwSignal::new(None::<i64>), RwSignal::new(false));
    let press = move |()| {
        let at = time::now();
        asked.set(Some(at));
        busy.set(true);
        app.ring();
        spawn_local(async move {
            time::sleep(PATIENCE_MS).await;
            if asked.try_get_untracked().flatten() == Some(at) {
                busy.try_set(false);
            }
        });
    };
    let answered = Memo::new(move |_| {
        let held = app.sync.with(|sync| matches!(sync.phase, Phase::SignIn | Phase::WrongPerson));
        held || asked.read().is_some() && app.sync.with(|sync| sync.last_ok) >= asked.get()
    });
    let working = move || if busy.get() && !answered.get() { t!("sync-now-busy") } else { String::new() };
    let face = Memo::new(move |_| {
        let mut sync = app.sync.get();
        // A photo that is only here is work that is only here.
        sync.status.only_here += app.files_here.get();
        face(&sync)
    });
    let line = move || app.sync.with(line);
    let last = move || match app.sync.with(|sync| sync.last_ok) {
        Some(at) => t!("sync-last-exchange", when = moment_ago(at, now.get())),
        None => t!("sync-last-never"),
    };
    view! {
        <PageHead title=said("sync-title") note=said("sync-note")>
            <Button kind=Press::Main icon=Glyph::Sync label=said("sync-now") on_press=press busy=Signal::derive(working)/>
        </PageHead>
        <section class=move || format!("sync-say {}", face.get().0) aria-label=said("sync-note") role="status">
            {move || view! { <Icon glyph=face.get().1/> }}
            <div class="grow">
                <p class="sync-say-words">{move || face.get().2}</p>
                <p>{line}" · "{last}</p>
            </div>
        </section>
    }
}

/// Green only from an empty outbox and drafts that the server has.
fn face(sync: &SyncView) -> (&'static str, Glyph, String) {
    let status = sync.status;
    match () {
        () if status.attention > 0 && status.only_here > 0 => {
            ("bad", Glyph::Warning, t!("sync-say-both", count = status.attention, waiting = status.only_here))
        }
        () if status.attention > 0 => ("bad", Glyph::Warning, t!("sync-chip-attention", count = status.attention)),
        () if status.only_here > 0 && status.drafts_only_here > 0 => {
            let words = t!("sync-say-here", count = status.only_here, drafts = status.drafts_only_here);
            ("wait", Glyph::Device, words)
        }
        () if status.only_here > 0 => ("wait", Glyph::Device, t!("sync-chip-only-here", count = status.only_here)),
        () if status.drafts_only_here > 0 => {
            ("wait", Glyph::Device, t!("sync-chip-drafts", count = status.drafts_only_here))
        }
        () if sync.last_ok.is_none() => ("plain", Glyph::Sync, t!("sync-say-never")),
        () => ("good", Glyph::Tick, t!("sync-say-good")),
    }
}

fn line(sync: &SyncView) -> String {
    match sync.phase {
        Phase::Idle => t!("sync-phase-idle"),
        Phase::Exchanging => t!("sync-phase-exchanging"),
        Phase::Live => t!("sync-phase-live"),
        Phase::Offline => t!("sync-phase-offline"),
        Phase::NotOurs => t!("captive-title"),
        Phase::SignIn => t!("sign-in-again-title"),
        Phase::WrongPerson => t!("wrong-person-title"),
        Phase::Update => t!("update-needed-title"),
        Phase::Trouble => t!("sync-phase-trouble"),
    }
}
