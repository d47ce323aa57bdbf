//! Reading: rows by key, and the change feed of many scopes merged by seq.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap, VecDeque};

use rusqlite::{OptionalExtension as _, params};
use thidua_sync::command::CommandId;
use thidua_sync::row::{Key, Scope};
use thidua_sync::store::{Change, Head, Loaded, Need, Span, StoreError, Stored, View};
use uuid::Uuid;

use super::{Session, fault};
use crate::store::keep::{self, signed, unsigned};

const HEAD: &str = "SELECT epoch, seq, backed_up, pruned FROM head";
const TAG: &str = "SELECT tag FROM seq_tag WHERE seq = ?1";
const ROW: &str = "SELECT seq, scopes, body FROM row WHERE tbl = ?1 AND id = ?2";
const FIND: &str = "SELECT tbl, id FROM row_index WHERE idx = ?1 AND value = ?2";
const CSEQ: &str = "SELECT id FROM outcome WHERE client = ?1 AND cseq = ?2";
const SUM: &str = "SELECT count, sum FROM scope_sum WHERE scope = ?1";
const FEED: &str = "SELECT seq, tbl, id FROM row_scope
    WHERE scope = ?1 AND (seq, tbl, id) > (?2, ?3, ?4) AND seq <= ?5 ORDER BY seq, tbl, id LIMIT ?6";

impl Session<'_> {
    pub(super) fn row(&self, key: &Key) -> Result<Option<Stored>, StoreError> {
        let mut ask = self.conn.prepare_cached(ROW).map_err(fault)?;
        let columns = |row: &rusqlite::Row<'_>| -> rusqlite::Result<(i64, String, String)> {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        };
        let found = ask.query_row((&key.table, &key.id), columns).optional().map_err(fault)?;
        found.map(|(seq, scopes, body)| keep::stored(seq, &scopes, body)).transpose()
    }
}

impl View for Session<'_> {
    fn head(&mut self) -> Result<Head, StoreError> {
        let mut ask = self.conn.prepare_cached(HEAD).map_err(fault)?;
        ask.query_row([], |row| {
            let number = |at| row.get(at).map(unsigned);
            Ok(Head { epoch: row.get(0)?, seq: number(1)?, backed_up: number(2)?, pruned: number(3)? })
        })
        .map_err(fault)
    }

    fn tag(&mut self, seq: u64) -> Result<Option<u64>, StoreError> {
        if seq == 0 {
            return Ok(Some(0));
        }
        let mut ask = self.conn.prepare_cached(TAG).map_err(fault)?;
        let tag = ask.query_row([signed(seq)], |row| row.get(0)).optional().map_err(fault)?;
        Ok(tag.map(unsigned))
    }

    fn load(&mut self, need: &Need, into: &mut Loaded) -> Result<(), StoreError> {
        for key in &need.rows {
            let row = self.row(key)?;
            self.seen.insert(key.clone(), row.as_ref().map(|row| (row.seq, row.scopes.clone())));
            into.rows.insert(key.clone(), row);
        }
        for index in &need.finds {
            let mut ask = self.conn.prepare_cached(FIND).map_err(fault)?;
            let keys = ask
                .query_map((&index.index, keep::index_value(&index.value)), |row| {
                    Ok(Key { table: row.get(0)?, id: row.get(1)? })
                })
                .map_err(fault)?;
            into.finds.insert(index.clone(), keys.collect::<Result<BTreeSet<Key>, _>>().map_err(fault)?);
        }
        for id in &need.records {
            let record = self.record(*id)?;
            into.records.insert(*id, record);
        }
        let mut ask = self.conn.prepare_cached(CSEQ).map_err(fault)?;
        for slot in &need.cseqs {
            let (client, cseq) = (slot.0.0.as_bytes().as_slice(), signed(slot.1));
            let id = ask.query_row((client, cseq), |row| row.get::<_, [u8; 16]>(0)).optional().map_err(fault)?;
            into.cseqs.insert(*slot, id.map(|id| CommandId(Uuid::from_bytes(id))));
        }
        Ok(())
    }

    fn changes(&mut self, span: &Span<'_>, limit: usize) -> Result<Vec<Change>, StoreError> {
        let mut found = Vec::new();
        for (seq, key) in self.merged(span, limit)? {
            let live = self.row(&key)?.and_then(|row| {
                let scopes: Vec<Scope> = row.scopes.iter().filter(|s| span.visible.contains(s)).cloned().collect();
                (!scopes.is_empty()).then_some(Stored { scopes, ..row })
            });
            found.push(Change { key, seq, live });
        }
        Ok(found)
    }

    fn sums(&mut self, scopes: &[Scope]) -> Result<Vec<(Scope, i64, u64)>, StoreError> {
        let mut ask = self.conn.prepare_cached(SUM).map_err(fault)?;
        let mut sum = |scope: &Scope| {
            let found = ask.query_row([&scope.0], |row| Ok((row.get(0)?, row.get(1)?))).optional();
            let (count, sum): (i64, i64) = found.map_err(fault)?.unwrap_or_default();
            Ok((scope.clone(), count, unsigned(sum)))
        };
        scopes.iter().map(&mut sum).collect()
    }
}

/// One scope's share of the feed, read a piece at a time.
struct Lane<'a> {
    scope: &'a Scope,
    ahead: VecDeque<(u64, Key)>,
    last: (u64, Key),
    done: bool,
}

impl Session<'_> {
    /// The first `limit` distinct entries of all lanes together. Each lane is read in pieces, so that many scopes cost
    /// little more than one.
    fn merged(&self, span: &Span<'_>, limit: usize) -> Result<Vec<(u64, Key)>, StoreError> {
        let piece = (2 * limit / span.lane.len().max(1)).clamp(16, limit.max(16));
        let start = (span.after.saturating_add(1), Key::new("", ""));
        let lane = |scope| Lane { scope, ahead: VecDeque::new(), last: start.clone(), done: false };
        let mut lanes: Vec<Lane<'_>> = span.lane.iter().map(lane).collect();
        let mut next = BinaryHeap::new();
        for (at, lane) in lanes.iter_mut().enumerate() {
            next.extend(self.take(lane, span.upto, piece)?.map(|entry| Reverse((entry, at))));
        }
        let mut found: Vec<(u64, Key)> = Vec::new();
        while let Some(Reverse((entry, at))) = next.pop() {
            if found.last() != Some(&entry) {
                if found.len() == limit {
                    break;
                }
                found.push(entry);
            }
            next.extend(self.take(&mut lanes[at], span.upto, piece)?.map(|entry| Reverse((entry, at))));
        }
        Ok(found)
    }

    fn take(&self, lane: &mut Lane<'_>, upto: u64, piece: usize) -> Result<Option<(u64, Key)>, StoreError> {
        if lane.ahead.is_empty() && !lane.done {
            let mut ask = self.conn.prepare_cached(FEED).map_err(fault)?;
            let (seq, key) = &lane.last;
            let limit = i64::try_from(piece).unwrap_or(i64::MAX);
            let bounds = params![lane.scope.0, signed(*seq), key.table, key.id, signed(upto), limit];
            let entries = ask
                .query_map(bounds, |row| Ok((unsigned(row.get(0)?), Key { table: row.get(1)?, id: row.get(2)? })))
                .map_err(fault)?;
            lane.ahead = entries.collect::<Result<_, _>>().map_err(fault)?;
            lane.done = lane.ahead.len() < piece;
            lane.last = lane.ahead.back().unwrap_or(&lane.last).clone();
        }
        Ok(lane.ahead.pop_front())
    }
}
