//! What is wrong with rule sets, told before anybody is judged by them.

use std::collections::{BTreeMap, BTreeSet};

use super::need::{Criterion, Need, Who};
use super::terms::QuotaBase;
use super::{AwardRule, Route, RuleSet, Trust};

/// Most ways in which titles lead to one another, seen from one award.
const MOST_WAYS: u64 = 1_000;

/// A fault in a rule set: where, and what.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The rule set's id.
    pub set: String,
    /// An award, a criterion, a document or another set.
    pub at: String,
    /// Stable; the key of its text.
    pub code: &'static str,
}

/// Faults of all sets: each in itself, two of one id, and two that hold on one day.
pub fn faults(sets: &[RuleSet]) -> Vec<Fault> {
    let mut found: Vec<Fault> = sets.iter().flat_map(of_set).collect();
    for (at, left) in sets.iter().enumerate() {
        for right in &sets[at + 1..] {
            let mut gather = Gather { set: left, found: Vec::new() };
            gather.say(left.id == right.id, &right.id, "id_twice");
            gather.say(left.meets(right), &right.id, "validity_overlaps");
            found.extend(gather.found);
        }
    }
    found
}

/// Faults of one set in itself.
pub fn of_set(set: &RuleSet) -> Vec<Fault> {
    let mut gather = Gather { set, found: Vec::new() };
    gather.say(set.valid_to.is_some_and(|last| last < set.valid_from), &set.id, "validity_backwards");
    gather.say(set.basis.is_empty(), &set.id, "basis_missing");
    gather.say(set.money.round_up_to < 1, &set.id, "rounding_senseless");
    for document in &set.basis {
        gather.trust(&document.number, &document.trust);
    }
    gather.trust("apart", &set.apart.trust);
    gather.trust("reuse", &set.reuse.trust);
    gather.trust("ties", &set.ties.trust);
    gather.say(set.ties.women_percent > 100, "ties", "percent_above_100");
    gather.trust("money", &set.money.trust);
    let mut awards = BTreeSet::new();
    let mut codes = BTreeSet::new();
    for rule in &set.awards {
        gather.say(!awards.insert(rule.award.as_str()), &rule.award, "award_twice");
        gather.award(rule, &mut codes);
        let titles = titles(rule);
        gather.say(reaches(set, &titles, &rule.award), &rule.award, "title_needs_itself");
    }
    if gather.found.iter().all(|found| found.code != "title_needs_itself") {
        let mut known = BTreeMap::new();
        for rule in &set.awards {
            gather.say(ways(set, &rule.award, &mut known) > MOST_WAYS, &rule.award, "titles_entangled");
        }
    }
    gather.found
}

struct Gather<'a> {
    set: &'a RuleSet,
    found: Vec<Fault>,
}

impl<'a> Gather<'a> {
    fn say(&mut self, is_wrong: bool, at: &str, code: &'static str) {
        if is_wrong {
            self.found.push(Fault { set: self.set.id.clone(), at: at.to_owned(), code });
        }
    }

    fn trust(&mut self, at: &str, trust: &Trust) {
        self.say(!trust.verified && trust.source.is_empty(), at, "source_missing");
    }

    fn award(&mut self, rule: &'a AwardRule, codes: &mut BTreeSet<&'a str>) {
        let at = &rule.award;
        self.say(rule.routes.is_empty(), at, "routes_missing");
        self.trust(at, &rule.decider.trust);
        let terms = rule.papers.iter().map(|paper| &paper.trust).chain(rule.money.iter().map(|amount| &amount.trust));
        for trust in terms.chain(rule.quotas.iter().map(|quota| &quota.trust)) {
            self.trust(at, trust);
        }
        for quota in &rule.quotas {
            self.say(quota.percent > 100, &quota.code, "percent_above_100");
            let unknown = matches!(&quota.of, QuotaBase::Award { award } if self.set.award(award).is_none());
            self.say(unknown, &quota.code, "award_unknown");
        }
        for vote in &rule.votes {
            self.trust(at, &vote.trust);
            self.say(vote.percent.is_some_and(|percent| percent > 100), at, "percent_above_100");
            self.say(matches!((vote.from, vote.to), (Some(from), Some(to)) if to < from), at, "validity_backwards");
        }
        for (nth, route) in rule.routes.iter().enumerate() {
            let twice = rule.routes[..nth].iter().any(|r| r.subject == route.subject && r.ground == route.ground);
            self.say(twice, at, "route_twice");
            self.say(route.criteria.is_empty(), at, "criteria_missing");
            self.criteria(route, &route.criteria, codes);
        }
    }

    fn criteria(&mut self, route: &Route, criteria: &'a [Criterion], codes: &mut BTreeSet<&'a str>) {
        for criterion in criteria {
            let (at, need) = (&criterion.code, &criterion.need);
            self.say(!codes.insert(at), at, "code_twice");
            self.say(criterion.article.is_empty(), at, "article_missing");
            self.trust(at, &criterion.trust);
            criterion.fresh.iter().for_each(|fresh| self.trust(at, &fresh.trust));
            self.say(need.percent().is_some_and(|percent| percent > 100), at, "percent_above_100");
            self.say(need.award().is_some_and(|award| self.set.award(award).is_none()), at, "award_unknown");
            self.say(need.is_of_members() && route.subject == Who::Person, at, "members_of_a_person");
            self.say(is_senseless(need), at, "count_senseless");
            self.criteria(route, criterion.parts(), codes);
        }
    }
}

/// No criterion counts further than this, in years or things.
const COUNT_MAX: u32 = 1_000;

/// A count that everything or nothing meets.
fn is_senseless(need: &Need) -> bool {
    let crossed = |at_least: u32, below: Option<u32>| below.is_some_and(|below| below <= at_least);
    match need {
        Need::Rating { years: count, .. }
        | Need::Initiative { count, .. }
        | Need::MemberCount { count, .. }
        | Need::YearsSince { at_least: count, .. } => !(1..=COUNT_MAX).contains(count),
        Need::History { count, within, lag, .. } => {
            !(1..=COUNT_MAX).contains(count) || *lag > COUNT_MAX || within.is_some_and(|within| within < *count)
        }
        Need::ServiceMonths { at_least, below, women, .. } => {
            crossed(*at_least, *below) || women.is_some_and(|women| crossed(women.at_least, women.below))
        }
        Need::Any { of } | Need::All { of } => of.is_empty(),
        _ => false,
    }
}

/// The titles of the same year that an award builds on.
fn titles(rule: &AwardRule) -> Vec<&str> {
    fn gather<'a>(criteria: &'a [Criterion], found: &mut Vec<&'a str>) {
        for criterion in criteria {
            if let Need::Title { award } = &criterion.need {
                found.push(award);
            }
            gather(criterion.parts(), found);
        }
    }
    let mut found = Vec::new();
    rule.routes.iter().for_each(|route| gather(&route.criteria, &mut found));
    found
}

/// Whether one of these titles leads to `goal`. Each is looked at once.
fn reaches<'a>(set: &'a RuleSet, from: &[&'a str], goal: &str) -> bool {
    let (mut seen, mut next) = (BTreeSet::new(), from.to_vec());
    while let Some(award) = next.pop() {
        if award == goal {
            return true;
        }
        if seen.insert(award) {
            next.extend(set.award(award).map(titles).unwrap_or_default());
        }
    }
    false
}

/// In how many ways a title is reached from an award by what each asks; judging goes each of them. For a set in which no title
/// needs itself.
fn ways<'a>(set: &'a RuleSet, award: &'a str, known: &mut BTreeMap<&'a str, u64>) -> u64 {
    if let Some(ways) = known.get(award) {
        return *ways;
    }
    let below = set.award(award).map(titles).unwrap_or_default();
    let ways = below.into_iter().fold(1, |sum: u64, title| sum.saturating_add(ways(set, title, known)));
    known.insert(award, ways);
    ways
}
