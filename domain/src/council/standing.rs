//! What stands of all published decisions, and what it says about people: awards are given, corrected and taken back by
//! decisions of their own, and each is read beside the others.

use chrono::NaiveDate;
use thidua_sync::order;

use super::rows::{Decision, DecisionKind, Entry};
use crate::history::fact::{Fact, Initiative, Title, Use};

/// An award that was given, as it is after its corrections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// Id, number and day of the decision that gave it.
    pub decision: String,
    pub number: String,
    pub day: NaiveDate,
    pub entry: Entry,
    /// Since when it is taken back.
    pub revoked: Option<NaiveDate>,
    /// What changed it, in that order.
    pub later: Vec<Later>,
}

/// A decision after which an award is no more what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Later {
    /// Id, number and day of that decision.
    pub decision: String,
    pub number: String,
    pub day: Option<NaiveDate>,
    pub kind: DecisionKind,
    /// What stood before it.
    pub was: Entry,
}

/// Every award that was given, by the decisions with their ids; in the order of publication, then as they are printed.
pub fn given(decisions: &[(&str, &Decision)]) -> Vec<Given> {
    let mut published: Vec<(&str, &Decision)> =
        decisions.iter().filter(|(_, decision)| decision.published.is_some()).copied().collect();
    order::sort_by_key(&mut published, |(id, one)| (one.published.as_ref().map(|stamp| stamp.at), id.to_string()));
    let mut all = Vec::new();
    for (id, decision) in published.iter().filter(|(_, decision)| decision.kind == DecisionKind::Award) {
        let Some(day) = decision.day else { continue };
        all.extend(decision.entries.iter().map(|entry| Given {
            decision: id.to_string(),
            number: decision.number.clone(),
            day,
            entry: entry.clone(),
            revoked: None,
            later: Vec::new(),
        }));
    }
    for (id, later) in published {
        for entry in &later.entries {
            let same = |one: &&mut Given| {
                later.of.as_deref() == Some(&one.decision) && one.entry.nomination == entry.nomination
            };
            let Some(one) = all.iter_mut().find(same) else { continue };
            one.later.push(Later {
                decision: id.to_owned(),
                number: later.number.clone(),
                day: later.day,
                kind: later.kind,
                was: one.entry.clone(),
            });
            match later.kind {
                DecisionKind::Award => {}
                DecisionKind::Correction => one.entry = entry.clone(),
                DecisionKind::Revocation => one.revoked = one.revoked.or(later.day),
            }
        }
    }
    all
}

/// What stands now.
pub fn standing(decisions: &[(&str, &Decision)]) -> Vec<Entry> {
    given(decisions).into_iter().filter(|one| one.revoked.is_none()).map(|one| one.entry).collect()
}

/// The awards as facts of a history, those that were taken back with the day; and the initiatives that they use. What is taken
/// back uses none.
pub fn facts(decisions: &[(&str, &Decision)]) -> Vec<Fact> {
    let given = given(decisions);
    let mut facts: Vec<Fact> =
        given.iter().filter(|one| one.revoked.is_none()).flat_map(|one| used(&one.entry, one.day)).collect();
    let fact = |one: Given| {
        let entry = one.entry;
        Fact::Title(Title {
            subject: entry.subject,
            award: entry.award,
            year: entry.year,
            period: entry.period,
            ground: entry.ground,
            decision: one.number,
            day: one.day,
            revoked: one.revoked,
        })
    };
    facts.extend(given.into_iter().map(fact));
    facts
}

/// An award's use of its initiatives, decided on a day. How far they were recognised the ledger says.
fn used(entry: &Entry, day: NaiveDate) -> Vec<Fact> {
    let Some(uses) = &entry.uses else { return Vec::new() };
    let one = Use { award: entry.award.clone(), class: uses.class, year: entry.year, day };
    let fact = |id: &String| {
        let (subject, uses) = (entry.subject.clone(), vec![one.clone()]);
        Fact::Initiative(Initiative { id: id.clone(), subject, recognised: Vec::new(), uses })
    };
    uses.initiatives.iter().map(fact).collect()
}
