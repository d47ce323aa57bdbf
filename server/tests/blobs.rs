//! Evidence files over HTTP: piece by piece, through cuts and kills, refused by content, shown to those who may see them.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails says so by panicking")]

mod common;

use common::web::{Answer, Server};
use sha2::{Digest as _, Sha256};

const BYTES: (&str, &str) = ("content-type", "application/octet-stream");
const PIECE: usize = 256_000;

/// A photo as a device makes it: canonical, of noise, so that it is large.
fn photo(seed: u32, side: u16) -> Vec<u8> {
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

fn sha(bytes: &[u8]) -> String {
    thidua_server::hex(&Sha256::digest(bytes))
}

/// A signed-in device of one person.
struct Device<'a> {
    server: &'a Server,
    cookie: String,
    #[expect(dead_code, reason = "who it is comes next")]
    person: String,
}

impl Device<'_> {
    fn new<'a>(server: &'a Server, login: &str) -> Device<'a> {
        let (cookie, person) = server.sign_in(login);
        Device { server, cookie, person }
    }

    fn head(&self, sha: &str) -> Answer {
        self.server.call("HEAD", &path(sha), &[("cookie", &self.cookie)], b"")
    }

    /// How far the upload has come, and whether it is received.
    fn stands(&self, sha: &str) -> (usize, bool) {
        let answer = self.head(sha);
        assert_eq!(answer.status, 200);
        (answer.header("upload-offset").parse().unwrap(), answer.header("upload-received") == "1")
    }

    fn put(&self, sha: &str, offset: usize, length: usize, body: &[u8]) -> Answer {
        let (offset, length) = (offset.to_string(), length.to_string());
        let headers = [("cookie", self.cookie.as_str()), BYTES, ("upload-offset", &offset), ("upload-length", &length)];
        self.server.call("PUT", &path(sha), &headers, body)
    }

    /// Sends what is missing, and answers the last answer.
    fn send(&self, bytes: &[u8]) -> Answer {
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

    fn get(&self, sha: &str) -> Answer {
        self.server.call("GET", &path(sha), &[("cookie", &self.cookie)], b"")
    }
}

fn path(sha: &str) -> String {
    format!("/api/v1/blobs/{sha}")
}

#[test]
fn a_file_sent_in_pieces_comes_back_equal() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::demo(data.path());
    let hanh = Device::new(&server, "hanh");
    let photo = photo(1, 700);
    assert!(photo.len() > 2 * PIECE, "{}", photo.len());
    let name = sha(&photo);
    assert_eq!(hanh.stands(&name), (0, false));
    let answer = hanh.send(&photo);
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.json(), serde_json::json!({ "sha": name, "offset": photo.len(), "received": true }));
    assert_eq!(hanh.stands(&name), (photo.len(), true));
    let got = hanh.get(&name);
    assert_eq!((got.status, got.body == photo), (200, true));
}
