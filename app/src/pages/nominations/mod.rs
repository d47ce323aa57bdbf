//! Nominations (đề nghị khen thưởng): the list, and beside it (on a phone instead of it) the nomination that is open: to
//! be read, or as the form in which it is written.
//!
//! One mount serves every address below `/de-nghi`, so that the list keeps its search and its place.

mod award;
pub mod detail;
pub mod evidence;
pub mod figures;
mod form;
mod grounds;
pub mod history;
mod list;
mod paper;
mod papers;
mod postings;
mod proposal;
mod quota;
mod sheet;
pub mod words;

use leptos::prelude::*;

use super::awards;
use super::papers::templates;
use crate::browser::address::{Way, address};
use crate::browser::{dom, time};
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
    /// A new edition of a set, by the set and the draft, and what it would change.
    RulesDraft(String, String),
    RulesPreview(String, String),
    /// Templates of papers: all, one of a unit, and the draft of its next edition.
    Templates,
    Template(String, String),
    TemplateDraft(String, String, String),
    /// Facts out of a file.
    Import,
    /// What is posted for comments.
    Postings,
    /// The list as a table.
    Sheet,
    UnitSheet,
    /// The record of somebody; of oneself without a name.
    Merits(String),
    Board,
    BoardSheet,
    /// One entry of the board.
    Entry(String),
    /// A published decision.
    Decision(String),
    /// What a decision pays.
    Money(String),
}

impl Whole {
    fn at(path: &str) -> Whole {
        match path.strip_prefix("/de-nghi/").unwrap_or_default().trim_matches('/') {
            "dieu-kien" => Whole::Unit,
            "quy-tac" => Whole::Rules,
            "mau-van-ban" => Whole::Templates,
            "nhap-lich-su" => Whole::Import,
            "cong-khai" => Whole::Postings,
            "bang-vang" => Whole::Board,
            "bang-vang/in" => Whole::BoardSheet,
            "danh-sach" => Whole::Sheet,
            "dieu-kien/in" => Whole::UnitSheet,
            "cua-toi" => Whole::Merits(String::new()),
            rest => match rest.split_once('/') {
                Some(("dieu-kien", slug)) => Whole::Subject(slug.to_owned()),
                Some(("quyet-dinh", id)) => Whole::Decision(id.to_owned()),
                Some(("quy-tac" | "mau-van-ban", _)) => Whole::edited(rest),
                Some(("thanh-tich", slug)) => Whole::Merits(slug.to_owned()),
                Some(("bang-vang", what)) => Whole::given(what),
                _ => Whole::List,
            },
        }
    }
}

impl Whole {
    fn edited(rest: &str) -> Whole {
        let own = |part: &str| part.to_owned();
        match rest.split('/').collect::<Vec<_>>()[..] {
            ["quy-tac", set, "soan", draft] => Whole::RulesDraft(own(set), own(draft)),
            ["quy-tac", set, "soan", draft, "xem-truoc"] => Whole::RulesPreview(own(set), own(draft)),
            ["mau-van-ban", unit, kind] => Whole::Template(own(unit), own(kind)),
            ["mau-van-ban", unit, kind, "soan", draft] => Whole::TemplateDraft(own(unit), own(kind), own(draft)),
            ["mau-van-ban", ..] => Whole::Templates,
            _ => Whole::Rules,
        }
    }

    /// Below the board: a decision by its id, an entry by those of its decision and nomination.
    fn given(what: &str) -> Whole {
        match what.split_once('/') {
            Some((decision, "tien-thuong")) => Whole::Money(decision.to_owned()),
            None if what.contains('.') => Whole::Entry(what.to_owned()),
            _ => Whole::Decision(what.to_owned()),
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
    let shelf = awards::board::Shelf::new();
    move || match whole.get() {
        Whole::List => view! { <Both area/> }.into_any(),
        Whole::Unit => view! { <awards::list::UnitList view/> }.into_any(),
        Whole::Subject(slug) => view! { <awards::list::OneSubject view slug/> }.into_any(),
        Whole::Postings => view! { <postings::Postings/> }.into_any(),
        Whole::Rules => view! { <awards::rules::RuleBook/> }.into_any(),
        Whole::Decision(id) => view! { <awards::decision::DecisionPage id/> }.into_any(),
        Whole::RulesDraft(set, draft) => view! { <awards::edit::RulesEditor set draft/> }.into_any(),
        Whole::RulesPreview(set, draft) => view! { <awards::edit::preview::RulesPreview set draft/> }.into_any(),
        Whole::Templates => view! { <templates::Templates/> }.into_any(),
        Whole::Template(unit, kind) => view! { <templates::one::OneTemplate unit kind/> }.into_any(),
        Whole::TemplateDraft(unit, kind, draft) => {
            view! { <templates::edit::TemplateEditor unit kind draft/> }.into_any()
        }
        Whole::Import => view! { <awards::import::ImportHistory/> }.into_any(),
        Whole::Sheet => view! { <sheet::NominationSheet/> }.into_any(),
        Whole::UnitSheet => view! { <awards::eligible::EligibleSheet view/> }.into_any(),
        Whole::Merits(slug) => view! { <awards::merits::Merits view slug/> }.into_any(),
        Whole::Board => view! { <awards::board::GoldBoard shelf/> }.into_any(),
        Whole::BoardSheet => view! { <awards::gold::GoldBook shelf/> }.into_any(),
        Whole::Entry(id) => view! { <awards::published::OneEntry id/> }.into_any(),
        Whole::Money(decision) => view! { <awards::money::MoneyList decision/> }.into_any(),
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
        assert_eq!(Whole::at("/de-nghi/n001/sua"), Whole::List);
        assert_eq!(Whole::at("/de-nghi/quy-tac/r3"), Whole::Rules);
        assert_eq!(Whole::at("/de-nghi/quy-tac/r3/soan/d"), Whole::RulesDraft("r3".into(), "d".into()));
        assert_eq!(Whole::at("/de-nghi/quy-tac/r3/soan/d/xem-truoc"), Whole::RulesPreview("r3".into(), "d".into()));
        assert_eq!(Whole::at("/de-nghi/mau-van-ban/na/minutes"), Whole::Template("na".into(), "minutes".into()));
    }

    #[test]
    fn addresses_on_papers_open_what_they_name() {
        let check = |path: &str, whole: Whole| assert_eq!(Whole::at(&format!("/de-nghi/{path}")), whole);
        check("bang-vang", Whole::Board);
        check("bang-vang/in", Whole::BoardSheet);
        check("bang-vang/d1.n001", Whole::Entry("d1.n001".into()));
        check("bang-vang/d1", Whole::Decision("d1".into()));
        check("bang-vang/d1/tien-thuong", Whole::Money("d1".into()));
        check("dieu-kien/in", Whole::UnitSheet);
        check("dieu-kien/p.an", Whole::Subject("p.an".into()));
        check("cua-toi", Whole::Merits(String::new()));
        check("thanh-tich/c.na", Whole::Merits("c.na".into()));
        check("n001", Whole::List);
    }
}
