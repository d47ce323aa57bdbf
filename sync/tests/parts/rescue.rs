use proptest::prelude::*;
use serde_json::json;
use thidua_sync::client::EntryState;
use thidua_sync::rescue::{RescueError, Summary, export, plan_import};

use crate::desk::{Desk, Device, note};

/// A device with something of everything: queued, refused, confirmed, drafts.
fn full(desk: &mut Desk) -> Device {
    let mut device = Device::new("an", 1);
    device.command("note.send@1", "n1", note("a", "north"));
    device.command("note.send@1", "n2", note("bad", "north"));
    device.sync(desk);
    device.command("note.send@1", "n3", note("c", "north"));
    device.write("d1", "one");
    device
}

fn text(device: &Device) -> String {
    export(&device.client, 5).to_string()
}

#[test]
fn a_new_device_takes_everything_in_under_the_same_ids() {
    let mut desk = Desk::new();
    let old = full(&mut desk);
    let mut new = Device::new("an", 2);
    let (batch, summary) = plan_import(&new.client, &text(&old), 9).unwrap();
    assert_eq!(summary, Summary { commands: 1, refused: 1, drafts: 1, copies: 0, known: 0 });
    new.commit(batch);
    assert_eq!((new.client.status().attention, new.title("d1").as_deref()), (1, Some("one")));
    new.sync(&mut desk);
    assert!(desk.store.rows().keys().any(|key| key.id == "n3"));
}

#[test]
fn taking_it_in_again_or_where_it_came_from_changes_nothing() {
    let mut desk = Desk::new();
    let mut old = full(&mut desk);
    let file = text(&old);
    for _ in 0..2 {
        let (batch, summary) = plan_import(&old.client, &file, 9).unwrap();
        assert_eq!((batch.out_put.len(), batch.draft_put.len(), summary.known), (0, 0, 3));
    }
    old.sync(&mut desk);
    let (batch, _) = plan_import(&old.client, &file, 9).unwrap();
    assert!(batch.out_put.is_empty() && batch.draft_put.is_empty());
    assert!(batch.draft_del.is_empty() && batch.out_del.is_empty());
}

#[test]
fn a_draft_with_other_words_comes_beside_the_one_that_is_here_once() {
    let mut desk = Desk::new();
    let old = full(&mut desk);
    let mut new = Device::new("an", 2);
    new.write("d1", "mine");
    for round in 0..3 {
        let (batch, summary) = plan_import(&new.client, &text(&old), 9).unwrap();
        assert_eq!(summary.copies, usize::from(round == 0));
        new.commit(batch);
    }
    let mut titles: Vec<String> = new.client.drafts().filter_map(|draft| new.title(&draft.id)).collect();
    titles.sort();
    assert_eq!(titles, ["mine", "one"]);
}

#[test]
fn what_was_settled_is_asked_for_again() {
    let mut desk = Desk::new();
    let old = full(&mut desk);
    let mut file = export(&old.client, 5);
    let entries = file["outbox"].as_array_mut().unwrap();
    entries.iter_mut().for_each(|entry| entry["state"] = json!({ "settled": { "applied": { "seq": 3 } } }));
    let (batch, _) = plan_import(&Device::new("an", 2).client, &file.to_string(), 9).unwrap();
    assert!(batch.out_put.iter().all(|entry| entry.state == EntryState::Queued && entry.cseq == 0));
}

#[test]
fn a_wrong_file_is_named_for_what_it_is() {
    let mut desk = Desk::new();
    let old = full(&mut desk);
    let with = |name: &str, value: serde_json::Value| {
        let mut file = export(&old.client, 5);
        file[name] = value;
        plan_import(&Device::new("an", 2).client, &file.to_string(), 9).map(|(_, summary)| summary)
    };
    assert_eq!(with("app", json!("other")), Err(RescueError::NotOurs));
    assert_eq!(with("rescue", json!(2)), Err(RescueError::Newer { version: 2 }));
    assert_eq!(with("person", json!("binh")), Err(RescueError::OtherPerson { person: "binh".into() }));
    assert_eq!(with("outbox", json!([{ "cseq": "x" }])), Err(RescueError::Damaged));
    assert!(with("later", json!({ "x": 1 })).is_ok());
    let none = plan_import(&old.client, "<html>", 9).map(|(_, summary)| summary);
    assert_eq!(none, Err(RescueError::NotOurs));
}

#[test]
fn a_file_cut_off_anywhere_is_refused() {
    let mut desk = Desk::new();
    let (old, new) = (full(&mut desk), Device::new("an", 2));
    let whole = text(&old);
    for end in (0..whole.len()).filter(|end| whole.is_char_boundary(*end)) {
        let told = plan_import(&new.client, &whole[..end], 9);
        assert!(matches!(told, Err(RescueError::Damaged | RescueError::NotOurs)), "cut at {end}: {told:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_damaged_file_never_panics(at in 0..2_000_usize, byte in any::<u8>()) {
        let mut desk = Desk::new();
        let old = full(&mut desk);
        let mut bytes = text(&old).into_bytes();
        let at = at % bytes.len();
        bytes[at] = byte;
        let _ = plan_import(&Device::new("an", 2).client, &String::from_utf8_lossy(&bytes), 9);
    }
}
