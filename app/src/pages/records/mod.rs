//! The year's records beside activities and nominations: movements of a unit, registrations, reports, exemplars, inspections.
//! Each kind is data (`kinds.rs`): list, form and page of all of them are the same code, and what one kind has of its own
//! stands in a file of its name.
//!
//! One mount serves all their addresses, so that the list keeps its search and its place.

mod actions;
mod detail;
mod exemplar;
mod form;
mod inputs;
mod inspection;
pub mod kinds;
mod list;
mod movement;
mod registration;
pub mod term;
pub mod words;

use leptos::prelude::*;

use crate::browser::address::{Way, address};
use crate::browser::{dom, time};
use crate::components::card::EmptyState;
use crate::components::icon::{Glyph, Icon};
use crate::text::said;
use kinds::Kind;

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
    /// The list to be printed.
    Print,
    /// Exemplars by their stage.
    Board,
}

impl Pane {
    fn at(kind: &Kind, path: &str) -> Pane {
        let rest = path.strip_prefix(kind.path).unwrap_or_default().trim_matches('/');
        match rest.split_once('/').unwrap_or((rest, "")) {
            ("", _) => Pane::Nothing,
            ("moi", _) => Pane::New,
            ("in", _) => Pane::Print,
            ("bang", _) => Pane::Board,
            (id, "sua") => Pane::Form(id.to_owned()),
            (id, _) => Pane::Detail(id.to_owned()),
        }
    }
}

/// What all parts of the screen share.
#[derive(Clone, Copy)]
struct Area {
    wide: RwSignal<bool>,
    path: Memo<String>,
    query: RwSignal<String>,
    filter: RwSignal<&'static str>,
}

/// Everything below the addresses of [`kinds::ALL`].
#[component]
pub fn Records() -> impl IntoView {
    let area = Area {
        wide: RwSignal::new(dom::window_width() >= WIDE),
        path: address().path,
        query: RwSignal::default(),
        filter: RwSignal::new("all"),
    };
    provide_context(area);
    let resized = window_event_listener(leptos::ev::resize, move |_| {
        let wide = dom::window_width() >= WIDE;
        if area.wide.try_get_untracked().is_some_and(|was| was != wide) {
            area.wide.set(wide);
        }
    });
    on_cleanup(move || resized.remove());
    let kind = Memo::new(move |_| kinds::at(&area.path.read()));
    Effect::new(move |before: Option<&'static str>| {
        let table = kind.get().spec.table;
        if before.is_some_and(|before| before != table) {
            area.query.set(String::new());
            area.filter.set("all");
        }
        table
    });
    let pane = Memo::new(move |_| Pane::at(kind.get(), &area.path.read()));
    let is_open = Memo::new(move |_| pane.read() != Pane::Nothing);
    view! {
        <div class="list-detail nominations records" class:has-detail=is_open>
            <Show when=move || area.wide.get() || !is_open.get()>
                <section class="list-pane" aria-label=move || kind.get().say("title")>
                    {move || view! { <list::RecordList kind=kind.get()/> }}
                </section>
            </Show>
            <Show when=move || area.wide.get() || is_open.get()>
                <div class="detail-pane">{move || open(kind.get(), pane.get())}</div>
            </Show>
        </div>
    }
}

fn open(kind: &'static Kind, pane: Pane) -> AnyView {
    match pane {
        Pane::Nothing => view! {
            <EmptyState glyph=kind.glyph title=move || kind.say("pick") words=move || kind.say("none-words")/>
        }
        .into_any(),
        Pane::New => view! { <New kind/> }.into_any(),
        Pane::Detail(id) => view! { <detail::RecordDetail kind id/> }.into_any(),
        Pane::Form(id) => view! { <form::RecordForm kind id/> }.into_any(),
        Pane::Print => view! { <registration::PrintList/> }.into_any(),
        Pane::Board => view! { <exemplar::Board/> }.into_any(),
    }
}

/// A new record gets its id at once, so that the address leads back to its draft whatever happens.
#[component]
fn New(kind: &'static Kind) -> impl IntoView {
    let address = address();
    Effect::new(move |_| address.go(&format!("{}/{}/sua", kind.path, time::record_id()), Way::Instead));
}

/// The name of what is open: the screen's `h1`, or an `h2` where the list beside it has the `h1`. Takes the focus when
/// it appears.
#[component]
fn PaneHead(
    kind: &'static Kind,
    #[prop(into)] title: Signal<String>,
    #[prop(optional, into)] note: Signal<String>,
) -> impl IntoView {
    let area = expect_context::<Area>();
    Effect::new(move |_| request_animation_frame(|| dom::focus_id("record-head")));
    let heading = move || match area.wide.get() {
        true => view! { <h2 id="record-head" class="pane-title" tabindex="-1">{move || title.get()}</h2> }.into_any(),
        false => view! { <h1 id="record-head" class="pane-title" tabindex="-1">{move || title.get()}</h1> }.into_any(),
    };
    view! {
        <header class="page-head">
            <a class="btn quiet square back" href=kind.path aria-label=said("record-back")><Icon glyph=Glyph::Back/></a>
            <div class="grow">{heading}<p class="muted">{move || note.get()}</p></div>
        </header>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_open_what_they_name() {
        let at = |path: &str| {
            let kind = kinds::at(path);
            (kind.spec.table, Pane::at(kind, path))
        };
        assert_eq!(at("/dang-ky"), ("registration", Pane::Nothing));
        assert_eq!(at("/dang-ky/in"), ("registration", Pane::Print));
        assert_eq!(at("/dien-hinh/bang"), ("exemplar", Pane::Board));
        assert_eq!(at("/dien-hinh/e1/sua"), ("exemplar", Pane::Form("e1".into())));
        assert_eq!(at("/phong-trao/m1"), ("unit_movement", Pane::Detail("m1".into())));
        assert_eq!(at("/bao-cao/moi"), ("report", Pane::New));
    }
}
