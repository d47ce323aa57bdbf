//! The frame around every page: the way to the screens, whose work this is, the sync chip, and the page itself.
//! Tabs below on phones, a slim rail on tablets, a side rail on desktops: one list of links, placed by the style sheet.

use leptos::children::ViewFn;
use leptos::ev;
use leptos::prelude::*;

use super::dialog::Dialog;
use super::icon::{Glyph, Icon};
use crate::browser::dom;
use crate::text::{said, t};

/// A screen one can go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavItem {
    pub href: String,
    pub label: String,
    pub glyph: Glyph,
    /// How much waits there; not shown when zero.
    pub count: usize,
    /// Stands among the tabs of a phone. Four do; the others are under “more”.
    pub on_phone: bool,
    /// Other addresses of the same screen.
    pub also: &'static [&'static str],
}

impl NavItem {
    /// Whether the address lies on this screen.
    fn leads(&self, path: &str) -> bool {
        let is_below =
            |href: &str| path.strip_prefix(href).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        is_below(&self.href) || self.also.iter().any(|href| is_below(href)) || (self.href == "/" && path.is_empty())
    }
}

#[component]
pub fn Shell(
    #[prop(into)] items: Signal<Vec<NavItem>>,
    /// The address shown now.
    #[prop(into)]
    path: Signal<String>,
    /// Whose work this is, and the unit.
    #[prop(into)]
    who: Signal<String>,
    #[prop(optional, into)] unit: Signal<String>,
    /// A new build waits for the next start: a dot, and words for screen readers.
    #[prop(optional, into)]
    update_waits: Signal<bool>,
    /// The sync chip.
    #[prop(into)]
    chip: ViewFn,
    /// Notices that stand above every page.
    #[prop(optional, into)]
    notices: ViewFn,
    children: Children,
) -> impl IntoView {
    let more = RwSignal::new(false);
    let skip = |event: ev::MouseEvent| {
        event.prevent_default();
        event.stop_propagation();
        dom::focus_id("main");
    };
    view! {
        <a class="skip" href="#main" on:click=skip>{said("skip-to-main")}</a>
        <div class="shell">
            <nav class="nav" aria-label=said("nav-label")>
                <span class="brand" aria-hidden="true">{said("app-name")}</span>
                <ul>
                    {move || items.get().into_iter().map(|item| view! { <NavLink item path/> }).collect_view()}
                    <li class="nav-more">
                        <button type="button" class="nav-link" aria-haspopup="dialog" on:click=move |_| more.set(true)>
                            <Icon glyph=Glyph::More/>
                            <span>{said("nav-more")}</span>
                            <UpdateDot update_waits/>
                        </button>
                    </li>
                </ul>
                <div class="nav-foot"><UpdateDot update_waits/><small>{move || update_waits.get().then(|| t!("update-waits-short"))}</small></div>
            </nav>
            <header class="topbar">
                <div class="grow who"><b>{move || who.get()}</b><small>{move || unit.get()}</small></div>
                {chip.run()}
            </header>
            <main id="main" tabindex="-1">
                {notices.run()}
                {children()}
            </main>
        </div>
        <Dialog sheet=true open=more on_close=move |()| more.set(false) title=said("nav-more")>
            <ul class="sheet-links" on:click=move |_| more.set(false)>
                {move || items.get().into_iter().filter(|item| !item.on_phone).map(|item| view! { <NavLink item path/> }).collect_view()}
            </ul>
            <p class="muted">{move || update_waits.get().then(|| t!("update-waits"))}</p>
        </Dialog>
    }
}

#[component]
fn NavLink(item: NavItem, path: Signal<String>) -> impl IntoView {
    let own = item.clone();
    let is_here = move || own.leads(&path.read());
    let count = item.count;
    view! {
        <li class="nav-item" class:off-phone=!item.on_phone>
            <a class="nav-link" href=item.href aria-current=move || is_here().then_some("page")>
                <Icon glyph=item.glyph/>
                <span>{item.label}</span>
                {(count > 0).then(|| view! { <span class="count">{count}</span> })}
            </a>
        </li>
    }
}

/// The dot that says that a new build waits.
#[component]
fn UpdateDot(update_waits: Signal<bool>) -> impl IntoView {
    view! {
        <Show when=move || update_waits.get()>
            <span class="update-dot"><span class="visually-hidden">{said("update-waits")}</span></span>
        </Show>
    }
}
