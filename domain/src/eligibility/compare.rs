//! Whose verdicts are others under another rule set. Only awards whose rules differ are asked about, and each subject by itself,
//! so that a device may do it in slices.

use thidua_sync::order;

use super::{Finding, Judgement, Question, Term, judge};
use crate::history::{History, Subject};
use crate::nomination::Kind;
use crate::rate::Verdict;
use crate::rules::need::{Criterion, Need, Who};
use crate::rules::{AwardRule, RuleSet};

/// Most reasons that are told of one difference.
const REASONS: usize = 4;

/// Two rule sets, and the ways to awards on which they may judge differently.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared<'r> {
    was: &'r RuleSet,
    becomes: &'r RuleSet,
    ways: Vec<(&'r str, Who, Kind)>,
}

/// Another answer than before.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    pub subject: Subject,
    pub award: String,
    pub ground: Kind,
    /// None where the set has no such way to the award.
    pub was: Option<Verdict>,
    pub becomes: Option<Verdict>,
    /// The criteria that came out otherwise.
    pub why: Vec<Why>,
}

/// A criterion before and after; none where a set does not ask it.
#[derive(Clone, Debug, PartialEq)]
pub struct Why {
    pub code: String,
    pub article: String,
    pub was: Option<(Need, Verdict)>,
    pub becomes: Option<(Need, Verdict)>,
}

impl<'r> Compared<'r> {
    pub fn new(was: &'r RuleSet, becomes: &'r RuleSet) -> Compared<'r> {
        let awards = differing(was, becomes);
        let mut ways: Vec<(&str, Who, Kind)> = Vec::new();
        for rule in becomes.awards.iter().chain(&was.awards).filter(|rule| awards.contains(&rule.award.as_str())) {
            for route in &rule.routes {
                let way = (rule.award.as_str(), route.subject, route.ground);
                if !ways.contains(&way) {
                    ways.push(way);
                }
            }
        }
        Compared { was, becomes, ways }
    }

    /// Whether anybody can be judged otherwise.
    pub fn may_differ(&self) -> bool {
        !self.ways.is_empty()
    }

    /// The answers about one subject that are others.
    pub fn of(&self, subject: &Subject, term: Term, history: &History) -> Vec<Difference> {
        let ways = self.ways.iter().filter(|(_, who, _)| *who == subject.who());
        let asked = ways.filter_map(|(award, _, ground)| {
            let question = Question { award, subject, ground: *ground, term };
            let (was, becomes) = (judge(self.was, &question, history), judge(self.becomes, &question, history));
            let (was, becomes) = (was.ok(), becomes.ok());
            let verdict = |one: &Option<Judgement<'_>>| one.as_ref().map(|one| one.verdict);
            let (from, to) = (verdict(&was), verdict(&becomes));
            (from != to).then(|| Difference {
                subject: subject.clone(),
                award: (*award).to_owned(),
                ground: *ground,
                was: from,
                becomes: to,
                why: why(was.as_ref(), becomes.as_ref()),
            })
        });
        asked.collect()
    }
}

/// Awards whose routes differ, and those that build on one of these.
fn differing<'r>(was: &'r RuleSet, becomes: &'r RuleSet) -> Vec<&'r str> {
    let all = order::set(was.awards.iter().chain(&becomes.awards).map(|rule| rule.award.as_str()));
    let for_all = was.apart.grounds != becomes.apart.grounds
        || (was.reuse.across, was.reuse.within) != (becomes.reuse.across, becomes.reuse.within);
    if for_all {
        return all.into_iter().collect();
    }
    let asks = |set: &'r RuleSet, award: &str| set.award(award).map(asked);
    let mut found: Vec<&str> = all.iter().copied().filter(|award| asks(was, award) != asks(becomes, award)).collect();
    // Who holds an award holds the titles that it asks for: another one counts for those who ask for these.
    let implied = |set: &'r RuleSet, award: &str| set.award(award).map(names).unwrap_or_default();
    let changed = found.clone();
    let shifted = changed.iter().filter(|award| implied(was, award) != implied(becomes, award));
    found.extend(shifted.flat_map(|award| [implied(was, award), implied(becomes, award)].concat()));
    loop {
        let builds = |set: &RuleSet, award: &str| {
            set.award(award).is_some_and(|rule| names(rule).iter().any(|name| found.contains(name)))
        };
        let more: Vec<&str> = all
            .iter()
            .copied()
            .filter(|award| !found.contains(award) && (builds(was, award) || builds(becomes, award)))
            .collect();
        if more.is_empty() {
            return found;
        }
        found.extend(more);
    }
}

/// What decides a verdict: the ways without their articles and sources.
fn asked(rule: &AwardRule) -> (crate::plan::AwardClass, Vec<(Who, Kind, Vec<Criterion>)>) {
    fn bare(criterion: &Criterion) -> Criterion {
        let mut bare_one = criterion.clone();
        bare_one.article.clear();
        bare_one.trust = crate::rules::Trust { verified: true, source: String::new() };
        if let Some(fresh) = &mut bare_one.fresh {
            fresh.article.clear();
            fresh.trust = bare_one.trust.clone();
        }
        if let Need::Any { of } | Need::All { of } = &mut bare_one.need {
            *of = of.iter().map(bare).collect();
        }
        bare_one
    }
    let ways = rule.routes.iter().map(|route| (route.subject, route.ground, route.criteria.iter().map(bare).collect()));
    (rule.class, ways.collect())
}

/// The awards that a rule's criteria name.
fn names(rule: &AwardRule) -> Vec<&str> {
    fn gather<'a>(criteria: &'a [Criterion], found: &mut Vec<&'a str>) {
        for criterion in criteria {
            found.extend(criterion.need.award());
            gather(criterion.parts(), found);
        }
    }
    let mut found = Vec::new();
    rule.routes.iter().for_each(|route| gather(&route.criteria, &mut found));
    found
}

/// Criteria that came out otherwise, the innermost ones.
fn why(was: Option<&Judgement<'_>>, becomes: Option<&Judgement<'_>>) -> Vec<Why> {
    let (mut before, mut after) = (Vec::new(), Vec::new());
    was.iter().for_each(|one| leaves(&one.findings, &mut before));
    becomes.iter().for_each(|one| leaves(&one.findings, &mut after));
    if was.is_none() || becomes.is_none() {
        return Vec::new();
    }
    let gone = before.iter().filter(|old| !after.iter().any(|new| new.code == old.code));
    let told = |finding: &&Finding<'_>| (finding.needed.clone(), finding.verdict);
    let stays = after.iter().filter_map(|new| {
        let old = before.iter().find(|old| old.code == new.code);
        let differs = old.is_none_or(|old| old.verdict != new.verdict);
        // A new criterion that is met keeps nobody out.
        let matters = old.is_some() || new.verdict != Verdict::Met;
        (differs && matters).then(|| Why {
            code: new.code.to_owned(),
            article: new.article.to_owned(),
            was: old.map(told),
            becomes: Some(told(new)),
        })
    });
    let gone = gone.filter(|old| old.verdict != Verdict::Met).map(|old| Why {
        code: old.code.to_owned(),
        article: old.article.to_owned(),
        was: Some(told(old)),
        becomes: None,
    });
    stays.chain(gone).take(REASONS).collect()
}

fn leaves<'a, 'r>(findings: &'a [Finding<'r>], out: &mut Vec<&'a Finding<'r>>) {
    for finding in findings {
        if finding.parts.is_empty() { out.push(finding) } else { leaves(&finding.parts, out) }
    }
}
