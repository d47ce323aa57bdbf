//! How a session uses its quotas, by the dossiers that somebody sees: what was taken up, what passed, what the quotas allow, and
//! hints for those who choose.

use std::collections::BTreeMap;

use crate::eligibility::Term;
use crate::eligibility::batch::{Candidate, Hint, Met, QuotaUse, hints, quotas, quotas_beside};
use crate::history::History;
use crate::rules::RuleSet;

/// How far the vote on a dossier is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Not counted yet.
    Open,
    Passed,
    Failed,
}

/// A dossier that was taken up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    pub award: String,
    /// Absent where the dossier says nobody.
    pub who: Option<Candidate>,
    pub way: Way,
}

/// A session's dossiers, as they stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Batch<'r> {
    /// Each quota with how many were taken up; `used` are those that passed.
    pub quotas: Vec<(QuotaUse<'r>, i64)>,
    /// Among those that passed or may pass yet.
    pub hints: Vec<Hint<'r>>,
}

/// Weighs the dossiers of a session. What may pass yet counts toward that of which a quota is a part, so that no quota cuts
/// before all votes are counted; in a closed session nothing passes any more.
pub fn weigh<'r>(
    set: &'r RuleSet,
    taken: &[Taken],
    is_closed: bool,
    given: &BTreeMap<String, i64>,
    (term, history): (Term, &History),
) -> Batch<'r> {
    let stands = |one: &Taken| one.way == Way::Passed || one.way == Way::Open && !is_closed;
    let passed = count(taken, |one| one.way == Way::Passed);
    let (all, standing) = (count(taken, |_| true), count(taken, stands));
    let of = |quota: QuotaUse<'r>| {
        let taken = all.get(quota.award).copied().unwrap_or_default();
        (quota, taken)
    };
    let mut met = Met::new();
    for one in taken.iter().filter(|one| stands(one)) {
        met.entry(&one.award).or_default().extend(&one.who);
    }
    Batch {
        quotas: quotas_beside(set, &passed, &standing, given).into_iter().map(of).collect(),
        hints: hints(set, &met, &quotas(set, &standing, given), (term, history)),
    }
}

fn count(taken: &[Taken], counts: impl Fn(&Taken) -> bool) -> BTreeMap<&str, i64> {
    let mut found = BTreeMap::new();
    taken.iter().filter(|one| counts(one)).for_each(|one| *found.entry(one.award.as_str()).or_default() += 1);
    found
}
