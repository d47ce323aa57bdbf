//! Criteria on how somebody served: ratings, discipline, what is being verified, months in a post.

use chrono::Datelike;

use super::{Case, Cure, Found, Outcome, first_of, number, unless_met, years};
use crate::history::Subject;
use crate::history::fact::{Discipline, Gender, Topic};
use crate::plan::Span;
use crate::rate::Verdict;
use crate::rules::need::{Bounds, Level, Severity};

impl<'r> Case<'r, '_> {
    /// The rating of this year and of those before it.
    pub fn rating(&self, at_least: Level, count: u32) -> Outcome<'r> {
        let (count, year) = (years(count), self.term.year);
        let mut found = Found { of: Some(i64::from(count)), ..Found::default() };
        let mut last_below = None;
        for year in first_of(count, year)..=year {
            match self.file().rating(year) {
                _ if self.is_spent(year) => last_below = Some(year),
                Some(level) if level >= at_least => found.years.push(year),
                Some(_) => last_below = Some(year),
                None => found.unknown.push(year),
            }
        }
        found.count = number(found.years.len());
        let verdict = unless_met(found.count == i64::from(count), last_below.is_some());
        let cure = match last_below {
            None => Some(Cure::Enter { topic: Topic::Ratings, years: found.unknown.clone() }),
            Some(below) => Some(Cure::Wait { year: below.saturating_add(count) }),
        };
        Outcome::new(verdict, found, cure)
    }

    /// No measure of at least this severity was made in the period or lasted into it.
    pub fn no_discipline(&self, from: Severity) -> Outcome<'r> {
        let days = self.days_until_now();
        let is_one = |one: &&Discipline| one.severity >= from && one.touches(days);
        let measures: Vec<&Discipline> = self.file().discipline.iter().filter(is_one).collect();
        let ids: Vec<String> = measures.iter().map(|one| one.id.clone()).collect();
        let verdict = self.unless_disciplined(self.subject, &ids);
        let over = measures.iter().map(|one| one.last_day().year().saturating_add(1)).max();
        let cure = match verdict {
            Verdict::Met => None,
            Verdict::NotMet => over.map(|year| Cure::Wait { year }),
            Verdict::CannotJudge => {
                Some(Cure::Enter { topic: Topic::Discipline, years: self.period_years().collect() })
            }
        };
        Outcome::new(verdict, Found { count: number(ids.len()), ids, ..Found::default() }, cure)
    }

    /// Whether somebody was disciplined from this severity up in the period. Met when not, and that is vouched for.
    pub fn discipline_of(&self, subject: &Subject, from: Severity) -> Verdict {
        let days = self.days_until_now();
        let measures = self
            .history
            .file(subject)
            .discipline
            .iter()
            .filter(|measure| measure.severity >= from && days.from <= measure.day && measure.day <= days.to);
        let ids: Vec<String> = measures.map(|measure| measure.id.clone()).collect();
        self.unless_disciplined(subject, &ids)
    }

    fn unless_disciplined(&self, subject: &Subject, measures: &[String]) -> Verdict {
        let is_known = self.period_years().all(|year| self.history.knows(subject, Topic::Discipline, year));
        unless_met(measures.is_empty() && is_known, !measures.is_empty())
    }

    /// The period, as far as it has gone on the day.
    fn days_until_now(&self) -> Span {
        Span { from: self.term.period.from, to: self.term.period.to.min(self.term.on) }
    }

    fn period_years(&self) -> impl Iterator<Item = i32> + use<'r> {
        self.term.period.from.year()..=self.term.period.to.year()
    }

    /// Nothing is being verified of them. Only who answers for their unit, and they themselves, can tell.
    pub fn no_open_matter(&self) -> Outcome<'r> {
        let on = self.term.on;
        let open = self.file().matters.iter().filter(|matter| matter.is_open_on(on));
        let ids: Vec<String> = open.map(|matter| matter.id.clone()).collect();
        let is_known = self.history.knows(self.subject, Topic::Matters, on.year());
        let verdict = unless_met(ids.is_empty() && is_known, !ids.is_empty());
        let cure = match verdict {
            Verdict::CannotJudge if !self.history.reads_matters_of(self.subject) => Cure::AskLead,
            Verdict::CannotJudge => Cure::Enter { topic: Topic::Matters, years: vec![on.year()] },
            _ => Cure::Settle { ids: ids.clone() },
        };
        Outcome::new(verdict, Found { count: number(ids.len()), ids, ..Found::default() }, Some(cure))
    }

    /// Months in the posts. Where women have other bounds and the gender is unknown, both must come to the same.
    pub fn service(
        &self,
        posts: &[String],
        (at_least, below): (u32, Option<u32>),
        women: Option<Bounds>,
    ) -> Outcome<'r> {
        let months = self.file().months(posts, self.term.on);
        let is_known = self.history.knows_all(self.subject, Topic::Service, self.term.on.year());
        let by = |bounds: Bounds| {
            let is_beyond = bounds.below.is_some_and(|below| months >= below);
            match (months >= bounds.at_least, is_beyond) {
                (_, true) => Verdict::NotMet,
                (true, false) if bounds.below.is_none() => Verdict::Met,
                // More service than is known could go beyond the bound.
                (true, false) => unless_met(is_known, false),
                (false, false) => unless_met(false, is_known),
            }
        };
        let men = Bounds { at_least, below };
        let women = women.unwrap_or(men);
        let (of_men, of_women) = (by(men), by(women));
        let (verdict, bounds) = match self.file().gender() {
            Some(Gender::Woman) => (of_women, women),
            Some(Gender::Man) => (of_men, men),
            None if of_men == of_women => (of_men, men),
            None => (Verdict::CannotJudge, men),
        };
        let topic = if of_men == of_women || self.file().gender().is_some() { Topic::Service } else { Topic::Gender };
        let cure = Cure::Enter { topic, years: Vec::new() };
        let found = Found { count: i64::from(months), of: Some(i64::from(bounds.at_least)), ..Found::default() };
        Outcome::new(verdict, found, (verdict == Verdict::CannotJudge).then_some(cure))
    }
}
