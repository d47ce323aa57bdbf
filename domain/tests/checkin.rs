//! Check-ins in a hall: many people, several organisers, clocks that are wrong, and any order of arrival.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails says so by panicking")]

mod common;

use std::collections::BTreeMap;

use common::hall::*;
use common::*;
use serde_json::json;
use thidua_domain::checkin::reason::{Grade, Reason};
use thidua_domain::checkin::scan::ADD;
use thidua_domain::checkin::verdict::Verdict;
use thidua_domain::checkin::{ATTENDANCE, SCAN, token};
use thidua_sync::command::{Base, Outcome};

/// Numbers of a linear congruential generator: the same on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % bound as u64) as usize
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}

const CLOCKS: [i64; 3] = [0, 2 * HOUR, -DAY];

const UNITS: [&str; 10] = ["na", "na-kv1", "na-kv2", "na-kv3", "lc", "lc-kv1", "lc-kv2", "ag", "ag-kv1", "ag-kv2"];

/// Two hundred people of ten units, more than the demonstration has.
fn crowd(world: &mut World) -> Vec<String> {
    let people: Vec<String> = (0..200).map(|n| format!("nguoi-{n:03}")).collect();
    for (n, id) in people.iter().enumerate() {
        let unit = UNITS[n / 2 % 10];
        let args = json!({ "family": "Nguyễn", "middle": "Văn", "given": "An", "post": "Chuyên viên", "unit": unit });
        assert_eq!(world.code(thidua_domain::SYSTEM, "person.create@1", id, args), "ok");
    }
    people
}

/// A morning's commands: own phones, typed codes, passes, names, many of them twice and three times over; the hall's key and
/// the passes come somewhere among them.
fn morning(people: &[String]) -> Vec<Sent> {
    let mut organisers: Vec<Device> =
        [OFFICER, "truong-px", "khoi-dm"].into_iter().zip(CLOCKS).map(|(who, off)| Device::of(who, off)).collect();
    let mut all: Vec<Sent> = Vec::new();
    let mut count = 0;
    for (n, person) in people.iter().enumerate() {
        let mut phone = Device::of(person, CLOCKS[n / 2 % 3]);
        // One scan every ten seconds; what is not handed in at once comes seven hours later.
        let at = NOW + n as i64 * 10_000;
        let comes = if n % 3 == 0 { at + 7 * HOUR } else { at + 20_000 };
        let mut add = |device: &mut Device, at: i64, args| {
            count += 1;
            all.push(device.scan(count, (at, comes + count as i64), args));
        };
        match n % 4 {
            0 | 1 => add(&mut phone, at, json!({ "way": "shown", "token": shown(at) })),
            2 => add(&mut phone, at, json!({ "way": "code", "code": typed(at) })),
            _ => add(&mut organisers[n % 3], at, json!({ "way": "name", "person": person })),
        }
        if n % 8 == 0 {
            add(&mut organisers[n % 3], at + 5_000, json!({ "way": "pass", "token": pass(person, at) }));
            add(&mut organisers[(n + 1) % 3], at + 9_000, json!({ "way": "pass", "token": pass(person, at) }));
        }
        match n % 40 {
            // From outside, with the same number twice on two of them.
            3 | 4 => {
                let guest = json!({ "way": "guest", "guest": { "name": format!("Khách {n}") }, "n": 900 + n / 40 });
                add(&mut organisers[0], at, guest);
            }
            // Forged, of another event, and a pass that nobody ever names.
            7 => add(&mut phone, at, json!({ "way": "shown", "token": forged(at) })),
            9 => add(&mut phone, at, json!({ "way": "shown", "token": pass(person, at) })),
            11 => add(&mut organisers[1], at, json!({ "way": "pass", "token": pass("khong-ai", at) })),
            // A clock that was never measured.
            13 => {
                let mut unmeasured = Device { is_measured: false, n: 50, ..phone.clone() };
                add(&mut unmeasured, at, json!({ "way": "shown", "token": shown(at) }));
            }
            _ => {}
        }
        if n % 7 == 0 {
            add(&mut organisers[(n + 2) % 3], at + 3_000, json!({ "way": "name", "person": person }));
            add(&mut phone, at + 60_000, json!({ "way": "shown", "token": shown(at + 60_000), "going": "out" }));
        }
    }
    for (n, person) in people.iter().enumerate().filter(|(n, _)| n % 8 == 0) {
        let command = command(2_000_000 + n as u64, "pass.set@1", "", Base::default(), pass_args(person));
        all.push(Sent { who: person.clone(), command, now: NOW + HOUR });
    }
    let command = command(3_000_000, "event.key@1", EVENT, Base::default(), key_args());
    all.push(Sent { who: OFFICER.into(), command, now: NOW + HOUR });
    all
}

/// The hall's code with one bit turned.
fn forged(at: i64) -> String {
    let mut bytes = token::unbase32(&shown(at)).unwrap();
    bytes[80] ^= 1;
    token::base32(&bytes)
}

/// Every attendance as it is stored, and what it is worth.
fn outcome(world: &World) -> (BTreeMap<String, String>, Vec<Verdict>) {
    let (event, keys) = (world.event(), world.keys());
    let rows = world.store.rows().iter().filter(|(key, _)| key.table == ATTENDANCE);
    let stored: BTreeMap<String, String> = rows.map(|(key, row)| (key.id.clone(), row.body.text().into())).collect();
    let judge = |text: &String| {
        let attendance = serde_json::from_str(text).unwrap();
        thidua_domain::checkin::verdict::verdict(&event, &keys, &attendance)
    };
    let verdicts = stored.values().map(judge).collect();
    (stored, verdicts)
}

/// Takes the commands in bundles, as devices hand in what they have, and loses none.
fn arrive(base: &World, order: &[&Sent], dice: &mut Dice) -> (BTreeMap<String, String>, Vec<Verdict>) {
    let mut world = base.clone();
    let mut rest = order;
    while !rest.is_empty() {
        let (bundle, later) = rest.split_at(rest.len().min(1 + dice.below(200)));
        let outcomes = world.take(bundle);
        assert!(outcomes.iter().all(|outcome| matches!(outcome, Outcome::Applied { .. })));
        rest = later;
    }
    let scans = order.iter().filter(|sent| sent.command.kind == ADD).count();
    assert_eq!(world.count(SCAN), scans);
    outcome(&world)
}

#[test]
fn a_thousand_orders_of_arrival_give_one_attendance_and_lose_no_scan() {
    let seed = 20_261_123;
    println!("seed {seed}");
    let mut invitation = fields();
    invitation["invited"] = json!(UNITS);
    let mut base = World::with_event(invitation);
    let people = crowd(&mut base);
    let all = morning(&people);
    let scans = all.iter().filter(|sent| sent.command.kind == ADD).count();
    println!("{} commands, {scans} of them scans", all.len());
    let first = arrive(&base, &all.iter().collect::<Vec<_>>(), &mut Dice(seed));
    std::thread::scope(|threads| {
        for thread in 0..2 {
            let (base, all, first) = (&base, &all, &first);
            threads.spawn(move || {
                let mut dice = Dice(seed + thread);
                let mut order: Vec<&Sent> = all.iter().collect();
                for round in 0..500 {
                    dice.shuffle(&mut order);
                    let found = arrive(base, &order, &mut dice);
                    assert!(found == *first, "round {round} of {thread} is not the first");
                }
            });
        }
    });
    let (rows, verdicts) = first;
    let of = |reason: Reason| verdicts.iter().filter(|verdict| verdict.reasons.contains(&reason)).count();
    let with = |grade: Grade| verdicts.iter().filter(|verdict| verdict.grade == grade).count();
    println!("verified {}, claimed {}", with(Grade::Verified), with(Grade::Claimed));
    // All of them and the guests, each once; what is forged takes nothing from what is good.
    assert_eq!((people.len(), rows.len(), with(Grade::Disputed)), (200, 210, 0));
    assert!(verdicts.iter().all(|verdict| verdict.is_counted && verdict.first_in.is_some()));
    assert!(of(Reason::SkewLarge) > 100 && of(Reason::CameLate) > 20);
    let told = [Reason::NumberTwice, Reason::Forged, Reason::OtherEvent, Reason::SkewUnknown, Reason::NotInvited];
    assert_eq!(told.map(of), [10, 5, 5, 5, 10]);
    // A clock that is two hours or a day off moves nobody's time.
    let mut times = verdicts.iter().filter_map(|verdict| verdict.first_in);
    assert!(times.all(|at| (NOW..NOW + HOUR).contains(&at)));
}
