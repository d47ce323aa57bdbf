//! What a decision will give, as it will be printed, with its money.

use std::sync::Arc;

use chrono::NaiveDate;
use leptos::prelude::*;
use thidua_domain::council::rows::{Case, CaseState, DECISION, Decision, DecisionKind, Entry, Outcome, RESULT};
use thidua_domain::council::{entry, standing};
use thidua_domain::format::grouped;
use thidua_domain::rules::{RuleSet, TABLE};

use super::super::open::Open;
use super::super::{known, words};
use crate::pages::nominations::words::unit_name;
use crate::state::App;
use crate::text::{said, t};

/// The dossiers of a session that passed, stand in no decision and did not go to the level above. Followed.
pub fn passed(open: Open) -> Vec<Case> {
    let decisions = open.app.rows::<Decision>(DECISION);
    let given = standing(decisions.iter());
    let is_given = |nomination: &str| given.iter().any(|entry| entry.nomination == nomination);
    let all = known::dossiers(open.app, &open.known.read().id).into_iter();
    let is_passed = |one: &known::Dossier| {
        let outcome = || open.app.row::<Outcome>(RESULT, &one.id);
        one.case.state == CaseState::Taken
            && !is_given(&one.case.nomination)
            && one.case.submitted.is_none()
            && outcome().is_some_and(|outcome| outcome.passed)
    };
    all.filter(is_passed).map(|one| Arc::unwrap_or_clone(one.case)).collect()
}

/// What the server will make of these cases on that day, beside what stands already. Followed.
pub fn entries(
    open: Open,
    (cases, earlier): (&[Case], &[Entry]),
    (day, salary): (NaiveDate, Option<i64>),
) -> Vec<Entry> {
    let session = open.known.read().session.clone();
    let set = open.app.row::<RuleSet>(TABLE, &session.rules);
    set.map(|set| entry::entries(set, &session, (cases, earlier), (day, salary))).unwrap_or_default()
}

/// What stands of the awards that the session's unit gave by decisions that honour its year. Followed.
pub fn earlier(open: Open) -> Vec<Entry> {
    let session = open.known.read().session.clone();
    let decisions = open.app.rows::<Decision>(DECISION);
    let honours = |decision: &Decision| decision.entries.iter().any(|entry| entry.year == session.year);
    let own = |(_, decision): &&(String, Decision)| {
        decision.unit == session.unit && (decision.kind != DecisionKind::Award || honours(decision))
    };
    standing(decisions.iter().filter(own))
}

fn standing<'a>(decisions: impl Iterator<Item = &'a (String, Decision)>) -> Vec<Entry> {
    standing::standing(&decisions.map(|(id, decision)| (id.as_str(), decision)).collect::<Vec<_>>())
}

/// What is paid in all; awards whose money the rule set does not say are apart.
fn total(entries: &[Entry]) -> (i64, usize) {
    let sum = entries.iter().filter_map(Entry::due).sum();
    (sum, entries.iter().filter(|entry| entry.pays && entry.amount.is_none()).count())
}

fn money(entry: &Entry) -> String {
    match (entry.due(), entry.pays) {
        (Some(due), _) if entry.paid_earlier > 0 => {
            t!("council-money-rest", amount = grouped(due), paid = grouped(entry.paid_earlier))
        }
        (Some(due), _) => t!("council-money", amount = grouped(due)),
        (None, true) => t!("council-money-unknown"),
        (None, false) => t!("council-money-higher"),
    }
}

/// The entries as a table with their sum; nothing when there are none.
pub fn table(app: App, entries: &[Entry]) -> impl IntoView + use<> {
    let (sum, open) = total(entries);
    let row = |(at, entry): (usize, &Entry)| {
        let (award, unit) = (words::award_name(app, &entry.award), unit_name(app, &entry.unit));
        let detail = [entry.post.clone(), unit].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
        view! {
            <tr>
                <td>{at + 1}</td>
                <th scope="row">{entry.name.clone()}<small>{detail.join(", ")}</small></th>
                <td>{award}</td>
                <td class="number">{money(entry)}</td>
            </tr>
        }
    };
    let count = entries.len();
    let rows = entries.iter().enumerate().map(row).collect_view();
    (count > 0).then(|| {
        view! {
            <div class="scroll-x" tabindex="0" role="region" aria-label=said("council-dossiers")><table class="table lines">
                <caption class="visually-hidden">{said("council-decision-given")}</caption>
                <thead><tr>
                    <th scope="col">{said("registration-column-number")}</th>
                    <th scope="col">{said("council-decision-name")}</th>
                    <th scope="col">{said("council-decision-award")}</th>
                    <th scope="col">{said("council-decision-money")}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table></div>
            <p><b>{t!("council-decision-sum", count = count, sum = grouped(sum))}</b></p>
            {(open > 0).then(|| view! { <p class="muted">{t!("council-decision-open", count = open)}</p> })}
        }
    })
}
