//! What this device knows: the rule sets that hold, and the history of people and collectives.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use leptos::prelude::With as _;
use thidua_domain::Emulation;
use thidua_domain::council::rows::{DECISION, Decision};
use thidua_domain::council::standing;
use thidua_domain::date::{self, When};
use thidua_domain::eligibility::Term;
use thidua_domain::history::fact::{self, Entry, Fact, Gender, Profile};
use thidua_domain::history::{History, Subject};
use thidua_domain::nomination::{Nomination, course};
use thidua_domain::org::{PERSON, Person, UNIT, Unit};
use thidua_domain::plan::Span;
use thidua_domain::rules::{self, Beside, RuleSet};
use thidua_sync::body;
use thidua_sync::client::{Client, Entry as Entered, EntryState};
use thidua_sync::order;

use crate::browser::time;
use crate::state::App;

/// A rule set that a dossier or session is pinned to, whatever replaced it. Follows it.
pub fn pinned(app: App, id: &str) -> Option<RuleSet> {
    app.row(rules::TABLE, id)
}

/// By which rule set a dossier is judged.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum By {
    /// That of today: it is not received yet.
    #[default]
    Today,
    /// That of the local day on which it was received.
    Received(NaiveDate),
    /// The one to which it is pinned, whatever replaced it.
    Pinned(String),
}

impl By {
    /// The set by which a nomination was appraised; before that the one of the day when it was received.
    pub fn of(record: &Nomination) -> By {
        match course::of(record.course.as_ref()).appraised {
            Some(appraised) => By::Pinned(appraised.rules),
            None => By::Received(date::today(record.sent_at)),
        }
    }
}

/// The rule set by which a dossier is judged; none where none, or more than one, holds. Follows all of them.
pub fn rule_set(app: App, by: &By) -> Option<RuleSet> {
    let day = match by {
        By::Today => today(app),
        By::Received(day) => *day,
        By::Pinned(id) => return pinned(app, id),
    };
    rules::rule_set_on(&rule_sets(app), day).cloned()
}

/// The rule sets of which each holds for something, oldest first; those that were replaced are left out. Follows them.
pub fn rule_sets(app: App) -> Vec<RuleSet> {
    let replaced =
        app.rows::<Beside>(rules::TABLE).into_iter().filter(|(_, beside)| beside.edition.replaced_by.is_some());
    let replaced: Vec<String> = replaced.map(|(id, _)| id).collect();
    let mut sets: Vec<RuleSet> = app.rows(rules::TABLE).into_iter().map(|(_, set)| set).collect();
    sets.retain(|set: &RuleSet| !replaced.contains(&set.id));
    order::sort_by_key(&mut sets, |set| (set.valid_from, set.id.clone()));
    sets
}

/// Sets that were replaced, each with the one that holds instead, the latest first. Follows them.
pub fn replaced(app: App) -> Vec<(RuleSet, Option<RuleSet>)> {
    let sets = app.rows::<RuleSet>(rules::TABLE);
    let beside = app.rows::<Beside>(rules::TABLE).into_iter();
    let mut found: Vec<(RuleSet, Option<RuleSet>)> = beside
        .filter_map(|(id, beside)| {
            let by = beside.edition.replaced_by?;
            let set = |id: &str| sets.iter().find(|(known, _)| known == id).map(|(_, set)| set.clone());
            Some((set(&id)?, set(&by)))
        })
        .collect();
    order::sort_by_key(&mut found, |(set, _)| std::cmp::Reverse((set.valid_from, set.id.clone())));
    found
}

/// Editions that wait to be sent. Follows the outbox.
pub fn rules_on_their_way(app: App) -> Vec<RuleSet> {
    app.follow_queue();
    let read = |client: &Client<Emulation>| {
        let waiting = client
            .outbox()
            .filter(|entry| entry.command.verb() == "rules.publish" && !matches!(entry.state, EntryState::Refused(_)));
        waiting.filter_map(|entry| body::typed(&entry.command.args["rules"]).ok()).collect()
    };
    app.peek(read).unwrap_or_default()
}

/// All facts: what was entered, what published decisions give, and what the rows of people say. Follows them.
pub fn history(app: App) -> History {
    let gone = taken_back(app);
    let stands = |(id, entry): &(String, Entry)| entry.withdrawn.is_none() && !gone.contains(id);
    let entries = app.rows::<Entry>(fact::TABLE).into_iter().filter(stands);
    let mut history = History::of(entries.map(|(_, entry)| entry.fact));
    waiting(app).into_iter().for_each(|fact| history.add(fact));
    let decisions = app.rows::<Decision>(DECISION);
    let decisions: Vec<(&str, &Decision)> = decisions.iter().map(|(id, one)| (id.as_str(), one)).collect();
    standing::facts(&decisions).into_iter().for_each(|fact| history.add(fact));
    for (person, row) in app.rows::<Person>(PERSON) {
        let gender = match row.gender.as_deref() {
            Some("nu") => Gender::Woman,
            Some("nam") => Gender::Man,
            _ => continue,
        };
        history.add(Fact::Profile(Profile { person, gender }));
    }
    history.read_matters_of(whose_matters(app));
    history
}

/// Whether the signed-in person answers for a unit, in it or from above. Follows it.
pub fn leads(app: App, unit: &str) -> bool {
    app.row::<Unit>(UNIT, unit).is_some_and(|unit| app.my_grants().iter().any(|grant| grant.leads(&unit)))
}

/// Whose matters this device is given: those of the signed-in person, and of the units that they answer for. Follows them.
fn whose_matters(app: App) -> BTreeSet<Subject> {
    let grants = app.my_grants();
    let units = app.rows::<Unit>(UNIT).into_iter();
    let led = units.filter(|(_, unit)| grants.iter().any(|grant| grant.leads(unit))).map(|(id, _)| id);
    let led: BTreeSet<String> = led.collect();
    let people = app.rows::<Person>(PERSON).into_iter().filter(|(_, person)| led.contains(&person.unit));
    let people = people.map(|(id, _)| id).chain([app.my_id()]).map(Subject::Person);
    people.chain(led.iter().cloned().map(Subject::Collective)).collect()
}

/// Initiatives that were taken back and that no other entry knows, with whose they are. Follows facts and the outbox.
pub fn retracted(app: App) -> BTreeSet<(Subject, String)> {
    app.follow(fact::TABLE);
    let gone = taken_back(app);
    let (mut stand, mut left) = (BTreeSet::new(), BTreeSet::new());
    let mut sort = |fact: Fact, stands: bool| match fact {
        // One that was used only, the ledger does not offer.
        Fact::Initiative(one) if !one.recognised.is_empty() => {
            if stands { &mut stand } else { &mut left }.insert((one.subject, one.id));
        }
        _ => {}
    };
    app.peek(|client| {
        client.replica.each(fact::TABLE, |shown| {
            // Most facts are others: a look at the text spares reading them.
            let is_one = shown.body.text().contains("\"initiative\"");
            if let Some(entry) = is_one.then(|| shown.body.read::<Entry>()).flatten() {
                sort(entry.fact, entry.withdrawn.is_none() && gone.iter().all(|id| id != shown.id));
            }
        });
    });
    waiting(app).into_iter().for_each(|fact| sort(fact, true));
    left.difference(&stand).cloned().collect()
}

/// The same, with what a dossier keeps of its nominee where this device does not read it by itself. Answers too whether that was
/// so. Follows it.
pub fn history_with(app: App, subject: Option<&Subject>, kept: &[Fact]) -> (History, bool) {
    let mut all = history(app);
    let is_about = |entry: &Entry| entry.fact.subject().as_ref() == subject;
    let is_blind = !kept.is_empty() && !app.rows::<Entry>(fact::TABLE).iter().any(|(_, entry)| is_about(entry));
    let Some(subject) = subject.filter(|_| !kept.is_empty()) else { return (all, is_blind) };
    let is_told = !all.reads_matters_of(subject);
    let told = kept.iter().filter(|fact| is_blind || is_told && fact.is_of_lead());
    told.cloned().for_each(|fact| all.add(fact));
    all.read_matters_too(subject);
    (all, is_blind || is_told)
}

/// What waits to be sent enters facts, or puts one in the place of another.
fn enters(entry: &Entered) -> bool {
    matches!(entry.command.verb(), "fact.record" | "fact.replace") && !matches!(entry.state, EntryState::Refused(_))
}

/// What waits to be sent takes a fact back, or puts another in its place.
fn takes_back(entry: &Entered) -> bool {
    matches!(entry.command.verb(), "fact.withdraw" | "fact.replace") && !matches!(entry.state, EntryState::Refused(_))
}

/// Facts that wait to be sent. Follows the outbox.
pub fn waiting(app: App) -> Vec<Fact> {
    app.follow_queue();
    let read = |client: &Client<Emulation>| {
        let waiting = client.outbox().filter(|entry| enters(entry));
        waiting.filter_map(|entry| body::typed::<Vec<Fact>>(&entry.command.args["facts"]).ok()).flatten().collect()
    };
    app.peek(read).unwrap_or_default()
}

/// Facts whose taking back waits to be sent. Follows the outbox.
pub fn taken_back(app: App) -> Vec<String> {
    app.follow_queue();
    let read = |client: &Client<Emulation>| {
        let waiting = client.outbox().filter(|entry| takes_back(entry));
        waiting.map(|entry| entry.command.entity.clone()).collect()
    };
    app.peek(read).unwrap_or_default()
}

/// Today, by the clock that the server corrects.
pub fn today(app: App) -> NaiveDate {
    date::today(time::now().saturating_add(app.sync.with(|sync| sync.skew_ms)))
}

/// A calendar year as it is judged on a day.
pub fn term_of_year(year: i32, on: NaiveDate) -> Term {
    let day = |month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or(on);
    Term { year, period: Span { from: day(1, 1), to: day(12, 31) }, on }
}

/// The term of an achievement period as a form has it; what is not given is the calendar year.
pub fn term(from: Option<When>, to: Option<When>, on: NaiveDate) -> Term {
    let year = to.or(from).map_or(on.year(), When::year);
    let whole = term_of_year(year, on);
    let from = from.and_then(When::first).unwrap_or(whole.period.from);
    let to = to.and_then(When::last).unwrap_or(whole.period.to);
    let period = if from <= to { Span { from, to } } else { whole.period };
    Term { period, ..whole }
}

/// Whom a nomination puts forward, as far as it says.
pub fn subject(person: &str, collective: &str) -> Option<Subject> {
    match (person, collective) {
        ("", "") => None,
        ("", unit) => Some(Subject::Collective(unit.to_owned())),
        (person, _) => Some(Subject::Person(person.to_owned())),
    }
}
