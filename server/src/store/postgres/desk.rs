//! Reading what lies beside the work, and going through everything for a check.

use postgres::Row;
use thidua_sync::command::CommandId;
use thidua_sync::row::{Key, Scope};
use thidua_sync::store::{Record, StoreError, Stored};
use uuid::Uuid;

use super::Session;
use super::feed::stored;
use crate::store::keep::{RecordColumns, unsigned};
use crate::store::{Desk, Entry, Kind};

const RECORDS: &str = "SELECT id, client, cseq, person, digest, outcome, at FROM outcome
    WHERE $1::uuid IS NULL OR id > $1 ORDER BY id LIMIT $2";

impl Desk for Session<'_, '_> {
    fn entry(&mut self, kind: Kind, id: &str) -> Result<Option<Entry>, StoreError> {
        if id.contains('\0') {
            return Ok(None);
        }
        let sql = "SELECT id, owner, body FROM entry WHERE kind = $1 AND id = $2";
        Ok(self.all(sql, &[&kind.name(), &id])?.first().map(entry))
    }

    fn entries(&mut self, kind: Kind, owner: Option<&str>) -> Result<Vec<Entry>, StoreError> {
        const ALL: &str = "SELECT id, owner, body FROM entry WHERE kind = $1 ORDER BY id";
        const OF: &str = "SELECT id, owner, body FROM entry WHERE kind = $1 AND owner = $2 ORDER BY id";
        let found = match owner {
            None => self.all(ALL, &[&kind.name()])?,
            Some(owner) => self.all(OF, &[&kind.name(), &owner])?,
        };
        Ok(found.iter().map(entry).collect())
    }

    fn scan_rows(&mut self, after: Option<&Key>, limit: usize) -> Result<Vec<(Key, Stored)>, StoreError> {
        let sql = "SELECT tbl, id, seq, scopes, body FROM row WHERE (tbl, id) > ($1, $2) ORDER BY tbl, id LIMIT $3";
        let (table, id) = after.map_or(("", ""), |key| (&key.table, &key.id));
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows = self.all(sql, &[&table, &id, &limit])?;
        rows.iter().map(|row| Ok((Key { table: row.get(0), id: row.get(1) }, stored(row, 2)?))).collect()
    }

    fn scan_records(&mut self, after: Option<CommandId>, limit: usize) -> Result<Vec<Record>, StoreError> {
        let after: Option<Uuid> = after.map(|id| id.0);
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.all(RECORDS, &[&after, &limit])?.iter().map(record).collect()
    }

    fn scan_sums(&mut self) -> Result<Vec<(Scope, i64, u64)>, StoreError> {
        let rows = self.all("SELECT scope, count, sum FROM scope_sum ORDER BY scope", &[])?;
        Ok(rows.iter().map(|row| (Scope(row.get(0)), row.get(1), unsigned(row.get(2)))).collect())
    }

    fn count_index(&mut self) -> Result<u64, StoreError> {
        let rows = self.all("SELECT count(*) FROM row_index", &[])?;
        Ok(rows.first().map_or(0, |row| unsigned(row.get(0))))
    }
}

fn entry(row: &Row) -> Entry {
    Entry { id: row.get(0), owner: row.get(1), body: row.get(2) }
}

pub(super) fn record(row: &Row) -> Result<Record, StoreError> {
    RecordColumns {
        id: row.get(0),
        client: row.get(1),
        cseq: row.get(2),
        person: row.get(3),
        digest: row.get(4),
        outcome: row.get(5),
        at: row.get(6),
    }
    .record()
}
