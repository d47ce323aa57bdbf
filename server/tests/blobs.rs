//! Evidence files over HTTP: piece by piece, through cuts and kills, refused by content, shown to those who may see them.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails says so by panicking")]

mod common;

use std::io::Write as _;
use std::net::TcpStream;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant, SystemTime};

use common::Database;
use common::files::{BYTES, Device, PIECE, SENTINEL, files, path, pdf, photo, sha};
use common::web::{Server, cut, request};
use serde_json::{Value, json};
use thidua_domain::evidence::Kind;
use thidua_server::blobs::{Blobs, Facts, Standing, Upload};
use thidua_server::cli::Files;

fn demo() -> (Server, tempfile::TempDir) {
    let data = tempfile::tempdir().unwrap();
    (Server::demo(data.path()), data)
}

/// Runs the program. Answers whether it succeeded, and what it said.
fn thidua(arguments: &[&str]) -> (bool, String) {
    let run = Command::new(env!("CARGO_BIN_EXE_thidua")).args(arguments).output().unwrap();
    (run.status.success(), String::from_utf8([run.stdout, run.stderr].concat()).unwrap())
}

#[test]
fn a_file_sent_in_pieces_comes_back_equal_as_something_to_keep() {
    let (server, data) = demo();
    let hanh = Device::new(&server, "hanh");
    let photo = photo(1, 700);
    assert!(photo.len() > 2 * PIECE, "{}", photo.len());
    assert_eq!(hanh.stands(&sha(&photo)), (0, false));
    let name = hanh.hand_in(&photo);
    let headers = [("cookie", hanh.cookie.as_str()), ("accept-encoding", "gzip, br")];
    let got = server.call("GET", &path(&name), &headers, b"");
    assert_eq!((got.status, got.body == photo), (200, true));
    for (header, value) in [
        ("content-type", "image/jpeg"),
        ("content-length", &photo.len().to_string()),
        ("content-disposition", &format!("attachment; filename=\"{}.jpg\"", &name[..12])),
        ("content-security-policy", "default-src 'none'; sandbox"),
        ("cache-control", "private, no-cache"),
        ("etag", &format!("\"{name}\"")),
        ("x-content-type-options", "nosniff"),
        ("cross-origin-resource-policy", "same-origin"),
        ("content-encoding", ""),
    ] {
        assert_eq!(got.header(header), value, "{header}");
    }
    let again = [("cookie", hanh.cookie.as_str()), ("if-none-match", got.header("etag"))];
    let again = server.call("GET", &path(&name), &again, b"");
    assert_eq!((again.status, again.body.len(), again.header("etag")), (304, 0, got.header("etag")));

    let paper = pdf("/Type/Catalog");
    let paper_name = hanh.hand_in(&paper);
    let got = hanh.get(&paper_name);
    assert_eq!((got.body == paper, got.header("content-type")), (true, "application/pdf"));
    assert!(got.header("content-disposition").ends_with(".pdf\""));
    assert_eq!(hanh.heard().len(), 2);
    assert!(files(&data.path().join("blobs/pieces")).is_empty(), "pieces are left");
    let figures = server.get("/metrics").text();
    assert!(figures.contains("thidua_files_total 2\n"), "{figures}");
    assert!(figures.contains(&format!("thidua_file_bytes_total {}\n", photo.len() + paper.len())));
}

#[test]
fn a_cut_upload_goes_on_where_it_was_cut() {
    let (server, _data) = demo();
    let hanh = Device::new(&server, "hanh");
    let photo = photo(2, 1_000);
    let name = sha(&photo);
    let (mut offset, mut sent, mut cuts) = (0, 0, 0);
    while offset < photo.len() {
        // A piece of 500 kB of which only a part gets through.
        let end = photo.len().min(offset + 500_000);
        let arrives = (end - offset).min(70_001 + cuts * 9_973);
        let (from, length) = (offset.to_string(), photo.len().to_string());
        let headers = [("cookie", hanh.cookie.as_str()), BYTES, ("upload-offset", &from), ("upload-length", &length)];
        let whole = request(&server.address, "PUT", &path(&name), &headers, &photo[offset..end]);
        cut(&server.address, &whole[..whole.len() - (end - offset - arrives)], 0).unwrap();
        (sent, cuts) = (sent + arrives, cuts + 1);
        let patience = Instant::now() + Duration::from_secs(20);
        while hanh.stands(&name).0 < offset + arrives {
            assert!(Instant::now() < patience, "{} of {} after a cut", hanh.stands(&name).0, offset + arrives);
        }
        offset = hanh.stands(&name).0;
    }
    assert!(cuts > 5, "{cuts} cuts");
    assert!(sent * 10 < photo.len() * 11, "{sent} bytes sent for {}", photo.len());
    let done = hanh.put(&name, photo.len(), photo.len(), b"");
    assert_eq!(done.json()["received"], true, "{}", done.text());
    assert!(hanh.get(&name).body == photo);
}

#[test]
fn a_connection_that_broke_without_a_word_loses_nothing() {
    let (server, _data) = demo();
    let hanh = Device::new(&server, "hanh");
    let photo = photo(3, 500);
    let (name, length) = (sha(&photo), photo.len().to_string());
    let headers = [("cookie", hanh.cookie.as_str()), BYTES, ("upload-offset", "0"), ("upload-length", &length)];
    let whole = request(&server.address, "PUT", &path(&name), &headers, &photo[..100_000]);
    let mut silent = TcpStream::connect(&server.address).unwrap();
    silent.write_all(&whole[..whole.len() - 20_000]).unwrap();
    let begun = Instant::now();
    while hanh.stands(&name).0 < 80_000 {
        assert!(begun.elapsed() < Duration::from_secs(10), "the server still waits for the old connection");
    }
    assert_eq!(hanh.stands(&name), (80_000, false));
    hanh.hand_in(&photo);
}

#[test]
fn each_request_is_told_what_is_wrong_with_it() {
    let (server, _data) = demo();
    let hanh = Device::new(&server, "hanh");
    let photo = photo(4, 500);
    let (name, length) = (sha(&photo), photo.len());
    assert_eq!(hanh.put(&name, 0, length, &photo[..5_000]).json()["offset"], 5_000);
    for offset in [0, 4_999, 5_001, length] {
        let answer = hanh.put(&name, offset, length, &photo[..1_000]);
        assert_eq!((answer.status, answer.code().as_str()), (409, "wrong_offset"), "{offset}");
        assert_eq!(answer.header("upload-offset"), "5000");
    }
    let told = |offset, length, body: &[u8]| {
        let answer = hanh.put(&name, offset, length, body);
        (answer.status, answer.code())
    };
    assert_eq!(told(length + 1, length, b""), (400, "bad_request".into()));
    assert_eq!(told(0, 0, b""), (422, "empty".into()));
    assert_eq!(told(0, 30_000_001, b"x"), (413, "too_large".into()));
    assert_eq!(told(5_000, length, &vec![0; length]), (413, "too_large".into()), "more than the file");
    let other = sha(b"other");
    assert_eq!(hanh.put(&other, 0, 2_000_000, &vec![0; 1_000_001]).status, 413, "more than a piece");
    assert_eq!(hanh.stands(&other), (0, false));
    let headers = [("cookie", hanh.cookie.as_str()), BYTES];
    assert_eq!(server.call("PUT", &path(&name), &headers, b"x").code(), "bad_request");
    for sha in ["x", &name[1..], &name.to_uppercase(), "..%2f..%2fthidua.db"] {
        assert_eq!(hanh.get(sha).status, 404, "{sha}");
        assert_eq!(hanh.put(sha, 0, 1, b"x").status, 404, "{sha}");
    }
    // A length that turns out too short begins again.
    assert_eq!(hanh.put(&name, 5_000, 4_000, b"").status, 400);
    assert_eq!(hanh.put(&name, 0, 4_000, b"").header("upload-offset"), "");
    hanh.hand_in(&photo);
    // Whatever comes now is told that all is there.
    for offset in [0, 7, length] {
        assert_eq!(
            hanh.put(&name, offset, length, &photo[offset..][..1.min(length - offset)]).json()["received"],
            true
        );
    }
}

#[test]
fn only_a_signed_in_page_of_ours_sends_bytes_and_only_as_bytes() {
    let (server, _data) = demo();
    let hanh = Device::new(&server, "hanh");
    let paper = pdf("");
    let (name, length) = (sha(&paper), paper.len().to_string());
    for method in ["GET", "HEAD", "PUT"] {
        let headers = [BYTES, ("upload-offset", "0"), ("upload-length", &length)];
        assert_eq!(server.call(method, &path(&name), &headers, b"").status, 401, "{method}");
    }
    let put = |more: &[(&str, &str)]| {
        let cookie = ("cookie", hanh.cookie.as_str());
        let headers = [&[cookie, ("upload-offset", "0"), ("upload-length", &length)], more].concat();
        let answer = server.call("PUT", &path(&name), &headers, &paper);
        (answer.status, answer.code())
    };
    for origin in [("origin", "https://evil.example"), ("origin", "null"), ("sec-fetch-site", "cross-site")] {
        assert_eq!(put(&[BYTES, origin]), (403, "cross_origin".into()), "{origin:?}");
    }
    for kind in ["application/json", "text/plain", "multipart/form-data", "application/x-www-form-urlencoded"] {
        assert_eq!(put(&[("content-type", kind)]), (415, "not_bytes".into()), "{kind}");
    }
    assert_eq!(put(&[]), (415, "not_bytes".into()));
    let elsewhere = [("cookie", hanh.cookie.as_str()), BYTES];
    assert_eq!(server.call("PUT", "/api/v1/session", &elsewhere, b"{}").code(), "not_json");
    assert_eq!(server.call("POST", "/api/v1/exchange", &elsewhere, b"{}").code(), "not_json");
    assert_eq!(server.call("POST", &path(&name), &[("cookie", &hanh.cookie), BYTES], b"x").code(), "not_json");
    assert_eq!(hanh.stands(&name), (0, false));
}

/// What must not be kept: its bytes, and the code that its sender is told. Each holds the sentinel.
fn bad_files() -> Vec<(&'static str, Vec<u8>, u16, &'static str)> {
    let photo = photo(5, 64);
    let mark = SENTINEL.as_bytes();
    let with = |before: &[u8], after: &[u8]| [before, mark, after, b"\n"].concat();
    let segment = |marker: u8, body: &[u8]| {
        let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
        [&[0xFF, marker], length.as_slice(), body].concat()
    };
    let after_start = |segment: &[u8]| [&photo[..2], segment, &photo[2..]].concat();
    let flood = {
        let mut photo = after_start(&segment(0xFE, mark));
        let frame = photo.windows(2).position(|two| matches!(two, [0xFF, 0xC0..=0xC2])).unwrap();
        photo[frame + 5..frame + 9].copy_from_slice(&[0xFD, 0xE8, 0xFD, 0xE8]);
        photo
    };
    let cut_photo = after_start(&segment(0xE1, mark));
    let mut large_paper = pdf(SENTINEL);
    large_paper.splice(9..9, vec![b' '; 20_000_000]);
    vec![
        ("a photo with a place in it", after_start(&segment(0xE1, &with(b"Exif\0\0", b""))), 422, "not_canonical"),
        ("a photo with a comment", after_start(&segment(0xFE, mark)), 422, "not_canonical"),
        (
            "a photo with a page behind it",
            with(&[&photo[..], b"<script>"].concat(), b"</script>"),
            422,
            "not_canonical",
        ),
        ("a photo with a zip behind it", with(&[&photo[..], b"PK\x03\x04"].concat(), b""), 422, "not_canonical"),
        ("a cut photo", cut_photo[..cut_photo.len() / 2].to_vec(), 422, "damaged"),
        ("a flood of pixels", flood, 422, "too_many_pixels"),
        ("a PNG", with(b"\x89PNG\r\n\x1A\n", b""), 422, "unknown_type"),
        ("a WebP", with(b"RIFF\0\0\0\0WEBPVP8 ", b""), 422, "unknown_type"),
        ("a drawing", with(b"<?xml version='1.0'?><svg onload='", b"'/>"), 422, "svg"),
        ("a page", with(b"<!DOCTYPE html><script>", b"</script>"), 422, "html"),
        ("an archive", with(b"PK\x03\x04", b""), 422, "archive"),
        ("a GIF", with(b"GIF89a", b""), 422, "gif"),
        ("a HEIC", with(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", b""), 422, "heic"),
        ("a program", with(b"\x7FELF", b""), 422, "unknown_type"),
        ("a paper that acts", pdf(&format!("/S/JavaScript/JS({SENTINEL})")), 422, "pdf_active"),
        ("a cut paper", with(b"%PDF-1.7\n", b""), 422, "damaged"),
        ("a paper with a page behind it", with(&[&pdf("")[..], b"<html>"].concat(), b""), 422, "damaged"),
        ("a paper too large", large_paper, 413, "too_large"),
    ]
}

/// Files below a folder that hold the sentinel.
fn marked(folder: &Path) -> Vec<std::path::PathBuf> {
    let holds = |path: &std::path::PathBuf| {
        let bytes = std::fs::read(path).unwrap();
        bytes.windows(SENTINEL.len()).any(|window| window == SENTINEL.as_bytes())
    };
    files(folder).into_iter().filter(holds).collect()
}

#[test]
fn of_a_file_that_is_refused_nothing_is_left() {
    let (server, data) = demo();
    let hanh = Device::new(&server, "hanh");
    let bad = bad_files();
    let count = bad.len();
    for (what, bytes, status, code) in bad {
        let name = sha(&bytes);
        // All but the last byte is a piece under way, and found.
        let last = bytes.len() - 1;
        for from in (0..last).step_by(900_000) {
            hanh.put(&name, from, bytes.len(), &bytes[from..last.min(from + 900_000)]);
        }
        assert!(!marked(data.path()).is_empty(), "{what}: the sentinel is not where it should be");
        let answer = hanh.put(&name, last, bytes.len(), &bytes[last..]);
        assert_eq!((answer.status, answer.code().as_str()), (status, code), "{what}");
        assert_eq!(hanh.stands(&name), (0, false), "{what}");
        assert_eq!(hanh.get(&name).status, 404, "{what}");
        assert_eq!(marked(data.path()), Vec::<std::path::PathBuf>::new(), "{what}");
    }
    // A good photo under a wrong name.
    let photo = photo(6, 64);
    let answer = hanh.put(&sha(b"another"), 0, photo.len(), &photo);
    assert_eq!((answer.status, answer.code().as_str()), (422, "hash_mismatch"));
    assert_eq!(files(&data.path().join("blobs")), Vec::<std::path::PathBuf>::new());
    assert!(hanh.heard().is_empty());
    assert!(server.get("/metrics").text().contains(&format!("thidua_files_refused_total {}\n", count + 1)));
    hanh.hand_in(&photo);
}

#[test]
fn the_same_file_of_two_people_is_kept_once_and_each_hands_it_in() {
    let (server, data) = demo();
    let (hanh, sinh) = (Device::new(&server, "hanh"), Device::new(&server, "sinh"));
    let photo = photo(7, 200);
    let name = hanh.hand_in(&photo);
    assert_eq!(sinh.stands(&name), (0, false), "to know its name is not to have it");
    assert_eq!(sinh.get(&name).status, 404);
    sinh.hand_in(&photo);
    assert!(sinh.get(&name).body == photo);
    let blobs = data.path().join("blobs");
    assert_eq!((files(&blobs.join("files")).len(), files(&blobs.join("by")).len(), files(&blobs).len()), (1, 2, 3));
}

#[test]
fn who_sees_a_record_of_it_sees_the_file_and_nobody_else_learns_that_it_exists() {
    let (server, _data) = demo();
    let [hanh, hang, toan, sinh] = ["hanh", "hang", "toan", "sinh"].map(|login| Device::new(&server, login));
    let photo = photo(8, 200);
    let name = hanh.hand_in(&photo);
    let unknown = sha(b"unknown");
    let sees = |device: &Device<'_>| {
        let (answer, other) = (device.get(&name), device.get(&unknown));
        assert_eq!(answer.status == 200, device.heard().contains(&name));
        if answer.status != 200 {
            assert_eq!((answer.status, &answer.body), (other.status, &other.body));
            let undated = |answer: &common::web::Answer| -> Vec<_> {
                answer.headers.iter().filter(|(header, _)| header != "date").cloned().collect()
            };
            assert_eq!(undated(&answer), undated(&other));
        }
        answer.status == 200
    };
    assert_eq!([&hanh, &hang, &toan, &sinh].map(sees), [true, false, false, false]);
    // Somebody of another unit names the file without having it.
    let piece = format!("{name}.jpg Biên bản họp");
    sinh.record("lc-kv1", std::slice::from_ref(&piece));
    assert_eq!([&hanh, &hang, &toan, &sinh].map(sees), [true, false, false, false]);
    hanh.record("na-kv3", &[piece]);
    assert_eq!([&hanh, &hang, &toan, &sinh].map(sees), [true, true, true, false]);
    assert!(hang.get(&name).body == photo);
}

#[test]
fn a_record_may_come_before_its_file() {
    let (server, _data) = demo();
    let [hanh, hang] = ["hanh", "hang"].map(|login| Device::new(&server, login));
    let photo = photo(9, 200);
    hanh.record("na-kv3", &[format!("{}.jpg", sha(&photo))]);
    assert_eq!(hang.get(&sha(&photo)).status, 404);
    let name = hanh.hand_in(&photo);
    assert!(hang.get(&name).body == photo);
}

#[test]
fn a_full_quota_refuses_one_more_file_and_leaves_the_others() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(&["--demo", "--data", data.path().to_str().unwrap(), "--photo-quota-mb", "1"]);
    let hanh = Device::new(&server, "hanh");
    let photos: Vec<Vec<u8>> = (10..12).map(|seed| photo(seed, 700)).collect();
    let bytes = photos[0].len();
    assert!((500_000..1_000_000).contains(&bytes), "{bytes}");
    let name = hanh.hand_in(&photos[0]);
    let answer = hanh.send(&photos[1]);
    assert_eq!((answer.status, answer.code().as_str()), (507, "quota_full"));
    let detail: Value = serde_json::from_str(answer.json()["detail"].as_str().unwrap()).unwrap();
    assert_eq!(detail, json!({ "used": bytes, "quota": 1_000_000 }));
    assert_eq!(hanh.stands(&sha(&photos[1])), (0, false), "refused at the first piece");
    assert!(hanh.get(&name).body == photos[0]);
    hanh.hand_in(&photos[0]);
    // What is under way counts, so that nobody begins without end.
    let [toan, half] = [Device::new(&server, "toan"), Device::new(&server, "sinh")];
    toan.hand_in(&photos[1]);
    half.put(&sha(&photos[0]), 0, bytes, &photos[0][..bytes / 2]);
    assert_eq!(half.put(&sha(&photos[1]), 0, bytes, &photos[1][..9]).code(), "quota_full");
    half.hand_in(&photos[0]);
}

#[test]
fn a_killed_server_goes_on_with_the_upload() {
    let data = tempfile::tempdir().unwrap();
    let place = ["--data", data.path().to_str().unwrap()];
    let mut server = Server::demo(data.path());
    let (cookie, person) = server.sign_in("hanh");
    let photos: Vec<Vec<u8>> = (20..26).map(|seed| photo(seed, 700)).collect();
    for (round, photo) in photos.iter().enumerate() {
        let device = Device { server: &server, cookie: cookie.clone(), person: person.clone() };
        let name = sha(photo);
        device.put(&name, 0, photo.len(), &photo[..PIECE]);
        assert_eq!(device.stands(&name), (PIECE, false));
        // It dies some milliseconds after the last piece was sent: while that is stored, checked, kept or told.
        let (from, length) = (PIECE.to_string(), photo.len().to_string());
        let headers = [("cookie", cookie.as_str()), BYTES, ("upload-offset", &from), ("upload-length", &length)];
        let last = request(&server.address, "PUT", &path(&name), &headers, &photo[PIECE..]);
        let mut stream = TcpStream::connect(&server.address).unwrap();
        stream.write_all(&last).unwrap();
        let dies = Instant::now() + Duration::from_millis(40 * round as u64);
        while Instant::now() < dies {
            std::thread::yield_now();
        }
        server.kill();
        server = Server::start(&place);
        let device = Device { server: &server, cookie: cookie.clone(), person: person.clone() };
        let (offset, received) = device.stands(&name);
        assert!(offset >= PIECE && (offset == photo.len() || !received), "round {round}: {offset}, {received}");
        device.hand_in(photo);
        assert!(device.get(&name).body == *photo, "round {round}");
    }
    drop(server);
    let (done, said) = thidua(&["verify", "--deep", place[0], place[1]]);
    assert!(done && said.contains("6 tệp minh chứng"), "{said}");
}

#[test]
fn what_the_database_cannot_take_now_is_finished_later() {
    let (server, data) = demo();
    let hanh = Device::new(&server, "hanh");
    let photo = photo(30, 200);
    let (name, length) = (sha(&photo), photo.len());
    let busy = rusqlite::Connection::open(data.path().join("thidua.db")).unwrap();
    busy.execute_batch("BEGIN IMMEDIATE").unwrap();
    let answer = hanh.put(&name, 0, length, &photo);
    assert_eq!((answer.status, answer.code().as_str()), (503, "busy"));
    assert_eq!(answer.header("retry-after"), "2");
    busy.execute_batch("ROLLBACK").unwrap();
    let answer = hanh.put(&name, length, length, b"");
    assert_eq!(answer.json()["received"], true, "{}", answer.text());
    assert!(hanh.get(&name).body == photo);
}

#[test]
fn a_database_from_before_the_file_came_learns_of_it_again() {
    let data = tempfile::tempdir().unwrap();
    let place = ["--data", data.path().to_str().unwrap()];
    let copy = tempfile::tempdir().unwrap();
    let copy = copy.path().join("sao-luu");
    let copy = copy.to_str().unwrap();
    let server = Server::demo(data.path());
    let [hanh, sinh] = ["hanh", "sinh"].map(|login| Device::new(&server, login));
    let (early, late) = (photo(40, 200), photo(41, 200));
    let early_name = hanh.hand_in(&early);
    let (done, said) = thidua(&["backup", copy, place[0], place[1]]);
    let folder = data.path().join("blobs");
    assert!(done && said.contains(&format!("chép tiếp thư mục {}", folder.display())), "{said}");
    // One file comes new, the other from somebody else.
    let name = hanh.hand_in(&late);
    sinh.hand_in(&early);
    let cookies = [&hanh, &sinh].map(|device| (device.cookie.clone(), device.person.clone()));
    assert!(server.stop());
    let (done, said) = thidua(&["restore", copy, "--force", place[0], place[1]]);
    assert!(done, "{said}");

    let server = Server::start(&place);
    let [hanh, sinh] = cookies.map(|(cookie, person)| Device { server: &server, cookie, person });
    assert_eq!((hanh.get(&early_name).status, hanh.get(&name).status, sinh.get(&early_name).status), (200, 404, 404));
    assert_eq!(hanh.stands(&name), (late.len(), true));
    assert_eq!(sinh.stands(&early_name), (early.len(), true));
    assert!(hanh.get(&name).body == late && sinh.get(&early_name).body == early);
    assert_eq!((hanh.heard().len(), sinh.heard().len()), (2, 1));

    // The file itself is lost: it is asked for again, and whoever may see it is told to come later.
    std::fs::remove_file(folder.join("files").join(&name[..2]).join(&name)).unwrap();
    let answer = hanh.get(&name);
    assert_eq!((answer.status, answer.code().as_str()), (503, "storage_failed"));
    assert_eq!(hanh.stands(&name), (0, false));
    hanh.hand_in(&late);
    assert!(hanh.get(&name).body == late);
}

#[test]
fn with_postgres_the_files_lie_in_the_data_folder_and_without_one_everything_else_works() {
    let Some(database) = Database::new() else { return };
    let data = tempfile::tempdir().unwrap();
    let shared = ["--database-url", &database.url, "--data", data.path().to_str().unwrap()];
    let one = Server::start(&[&["--demo"], &shared[..]].concat());
    let two = Server::start(&shared);
    let none = Server::start(&["--database-url", &database.url, "--data", "/proc/nowhere"]);
    let [hanh, hang] = ["hanh", "hang"].map(|login| Device::new(&one, login));
    let photo = photo(60, 500);
    let name = sha(&photo);
    assert_eq!(hanh.put(&name, 0, photo.len(), &photo[..PIECE]).status, 200);
    hanh.on(&two).hand_in(&photo);
    hanh.on(&two).record("na-kv3", &[format!("{name}.jpg")]);
    assert!(hang.get(&name).body == photo);
    assert_eq!(hang.on(&none).heard(), std::slice::from_ref(&name));
    let answer = hang.on(&none).get(&name);
    assert_eq!((answer.status, answer.code().as_str()), (503, "storage_failed"));
    let (done, said) = thidua(&[&["verify", "--deep"], &shared[..]].concat());
    assert!(done && said.contains(", 1 tệp minh chứng,"), "{said}");
}

#[test]
fn an_upload_that_rested_for_a_month_is_forgotten_and_no_file_is() {
    let data = tempfile::tempdir().unwrap();
    let files_of =
        Files { s3_bucket: None, s3_endpoint: None, s3_region: String::new(), s3_key: None, s3_secret: None };
    let blobs = Blobs::new(data.path(), &files_of).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let [rests, done] = [Upload::new("hanh", &sha(b"rests")), Upload::new("hanh", &sha(b"done"))];
    let facts = Facts { kind: Kind::Pdf, bytes: 4, width: 0, height: 0 };
    let day = |n: u64| SystemTime::now() + Duration::from_secs(n * 24 * 60 * 60);
    runtime.block_on(async {
        assert_eq!(blobs.sweep(day(31)).await, Ok(0), "before there is a folder");
        blobs.put_piece(&rests, 0, "re".into()).await.unwrap();
        blobs.put_piece(&rests, 2, "sts".into()).await.unwrap();
        blobs.keep(&done, "done".into(), &facts).await.unwrap();
        // A process was killed while it wrote this.
        let stray = data.path().join("blobs/files/ab");
        std::fs::create_dir_all(&stray).unwrap();
        std::fs::write(stray.join("abc#1"), "half").unwrap();
        assert_eq!(blobs.sweep(day(29)).await, Ok(0));
        assert_eq!(blobs.standing(&rests).await, Ok(Standing { offset: 5, pieces: 2 }));
        assert_eq!(blobs.sweep(day(31)).await, Ok(2));
        assert_eq!(blobs.standing(&rests).await, Ok(Standing::default()));
        assert_eq!(blobs.handed_in(&done).await, Ok(Some(facts)));
    });
    assert_eq!(files(data.path()).len(), 2, "a file and who handed it in");
}

#[test]
fn verify_finds_a_file_that_is_lost_or_altered() {
    let (server, data) = demo();
    let hanh = Device::new(&server, "hanh");
    let names: Vec<String> = (50..53).map(|seed| hanh.hand_in(&photo(seed, 100))).collect();
    let verify = |more: &[&str]| thidua(&[&["verify", "--data", data.path().to_str().unwrap()], more].concat());
    for more in [&[][..], &["--deep"]] {
        let (done, said) = verify(more);
        assert!(done && said.contains(", 3 tệp minh chứng,"), "{said}");
    }
    let file = data.path().join("blobs/files").join(&names[1][..2]).join(&names[1]);
    let mut bytes = std::fs::read(&file).unwrap();
    let half = bytes.len() / 2;
    bytes[half] ^= 1;
    std::fs::write(&file, &bytes).unwrap();
    assert!(verify(&[]).0, "its length is right");
    let wrong = format!("1 trong 3 tệp minh chứng thiếu hoặc hỏng, đầu tiên là {}", names[1]);
    let (done, said) = verify(&["--deep"]);
    assert!(!done && said.contains(&wrong), "{said}");
    std::fs::remove_file(&file).unwrap();
    let (done, said) = verify(&[]);
    assert!(!done && said.contains(&wrong), "{said}");
}
