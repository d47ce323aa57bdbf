//! Nobody is told an outcome before it is published: every role asks every endpoint while votes are cast, counted and staged, and
//! every byte that comes back is searched. And two databases that differ only in how two voters voted answer alike, byte for byte.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails says so by panicking")]

mod common;

use std::collections::BTreeMap;
use std::io::Write;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, LazyLock, Mutex};

use common::on_each;
use common::web::{Answer, call, exchange};
use regex::bytes::Regex;
use serde_json::{Value, json};
use thidua_domain::Emulation;
use thidua_domain::ballot::sealed::{self, Choice, Nonce};
use thidua_domain::council::acts;
use thidua_domain::council::rows::{BALLOT, Ballot, ENVELOPE, case_id, member_id};
use thidua_server::accounts;
use thidua_server::budget::Budget;
use thidua_server::cli::Files;
use thidua_server::http::events::Streams;
use thidua_server::http::{self, Shared};
use thidua_server::metrics::Metrics;
use thidua_server::rules::Rules;
use thidua_server::store::sqlite::SqliteStore;
use thidua_server::store::{self, Store};
use thidua_server::throttle::Throttle;
use thidua_server::writer::Writer;
use thidua_server::{blobs::Blobs, demo};
use thidua_sync::command::{Base, ClientId, Command, CommandId};
use thidua_sync::row::Key;
use thidua_sync::store::{Loaded, Need, RowWrite, Stored, Writes};
use thidua_sync::wire::Poke;
use tokio::sync::{Semaphore, watch};
use uuid::Uuid;

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

/// All that the program logs, at every level.
static LOG: Mutex<Vec<u8>> = Mutex::new(Vec::new());

struct Log;

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        LOG.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn rules() -> Rules {
    Arc::new(Emulation)
}

/// The server's router on a store, and everybody signed in.
struct House {
    address: String,
    store: Arc<dyn Store>,
    people: Vec<(String, String, String)>,
    count: u128,
    _runtime: tokio::runtime::Runtime,
    _ending: watch::Sender<bool>,
}

impl House {
    fn open(store: Arc<dyn Store>, files: &Path) -> House {
        let log = || Log;
        let logs = tracing_subscriber::fmt().json().with_max_level(tracing::Level::TRACE).with_writer(log);
        drop(logs.try_init());
        let demo = demo::load(&*store, &rules()).unwrap();
        let head = store::read(&*store, |desk| desk.head()).unwrap();
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let (head, pokes) = watch::channel(Poke { epoch: head.epoch, head: head.seq });
        let (ending, end) = watch::channel(false);
        let metrics = Arc::new(Metrics::default());
        let none =
            Files { s3_bucket: None, s3_endpoint: None, s3_region: String::new(), s3_key: None, s3_secret: None };
        let (writer, _) = Writer::start(store.clone(), rules(), metrics.clone(), Arc::new(head), Default::default());
        let app = Arc::new(Shared {
            store: store.clone(),
            rules: rules(),
            writer,
            metrics,
            pokes,
            ending: end,
            throttle: Throttle::default(),
            budget: Budget::default(),
            blobs: Arc::new(Blobs::new(files, &none).unwrap()),
            uploads: Arc::default(),
            quota: 1_000_000,
            streams: Streams::default(),
            reads: Shared::reads(),
            hashes: Arc::new(Semaphore::new(2)),
            dummy_hash: String::new(),
            dist: None,
            tls: false,
            forwarded: false,
            push: None,
            demo,
        });
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let service = http::router(app).into_make_service_with_connect_info::<SocketAddr>();
        runtime.spawn(async move { axum::serve(listener, service).await });
        House { address, store, people: Vec::new(), count: 0, _runtime: runtime, _ending: ending }
    }

    /// Signs in everybody who holds an office, all of the council, and who is nominated or nominates.
    fn sign_in_all(&mut self) {
        let demo: Value = serde_json::from_str(include_str!("../../public/demo/org.json")).unwrap();
        let list = |name: &str| demo[name].as_array().unwrap().clone();
        let offices: Vec<Value> = list("grants").into_iter().filter(|grant| grant["role"] != "staff").collect();
        let near = |grant: &&Value| ["tw", "na", "na-kv1", "na-kv3", "lc"].contains(&grant["unit"].as_str().unwrap());
        let held: Vec<&str> = offices.iter().filter(near).map(|grant| grant["person"].as_str().unwrap()).collect();
        let known = [held.as_slice(), &["hanh-nt", "duc-lv", "hang-ptt", "thuong-bth", "huong-nt"]].concat();
        for person in list("people") {
            let (id, login) = (person["id"].as_str().unwrap(), person["login"].as_str().unwrap());
            let sits = COUNCIL.contains(&id);
            if known.contains(&id) || sits {
                let account = store::read(&*self.store, |desk| accounts::account(desk, login)).unwrap().unwrap();
                let (token, _) =
                    accounts::start(&*self.store, login, &account, "máy thử", thidua_server::now()).unwrap().unwrap();
                self.people.push((login.into(), id.into(), format!("__Host-thidua={token}")));
            }
        }
    }

    /// The same people in a copy of the database.
    fn like(&mut self, other: &House) {
        (self.people, self.count) = (other.people.clone(), other.count);
    }

    fn cookie(&self, person: &str) -> &str {
        &self.people.iter().find(|(_, id, _)| id == person).unwrap().2
    }

    fn post(&self, path: &str, cookie: &str, body: &Value) -> Answer {
        let headers = [("cookie", cookie), ("content-type", "application/json")];
        call(&self.address, "POST", path, &headers, body.to_string().as_bytes())
    }

    /// Hands in a command of somebody. Ids are numbers, so that two worlds have the same.
    fn ask(&mut self, person: &str, kind: &str, entity: &str, args: Value) -> Answer {
        self.count += 1;
        let id = Uuid::from_u128(0x0198_0000_0000_7000_8000_0000_0000_0000 + self.count);
        let command = Command {
            id: CommandId(id),
            client: ClientId(id),
            cseq: 1,
            kind: kind.into(),
            entity: entity.into(),
            base: Base::default(),
            deps: vec![],
            args,
            made_at: 0,
        };
        self.post("/api/v1/exchange", self.cookie(person), &exchange(person, &[command]))
    }

    fn ok(&mut self, person: &str, kind: &str, entity: &str, args: Value) {
        let answer = self.ask(person, kind, entity, args.clone()).json();
        assert!(
            answer["outcomes"][0]["outcome"]["applied"].is_object(),
            "{person} {kind} {entity} {args}: {}",
            answer["outcomes"]
        );
    }

    fn ballot(&self, nomination: &str) -> Ballot {
        let key = Key::new(BALLOT, case_id(SESSION, nomination));
        self.stored(&key).body.read().unwrap()
    }

    fn stored(&self, key: &Key) -> Stored {
        let need = Need { rows: [key.clone()].into_iter().collect(), ..Need::default() };
        let mut loaded = Loaded::default();
        store::read(&*self.store, |desk| desk.load(&need, &mut loaded)).unwrap();
        loaded.rows[key].clone().unwrap()
    }

    /// Everything that somebody may ask without changing anything, with what comes back: a name, and the whole answer.
    fn told(&self, person: &str) -> Vec<(String, Vec<u8>)> {
        let cookie = self.cookie(person);
        let with = [("cookie", cookie)];
        let mut told = Vec::new();
        let mut keep = |name: &str, answer: Answer| {
            // The day and the length follow from the clock and from numbers by chance.
            let headers = answer.headers.iter().filter(|(name, _)| name != "date" && name != "content-length");
            let head: String = headers.map(|(name, value)| format!("{name}: {value}\n")).collect();
            told.push((name.to_owned(), [head.as_bytes(), &answer.body].concat()));
        };
        let sha = "0".repeat(64);
        for path in [
            "/",
            "/phien-hop",
            "/healthz",
            "/readyz",
            "/metrics",
            "/api",
            "/api/v1/openapi.json",
            "/api/v1/session",
            "/api/v1/sessions",
            "/api/v1/push/key",
            "/api/v1/demo",
            "/api/v1/nothing",
            "/api/nothing",
            "/nothing.json",
            &format!("/api/v1/blobs/{sha}"),
            &format!("/api/v1/blobs/{SESSION}"),
            "/api/v1/exchange",
        ] {
            keep(path, call(&self.address, "GET", path, &with, b""));
        }
        keep("head", call(&self.address, "HEAD", &format!("/api/v1/blobs/{sha}"), &with, b""));
        keep("piece", call(&self.address, "PUT", &format!("/api/v1/blobs/{sha}"), &with, b"x"));
        keep("end", call(&self.address, "DELETE", "/api/v1/sessions/0000", &with, b""));
        for (name, body) in [
            ("no body", json!({})),
            ("another's", exchange("somebody", &[])),
            ("old", {
                let mut old = exchange(person, &[]);
                old["proto"] = json!(0);
                old
            }),
        ] {
            keep(name, self.post("/api/v1/exchange", cookie, &body));
        }
        keep("password", self.post("/api/v1/password", "", &json!({ "old": "x", "new": "y" })));
        keep("push", self.post("/api/v1/push/subscriptions", cookie, &json!({})));
        // From zero to the end, with counts and checksums.
        let mut position = Value::Null;
        loop {
            let mut asked = exchange(person, &[]);
            asked["check"] = json!(true);
            if !position.is_null() {
                asked["position"] = position;
            }
            let answer = self.post("/api/v1/exchange", cookie, &asked);
            let page = answer.json()["read"]["page"].clone();
            keep("page", answer);
            if page["more"] == false {
                return told;
            }
            position = page["next"].clone();
        }
    }

    /// What everybody may send about the council with no right to it, and what they are told.
    fn forged(&mut self, person: &str) -> Vec<(String, Vec<u8>)> {
        let vote = sealed::seal(Choice::Yes, &[9; 16]);
        let mut told = Vec::new();
        for nomination in NOMINATIONS {
            let case = case_id(SESSION, nomination);
            let frozen = self.ballot(nomination).frozen;
            let about = [
                (acts::COUNT, json!({ "ballot": frozen })),
                (acts::HANDS, json!({ "ballot": frozen, "yes": 1, "no": 0, "abstain": 0 })),
                (acts::CAST, json!({ "ballot": frozen, "payload": vote })),
                (acts::OPINION, json!({ "ballot": frozen, "member": "tam-htm", "choice": "yes", "paper": "1" })),
                (acts::BALLOT_ANNUL, json!({ "ballot": frozen, "reason": "x" })),
                (acts::BALLOT_OPEN, json!({ "method": "confidential" })),
                (acts::RECUSE, json!({ "ground": "kinship" })),
                (acts::RESTORE, json!({ "person": RECUSED, "reason": "x" })),
                (acts::SCORE, json!({ "points": {} })),
                (acts::DROP, json!({ "reason": "x" })),
            ];
            for (kind, args) in about {
                let answer = self.ask(person, kind, &case, args);
                let outcome = answer.json()["outcomes"].clone();
                assert!(outcome[0]["outcome"]["rejected"].is_object(), "{person} {kind}: {outcome}");
                told.push((format!("{kind} {nomination}"), answer.body));
            }
            let mut args = publishing();
            args["include"] = json!([nomination, "n999"]);
            let answer = self.ask(person, acts::PUBLISH, DECISION, args);
            assert!(answer.json()["outcomes"][0]["outcome"]["rejected"].is_object(), "{person} publishes");
            told.push((format!("include {nomination}"), answer.body));
        }
        let args = json!({ "award": "ldtt", "order": NOMINATIONS });
        told.push(("tie".into(), self.ask(person, acts::TIE, SESSION, args).body));
        let args = json!({ "nominations": NOMINATIONS, "number": "1/TTr", "day": "2026-11-20", "to": "x" });
        told.push(("submit up".into(), self.ask(person, acts::SUBMIT_UP, SESSION, args).body));
        told
    }
}

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

fn cast(house: &mut House, person: &str, nomination: &str, choice: Choice, nonce: &Nonce) {
    let args = json!({ "ballot": house.ballot(nomination).frozen, "payload": sealed::seal(choice, nonce) });
    house.ok(person, acts::CAST, &case_id(SESSION, nomination), args);
}

/// Who votes themselves on a dossier.
fn voters(nomination: &str) -> impl Iterator<Item = (usize, &'static str)> {
    let out = nomination == NOMINATIONS[0];
    let all = COUNCIL.into_iter().enumerate();
    all.filter(move |(_, person)| *person != BY_PAPER && !(out && *person == RECUSED))
}

fn count_and_close(house: &mut House) {
    for nomination in NOMINATIONS {
        let args = json!({ "ballot": house.ballot(nomination).frozen });
        house.ok("nam-vd", acts::COUNT, &case_id(SESSION, nomination), args);
    }
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
    for kind in ALL {
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
        count_and_close(&mut house);
        house.ok("nam-vd", acts::CLOSE, SESSION, json!({ "minutes": MINUTES }));
        house.ok("nam-vd", acts::STAGE, DECISION, json!({ "session": SESSION, "title": "Về việc tặng danh hiệu" }));
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
        secrets.search("the log", nodes.name, &[("log".into(), LOG.lock().unwrap().clone())]);
    });
}

/// Numbers of clocks and tags are by chance; all else of an answer is compared byte for byte.
fn masked(bytes: &[u8]) -> Vec<u8> {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| Regex::new("[0-9]{12,}").unwrap());
    NUMBER.replace_all(bytes, b"#").into_owned()
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
    let compare = |worlds: &[House; 2], step: &str| same(&heard(&worlds[0]), &heard(&worlds[1]), step);
    compare(&worlds, "open");
    for nomination in NOMINATIONS {
        for (world, swapped) in worlds.iter_mut().zip([false, true]) {
            for (nth, person) in voters(nomination) {
                // The third and the fourth vote as each other.
                let as_whom = match nth {
                    2 if swapped => 3,
                    3 if swapped => 2,
                    nth => nth,
                };
                let choice = if as_whom == 2 { Choice::No } else { Choice::Yes };
                cast(world, person, nomination, choice, &nonce(as_whom));
            }
        }
        compare(&worlds, &format!("{nomination} cast"));
    }
    worlds.iter_mut().for_each(count_and_close);
    compare(&worlds, "counted");
    for world in &mut worlds {
        world.ok("nam-vd", acts::CLOSE, SESSION, json!({ "minutes": MINUTES }));
        world.ok("nam-vd", acts::STAGE, DECISION, json!({ "session": SESSION, "title": "Về việc tặng danh hiệu" }));
    }
    compare(&worlds, "staged");
    for person in ["thuong-bth", "mai-ltt", "hanh-nt", "tuan-ha", "nghia-ht", "loc-pd"] {
        let [one, two] = worlds.each_mut().map(|world| world.forged(person));
        for ((name, told), (_, also)) in one.into_iter().zip(two) {
            assert_eq!(masked(&told), masked(&also), "{person} {name}");
        }
    }
    for world in &mut worlds {
        world.ok("thuong-bth", acts::PUBLISH, DECISION, publishing());
    }
    compare(&worlds, "published");
}

const ALL: [&str; 28] = [
    acts::CONVENE,
    acts::EDIT,
    acts::OPEN,
    acts::ATTEND,
    acts::PROXY,
    acts::CLOSE,
    acts::TAKE_UP,
    acts::DROP,
    acts::RECUSE,
    acts::RESTORE,
    acts::NOTE,
    acts::SCORE,
    acts::BALLOT_OPEN,
    acts::CAST,
    acts::OPINION,
    acts::COUNT,
    acts::HANDS,
    acts::BALLOT_ANNUL,
    acts::TIE,
    acts::STAGE,
    acts::PUBLISH,
    acts::SUBMIT_UP,
    acts::REVOKE,
    acts::CORRECT,
    "fact.record@1",
    "fact.withdraw@1",
    "nomination.post@1",
    "nomination.comment@1",
];
