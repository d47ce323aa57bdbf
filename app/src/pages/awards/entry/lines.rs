//! How a fact reads in the list of what is known.

use chrono::NaiveDate;
use thidua_domain::date::When;
use thidua_domain::history::Subject;
use thidua_domain::history::fact::{self, Entry, Fact, Topic};
use thidua_domain::nomination::Kind;
use thidua_domain::rules::need::Need;
use thidua_sync::order;

use super::change::Change;
use crate::pages::awards::{known, words};
use crate::pages::nominations::words as said_of;
use crate::state::App;
use crate::text::t;

/// One line of what is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Of its row; none of what waits to be sent.
    pub id: String,
    pub day: Option<NaiveDate>,
    pub what: String,
    pub detail: String,
    /// Why it counts no more.
    pub gone: Option<String>,
    pub waits: bool,
    /// What may become of it.
    pub change: Option<Change>,
}

/// All that is known of somebody, newest first, with what waits to be sent. Follows it.
pub fn lines(app: App, subject: &Subject) -> Vec<Line> {
    let gone = known::taken_back(app);
    let rows: Vec<(String, Entry)> = app.rows(fact::TABLE);
    let waiting = known::waiting(app).into_iter().filter(|fact| {
        is_about(fact, subject) && !rows.iter().any(|(_, entry)| entry.fact == *fact && entry.withdrawn.is_none())
    });
    let mut lines: Vec<Line> = waiting.map(|fact| of_waiting(app, subject, &fact)).collect();
    let stored = rows.into_iter().filter(|(_, entry)| is_about(&entry.fact, subject));
    lines.extend(stored.map(|(id, entry)| {
        let mut line = of_row(app, subject, id, entry);
        line.waits = gone.contains(&line.id);
        line
    }));
    order::sort_by_key(&mut lines, |line| (std::cmp::Reverse(line.day), line.what.clone()));
    lines
}

/// A membership stands with the collective and with its member.
fn is_about(fact: &Fact, subject: &Subject) -> bool {
    match (fact, subject) {
        (Fact::Membership(one), Subject::Person(id)) => one.person == *id,
        _ => fact.subject().as_ref() == Some(subject),
    }
}

fn of_waiting(app: App, subject: &Subject, fact: &Fact) -> Line {
    let (day, what, detail) = told(app, subject, fact);
    Line { id: String::new(), day, what, detail, gone: None, waits: true, change: None }
}

fn of_row(app: App, subject: &Subject, id: String, entry: Entry) -> Line {
    let (day, what, detail) = told(app, subject, &entry.fact);
    let detail = if entry.source.is_empty() { detail } else { format!("{detail} · {}", entry.source) };
    let gone = entry.withdrawn.map(|_| match entry.replaced_by {
        Some(_) => t!("history-replaced"),
        None => t!("state-withdrawn"),
    });
    Line { change: Change::of(&id, &entry.fact), id, day, what, detail, gone, waits: false }
}

fn short(day: NaiveDate) -> String {
    When::Day(day).to_string()
}

fn span(from: NaiveDate, to: Option<NaiveDate>) -> String {
    match to {
        Some(to) => t!("history-from-to", from = short(from), to = short(to)),
        None => t!("history-since", day = short(from)),
    }
}

/// When, what and the particulars.
fn told(app: App, subject: &Subject, fact: &Fact) -> (Option<NaiveDate>, String, String) {
    let of_year = |year: i32| NaiveDate::from_ymd_opt(year, 12, 31);
    match fact {
        Fact::Title(title) => {
            let detail = t!(
                "history-title-detail",
                year = title.year.to_string(),
                decision = &title.decision,
                day = short(title.day)
            );
            // Only công trạng is a basis for most awards: what is another is said.
            let detail = match title.ground {
                Kind::CongTrang => detail,
                ground => format!("{} · {detail}", said_of::kind_name(ground)),
            };
            (Some(title.day), words::award_name(app, &title.award), detail)
        }
        Fact::Initiative(one) => {
            let reach = one.recognised.iter().map(|seen| seen.reach).max().map(words::reach_name).unwrap_or_default();
            let used = one.uses.iter().map(|used| format!("{} ({})", words::award_name(app, &used.award), used.year));
            let used = used.collect::<Vec<_>>().join(", ");
            let detail = match used.is_empty() {
                true => t!("history-initiative-free", reach = reach),
                false => t!("history-initiative-used", reach = reach, used = used),
            };
            (one.recognised.iter().map(|seen| seen.day).max(), t!("history-initiative", id = &one.id), detail)
        }
        Fact::Rated(rated) => {
            (of_year(rated.year), words::level_name(rated.level), t!("history-of-year", year = rated.year.to_string()))
        }
        Fact::Discipline(one) => {
            let days = one.until.map_or_else(|| short(one.day), |until| span(one.day, Some(until)));
            let detail = format!("{} · {} · {days}", words::severity_name(one.severity), one.id);
            (Some(one.day), t!("history-discipline"), detail)
        }
        Fact::Matter(one) => {
            let what = super::choices::matter_name(one.what);
            let detail = match one.settled {
                Some(settled) => t!("history-matter-settled", from = short(one.from), to = short(settled)),
                None => t!("history-matter-open", from = short(one.from)),
            };
            (Some(one.from), t!("history-matter", id = &one.id), format!("{what} · {detail}"))
        }
        Fact::Service(one) => (Some(one.from), words::post_name(&one.post), span(one.from, one.to)),
        Fact::Membership(one) => {
            let what = match subject {
                Subject::Person(_) => t!("history-member-of", name = said_of::unit_name(app, &one.collective)),
                Subject::Collective(_) => t!("history-member", name = said_of::person_name(app, &one.person)),
            };
            (Some(one.from), what, span(one.from, one.to))
        }
        Fact::Profile(_) => (None, words::topic_name(Topic::Gender), String::new()),
        Fact::Answer(one) => {
            let what = words::need(app, &one.code, &Need::Manual);
            let told = if one.is_met { t!("history-answer-yes") } else { t!("history-answer-no") };
            (of_year(one.year), what, format!("{told} · {}", t!("history-of-year", year = one.year.to_string())))
        }
        Fact::Known(one) => {
            (of_year(one.to), t!("history-vouched", topic = words::topic_name(one.topic)), one.to.to_string())
        }
    }
}
