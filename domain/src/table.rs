//! A table that leaves the program: rows of cells with a heading row first, whatever file it becomes.

use chrono::NaiveDate;

use crate::date::When;

/// A cell: what people wrote, or a number or day that stays one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    Text(String),
    Number(i64),
    Day(NaiveDate),
    Empty,
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Cell {
        Cell::Text(text.into())
    }

    /// A month without a day stays text: a spreadsheet would make a day of it.
    pub fn date(when: Option<When>) -> Cell {
        match when {
            Some(When::Day(day)) => Cell::Day(day),
            Some(month) => Cell::Text(month.to_string()),
            None => Cell::Empty,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_day_is_a_day() {
        let cell = |text: &str| Cell::date(text.parse().ok());
        assert_eq!(cell("2022-05-07"), Cell::Day(NaiveDate::from_ymd_opt(2022, 5, 7).unwrap()));
        assert_eq!(cell("2022-05"), Cell::text("5/2022"));
        assert_eq!(cell(""), Cell::Empty);
    }
}
