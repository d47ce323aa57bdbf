//! Nobody is told an outcome before it is published: every role asks every endpoint while votes are cast, counted and staged, and
//! every byte that comes back is searched. And two databases that differ only in how two voters voted answer alike, byte for byte.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails says so by panicking")]

mod common;
#[path = "secret/house.rs"]
mod house;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use common::on_each;
use house::{ANSWERS, DECIDES, House, LOG, masked};
use regex::bytes::Regex;
use serde_json::{Value, json};
use thidua_domain::ballot::sealed::{self, Choice, Nonce};
use thidua_domain::council::acts;
use thidua_domain::council::rows::{ENVELOPE, case_id, member_id};
use thidua_server::store::sqlite::SqliteStore;
use thidua_server::store::{self, Store};
use thidua_sync::row::Key;
use thidua_sync::store::{RowWrite, Stored, Writes};

const SESSION: &str = "01980000-0000-7000-8000-00000000c001";
const DECISION: &str = "01980000-0000-7000-8000-00000000d001";
/// Of two dossiers: the one in which somebody is recused, and the other.
const NOMINATIONS: [&str; 2] = ["n001", "n002"];
/// Everybody who sits in the council; the last is recused from the first dossier.
const COUNCIL: [&str; 7] = ["truong-px", "nam-vd", "tam-htm", "hien-ntt", "thang-td", "nga-ht", "hung-dv"];
const RECUSED: &str = "hung-dv";
/// Votes by writing; nobody reads the paper before the count.
const BY_PAPER: &str = "nga-ht";
const PAPER: &str = "phieu-y-kien-kin-7391";
const MINUTES: &str = "bien-ban-kin-8264";

fn publishing() -> Value {
    json!({ "number": "45/QĐ-THADS", "day": "2026-11-20", "signer": "truong-px", "post": "TRƯỞNG", "place": "Nghệ An" })
}

fn nonce(of: usize) -> Nonce {
    let mut nonce = [0xa7; 16];
    nonce[0] = u8::try_from(of).unwrap();
    nonce
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A session at which both dossiers are voted on; nothing is cast yet. A signer without a seat is there too.
fn voting(store: Arc<dyn Store>, files: &Path) -> House {
    let mut house = House::open(store, files);
    house.sign_in_all();
    let grant = json!({ "person": "thuong-bth", "role": "signer", "unit": "na", "from": "2021-10-01", "to": null });
    house.ok("tuan-ha", "grant.give@1", "thuong.signer", grant);
    let session = json!({ "unit": "na", "title": "Phiên họp", "year": 2022, "rules": "r3-152-2025", "mode": "meeting",
                          "when": "2026-11-20T08:30", "place": "Tầng 3" });
    house.ok("nam-vd", acts::CONVENE, SESSION, session);
    for nomination in NOMINATIONS {
        house.ok("nam-vd", acts::TAKE_UP, &case_id(SESSION, nomination), json!({}));
    }
    let args = json!({ "person": RECUSED, "ground": "kinship" });
    house.ok("nam-vd", acts::RECUSE, &case_id(SESSION, NOMINATIONS[0]), args);
    house.ok("nam-vd", acts::OPEN, SESSION, json!({}));
    for person in COUNCIL.iter().filter(|person| **person != BY_PAPER) {
        house.ok("nam-vd", acts::ATTEND, SESSION, json!({ "person": person, "present": true }));
    }
    for nomination in NOMINATIONS {
        let open = json!({ "method": "confidential", "percent": 51, "ground": "Quy chế", "opinions_count": true });
        house.ok("nam-vd", acts::BALLOT_OPEN, &case_id(SESSION, nomination), open);
    }
    house
}

/// Answers what the voter is told.
fn cast(house: &mut House, person: &str, nomination: &str, choice: Choice, nonce: &Nonce) -> Vec<u8> {
    let args = json!({ "ballot": house.ballot(nomination).frozen, "payload": sealed::seal(choice, nonce) });
    house.ok(person, acts::CAST, &case_id(SESSION, nomination), args)
}

/// Who votes themselves on a dossier.
fn voters(nomination: &str) -> impl Iterator<Item = (usize, &'static str)> {
    let out = nomination == NOMINATIONS[0];
    let all = COUNCIL.into_iter().enumerate();
    all.filter(move |(_, person)| *person != BY_PAPER && !(out && *person == RECUSED))
}

/// Answers what who counts is told.
fn count(house: &mut House) -> Vec<(String, Vec<u8>)> {
    let one = |nomination| {
        let args = json!({ "ballot": house.ballot(nomination).frozen });
        let told = house.ok("nam-vd", acts::COUNT, &case_id(SESSION, nomination), args);
        (format!("count of {nomination}"), told)
    };
    NOMINATIONS.into_iter().map(one).collect()
}

/// The session ends, and its decision waits for its signature.
fn close_and_stage(house: &mut House) -> Vec<(String, Vec<u8>)> {
    let close = json!({ "minutes": MINUTES });
    let stage = json!({ "session": SESSION, "title": "Về việc tặng danh hiệu" });
    vec![
        ("close".into(), house.ok("nam-vd", acts::CLOSE, SESSION, close)),
        ("stage".into(), house.ok("nam-vd", acts::STAGE, DECISION, stage)),
    ]
}

/// What must be in no answer, as bytes.
struct Secrets(Vec<String>);

impl Secrets {
    fn search(&self, who: &str, step: &str, told: &[(String, Vec<u8>)]) {
        let any = self.0.iter().map(|secret| regex::escape(secret)).collect::<Vec<_>>().join("|");
        let any = Regex::new(&any).unwrap();
        for (name, bytes) in told {
            let found = any.find(bytes).map(|found| String::from_utf8_lossy(found.as_bytes()));
            assert_eq!(found, None, "{step}: {who} reads it in {name}");
        }
    }
}

#[test]
fn no_role_is_told_an_outcome_by_any_endpoint_before_it_is_published() {
    for kind in acts::ALL.into_iter().chain(BESIDE) {
        assert!(!thidua_domain::notice::concerns(kind), "a push tells of {kind}");
    }
    on_each(|nodes| {
        let files = tempfile::tempdir().unwrap();
        let mut house = voting(nodes.a.clone(), files.path());
        let everybody: Vec<String> = house.people.iter().map(|(_, id, _)| id.clone()).collect();
        let sits = |who: &str| COUNCIL.contains(&who);
        let mut secrets = Secrets(vec![PAPER.into()]);
        for (at, nomination) in NOMINATIONS.into_iter().enumerate() {
            let frozen = house.ballot(nomination).frozen;
            for (nth, person) in voters(nomination) {
                let (nonce, choice) = (nonce(at * 16 + nth), if nth == 2 { Choice::No } else { Choice::Yes });
                cast(&mut house, person, nomination, choice, &nonce);
                secrets.0.extend([hex(&nonce), sealed::receipt(&frozen, &nonce)]);
            }
            let args = json!({ "ballot": frozen, "member": BY_PAPER, "choice": "abstain", "paper": PAPER });
            house.ok("nam-vd", acts::OPINION, &case_id(SESSION, nomination), args);
        }
        // Before the count nobody reads any of it, whatever they are.
        secrets.0.extend([
            "\"passed\"".into(),
            "[\"board\"".into(),
            "[\"result\"".into(),
            "[\"envelope\"".into(),
            "[\"opinion\"".into(),
        ]);
        for who in &everybody {
            secrets.search(who, &format!("{} cast", nodes.name), &house.told(who));
            if !sits(who) {
                secrets.search(who, &format!("{} cast, forged", nodes.name), &house.forged(who));
            }
        }
        count(&mut house);
        close_and_stage(&mut house);
        // From then on who took part reads it, and of all others nobody.
        let outside = NOMINATIONS.map(|nomination| [case_id(SESSION, nomination), house.ballot(nomination).frozen]);
        // Who is recused had the case until then, so that its going is told by its name; of what became of it they read nothing.
        let own = voters(NOMINATIONS[0]).map(|(nth, _)| sealed::receipt(&outside[0][1], &nonce(nth)));
        let hidden = Secrets(own.chain([outside[0][1].clone()]).collect());
        secrets.0.extend(outside.concat());
        secrets.0.push(MINUTES.into());
        let refused: Vec<String> = everybody.iter().filter(|who| !sits(who)).cloned().collect();
        let check = |house: &House, secrets: &Secrets, step: &str| {
            for who in &refused {
                secrets.search(who, &format!("{} {step}", nodes.name), &house.told(who));
            }
            hidden.search(RECUSED, &format!("{} {step}", nodes.name), &house.told(RECUSED));
        };
        check(&house, &secrets, "staged");
        let told: Vec<_> = refused.iter().map(|who| (who.clone(), house.forged(who))).collect();
        for (who, told) in told {
            // A refusal says back what it was asked, and no more.
            let words =
                Secrets(secrets.0.iter().filter(|secret| !outside.concat().contains(secret)).cloned().collect());
            words.search(&who, &format!("{} staged, forged", nodes.name), &told);
        }
        assert!(house.told("thuong-bth").iter().any(|(_, bytes)| String::from_utf8_lossy(bytes).contains(DECISION)));
        assert!(!house.told("huong-nt").iter().any(|(_, bytes)| String::from_utf8_lossy(bytes).contains(DECISION)));
        // The signer publishes: who was given an award is public, and how anybody voted is not.
        house.ok("thuong-bth", acts::PUBLISH, DECISION, publishing());
        assert!(house.told("huong-nt").iter().any(|(_, bytes)| String::from_utf8_lossy(bytes).contains(DECISION)));
        secrets.0.retain(|secret| !outside.concat().contains(secret));
        check(&house, &secrets, "published");
        let log = LOG.lock().unwrap().iter().flat_map(|(_, line)| line.clone()).collect();
        secrets.search("the log", nodes.name, &[("log".into(), log)]);
    });
}

/// Everybody is told the same in two worlds.
fn alike([one, other]: [Vec<(String, Vec<u8>)>; 2]) {
    assert_eq!(one.len(), other.len());
    for ((name, told), (_, also)) in one.into_iter().zip(other) {
        let [told, also] = [told, also].map(|bytes| String::from_utf8_lossy(&masked(&bytes)).into_owned());
        assert_eq!(told, also, "{name}");
    }
}

type Heard = BTreeMap<(String, String, usize), Vec<u8>>;

/// All that everybody is told. What the metrics count is the operator's, and the clock's.
fn heard(house: &House) -> Heard {
    let mut all = Heard::new();
    for (_, who, _) in &house.people {
        for (at, (name, bytes)) in house.told(who).into_iter().enumerate().filter(|(_, (name, _))| name != "/metrics") {
            all.insert((who.clone(), name, at), masked(&bytes));
        }
    }
    all
}

fn same(one: &Heard, other: &Heard, step: &str) {
    assert_eq!(one.len(), other.len(), "{step}");
    for (key, bytes) in one {
        assert!(other.get(key) == Some(bytes), "{step}: {key:?} differs");
    }
}

/// Swaps what two voters cast, in the store itself, and nothing else.
fn swap(house: &House, [one, other]: [&str; 2], nomination: &str) {
    let key = |who: &str| Key::new(ENVELOPE, member_id(&case_id(SESSION, nomination), who));
    let (first, second) = (house.stored(&key(one)), house.stored(&key(other)));
    assert_ne!(first.body.text(), second.body.text());
    let write = |row: &Stored, body: &Stored| {
        let new = Stored { body: body.body.clone(), ..row.clone() };
        RowWrite { seq: row.seq, new: Some(new), left: vec![], index_added: vec![], index_removed: vec![] }
    };
    let rows = [(key(one), write(&first, &second)), (key(other), write(&second, &first))];
    let writes = Writes { rows: rows.into_iter().collect(), ..Writes::default() };
    store::write(&*house.store, |clerk| clerk.write(&writes)).unwrap();
    assert_eq!(house.stored(&key(one)).body.text(), second.body.text());
}

#[test]
fn votes_that_are_swapped_in_the_database_change_no_answer() {
    on_each(|nodes| {
        let files = tempfile::tempdir().unwrap();
        let mut house = voting(nodes.a.clone(), files.path());
        for (nth, person) in voters(NOMINATIONS[1]) {
            let choice = if nth % 2 == 0 { Choice::Yes } else { Choice::No };
            cast(&mut house, person, NOMINATIONS[1], choice, &nonce(nth));
        }
        let before = heard(&house);
        swap(&house, ["tam-htm", "hien-ntt"], NOMINATIONS[1]);
        same(&before, &heard(&house), nodes.name);
    });
}

#[test]
fn two_worlds_that_differ_in_two_votes_answer_alike_at_each_step() {
    let folders = [(); 2].map(|()| tempfile::tempdir().unwrap());
    let place = |at: usize| folders[at].path().join("t.db");
    let base = voting(Arc::new(SqliteStore::open(&place(0)).unwrap()), folders[0].path());
    base.store.copy_to(&place(1)).unwrap();
    let mut other = House::open(Arc::new(SqliteStore::open(&place(1)).unwrap()), folders[1].path());
    other.like(&base);
    let mut worlds = [base, other];
    // The thread that decides is known by the first command.
    for world in &mut worlds {
        world.ok("nam-vd", acts::ATTEND, SESSION, json!({ "person": "nam-vd", "present": true }));
    }
    let compare = |worlds: &[House; 2], step: &str| same(&heard(&worlds[0]), &heard(&worlds[1]), step);
    compare(&worlds, "open");
    let begun = worlds.each_ref().map(|world| world.logged().len());
    for nomination in NOMINATIONS {
        let mut told = [Vec::new(), Vec::new()];
        for ((world, swapped), told) in worlds.iter_mut().zip([false, true]).zip(&mut told) {
            for (nth, person) in voters(nomination) {
                // The third and the fourth vote as each other.
                let as_whom = match nth {
                    2 if swapped => 3,
                    3 if swapped => 2,
                    nth => nth,
                };
                let choice = if as_whom == 2 { Choice::No } else { Choice::Yes };
                let answer = cast(world, person, nomination, choice, &nonce(as_whom));
                told.push((format!("{person} casts on {nomination}"), answer));
            }
        }
        alike(told);
        compare(&worlds, &format!("{nomination} cast"));
    }
    alike(worlds.each_mut().map(count));
    compare(&worlds, "counted");
    alike(worlds.each_mut().map(close_and_stage));
    compare(&worlds, "staged");
    for person in ["thuong-bth", "mai-ltt", "hanh-nt", "tuan-ha", "nghia-ht", "loc-pd"] {
        alike(worlds.each_mut().map(|world| world.forged(person)));
    }
    alike(
        worlds
            .each_mut()
            .map(|world| vec![("publish".into(), world.ok("thuong-bth", acts::PUBLISH, DECISION, publishing()))]),
    );
    compare(&worlds, "published");
    let [one, other] = [0, 1].map(|at| worlds[at].logged().split_off(begun[at]));
    assert_eq!(one, other);
    // A line of each thread that works is in it.
    for line in [ANSWERS, DECIDES] {
        assert!(one.iter().any(|found| found.contains(line)), "{line}");
    }
}

/// What else bears on a vote.
const BESIDE: [&str; 4] = ["fact.record@1", "fact.withdraw@1", "nomination.post@1", "nomination.comment@1"];
