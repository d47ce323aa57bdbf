//! The address of the screen: what it says now, going elsewhere, and links that stay inside the application.

use gloo::events::EventListener;
use gloo::utils::window;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlAnchorElement, MouseEvent, Url};

/// How an address follows the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// A step that "back" takes back; the new screen begins at its top.
    Forward,
    /// In place of the address before it.
    Instead,
    /// The same, while the screen stays where it is.
    Quietly,
}

/// Where the application is. Cheap to copy; found in the Leptos context.
#[derive(Clone, Copy)]
pub struct Address {
    /// Decoded, with a leading slash.
    pub path: Memo<String>,
    /// Without the question mark.
    query: Memo<String>,
    here: RwSignal<(String, String)>,
}

pub fn address() -> Address {
    expect_context::<Address>()
}

impl Address {
    /// Follows the browser's own steps, and takes over clicks on links of this site. Made once a page.
    pub fn follow_browser() -> Address {
        let here = RwSignal::new(read());
        let address = Address {
            path: Memo::new(move |_| here.read().0.clone()),
            query: Memo::new(move |_| here.read().1.clone()),
            here,
        };
        EventListener::new(&window(), "popstate", move |_| here.set(read())).forget();
        let options = gloo::events::EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(&window(), "click", options, move |event| {
            if let Some(target) = inside(event) {
                event.prevent_default();
                address.go(&target, Way::Forward);
            }
        })
        .forget();
        address
    }

    /// A value of the query by its name; followed.
    pub fn value(self, name: &str) -> Option<String> {
        let query = self.query.read();
        web_sys::UrlSearchParams::new_with_str(&query).ok()?.get(name)
    }

    /// Goes to an address of this site, such as `/ke-hoach?muc=3`.
    pub fn go(self, to: &str, step: Way) {
        let Ok(history) = window().history() else { return };
        let done = match step {
            // The same address again is no step.
            Way::Forward if location() == to => Ok(()),
            Way::Forward => history.push_state_with_url(&JsValue::NULL, "", Some(to)),
            Way::Instead | Way::Quietly => history.replace_state_with_url(&JsValue::NULL, "", Some(to)),
        };
        if done.is_err() {
            return;
        }
        let now = read();
        if self.here.with_untracked(|here| *here != now) {
            self.here.set(now);
        }
        if step != Way::Quietly {
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
    }
}

fn read() -> (String, String) {
    let place = window().location();
    let path = place.pathname().unwrap_or_default();
    let decoded = js_sys::decode_uri(&path).map_or(path, String::from);
    (decoded, place.search().unwrap_or_default().trim_start_matches('?').to_owned())
}

fn location() -> String {
    let place = window().location();
    place.pathname().unwrap_or_default() + &place.search().unwrap_or_default()
}

/// Where a click leads inside this site, when it is a plain click on a link that nobody has handled yet.
fn inside(event: &web_sys::Event) -> Option<String> {
    let click = event.dyn_ref::<MouseEvent>()?;
    let has_modifier = click.ctrl_key() || click.meta_key() || click.shift_key() || click.alt_key();
    if event.default_prevented() || click.button() != 0 || has_modifier {
        return None;
    }
    let link: HtmlAnchorElement =
        event.target()?.dyn_into::<Element>().ok()?.closest("a[href]").ok()??.dyn_into().ok()?;
    let elsewhere = !matches!(link.target().as_str(), "" | "_self") || link.has_attribute("download");
    let url = Url::new(&link.href()).ok()?;
    if elsewhere || Some(url.origin()) != window().location().origin().ok() || url.pathname().starts_with("/api/") {
        return None;
    }
    // A place on this very page is the browser's own work.
    let is_same = url.pathname() + &url.search() == location();
    if is_same && !url.hash().is_empty() {
        return None;
    }
    Some(url.pathname() + &url.search() + &url.hash())
}
