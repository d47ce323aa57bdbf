//! Reads what a request brings, within bounds of size, time and depth.

use std::io::Read as _;
use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderMap, StatusCode, header};
use flate2::read::GzDecoder;
use futures_util::StreamExt as _;
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use tokio::sync::watch;

use super::errors::Problem;
use crate::blobs::uploads::Turn;

/// A body that takes longer than this is given up. A slow mobile line carries 1 MB in less.
const PATIENCE: Duration = Duration::from_secs(120);
/// A piece of which nothing comes for so long was cut off.
const SILENCE: Duration = Duration::from_secs(20);
/// The same, once its device asks where the upload stands.
const HINT: Duration = Duration::from_secs(1);

/// Reads and parses a body of at most `limit` bytes, before and after it is unpacked.
pub async fn json<T: DeserializeOwned>(headers: &HeaderMap, body: Body, limit: usize) -> Result<T, Problem> {
    sized(headers, body, limit).await.map(|(value, _)| value)
}

/// The same, with its bytes after unpacking.
pub async fn sized<T: DeserializeOwned>(headers: &HeaderMap, body: Body, limit: usize) -> Result<(T, usize), Problem> {
    let bytes = match tokio::time::timeout(PATIENCE, collect(body, limit)).await {
        Ok(bytes) => bytes?,
        Err(_) => return Err(Problem::new(StatusCode::REQUEST_TIMEOUT, "body_too_slow")),
    };
    let bytes = match headers.get(header::CONTENT_ENCODING).map(|encoding| encoding.as_bytes()) {
        None | Some(b"identity") => bytes,
        Some(b"gzip") => unpack(&bytes, limit)?,
        Some(_) => return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unknown_encoding")),
    };
    // The parser stops at a depth of 128 by itself.
    let value = serde_json::from_slice(&bytes).map_err(|error| match error.classify() {
        Category::Data => Problem::bad("bad_request", error),
        _ => Problem::bad("bad_json", error),
    })?;
    Ok((value, bytes.len()))
}

/// What comes of a piece of at most `limit` bytes: all of it, or what stands before a cut, a long silence, or the end of
/// this server. Once somebody waits for its `turn`, a short silence is long.
pub async fn come(body: Body, limit: u64, turn: &Turn, mut ending: watch::Receiver<bool>) -> Result<Vec<u8>, Problem> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut bytes = Vec::new();
    let mut pieces = body.into_data_stream();
    let late = tokio::time::sleep(PATIENCE);
    tokio::pin!(late);
    loop {
        let given_up = async {
            turn.wanted().await;
            tokio::time::sleep(HINT).await;
        };
        let piece = tokio::select! {
            piece = pieces.next() => piece,
            () = given_up => None,
            () = tokio::time::sleep(SILENCE) => None,
            () = &mut late => None,
            _ = ending.wait_for(|ending| *ending) => None,
        };
        let Some(Ok(piece)) = piece else { return Ok(bytes) };
        if bytes.len() + piece.len() > limit {
            return Err(too_large());
        }
        bytes.extend_from_slice(&piece);
    }
}

/// Lets a body of no use pass by: a sender who is still sending does not hear the answer.
pub async fn skip(body: Body, limit: u64) {
    let pass = async {
        let (mut pieces, mut left) = (body.into_data_stream(), limit);
        while let Some(Ok(piece)) = pieces.next().await
            && let Some(rest) = left.checked_sub(piece.len() as u64)
        {
            left = rest;
        }
    };
    drop(tokio::time::timeout(SILENCE, pass).await);
}

async fn collect(body: Body, limit: usize) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    let mut pieces = body.into_data_stream();
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|_| Problem::bad("body_cut", "the body ended early"))?;
        if bytes.len() + piece.len() > limit {
            return Err(too_large());
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes)
}

fn unpack(packed: &[u8], limit: usize) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    GzDecoder::new(packed).take(most).read_to_end(&mut bytes).map_err(|error| Problem::bad("bad_gzip", error))?;
    if bytes.len() > limit { Err(too_large()) } else { Ok(bytes) }
}

fn too_large() -> Problem {
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large")
}
