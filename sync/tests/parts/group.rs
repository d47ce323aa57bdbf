use proptest::prelude::*;
use serde_json::json;
use thidua_sync::command::{Command, Outcome, Wait};
use thidua_sync::row::{Scope, share};
use thidua_sync::server::Group;
use thidua_sync::store::{Tx as _, View as _};

use crate::desk::{Desk, command, id, note};

fn code(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Rejected(refusal) => refusal.code.clone(),
        other => format!("{other:?}"),
    }
}

#[test]
fn a_repeated_command_gets_its_stored_outcome_and_has_one_effect() {
    let mut desk = Desk::new();
    let send = command(1, "note.send@1", "n1", note("a", "north"));
    let first = desk.run("an", std::slice::from_ref(&send)).remove(0);
    let again = desk.run("an", &[send.clone(), send]);
    assert!(!first.cached && again.iter().all(|reply| reply.cached && reply.outcome == first.outcome));
    assert_eq!(desk.store.head().unwrap().seq, first.outcome.seq().unwrap());
}

#[test]
fn an_id_with_another_meaning_or_person_is_refused_and_changes_nothing() {
    let mut desk = Desk::new();
    let send = command(1, "note.send@1", "n1", note("a", "north"));
    let first = desk.one("an", send.clone());
    let other = Command { args: note("b", "north"), ..send.clone() };
    assert_eq!(code(&desk.one("an", other)), "id_reused");
    assert_eq!(code(&desk.one("binh", send.clone())), "id_reused");
    assert_eq!(desk.one("an", send), first);
}

#[test]
fn what_may_change_on_the_way_does_not_change_the_meaning() {
    let mut desk = Desk::new();
    let send = command(1, "note.send@1", "n1", note("a", "north"));
    let first = desk.one("an", send.clone());
    let moved = Command { cseq: 99, made_at: 5, deps: vec![id(77)], ..send };
    assert_eq!(desk.one("an", moved), first);
}

#[test]
fn a_number_used_by_another_device_with_the_same_client_id_is_found() {
    let mut desk = Desk::new();
    desk.one("an", command(1, "note.send@1", "n1", note("a", "north")));
    let clone = Command { id: id(2), ..command(1, "note.send@1", "n2", note("b", "north")) };
    assert_eq!(desk.one("an", clone), Outcome::Deferred(Wait::ClientForked));
}

#[test]
fn a_dependent_waits_for_the_unknown_and_falls_with_the_refused() {
    let mut desk = Desk::new();
    let dep = command(1, "note.send@1", "n1", note("bad", "north"));
    let after = Command { deps: vec![id(1)], ..command(2, "note.drop@1", "n1", json!({})) };
    let next = Command { deps: vec![id(2)], ..command(3, "note.drop@1", "n1", json!({})) };
    assert_eq!(desk.one("an", after.clone()), Outcome::Deferred(Wait::DepUnknown));
    let told: Vec<String> = desk.run("an", &[dep, after, next]).iter().map(|reply| code(&reply.outcome)).collect();
    assert_eq!(told, ["bad_title", "dep_rejected", "dep_rejected"]);
}

#[test]
fn a_command_set_aside_takes_its_dependents_with_it() {
    let mut desk = Desk::new();
    let poison = command(1, "poison@1", "n1", json!({}));
    let mut group = Group::new(desk.store.head().unwrap().seq);
    group.park("an", &poison, 0);
    desk.store.write(&group.finish().0).unwrap();
    let after = Command { deps: vec![id(1)], ..command(2, "note.send@1", "n1", note("a", "north")) };
    assert_eq!(code(&desk.one("an", after)), "dep_rejected");
    assert_eq!(code(&desk.one("an", poison)), "parked");
}

#[test]
fn a_row_that_the_same_group_made_is_found_by_its_index() {
    let mut desk = Desk::new();
    let send = command(1, "note.send@1", "n1", note("a", "north"));
    let stamp = command(2, "unit.stamp@1", "north", json!({ "unit": "north", "stamp": "x" }));
    let told = desk.run("an", &[send, stamp]);
    assert_eq!(told[1].outcome.seq(), told[0].outcome.seq().map(|seq| seq + 1));
}

#[derive(Clone, Debug)]
struct Act(u8, u8, u8);

fn acts() -> impl Strategy<Value = Vec<Act>> {
    proptest::collection::vec((0..7_u8, 0..4_u8, 0..2_u8).prop_map(|(kind, note, unit)| Act(kind, note, unit)), 1..40)
}

fn meant(n: usize, act: &Act) -> Command {
    let (entity, unit) = (format!("n{}", act.1), ["north", "south"][usize::from(act.2)]);
    let n = n as u128 + 1;
    match act.0 {
        0 | 1 => command(n, "note.send@1", &entity, note(if act.1 == 3 { "bad" } else { "a" }, unit)),
        2 => command(n, "note.move@1", &entity, json!({ "unit": unit })),
        3 => command(n, "note.drop@1", &entity, json!({})),
        4 => command(n, "unit.stamp@1", unit, json!({ "unit": unit, "stamp": n.to_string() })),
        5 => command(n, "ticket.take@1", unit, json!({ "unit": unit })),
        _ => command(n, "nothing@1", unit, json!({})),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// However commands are grouped into transactions, the result is the same, and the sums are those of the rows.
    #[test]
    fn grouping_does_not_matter(acts in acts(), cuts in proptest::collection::vec(1..6_usize, 1..40)) {
        let commands: Vec<Command> = acts.iter().enumerate().map(|(n, act)| meant(n, act)).collect();
        let (mut single, mut grouped) = (Desk::new(), Desk::new());
        let one: Vec<Outcome> = commands.iter().map(|command| single.one("binh", command.clone())).collect();
        let (mut rest, mut many) = (commands.as_slice(), Vec::new());
        for cut in cuts.iter().cycle() {
            let (now, later) = rest.split_at((*cut).min(rest.len()));
            many.extend(grouped.run("binh", now).into_iter().map(|reply| reply.outcome));
            rest = later;
            if rest.is_empty() {
                break;
            }
        }
        prop_assert_eq!(one, many);
        prop_assert_eq!(single.store.rows(), grouped.store.rows());
        for scope in ["unit:north", "unit:south", "person:binh"].map(Scope::new) {
            let rows = grouped.store.rows().iter().filter(|(_, row)| row.scopes.contains(&scope));
            let sum = rows.fold((0, 0_u64), |sum, (key, row)| (sum.0 + 1, sum.1.wrapping_add(share(key, row.seq))));
            let kept = grouped.store.sums(std::slice::from_ref(&scope)).unwrap().remove(0);
            prop_assert_eq!((kept.1, kept.2), sum);
        }
    }
}
