//! Reading what lies beside the work, and going through everything for a check.

use rusqlite::{OptionalExtension as _, Row, params};
use thidua_sync::command::CommandId;
use thidua_sync::row::{Key, Scope};
use thidua_sync::store::{Record, StoreError, Stored};
use uuid::Uuid;

use super::{Session, fault};
use crate::store::keep::{self, RecordColumns, unsigned};
use crate::store::{Desk, Entry, Kind};

const RECORD: &str = "SELECT id, client, cseq, person, digest, outcome, at FROM outcome WHERE id = ?1";
const RECORDS: &str =
    "SELECT id, client, cseq, person, digest, outcome, at FROM outcome WHERE id > ?1 ORDER BY id LIMIT ?2";

impl Session<'_> {
    pub(super) fn record(&self, id: CommandId) -> Result<Option<Record>, StoreError> {
        let mut ask = self.conn.prepare_cached(RECORD).map_err(fault)?;
        let found = ask.query_row([id.0.as_bytes().as_slice()], record_columns).optional().map_err(fault)?;
        found.map(RecordColumns::record).transpose()
    }

    /// All answers to a question, each as `read` makes it.
    fn all<T>(
        &self,
        sql: &'static str,
        values: impl rusqlite::Params,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, StoreError> {
        let mut ask = self.conn.prepare_cached(sql).map_err(fault)?;
        let rows = ask.query_map(values, read).map_err(fault)?;
        rows.collect::<Result<_, _>>().map_err(fault)
    }
}

impl Desk for Session<'_> {
    fn entry(&mut self, kind: Kind, id: &str) -> Result<Option<Entry>, StoreError> {
        let sql = "SELECT id, owner, body FROM entry WHERE kind = ?1 AND id = ?2";
        Ok(self.all(sql, params![kind.name(), id], entry)?.pop())
    }

    fn entries(&mut self, kind: Kind, owner: Option<&str>) -> Result<Vec<Entry>, StoreError> {
        const ALL: &str = "SELECT id, owner, body FROM entry WHERE kind = ?1 ORDER BY id";
        const OF: &str = "SELECT id, owner, body FROM entry WHERE kind = ?1 AND owner = ?2 ORDER BY id";
        match owner {
            None => self.all(ALL, [kind.name()], entry),
            Some(owner) => self.all(OF, [kind.name(), owner], entry),
        }
    }

    fn scan_rows(&mut self, after: Option<&Key>, limit: usize) -> Result<Vec<(Key, Stored)>, StoreError> {
        let sql = "SELECT tbl, id, seq, scopes, body FROM row WHERE (tbl, id) > (?1, ?2) ORDER BY tbl, id LIMIT ?3";
        let (table, id) = after.map_or(("", ""), |key| (&key.table, &key.id));
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows = self.all(sql, params![table, id, limit], |row| {
            let columns: (i64, String, String) = (row.get(2)?, row.get(3)?, row.get(4)?);
            Ok((Key { table: row.get(0)?, id: row.get(1)? }, columns))
        })?;
        let stored =
            |(key, (seq, scopes, body)): (Key, (i64, String, String))| Ok((key, keep::stored(seq, &scopes, body)?));
        rows.into_iter().map(stored).collect()
    }

    fn scan_records(&mut self, after: Option<CommandId>, limit: usize) -> Result<Vec<Record>, StoreError> {
        let after = after.map_or_else(Vec::new, |id| id.0.as_bytes().to_vec());
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.all(RECORDS, params![after, limit], record_columns)?.into_iter().map(RecordColumns::record).collect()
    }

    fn scan_sums(&mut self) -> Result<Vec<(Scope, i64, u64)>, StoreError> {
        self.all("SELECT scope, count, sum FROM scope_sum ORDER BY scope", [], |row| {
            Ok((Scope(row.get(0)?), row.get(1)?, unsigned(row.get(2)?)))
        })
    }

    fn count_index(&mut self) -> Result<u64, StoreError> {
        let counts = self.all("SELECT count(*) FROM row_index", [], |row| row.get(0).map(unsigned))?;
        Ok(counts.first().copied().unwrap_or(0))
    }
}

fn entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    Ok(Entry { id: row.get(0)?, owner: row.get(1)?, body: row.get(2)? })
}

fn record_columns(row: &Row<'_>) -> rusqlite::Result<RecordColumns> {
    Ok(RecordColumns {
        id: Uuid::from_bytes(row.get(0)?),
        client: Uuid::from_bytes(row.get(1)?),
        cseq: row.get(2)?,
        person: row.get(3)?,
        digest: row.get(4)?,
        outcome: row.get(5)?,
        at: row.get(6)?,
    })
}
