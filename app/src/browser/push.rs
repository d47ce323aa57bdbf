//! Notices outside the app (Web Push), where the browser has them. Never needed for work.

use gloo::utils::window;
use js_sys::{JSON, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    NotificationPermission, PushManager, PushSubscription, PushSubscriptionOptionsInit, ServiceWorkerRegistration,
};

/// How things stand in this browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The browser has none, or this page may not have them.
    Unsupported,
    /// The person said no in the browser; only its own settings change that.
    Denied,
    Off,
    On,
}

pub async fn standing() -> Standing {
    let Some(manager) = manager().await else { return Standing::Unsupported };
    match web_sys::Notification::permission() {
        NotificationPermission::Denied => Standing::Denied,
        _ if current(&manager).await.is_some() => Standing::On,
        _ => Standing::Off,
    }
}

/// Asks the person, and subscribes to the server's key. Answers the subscription as the server takes it; none when the
/// person or the browser says no. To be called from a tap.
pub async fn subscribe(key: &str) -> Option<String> {
    let asked = web_sys::Notification::request_permission().ok()?;
    if JsFuture::from(asked).await.ok()? != JsValue::from_str("granted") {
        return None;
    }
    renew(key).await
}

/// The subscription to this key as the server takes it, made anew when it was to another key. The person has agreed before.
pub async fn renew(key: &str) -> Option<String> {
    let manager = manager().await?;
    if let Some(known) = current(&manager).await {
        let own = known.options().application_server_key().ok().flatten();
        let is_same = own.is_some_and(|own| bytes_of(key).is_some_and(|key| Uint8Array::new(&own).to_vec() == key));
        if is_same {
            return text(&known);
        }
        let _ = JsFuture::from(known.unsubscribe().ok()?).await;
    }
    let options = PushSubscriptionOptionsInit::new();
    options.set_user_visible_only(true);
    options.set_application_server_key(&JsValue::from_str(key));
    let made = JsFuture::from(manager.subscribe_with_options(&options).ok()?).await.ok()?;
    text(&made.dyn_into().ok()?)
}

pub async fn unsubscribe() {
    let Some(manager) = manager().await else { return };
    if let Some(known) = current(&manager).await
        && let Ok(done) = known.unsubscribe()
    {
        let _ = JsFuture::from(done).await;
    }
}

/// Shows a number on the installed app's icon; 0 takes it away.
pub fn badge(count: usize) {
    let navigator = window().navigator();
    let set = js_sys::Reflect::get(&navigator, &JsValue::from_str("setAppBadge"));
    if let Some(set) = set.ok().and_then(|set| set.dyn_into::<js_sys::Function>().ok()) {
        let _ = set.call1(&navigator, &JsValue::from(u32::try_from(count).unwrap_or(u32::MAX)));
    }
}

async fn manager() -> Option<PushManager> {
    let has = |name: &str| js_sys::Reflect::has(&window(), &JsValue::from_str(name)).unwrap_or(false);
    if !has("PushManager") || !has("Notification") {
        return None;
    }
    let worker = window().navigator().service_worker();
    let found = JsFuture::from(worker.get_registration()).await.ok()?;
    found.dyn_into::<ServiceWorkerRegistration>().ok()?.push_manager().ok()
}

async fn current(manager: &PushManager) -> Option<PushSubscription> {
    JsFuture::from(manager.get_subscription().ok()?).await.ok()?.dyn_into().ok()
}

fn text(subscription: &PushSubscription) -> Option<String> {
    JSON::stringify(subscription).ok().map(String::from)
}

/// Base64url without padding, as keys are told.
fn bytes_of(key: &str) -> Option<Vec<u8>> {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(key).ok()
}
