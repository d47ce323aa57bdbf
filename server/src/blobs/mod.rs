//! The bytes of evidence, in a folder or in any S3-compatible store. Who may see them is not known here: the rows say so.
//!
//! ```text
//! files/ab/<sha>                     a file, checked
//! by/<sha>/<person>                  this person has handed in these very bytes; what they are, as JSON
//! pieces/<person>/<sha>/<offset>     what has come of an upload under way
//! ```
//!
//! A person is named by the SHA-256 of their id. Pieces are objects of their own, so that any node goes on with an upload.

pub mod arrive;
pub mod audit;
pub mod check;
mod sweep;
pub mod uploads;

use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path as Folder, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ClientOptions, GetResult, ObjectStore, ObjectStoreExt as _, RetryConfig};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use thidua_domain::evidence::Kind;
use tokio::sync::OnceCell;

use crate::cli::Files;

/// A piece counts as at least this much: what it takes of a disk.
const BLOCK: u64 = 4_096;
/// A request to S3 that takes longer is given up. 30 MB within a computing centre take a second.
const PATIENCE: Duration = Duration::from_secs(60);

/// What a checked file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    pub kind: Kind,
    pub bytes: u64,
    /// In pixels; 0 for a PDF.
    pub width: u32,
    pub height: u32,
}

/// What can go wrong with the bytes. A caller waits longer for `Full`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlobError {
    Full,
    Failed(String),
}

/// One person's upload of one file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Upload {
    /// SHA-256 of the person's id.
    pub person: String,
    /// SHA-256 of the file, as [`thidua_domain::evidence::is_sha`] takes it.
    pub sha: String,
}

impl Upload {
    pub fn new(person: &str, sha: &str) -> Upload {
        Upload { person: crate::hex(&Sha256::digest(person)), sha: sha.to_owned() }
    }
}

/// How far an upload has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Bytes from the first on, without a gap.
    pub offset: u64,
    pub pieces: usize,
}

struct Piece {
    at: u64,
    bytes: u64,
    path: Path,
}

struct Stores {
    /// Durable when it has answered.
    files: Arc<dyn ObjectStore>,
    /// May forget in a power cut what it has answered: the device sends it again.
    pieces: Arc<dyn ObjectStore>,
}

/// The store of bytes.
pub struct Blobs {
    /// Made when it is first needed: a server whose database is elsewhere may have no data folder, and runs all the same.
    folder: Option<PathBuf>,
    stores: OnceCell<Stores>,
}

impl Blobs {
    /// What the operator named: a bucket, or else a folder of the data.
    pub fn new(data: &Folder, options: &Files) -> Result<Blobs, String> {
        match &options.s3_bucket {
            Some(bucket) => {
                let stores = bucket_of(bucket, options).map_err(|error| format!("S3: {error}"))?;
                Ok(Blobs { folder: None, stores: OnceCell::new_with(Some(stores)) })
            }
            None => Ok(Blobs { folder: Some(folder_of(data)), stores: OnceCell::new() }),
        }
    }

    pub async fn standing(&self, upload: &Upload) -> Result<Standing, BlobError> {
        let pieces = self.pieces_of(upload).await?;
        Ok(Standing { offset: reach(&pieces), pieces: pieces.len() })
    }

    /// Bytes of all uploads that a person has under way.
    pub async fn under_way(&self, upload: &Upload) -> Result<u64, BlobError> {
        let all = self.stores().await?.pieces.list(Some(&Path::from_iter(["pieces", &upload.person])));
        all.try_fold(0, async |sum, meta| Ok(sum + meta.size.max(BLOCK))).await.map_err(failed)
    }

    pub async fn put_piece(&self, upload: &Upload, at: u64, bytes: Bytes) -> Result<(), BlobError> {
        let path = pieces_path(upload).join(format!("{at:012}"));
        self.stores().await?.pieces.put(&path, bytes.into()).await.map(drop).map_err(failed)
    }

    /// The bytes of an upload, as far as it has come.
    pub async fn joined(&self, upload: &Upload) -> Result<Vec<u8>, BlobError> {
        let pieces = self.pieces_of(upload).await?;
        let mut whole = Vec::with_capacity(usize::try_from(reach(&pieces)).unwrap_or_default());
        for piece in &pieces {
            let bytes =
                self.stores().await?.pieces.get(&piece.path).await.map_err(failed)?.bytes().await.map_err(failed)?;
            let Some(known) = (whole.len() as u64).checked_sub(piece.at) else { break };
            let known = usize::try_from(known).unwrap_or(usize::MAX);
            whole.extend_from_slice(bytes.get(known..).unwrap_or_default());
        }
        Ok(whole)
    }

    pub async fn drop_pieces(&self, upload: &Upload) -> Result<(), BlobError> {
        let paths = self.pieces_of(upload).await?.into_iter().map(|piece| piece.path);
        self.remove(paths.collect()).await
    }

    /// Keeps a checked file, and that this person has handed it in. Durable when it answers.
    pub async fn keep(&self, upload: &Upload, bytes: Bytes, facts: &Facts) -> Result<(), BlobError> {
        let files = &self.stores().await?.files;
        files.put(&file_path(&upload.sha), bytes.into()).await.map_err(failed)?;
        let facts = serde_json::to_vec(facts).expect("invariant: facts can be written as JSON");
        files.put(&marker_path(upload), facts.into()).await.map_err(failed)?;
        self.drop_pieces(upload).await
    }

    /// What this person has handed in under this name, if the bytes are still there.
    pub async fn handed_in(&self, upload: &Upload) -> Result<Option<Facts>, BlobError> {
        let Some(marker) = found(self.stores().await?.files.get(&marker_path(upload)).await)? else { return Ok(None) };
        let facts = serde_json::from_slice::<Facts>(&marker.bytes().await.map_err(failed)?).ok();
        let size = self.size(&upload.sha).await?;
        Ok(facts.filter(|facts| Some(facts.bytes) == size))
    }

    /// Bytes of a file that is there.
    pub async fn size(&self, sha: &str) -> Result<Option<u64>, BlobError> {
        Ok(found(self.stores().await?.files.head(&file_path(sha)).await)?.map(|meta| meta.size))
    }

    /// A file, to be streamed.
    pub async fn read(&self, sha: &str) -> Result<Option<GetResult>, BlobError> {
        found(self.stores().await?.files.get(&file_path(sha)).await)
    }

    /// The SHA-256 that a file in fact has.
    pub async fn hash(&self, sha: &str) -> Result<Option<String>, BlobError> {
        let Some(file) = self.read(sha).await? else { return Ok(None) };
        let hashed = file.into_stream().try_fold(Sha256::new(), async |hash, piece| Ok(hash.chain_update(piece)));
        Ok(Some(crate::hex(&hashed.await.map_err(failed)?.finalize())))
    }

    async fn stores(&self) -> Result<&Stores, BlobError> {
        let open = async || {
            let folder = self.folder.clone().unwrap_or_default();
            let opened = tokio::task::spawn_blocking(move || stores_in(&folder)).await;
            opened.map_err(std::io::Error::other).flatten().map_err(|error| broken(&error))
        };
        self.stores.get_or_try_init(open).await
    }

    async fn pieces_of(&self, upload: &Upload) -> Result<Vec<Piece>, BlobError> {
        let found = self.stores().await?.pieces.list(Some(&pieces_path(upload)));
        let found = found.try_collect::<Vec<_>>().await.map_err(failed)?;
        let piece = |meta: object_store::ObjectMeta| {
            Some(Piece { at: meta.location.filename()?.parse().ok()?, bytes: meta.size, path: meta.location })
        };
        let mut pieces: Vec<Piece> = found.into_iter().filter_map(piece).collect();
        pieces.sort_by_key(|piece| piece.at);
        Ok(pieces)
    }

    async fn remove(&self, paths: Vec<Path>) -> Result<(), BlobError> {
        let gone = self.stores().await?.pieces.delete_stream(stream::iter(paths.into_iter().map(Ok)).boxed());
        let gone = gone.filter_map(async |gone| found(gone.map(drop)).err()).collect::<Vec<_>>().await;
        gone.into_iter().next().map_or(Ok(()), Err)
    }
}

/// How far pieces reach without a gap. Two may overlap when two nodes took the same bytes.
fn reach(pieces: &[Piece]) -> u64 {
    let reach = |offset: u64, piece: &Piece| match piece.at <= offset {
        true => offset.max(piece.at + piece.bytes),
        false => offset,
    };
    pieces.iter().fold(0, reach)
}

fn file_path(sha: &str) -> Path {
    Path::from_iter(["files", sha.get(..2).unwrap_or_default(), sha])
}

fn marker_path(upload: &Upload) -> Path {
    Path::from_iter(["by", &upload.sha, &upload.person])
}

fn pieces_path(upload: &Upload) -> Path {
    Path::from_iter(["pieces", &upload.person, &upload.sha])
}

/// The folder of files beside a database.
pub fn folder_of(data: &Folder) -> PathBuf {
    data.join("blobs")
}

fn stores_in(folder: &Folder) -> std::io::Result<Stores> {
    std::fs::create_dir_all(folder)?;
    File::open(folder.parent().unwrap_or(folder))?.sync_all()?;
    let files = || LocalFileSystem::new_with_prefix(folder).map_err(std::io::Error::other);
    let pieces = files()?.with_automatic_cleanup(true);
    Ok(Stores { files: Arc::new(files()?.with_fsync(true)), pieces: Arc::new(pieces) })
}

fn bucket_of(bucket: &str, options: &Files) -> object_store::Result<Stores> {
    // Whoever speaks TLS in this process takes ring.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let is_plain = options.s3_endpoint.as_ref().is_some_and(|endpoint| endpoint.starts_with("http://"));
    let client = ClientOptions::new().with_timeout(PATIENCE).with_allow_http(is_plain);
    // The device comes again by itself: nobody waits here for a store that is away.
    let retry = RetryConfig { max_retries: 2, retry_timeout: PATIENCE, ..RetryConfig::default() };
    let mut builder = AmazonS3Builder::new()
        .with_bucket_name(bucket)
        .with_region(&options.s3_region)
        .with_client_options(client)
        .with_retry(retry);
    if let Some(endpoint) = &options.s3_endpoint {
        builder = builder.with_endpoint(endpoint);
    }
    if let (Some(key), Some(secret)) = (&options.s3_key, &options.s3_secret) {
        builder = builder.with_access_key_id(key).with_secret_access_key(secret);
    }
    let files: Arc<dyn ObjectStore> = Arc::new(builder.build()?);
    Ok(Stores { pieces: files.clone(), files })
}

/// What is not there is no failure.
fn found<T>(answer: object_store::Result<T>) -> Result<Option<T>, BlobError> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(object_store::Error::NotFound { .. }) => Ok(None),
        Err(error) => Err(failed(error)),
    }
}

fn failed(error: object_store::Error) -> BlobError {
    broken(&error)
}

fn broken(error: &(dyn std::error::Error + 'static)) -> BlobError {
    let mut cause = Some(error);
    while let Some(found) = cause {
        let kind = found.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        if matches!(kind, Some(ErrorKind::StorageFull | ErrorKind::QuotaExceeded)) {
            return BlobError::Full;
        }
        cause = found.source();
    }
    BlobError::Failed(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_reach_as_far_as_they_touch() {
        let reach = |pieces: &[(u64, u64)]| {
            let piece = |(at, bytes): &(u64, u64)| Piece { at: *at, bytes: *bytes, path: Path::default() };
            reach(&pieces.iter().map(piece).collect::<Vec<_>>())
        };
        assert_eq!(reach(&[]), 0);
        assert_eq!(reach(&[(1, 9)]), 0);
        assert_eq!(reach(&[(0, 5), (5, 5)]), 10);
        assert_eq!(reach(&[(0, 5), (6, 5)]), 5);
        assert_eq!(reach(&[(0, 5), (2, 2), (4, 6)]), 10);
    }

    #[test]
    fn a_full_disk_is_told_from_a_broken_one() {
        let fails = |kind: ErrorKind| {
            let source = Box::new(std::io::Error::from(kind));
            failed(object_store::Error::Generic { store: "folder", source })
        };
        assert_eq!(fails(ErrorKind::StorageFull), BlobError::Full);
        assert_eq!(fails(ErrorKind::QuotaExceeded), BlobError::Full);
        assert!(matches!(fails(ErrorKind::PermissionDenied), BlobError::Failed(_)));
    }
}
