//! Clock and chance of the browser.

use thidua_sync::Millis;
use thidua_sync::command::{ClientId, CommandId};
use uuid::Uuid;

/// The device's clock.
#[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit")]
pub fn now() -> Millis {
    js_sys::Date::now() as Millis
}

pub fn command_id() -> CommandId {
    CommandId(Uuid::now_v7())
}

pub fn client_id() -> ClientId {
    ClientId(Uuid::new_v4())
}

/// A fresh id for a record.
pub fn record_id() -> String {
    Uuid::now_v7().to_string()
}

/// Any number.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "any number will do")]
pub fn chance() -> u64 {
    (js_sys::Math::random() * 9_007_199_254_740_991.0) as u64
}

/// Lets the browser do what else there is to do.
pub async fn turn() {
    sleep(0).await;
}

/// Waits until the browser has painted what has changed so far.
pub async fn painted() {
    let frame = js_sys::Promise::new(&mut |then, _| {
        let _ = gloo::utils::window().request_animation_frame(&then);
    });
    let _ = wasm_bindgen_futures::JsFuture::from(frame).await;
    turn().await;
}

/// Waits.
pub async fn sleep(ms: u64) {
    gloo::timers::future::TimeoutFuture::new(u32::try_from(ms).unwrap_or(u32::MAX)).await;
}
