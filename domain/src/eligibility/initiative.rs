//! Criteria on initiatives: recognised by the day, with enough reach, and not used up.

use chrono::Datelike;

use super::{Case, Cure, Found, Outcome, first_of, number, unless_met, years};
use crate::history::fact::{Initiative, Topic};
use crate::rate::Verdict;
use crate::rules::Again;
use crate::rules::need::Reach;

impl<'r> Case<'r, '_> {
    /// What people answered under the criterion's code settles whether used ones may be used once more.
    pub fn initiatives(&self, code: &str, reach: Reach, count: u32, within: Option<u32>) -> Outcome<'r> {
        let first = within.map(|within| first_of(years(within), self.term.year));
        let (mut free, mut asked) = (Vec::new(), Vec::new());
        for initiative in &self.file().initiatives {
            if !self.is_recognised(initiative, reach, first) {
                continue;
            }
            match self.again(initiative) {
                Again::Allowed => free.push(initiative.id.clone()),
                Again::Ask => asked.push(initiative.id.clone()),
                Again::Barred => {}
            }
        }
        if self.file().answer(code, self.term.year) == Some(true) {
            free.append(&mut asked);
        }
        let needed = i64::from(count);
        let more = needed - number(free.len());
        let could = number(free.len() + asked.len()) >= needed && self.file().answer(code, self.term.year).is_none();
        let is_known = self.is_ledger_known(first);
        let verdict = unless_met(more <= 0, is_known && !could);
        let cure = match verdict {
            Verdict::CannotJudge if could => Cure::AskCouncil { ids: asked },
            Verdict::CannotJudge => Cure::Enter { topic: Topic::Initiatives, years: Vec::new() },
            _ => Cure::Recognise { reach, more },
        };
        let found = Found { count: number(free.len()), of: Some(needed), ids: free, ..Found::default() };
        Outcome::new(verdict, found, Some(cure))
    }

    fn is_recognised(&self, initiative: &Initiative, reach: Reach, first: Option<i32>) -> bool {
        initiative.recognised.iter().any(|recognition| {
            let is_recent = first.is_none_or(|first| recognition.day.year() >= first);
            recognition.reach >= reach && recognition.day <= self.term.on && is_recent
        })
    }

    /// Whether it may be used here, after its uses by the day. Its use for this very award and year is this one.
    fn again(&self, initiative: &Initiative) -> Again {
        let uses = initiative.uses.iter().filter(|used| used.day <= self.term.on);
        let others = uses.filter(|used| used.award != self.rule.award || used.year != self.term.year);
        let reuse = &self.set.reuse;
        let each = others.map(|used| if used.class == self.rule.class { reuse.within } else { reuse.across });
        each.max().unwrap_or(Again::Allowed)
    }

    fn is_ledger_known(&self, first: Option<i32>) -> bool {
        match first {
            None => self.history.knows_all(self.subject, Topic::Initiatives, self.term.year),
            Some(first) => (first..=self.term.year).all(|y| self.history.knows(self.subject, Topic::Initiatives, y)),
        }
    }
}
