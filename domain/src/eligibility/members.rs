//! Criteria on a collective's members, by the period's last day. Shares are compared as fractions of integers, and what is
//! unknown of a member is counted both ways.

use chrono::Datelike;

use super::{Case, Cure, Found, Outcome, number};
use crate::history::Subject;
use crate::history::fact::Topic;
use crate::rate::Verdict;
use crate::rules::need::{Level, Severity};

/// How members stand to something.
struct Tally {
    total: i64,
    yes: i64,
    unknown: i64,
    /// Those of whom it is not so.
    no: Vec<String>,
}

impl<'r> Case<'r, '_> {
    fn tally(&self, verdict: impl Fn(&Subject) -> Verdict) -> Option<Tally> {
        let day = self.term.period.to;
        if !self.history.knows(self.subject, Topic::Members, day.year()) {
            return None;
        }
        let people = self.file().members_on(day);
        let mut tally = Tally { total: number(people.len()), yes: 0, unknown: 0, no: Vec::new() };
        for person in people {
            let subject = Subject::Person(person.to_owned());
            match verdict(&subject) {
                Verdict::Met => tally.yes += 1,
                Verdict::CannotJudge => tally.unknown += 1,
                Verdict::NotMet => tally.no.push(subject.id().to_owned()),
            }
        }
        (tally.total > 0).then_some(tally)
    }

    /// Judges a count of members with those whose answer is unknown in and out; `topic` is what is missing of them.
    fn of_members(&self, tally: Option<Tally>, topic: Topic, passes: impl Fn(i64, i64) -> bool) -> Outcome<'r> {
        let year = self.term.period.to.year();
        let Some(tally) = tally else {
            let cure = Cure::Enter { topic: Topic::Members, years: vec![year] };
            return Outcome::new(Verdict::CannotJudge, Found::default(), Some(cure));
        };
        let Tally { total, yes, unknown, no } = tally;
        let verdict = super::unless_met(passes(yes, total), !passes(yes + unknown, total));
        let cure = match verdict {
            Verdict::CannotJudge => Some(Cure::Enter { topic, years: vec![self.term.year] }),
            _ => (1..=total - yes).find(|more| passes(yes + more, total)).map(|more| Cure::Members { more }),
        };
        Outcome::new(verdict, Found { count: yes, of: Some(total), ids: no, ..Found::default() }, cure)
    }

    pub fn member_share(&self, award: &'r str, percent: u32, above: bool) -> Outcome<'r> {
        let tally = self.tally(|member| self.title_of(member, award).verdict);
        self.of_members(tally, Topic::Titles, |yes, total| {
            let (share, limit) = (yes * 100, total * i64::from(percent));
            if above { share > limit } else { share >= limit }
        })
    }

    pub fn member_count(&self, award: &'r str, count: u32) -> Outcome<'r> {
        let tally = self.tally(|member| self.title_of(member, award).verdict);
        self.of_members(tally, Topic::Titles, |yes, _| yes >= i64::from(count))
    }

    pub fn member_rating(&self, at_least: Level, percent: u32) -> Outcome<'r> {
        let tally = self.tally(|member| match self.history.file(member).rating(self.term.year) {
            Some(level) => super::unless_met(level >= at_least, true),
            None => Verdict::CannotJudge,
        });
        self.of_members(tally, Topic::Ratings, |yes, total| yes * 100 >= total * i64::from(percent))
    }

    pub fn no_member_discipline(&self, from: Severity) -> Outcome<'r> {
        let tally = self.tally(|member| self.discipline_of(member, from));
        self.of_members(tally, Topic::Discipline, |yes, total| yes == total)
    }
}
