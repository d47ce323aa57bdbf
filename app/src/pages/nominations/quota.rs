//! How the nominations of the year use the quotas, for who heads a unit and who officers it.

use std::collections::BTreeMap;

use chrono::Datelike;
use leptos::prelude::*;
use thidua_domain::date;
use thidua_domain::eligibility::batch::{QuotaUse, quotas};
use thidua_domain::nomination::{self, Nomination};
use thidua_domain::org::{Role, UNIT, Unit};
use thidua_domain::plan::{PLAN, Plan};
use thidua_domain::record::State;
use thidua_domain::rules::{self, RuleSet};
use thidua_sync::order;

use crate::components::card::Card;
use crate::pages::awards::given::{self, Given, GivenFields};
use crate::pages::awards::{known, words};
use crate::pages::work;
use crate::state::{App, app};
use crate::text::{said, t};

/// What is told of the quotas.
#[derive(Clone, Debug, Default, PartialEq)]
struct Told {
    lines: Vec<String>,
    /// Numbers that are asked for: code and award.
    asks: Vec<(String, String)>,
}

#[component]
pub fn Quotas() -> impl IntoView {
    let app = app();
    let given = Given::new(app);
    let unit = Memo::new(move |_| led(app));
    let year = Memo::new(move |_| {
        let plans = app.rows::<Plan>(PLAN).into_iter();
        plans.map(|(_, plan)| plan.year).max().unwrap_or_else(|| known::today(app).year())
    });
    let set = Memo::new(move |_| {
        let sets = known::rule_sets(app);
        rules::rule_set_on(&sets, known::today(app)).cloned()
    });
    let counts = Memo::new(move |_| {
        let below = unit.read().as_ref().map(|unit| below(app, unit)).unwrap_or_default();
        app.follow(nomination::TABLE);
        let list = app.views(|views| views.nomination_list.clone()).unwrap_or_default();
        counts(list.iter().map(|item| &item.record), &below, year.get())
    });
    let of = Signal::derive(move || given::of_year(unit.read().as_deref().unwrap_or_default(), year.get()));
    let told = Memo::new(move |_| {
        let (set, given) = (set.read(), given.numbers(&of.read()));
        set.as_ref().map(|set| told(app, set, &counts.read(), &given)).unwrap_or_default()
    });
    let asks = Memo::new(move |_| told.read().asks.clone());
    let lines = move || told.read().lines.iter().cloned().map(|line| view! { <li>{line}</li> }).collect_view();
    view! {
        <Show when=move || unit.read().is_some() && !told.read().lines.is_empty()>
            <Card title=said("council-quota") aside=Signal::derive(move || t!("eligible-of-year", year = year.get().to_string()))>
                <ul class="plain-list" role="list">{lines}</ul>
                <GivenFields given of asks/>
            </Card>
        </Show>
    }
}

/// The unit that the reader heads or officers: their own, else the first one. Followed.
fn led(app: App) -> Option<String> {
    let leads = |role: Role| matches!(role, Role::UnitHead | Role::EmulationOfficer);
    let units: Vec<String> =
        app.my_grants().into_iter().filter(|grant| leads(grant.role)).map(|grant| grant.unit).collect();
    let home = work::home(app).filter(|home| units.contains(home));
    home.or_else(|| units.into_iter().next())
}

/// The unit and those below it. Followed.
fn below(app: App, root: &str) -> Vec<String> {
    let below = app.rows::<Unit>(UNIT).into_iter().filter(|(_, unit)| work::is_below(unit, root));
    order::set(below.map(|(id, _)| id)).into_iter().collect()
}

/// How many are put forward for each award by these units for a year; what was sent back or withdrawn is not.
fn counts<'n>(all: impl Iterator<Item = &'n Nomination>, units: &[String], year: i32) -> BTreeMap<String, i64> {
    let mut counts = BTreeMap::new();
    let stands = |one: &&Nomination| {
        let is_put = matches!(one.state, State::Sent | State::Confirmed);
        let of = one.to.or(one.from).map_or_else(|| date::today(one.sent_at).year(), date::When::year);
        is_put && of == year && units.contains(&one.unit)
    };
    all.filter(stands).for_each(|one| *counts.entry(one.award.clone()).or_default() += 1);
    counts
}

fn told(app: App, set: &RuleSet, counts: &BTreeMap<String, i64>, given: &BTreeMap<String, i64>) -> Told {
    let counts = counts.iter().map(|(award, count)| (award.as_str(), *count)).collect();
    let mut found = quotas(set, &counts, given);
    found.retain(|quota| quota.used > 0);
    let line = |quota: &QuotaUse<'_>| {
        let (award, used, percent) = (words::award_name(app, quota.award), quota.used, quota.percent);
        match quota.allowed {
            Some(allowed) if used > allowed => {
                t!("nominations-quota-over", award = award, used = used, allowed = allowed, percent = percent)
            }
            Some(allowed) => t!("nominations-quota", award = award, used = used, allowed = allowed, percent = percent),
            None => t!("nominations-quota-unknown", award = award, used = used, percent = percent),
        }
    };
    Told { lines: found.iter().map(line).collect(), asks: given::asks(app, found.iter()) }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn put(unit: &str, state: &str, award: &str, to: &str) -> Nomination {
        let row = json!({
            "unit": unit, "author": "an", "state": state, "award": award, "person": "an", "to": to, "sent_at": 0,
        });
        serde_json::from_value(row).unwrap()
    }

    #[test]
    fn what_units_put_forward_for_the_year_is_counted() {
        let all = [
            put("na", "sent", "ldtt", "2026-12-31"),
            put("na-1", "confirmed", "ldtt", "2026-12"),
            put("na", "returned", "ldtt", "2026-12"),
            put("na", "withdrawn", "ldtt", "2026-12"),
            put("na", "sent", "ldtt", "2025-12"),
            put("nb", "sent", "ldtt", "2026-12"),
            put("na", "sent", "co-cp", "2026-12"),
        ];
        let found = counts(all.iter(), &["na".to_owned(), "na-1".to_owned()], 2026);
        assert_eq!(json!(found), json!({ "co-cp": 1, "ldtt": 2 }));
    }
}
