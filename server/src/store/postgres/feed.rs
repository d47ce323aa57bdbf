//! Reading: one round trip for all keys of a kind, one for a page of the feed.

use std::collections::{BTreeMap, BTreeSet};

use postgres::Row;
use thidua_sync::command::{ClientId, CommandId};
use thidua_sync::row::{IndexKey, Key, Scope};
use thidua_sync::store::{Change, Head, Loaded, Need, Span, StoreError, Stored, View};
use uuid::Uuid;

use super::Session;
use super::desk::record;
use crate::store::keep::{self, signed, unsigned};

const HEAD: &str = "SELECT epoch, seq, backed_up, pruned FROM head";
const TAG: &str = "SELECT tag FROM seq_tag WHERE seq = $1";
const ROWS: &str = "SELECT tbl, id, seq, scopes, body FROM row
    JOIN unnest($1::text[], $2::text[]) AS ask (tbl, id) USING (tbl, id)";
const FINDS: &str = "SELECT idx, value, tbl, id FROM row_index
    JOIN unnest($1::text[], $2::text[]) AS ask (idx, value) USING (idx, value)";
const RECORDS: &str = "SELECT id, client, cseq, person, digest, outcome, at FROM outcome WHERE id = ANY($1)";
const CSEQS: &str = "SELECT client, cseq, id FROM outcome
    JOIN unnest($1::uuid[], $2::bigint[]) AS ask (client, cseq) USING (client, cseq)";
const SUMS: &str = "SELECT scope, count, sum FROM scope_sum WHERE scope = ANY($1)";
const FEED: &str = "SELECT f.seq, f.tbl, f.id, r.seq, r.scopes, r.body FROM (
      SELECT DISTINCT e.seq, e.tbl, e.id FROM unnest($1::text[]) AS lane (scope)
      CROSS JOIN LATERAL (
        SELECT seq, tbl, id FROM row_scope s
        WHERE s.scope = lane.scope AND s.seq > $2 AND s.seq <= $3 ORDER BY s.seq, s.tbl, s.id LIMIT $4
      ) e ORDER BY e.seq, e.tbl, e.id LIMIT $4
    ) f LEFT JOIN row r ON r.tbl = f.tbl AND r.id = f.id ORDER BY f.seq, f.tbl, f.id";

impl View for Session<'_, '_> {
    fn head(&mut self) -> Result<Head, StoreError> {
        let rows = self.all(HEAD, &[])?;
        let row = rows.first().ok_or_else(|| StoreError::Broken("the head is gone".into()))?;
        let number = |at: usize| unsigned(row.get(at));
        Ok(Head { epoch: row.get(0), seq: number(1), backed_up: number(2), pruned: number(3) })
    }

    fn tag(&mut self, seq: u64) -> Result<Option<u64>, StoreError> {
        if seq == 0 {
            return Ok(Some(0));
        }
        Ok(self.all(TAG, &[&signed(seq)])?.first().map(|row| unsigned(row.get(0))))
    }

    fn load(&mut self, need: &Need, into: &mut Loaded) -> Result<(), StoreError> {
        if !need.rows.is_empty() {
            into.rows.extend(need.rows.iter().map(|key| (key.clone(), None)));
            for row in self.rows_of(&need.rows)? {
                into.rows.insert(Key { table: row.get(0), id: row.get(1) }, Some(stored(&row, 2)?));
            }
        }
        if !need.finds.is_empty() {
            into.finds.extend(self.finds_of(&need.finds)?);
        }
        if !need.records.is_empty() {
            into.records.extend(need.records.iter().map(|id| (*id, None)));
            let ids: Vec<Uuid> = need.records.iter().map(|id| id.0).collect();
            for row in self.all(RECORDS, &[&ids])? {
                let record = record(&row)?;
                into.records.insert(record.id, Some(record));
            }
        }
        if !need.cseqs.is_empty() {
            into.cseqs.extend(need.cseqs.iter().map(|slot| (*slot, None)));
            let clients: Vec<Uuid> = need.cseqs.iter().map(|(client, _)| client.0).collect();
            let cseqs: Vec<i64> = need.cseqs.iter().map(|(_, cseq)| signed(*cseq)).collect();
            for row in self.all(CSEQS, &[&clients, &cseqs])? {
                let slot = (ClientId(row.get(0)), unsigned(row.get(1)));
                into.cseqs.insert(slot, Some(CommandId(row.get(2))));
            }
        }
        Ok(())
    }

    fn changes(&mut self, span: &Span<'_>, limit: usize) -> Result<Vec<Change>, StoreError> {
        let lane: Vec<&str> = span.lane.iter().map(|scope| scope.0.as_str()).collect();
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let found = self.all(FEED, &[&lane, &signed(span.after), &signed(span.upto), &limit])?;
        let change = |row: &Row| {
            let key = Key { table: row.get(1), id: row.get(2) };
            let there: Option<i64> = row.get(3);
            let live = there.map(|_| stored(row, 3)).transpose()?.and_then(|row| {
                let scopes: Vec<Scope> = row.scopes.iter().filter(|s| span.visible.contains(s)).cloned().collect();
                (!scopes.is_empty()).then_some(Stored { scopes, ..row })
            });
            Ok(Change { key, seq: unsigned(row.get(0)), live })
        };
        found.iter().map(change).collect()
    }

    fn sums(&mut self, scopes: &[Scope]) -> Result<Vec<(Scope, i64, u64)>, StoreError> {
        let names: Vec<&str> = scopes.iter().map(|scope| scope.0.as_str()).collect();
        let rows = self.all(SUMS, &[&names])?;
        let known: BTreeMap<String, (i64, i64)> =
            rows.iter().map(|row| (row.get(0), (row.get(1), row.get(2)))).collect();
        let sum = |scope: &Scope| {
            let (count, sum) = known.get(&scope.0).copied().unwrap_or_default();
            (scope.clone(), count, unsigned(sum))
        };
        Ok(scopes.iter().map(sum).collect())
    }
}

impl Session<'_, '_> {
    pub(super) fn rows_of<'k>(&mut self, keys: impl IntoIterator<Item = &'k Key>) -> Result<Vec<Row>, StoreError> {
        // No row has a NUL in its name, and PostgreSQL refuses to be asked for one.
        let names = keys.into_iter().map(|key| (key.table.as_str(), key.id.as_str()));
        let (tables, ids): (Vec<&str>, Vec<&str>) = names.filter(|(_, id)| !id.contains('\0')).unzip();
        self.all(ROWS, &[&tables, &ids])
    }

    fn finds_of(&mut self, finds: &BTreeSet<IndexKey>) -> Result<BTreeMap<IndexKey, BTreeSet<Key>>, StoreError> {
        let values: Vec<_> = finds.iter().map(|find| keep::index_value(&find.value)).collect();
        let names: Vec<&str> = finds.iter().map(|find| find.index.as_str()).collect();
        let asked: Vec<&str> = values.iter().map(|value| value.as_ref()).collect();
        let mut found: BTreeMap<(String, String), BTreeSet<Key>> = BTreeMap::new();
        for row in self.all(FINDS, &[&names, &asked])? {
            let keys = found.entry((row.get(0), row.get(1))).or_default();
            keys.insert(Key { table: row.get(2), id: row.get(3) });
        }
        let answer = |(find, value): (&IndexKey, &&str)| {
            let keys = found.get(&(find.index.clone(), value.to_string())).cloned().unwrap_or_default();
            (find.clone(), keys)
        };
        Ok(finds.iter().zip(&asked).map(answer).collect())
    }
}

/// A row's columns seq, scopes and body, from a column on.
pub(super) fn stored(row: &Row, at: usize) -> Result<Stored, StoreError> {
    keep::stored(row.get(at), row.get(at + 1), row.get(at + 2))
}
