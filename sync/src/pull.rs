//! The reading half of an exchange: from a position to the next, within the scopes that the reader holds now.
//!
//! ```text
//! held scopes   ───────────────cursor────────────▶ head
//! added scopes  ──fill──▶ … ──▶│ joins the cursor, then goes on with it
//! ```

use std::collections::BTreeSet;

use crate::row::{Row, Scope};
use crate::store::{Change, Head, Span, StoreError, View};
use crate::wire::{Check, Cursor, Fill, Page, Position, Read, Reset};

/// Rows in a page; a page may hold up to one command's rows fewer, because it ends on a seq boundary.
pub const PAGE_ROWS: usize = 2_000;
/// A page is cut before it grows beyond this many bytes of row bodies, but holds at least one command's rows.
pub const PAGE_BYTES: usize = 900_000;

/// Reads the next page for a session with `scopes`, from one view of the database. `page_rows` must exceed the rows that
/// one command may change.
pub fn read(
    view: &mut dyn View,
    scopes: &[Scope],
    position: Option<&Position>,
    check: bool,
    page_rows: usize,
) -> Result<Read, StoreError> {
    let head = view.head()?;
    let mine: BTreeSet<Scope> = scopes.iter().cloned().collect();
    if let Some(reset) = verify(view, position)? {
        return Ok(Read::Reset(reset));
    }
    let start = position.cloned().unwrap_or_else(|| Position {
        cursor: Cursor { epoch: head.epoch.clone(), seq: 0, tag: 0 },
        held: mine.iter().cloned().collect(),
        fill: None,
        seen: None,
        boot: Some(head.seq),
    });
    let known: BTreeSet<Scope> =
        start.held.iter().chain(start.fill.iter().flat_map(|fill| &fill.scopes)).cloned().collect();
    let added: Vec<Scope> = mine.difference(&known).cloned().collect();
    let removed: Vec<Scope> = known.difference(&mine).cloned().collect();
    let held = within(&start.held, &mine);
    let fill = filling(&start, &mine, &added);

    // Scopes being filled catch up to the cursor first; then all go on together.
    let filling = fill.is_some();
    let (lane, after, upto) = match &fill {
        Some(fill) => (fill.scopes.clone(), fill.seq, start.cursor.seq),
        None => (held.clone(), start.cursor.seq, head.seq),
    };
    let mut changes = view.changes(&Span { lane: &lane, visible: scopes, after, upto }, page_rows)?;
    let full = changes.len() >= page_rows;
    let reached = cut(&mut changes, full).unwrap_or(upto);

    let mut page = Page {
        puts: Vec::new(),
        dels: Vec::new(),
        next: start.clone(),
        more: true,
        added,
        removed,
        check: None,
        backed_up: head.backed_up,
    };
    for change in changes {
        match change.live {
            Some(row) => page.puts.push(Row { key: change.key, seq: row.seq, scopes: row.scopes, body: row.body }),
            // The device never had it by the scope that it is filling.
            None if filling => {}
            None => page.dels.push(change.key),
        }
    }
    match fill {
        Some(fill) if reached < upto => {
            page.next = Position { held, fill: Some(Fill { seq: reached, ..fill }), ..start }
        }
        Some(fill) => {
            let joined: BTreeSet<Scope> = held.into_iter().chain(fill.scopes).collect();
            page.next = Position { held: joined.into_iter().collect(), fill: None, ..start };
            page.more = page.next.cursor.seq < head.seq;
        }
        None => {
            let cursor = Cursor { epoch: head.epoch.clone(), seq: reached, tag: tag(view, &head, reached)? };
            page.more = reached < head.seq;
            page.next = Position { cursor, held, fill: None, ..start };
        }
    }
    if page.more {
        let (epoch, seq) = (head.epoch.clone(), head.seq);
        page.next.seen = Some(Cursor { epoch, seq, tag: tag(view, &head, seq)? });
    } else {
        (page.next.seen, page.next.boot) = (None, None);
    }
    if check && !page.more {
        let sums = view.sums(&page.next.held)?;
        page.check = Some(sums.into_iter().map(|(scope, count, sum)| Check { scope, count, sum }).collect());
    }
    Ok(Read::Page(page))
}

/// Whether a device's position belongs to this history. Asked before the commands of a request are decided: those of a
/// device that has read a lost history ([`Reset::Epoch`], [`Reset::Fork`]) are not taken, because what they presume is
/// offered again first.
pub fn verify(view: &mut dyn View, position: Option<&Position>) -> Result<Option<Reset>, StoreError> {
    let Some(position) = position else { return Ok(None) };
    let head = view.head()?;
    let cursors = || std::iter::once(&position.cursor).chain(&position.seen);
    if cursors().any(|cursor| cursor.epoch != head.epoch) {
        return Ok(Some(Reset::Epoch));
    }
    if cursors().any(|cursor| cursor.seq > head.seq) {
        return Ok(Some(Reset::Fork));
    }
    if position.boot.unwrap_or(0).max(position.cursor.seq) < head.pruned {
        return Ok(Some(Reset::CursorExpired));
    }
    for cursor in cursors().filter(|cursor| cursor.seq >= head.pruned) {
        if view.tag(cursor.seq)? != Some(cursor.tag) {
            return Ok(Some(Reset::Fork));
        }
    }
    Ok(None)
}

/// The tag of a seq that was reached. Below the pruned part none is kept, and none is compared.
fn tag(view: &mut dyn View, head: &Head, seq: u64) -> Result<u64, StoreError> {
    if seq < head.pruned {
        return Ok(0);
    }
    let missing = || StoreError::Broken(format!("seq {seq} has no tag"));
    view.tag(seq)?.ok_or_else(missing)
}

/// What is still to be filled: what was, less what was lost, plus what is new. A new scope starts the reading over.
fn filling(start: &Position, mine: &BTreeSet<Scope>, added: &[Scope]) -> Option<Fill> {
    let before = start.fill.clone().unwrap_or(Fill { seq: 0, scopes: Vec::new() });
    let mut scopes = within(&before.scopes, mine);
    scopes.extend(added.iter().cloned());
    let seq = if added.is_empty() { before.seq } else { 0 };
    (!scopes.is_empty()).then_some(Fill { seq, scopes })
}

/// The scopes of a device's list that the reader holds, each once: the list is the device's word, and each entry costs
/// a walk through the database.
fn within(told: &[Scope], mine: &BTreeSet<Scope>) -> Vec<Scope> {
    let told: BTreeSet<&Scope> = told.iter().collect();
    mine.iter().filter(|scope| told.contains(scope)).cloned().collect()
}

/// Cuts a page on a seq boundary. Answers the seq that it reaches, or `None` when it reaches the end.
fn cut(changes: &mut Vec<Change>, full: bool) -> Option<u64> {
    let mut bytes = 0;
    let heavy = changes.iter().position(|change| {
        bytes += change.live.as_ref().map_or(64, |row| row.body.text().len() + 128);
        bytes > PAGE_BYTES
    });
    let end = match (heavy, full) {
        (Some(at), _) => at,
        (None, true) => changes.len() - 1,
        (None, false) => return None,
    };
    // The seq at `end` may be incomplete: stop before it, unless it is the first, which is then taken whole.
    let broken = changes[end].seq;
    let keep = changes.partition_point(|change| change.seq < broken);
    if keep == 0 {
        changes.retain(|change| change.seq == broken);
        return Some(broken);
    }
    changes.truncate(keep);
    changes.last().map(|change| change.seq)
}
