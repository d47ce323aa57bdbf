//! What is known of one person or collective: every fact with its source, and what may be entered more.

use chrono::NaiveDate;
use leptos::prelude::*;
use serde_json::json;
use thidua_domain::date::When;
use thidua_domain::eligibility::{Finding, Question, judge};
use thidua_domain::history::Subject;
use thidua_domain::history::fact::{
    self, Answer, Discipline, Entry, Fact, Initiative, Known as Vouched, Matter, MatterKind, Rated, Recognition, Title,
    Topic,
};
use thidua_domain::nomination::Kind;
use thidua_domain::org::{PERSON, Person};
use thidua_domain::policy::{Act, Target};
use thidua_domain::rules::need::{Level, Need, Reach, Severity};
use thidua_domain::rules::{self, RuleSet};
use thidua_sync::command::Base;
use thidua_sync::order;

use super::{known, words};
use crate::browser::{device, time};
use crate::components::button::{Button, Press};
use crate::components::card::{Card, Notice, Tone};
use crate::components::date_field::DateField;
use crate::components::dialog::Dialog;
use crate::components::icon::Glyph;
use crate::components::select::{Choice, SelectField};
use crate::components::status::Pill;
use crate::components::text_field::{TextArea, TextField};
use crate::pages::activities::words::why_not;
use crate::state::{App, app};
use crate::text::{error_text, said, t};

/// One line of what is known.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    id: String,
    day: Option<NaiveDate>,
    what: String,
    detail: String,
    gone: Option<String>,
}

/// All facts of one subject, newest first, and a form for one more where the reader may enter it.
#[component]
pub fn Known(subject: Subject) -> impl IntoView {
    let app = app();
    let subject = StoredValue::new(subject);
    let lines = Memo::new(move |_| subject.with_value(|subject| lines(app, subject)));
    let may = Memo::new(move |_| {
        app.follow(thidua_domain::org::GRANT);
        let unit = match subject.get_value() {
            Subject::Collective(unit) => unit,
            Subject::Person(id) => app.row::<Person>(PERSON, &id).map(|row| row.unit).unwrap_or_default(),
        };
        app.may(Act::RecordFact, Target::unit(&unit))
    });
    let taking_back = RwSignal::new(None::<String>);
    let drawn = move || {
        let may = may.get();
        let line = |line: Line| {
            let is_gone = line.gone.is_some();
            let gone = line.gone.map(|why| view! { <Pill tone=Tone::Plain label=why/> });
            let (id, what) = (line.id, line.what.clone());
            let take_back = (may && !is_gone).then(|| {
                let press = move |()| taking_back.set(Some(id.clone()));
                view! { <Button kind=Press::Quiet icon=Glyph::Undo label=t!("history-take-back") on_press=press/> }
            });
            view! {
                <li class="list-item">
                    <span class="grow"><span class="list-title">{what}</span><span class="list-sub full">{line.detail}</span></span>
                    {gone}
                    {take_back}
                </li>
            }
        };
        lines.get().into_iter().map(line).collect_view()
    };
    view! {
        <Card title=said("history-title") aside=move || t!("history-count", count = lines.read().len())>
            <Show when=move || !lines.read().is_empty() fallback=|| view! { <p class="muted">{said("history-none")}</p> }>
                <ul class="list" role="list">{drawn}</ul>
            </Show>
        </Card>
        <TakeBack shown=taking_back/>
        <Show when=move || may.get()>
            <Entering subject=subject.get_value()/>
        </Show>
    }
}

fn lines(app: App, subject: &Subject) -> Vec<Line> {
    let rows = app.rows::<Entry>(fact::TABLE).into_iter();
    let of = |(_, entry): &(String, Entry)| entry.fact.subject().as_ref() == Some(subject);
    let mut lines: Vec<Line> = rows.filter(of).map(|(id, entry)| line(app, id, entry)).collect();
    order::sort_by_key(&mut lines, |line| (std::cmp::Reverse(line.day), line.what.clone()));
    lines
}

fn line(app: App, id: String, entry: Entry) -> Line {
    let short = |day: NaiveDate| When::Day(day).to_string();
    let of_year = |year: i32| NaiveDate::from_ymd_opt(year, 12, 31);
    let (day, what, detail) = match &entry.fact {
        Fact::Title(title) => (
            Some(title.day),
            words::award_name(app, &title.award),
            t!(
                "history-title-detail",
                year = title.year.to_string(),
                decision = &title.decision,
                day = short(title.day)
            ),
        ),
        Fact::Initiative(one) => {
            let reach = one.recognised.iter().map(|seen| seen.reach).max().map(words::reach_name).unwrap_or_default();
            let used = one.uses.iter().map(|used| words::award_name(app, &used.award)).collect::<Vec<_>>().join(", ");
            let detail = match used.is_empty() {
                true => t!("history-initiative-free", reach = reach),
                false => t!("history-initiative-used", reach = reach, used = used),
            };
            (one.recognised.iter().map(|seen| seen.day).max(), t!("history-initiative", id = &one.id), detail)
        }
        Fact::Rated(rated) => {
            (of_year(rated.year), words::level_name(rated.level), t!("history-of-year", year = rated.year.to_string()))
        }
        Fact::Discipline(one) => (Some(one.day), t!("history-discipline"), short(one.day)),
        Fact::Matter(one) => {
            let detail = match one.settled {
                Some(settled) => t!("history-matter-settled", from = short(one.from), to = short(settled)),
                None => t!("history-matter-open", from = short(one.from)),
            };
            (Some(one.from), t!("history-matter", id = &one.id), detail)
        }
        Fact::Service(one) => (Some(one.from), one.post.clone(), t!("history-since", day = short(one.from))),
        Fact::Membership(one) => {
            let name = app.row::<Person>(PERSON, &one.person).map_or_else(|| one.person.clone(), |row| row.full_name());
            (Some(one.from), t!("history-member", name = name), t!("history-since", day = short(one.from)))
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
    };
    let detail = if entry.source.is_empty() { detail } else { format!("{detail} · {}", entry.source) };
    Line { id, day, what, detail, gone: entry.withdrawn.map(|_| t!("state-withdrawn")) }
}

/// What was entered by mistake is taken back with a reason, and stays to be read.
#[component]
fn TakeBack(shown: RwSignal<Option<String>>) -> impl IntoView {
    let app = app();
    let (reason, wrong) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let send = move |()| {
        let words = device::nfc(reason.read_untracked().trim());
        if words.is_empty() {
            return wrong.set(t!("error-reason-missing"));
        }
        let Some(id) = shown.get_untracked() else { return };
        leptos::task::spawn_local(async move {
            let sent = app.send("fact.withdraw@1", &id, Base::default(), json!({ "reason": words }), None).await;
            match sent {
                Ok(()) => {
                    reason.set(String::new());
                    shown.set(None);
                }
                Err(why) => wrong.set(why_not(&why)),
            }
        });
    };
    view! {
        <Dialog open=Signal::derive(move || shown.read().is_some()) on_close=move |()| shown.set(None) title=said("history-take-back") sheet=true>
            <div class="stack">
                <p>{said("history-take-back-words")}</p>
                <TextArea
                    label=said("history-take-back-reason")
                    value=reason
                    on_input=move |words| { reason.set(words); wrong.set(String::new()); }
                    error=wrong
                    required=true
                />
                <div class="row wrap end">
                    <Button kind=Press::Quiet label=said("cancel") on_press=move |()| shown.set(None)/>
                    <Button kind=Press::Main label=said("history-take-back") on_press=send/>
                </div>
            </div>
        </Dialog>
    }
}

/// The kinds of facts that a person may enter here.
const KINDS: [&str; 7] = ["title", "rated", "initiative", "answer", "discipline", "matter", "known"];

/// One fact being entered.
#[derive(Clone, Copy)]
struct Form {
    app: App,
    subject: StoredValue<Subject>,
    kind: RwSignal<String>,
    /// Award, level, reach, criterion or topic, as the kind asks.
    choice: RwSignal<String>,
    year: RwSignal<String>,
    day: RwSignal<String>,
    number: RwSignal<String>,
    yes: RwSignal<bool>,
    said: RwSignal<Option<(Tone, String)>>,
}

impl Form {
    /// The fact, or the code of what is missing.
    fn fact(self) -> Result<Fact, &'static str> {
        let subject = self.subject.get_value();
        let year = || self.year.get_untracked().parse::<i32>().ok().filter(|year| (1900..=2200).contains(year));
        let year = || year().ok_or("year_unreal");
        let day = || match self.day.get_untracked().parse() {
            Ok(When::Day(day)) => Ok(day),
            _ => Err("date_unreal"),
        };
        let choice = || Some(self.choice.get_untracked()).filter(|choice| !choice.is_empty()).ok_or("choice_missing");
        let number = || {
            let number = self.number.get_untracked().trim().to_owned();
            if number.is_empty() { Err("number_missing") } else { Ok(number) }
        };
        Ok(match self.kind.get_untracked().as_str() {
            "title" => Fact::Title(Title {
                subject,
                award: choice()?,
                year: year()?,
                period: None,
                ground: Kind::CongTrang,
                decision: number()?,
                day: day()?,
                revoked: None,
            }),
            "rated" => Fact::Rated(Rated { subject, year: year()?, level: named(LEVELS, &choice()?)? }),
            "initiative" => Fact::Initiative(Initiative {
                id: number()?,
                subject,
                recognised: vec![Recognition { reach: named(REACHES, &choice()?)?, day: day()? }],
                uses: Vec::new(),
            }),
            "answer" => {
                Fact::Answer(Answer { subject, code: choice()?, year: year()?, is_met: self.yes.get_untracked() })
            }
            "discipline" => Fact::Discipline(Discipline {
                id: number()?,
                subject,
                severity: named(SEVERITIES, &choice()?)?,
                day: day()?,
            }),
            "matter" => Fact::Matter(Matter {
                id: number()?,
                subject,
                what: named(MATTERS, &choice()?)?,
                from: day()?,
                settled: None,
            }),
            _ => Fact::Known(Vouched {
                subject: Some(subject),
                topic: named(TOPICS, &choice()?)?,
                from: None,
                to: year()?,
            }),
        })
    }

    fn send(self) {
        let fact = match self.fact() {
            Ok(fact) => fact,
            Err(code) => return self.said.set(Some((Tone::Bad, error_text(code)))),
        };
        leptos::task::spawn_local(async move {
            let args = json!({ "facts": [fact] });
            let sent = self.app.send("fact.record@1", &time::record_id(), Base::default(), args, None).await;
            self.said.set(Some(match sent {
                Ok(()) => (Tone::Good, t!("history-entered")),
                Err(why) => (Tone::Bad, why_not(&why)),
            }));
            self.number.set(String::new());
        });
    }
}

const LEVELS: &[(&str, Level)] =
    &[("excellent", Level::Excellent), ("good", Level::Good), ("done", Level::Done), ("not_done", Level::NotDone)];
const REACHES: &[(&str, Reach)] = &[("unit", Reach::Unit), ("ministry", Reach::Ministry), ("nation", Reach::Nation)];
const SEVERITIES: &[(&str, Severity)] =
    &[("reprimand", Severity::Reprimand), ("warning", Severity::Warning), ("beyond", Severity::Beyond)];
const MATTERS: &[(&str, MatterKind)] = &[
    ("complaint", MatterKind::Complaint),
    ("discipline", MatterKind::Discipline),
    ("inspection", MatterKind::Inspection),
    ("investigation", MatterKind::Investigation),
    ("press", MatterKind::Press),
];
const TOPICS: &[(&str, Topic)] = &[
    ("titles", Topic::Titles),
    ("ratings", Topic::Ratings),
    ("initiatives", Topic::Initiatives),
    ("discipline", Topic::Discipline),
    ("matters", Topic::Matters),
    ("members", Topic::Members),
];

fn named<T: Copy>(all: &[(&str, T)], name: &str) -> Result<T, &'static str> {
    all.iter().find(|(known, _)| *known == name).map(|(_, value)| *value).ok_or("choice_missing")
}

#[component]
fn Entering(subject: Subject) -> impl IntoView {
    let app = app();
    let form = Form {
        app,
        subject: StoredValue::new(subject),
        kind: RwSignal::new("rated".to_owned()),
        choice: RwSignal::default(),
        year: RwSignal::new(chrono::Datelike::year(&known::today(app)).to_string()),
        day: RwSignal::default(),
        number: RwSignal::default(),
        yes: RwSignal::new(true),
        said: RwSignal::new(None),
    };
    let sets = Memo::new(move |_| known::rule_sets(app));
    let kinds = Signal::derive(|| KINDS.into_iter().map(|kind| Choice::new(kind, kind_name(kind))).collect::<Vec<_>>());
    let pick = move |kind: String| {
        form.kind.set(kind);
        form.choice.set(String::new());
        form.said.set(None);
    };
    let choices = Signal::derive(move || choices(form, &sets.read()));
    let has = move |kinds: &'static [&'static str]| move || kinds.contains(&form.kind.read().as_str());
    let yes_choices = Signal::derive(|| {
        vec![Choice::new("yes", t!("history-answer-yes")), Choice::new("no", t!("history-answer-no"))]
    });
    let choice_label = Signal::derive(move || choice_label(&form.kind.read()));
    let number_label = Signal::derive(move || number_label(&form.kind.read()));
    view! {
        <Card title=said("history-enter")>
            <SelectField label=said("history-kind") value=form.kind choices=kinds on_change=pick/>
            <SelectField label=choice_label placeholder=said("select-none") value=form.choice choices on_change=move |one: String| form.choice.set(one)/>
            <Show when=has(&["answer"])>
                <SelectField
                    label=said("history-answer")
                    value=Signal::derive(move || if form.yes.get() { "yes".to_owned() } else { "no".to_owned() })
                    choices=yes_choices
                    on_change=move |one: String| form.yes.set(one == "yes")
                />
            </Show>
            <div class="two">
                <Show when=has(&["title", "rated", "answer", "known"])>
                    <TextField label=said("history-year") value=form.year on_input=move |year| form.year.set(year)/>
                </Show>
                <Show when=has(&["title", "initiative", "discipline", "matter"])>
                    <DateField label=said("history-day") value=form.day on_input=move |day| form.day.set(day)/>
                </Show>
            </div>
            <Show when=has(&["title", "initiative", "discipline", "matter"])>
                <TextField label=number_label value=form.number on_input=move |number| form.number.set(number)/>
            </Show>
            {move || form.said.get().map(|(tone, words)| view! { <div role="status"><Notice tone title=words/></div> })}
            <div class="row wrap end">
                <Button kind=Press::Main icon=Glyph::Plus label=said("history-add") on_press=move |()| form.send()/>
            </div>
        </Card>
    }
}

fn kind_name(kind: &str) -> String {
    match kind {
        "title" => t!("topic-titles"),
        "rated" => t!("topic-ratings"),
        "initiative" => t!("topic-initiatives"),
        "answer" => t!("history-kind-answer"),
        "discipline" => t!("topic-discipline"),
        "matter" => t!("topic-matters"),
        _ => t!("history-kind-known"),
    }
}

fn choice_label(kind: &str) -> String {
    match kind {
        "title" => t!("nomination-field-award"),
        "rated" => t!("history-level"),
        "initiative" => t!("history-reach"),
        "answer" => t!("history-criterion"),
        "discipline" => t!("history-severity"),
        "matter" => t!("history-what"),
        _ => t!("history-topic"),
    }
}

fn number_label(kind: &str) -> String {
    match kind {
        "title" | "discipline" => t!("history-decision"),
        "initiative" => t!("history-initiative-id"),
        _ => t!("history-file"),
    }
}

fn choices(form: Form, sets: &[RuleSet]) -> Vec<Choice> {
    let of = |name: &str, label: String| Choice::new(name, label);
    match form.kind.get().as_str() {
        "title" => {
            let who = form.subject.with_value(Subject::who);
            let awards =
                rules::rule_set_on(sets, known::today(form.app)).into_iter().flat_map(|set| set.awards.clone());
            let fits = awards.filter(|rule| rule.routes.iter().any(|route| route.subject == who));
            fits.map(|rule| Choice::new(rule.award, rule.name)).collect()
        }
        "rated" => LEVELS.iter().map(|(name, level)| of(name, words::level_name(*level))).collect(),
        "initiative" => REACHES.iter().map(|(name, reach)| of(name, words::reach_name(*reach))).collect(),
        "discipline" => SEVERITIES.iter().map(|(name, one)| of(name, words::severity_name(*one))).collect(),
        "matter" => MATTERS.iter().map(|(name, one)| of(name, matter_name(*one))).collect(),
        "answer" => criteria(form, sets),
        _ => TOPICS.iter().map(|(name, topic)| of(name, words::topic_name(*topic))).collect(),
    }
}

fn matter_name(matter: MatterKind) -> String {
    match matter {
        MatterKind::Discipline => t!("matter-discipline"),
        MatterKind::Inspection => t!("matter-inspection"),
        MatterKind::Investigation => t!("matter-investigation"),
        MatterKind::Complaint => t!("matter-complaint"),
        MatterKind::Press => t!("matter-press"),
    }
}

/// The criteria of which only people can tell, of the awards that this subject may get.
fn criteria(form: Form, sets: &[RuleSet]) -> Vec<Choice> {
    let today = known::today(form.app);
    let Some(set) = rules::rule_set_on(sets, today) else { return Vec::new() };
    let year = form.year.get().parse().unwrap_or_default();
    let history = thidua_domain::history::History::default();
    let term = known::term_of_year(year, today);
    let mut found = Vec::new();
    for rule in &set.awards {
        let judged = form.subject.with_value(|subject| {
            let question = Question { award: &rule.award, subject, ground: Kind::CongTrang, term };
            judge(set, &question, &history).map(|judgement| judgement.findings)
        });
        for finding in judged.unwrap_or_default() {
            gather(form.app, &rule.name, &finding, &mut found);
        }
    }
    found
}

fn gather(app: App, award: &str, finding: &Finding<'_>, found: &mut Vec<Choice>) {
    if matches!(finding.needed, Need::Manual) && found.iter().all(|choice| choice.value != finding.code) {
        found.push(Choice::new(finding.code, words::need(app, finding.code, finding.needed)).in_group(award));
    }
    finding.parts.iter().for_each(|part| gather(app, award, part, found));
}
