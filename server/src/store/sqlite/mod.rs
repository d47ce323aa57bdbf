//! SQLite: one file, one writer, many readers. Every commit is on the disk before it is answered.

mod desk;
mod feed;
mod tx;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::{Connection, ErrorCode, OpenFlags};
use thidua_sync::row::{Key, Scope};
use thidua_sync::store::StoreError;

use super::keep::{Migration, due};
use super::{ReadStep, Store, WriteStep, new_epoch};

const MIGRATIONS: &[Migration] = &[
    Migration { version: 1, sql: include_str!("../../../migrations/sqlite/0001.sql") },
    Migration { version: 2, sql: include_str!("../../../migrations/sqlite/0002.sql") },
    Migration { version: 3, sql: include_str!("../../../migrations/sqlite/0003.sql") },
    Migration { version: 4, sql: include_str!("../../../migrations/sqlite/0004.sql") },
];

/// Readers kept open between reads.
const IDLE_READERS: usize = 8;
/// How long a connection waits for a lock of another.
const PATIENCE: Duration = Duration::from_secs(10);

pub struct SqliteStore {
    file: PathBuf,
    writer: Mutex<Connection>,
    readers: Mutex<Vec<Connection>>,
}

/// One connection in one transaction.
pub(super) struct Session<'a> {
    conn: &'a Connection,
    /// Where rows stood when this transaction loaded them; a write needs it and would have to look again.
    seen: HashMap<Key, Option<(u64, Vec<Scope>)>>,
}

impl SqliteStore {
    /// Opens or makes a database file, and brings its schema up to date.
    pub fn open(file: &Path) -> Result<SqliteStore, StoreError> {
        let writer = connect(file, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
        let before: i64 =
            writer.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).map_err(fault)?;
        if before == 0 {
            writer.execute_batch("PRAGMA page_size = 8192").map_err(fault)?;
        }
        let mode = keep_a_log(&writer)?;
        writer
            .execute_batch("PRAGMA synchronous = FULL; PRAGMA cache_size = -32000; PRAGMA journal_size_limit = 67108864; PRAGMA wal_autocheckpoint = 2000;")
            .map_err(fault)?;
        let synchronous: i64 = writer.query_row("PRAGMA synchronous", [], |row| row.get(0)).map_err(fault)?;
        // Invariant: a command is answered only after its commit was flushed to the disk.
        if mode != "wal" || synchronous < 2 {
            return Err(StoreError::Broken(format!("SQLite gives journal {mode}, synchronous {synchronous}")));
        }
        migrate(&writer)?;
        Ok(SqliteStore { file: file.into(), writer: Mutex::new(writer), readers: Mutex::default() })
    }

    fn reader(&self) -> Result<Connection, StoreError> {
        if let Some(conn) = lock(&self.readers).pop() {
            return Ok(conn);
        }
        let conn = connect(&self.file, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        conn.execute_batch("PRAGMA query_only = ON; PRAGMA cache_size = -4000").map_err(fault)?;
        Ok(conn)
    }
}

impl Store for SqliteStore {
    fn name(&self) -> &'static str {
        "sqlite"
    }

    fn read(&self, step: &mut ReadStep<'_>) -> Result<(), StoreError> {
        let conn = self.reader()?;
        conn.execute_batch("BEGIN").map_err(fault)?;
        let answer = step(&mut Session { conn: &conn, seen: HashMap::new() });
        conn.execute_batch("ROLLBACK").map_err(fault)?;
        let mut idle = lock(&self.readers);
        if idle.len() < IDLE_READERS {
            idle.push(conn);
        }
        answer
    }

    fn write(&self, step: &mut WriteStep<'_>) -> Result<(), StoreError> {
        let conn = lock(&self.writer);
        if !conn.is_autocommit() {
            // An earlier step panicked in the middle.
            conn.execute_batch("ROLLBACK").map_err(fault)?;
        }
        conn.execute_batch("BEGIN IMMEDIATE").map_err(fault)?;
        let answer = step(&mut Session { conn: &conn, seen: HashMap::new() })
            .and_then(|()| conn.execute_batch("COMMIT").map_err(fault));
        if answer.is_err() && !conn.is_autocommit() {
            conn.execute_batch("ROLLBACK").map_err(fault)?;
        }
        answer
    }

    fn integrity(&self) -> Result<Vec<String>, StoreError> {
        let conn = self.reader()?;
        let mut check = conn.prepare("PRAGMA integrity_check").map_err(fault)?;
        let lines = check.query_map([], |row| row.get::<_, String>(0)).map_err(fault)?;
        let lines: Vec<String> = lines.collect::<Result<_, _>>().map_err(fault)?;
        Ok(lines.into_iter().filter(|line| line != "ok").collect())
    }

    fn copy_to(&self, file: &Path) -> Result<(), StoreError> {
        let conn = self.reader()?;
        conn.execute_batch("PRAGMA query_only = OFF").map_err(fault)?;
        let name = file.to_str().ok_or_else(|| StoreError::Broken("the file's name is not UTF-8".into()))?;
        conn.execute("VACUUM INTO ?1", [name]).map_err(fault)?;
        Ok(())
    }
}

/// Switches the file to a write-ahead log; answers the journal it has then. Of several that do so at once SQLite turns some away
/// without waiting, as one lock would have to wait for the other: they ask again.
fn keep_a_log(conn: &Connection) -> Result<String, StoreError> {
    let end = Instant::now() + PATIENCE;
    loop {
        let asked = conn.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0)).map_err(fault);
        if !matches!(asked, Err(StoreError::Busy)) || Instant::now() > end {
            return asked;
        }
        thread::sleep(Duration::from_millis(5));
    }
}

/// The version of the schema, and whether the file is one of ours at all.
fn migrate(conn: &Connection) -> Result<(), StoreError> {
    conn.execute_batch("BEGIN IMMEDIATE").map_err(fault)?;
    let done = (|| {
        conn.execute_batch("CREATE TABLE IF NOT EXISTS migration (version INTEGER PRIMARY KEY, hash TEXT NOT NULL)")
            .map_err(fault)?;
        let mut recorded = conn.prepare("SELECT version, hash FROM migration ORDER BY version").map_err(fault)?;
        let recorded = recorded.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).map_err(fault)?;
        let recorded: Vec<(i64, String)> = recorded.collect::<Result<_, _>>().map_err(fault)?;
        for step in due(MIGRATIONS, &recorded)? {
            conn.execute_batch(step.sql).map_err(fault)?;
            conn.execute("INSERT INTO migration VALUES (?1, ?2)", (step.version, step.hash())).map_err(fault)?;
        }
        if recorded.is_empty() {
            conn.execute("INSERT INTO head VALUES (1, ?1, 0, 0, 0)", [new_epoch()]).map_err(fault)?;
        }
        Ok(())
    })();
    conn.execute_batch(if done.is_ok() { "COMMIT" } else { "ROLLBACK" }).map_err(fault)?;
    done
}

fn connect(file: &Path, flags: OpenFlags) -> Result<Connection, StoreError> {
    let conn = Connection::open_with_flags(file, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(fault)?;
    conn.busy_timeout(PATIENCE).map_err(fault)?;
    conn.set_prepared_statement_cache_capacity(64);
    Ok(conn)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What a failure means to the caller.
pub(super) fn fault(error: rusqlite::Error) -> StoreError {
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy,
        Some(ErrorCode::DiskFull) => StoreError::Full,
        _ => StoreError::Broken(error.to_string()),
    }
}
