//! Signing in and out, one's devices, one's password.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::errors::Problem;
use super::{App, COOKIE, address, body, token};
use crate::accounts::{self, Session};

/// Bodies here are a few words.
const LIMIT: usize = 10_000;
/// How long a sign-in waits for its turn at hashing.
const PATIENCE: Duration = Duration::from_secs(15);

#[derive(Deserialize)]
struct SignIn {
    login: String,
    password: String,
    /// What the device calls itself, shown in the list of devices.
    #[serde(default)]
    device: String,
}

#[derive(Deserialize)]
struct NewPassword {
    old: String,
    new: String,
}

pub async fn sign_in(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let asked: SignIn = body::json(&headers, body, LIMIT).await?;
    let login = accounts::login_of(&asked.login);
    let from = Some(address(&app, &headers, peer.ip()));
    admit(&app, &login, from)?;
    let (store, dummy, name) = (app.store.clone(), app.dummy_hash.clone(), login.clone());
    let found = slowly(&app, move || accounts::check(&*store, &name, &asked.password, &dummy)).await??;
    app.metrics.sign_in(found.as_ref().map(drop).ok_or(()));
    let wrong = || Problem::new(StatusCode::UNAUTHORIZED, "wrong_password");
    let account = found.ok_or_else(wrong)?;
    app.throttle.passed(&login, from);
    let before = token(&headers);
    let started = app
        .blocking(move |app| {
            if let Some(before) = before {
                accounts::end(&*app.store, &before)?;
            }
            accounts::start(&*app.store, &login, &account, &asked.device, crate::now())
        })
        .await?;
    // The password was changed while it was checked.
    let (fresh, session) = started.ok_or_else(wrong)?;
    Ok((set_cookie(&fresh, accounts::LIFE_DAYS * 24 * 60 * 60), axum_json(&about(&session))).into_response())
}

pub async fn who(State(app): State<App>, headers: HeaderMap) -> Result<Response, Problem> {
    let session = app.signed_in(&headers).await?;
    Ok(axum_json(&about(&session)))
}

pub async fn sign_out(State(app): State<App>, headers: HeaderMap) -> Result<Response, Problem> {
    if let Some(token) = token(&headers) {
        app.blocking(move |app| accounts::end(&*app.store, &token)).await?;
    }
    Ok((StatusCode::NO_CONTENT, set_cookie("", 0)).into_response())
}

pub async fn devices(State(app): State<App>, headers: HeaderMap) -> Result<Response, Problem> {
    let session = app.signed_in(&headers).await?;
    let person = session.person.clone();
    let devices = app.blocking(move |app| accounts::devices(&*app.store, &person, crate::now())).await?;
    let device = |found: &Session| {
        json!({ "id": found.id, "device": found.device, "created": found.made, "seen": found.seen,
                "current": found.id == session.id })
    };
    Ok(axum_json(&Value::Array(devices.iter().map(device).collect())))
}

pub async fn end_device(
    State(app): State<App>,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    let session = app.signed_in(&headers).await?;
    match app.blocking(move |app| accounts::end_device(&*app.store, &session.person, &id)).await? {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(Problem::not_found()),
    }
}

pub async fn password(State(app): State<App>, headers: HeaderMap, body: Body) -> Result<StatusCode, Problem> {
    let session = app.signed_in(&headers).await?;
    let asked: NewPassword = body::json(&headers, body, LIMIT).await?;
    if !accounts::is_password(&asked.new) {
        return Err(Problem::bad("password_too_short", accounts::PASSWORD_MIN));
    }
    if accounts::is_guessable(&asked.new, &session.login) {
        return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "password_guessable"));
    }
    admit(&app, &session.login, None)?;
    let (store, dummy, login) = (app.store.clone(), app.dummy_hash.clone(), session.login.clone());
    let own = session.login.clone();
    let changed = slowly(&app, move || {
        let right = accounts::check(&*store, &login, &asked.old, &dummy)?.is_some();
        let hash = right.then(|| accounts::hash(&asked.new));
        match hash {
            Some(hash) => accounts::set_password(&*store, &login, &hash, Some(&session.id)),
            None => Ok(false),
        }
    })
    .await??;
    if !changed {
        return Err(Problem::new(StatusCode::FORBIDDEN, "wrong_password"));
    }
    app.throttle.passed(&own, None);
    Ok(StatusCode::NO_CONTENT)
}

/// The logins of a demonstration, for its sign-in page.
pub async fn demo(State(app): State<App>) -> Result<Response, Problem> {
    let Some(demo) = &app.demo else { return Err(Problem::not_found()) };
    Ok(([(header::CONTENT_TYPE, "application/json")], demo.clone()).into_response())
}

fn admit(app: &App, login: &str, from: Option<std::net::IpAddr>) -> Result<(), Problem> {
    app.throttle.admit(login, from, Instant::now()).map_err(|wait| Problem {
        retry_after: Some(wait.as_secs() + 1),
        ..Problem::new(StatusCode::TOO_MANY_REQUESTS, "too_many_tries")
    })
}

/// Runs what hashes passwords: few at a time, off the async threads.
async fn slowly<T: Send + 'static>(app: &App, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
    let turn = tokio::time::timeout(PATIENCE, app.hashes.clone().acquire_owned()).await;
    let Ok(Ok(turn)) = turn else { return Err(Problem::busy()) };
    let work = move || {
        let _turn = turn;
        work()
    };
    tokio::task::spawn_blocking(work).await.map_err(|_| Problem::busy())
}

fn about(session: &Session) -> Value {
    json!({ "person": session.person, "login": session.login, "name": session.name, "session": session.id,
            "created": session.made, "now": crate::now() })
}

pub fn axum_json(value: &Value) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], value.to_string()).into_response()
}

fn set_cookie(token: &str, seconds: i64) -> [(header::HeaderName, HeaderValue); 1] {
    let cookie = format!("{COOKIE}={token}; Max-Age={seconds}; Path=/; Secure; HttpOnly; SameSite=Strict");
    let cookie = HeaderValue::from_str(&cookie).expect("invariant: a token is hexadecimal");
    [(header::SET_COOKIE, cookie)]
}
