//! Checks everything that a database holds against itself.

use std::collections::{BTreeMap, BTreeSet};

use thidua_sync::row::{IndexKey, Key, Scope, share};
use thidua_sync::store::{Loaded, Need, Span, StoreError};

use crate::rules::Rules;
use crate::store::{self, Desk, Store};

/// Rows read at a time.
const PIECE: usize = 1_000;

/// What was looked at, and the first thing that is wrong.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub rows: u64,
    pub outcomes: u64,
    pub scopes: u64,
    pub head: u64,
    pub wrong: Option<String>,
}

/// Reads everything in one view.
pub fn run(store: &dyn Store, rules: &Rules) -> Result<Report, StoreError> {
    if let Some(first) = store.integrity()?.into_iter().next() {
        return Ok(Report { wrong: Some(format!("the files are damaged: {first}")), ..Report::default() });
    }
    store::read(store, |desk| {
        let mut report = Report { head: desk.head()?.seq, ..Report::default() };
        let found = rows(desk, rules, &mut report)?;
        report.wrong = match found {
            Err(wrong) => Some(wrong),
            Ok(sums) => match feed(desk, &sums, &mut report)? {
                Some(wrong) => Some(wrong),
                None => outcomes(desk, &mut report)?,
            },
        };
        Ok(report)
    })
}

type Sums = BTreeMap<Scope, (i64, u64)>;

/// Every row lies within the history and is found by its index. Answers what its scopes must sum to.
fn rows(desk: &mut dyn Desk, rules: &Rules, report: &mut Report) -> Result<Result<Sums, String>, StoreError> {
    let mut sums = Sums::new();
    let mut index = 0;
    let mut after: Option<Key> = None;
    loop {
        let piece = desk.scan_rows(after.as_ref(), PIECE)?;
        let Some((last, _)) = piece.last() else { break };
        after = Some(last.clone());
        let mut need = Need::default();
        let mut expected: Vec<(IndexKey, Key)> = Vec::new();
        for (key, row) in &piece {
            let name = format!("{}/{}", key.table, key.id);
            if row.seq == 0 || row.seq > report.head {
                return Ok(Err(format!("row {name}: its seq {} is not in the history", row.seq)));
            }
            if row.scopes.iter().collect::<BTreeSet<_>>().len() != row.scopes.len() {
                return Ok(Err(format!("row {name}: a scope twice")));
            }
            for scope in &row.scopes {
                let sum = sums.entry(scope.clone()).or_default();
                *sum = (sum.0 + 1, sum.1.wrapping_add(share(key, row.seq)));
            }
            let entries: BTreeSet<IndexKey> = rules.index(&key.table, &row.body).into_iter().collect();
            index += entries.len() as u64;
            need.finds.extend(entries.iter().cloned());
            expected.extend(entries.into_iter().map(|entry| (entry, key.clone())));
            report.rows += 1;
        }
        let mut loaded = Loaded::default();
        desk.load(&need, &mut loaded)?;
        let lost = expected.iter().find(|(entry, key)| !loaded.finds.get(entry).is_some_and(|keys| keys.contains(key)));
        if let Some((entry, key)) = lost {
            return Ok(Err(format!("row {}/{}: not found by {}", key.table, key.id, entry.index)));
        }
    }
    let held = desk.count_index()?;
    if held != index {
        return Ok(Err(format!("{held} index entries for {index} values")));
    }
    Ok(Ok(sums))
}

/// The stored sums are those of the rows, and the feed of each scope leads to exactly its rows.
fn feed(desk: &mut dyn Desk, sums: &Sums, report: &mut Report) -> Result<Option<String>, StoreError> {
    let stored = desk.scan_sums()?;
    let known: BTreeSet<&Scope> = stored.iter().map(|(scope, _, _)| scope).collect();
    if let Some(scope) = sums.keys().find(|scope| !known.contains(scope)) {
        return Ok(Some(format!("scope {}: rows without a sum", scope.0)));
    }
    for (scope, count, sum) in &stored {
        report.scopes += 1;
        if (*count, *sum) != sums.get(scope).copied().unwrap_or_default() {
            return Ok(Some(format!("scope {}: count or checksum is not that of its rows", scope.0)));
        }
        let lane = [scope.clone()];
        let (mut after, mut live) = (0, (0, 0_u64));
        while after < report.head {
            // A piece must hold more than one command's rows, to end between two commands.
            let span = Span { lane: &lane, visible: &lane, after, upto: report.head };
            let mut changes = desk.changes(&span, PIECE)?;
            after = match changes.last() {
                Some(last) if changes.len() == PIECE => last.seq - 1,
                _ => report.head,
            };
            changes.retain(|change| change.seq <= after);
            for change in changes {
                let Some(row) = change.live else { continue };
                if row.seq != change.seq {
                    let key = change.key;
                    let (at, is) = (change.seq, row.seq);
                    return Ok(Some(format!(
                        "row {}/{}: the feed of {} has it at {at}, it is at {is}",
                        key.table, key.id, scope.0
                    )));
                }
                live = (live.0 + 1, live.1.wrapping_add(share(&change.key, row.seq)));
            }
        }
        if live != (*count, *sum) {
            return Ok(Some(format!("scope {}: the feed does not lead to its rows", scope.0)));
        }
    }
    Ok(None)
}

/// Every outcome points into the history.
fn outcomes(desk: &mut dyn Desk, report: &mut Report) -> Result<Option<String>, StoreError> {
    let mut after = None;
    loop {
        let piece = desk.scan_records(after, PIECE)?;
        let Some(last) = piece.last() else { return Ok(None) };
        after = Some(last.id);
        for record in &piece {
            report.outcomes += 1;
            if record.outcome.seq().is_some_and(|seq| seq > report.head) {
                return Ok(Some(format!("outcome {}: its seq is beyond the history", record.id.0)));
            }
        }
    }
}
