//! Who of a unit meets what: everybody before every award, with quotas and hints. And one of them, with all that is known.

use std::collections::BTreeMap;

use chrono::Datelike;
use leptos::prelude::*;
use thidua_domain::eligibility::batch::{Batch, Candidate, Hint, QuotaUse, met, numbers, whole_unit};
use thidua_domain::eligibility::{Question, judge};
use thidua_domain::history::{History, Subject};
use thidua_domain::name::{self, fold, matches};
use thidua_domain::nomination::Kind;
use thidua_domain::org::{PERSON, Person, UNIT, Unit};
use thidua_domain::plan::{PLAN, Plan};
use thidua_domain::rate::Verdict;
use thidua_domain::rules::{self, RuleSet};
use thidua_sync::order;

use super::given::{self, Given, GivenFields};
use super::panel::Findings;
use super::{entry, import, known, words};
use crate::components::button::{LinkButton, Press};
use crate::components::card::{Card, EmptyState, PageHead, Tone};
use crate::components::icon::Glyph;
use crate::components::select::{Choice, SelectField};
use crate::components::status::Pill;
use crate::components::text_field::SearchField;
use crate::components::virtual_list::VirtualList;
use crate::pages::nominations::words as said_of;
use crate::pages::work;
use crate::state::{App, app};
use crate::text::{said, t};

/// What is looked at. Kept while one goes to somebody and comes back.
#[derive(Clone, Copy)]
pub struct View {
    pub unit: Memo<String>,
    pub year: Memo<i32>,
    chosen_unit: RwSignal<Option<String>>,
    chosen_year: RwSignal<Option<i32>>,
    rules: RwSignal<String>,
    pub award: RwSignal<String>,
    query: RwSignal<String>,
    /// Numbers of which quotas are a part.
    given: Given,
}

impl View {
    /// The own unit, and the year of the plan, until others are chosen.
    pub fn new(app: App) -> View {
        let (chosen_unit, chosen_year) = (RwSignal::new(None::<String>), RwSignal::new(None));
        let of_plan = move || app.rows::<Plan>(PLAN).into_iter().map(|(_, plan)| plan.year).max();
        View {
            unit: Memo::new(move |_| chosen_unit.get().or_else(|| work::home(app)).unwrap_or_default()),
            year: Memo::new(move |_| chosen_year.get().or_else(of_plan).unwrap_or_else(|| known::today(app).year())),
            chosen_unit,
            chosen_year,
            rules: RwSignal::default(),
            award: RwSignal::default(),
            query: RwSignal::default(),
            given: Given::new(app),
        }
    }

    /// Whether somebody is looked for. Followed.
    pub fn fits(self, name: &str, detail: &str) -> bool {
        matches(&fold(&format!("{name} {detail}")), &fold(&self.query.read()))
    }

    /// Judges the whole unit, and does something with it; nothing without a rule set. Follows all that it reads.
    pub fn whole<T>(self, app: App, history: &History, then: impl FnOnce(&Whole<'_>) -> T) -> Option<T> {
        let sets = known::rule_sets(app);
        let set = self.set(app, &sets)?;
        let (candidates, shown) = candidates(app, &self.unit.get());
        let term = known::term_of_year(self.year.get(), known::today(app));
        let batch = whole_unit(&set, &candidates, (Kind::CongTrang, term), history, &BTreeMap::new());
        Some(then(&Whole { candidates: &candidates, shown: &shown, batch: &batch, rules: rules_name(&set) }))
    }

    /// The chosen rule set, or the one that holds today. Followed.
    pub fn set(self, app: App, sets: &[RuleSet]) -> Option<RuleSet> {
        let chosen = self.rules.get();
        match chosen.is_empty() {
            true => rules::rule_set_on(sets, known::today(app)).cloned(),
            false => rules::rule_set(sets, &chosen).cloned(),
        }
    }
}

/// A unit before all awards.
pub struct Whole<'r> {
    pub candidates: &'r [Candidate],
    /// Name of each candidate, and what is said of them.
    pub shown: &'r [(String, String)],
    pub batch: &'r Batch<'r>,
    pub rules: String,
}

/// One candidate as the list shows them.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    id: String,
    href: String,
    name: String,
    detail: String,
    /// Verdicts by award.
    verdicts: Vec<(String, Verdict)>,
    folded: String,
}

/// What was worked out for a unit, ready to be shown.
#[derive(Clone, Debug, Default, PartialEq)]
struct Worked {
    lines: Vec<Line>,
    /// Who meets the criteria of each award.
    met: Vec<(String, Vec<Candidate>)>,
    rules: String,
}

/// How quotas would be used, and hints.
#[derive(Clone, Debug, Default, PartialEq)]
struct Counted {
    words: Vec<String>,
    /// Numbers that are asked for: code and award.
    asks: Vec<(String, String)>,
}

#[component]
pub fn UnitList(view: View) -> impl IntoView {
    let app = app();
    let history = Memo::new(move |_| known::history(app));
    let worked = Memo::new(move |_| work_out(app, view, &history.read()));
    let shown = Memo::new(move |_| {
        let (award, query) = (view.award.get(), fold(&view.query.read()));
        let fits = |line: &&Line| {
            let is_met =
                award.is_empty() || line.verdicts.iter().any(|(id, verdict)| *id == award && *verdict == Verdict::Met);
            is_met && matches(&line.folded, &query)
        };
        worked.read().lines.iter().filter(fits).cloned().collect::<Vec<_>>()
    });
    let home = Memo::new(move |_| work::home(app).unwrap_or_default());
    let units = Signal::derive(move || units(app, &home.read()));
    let sets = Signal::derive(move || {
        let named = known::rule_sets(app).into_iter().map(|set| (set.id.clone(), rules_name(&set)));
        named.map(|(id, name)| Choice::new(id, name)).collect::<Vec<_>>()
    });
    let years = Signal::derive(move || {
        let last = known::today(app).year();
        (0..8).map(|back| (last - back).to_string()).map(|year| Choice::new(year.clone(), year)).collect::<Vec<_>>()
    });
    let set_year = move |year: String| year.parse().into_iter().for_each(|year| view.chosen_year.set(Some(year)));
    let awards = Signal::derive(move || {
        let worked = worked.read();
        let ids = worked.lines.iter().flat_map(|line| &line.verdicts).map(|(id, _)| id.clone());
        // One that was chosen stays to be seen, also where another rule set does not have it.
        let ids = order::set(ids.chain([view.award.get()].into_iter().filter(|id| !id.is_empty())));
        ids.into_iter().map(|id| Choice::new(id.clone(), words::award_name(app, &id))).collect::<Vec<_>>()
    });
    let is_colleague = move || !known::leads(app, &view.unit.read());
    let path = crate::browser::address::address().path;
    view! {
        <div class="page">
            <PageHead title=said("eligible-title") note=move || worked.read().rules.clone() back=said_href() back_label=said("nomination-back")>
                <LinkButton icon=Glyph::File href="/de-nghi/dieu-kien/in".to_owned() label=said("sheet-open")/>
            </PageHead>
            <div class="two">
                <SelectField label=said("eligible-unit") value=view.unit choices=units on_change=move |id: String| view.chosen_unit.set(Some(id))/>
                <SelectField label=said("eligible-year") value=Signal::derive(move || view.year.get().to_string()) choices=years on_change=set_year/>
            </div>
            <SelectField label=said("eligible-rules") placeholder=said("eligible-rules-today") value=view.rules choices=sets on_change=move |id: String| view.rules.set(id)/>
            <Numbers view worked history/>
            <import::Way/>
            <SearchField label=said("eligible-search") value=view.query on_input=move |query| view.query.set(query)/>
            <SelectField label=said("eligible-award") placeholder=said("eligible-all-awards") value=view.award choices=awards on_change=move |award| view.award.set(award)/>
            <Show when=is_colleague>
                <p class="muted">{said("eligible-colleague")}</p>
            </Show>
            <p class="muted" role="status">{move || t!("eligible-count", count = shown.read().len())}</p>
            <Show
                when=move || !worked.read().lines.is_empty()
                fallback=|| view! { <EmptyState glyph=Glyph::Award title=said("eligible-none") words=said("eligible-none-words")/> }
            >
                <VirtualList
                    items=shown
                    key=|line: &Line| line.id.clone()
                    href=|line: &Line| line.href.clone()
                    row=move |line: Line| view! { <Row app line/> }
                    label=said("eligible-title")
                    current=path
                    guess=92.0
                />
            </Show>
        </div>
    }
}

fn said_href() -> Signal<String> {
    Signal::stored("/de-nghi".to_owned())
}

/// Quotas and hints, as if all who meet the criteria were put forward.
#[component]
fn Numbers(view: View, worked: Memo<Worked>, history: Memo<History>) -> impl IntoView {
    let app = app();
    let counted = Memo::new(move |_| counted(app, view, &worked.read(), &history.read()).unwrap_or_default());
    let asks = Memo::new(move |_| counted.read().asks.clone());
    let lines = move || counted.read().words.iter().cloned().map(|words| view! { <li>{words}</li> }).collect_view();
    let of = Signal::derive(move || given::of_year(&view.unit.read(), view.year.get()));
    view! {
        <Show when=move || !counted.read().words.is_empty()>
            <Card title=said("eligible-numbers") aside=said("eligible-numbers-note")>
                <ul class="plain-list" role="list">{lines}</ul>
                <GivenFields given=view.given of asks/>
            </Card>
        </Show>
    }
}

#[component]
fn Row(app: App, line: Line) -> impl IntoView {
    let met = line.verdicts.iter().filter(|(_, verdict)| *verdict == Verdict::Met);
    let met: Vec<String> = met.map(|(award, _)| words::award_name(app, award)).collect();
    let open = line.verdicts.iter().filter(|(_, verdict)| *verdict == Verdict::CannotJudge).count();
    let none = met.is_empty();
    let words = match (none, open) {
        (false, _) => met.join(", "),
        (true, 0) => t!("eligible-nothing-met"),
        (true, _) => t!("eligible-nothing-judged"),
    };
    view! {
        <span class="grow">
            <span class="list-title">{line.name}</span>
            <span class="list-sub full">{line.detail}</span>
            <span class="list-sub full">{words}</span>
        </span>
        <span class="list-side">
            {(!none).then(|| view! { <Pill tone=Tone::Good label=t!("eligible-met-count", count = met.len())/> })}
            {(open > 0).then(|| view! { <Pill tone=Tone::Wait label=t!("eligible-open-count", count = open)/> })}
        </span>
    }
}

/// Its decree: what stands behind the law.
fn decree_of(set: &RuleSet) -> String {
    set.basis.get(1).or(set.basis.first()).map(|one| one.number.clone()).unwrap_or_default()
}

/// A set by what its officer calls it, or by its decree, and its days.
pub fn rules_name(set: &RuleSet) -> String {
    let decree = set.title.clone();
    let decree = if decree.is_empty() { decree_of(set) } else { decree };
    let day = |day: chrono::NaiveDate| format!("{:02}/{}/{}", day.day(), day.month(), day.year());
    match set.valid_to {
        Some(last) => t!("rules-name-to", decree = decree, from = day(set.valid_from), to = day(last)),
        None => t!("rules-name", decree = decree, from = day(set.valid_from)),
    }
}

fn units(app: App, home: &str) -> Vec<Choice> {
    let mut units = app.rows::<Unit>(UNIT);
    units.retain(|(_, unit)| unit.valid_to.is_none() && work::is_below(unit, home));
    order::sort_by(&mut units, |(_, a), (_, b)| a.path.cmp(&b.path));
    units.into_iter().map(|(id, unit)| Choice::new(id, unit.name)).collect()
}

/// People of the unit and of those below it, then these as collectives.
fn candidates(app: App, root: &str) -> (Vec<Candidate>, Vec<(String, String)>) {
    let below: Vec<(String, Unit)> = app
        .rows::<Unit>(UNIT)
        .into_iter()
        .filter(|(_, unit)| unit.valid_to.is_none() && work::is_below(unit, root))
        .collect();
    let ids = order::set(below.iter().map(|(id, _)| id.clone()));
    let mut people = app.rows::<Person>(PERSON);
    people.retain(|(_, person)| ids.contains(&person.unit));
    order::sort_by_key(&mut people, |(_, person)| name::order(&person.family, &person.middle, &person.given));
    let mut candidates = Vec::new();
    let mut shown = Vec::new();
    for (id, person) in people {
        shown.push((person.full_name(), said_of::person_detail(app, &person)));
        candidates.push(Candidate { subject: Subject::Person(id), is_direct: person.direct });
    }
    for (id, unit) in below {
        shown.push((unit.name, t!("eligible-collective")));
        candidates.push(Candidate { subject: Subject::Collective(id), is_direct: false });
    }
    (candidates, shown)
}

/// Judges the whole unit. Follows all that it reads.
fn work_out(app: App, view: View, history: &History) -> Worked {
    view.whole(app, history, worked).unwrap_or_default()
}

fn worked(whole: &Whole<'_>) -> Worked {
    let mut lines: Vec<Line> = whole
        .candidates
        .iter()
        .zip(whole.shown.iter().cloned())
        .map(|(candidate, (name, detail))| {
            let id = slug(&candidate.subject);
            let (href, folded) = (format!("/de-nghi/dieu-kien/{id}"), fold(&format!("{name} {detail}")));
            Line { id, href, name, detail, verdicts: Vec::new(), folded }
        })
        .collect();
    for row in &whole.batch.rows {
        if let Some(line) = lines.get_mut(row.candidate) {
            line.verdicts.push((row.judgement.award.to_owned(), row.judgement.verdict));
        }
    }
    let met = met(&whole.batch.rows, whole.candidates).into_iter();
    let met = met.map(|(award, who)| (award.to_owned(), who.into_iter().cloned().collect())).collect();
    Worked { lines, met, rules: whole.rules.clone() }
}

/// Follows the rule sets and the numbers that are given.
fn counted(app: App, view: View, worked: &Worked, history: &History) -> Option<Counted> {
    let sets = known::rule_sets(app);
    let set = view.set(app, &sets)?;
    let term = known::term_of_year(view.year.get(), known::today(app));
    let given = view.given.numbers(&given::of_year(&view.unit.read(), view.year.get()));
    let met = worked.met.iter().map(|(award, who)| (award.as_str(), who.iter().collect())).collect();
    let (quotas, hints) = numbers(&set, &met, &given, (term, history));
    Some(Counted { words: told(app, &quotas, &hints), asks: given::asks(app, quotas.iter()) })
}

fn told(app: App, quotas: &[QuotaUse<'_>], hints: &[Hint<'_>]) -> Vec<String> {
    let quota = |quota: &QuotaUse<'_>| {
        let award = words::award_name(app, quota.award);
        match quota.allowed {
            Some(allowed) => t!(
                "eligible-quota",
                award = award,
                used = quota.used,
                allowed = allowed,
                percent = quota.percent,
                base = quota.base.unwrap_or_default()
            ),
            None => t!("eligible-quota-unknown", award = award, used = quota.used, percent = quota.percent),
        }
    };
    let hint = |hint: &Hint<'_>| match hint {
        Hint::DirectShare { award, direct, of } => {
            t!("eligible-direct", award = words::award_name(app, award), direct = *direct, of = *of)
        }
        Hint::WomenFirst { award, ids } => {
            let names: Vec<String> = ids.iter().map(|id| said_of::person_name(app, id)).collect();
            t!("eligible-women", award = words::award_name(app, award), names = names.join(", "))
        }
    };
    quotas.iter().map(quota).chain(hints.iter().map(hint)).collect()
}

/// A subject in an address: `p.<person>` or `c.<unit>`.
pub fn slug(subject: &Subject) -> String {
    match subject {
        Subject::Person(id) => format!("p.{id}"),
        Subject::Collective(id) => format!("c.{id}"),
    }
}

pub fn subject_of(slug: &str) -> Option<Subject> {
    match slug.split_once('.')? {
        ("p", id) => Some(Subject::Person(id.to_owned())),
        ("c", id) => Some(Subject::Collective(id.to_owned())),
        _ => None,
    }
}

/// One person or collective before every award, and what is known of them.
#[component]
pub fn OneSubject(view: View, slug: String) -> impl IntoView {
    let app = app();
    let back = Signal::stored("/de-nghi/dieu-kien".to_owned());
    let Some(subject) = subject_of(&slug) else {
        return view! {
            <div class="page">
                <PageHead title=said("eligible-title") back back_label=said("eligible-back")/>
                <EmptyState glyph=Glyph::Award title=said("eligible-nobody") words=said("eligible-nobody-words")/>
            </div>
        }
        .into_any();
    };
    let merits = format!("{}/{slug}", super::merits::PATH);
    let subject = StoredValue::new(subject);
    let name = move || subject.with_value(|subject| said_of::subject_name(app, subject));
    let sets = Memo::new(move |_| known::rule_sets(app));
    let history = Memo::new(move |_| known::history(app));
    let judged = move || {
        let sets = sets.read();
        let set = view.set(app, &sets)?;
        let term = known::term_of_year(view.year.get(), known::today(app));
        let one = |rule: &rules::AwardRule| {
            let question = subject.with_value(|subject| {
                judge(&set, &Question { award: &rule.award, subject, ground: Kind::CongTrang, term }, &history.read())
                    .map(|judgement| (judgement.verdict, view! { <Findings app judgement=&judgement/> }.into_any()))
            });
            question.ok().map(|(verdict, drawn)| (verdict, rule.name.clone(), drawn))
        };
        let mut all: Vec<_> = set.awards.iter().filter_map(one).collect();
        let rank = |verdict: Verdict| match verdict {
            Verdict::Met => 0,
            Verdict::CannotJudge => 1,
            Verdict::NotMet => 2,
        };
        order::sort_by_key(&mut all, |(verdict, ..)| rank(*verdict));
        let drawn = all.into_iter().map(|(verdict, name, drawn)| {
            let (tone, _) = words::verdict_look(verdict);
            let label = words::verdict_name(verdict);
            view! {
                <details class="fold">
                    <summary><span class="grow">{name}</span><Pill tone label/></summary>
                    {drawn}
                </details>
            }
        });
        Some(drawn.collect_view())
    };
    view! {
        <div class="page">
            <PageHead
                title=name
                note=move || t!("eligible-of-year", year = view.year.get().to_string())
                back
                back_label=said("eligible-back")
            />
            <div class="row wrap no-print"><LinkButton kind=Press::Line icon=Glyph::Person href=merits label=said("merits-open")/></div>
            <Card title=said("eligible-awards")>{judged}</Card>
            <entry::Known subject=subject.get_value()/>
        </div>
    }
    .into_any()
}
