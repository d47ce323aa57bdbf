//! Opens .xlsx files (ECMA-376): the sheets in sight as rows of texts, as the person sees them. Days are ISO, a formula is
//! what it came to. Whatever the bytes are, the answer is rows or a reason.
//!
//! ```text
//! pack.rs     the files in the zip, as far as there is room for them
//! xml.rs      elements, attributes and texts
//! looks.rs    which cells are days
//! cells.rs    the rows of a sheet
//! ```

mod cells;
mod looks;
mod pack;
mod xml;

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;

use thidua_domain::csv::read::Record;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use self::looks::Looks;
use self::pack::Pack;

/// Why there is no table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoBook {
    /// The reader could not be loaded.
    Absent,
    /// It is locked by a password.
    Locked,
    /// It is of the years before 2007, `.xls`.
    Old,
    /// It is broken, or no spreadsheet.
    Broken,
    /// Unpacked it is more than this device should hold.
    Vast,
}

impl From<SplitLoaderError> for NoBook {
    fn from(_: SplitLoaderError) -> NoBook {
        NoBook::Absent
    }
}

/// A sheet in sight. Rows without any text are left out; merged cells all say what the first of them says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    pub name: String,
    pub records: Vec<Record>,
}

/// The sheets in their order, and how many are hidden and were not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Book {
    pub sheets: Vec<Sheet>,
    pub hidden: usize,
}

/// Opens a file: a part of the program of its own, with the writers of tables and papers.
#[wasm_split(table, fallible)]
pub fn opened(bytes: Vec<u8>) -> Result<Book, NoBook> {
    read(&bytes)
}

/// What old spreadsheets begin with, and new ones that are locked.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Whether these bytes are for this reader, if only to say what is wrong with them.
pub fn is_book(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK") || bytes.starts_with(COMPOUND)
}

fn read(bytes: &[u8]) -> Result<Book, NoBook> {
    if bytes.starts_with(COMPOUND) {
        let locked: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let is_locked = bytes.windows(locked.len()).any(|window| window == locked);
        return Err(if is_locked { NoBook::Locked } else { NoBook::Old });
    }
    let mut pack = Pack::open(bytes)?;
    let root = pack.relations("")?;
    let main = root.iter().find(|one| one.kind == "officeDocument").map_or("xl/workbook.xml", |one| &one.target);
    let plan = xml::plan(&pack.text(main)?)?;
    let relations = pack.relations(main)?;
    let of_kind = |kind: &str| relations.iter().find(|one| one.kind == kind).map(|one| one.target.clone());
    let looks = match of_kind("styles") {
        Some(path) => Looks::read(&pack.text(&path)?, plan.is_1904)?,
        None => Looks::default(),
    };
    let shared = match of_kind("sharedStrings") {
        Some(path) => xml::shared(&pack.text(&path)?)?,
        None => Vec::new(),
    };
    let hidden = plan.sheets.iter().filter(|sheet| sheet.is_hidden).count();
    let mut sheets = Vec::new();
    for sheet in plan.sheets.into_iter().filter(|sheet| !sheet.is_hidden) {
        // A chart has no cells.
        let Some(found) = relations.iter().find(|one| one.id == sheet.id && one.kind == "worksheet") else { continue };
        let records = cells::records(&pack.text(&found.target)?, &shared, &looks)?;
        sheets.push(Sheet { name: sheet.name, records });
    }
    if sheets.is_empty() { Err(NoBook::Broken) } else { Ok(Book { sheets, hidden }) }
}
