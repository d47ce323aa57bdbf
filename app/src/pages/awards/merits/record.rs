//! What a record shows, out of the facts and decisions that this device has.

use std::collections::{BTreeMap, BTreeSet};

use thidua_domain::date::When;
use thidua_domain::eligibility::{Question, judge};
use thidua_domain::history::fact::{Initiative, Title};
use thidua_domain::history::{File, Subject};
use thidua_domain::nomination::Kind;
use thidua_domain::org::{PERSON, Person};
use thidua_domain::plan::{AWARD, Award, AwardClass};
use thidua_domain::rate::Verdict;
use thidua_sync::order;

use crate::pages::awards::eligible::missing;
use crate::pages::awards::list::View;
use crate::pages::awards::{board, known, words};
use crate::pages::nominations::words::{person_name, unit_name};
use crate::pages::papers::say;
use crate::state::App;
use crate::text::t;
use leptos::prelude::Get as _;

/// How many awards that are near are told beside those that are met.
const NEAR: usize = 3;

/// An award that was given.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    pub year: i32,
    pub award: String,
    pub class: Option<AwardClass>,
    pub decision: String,
    /// Where it stands on the gold board.
    pub href: Option<String>,
    pub revoked: bool,
}

/// An award that can be had, or nearly.
#[derive(Clone, Debug, PartialEq)]
pub struct Next {
    pub award: String,
    pub verdict: Verdict,
    pub missing: String,
}

/// All that is shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    pub name: String,
    pub post: String,
    pub given: Vec<Given>,
    pub streaks: Vec<(String, i32, i32)>,
    pub grades: Vec<(i32, String)>,
    /// Name, recognition, use.
    pub initiatives: Vec<[String; 3]>,
    pub blocks: Vec<String>,
    pub next: Vec<Next>,
}

/// Follows all that it reads.
pub fn record(app: App, view: View, subject: &Subject) -> Record {
    let history = known::history(app);
    let file = history.file(subject);
    let (name, post) = match subject {
        Subject::Person(id) => {
            let row = app.row::<Person>(PERSON, id);
            let post = row.map(|row| say::post(&row.post, &unit_name(app, &row.unit)));
            (person_name(app, id), post.unwrap_or_default())
        }
        Subject::Collective(id) => (unit_name(app, id), t!("eligible-collective")),
    };
    let mut grades: Vec<(i32, String)> =
        file.ratings.iter().map(|rated| (rated.year, words::level_name(rated.level))).collect();
    order::sort_by_key(&mut grades, |(year, _)| std::cmp::Reverse(*year));
    let given = given(app, subject, file);
    let is_title = |one: &&Given| one.class == Some(AwardClass::Title) && !one.revoked;
    let streaks = streaks(given.iter().filter(is_title).map(|one| (one.award.as_str(), one.year)));
    let next = next(app, view, subject);
    let initiatives = file.initiatives.iter().map(|one| initiative(app, one)).collect();
    Record { name, post, streaks, given, grades, initiatives, blocks: blocks(app, view, file), next }
}

/// Newest first.
fn given(app: App, subject: &Subject, file: &File) -> Vec<Given> {
    let today = known::today(app);
    let on_board = board::lines(app);
    let one = |title: &Title| {
        let award = app.row::<Award>(AWARD, &title.award);
        let same = |line: &&std::sync::Arc<board::Line>| {
            let given = &line.given;
            given.entry.subject == *subject
                && (&given.entry.award, given.entry.year, &given.number) == (&title.award, title.year, &title.decision)
        };
        Given {
            year: title.year,
            class: award.as_ref().map(|award| award.class),
            award: award.map_or_else(|| title.award.clone(), |award| award.name),
            decision: t!("merits-decision-of", number = &title.decision, day = When::Day(title.day).to_string()),
            href: on_board.iter().find(same).map(|line| line.href()),
            revoked: !title.stands_on(today),
        }
    };
    let mut given: Vec<Given> = file.titles.iter().map(one).collect();
    order::sort_by_key(&mut given, |one| (std::cmp::Reverse(one.year), one.award.clone()));
    given
}

/// Of each award the years in a row up to the last one, where they are two or more.
fn streaks<'a>(given: impl Iterator<Item = (&'a str, i32)>) -> Vec<(String, i32, i32)> {
    let mut years: BTreeMap<&str, BTreeSet<i32>> = BTreeMap::new();
    for (award, year) in given {
        years.entry(award).or_default().insert(year);
    }
    let run = |(award, years): (&str, BTreeSet<i32>)| {
        let last = *years.last()?;
        let first = years.iter().rev().zip((i32::MIN..=last).rev()).take_while(|(year, due)| **year == *due).last()?.1;
        (first < last).then(|| (award.to_owned(), first, last))
    };
    years.into_iter().filter_map(run).collect()
}

fn initiative(app: App, one: &Initiative) -> [String; 3] {
    let recognised = one
        .recognised
        .iter()
        .map(|seen| t!("merits-reach", reach = words::reach_name(seen.reach), day = When::Day(seen.day).to_string()));
    let used = one
        .uses
        .iter()
        .map(|used| t!("merits-use", award = words::award_name(app, &used.award), year = used.year.to_string()));
    let (recognised, used): (Vec<_>, Vec<_>) = (recognised.collect(), used.collect());
    let used = if used.is_empty() { t!("merits-unused") } else { used.join("; ") };
    [one.id.clone(), recognised.join("; "), used]
}

/// Measures of the year or lasting into it, and what is being verified.
fn blocks(app: App, view: View, file: &File) -> Vec<String> {
    let today = known::today(app);
    let short = |day| When::Day(day).to_string();
    let year = known::term_of_year(view.year.get(), today).period;
    let measures = file.discipline.iter().filter(|one| one.touches(year)).map(|one| {
        let (severity, day) = (words::severity_name(one.severity), short(one.day));
        match one.until {
            Some(until) => t!("merits-discipline-until", severity = severity, day = day, until = short(until)),
            None => t!("merits-discipline", severity = severity, day = day),
        }
    });
    let open = file.matters.iter().filter(|matter| matter.is_open_on(today));
    let matters = open.map(|one| t!("merits-matter", id = &one.id, from = short(one.from)));
    measures.chain(matters).collect()
}

/// What is met and not given yet, then what lacks least.
fn next(app: App, view: View, subject: &Subject) -> Vec<Next> {
    let sets = known::rule_sets(app);
    let Some(set) = view.set(app, &sets) else { return Vec::new() };
    let history = known::history(app);
    let term = known::term_of_year(view.year.get(), known::today(app));
    let titles = &history.file(subject).titles;
    let has = |award: &str| {
        titles.iter().any(|title| title.award == award && title.year == term.year && title.stands_on(term.on))
    };
    let mut found: Vec<(usize, Next)> = Vec::new();
    for rule in set.awards.iter().filter(|rule| !has(&rule.award)) {
        let question = Question { award: &rule.award, subject, ground: Kind::CongTrang, term };
        let Ok(judged) = judge(&set, &question, &history) else { continue };
        let lacks = judged.findings.iter().filter(|finding| finding.verdict != Verdict::Met).count();
        let missing = missing(app, &judged.findings);
        found.push((lacks, Next { award: rule.name.clone(), verdict: judged.verdict, missing }));
    }
    order::sort_by_key(&mut found, |(lacks, next)| (*lacks, next.award.clone()));
    let met = found.iter().filter(|(lacks, _)| *lacks == 0).count();
    found.into_iter().take(met + NEAR).map(|(_, next)| next).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_in_a_row_are_those_that_end_with_the_last() {
        let check = |years: &[i32], run: Option<(i32, i32)>| {
            let found = streaks(years.iter().map(|year| ("ldtt", *year)));
            assert_eq!(found.first().map(|one| (one.1, one.2)), run, "{years:?}");
        };
        check(&[2019, 2020, 2021], Some((2019, 2021)));
        check(&[2021, 2019, 2020, 2020], Some((2019, 2021)));
        check(&[2017, 2018, 2020, 2021], Some((2020, 2021)));
        check(&[2018, 2019, 2021], None);
        check(&[2021], None);
        check(&[], None);
    }
}
