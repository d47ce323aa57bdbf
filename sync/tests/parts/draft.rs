use crate::desk::{Desk, Device, id, note};

fn two() -> (Desk, Device, Device) {
    (Desk::new(), Device::new("an", 1), Device::new("an", 2))
}

#[test]
fn a_draft_reaches_the_other_device_and_comes_back() {
    let (mut desk, mut a, mut b) = two();
    a.write("d", "one");
    a.sync(&mut desk);
    b.sync(&mut desk);
    assert_eq!(b.title("d").as_deref(), Some("one"));
    b.write("d", "two");
    b.sync(&mut desk);
    a.sync(&mut desk);
    assert_eq!(a.title("d").as_deref(), Some("two"));
}

#[test]
fn two_that_wrote_the_same_place_are_both_kept() {
    let (mut desk, mut a, mut b) = two();
    a.write("d", "one");
    a.sync(&mut desk);
    b.sync(&mut desk);
    a.write("d", "mine");
    b.write("d", "yours");
    a.sync(&mut desk);
    b.sync(&mut desk);
    a.sync(&mut desk);
    for device in [&a, &b] {
        let titles: Vec<String> = device.client.drafts().filter_map(|draft| device.title(&draft.id)).collect();
        assert!(titles.contains(&"mine".into()) && titles.contains(&"yours".into()), "{titles:?}");
    }
}

/// Typed and taken back while another device's edit arrived: the other's edit is shown all the same.
#[test]
fn an_edit_that_was_passed_over_is_taken_up_later() {
    let (mut desk, mut a, mut b) = two();
    a.write("d", "one");
    a.sync(&mut desk);
    b.sync(&mut desk);
    b.write("d", "two");
    b.sync(&mut desk);
    let request = a.request();
    a.write("d", "on");
    let response = desk.answer(&request);
    a.hear(&response);
    assert_eq!(a.title("d").as_deref(), Some("on"));
    a.write("d", "one");
    a.sync(&mut desk);
    assert_eq!(a.title("d").as_deref(), Some("two"));
}

#[test]
fn a_discard_keeps_what_was_not_seen() {
    let (mut desk, mut a, mut b) = two();
    a.write("d", "one");
    a.sync(&mut desk);
    b.sync(&mut desk);
    b.write("d", "two");
    b.sync(&mut desk);
    let id = a.fresh();
    a.commit(a.client.plan_discard_draft("d", id, 0));
    a.sync(&mut desk);
    assert_eq!(a.title("d").as_deref(), Some("two"));
    let id = a.fresh();
    a.commit(a.client.plan_discard_draft("d", id, 0));
    a.sync(&mut desk);
    b.sync(&mut desk);
    assert_eq!((desk.draft("an", "d"), b.title("d")), (None, None));
}

#[test]
fn sending_keeps_what_the_sender_had_not_seen_as_a_draft_of_its_own() {
    let (mut desk, mut a, mut b) = two();
    a.write("d", "one");
    a.sync(&mut desk);
    b.sync(&mut desk);
    b.write("d", "two");
    b.sync(&mut desk);
    let backup = desk.store.clone();
    a.send("note.send@1", "d", note("one", "north"), Some("d"));
    a.sync(&mut desk);
    b.sync(&mut desk);
    assert_eq!(desk.draft("an", "d"), None);
    assert_eq!((titles(&a), titles(&b)), (vec!["two".into()], vec!["two".into()]));
    // Offered again after a restore, it does not take what has been written since.
    desk.store = backup;
    b.sync(&mut desk);
    b.write("d", "three");
    b.sync(&mut desk);
    a.sync(&mut desk);
    b.sync(&mut desk);
    assert!(titles(&b).contains(&"three".into()), "{:?}", titles(&b));
}

fn titles(device: &Device) -> Vec<String> {
    device.client.drafts().filter_map(|draft| device.title(&draft.id)).collect()
}

#[test]
fn sending_the_draft_alone_leaves_no_copy() {
    let (mut desk, mut a, mut b) = two();
    for text in ["one", "two", "three"] {
        a.write("d", text);
        a.sync(&mut desk);
    }
    a.write("d", "four");
    a.roam();
    a.send("note.send@1", "d", note("four", "north"), Some("d"));
    a.sync(&mut desk);
    b.sync(&mut desk);
    assert_eq!((a.client.drafts().count(), b.client.drafts().count()), (0, 0));
}

/// A long life of a draft, longer than its past is remembered.
#[test]
fn many_saves_leave_no_copies() {
    let (mut desk, mut a, mut b) = two();
    for n in 0..60 {
        let device = if n % 7 == 0 { &mut b } else { &mut a };
        device.sync(&mut desk);
        device.write("d", &format!("text {n}"));
        device.sync(&mut desk);
    }
    a.sync(&mut desk);
    a.send("note.send@1", "d", note("done", "north"), Some("d"));
    a.sync(&mut desk);
    b.sync(&mut desk);
    assert_eq!((a.client.drafts().count(), b.client.drafts().count()), (0, 0));
}

#[test]
fn a_restored_server_does_not_revert_a_draft() {
    for first in ["writer", "reader"] {
        let (mut desk, mut a, mut b) = two();
        a.write("d", "one");
        a.sync(&mut desk);
        let backup = desk.store.clone();
        for text in ["two", "three"] {
            a.write("d", text);
            a.sync(&mut desk);
            b.sync(&mut desk);
        }
        desk.store = backup;
        let (x, y) = if first == "writer" { (&mut a, &mut b) } else { (&mut b, &mut a) };
        x.sync(&mut desk);
        y.sync(&mut desk);
        x.sync(&mut desk);
        let titles = [a.title("d"), b.title("d")].map(Option::unwrap);
        assert_eq!(titles, ["three", "three"], "the {first} comes first");
        assert_eq!((a.client.drafts().count(), b.client.drafts().count()), (1, 1));
    }
}

#[test]
fn after_a_restore_a_later_edit_elsewhere_wins_over_an_older_copy() {
    let (mut desk, mut a, mut b) = two();
    a.write("d", "one");
    a.sync(&mut desk);
    b.sync(&mut desk);
    let backup = desk.store.clone();
    a.write("e", "other");
    a.sync(&mut desk);
    b.sync(&mut desk);
    desk.store = backup;
    b.write("d", "two");
    b.sync(&mut desk);
    b.write("d", "three");
    b.sync(&mut desk);
    a.sync(&mut desk);
    assert_eq!(a.title("d").as_deref(), Some("three"));
    assert_eq!(a.client.drafts().count(), 2);
}

#[test]
fn a_draft_that_went_elsewhere_while_the_device_was_away_too_long_goes_here_too() {
    let (mut desk, mut a, mut b) = two();
    a.write("d", "one");
    a.sync(&mut desk);
    b.sync(&mut desk);
    let id = b.fresh();
    b.commit(b.client.plan_discard_draft("d", id, 0));
    b.sync(&mut desk);
    let head = thidua_sync::store::View::head(&mut desk.store).unwrap().seq;
    desk.store.prune(head);
    a.sync(&mut desk);
    assert_eq!(a.title("d"), None);
}

#[test]
fn a_draft_larger_than_a_command_stays_here_and_holds_up_nothing() {
    let (mut desk, mut a, _) = two();
    a.write("big", &"x".repeat(300_000));
    a.write("d", "one");
    a.step(&mut desk);
    assert_eq!(desk.draft("an", "d").map(|row| row.fields["title"].clone()), Some("one".into()));
    assert_eq!(a.client.status().drafts_only_here, 1);
}

#[test]
fn a_refused_sending_taken_up_again_makes_no_copy_and_reverts_nothing() {
    let (mut desk, mut a, mut b) = two();
    a.write("d", "bad");
    a.sync(&mut desk);
    b.sync(&mut desk);
    a.send("note.send@1", "d", note("bad", "north"), Some("d"));
    a.sync(&mut desk);
    let cseq = a.client.outbox().next().unwrap().cseq;
    let fields = [("title".to_string(), "bad".into())].into();
    let draft = thidua_sync::draft::Draft { id: "d".into(), form: "note@1".into(), fields, rev: 1, at: 0 };
    b.write("d", "better");
    b.sync(&mut desk);
    a.step(&mut desk);
    a.commit(a.client.plan_put_away(cseq, Some(draft), id(9), 0).unwrap());
    a.sync(&mut desk);
    b.sync(&mut desk);
    let titles: Vec<String> = a.client.drafts().filter_map(|draft| a.title(&draft.id)).collect();
    assert!(titles.contains(&"better".to_string()), "{titles:?}");
}
