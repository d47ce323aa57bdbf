//! A history of awards out of CSV, as a dry run: every row is read and reported, and either all rows are taken or none.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};

use super::fact::Title;
use super::{History, Subject};
use crate::csv::read::{self, NoTable, Record};
use crate::date::When;
use crate::nomination::Kind;
use crate::plan::{AwardClass, Span};
use crate::rules::need::Who;

/// Headings of the columns, in any order. `person` or `collective`, `award`, `year`, `decision` and `day` are needed.
pub const COLUMNS: [&str; 10] =
    ["person", "collective", "award", "year", "decision", "day", "ground", "from", "to", "revoked"];

/// Years that a row may name; others are slips of the finger.
const YEARS: std::ops::RangeInclusive<i32> = 1800..=2200;

/// Column and code of a fault.
type Wrong = (&'static str, &'static str);

/// Against what rows are checked.
pub struct Register<'a> {
    pub people: &'a BTreeSet<String>,
    pub collectives: &'a BTreeSet<String>,
    /// Class of each known award, and who may get it.
    pub awards: &'a BTreeMap<String, (AwardClass, BTreeSet<Who>)>,
    pub history: &'a History,
    /// Local day after which nothing can have been decided.
    pub today: NaiveDate,
}

/// What would become of the file.
#[derive(Clone, Debug, PartialEq)]
pub struct DryRun {
    /// Why there is no table at all: `encoding`, `quote_open`, `table_empty`, `column_missing` or `column_twice`.
    pub faults: Vec<Fault>,
    pub rows: Vec<Row>,
}

/// One row: its line from 1, what it says where it could be read, and what is wrong with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub line: usize,
    pub title: Option<Title>,
    pub faults: Vec<Fault>,
}

/// A fault, by column and code; the sentence is a text of the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub line: usize,
    pub column: &'static str,
    pub code: &'static str,
}

impl DryRun {
    /// All titles of the file, if nothing at all is wrong with it.
    pub fn titles(&self) -> Option<Vec<Title>> {
        let is_clean = self.faults.is_empty() && self.rows.iter().all(|row| row.faults.is_empty());
        if is_clean { self.rows.iter().map(|row| row.title.clone()).collect() } else { None }
    }
}

/// Reads a file without applying anything.
pub fn dry_run(bytes: &[u8], register: &Register<'_>) -> DryRun {
    let none = |line, code| DryRun { faults: vec![Fault { line, column: "", code }], rows: Vec::new() };
    let records = match read::records(bytes) {
        Ok(records) => records,
        Err(NoTable::Encoding) => return none(1, "encoding"),
        Err(NoTable::OpenQuote(line)) => return none(line, "quote_open"),
    };
    let Some((head, rows)) = records.split_first() else { return none(1, "table_empty") };
    let (columns, faults) = columns(head);
    if !faults.is_empty() {
        return DryRun { faults, rows: Vec::new() };
    }
    let mut rows: Vec<Row> = rows.iter().map(|record| Cells { record, columns: &columns }.row(register)).collect();
    compare(&mut rows, register);
    DryRun { faults, rows }
}

/// Where each column stands, and which are missing or there twice.
fn columns(head: &Record) -> (BTreeMap<&'static str, usize>, Vec<Fault>) {
    let mut columns = BTreeMap::new();
    let mut faults = Vec::new();
    for column in COLUMNS {
        let mut places = head.cells.iter().enumerate().filter(|(_, cell)| cell.to_lowercase() == column);
        if let Some((place, _)) = places.next() {
            columns.insert(column, place);
        }
        if places.next().is_some() {
            faults.push(Fault { line: head.line, column, code: "column_twice" });
        }
    }
    let has_subject = columns.contains_key("person") || columns.contains_key("collective");
    let needed = ["award", "year", "decision", "day"].into_iter().filter(|column| !columns.contains_key(column));
    for column in needed.chain((!has_subject).then_some("person")) {
        faults.push(Fault { line: head.line, column, code: "column_missing" });
    }
    (columns, faults)
}

struct Cells<'a> {
    record: &'a Record,
    columns: &'a BTreeMap<&'static str, usize>,
}

impl Cells<'_> {
    fn text(&self, column: &str) -> &str {
        self.columns.get(column).and_then(|place| self.record.cells.get(*place)).map_or("", String::as_str)
    }

    fn row(&self, register: &Register<'_>) -> Row {
        let mut faults = Vec::new();
        let mut say = |(column, code)| faults.push(Fault { line: self.record.line, column, code });
        let subject = self.subject(register).map_err(&mut say).ok();
        let award = self.award(register, subject.as_ref()).map_err(&mut say).ok();
        let year = self.year().map_err(&mut say).ok();
        let day = self.date("day").and_then(|day| day.ok_or(("day", "date_missing"))).map_err(&mut say).ok();
        let revoked = self.date("revoked").map_err(&mut say).ok();
        let period = self.period().map_err(&mut say).ok();
        let ground = self.ground().map_err(&mut say).ok();
        let decision = self.text("decision").to_owned();
        let wrong = [
            (decision.is_empty(), ("decision", "decision_missing")),
            (day.is_some_and(|day| day > register.today), ("day", "date_future")),
            (day.zip(year).is_some_and(|(day, year)| day.year() < year), ("day", "decided_before_its_year")),
            (day.zip(revoked.flatten()).is_some_and(|(day, gone)| gone < day), ("revoked", "revoked_before_decided")),
        ];
        wrong.into_iter().filter(|(is_wrong, _)| *is_wrong).for_each(|(_, fault)| say(fault));
        let title = (|| {
            let (subject, award, year, day) = (subject?, award?, year?, day?);
            Some(Title { subject, award, year, period: period?, ground: ground?, decision, day, revoked: revoked? })
        })();
        Row { line: self.record.line, title, faults }
    }

    fn subject(&self, register: &Register<'_>) -> Result<Subject, Wrong> {
        match (self.text("person"), self.text("collective")) {
            ("", "") => Err(("person", "subject_missing")),
            ("", id) if register.collectives.contains(id) => Ok(Subject::Collective(id.to_owned())),
            ("", _) => Err(("collective", "collective_unknown")),
            (id, "") if register.people.contains(id) => Ok(Subject::Person(id.to_owned())),
            (_, "") => Err(("person", "person_unknown")),
            _ => Err(("person", "subject_twice")),
        }
    }

    fn award(&self, register: &Register<'_>, subject: Option<&Subject>) -> Result<String, Wrong> {
        let award = self.text("award");
        let Some((_, whose)) = register.awards.get(award) else { return Err(("award", "award_unknown")) };
        let fits = subject.is_none_or(|subject| whose.contains(&subject.who()));
        if fits { Ok(award.to_owned()) } else { Err(("award", "award_of_others")) }
    }

    fn year(&self) -> Result<i32, Wrong> {
        let year = self.text("year").parse().ok().filter(|year| YEARS.contains(year));
        year.ok_or(("year", "year_unreal"))
    }

    fn date(&self, column: &'static str) -> Result<Option<NaiveDate>, Wrong> {
        match self.text(column) {
            "" => Ok(None),
            text => match When::typed(text) {
                Ok(When::Day(day)) => Ok(Some(day)),
                _ => Err((column, "date_unreal")),
            },
        }
    }

    fn period(&self) -> Result<Option<Span>, Wrong> {
        match (self.date("from")?, self.date("to")?) {
            (Some(from), Some(to)) if from <= to => Ok(Some(Span { from, to })),
            (None, None) => Ok(None),
            _ => Err(("to", "period_broken")),
        }
    }

    /// Without a ground it is công trạng.
    fn ground(&self) -> Result<Kind, Wrong> {
        match self.text("ground") {
            "" => Ok(Kind::CongTrang),
            text => Kind::ALL.into_iter().find(|kind| kind.id() == text).ok_or(("ground", "ground_unknown")),
        }
    }
}

/// Rows that say what another row, or the history, says already, or that contradict it: a title is given once a year.
fn compare(rows: &mut [Row], register: &Register<'_>) {
    let mut seen: Vec<Title> = Vec::new();
    let mut at: BTreeMap<(Subject, String, i32), Vec<usize>> = BTreeMap::new();
    for row in rows {
        let Some(title) = &row.title else { continue };
        let key = (title.subject.clone(), title.award.clone(), title.year);
        let held = register.history.file(&title.subject).titles.iter();
        let held = held.filter(|held| held.award == title.award && held.year == title.year);
        let others = at.get(&key).into_iter().flatten().map(|place| &seen[*place]);
        let is_title = register.awards.get(&title.award).is_some_and(|(class, _)| *class == AwardClass::Title);
        let mut code = None;
        for other in held.chain(others) {
            if other.decision == title.decision && other.day == title.day {
                code = Some(if other == title { "duplicate" } else { "contradiction" });
            } else if is_title && other.revoked.is_none() && title.revoked.is_none() {
                code = Some("contradiction");
            }
            if code.is_some() {
                break;
            }
        }
        if let Some(code) = code {
            row.faults.push(Fault { line: row.line, column: "year", code });
        }
        at.entry(key).or_default().push(seen.len());
        seen.push(title.clone());
    }
}
