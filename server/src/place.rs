//! Opens the database that the operator named, and keeps two programs from replacing it under one another.

use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use thidua_sync::store::StoreError;

use crate::cli::Place;
use crate::store::Store;
use crate::store::postgres::PostgresStore;
use crate::store::sqlite::SqliteStore;

/// Held while the database is in use. Restoring needs it alone.
pub struct Lease(#[expect(dead_code, reason = "the lock ends with the file")] Option<File>);

pub fn database_file(data: &Path) -> PathBuf {
    data.join("thidua.db")
}

/// Opens the database for use beside others.
pub fn open(place: &Place) -> Result<(Arc<dyn Store>, Lease), StoreError> {
    if let Some(url) = &place.database_url {
        return Ok((Arc::new(PostgresStore::open(url)?), Lease(None)));
    }
    let lease = lease(&place.data, File::try_lock_shared)?;
    Ok((Arc::new(SqliteStore::open(&database_file(&place.data))?), lease))
}

/// Takes a data folder alone: nobody serves from it meanwhile.
pub fn alone(data: &Path) -> Result<Lease, StoreError> {
    lease(data, File::try_lock)
}

fn lease(data: &Path, lock: impl Fn(&File) -> Result<(), std::fs::TryLockError>) -> Result<Lease, StoreError> {
    let broken = |error: std::io::Error| StoreError::Broken(format!("{}: {error}", data.display()));
    std::fs::create_dir_all(data).map_err(broken)?;
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).write(true);
    let file = options.open(data.join("thidua.lock")).map_err(broken)?;
    lock(&file).map_err(|_| StoreError::Broken("the data folder is in use by another thidua".into()))?;
    Ok(Lease(Some(file)))
}
