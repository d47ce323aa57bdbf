//! A campaign as a line through time: how far it has gone, and the days it honours. A table says the same.

use chrono::NaiveDate;
use leptos::prelude::*;
use thidua_domain::date::When;
use thidua_domain::plan::Campaign;

use crate::text::{said, t};

/// The campaign's line with its anniversaries.
#[component]
pub fn CampaignTimeline(campaign: Campaign, #[prop(into)] today: Signal<NaiveDate>) -> impl IntoView {
    let (from, to) = (campaign.from.date, campaign.to.date);
    let marks: Vec<(String, String, String)> = campaign
        .anniversaries
        .iter()
        .filter_map(|day| Some((place(from, to, day.observed.first()?), short(day.observed), day.name.clone())))
        .collect();
    let rows = marks.clone();
    let ends = [campaign.from.words.clone(), campaign.to.words.clone()];
    let [first, last] = ends.clone();
    view! {
        <div class="timeline" style:--now=move || place(from, to, today.get()) aria-hidden="true">
            {marks.into_iter().map(|(at, label, _)| view! { <i style:--x=at.clone()></i><em style:--x=at>{label}</em> }).collect_view()}
        </div>
        <div class="visually-hidden">
            <table>
                <caption>{move || t!("timeline-caption", name = campaign.name.as_str())}</caption>
                <tbody>
                    <tr><th scope="row">{said("timeline-from")}</th><td>{first}</td></tr>
                    <tr><th scope="row">{said("timeline-to")}</th><td>{last}</td></tr>
                    {rows.into_iter().map(|(_, day, name)| view! { <tr><th scope="row">{day}</th><td>{name}</td></tr> }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}

/// How far along the span a day lies, as a CSS percentage within it.
fn place(from: NaiveDate, to: NaiveDate, day: NaiveDate) -> String {
    let whole = (to - from).num_days().max(1);
    let gone = (day - from).num_days().clamp(0, whole);
    format!("{}.{}%", gone * 100 / whole, gone * 1_000 / whole % 10)
}

/// `19/5`, or `tháng 7` when only the month is known.
fn short(when: When) -> String {
    match when {
        When::Day(_) => {
            let text = when.to_string();
            text.rsplit_once('/').map_or(text.clone(), |(day, _)| day.to_owned())
        }
        When::Month(_, month) => t!("month-short", month = month),
    }
}
