//! Writing a group: cached statements, one row at a time, in one transaction.

use rusqlite::params;
use thidua_sync::row::{IndexKey, Key, Scope};
use thidua_sync::store::{Record, RowWrite, StoreError, Tx, Writes};

use super::{Session, fault};
use crate::store::keep::{self, digest_bytes, outcome_text, scopes_text, signed};
use crate::store::{Clerk, Entry, Keep, Kind};

const PUT_ROW: &str = "INSERT INTO row VALUES (?1, ?2, ?3, ?4, ?5)
    ON CONFLICT (tbl, id) DO UPDATE SET seq = excluded.seq, scopes = excluded.scopes, body = excluded.body";
const DROP_ROW: &str = "DELETE FROM row WHERE tbl = ?1 AND id = ?2";
const ENTER: &str = "INSERT INTO row_scope VALUES (?1, ?2, ?3, ?4, ?5)";
const MOVE: &str = "UPDATE row_scope SET seq = ?5, live = ?6 WHERE scope = ?1 AND seq = ?2 AND tbl = ?3 AND id = ?4";
// Without being told, SQLite walks the whole scope.
const GONE: &str =
    "DELETE FROM row_scope INDEXED BY row_scope_gone WHERE tbl = ?1 AND id = ?2 AND live = 0 AND scope = ?3";
const PRUNE: &str = "DELETE FROM row_scope INDEXED BY row_scope_gone
    WHERE live = 0 AND seq <= (SELECT pruned FROM head)";
const INDEX: &str = "INSERT OR IGNORE INTO row_index VALUES (?1, ?2, ?3, ?4)";
const UNINDEX: &str = "DELETE FROM row_index WHERE idx = ?1 AND value = ?2 AND tbl = ?3 AND id = ?4";
const OUTCOME: &str = "INSERT INTO outcome VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
const TAG: &str = "INSERT INTO seq_tag VALUES (?1, ?2, ?3)";
const SUM: &str = "INSERT INTO scope_sum VALUES (?1, ?2, ?3)
    ON CONFLICT (scope) DO UPDATE SET count = excluded.count, sum = excluded.sum";
const HEAD: &str = "UPDATE head SET seq = ?1";

impl Session<'_> {
    fn run(&self, sql: &'static str, values: impl rusqlite::Params) -> Result<usize, StoreError> {
        self.conn.prepare_cached(sql).and_then(|mut ask| ask.execute(values)).map_err(fault)
    }

    fn put(&mut self, key: &Key, write: &RowWrite) -> Result<(), StoreError> {
        let old = match self.seen.remove(key) {
            Some(seen) => seen,
            None => self.row(key)?.map(|row| (row.seq, row.scopes)),
        };
        let (old_seq, old_scopes) = old.unwrap_or_default();
        let (table, id, seq) = (&key.table, &key.id, signed(write.seq));
        let scopes: &[Scope] = write.new.as_ref().map_or(&[], |row| &row.scopes);
        // Invariant: a live entry stands at its row's seq, so that it is found without an index of its own.
        let entries = scopes.iter().map(|scope| (scope, true)).chain(write.left.iter().map(|scope| (scope, false)));
        for (scope, live) in entries {
            if old_scopes.contains(scope) {
                self.run(MOVE, params![scope.0, signed(old_seq), table, id, seq, live])?;
                continue;
            }
            self.run(GONE, params![table, id, scope.0])?;
            self.run(ENTER, params![scope.0, seq, table, id, live])?;
        }
        match &write.new {
            Some(row) => self.run(PUT_ROW, params![table, id, seq, scopes_text(&row.scopes), row.body.text()])?,
            None => self.run(DROP_ROW, params![table, id])?,
        };
        self.seen.insert(key.clone(), write.new.as_ref().map(|row| (row.seq, row.scopes.clone())));
        for gone in &write.index_removed {
            self.run(UNINDEX, params![gone.index, keep::index_value(&gone.value), table, id])?;
        }
        write.index_added.iter().try_for_each(|come| self.find_by(come, key))
    }

    fn find_by(&self, entry: &IndexKey, key: &Key) -> Result<(), StoreError> {
        self.run(INDEX, params![entry.index, keep::index_value(&entry.value), key.table, key.id]).map(drop)
    }

    fn settle(&self, record: &Record) -> Result<(), StoreError> {
        let (id, client) = (record.id.0.as_bytes().as_slice(), record.client.0.as_bytes().as_slice());
        let (digest, outcome) = (digest_bytes(&record.digest), outcome_text(&record.outcome));
        let values = params![id, client, signed(record.cseq), record.person, digest, outcome, record.at];
        self.run(OUTCOME, values).map(drop)
    }
}

impl Tx for Session<'_> {
    fn write(&mut self, writes: &Writes) -> Result<(), StoreError> {
        for (key, write) in &writes.rows {
            self.put(key, write)?;
        }
        for record in &writes.records {
            self.settle(record)?;
        }
        for (seq, tag, at) in &writes.seqs {
            self.run(TAG, params![signed(*seq), signed(*tag), at])?;
        }
        let touched: Vec<Scope> = writes.sums.keys().cloned().collect();
        for (scope, count, sum) in thidua_sync::store::View::sums(self, &touched)? {
            let (more, plus) = writes.sums[&scope];
            self.run(SUM, params![scope.0, count + more, signed(sum.wrapping_add(plus))])?;
        }
        if let Some((seq, _, _)) = writes.seqs.last() {
            self.run(HEAD, [signed(*seq)])?;
        }
        Ok(())
    }
}

impl Clerk for Session<'_> {
    fn put_entry(&mut self, kind: Kind, entry: &Entry) -> Result<(), StoreError> {
        const PUT: &str = "INSERT INTO entry VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (kind, id) DO UPDATE SET owner = excluded.owner, body = excluded.body";
        self.run(PUT, params![kind.name(), entry.id, entry.owner, entry.body]).map(drop)
    }

    fn drop_entry(&mut self, kind: Kind, id: &str) -> Result<bool, StoreError> {
        Ok(self.run("DELETE FROM entry WHERE kind = ?1 AND id = ?2", params![kind.name(), id])? > 0)
    }

    fn clear_index(&mut self) -> Result<(), StoreError> {
        self.run("DELETE FROM row_index", []).map(drop)
    }

    fn add_index(&mut self, entries: &[(IndexKey, Key)]) -> Result<(), StoreError> {
        entries.iter().try_for_each(|(entry, key)| self.find_by(entry, key))
    }

    fn set_epoch(&mut self, epoch: &str) -> Result<(), StoreError> {
        self.run("UPDATE head SET epoch = ?1", [epoch]).map(drop)
    }

    fn set_backed_up(&mut self, seq: u64) -> Result<(), StoreError> {
        self.run("UPDATE head SET backed_up = max(backed_up, ?1)", [signed(seq)]).map(drop)
    }

    fn prune(&mut self, keep: Keep) -> Result<(u64, u64), StoreError> {
        let outcomes = self.run("DELETE FROM outcome WHERE at < ?1", [keep.outcomes_from])?;
        self.run(
            "UPDATE head SET pruned = max(pruned, coalesce((SELECT max(seq) FROM seq_tag WHERE at < ?1), 0))",
            [keep.tombstones_from],
        )?;
        let gone = self.run(PRUNE, [])?;
        self.run("DELETE FROM seq_tag WHERE seq < (SELECT pruned FROM head)", [])?;
        Ok((outcomes as u64, gone as u64))
    }
}
