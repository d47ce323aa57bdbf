//! What the law of each time asks, as it is entered: to be read by everybody.

use leptos::prelude::*;
use thidua_domain::rules::need::{Criterion, Who};
use thidua_domain::rules::terms::{QuotaBase, VoteRule};
use thidua_domain::rules::{AwardRule, RuleSet, Trust};

use super::list::rules_name;
use super::{edit, known, words};
use crate::components::button::{LinkButton, Press};
use crate::components::card::{Card, Notice, PageHead, Tone};
use crate::components::icon::Glyph;
use crate::components::status::Pill;
use crate::pages::nominations::words as said_of;
use crate::state::{App, app};
use crate::text::{said, t};

#[component]
pub fn RuleBook() -> impl IntoView {
    let app = app();
    let sets = Memo::new(move |_| known::rule_sets(app));
    let may_write = Memo::new(move |_| edit::publishing_unit(app).is_some());
    let drawn = move || {
        let may_write = may_write.get();
        sets.get().into_iter().rev().map(|set| view! { <OneSet app set may_write/> }).collect_view()
    };
    view! {
        <div class="page">
            <PageHead title=said("rules-title") note=said("rules-note") back=Signal::stored("/de-nghi".to_owned()) back_label=said("nomination-back")/>
            <Waiting app/>
            {drawn}
            <Replaced app/>
        </div>
    }
}

/// New editions that wait to be sent. They hold for nothing until the server has them.
#[component]
fn Waiting(app: App) -> impl IntoView {
    let names = Memo::new(move |_| known::rules_on_their_way(app).iter().map(rules_name).collect::<Vec<_>>());
    let notice = move |name: String| {
        view! { <Notice tone=Tone::Wait title=t!("rules-waiting", name = name) words=said("rules-waiting-words")/> }
    };
    move || names.get().into_iter().map(notice).collect_view()
}

/// Sets that hold for nothing new. What is pinned to one is judged by it still.
#[component]
fn Replaced(app: App) -> impl IntoView {
    let sets = Memo::new(move |_| known::replaced(app));
    let line = move |(old, new): (RuleSet, Option<RuleSet>)| {
        let by = new.as_ref().map(rules_name).unwrap_or_default();
        view! {
            <details class="fold">
                <summary><span class="grow">{rules_name(&old)}</span><Pill tone=Tone::Plain label=said("rules-replaced")/></summary>
                <p>{t!("rules-replaced-by", name = by)}</p>
                <Content app set=old/>
            </details>
        }
    };
    view! {
        <Show when=move || !sets.read().is_empty()>
            <Card title=said("rules-editions") aside=said("rules-editions-note")>
                {move || sets.get().into_iter().map(line).collect_view()}
            </Card>
        </Show>
    }
}

#[component]
fn OneSet(app: App, set: RuleSet, may_write: bool) -> impl IntoView {
    let name = rules_name(&set);
    let draft = edit::draft_of(&set.id);
    let is_begun = Memo::new({
        let draft = draft.clone();
        move |_| {
            app.follow_drafts();
            app.peek(|client| client.draft(&draft).is_some()).unwrap_or_default()
        }
    });
    let path = StoredValue::new(edit::path_of(&set.id, &draft));
    let label = move || if is_begun.get() { t!("rules-edit-go-on") } else { t!("rules-edit-new") };
    view! {
        <Card title=Signal::stored(name)>
            {may_write.then(|| view! {
                <div class="row wrap"><LinkButton kind=Press::Line icon=Glyph::Pen href=path.get_value() label=Signal::derive(label)/></div>
            })}
            <Content app set/>
        </Card>
    }
}

/// What a set says.
#[component]
fn Content(app: App, set: RuleSet) -> impl IntoView {
    let basis = set.basis.iter().map(|one| {
        let line = format!("{} – {}", one.number, one.name);
        view! { <li>{line}<Doubt trust=one.trust.clone()/></li> }
    });
    let basis = basis.collect_view();
    let notes = set.notes.iter().map(|note| view! { <li>{note.clone()}</li> }).collect_view();
    let awards = set.awards.iter().map(|rule| view! { <OneAward app rule=rule.clone()/> }).collect_view();
    view! {
        <h3>{said("rules-basis")}</h3>
        <ul>{basis}</ul>
        <h3>{said("rules-notes")}</h3>
        <ul>{notes}</ul>
        <h3>{said("rules-awards")}</h3>
        {awards}
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
        let cut = match (quota.may_exceed, quota.chair_chooses) {
            (true, _) => Some(t!("rules-field-may-exceed")),
            (false, true) => Some(t!("rules-field-chair-chooses")),
            (false, false) => None,
        };
        let cut = cut.map(|words| format!(" · {words}"));
        view! { <li>{t!("rules-quota", percent = quota.percent, of = of)}{cut}" · "<small>{quota.article.clone()}</small><Doubt trust=quota.trust.clone()/></li> }
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
