//! Working days (ngày làm việc) by the calendar of holidays, which is data: the State announces it anew for each year, with
//! days that are moved. Years without data have only their weekends, and say so.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, Weekday};
use serde_json::Value;

/// Holidays and moved working days of a year, by the year as its id.
pub const TABLE: &str = "calendar";
/// Sets the calendar of a year.
pub const SET: &str = "calendar.set@1";
/// Longest period that is counted, in working days.
pub const MOST: u32 = 2_000;

/// All calendars that are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    off: BTreeSet<NaiveDate>,
    /// Saturdays and Sundays on which work is done instead of another day.
    worked: BTreeSet<NaiveDate>,
    verified: BTreeSet<i32>,
}

impl Calendar {
    /// Takes the row of a year in. What cannot be read of it is left out.
    pub fn add(&mut self, row: &Value) {
        let days = |name: &str| {
            let list = row[name].as_array().map(Vec::as_slice).unwrap_or_default();
            list.iter().filter_map(|day| day.as_str().or(day["date"].as_str())).filter_map(crate::date::day)
        };
        self.off.extend(days("off"));
        self.worked.extend(days("worked"));
        if row["verified"] == true
            && let Some(year) = row["year"].as_i64().and_then(|year| i32::try_from(year).ok())
        {
            self.verified.insert(year);
        }
    }

    pub fn is_working(&self, day: NaiveDate) -> bool {
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        self.worked.contains(&day) || (!weekend && !self.off.contains(&day))
    }

    /// Whether the calendar of a day's year was checked against its announcement.
    pub fn is_verified(&self, day: NaiveDate) -> bool {
        self.verified.contains(&day.year())
    }

    /// The day on which a period of so many working days ends: the day after `start` is its first. None beyond [`MOST`].
    pub fn after(&self, start: NaiveDate, days: u32) -> Option<NaiveDate> {
        let (mut day, mut left) = (start, days);
        if days > MOST {
            return None;
        }
        while left > 0 {
            day = day.succ_opt()?;
            left -= u32::from(self.is_working(day));
        }
        Some(day)
    }

    /// Working days after `today` until and with `due`; below zero when it is past. Bounded by [`MOST`] either way.
    pub fn left(&self, today: NaiveDate, due: NaiveDate) -> i64 {
        let (from, to, sign) = if due >= today { (today, due, 1) } else { (due, today, -1) };
        let days = from.iter_days().skip(1).take_while(|day| *day <= to).take(MOST as usize);
        sign * days.filter(|day| self.is_working(*day)).map(|_| 1).sum::<i64>()
    }
}

#[cfg(feature = "office")]
pub use office::set;

#[cfg(feature = "office")]
mod office {
    use serde_json::{Value, json};
    use thidua_sync::Millis;
    use thidua_sync::command::{Command, Refusal};
    use thidua_sync::domain::{Effect, Rows};
    use thidua_sync::row::Key;

    use super::TABLE;
    use crate::org::Stamp;
    use crate::policy::{self, Act, Target};
    use crate::{SYSTEM, date, visibility};

    /// Decides `calendar.set`: the entity is the year, args are `{unit, off: [{date, name}], worked: [date], verified, source}`.
    /// By the officer of the whole system, or the operator.
    pub fn set(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
        let args = &command.args;
        if who != SYSTEM {
            let unit = args["unit"].as_str().ok_or(Refusal::new("bad_args"))?;
            policy::allow(rows, who, Act::ImportPlan, Target::unit(unit), now)?;
        }
        let year: i32 = command.entity.parse().map_err(|_| Refusal::new("bad_args"))?;
        let list = |name: &str| args[name].as_array().filter(|days| days.len() <= 100).ok_or(Refusal::new("bad_args"));
        let is_day = |day: &Value| day.as_str().or(day["date"].as_str()).and_then(date::day).is_some();
        if !list("off")?.iter().chain(list("worked")?).all(is_day) || args["source"].as_str().is_none() {
            return Err(Refusal::new("bad_args"));
        }
        let row = json!({
            "year": year, "off": args["off"], "worked": args["worked"], "verified": args["verified"] == true,
            "source": args["source"], "set": Stamp { by: who.into(), at: now },
        });
        let mut effect = Effect::default();
        effect.put(Key::new(TABLE, command.entity.clone()), vec![visibility::public()], &row);
        Ok(effect)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that fails says so by panicking")]

    use super::*;
    use crate::date::day;

    fn calendar() -> Calendar {
        let years: Vec<Value> = serde_json::from_str(include_str!("../../public/calendar/vn.json")).unwrap();
        let mut calendar = Calendar::default();
        years.iter().for_each(|year| calendar.add(year));
        calendar
    }

    #[test]
    fn holidays_and_moved_days_are_counted() {
        let calendar = calendar();
        let after = |start: &str, days| calendar.after(day(start).unwrap(), days).unwrap().to_string();
        // Over Saturday, Sunday, 30/4 and 1/5 with the two days off in lieu of them.
        assert_eq!(after("2022-04-28", 2), "2022-05-04");
        // Over Tết Nhâm Dần: 31/01 to 04/02.
        assert_eq!(after("2022-01-28", 1), "2022-02-07");
        assert_eq!(after("2022-05-24", 0), "2022-05-24");
        // The Saturday on which 29/4/2024 was made up for is worked.
        assert!(calendar.is_working(day("2024-05-04").unwrap()) && !calendar.is_working(day("2024-04-29").unwrap()));
        assert_eq!(calendar.after(day("2022-05-24").unwrap(), MOST + 1), None);
    }

    #[test]
    fn what_is_left_is_counted_both_ways() {
        let calendar = calendar();
        let left = |today: &str, due: &str| calendar.left(day(today).unwrap(), day(due).unwrap());
        assert_eq!(left("2022-04-28", "2022-05-04"), 2);
        assert_eq!(left("2022-05-24", "2022-05-24"), 0);
        assert_eq!(left("2022-05-04", "2022-04-28"), -2);
        // A year without data has its weekends.
        assert_eq!(left("2031-01-03", "2031-01-06"), 1);
        assert!(!calendar.is_verified(day("2031-01-03").unwrap()));
    }
}
