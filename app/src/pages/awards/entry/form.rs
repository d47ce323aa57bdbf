//! One more fact, as it is entered.

use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;
use serde_json::{Value, json};
use thidua_domain::date::When;
use thidua_domain::history::Subject;
use thidua_domain::history::fact::{
    self, Answer, Discipline, Fact, Initiative, Known as Vouched, Matter, Membership, Rated, Recognition, Service,
    Title,
};
use thidua_domain::nomination::Kind;
use thidua_domain::record;
use thidua_sync::client::{NotPlanned, Written};
use thidua_sync::command::{Base, Fields};
use wasm_bindgen_futures::spawn_local;

use super::choices::{LEVELS, MATTERS, REACHES, SEVERITIES, TOPICS, choice_label, choices, kinds, named, number_label};
use crate::browser::{device, dom, time};
use crate::components::button::{Button, Press};
use crate::components::card::{Card, Notice, Tone};
use crate::components::date_field::DateField;
use crate::components::icon::Glyph;
use crate::components::select::{Choice, SelectField};
use crate::components::status::SaveMark;
use crate::components::text_field::TextField;
use crate::pages::activities::words::{saved, why_not};
use crate::pages::awards::known;
use crate::pages::awards::list::slug;
use crate::pages::drafts;
use crate::pages::nominations::words::{kind_name, subject_name};
use crate::state::editor::{self, Editor};
use crate::state::{App, NotTaken, app};
use crate::text::{error_text, said, t};

/// Kinds of facts by the fields that they have.
const WITH_YEAR: &[&str] = &["title", "rated", "answer", "known"];
const WITH_DAY: &[&str] = &["title", "initiative", "discipline", "matter"];
const WITH_SPAN: &[&str] = &["service", "member"];
/// What stands in `yes` where a criterion is not met.
const NO: &str = "no";
/// Where it is said what came of the last press: the focus goes there when the form begins anew.
const SAID: &str = "fact-said";

/// One fact being entered: a draft as any other, one for each of whom facts are entered. Cheap to copy.
///
/// Its fields: `kind`; `choice`, which is an award, level, reach, criterion, topic, post, member or collective, as the kind asks;
/// `year`, `day`, `number`; `ground` of an award; `until`, without which what has a span goes on, and the end of a measure's term; `yes`, which is `no` where a criterion is not met.
#[derive(Clone, Copy)]
struct Form {
    app: App,
    subject: StoredValue<Subject>,
    editor: Editor,
    /// What came of the last press.
    said: RwSignal<Option<(Tone, String)>>,
    /// With what the next draft begins; it begins as soon as this is set.
    begin: RwSignal<Fields>,
}

/// What was written, read as a fact.
struct Reader<'a> {
    app: App,
    fields: &'a Fields,
}

impl Reader<'_> {
    fn text(&self, name: &str) -> &str {
        record::text(self.fields, name).trim()
    }

    fn day(&self) -> Result<NaiveDate, &'static str> {
        match self.text("day").parse() {
            Ok(When::Day(day)) if day > known::today(self.app) => Err("date_future"),
            Ok(When::Day(day)) => Ok(day),
            _ => Err("date_unreal"),
        }
    }

    fn until(&self, from: NaiveDate) -> Result<Option<NaiveDate>, &'static str> {
        let text = self.text("until");
        match text.parse() {
            _ if text.is_empty() => Ok(None),
            Ok(When::Day(day)) if day < from => Err("end_before_start"),
            Ok(When::Day(day)) => Ok(Some(day)),
            _ => Err("date_unreal"),
        }
    }

    fn number(&self) -> Result<String, &'static str> {
        let number = device::nfc(self.text("number"));
        if number.is_empty() { Err("number_missing") } else { Ok(number) }
    }

    /// The fact, or the code of what is missing.
    fn fact(&self, subject: Subject) -> Result<Fact, &'static str> {
        let year = self.text("year").parse::<i32>().ok().filter(|year| (1945..=2200).contains(year));
        let year = year.ok_or("year_unreal");
        let choice = self.text("choice").to_owned();
        if choice.is_empty() {
            return Err("choice_missing");
        }
        Ok(match self.text("kind") {
            "title" => {
                let (year, day) = (year?, self.day()?);
                if day.year() < year {
                    return Err("decided_before_its_year");
                }
                Fact::Title(Title {
                    subject,
                    award: choice,
                    year,
                    period: None,
                    ground: ground_of(self.text("ground")),
                    decision: self.number()?,
                    day,
                    revoked: None,
                })
            }
            "rated" => Fact::Rated(Rated { subject, year: year?, level: named(LEVELS, &choice)? }),
            "initiative" => Fact::Initiative(Initiative {
                id: self.number()?,
                subject,
                recognised: vec![Recognition { reach: named(REACHES, &choice)?, day: self.day()? }],
                uses: Vec::new(),
            }),
            "answer" => Fact::Answer(Answer { subject, code: choice, year: year?, is_met: self.text("yes") != NO }),
            "discipline" => Fact::Discipline(Discipline {
                id: self.number()?,
                subject,
                severity: named(SEVERITIES, &choice)?,
                day: self.day()?,
                until: self.until(self.day()?)?,
            }),
            "matter" => Fact::Matter(Matter {
                id: self.number()?,
                subject,
                what: named(MATTERS, &choice)?,
                from: self.day()?,
                settled: None,
            }),
            "service" => {
                let from = self.day()?;
                Fact::Service(Service { person: subject.id().to_owned(), post: choice, from, to: self.until(from)? })
            }
            "member" => {
                let (collective, person) = match subject {
                    Subject::Person(person) => (choice, person),
                    Subject::Collective(collective) => (collective, choice),
                };
                let from = self.day()?;
                Fact::Membership(Membership { collective, person, from, to: self.until(from)? })
            }
            _ => Fact::Known(Vouched { subject: Some(subject), topic: named(TOPICS, &choice)?, from: None, to: year? }),
        })
    }
}

/// The ground of an award by its id; công trạng where none is named.
fn ground_of(id: &str) -> Kind {
    Kind::ALL.into_iter().find(|ground| ground.id() == id).unwrap_or(Kind::CongTrang)
}

impl Form {
    fn text(self, name: &'static str) -> Signal<String> {
        Signal::derive(move || self.editor.text(name))
    }

    /// This draft is over, and another begins.
    fn next(self, begin: Fields) {
        if self.begin.try_set(begin).is_none() {
            request_animation_frame(|| dom::focus_id(SAID));
        }
    }

    fn refused(self, why: String) {
        self.said.try_set(Some((Tone::Bad, why)));
    }

    async fn send(self) {
        let fields = self.editor.fields.get_untracked();
        let subject = self.subject.get_value();
        if let Err(code) = (Reader { app: self.app, fields: &fields }).fact(subject.clone()) {
            return self.refused(error_text(code));
        }
        let hand = async |fields: Fields, written: Written| {
            let fact = Reader { app: self.app, fields: &fields }.fact(subject.clone());
            let fact = fact.map_err(|_| NotTaken::Plan(NotPlanned::Changed))?;
            // What was typed goes along, so that a refused fact becomes a draft again.
            let args = json!({ "facts": [fact], "fields": fields });
            self.app.send("fact.record@1", &time::record_id(), Base::default(), args, Some(written)).await
        };
        match self.editor.hand_over(hand).await {
            // The next is often one of the same kind and year.
            Ok(()) => {
                let next = fields.into_iter().filter(|(name, _)| name != "number").collect();
                self.said.try_set(Some((Tone::Good, t!("history-entered"))));
                self.next(next);
            }
            Err(why) => self.refused(why_not(&why)),
        }
    }

    async fn discard(self) {
        let hand = async |_: Fields, written: Written| self.app.discard_draft(&written.id).await;
        match self.editor.hand_over(hand).await {
            Ok(()) => {
                self.said.try_set(None);
                self.next(Fields::new());
            }
            Err(why) => self.refused(why_not(&why)),
        }
    }
}

/// What a draft begins with: what is named here, and else a rating of this year.
fn first(app: App, subject: &Subject, begin: Fields) -> Fields {
    let year = known::today(app).year().to_string();
    let (slug, name) = (slug(subject), subject_name(app, subject));
    let own = [("kind", "rated".to_owned()), ("year", year), (fact::SUBJECT, slug), (fact::NAME, name)];
    own.into_iter().map(|(field, value)| (field.to_owned(), Value::from(value))).chain(begin).collect()
}

/// The form, and a new one after each fact that was entered.
#[component]
pub fn Entering(subject: Subject) -> impl IntoView {
    let app = app();
    let (said_so, begin) = (RwSignal::new(None), RwSignal::new(Fields::new()));
    let subject = StoredValue::new(subject);
    let drawn = move || {
        let begins = begin.get();
        let editor = untrack(|| {
            subject.with_value(|subject| {
                let draft = drafts::fact_draft(&slug(subject));
                Editor::open(app, &draft, fact::FORM, first(app, subject, begins))
            })
        });
        view! { <Draft form=Form { app, subject, editor, said: said_so, begin }/> }
    };
    let outcome = move || said_so.get().map(|(tone, words): (Tone, String)| view! { <Notice tone title=words/> });
    view! {
        <Card title=said("history-enter")>
            {drawn}
            <div id=SAID role="status" tabindex="-1">{outcome}</div>
        </Card>
    }
}

#[component]
fn Draft(form: Form) -> impl IntoView {
    let app = form.app;
    let who = form.subject.with_value(Subject::who);
    let sets = Memo::new(move |_| known::rule_sets(app));
    let kind = form.text("kind");
    let write = move |name: &'static str| {
        move |value: String| {
            form.said.set(None);
            form.editor.set(name, value);
        }
    };
    let pick = move |kind: String| {
        write("kind")(kind);
        form.editor.set("choice", "");
    };
    let choices = Signal::derive(move || {
        let year = form.text("year").get().trim().parse().unwrap_or_default();
        form.subject.with_value(|subject| choices(app, &kind.read(), subject, year, &sets.read()))
    });
    let has = move |kinds: &'static [&'static str]| move || kinds.contains(&kind.read().as_str());
    let yes = Signal::derive(move || if form.editor.text("yes") == NO { NO.to_owned() } else { "yes".to_owned() });
    let yes_choices =
        Signal::derive(|| vec![Choice::new("yes", t!("history-answer-yes")), Choice::new(NO, t!("history-answer-no"))]);
    let ground = Signal::derive(move || ground_of(&form.editor.text("ground")).id().to_owned());
    let grounds = Signal::derive(|| Kind::ALL.map(|ground| Choice::new(ground.id(), kind_name(ground))).to_vec());
    let label = Signal::derive(move || choice_label(&kind.read(), who));
    let number_label = Signal::derive(move || number_label(&kind.read()));
    let stands = Signal::derive(move || saved(form.editor.saved.get()));
    let is_written = move || form.editor.saved.get() != editor::Saved::Nothing;
    view! {
        <SelectField label=said("history-kind") value=kind choices=Signal::derive(move || kinds(who)) on_change=pick/>
        <SelectField label placeholder=said("select-none") value=form.text("choice") choices on_change=write("choice")/>
        <Show when=has(&["answer"])>
            <SelectField label=said("history-answer") value=yes choices=yes_choices on_change=write("yes")/>
        </Show>
        <Show when=has(&["title"])>
            <SelectField label=said("nomination-field-kind") value=ground choices=grounds on_change=write("ground")/>
        </Show>
        <div class="two">
            <Show when=has(WITH_YEAR)>
                <TextField label=said("history-year") value=form.text("year") on_input=write("year")/>
            </Show>
            <Show when=has(WITH_DAY)>
                <DateField label=said("history-day") value=form.text("day") on_input=write("day")/>
            </Show>
            <Show when=has(&["discipline"])>
                <DateField label=said("history-term-day") hint=said("history-term-hint") value=form.text("until") on_input=write("until")/>
            </Show>
            <Show when=has(WITH_SPAN)>
                <DateField label=said("history-first-day") value=form.text("day") on_input=write("day")/>
                <DateField label=said("history-last-day") hint=said("history-last-day-hint") value=form.text("until") on_input=write("until")/>
            </Show>
        </div>
        <Show when=has(WITH_DAY)>
            <TextField label=number_label value=form.text("number") on_input=write("number")/>
        </Show>
        <Show when=has(&["matter"])>
            <p class="muted"><small>{said("history-matter-seen")}</small></p>
        </Show>
        <div class="row wrap end">
            <span class="grow"><SaveMark saved=stands/></span>
            <Show when=is_written>
                <Button kind=Press::Quiet label=said("history-discard") on_press=move |()| spawn_local(form.discard())/>
            </Show>
            <Button kind=Press::Main icon=Glyph::Plus label=said("history-add") on_press=move |()| spawn_local(form.send())/>
        </div>
    }
}
