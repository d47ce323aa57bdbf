use std::collections::BTreeMap;

use serde_json::json;
use thidua_sync::store::View as _;
use thidua_sync::wire::{Read, Reset};

use crate::desk::{Desk, command, note, take};
use crate::toy;

fn with_notes(n: usize) -> Desk {
    let mut desk = Desk::new();
    for at in 0..n {
        desk.one("an", command(at as u128 + 1, "note.send@1", &format!("n{at:03}"), note("a", "north")));
    }
    desk
}

/// A seq on a page's edge is neither lost nor read twice, whatever the size of the page.
#[test]
fn every_page_size_reads_everything_once() {
    const N: usize = 10;
    for rows in [0, 1, N - 1, N, N + 1, 2 * N] {
        for size in [2, 3, N - 1, N, N + 1, 2 * N, 400] {
            let mut desk = with_notes(rows);
            desk.page_rows = size;
            let mut held = BTreeMap::new();
            let (position, pages) = desk.read_all("an", &mut held, None);
            assert_eq!(held, desk.visible("an"), "{rows} rows by {size}");
            assert_eq!(
                (position.cursor.seq, position.seen, position.boot),
                (desk.store.head().unwrap().seq, None, None)
            );
            // The grants are rows too; a full page gives its last seq to the next one.
            assert!(pages <= (rows + 1) / (size - 1) + 2, "{rows} rows by {size} took {pages} pages");
        }
    }
}

#[test]
fn a_page_is_never_cut_within_a_command() {
    let mut desk = with_notes(toy::MOST_ROWS);
    let mut held = BTreeMap::new();
    let (position, _) = desk.read_all("an", &mut held, None);
    for n in 0..5 {
        desk.one("an", command(500 + n, "unit.stamp@1", "north", json!({ "unit": "north", "stamp": n.to_string() })));
    }
    desk.page_rows = toy::MOST_ROWS + 1;
    let mut at = Some(position);
    loop {
        let Read::Page(page) = desk.read("an", at.as_ref()) else { panic!() };
        take(&mut held, &page);
        let stamps: Vec<_> = held.values().filter_map(|row| row.body.value().get("stamp").cloned()).collect();
        assert!(stamps.windows(2).all(|pair| pair[0] == pair[1]), "half a command is shown");
        at = Some(page.next);
        if !page.more {
            break;
        }
    }
    assert_eq!(held, desk.visible("an"));
}

/// The past of a new scope is read in pages while its rows move, change and go.
#[test]
fn an_added_scope_is_filled_while_its_rows_move() {
    for size in [2, 3, 4, 7, 400] {
        let mut desk = Desk::new();
        for at in 0..12_u128 {
            let place = if at % 2 == 0 { "south" } else { "north" };
            desk.one("binh", command(at + 1, "note.send@1", &format!("n{at:03}"), note("a", place)));
        }
        desk.page_rows = size;
        let mut held = BTreeMap::new();
        let (mut position, _) = desk.read_all("an", &mut held, None);
        desk.grant(91_001, "an", "south", true);
        for n in 0..8_u128 {
            let Read::Page(page) = desk.read("an", Some(&position)) else { panic!() };
            take(&mut held, &page);
            position = page.next;
            let (entity, place) = (format!("n{n:03}"), if n % 3 == 0 { "south" } else { "north" });
            match n % 4 {
                3 => desk.one("binh", command(100 + n, "note.drop@1", &entity, json!({}))),
                _ => desk.one("binh", command(100 + n, "note.move@1", &entity, json!({ "unit": place }))),
            };
            if n == 5 {
                desk.grant(91_002, "an", "north", false);
            }
        }
        desk.read_all("an", &mut held, Some(position));
        assert_eq!(held, desk.visible("an"), "pages of {size}");
    }
}

#[test]
fn a_scope_lost_while_another_is_filled_is_purged() {
    let mut desk = with_notes(6);
    let mut held = BTreeMap::new();
    let (position, _) = desk.read_all("an", &mut held, None);
    desk.page_rows = 3;
    for n in 0..6 {
        desk.one("binh", command(200 + n, "note.send@1", &format!("s{n}"), note("a", "south")));
    }
    desk.grant(91_001, "an", "south", true);
    let Read::Page(page) = desk.read("an", Some(&position)) else { panic!() };
    take(&mut held, &page);
    desk.grant(91_002, "an", "north", false);
    desk.read_all("an", &mut held, Some(page.next));
    assert_eq!(held, desk.visible("an"));
    assert!(held.values().all(|row| !row.scopes.contains(&toy::unit("north"))));
}

#[test]
fn a_new_device_reads_to_the_end_below_the_pruned_part() {
    let mut desk = with_notes(20);
    let head = desk.store.head().unwrap().seq;
    desk.store.prune(head);
    desk.page_rows = 3;
    let mut held = BTreeMap::new();
    let (_, pages) = desk.read_all("an", &mut held, None);
    assert!(pages > 3);
    assert_eq!(held, desk.visible("an"));
}

#[test]
fn a_device_that_was_away_too_long_is_sent_back_to_the_start() {
    let mut desk = with_notes(3);
    let (position, _) = desk.read_all("an", &mut BTreeMap::new(), None);
    desk.one("an", command(50, "note.drop@1", "n000", json!({})));
    let head = desk.store.head().unwrap().seq;
    desk.store.prune(head);
    assert_eq!(desk.read("an", Some(&position)), Read::Reset(Reset::CursorExpired));
}

#[test]
fn a_restore_between_two_pages_is_noticed_though_the_cursor_is_known() {
    let mut desk = with_notes(4);
    let backup = desk.store.clone();
    for n in 0..20 {
        desk.one("an", command(300 + n, "note.send@1", &format!("x{n}"), note("a", "north")));
    }
    desk.page_rows = 3;
    let Read::Page(page) = desk.read("an", None) else { panic!() };
    desk.store = backup;
    for n in 0..30 {
        desk.one("an", command(400 + n, "note.send@1", &format!("y{n}"), note("a", "north")));
    }
    assert!(page.next.cursor.seq <= desk.store.clone().head().unwrap().seq - 30);
    assert_eq!(desk.read("an", Some(&page.next)), Read::Reset(Reset::Fork));
}
