//! The writer of .xlsx files: a part of its own, fetched when somebody asks for such a file. The service worker holds
//! it like every other part.

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};
use thidua_domain::date::When;
use thidua_domain::table::Cell;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

/// Why there is no file.
pub enum NotWritten {
    /// The writer could not be loaded.
    Absent,
    /// The table is more than a sheet holds.
    Unfit,
}

impl From<SplitLoaderError> for NotWritten {
    fn from(_: SplitLoaderError) -> NotWritten {
        NotWritten::Absent
    }
}

impl From<XlsxError> for NotWritten {
    fn from(_: XlsxError) -> NotWritten {
        NotWritten::Unfit
    }
}

/// Spreadsheets show and keep 15 digits; a longer number goes out as text, so that no digit becomes a zero.
const MOST_EXACT: i64 = 999_999_999_999_999;

/// Width of columns, in letters.
const NARROWEST: usize = 9;
const WIDEST: usize = 48;

/// The file: one sheet, whose first row is the heading and stays in sight. No text becomes a formula.
#[wasm_split(table, fallible)]
pub fn written(name: String, rows: Vec<Vec<Cell>>) -> Result<Vec<u8>, NotWritten> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name(name)?;
    let looks = Looks::new();
    for (row, cells) in (0..).zip(&rows) {
        for (column, cell) in (0..).zip(cells) {
            write(sheet, (row, column), cell, &looks)?;
        }
    }
    lay_out(sheet, &rows)?;
    Ok(book.save_to_buffer()?)
}

struct Looks {
    heading: Format,
    text: Format,
    number: Format,
    day: Format,
}

impl Looks {
    fn new() -> Looks {
        let top = Format::new().set_align(FormatAlign::Top);
        let text = top.clone().set_text_wrap();
        Looks {
            heading: text.clone().set_bold(),
            text,
            number: top.clone().set_num_format("#,##0"),
            day: top.set_num_format("dd/mm/yyyy"),
        }
    }
}

fn write(sheet: &mut Worksheet, (row, column): (u32, u16), cell: &Cell, looks: &Looks) -> Result<(), XlsxError> {
    let text = |sheet: &mut Worksheet, text: &str| {
        let look = if row == 0 { &looks.heading } else { &looks.text };
        sheet.write_string_with_format(row, column, text, look).map(|_| ())
    };
    match cell {
        Cell::Empty => Ok(()),
        Cell::Text(words) if words.is_empty() => Ok(()),
        Cell::Text(words) => text(sheet, words),
        Cell::Number(number) if (-MOST_EXACT..=MOST_EXACT).contains(number) => {
            sheet.write_number_with_format(row, column, *number as f64, &looks.number).map(|_| ())
        }
        Cell::Number(number) => text(sheet, &number.to_string()),
        Cell::Day(day) => match counted(*day) {
            Some(day) => sheet.write_datetime_with_format(row, column, day, &looks.day).map(|_| ()),
            None => text(sheet, &When::Day(*day).to_string()),
        },
    }
}

/// A day as spreadsheets count it. They disagree about the days before March 1900.
fn counted(day: NaiveDate) -> Option<ExcelDateTime> {
    let first = NaiveDate::from_ymd_opt(1900, 3, 1)?;
    let year = u16::try_from(day.year()).ok().filter(|_| day >= first)?;
    ExcelDateTime::from_ymd(year, u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?).ok()
}

/// Widths, the heading that stays, filters, and pages as they leave a printer.
fn lay_out(sheet: &mut Worksheet, rows: &[Vec<Cell>]) -> Result<(), XlsxError> {
    let columns = rows.first().map_or(0, Vec::len);
    for (column, at) in (0..columns).zip(0..) {
        let widest = rows.iter().filter_map(|row| row.get(column)).map(letters).max().unwrap_or(0);
        // Beside the words stand the button of the filter and a margin.
        sheet.set_column_width(at, (widest + 3).clamp(NARROWEST, WIDEST) as f64)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    let last = (u32::try_from(rows.len()).unwrap_or(u32::MAX), u16::try_from(columns).unwrap_or(u16::MAX));
    if let (Some(row), Some(column)) = (last.0.checked_sub(1), last.1.checked_sub(1)) {
        sheet.autofilter(0, 0, row, column)?;
    }
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    Ok(())
}

const A4: u8 = 9;

fn letters(cell: &Cell) -> usize {
    match cell {
        Cell::Text(text) => text.lines().map(|line| line.chars().count()).max().unwrap_or(0),
        Cell::Number(number) => number.to_string().len() * 4 / 3,
        Cell::Day(_) => "dd/mm/yyyy".len(),
        Cell::Empty => 0,
    }
}
