//! Terms in working days.

use chrono::NaiveDate;
use serde_json::Value;
use thidua_domain::workday::{self, Calendar};

use crate::components::card::Tone;
use crate::state::App;
use crate::text::t;

/// The calendar of holidays. Followed.
pub fn calendar(app: App) -> Calendar {
    let mut calendar = Calendar::default();
    app.rows::<Value>(workday::TABLE).iter().for_each(|(_, year)| calendar.add(year));
    calendar
}

/// How a term stands: tone and words. The last days before it are told as urgent.
pub fn of(calendar: &Calendar, today: NaiveDate, due: NaiveDate) -> (Tone, String) {
    match calendar.left(today, due) {
        left if due < today => (Tone::Bad, t!("remedy-late", days = -left)),
        0 => (Tone::Wait, t!("remedy-today")),
        left @ 1..=3 => (Tone::Wait, t!("remedy-left", days = left)),
        left => (Tone::Plain, t!("remedy-left", days = left)),
    }
}
