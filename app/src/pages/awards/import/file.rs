//! The chosen file becomes a table: .xlsx, or CSV.

use thidua_domain::csv::read::{self, NoTable, Record};
use thidua_domain::history::import::{self, MOST_BYTES};

use crate::browser::device;
use crate::browser::picture::Picked;
use crate::components::gauge::size;
use crate::pages::table::book::{self, Book, NoBook};
use crate::text::t;

/// A table out of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Of the file.
    pub name: String,
    /// The sheet that was read; none in CSV.
    sheet: Option<String>,
    /// Other sheets in sight with something in them.
    others: Vec<String>,
    hidden: usize,
    pub records: Vec<Record>,
}

/// Why there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    TooLarge,
    /// The browser does not hand it over.
    Unreadable,
    Empty,
    NoBook(NoBook),
    NoTable(NoTable),
}

impl Problem {
    /// What happened, and what to do.
    pub fn words(self) -> (String, String) {
        let most = || size(MOST_BYTES);
        match self {
            Problem::TooLarge => (t!("import-too-large"), t!("import-too-large-words", most = most())),
            Problem::Unreadable => (t!("import-unreadable"), t!("import-unreadable-words")),
            Problem::Empty => (t!("import-empty"), t!("import-empty-words")),
            Problem::NoBook(NoBook::Absent) => (t!("import-absent"), t!("import-absent-words")),
            Problem::NoBook(NoBook::Locked) => (t!("import-locked"), t!("import-locked-words")),
            Problem::NoBook(NoBook::Old) => (t!("import-old"), t!("import-old-words")),
            Problem::NoBook(NoBook::Broken) => (t!("import-broken"), t!("import-broken-words")),
            Problem::NoBook(NoBook::Vast) => (t!("import-vast"), t!("import-too-large-words", most = most())),
            Problem::NoTable(NoTable::Encoding) => (t!("import-encoding"), t!("import-encoding-words")),
            Problem::NoTable(NoTable::OpenQuote(line)) => (t!("import-quote", line = line), t!("import-quote-words")),
        }
    }
}

/// Reads a file. Whatever is in it, the answer is a table or a reason.
pub async fn read(file: &Picked) -> Result<Table, Problem> {
    if file.size() > MOST_BYTES {
        return Err(Problem::TooLarge);
    }
    let bytes = file.read().await.ok_or(Problem::Unreadable)?;
    if bytes.is_empty() {
        return Err(Problem::Empty);
    }
    let name = file.name();
    let mut table = match book::is_book(&bytes) {
        true => of_book(name, book::opened(bytes).await.map_err(Problem::NoBook)?)?,
        false => {
            let records = read::records(&bytes).map_err(Problem::NoTable)?;
            Table { name, sheet: None, others: Vec::new(), hidden: 0, records }
        }
    };
    // What is typed on a Mac is decomposed; all that is stored is composed.
    for cell in table.records.iter_mut().flat_map(|record| &mut record.cells) {
        if !cell.is_ascii() {
            *cell = device::nfc(cell);
        }
    }
    Ok(table)
}

/// The first sheet that has the headings, else the first with anything in it.
fn of_book(name: String, book: Book) -> Result<Table, Problem> {
    let mut sheets: Vec<_> = book.sheets.into_iter().filter(|sheet| !sheet.records.is_empty()).collect();
    if sheets.is_empty() {
        return Err(Problem::Empty);
    }
    let at = sheets.iter().position(|sheet| import::has_head(&sheet.records)).unwrap_or(0);
    let read = sheets.remove(at);
    let others = sheets.into_iter().map(|sheet| sheet.name).collect();
    Ok(Table { name, sheet: Some(read.name), others, hidden: book.hidden, records: read.records })
}

impl Table {
    /// The file, and the sheet in it.
    pub fn title(&self) -> String {
        match &self.sheet {
            Some(sheet) => t!("import-sheet", file = &self.name, sheet = sheet),
            None => self.name.clone(),
        }
    }

    /// What of the file was left out.
    pub fn notes(&self, unread: &[String]) -> Vec<String> {
        let mut notes = Vec::new();
        if !self.others.is_empty() {
            notes.push(t!("import-other-sheets", sheets = self.others.join(", ")));
        }
        if self.hidden > 0 {
            notes.push(t!("import-hidden-sheets", count = self.hidden));
        }
        if !unread.is_empty() {
            notes.push(t!("import-unread", columns = unread.join(", ")));
        }
        notes
    }
}
