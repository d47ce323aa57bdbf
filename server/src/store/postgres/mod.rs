//! PostgreSQL: several nodes on one database. The head row is locked first and held to the commit, so that the order of
//! commits is the order of sequence numbers.

mod desk;
mod feed;
mod tx;

use std::collections::HashMap;
use std::path::Path;
use std::process::Command;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use postgres::error::SqlState;
use postgres::fallible_iterator::FallibleIterator as _;
use postgres::types::ToSql;
use postgres::{Client, Config, IsolationLevel, NoTls, Row, Statement, Transaction};
use thidua_sync::store::StoreError;

use super::keep::{Migration, due};
use super::{ReadStep, Store, WriteStep, new_epoch};

const MIGRATIONS: &[Migration] = &[
    Migration { version: 1, sql: include_str!("../../../migrations/postgres/0001.sql") },
    Migration { version: 2, sql: include_str!("../../../migrations/postgres/0002.sql") },
    Migration { version: 3, sql: include_str!("../../../migrations/postgres/0003.sql") },
    Migration { version: 4, sql: include_str!("../../../migrations/postgres/0004.sql") },
];

/// Connections kept open between reads.
const IDLE_READERS: usize = 8;
/// One installation a database: this number names our lock in it.
const MIGRATION_LOCK: i64 = 0x7468_6964_7561;
const CHANNEL: &str = "thidua";
const SETTINGS: &str = "SET client_min_messages = warning; SET synchronous_commit = on; SET lock_timeout = '20s';
    SET idle_in_transaction_session_timeout = '60s'; SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10;
    SET tcp_keepalives_count = 3";

pub struct PostgresStore {
    url: String,
    writer: Mutex<Option<Link>>,
    readers: Mutex<Vec<Link>>,
    listener: Mutex<Option<Client>>,
}

/// A connection and the statements prepared on it.
struct Link {
    client: Client,
    prepared: Prepared,
}

type Prepared = HashMap<&'static str, Statement>;

/// One connection in one transaction.
struct Session<'a, 'c> {
    tx: &'a mut Transaction<'c>,
    prepared: &'a mut Prepared,
}

impl Session<'_, '_> {
    fn statement(&mut self, sql: &'static str) -> Result<Statement, StoreError> {
        if let Some(known) = self.prepared.get(sql) {
            return Ok(known.clone());
        }
        let fresh = self.tx.prepare(sql).map_err(fault)?;
        self.prepared.insert(sql, fresh.clone());
        Ok(fresh)
    }

    fn all(&mut self, sql: &'static str, values: &[&(dyn ToSql + Sync)]) -> Result<Vec<Row>, StoreError> {
        let statement = self.statement(sql)?;
        self.tx.query(&statement, values).map_err(fault)
    }

    fn run(&mut self, sql: &'static str, values: &[&(dyn ToSql + Sync)]) -> Result<u64, StoreError> {
        let statement = self.statement(sql)?;
        self.tx.execute(&statement, values).map_err(fault)
    }
}

impl PostgresStore {
    /// Connects, refuses a cluster that answers before data is on the disk, and brings the schema up to date.
    pub fn open(url: &str) -> Result<PostgresStore, StoreError> {
        let mut link = connect(url)?;
        for name in ["fsync", "full_page_writes", "synchronous_commit"] {
            let value: String = link.client.query_one(&format!("SHOW {name}"), &[]).map_err(fault)?.get(0);
            // Invariant: a command is answered only after its commit was flushed to the disk.
            if value == "off" {
                return Err(StoreError::Broken(format!("PostgreSQL runs with {name} = off")));
            }
        }
        migrate(&mut link.client)?;
        Ok(PostgresStore {
            url: url.into(),
            writer: Mutex::new(Some(link)),
            readers: Mutex::default(),
            listener: Mutex::default(),
        })
    }
}

impl Store for PostgresStore {
    fn name(&self) -> &'static str {
        "postgres"
    }

    fn far(&self) -> bool {
        true
    }

    fn read(&self, step: &mut ReadStep<'_>) -> Result<(), StoreError> {
        let idle = lock(&self.readers).pop();
        let mut link = idle.filter(|link| !link.client.is_closed()).map_or_else(|| connect(&self.url), Ok)?;
        let build = link.client.build_transaction();
        let mut tx = build.isolation_level(IsolationLevel::RepeatableRead).read_only(true).start().map_err(fault)?;
        let answer = step(&mut Session { tx: &mut tx, prepared: &mut link.prepared });
        let ended = tx.rollback().map_err(fault);
        let mut idle = lock(&self.readers);
        if ended.is_ok() && idle.len() < IDLE_READERS {
            idle.push(link);
        }
        answer
    }

    fn write(&self, step: &mut WriteStep<'_>) -> Result<(), StoreError> {
        let mut writer = lock(&self.writer);
        // Taken out: after a panic or a failure the connection is not used again.
        let link = writer.take().filter(|link| !link.client.is_closed());
        let mut link = link.map_or_else(|| connect(&self.url), Ok)?;
        let mut tx = link.client.transaction().map_err(fault)?;
        let mut session = Session { tx: &mut tx, prepared: &mut link.prepared };
        session.all("SELECT seq FROM head FOR UPDATE", &[])?;
        let answer = step(&mut session);
        let ended = match answer {
            Ok(()) => tx.batch_execute("NOTIFY thidua").and_then(|()| tx.commit()).map_err(fault),
            Err(error) => {
                tx.rollback().map_err(fault)?;
                *writer = Some(link);
                return Err(error);
            }
        };
        if ended.is_ok() {
            *writer = Some(link);
        }
        ended
    }

    fn wait_for_others(&self, at_most: Duration) {
        let mut listener = lock(&self.listener);
        let client = listener.take().filter(|client| !client.is_closed()).map_or_else(
            || -> Result<Client, StoreError> {
                let mut client = connect(&self.url)?.client;
                client.batch_execute(&format!("LISTEN {CHANNEL}")).map_err(fault)?;
                Ok(client)
            },
            Ok,
        );
        let Ok(mut client) = client else {
            drop(listener);
            return std::thread::sleep(at_most);
        };
        let heard = client.notifications().timeout_iter(at_most).next();
        if heard.is_ok() {
            // Many commits are one reason to look.
            while let Ok(Some(_)) = client.notifications().iter().next() {}
            *listener = Some(client);
        }
    }

    fn integrity(&self) -> Result<Vec<String>, StoreError> {
        // The engine checks its pages when it reads them; `verify` reads every row.
        Ok(Vec::new())
    }

    fn copy_to(&self, file: &Path) -> Result<(), StoreError> {
        let done = tool("pg_dump", &self.url).args(["--format=custom", "--no-owner", "--file"]).arg(file).status();
        match done {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(StoreError::Broken(format!("pg_dump ended with {status}"))),
            Err(error) => Err(StoreError::Broken(format!("pg_dump cannot be run: {error}"))),
        }
    }
}

/// One of PostgreSQL's own programs on a database. The password goes by the environment: everybody on the machine may read
/// a command line.
pub fn tool(program: &str, url: &str) -> Command {
    let mut command = Command::new(program);
    let parts = url.split_once("://").and_then(|(scheme, rest)| {
        let (user, place) = rest.split_once('@')?;
        let (name, password) = user.split_once(':')?;
        Some((format!("{scheme}://{name}@{place}"), password))
    });
    match parts {
        Some((open, password)) => {
            command.arg(format!("--dbname={open}")).env("PGPASSWORD", unescaped(password));
        }
        None => {
            command.arg(format!("--dbname={url}"));
        }
    }
    command
}

/// The text behind `%xx`.
fn unescaped(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = (*first == b'%').then(|| std::str::from_utf8(tail.get(..2)?).ok()).flatten();
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                rest = &tail[2..];
            }
            None => {
                out.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn connect(url: &str) -> Result<Link, StoreError> {
    let mut config: Config = url.parse().map_err(fault)?;
    // A node that vanishes must not hold the head row for hours, nor one that waits for a vanished database.
    config.connect_timeout(Duration::from_secs(10)).tcp_user_timeout(Duration::from_secs(30));
    config.keepalives_idle(Duration::from_secs(30)).keepalives_interval(Duration::from_secs(10)).keepalives_retries(3);
    let mut client = config.connect(NoTls).map_err(fault)?;
    client.batch_execute(SETTINGS).map_err(fault)?;
    Ok(Link { client, prepared: Prepared::new() })
}

/// Brings the schema up to date; nodes that start together wait for one another.
fn migrate(client: &mut Client) -> Result<(), StoreError> {
    let mut tx = client.transaction().map_err(fault)?;
    tx.execute("SELECT pg_advisory_xact_lock($1)", &[&MIGRATION_LOCK]).map_err(fault)?;
    tx.batch_execute("CREATE TABLE IF NOT EXISTS migration (version BIGINT PRIMARY KEY, hash TEXT NOT NULL)")
        .map_err(fault)?;
    let recorded = tx.query("SELECT version, hash FROM migration ORDER BY version", &[]).map_err(fault)?;
    let recorded: Vec<(i64, String)> = recorded.iter().map(|row| (row.get(0), row.get(1))).collect();
    for step in due(MIGRATIONS, &recorded)? {
        tx.batch_execute(step.sql).map_err(fault)?;
        tx.execute("INSERT INTO migration VALUES ($1, $2)", &[&step.version, &step.hash()]).map_err(fault)?;
    }
    if recorded.is_empty() {
        tx.execute("INSERT INTO head VALUES (1, $1, 0, 0, 0)", &[&new_epoch()]).map_err(fault)?;
    }
    tx.commit().map_err(fault)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What a failure means to the caller. Text and values of the statement are left out: they may be personal.
fn fault(error: postgres::Error) -> StoreError {
    let Some(code) = error.code() else {
        // The connection: it is made anew at the next call.
        return StoreError::Busy;
    };
    let passing = [
        SqlState::LOCK_NOT_AVAILABLE,
        SqlState::T_R_SERIALIZATION_FAILURE,
        SqlState::T_R_DEADLOCK_DETECTED,
        SqlState::TOO_MANY_CONNECTIONS,
        SqlState::ADMIN_SHUTDOWN,
        SqlState::CRASH_SHUTDOWN,
        SqlState::CANNOT_CONNECT_NOW,
    ];
    if passing.contains(code) {
        return StoreError::Busy;
    }
    if [SqlState::DISK_FULL, SqlState::OUT_OF_MEMORY].contains(code) {
        return StoreError::Full;
    }
    let message = error.as_db_error().map_or("", |error| error.message());
    StoreError::Broken(format!("{}: {message}", code.code()))
}
