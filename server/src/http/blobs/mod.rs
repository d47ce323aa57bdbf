//! Evidence files over HTTP: handed in piece by piece, and given to those who may see them.

pub mod show;
pub mod upload;

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use thidua_domain::evidence;

use super::errors::Problem;
use super::{App, Shared};
use crate::blobs::BlobError;

/// Bytes of the file that the server holds, or from which on a piece comes.
const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
/// Bytes of the whole file.
const LENGTH: HeaderName = HeaderName::from_static("upload-length");
/// The file is whole, checked and durable.
const RECEIVED: HeaderName = HeaderName::from_static("upload-received");

/// Whose session asks, for a name that a file can have.
async fn asked(app: &App, headers: &HeaderMap, sha: &str) -> Result<String, Problem> {
    let session = app.signed_in(headers).await?;
    if evidence::is_sha(sha) { Ok(session.person) } else { Err(Problem::not_found()) }
}

fn number(headers: &HeaderMap, name: &HeaderName) -> Result<u64, Problem> {
    let text = headers.get(name).and_then(|value| value.to_str().ok());
    text.and_then(|text| text.parse().ok()).ok_or_else(|| Problem::bad("bad_request", format!("{name} is no number")))
}

fn offset(bytes: u64) -> (HeaderName, HeaderValue) {
    (OFFSET, HeaderValue::from(bytes))
}

impl Shared {
    /// Waits for the store of files, and counts its failures.
    async fn stored<T>(&self, work: impl Future<Output = Result<T, BlobError>>) -> Result<T, Problem> {
        work.await.map_err(|error| {
            let (status, code, retry_after) = match &error {
                BlobError::Full => (StatusCode::INSUFFICIENT_STORAGE, "storage_full", 60),
                BlobError::Failed(_) => (StatusCode::SERVICE_UNAVAILABLE, "storage_failed", 10),
            };
            self.metrics.store_error();
            tracing::error!(?error, "the store of files failed");
            Problem { retry_after: Some(retry_after), ..Problem::new(status, code) }
        })
    }
}
