//! Quotas when a decision is published. What the publisher knows of is refused with its figures; of what they may not know, by
//! recusal or because they take no part, the highest votes are given and no word is said.

use std::collections::BTreeMap;

use thidua_sync::command::Refusal;
use thidua_sync::domain::Rows;
use thidua_sync::order;

use super::right::read;
use super::{after, sight};
use crate::council::cut::{Ranked, cut};
use crate::council::rows::*;
use crate::eligibility::batch::{QuotaUse, quotas};
use crate::rate::Verdict;
use crate::rules::RuleSet;

/// The quotas of a session's batch: what was given in it before, and the numbers of which they are a part.
pub struct Batch<'a> {
    pub rows: &'a dyn Rows,
    pub set: &'a RuleSet,
    pub session: &'a str,
    pub numbers: &'a BTreeMap<String, i64>,
    /// Awards that stand by earlier decisions of the session.
    earlier: Vec<Entry>,
}

impl<'a> Batch<'a> {
    pub fn new(
        rows: &'a dyn Rows,
        set: &'a RuleSet,
        session: &'a str,
        numbers: &'a BTreeMap<String, i64>,
    ) -> Batch<'a> {
        Batch { rows, set, session, numbers, earlier: standing(rows, session) }
    }

    /// How each binding quota is used by these beside what stands; only those of which these use any.
    fn uses(&self, entries: &[&Entry]) -> Vec<QuotaUse<'_>> {
        let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
        for entry in self.earlier.iter().chain(entries.iter().copied()) {
            *counts.entry(entry.award.as_str()).or_default() += 1;
        }
        let binds = |code: &str| {
            let quotas = self.set.awards.iter().flat_map(|rule| &rule.quotas);
            quotas.into_iter().any(|quota| quota.code == code && !quota.may_exceed)
        };
        let is_used = |award: &str| entries.iter().any(|entry| entry.award == award);
        let all = quotas(self.set, &counts, self.numbers).into_iter();
        all.filter(|one| binds(one.code) && is_used(one.award)).collect()
    }

    /// Refuses what goes beyond a quota, or of which nobody can tell.
    pub fn check(&self, known: &[&Entry]) -> Result<(), Refusal> {
        for one in self.uses(known) {
            match (one.verdict, one.allowed) {
                (Verdict::NotMet, Some(allowed)) => {
                    let refusal = Refusal::new("over_quota").with("award", one.award).with("used", one.used);
                    return Err(refusal.with("allowed", allowed).with("percent", one.percent));
                }
                (Verdict::CannotJudge, _) => {
                    return Err(Refusal::new("quota_number_missing").with("award", one.award).field("numbers"));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Of all entries those within the quotas: by votes, unless the rules leave it to the chair, and among equals by the chair's
    /// choice; without one, none of them. Of a quota of which nobody can tell, none.
    pub fn within(&self, mut entries: Vec<Entry>) -> Vec<Entry> {
        loop {
            let (before, all) = (entries.len(), entries.iter().collect::<Vec<&Entry>>());
            let over = self.uses(&all).into_iter().find(|one| one.verdict != Verdict::Met);
            let Some((award, allowed)) = over.map(|one| (one.award.to_owned(), one.allowed.unwrap_or_default())) else {
                return entries;
            };
            let there = self.earlier.iter().filter(|entry| entry.award == award).count();
            let places = usize::try_from(allowed).unwrap_or_default().saturating_sub(there);
            let ranked: Vec<Ranked> =
                entries.iter().filter(|entry| entry.award == award).map(|entry| self.ranked(entry)).collect();
            let tie: Option<Tie> = read(self.rows, TIE, &format!("{}.{award}", self.session));
            let kept = cut(&ranked, places, &tie.map(|tie| tie.order).unwrap_or_default()).within;
            entries.retain(|entry| entry.award != award || kept.contains(&entry.nomination));
            if entries.len() == before {
                return entries;
            }
        }
    }

    fn ranked(&self, entry: &Entry) -> Ranked {
        let outcome: Option<Outcome> = read(self.rows, RESULT, &case_id(self.session, &entry.nomination));
        let yes = outcome.map(|outcome| outcome.yes).unwrap_or_default();
        let rule = self.set.award(&entry.award);
        Ranked { nomination: entry.nomination.clone(), yes: rule.map_or(yes, |rule| rule.rank(yes)) }
    }
}

/// What stands of the decisions that came of a session.
fn standing(rows: &dyn Rows, session: &str) -> Vec<Entry> {
    let keys = rows.find(&sight::cases_of(session));
    let decisions = order::set(keys.iter().filter_map(|key| read::<Case>(rows, CASE, &key.id)?.decision));
    let of = |id: String| Some((read::<Decision>(rows, DECISION, &id)?, id));
    let given = decisions.into_iter().filter_map(of).flat_map(|(one, id)| after::standing_now(rows, &id, &one));
    given.filter(|one| one.revoked.is_none()).map(|one| one.entry).collect()
}
