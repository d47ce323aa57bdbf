//! Nominations (đề nghị khen thưởng): the list, and beside it (on a phone instead of it) the nomination that is open: to
//! be read, or as the form in which it is written.
//!
//! One mount serves every address below `/de-nghi`, so that the list keeps its search and its place.

mod award;
mod detail;
pub mod evidence;
mod form;
pub mod history;
mod list;
mod paper;
mod postings;
pub mod words;

use leptos::prelude::*;

use super::awards;
use crate::browser::address::{Way, address};
use crate::browser::{device, dom, time};
use crate::components::card::EmptyState;
use crate::components::icon::{Glyph, Icon};
use crate::state::app;
use crate::text::said;

/// From this width of the window on, list and detail stand side by side. The style sheet asks for 680 px of `main`,
/// beside which the rail takes 92.
const WIDE: f64 = 772.0;

/// What is open beside the list.
#[derive(Clone, Debug, PartialEq)]
enum Pane {
    Nothing,
    New,
    /// A record, by its id.
    Detail(String),
    /// The form, by the id of the record that it is or will be.
    Form(String),
}

impl Pane {
    fn at(path: &str) -> Pane {
        let rest = path.strip_prefix("/de-nghi").unwrap_or_default().trim_matches('/');
        match rest.split_once('/').unwrap_or((rest, "")) {
            ("", _) => Pane::Nothing,
            ("moi", _) => Pane::New,
            (id, "sua") => Pane::Form(id.to_owned()),
            (id, _) => Pane::Detail(id.to_owned()),
        }
    }
}

/// Pages of the same screen that fill it.
#[derive(Clone, Debug, PartialEq)]
enum Whole {
    /// List and detail.
    List,
    Unit,
    /// Somebody before all awards.
    Subject(String),
    Rules,
    /// What is posted for comments.
    Postings,
    /// The gold board, or one entry of it.
    Board(String),
}

impl Whole {
    fn at(path: &str) -> Whole {
        match path.strip_prefix("/de-nghi/").unwrap_or_default().trim_matches('/') {
            "dieu-kien" => Whole::Unit,
            "quy-tac" => Whole::Rules,
            "cong-khai" => Whole::Postings,
            "bang-vang" => Whole::Board(String::new()),
            rest => match rest.split_once('/') {
                Some(("dieu-kien", slug)) => Whole::Subject(slug.to_owned()),
                Some(("bang-vang", entry)) => Whole::Board(entry.to_owned()),
                _ => Whole::List,
            },
        }
    }
}

/// What all parts of the screen share.
#[derive(Clone, Copy)]
struct Area {
    wide: RwSignal<bool>,
    path: Memo<String>,
    query: RwSignal<String>,
    filter: RwSignal<String>,
}

/// Everything below `/de-nghi`.
#[component]
pub fn Nominations() -> impl IntoView {
    let area = Area {
        wide: RwSignal::new(dom::window_width() >= WIDE),
        path: address().path,
        query: RwSignal::default(),
        filter: RwSignal::new("all".to_owned()),
    };
    provide_context(area);
    let resized = window_event_listener(leptos::ev::resize, move |_| {
        let wide = dom::window_width() >= WIDE;
        if area.wide.try_get_untracked().is_some_and(|was| was != wide) {
            area.wide.set(wide);
        }
    });
    on_cleanup(move || resized.remove());
    let whole = Memo::new(move |_| Whole::at(&area.path.read()));
    let view = awards::list::View::new(app());
    let is_dressed = RwSignal::new(false);
    device::style(&super::asset_url("awards.css").unwrap_or_default(), move || {
        let _ = is_dressed.try_set(true);
    });
    move || match whole.get() {
        _ if !is_dressed.get() => ().into_any(),
        Whole::List => view! { <Both area/> }.into_any(),
        Whole::Unit => view! { <awards::list::UnitList view/> }.into_any(),
        Whole::Subject(slug) => view! { <awards::list::OneSubject view slug/> }.into_any(),
        Whole::Postings => view! { <postings::Postings/> }.into_any(),
        Whole::Rules => view! { <awards::rules::RuleBook/> }.into_any(),
        Whole::Board(chosen) => view! { <awards::board::GoldBoard chosen/> }.into_any(),
    }
}

/// The list, and what is open beside it.
#[component]
fn Both(area: Area) -> impl IntoView {
    let pane = Memo::new(move |_| Pane::at(&area.path.read()));
    let is_open = Memo::new(move |_| pane.read() != Pane::Nothing);
    view! {
        <div class="list-detail nominations" class:has-detail=is_open>
            <Show when=move || area.wide.get() || !is_open.get()>
                <section class="list-pane" aria-label=said("nominations-title")>
                    <list::NominationList/>
                </section>
            </Show>
            <Show when=move || area.wide.get() || is_open.get()>
                <div class="detail-pane">{move || open(pane.get())}</div>
            </Show>
        </div>
    }
}

fn open(pane: Pane) -> AnyView {
    match pane {
        Pane::Nothing => view! {
            <EmptyState glyph=Glyph::Award title=said("nominations-pick") words=said("nominations-pick-words")/>
        }
        .into_any(),
        Pane::New => view! { <New/> }.into_any(),
        Pane::Detail(id) => view! { <detail::NominationDetail id/> }.into_any(),
        Pane::Form(id) => view! { <form::NominationForm id/> }.into_any(),
    }
}

/// A new nomination gets its id at once, so that the address leads back to its draft whatever happens.
#[component]
fn New() -> impl IntoView {
    let address = address();
    Effect::new(move |_| address.go(&words::draft_href(&time::record_id()), Way::Instead));
}

/// The name of what is open: the screen's `h1`, or an `h2` where the list beside it has the `h1`. Takes the focus when
/// it appears.
#[component]
fn PaneHead(#[prop(into)] title: Signal<String>, #[prop(optional, into)] note: Signal<String>) -> impl IntoView {
    let area = expect_context::<Area>();
    Effect::new(move |_| request_animation_frame(|| dom::focus_id("nomination-title")));
    let heading =
        move || match area.wide.get() {
            true => view! { <h2 id="nomination-title" class="pane-title" tabindex="-1">{move || title.get()}</h2> }
                .into_any(),
            false => view! { <h1 id="nomination-title" class="pane-title" tabindex="-1">{move || title.get()}</h1> }
                .into_any(),
        };
    view! {
        <header class="page-head">
            <a class="btn quiet square back" href="/de-nghi" aria-label=said("nomination-back")><Icon glyph=Glyph::Back/></a>
            <div class="grow">{heading}<p class="muted">{move || note.get()}</p></div>
        </header>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_open_what_they_name() {
        assert_eq!(Pane::at("/de-nghi"), Pane::Nothing);
        assert_eq!(Pane::at("/de-nghi/"), Pane::Nothing);
        assert_eq!(Pane::at("/de-nghi/moi"), Pane::New);
        assert_eq!(Pane::at("/de-nghi/n001"), Pane::Detail("n001".into()));
        assert_eq!(Pane::at("/de-nghi/n001/sua"), Pane::Form("n001".into()));
    }
}
