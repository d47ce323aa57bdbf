//! Server-sent events: "there is something to read", without saying what. Losing one is harmless.

use std::convert::Infallible;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse as _, Response};
use futures_util::stream;
use thidua_sync::wire::Poke;
use tokio::sync::watch;
use tokio::time::{Instant, timeout_at};

use super::App;
use super::errors::Problem;
use crate::metrics::Listening;

/// Keeps proxies from closing a quiet stream.
const HEARTBEAT: Duration = Duration::from_secs(25);
/// A stream ends after this long, so that the session is checked again.
const LIFE: Duration = Duration::from_secs(60 * 60);

struct Listener {
    pokes: watch::Receiver<Poke>,
    ending: watch::Receiver<bool>,
    until: Instant,
    first: bool,
    _counted: Listening,
}

pub async fn events(State(app): State<App>, headers: HeaderMap) -> Result<Response, Problem> {
    app.signed_in(&headers).await?;
    let listener = Listener {
        pokes: app.pokes.clone(),
        ending: app.ending.clone(),
        until: Instant::now() + LIFE,
        first: true,
        _counted: app.metrics.listening(),
    };
    let pieces = stream::unfold(listener, |mut listener| async {
        let piece = listener.next().await?;
        Some((Ok::<_, Infallible>(piece), listener))
    });
    let head = [
        (header::CONTENT_TYPE, "text/event-stream"),
        (header::CACHE_CONTROL, "no-store"),
        (header::HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    Ok((head, Body::from_stream(pieces)).into_response())
}

impl Listener {
    async fn next(&mut self) -> Option<Bytes> {
        if Instant::now() > self.until || *self.ending.borrow() {
            return None;
        }
        // The first says where the server is, so that a device learns what it missed while it was away.
        if !std::mem::take(&mut self.first) {
            tokio::select! {
                _ = self.ending.changed() => return None,
                news = timeout_at(Instant::now() + HEARTBEAT, self.pokes.changed()) => match news {
                    Ok(Ok(())) => {}
                    Ok(Err(_)) => return None,
                    Err(_) => return Some(Bytes::from_static(b":\n\n")),
                },
            }
        }
        let poke = self.pokes.borrow_and_update().clone();
        let json = serde_json::to_string(&poke).expect("invariant: a poke can be written as JSON");
        Some(Bytes::from(format!("event: poke\ndata: {json}\n\n")))
    }
}
