//! The server over TCP: who gets in, what bad input is told, what every answer carries, how the app is served.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails says so by panicking")]

mod common;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use common::Pen;
use common::web::{Answer, PASSWORD, Server, exchange, request};
use serde_json::{Value, json};

const JSON: (&str, &str) = ("content-type", "application/json");

fn demo() -> (Server, tempfile::TempDir) {
    let data = tempfile::tempdir().unwrap();
    (Server::demo(data.path()), data)
}

fn draft(pen: &mut Pen) -> thidua_sync::command::Command {
    let id = thidua_server::operator::new_id(thidua_server::now()).to_string();
    pen.write("draft.save", &id, json!({ "form": "activity@1", "fields": { "title": "Họp giao ban" } }))
}

#[test]
fn a_person_signs_in_sees_their_devices_and_ends_them() {
    let (server, _data) = demo();
    assert_eq!(server.get("/api/v1/session").status, 401);
    let (first, person) = server.sign_in("hanh");
    let (second, _) = server.sign_in(" HANH ");
    let who = server.call("GET", "/api/v1/session", &[("cookie", &first)], b"").json();
    assert_eq!((&who["person"], &who["login"]), (&json!(person), &json!("hanh")));
    let devices = server.call("GET", "/api/v1/sessions", &[("cookie", &second)], b"").json();
    let other = devices.as_array().unwrap().iter().find(|device| device["current"] == false).unwrap();
    assert_eq!((devices.as_array().unwrap().len(), &other["device"]), (2, &json!("máy thử")));

    // Nobody ends another person's session.
    let (stranger, _) = server.sign_in("toan");
    let path = format!("/api/v1/sessions/{}", other["id"].as_str().unwrap());
    assert_eq!(server.call("DELETE", &path, &[("cookie", &stranger)], b"").status, 404);
    assert_eq!(server.call("DELETE", &path, &[("cookie", &second)], b"").status, 204);
    assert_eq!(server.call("GET", "/api/v1/session", &[("cookie", &first)], b"").status, 401);
    assert_eq!(server.call("DELETE", "/api/v1/session", &[("cookie", &second)], b"").status, 204);
    assert_eq!(server.call("GET", "/api/v1/session", &[("cookie", &second)], b"").status, 401);
}

#[test]
fn a_cookie_is_bound_to_this_host_and_hidden_from_scripts() {
    let (server, _data) = demo();
    let answer = server.post("/api/v1/session", "", &json!({ "login": "hanh", "password": PASSWORD }));
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("__Host-thidua="));
    for part in ["Path=/", "Secure", "HttpOnly", "SameSite=Strict", "Max-Age="] {
        assert!(cookie.contains(part), "{part} in {cookie}");
    }
    assert!(!cookie.contains("Domain"));
}

#[test]
fn a_new_password_ends_the_other_devices() {
    let (server, _data) = demo();
    let ((here, _), (there, _)) = (server.sign_in("hanh"), server.sign_in("hanh"));
    let change = |old: &str, new: &str| server.post("/api/v1/password", &here, &json!({ "old": old, "new": new }));
    assert_eq!(change("wrong", "a long new one").code(), "wrong_password");
    assert_eq!(change(PASSWORD, "short").code(), "password_too_short");
    assert_eq!(change(PASSWORD, "mật khẩu mới").status, 204);
    let status = |cookie: &str| server.call("GET", "/api/v1/session", &[("cookie", cookie)], b"").status;
    assert_eq!((status(&here), status(&there)), (200, 401));
    let sign_in =
        |password: &str| server.post("/api/v1/session", "", &json!({ "login": "hanh", "password": password }));
    assert_eq!((sign_in(PASSWORD).status, sign_in("mật khẩu mới").status), (401, 200));
}

#[test]
fn guessing_is_slowed_down_and_unknown_logins_look_the_same() {
    let (server, _data) = demo();
    let guess = |login: &str| server.post("/api/v1/session", "", &json!({ "login": login, "password": "wrong" }));
    for login in ["hanh", "nobody"] {
        let statuses: Vec<u16> = (0..6).map(|_| guess(login).status).collect();
        assert_eq!(statuses[..4], [401; 4], "{login}");
        assert_eq!(statuses[5], 429, "{login}");
        let told = guess(login);
        assert_eq!(told.code(), "too_many_tries");
        assert!(told.header("retry-after").parse::<u64>().unwrap() >= 1);
    }
    server.sign_in("toan");
}

#[test]
fn a_change_from_another_site_or_not_as_json_is_turned_away() {
    let (server, _data) = demo();
    let (cookie, person) = server.sign_in("hanh");
    let body = exchange(&person, &[]).to_string();
    let host = format!("http://{}", server.address);
    let post = |more: &[(&str, &str)]| {
        let headers = [&[("cookie", cookie.as_str())], more].concat();
        server.call("POST", "/api/v1/exchange", &headers, body.as_bytes())
    };
    for site in ["cross-site", "same-site", "none"] {
        assert_eq!(post(&[JSON, ("sec-fetch-site", site)]).code(), "cross_origin");
    }
    assert_eq!(post(&[JSON, ("origin", "https://evil.example")]).code(), "cross_origin");
    assert_eq!(post(&[JSON, ("origin", "null")]).code(), "cross_origin");
    for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"] {
        assert_eq!(post(&[("content-type", kind)]).code(), "not_json");
    }
    assert_eq!(post(&[]).code(), "not_json");
    assert_eq!(post(&[JSON, ("sec-fetch-site", "same-origin"), ("origin", &host)]).status, 200);
    let end = server.call("DELETE", "/api/v1/session", &[("cookie", &cookie), ("sec-fetch-site", "cross-site")], b"");
    assert_eq!(end.code(), "cross_origin");
}

/// A bad exchange, and what it must be told.
struct Bad {
    what: &'static str,
    body: Vec<u8>,
    status: u16,
    code: &'static str,
}

fn bad_exchanges(person: &str) -> Vec<Bad> {
    let good = exchange(person, &[draft(&mut Pen::default())]);
    let with = |path: &str, value: Value| {
        let mut body = good.clone();
        *body.pointer_mut(path).unwrap() = value;
        body.to_string().into_bytes()
    };
    let many: Vec<_> = (0..501).map(|_| draft(&mut Pen::default())).collect();
    let bad = |what, body: Vec<u8>, status, code| Bad { what, body, status, code };
    vec![
        bad("nothing", b" ".to_vec(), 400, "bad_json"),
        bad("not JSON", b"<html>".to_vec(), 400, "bad_json"),
        bad("cut JSON", good.to_string().into_bytes()[..100].to_vec(), 400, "bad_json"),
        bad("not UTF-8", [b"{\"person\":\"".as_slice(), &[0xff, 0xfe], b"\"}"].concat(), 400, "bad_json"),
        bad("too deep", format!("{{\"x\":{}", "[".repeat(50_000)).into_bytes(), 400, "bad_json"),
        bad(
            "deep arguments",
            with("/commands/0/args", serde_json::from_str(&format!("{}{}", "[".repeat(120), "]".repeat(120))).unwrap()),
            200,
            "",
        ),
        bad("a list", b"[]".to_vec(), 400, "bad_request"),
        bad("null", b"null".to_vec(), 400, "bad_request"),
        bad("no fields", b"{}".to_vec(), 400, "bad_request"),
        bad("a wrong type", with("/commands", json!("x")), 400, "bad_request"),
        bad("a wrong number", with("/proto", json!(-1)), 400, "bad_request"),
        bad("a wrong id", with("/commands/0/id", json!("x")), 400, "bad_request"),
        bad("a wrong order", with("/commands/0/cseq", json!(1.5)), 400, "bad_request"),
        bad("a huge number", with("/commands/0/cseq", json!(1e300)), 400, "bad_request"),
        bad(
            "a wrong position",
            {
                let mut b = good.clone();
                b["position"] = json!({ "cursor": 1 });
                b.to_string().into()
            },
            400,
            "bad_request",
        ),
        bad("another person", with("/person", json!("toan-nc")), 403, "wrong_person"),
        bad("the operator", with("/person", json!("system")), 403, "wrong_person"),
        bad("too many commands", exchange(person, &many).to_string().into_bytes(), 413, "too_many_commands"),
        bad("too large", with("/build", json!("x".repeat(1_000_001))), 413, "too_large"),
        bad("an unknown version", with("/proto", json!(4_000_000)), 200, ""),
        bad(
            "an unknown field",
            {
                let mut b = good.clone();
                b["later"] = json!([1]);
                b.to_string().into()
            },
            200,
            "",
        ),
        bad("a NUL", with("/commands/0/entity", json!("a\0b")), 200, ""),
        bad("the largest order", with("/commands/0/cseq", json!(u64::MAX)), 200, ""),
        bad("arguments of another shape", with("/commands/0/args", json!([{"form": {}}, null])), 200, ""),
        bad("an unknown kind", with("/commands/0/kind", json!("\u{202e}@@@")), 200, ""),
    ]
}

#[test]
fn bad_exchanges_get_a_typed_answer_and_the_next_one_works() {
    let (server, _data) = demo();
    let (cookie, person) = server.sign_in("hanh");
    let post = |body: &[u8], more: &[(&str, &str)]| {
        server.call("POST", "/api/v1/exchange", &[&[("cookie", cookie.as_str()), JSON], more].concat(), body)
    };
    for Bad { what, body, status, code } in bad_exchanges(&person) {
        let answer = post(&body, &[]);
        assert_eq!(answer.status, status, "{what}: {}", answer.text());
        if status != 200 {
            assert_eq!(answer.code(), code, "{what}");
        }
    }
    let pack = |bytes: &[u8]| {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packed.write_all(bytes).unwrap();
        packed.finish().unwrap()
    };
    let gzip = ("content-encoding", "gzip");
    assert_eq!(post(&pack(exchange(&person, &[]).to_string().as_bytes()), &[gzip]).status, 200);
    assert_eq!(post(&pack(&vec![b' '; 50_000_000]), &[gzip]).code(), "too_large");
    assert_eq!(post(b"not gzip", &[gzip]).code(), "bad_gzip");
    assert_eq!(post(b"{}", &[("content-encoding", "zstd")]).code(), "unknown_encoding");
    let old = json!({ "proto": 0, "build": "old", "person": person, "commands": [draft(&mut Pen::default())],
                      "client": "018f0000-0000-7000-8000-000000000001" });
    let answer = post(old.to_string().as_bytes(), &[]).json();
    assert_eq!(answer["read"], json!("update_needed"));
    assert!(answer["outcomes"][0]["outcome"]["applied"].is_object(), "an old build hands in its work");
    for (method, path, status) in [
        ("GET", "/api/v1/exchange", 405),
        ("PUT", "/api/v1/exchange", 405),
        ("GET", "/api/v1/nothing", 404),
        ("GET", "/api/v2/exchange", 404),
        ("GET", "/api", 404),
    ] {
        let answer = server.call(method, path, &[JSON], b"{}");
        assert_eq!(answer.status, status, "{method} {path}");
        assert!(!answer.code().is_empty());
    }
    let good = post(exchange(&person, &[draft(&mut Pen::default())]).to_string().as_bytes(), &[]).json();
    assert!(good["outcomes"][0]["outcome"]["applied"].is_object(), "{good}");
    let metrics = server.get("/metrics").text();
    assert!(metrics.contains("thidua_store_errors_total 0"), "a bad exchange reached the database");
}

#[test]
fn nobody_without_a_session_reads_or_writes() {
    let (server, _data) = demo();
    let body = exchange("hanh-nt", &[]).to_string();
    for cookie in ["", "__Host-thidua=", "__Host-thidua=0000", "other=1; __Host-thidua=\u{1}", "__Host-thidua=a\0b"] {
        let answer = server.call("POST", "/api/v1/exchange", &[("cookie", cookie), JSON], body.as_bytes());
        assert!(matches!(answer.status, 400 | 401), "{cookie}: {}", answer.status);
        assert!(matches!(server.call("GET", "/api/v1/events", &[("cookie", cookie)], b"").status, 400 | 401));
    }
}

#[test]
fn every_answer_carries_the_security_headers() {
    let (server, _data) = demo();
    let all = ["/", "/api/v1/session", "/api/v1/nothing", "/healthz", "/metrics", "/nothing.js"];
    for answer in all.map(|path| server.get(path)) {
        assert!(
            answer
                .header("content-security-policy")
                .starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';")
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin");
        assert_eq!(answer.header("permissions-policy"), "camera=(self), geolocation=(self)");
        assert_eq!(answer.header("strict-transport-security"), "");
    }
    assert_eq!(server.get("/api/v1/session").header("cache-control"), "no-store");
}

#[test]
fn the_app_is_served_packed_and_cached_by_its_kind() {
    let (dist, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let write = |name: &str, text: &str| {
        let file = dist.path().join(name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    };
    for name in ["index.html", "sw.js", "manifest.webmanifest", "assets/app-1.wasm", "assets/app-1.js"] {
        write(name, &format!("plain {name}"));
        write(&format!("{name}.br"), &format!("br {name}"));
        write(&format!("{name}.gz"), &format!("gz {name}"));
    }
    let dist = dist.path().to_str().unwrap();
    let server = Server::start(&["--data", data.path().to_str().unwrap(), "--dist", dist]);
    let get = |path: &str, encoding: &str, accept: &str| {
        server.call("GET", path, &[("accept-encoding", encoding), ("accept", accept)], b"")
    };
    let is = |answer: Answer, encoding: &str, kind: &str, cache: &str, body: &str| {
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("content-encoding"), encoding);
        assert!(answer.header("content-type").starts_with(kind), "{}", answer.header("content-type"));
        assert_eq!((answer.header("cache-control"), answer.header("vary")), (cache, "accept-encoding"));
        assert_eq!(answer.text(), body);
    };
    let forever = "public, max-age=31536000, immutable";
    is(get("/", "gzip, deflate, br", "text/html"), "br", "text/html", "no-cache", "br index.html");
    is(get("/sw.js", "gzip", "*/*"), "gzip", "text/javascript", "no-cache", "gz sw.js");
    is(get("/sw.js", "br;q=0, gzip;q=0", "*/*"), "", "text/javascript", "no-cache", "plain sw.js");
    is(get("/assets/app-1.wasm", "br", "*/*"), "br", "application/wasm", forever, "br assets/app-1.wasm");
    is(get("/hoat-dong/5", "", "text/html,*/*"), "", "text/html", "no-cache", "plain index.html");
    for missing in [
        "/assets/app-2.js",
        "/assets/x",
        "/x.js",
        "/sw.js.br",
        "/../Cargo.toml",
        "/%2e%2e/x",
        "/api/v1/x",
        "//etc/passwd",
    ] {
        let answer = get(missing, "br", "text/html");
        assert!(
            answer.status == 404 || answer.text() == "br index.html" && !missing.contains("assets"),
            "{missing}: {}",
            answer.text()
        );
        assert!(!answer.text().contains("[package]"));
    }
    assert_eq!(get("/assets/x", "", "text/html").status, 404);
    assert_eq!(get("/hoat-dong/5", "", "application/json").status, 404);
    let tag = get("/sw.js", "br", "*/*").header("etag").to_string();
    let again = server.call("GET", "/sw.js", &[("accept-encoding", "br"), ("if-none-match", &tag)], b"");
    assert_eq!((again.status, again.body.len()), (304, 0));
    let head = server.call("HEAD", "/sw.js", &[], b"");
    assert_eq!((head.status, head.body.len()), (200, 0));
}

#[test]
fn demo_passwords_are_shown_only_in_a_demonstration() {
    let (server, data) = demo();
    assert_eq!(server.get("/api/v1/demo").json()["password"], json!(PASSWORD));
    drop(server);
    let server = Server::start(&["--data", data.path().to_str().unwrap()]);
    assert_eq!(server.get("/api/v1/demo").code(), "not_found");
    drop(server);
    let real = tempfile::tempdir().unwrap();
    let server = Server::start(&["--data", real.path().to_str().unwrap()]);
    let sign_in = server.post("/api/v1/session", "", &json!({ "login": "hanh", "password": PASSWORD }));
    assert_eq!(sign_in.code(), "wrong_password");
    assert_eq!(server.get("/api/v1/demo").code(), "not_found");
}

#[test]
fn a_listening_device_hears_of_a_commit_and_of_the_end() {
    let (server, _data) = demo();
    let (cookie, person) = server.sign_in("hanh");
    let mut stream = TcpStream::connect(&server.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream.write_all(&request(&server.address, "GET", "/api/v1/events", &[("cookie", &cookie)], b"")).unwrap();
    let mut lines = BufReader::new(stream);
    let mut next = || loop {
        let mut line = String::new();
        if lines.read_line(&mut line).unwrap() == 0 {
            return None;
        }
        if let Some(data) = line.strip_prefix("data: ") {
            return Some(serde_json::from_str::<Value>(data).unwrap()["head"].as_u64().unwrap());
        }
    };
    let before = next().unwrap();
    server.post("/api/v1/exchange", &cookie, &exchange(&person, &[draft(&mut Pen::default())]));
    assert_eq!(next(), Some(before + 1));
    assert!(server.stop(), "the server ends in order though somebody listens");
    assert_eq!(next(), None);
}

#[test]
fn answers_are_packed_when_asked() {
    let (server, _data) = demo();
    let (cookie, person) = server.sign_in("hanh");
    let body = exchange(&person, &[]).to_string();
    let headers = [("cookie", cookie.as_str()), JSON, ("accept-encoding", "gzip")];
    let answer = server.call("POST", "/api/v1/exchange", &headers, body.as_bytes());
    assert_eq!(answer.header("content-encoding"), "gzip");
    let mut text = String::new();
    flate2::read::GzDecoder::new(&answer.body[..]).read_to_string(&mut text).unwrap();
    assert!(text.contains("\"app\":\"thidua\"") && text.len() > 3 * answer.body.len());
}

#[test]
fn the_api_describes_itself() {
    let (server, _data) = demo();
    let document = server.get("/api/v1/openapi.json").json();
    assert_eq!(document["openapi"], json!("3.1.0"));
    for (path, methods) in document["paths"].as_object().unwrap() {
        // An answer to HEAD has no body.
        let asks = |method: &&String| !path.ends_with("events") && *method != "head";
        for method in methods.as_object().unwrap().keys().filter(asks) {
            let headers = [JSON, ("cookie", "__Host-thidua=0")];
            let answer = server.call(&method.to_uppercase(), path, &headers, b"{}");
            assert_ne!((answer.status, path.as_str()), (405, path.as_str()));
            let known = &document["components"]["schemas"]["Problem"]["properties"]["error"]["enum"];
            if answer.status >= 400 && answer.header("content-type") == "application/json" {
                assert!(known.as_array().unwrap().contains(&json!(answer.code())), "{path}: {}", answer.code());
            }
        }
    }
}

#[test]
fn a_position_of_repeated_scopes_costs_no_more_than_an_honest_one() {
    let (server, _data) = demo();
    let (cookie, person) = server.sign_in("hanh");
    let ask = |position: &Value| {
        let body = json!({ "proto": 1, "build": "t", "person": person, "client": uuid::Uuid::nil(), "position": position, "commands": [] });
        server.post("/api/v1/exchange", &cookie, &body)
    };
    let first = ask(&Value::Null).json();
    let mut position = first["read"]["page"]["next"].clone();
    assert!(position["held"].is_array(), "{first}");
    position["cursor"]["seq"] = json!(0);
    position["cursor"]["tag"] = json!(0);
    position["seen"] = Value::Null;
    position["held"] = json!(vec!["public"; 3_000]);
    let begun = std::time::Instant::now();
    let answer = ask(&position);
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    position["held"] = json!(vec!["public"; 100_000]);
    assert_eq!(ask(&position).code(), "too_many_scopes");
}

#[test]
fn a_command_too_large_or_too_tangled_is_refused_before_it_costs_anything() {
    let (server, _data) = demo();
    let (cookie, person) = server.sign_in("hanh");
    let mut pen = Pen::default();
    let id = thidua_server::operator::new_id(thidua_server::now()).to_string();
    let save = |pen: &mut Pen, text: String, base: Option<String>| {
        let mut command = pen.write("draft.save", &id, json!({ "form": "activity@1", "fields": { "text": text } }));
        if let Some(base) = base {
            command.base.fields.insert("text".into(), json!(base));
        }
        command
    };
    let begun = std::time::Instant::now();
    let commands = [
        save(&mut pen, "b ".repeat(30_000), None),
        save(&mut pen, "c ".repeat(30_000), Some("a ".repeat(30_000))),
        save(&mut pen, "d".repeat(250_000), None),
    ];
    let outcome = |command: &thidua_sync::command::Command| {
        let body = exchange(&person, std::slice::from_ref(command));
        server.post("/api/v1/exchange", &cookie, &body).json()["outcomes"][0]["outcome"].clone()
    };
    let outcomes: Vec<Value> = commands.iter().map(outcome).collect();
    assert!(outcomes[0]["applied"].is_object(), "{}", outcomes[0]);
    assert!(outcomes[1]["merged"].is_object(), "kept beside: {}", outcomes[1]);
    assert_eq!(outcomes[2]["rejected"]["code"], "too_large", "{}", outcomes[2]);
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
}

#[test]
fn figures_of_the_service_are_for_the_same_machine_alone() {
    let (server, _data) = demo();
    assert_eq!(server.get("/metrics").status, 200);
    assert_eq!(server.call("GET", "/metrics", &[("x-forwarded-for", "10.1.2.3")], b"").status, 404);
}

#[test]
fn a_closed_account_is_out_everywhere() {
    let (server, data) = demo();
    let (cookie, _) = server.sign_in("hanh");
    let closed = std::process::Command::new(env!("CARGO_BIN_EXE_thidua"))
        .args(["admin", "close", "--login", "hanh", "--data", data.path().to_str().unwrap()])
        .status();
    assert!(closed.unwrap().success());
    assert_eq!(server.call("GET", "/api/v1/session", &[("cookie", &cookie)], b"").status, 401);
    let again = server.post("/api/v1/session", "", &json!({ "login": "hanh", "password": PASSWORD }));
    assert_eq!(again.status, 401);
}

#[test]
fn many_people_change_their_passwords_in_the_same_minute() {
    let (server, _data) = demo();
    let logins = server.get("/api/v1/demo").json();
    let logins: Vec<String> =
        logins["logins"].as_array().unwrap().iter().map(|who| who["login"].as_str().unwrap().to_owned()).collect();
    for round in 0..8 {
        for login in &logins {
            let password = if round == 0 { PASSWORD.to_owned() } else { format!("câu dài số {round} của tôi") };
            let (cookie, _) = server.sign_in_with(login, &password);
            let body = json!({ "old": password, "new": format!("câu dài số {} của tôi", round + 1) });
            assert_eq!(server.post("/api/v1/password", &cookie, &body).status, 204, "{login} round {round}");
        }
    }
}

#[test]
fn a_password_that_anybody_would_try_is_refused_in_words() {
    let (server, _data) = demo();
    let (cookie, _) = server.sign_in("hanh");
    for guess in ["12345678", "hanh2022", "matkhau1", "aaaaaaaa", "qwertyuiop", "Password1"] {
        let answer = server.post("/api/v1/password", &cookie, &json!({ "old": PASSWORD, "new": guess }));
        assert_eq!(answer.code(), "password_guessable", "{guess}");
    }
}

#[test]
fn the_database_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let (server, data) = demo();
    drop(server);
    for file in std::fs::read_dir(data.path()).unwrap() {
        let file = file.unwrap();
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o077, 0, "{}", file.path().display());
    }
}
