//! What is shown is always what a fresh start over the same durable state shows.

use proptest::prelude::*;
use serde_json::json;
use thidua_sync::body::Body;
use thidua_sync::client::{Batch, Client, Entry, EntryState, RowsStep};
use thidua_sync::command::Refusal;
use thidua_sync::domain::Rows as _;
use thidua_sync::row::{IndexKey, Key, Row};

use crate::desk::{Device, client_id, command, note, unit};
use crate::toy::{Toy, grant};

#[derive(Clone, Debug)]
enum Step {
    Put(u8, u8),
    Del(u8),
    Queue(u64, u8, u8, u8),
    Refuse(u64),
    Drop(u64),
    Clear,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        3 => (0..5_u8, 0..3_u8).prop_map(|(note, unit)| Step::Put(note, unit)),
        1 => (0..5_u8).prop_map(Step::Del),
        6 => (1..30_u64, 0..6_u8, 0..5_u8, 0..3_u8).prop_map(|(cseq, kind, note, unit)| Step::Queue(cseq, kind, note, unit)),
        1 => (1..30_u64).prop_map(Step::Refuse),
        2 => (1..30_u64).prop_map(Step::Drop),
        1 => Just(Step::Clear),
    ];
    proptest::collection::vec(step, 1..60)
}

const UNITS: [&str; 3] = ["north", "south", "east"];

fn row(key: Key, value: &serde_json::Value, seq: u64) -> Row {
    Row { key, seq, scopes: vec![unit("north")], body: Body::of(value).unwrap() }
}

fn grants() -> Vec<Row> {
    let row = |place: &&str| row(grant("an", place), &json!({ "who": "an", "unit": place }), 1);
    UNITS.iter().take(2).map(row).collect()
}

fn batch(step: &Step, seq: u64, outbox: &[Entry]) -> Batch {
    let rows = |puts, dels, clear| Batch { rows: Some(RowsStep { clear, puts, dels }), ..Batch::default() };
    let named = |n: &u8| format!("n{n}");
    match step {
        Step::Put(n, place) => {
            let value =
                json!({ "unit": UNITS[usize::from(*place)], "owner": "an", "title": seq.to_string(), "text": "" });
            rows(vec![row(Key::new("note", named(n)), &value, seq)], vec![], false)
        }
        Step::Del(n) => rows(vec![], vec![Key::new("note", named(n))], false),
        Step::Clear => rows(grants(), vec![], true),
        Step::Queue(cseq, kind, n, place) => {
            let (name, place) = (named(n), UNITS[usize::from(*place)]);
            let id = u128::from(*cseq);
            let command = match kind {
                0 | 1 => command(id, "note.send@1", &name, note("sent", place)),
                2 => command(id, "note.move@1", &name, json!({ "unit": place })),
                3 => command(id, "note.drop@1", &name, json!({})),
                4 => command(id, "unit.stamp@1", place, json!({ "unit": place, "stamp": seq.to_string() })),
                _ => command(id, "ticket.take@1", place, json!({ "unit": place })),
            };
            Batch { out_put: vec![Entry { cseq: *cseq, command, state: EntryState::Queued }], ..Batch::default() }
        }
        Step::Refuse(cseq) => {
            let entry = outbox.iter().find(|entry| entry.cseq == *cseq).cloned();
            let refused = entry.map(|entry| Entry { state: EntryState::Refused(Refusal::new("no")), ..entry });
            Batch { out_put: refused.into_iter().collect(), ..Batch::default() }
        }
        Step::Drop(cseq) => Batch { out_del: vec![*cseq], ..Batch::default() },
    }
}

/// Everything that can be seen: rows of each table, index entries, refusals of predictions.
fn seen(client: &Client<Toy>) -> Vec<String> {
    let mut out = Vec::new();
    for table in ["note", "grant", "office", "ticket"] {
        client.replica.each(table, |shown| {
            out.push(format!("{table}/{} {} {} {}", shown.id, shown.seq, shown.pending, shown.body.text()));
            let got = client.replica.get(&Key::new(table, shown.id)).unwrap();
            assert_eq!(got.body, shown.body);
        });
    }
    for place in UNITS {
        out.push(format!("{place}: {:?}", client.replica.find(&IndexKey::new("unit", place))));
    }
    out.extend((0..31).map(|cseq| format!("{cseq} {:?}", client.replica.refusal(cseq))));
    out
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn predictions_are_those_of_a_fresh_start(steps in steps()) {
        let mut device = Device::new("an", 1);
        device.client.apply(batch(&Step::Clear, 1, &[]), 0);
        for (n, step) in steps.iter().enumerate() {
            let outbox: Vec<Entry> = device.client.outbox().cloned().collect();
            let before = seen(&device.client);
            let changes = device.client.apply(batch(step, n as u64 + 2, &outbox), 0);
            let fresh = Client::load(Toy { on_server: false }, "an", client_id(1), device.snapshot(), 0);
            let after = seen(&device.client);
            prop_assert_eq!(&after, &seen(&fresh), "after {:?}", step);
            // Who follows the changed keys misses nothing.
            for line in after.iter().filter(|line| line.starts_with("note/") && !before.contains(line)) {
                let id = line["note/".len()..].split(' ').next().unwrap();
                prop_assert!(changes.keys.contains(&Key::new("note", id)), "{} is not told", line);
            }
        }
    }
}
