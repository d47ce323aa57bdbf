//! Uploads that nobody has gone on with are forgotten, and what a killed process left half written.

use std::collections::BTreeMap;
use std::path::Path as Folder;
use std::time::{Duration, SystemTime};

use futures_util::TryStreamExt as _;
use object_store::ObjectStore as _;
use object_store::path::Path;

use super::{BlobError, Blobs, broken, failed};

/// How long an upload may rest. A device that is away for longer begins again.
const REST: Duration = Duration::from_secs(30 * 24 * 60 * 60);

impl Blobs {
    /// Removes the pieces of uploads that have rested for 30 days. Answers how many.
    pub async fn sweep(&self, now: SystemTime) -> Result<usize, BlobError> {
        if self.folder.as_ref().is_some_and(|folder| !folder.exists()) {
            return Ok(0);
        }
        let before = now - REST;
        let mut uploads: BTreeMap<String, (SystemTime, Vec<Path>)> = BTreeMap::new();
        let mut found = self.stores().await?.pieces.list(Some(&Path::from("pieces")));
        while let Some(meta) = found.try_next().await.map_err(failed)? {
            let name = meta.location.as_ref().rsplit_once('/').map_or("", |(upload, _)| upload);
            let upload = uploads.entry(name.to_owned()).or_insert((SystemTime::UNIX_EPOCH, Vec::new()));
            upload.0 = upload.0.max(meta.last_modified.into());
            upload.1.push(meta.location);
        }
        let old = uploads.into_values().filter(|(newest, _)| *newest < before).flat_map(|(_, pieces)| pieces);
        let old: Vec<Path> = old.collect();
        let count = old.len();
        self.remove(old).await?;
        if let Some(folder) = self.folder.clone() {
            let swept = tokio::task::spawn_blocking(move || strays(&folder, before)).await;
            swept.map_err(std::io::Error::other).flatten().map_err(|error| broken(&error))?;
        }
        Ok(count)
    }
}

/// Removes files that were being written when a process ended: their names end in `#` and a number.
fn strays(folder: &Folder, before: SystemTime) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        // Another node may have removed it meanwhile.
        let Ok(meta) = entry.metadata() else { continue };
        if meta.is_dir() {
            strays(&entry.path(), before)?;
        } else if entry.file_name().to_string_lossy().contains('#') && meta.modified()? < before {
            std::fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}
