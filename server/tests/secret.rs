//! Nobody is told an outcome before it is published: every role asks every endpoint while votes are cast, counted and staged, and
//! every byte that comes back is searched. And two databases that differ only in how two voters voted answer alike, byte for byte.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails says so by panicking")]

mod common;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::io::Write;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
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
use thidua_sync::body::Body;
use thidua_sync::command::{Base, ClientId, Command, CommandId, Refusal};
use thidua_sync::domain::{Domain, Effect, Rows};
use thidua_sync::row::{IndexKey, Key, Scope};
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

/// All that the program logs, at every level: each line with the house on whose thread it was written.
static LOG: Mutex<Vec<(usize, Vec<u8>)>> = Mutex::new(Vec::new());
/// Houses that were opened; the first is 1.
static HOUSES: AtomicUsize = AtomicUsize::new(0);

thread_local! {
    /// The house that works on this thread; 0 is none.
    static HERE: Cell<usize> = const { Cell::new(0) };
}

/// What the tests log themselves where a house decides and where it answers.
const DECIDES: &str = "the house decides";
const ANSWERS: &str = "the house answers";

struct Log;

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        LOG.lock().unwrap().push((HERE.get(), bytes.to_vec()));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn rules() -> Rules {
    Arc::new(Emulation)
}

/// The rules as one house runs them: the thread that decides is that house's from then on.
struct Own(usize);

impl Domain for Own {
    fn decide(&self, rows: &dyn Rows, who: &str, command: &Command, now: i64) -> Result<Effect, Refusal> {
        HERE.set(self.0);
        tracing::trace!(command.kind, "{DECIDES}");
        Emulation.decide(rows, who, command, now)
    }

    fn scopes(&self, rows: &dyn Rows, who: &str, now: i64) -> Vec<Scope> {
        tracing::trace!("{ANSWERS}");
        Emulation.scopes(rows, who, now)
    }

    fn may_come_from_file(&self, kind: &str) -> bool {
        Emulation.may_come_from_file(kind)
    }

    fn index_version(&self) -> u32 {
        Emulation.index_version()
    }

    fn index(&self, table: &str, body: &Body) -> Vec<IndexKey> {
        Emulation.index(table, body)
    }
}

/// The server's router on a store, and everybody signed in.
struct House {
    address: String,
    store: Arc<dyn Store>,
    people: Vec<(String, String, String)>,
    count: u128,
    nth: usize,
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
        let nth = HOUSES.fetch_add(1, Ordering::Relaxed) + 1;
        let mut runtime = tokio::runtime::Builder::new_multi_thread();
        let runtime = runtime.worker_threads(2).on_thread_start(move || HERE.set(nth)).enable_all().build().unwrap();
        let (head, pokes) = watch::channel(Poke { epoch: head.epoch, head: head.seq });
        let (ending, end) = watch::channel(false);
        let metrics = Arc::new(Metrics::default());
        let none =
            Files { s3_bucket: None, s3_endpoint: None, s3_region: String::new(), s3_key: None, s3_secret: None };
        let own: Rules = Arc::new(Own(nth));
        let (writer, _) =
            Writer::start(store.clone(), own.clone(), metrics.clone(), Arc::new(head), Default::default());
        let app = Arc::new(Shared {
            store: store.clone(),
            rules: own,
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
        House { address, store, people: Vec::new(), count: 0, nth, _runtime: runtime, _ending: ending }
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

    /// The same of what must be taken. Answers all that comes back.
    fn ok(&mut self, person: &str, kind: &str, entity: &str, args: Value) -> Vec<u8> {
        let answer = self.ask(person, kind, entity, args.clone());
        let outcomes = answer.json()["outcomes"].clone();
        assert!(outcomes[0]["outcome"]["applied"].is_object(), "{person} {kind} {entity} {args}: {outcomes}");
        whole(&answer)
    }

    /// What this house has logged, without the time of day.
    fn logged(&self) -> Vec<String> {
        let log = LOG.lock().unwrap();
        let own = log.iter().filter(|(house, _)| *house == self.nth);
        let plain = own.map(|(_, line)| {
            let mut line: Value = serde_json::from_slice(line).unwrap();
            line.as_object_mut().unwrap().remove("timestamp");
            String::from_utf8(masked(line.to_string().as_bytes())).unwrap()
        });
        plain.collect()
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
        let mut keep = |name: &str, answer: Answer| told.push((name.to_owned(), whole(&answer)));
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

/// An answer with its headers. The day and the length follow from the clock and from numbers by chance.
fn whole(answer: &Answer) -> Vec<u8> {
    let headers = answer.headers.iter().filter(|(name, _)| name != "date" && name != "content-length");
    let head: String = headers.map(|(name, value)| format!("{name}: {value}\n")).collect();
    [format!("{}\n{head}", answer.status).as_bytes(), &answer.body].concat()
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

/// Numbers of clocks and tags are by chance; all else of an answer is compared byte for byte.
fn masked(bytes: &[u8]) -> Vec<u8> {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| Regex::new("[0-9]{12,}").unwrap());
    NUMBER.replace_all(bytes, b"#").into_owned()
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
