//! The server with everybody signed in, as a house of its own in one process: what it answers, and what it logs.

use std::cell::Cell;
use std::io::Write;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex};

use regex::bytes::Regex;
use serde_json::{Value, json};
use thidua_domain::Emulation;
use thidua_domain::ballot::sealed::{self, Choice};
use thidua_domain::council::acts;
use thidua_domain::council::rows::{BALLOT, Ballot, case_id};
use thidua_server::accounts;
use thidua_server::budget::Budget;
use thidua_server::cli::Files;
use thidua_server::http::events::Streams;
use thidua_server::http::{self, Shared};
use thidua_server::metrics::Metrics;
use thidua_server::rules::Rules;
use thidua_server::store::{self, Store};
use thidua_server::throttle::Throttle;
use thidua_server::writer::Writer;
use thidua_server::{blobs::Blobs, demo};
use thidua_sync::body::Body;
use thidua_sync::command::{Base, ClientId, Command, CommandId, Refusal};
use thidua_sync::domain::{Domain, Effect, Rows};
use thidua_sync::row::{IndexKey, Key, Scope};
use thidua_sync::store::{Loaded, Need, Stored};
use thidua_sync::wire::Poke;
use tokio::sync::{Semaphore, watch};
use uuid::Uuid;

use super::common::web::{Answer, call, exchange};
use super::{COUNCIL, DECISION, NOMINATIONS, RECUSED, SESSION, publishing};

/// All that the program logs, at every level: each line with the house on whose thread it was written.
pub static LOG: Mutex<Vec<(usize, Vec<u8>)>> = Mutex::new(Vec::new());
/// Houses that were opened; the first is 1.
static HOUSES: AtomicUsize = AtomicUsize::new(0);

thread_local! {
    /// The house that works on this thread; 0 is none.
    static HERE: Cell<usize> = const { Cell::new(0) };
}

/// What the tests log themselves where a house decides and where it answers.
pub const DECIDES: &str = "the house decides";
pub const ANSWERS: &str = "the house answers";

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
pub struct House {
    address: String,
    pub store: Arc<dyn Store>,
    pub people: Vec<(String, String, String)>,
    count: u128,
    nth: usize,
    _runtime: tokio::runtime::Runtime,
    _ending: watch::Sender<bool>,
}

impl House {
    pub fn open(store: Arc<dyn Store>, files: &Path) -> House {
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
    pub fn sign_in_all(&mut self) {
        let demo: Value = serde_json::from_str(include_str!("../../../public/demo/org.json")).unwrap();
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
    pub fn like(&mut self, other: &House) {
        (self.people, self.count) = (other.people.clone(), other.count);
    }

    pub fn cookie(&self, person: &str) -> &str {
        &self.people.iter().find(|(_, id, _)| id == person).unwrap().2
    }

    pub fn post(&self, path: &str, cookie: &str, body: &Value) -> Answer {
        let headers = [("cookie", cookie), ("content-type", "application/json")];
        call(&self.address, "POST", path, &headers, body.to_string().as_bytes())
    }

    /// Hands in a command of somebody. Ids are numbers, so that two worlds have the same.
    pub fn ask(&mut self, person: &str, kind: &str, entity: &str, args: Value) -> Answer {
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
    pub fn ok(&mut self, person: &str, kind: &str, entity: &str, args: Value) -> Vec<u8> {
        let answer = self.ask(person, kind, entity, args.clone());
        let outcomes = answer.json()["outcomes"].clone();
        assert!(outcomes[0]["outcome"]["applied"].is_object(), "{person} {kind} {entity} {args}: {outcomes}");
        whole(&answer)
    }

    /// What this house has logged, without the time of day.
    pub fn logged(&self) -> Vec<String> {
        let log = LOG.lock().unwrap();
        let own = log.iter().filter(|(house, _)| *house == self.nth);
        let plain = own.map(|(_, line)| {
            let mut line: Value = serde_json::from_slice(line).unwrap();
            line.as_object_mut().unwrap().remove("timestamp");
            String::from_utf8(masked(line.to_string().as_bytes())).unwrap()
        });
        plain.collect()
    }

    pub fn ballot(&self, nomination: &str) -> Ballot {
        let key = Key::new(BALLOT, case_id(SESSION, nomination));
        self.stored(&key).body.read().unwrap()
    }

    pub fn stored(&self, key: &Key) -> Stored {
        let need = Need { rows: [key.clone()].into_iter().collect(), ..Need::default() };
        let mut loaded = Loaded::default();
        store::read(&*self.store, |desk| desk.load(&need, &mut loaded)).unwrap();
        loaded.rows[key].clone().unwrap()
    }

    /// Everything that somebody may ask without changing anything, with what comes back: a name, and the whole answer.
    pub fn told(&self, person: &str) -> Vec<(String, Vec<u8>)> {
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
    pub fn forged(&mut self, person: &str) -> Vec<(String, Vec<u8>)> {
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
        let args = json!({ "number": "1/TB", "day": "2026-01-01" });
        told.push(("conclude".into(), self.ask(person, acts::CONCLUDE, SESSION, args).body));
        told
    }
}

/// An answer with its headers. The day and the length follow from the clock and from numbers by chance.
pub fn whole(answer: &Answer) -> Vec<u8> {
    let headers = answer.headers.iter().filter(|(name, _)| name != "date" && name != "content-length");
    let head: String = headers.map(|(name, value)| format!("{name}: {value}\n")).collect();
    [format!("{}\n{head}", answer.status).as_bytes(), &answer.body].concat()
}

/// Numbers of clocks and tags are by chance; all else of an answer is compared byte for byte.
pub fn masked(bytes: &[u8]) -> Vec<u8> {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| Regex::new("[0-9]{12,}").unwrap());
    NUMBER.replace_all(bytes, b"#").into_owned()
}
