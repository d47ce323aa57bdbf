//! What operators and tools ask.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use super::errors::Problem;
use super::{App, FORWARDED};
use crate::store;

const OPENAPI: &str = include_str!("../openapi.json");

/// The process is up.
pub async fn healthz() -> &'static str {
    "ok\n"
}

/// The database answers.
pub async fn readyz(State(app): State<App>) -> Result<&'static str, Problem> {
    app.blocking(|app| store::read(&*app.store, |desk| desk.head())).await?;
    Ok("ok\n")
}

/// For a collector on the same machine: what comes from elsewhere, or through the proxy, finds nothing here.
pub async fn metrics(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
) -> Response {
    if !peer.ip().to_canonical().is_loopback() || headers.contains_key(FORWARDED) {
        return Problem::not_found().into_response();
    }
    let head = app.pokes.borrow().head;
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], app.metrics.text(head)).into_response()
}

pub async fn openapi() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], OPENAPI).into_response()
}

pub async fn no_such_call() -> Problem {
    Problem::not_found()
}

pub async fn no_such_method() -> Problem {
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "no_such_method")
}
