//! How cells look, as far as it tells what a number is: spreadsheets count days, and only the look says that it is one.

use chrono::{Datelike, Days, NaiveDate};

use super::NoBook;
use super::xml::{Piece, each};

/// What a number in a cell is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    #[default]
    Number,
    Day,
    /// A day of which only the year is shown.
    Year,
}

/// Looks by the number that cells name.
#[derive(Default)]
pub struct Looks {
    all: Vec<Look>,
    is_1904: bool,
}

impl Looks {
    pub fn read(text: &str, is_1904: bool) -> Result<Looks, NoBook> {
        let mut formats: Vec<(String, Look)> = Vec::new();
        let (mut all, mut in_cells) = (Vec::new(), false);
        each(text, &mut |piece| match piece {
            Piece::Open("numFmt", attributes) => {
                formats.push((attributes.get("numFmtId"), of_code(&attributes.get("formatCode"))));
            }
            Piece::Open("cellXfs", _) => in_cells = true,
            Piece::Shut("cellXfs") => in_cells = false,
            Piece::Open("xf", attributes) if in_cells => {
                let id = attributes.get("numFmtId");
                let own = formats.iter().find(|(known, _)| *known == id).map(|(_, look)| *look);
                all.push(own.unwrap_or_else(|| of_id(&id)));
            }
            _ => {}
        })?;
        Ok(Looks { all, is_1904 })
    }

    /// A number as the cell shows it.
    pub fn shown(&self, look: &str, number: &str) -> String {
        let look = look.parse::<usize>().ok().and_then(|at| self.all.get(at)).copied().unwrap_or_default();
        let plain = whole(number).unwrap_or_else(|| number.to_owned());
        if look == Look::Number {
            return plain;
        }
        // The time of the day does not matter.
        let Some(day) = plain.split('.').next().and_then(|days| self.day(days)) else { return plain };
        if look == Look::Year { day.year().to_string() } else { day.to_string() }
    }

    /// Before March 1900 spreadsheets disagree about the days.
    fn day(&self, count: &str) -> Option<NaiveDate> {
        let count = count.parse::<u64>().ok()?.checked_add(if self.is_1904 { 1_462 } else { 0 })?;
        let day = NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(count))?;
        (count > 60 && day.year() < 10_000).then_some(day)
    }
}

/// Looks that every spreadsheet knows.
fn of_id(id: &str) -> Look {
    match id.parse::<u32>() {
        Ok(14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58) => Look::Day,
        _ => Look::Number,
    }
}

/// `dd/mm/yyyy`, without what stands in quotes, brackets and after a backslash, and without what follows for other numbers.
fn of_code(code: &str) -> Look {
    let mut signs = String::new();
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => _ = letters.by_ref().find(|other| *other == '"'),
            '[' => _ = letters.by_ref().find(|other| *other == ']'),
            '\\' | '_' | '*' => _ = letters.next(),
            ';' => break,
            other => signs.push(other.to_ascii_lowercase()),
        }
    }
    match (signs.contains('y'), signs.contains('d'), signs.contains('m')) {
        (true, false, false) => Look::Year,
        (true, ..) | (_, true, _) => Look::Day,
        _ => Look::Number,
    }
}

/// A number in figures and exponent, `4.4915E4`, as its digits, if it is whole.
fn whole(number: &str) -> Option<String> {
    let (figures, exponent) = number.split_once(['E', 'e']).unwrap_or((number, "0"));
    let (sign, figures) = figures.strip_prefix('-').map_or(("", figures), |rest| ("-", rest));
    let (before, after) = figures.split_once('.').unwrap_or((figures, ""));
    let shift =
        usize::try_from(exponent.trim_start_matches('+').parse::<i32>().ok()?).ok().filter(|shift| *shift < 18)?;
    let after = after.trim_end_matches('0');
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if before.is_empty() || after.len() > shift || !is_digits(before) || !is_digits(after) {
        return None;
    }
    let digits = format!("{before}{after:0<shift$}");
    let digits = digits.trim_start_matches('0');
    Some(if digits.is_empty() { "0".to_owned() } else { format!("{sign}{digits}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_tell_days_from_numbers() {
        for (code, look) in [
            ("dd/mm/yyyy", Look::Day),
            ("d\\-m\\-yy;@", Look::Day),
            ("[$-42A]dd mmmm yyyy", Look::Day),
            ("yyyy", Look::Year),
            ("\"ngày\" 0", Look::Number),
            ("[Red]0.00;[Blue]d", Look::Number),
            ("#,##0\" đồng\"", Look::Number),
            ("General", Look::Number),
            ("hh:mm", Look::Number),
            ("\"", Look::Number),
        ] {
            assert_eq!(of_code(code), look, "{code}");
        }
    }

    #[test]
    fn whole_numbers_are_their_digits() {
        for (number, digits) in
            [("44915", "44915"), ("2022.0", "2022"), ("4.4915E4", "44915"), ("1e3", "1000"), ("-5", "-5"), ("000", "0")]
        {
            assert_eq!(whole(number).as_deref(), Some(digits), "{number}");
        }
        for number in ["", ".", "1.5", "1E-3", "1E99", "x", "1.x", "E", "-"] {
            assert_eq!(whole(number), None, "{number}");
        }
    }
}
