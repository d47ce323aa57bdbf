//! The papers of an awards season as .docx files, in the layout of Annex I of Decree 30/2020/NĐ-CP (Nghị định về công tác
//! văn thư). Data in, bytes out: what a paper says comes from a template and its data, and nothing here knows of records.
//!
//! `paper` a paper as data · `wording` numbers, days and letters as officials write them · `docx` the file ·
//! `code` a QR code as a picture · `template` papers to be filled in, read from JSON · `fill` a template and its data become a paper.
//!
//! The XML is written by hand: no writer of .docx has exact margins, a page number that the first page hides, rows that
//! repeat and borders on a part of a line, and is small enough for a browser. The archive around it is written by the same
//! crate as that of the tables, so that a device loads one.
//!
//! Texts are Unicode NFC when they come in; this room does not compose them.

pub mod code;
pub mod docx;
pub mod fill;
pub mod paper;
pub mod schema;
pub mod template;
pub mod wording;

mod markup;
mod measure;
mod xml;
