use serde_json::json;
use thidua_sync::client::{Batch, End, EntryState, NotPlanned};
use thidua_sync::command::{Outcome, Refusal, Wait};
use thidua_sync::domain::Rows as _;
use thidua_sync::row::Key;
use thidua_sync::wire::{MAX_COMMANDS, Read, Reply, Reset, Response};

use crate::desk::{Desk, Device, command, id, note, unit};

fn state(device: &Device, of: thidua_sync::command::CommandId) -> String {
    let entry = device.client.outbox().find(|entry| entry.command.id == of);
    let past = device.client.past().find(|past| past.command.id == of);
    match (entry.map(|entry| &entry.state), past.map(|past| &past.end)) {
        (Some(EntryState::Queued), None) => "queued".into(),
        (Some(EntryState::Settled(_)), None) => "settled".into(),
        (Some(EntryState::Refused(refusal)), None) => format!("refused {}", refusal.code),
        (None, Some(End::Done(_))) => "done".into(),
        (None, Some(End::Discarded(_))) => "discarded".into(),
        other => format!("{other:?}"),
    }
}

#[test]
fn a_command_is_shown_at_once_and_confirmed_by_its_rows() {
    let (mut desk, mut a) = (Desk::new(), Device::new("an", 1));
    a.sync(&mut desk);
    let sent = a.command("note.send@1", "n1", note("a", "north"));
    let shown = a.client.replica.get(&Key::new("note", "n1")).unwrap();
    assert!(shown.pending && shown.seq == 0);
    a.sync(&mut desk);
    assert_eq!(state(&a, sent), "done");
    assert!(!a.client.replica.get(&Key::new("note", "n1")).unwrap().pending);
}

#[test]
fn an_effect_stays_until_the_last_page_is_read() {
    let (mut desk, mut a) = (Desk::new(), Device::new("an", 1));
    for n in 0..30 {
        desk.one("binh", command(n + 1, "note.send@1", &format!("b{n}"), note("b", "north")));
    }
    desk.page_rows = 13;
    a.step(&mut desk);
    let sent = a.command("note.send@1", "n1", note("a", "north"));
    let told = a.step(&mut desk);
    assert!(matches!(told.read, Read::Page(page) if page.more));
    assert_eq!(state(&a, sent), "settled");
    a.sync(&mut desk);
    assert_eq!(state(&a, sent), "done");
}

#[test]
fn a_command_lost_between_two_pages_is_sent_again() {
    let (mut desk, mut a) = (Desk::new(), Device::new("an", 1));
    for n in 0..30 {
        desk.one("binh", command(n + 1, "note.send@1", &format!("b{n}"), note("b", "north")));
    }
    desk.page_rows = 13;
    let backup = desk.store.clone();
    let sent = a.command("note.send@1", "n1", note("a", "north"));
    a.step(&mut desk);
    assert_eq!(state(&a, sent), "settled");
    desk.store = backup;
    for n in 0..5 {
        desk.one("binh", command(n + 100, "note.send@1", &format!("c{n}"), note("b", "north")));
    }
    a.sync(&mut desk);
    assert_eq!(state(&a, sent), "done");
    assert!(desk.store.rows().contains_key(&Key::new("note", "n1")));
}

#[test]
fn an_outcome_told_to_a_build_that_may_not_read_is_asked_for_again() {
    let (mut desk, mut a) = (Desk::new(), Device::new("an", 1));
    a.sync(&mut desk);
    let backup = desk.store.clone();
    let sent = a.command("note.send@1", "n1", note("a", "north"));
    let request = a.request();
    let told = Response { read: Read::UpdateNeeded, ..desk.answer(&request) };
    a.hear(&told);
    assert_eq!(state(&a, sent), "settled");
    // Restored, and past that seq again with other people's work, before the new build reads.
    desk.store = backup;
    for n in 0..3 {
        desk.one("binh", command(n + 100, "note.send@1", &format!("c{n}"), note("b", "north")));
    }
    a.sync(&mut desk);
    assert!(desk.store.rows().contains_key(&Key::new("note", "n1")));
}

#[test]
fn what_the_journal_holds_is_offered_again_after_a_restore() {
    for rotate in [false, true] {
        let (mut desk, mut a) = (Desk::new(), Device::new("an", 1));
        a.sync(&mut desk);
        let backup = desk.store.clone();
        let sent = a.command("note.send@1", "n1", note("a", "north"));
        a.sync(&mut desk);
        desk.store = backup;
        if rotate {
            desk.store.set_epoch("e2");
        }
        desk.one("binh", command(100, "note.send@1", "c", note("b", "north")));
        a.sync(&mut desk);
        assert_eq!(state(&a, sent), "done");
        assert!(desk.store.rows().contains_key(&Key::new("note", "n1")));
    }
}

#[test]
fn a_dependent_of_what_was_put_away_falls_even_if_the_server_has_forgotten() {
    let (mut desk, mut a) = (Desk::new(), Device::new("an", 1));
    a.sync(&mut desk);
    let backup = desk.store.clone();
    let first = a.command("note.send@1", "n1", note("bad", "north"));
    let request = a.request();
    let second = a.command("note.drop@1", "n1", json!({}));
    let told = desk.answer(&request);
    a.hear(&told);
    let cseq = a.client.outbox().find(|entry| entry.command.id == first).unwrap().cseq;
    a.commit(a.client.plan_put_away(cseq, None, id(9), 0).unwrap());
    desk.store = backup;
    a.sync(&mut desk);
    assert_eq!((state(&a, first), state(&a, second)), ("discarded".into(), "refused dep_rejected".into()));
}

#[test]
fn what_the_server_has_forgotten_is_offered_again_when_something_presumes_it() {
    let (mut desk, mut a) = (Desk::new(), Device::new("an", 1));
    a.sync(&mut desk);
    let backup = desk.store.clone();
    let first = a.command("nothing@1", "n1", json!({}));
    let request = a.request();
    let second = a.command("nothing@1", "n1", json!({}));
    let told = desk.answer(&request);
    a.hear(&told);
    assert_eq!((state(&a, first), state(&a, second)), ("done".into(), "queued".into()));
    // No row shows that this history is lost.
    desk.store = backup;
    a.sync(&mut desk);
    assert_eq!((state(&a, first), state(&a, second)), ("done".into(), "done".into()));
}

#[test]
fn a_settled_command_that_is_refused_after_all_ends_one_way() {
    let (mut desk, mut a) = (Desk::new(), Device::new("an", 1));
    a.sync(&mut desk);
    let sent = a.command("note.send@1", "n1", note("a", "north"));
    let request = a.request();
    let told = Response { read: Read::UpdateNeeded, ..desk.answer(&request) };
    a.hear(&told);
    let refused = Reply { id: sent, outcome: Outcome::Rejected(Refusal::new("no")), cached: false };
    let told = Response { outcomes: vec![refused], ..desk.answer(&a.client.request("t", true)) };
    a.hear(&told);
    assert_eq!(state(&a, sent), "refused no");
}

#[test]
fn an_answer_for_another_person_or_of_another_service_changes_nothing() {
    let (mut desk, mut a) = (Desk::new(), Device::new("an", 1));
    a.command("note.send@1", "n1", note("a", "north"));
    let request = a.request();
    let told = desk.answer(&request);
    for other in [Response { person: "binh".into(), ..told.clone() }, Response { app: "x".into(), ..told }] {
        let (turn, fresh) = (a.client.meta.turn, a.client.meta.client);
        assert_eq!(a.client.plan_response(&other, turn, fresh, 0), Ok(Batch::default()));
    }
}

#[test]
fn a_shared_client_id_is_given_up_and_nothing_is_lost() {
    let mut desk = Desk::new();
    let (mut a, mut b) = (Device::new("an", 1), Device::new("an", 1));
    b.client.meta.client = a.client.meta.client;
    let (x, y) = (a.command("note.send@1", "n1", note("a", "north")), {
        b.fresh();
        b.command("note.send@1", "n2", note("b", "north"))
    });
    a.sync(&mut desk);
    b.sync(&mut desk);
    assert_ne!(a.client.meta.client, b.client.meta.client);
    assert_eq!((state(&a, x), state(&b, y)), ("done".into(), "done".into()));
}

#[test]
fn a_reset_clears_rows_only_when_new_ones_are_there() {
    let (mut desk, mut a) = (Desk::new(), Device::new("an", 1));
    desk.one("binh", command(1, "note.send@1", "b", note("b", "north")));
    a.write("d", "one");
    a.sync(&mut desk);
    a.command("note.send@1", "n1", note("a", "north"));
    let told = Response {
        read: Read::Reset(Reset::CursorExpired),
        outcomes: vec![],
        ..desk.answer(&a.client.request("t", true))
    };
    a.hear(&told);
    assert!(a.client.replica.get(&Key::new("note", "b")).is_some());
    assert_eq!((a.client.outbox().count(), a.title("d").as_deref()), (1, Some("one")));
    a.sync(&mut desk);
    assert_eq!(a.client.replica.len(), desk.visible("an").len());
}

#[test]
fn losing_a_scope_takes_its_rows_and_nothing_that_was_written() {
    let (mut desk, mut a) = (Desk::new(), Device::new("an", 1));
    desk.one("binh", command(1, "note.send@1", "b", note("b", "north")));
    a.write("d", "one");
    a.sync(&mut desk);
    desk.grant(91_001, "an", "north", false);
    let late = a.command("note.send@1", "n1", note("a", "north"));
    a.sync(&mut desk);
    assert_eq!(state(&a, late), "refused forbidden");
    assert_eq!(a.title("d").as_deref(), Some("one"));
    assert!(a.client.replica.rows().all(|row| !row.scopes.contains(&unit("north"))));
    assert!(a.client.replica.get(&Key::new("note", "b")).is_none());
}

#[test]
fn losing_every_scope_keeps_the_drafts() {
    let (mut desk, mut a) = (Desk::new(), Device::new("an", 1));
    a.write("d", "one");
    a.sync(&mut desk);
    let request = a.request();
    let mut told = desk.answer(&request);
    let Read::Page(page) = &mut told.read else { panic!() };
    page.removed = std::mem::take(&mut page.next.held);
    a.hear(&told);
    assert_eq!((a.client.replica.len(), a.title("d").as_deref()), (0, Some("one")));
}

#[test]
fn a_scope_that_differs_is_read_anew() {
    let (mut desk, mut a) = (Desk::new(), Device::new("an", 1));
    for n in 0..5 {
        desk.one("binh", command(n + 1, "note.send@1", &format!("b{n}"), note("b", "north")));
    }
    a.sync(&mut desk);
    let step = thidua_sync::client::RowsStep { clear: false, puts: vec![], dels: vec![Key::new("note", "b2")] };
    a.commit(Batch { rows: Some(step), ..Batch::default() });
    let told = a.step(&mut desk);
    let Read::Page(page) = &told.read else { panic!() };
    let differs = a.client.diverged(page);
    assert_eq!(differs, [unit("north")]);
    a.commit(a.client.plan_repair(&differs));
    a.sync(&mut desk);
    assert_eq!(a.client.replica.len(), desk.visible("an").len());
}

#[test]
fn a_step_planned_from_an_older_state_is_refused() {
    let (mut desk, mut a) = (Desk::new(), Device::new("an", 1));
    a.write("d", "one");
    let request = a.request();
    let told = desk.answer(&request);
    let (turn, fresh) = (a.client.meta.turn, a.client.meta.client);
    let late = a.client.plan_response(&told, turn, fresh, 0).unwrap();
    let rev = |_: &str| Some(1);
    assert!(late.guard.as_ref().unwrap().holds(0, Some(&a.client.meta), rev));
    a.hear(&told);
    assert!(!late.guard.unwrap().holds(0, Some(&a.client.meta), rev));
    assert_eq!(a.client.plan_response(&told, turn, fresh, 0), Err(NotPlanned::Changed));
    let write = a.client.plan_draft(a.client.draft("d").unwrap().clone());
    assert!(!write.guard.unwrap().holds(0, Some(&a.client.meta), |_| Some(2)));
}

#[test]
fn a_request_takes_what_fits_and_the_rest_follows() {
    let (mut desk, mut a) = (Desk::new(), Device::new("an", 1));
    for n in 0..MAX_COMMANDS + 20 {
        a.command("nothing@1", &format!("e{n}"), json!({}));
    }
    assert_eq!(a.client.request("t", false).commands.len(), MAX_COMMANDS);
    assert_eq!(a.client.request_of("t", false, 7).commands.len(), 7);
    a.sync(&mut desk);
    for n in 0..10 {
        a.command(
            "note.send@1",
            &format!("x{n}"),
            json!({ "title": "x".repeat(150_000), "text": "", "unit": "north" }),
        );
    }
    let request = a.client.request("t", false);
    assert!(serde_json::to_vec(&request).unwrap().len() < thidua_sync::wire::MAX_BODY);
    a.sync(&mut desk);
}

#[test]
fn a_command_too_long_to_travel_is_not_taken() {
    let mut a = Device::new("an", 1);
    let id = a.fresh();
    let (kind, entity, base) = ("note.send@1".into(), "n".into(), thidua_sync::command::Base::default());
    let args = json!({ "text": "x".repeat(300_000) });
    let intent = thidua_sync::client::Intent { id, kind, entity, base, args, draft: None };
    assert_eq!(a.client.plan_command(intent, 0).unwrap_err(), NotPlanned::TooLong);
}

#[test]
fn an_older_command_that_comes_back_is_shown_under_the_newer_ones() {
    let (mut desk, mut a) = (Desk::new(), Device::new("an", 1));
    a.sync(&mut desk);
    a.command("note.send@1", "n1", note("a", "north"));
    a.command("note.move@1", "n1", json!({ "unit": "south" }));
    let entries: Vec<_> = a.client.outbox().cloned().collect();
    a.commit(Batch { out_del: vec![entries[0].cseq], ..Batch::default() });
    assert!(a.client.replica.get(&Key::new("note", "n1")).is_none());
    a.commit(Batch { out_put: vec![entries[0].clone()], ..Batch::default() });
    let south = thidua_sync::row::IndexKey::new("unit", "south");
    assert_eq!(a.client.replica.find(&south), [Key::new("note", "n1")]);
}

#[test]
fn deferred_commands_wait_and_the_others_go_on() {
    let (mut desk, mut a) = (Desk::new(), Device::new("an", 1));
    let first = a.command("note.send@1", "n1", note("a", "north"));
    let second = a.command("note.send@1", "n2", note("a", "north"));
    let request = a.request();
    let mut told = desk.answer(&request);
    told.outcomes[0].outcome = Outcome::Deferred(Wait::BlobMissing);
    a.hear(&told);
    assert_eq!((state(&a, first), state(&a, second)), ("queued".into(), "done".into()));
    let _ = id(1);
}
