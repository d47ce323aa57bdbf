//! Where a device says how it can be called.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde_json::json;

use super::errors::Problem;
use super::session::axum_json;
use super::{App, Shared, body, token};
use crate::push::Push;
use crate::push::reach::Refused;
use crate::push::subscription::{self, Asked, Unusable};

/// A subscription is one address and two keys.
const LIMIT: usize = 5_000;
/// When to come again with an endpoint whose name is not known now, in seconds.
const AGAIN: u64 = 60 * 60;

/// The key for which a device subscribes at its push service.
pub async fn key(State(app): State<App>, headers: HeaderMap) -> Result<Response, Problem> {
    app.signed_in(&headers).await?;
    let key = on(&app)?.public_key().await.ok_or_else(off)?;
    Ok(axum_json(&json!({ "key": key })))
}

/// Enters, or replaces, the subscription of this session.
pub async fn enter(State(app): State<App>, headers: HeaderMap, body: Body) -> Result<StatusCode, Problem> {
    app.signed_in(&headers).await?;
    let (push, now) = (on(&app)?.clone(), crate::now());
    let asked: Asked = body::json(&headers, body, LIMIT).await?;
    let new = asked.check(push.reach, now).map_err(unusable)?;
    push.reach.look(&new.endpoint).await.map_err(refused)?;
    let token = token(&headers).ok_or_else(Problem::signed_out)?;
    match app.blocking(move |app| subscription::put(&*app.store, &token, &new, now)).await? {
        true => push.entered(),
        false => return Err(Problem::signed_out()),
    }
    Ok(StatusCode::NO_CONTENT)
}

/// Takes this session's subscription away, if there is one.
pub async fn leave(State(app): State<App>, headers: HeaderMap) -> Result<StatusCode, Problem> {
    let session = app.signed_in(&headers).await?;
    app.blocking(move |app| subscription::leave(&*app.store, &session.id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn on(app: &Shared) -> Result<&Arc<Push>, Problem> {
    app.push.as_ref().ok_or_else(off)
}

/// This server calls nobody.
fn off() -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "push_off")
}

fn unusable(why: Unusable) -> Problem {
    match why {
        Unusable::Endpoint(why) => refused(why),
        Unusable::Keys => Problem::bad("bad_subscription", "keys"),
    }
}

fn refused(why: Refused) -> Problem {
    match why {
        Refused::Malformed => Problem::bad("bad_subscription", "endpoint"),
        Refused::Private => Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "endpoint_refused"),
        Refused::Unknown => {
            Problem { retry_after: Some(AGAIN), ..Problem::new(StatusCode::SERVICE_UNAVAILABLE, "push_unreachable") }
        }
    }
}
