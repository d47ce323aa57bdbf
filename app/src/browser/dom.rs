//! Small acts on elements for which Leptos has no word: focus, pickers, modal dialogs, places on the screen.
//! No state, no storage.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement, HtmlElement, HtmlInputElement, HtmlTextAreaElement, KeyboardEvent};

/// What a person types into.
pub trait TextBox {
    fn text(&self) -> String;
    fn set_text(&self, text: &str);
    fn is_focused(&self) -> bool;
}

impl TextBox for HtmlInputElement {
    fn text(&self) -> String {
        self.value()
    }

    fn set_text(&self, text: &str) {
        self.set_value(text);
    }

    fn is_focused(&self) -> bool {
        is_focused(self)
    }
}

impl TextBox for HtmlTextAreaElement {
    fn text(&self) -> String {
        self.value()
    }

    fn set_text(&self, text: &str) {
        self.set_value(text);
        grow(self);
    }

    fn is_focused(&self) -> bool {
        is_focused(self)
    }
}

fn is_focused(element: &Element) -> bool {
    active().is_some_and(|active| active == *element)
}

fn active() -> Option<Element> {
    gloo::utils::document().active_element()
}

/// The field of a form that somebody is in: of `activity-title` it is `title`. `form` is the form's name, such as
/// `activity-edit@1`.
pub fn written_field(form: &str) -> Option<String> {
    let table = form.split(['-', '@']).next()?;
    let id = active()?.id();
    let field = id.strip_prefix(table)?.strip_prefix('-')?.split('-').next()?;
    Some(field.to_owned())
}

/// Somebody is in a field or in a dialog: single keys are theirs.
pub fn is_typing() -> bool {
    let within = "input, textarea, select, dialog, [role='tablist'], [contenteditable]";
    active().is_some_and(|active| active.closest(within).is_ok_and(|found| found.is_some()))
}

/// The key belongs to an input method that is still composing. Safari ends a composition before its last key comes, so
/// that only the old code 229 gives it away.
pub fn is_composing(event: &KeyboardEvent) -> bool {
    event.is_composing() || event.key_code() == 229
}

/// Makes a text area as high as its text where the style sheet cannot (`field-sizing`).
pub fn grow(area: &HtmlTextAreaElement) {
    let style = HtmlElement::style(area);
    let _ = style.set_property("height", "auto");
    let _ = style.set_property("height", &format!("{}px", area.scroll_height() + 2));
}

/// Opens the browser's own calendar; where it has none that can be opened, goes to the field.
pub fn show_picker(input: &HtmlInputElement) {
    if input.show_picker().is_err() {
        let _ = input.focus();
        input.click();
    }
}

/// Shows a dialog above everything else. The browser gives the focus back when it closes.
pub fn open_modal(dialog: &HtmlDialogElement) {
    if !dialog.open() {
        let _ = dialog.show_modal();
    }
}

pub fn focus(element: &HtmlElement) {
    let _ = element.focus();
}

/// Fills the screen with this page, or gives it back. Browsers that cannot stay as they are.
pub fn full_screen(on: bool) {
    let page = gloo::utils::document();
    match (on, page.document_element()) {
        (true, Some(root)) => drop(root.request_fullscreen()),
        (false, _) if page.fullscreen_element().is_some() => page.exit_fullscreen(),
        _ => {}
    }
}

/// Goes to an element by its id, and brings it into view.
pub fn focus_id(id: &str) {
    if let Some(element) = gloo::utils::document().get_element_by_id(id).and_then(|e| e.dyn_into::<HtmlElement>().ok())
    {
        element.scroll_into_view();
        let _ = element.focus();
    }
}

/// Goes to an element by its id; the page moves only when it is out of sight. Answers whether there is such an element.
pub fn arrive(id: &str) -> bool {
    let found = gloo::utils::document().get_element_by_id(id).and_then(|e| e.dyn_into::<HtmlElement>().ok());
    found.is_some_and(|element| element.focus().is_ok())
}

/// Whether the focus lies in the element or below it.
pub fn holds_focus(element: &Element) -> bool {
    active().is_some_and(|active| element.contains(Some(&active)))
}

/// Distance of the element's upper edge from the top of the window, in CSS pixels; negative above it.
pub fn top(element: &Element) -> f64 {
    element.get_bounding_client_rect().top()
}

/// Height of the window in CSS pixels.
pub fn window_height() -> f64 {
    gloo::utils::window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(800.0)
}

/// How far the page is scrolled, in CSS pixels.
pub fn scrolled() -> f64 {
    gloo::utils::window().scroll_y().unwrap_or(0.0)
}

pub fn scroll_to(top: f64) {
    gloo::utils::window().scroll_to_with_x_and_y(0.0, top);
}

/// Goes to the row that leads to an address. Answers whether it is in the document.
pub fn focus_link(href: &str) -> bool {
    let links = gloo::utils::document().query_selector_all(".list-link").ok();
    let mut links =
        links.iter().flat_map(|all| (0..all.length()).filter_map(|at| all.item(at)?.dyn_into::<HtmlElement>().ok()));
    links.find(|link| link.get_attribute("href").as_deref() == Some(href)).is_some_and(|link| link.focus().is_ok())
}

/// Width of the window in CSS pixels.
pub fn window_width() -> f64 {
    gloo::utils::window().inner_width().ok().and_then(|width| width.as_f64()).unwrap_or(400.0)
}

/// A row of a long list as it stands in the document, by the number in its `data-index`.
#[derive(Clone, Copy, Debug)]
pub struct DrawnRow {
    pub index: usize,
    /// Distance from the top of the window, in CSS pixels.
    pub top: f64,
    pub height: f64,
}

pub fn drawn_rows(list: &Element) -> Vec<DrawnRow> {
    let rows = list.children();
    let drawn = |row: Element| {
        let place = row.get_bounding_client_rect();
        let index = row.get_attribute("data-index")?.parse().ok()?;
        Some(DrawnRow { index, top: place.top(), height: place.height() })
    };
    (0..rows.length()).filter_map(|at| rows.item(at)).filter_map(drawn).collect()
}

/// Scrolls whatever the element scrolls with, a pane or the window, by CSS pixels.
pub fn scroll_along(element: &Element, by: f64) {
    let window = gloo::utils::window();
    let mut above = element.parent_element();
    while let Some(pane) = above {
        let style = window.get_computed_style(&pane).ok().flatten();
        let overflow = style.and_then(|style| style.get_property_value("overflow-y").ok()).unwrap_or_default();
        if matches!(overflow.as_str(), "auto" | "scroll") && pane.scroll_height() > pane.client_height() {
            // The whole pixels of `scrollTop` would let the list creep.
            return pane.scroll_by_with_x_and_y(0.0, by);
        }
        above = pane.parent_element();
    }
    window.scroll_by_with_x_and_y(0.0, by);
}

/// Goes to the link of a row, when that row is drawn.
pub fn focus_row(list: &Element, index: usize) {
    if let Some(link) = row_link(list, index) {
        let _ = link.focus();
    }
}

/// Gives the focus back to a row that lost it by being drawn anew, or to the list when the row is no longer drawn. The
/// page stays where it is.
pub fn hold_focus(list: &HtmlElement, index: usize) {
    let target = row_link(list, index).unwrap_or_else(|| list.clone());
    let stay = js_sys::Object::new();
    let _ = js_sys::Reflect::set(&stay, &"preventScroll".into(), &true.into());
    if let Ok(focus) = js_sys::Reflect::get(&target, &"focus".into()) {
        let _ = focus.unchecked_into::<js_sys::Function>().call1(&target, &stay);
    }
}

fn row_link(list: &Element, index: usize) -> Option<HtmlElement> {
    list.query_selector(&format!("[data-index='{index}'] .list-link")).ok().flatten()?.dyn_into().ok()
}

/// Goes to the next or an earlier child with the role, round and round: tabs and chips by arrow keys.
pub fn focus_child(parent: &Element, role: &str, index: usize) {
    let found = parent.query_selector_all(&format!("[role='{role}']")).ok();
    let child = found.and_then(|all| all.item(u32::try_from(index).unwrap_or(0)));
    if let Some(child) = child.and_then(|child| child.dyn_into::<HtmlElement>().ok()) {
        let _ = child.focus();
    }
}

/// Keeps a row of a short list in view without moving the page more than needed.
pub fn reveal(id: &str) {
    if let Some(element) = gloo::utils::document().get_element_by_id(id) {
        let options = web_sys::ScrollIntoViewOptions::new();
        let _ = js_sys::Reflect::set(&options, &"block".into(), &"nearest".into());
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Listens until it is dropped.
pub struct Listening {
    _guards: [EventListener; 2],
}

/// Calls back when anything scrolls, the window or a pane in it, or when the window changes its size.
pub fn on_move(call: impl Fn() + Clone + 'static) -> Listening {
    let window = gloo::utils::window();
    let options = EventListenerOptions { phase: gloo::events::EventListenerPhase::Capture, passive: true };
    let other = call.clone();
    let guards = [
        EventListener::new_with_options(&window, "scroll", options, move |_| call()),
        EventListener::new(&window, "resize", move |_| other()),
    ];
    Listening { _guards: guards }
}
