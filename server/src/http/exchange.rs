//! The exchange: commands in, outcomes and rows out.

use std::time::{Duration, Instant};

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use thidua_sync::command::{Command, CommandId, Outcome, Wait};
use thidua_sync::pull;
use thidua_sync::server::with_rows;
use thidua_sync::store::{Loaded, StoreError};
use thidua_sync::wire::{self, MAX_BODY, MAX_COMMANDS, MAX_SCOPES, Position, Read, Reply, Request};

use super::errors::Problem;
use super::{App, Shared, body};
use crate::accounts::Session;
use crate::store;

/// Oldest protocol that may read. Older builds still hand in their outbox.
pub const MIN_PROTO: u32 = 1;
/// When to come again where nothing else is known.
const BUSY: Duration = Duration::from_secs(2);

pub async fn exchange(State(app): State<App>, headers: HeaderMap, body: Body) -> Response {
    let begun = Instant::now();
    match answer(&app, &headers, body, begun).await {
        Ok((bytes, rows)) => {
            app.metrics.exchange(begun.elapsed(), rows);
            ([(header::CONTENT_TYPE, "application/json")], bytes).into_response()
        }
        Err(problem) => {
            app.metrics.refused();
            problem.into_response()
        }
    }
}

async fn answer(app: &App, headers: &HeaderMap, body: Body, begun: Instant) -> Result<(Vec<u8>, usize), Problem> {
    let session = app.signed_in(headers).await?;
    let (mut request, bytes): (Request, usize) = body::sized(headers, body, MAX_BODY).await?;
    if request.person != session.person {
        return Err(Problem::new(StatusCode::FORBIDDEN, "wrong_person"));
    }
    if request.commands.len() > MAX_COMMANDS {
        return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_many_commands"));
    }
    let scopes = |position: &Position| position.held.len() + position.fill.as_ref().map_or(0, |fill| fill.scopes.len());
    if request.position.as_ref().map_or(0, scopes) > MAX_SCOPES {
        return Err(Problem::new(StatusCode::BAD_REQUEST, "too_many_scopes"));
    }
    let commands = std::mem::take(&mut request.commands);
    // Reading is never slowed: only what is handed in is counted.
    let taken = match commands.is_empty() {
        true => Taken::default(),
        false => take(app, &session.person, commands, request.position.clone(), bytes, begun).await,
    };
    app.blocking(move |app| respond(app, &session, &request, taken)).await
}

/// What became of the commands of a request.
#[derive(Default)]
struct Taken {
    outcomes: Vec<Reply>,
    /// Nothing was consumed; the device offers them again after this time.
    retry_after: Option<Duration>,
}

/// Decides commands and makes them durable. What cannot be written now is deferred: who cannot write may still read.
async fn take(
    app: &App,
    person: &str,
    commands: Vec<Command>,
    position: Option<Position>,
    bytes: usize,
    begun: Instant,
) -> Taken {
    let ids: Vec<CommandId> = commands.iter().map(|command| command.id).collect();
    let later = |wait| {
        let reply = |id| Reply { id, outcome: Outcome::Deferred(Wait::Busy), cached: false };
        Taken { outcomes: ids.iter().copied().map(reply).collect(), retry_after: Some(wait) }
    };
    if let Err(wait) = app.budget.spend(person, commands.len(), bytes, begun) {
        return later(wait);
    }
    // Invariant: the view that is read next starts after these commands are committed.
    match app.writer.submit(person.to_owned(), commands, position).await {
        Ok(outcomes) => Taken { outcomes, retry_after: None },
        Err(error) => later(Problem::from(error).retry_after.map_or(BUSY, Duration::from_secs)),
    }
}

/// Reads the page in one view, and writes the answer's JSON.
fn respond(app: &Shared, session: &Session, request: &Request, taken: Taken) -> Result<(Vec<u8>, usize), StoreError> {
    let now = crate::now();
    let who = &session.person;
    let read = match request.proto < MIN_PROTO {
        true => Read::UpdateNeeded,
        false => store::read(&*app.store, |desk| {
            let scopes = with_rows(desk, &mut Loaded::default(), |rows| app.rules.scopes(rows, who, now))?;
            pull::read(desk, &scopes, request.position.as_ref(), request.check, pull::PAGE_ROWS)
        })?,
    };
    let rows = match &read {
        Read::Page(page) => page.puts.len(),
        _ => 0,
    };
    let (person, min_proto) = (who.clone(), MIN_PROTO);
    let Taken { outcomes, retry_after } = taken;
    let retry_after_ms = retry_after.map(|wait| u64::try_from(wait.as_millis()).unwrap_or(u64::MAX));
    let response = wire::Response { app: wire::APP.into(), person, now, outcomes, read, min_proto, retry_after_ms };
    let bytes = serde_json::to_vec(&response).expect("invariant: a response can be written as JSON");
    Ok((bytes, rows))
}
