//! More that passed than a quota allows: the highest votes come first, and among equals at the cut the chair chooses.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use serde_json::json;
use thidua_domain::council::acts;
use thidua_domain::council::cut::{Cut, Ranked, cut};
use thidua_domain::council::entry::LEVEL;
use thidua_domain::council::rows::{Case, Outcome, RESULT, TIE, Tie};
use thidua_domain::eligibility::batch::quotas;
use thidua_domain::rules::terms::{Quota, QuotaBase};
use thidua_domain::rules::{AwardRule, RuleSet, TABLE};

use super::known::{self, waiting};
use super::open::Open;
use super::words;
use crate::components::button::{Button, Press};
use crate::components::card::{Card, Notice, Tone};
use crate::components::choices::Choices;
use crate::components::dialog::Dialog;
use crate::components::select::Choice;
use crate::components::status::Pill;
use crate::text::{said, t};

/// One quota of the session, and where it cuts.
#[derive(Clone, Debug, PartialEq)]
struct Use {
    award: String,
    article: String,
    verified: bool,
    percent: u32,
    used: i64,
    /// None where the number of which it is a part is not known here.
    allowed: Option<i64>,
    cut: Cut,
}

/// The dossiers that passed, with their votes. Followed.
fn passed(open: Open) -> Vec<(Case, u32)> {
    let all = known::dossiers(open.app, &open.known.read().id).into_iter();
    let read = |one: known::Dossier| {
        let outcome = open.app.row::<Outcome>(RESULT, &one.id).filter(|outcome| outcome.passed)?;
        Some((Arc::unwrap_or_clone(one.case), outcome.yes))
    };
    all.filter_map(read).collect()
}

/// The chair's order, the one that waits before the server's.
fn choice(open: Open, award: &str) -> Vec<String> {
    let session = open.known.read().id.clone();
    let of = |command: &&thidua_sync::command::Command| {
        command.kind == acts::TIE && command.entity == session && command.args["award"].as_str() == Some(award)
    };
    if let Some(command) = waiting(open.app).iter().rev().find(of) {
        return thidua_sync::body::typed(&command.args["order"]).unwrap_or_default();
    }
    open.app.row::<Tie>(TIE, &format!("{session}.{award}")).map(|tie| tie.order).unwrap_or_default()
}

fn uses(open: Open) -> Vec<Use> {
    let Some(set) = open.app.row::<RuleSet>(TABLE, &open.known.read().session.rules) else { return Vec::new() };
    let passed: Vec<(String, Case, u32)> =
        passed(open).into_iter().map(|(case, yes)| (words::dossier_text(&case, "award"), case, yes)).collect();
    let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
    passed.iter().for_each(|(award, ..)| *counts.entry(award).or_default() += 1);
    let found = quotas(&set, &counts, &BTreeMap::new()).into_iter().filter(|quota| quota.used > 0);
    let one = |quota: thidua_domain::eligibility::batch::QuotaUse<'_>| {
        let ours = passed.iter().filter(|(award, ..)| award == quota.award);
        let ranked: Vec<Ranked> =
            ours.map(|(_, case, yes)| Ranked { nomination: case.nomination.clone(), yes: *yes }).collect();
        let places = quota.allowed.and_then(|allowed| usize::try_from(allowed).ok()).unwrap_or(ranked.len());
        Use {
            award: quota.award.to_owned(),
            article: quota.article.to_owned(),
            verified: quota.verified,
            percent: quota.percent,
            used: quota.used,
            allowed: quota.allowed,
            cut: cut(&ranked, places, &choice(open, quota.award)),
        }
    };
    found.map(one).collect()
}

/// Those beyond a quota, or not chosen among equals yet. Followed.
pub fn beyond(open: Open) -> Vec<String> {
    uses(open).into_iter().flat_map(|one| one.cut.beyond.into_iter().chain(one.cut.tied)).collect()
}

/// Numbers for which the rule set asks before these can be published: code and award. Followed.
pub fn asked(open: Open, chosen: &[String]) -> Vec<(String, String)> {
    let Some(set) = open.app.row::<RuleSet>(TABLE, &open.known.read().session.rules) else { return Vec::new() };
    let cases = passed(open).into_iter().filter(|(case, _)| chosen.contains(&case.nomination));
    let awards: Vec<String> = cases.map(|(case, _)| words::dossier_text(&case, "award")).collect();
    let ours = set.awards.iter().filter(|rule| rule.level == LEVEL && awards.contains(&rule.award));
    let of = |rule: &AwardRule, quota: &Quota| match &quota.of {
        QuotaBase::Given { code } if !quota.may_exceed => {
            Some((code.clone(), words::award_name(open.app, &rule.award)))
        }
        _ => None,
    };
    ours.flat_map(|rule| rule.quotas.iter().filter_map(move |quota| of(rule, quota))).collect()
}

#[component]
pub fn Quotas(open: Open) -> impl IntoView {
    let found = Memo::new(move |_| uses(open));
    let names = Memo::new(move |_| {
        let name = |(case, _): (Case, u32)| (case.nomination, case.nominee.name);
        passed(open).into_iter().map(name).collect::<BTreeMap<String, String>>()
    });
    let draw = move || found.get().into_iter().map(|one| view! { <OneQuota open one names/> }).collect_view();
    view! {
        <Show when=move || !found.read().is_empty()>
            <Card title=said("council-quota")><div class="stack">{draw}</div></Card>
        </Show>
    }
}

#[component]
fn OneQuota(open: Open, one: Use, names: Memo<BTreeMap<String, String>>) -> impl IntoView {
    let is_chair = Memo::new(move |_| open.known.read().chairs);
    let listed = move |ids: &[String]| {
        let names = names.read();
        ids.iter().map(|id| names.get(id).cloned().unwrap_or_default()).collect::<Vec<_>>().join(", ")
    };
    let award = words::award_name(open.app, &one.award);
    let (tone, sum) = match one.allowed {
        None => (Tone::Wait, t!("council-quota-unknown", award = award, used = one.used, percent = one.percent)),
        Some(allowed) => {
            let tone = if one.used > allowed { Tone::Bad } else { Tone::Good };
            (tone, t!("council-quota-use", award = award, used = one.used, allowed = allowed, percent = one.percent))
        }
    };
    let label = match tone {
        Tone::Bad => t!("council-quota-over"),
        Tone::Good => t!("council-quota-within"),
        _ => t!("council-quota-open"),
    };
    let (beyond, tied) = (StoredValue::new(one.cut.beyond), StoredValue::new(one.cut.tied));
    let has_ties = tied.with_value(|tied| !tied.is_empty());
    let has_beyond = beyond.with_value(|beyond| !beyond.is_empty());
    let verified = (!one.verified).then(|| view! { <Pill tone=Tone::Wait label=said("unverified")/> });
    view! {
        <div class="stack tight">
            <p>{sum}</p>
            <p class="row wrap"><Pill tone label/>{verified}<span class="muted">{one.article}</span></p>
            <Show when=move || has_beyond>
                <p>{move || t!("council-quota-beyond", names = beyond.with_value(|ids| listed(ids)))}</p>
            </Show>
            <Show when=move || has_ties>
                <Notice tone=Tone::Wait title=said("council-tied") words=Signal::derive(move || tied.with_value(|ids| listed(ids)))/>
            </Show>
            <Show when=move || has_ties && is_chair.get()>
                <Choose open award=one.award.clone() tied names/>
            </Show>
        </div>
    }
}

/// The chair ticks those with as many votes in the order in which they come.
#[component]
fn Choose(
    open: Open,
    award: String,
    tied: StoredValue<Vec<String>>,
    names: Memo<BTreeMap<String, String>>,
) -> impl IntoView {
    let (shown, chosen, award) = (RwSignal::new(false), RwSignal::new(Vec::<String>::new()), StoredValue::new(award));
    let choices = move || {
        let name = |id: &String| Choice::new(id.clone(), names.read().get(id).cloned().unwrap_or_default());
        tied.with_value(|tied| tied.iter().map(name).collect::<Vec<_>>())
    };
    let is_part = Signal::derive(move || tied.with_value(|tied| chosen.read().len() < tied.len()));
    let send = move |()| {
        shown.set(false);
        open.send(acts::TIE, json!({ "award": award.get_value(), "order": chosen.get_untracked() }));
    };
    view! {
        <div class="row wrap"><Button kind=Press::Line label=said("council-tied-choose") on_press=move |()| shown.set(true)/></div>
        <Dialog open=shown on_close=move |()| shown.set(false) title=said("council-tied-choose")>
            <p>{said("council-tied-words")}</p>
            <Choices label=said("council-tied") choices=Signal::derive(choices) chosen on_change=move |ids| chosen.set(ids)/>
            <div class="row wrap end">
                <Button kind=Press::Quiet label=said("cancel") on_press=move |()| shown.set(false)/>
                <Button kind=Press::Main label=said("council-tied-choose") disabled=is_part on_press=send/>
            </div>
        </Dialog>
    }
}
