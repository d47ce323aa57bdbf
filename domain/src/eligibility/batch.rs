//! A whole unit at once: everybody before every award, quotas as exact fractions, and hints that bind nobody.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Judgement, Question, Term, judge};
use crate::history::fact::Gender;
use crate::history::{History, Subject};
use crate::nomination::Kind;
use crate::rate::Verdict;
use crate::rules::RuleSet;
use crate::rules::terms::{Quota, QuotaBase};

/// Somebody who may be put forward.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub subject: Subject,
    /// Works directly, not as a leader.
    pub is_direct: bool,
}

/// What came out for all.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Batch<'r> {
    /// In the order of the candidates, then of the rule set's awards; pairs that do not fit are left out.
    pub rows: Vec<Row<'r>>,
    /// As if all who meet the criteria were put forward.
    pub quotas: Vec<QuotaUse<'r>>,
    pub hints: Vec<Hint<'r>>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row<'r> {
    /// The candidate's place in the list.
    pub candidate: usize,
    pub judgement: Judgement<'r>,
}

/// How a quota is used: `used * 100 <= percent * base`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QuotaUse<'r> {
    pub code: &'r str,
    pub award: &'r str,
    pub article: &'r str,
    pub verified: bool,
    pub percent: u32,
    pub used: i64,
    /// Code of the number that an officer gives, where it is a part of one.
    pub asks: Option<&'r str>,
    /// Of what it is a part; absent where nobody gave the number.
    pub base: Option<i64>,
    /// How many it allows.
    pub allowed: Option<i64>,
    pub verdict: Verdict,
}

/// What those who choose may want to look at. No verdict rests on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Hint<'r> {
    /// How many of those who qualify work directly.
    DirectShare { award: &'r str, direct: i64, of: i64 },
    /// More qualify than the quota allows: among equals, women come first, and collectives that are mostly women.
    WomenFirst { award: &'r str, ids: Vec<String> },
}

/// Those who are put forward, by awards.
pub type Met<'a> = BTreeMap<&'a str, Vec<&'a Candidate>>;

/// Judges all candidates before all awards of the set on one ground.
pub fn whole_unit<'r>(
    set: &'r RuleSet,
    candidates: &[Candidate],
    (ground, term): (Kind, Term),
    history: &History,
    given: &BTreeMap<String, i64>,
) -> Batch<'r> {
    let mut rows = Vec::new();
    for (candidate, Candidate { subject, .. }) in candidates.iter().enumerate() {
        for rule in &set.awards {
            let question = Question { award: &rule.award, subject, ground, term };
            if let Ok(judgement) = judge(set, &question, history) {
                rows.push(Row { candidate, judgement });
            }
        }
    }
    let (quotas, hints) = numbers(set, &met(&rows, candidates), given, (term, history));
    Batch { rows, quotas, hints }
}

/// Who meets the criteria of each award.
pub fn met<'a>(rows: &'a [Row<'_>], candidates: &'a [Candidate]) -> Met<'a> {
    let mut met = Met::new();
    for row in rows.iter().filter(|row| row.judgement.verdict == Verdict::Met) {
        met.entry(row.judgement.award).or_default().extend(candidates.get(row.candidate));
    }
    met
}

/// Quotas and hints, as if these were put forward.
pub fn numbers<'r>(
    set: &'r RuleSet,
    met: &Met<'_>,
    given: &BTreeMap<String, i64>,
    (term, history): (Term, &History),
) -> (Vec<QuotaUse<'r>>, Vec<Hint<'r>>) {
    let counts = met.iter().map(|(award, who)| (*award, super::number(who.len()))).collect();
    let quotas = quotas(set, &counts, given);
    let hints = hints(set, met, &quotas, (term, history));
    (quotas, hints)
}

/// How the quotas of the set are used by so many of each award; `given` has the numbers that an officer gives.
pub fn quotas<'r>(set: &'r RuleSet, counts: &BTreeMap<&str, i64>, given: &BTreeMap<String, i64>) -> Vec<QuotaUse<'r>> {
    quotas_beside(set, counts, counts, given)
}

/// The same, where those of whom a quota is a part are counted apart from those who use it.
pub fn quotas_beside<'r>(
    set: &'r RuleSet,
    counts: &BTreeMap<&str, i64>,
    bases: &BTreeMap<&str, i64>,
    given: &BTreeMap<String, i64>,
) -> Vec<QuotaUse<'r>> {
    let count = |counts: &BTreeMap<&str, i64>, award: &str| counts.get(award).copied().unwrap_or_default();
    let of = |award: &'r str, quota: &'r Quota| {
        let (asks, base) = match &quota.of {
            QuotaBase::Award { award } => (None, Some(count(bases, award))),
            QuotaBase::Given { code } => (Some(code.as_str()), given.get(code).copied().filter(|number| *number >= 0)),
        };
        let allowed = base.map(|base| base.saturating_mul(i64::from(quota.percent)) / 100);
        let used = count(counts, award);
        let verdict = match allowed {
            Some(allowed) if used <= allowed => Verdict::Met,
            Some(_) => Verdict::NotMet,
            None => Verdict::CannotJudge,
        };
        let (code, article, verified, percent) = (&quota.code, &quota.article, quota.trust.verified, quota.percent);
        QuotaUse { code, award, article, verified, percent, used, asks, base, allowed, verdict }
    };
    set.awards.iter().flat_map(|rule| rule.quotas.iter().map(move |quota| of(&rule.award, quota))).collect()
}

/// What may be looked at among those who are put forward for each award.
pub fn hints<'r>(
    set: &'r RuleSet,
    met: &Met<'_>,
    quotas: &[QuotaUse<'r>],
    (term, history): (Term, &History),
) -> Vec<Hint<'r>> {
    let mut hints = Vec::new();
    for rule in &set.awards {
        let award = rule.award.as_str();
        let Some(who) = met.get(award) else { continue };
        let people = || who.iter().filter(|candidate| matches!(candidate.subject, Subject::Person(_)));
        let (direct, of) = (people().filter(|candidate| candidate.is_direct).count(), people().count());
        if of > 0 {
            hints.push(Hint::DirectShare { award, direct: super::number(direct), of: super::number(of) });
        }
        if quotas.iter().any(|quota| quota.award == award && quota.verdict == Verdict::NotMet) {
            let women = who.iter().filter(|one| is_of_women(set, &one.subject, term, history));
            let ids: Vec<String> = women.map(|candidate| candidate.subject.id().to_owned()).collect();
            if !ids.is_empty() {
                hints.push(Hint::WomenFirst { award, ids });
            }
        }
    }
    hints
}

/// A woman, or a collective of which so many are known to be women on the period's last day.
fn is_of_women(set: &RuleSet, subject: &Subject, term: Term, history: &History) -> bool {
    let is_woman = |subject: &Subject| history.file(subject).gender() == Some(Gender::Woman);
    if matches!(subject, Subject::Person(_)) {
        return is_woman(subject);
    }
    let members = history.file(subject).members_on(term.period.to);
    let women = members.iter().filter(|person| is_woman(&Subject::Person((**person).to_owned()))).count();
    let (women, all) = (super::number(women), super::number(members.len()));
    all > 0 && women.saturating_mul(100) >= all.saturating_mul(i64::from(set.ties.women_percent))
}
