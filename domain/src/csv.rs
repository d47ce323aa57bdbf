//! Tables as CSV text (RFC 4180) for spreadsheets of offices: UTF-8 with a byte order mark, which they need to read
//! Vietnamese, and no cell that they would take for a formula.

use crate::date::When;
use crate::table::Cell;

pub mod read;

/// Rows with their heading row, each ended by CR LF.
pub fn written(rows: &[Vec<Cell>]) -> String {
    let mut out = String::from("\u{feff}");
    for row in rows {
        let cells: Vec<String> = row.iter().map(cell).collect();
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    }
    out
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => quoted(&harmless(text)),
        Cell::Number(number) => number.to_string(),
        Cell::Day(day) => When::Day(*day).to_string(),
        Cell::Empty => String::new(),
    }
}

/// A text that a spreadsheet might calculate gets an apostrophe before it. Blanks before a sign do not save it.
fn harmless(text: &str) -> String {
    let first = text.trim_start_matches([' ', '\u{a0}', '\u{feff}', '\u{200b}']).chars().next();
    match first {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '\0' | '＝' | '＋' | '－' | '＠') => format!("'{text}"),
        _ => text.to_owned(),
    }
}

fn quoted(text: &str) -> String {
    if text.contains([',', ';', '"', '\r', '\n', '\t']) || text.starts_with(' ') || text.ends_with(' ') {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(cells: &[Cell]) -> String {
        let text = written(&[cells.to_vec()]);
        text.strip_prefix('\u{feff}').and_then(|text| text.strip_suffix("\r\n")).unwrap_or_default().to_owned()
    }

    #[test]
    fn what_would_be_calculated_is_text() {
        for text in
            ["=1+1", "+84 912", "-5", "@SUM(A1)", "\t=1", " =1", "\u{a0}=1", "\u{200b}=cmd|' /C calc'!A0", "＝1"]
        {
            let cell = line(&[Cell::text(text)]);
            assert!(cell.trim_start_matches('"').starts_with('\''), "{cell}");
        }
        assert_eq!(line(&[Cell::text("Thăm, tặng quà")]), "\"Thăm, tặng quà\"");
        assert_eq!(line(&[Cell::text("a=b")]), "a=b");
    }

    #[test]
    fn numbers_stay_numbers_and_quotes_are_doubled() {
        let day = Cell::date("2022-05-07".parse().ok());
        let cells = [Cell::Number(-4_850_000_000), day, Cell::Empty, Cell::text("ông \"A\"\nvà bà B")];
        assert_eq!(line(&cells), "-4850000000,07/5/2022,,\"ông \"\"A\"\"\nvà bà B\"");
    }
}
