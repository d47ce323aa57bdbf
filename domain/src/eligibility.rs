//! Whether somebody meets what a rule set asks for an award, and why: each criterion with what was found and what is
//! needed, as data. Says nothing about whether they deserve it, and decides nothing; people do.

use chrono::NaiveDate;
use serde::Serialize;

use crate::history::fact::Topic;
use crate::history::{File, History, Subject};
use crate::nomination::Kind;
use crate::plan::Span;
use crate::rate::Verdict;
use crate::rules::need::{Criterion, Fresh, Need, Reach};
use crate::rules::{AwardRule, RuleSet};

pub mod batch;
pub mod compare;
mod conduct;
mod initiative;
mod members;
mod titles;

/// Of which time a question is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// The calendar year that the award would honour.
    pub year: i32,
    /// The achievement period in local days; it need not be the calendar year.
    pub period: Span,
    /// The local day as of which is judged: what was decided, recognised, used or revoked later does not count, so that
    /// an old decision is judged again with the same verdict.
    pub on: NaiveDate,
}

/// Who is asked about, for which award, on which ground, of which time.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    pub award: &'a str,
    pub subject: &'a Subject,
    pub ground: Kind,
    pub term: Term,
}

/// Why a question has no answer in a rule set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoRule {
    /// The rule set does not know the award.
    AwardUnknown,
    /// The award is not for such a subject, or not on such a ground.
    NotForThem,
}

/// The answer, with the rule set by which it was given.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Judgement<'r> {
    pub rule_set: &'r str,
    pub award: &'r str,
    /// Met when all findings are; not met when one is not; else it cannot be judged.
    pub verdict: Verdict,
    pub findings: Vec<Finding<'r>>,
}

/// What came out for one criterion.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding<'r> {
    pub code: &'r str,
    pub article: &'r str,
    /// Whether the criterion's source was read, and the source in words where that needs saying.
    pub verified: bool,
    pub source: &'r str,
    pub verdict: Verdict,
    pub needed: &'r Need,
    /// By which rule years up to [`Found::spent`] do not count.
    pub fresh: Option<&'r Fresh>,
    pub found: Found,
    /// What would help, where something would.
    pub cure: Option<Cure>,
    /// Findings for the criteria of which it is made, or of the title on which it builds.
    pub parts: Vec<Finding<'r>>,
}

/// What was found, in figures and ids.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Found {
    /// Years, titles, initiatives, months, members or open matters, as the need counts.
    pub count: i64,
    /// Of how many.
    pub of: Option<i64>,
    /// Years that speak for it.
    pub years: Vec<i32>,
    /// Years of which nothing is known.
    pub unknown: Vec<i32>,
    /// The last year that an earlier award has used up.
    pub spent: Option<i32>,
    /// Decisions, initiatives, measures, matters or people.
    pub ids: Vec<String>,
}

/// What would help.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Cure {
    /// Enter facts, or vouch that there are none; without years, of all years.
    Enter { topic: Topic, years: Vec<i32> },
    /// Answer what only people can tell.
    Answer,
    /// Ask who answers for the unit: they read what this device does not.
    AskLead,
    /// Wait: the earliest year in which it can be met.
    Wait { year: i32 },
    /// So many more recognised initiatives.
    Recognise { reach: Reach, more: i64 },
    /// Whether these may be used once more is the council's to say, as an answer to this criterion.
    AskCouncil { ids: Vec<String> },
    /// Have these settled.
    Settle { ids: Vec<String> },
    /// The title comes first.
    First { award: String },
    /// So many more members.
    Members { more: i64 },
}

/// Judges by this rule set, whatever day it is: a batch stays with the set to which it is pinned.
pub fn judge<'r>(set: &'r RuleSet, question: &Question<'_>, history: &History) -> Result<Judgement<'r>, NoRule> {
    let rule = set.award(question.award).ok_or(NoRule::AwardUnknown)?;
    let route = rule.route(question.subject.who(), question.ground).ok_or(NoRule::NotForThem)?;
    let case = Case {
        set,
        rule,
        history,
        subject: question.subject,
        ground: question.ground,
        term: question.term,
        depth: 0,
        spent: None,
    };
    let findings = case.findings(&route.criteria);
    Ok(Judgement { rule_set: &set.id, award: &rule.award, verdict: all(&findings), findings })
}

/// One subject before one award.
#[derive(Clone, Copy)]
struct Case<'r, 'a> {
    set: &'r RuleSet,
    rule: &'r AwardRule,
    history: &'a History,
    subject: &'a Subject,
    ground: Kind,
    term: Term,
    /// How many titles it builds on already.
    depth: usize,
    /// The last year that an earlier award has used up.
    spent: Option<i32>,
}

/// What a criterion came to.
struct Outcome<'r> {
    verdict: Verdict,
    found: Found,
    cure: Option<Cure>,
    parts: Vec<Finding<'r>>,
}

impl<'r> Outcome<'r> {
    fn new(verdict: Verdict, found: Found, cure: Option<Cure>) -> Outcome<'r> {
        let cure = if verdict == Verdict::Met { None } else { cure };
        Outcome { verdict, found, cure, parts: Vec::new() }
    }
}

impl<'r> Case<'r, '_> {
    fn file(&self) -> &File {
        self.history.file(self.subject)
    }

    fn findings(&self, criteria: &'r [Criterion]) -> Vec<Finding<'r>> {
        criteria.iter().map(|criterion| self.finding(criterion)).collect()
    }

    fn finding(&self, criterion: &'r Criterion) -> Finding<'r> {
        let Criterion { code, article, trust, need, fresh } = criterion;
        let (verified, source, fresh) = (trust.verified, &trust.source, fresh.as_ref());
        let spent = fresh.and_then(|_| self.last_spent());
        let Outcome { verdict, mut found, cure, parts } = Case { spent, ..*self }.outcome(criterion);
        found.spent = spent;
        Finding { code, article, verified, source, verdict, needed: need, fresh, found, cure, parts }
    }

    fn outcome(&self, criterion: &'r Criterion) -> Outcome<'r> {
        match &criterion.need {
            Need::Rating { at_least, years } => self.rating(*at_least, *years),
            Need::Title { award } => self.title(award),
            Need::History { award, count, streak: true, lag, .. } => self.streak(award, *count, *lag),
            Need::History { award, count, within: Some(within), .. } => self.titles_within(award, *count, *within),
            Need::History { award, count, .. } => self.titles_ever(award, *count),
            Need::YearsSince { award, at_least } => self.years_since(award, *at_least),
            Need::NotHeld { award } => self.not_held(award),
            Need::Initiative { reach, count, within } => self.initiatives(&criterion.code, *reach, *count, *within),
            Need::NoDiscipline { from } => self.no_discipline(*from),
            Need::NoOpenComplaint => self.no_open_matter(),
            Need::ServiceMonths { posts, at_least, below, women } => self.service(posts, (*at_least, *below), *women),
            Need::MemberShare { award, percent, above } => self.member_share(award, *percent, *above),
            Need::MemberCount { award, count } => self.member_count(award, *count),
            Need::MemberRating { at_least, percent } => self.member_rating(*at_least, *percent),
            Need::NoMemberDiscipline { from } => self.no_member_discipline(*from),
            Need::Any { of } => composed(self.findings(of), any),
            Need::All { of } => composed(self.findings(of), all),
            Need::Manual => self.manual(&criterion.code),
        }
    }

    fn manual(&self, code: &str) -> Outcome<'r> {
        let verdict = match self.file().answer(code, self.term.year) {
            Some(true) => Verdict::Met,
            Some(false) => Verdict::NotMet,
            None => Verdict::CannotJudge,
        };
        let cure = (verdict == Verdict::CannotJudge).then_some(Cure::Answer);
        Outcome::new(verdict, Found::default(), cure)
    }
}

fn composed(parts: Vec<Finding<'_>>, verdict: fn(&[Finding<'_>]) -> Verdict) -> Outcome<'_> {
    let count = parts.iter().filter(|part| part.verdict == Verdict::Met).count();
    let found = Found { count: number(count), of: Some(number(parts.len())), ..Found::default() };
    Outcome { verdict: verdict(&parts), found, cure: None, parts }
}

/// Met when all are, not met when one is not.
fn all(findings: &[Finding<'_>]) -> Verdict {
    let is = |verdict| move |finding: &Finding<'_>| finding.verdict == verdict;
    if findings.iter().any(is(Verdict::NotMet)) {
        Verdict::NotMet
    } else if findings.iter().all(is(Verdict::Met)) {
        Verdict::Met
    } else {
        Verdict::CannotJudge
    }
}

/// Met when one is, not met when none can be.
fn any(findings: &[Finding<'_>]) -> Verdict {
    let is = |verdict| move |finding: &Finding<'_>| finding.verdict == verdict;
    if findings.iter().any(is(Verdict::Met)) {
        Verdict::Met
    } else if findings.iter().all(is(Verdict::NotMet)) {
        Verdict::NotMet
    } else {
        Verdict::CannotJudge
    }
}

/// What is not met for lack of facts cannot be judged.
fn unless_met(is_met: bool, is_known: bool) -> Verdict {
    match (is_met, is_known) {
        (true, _) => Verdict::Met,
        (false, true) => Verdict::NotMet,
        (false, false) => Verdict::CannotJudge,
    }
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A bound of the data as years, at most a thousand: a rule set that nobody checked must not keep a device busy.
fn years(count: u32) -> i32 {
    i32::try_from(count.min(1_000)).unwrap_or(1_000)
}

/// The first of so many years that end with this one.
fn first_of(count: i32, last: i32) -> i32 {
    last.saturating_sub(count).saturating_add(1)
}
