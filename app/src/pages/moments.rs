//! Instants and spans in words: `12:04, 3 phút trước`.

use std::time::Duration;

use leptos::prelude::*;
use thidua_domain::date::{self, When};
use thidua_sync::Millis;

use crate::browser::time;
use crate::text::t;

const MINUTE: Millis = 60_000;
const HOUR: Millis = 60 * MINUTE;
const DAY: Millis = 24 * HOUR;

/// The device's clock, moved on every few seconds while the view lives.
pub fn ticking() -> Signal<Millis> {
    let now = RwSignal::new(time::now());
    let ticks = set_interval_with_handle(move || now.set(time::now()), Duration::from_secs(10)).ok();
    on_cleanup(move || ticks.iter().for_each(IntervalHandle::clear));
    now.into()
}

/// Clock time, with the day when it is not today's: `12:04`, `12:04 ngày 24/5/2022`.
pub fn moment(at: Millis, now: Millis) -> String {
    let (day, clock) = (date::today(at), date::clock(at));
    if day == date::today(now) { clock } else { t!("moment-day", clock = clock, day = When::Day(day).to_string()) }
}

/// Clock time and day, `08:30 ngày 24/5/2022`.
pub fn local(at: Millis) -> String {
    t!("moment-day", clock = date::clock(at), day = When::Day(date::today(at)).to_string())
}

/// `12:04, 3 phút trước`.
pub fn moment_ago(at: Millis, now: Millis) -> String {
    let ago = match now.saturating_sub(at) {
        ..MINUTE => t!("ago-now"),
        gone @ ..HOUR => t!("ago-minutes", n = gone / MINUTE),
        gone @ ..DAY => t!("ago-hours", n = gone / HOUR),
        gone => t!("ago-days", n = gone / DAY),
    };
    t!("sync-last", clock = moment(at, now), ago = ago)
}

/// A length of time in its largest unit: `3 phút`, `2 giờ`, `5 ngày`.
pub fn span(length: Millis) -> String {
    match length.saturating_abs() {
        length @ DAY.. => t!("skew-days", n = length / DAY),
        length @ HOUR.. => t!("skew-hours", n = length / HOUR),
        length @ MINUTE.. => t!("skew-minutes", n = length / MINUTE),
        length => t!("span-seconds", n = (length / 1_000).max(1)),
    }
}
