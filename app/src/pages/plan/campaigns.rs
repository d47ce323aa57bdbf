//! The peak campaigns: their time, the days they honour, how they close.

use leptos::prelude::*;
use thidua_domain::date::When;
use thidua_domain::plan::{Anniversary, Bound, Campaign};

use super::items::{Item, SourceLink};
use super::whole::Entry;
use crate::components::timeline::CampaignTimeline;
use crate::pages::today::when;
use crate::state::app;
use crate::text::{said, t};

#[component]
pub fn Campaigns(entries: Vec<Entry<Campaign>>, query: Memo<String>) -> impl IntoView {
    let card =
        |(at, Entry { item, folded }): (usize, Entry<Campaign>)| view! { <One number=at + 1 item folded query/> };
    entries.into_iter().enumerate().map(card).collect_view()
}

#[component]
fn One(number: usize, item: Campaign, folded: String, query: Memo<String>) -> impl IntoView {
    let app = app();
    let today = Memo::new(move |_| when::today(app));
    let (from, to) = (item.from.clone(), item.to.clone());
    let state = {
        let item = item.clone();
        move || when::campaign_words(&item, today.get())
    };
    view! {
        <Item id=item.id.clone() code=format!("Đ{number}") title=item.name.clone() side=Signal::derive(state) folded query>
            <CampaignTimeline campaign=item.clone() today/>
            <dl class="facts">
                <dt>{said("timeline-from")}</dt>
                <dd><End bound=from/></dd>
                <dt>{said("timeline-to")}</dt>
                <dd><End bound=to/></dd>
                {item.closing_text.map(|text| view! { <dt>{said("campaign-closing")}</dt><dd>"“"{text}"”"</dd> })}
                {item.award_text.map(|text| view! { <dt>{said("campaign-award")}</dt><dd>"“"{text}"”"</dd> })}
            </dl>
            <Days days=item.anniversaries/>
            <SourceLink line=item.line item=item.id/>
        </Item>
    }
}

/// A first or last day: as the plan names it, or with a word on how it was read out of the plan.
#[component]
fn End(bound: Bound) -> impl IntoView {
    let (date, words) = (When::Day(bound.date).to_string(), bound.words);
    let read = move || t!("campaign-day-read", words = words.as_str());
    view! {
        <p>{date}</p>
        {(!bound.given).then(|| view! { <p class="muted">{read}</p> })}
    }
}

#[component]
fn Days(days: Vec<Anniversary>) -> impl IntoView {
    let row = |day: Anniversary| {
        let (name, ordinal, original) = (day.name, day.ordinal, day.original.to_string());
        view! {
            <tr>
                <th scope="row" class="nowrap">{day.observed.to_string()}</th>
                <td>
                    <p>{move || t!("campaign-anniversary", ordinal = ordinal, name = name.as_str())}</p>
                    <p class="muted">{move || t!("campaign-original", date = original.as_str())}</p>
                    {day.note.map(|note| view! { <p class="plan-note">{note}</p> })}
                </td>
            </tr>
        }
    };
    view! {
        <table class="table">
            <caption>{said("campaign-anniversaries")}</caption>
            <thead><tr><th scope="col">{said("campaign-day")}</th><th scope="col">{said("campaign-honours")}</th></tr></thead>
            <tbody>{days.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}
