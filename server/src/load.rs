//! Synthetic devices: sign in, write drafts, read. To see what a server carries.

use std::io::{BufRead, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use thidua_sync::wire::MAX_COMMANDS;

use crate::cli::Load;
use crate::now;
use crate::operator::new_id;

/// Commands in one exchange.
const BATCH: usize = 100;

/// Runs the devices and answers a line of figures.
pub fn run(options: &Load) -> Result<String, String> {
    let host = options.url.strip_prefix("http://").ok_or("the address must begin with http://")?;
    let host = host.trim_end_matches('/').to_string();
    let people = credentials(options, &host)?;
    let people = people.iter().map(|(login, password)| sign_in(&host, login, password));
    let people: Vec<(String, String)> = people.collect::<Result<_, _>>()?;
    let begun = Instant::now();
    let device = |(cookie, person): &(String, String)| device(&host, cookie, person, options.commands);
    let times = thread::scope(|scope| {
        let devices = people.iter().cycle().take(options.clients);
        let device = &device;
        let threads: Vec<_> = devices.map(|person| scope.spawn(move || device(person))).collect();
        let mut times = Vec::new();
        for thread in threads {
            times.extend(thread.join().map_err(|_| "a device panicked".to_string())??);
        }
        Ok::<Vec<Duration>, String>(times)
    })?;
    Ok(summary(times, begun.elapsed(), options.clients * options.commands))
}

/// The given account, or all of a demonstration.
fn credentials(options: &Load, host: &str) -> Result<Vec<(String, String)>, String> {
    if let (Some(login), Some(password)) = (&options.login, &options.password) {
        return Ok(vec![(login.clone(), password.clone())]);
    }
    let (_, demo) = call(host, "GET", "/api/v1/demo", "", &Value::Null)?;
    let text = |value: &Value| value.as_str().map(str::to_string);
    let logins = demo["logins"].as_array().into_iter().flatten();
    let all: Vec<_> = logins.filter_map(|entry| text(&entry["login"]).zip(text(&demo["password"]))).collect();
    match all.is_empty() {
        true => Err("no demonstration there: give --login and THIDUA_LOAD_PASSWORD".into()),
        false => Ok(all),
    }
}

/// Answers the cookie and the person.
fn sign_in(host: &str, login: &str, password: &str) -> Result<(String, String), String> {
    let asked = json!({ "login": login, "password": password, "device": "load" });
    let (head, body) = call(host, "POST", "/api/v1/session", "", &asked)?;
    let cookie = head.lines().find_map(|line| line.strip_prefix("set-cookie: ")?.split(';').next());
    let cookie = cookie.ok_or_else(|| format!("signing in failed: {body}"))?;
    Ok((cookie.into(), body["person"].as_str().unwrap_or_default().into()))
}

/// One device: its commands in batches, each with a read of what is new. Answers the time of each exchange.
fn device(host: &str, cookie: &str, person: &str, commands: usize) -> Result<Vec<Duration>, String> {
    let client = new_id(now());
    let mut position = Value::Null;
    let mut times = Vec::new();
    let mut cseq = 0;
    while cseq < commands {
        let size = BATCH.min(MAX_COMMANDS).min(commands - cseq);
        let command = |n: usize| {
            json!({ "id": new_id(now()), "client": client, "cseq": cseq + n + 1, "kind": "draft.save@1",
                    "entity": new_id(now()), "args": { "form": "activity@1", "fields": { "text": "x".repeat(400) } } })
        };
        let commands: Vec<Value> = (0..size).map(command).collect();
        let mut asked =
            json!({ "proto": 1, "build": "load", "person": person, "client": client, "commands": commands });
        if !position.is_null() {
            asked["position"] = position.take();
        }
        let begun = Instant::now();
        let (head, answer) = call(host, "POST", "/api/v1/exchange", cookie, &asked)?;
        times.push(begun.elapsed());
        let applied = answer["outcomes"].as_array().into_iter().flatten();
        if applied.filter(|reply| !reply["outcome"]["applied"].is_null()).count() != size {
            return Err(format!("not all was taken: {}", head.lines().next().unwrap_or_default()));
        }
        position = answer["read"]["page"]["next"].clone();
        cseq += size;
    }
    Ok(times)
}

fn summary(mut times: Vec<Duration>, whole: Duration, commands: usize) -> String {
    times.sort();
    let at =
        |percent: usize| times.get((times.len() * percent / 100).min(times.len() - 1)).copied().unwrap_or_default();
    let rate = commands as u128 * 1000 / whole.as_millis().max(1);
    format!("{commands} commands in {whole:.1?}: {rate}/s; exchange p50 {:.1?}, p95 {:.1?}", at(50), at(95))
}

/// One request over a connection of its own.
fn call(host: &str, method: &str, path: &str, cookie: &str, body: &Value) -> Result<(String, Value), String> {
    let failed = |error: std::io::Error| format!("{host}: {error}");
    let mut stream = BufReader::new(TcpStream::connect(host).map_err(failed)?);
    let body = if body.is_null() { String::new() } else { body.to_string() };
    let head = format!(
        "{method} {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\ncookie: {cookie}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    stream.get_mut().write_all(head.as_bytes()).map_err(failed)?;
    stream.get_mut().write_all(body.as_bytes()).map_err(failed)?;
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if stream.read_line(&mut head).map_err(failed)? == 0 {
            return Err(format!("{host}: no answer"));
        }
    }
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).map_err(failed)?;
    Ok((head, serde_json::from_slice(&bytes).unwrap_or(Value::Null)))
}
