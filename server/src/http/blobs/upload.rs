//! Piece by piece: where an upload stands, one piece more, and what is done when the last one is there.
//!
//! ```text
//! piece ──▶ pieces/… ──▶ … ──all there──▶ checked ──▶ files/…, by/… (durable) ──▶ row blob/<sha> ──▶ received
//! ```
//!
//! Every step can be asked for again: what was done before is found done.

use std::time::Duration;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{AppendHeaders, IntoResponse as _, Response};
use serde_json::json;
use thidua_media::refused::Refused;
use tokio::sync::OwnedSemaphorePermit;

use super::super::errors::Problem;
use super::super::session::axum_json;
use super::super::{App, body};
use super::{LENGTH, OFFSET, RECEIVED, asked, number, offset};
use crate::blobs::check::{Fault, check};
use crate::blobs::uploads::Turn;
use crate::blobs::{Facts, Upload, arrive};

/// Bytes of a piece.
const PIECE: u64 = 1_000_000;
/// Pieces of an upload. A device that sends so many of them sends them too small.
const MOST_PIECES: usize = 4_000;
/// How long a whole file waits for its turn to be checked.
const PATIENCE: Duration = Duration::from_secs(30);

/// What a request that brings a piece says of it.
struct Asked {
    person: String,
    upload: Upload,
    offset: u64,
    length: u64,
    _seat: OwnedSemaphorePermit,
}

/// Where the upload of this person stands. A file that was handed in, of which a restored database knows nothing, arrives
/// again.
pub async fn stands(State(app): State<App>, Path(sha): Path<String>, headers: HeaderMap) -> Result<Response, Problem> {
    let person = asked(&app, &headers, &sha).await?;
    let upload = Upload::new(&person, &sha);
    let turn = app.uploads.turn(&upload).await;
    let Some(facts) = app.stored(app.blobs.handed_in(&upload)).await? else {
        let standing = app.stored(app.blobs.standing(&upload)).await?;
        return Ok(AppendHeaders([offset(standing.offset)]).into_response());
    };
    let settled = settle(&app, &person, &upload, &facts).await;
    drop(turn);
    let mut answer = AppendHeaders([offset(facts.bytes)]).into_response();
    if settled.is_ok() {
        answer.headers_mut().insert(RECEIVED, HeaderValue::from_static("1"));
    }
    Ok(answer)
}

/// Takes a piece.
pub async fn put(
    State(app): State<App>,
    Path(sha): Path<String>,
    headers: HeaderMap,
    mut body: Body,
) -> Result<Response, Problem> {
    // A client that hangs up ends the request, not the work: what has come is kept.
    let work = tokio::spawn(async move {
        let answer = match read(&app, &sha, &headers).await {
            Ok(asked) => take(&app, &asked, &mut body).await,
            Err(problem) => Err(problem),
        };
        body::skip(body, PIECE).await;
        answer
    });
    work.await.unwrap_or_else(|_| Err(Problem::busy()))
}

/// What a request asks, if it is one that can be answered.
async fn read(app: &App, sha: &str, headers: &HeaderMap) -> Result<Asked, Problem> {
    let person = asked(app, headers, sha).await?;
    let upload = Upload::new(&person, sha);
    let (offset, length) = (number(headers, &OFFSET)?, number(headers, &LENGTH)?);
    if length == 0 {
        return Err(refused(app, Refused::Empty));
    }
    if length > thidua_media::MOST_BYTES.max(thidua_media::pdf::MOST_BYTES) as u64 {
        return Err(refused(app, Refused::TooLarge));
    }
    if offset > length {
        return Err(Problem::bad("bad_request", "the offset lies behind the end"));
    }
    let seat = app.uploads.seat(&upload).ok_or_else(Problem::busy)?;
    Ok(Asked { person, upload, offset, length, _seat: seat })
}

async fn take(app: &App, asked: &Asked, body: &mut Body) -> Result<Response, Problem> {
    let Asked { person, upload, length, .. } = asked;
    let turn = app.uploads.turn(upload).await;
    if let Some(facts) = app.stored(app.blobs.handed_in(upload)).await? {
        settle(app, person, upload, &facts).await?;
        return Ok(told(upload, facts.bytes, true));
    }
    let mut standing = app.stored(app.blobs.standing(upload)).await?;
    if standing.offset > *length || standing.pieces > MOST_PIECES {
        app.stored(app.blobs.drop_pieces(upload)).await?;
        standing.offset = 0;
    }
    if standing.offset != asked.offset {
        let problem = Problem::new(StatusCode::CONFLICT, "wrong_offset");
        return Ok((AppendHeaders([offset(standing.offset)]), problem).into_response());
    }
    if asked.offset == 0 {
        let under_way = app.stored(app.blobs.under_way(upload)).await?;
        within_quota(app, asked, under_way).await?;
    }
    let left = PIECE.min(length - asked.offset);
    let piece = body::come(std::mem::take(body), left, &turn, app.ending.clone()).await?;
    let offset = asked.offset + piece.len() as u64;
    if !piece.is_empty() {
        app.stored(app.blobs.put_piece(upload, asked.offset, piece.into())).await?;
    }
    if offset < *length {
        return Ok(told(upload, offset, false));
    }
    let facts = finish(app, asked, &turn).await?;
    settle(app, person, upload, &facts).await?;
    Ok(told(upload, offset, true))
}

/// Checks a file of which all bytes are there, and keeps it, in one turn with its last piece. What is refused is gone with
/// this answer.
async fn finish(app: &App, asked: &Asked, _turn: &Turn) -> Result<Facts, Problem> {
    let upload = &asked.upload;
    let turn = tokio::time::timeout(PATIENCE, app.uploads.checks.clone().acquire_owned()).await;
    let Ok(Ok(turn)) = turn else { return Err(Problem::busy()) };
    let (sha, bytes) = (upload.sha.clone(), app.stored(app.blobs.joined(upload)).await?);
    let checked = tokio::task::spawn_blocking(move || (check(&sha, &bytes), bytes)).await;
    // A file on which the check fails is no sound one. The panic was logged by its hook.
    let damaged = |_| (Err(Fault::Refused(Refused::Damaged("the check failed"))), Vec::new());
    let (checked, bytes) = checked.unwrap_or_else(damaged);
    drop(turn);
    match checked {
        Ok(facts) => {
            within_quota(app, asked, 0).await?;
            app.stored(app.blobs.keep(upload, bytes.into(), &facts)).await?;
            app.metrics.file(facts.bytes);
            Ok(facts)
        }
        Err(fault) => {
            app.stored(app.blobs.drop_pieces(upload)).await?;
            Err(match fault {
                Fault::Refused(why) => refused(app, why),
                Fault::Hash => {
                    app.metrics.file_refused();
                    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "hash_mismatch")
                }
            })
        }
    }
}

/// The row of the file names the person.
async fn settle(app: &App, person: &str, upload: &Upload, facts: &Facts) -> Result<(), Problem> {
    let (whose, sha) = (person.to_owned(), upload.sha.clone());
    if app.blocking(move |app| arrive::is_known(&*app.store, &whose, &sha)).await? {
        return Ok(());
    }
    Ok(arrive::write(&app.writer, person, &upload.sha, facts).await?)
}

/// Whether the person may keep one file more, beside `under_way` bytes that have come and are not kept yet.
async fn within_quota(app: &App, asked: &Asked, under_way: u64) -> Result<(), Problem> {
    let (person, sha) = (asked.person.clone(), asked.upload.sha.clone());
    let kept = app.blocking(move |app| crate::store::read(&*app.store, |desk| arrive::used(desk, &person, &sha)));
    let (used, quota) = (kept.await? + under_way, app.quota);
    if used + asked.length <= quota {
        return Ok(());
    }
    let detail = json!({ "used": used, "quota": quota }).to_string();
    Err(Problem { detail, ..Problem::new(StatusCode::INSUFFICIENT_STORAGE, "quota_full") })
}

fn refused(app: &App, why: Refused) -> Problem {
    app.metrics.file_refused();
    let status = match why {
        Refused::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Problem { detail: why.to_string(), ..Problem::new(status, why.code()) }
}

fn told(upload: &Upload, offset: u64, received: bool) -> Response {
    axum_json(&json!({ "sha": upload.sha, "offset": offset, "received": received }))
}
