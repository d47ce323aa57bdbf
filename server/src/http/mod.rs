//! HTTP: routes, limits, and what every handler shares. Decides nothing about the work.

mod assets;
mod blobs;
mod body;
mod errors;
pub mod events;
mod exchange;
mod headers;
mod health;
mod push;
mod session;

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::http::HeaderMap;
use axum::http::header;
use axum::middleware;
use axum::routing::{delete, get, post, put};
use thidua_sync::store::StoreError;
use thidua_sync::wire::Poke;
use tokio::sync::{Semaphore, watch};
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;

use crate::accounts::{self, Session};
use crate::blobs::Blobs;
use crate::blobs::uploads::Uploads;
use crate::budget::Budget;
use crate::metrics::Metrics;
use crate::push::Push;
use crate::rules::Rules;
use crate::store::{self, Store};
use crate::throttle::Throttle;
use crate::writer::Writer;
use errors::Problem;
use events::Streams;

/// The session cookie. The prefix makes browsers refuse it from other hosts, paths and plain HTTP.
const COOKIE: &str = "__Host-thidua";
/// Views of the database open at the same time.
const READS: usize = 8;
/// In which a proxy names the client.
const FORWARDED: &str = "x-forwarded-for";

/// What every handler shares.
pub struct Shared {
    pub store: Arc<dyn Store>,
    pub rules: Rules,
    pub writer: Writer,
    pub metrics: Arc<Metrics>,
    /// The newest head, told at most every tenth of a second.
    pub pokes: watch::Receiver<Poke>,
    /// Turns true when the server is to end.
    pub ending: watch::Receiver<bool>,
    pub throttle: Throttle,
    pub budget: Budget,
    pub blobs: Arc<Blobs>,
    pub uploads: Arc<Uploads>,
    /// Bytes of files that one person may hand in.
    pub quota: u64,
    pub streams: Streams,
    pub reads: Arc<Semaphore>,
    /// Password checks at the same time: each takes 19 MiB.
    pub hashes: Arc<Semaphore>,
    /// Takes as long to check as a real one.
    pub dummy_hash: String,
    pub dist: Option<PathBuf>,
    pub tls: bool,
    /// The proxy in front names the client's address.
    pub forwarded: bool,
    /// What calls devices; nothing when it is off.
    pub push: Option<Arc<Push>>,
    /// The sign-in page's list, as JSON, when this is a demonstration.
    pub demo: Option<String>,
}

pub type App = Arc<Shared>;

impl Shared {
    pub fn reads() -> Arc<Semaphore> {
        Arc::new(Semaphore::new(READS))
    }

    /// Runs blocking work on the store, off the async threads.
    async fn blocking<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Shared) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, Problem> {
        let Ok(turn) = self.reads.clone().acquire_owned().await else { return Err(Problem::busy()) };
        let app = self.clone();
        // The turn goes along: a client that hangs up ends the request, not the work.
        let work = move || {
            let _turn = turn;
            work(&app)
        };
        match tokio::task::spawn_blocking(work).await {
            Ok(Ok(done)) => Ok(done),
            Ok(Err(error)) => {
                self.metrics.store_error();
                tracing::error!(store = self.store.name(), %error, "the store failed");
                Err(error.into())
            }
            // The panic was logged by its hook.
            Err(_) => Err(Problem::busy()),
        }
    }

    /// Whose session the request's cookie names.
    async fn signed_in(self: &Arc<Self>, headers: &HeaderMap) -> Result<Session, Problem> {
        let Some(token) = token(headers) else { return Err(Problem::signed_out()) };
        let (asked, now) = (token.clone(), crate::now());
        let found =
            self.blocking(move |app| store::read(&*app.store, |desk| accounts::find(desk, &asked, now))).await?;
        let Some(session) = found.filter(|session| session.person != thidua_domain::SYSTEM) else {
            return Err(Problem::signed_out());
        };
        if accounts::is_stale(&session, now) {
            let app = self.clone();
            // Nobody waits for this.
            tokio::task::spawn_blocking(move || accounts::touch(&*app.store, &token, now));
        }
        Ok(session)
    }
}

fn token(headers: &HeaderMap) -> Option<String> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|cookies| cookies.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == COOKIE).map(|(_, token)| token.to_string())
}

/// The client's address, for slowing down guesses only. It is never logged.
fn address(app: &Shared, headers: &HeaderMap, peer: IpAddr) -> IpAddr {
    let told = headers.get_all(FORWARDED).iter().next_back().and_then(|value| value.to_str().ok());
    // The last entry of the last line is the one that our own proxy added.
    let last = told.and_then(|list| list.rsplit(',').next()).map(str::trim);
    let told = last.and_then(|told| told.parse().ok().or_else(|| Some(told.parse::<SocketAddr>().ok()?.ip())));
    told.filter(|_| app.forwarded).unwrap_or(peer).to_canonical()
}

/// All routes.
pub fn router(app: App) -> Router {
    let api = Router::new()
        .route("/exchange", post(exchange::exchange))
        .route("/session", post(session::sign_in).get(session::who).delete(session::sign_out))
        .route("/sessions", get(session::devices))
        .route("/sessions/{id}", delete(session::end_device))
        .route("/password", post(session::password))
        .route("/push/key", get(push::key))
        .route("/push/subscriptions", put(push::enter).delete(push::leave))
        .route("/demo", get(session::demo))
        .route("/openapi.json", get(health::openapi))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .route("/events", get(events::events))
        .route("/blobs/{sha}", get(blobs::show::show).head(blobs::upload::stands).put(blobs::upload::put))
        .fallback(health::no_such_call)
        .method_not_allowed_fallback(health::no_such_method);
    Router::new()
        .nest("/api/v1", api)
        .route("/api", get(health::no_such_call))
        .route("/api/{*rest}", get(health::no_such_call).post(health::no_such_call))
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .route("/metrics", get(health::metrics))
        .fallback(assets::serve)
        .layer(middleware::from_fn_with_state(app.clone(), headers::same_origin))
        .layer(middleware::from_fn_with_state(app.clone(), headers::secure))
        .with_state(app)
}
