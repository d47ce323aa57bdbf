//! The real program, spoken to over TCP.

use std::io::{BufRead as _, BufReader, ErrorKind, Read as _, Write as _};
use std::net::{Shutdown, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

pub const PASSWORD: &str = "thi-dua-2022";

/// A running server. Killed when dropped.
pub struct Server {
    child: Child,
    pub address: String,
}

impl Server {
    /// Starts the program and waits until it listens.
    pub fn start(arguments: &[&str]) -> Server {
        Server::start_in(&[], arguments)
    }

    /// The same, with variables of the environment.
    pub fn start_in(variables: &[(&str, &str)], arguments: &[&str]) -> Server {
        let mut child = Command::new(env!("CARGO_BIN_EXE_thidua"))
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(arguments)
            .envs(variables.iter().copied())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().rsplit("://").next().unwrap().to_string();
        assert!(line.starts_with("listening on "), "the server said {line:?}");
        Server { child, address }
    }

    pub fn demo(data: &Path) -> Server {
        Server::start(&["--demo", "--data", data.to_str().unwrap()])
    }

    /// Ends it at once, in the middle of whatever it does.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to end, and answers whether it ended in order.
    pub fn stop(mut self) -> bool {
        let asked = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        asked.success() && self.child.wait().unwrap().success()
    }

    pub fn call(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        call(&self.address, method, path, headers, body)
    }

    pub fn get(&self, path: &str) -> Answer {
        self.call("GET", path, &[], b"")
    }

    pub fn post(&self, path: &str, cookie: &str, body: &Value) -> Answer {
        self.call(
            "POST",
            path,
            &[("cookie", cookie), ("content-type", "application/json")],
            body.to_string().as_bytes(),
        )
    }

    /// Signs in, and answers the cookie and the person.
    pub fn sign_in(&self, login: &str) -> (String, String) {
        self.sign_in_with(login, PASSWORD)
    }

    pub fn sign_in_with(&self, login: &str, password: &str) -> (String, String) {
        let asked = json!({ "login": login, "password": password, "device": "máy thử" });
        let answer = self.post("/api/v1/session", "", &asked);
        assert_eq!(answer.status, 200, "{}", answer.text());
        let person = answer.json()["person"].as_str().unwrap().to_string();
        (answer.cookie(), person)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value)
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub fn code(&self) -> String {
        self.json()["error"].as_str().unwrap_or_default().to_string()
    }

    pub fn cookie(&self) -> String {
        self.header("set-cookie").split(';').next().unwrap().to_string()
    }
}

/// The bytes of a request.
pub fn request(address: &str, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
    let mut head = format!("{method} {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n");
    for (name, value) in headers {
        head += &format!("{name}: {value}\r\n");
    }
    if !body.is_empty() {
        head += &format!("content-length: {}\r\n", body.len());
    }
    let mut bytes = (head + "\r\n").into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

pub fn call(address: &str, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    // A server that refuses a body may close before it has read all of it.
    drop(stream.write_all(&request(address, method, path, headers, body)));
    let mut bytes = Vec::new();
    drop(stream.read_to_end(&mut bytes));
    parse(&bytes)
}

/// Sends a part of a request, reads a part of the answer, and hangs up.
pub fn cut(address: &str, sent: &[u8], read: usize) -> std::io::Result<()> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(60)))?;
    stream.write_all(sent)?;
    if read == 0 {
        return stream.shutdown(Shutdown::Both);
    }
    let mut bytes = vec![0; read];
    stream.read_exact(&mut bytes).or_else(|error| match error.kind() {
        // The whole answer was shorter.
        ErrorKind::UnexpectedEof if bytes[0] != 0 => Ok(()),
        _ => Err(error),
    })
}

pub fn parse(bytes: &[u8]) -> Answer {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("no answer");
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.lines();
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let header = |line: &str| line.split_once(": ").map(|(name, value)| (name.to_string(), value.to_string()));
    let headers: Vec<_> = lines.filter_map(header).collect();
    let mut body = bytes[end + 4..].to_vec();
    if headers.iter().any(|(name, value)| name == "transfer-encoding" && value == "chunked") {
        body = unchunk(&body);
    }
    Answer { status, headers, body }
}

fn unchunk(mut bytes: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    while let Some(end) = bytes.windows(2).position(|two| two == b"\r\n") {
        let size = usize::from_str_radix(std::str::from_utf8(&bytes[..end]).unwrap().trim(), 16).unwrap();
        bytes = &bytes[end + 2..];
        if size == 0 || bytes.len() < size + 2 {
            whole.extend_from_slice(&bytes[..size.min(bytes.len())]);
            break;
        }
        whole.extend_from_slice(&bytes[..size]);
        bytes = &bytes[size + 2..];
    }
    whole
}

/// An exchange of one person's device.
pub fn exchange(person: &str, commands: &[thidua_sync::command::Command]) -> Value {
    json!({ "proto": 1, "build": "test", "person": person, "client": "018f0000-0000-7000-8000-000000000001",
            "commands": commands })
}

/// Makes a certificate for `localhost` in a folder. Answers its file and that of its key, if the machine has openssl.
pub fn certificate(folder: &Path) -> Option<(String, String)> {
    let path = |name: &str| folder.join(name).to_str().unwrap().to_string();
    let (cert, key) = (path("cert.pem"), path("key.pem"));
    let names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
    let made = Command::new("openssl")
        .args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"])
        .args(names)
        .args(["-addext", "basicConstraints=CA:FALSE", "-keyout", &key, "-out", &cert])
        .output();
    if made.is_ok_and(|made| made.status.success()) {
        return Some((cert, key));
    }
    drop(std::io::stderr().write_all(b"SKIPPED tls: openssl is not installed\n"));
    None
}
