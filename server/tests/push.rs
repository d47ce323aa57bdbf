//! Pushes, from the real program to a push service played here: what comes, for whom, and what is never called.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails says so by panicking")]

mod common;

use std::collections::VecDeque;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use common::web::{Answer, PASSWORD, Server, exchange};
use common::{Database, Pen, on_each};
use ring::aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use ring::agreement::{ECDH_P256, EphemeralPrivateKey, UnparsedPublicKey, agree_ephemeral};
use ring::hmac::{HMAC_SHA256, Key as Hmac, sign};
use ring::rand::SystemRandom;
use ring::signature::{self, ECDSA_P256_SHA256_FIXED};
use serde_json::{Value, json};
use thidua_server::push::base64url::{decode, encode};
use thidua_server::push::reach::Reach;
use thidua_server::push::subscription::{self, Asked, MOST, Subscription};
use thidua_server::store::postgres::PostgresStore;
use thidua_server::store::sqlite::SqliteStore;
use thidua_server::store::{self, Kind, Store};
use thidua_server::{accounts, verify};

/// Long enough for anything that comes at all.
const SOON: Duration = Duration::from_secs(20);
const TITLE: &str = "Hiến máu nhân đạo tại Quế Phong";

/// A push as it came.
struct Heard {
    path: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    at: Instant,
}

impl Heard {
    fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value)
    }
}

/// A push service on this machine. It answers what it is told to, else 201.
struct Service {
    origin: String,
    heard: Receiver<Heard>,
    answers: Arc<Mutex<VecDeque<&'static str>>>,
}

impl Service {
    fn start() -> Service {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let (tell, heard) = channel();
        let answers: Arc<Mutex<VecDeque<&'static str>>> = Arc::default();
        let told = answers.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let Some(push) = hear(&stream) else { continue };
                let answer = told.lock().unwrap().pop_front().unwrap_or("201 Created\r\n");
                drop(write!(stream, "HTTP/1.1 {answer}content-length: 0\r\nconnection: close\r\n\r\n"));
                if tell.send(push).is_err() {
                    return;
                }
            }
        });
        Service { origin, heard, answers }
    }

    /// The next answers, each a status line and headers that end their lines.
    fn answer(&self, answers: &[&'static str]) {
        self.answers.lock().unwrap().extend(answers);
    }

    fn next(&self) -> Heard {
        self.heard.recv_timeout(SOON).expect("a push")
    }

    /// Whether nothing comes for a while.
    fn is_quiet(&self, time: Duration) -> bool {
        matches!(self.heard.recv_timeout(time), Err(RecvTimeoutError::Timeout))
    }
}

fn hear(stream: &TcpStream) -> Option<Heard> {
    let mut lines = BufReader::new(stream);
    let mut line = String::new();
    lines.read_line(&mut line).ok()?;
    let path = line.strip_prefix("POST ")?.split(' ').next()?.to_string();
    let mut headers = Vec::new();
    loop {
        line.clear();
        lines.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim().split_once(": ") else { break };
        headers.push((name.to_lowercase(), value.to_string()));
    }
    let length = headers.iter().find(|(name, _)| name == "content-length")?.1.parse().ok()?;
    let mut body = vec![0; length];
    lines.read_exact(&mut body).ok()?;
    Some(Heard { path, headers, body, at: Instant::now() })
}

/// A device's half of a subscription. It can read one message.
struct Subscriber {
    private: EphemeralPrivateKey,
    public: Vec<u8>,
    auth: [u8; 16],
}

impl Subscriber {
    fn new() -> Subscriber {
        let private = EphemeralPrivateKey::generate(&ECDH_P256, &SystemRandom::new()).unwrap();
        let public = private.compute_public_key().unwrap().as_ref().to_vec();
        Subscriber { private, public, auth: thidua_server::random() }
    }

    fn json(&self, endpoint: &str) -> Value {
        json!({ "endpoint": endpoint, "expirationTime": null,
                "keys": { "p256dh": encode(&self.public), "auth": encode(self.auth) } })
    }

    /// Reads a message as RFC 8291 says.
    fn open(self, sealed: &[u8]) -> String {
        let (salt, rest) = sealed.split_at(16);
        let (size, rest) = rest.split_at(4);
        assert_eq!((size, rest[0]), ([0, 0, 16, 0].as_slice(), 65));
        let (sender, sealed) = rest[1..].split_at(65);
        let theirs = UnparsedPublicKey::new(&ECDH_P256, sender);
        let secret = agree_ephemeral(self.private, &theirs, <[u8]>::to_vec).unwrap();
        let hmac = |key: &[u8], data: &[u8]| sign(&Hmac::new(HMAC_SHA256, key), data).as_ref().to_vec();
        let info = [b"WebPush: info\0".as_slice(), &self.public, sender, &[1]].concat();
        let prk = hmac(salt, &hmac(&hmac(&self.auth, &secret), &info));
        let key = hmac(&prk, b"Content-Encoding: aes128gcm\0\x01");
        let nonce = hmac(&prk, b"Content-Encoding: nonce\0\x01");
        let key = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &key[..16]).unwrap());
        let mut plain = sealed.to_vec();
        let nonce = Nonce::assume_unique_for_key(nonce[..12].try_into().unwrap());
        let plain = key.open_in_place(nonce, Aad::empty(), &mut plain).unwrap();
        let end = plain.iter().rposition(|byte| *byte != 0).unwrap();
        assert_eq!(plain[end], 2, "the last record");
        String::from_utf8(plain[..end].to_vec()).unwrap()
    }
}

/// The demonstration, with the push service that it may reach.
struct Stage {
    server: Server,
    service: Service,
    data: tempfile::TempDir,
    pen: Pen,
}

impl Stage {
    fn new(gap_ms: &str) -> Stage {
        let data = tempfile::tempdir().unwrap();
        let folder = data.path().to_str().unwrap();
        let pushes = ["--push-anywhere", "--push-gap-ms", gap_ms, "--push-contact", "mailto:quan.tri@example.vn"];
        let server = Server::start(&[&["--demo", "--data", folder], &pushes[..]].concat());
        Stage { server, service: Service::start(), data, pen: Pen::default() }
    }

    fn put(&self, cookie: &str, subscription: &Value) -> Answer {
        put(&self.server, cookie, subscription)
    }

    /// Subscribes a signed-in device at a path of the service.
    fn subscribe(&self, cookie: &str, path: &str) -> Subscriber {
        let subscriber = Subscriber::new();
        let answer = self.put(cookie, &subscriber.json(&format!("{}{path}", self.service.origin)));
        assert_eq!(answer.status, 204, "{}", answer.text());
        subscriber
    }

    fn run(&mut self, cookie: &str, person: &str, kind: &str, entity: &str, args: Value) {
        let command = self.pen.write(kind, entity, args);
        let answer = self.server.post("/api/v1/exchange", cookie, &exchange(person, &[command])).json();
        assert!(answer["outcomes"][0]["outcome"]["applied"].is_object(), "{}", answer["outcomes"]);
    }

    /// A staff member sends an activity to their head.
    fn submit(&mut self, cookie: &str, person: &str, id: &str) {
        let fields = json!({ "title": TITLE, "kind": "charity", "date": "2022-05-08" });
        self.run(cookie, person, "activity.submit", id, json!({ "unit": "na-kv3", "fields": fields }));
    }

    /// Waits until so many pushes had an outcome.
    fn wait_for(&self, outcome: &str, count: u64) {
        let line = format!("thidua_pushes_total{{outcome=\"{outcome}\"}} {count}\n");
        let begun = Instant::now();
        while !self.server.get("/metrics").text().contains(&line) {
            assert!(begun.elapsed() < SOON, "not {line}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn store(&self) -> SqliteStore {
        SqliteStore::open(&self.data.path().join("thidua.db")).unwrap()
    }

    fn subscriptions(&self) -> usize {
        count(&self.store())
    }
}

fn put(server: &Server, cookie: &str, subscription: &Value) -> Answer {
    let headers = [("cookie", cookie), ("content-type", "application/json")];
    server.call("PUT", "/api/v1/push/subscriptions", &headers, subscription.to_string().as_bytes())
}

fn count(store: &dyn Store) -> usize {
    store::read(store, |desk| desk.entries(Kind::Push, None)).unwrap().len()
}

#[test]
fn who_is_waited_for_is_called_without_a_word_of_what_was_written() {
    let mut stage = Stage::new("50");
    let ((staff, author), (head, decider)) = (stage.server.sign_in("hanh"), stage.server.sign_in("toan"));
    let (for_head, for_staff) = (stage.subscribe(&head, "/head"), stage.subscribe(&staff, "/staff"));
    stage.submit(&staff, &author, "p-1");
    let push = stage.service.next();
    assert_eq!((push.path.as_str(), for_head.open(&push.body)), ("/head", r#"{"kind":"waits"}"#.into()));
    let of_standard = ["ttl", "urgency", "topic", "content-encoding"].map(|name| push.header(name));
    assert_eq!(of_standard, ["86400", "normal", "waits", "aes128gcm"]);
    assert!(push.headers.iter().all(|(_, value)| !value.contains("hanh") && !value.contains("toan")));

    stage.run(&head, &decider, "activity.return", "p-1", json!({ "reason": "ghi rõ số đơn vị máu" }));
    let push = stage.service.next();
    assert_eq!((push.path.as_str(), for_staff.open(&push.body)), ("/staff", r#"{"kind":"returned"}"#.into()));

    let for_staff = stage.subscribe(&staff, "/staff-2");
    stage.run(&staff, &author, "activity.resend", "p-1", json!({ "fields": { "text": "12" } }));
    assert_eq!(stage.service.next().path, "/head");
    stage.run(&head, &decider, "activity.confirm", "p-1", json!({}));
    let push = stage.service.next();
    assert_eq!((push.path.as_str(), for_staff.open(&push.body)), ("/staff-2", r#"{"kind":"confirmed"}"#.into()));
    stage.wait_for("sent", 4);
}

#[test]
fn a_push_is_signed_by_the_key_that_devices_subscribe_for() {
    let mut stage = Stage::new("50");
    let ((staff, author), (head, _)) = (stage.server.sign_in("hanh"), stage.server.sign_in("toan"));
    let key = stage.server.call("GET", "/api/v1/push/key", &[("cookie", &head)], b"").json();
    let key = key["key"].as_str().unwrap().to_string();
    stage.subscribe(&head, "/head?token=x");
    stage.submit(&staff, &author, "p-1");
    let push = stage.service.next();
    let (token, public) = push.header("authorization").strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
    assert_eq!(public, key);
    let (signed, signature) = token.rsplit_once('.').unwrap();
    let public = signature::UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, decode(&key).unwrap());
    public.verify(signed.as_bytes(), &decode(signature).unwrap()).unwrap();
    let parts: Vec<Value> =
        signed.split('.').map(|part| serde_json::from_slice(&decode(part).unwrap()).unwrap()).collect();
    assert_eq!(parts[0], json!({ "typ": "JWT", "alg": "ES256" }));
    assert_eq!(parts[1]["aud"], json!(stage.service.origin));
    assert_eq!(parts[1]["sub"], json!("mailto:quan.tri@example.vn"));
    let left = parts[1]["exp"].as_i64().unwrap() - thidua_server::now() / 1000;
    assert!((60..=24 * 60 * 60).contains(&left), "{left} s");
}

#[test]
fn the_key_is_made_when_it_is_needed_and_stays() {
    use std::os::unix::fs::PermissionsExt as _;
    let data = tempfile::tempdir().unwrap();
    let file = data.path().join("push-key.pem");
    let ask = || {
        let server = Server::demo(data.path());
        assert_eq!(server.get("/api/v1/push/key").code(), "signed_out");
        let (cookie, _) = server.sign_in("hanh");
        let is_made = file.exists();
        (is_made, server.call("GET", "/api/v1/push/key", &[("cookie", &cookie)], b"").json()["key"].clone())
    };
    let (before, first) = ask();
    assert!(!before);
    assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(ask(), (true, first));
}

#[test]
fn one_person_is_called_once_in_a_while() {
    let gap = Duration::from_millis(1_500);
    let mut stage = Stage::new("1500");
    let ((staff, author), (head, _)) = (stage.server.sign_in("hanh"), stage.server.sign_in("toan"));
    stage.subscribe(&head, "/head");
    (0..5).for_each(|n| stage.submit(&staff, &author, &format!("p-{n}")));
    let (first, second) = (stage.service.next(), stage.service.next());
    let between = second.at - first.at;
    assert!(between > gap - Duration::from_millis(300), "{between:?}");
    assert!(stage.service.is_quiet(gap + gap / 2));
    stage.wait_for("sent", 2);
}

#[test]
fn what_was_decided_meanwhile_calls_nobody() {
    let mut stage = Stage::new("1500");
    let ((staff, author), (head, decider)) = (stage.server.sign_in("hanh"), stage.server.sign_in("toan"));
    stage.subscribe(&head, "/head");
    stage.submit(&staff, &author, "p-1");
    stage.service.next();
    stage.submit(&staff, &author, "p-2");
    for id in ["p-1", "p-2"] {
        stage.run(&head, &decider, "activity.confirm", id, json!({}));
    }
    assert!(stage.service.is_quiet(Duration::from_millis(2_500)));
}

#[test]
fn a_subscription_that_is_gone_is_removed() {
    let mut stage = Stage::new("50");
    let ((staff, author), (head, _)) = (stage.server.sign_in("hanh"), stage.server.sign_in("toan"));
    stage.subscribe(&head, "/head");
    stage.service.answer(&["410 Gone\r\n"]);
    stage.submit(&staff, &author, "p-1");
    stage.service.next();
    stage.wait_for("removed", 1);
    assert_eq!(stage.subscriptions(), 0);
    stage.wait_for("sent", 0);
}

#[test]
fn a_busy_service_is_tried_again_and_a_redirect_is_not_followed() {
    let mut stage = Stage::new("60");
    let ((staff, author), (head, _)) = (stage.server.sign_in("hanh"), stage.server.sign_in("toan"));
    stage.subscribe(&head, "/head");
    stage.service.answer(&["429 Too Many Requests\r\nretry-after: 1\r\n", "503 Busy\r\n"]);
    stage.submit(&staff, &author, "p-1");
    let (first, second, third) = (stage.service.next(), stage.service.next(), stage.service.next());
    assert!(second.at - first.at >= Duration::from_millis(900), "{:?}", second.at - first.at);
    assert_eq!(third.path, "/head");
    stage.wait_for("sent", 1);

    let elsewhere = format!("302 Found\r\nlocation: {}/inside\r\n", stage.service.origin);
    stage.service.answer(&[elsewhere.leak()]);
    stage.submit(&staff, &author, "p-2");
    assert_eq!(stage.service.next().path, "/head");
    stage.wait_for("failed", 1);
    assert!(stage.service.is_quiet(Duration::from_millis(300)));
    assert_eq!(stage.subscriptions(), 1);
}

#[test]
fn a_service_that_stays_away_is_given_up() {
    let mut stage = Stage::new("6");
    let ((staff, author), (head, _)) = (stage.server.sign_in("hanh"), stage.server.sign_in("toan"));
    stage.subscribe(&head, "/head");
    stage.service.answer(&["500 Broken\r\n"; 5]);
    stage.submit(&staff, &author, "p-1");
    stage.wait_for("failed", 1);
    assert_eq!(stage.service.heard.try_iter().count(), 5);
}

#[test]
fn nobody_touches_another_person_s_subscription() {
    let mut stage = Stage::new("50");
    let ((staff, author), (head, _)) = (stage.server.sign_in("hanh"), stage.server.sign_in("toan"));
    let subscriber = stage.subscribe(&head, "/head");
    let leave = |cookie: &str| stage.server.call("DELETE", "/api/v1/push/subscriptions", &[("cookie", cookie)], b"");
    assert_eq!(leave(&staff).status, 204);
    assert_eq!((leave("").code().as_str(), stage.subscriptions()), ("signed_out", 1));
    // Not by entering the same endpoint either.
    stage.subscribe(&staff, "/head");
    assert_eq!((leave(&staff).status, stage.subscriptions()), (204, 1));
    stage.submit(&staff, &author, "p-1");
    assert_eq!(subscriber.open(&stage.service.next().body), r#"{"kind":"waits"}"#);
    let leave = stage.server.call("DELETE", "/api/v1/push/subscriptions", &[("cookie", &head)], b"");
    assert_eq!((leave.status, stage.subscriptions()), (204, 0));
}

#[test]
fn a_subscription_ends_with_its_session() {
    let stage = Stage::new("50");
    let sign_in = || stage.server.sign_in("hanh").0;
    let entered = |path: &str| {
        let cookie = sign_in();
        stage.subscribe(&cookie, path);
        cookie
    };
    let signed_out = entered("/1");
    assert_eq!(stage.subscriptions(), 1);
    assert_eq!(stage.server.call("DELETE", "/api/v1/session", &[("cookie", &signed_out)], b"").status, 204);
    assert_eq!(stage.subscriptions(), 0);
    assert_eq!(stage.put(&signed_out, &Subscriber::new().json(&stage.service.origin)).code(), "signed_out");

    // Signing in anew on the same device.
    let before = entered("/2");
    let body = json!({ "login": "toan", "password": PASSWORD });
    assert_eq!(stage.server.post("/api/v1/session", &before, &body).status, 200);
    assert_eq!(stage.subscriptions(), 0);

    // Ended from another device.
    entered("/3");
    let here = sign_in();
    let devices = stage.server.call("GET", "/api/v1/sessions", &[("cookie", &here)], b"").json();
    for device in devices.as_array().unwrap().iter().filter(|device| device["current"] == false) {
        let path = format!("/api/v1/sessions/{}", device["id"].as_str().unwrap());
        assert_eq!(stage.server.call("DELETE", &path, &[("cookie", &here)], b"").status, 204);
    }
    assert_eq!(stage.subscriptions(), 0);

    // A new password ends the other devices, and keeps this one.
    entered("/4");
    stage.subscribe(&here, "/5");
    assert_eq!(stage.subscriptions(), 2);
    let change = json!({ "old": PASSWORD, "new": "mật khẩu mới" });
    assert_eq!(stage.server.post("/api/v1/password", &here, &change).status, 204);
    let left = store::read(&stage.store(), |desk| desk.entries(Kind::Push, None)).unwrap();
    assert!(left.len() == 1 && left[0].body.contains("/5"), "{left:?}");

    assert!(accounts::close(&stage.store(), "hanh").unwrap());
    assert_eq!(stage.subscriptions(), 0);
}

#[test]
fn endpoints_inside_and_keys_that_are_none_are_refused() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::demo(data.path());
    let (cookie, _) = server.sign_in("hanh");
    let code = |subscription: &Value| put(&server, &cookie, subscription).code();
    let at = |endpoint: &str| code(&Subscriber::new().json(endpoint));
    for inside in [
        "https://127.0.0.1/p",
        "https://localhost/p",
        "https://10.0.0.1/p",
        "https://169.254.169.254/latest",
        "https://192.168.1.1:8443/",
        "https://[::1]/p",
        "https://[fe80::1]/p",
        "https://[::ffff:10.0.0.1]/p",
        "https://0x7f.1/p",
    ] {
        assert_eq!(at(inside), "endpoint_refused", "{inside}");
    }
    let long = format!("https://push.example/{}", "x".repeat(2_000));
    for bad in
        ["http://127.0.0.1/p", "http://push.example/p", "file:///etc/passwd", "", "https://u:p@push.example/", &long]
    {
        assert_eq!(at(bad), "bad_subscription", "{bad}");
    }
    assert_eq!(at("https://push.invalid/p"), "push_unreachable");
    let with = |path: &str, value: Value| {
        let mut subscription = Subscriber::new().json("https://127.0.0.1/p");
        *subscription.pointer_mut(path).unwrap() = value;
        code(&subscription)
    };
    for key in [encode([4; 65]), encode([4; 64]), encode([]), "ü".into(), "a".repeat(4_000)] {
        assert_eq!(with("/keys/p256dh", json!(key)), "endpoint_refused", "the address comes first: {key}");
    }
    assert_eq!(with("/keys", json!({})), "bad_request");
    assert_eq!(code(&json!({ "endpoint": "x".repeat(10_000) })), "too_large");
    assert_eq!(count(&SqliteStore::open(&data.path().join("thidua.db")).unwrap()), 0);

    let stage = Stage::new("50");
    let (cookie, _) = stage.server.sign_in("hanh");
    let with = |path: &str, value: Value| {
        let mut subscription = Subscriber::new().json(&stage.service.origin);
        *subscription.pointer_mut(path).unwrap() = value;
        stage.put(&cookie, &subscription).code()
    };
    for key in [encode([4; 65]), encode([4; 64]), encode([]), "ü".into(), "a".repeat(4_000)] {
        assert_eq!(with("/keys/p256dh", json!(key)), "bad_subscription", "{key}");
    }
    for auth in [encode([1; 15]), encode([1; 17]), String::new(), "+/+/".into()] {
        assert_eq!(with("/keys/auth", json!(auth)), "bad_subscription", "{auth}");
    }
}

#[test]
fn a_server_that_calls_nobody_says_so_and_works() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(&["--demo", "--no-push", "--data", data.path().to_str().unwrap()]);
    let (cookie, person) = server.sign_in("hanh");
    assert_eq!(server.call("GET", "/api/v1/push/key", &[("cookie", &cookie)], b"").code(), "push_off");
    assert_eq!(put(&server, &cookie, &Subscriber::new().json("https://push.example/")).code(), "push_off");
    let leave = server.call("DELETE", "/api/v1/push/subscriptions", &[("cookie", &cookie)], b"");
    assert_eq!(leave.status, 204);
    assert!(!data.path().join("push-key.pem").exists());
    let command = Pen::default().write("draft.save", "d-1", json!({ "form": "activity@1", "fields": {} }));
    assert_eq!(server.post("/api/v1/exchange", &cookie, &exchange(&person, &[command])).status, 200);
    assert!(server.stop());
}

/// A subscription at a path, entered at a time.
fn at(path: &str, made: i64) -> Subscription {
    let asked = Subscriber::new().json(&format!("http://127.0.0.1:9/{path}"));
    serde_json::from_value::<Asked>(asked).unwrap().check(Reach::Anywhere, made).unwrap()
}

#[test]
fn every_store_keeps_subscriptions_alike() {
    on_each(|nodes| {
        let now = thidua_server::now();
        let (a, b) = (&*nodes.a, &*nodes.b);
        let hash = accounts::hash("một mật khẩu");
        store::write(a, |clerk| accounts::put(clerk, "an", "p-an", "An", &hash, now)).unwrap();
        let account = store::read(b, |desk| accounts::account(desk, "an")).unwrap().unwrap();
        let start = || accounts::start(a, "an", &account, "máy", now).unwrap().unwrap();
        let called = |now: i64| store::read(b, |desk| subscription::sessions(desk, "p-an", now)).unwrap();

        let (token, session) = start();
        let first = at("1", now);
        assert!(!subscription::put(a, "nobody's", &first, now).unwrap());
        assert!(subscription::put(a, &token, &first, now).unwrap());
        let of = |session: &str| store::read(b, |desk| subscription::of(desk, session)).unwrap();
        assert_eq!((of(&session.id), called(now)), (Some(first.clone()), vec![session.id.clone()]));
        // Again the same costs nothing; another takes its place.
        assert!(subscription::put(b, &token, &Subscription { made: now + 1, ..first.clone() }, now).unwrap());
        assert_eq!(of(&session.id), Some(first.clone()));
        let second = at("2", now + 2);
        assert!(subscription::put(b, &token, &second, now).unwrap());
        // The service said "gone" of the old one: the new one stays.
        assert!(!subscription::gone(a, &session.id, &first).unwrap());
        assert!(subscription::gone(a, &session.id, &second).unwrap());
        assert!(called(now).is_empty());

        // One endpoint is called once, and one person on so many devices.
        let devices: Vec<_> = (0..MOST + 2).map(|_| start()).collect();
        for (n, (token, _)) in devices.iter().enumerate() {
            assert!(subscription::put(a, token, &at(&format!("d-{n}"), now + n as i64), now).unwrap());
        }
        assert_eq!((called(now).len(), called(now).contains(&devices[1].1.id)), (MOST, false), "{}", nodes.name);
        let last = of(&devices[MOST + 1].1.id).unwrap();
        assert!(subscription::put(a, &devices[0].0, &last, now).unwrap());
        assert_eq!((called(now).len(), of(&devices[MOST + 1].1.id)), (MOST, None));

        // A session that is over is not called, and takes its subscription along when it is swept.
        let later = now + 31 * 24 * 60 * 60 * 1000;
        assert!(called(later).is_empty() && subscription::any(b).unwrap());
        assert_eq!(accounts::sweep(a, later).unwrap(), MOST + 3);
        assert!(!subscription::any(b).unwrap());
    });
}

#[test]
fn heads_and_people_of_an_older_database_are_found() {
    const OLDER: &str = "DELETE FROM row_index WHERE idx IN ('grant.head', 'person.unit');
        DELETE FROM migration WHERE version >= 2;";
    let check = |open: &dyn Fn() -> Arc<dyn Store>, sql: &dyn Fn(&str)| {
        let rules: thidua_server::rules::Rules = Arc::new(thidua_domain::Emulation);
        thidua_server::demo::load(&*open(), &rules).unwrap();
        sql(OLDER);
        let store = open();
        assert_eq!(verify::run(&*store, &rules).unwrap().wrong, None);
        let heads = store::read(&*store, |desk| {
            let mut loaded = thidua_sync::store::Loaded::default();
            thidua_sync::server::with_rows(desk, &mut loaded, |rows| thidua_domain::org::heads(rows, "na-kv3"))
        });
        assert_eq!(heads.unwrap(), ["toan-nc"]);
        let people = store::read(&*store, |desk| {
            let mut loaded = thidua_sync::store::Loaded::default();
            thidua_sync::server::with_rows(desk, &mut loaded, |rows| thidua_domain::org::people(rows, "na-kv3"))
        });
        assert!(people.unwrap().len() > 3);
    };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("t.db");
    let sql = |sql: &str| rusqlite::Connection::open(&file).unwrap().execute_batch(sql).unwrap();
    check(&|| Arc::new(SqliteStore::open(&file).unwrap()), &sql);
    let Some(database) = Database::new() else { return };
    let sql = |sql: &str| common::postgres(&database.url, sql);
    check(&|| Arc::new(PostgresStore::open(&database.url).unwrap()), &sql);
}
