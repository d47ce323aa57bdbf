//! What a decision gives of the cases that passed: those that are the unit's own to decide, as entries in the order of print.

use std::cmp::Reverse;

use chrono::NaiveDate;
use serde_json::Value;
use thidua_sync::body;
use thidua_sync::order;

use super::rows::{Case, Entry, Session, Uses};
use crate::date::When;
use crate::history::Subject;
use crate::nomination::{INITIATIVES, Kind};
use crate::plan::{AwardClass, Span};
use crate::rules::need::Who;
use crate::rules::terms::BaseSalary;
use crate::rules::{RuleSet, Trust, prize};

/// The level whose awards a unit's head decides.
pub const LEVEL: &str = "unit";

/// Whether a unit's head decides an award by a rule set. One that the set does not know goes to the level above.
pub fn is_own(set: &RuleSet, award: &str) -> bool {
    set.award(award).is_some_and(|rule| rule.level == LEVEL)
}

/// The entries of these cases on the decision's local day: titles before forms, collectives before people, the higher prize
/// first. `earlier` is what stands of the unit's published decisions, `salary` a base salary in đồng a month that was given by
/// hand.
pub fn entries(
    mut set: RuleSet,
    session: &Session,
    (cases, earlier): (&[Case], &[Entry]),
    (day, salary): (NaiveDate, Option<i64>),
) -> Vec<Entry> {
    if let Some(dong) = salary {
        let trust = Trust { verified: true, source: String::new() };
        set.money.base_salaries = vec![BaseSalary { from: day, dong, trust }];
    }
    let mut entries: Vec<Entry> = cases
        .iter()
        .filter_map(|case| entry(&set, session, case, day))
        .filter(|entry| is_own(&set, &entry.award))
        .collect();
    let paid: Vec<(bool, i64)> = entries.iter().map(|entry| pays(&set, (&entries, earlier), entry)).collect();
    for (entry, (pays, paid_earlier)) in entries.iter_mut().zip(paid) {
        (entry.pays, entry.paid_earlier) = (pays, paid_earlier);
    }
    order::sort_by_key(&mut entries, |entry| {
        let is_form = !is_title(&set, &entry.award);
        let is_person = entry.subject.who() == Who::Person;
        (is_form, is_person, Reverse(entry.amount), entry.award.clone(), entry.unit.clone(), entry.nomination.clone())
    });
    entries
}

fn entry(set: &RuleSet, session: &Session, case: &Case, day: NaiveDate) -> Option<Entry> {
    let text =
        |name: &str| case.dossier.get(name).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
    let subject = match (text("person"), text("collective")) {
        (Some(person), _) => Subject::Person(person.to_owned()),
        (None, Some(unit)) => Subject::Collective(unit.to_owned()),
        (None, None) => return None,
    };
    let award = text("award")?.to_owned();
    let ground: Kind = body::typed(case.dossier.get("kind")?).ok()?;
    let when = |name: &str| text(name).and_then(|text| text.parse::<When>().ok());
    let span = || Some(Span { from: when("from")?.first()?, to: last(when("to")?)? });
    Some(Entry {
        nomination: case.nomination.clone(),
        amount: prize::prize(set, &award, subject.who(), day),
        subject,
        name: case.nominee.name.clone(),
        post: case.nominee.post.clone(),
        unit: case.nominee.unit.clone(),
        award,
        year: session.year,
        ground,
        period: span(),
        pays: true,
        paid_earlier: 0,
        uses: uses(set, case, text("award")?),
    })
}

/// The initiatives that a dossier names.
fn uses(set: &RuleSet, case: &Case, award: &str) -> Option<Uses> {
    let named: Vec<String> = body::typed(case.dossier.get(INITIATIVES)?).ok()?;
    let class = set.award(award)?.class;
    (!named.is_empty()).then_some(Uses { class, initiatives: named })
}

/// The last day that a date may mean.
fn last(when: When) -> Option<NaiveDate> {
    match when {
        When::Day(day) => Some(day),
        When::Month(year, 12) => NaiveDate::from_ymd_opt(year, 12, 31),
        When::Month(year, month) => NaiveDate::from_ymd_opt(year, month + 1, 1)?.pred_opt(),
    }
}

fn is_title(set: &RuleSet, award: &str) -> bool {
    set.award(award).is_some_and(|rule| rule.class == AwardClass::Title)
}

/// Whether an entry pays, and what earlier decisions pay already. Of several titles of one subject for one period only the
/// highest pays (152/2025/NĐ-CP, khoản 5 Điều 49): what a lower one was paid before is taken off, so that all together come to
/// the highest. One without a period is for its session's year, as all of them are.
fn pays(set: &RuleSet, (all, earlier): (&[Entry], &[Entry]), entry: &Entry) -> (bool, i64) {
    let is_same = |other: &Entry| match (&entry.period, &other.period) {
        (Some(one), Some(other)) => (one.from, one.to) == (other.from, other.to),
        _ => entry.year == other.year,
    };
    let is_rival = |other: &&Entry| other.subject == entry.subject && is_same(other) && is_title(set, &other.award);
    if !is_title(set, &entry.award) {
        return (true, 0);
    }
    let is_highest = |other: &Entry| (other.amount, &entry.nomination) <= (entry.amount, &other.nomination);
    let paid = earlier.iter().filter(is_rival).filter_map(Entry::due).fold(0_i64, i64::saturating_add);
    let is_left = paid == 0 || entry.amount.is_none_or(|amount| amount > paid);
    match all.iter().filter(is_rival).all(is_highest) && is_left {
        true => (true, paid),
        false => (false, 0),
    }
}
