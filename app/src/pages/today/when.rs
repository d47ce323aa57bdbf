//! Today's date, by the server's clock as far as it is known.

use chrono::{Datelike, NaiveDate, Weekday};
use leptos::prelude::*;
use thidua_domain::date::{self, When};
use thidua_domain::plan::Campaign;

use crate::browser::time;
use crate::state::App;
use crate::text::t;
use thidua_sync::order;

/// The civil date, corrected by what the server said of this device's clock. Followed.
pub fn today(app: App) -> NaiveDate {
    date::today(time::now().saturating_add(app.sync.with(|view| view.skew_ms)))
}

/// `Thứ Hai, ngày 24/5/2022`.
pub fn day_in_words(day: NaiveDate) -> String {
    let weekday = match day.weekday() {
        Weekday::Mon => t!("weekday-mon"),
        Weekday::Tue => t!("weekday-tue"),
        Weekday::Wed => t!("weekday-wed"),
        Weekday::Thu => t!("weekday-thu"),
        Weekday::Fri => t!("weekday-fri"),
        Weekday::Sat => t!("weekday-sat"),
        Weekday::Sun => t!("weekday-sun"),
    };
    t!("date-readback-day", weekday = weekday, date = When::Day(day).to_string())
}

/// Where a day lies to a campaign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Days until it begins.
    Ahead(i64),
    /// Days left after today.
    Running(i64),
    Over,
}

impl Place {
    pub fn of(campaign: &Campaign, today: NaiveDate) -> Place {
        match (campaign.from.date, campaign.to.date) {
            (from, _) if today < from => Place::Ahead((from - today).num_days()),
            (_, to) if today <= to => Place::Running((to - today).num_days()),
            _ => Place::Over,
        }
    }
}

/// Where today lies to a campaign, in words; what is over is never counted in days.
pub fn campaign_words(campaign: &Campaign, today: NaiveDate) -> String {
    match Place::of(campaign, today) {
        Place::Ahead(days) => t!("campaign-ahead", days = days),
        Place::Running(days) => t!("campaign-left", days = days),
        Place::Over => t!("campaign-over-on", date = When::Day(campaign.to.date).to_string()),
    }
}

/// A campaign with its anniversaries in the order of the days on which they fall.
pub fn in_order(mut campaign: Campaign) -> Campaign {
    order::sort_by_key(&mut campaign.anniversaries, |day| day.observed.first());
    campaign
}
