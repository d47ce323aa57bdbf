//! A file goes to those who may see its row, as something to keep, never as a page of ours.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use thidua_domain::council::office::exhibit;
use thidua_domain::council::rows::Exhibit;
use thidua_domain::evidence::{self, Blob};
use thidua_sync::row::Key;
use thidua_sync::server::with_rows;
use thidua_sync::store::{Loaded, StoreError, Stored};

use super::super::errors::Problem;
use super::super::{App, Shared};
use super::asked;
use crate::blobs::BlobError;
use crate::store;

/// What a file may do in a browser that opens it all the same.
const POLICY: &str = "default-src 'none'; sandbox";

pub async fn show(State(app): State<App>, Path(sha): Path<String>, headers: HeaderMap) -> Result<Response, Problem> {
    let person = asked(&app, &headers, &sha).await?;
    let name = sha.clone();
    let blob = app.blocking(move |app| visible(app, &person, &name)).await?.ok_or_else(Problem::not_found)?;
    let tag = format!("\"{sha}\"");
    let known = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let is_known = known.flat_map(|list| list.split(',')).any(|known| known.trim().trim_start_matches("W/") == tag);
    let always = [
        (header::ETAG, tag),
        (header::CACHE_CONTROL, "private, no-cache".into()),
        (header::CONTENT_SECURITY_POLICY, POLICY.into()),
    ];
    if is_known {
        return Ok((StatusCode::NOT_MODIFIED, always).into_response());
    }
    let Some(file) = app.stored(app.blobs.read(&sha)).await? else {
        let lost = async { Err(BlobError::Failed("a row is here, its file is not".into())) };
        return app.stored(lost).await;
    };
    let name = format!("attachment; filename=\"{}.{}\"", &sha[..12], blob.kind.extension());
    let about = [
        (header::CONTENT_TYPE, blob.kind.media_type().to_owned()),
        (header::CONTENT_LENGTH, file.meta.size.to_string()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((always, about, Body::from_stream(file.into_stream())).into_response())
}

/// What is known of a file, if one of its rows has a scope of the person's: its own, or that of a council's exhibit.
fn visible(app: &Shared, person: &str, sha: &str) -> Result<Option<Blob>, StoreError> {
    let own = Key::new(evidence::TABLE, sha);
    store::read(&*app.store, |desk| {
        let mut loaded = Loaded::default();
        let (scopes, exhibits) = with_rows(desk, &mut loaded, |rows| {
            rows.row(&own);
            let exhibits = rows.find(&exhibit::of_file(sha));
            exhibits.iter().for_each(|key| drop(rows.row(key)));
            (app.rules.scopes(rows, person, crate::now()), exhibits)
        })?;
        let row = |key: &Key| loaded.rows.get(key).cloned().flatten();
        let is_seen = |row: &Stored| row.scopes.iter().any(|scope| scopes.contains(scope));
        if let Some(row) = row(&own).filter(is_seen) {
            return Ok(row.body.read());
        }
        let found = exhibits.iter().filter_map(row).find(is_seen);
        Ok(found.and_then(|row| row.body.read::<Exhibit>()).map(|exhibit| exhibit.blob))
    })
}
