//! Which rule set (bộ quy tắc) a session judges by. What of it was not checked against its source is said.

use leptos::prelude::*;
use thidua_domain::date::{self, When};
use thidua_domain::rules::need::Criterion;
use thidua_domain::rules::{AwardRule, Beside, RuleSet, TABLE};
use thidua_sync::order;

use super::Form;
use crate::browser::time;
use crate::components::card::{Notice, Tone};
use crate::components::select::{Choice, SelectField};
use crate::state::App;
use crate::text::{said, t};

/// Sets that hold for something new, the latest first. Followed.
fn sets(app: App) -> Vec<RuleSet> {
    let replaced = app.rows::<Beside>(TABLE).into_iter().filter(|(_, row)| row.edition.replaced_by.is_some());
    let replaced = order::set(replaced.map(|(id, _)| id));
    let mut found: Vec<RuleSet> = app.rows::<RuleSet>(TABLE).into_iter().map(|(_, set)| set).collect();
    found.retain(|set| !replaced.contains(&set.id));
    order::sort_by_key(&mut found, |set| std::cmp::Reverse((set.valid_from, set.id.clone())));
    found
}

/// The set that holds today, when it is one.
pub fn holding(app: App) -> Option<String> {
    let (sets, today) = (sets(app), date::today(time::now()));
    thidua_domain::rules::rule_set_on(&sets, today).map(|set| set.id.clone())
}

/// A set by its decree and its days. Followed.
pub fn rules_name(app: App, id: &str) -> String {
    app.row::<RuleSet>(TABLE, id).map_or_else(|| id.to_owned(), |set| name(&set))
}

fn name(set: &RuleSet) -> String {
    let numbers = match set.title.is_empty() {
        true => set.basis.iter().take(2).map(|document| document.number.clone()).collect::<Vec<_>>().join(", "),
        false => set.title.clone(),
    };
    let from = When::Day(set.valid_from).to_string();
    match set.valid_to {
        Some(to) => t!("council-rules-until", numbers = numbers, from = from, to = When::Day(to).to_string()),
        None => t!("council-rules-from", numbers = numbers, from = from),
    }
}

/// Parameters of a set whose source was not read.
fn unverified(set: &RuleSet) -> usize {
    let of_award = |rule: &AwardRule| {
        let terms = rule.votes.iter().map(|vote| &vote.trust).chain(rule.money.iter().map(|amount| &amount.trust));
        let terms = terms.chain(rule.quotas.iter().map(|quota| &quota.trust)).chain([&rule.decider.trust]);
        let criteria = rule.routes.iter().flat_map(|route| &route.criteria).map(of_criterion).sum::<usize>();
        terms.filter(|trust| !trust.verified).count() + criteria
    };
    set.awards.iter().map(of_award).sum()
}

fn of_criterion(criterion: &Criterion) -> usize {
    usize::from(!criterion.trust.verified) + criterion.parts().iter().map(of_criterion).sum::<usize>()
}

#[component]
pub fn RulesPart(form: Form) -> impl IntoView {
    let app = form.app;
    let known = Memo::new(move |_| sets(app));
    let choices = move || {
        let choice = |set: &RuleSet| Choice::new(set.id.clone(), name(set));
        known.read().iter().map(choice).collect::<Vec<_>>()
    };
    let open = Memo::new(move |_| {
        let chosen = form.editor.text("rules");
        known.read().iter().find(|set| set.id == chosen).map(unverified).unwrap_or_default()
    });
    view! {
        <SelectField
            id="session-rules"
            label=said("council-rules")
            hint=said("council-rules-hint")
            value=form.text("rules")
            choices=Signal::derive(choices)
            on_change=move |id: String| form.editor.set("rules", id)
            placeholder=said("council-rules-pick")
            error=form.error("rules")
            required=true
        />
        <Show when=move || { open.get() > 0 }>
            <Notice tone=Tone::Wait title=Signal::derive(move || t!("council-rules-unverified", count = open.get())) words=said("council-rules-unverified-words")/>
        </Show>
    }
}
