//! A large session: three hundred cases before fifteen members, each with somebody recused.

use std::time::{Duration, Instant};

use serde_json::json;
use thidua_domain::ballot::sealed::Choice;
use thidua_domain::council::acts;
use thidua_domain::council::rows::*;

use crate::room::*;

const CASES: usize = 300;
const SIZE: usize = 15;

/// Longest and mean of what is timed.
fn told(name: &str, times: &[Duration]) -> Duration {
    let mean = times.iter().sum::<Duration>() / u32::try_from(times.len()).unwrap();
    println!("{name}: mean {mean:?}, at most {:?}, {} times", times.iter().max().unwrap(), times.len());
    mean
}

#[test]
fn three_hundred_cases_before_fifteen_members() {
    let mut room = Room::new(SIZE, CASES);
    room.session(80);
    let (mut taking, mut counting, mut looking) = (Vec::new(), Vec::new(), Vec::new());
    for nth in 1..=CASES {
        room.nominate(nth, "cstd-cs");
        let start = Instant::now();
        room.ok(SECRETARY, acts::TAKE_UP, &case(nth), json!({}));
        taking.push(start.elapsed());
        let out = member(3 + nth % (SIZE - 2));
        room.ok(SECRETARY, acts::RECUSE, &case(nth), json!({ "person": out, "ground": "kinship" }));
    }
    for nth in 1..=CASES {
        let voting = (1..=SIZE).filter(|who| *who != 3 + nth % (SIZE - 2));
        let points = json!({ "points": { "ket-qua": 50, "sang-kien": 30 } });
        voting.clone().for_each(|who| room.ok(&member(who), acts::SCORE, &case(nth), points.clone()));
        room.open_vote(&case(nth));
        for who in voting {
            assert_eq!(room.cast(&member(who), &case(nth), Choice::Yes, &nonce(who)), "ok");
        }
        let start = Instant::now();
        assert!(room.count(&case(nth)).passed);
        counting.push(start.elapsed());
    }
    for nth in 1..=SIZE {
        let start = Instant::now();
        let now = room.now;
        let scopes = room.world.scopes_at(&member(nth), now).len();
        looking.push(start.elapsed());
        assert!((500..700).contains(&scopes), "{nth}: {scopes}");
    }
    // One deputy comes in late: every case is settled anew, within one command.
    let start = Instant::now();
    room.ok(SECRETARY, acts::PROXY, SESSION_ID, json!({ "member": "m15", "deputy": "uq1", "paper": "Giấy ủy quyền" }));
    told("proxy over all cases", &[start.elapsed()]);
    room.ok(SECRETARY, acts::STAGE, DECISION_ID, json!({ "session": SESSION_ID, "title": "Công nhận danh hiệu" }));
    room.ok(SECRETARY, acts::CLOSE, SESSION_ID, json!({}));
    let start = Instant::now();
    room.ok(SECRETARY, acts::PUBLISH, DECISION_ID, publishing("1/QĐ"));
    told("publish", &[start.elapsed()]);
    assert_eq!(room.row::<Decision>(DECISION, DECISION_ID).entries.len(), CASES);
    let means = [told("take_up", &taking), told("count", &counting), told("scopes of a member", &looking)];
    // Far above what is measured: only a search through everything takes so long.
    assert!(means.iter().all(|mean| *mean < Duration::from_millis(250)));
}
