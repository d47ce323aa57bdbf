//! Activities (hoạt động): the list, and beside it (on a phone instead of it) the activity that is open: as a page to
//! read, or as the form in which it is written.
//!
//! One mount serves every address below `/hoat-dong`, so that neither the list nor a form starts anew when the address
//! changes: a new draft gets an address of its own under the fingers of the person who writes it.

mod conflicts;
pub mod detail;
mod draft;
mod export;
mod facts;
mod fields;
mod filters;
mod form;
mod history;
mod list;
mod refused;
mod results;
mod rows;
mod save;
mod saved;
mod search;
mod send;
pub mod spot;
pub mod words;

use leptos::prelude::*;
use thidua_sync::draft::Draft;

use crate::browser::address::address;
use crate::browser::{dom, time};
use crate::components::card::EmptyState;
use crate::components::icon::{Glyph, Icon};
use crate::components::toast::{Toast, Toasts};
use crate::state::{App, app};
use crate::text::{said, t};
use filters::Filters;
use list::ActivityList;

/// From this width of the window on, list and detail stand side by side. The style sheet asks for 680 px of `main`,
/// beside which the rail takes 92.
const WIDE: f64 = 772.0;

/// What is open beside the list.
#[derive(Clone, Debug, PartialEq)]
enum Pane {
    Nothing,
    /// A record, by its id.
    Detail(String),
    /// The form of a new record, by the id of its draft.
    Form(String),
    /// The form in which a record is changed, by the record's id.
    Edit(String),
}

/// What all parts of the screen share.
#[derive(Clone, Copy)]
pub struct Area {
    /// List and detail stand side by side.
    pub wide: RwSignal<bool>,
    pub filters: Filters,
    /// Where a phone's list was scrolled to when something was opened from it, and what.
    pub left_at: StoredValue<(f64, String)>,
    toasts: RwSignal<Vec<Toast>>,
    thrown: StoredValue<Vec<(u64, Draft)>>,
}

impl Area {
    fn new(app: App) -> Area {
        Area {
            wide: RwSignal::new(dom::window_width() >= WIDE),
            filters: Filters::new(app),
            left_at: StoredValue::default(),
            toasts: RwSignal::default(),
            thrown: StoredValue::default(),
        }
    }

    /// Says what has happened; with a draft, offers to take it back.
    pub fn say(self, text: String, thrown: Option<Draft>) {
        let id = time::chance();
        let can_undo = thrown.is_some();
        if let Some(draft) = thrown {
            self.thrown.update_value(|all| all.push((id, draft)));
        }
        self.toasts.update(|toasts| toasts.push(Toast { id, text, can_undo }));
    }

    fn dismiss(self, id: u64) {
        self.toasts.try_update(|toasts| toasts.retain(|toast| toast.id != id));
    }

    fn undo(self, app: App, id: u64) {
        self.dismiss(id);
        let found =
            self.thrown.with_value(|all| all.iter().find(|(own, _)| *own == id).map(|(_, draft)| draft.clone()));
        let Some(draft) = found else { return };
        wasm_bindgen_futures::spawn_local(async move {
            let words = match app.save_draft(draft).await {
                Ok(()) => t!("activity-restored-toast"),
                Err(why) => words::why_not(&why),
            };
            self.say(words, None);
        });
    }
}

/// Everything below `/hoat-dong`.
#[component]
pub fn Activities() -> impl IntoView {
    let app = app();
    let area = Area::new(app);
    provide_context(area);
    let resized = window_event_listener(leptos::ev::resize, move |_| {
        let wide = dom::window_width() >= WIDE;
        if area.wide.try_get_untracked().is_some_and(|was| was != wide) {
            area.wide.set(wide);
        }
    });
    on_cleanup(move || resized.remove());
    let pane = pane(app);
    let is_open = Memo::new(move |_| pane.read() != Pane::Nothing);
    view! {
        <div class="list-detail activities" class:has-detail=move || is_open.get()>
            <Show when=move || area.wide.get() || !is_open.get()>
                <section class="list-pane" aria-label=said("activities-title")>
                    <ActivityList/>
                </section>
            </Show>
            <Show when=move || area.wide.get() || is_open.get()>
                <div class="detail-pane">{move || open(pane.get())}</div>
            </Show>
        </div>
        <Toasts
            toasts=area.toasts
            on_undo=move |id| area.undo(app, id)
            on_dismiss=move |id| area.dismiss(id)
        />
    }
}

fn open(pane: Pane) -> AnyView {
    match pane {
        Pane::Nothing => view! {
            <EmptyState glyph=Glyph::Note title=said("activities-pick") words=said("activities-pick-words")/>
        }
        .into_any(),
        Pane::Detail(id) => view! { <detail::Detail id/> }.into_any(),
        Pane::Form(id) => view! { <form::NewForm id/> }.into_any(),
        Pane::Edit(id) => view! { <form::EditForm id/> }.into_any(),
    }
}

/// What the address asks for. A form stays open while its address changes from "new" to its own, and while it is sent.
fn pane(app: App) -> Memo<Pane> {
    let path = address().path;
    let placed = Memo::new(move |last: Option<&(String, Pane)>| {
        let path = path.get();
        let rest = path.strip_prefix("/hoat-dong").unwrap_or_default().trim_matches('/').to_owned();
        app.follow_drafts();
        let has_draft = |id: &str| app.peek(|client| client.draft(id).is_some()) == Some(true);
        let has_record = |id: &str| app.views(|views| views.activity(id).is_some()) == Some(true);
        let open = match (rest.split_once('/').unwrap_or((&rest, "")), last) {
            (("", _), _) => Pane::Nothing,
            (("moi", _), Some((place, Pane::Form(id)))) if place == "moi" => Pane::Form(id.clone()),
            (("moi", _), _) => Pane::Form(time::record_id()),
            ((id, "sua"), _) => Pane::Edit(id.to_owned()),
            ((id, _), _) if has_draft(id) => Pane::Form(id.to_owned()),
            ((id, _), Some((_, Pane::Form(own)))) if id == own && !has_record(id) => Pane::Form(id.to_owned()),
            ((id, _), _) => Pane::Detail(id.to_owned()),
        };
        (rest, open)
    });
    Memo::new(move |_| placed.read().1.clone())
}

/// The name of what is open: the screen's `h1`, or an `h2` where the list beside it has the `h1`. Takes the focus when
/// it appears.
#[component]
pub fn PaneHead(
    #[prop(into)] title: Signal<String>,
    /// Where the way back leads on a phone.
    #[prop(into)]
    back: String,
    children: Children,
) -> impl IntoView {
    let area = expect_context::<Area>();
    Effect::new(move |_| {
        request_animation_frame(|| {
            dom::arrive("activity-head");
        })
    });
    let heading = move || match area.wide.get() {
        true => view! { <h2 id="activity-head" class="pane-title" tabindex="-1">{move || title.get()}</h2> }.into_any(),
        false => {
            view! { <h1 id="activity-head" class="pane-title" tabindex="-1">{move || title.get()}</h1> }.into_any()
        }
    };
    view! {
        <header class="page-head">
            <Show when=move || !area.wide.get()>
                <a class="btn quiet square back" href=back.clone() aria-label=said("activity-back")>
                    <Icon glyph=Glyph::Back/>
                </a>
            </Show>
            <div class="grow">{heading}{children()}</div>
        </header>
    }
}
