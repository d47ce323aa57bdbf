//! A store in memory, for tests. It keeps nothing.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use thidua_sync::command::CommandId;
use thidua_sync::memory::Memory;
use thidua_sync::row::{IndexKey, Key, Scope};
use thidua_sync::store::{Change, Head, Loaded, Need, Record, RowWrite, Span, StoreError, Stored, Tx, View, Writes};

use super::{Clerk, Desk, Entry, Keep, Kind, ReadStep, Store, WriteStep, new_epoch};

#[derive(Clone)]
struct Room {
    work: Memory,
    entries: BTreeMap<(Kind, String), Entry>,
    sums: BTreeMap<Scope, (i64, u64)>,
    index: i64,
}

/// Clones itself for each transaction, so that a failed one leaves nothing.
pub struct MemoryStore(Mutex<Room>);

impl Default for MemoryStore {
    fn default() -> Self {
        let work = Memory::new(&new_epoch());
        MemoryStore(Mutex::new(Room { work, entries: BTreeMap::new(), sums: BTreeMap::new(), index: 0 }))
    }
}

impl MemoryStore {
    fn room(&self) -> MutexGuard<'_, Room> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store for MemoryStore {
    fn name(&self) -> &'static str {
        "memory"
    }

    fn read(&self, step: &mut ReadStep<'_>) -> Result<(), StoreError> {
        let mut view = self.room().clone();
        step(&mut view)
    }

    fn write(&self, step: &mut WriteStep<'_>) -> Result<(), StoreError> {
        let mut room = self.room();
        let mut next = room.clone();
        step(&mut next)?;
        *room = next;
        Ok(())
    }

    fn integrity(&self) -> Result<Vec<String>, StoreError> {
        Ok(Vec::new())
    }

    fn copy_to(&self, _: &Path) -> Result<(), StoreError> {
        Err(StoreError::Broken("a store in memory keeps nothing".into()))
    }
}

impl View for Room {
    fn head(&mut self) -> Result<Head, StoreError> {
        self.work.head()
    }

    fn tag(&mut self, seq: u64) -> Result<Option<u64>, StoreError> {
        self.work.tag(seq)
    }

    fn load(&mut self, need: &Need, into: &mut Loaded) -> Result<(), StoreError> {
        self.work.load(need, into)
    }

    fn changes(&mut self, span: &Span<'_>, limit: usize) -> Result<Vec<Change>, StoreError> {
        self.work.changes(span, limit)
    }

    fn sums(&mut self, scopes: &[Scope]) -> Result<Vec<(Scope, i64, u64)>, StoreError> {
        self.work.sums(scopes)
    }
}

impl Tx for Room {
    fn write(&mut self, writes: &Writes) -> Result<(), StoreError> {
        for (scope, (count, sum)) in &writes.sums {
            let held = self.sums.entry(scope.clone()).or_default();
            *held = (held.0 + count, held.1.wrapping_add(*sum));
        }
        let net = |write: &RowWrite| write.index_added.len() as i64 - write.index_removed.len() as i64;
        self.index += writes.rows.values().map(net).sum::<i64>();
        self.work.write(writes)
    }
}

impl Desk for Room {
    fn entry(&mut self, kind: Kind, id: &str) -> Result<Option<Entry>, StoreError> {
        Ok(self.entries.get(&(kind, id.to_string())).cloned())
    }

    fn entries(&mut self, kind: Kind, owner: Option<&str>) -> Result<Vec<Entry>, StoreError> {
        let mine = |entry: &&Entry| owner.is_none_or(|owner| entry.owner == owner);
        let of_kind = self.entries.iter().filter(|((k, _), _)| *k == kind).map(|(_, entry)| entry);
        Ok(of_kind.filter(mine).cloned().collect())
    }

    fn scan_rows(&mut self, after: Option<&Key>, limit: usize) -> Result<Vec<(Key, Stored)>, StoreError> {
        let rows = self.work.rows().iter().filter(|(key, _)| after.is_none_or(|after| *key > after));
        Ok(rows.take(limit).map(|(key, row)| (key.clone(), row.clone())).collect())
    }

    fn scan_records(&mut self, after: Option<CommandId>, limit: usize) -> Result<Vec<Record>, StoreError> {
        let records = self.work.records().values().filter(|record| after.is_none_or(|after| record.id > after));
        Ok(records.take(limit).cloned().collect())
    }

    fn scan_sums(&mut self) -> Result<Vec<(Scope, i64, u64)>, StoreError> {
        Ok(self.sums.iter().map(|(scope, (count, sum))| (scope.clone(), *count, *sum)).collect())
    }

    fn count_index(&mut self) -> Result<u64, StoreError> {
        Ok(u64::try_from(self.index).unwrap_or(0))
    }
}

impl Clerk for Room {
    fn put_entry(&mut self, kind: Kind, entry: &Entry) -> Result<(), StoreError> {
        self.entries.insert((kind, entry.id.clone()), entry.clone());
        Ok(())
    }

    fn drop_entry(&mut self, kind: Kind, id: &str) -> Result<bool, StoreError> {
        Ok(self.entries.remove(&(kind, id.to_string())).is_some())
    }

    fn clear_index(&mut self) -> Result<(), StoreError> {
        self.index = 0;
        self.work.clear_index();
        Ok(())
    }

    fn add_index(&mut self, entries: &[(IndexKey, Key)]) -> Result<(), StoreError> {
        self.index += i64::try_from(entries.len()).unwrap_or(i64::MAX);
        self.work.add_index(entries);
        Ok(())
    }

    fn set_epoch(&mut self, epoch: &str) -> Result<(), StoreError> {
        self.work.set_epoch(epoch);
        Ok(())
    }

    fn set_backed_up(&mut self, seq: u64) -> Result<(), StoreError> {
        self.work.set_backed_up(seq);
        Ok(())
    }

    /// Forgets tombstones only, all of them: times are not kept here.
    fn prune(&mut self, _: Keep) -> Result<(u64, u64), StoreError> {
        let head = self.work.head()?.seq;
        self.work.prune(head);
        Ok((0, 0))
    }
}
