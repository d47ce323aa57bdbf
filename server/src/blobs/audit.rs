//! What the database says of files, held against the files.

use futures_util::{StreamExt as _, stream};
use thidua_domain::evidence::{Blob, TABLE};
use thidua_sync::row::Key;

use super::{BlobError, Blobs};
use crate::store::{self, Store};

/// Rows read at a time.
const PIECE: usize = 1_000;
/// Files looked at together: a store that is far away answers each in some milliseconds.
const TOGETHER: usize = 16;

/// How closely to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// It is there, with as many bytes as its row says.
    Size,
    /// It has the SHA-256 that is its name.
    Hash,
}

/// What was looked at.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Audit {
    pub files: u64,
    /// Not there, or other than their rows say.
    pub wrong: u64,
    pub first_wrong: Option<String>,
}

/// Looks at the file of each row. Blocks.
pub fn run(store: &dyn Store, blobs: &Blobs, depth: Depth) -> Result<Audit, String> {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|error| error.to_string())?;
    let mut audit = Audit::default();
    let mut after = Key::new(TABLE, "");
    loop {
        let piece =
            store::read(store, |desk| desk.scan_rows(Some(&after), PIECE)).map_err(|error| error.to_string())?;
        let rows: Vec<_> = piece.into_iter().take_while(|(key, _)| key.table == TABLE).collect();
        let Some((last, _)) = rows.last() else { return Ok(audit) };
        after = last.clone();
        let look = rows.into_iter().map(async |(key, row)| {
            let bytes = row.body.read::<Blob>().map(|blob| blob.bytes);
            let is_right = bytes.is_some() && is_right(blobs, &key.id, bytes, depth).await?;
            Ok::<_, BlobError>((key.id, is_right))
        });
        let found: Vec<_> = runtime.block_on(stream::iter(look).buffered(TOGETHER).collect());
        for looked in found {
            let (name, is_right) = looked.map_err(|error| format!("{error:?}"))?;
            audit.files += 1;
            if !is_right {
                audit.wrong += 1;
                audit.first_wrong.get_or_insert(name);
            }
        }
    }
}

async fn is_right(blobs: &Blobs, sha: &str, bytes: Option<u64>, depth: Depth) -> Result<bool, BlobError> {
    Ok(match depth {
        Depth::Size => blobs.size(sha).await? == bytes,
        Depth::Hash => blobs.hash(sha).await?.as_deref() == Some(sha),
    })
}
