//! Photos and papers, good and bad, and a device that hands them in.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::Pen;
use super::web::{Answer, Server, exchange};

/// Stands for what nobody may find again of a refused file.
pub const SENTINEL: &str = "THIDUA-SENTINEL";
pub const BYTES: (&str, &str) = ("content-type", "application/octet-stream");
/// Bytes that the device sends at once.
pub const PIECE: usize = 256_000;

/// A photo as a device makes it: canonical, of noise, so that it is large.
pub fn photo(seed: u32, side: u16) -> Vec<u8> {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    let pixels: Vec<u8> = (0..usize::from(side) * usize::from(side) * 3).map(|_| next()).collect();
    let mut bytes = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut bytes, 90);
    encoder.encode(&pixels, side, side, jpeg_encoder::ColorType::Rgb).unwrap();
    thidua_media::jpeg::canonical(&bytes).unwrap().bytes
}

pub fn pdf(body: &str) -> Vec<u8> {
    format!("%PDF-1.7\n1 0 obj\n<<{body}>>\nendobj\ntrailer\n<<>>\n%%EOF\n").into_bytes()
}

pub fn sha(bytes: &[u8]) -> String {
    thidua_server::hex(&Sha256::digest(bytes))
}

pub fn path(sha: &str) -> String {
    format!("/api/v1/blobs/{sha}")
}

/// All files below a folder.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// A signed-in device of one person.
pub struct Device<'a> {
    pub server: &'a Server,
    pub cookie: String,
    pub person: String,
}

impl<'a> Device<'a> {
    pub fn new(server: &'a Server, login: &str) -> Device<'a> {
        let (cookie, person) = server.sign_in(login);
        Device { server, cookie, person }
    }

    /// The same session on another server.
    pub fn on<'b>(&self, server: &'b Server) -> Device<'b> {
        Device { server, cookie: self.cookie.clone(), person: self.person.clone() }
    }

    /// How far the upload has come, and whether it is received.
    pub fn stands(&self, sha: &str) -> (usize, bool) {
        let answer = self.server.call("HEAD", &path(sha), &[("cookie", &self.cookie)], b"");
        assert_eq!((answer.status, answer.body.len()), (200, 0));
        (answer.header("upload-offset").parse().unwrap(), answer.header("upload-received") == "1")
    }

    pub fn put(&self, sha: &str, offset: usize, length: usize, body: &[u8]) -> Answer {
        let (offset, length) = (offset.to_string(), length.to_string());
        let headers = [("cookie", self.cookie.as_str()), BYTES, ("upload-offset", &offset), ("upload-length", &length)];
        self.server.call("PUT", &path(sha), &headers, body)
    }

    /// Sends what is missing, and gives the last answer.
    pub fn send(&self, bytes: &[u8]) -> Answer {
        let name = sha(bytes);
        let (mut offset, _) = self.stands(&name);
        loop {
            let end = bytes.len().min(offset + PIECE);
            let answer = self.put(&name, offset, bytes.len(), &bytes[offset..end]);
            if answer.status != 200 || answer.json()["received"] == true {
                return answer;
            }
            assert_eq!(answer.json()["offset"], end);
            offset = end;
        }
    }

    /// Sends a file that must be received, and gives its name.
    pub fn hand_in(&self, bytes: &[u8]) -> String {
        let (answer, name) = (self.send(bytes), sha(bytes));
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert_eq!(answer.json(), json!({ "sha": name, "offset": bytes.len(), "received": true }));
        assert_eq!(self.stands(&name), (bytes.len(), true));
        name
    }

    pub fn get(&self, sha: &str) -> Answer {
        self.server.call("GET", &path(sha), &[("cookie", &self.cookie)], b"")
    }

    /// Hands in a record that names files.
    pub fn record(&self, unit: &str, names: &[String]) {
        let fields = json!({ "title": "Họp dân", "kind": "other", "date": "2022-05-24", "evidence": names });
        let id = thidua_server::operator::new_id(thidua_server::now()).to_string();
        let command = Pen::default().write("activity.submit", &id, json!({ "unit": unit, "fields": fields }));
        let answer = self.server.post("/api/v1/exchange", &self.cookie, &exchange(&self.person, &[command])).json();
        assert!(answer["outcomes"][0]["outcome"]["applied"].is_object(), "{}", answer["outcomes"]);
    }

    /// The files that a new device of this person hears of.
    pub fn heard(&self) -> Vec<String> {
        let (mut position, mut names) = (Value::Null, Vec::new());
        loop {
            let mut asked = exchange(&self.person, &[]);
            if !position.is_null() {
                asked["position"] = position;
            }
            let page = self.server.post("/api/v1/exchange", &self.cookie, &asked).json()["read"]["page"].clone();
            let rows = page["puts"].as_array().unwrap().iter().filter(|row| row["k"][0] == "blob");
            names.extend(rows.map(|row| row["k"][1].as_str().unwrap().to_owned()));
            if page["more"] == false {
                return names;
            }
            position = page["next"].clone();
        }
    }
}
