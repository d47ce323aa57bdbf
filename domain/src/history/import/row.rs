//! One row becomes a title, or faults.

use chrono::{Datelike, Days, NaiveDate};

use super::head::{Columns, key};
use super::names::Names;
use super::{Fault, Register, Row, State};
use crate::csv::read::Record;
use crate::date::When;
use crate::history::Subject;
use crate::history::fact::Title;
use crate::nomination::Kind;
use crate::plan::Span;

/// Nothing was decided before the state was founded; earlier years are slips of the finger.
const FIRST_YEAR: i32 = 1945;
/// Most letters of a decision's number.
const MOST_LETTERS: usize = 200;
/// What spreadsheets write where they could not calculate.
const BROKEN: [&str; 8] = ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#ERROR!"];

/// Column, code, and who or what it could be.
type Wrong = (&'static str, &'static str, String);

/// Reads one row, as far as it can be read.
pub fn read(record: &Record, columns: &Columns, names: &Names<'_>, register: &Register<'_>) -> Row {
    if columns.is_empty(record) {
        return Row { line: record.line, title: None, state: State::Empty, faults: Vec::new() };
    }
    let cells = Cells { record, columns, names, register };
    let mut faults = Vec::new();
    let title = cells.title(&mut |(column, code, named)| {
        let saw = cells.text(column).chars().take(80).collect();
        faults.push(Fault { line: record.line, column, code, saw, named, other: None });
    });
    Row { line: record.line, title, state: State::New, faults }
}

struct Cells<'a> {
    record: &'a Record,
    columns: &'a Columns,
    names: &'a Names<'a>,
    register: &'a Register<'a>,
}

impl<'a> Cells<'a> {
    fn text(&self, column: &str) -> &'a str {
        self.columns.text(self.record, column).trim()
    }

    fn title(&self, say: &mut dyn FnMut(Wrong)) -> Option<Title> {
        let mut is_broken = false;
        for column in ["person", "collective", "award", "year", "decision", "day", "ground", "from", "to", "revoked"] {
            if BROKEN.contains(&self.text(column)) {
                say((column, "cell_broken", String::new()));
                is_broken = true;
            }
        }
        if is_broken {
            return None;
        }
        let subject = self.subject().map_err(&mut *say).ok();
        let award = self.award(subject.as_ref()).map_err(&mut *say).ok();
        let year = self.year().map_err(&mut *say).ok();
        let decision = self.decision().map_err(&mut *say).ok();
        let day = self.day("day").and_then(|day| day.ok_or_else(|| wrong("day", "date_missing")));
        let day = day.map_err(&mut *say).ok();
        let revoked = self.day("revoked").map_err(&mut *say).ok();
        let period = self.period().map_err(&mut *say).ok();
        let ground = self.ground().map_err(&mut *say).ok();
        if day.zip(year).is_some_and(|(day, year)| day.year() < year) {
            say(wrong("day", "decided_before_its_year"));
        }
        // What is not done yet is honoured by no decision; a year's is, before its last day.
        if day.zip(period.flatten()).is_some_and(|(day, period)| period.to.year() > day.year()) {
            say(wrong("to", "period_after_decision"));
        }
        if day.zip(revoked.flatten()).is_some_and(|(day, gone)| gone < day) {
            say(wrong("revoked", "revoked_before_decided"));
        }
        Some(Title {
            subject: subject?,
            award: award?,
            year: year?,
            period: period?,
            ground: ground?,
            decision: decision?,
            day: day?,
            revoked: revoked?,
        })
    }

    fn subject(&self) -> Result<Subject, Wrong> {
        let found = self.names.whom(self.text("person"), self.text("collective"), self.text("unit"));
        found.map_err(|(column, (code, named))| (column, code, named))
    }

    fn award(&self, subject: Option<&Subject>) -> Result<String, Wrong> {
        let text = self.text("award");
        if text.is_empty() {
            return Err(wrong("award", "award_missing"));
        }
        let prize = self.names.award(text).map_err(|(code, named)| ("award", code, named))?;
        match subject {
            Some(subject) if !prize.whose.contains(&subject.who()) => Err(wrong("award", "award_of_others")),
            _ => Ok(prize.id.clone()),
        }
    }

    fn year(&self) -> Result<i32, Wrong> {
        let year = year_of(self.text("year")).ok_or_else(|| wrong("year", "year_unreal"))?;
        match year {
            year if year > self.register.today.year() => Err(wrong("year", "year_future")),
            year if year < FIRST_YEAR => Err(wrong("year", "year_unreal")),
            year => Ok(year),
        }
    }

    /// The decision's number, without the word that says what it is.
    fn decision(&self) -> Result<String, Wrong> {
        let text = self.text("decision");
        let prefixes = ["Quyết định số", "Số", "số", "QĐ số"];
        let bare = prefixes.into_iter().find_map(|prefix| text.strip_prefix(prefix)).unwrap_or(text);
        let number = bare.trim_start_matches([':', ' ']).trim();
        match number.chars().count() {
            0 => Err(wrong("decision", "decision_missing")),
            letters if letters > MOST_LETTERS => Err(wrong("decision", "text_too_long")),
            _ => Ok(number.to_owned()),
        }
    }

    fn day(&self, column: &'static str) -> Result<Option<NaiveDate>, Wrong> {
        let text = self.text(column);
        if text.is_empty() {
            return Ok(None);
        }
        match day_of(text).ok_or_else(|| wrong(column, "date_unreal"))? {
            day if day > self.register.today => Err(wrong(column, "date_future")),
            day if day.year() < FIRST_YEAR => Err(wrong(column, "date_too_early")),
            day => Ok(Some(day)),
        }
    }

    /// The achievement period; a year alone is all of it.
    fn period(&self) -> Result<Option<Span>, Wrong> {
        let end = |column: &'static str, month, date| {
            let text = self.text(column);
            match year_of(text).filter(|_| text.len() == 4) {
                Some(year) => Ok(NaiveDate::from_ymd_opt(year, month, date)),
                None if text.is_empty() => Ok(None),
                None => day_of(text).map(Some).ok_or_else(|| wrong(column, "date_unreal")),
            }
        };
        match (end("from", 1, 1)?, end("to", 12, 31)?) {
            (Some(from), Some(to)) if from <= to => Ok(Some(Span { from, to })),
            (None, None) => Ok(None),
            _ => Err(wrong("to", "period_broken")),
        }
    }

    /// Without a ground it is công trạng.
    fn ground(&self) -> Result<Kind, Wrong> {
        let text = key(self.text("ground"));
        if text.is_empty() {
            return Ok(Kind::CongTrang);
        }
        let named = |kind: &Kind| text.contains(&key(kind.id()));
        Kind::ALL.into_iter().find(named).ok_or_else(|| wrong("ground", "ground_unknown"))
    }
}

fn wrong(column: &'static str, code: &'static str) -> Wrong {
    (column, code, String::new())
}

/// `2022`, `năm 2022`, or as a calculated cell writes it, `2022.0`.
fn year_of(text: &str) -> Option<i32> {
    let digits = text.trim().trim_start_matches(['N', 'n', 'ă', 'a', 'm', ' ']);
    let digits = digits.strip_suffix(".0").unwrap_or(digits);
    (digits.len() == 4).then(|| digits.parse().ok()).flatten()
}

/// A day as people type it, as data has it, or as spreadsheets count it: days since 30/12/1899.
fn day_of(text: &str) -> Option<NaiveDate> {
    let text = text.trim().trim_start_matches("ngày").trim_start_matches("Ngày").trim();
    if (4..=5).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // Four digits are a year, and a year is no day.
        let count = text.parse::<u64>().ok().filter(|_| text.len() == 5)?;
        return NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(count));
    }
    // What the clock says of a day does not matter.
    let day = text.split(['T', ' ']).next().unwrap_or_default();
    let whole =
        if text.matches(['/', '-', '.']).count() == 2 && day.matches(['/', '-', '.']).count() < 2 { text } else { day };
    match When::typed(whole) {
        Ok(When::Day(day)) => Some(day),
        _ => None,
    }
}
