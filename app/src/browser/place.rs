//! Where the device is. Asked only when a person presses the button for it; the browser asks its own question first.

use js_sys::Promise;
use thidua_domain::activity::Spot;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Position, PositionError, PositionOptions};

/// How long the device may look, in milliseconds.
const PATIENCE_MS: u32 = 20_000;

/// Why there is no place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoPlace {
    /// The person or a setting said no.
    Denied,
    /// The device cannot tell, or not in time.
    Unknown,
}

/// Waits for the device to find itself; no network of ours is asked.
pub async fn here() -> Result<Spot, NoPlace> {
    let finder = gloo::utils::window().navigator().geolocation().map_err(|_| NoPlace::Unknown)?;
    let options = PositionOptions::new();
    options.set_enable_high_accuracy(true);
    options.set_timeout(PATIENCE_MS);
    options.set_maximum_age(0);
    let asked = Promise::new(&mut |found, failed| {
        let asked = finder.get_current_position_with_error_callback_and_options(&found, Some(&failed), &options);
        // A browser that throws here would never answer.
        if let Err(error) = asked {
            let _ = failed.call1(&JsValue::NULL, &error);
        }
    });
    let found = JsFuture::from(asked).await.map_err(|error| {
        // The browser's own class of errors goes by another name than its binding.
        let denied =
            error.is_object() && error.unchecked_into::<PositionError>().code() == PositionError::PERMISSION_DENIED;
        if denied { NoPlace::Denied } else { NoPlace::Unknown }
    })?;
    let at = found.unchecked_into::<Position>().coords();
    Ok(Spot { lat: millionths(at.latitude()), lon: millionths(at.longitude()), acc: metres(at.accuracy()) })
}

#[expect(clippy::cast_possible_truncation, reason = "degrees are below 181")]
fn millionths(degrees: f64) -> i64 {
    (degrees * 1e6).round() as i64
}

/// Rounded up: never told as better than it is.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the cast ends at the bounds of the type")]
fn metres(accuracy: f64) -> u32 {
    accuracy.max(0.0).ceil() as u32
}
