//! What the form of facts lets one choose, and what its fields are called.

use chrono::NaiveDate;
use thidua_domain::eligibility::{Finding, Question, judge};
use thidua_domain::history::fact::{MatterKind, Topic};
use thidua_domain::history::{History, Subject, service};
use thidua_domain::name;
use thidua_domain::nomination::Kind;
use thidua_domain::org::{PERSON, Person, UNIT, Unit};
use thidua_domain::policy::{Act, Target};
use thidua_domain::rules::need::{Criterion, Level, Need, Reach, Severity, Who};
use thidua_domain::rules::{self, RuleSet};
use thidua_sync::order;

use crate::components::select::Choice;
use crate::pages::awards::{known, words};
use crate::pages::nominations::words as said_of;
use crate::pages::work;
use crate::state::App;
use crate::text::t;

pub const LEVELS: &[(&str, Level)] =
    &[("excellent", Level::Excellent), ("good", Level::Good), ("done", Level::Done), ("not_done", Level::NotDone)];
pub const REACHES: &[(&str, Reach)] =
    &[("unit", Reach::Unit), ("ministry", Reach::Ministry), ("nation", Reach::Nation)];
pub const SEVERITIES: &[(&str, Severity)] =
    &[("reprimand", Severity::Reprimand), ("warning", Severity::Warning), ("beyond", Severity::Beyond)];
pub const MATTERS: &[(&str, MatterKind)] = &[
    ("complaint", MatterKind::Complaint),
    ("discipline", MatterKind::Discipline),
    ("inspection", MatterKind::Inspection),
    ("investigation", MatterKind::Investigation),
    ("press", MatterKind::Press),
];
pub const TOPICS: &[(&str, Topic)] = &[
    ("titles", Topic::Titles),
    ("ratings", Topic::Ratings),
    ("initiatives", Topic::Initiatives),
    ("discipline", Topic::Discipline),
    ("matters", Topic::Matters),
    ("service", Topic::Service),
    ("members", Topic::Members),
];

/// What a name stands for, or the code of what is wrong.
pub fn named<T: Copy>(all: &[(&str, T)], name: &str) -> Result<T, &'static str> {
    all.iter().find(|(known, _)| *known == name).map(|(_, value)| *value).ok_or("choice_missing")
}

/// The kinds of facts that may be entered of such a subject.
pub fn kinds(who: Who) -> Vec<Choice> {
    let both = ["title", "rated", "initiative", "answer", "discipline", "matter"];
    let own = if who == Who::Person { &["service", "member", "known"][..] } else { &["member", "known"] };
    both.iter().chain(own).map(|kind| Choice::new(*kind, kind_name(kind))).collect()
}

fn kind_name(kind: &str) -> String {
    match kind {
        "title" => t!("topic-titles"),
        "rated" => t!("topic-ratings"),
        "initiative" => t!("topic-initiatives"),
        "answer" => t!("history-kind-answer"),
        "discipline" => t!("topic-discipline"),
        "matter" => t!("topic-matters"),
        "service" => t!("topic-service"),
        "member" => t!("topic-members"),
        _ => t!("history-kind-known"),
    }
}

pub fn choice_label(kind: &str, who: Who) -> String {
    match kind {
        "title" => t!("nomination-field-award"),
        "rated" => t!("history-level"),
        "initiative" => t!("history-reach"),
        "answer" => t!("history-criterion"),
        "discipline" => t!("history-severity"),
        "matter" => t!("history-what"),
        "service" => t!("history-post"),
        "member" if who == Who::Person => t!("eligible-collective"),
        "member" => t!("history-member-who"),
        _ => t!("history-topic"),
    }
}

pub fn number_label(kind: &str) -> String {
    match kind {
        "title" | "discipline" => t!("history-decision"),
        "initiative" => t!("history-initiative-id"),
        _ => t!("history-file"),
    }
}

/// What there is to choose for a kind of fact. Follows what it reads.
pub fn choices(app: App, kind: &str, subject: &Subject, year: i32, sets: &[RuleSet]) -> Vec<Choice> {
    let of = |name: &str, label: String| Choice::new(name, label);
    match kind {
        "title" => awards(sets, known::today(app), subject.who()),
        "rated" => LEVELS.iter().map(|(name, level)| of(name, words::level_name(*level))).collect(),
        "initiative" => REACHES.iter().map(|(name, reach)| of(name, words::reach_name(*reach))).collect(),
        "discipline" => SEVERITIES.iter().map(|(name, one)| of(name, words::severity_name(*one))).collect(),
        "matter" => MATTERS.iter().map(|(name, one)| of(name, matter_name(*one))).collect(),
        "answer" => criteria(app, subject, year, sets),
        "service" => posts(sets),
        "member" if subject.who() == Who::Person => collectives(app),
        "member" => people(app, subject.id()),
        _ => TOPICS.iter().map(|(name, topic)| of(name, words::topic_name(*topic))).collect(),
    }
}

/// Awards of the rule set of a day that are for such a subject.
pub fn awards(sets: &[RuleSet], on: NaiveDate, who: Who) -> Vec<Choice> {
    let all = rules::rule_set_on(sets, on).or(sets.last()).into_iter().flat_map(|set| set.awards.clone());
    let fits = all.filter(|rule| rule.routes.iter().any(|route| route.subject == who));
    fits.map(|rule| Choice::new(rule.award, rule.name)).collect()
}

pub fn matter_name(matter: MatterKind) -> String {
    match matter {
        MatterKind::Discipline => t!("matter-discipline"),
        MatterKind::Inspection => t!("matter-inspection"),
        MatterKind::Investigation => t!("matter-investigation"),
        MatterKind::Complaint => t!("matter-complaint"),
        MatterKind::Press => t!("matter-press"),
    }
}

/// Service as such, then the posts that any rule set asks for.
fn posts(sets: &[RuleSet]) -> Vec<Choice> {
    let mut codes = vec![service::ANY.to_owned()];
    let all = sets.iter().flat_map(|set| &set.awards).flat_map(|rule| &rule.routes).flat_map(|route| &route.criteria);
    all.for_each(|criterion| gather_posts(criterion, &mut codes));
    codes.into_iter().map(|code| Choice::new(code.clone(), words::post_name(&code))).collect()
}

fn gather_posts(criterion: &Criterion, codes: &mut Vec<String>) {
    if let Need::ServiceMonths { posts, .. } = &criterion.need {
        for post in posts {
            if !codes.contains(post) {
                codes.push(post.clone());
            }
        }
    }
    criterion.parts().iter().for_each(|part| gather_posts(part, codes));
}

/// Units whose facts the reader may enter.
fn collectives(app: App) -> Vec<Choice> {
    let mut units = app.rows::<Unit>(UNIT);
    units.retain(|(id, _)| app.may(Act::RecordFact, Target::unit(id)));
    order::sort_by(&mut units, |(_, a), (_, b)| a.path.cmp(&b.path));
    units.into_iter().map(|(id, unit)| Choice::new(id, unit.name)).collect()
}

/// People of a unit and of those below it.
fn people(app: App, unit: &str) -> Vec<Choice> {
    let below = app.rows::<Unit>(UNIT).into_iter().filter(|(_, row)| work::is_below(row, unit)).map(|(id, _)| id);
    let below = order::set(below);
    let mut people = app.rows::<Person>(PERSON);
    people.retain(|(_, person)| below.contains(&person.unit));
    order::sort_by_key(&mut people, |(_, person)| name::order(&person.family, &person.middle, &person.given));
    let choice = |(id, person): (String, Person)| {
        Choice::new(id, format!("{} · {}", person.full_name(), said_of::person_detail(app, &person)))
    };
    people.into_iter().map(choice).collect()
}

/// The criteria of which only people can tell, or on which a council is asked for its word, of the awards that this subject may get.
fn criteria(app: App, subject: &Subject, year: i32, sets: &[RuleSet]) -> Vec<Choice> {
    let today = known::today(app);
    let Some(set) = rules::rule_set_on(sets, today) else { return Vec::new() };
    let history = History::default();
    let term = known::term_of_year(year, today);
    let mut found = Vec::new();
    for (rule, ground) in set.awards.iter().flat_map(|rule| Kind::ALL.map(|ground| (rule, ground))) {
        let question = Question { award: &rule.award, subject, ground, term };
        let judged = judge(set, &question, &history).map(|judgement| judgement.findings);
        for finding in judged.unwrap_or_default() {
            gather(app, &rule.name, &finding, &mut found);
        }
    }
    found
}

fn gather(app: App, award: &str, finding: &Finding<'_>, found: &mut Vec<Choice>) {
    if matches!(finding.needed, Need::Manual | Need::Initiative { .. })
        && found.iter().all(|choice| choice.value != finding.code)
    {
        found.push(Choice::new(finding.code, words::need(app, finding.code, finding.needed)).in_group(award));
    }
    finding.parts.iter().for_each(|part| gather(app, award, part, found));
}
