//! Headings: which row has them, and what each column holds. They stand in any order, with or without diacritics.

use std::collections::BTreeMap;

use super::{Fault, MOST_COLUMNS};
use crate::csv::read::Record;
use crate::name::fold;

/// Rows among which the headings are looked for: letterheads and titles stand above them.
const FIRST: usize = 20;

/// What a column may hold, and what it is called, folded and without anything but letters and digits.
const COLUMNS: [(&str, &[&str]); 11] = [
    (
        "person",
        &[
            "person",
            "hoten",
            "hovaten",
            "hotencanhan",
            "hovatencanhan",
            "canhan",
            "tencanhan",
            "macanbo",
            "manguoi",
            "taikhoan",
            "tendangnhap",
            "canbo",
            "tencanbo",
            "nguoiduockhenthuong",
            "nguoiduockhen",
            "canhantapthe",
            "tencanhantapthe",
            "hotentapthe",
            "hovatentapthe",
            "hotentaptheduockhenthuong",
            "doituong",
            "doituongkhenthuong",
            "fullname",
            "name",
            "account",
            "login",
        ],
    ),
    ("collective", &["collective", "tapthe", "tentapthe", "matapthe", "tapthedongkhenthuong"]),
    ("unit", &["unit", "donvi", "donvicongtac", "tendonvi", "coquan", "coquandonvi", "phong", "noicongtac", "madonvi"]),
    (
        "award",
        &[
            "award",
            "danhhieu",
            "danhhieuthidua",
            "hinhthuc",
            "hinhthuckhenthuong",
            "danhhieuhinhthuc",
            "danhhieuhinhthuckhenthuong",
            "danhhieuthiduahinhthuckhenthuong",
            "khenthuong",
            "noidungkhenthuong",
        ],
    ),
    ("year", &["year", "nam", "namthanhtich", "namkhenthuong", "namxet", "namxettang", "namduockhenthuong"]),
    (
        "decision",
        &[
            "decision",
            "soquyetdinh",
            "quyetdinh",
            "quyetdinhso",
            "soqd",
            "qdso",
            "so",
            "sohieu",
            "soquyetdinhkhenthuong",
        ],
    ),
    (
        "day",
        &["day", "date", "ngay", "ngayquyetdinh", "ngayky", "ngayqd", "ngaythangnam", "ngaybanhanh", "ngaykyquyetdinh"],
    ),
    ("ground", &["ground", "loaihinh", "loaihinhkhenthuong"]),
    ("from", &["from", "tu", "tungay", "thanhtichtu", "thanhtichtungay"]),
    ("to", &["to", "den", "denngay", "thanhtichden", "thanhtichdenngay"]),
    ("revoked", &["revoked", "thuhoi", "ngaythuhoi", "huybo", "ngayhuybo"]),
];

/// Letters and digits of a text, without marks; `y` and `i` are one sound that people write either way.
pub fn key(text: &str) -> String {
    fold(text).chars().filter(char::is_ascii_alphanumeric).map(|c| if c == 'y' { 'i' } else { c }).collect()
}

/// Where each column stands.
#[derive(Default)]
pub struct Columns {
    at: BTreeMap<&'static str, usize>,
    twice: Vec<&'static str>,
    read: Vec<usize>,
}

impl Columns {
    fn of(record: &Record) -> Columns {
        let mut columns = Columns::default();
        for (at, cell) in record.cells.iter().enumerate() {
            let Some(name) = named(cell) else { continue };
            columns.read.push(at);
            if columns.at.contains_key(name) {
                columns.twice.push(name);
            } else {
                columns.at.insert(name, at);
            }
        }
        columns
    }

    pub fn text<'r>(&self, record: &'r Record, column: &str) -> &'r str {
        self.at.get(column).and_then(|at| record.cells.get(*at)).map_or("", String::as_str)
    }

    /// What keeps the table from being read.
    pub fn faults(&self, head: &Record) -> Vec<Fault> {
        let fault = |column, code| Fault { line: head.line, column, code, ..Fault::default() };
        if head.cells.len() > MOST_COLUMNS {
            return vec![fault("", "too_many_columns")];
        }
        let mut faults: Vec<Fault> = self.twice.iter().map(|column| fault(*column, "column_twice")).collect();
        let has_subject = self.at.contains_key("person") || self.at.contains_key("collective");
        let needed = ["award", "year", "decision", "day"].into_iter().filter(|column| !self.at.contains_key(column));
        faults.extend(needed.chain((!has_subject).then_some("person")).map(|column| fault(column, "column_missing")));
        faults
    }

    /// Headings that nothing is read under.
    pub fn unread(&self, head: &Record) -> Vec<String> {
        let others = head.cells.iter().enumerate().filter(|(at, cell)| !cell.is_empty() && !self.read.contains(at));
        let ordinal = |cell: &str| ["stt", "tt", "no"].contains(&key(cell).as_str());
        others.filter(|(_, cell)| !ordinal(cell)).map(|(_, cell)| cell.clone()).collect()
    }

    /// Whether the row says nothing in the columns that are read.
    pub fn is_empty(&self, record: &Record) -> bool {
        self.at.values().all(|at| record.cells.get(*at).is_none_or(String::is_empty))
    }

    fn count(&self) -> usize {
        self.at.len()
    }
}

fn named(cell: &str) -> Option<&'static str> {
    // What stands in brackets explains: `Ngày ký (dd/mm/yyyy)`.
    let heading = key(cell.split(['(', '\n']).next().unwrap_or_default());
    let called = |names: &[&str]| names.iter().any(|name| key(name) == heading);
    COLUMNS.iter().find(|(_, names)| called(names)).map(|(column, _)| *column)
}

/// The row with the most headings, the lowest of equals: where they stand in two rows, the lower one says more. Two are
/// needed to tell headings from a title.
pub fn find(records: &[Record]) -> Option<(usize, Columns)> {
    let first = records.iter().take(FIRST).enumerate().map(|(at, record)| (at, Columns::of(record)));
    first.filter(|(_, columns)| columns.count() >= 2).max_by_key(|(at, columns)| (columns.count(), *at))
}

/// Whether the headings stand further up, too: rows between the two would be read under neither. Headings in two rows, one
/// below the other, are one heading.
pub fn is_repeated(records: &[Record], at: usize, columns: &Columns) -> bool {
    let mut above = records.iter().take(at.saturating_sub(1));
    above.any(|record| Columns::of(record).count() == columns.count())
}

/// Whether a row only numbers the columns: `1, 2, 3` or `(1), (2)` or `A, B, 1, 2`.
pub fn is_numbering(record: &Record) -> bool {
    let cells = record.cells.iter().filter(|cell| !cell.is_empty()).map(|cell| cell.trim_matches(['(', ')', ' ']));
    let number = |cell: &str| cell.parse::<usize>().is_ok_and(|number| (1..=MOST_COLUMNS).contains(&number));
    let letter = |cell: &str| cell.len() == 1 && cell.chars().all(|c| c.is_ascii_uppercase());
    let (numbers, others): (Vec<&str>, Vec<&str>) = cells.partition(|cell| number(cell));
    numbers.len() >= 2 && others.into_iter().all(letter)
}
