//! Criteria on awards held before: titles of the year, streaks, counts, waiting times.

use chrono::Datelike;

use super::{Case, Cure, Found, Outcome, first_of, number, unless_met, years};
use crate::history::Subject;
use crate::history::fact::{Title, Topic};
use crate::nomination::Kind;
use crate::rate::Verdict;
use crate::rules::need::Need;

impl<'r> Case<'r, '_> {
    /// Decided by the day, not revoked, and on a ground that counts here.
    fn counts(&self, title: &Title) -> bool {
        let apart = &self.set.apart.grounds;
        let is_apart = apart.contains(&title.ground) && !apart.contains(&self.ground);
        !is_apart && title.stands_on(self.term.on)
    }

    fn held<'h>(&self, subject: &'h Subject, award: &'h str) -> impl Iterator<Item = &Title> + use<'_, 'h, 'r> {
        self.history.file(subject).titles.iter().filter(move |title| title.award == award && self.counts(title))
    }

    /// Whether somebody holds a year's title, with the decision. Who holds an award that builds on it holds it too.
    pub fn of_year(&self, subject: &Subject, award: &str, year: i32) -> (Verdict, Option<String>) {
        let titles = &self.history.file(subject).titles;
        let of_year = || titles.iter().filter(|title| title.year == year);
        let standing = of_year().find(|title| title.award == award && self.counts(title));
        let standing = standing.or_else(|| of_year().find(|title| self.counts(title) && self.implies(title, award)));
        if let Some(title) = standing {
            return (Verdict::Met, Some(title.decision.clone()));
        }
        let is_revoked =
            of_year().any(|title| title.award == award && title.revoked.is_some_and(|day| day <= self.term.on));
        (unless_met(false, is_revoked || self.history.knows(subject, Topic::Titles, year)), None)
    }

    /// The same of the subject, for criteria on several years: a year that is used up does not count.
    fn of_free_year(&self, award: &str, year: i32) -> (Verdict, Option<String>) {
        if self.is_spent(year) { (Verdict::NotMet, None) } else { self.of_year(self.subject, award, year) }
    }

    pub fn is_spent(&self, year: i32) -> bool {
        self.spent.is_some_and(|spent| year <= spent)
    }

    /// The last year of the periods for which the subject got the very award on this ground; where the decision writes no
    /// period, the year of its day (khoản 7 Điều 33 Nghị định số 152/2025/NĐ-CP).
    pub fn last_spent(&self) -> Option<i32> {
        let given = self.held(self.subject, &self.rule.award).filter(|title| title.ground == self.ground);
        let last = |title: &Title| title.period.map_or(title.day.year().max(title.year), |period| period.to.year());
        given.map(last).max()
    }

    fn implies(&self, title: &Title, award: &str) -> bool {
        let routes = self.set.award(&title.award).map_or(&[][..], |rule| &rule.routes);
        let mut criteria = routes.iter().filter(|route| route.subject == title.subject.who()).flat_map(|r| &r.criteria);
        criteria.any(|criterion| matches!(&criterion.need, Need::Title { award: needed } if needed == award))
    }

    /// The year's title, or, where the year is not decided yet, what it asks.
    pub fn title(&self, award: &'r str) -> Outcome<'r> {
        self.title_of(self.subject, award)
    }

    pub fn title_of(&self, subject: &Subject, award: &'r str) -> Outcome<'r> {
        let year = self.term.year;
        let (verdict, decision) = self.of_year(subject, award, year);
        let first = || Cure::First { award: award.to_owned() };
        let found = |verdict| Found {
            count: i64::from(verdict == Verdict::Met),
            years: (verdict == Verdict::Met).then_some(year).into_iter().collect(),
            ids: decision.clone().into_iter().collect(),
            ..Found::default()
        };
        let rule =
            self.set.award(award).filter(|_| verdict == Verdict::CannotJudge && self.depth < self.set.awards.len());
        let Some((rule, route)) = rule.and_then(|rule| Some((rule, rule.route(subject.who(), Kind::CongTrang)?)))
        else {
            return Outcome::new(verdict, found(verdict), Some(first()));
        };
        let case = Case { rule, subject, ground: Kind::CongTrang, depth: self.depth + 1, ..*self };
        let parts = case.findings(&route.criteria);
        let verdict = super::all(&parts);
        Outcome { parts, ..Outcome::new(verdict, found(verdict), Some(first())) }
    }

    /// One a year without a gap, the last in this year or up to `lag` years before.
    pub fn streak(&self, award: &str, count: u32, lag: u32) -> Outcome<'r> {
        let (count, lag, year) = (years(count.max(1)), years(lag), self.term.year);
        let known: Vec<(i32, Verdict, Option<String>)> = (first_of(count + lag, year)..=year)
            .rev()
            .map(|year| {
                let (verdict, decision) = self.of_free_year(award, year);
                (year, verdict, decision)
            })
            .collect();
        let width = usize::try_from(count).unwrap_or(usize::MAX);
        let has = |window: &[(i32, Verdict, Option<String>)], verdict| window.iter().filter(|y| y.1 == verdict).count();
        let verdict_of = |window: &[(i32, Verdict, Option<String>)]| {
            unless_met(has(window, Verdict::Met) == window.len(), has(window, Verdict::NotMet) > 0)
        };
        // Met before unknown before not met; then the window that has more; then the later one.
        let rank = |window: &&[(i32, Verdict, Option<String>)]| {
            let order = [Verdict::NotMet, Verdict::CannotJudge, Verdict::Met];
            let place = order.iter().position(|verdict| *verdict == verdict_of(window));
            (place, has(window, Verdict::Met), window.first().map(|y| y.0))
        };
        let Some(best) = known.windows(width).max_by_key(rank) else {
            return Outcome::new(Verdict::CannotJudge, Found::default(), None);
        };
        let pick = |verdict| best.iter().filter(move |y| y.1 == verdict).map(|y| y.0).collect::<Vec<i32>>();
        let verdict = verdict_of(best);
        let ids = best.iter().filter_map(|y| y.2.clone()).collect();
        let (held, unknown) = (pick(Verdict::Met), pick(Verdict::CannotJudge));
        let cure = match verdict {
            Verdict::CannotJudge => Cure::Enter { topic: Topic::Titles, years: unknown.clone() },
            _ => {
                let run = known.iter().take_while(|y| y.1 != Verdict::NotMet).count();
                Cure::Wait { year: year.saturating_add(count - i32::try_from(run).unwrap_or(count)) }
            }
        };
        let found =
            Found { count: number(held.len()), of: Some(i64::from(count)), years: held, unknown, ids, spent: None };
        Outcome::new(verdict, found, Some(cure))
    }

    /// So many of the last years have it.
    pub fn titles_within(&self, award: &str, count: u32, within: u32) -> Outcome<'r> {
        let mut found = Found { of: Some(i64::from(count)), ..Found::default() };
        for year in first_of(years(within), self.term.year)..=self.term.year {
            match self.of_free_year(award, year) {
                (Verdict::Met, decision) => {
                    found.years.push(year);
                    found.ids.extend(decision);
                }
                (Verdict::CannotJudge, _) => found.unknown.push(year),
                (Verdict::NotMet, _) => {}
            }
        }
        found.count = number(found.years.len());
        let could = found.count + number(found.unknown.len()) >= i64::from(count);
        let verdict = unless_met(found.count >= i64::from(count), !could);
        let cure = Cure::Enter { topic: Topic::Titles, years: found.unknown.clone() };
        Outcome::new(verdict, found, could.then_some(cure))
    }

    /// So many decisions, whenever.
    pub fn titles_ever(&self, award: &str, count: u32) -> Outcome<'r> {
        let held: Vec<&Title> = self.held(self.subject, award).filter(|title| title.year <= self.term.year).collect();
        let found = Found {
            count: number(held.len()),
            of: Some(i64::from(count)),
            years: held.iter().map(|title| title.year).collect(),
            ids: held.iter().map(|title| title.decision.clone()).collect(),
            ..Found::default()
        };
        let is_met = found.count >= i64::from(count);
        self.of_all_years(is_met, found, Cure::First { award: award.to_owned() })
    }

    /// Years between the first such award and this one.
    pub fn years_since(&self, award: &str, at_least: u32) -> Outcome<'r> {
        let first = self.held(self.subject, award).min_by_key(|title| (title.year, title.day));
        let passed = first.map(|title| i64::from(self.term.year) - i64::from(title.year));
        let found = Found {
            count: passed.unwrap_or_default(),
            of: Some(i64::from(at_least)),
            years: first.map(|title| title.year).into_iter().collect(),
            ids: first.map(|title| title.decision.clone()).into_iter().collect(),
            ..Found::default()
        };
        let is_met = passed.is_some_and(|passed| passed >= i64::from(at_least));
        let cure = match first {
            Some(title) => Cure::Wait { year: title.year.saturating_add(years(at_least)) },
            None => Cure::First { award: award.to_owned() },
        };
        self.of_all_years(is_met, found, cure)
    }

    /// Not met only where all awards of all years are known.
    fn of_all_years(&self, is_met: bool, found: Found, cure: Cure) -> Outcome<'r> {
        let verdict = unless_met(is_met, self.history.knows_all(self.subject, Topic::Titles, self.term.year));
        let enter = Cure::Enter { topic: Topic::Titles, years: Vec::new() };
        Outcome::new(verdict, found, Some(if verdict == Verdict::CannotJudge { enter } else { cure }))
    }

    pub fn not_held(&self, award: &str) -> Outcome<'r> {
        let ids: Vec<String> = self.held(self.subject, award).map(|title| title.decision.clone()).collect();
        let found = Found { count: number(ids.len()), ids, ..Found::default() };
        if found.count > 0 {
            return Outcome::new(Verdict::NotMet, found, None);
        }
        let is_met = self.history.knows_all(self.subject, Topic::Titles, self.term.year);
        let cure = Cure::Enter { topic: Topic::Titles, years: Vec::new() };
        Outcome::new(unless_met(is_met, false), found, Some(cure))
    }
}
