//! Screens that travel apart from the first load. Each is a file of its own that the service worker holds with the
//! rest of its build; all of them are fetched as soon as the first screen stands, so that going there waits for nothing.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::pin::Pin;

use futures::{FutureExt as _, future};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::{
    activities, checkin, council, fetch_styles, fetch_texts, insist, nominations, plan, records, review, settings,
    sync, today,
};
use crate::browser::{device, time};
use crate::components::button::{Button, Press};
use crate::components::card::EmptyState;
use crate::components::icon::Glyph;
use crate::state::{App, photos};
use crate::text::{self, Part, said};

type Coming<T> = Pin<Box<dyn Future<Output = Result<T, SplitLoaderError>>>>;

/// A screen that is loaded apart.
#[derive(Clone, Copy)]
pub struct Apart {
    name: &'static str,
    load: fn() -> Coming<()>,
    draw: fn() -> Coming<AnyView>,
}

impl PartialEq for Apart {
    fn eq(&self, other: &Apart) -> bool {
        self.name == other.name
    }
}

/// How long a file may take before words stand in its place.
const QUIET_MS: u64 = 300;
/// How long it may take before the words offer a way out: a fetch that a browser never answers ends in no error.
const LATE_MS: u64 = 15_000;

thread_local! {
    /// The screens whose files have come, by name.
    static ARRIVED: RefCell<BTreeSet<&'static str>> = const { RefCell::new(BTreeSet::new()) };
}

macro_rules! apart {
    ($($screen:ident $file:ident $draw:ident $load:ident $view:path;)*) => {
        $(
            #[wasm_split($file, fallible, preload($load))]
            fn $draw() -> Result<AnyView, SplitLoaderError> {
                Ok(view! { <$view/> }.into_any())
            }

            pub const $screen: Apart = Apart { name: stringify!($screen), load: || Box::pin($load()), draw: || Box::pin($draw()) };
        )*

        const ALL: &[Apart] = &[$($screen),*];
    };
}

// Few files: what two of them share becomes one more file for each pair.
apart! {
    TODAY today draw_today load_today today::Today;
    ACTIVITIES work draw_activities load_activities activities::Activities;
    REVIEW work draw_review load_review review::Review;
    NOMINATIONS work draw_nominations load_nominations nominations::Nominations;
    RECORDS work draw_records load_records records::Records;
    CHECKIN attend draw_checkin load_checkin checkin::CheckIn;
    COUNCIL more draw_council load_council council::Council;
    PLAN more draw_plan load_plan plan::Plan;
    SYNC more draw_sync load_sync sync::Sync;
    SETTINGS more draw_settings load_settings settings::Settings;
}

/// What goes on behind the screens with photos and papers.
#[wasm_split(work, fallible)]
fn look_after_photos(app: App) -> Result<(), SplitLoaderError> {
    spawn_local(photos::start(app));
    Ok(())
}

/// Keeps notices outside the app alive, and the number on its icon.
#[wasm_split(more, fallible)]
fn look_after_calls(app: App) -> Result<(), SplitLoaderError> {
    settings::look_after_calls(app);
    Ok(())
}

/// Fetches every screen, one after the other. What does not come now is asked for again when somebody goes there.
pub async fn load_all(app: App) {
    for screen in ALL {
        if !screen.comes().await {
            leptos::logging::warn!("{} was not loaded", screen.name);
        }
    }
    let _ = look_after_photos(app).await;
    let _ = look_after_calls(app).await;
}

impl Apart {
    /// Fetches the screen, its words and how it looks. Answers whether all are here.
    async fn comes(self) -> bool {
        let coming = future::join3(fetch_texts(text::lang(), Part::Screens), fetch_styles(), (self.load)());
        let (words, styles, screen) = coming.await;
        if styles && screen.is_ok() {
            ARRIVED.with_borrow_mut(|arrived| arrived.insert(self.name));
        }
        words && self.is_here()
    }

    /// Nothing of it has to be waited for.
    fn is_here(self) -> bool {
        text::is_installed(text::lang(), Part::Screens) && ARRIVED.with_borrow(|arrived| arrived.contains(self.name))
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Coming,
    Slow,
    Late,
    Here,
    Failed,
}

/// The screen, or words about its coming.
#[component]
pub fn OnDemand(screen: Apart) -> impl IntoView {
    let stage = RwSignal::new(if screen.is_here() { Stage::Here } else { Stage::Coming });
    let load = move || {
        stage.set(Stage::Coming);
        spawn_local(fetch(screen, stage));
    };
    if !screen.is_here() {
        load();
    }
    move || match stage.get() {
        Stage::Coming => ().into_any(),
        Stage::Slow => view! { <p class="page muted" role="status">{said("screen-coming")}</p> }.into_any(),
        // What is loaded is there at once.
        Stage::Here => (screen.draw)().now_or_never().and_then(Result::ok).unwrap_or_else(|| ().into_any()),
        // Why it is not here, and a way out.
        at @ (Stage::Late | Stage::Failed) => {
            let is_late = at == Stage::Late;
            let [title, words, again] = match is_late {
                true => ["screen-late", "screen-late-words", "stale-reload"],
                false => ["screen-failed", "screen-failed-words", "retry"],
            };
            let on_press = move |()| if is_late { device::reload() } else { load() };
            view! {
                <div class="page">
                    <h1 tabindex="-1">{said(title)}</h1>
                    <EmptyState
                        glyph=Glyph::Warning
                        title=said(words)
                        action=move || view! { <Button kind=Press::Main label=said(again) on_press/> }
                    />
                </div>
            }
            .into_any()
        }
    }
}

async fn fetch(screen: Apart, stage: RwSignal<Stage>) {
    spawn_local(async move {
        for (after, from, to) in [(QUIET_MS, Stage::Coming, Stage::Slow), (LATE_MS, Stage::Slow, Stage::Late)] {
            time::sleep(after).await;
            if stage.try_get_untracked() == Some(from) {
                stage.set(to);
            }
        }
    });
    let came = insist(&|| Box::pin(screen.comes())).await;
    stage.try_set(if came { Stage::Here } else { Stage::Failed });
}
