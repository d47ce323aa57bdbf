//! What operators and tools ask.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use super::App;
use super::errors::Problem;
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

pub async fn metrics(State(app): State<App>) -> Response {
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
