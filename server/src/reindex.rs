//! By what rows are found is said by the rules: when a later program's rules say more, it is written anew, once.

use std::collections::BTreeSet;

use thidua_sync::row::{IndexKey, Key};
use thidua_sync::store::StoreError;

use crate::rules::Rules;
use crate::store::{self, Desk, Entry, Kind, Store};

const MARK: &str = "index";
/// Rows read at a time.
const PIECE: usize = 1_000;

/// Writes the index anew, in one transaction, unless it is of these rules. Answers whether it did. Errors: the store's.
pub fn renew(store: &dyn Store, rules: &Rules) -> Result<bool, StoreError> {
    let version = rules.index_version().to_string();
    let is_current = |desk: &mut dyn Desk| -> Result<bool, StoreError> {
        Ok(desk.entry(Kind::Setting, MARK)?.is_some_and(|mark| mark.body == version))
    };
    if store::read(store, is_current)? {
        return Ok(false);
    }
    store::write(store, |clerk| {
        // Another server may have been first.
        if is_current(clerk)? {
            return Ok(false);
        }
        clerk.clear_index()?;
        let mut after: Option<Key> = None;
        loop {
            let piece = clerk.scan_rows(after.as_ref(), PIECE)?;
            let Some((last, _)) = piece.last() else { break };
            after = Some(last.clone());
            let entries = |key: &Key, body| rules.index(&key.table, body).into_iter().collect::<BTreeSet<IndexKey>>();
            let entries: Vec<(IndexKey, Key)> = piece
                .iter()
                .flat_map(|(key, row)| entries(key, &row.body).into_iter().map(|entry| (entry, key.clone())))
                .collect();
            clerk.add_index(&entries)?;
        }
        clerk.put_entry(Kind::Setting, &Entry { id: MARK.into(), owner: String::new(), body: version.clone() })?;
        Ok(true)
    })
}
