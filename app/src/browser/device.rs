//! What this browser remembers apart from anybody's data, and what it grants this site.

use gloo::storage::{LocalStorage, Storage as _};
use gloo::utils::{document, window};
use js_sys::{Promise, Reflect};
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
    /// The install invitation was put away.
    InstallLater,
    /// The list of what is needed for work without a network was seen and put away.
    ReadySeen,
    /// The day on which the warning that the browser may clear this site was put away.
    PromiseLater,
    /// The browser was asked once to keep this site's data.
    PersistAsked,
    /// What this device calls itself in the list of signed-in devices.
    DeviceName,
    /// The number that lets go of a device which stands alone at a door.
    Kiosk,
}

impl Setting {
    fn name(self) -> &'static str {
        match self {
            Setting::Person => "thidua.person",
            Setting::Login => "thidua.login",
            Setting::Language => "thidua.language",
            Setting::Theme => "thidua.theme",
            Setting::InstallLater => "thidua.install-later",
            Setting::ReadySeen => "thidua.ready-seen",
            Setting::PromiseLater => "thidua.promise-later",
            Setting::PersistAsked => "thidua.persist-asked",
            Setting::DeviceName => "thidua.device-name",
            Setting::Kiosk => "thidua.kiosk",
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

/// What one person keeps on this browser apart from their work: another person does not see it. Losing it loses no work.
#[derive(Clone, Copy)]
pub enum OwnSetting {
    /// Ways of looking at the list of activities.
    ActivityViews,
    /// Keys with which this device signs codes for check-ins.
    CheckinKeys,
    /// Their votes in councils, by which they find their receipts.
    Votes,
    /// Words outside of drafts that were not sent yet. The name is of old.
    Words,
    /// Numbers of which quotas are a part.
    QuotaNumbers,
}

impl OwnSetting {
    fn name(self, person: &str) -> String {
        match self {
            OwnSetting::ActivityViews => format!("thidua.activity-views.{person}"),
            OwnSetting::CheckinKeys => format!("thidua.checkin-keys.{person}"),
            OwnSetting::Votes => format!("thidua.votes.{person}"),
            OwnSetting::Words => format!("thidua.council-words.{person}"),
            OwnSetting::QuotaNumbers => format!("thidua.quota-numbers.{person}"),
        }
    }

    pub fn get(self, person: &str) -> Option<String> {
        LocalStorage::raw().get_item(&self.name(person)).ok().flatten()
    }

    /// A browser that keeps nothing is told elsewhere.
    pub fn set(self, person: &str, value: &str) {
        let _ = LocalStorage::raw().set_item(&self.name(person), value);
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

/// Waits until a service worker holds the whole program: the next start needs no network then. Answers false where there is none.
pub async fn offline_ready() -> bool {
    let Ok(container) = Reflect::get(&window().navigator(), &"serviceWorker".into()) else { return false };
    let Some(Ok(ready)) = container.dyn_ref::<web_sys::ServiceWorkerContainer>().map(|one| one.ready()) else {
        return false;
    };
    JsFuture::from(ready).await.is_ok()
}

/// Fetches a stylesheet. Answers whether it came; what did not come may be asked for again.
pub async fn style(url: &str) -> bool {
    let (Ok(link), Some(head)) = (document().create_element("link"), document().head()) else { return false };
    let coming = Promise::new(&mut |came, lost| {
        for (name, told) in [("onload", came), ("onerror", lost)] {
            let _ = Reflect::set(&link, &name.into(), &told);
        }
        for (name, value) in [("rel", "stylesheet"), ("href", url)] {
            let _ = link.set_attribute(name, value);
        }
        let _ = head.append_child(&link);
    });
    let came = JsFuture::from(coming).await.is_ok();
    if !came {
        link.remove();
    }
    came
}

/// Says one word to the service worker, where there is one.
pub fn tell_worker(what: &str) {
    let container = Reflect::get(&window().navigator(), &"serviceWorker".into()).ok();
    let container = container.and_then(|found| found.dyn_into::<web_sys::ServiceWorkerContainer>().ok());
    if let Some(worker) = container.and_then(|container| container.controller()) {
        let message = js_sys::Object::new();
        let _ = Reflect::set(&message, &"type".into(), &what.into());
        let _ = worker.post_message(&message);
    }
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

/// Goes to the heading of the screen that was just opened, unless the screen has taken the focus itself. Answers
/// whether there was a heading.
pub fn focus_heading() -> bool {
    let Ok(Some(main)) = document().query_selector("main") else { return false };
    let inside = document().active_element().is_some_and(|active| active != main && main.contains(Some(&active)));
    if inside {
        return true;
    }
    let heading = main.query_selector("h1").ok().flatten().and_then(|h1| h1.dyn_into::<web_sys::HtmlElement>().ok());
    heading.as_ref().is_some_and(|heading| heading.focus().is_ok())
}

/// The text of the file that a person picked, and its name. Forgets the choice, so that the same can be picked again.
pub async fn picked_text(event: web_sys::Event) -> Option<Result<String, PickError>> {
    let input = event.target()?.dyn_into::<web_sys::HtmlInputElement>().ok()?;
    let file = input.files()?.get(0)?;
    let text = match file.size() {
        size if size > MOST_PICKED => Err(PickError::TooLarge),
        _ => gloo::file::futures::read_as_text(&gloo::file::File::from(file)).await.map_err(|_| PickError::Unreadable),
    };
    input.set_value("");
    Some(text)
}

/// Bytes of a file that is read whole.
const MOST_PICKED: f64 = 100_000_000.0;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PickError {
    TooLarge,
    Unreadable,
}

/// Calls back on every event of a kind, for as long as the page lives.
pub fn on_window(event: &'static str, mut then: impl FnMut() + 'static) {
    gloo::events::EventListener::new(&window(), event, move |_| then()).forget();
}

/// The same for events of the document, such as `visibilitychange`.
pub fn on_document(event: &'static str, mut then: impl FnMut() + 'static) {
    gloo::events::EventListener::new(&document(), event, move |_| then()).forget();
}

/// The same until the answer is dropped.
pub fn listen_document(event: &'static str, mut then: impl FnMut() + 'static) -> gloo::events::EventListener {
    gloo::events::EventListener::new(&document(), event, move |_| then())
}

/// Offers a text as a file to the person. `kind`: its media type.
pub fn download(name: &str, kind: &str, text: &str) {
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    offer(name, web_sys::Blob::new_with_str_sequence_and_options(&parts, &of_kind(kind)));
}

/// The same for bytes.
pub fn download_bytes(name: &str, kind: &str, bytes: &[u8]) {
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    offer(name, web_sys::Blob::new_with_u8_array_sequence_and_options(&parts, &of_kind(kind)));
}

fn of_kind(kind: &str) -> web_sys::BlobPropertyBag {
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(kind);
    options
}

fn offer(name: &str, blob: Result<web_sys::Blob, JsValue>) {
    let Ok(url) = blob.and_then(|blob| web_sys::Url::create_object_url_with_blob(&blob)) else { return };
    if let Ok(link) = document().create_element("a")
        && let Ok(link) = link.dyn_into::<web_sys::HtmlAnchorElement>()
    {
        link.set_href(&url);
        link.set_download(name);
        link.click();
    }
    let _ = web_sys::Url::revoke_object_url(&url);
}

/// Puts a text on the clipboard. Answers whether the browser took it.
pub async fn copy(text: &str) -> bool {
    let clipboard = Reflect::get(&window().navigator(), &"clipboard".into()).unwrap_or(JsValue::UNDEFINED);
    let Ok(write) = Reflect::get(&clipboard, &"writeText".into()).and_then(|f| f.dyn_into::<js_sys::Function>()) else {
        return false;
    };
    let Ok(asked) = write.call1(&clipboard, &text.into()).and_then(|asked| asked.dyn_into::<Promise>()) else {
        return false;
    };
    JsFuture::from(asked).await.is_ok()
}

/// Text in Unicode's composed form, as it is stored.
pub fn nfc(text: &str) -> String {
    js_sys::JsString::from(text).normalize("NFC").into()
}

/// Loads the page anew.
pub fn reload() {
    let _ = window().location().reload();
}

/// The address of this site, without a slash at its end.
pub fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// Opens the browser's own print dialog.
pub fn print() {
    let _ = window().print();
}
