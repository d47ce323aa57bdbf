//! What the law of each time asks, as it is entered: to be read by everybody.

use leptos::prelude::*;
use thidua_domain::rules::need::{Criterion, Who};
use thidua_domain::rules::terms::{QuotaBase, VoteRule};
use thidua_domain::rules::{AwardRule, RuleSet, Trust};

use super::list::rules_name;
use super::{known, words};
use crate::components::card::{Card, PageHead, Tone};
use crate::components::status::Pill;
use crate::pages::nominations::words as said_of;
use crate::state::{App, app};
use crate::text::{said, t};

#[component]
pub fn RuleBook() -> impl IntoView {
    let app = app();
    let sets = Memo::new(move |_| known::rule_sets(app));
    let drawn = move || sets.get().into_iter().rev().map(|set| view! { <OneSet app set/> }).collect_view();
    view! {
        <div class="page">
            <PageHead title=said("rules-title") note=said("rules-note") back=Signal::stored("/de-nghi".to_owned()) back_label=said("nomination-back")/>
            {drawn}
        </div>
    }
}

#[component]
fn OneSet(app: App, set: RuleSet) -> impl IntoView {
    let name = rules_name(&set);
    let basis = set.basis.iter().map(|one| {
        let line = format!("{} – {}", one.number, one.name);
        view! { <li>{line}<Doubt trust=one.trust.clone()/></li> }
    });
    let basis = basis.collect_view();
    let notes = set.notes.iter().map(|note| view! { <li>{note.clone()}</li> }).collect_view();
    let awards = set.awards.iter().map(|rule| view! { <OneAward app rule=rule.clone()/> }).collect_view();
    view! {
        <Card title=Signal::stored(name)>
            <h3>{said("rules-basis")}</h3>
            <ul>{basis}</ul>
            <h3>{said("rules-notes")}</h3>
            <ul>{notes}</ul>
            <h3>{said("rules-awards")}</h3>
            {awards}
        </Card>
    }
}

/// A mark on what was not checked against its source, with the source in words.
#[component]
fn Doubt(trust: Trust) -> impl IntoView {
    (!trust.verified).then(
        || view! { " "<Pill tone=Tone::Wait label=said("unverified")/>" "<small class="muted">{trust.source}</small> },
    )
}

#[component]
fn OneAward(app: App, rule: AwardRule) -> impl IntoView {
    let routes = rule.routes.iter().map(|route| {
        let subject = match route.subject {
            Who::Person => t!("nomination-subject-person"),
            Who::Collective => t!("nomination-subject-collective"),
        };
        let head = format!("{subject} · {}", said_of::kind_name(route.ground));
        let criteria = route.criteria.iter().map(|one| criterion(app, one)).collect_view();
        view! { <h4>{head}</h4><ul>{criteria}</ul> }
    });
    let routes = routes.collect_view();
    let votes = rule.votes.iter().map(vote).collect_view();
    let quotas = rule.quotas.iter().map(|quota| {
        let of = match &quota.of {
            QuotaBase::Award { award } => words::award_name(app, award),
            QuotaBase::Given { .. } => t!("rules-quota-given"),
        };
        view! { <li>{t!("rules-quota", percent = quota.percent, of = of)}" · "<small>{quota.article.clone()}</small><Doubt trust=quota.trust.clone()/></li> }
    });
    let quotas = quotas.collect_view();
    let money = rule.money.iter().map(|amount| {
        let times = format!("{},{}", amount.tenths / 10, amount.tenths % 10);
        view! { <li>{t!("rules-money", times = times)}" · "<small>{amount.article.clone()}</small><Doubt trust=amount.trust.clone()/></li> }
    });
    let money = money.collect_view();
    view! {
        <details class="fold">
            <summary><span class="grow">{rule.name}</span></summary>
            <p>{t!("rules-decider", name = rule.decider.name)}" · "<small>{rule.decider.article}</small><Doubt trust=rule.decider.trust/></p>
            {routes}
            <ul>{quotas}{votes}{money}</ul>
        </details>
    }
}

fn criterion(app: App, one: &Criterion) -> AnyView {
    let parts = one.parts().iter().map(|part| criterion(app, part)).collect_view();
    let has_parts = !one.parts().is_empty();
    view! {
        <li>
            {words::need(app, &one.code, &one.need)}" · "<small>{one.article.clone()}</small>
            <Doubt trust=one.trust.clone()/>
            {has_parts.then(|| view! { <ul>{parts}</ul> })}
        </li>
    }
    .into_any()
}

fn vote(rule: &VoteRule) -> impl IntoView + use<> {
    let words = match rule.percent {
        Some(percent) => t!("rules-vote", percent = percent),
        None => t!("rules-vote-open"),
    };
    view! { <li>{words}" · "<small>{rule.article.clone()}</small><Doubt trust=rule.trust.clone()/></li> }
}
