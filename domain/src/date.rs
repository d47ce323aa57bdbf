//! Calendar dates as people write them here: a day, or a month when the day is not known. Never an instant.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, Timelike};
use serde::{Deserialize, Serialize};
use thidua_sync::Millis;

/// A local date with day or month precision; as JSON `2022-05-24` or `2022-05`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum When {
    Day(NaiveDate),
    /// Year and month 1–12.
    Month(i32, u32),
}

/// The text is not a date: a day that no month has, such as 30/2, or another shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotADate;

impl fmt::Display for NotADate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a date")
    }
}

impl When {
    /// The first day that it may mean.
    pub fn first(self) -> Option<NaiveDate> {
        match self {
            When::Day(day) => Some(day),
            When::Month(year, month) => NaiveDate::from_ymd_opt(year, month, 1),
        }
    }

    /// The last day that it may mean.
    pub fn last(self) -> Option<NaiveDate> {
        match self {
            When::Day(day) => Some(day),
            When::Month(year, month) => {
                NaiveDate::from_ymd_opt(year, month, 1)?.checked_add_months(chrono::Months::new(1))?.pred_opt()
            }
        }
    }

    pub fn year(self) -> i32 {
        match self {
            When::Day(day) => day.year(),
            When::Month(year, _) => year,
        }
    }

    pub fn month(self) -> u32 {
        match self {
            When::Day(day) => day.month(),
            When::Month(_, month) => month,
        }
    }

    /// Reads what a person types: `24/5/2022`, `5/2022`, with `/`, `.` or `-`.
    pub fn typed(text: &str) -> Result<When, NotADate> {
        let parts: Vec<&str> = text.trim().split(['/', '.', '-']).map(str::trim).collect();
        let number = |part: &str| part.parse::<u32>().map_err(|_| NotADate);
        match parts.as_slice() {
            [year, ..] if year.len() == 4 => text.trim().parse(),
            [day, month, year] => day_of(number(year)?, number(month)?, number(day)?),
            [month, year] => month_of(number(year)?, number(month)?),
            _ => Err(NotADate),
        }
    }
}

fn year_of(year: u32) -> Result<i32, NotADate> {
    // Two-digit and far-off years are slips of the finger.
    if (1800..=2200).contains(&year) { i32::try_from(year).map_err(|_| NotADate) } else { Err(NotADate) }
}

fn day_of(year: u32, month: u32, day: u32) -> Result<When, NotADate> {
    NaiveDate::from_ymd_opt(year_of(year)?, month, day).map(When::Day).ok_or(NotADate)
}

fn month_of(year: u32, month: u32) -> Result<When, NotADate> {
    if (1..=12).contains(&month) { Ok(When::Month(year_of(year)?, month)) } else { Err(NotADate) }
}

impl FromStr for When {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<When, NotADate> {
        let parts: Vec<u32> =
            text.split('-').map(|part| part.parse::<u32>().map_err(|_| NotADate)).collect::<Result<_, _>>()?;
        match parts.as_slice() {
            [year, month] => month_of(*year, *month),
            [year, month, day] => day_of(*year, *month, *day),
            _ => Err(NotADate),
        }
    }
}

impl TryFrom<String> for When {
    type Error = NotADate;

    fn try_from(text: String) -> Result<When, NotADate> {
        text.parse()
    }
}

impl From<When> for String {
    fn from(when: When) -> String {
        match when {
            When::Day(day) => day.to_string(),
            When::Month(year, month) => format!("{year:04}-{month:02}"),
        }
    }
}

impl fmt::Display for When {
    /// `24/5/2022` or `5/2022`, as in an official text: day and month below 10 keep their zero only where the rule of
    /// official documents asks for it (days below 10, months 1 and 2).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let month = |month: u32| if month <= 2 { format!("{month:02}") } else { month.to_string() };
        match self {
            When::Day(day) => write!(f, "{:02}/{}/{}", day.day(), month(day.month()), day.year()),
            When::Month(year, m) => write!(f, "{}/{year}", month(*m)),
        }
    }
}

/// A stored day, `2022-05-24`.
pub fn day(text: &str) -> Option<NaiveDate> {
    match text.parse() {
        Ok(When::Day(day)) => Some(day),
        _ => None,
    }
}

/// The instant of a stored moment in Viet Nam, `2026-11-26T08:30`.
pub fn moment(text: &str) -> Option<Millis> {
    let (date, time) = text.split_once('T')?;
    let (hour, minute) = time.split_once(':')?;
    let two = |part: &str| (part.len() == 2).then(|| part.parse::<u32>().ok()).flatten();
    let local = day(date)?.and_hms_opt(two(hour)?, two(minute)?, 0)?;
    Some(local.and_utc().timestamp_millis() - ZONE)
}

/// How a stored day is read and written: `2022-05-24`. Chrono's own reader brings its whole language of formats along.
pub mod iso {
    use serde::{Deserialize as _, Deserializer, Serializer, de};

    use super::{NaiveDate, When};

    /// Fails on anything but a day.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
        match When::deserialize(from)? {
            When::Day(day) => Ok(day),
            When::Month(..) => Err(de::Error::custom("a month where a day is needed")),
        }
    }

    pub fn serialize<S: Serializer>(day: &NaiveDate, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(day)
    }

    /// The same for a day that may be absent.
    pub mod option {
        use serde::Serialize as _;

        use super::*;

        pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<NaiveDate>, D::Error> {
            match Option::<When>::deserialize(from)? {
                Some(When::Day(day)) => Ok(Some(day)),
                Some(When::Month(..)) => Err(de::Error::custom("a month where a day is needed")),
                None => Ok(None),
            }
        }

        pub fn serialize<S: Serializer>(day: &Option<NaiveDate>, to: S) -> Result<S::Ok, S::Error> {
            day.map(|day| day.to_string()).serialize(to)
        }
    }
}

/// Viet Nam is seven hours ahead of UTC, in milliseconds.
const ZONE: Millis = 7 * 3_600_000;

/// The civil date in Viet Nam (UTC+7, no summer time) at an instant.
pub fn today(now: Millis) -> NaiveDate {
    local(now).date_naive()
}

/// Hour and minute in Viet Nam at an instant, `12:04`.
pub fn clock(now: Millis) -> String {
    let time = local(now).time();
    format!("{:02}:{:02}", time.hour(), time.minute())
}

fn local(now: Millis) -> DateTime<FixedOffset> {
    let zone = FixedOffset::east_opt(7 * 3600).expect("invariant: +07:00 is an offset");
    DateTime::from_timestamp_millis(now).unwrap_or_default().with_timezone(&zone)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, stored: &str, shown: &str) {
        let when = When::typed(typed).unwrap();
        assert_eq!((String::from(when).as_str(), when.to_string().as_str()), (stored, shown), "{typed}");
        assert_eq!(stored.parse(), Ok(when));
    }

    #[test]
    fn days_and_months_are_read_as_people_type_them() {
        check("24/5/2022", "2022-05-24", "24/5/2022");
        check(" 03.02.1930 ", "1930-02-03", "03/02/1930");
        check("7/1981", "1981-07", "7/1981");
        check("2022-05-24", "2022-05-24", "24/5/2022");
    }

    #[test]
    fn dates_that_do_not_exist_are_refused() {
        for text in ["30/2/2022", "31/4/2022", "0/1/2022", "13/2022", "24/5/22", "hôm qua", "", "1/2/3/4", "-"] {
            assert_eq!(When::typed(text), Err(NotADate), "{text}");
        }
    }

    #[test]
    fn a_moment_is_an_instant_in_hanoi() {
        assert_eq!(moment("2022-05-25T00:00"), Some(1_653_411_600_000));
        for text in ["2022-05-25", "2022-05-25T24:00", "2022-05-25T7:30", "2022-05T07:30", "T", "2022-05-25T07:30:00"] {
            assert_eq!(moment(text), None, "{text}");
        }
    }

    #[test]
    fn the_day_changes_at_midnight_in_hanoi() {
        let before = 1_653_411_599_000; // 2022-05-24T16:59:59Z
        assert_eq!(today(before).to_string(), "2022-05-24");
        assert_eq!(today(before + 1_000).to_string(), "2022-05-25");
    }
}
