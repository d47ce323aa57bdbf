//! Writing a group: a few statements over arrays, however many rows.

use thidua_sync::row::{IndexKey, Key};
use thidua_sync::store::{Record, StoreError, Tx, Writes};
use uuid::Uuid;

use super::Session;
use crate::store::keep::{self, digest_bytes, outcome_text, scopes_text, signed};
use crate::store::{Clerk, Entry, Keep, Kind};

const PUT_ROWS: &str = "INSERT INTO row
    SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[])
    ON CONFLICT (tbl, id) DO UPDATE SET seq = excluded.seq, scopes = excluded.scopes, body = excluded.body";
const DROP_ROWS: &str = "DELETE FROM row USING unnest($1::text[], $2::text[]) AS gone (tbl, id)
    WHERE row.tbl = gone.tbl AND row.id = gone.id";
const FEED: &str = "INSERT INTO row_scope
    SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::boolean[])
    ON CONFLICT (scope, tbl, id) DO UPDATE SET seq = excluded.seq, live = excluded.live";
const INDEX: &str = "INSERT INTO row_index SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])
    ON CONFLICT DO NOTHING";
const UNINDEX: &str = "DELETE FROM row_index r
    USING unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS gone (idx, value, tbl, id)
    WHERE r.idx = gone.idx AND r.value = gone.value AND r.tbl = gone.tbl AND r.id = gone.id";
const OUTCOMES: &str = "INSERT INTO outcome
    SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::text[], $5::bytea[], $6::text[], $7::bigint[])";
const TAGS: &str = "INSERT INTO seq_tag SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[])";
const SUMS: &str = "INSERT INTO scope_sum SELECT * FROM unnest($1::text[], $2::bigint[], $3::bigint[])
    ON CONFLICT (scope) DO UPDATE SET count = excluded.count, sum = excluded.sum";
const HEAD: &str = "UPDATE head SET seq = $1";

impl Session<'_, '_> {
    fn put_rows(&mut self, writes: &Writes) -> Result<(), StoreError> {
        let (mut tables, mut ids, mut seqs, mut scopes, mut bodies) = (vec![], vec![], vec![], vec![], vec![]);
        let (mut gone_tables, mut gone_ids): (Vec<&str>, Vec<&str>) = (vec![], vec![]);
        let (mut feed_scopes, mut feed_tables, mut feed_ids) = (vec![], vec![], vec![]);
        let (mut feed_seqs, mut feed_lives) = (vec![], vec![]);
        for (key, write) in &writes.rows {
            let live = write.new.iter().flat_map(|row| &row.scopes).map(|scope| (scope, true));
            for (scope, live) in live.chain(write.left.iter().map(|scope| (scope, false))) {
                feed_scopes.push(scope.0.as_str());
                feed_tables.push(key.table.as_str());
                feed_ids.push(key.id.as_str());
                feed_seqs.push(signed(write.seq));
                feed_lives.push(live);
            }
            let Some(row) = &write.new else {
                gone_tables.push(&key.table);
                gone_ids.push(&key.id);
                continue;
            };
            tables.push(key.table.as_str());
            ids.push(key.id.as_str());
            seqs.push(signed(row.seq));
            scopes.push(scopes_text(&row.scopes));
            bodies.push(row.body.text());
        }
        self.run(FEED, &[&feed_scopes, &feed_tables, &feed_ids, &feed_seqs, &feed_lives])?;
        if !tables.is_empty() {
            self.run(PUT_ROWS, &[&tables, &ids, &seqs, &scopes, &bodies])?;
        }
        if !gone_ids.is_empty() {
            self.run(DROP_ROWS, &[&gone_tables, &gone_ids])?;
        }
        Ok(())
    }

    fn index_rows(&mut self, writes: &Writes) -> Result<(), StoreError> {
        let gone =
            writes.rows.iter().flat_map(|(key, write)| write.index_removed.iter().map(move |entry| (entry, key)));
        self.index(UNINDEX, gone)?;
        let come = writes.rows.iter().flat_map(|(key, write)| write.index_added.iter().map(move |entry| (entry, key)));
        self.index(INDEX, come)
    }

    fn index<'a>(
        &mut self,
        sql: &'static str,
        entries: impl Iterator<Item = (&'a IndexKey, &'a Key)>,
    ) -> Result<(), StoreError> {
        let (mut names, mut values, mut tables, mut ids) = (vec![], vec![], vec![], vec![]);
        for (entry, key) in entries {
            names.push(entry.index.as_str());
            values.push(keep::index_value(&entry.value));
            tables.push(key.table.as_str());
            ids.push(key.id.as_str());
        }
        if names.is_empty() {
            return Ok(());
        }
        let values: Vec<&str> = values.iter().map(|value| value.as_ref()).collect();
        self.run(sql, &[&names, &values, &tables, &ids]).map(drop)
    }

    fn settle(&mut self, records: &[Record]) -> Result<(), StoreError> {
        let ids: Vec<Uuid> = records.iter().map(|record| record.id.0).collect();
        let clients: Vec<Uuid> = records.iter().map(|record| record.client.0).collect();
        let cseqs: Vec<i64> = records.iter().map(|record| signed(record.cseq)).collect();
        let people: Vec<&str> = records.iter().map(|record| record.person.as_str()).collect();
        let digests: Vec<Vec<u8>> = records.iter().map(|record| digest_bytes(&record.digest)).collect();
        let outcomes: Vec<String> = records.iter().map(|record| outcome_text(&record.outcome)).collect();
        let times: Vec<i64> = records.iter().map(|record| record.at).collect();
        self.run(OUTCOMES, &[&ids, &clients, &cseqs, &people, &digests, &outcomes, &times]).map(drop)
    }
}

impl Tx for Session<'_, '_> {
    fn write(&mut self, writes: &Writes) -> Result<(), StoreError> {
        if !writes.rows.is_empty() {
            self.put_rows(writes)?;
            self.index_rows(writes)?;
        }
        if !writes.records.is_empty() {
            self.settle(&writes.records)?;
        }
        if !writes.sums.is_empty() {
            let touched: Vec<_> = writes.sums.keys().cloned().collect();
            let held = thidua_sync::store::View::sums(self, &touched)?;
            let names: Vec<&str> = held.iter().map(|(scope, _, _)| scope.0.as_str()).collect();
            let counts: Vec<i64> = held.iter().map(|(scope, count, _)| count + writes.sums[scope].0).collect();
            let sum = |(scope, _, sum): &(_, _, u64)| signed(sum.wrapping_add(writes.sums[scope].1));
            let sums: Vec<i64> = held.iter().map(sum).collect();
            self.run(SUMS, &[&names, &counts, &sums])?;
        }
        if let Some((head, _, _)) = writes.seqs.last() {
            let seqs: Vec<i64> = writes.seqs.iter().map(|(seq, _, _)| signed(*seq)).collect();
            let tags: Vec<i64> = writes.seqs.iter().map(|(_, tag, _)| signed(*tag)).collect();
            let times: Vec<i64> = writes.seqs.iter().map(|(_, _, at)| *at).collect();
            self.run(TAGS, &[&seqs, &tags, &times])?;
            self.run(HEAD, &[&signed(*head)])?;
        }
        Ok(())
    }
}

impl Clerk for Session<'_, '_> {
    fn put_entry(&mut self, kind: Kind, entry: &Entry) -> Result<(), StoreError> {
        const PUT: &str = "INSERT INTO entry VALUES ($1, $2, $3, $4)
            ON CONFLICT (kind, id) DO UPDATE SET owner = excluded.owner, body = excluded.body";
        self.run(PUT, &[&kind.name(), &entry.id, &entry.owner, &entry.body]).map(drop)
    }

    fn drop_entry(&mut self, kind: Kind, id: &str) -> Result<bool, StoreError> {
        Ok(self.run("DELETE FROM entry WHERE kind = $1 AND id = $2", &[&kind.name(), &id])? > 0)
    }

    fn clear_index(&mut self) -> Result<(), StoreError> {
        self.run("DELETE FROM row_index", &[]).map(drop)
    }

    fn add_index(&mut self, entries: &[(IndexKey, Key)]) -> Result<(), StoreError> {
        self.index(INDEX, entries.iter().map(|(entry, key)| (entry, key)))
    }

    fn set_epoch(&mut self, epoch: &str) -> Result<(), StoreError> {
        self.run("UPDATE head SET epoch = $1", &[&epoch]).map(drop)
    }

    fn set_backed_up(&mut self, seq: u64) -> Result<(), StoreError> {
        self.run("UPDATE head SET backed_up = greatest(backed_up, $1)", &[&signed(seq)]).map(drop)
    }

    fn prune(&mut self, keep: Keep) -> Result<(u64, u64), StoreError> {
        let outcomes = self.run("DELETE FROM outcome WHERE at < $1", &[&keep.outcomes_from])?;
        self.run(
            "UPDATE head SET pruned = greatest(pruned, (SELECT max(seq) FROM seq_tag WHERE at < $1))",
            &[&keep.tombstones_from],
        )?;
        let gone = self.run("DELETE FROM row_scope WHERE NOT live AND seq <= (SELECT pruned FROM head)", &[])?;
        self.run("DELETE FROM seq_tag WHERE seq < (SELECT pruned FROM head)", &[])?;
        Ok((outcomes, gone))
    }
}
