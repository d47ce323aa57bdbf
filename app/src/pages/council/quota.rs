//! How a session uses its quotas, and hints for those who choose. Of more that passed than a quota allows the highest votes come
//! first, and among equals at the cut the chair chooses.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use serde_json::json;
use thidua_domain::council::acts;
use thidua_domain::council::batch::{Taken, Way, weigh};
use thidua_domain::council::cut::{Cut, Ranked, cut};
use thidua_domain::council::entry::LEVEL;
use thidua_domain::council::rows::{Case, CaseState, Outcome, RESULT, Stage, TIE, Tie};
use thidua_domain::eligibility::batch::{Candidate, Hint, QuotaUse};
use thidua_domain::history::fact::Fact;
use thidua_domain::history::{History, Subject};
use thidua_domain::org::{PERSON, Person};
use thidua_domain::rules::terms::{Quota, QuotaBase};
use thidua_domain::rules::{AwardRule, RuleSet, TABLE};

use super::known::{self, waiting};
use super::open::Open;
use super::words;
use crate::components::button::{Button, Press};
use crate::components::card::{Card, Notice, Tone};
use crate::components::choices::Choices;
use crate::components::dialog::Dialog;
use crate::components::select::Choice;
use crate::components::status::Pill;
use crate::pages::awards::given::{self, GivenFields};
use crate::pages::awards::known as awards;
use crate::text::{said, t};

/// One quota of the session, and where it cuts.
#[derive(Clone, Debug, PartialEq)]
struct Use {
    award: String,
    article: String,
    verified: bool,
    percent: u32,
    taken: i64,
    used: i64,
    /// None where the number of which it is a part is not known here.
    allowed: Option<i64>,
    /// The chair chooses among all that passed, whatever their votes.
    by_chair: bool,
    cut: Cut,
    /// Nominations that come first among equals: women, and collectives that are mostly women.
    women: Vec<String>,
}

/// What is told of a session's dossiers.
#[derive(Clone, Debug, Default, PartialEq)]
struct Told {
    uses: Vec<Use>,
    /// Numbers that are asked for: code and award.
    asks: Vec<(String, String)>,
    /// Award, how many of those who may be given it work directly, and of how many.
    direct: Vec<(String, i64, i64)>,
}

/// The session's dossiers that the reader sees and takes part in. Followed.
fn dossiers(open: Open) -> impl Iterator<Item = known::Dossier> {
    let is_there = |one: &known::Dossier| !one.leaving && one.case.state != CaseState::Dropped;
    known::dossiers(open.app, &open.known.read().id).into_iter().filter(is_there)
}

/// The dossiers that passed, with their votes. Followed.
fn passed(open: Open) -> Vec<(Case, u32)> {
    let read = |one: known::Dossier| {
        let outcome = open.app.row::<Outcome>(RESULT, &one.id).filter(|outcome| outcome.passed)?;
        Some((Arc::unwrap_or_clone(one.case), outcome.yes))
    };
    dossiers(open).filter_map(read).collect()
}

/// The chair's order, the one that waits before the server's.
fn choice(open: Open, award: &str) -> Vec<String> {
    let session = open.known.read().id.clone();
    let of = |command: &&thidua_sync::command::Command| {
        command.kind == acts::TIE && command.entity == session && command.args["award"].as_str() == Some(award)
    };
    if let Some(command) = waiting(open.app).iter().rev().find(of) {
        return thidua_sync::body::typed(&command.args["order"]).unwrap_or_default();
    }
    open.app.row::<Tie>(TIE, &format!("{session}.{award}")).map(|tie| tie.order).unwrap_or_default()
}

/// Whom a dossier is about. Followed.
fn candidate(open: Open, case: &Case) -> Option<Candidate> {
    let read = |name: &str| words::dossier_text(case, name);
    let subject = awards::subject(&read("person"), &read("collective"))?;
    let is_direct = person(open, &subject).is_some_and(|person| person.direct);
    Some(Candidate { subject, is_direct })
}

fn person(open: Open, subject: &Subject) -> Option<Person> {
    matches!(subject, Subject::Person(_)).then(|| open.app.row::<Person>(PERSON, subject.id()))?
}

/// What dossiers keep of whom they are about; nothing where no award of the session has a quota. Followed.
fn kept(open: Open) -> Vec<(Subject, Vec<Fact>)> {
    let Some(set) = open.app.row::<RuleSet>(TABLE, &open.known.read().session.rules) else { return Vec::new() };
    let has_quota = |one: &known::Dossier| {
        set.award(&words::dossier_text(&one.case, "award")).is_some_and(|rule| !rule.quotas.is_empty())
    };
    let of = |one: known::Dossier| Some((candidate(open, &one.case)?.subject, one.case.facts.clone()));
    dossiers(open).filter(has_quota).filter_map(of).collect()
}

/// What is known here, and what the dossiers keep of those of whom nothing is. Nothing where nothing is kept. Followed.
fn history(open: Open, kept: &[(Subject, Vec<Fact>)]) -> History {
    if kept.is_empty() {
        return History::default();
    }
    let mut history = awards::history(open.app);
    for (subject, facts) in kept {
        let file = history.file(subject);
        if file.genders.is_empty() && file.members.is_empty() {
            facts.iter().cloned().for_each(|fact| history.add(fact));
        }
    }
    history
}

/// All that is told, of the dossiers on this device alone. Followed.
fn told(open: Open, history: &History) -> Told {
    let (app, session) = (open.app, open.known.read().session.clone());
    let Some(set) = app.row::<RuleSet>(TABLE, &session.rules) else { return Told::default() };
    let (mut taken, mut cases) = (Vec::new(), Vec::new());
    for one in dossiers(open) {
        let way = match app.row::<Outcome>(RESULT, &one.id) {
            None => Way::Open,
            Some(outcome) if outcome.passed => Way::Passed,
            Some(_) => Way::Failed,
        };
        taken.push(Taken { award: words::dossier_text(&one.case, "award"), who: candidate(open, &one.case), way });
        cases.push(one.case);
    }
    let term = awards::term_of_year(session.year, awards::today(app));
    let (is_closed, given) = (session.state == Stage::Closed, open.given.numbers(&open.known.read().id));
    let found = weigh(&set, &taken, is_closed, &given, (term, history));
    let here: Vec<(&QuotaUse<'_>, i64)> =
        found.quotas.iter().map(|(quota, taken)| (quota, *taken)).filter(|(_, taken)| *taken > 0).collect();
    let passed = passed(open);
    let women = |award: &str| {
        let of = |hint: &Hint<'_>| match hint {
            Hint::WomenFirst { award: named, ids } if *named == award => ids.clone(),
            _ => Vec::new(),
        };
        let ids: Vec<String> = found.hints.iter().flat_map(of).collect();
        let is_one = |(one, _): &(&Taken, &Arc<Case>)| {
            one.award == award && one.who.as_ref().is_some_and(|who| ids.iter().any(|id| id == who.subject.id()))
        };
        taken.iter().zip(&cases).filter(is_one).map(|(_, case)| case.nomination.clone()).collect()
    };
    let one = |(quota, taken): &(&QuotaUse<'_>, i64)| Use {
        award: quota.award.to_owned(),
        article: quota.article.to_owned(),
        verified: quota.verified,
        percent: quota.percent,
        taken: *taken,
        used: quota.used,
        allowed: quota.allowed,
        by_chair: set.award(quota.award).is_some_and(|rule| rule.rank(1) == 0),
        cut: cut_of(open, &set, &passed, quota),
        women: women(quota.award),
    };
    // Of people whose rows are elsewhere nobody can tell here whether they work directly.
    let is_unknown = |one: &Taken| {
        let subject = one.who.as_ref().map(|who| &who.subject);
        subject.is_some_and(|subject| matches!(subject, Subject::Person(_)) && person(open, subject).is_none())
    };
    let share = |hint: &Hint<'_>| match hint {
        Hint::DirectShare { award, direct, of } => {
            let is_known = !taken.iter().any(|one| one.award == *award && is_unknown(one));
            is_known.then(|| ((*award).to_owned(), *direct, *of))
        }
        Hint::WomenFirst { .. } => None,
    };
    Told {
        uses: here.iter().map(one).collect(),
        asks: given::asks(app, here.iter().map(|(quota, _)| *quota)),
        direct: found.hints.iter().filter_map(share).collect(),
    }
}

fn cut_of(open: Open, set: &RuleSet, passed: &[(Case, u32)], quota: &QuotaUse<'_>) -> Cut {
    let ours = passed.iter().filter(|(case, _)| words::dossier_text(case, "award") == quota.award);
    let rank = |yes: u32| set.award(quota.award).map_or(yes, |rule| rule.rank(yes));
    let ranked: Vec<Ranked> =
        ours.map(|(case, yes)| Ranked { nomination: case.nomination.clone(), yes: rank(*yes) }).collect();
    let places = quota.allowed.and_then(|allowed| usize::try_from(allowed).ok()).unwrap_or(ranked.len());
    cut(&ranked, places, &choice(open, quota.award))
}

/// Those beyond a quota, or not chosen among equals yet. Followed.
pub fn beyond(open: Open) -> Vec<String> {
    told(open, &History::default())
        .uses
        .into_iter()
        .flat_map(|one| one.cut.beyond.into_iter().chain(one.cut.tied))
        .collect()
}

/// Numbers for which the rule set asks before these can be published: code and award. Followed.
pub fn asked(open: Open, chosen: &[String]) -> Vec<(String, String)> {
    let Some(set) = open.app.row::<RuleSet>(TABLE, &open.known.read().session.rules) else { return Vec::new() };
    let cases = passed(open).into_iter().filter(|(case, _)| chosen.contains(&case.nomination));
    let awards: Vec<String> = cases.map(|(case, _)| words::dossier_text(&case, "award")).collect();
    let ours = set.awards.iter().filter(|rule| rule.level == LEVEL && awards.contains(&rule.award));
    let of = |rule: &AwardRule, quota: &Quota| match &quota.of {
        QuotaBase::Given { code } if !quota.may_exceed => {
            Some((code.clone(), words::award_name(open.app, &rule.award)))
        }
        _ => None,
    };
    ours.flat_map(|rule| rule.quotas.iter().filter_map(move |quota| of(rule, quota))).collect()
}

#[component]
pub fn Quotas(open: Open) -> impl IntoView {
    let kept = Memo::new(move |_| kept(open));
    let history = Memo::new(move |_| history(open, &kept.read()));
    let told = Memo::new(move |_| told(open, &history.read()));
    let uses = Memo::new(move |_| told.read().uses.clone());
    let asks = Memo::new(move |_| told.read().asks.clone());
    let direct = Memo::new(move |_| told.read().direct.clone());
    let names = Memo::new(move |_| {
        let name = |one: known::Dossier| (one.case.nomination.clone(), one.case.nominee.name.clone());
        dossiers(open).map(name).collect::<BTreeMap<String, String>>()
    });
    let draw = move || uses.get().into_iter().map(|one| view! { <OneQuota open one names direct/> }).collect_view();
    let hints = move || {
        let line = |(award, ..): &(String, i64, i64)| share(open, &direct.read(), award);
        direct.read().iter().filter_map(line).map(|words| view! { <li>{words}</li> }).collect_view()
    };
    let of = Signal::derive(move || open.known.read().id.clone());
    view! {
        <Show when=move || !uses.read().is_empty() || !direct.read().is_empty()>
            <Card title=said("council-quota")>
                <div class="stack">
                    {draw}
                    <GivenFields given=open.given of asks/>
                    <Show when=move || !direct.read().is_empty()>
                        <div class="stack tight">
                            <h3>{said("council-quota-hints")}</h3>
                            <ul class="plain-list" role="list">{hints}</ul>
                        </div>
                    </Show>
                </div>
            </Card>
        </Show>
    }
}

/// How many of those who may be given an award work directly.
fn share(open: Open, direct: &[(String, i64, i64)], award: &str) -> Option<String> {
    let (_, direct, of) = direct.iter().find(|(named, ..)| named == award)?;
    Some(t!("eligible-direct", award = words::award_name(open.app, award), direct = *direct, of = *of))
}

type Shares = Memo<Vec<(String, i64, i64)>>;

#[component]
fn OneQuota(open: Open, one: Use, names: Memo<BTreeMap<String, String>>, direct: Shares) -> impl IntoView {
    let is_chair = Memo::new(move |_| open.known.read().chairs);
    let listed = move |ids: &[String]| {
        let names = names.read();
        ids.iter().map(|id| names.get(id).cloned().unwrap_or_default()).collect::<Vec<_>>().join(", ")
    };
    let award = words::award_name(open.app, &one.award);
    let (tone, sum) = match one.allowed {
        None => {
            let sum = t!(
                "council-quota-unknown",
                award = award.clone(),
                taken = one.taken,
                used = one.used,
                percent = one.percent
            );
            (Tone::Wait, sum)
        }
        Some(allowed) => {
            let tone = if one.used > allowed { Tone::Bad } else { Tone::Good };
            let sum = t!(
                "council-quota-use",
                award = award.clone(),
                taken = one.taken,
                used = one.used,
                allowed = allowed,
                percent = one.percent
            );
            (tone, sum)
        }
    };
    let label = match tone {
        Tone::Bad => t!("council-quota-over"),
        Tone::Good => t!("council-quota-within"),
        _ => t!("council-quota-open"),
    };
    let (beyond, tied) = (StoredValue::new(one.cut.beyond), StoredValue::new(one.cut.tied));
    let by_chair = one.by_chair;
    let asked = if by_chair { "council-chair-chooses" } else { "council-tied" };
    let has_ties = tied.with_value(|tied| !tied.is_empty());
    let has_beyond = beyond.with_value(|beyond| !beyond.is_empty());
    let first = StoredValue::new(one.women);
    let has_first = first.with_value(|women| !women.is_empty());
    let women = move |ids: &[String]| t!("eligible-women", award = award.clone(), names = listed(ids));
    let verified = (!one.verified).then(|| view! { <Pill tone=Tone::Wait label=said("unverified")/> });
    view! {
        <div class="stack tight">
            <p>{sum}</p>
            <p class="row wrap"><Pill tone label/>{verified}<span class="muted">{one.article}</span></p>
            <Show when=move || has_beyond>
                <p>{move || {
                    let names = beyond.with_value(|ids| listed(ids));
                    if by_chair { t!("council-quota-not-chosen", names = names) } else { t!("council-quota-beyond", names = names) }
                }}</p>
            </Show>
            <Show when=move || has_first>
                <p class="muted">{first.with_value(|ids| women(ids))}</p>
            </Show>
            <Show when=move || has_ties>
                <Notice tone=Tone::Wait title=said(asked) words=Signal::derive(move || tied.with_value(|ids| listed(ids)))/>
            </Show>
            <Show when=move || has_ties && is_chair.get()>
                <Choose open award=one.award.clone() asked tied first names direct/>
            </Show>
        </div>
    }
}

/// Those of some that are among others too, in their order.
fn both(some: &[String], others: &[String]) -> Vec<String> {
    some.iter().filter(|id| others.contains(id)).cloned().collect()
}

/// The chair ticks those with as many votes in the order in which they come.
#[component]
fn Choose(
    open: Open,
    award: String,
    asked: &'static str,
    tied: StoredValue<Vec<String>>,
    first: StoredValue<Vec<String>>,
    names: Memo<BTreeMap<String, String>>,
    direct: Shares,
) -> impl IntoView {
    let (shown, chosen, award) = (RwSignal::new(false), RwSignal::new(Vec::<String>::new()), StoredValue::new(award));
    let choices = move || {
        let name = |id: &String| Choice::new(id.clone(), names.read().get(id).cloned().unwrap_or_default());
        tied.with_value(|tied| tied.iter().map(name).collect::<Vec<_>>())
    };
    let women = move || {
        let women = first.with_value(|first| tied.with_value(|tied| both(tied, first)));
        let listed = women.iter().filter_map(|id| names.read().get(id).cloned()).collect::<Vec<_>>().join(", ");
        let award = words::award_name(open.app, &award.read_value());
        (!women.is_empty()).then(|| view! { <p>{t!("eligible-women", award = award, names = listed)}</p> })
    };
    let working =
        move || share(open, &direct.read(), &award.read_value()).map(|words| view! { <p class="muted">{words}</p> });
    let is_part = Signal::derive(move || tied.with_value(|tied| chosen.read().len() < tied.len()));
    let send = move |()| {
        shown.set(false);
        open.send(acts::TIE, json!({ "award": award.get_value(), "order": chosen.get_untracked() }));
    };
    view! {
        <div class="row wrap"><Button kind=Press::Line label=said("council-tied-choose") on_press=move |()| shown.set(true)/></div>
        <Dialog open=shown on_close=move |()| shown.set(false) title=said("council-tied-choose")>
            <p>{said("council-tied-words")}</p>
            {women}
            {working}
            <Choices label=said(asked) choices=Signal::derive(choices) chosen on_change=move |ids| chosen.set(ids)/>
            <div class="row wrap end">
                <Button kind=Press::Quiet label=said("cancel") on_press=move |()| shown.set(false)/>
                <Button kind=Press::Main label=said("council-tied-choose") disabled=is_part on_press=send/>
            </div>
        </Dialog>
    }
}
