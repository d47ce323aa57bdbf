//! What this browser remembers apart from anybody's data, and what it grants this site.

use gloo::storage::{LocalStorage, Storage as _};
use gloo::utils::{document, window};
use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Small settings of this browser. Losing them loses no work.
#[derive(Clone, Copy)]
pub enum Setting {
    /// Who signed in last: their database is opened before any network.
    Person,
    Login,
    Language,
    Theme,
    /// The address of an install invitation was put away.
    InstallLater,
}

impl Setting {
    fn name(self) -> &'static str {
        match self {
            Setting::Person => "thidua.person",
            Setting::Login => "thidua.login",
            Setting::Language => "thidua.language",
            Setting::Theme => "thidua.theme",
            Setting::InstallLater => "thidua.install-later",
        }
    }

    pub fn get(self) -> Option<String> {
        LocalStorage::raw().get_item(self.name()).ok().flatten()
    }

    /// A browser that keeps nothing is told elsewhere.
    pub fn set(self, value: &str) {
        let _ = LocalStorage::raw().set_item(self.name(), value);
    }

    pub fn clear(self) {
        let _ = LocalStorage::raw().remove_item(self.name());
    }
}

/// A `<meta>` of the page, such as the build.
pub fn meta(name: &str) -> String {
    let selector = format!("meta[name=\"{name}\"]");
    let found = document().query_selector(&selector).ok().flatten();
    found.and_then(|meta| meta.get_attribute("content")).unwrap_or_default()
}

/// Sets `data-theme` (or removes it) and the language of the page.
pub fn dress(theme: Option<&str>, language: &str) {
    let Some(root) = document().document_element() else { return };
    let _ = match theme {
        Some(theme) => root.set_attribute("data-theme", theme),
        None => root.remove_attribute("data-theme"),
    };
    let _ = root.set_attribute("lang", language);
}

pub fn set_title(title: &str) {
    document().set_title(title);
}

pub fn is_visible() -> bool {
    document().visibility_state() == web_sys::VisibilityState::Visible
}

/// What the browser says of the network; a hint for words, never for decisions.
pub fn says_online() -> bool {
    window().navigator().on_line()
}

/// Bytes used and granted, as far as the browser tells.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Space {
    pub used: f64,
    pub quota: f64,
    /// The browser has promised not to clear this site when it needs room.
    pub persisted: bool,
}

pub async fn space() -> Option<Space> {
    let storage = window().navigator().storage();
    let estimate = JsFuture::from(storage.estimate().ok()?).await.ok()?;
    let number = |name: &str| Reflect::get(&estimate, &name.into()).ok().and_then(|value| value.as_f64());
    let persisted = JsFuture::from(storage.persisted().ok()?).await.ok().and_then(|value| value.as_bool());
    Some(Space {
        used: number("usage").unwrap_or_default(),
        quota: number("quota").unwrap_or_default(),
        persisted: persisted.unwrap_or_default(),
    })
}

/// Asks the browser to keep this site's data. Answers what it said.
pub async fn ask_to_persist() -> bool {
    let Ok(asked) = window().navigator().storage().persist() else { return false };
    JsFuture::from(asked).await.ok().and_then(|value| value.as_bool()).unwrap_or_default()
}

/// A service worker holds the whole program: the next start needs no network.
pub async fn is_offline_ready() -> bool {
    let Ok(container) = Reflect::get(&window().navigator(), &"serviceWorker".into()) else { return false };
    let Some(container) = container.dyn_ref::<web_sys::ServiceWorkerContainer>() else { return false };
    let Ok(found) = JsFuture::from(container.get_registration()).await else { return false };
    found.dyn_ref::<web_sys::ServiceWorkerRegistration>().is_some_and(|found| found.active().is_some())
}

/// Runs as an installed application.
pub fn is_installed() -> bool {
    let query = window().match_media("(display-mode: standalone)").ok().flatten();
    query.is_some_and(|query| query.matches())
}

/// Whether a newer build waits for the next start.
pub fn update_waits() -> bool {
    Reflect::get(&window(), &"__thiduaUpdate".into()).is_ok_and(|value| value.is_truthy())
}

/// Calls back on every event of a kind, for as long as the page lives.
pub fn on_window(event: &'static str, mut then: impl FnMut() + 'static) {
    gloo::events::EventListener::new(&window(), event, move |_| then()).forget();
}

/// The same for events of the document, such as `visibilitychange`.
pub fn on_document(event: &'static str, mut then: impl FnMut() + 'static) {
    gloo::events::EventListener::new(&document(), event, move |_| then()).forget();
}

/// Offers a file to the person.
pub fn download(name: &str, text: &str) {
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let options = web_sys::BlobPropertyBag::new();
    options.set_type("application/json");
    let Ok(blob) = web_sys::Blob::new_with_str_sequence_and_options(&parts, &options) else { return };
    let Ok(url) = web_sys::Url::create_object_url_with_blob(&blob) else { return };
    if let Ok(link) = document().create_element("a")
        && let Ok(link) = link.dyn_into::<web_sys::HtmlAnchorElement>()
    {
        link.set_href(&url);
        link.set_download(name);
        link.click();
    }
    let _ = web_sys::Url::revoke_object_url(&url);
}

/// Text in Unicode's composed form, as it is stored.
pub fn nfc(text: &str) -> String {
    js_sys::JsString::from(text).normalize("NFC").into()
}

/// A bare object, for options that the bindings do not name.
pub fn options(entries: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in entries {
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object
}

/// Loads the page anew.
pub fn reload() {
    let _ = window().location().reload();
}
