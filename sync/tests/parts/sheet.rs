//! A draft on a screen, beside other tabs and devices that write in it too.

use serde_json::{Value, json};
use thidua_sync::command::Fields;
use thidua_sync::draft::Draft;
use thidua_sync::sheet::Sheet;

use crate::desk::{Desk, Device};

fn fields(pairs: &[(&str, &str)]) -> Fields {
    pairs.iter().map(|(name, text)| ((*name).to_string(), json!(text))).collect()
}

fn stored(rev: u64, pairs: &[(&str, &str)]) -> Draft {
    Draft { id: "d".into(), form: "note@1".into(), fields: fields(pairs), rev, at: 0 }
}

fn text<'a>(sheet: &'a Sheet, name: &str) -> &'a str {
    sheet.fields().get(name).and_then(Value::as_str).unwrap_or("")
}

/// Saves a screen as the app does; answers whether what was stored had to be kept beside it.
fn save(device: &mut Device, sheet: &mut Sheet) -> bool {
    let edit = sheet.edit(0);
    let batch = device.client.plan_edit(&edit, "copy");
    let clash = batch.draft_put.len() > 1;
    device.commit(batch);
    let stored = device.client.draft("d").cloned().unwrap();
    sheet.saved(&edit, &stored);
    sheet.look(Some(&stored), None);
    clash
}

#[test]
fn a_new_draft_begins_with_its_first_letter() {
    let mut a = Device::new("an", 1);
    let mut sheet = Sheet::open("d", "note@1", None, fields(&[("unit", "north")]));
    assert!(!sheet.is_dirty() && sheet.shows() == Some(0));
    assert!(sheet.set("title", json!("H")) && !sheet.set("title", json!("H")));
    assert!(sheet.is_dirty() && sheet.shows().is_none());
    assert!(!save(&mut a, &mut sheet));
    assert_eq!(a.client.draft("d").unwrap().fields, fields(&[("title", "H"), ("unit", "north")]));
    assert_eq!(sheet.shows(), Some(1));
}

#[test]
fn what_another_tab_wrote_elsewhere_is_taken_over() {
    let mut sheet = Sheet::open("d", "note@1", Some(&stored(1, &[("title", "one")])), Fields::new());
    assert!(sheet.look(Some(&stored(2, &[("title", "one"), ("text", "new")])), Some("title")));
    assert_eq!((text(&sheet, "text"), sheet.shows()), ("new", Some(2)));
}

/// The field that somebody is in is not changed under their hands; it is once they leave it.
#[test]
fn a_field_that_is_held_waits() {
    let mut sheet = Sheet::open("d", "note@1", Some(&stored(1, &[("title", "one")])), Fields::new());
    let theirs = stored(2, &[("title", "two"), ("text", "new")]);
    assert!(sheet.look(Some(&theirs), Some("title")));
    assert_eq!((text(&sheet, "title"), text(&sheet, "text")), ("one", "new"));
    assert_eq!(sheet.shows(), Some(0), "it is behind: what is sent now is not what is stored");
    assert!(sheet.look(Some(&theirs), None));
    assert_eq!((text(&sheet, "title"), sheet.shows()), ("two", Some(2)));
}

/// Typed in one field while another device's words for another field arrive, before the first is saved.
#[test]
fn an_edit_does_not_revert_what_came_in_meanwhile() {
    let mut a = Device::new("an", 1);
    a.commit(a.client.plan_draft(stored(1, &[("title", "one"), ("text", "old")])));
    let mut sheet = Sheet::open("d", "note@1", a.client.draft("d"), Fields::new());
    sheet.set("title", json!("one more"));
    a.commit(a.client.plan_draft(stored(2, &[("title", "one"), ("text", "new")])));
    assert!(!save(&mut a, &mut sheet));
    let want = fields(&[("title", "one more"), ("text", "new")]);
    assert_eq!((&a.client.draft("d").unwrap().fields, sheet.fields()), (&want, &want));
}

#[test]
fn words_at_different_places_of_one_field_are_both_there() {
    let mut a = Device::new("an", 1);
    a.commit(a.client.plan_draft(stored(1, &[("text", "kê biên tài sản; phối hợp với Công an xã")])));
    let mut sheet = Sheet::open("d", "note@1", a.client.draft("d"), Fields::new());
    sheet.set("text", json!("Đã kê biên tài sản; phối hợp với Công an xã"));
    a.commit(a.client.plan_draft(stored(2, &[("text", "kê biên tài sản; phối hợp với Công an xã Trù Hựu")])));
    assert!(!save(&mut a, &mut sheet));
    assert_eq!(text(&sheet, "text"), "Đã kê biên tài sản; phối hợp với Công an xã Trù Hựu");
}

#[test]
fn the_same_place_written_twice_is_kept_twice() {
    let mut a = Device::new("an", 1);
    a.commit(a.client.plan_draft(stored(1, &[("title", "one")])));
    let mut sheet = Sheet::open("d", "note@1", a.client.draft("d"), Fields::new());
    sheet.set("title", json!("mine"));
    a.commit(a.client.plan_draft(stored(2, &[("title", "yours")])));
    assert!(!sheet.look(a.client.draft("d"), None), "the screen stays as its author has it");
    assert!(save(&mut a, &mut sheet));
    assert_eq!((a.title("d").as_deref(), a.title("copy").as_deref()), (Some("mine"), Some("yours")));
    assert!(!save(&mut a, &mut sheet), "once only");
}

/// What is sent is what its author sees: words that came in since are looked at first.
#[test]
fn a_draft_that_went_on_is_not_sent_as_it_was() {
    use thidua_sync::client::{Intent, NotPlanned, Written};
    let mut a = Device::new("an", 1);
    a.commit(a.client.plan_draft(stored(1, &[("title", "one")])));
    let mut sheet = Sheet::open("d", "note@1", a.client.draft("d"), Fields::new());
    a.commit(a.client.plan_draft(stored(2, &[("title", "two")])));
    let id = a.fresh();
    let send = |sheet: &Sheet| {
        let draft = Some(Written { id: "d".into(), rev: sheet.shows().unwrap() });
        let (kind, entity, base) = ("note.send@1".into(), "d".into(), thidua_sync::command::Base::default());
        Intent { id, kind, entity, base, args: json!({ "title": text(sheet, "title"), "unit": "north" }), draft }
    };
    assert_eq!(a.client.plan_command(send(&sheet), 0), Err(NotPlanned::Changed));
    sheet.look(a.client.draft("d"), None);
    let sent = a.client.plan_command(send(&sheet), 0).unwrap();
    assert_eq!(sent.out_put[0].command.args["title"], "two");
}

#[test]
fn a_null_field_and_an_absent_one_are_the_same() {
    let mut draft = stored(1, &[("title", "one")]);
    draft.fields.insert("text".into(), Value::Null);
    let mut sheet = Sheet::open("d", "note@1", Some(&draft), Fields::new());
    assert!(!sheet.set("text", Value::Null) && !sheet.is_dirty());
    assert!(!sheet.look(Some(&stored(2, &[("title", "one")])), None) && sheet.shows() == Some(2));
    assert!(sheet.set("title", Value::Null) && sheet.is_dirty());
}

const LONG: &str = "kê biên tài sản; phối hợp với Công an xã Trù Hựu ngày";

/// Two devices of one person: whatever comes in while one types, nothing of either is lost.
#[test]
fn two_screens_on_two_devices_come_to_one_text() {
    let (mut desk, mut a, mut b) = (Desk::new(), Device::new("an", 1), Device::new("an", 2));
    let mut left = Sheet::open("d", "note@1", None, Fields::new());
    left.set("text", json!(LONG));
    save(&mut a, &mut left);
    a.sync(&mut desk);
    b.sync(&mut desk);
    let mut right = Sheet::open("d", "note@1", b.client.draft("d"), Fields::new());
    left.set("text", json!(format!("Đã {LONG}")));
    right.set("text", json!(format!("{LONG} 12/5")));
    save(&mut b, &mut right);
    b.sync(&mut desk);
    a.sync(&mut desk);
    assert!(!save(&mut a, &mut left));
    a.sync(&mut desk);
    b.sync(&mut desk);
    right.look(b.client.draft("d"), None);
    assert_eq!(text(&left, "text"), format!("Đã {LONG} 12/5"));
    assert_eq!(text(&right, "text"), text(&left, "text"));
    assert_eq!(b.client.drafts().count(), 1);
}

#[test]
fn a_save_that_the_server_refuses_waits_for_its_author_and_is_not_sent_again_and_again() {
    use thidua_sync::command::{Outcome, Refusal};
    let (mut desk, mut a) = (Desk::new(), Device::new("an", 1));
    a.write("d", "one");
    let request = a.request();
    let mut told = desk.answer(&request);
    desk = Desk::new();
    told.outcomes[0].outcome = Outcome::Rejected(Refusal::new("too_many_drafts"));
    if let thidua_sync::wire::Read::Page(page) = &mut told.read {
        page.puts.clear();
    }
    a.hear(&told);
    assert!(a.client.is_quiet() && a.request().commands.is_empty());
    assert_eq!((a.client.status().attention, a.client.status().drafts_only_here), (1, 1));
    // One more letter speaks for the one that was refused.
    a.write("d", "one more");
    assert_eq!((a.request().commands.len(), a.client.status().attention), (1, 0));
    a.sync(&mut desk);
    assert_eq!(desk.draft("an", "d").map(|row| row.fields["title"].clone()), Some("one more".into()));
}
