//! Server-sent events: "there is something to read", without saying what. Losing one is harmless.

use std::collections::{HashMap, VecDeque};
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse as _, Response};
use futures_util::stream;
use thidua_sync::wire::Poke;
use tokio::sync::{Notify, watch};
use tokio::time::{Instant, timeout_at};

use super::App;
use super::errors::Problem;
use crate::metrics::Listening;

/// Keeps proxies from closing a quiet stream.
const HEARTBEAT: Duration = Duration::from_secs(25);
/// A stream ends after this long, so that the session is checked again.
const LIFE: Duration = Duration::from_secs(10 * 60);
/// Streams of one session: a browser's tabs share one, so that more are left over from lost connections.
const MOST: usize = 6;

/// The open streams of each session, the oldest first.
#[derive(Default)]
pub struct Streams(Mutex<HashMap<String, VecDeque<Arc<Notify>>>>);

/// One open stream; leaves the list when it ends.
struct Seat {
    app: App,
    session: String,
    /// Told when a newer stream takes its place.
    leave: Arc<Notify>,
}

impl Seat {
    fn take(app: &App, session: String) -> Seat {
        let leave = Arc::new(Notify::new());
        let mut streams = app.streams.0.lock().unwrap_or_else(PoisonError::into_inner);
        let own = streams.entry(session.clone()).or_default();
        own.push_back(leave.clone());
        while own.len() > MOST {
            own.pop_front().iter().for_each(|oldest| oldest.notify_one());
        }
        drop(streams);
        Seat { app: app.clone(), session, leave }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut streams = self.app.streams.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = streams.get_mut(&self.session) {
            own.retain(|other| !Arc::ptr_eq(other, &self.leave));
            if own.is_empty() {
                streams.remove(&self.session);
            }
        }
    }
}

struct Listener {
    pokes: watch::Receiver<Poke>,
    ending: watch::Receiver<bool>,
    until: Instant,
    first: bool,
    seat: Seat,
    _counted: Listening,
}

pub async fn events(State(app): State<App>, headers: HeaderMap) -> Result<Response, Problem> {
    let session = app.signed_in(&headers).await?;
    let listener = Listener {
        pokes: app.pokes.clone(),
        ending: app.ending.clone(),
        until: Instant::now() + LIFE,
        first: true,
        seat: Seat::take(&app, session.id),
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
                () = self.seat.leave.notified() => return None,
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
