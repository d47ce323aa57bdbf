//! The program in this browser: how it is installed and renewed, and on what kind of device it runs.

use gloo::utils::window;
use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::device::is_installed;

/// What became of a look for a newer build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UpdateCheck {
    /// It is here and is used at the next start.
    Waiting,
    Current,
    /// It came, but not whole; it is tried again later.
    Failed,
    Offline,
    /// No service worker in this browser: every start takes the newest.
    Unsupported,
}

/// Asks the server for a newer build.
pub async fn check_update() -> UpdateCheck {
    let Ok(check) =
        Reflect::get(&window(), &"__thiduaCheckUpdate".into()).and_then(|f| f.dyn_into::<js_sys::Function>())
    else {
        return UpdateCheck::Unsupported;
    };
    let Ok(asked) = check.call0(&JsValue::UNDEFINED) else { return UpdateCheck::Unsupported };
    let answer = JsFuture::from(js_sys::Promise::resolve(&asked)).await.ok().and_then(|answer| answer.as_string());
    match answer.as_deref() {
        Some("waiting") => UpdateCheck::Waiting,
        Some("current") => UpdateCheck::Current,
        Some("failed") => UpdateCheck::Failed,
        Some("offline") => UpdateCheck::Offline,
        _ => UpdateCheck::Unsupported,
    }
}

/// How installing is offered on this browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Install {
    Installed,
    /// The browser lets us ask.
    Offered,
    /// iPhone and iPad: by hand, through the share button.
    ByShare,
    /// By hand, through the browser's menu.
    ByMenu,
}

pub fn install_way() -> Install {
    let offered = || Reflect::get(&window(), &"__thiduaInstall".into()).is_ok_and(|offer| offer.is_truthy());
    match () {
        () if is_installed() => Install::Installed,
        () if offered() => Install::Offered,
        () if is_apple_touch() => Install::ByShare,
        () => Install::ByMenu,
    }
}

/// Shows the browser's own question. Answers whether the person agreed.
pub async fn install() -> bool {
    let Ok(offer) = Reflect::get(&window(), &"__thiduaInstall".into()) else { return false };
    let Ok(ask) = Reflect::get(&offer, &"prompt".into()).and_then(|f| f.dyn_into::<js_sys::Function>()) else {
        return false;
    };
    // An offer can be shown once only.
    let _ = Reflect::set(&window(), &"__thiduaInstall".into(), &JsValue::NULL);
    let Ok(asked) = ask.call0(&offer) else { return false };
    let _ = JsFuture::from(js_sys::Promise::resolve(&asked)).await;
    let Ok(choice) = Reflect::get(&offer, &"userChoice".into()) else { return false };
    let choice = JsFuture::from(js_sys::Promise::resolve(&choice)).await.unwrap_or_default();
    Reflect::get(&choice, &"outcome".into()).is_ok_and(|outcome| outcome == "accepted")
}

/// What kind of thing this is, for its name in the list of signed-in devices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Phone,
    Tablet,
    Computer,
}

/// The kind of device and its system, as far as the browser tells.
pub fn kind() -> (Kind, &'static str) {
    let agent = window().navigator().user_agent().unwrap_or_default();
    let names = ["Windows", "CrOS", "Linux"];
    match () {
        () if agent.contains("iPhone") => (Kind::Phone, "iPhone"),
        () if is_apple_touch() => (Kind::Tablet, "iPad"),
        () if agent.contains("Android") && agent.contains("Mobile") => (Kind::Phone, "Android"),
        () if agent.contains("Android") => (Kind::Tablet, "Android"),
        () if agent.contains("Mac") => (Kind::Computer, "Mac"),
        () => (Kind::Computer, names.into_iter().find(|name| agent.contains(name)).unwrap_or_default()),
    }
}

/// iPhone or iPad; a newer iPad calls itself a Mac, but no Mac has a touch screen.
fn is_apple_touch() -> bool {
    let navigator = window().navigator();
    let agent = navigator.user_agent().unwrap_or_default();
    let touches = Reflect::get(&navigator, &"maxTouchPoints".into()).ok().and_then(|count| count.as_f64());
    agent.contains("iPhone") || agent.contains("iPad") || (agent.contains("Macintosh") && touches > Some(1.0))
}
