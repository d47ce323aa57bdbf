//! The campaign that runs today, with the days left; or, honestly, the one to come or the last that ended.

use chrono::NaiveDate;
use leptos::prelude::*;
use thidua_domain::date::When;
use thidua_domain::plan::{CAMPAIGN, Campaign};

use super::when::{Place, campaign_words, in_order};
use crate::components::card::{Card, EmptyState, Tone};
use crate::components::icon::Glyph;
use crate::components::status::Pill;
use crate::components::timeline::CampaignTimeline;
use crate::state::app;
use crate::text::{said, t};
use thidua_sync::order;

/// The one to show first: the running, else the next, else the last that ended.
fn first(campaigns: &[Campaign], today: NaiveDate) -> Option<&Campaign> {
    let with = |wanted: fn(Place) -> bool| campaigns.iter().filter(move |c| wanted(Place::of(c, today)));
    with(|place| matches!(place, Place::Running(_)))
        .min_by_key(|c| c.to.date)
        .or_else(|| with(|place| matches!(place, Place::Ahead(_))).min_by_key(|c| c.from.date))
        .or_else(|| campaigns.iter().max_by_key(|c| c.to.date))
}

#[component]
pub fn Campaigns(today: Memo<NaiveDate>) -> impl IntoView {
    let app = app();
    let all = Memo::new(move |_| {
        let mut found: Vec<Campaign> = app.rows(CAMPAIGN).into_iter().map(|(_, campaign)| in_order(campaign)).collect();
        order::sort_by_key(&mut found, |campaign| campaign.from.date);
        found
    });
    let shown = Memo::new(move |_| first(&all.read(), today.get()).cloned());
    move || match shown.get() {
        None => view! {
            <Card title=said("campaigns")>
                <EmptyState glyph=Glyph::Flag title=said("today-no-plan") words=said("today-no-plan-words")/>
            </Card>
        }
        .into_any(),
        Some(campaign) => {
            let others = all.get().into_iter().filter(|other| other.id != campaign.id).collect();
            view! { <Shown campaign others today/> }.into_any()
        }
    }
}

#[component]
fn Shown(campaign: Campaign, others: Vec<Campaign>, today: Memo<NaiveDate>) -> impl IntoView {
    let own = StoredValue::new(campaign.clone());
    let place = Memo::new(move |_| Place::of(&own.read_value(), today.get()));
    let year = campaign.plan.clone();
    let has_others = !others.is_empty();
    let line = move |other: Campaign| {
        let name = other.name.clone();
        let words = move || campaign_words(&other, today.get());
        view! { <li><b>{name}</b>" – "<span class="muted">{words}</span></li> }
    };
    view! {
        <section class="card campaign">
            <div class="row top">
                <div class="grow">
                    <h2>{campaign.name.clone()}</h2>
                    <p class="muted">{span(&campaign)}</p>
                </div>
                {move || left(place.get())}
            </div>
            {move || (place.get() == Place::Over).then(|| view! {
                <p>{t!("today-none-runs", year = year.as_str(), date = own.with_value(|c| When::Day(c.to.date).to_string()))}</p>
            })}
            <CampaignTimeline campaign today/>
            <ul class="campaign-others" role="list" hidden=!has_others>
                {others.into_iter().map(line).collect_view()}
            </ul>
            <p><a class="link" href="/ke-hoach?phan=dot">{said("today-open-campaigns")}</a></p>
        </section>
    }
}

fn span(campaign: &Campaign) -> String {
    format!("{} – {}", When::Day(campaign.from.date), When::Day(campaign.to.date))
}

/// The days left as a figure; what is over says so, and never counts below nothing.
fn left(place: Place) -> AnyView {
    match place {
        Place::Running(0) => view! { <Pill tone=Tone::Bad label=move || t!("today-days-left", days = 0)/> }.into_any(),
        Place::Running(days) => view! {
            <p class="days-left"><b class="figure now">{thidua_domain::format::grouped(days)}</b><br/><small>{move || t!("today-days-left", days = days)}</small></p>
        }
        .into_any(),
        Place::Ahead(days) => view! { <Pill label=move || t!("campaign-ahead", days = days)/> }.into_any(),
        Place::Over => view! { <Pill label=said("campaign-over")/> }.into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn campaigns() -> Vec<Campaign> {
        let document: thidua_domain::plan::import::Document =
            serde_json::from_str(include_str!("../../../../public/plans/2022.json")).unwrap();
        document.campaigns
    }

    fn check(today: &str, id: &str, place: Place) {
        let today = today.parse().unwrap();
        let campaigns = campaigns();
        let shown = first(&campaigns, today).unwrap();
        assert_eq!((shown.id.as_str(), Place::of(shown, today)), (id, place), "{today}");
    }

    #[test]
    fn the_campaign_shown_is_the_running_the_next_or_the_last() {
        check("2021-12-25", "d1", Place::Ahead(7));
        check("2022-05-24", "d1", Place::Running(37));
        check("2022-06-30", "d1", Place::Running(0));
        check("2022-07-01", "d2", Place::Running(183));
        check("2025-01-01", "d2", Place::Over);
    }
}
