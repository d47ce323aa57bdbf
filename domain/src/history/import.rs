//! A history of awards out of a table, as a dry run: every row is read and reported, and either all rows are taken or none.
//!
//! ```text
//! head.rs      which row has the headings, and what each column holds
//! names.rs     people, collectives and awards by what offices call them
//! row.rs       one row becomes a title, or faults
//! compare.rs   rows against each other, against what is known, and against the rule set of their day
//! ```

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::History;
use super::fact::Title;
use crate::csv::read::{self, NoTable, Record};
use crate::plan::AwardClass;
use crate::rules::RuleSet;
use crate::rules::need::Who;

mod compare;
mod head;
mod names;
mod row;

/// Most rows below the heading.
pub const MOST_ROWS: usize = 5_000;
/// Most columns.
pub const MOST_COLUMNS: usize = 64;
/// Largest file, in bytes.
pub const MOST_BYTES: u64 = 5_000_000;

/// Against what rows are checked.
pub struct Register<'a> {
    pub people: &'a [Human],
    pub units: &'a [Place],
    pub awards: &'a [Prize],
    /// Rule sets, of which one may hold on a day.
    pub rules: &'a [RuleSet],
    pub history: &'a History,
    /// Units of whose people and of which facts may be entered.
    pub mine: &'a BTreeSet<String>,
    /// Local day after which nothing can have been decided.
    pub today: NaiveDate,
}

/// Somebody as a table may name them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Human {
    pub id: String,
    /// Full name.
    pub name: String,
    pub unit: String,
}

/// A unit as a table may name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub id: String,
    /// What it is called, the whole name first.
    pub names: Vec<String>,
    /// Ids from the root down to and including this unit.
    pub path: Vec<String>,
}

/// An award as a table may name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prize {
    pub id: String,
    pub name: String,
    pub class: AwardClass,
    /// Who may get it.
    pub whose: BTreeSet<Who>,
}

/// What would become of the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DryRun {
    /// Why there is no table at all.
    pub faults: Vec<Fault>,
    /// The line of the headings, from 1.
    pub head: usize,
    /// Headings that nothing was read under.
    pub unread: Vec<String>,
    pub rows: Vec<Row>,
}

/// One row: its line from 1, what it says where it could be read, and what is wrong with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub line: usize,
    pub title: Option<Title>,
    pub state: State,
    pub faults: Vec<Fault>,
}

/// What becomes of a row that has no fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    New,
    /// The history says so already.
    Known,
    /// The row on this line says so already.
    Double(usize),
    /// Nothing stands in the columns that are read.
    Empty,
}

/// A fault, by column and code; the sentence is a text of the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fault {
    pub line: usize,
    pub column: &'static str,
    pub code: &'static str,
    /// What stands there.
    pub saw: String,
    /// Who or what it could be, or what it contradicts.
    pub named: String,
    /// The row that it contradicts.
    pub other: Option<usize>,
}

impl DryRun {
    pub fn is_clean(&self) -> bool {
        self.faults.is_empty() && self.rows.iter().all(|row| row.faults.is_empty())
    }

    /// All titles of the file that are not known yet, if nothing at all is wrong with it.
    pub fn titles(&self) -> Option<Vec<Title>> {
        let new = self.rows.iter().filter(|row| row.state == State::New);
        if self.is_clean() { new.map(|row| row.title.clone()).collect() } else { None }
    }

    /// A file that is no table.
    pub fn fault(line: usize, code: &'static str) -> DryRun {
        DryRun { faults: vec![Fault { line, code, ..Fault::default() }], ..DryRun::default() }
    }
}

/// Reads CSV without applying anything.
pub fn dry_run(bytes: &[u8], register: &Register<'_>) -> DryRun {
    match read::records(bytes) {
        Ok(records) => of_records(&records, register),
        Err(NoTable::Encoding) => DryRun::fault(1, "encoding"),
        Err(NoTable::OpenQuote(line)) => DryRun::fault(line, "quote_open"),
    }
}

/// Whether the headings are among the first rows.
pub fn has_head(records: &[Record]) -> bool {
    head::find(records).is_some()
}

/// Reads a table whatever file it came from. Days are ISO or as people type them, or the numbers by which spreadsheets
/// count them.
pub fn of_records(records: &[Record], register: &Register<'_>) -> DryRun {
    if records.iter().all(|record| record.cells.iter().all(String::is_empty)) {
        return DryRun::fault(1, "table_empty");
    }
    let Some((at, columns)) = head::find(records) else { return DryRun::fault(1, "head_missing") };
    let (head, rows) = (&records[at], records.get(at + 1..).unwrap_or_default());
    let mut faults = columns.faults(head);
    if head::is_repeated(records, at, &columns) {
        faults.push(Fault { line: head.line, column: "", code: "heading_twice", ..Fault::default() });
    }
    if !faults.is_empty() {
        return DryRun { faults, head: head.line, ..DryRun::default() };
    }
    // Offices number their columns below the headings.
    let rows = match rows.split_first() {
        Some((first, rest)) if head::is_numbering(first) => rest,
        _ => rows,
    };
    if rows.len() > MOST_ROWS {
        return DryRun::fault(head.line, "too_many_rows");
    }
    let names = names::Names::of(register);
    let mut rows: Vec<Row> = rows.iter().map(|record| row::read(record, &columns, &names, register)).collect();
    if rows.is_empty() {
        return DryRun::fault(head.line, "rows_missing");
    }
    compare::compare(&mut rows, register);
    DryRun { faults, head: head.line, unread: columns.unread(head), rows }
}
