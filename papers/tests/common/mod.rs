//! What the tests of papers share: templates, samples and a look into the file.

#![allow(dead_code, reason = "each test file uses its part")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails says so by panicking")]

use std::io::{Cursor, Read};
use std::path::PathBuf;

use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;
use thidua_papers::template::{Template, read};
use zip::ZipArchive;

pub const NAMES: [&str; 14] = [
    "submission",
    "nominees",
    "achievements",
    "minutes",
    "count",
    "ballot",
    "decision",
    "invitation",
    "extract",
    "summary",
    "proposal",
    "collective",
    "revocation",
    "correction",
];

pub const PARTS: [&str; 9] = [
    "[Content_Types].xml",
    "_rels/.rels",
    "docProps/core.xml",
    "word/document.xml",
    "word/styles.xml",
    "word/settings.xml",
    "word/header1.xml",
    "word/header2.xml",
    "word/_rels/document.xml.rels",
];

fn room(inner: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(inner)
}

pub fn template_text(name: &str) -> String {
    std::fs::read_to_string(room(&format!("../public/papers/{name}.json"))).unwrap()
}

pub fn template(name: &str) -> Template {
    read(&template_text(name)).unwrap_or_else(|fault| panic!("{name}: {fault}"))
}

pub fn sample(name: &str) -> Value {
    let text = std::fs::read_to_string(room(&format!("../public/papers/samples/{name}.json"))).unwrap();
    serde_json::from_str(&text).unwrap()
}

pub fn part(docx: &[u8], name: &str) -> String {
    String::from_utf8(file(docx, name).unwrap()).unwrap()
}

/// A file in the document, where there is one.
pub fn file(docx: &[u8], name: &str) -> Option<Vec<u8>> {
    let mut zip = ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut bytes = Vec::new();
    zip.by_name(name).ok()?.read_to_end(&mut bytes).unwrap();
    Some(bytes)
}

/// The text of the code in a picture of grey values, row by row.
pub fn code(luma: &[u8], width: usize) -> Option<String> {
    let mut picture =
        rqrr::PreparedImage::prepare_from_greyscale(width, luma.len() / width, |x, y| luma[y * width + x]);
    picture.detect_grids().iter().find_map(|grid| grid.decode().ok()).map(|(_, text)| text)
}

/// Every part is one XML document.
pub fn well_formed(docx: &[u8]) {
    for name in PARTS {
        let text = part(docx, name);
        let mut reader = Reader::from_str(&text);
        reader.config_mut().check_end_names = true;
        let mut open = 0;
        loop {
            match reader.read_event().unwrap_or_else(|error| panic!("{name}: {error}\n{text}")) {
                Event::Start(start) => {
                    open += 1;
                    start.attributes().for_each(|attribute| drop(attribute.unwrap().value));
                }
                Event::End(_) => open -= 1,
                Event::Text(inner) => assert!(inner.xml10_content().unwrap().chars().all(is_xml), "{name}"),
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(open, 0, "{name}");
    }
}

fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}
