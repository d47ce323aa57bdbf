//! The writer of .xlsx files: a part of its own, fetched when somebody asks for such a file. The service worker holds
//! it like every other part.

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};
use thidua_domain::date::When;
use thidua_domain::table::Cell;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::Table;

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

/// The file: one sheet, whose heading row stays in sight. No text becomes a formula.
#[wasm_split(table, fallible)]
pub fn written(table: Table) -> Result<Vec<u8>, NotWritten> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name(&table.sheet)?;
    let looks = Looks::new();
    let columns = table.rows.first().map_or(0, Vec::len);
    for (row, line) in (0..).zip(&table.title) {
        across(sheet, (row, columns), line, if row == 0 { &looks.title } else { &looks.under })?;
    }
    let heading = row_number(table.title.len());
    for (row, cells) in (heading..).zip(&table.rows) {
        let text = if row == heading { &looks.heading } else { &looks.text };
        write_row(sheet, row, cells, (text, &looks.number, &looks.day))?;
    }
    for (row, cells) in (heading.saturating_add(row_number(table.rows.len()))..).zip(&table.foot) {
        match &cells[..] {
            [Cell::Text(words)] => across(sheet, (row, columns), words, &looks.text)?,
            cells => write_row(sheet, row, cells, (&looks.heading, &looks.sum, &looks.day))?,
        }
    }
    lay_out(sheet, heading, &table)?;
    Ok(book.save_to_buffer()?)
}

fn row_number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

struct Looks {
    title: Format,
    under: Format,
    heading: Format,
    text: Format,
    number: Format,
    sum: Format,
    day: Format,
}

impl Looks {
    fn new() -> Looks {
        let top = Format::new().set_align(FormatAlign::Top);
        let text = top.clone().set_text_wrap();
        let middle = text.clone().set_align(FormatAlign::Center);
        let number = top.clone().set_num_format("#,##0");
        Looks {
            title: middle.clone().set_bold().set_font_size(14),
            under: middle,
            heading: text.clone().set_bold(),
            text,
            sum: number.clone().set_bold(),
            number,
            day: top.set_num_format("dd/mm/yyyy"),
        }
    }
}

/// A line of words over all columns.
fn across(sheet: &mut Worksheet, (row, columns): (u32, usize), words: &str, look: &Format) -> Result<(), XlsxError> {
    match u16::try_from(columns).unwrap_or(u16::MAX).checked_sub(1).filter(|last| *last > 0) {
        Some(last) => sheet.merge_range(row, 0, row, last, words, look).map(|_| ()),
        None => sheet.write_string_with_format(row, 0, words, look).map(|_| ()),
    }
}

/// Texts, numbers and days, each in its look.
fn write_row(
    sheet: &mut Worksheet,
    row: u32,
    cells: &[Cell],
    looks: (&Format, &Format, &Format),
) -> Result<(), XlsxError> {
    (0..).zip(cells).try_for_each(|(column, cell)| write(sheet, (row, column), cell, looks))
}

fn write(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    (words, figures, days): (&Format, &Format, &Format),
) -> Result<(), XlsxError> {
    let text = |sheet: &mut Worksheet, text: &str| sheet.write_string_with_format(row, column, text, words).map(|_| ());
    match cell {
        Cell::Empty => Ok(()),
        Cell::Text(words) if words.is_empty() => Ok(()),
        Cell::Text(words) => text(sheet, words),
        Cell::Number(number) if (-MOST_EXACT..=MOST_EXACT).contains(number) => {
            sheet.write_number_with_format(row, column, *number as f64, figures).map(|_| ())
        }
        Cell::Number(number) => text(sheet, &number.to_string()),
        Cell::Day(day) => match counted(*day) {
            Some(day) => sheet.write_datetime_with_format(row, column, day, days).map(|_| ()),
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
fn lay_out(sheet: &mut Worksheet, heading: u32, table: &Table) -> Result<(), XlsxError> {
    let rows = &table.rows;
    let columns = rows.first().map_or(0, Vec::len);
    for (column, at) in (0..columns).zip(0..) {
        let widest = rows.iter().filter_map(|row| row.get(column)).map(letters).max().unwrap_or(0);
        // Beside the words stand the button of the filter and a margin.
        sheet.set_column_width(at, (widest + 3).clamp(NARROWEST, WIDEST) as f64)?;
    }
    sheet.set_freeze_panes(heading.saturating_add(1), 0)?;
    let last = (row_number(rows.len()), u16::try_from(columns).unwrap_or(u16::MAX));
    if let (Some(row), Some(column)) = (last.0.checked_sub(1), last.1.checked_sub(1)) {
        sheet.autofilter(heading, 0, heading.saturating_add(row), column)?;
    }
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0).set_repeat_rows(heading, heading)?;
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
