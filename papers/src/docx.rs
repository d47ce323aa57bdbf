//! A paper as a .docx file (Office Open XML, ECMA-376). The same paper always gives the same bytes.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::paper::Paper;

mod body;
mod head;
mod paragraph;
mod parts;
mod picture;
mod sign;
mod table;

/// The file.
pub fn docx(paper: &Paper) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let how = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts::all(paper) {
        zip.start_file(name, how).expect("invariant: nothing fails to write into memory");
        zip.write_all(&bytes).expect("invariant: nothing fails to write into memory");
    }
    zip.finish().expect("invariant: nothing fails to write into memory").into_inner()
}

/// Sizes in points, of the range that the decree gives the ones of its own examples.
mod size {
    pub const COUNTRY: u32 = 12;
    pub const MOTTO: u32 = 13;
    pub const BODY_NAME: u32 = 12;
    pub const NUMBER: u32 = 13;
    pub const PLACE: u32 = 13;
    pub const TEXT: u32 = 14;
    pub const CELL: u32 = 13;
    pub const PAGE: u32 = 13;
    pub const RECIPIENTS: u32 = 12;
    pub const RECIPIENT: u32 = 11;
    pub const NOTE: u32 = 10;
}
