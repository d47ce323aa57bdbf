//! The rows of a sheet: what its cells show.

use thidua_domain::csv::read::Record;
use thidua_domain::history::import::{MOST_COLUMNS, MOST_ROWS};

use super::NoBook;
use super::looks::Looks;
use super::xml::{Attributes, Piece, each};

/// Rows that are kept: one more than a table may have, with what stands above it.
const MOST: usize = MOST_ROWS + 40;
/// Merged cells that are filled.
const MOST_FILLED: usize = 200_000;
/// A formula that nobody has calculated yet.
const OPEN: &str = "#ERROR!";

/// Rows with a text, by their numbers.
pub fn records(text: &str, shared: &[String], looks: &Looks) -> Result<Vec<Record>, NoBook> {
    let mut sheet = Reading { shared, looks, records: Vec::new(), row: 0, column: 0, cell: None, merged: Vec::new() };
    each(text, &mut |piece| sheet.take(piece))?;
    let Reading { mut records, merged, .. } = sheet;
    thidua_sync::order::sort_by_key(&mut records, |record: &Record| record.line);
    fill(&mut records, &merged);
    Ok(records)
}

#[derive(Default)]
struct Cell {
    kind: String,
    look: String,
    /// What is being read: its value, or its own text.
    into: Option<&'static str>,
    value: Option<String>,
    text: String,
    is_formula: bool,
}

struct Reading<'a> {
    shared: &'a [String],
    looks: &'a Looks,
    records: Vec<Record>,
    /// The row and column that come next, from 1 and from 0.
    row: usize,
    column: usize,
    cell: Option<Cell>,
    merged: Vec<Area>,
}

/// Merged cells: rows from 1, columns from 0, both ends included.
struct Area {
    rows: (usize, usize),
    columns: (usize, usize),
}

impl Reading<'_> {
    fn take(&mut self, piece: Piece<'_>) {
        match piece {
            Piece::Open("row", attributes) => {
                self.row = attributes.get("r").parse().unwrap_or(self.row.saturating_add(1));
                self.column = 0;
            }
            Piece::Open("c", attributes) => self.open(&attributes),
            Piece::Shut("c") => self.shut(),
            Piece::Open("mergeCell", attributes) => self.merged.extend(area(&attributes.get("ref"))),
            piece => {
                if let Some(cell) = &mut self.cell {
                    cell.take(piece);
                }
            }
        }
    }

    fn open(&mut self, attributes: &Attributes<'_>) {
        if let Some((_, column)) = place(&attributes.get("r")) {
            self.column = column;
        }
        self.cell = Some(Cell { kind: attributes.get("t"), look: attributes.get("s"), ..Cell::default() });
    }

    fn shut(&mut self) {
        let Some(cell) = self.cell.take() else { return };
        let at = self.column;
        self.column = at.saturating_add(1);
        let words = cell.words(self.shared, self.looks);
        // One column too many is enough to tell that there are too many.
        if words.is_empty() || at > MOST_COLUMNS || (self.records.len() >= MOST && !self.is_open()) {
            return;
        }
        if !self.is_open() {
            self.records.push(Record { line: self.row, cells: Vec::new() });
        }
        let Some(record) = self.records.last_mut() else { return };
        if record.cells.len() <= at {
            record.cells.resize(at + 1, String::new());
        }
        record.cells[at] = words;
    }

    /// Whether the row has its record.
    fn is_open(&self) -> bool {
        self.records.last().is_some_and(|record| record.line == self.row)
    }
}

impl Cell {
    fn take(&mut self, piece: Piece<'_>) {
        match piece {
            Piece::Open("v", _) => (self.into, self.value) = (Some("v"), Some(String::new())),
            Piece::Open("t", _) => self.into = Some("t"),
            Piece::Open("f", _) => self.is_formula = true,
            Piece::Open("rPh", _) | Piece::Shut(_) => self.into = None,
            Piece::Text(words) => match (self.into, &mut self.value) {
                (Some("v"), Some(value)) => value.push_str(words),
                (Some(_), _) => self.text.push_str(words),
                _ => {}
            },
            Piece::Open(..) => {}
        }
    }

    /// What the cell shows, on one line.
    fn words(self, shared: &[String], looks: &Looks) -> String {
        let Some(value) = self.value else {
            return if self.is_formula { OPEN.to_owned() } else { flat(&self.text) };
        };
        match self.kind.as_str() {
            "s" => value.parse::<usize>().ok().and_then(|at| shared.get(at)).map(|text| flat(text)).unwrap_or_default(),
            "str" | "inlineStr" | "e" | "d" => flat(&value),
            "b" => String::from(if value == "1" { "TRUE" } else { "FALSE" }),
            _ if value.is_empty() => value,
            _ => looks.shown(&self.look, value.trim()),
        }
    }
}

fn flat(text: &str) -> String {
    let plain = text.replace("_x000D_", " ");
    plain
        .split(|c: char| c.is_whitespace() || c == '\u{200b}')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Row and column of `B12`.
fn place(name: &str) -> Option<(usize, usize)> {
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (column, row) = name.split_at_checked(letters)?;
    if !(1..=3).contains(&letters) {
        return None;
    }
    let digit = |letter: u8| usize::from(letter.to_ascii_uppercase() - b'A') + 1;
    let column = column.bytes().fold(0, |sum, letter| sum * 26 + digit(letter)).checked_sub(1)?;
    Some((row.parse().ok()?, column))
}

fn area(named: &str) -> Option<Area> {
    let (first, last) = named.split_once(':')?;
    let ((top, left), (bottom, right)) = (place(first)?, place(last)?);
    (top <= bottom && left <= right).then_some(Area { rows: (top, bottom), columns: (left, right) })
}

/// Says in all cells of an area what the first one says.
fn fill(records: &mut [Record], merged: &[Area]) {
    let mut filled = 0;
    for area in merged {
        let (left, right) = (area.columns.0, area.columns.1.min(MOST_COLUMNS));
        let start = records.partition_point(|record| record.line < area.rows.0);
        let end = records.partition_point(|record| record.line <= area.rows.1);
        let first = records.get(start).filter(|record| record.line == area.rows.0);
        let Some(words) = first.and_then(|record| record.cells.get(left)).filter(|words| !words.is_empty()).cloned()
        else {
            continue;
        };
        for record in records.get_mut(start..end).unwrap_or_default() {
            if record.cells.len() <= right {
                record.cells.resize(right + 1, String::new());
            }
            for cell in record.cells.get_mut(left..=right).unwrap_or_default() {
                filled += 1;
                if filled > MOST_FILLED {
                    return;
                }
                if cell.is_empty() {
                    cell.clone_from(&words);
                }
            }
        }
    }
}
