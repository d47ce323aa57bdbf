//! What becomes of a fact: a matter is settled, a measure's term becomes known, a service or a membership ends, an initiative is used, and what was entered
//! by mistake is taken back. The new fact takes the old one's place in one command.

use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;
use serde_json::json;
use thidua_domain::date::When;
use thidua_domain::history::fact::{Discipline, Fact, Initiative, Matter, Membership, Service, Use};
use thidua_domain::rules;
use thidua_sync::command::Base;

use super::choices;
use crate::components::button::{Button, Press};
use crate::components::card::{Notice, Tone};
use crate::components::date_field::DateField;
use crate::components::dialog::Dialog;
use crate::components::select::{Choice, SelectField};
use crate::components::text_field::TextField;
use crate::pages::activities::words::why_not;
use crate::pages::awards::known;
use crate::pages::reason::ReasonDialog;
use crate::state::kept::Kept;
use crate::state::{App, app};
use crate::text::{error_text, said, t};

/// A fact to which something happens.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    id: String,
    fact: Fact,
}

impl Change {
    /// What may become of a fact; nothing where all is said.
    pub fn of(id: &str, fact: &Fact) -> Option<Change> {
        let is_open = match fact {
            Fact::Matter(one) => one.settled.is_none(),
            Fact::Discipline(one) => one.until.is_none(),
            Fact::Service(one) => one.to.is_none(),
            Fact::Membership(one) => one.to.is_none(),
            Fact::Initiative(_) => true,
            _ => false,
        };
        is_open.then(|| Change { id: id.to_owned(), fact: fact.clone() })
    }

    /// What its button says.
    pub fn label(&self) -> String {
        match self.fact {
            Fact::Matter(_) => t!("history-settle"),
            Fact::Discipline(_) => t!("history-term"),
            Fact::Initiative(_) => t!("history-use"),
            _ => t!("history-end"),
        }
    }

    /// A term may end on a day to come; everything else has happened.
    fn may_be_to_come(&self) -> bool {
        matches!(self.fact, Fact::Discipline(_))
    }

    fn is_use(&self) -> bool {
        matches!(self.fact, Fact::Initiative(_))
    }

    /// The fact with what happened on a day; the code of what is wrong.
    fn after(&self, day: NaiveDate, used: Option<Use>) -> Result<Fact, &'static str> {
        let not_before = |from: NaiveDate| if day < from { Err("end_before_start") } else { Ok(Some(day)) };
        Ok(match &self.fact {
            Fact::Matter(one) => Fact::Matter(Matter { settled: not_before(one.from)?, ..one.clone() }),
            Fact::Discipline(one) => Fact::Discipline(Discipline { until: not_before(one.day)?, ..one.clone() }),
            Fact::Service(one) => Fact::Service(Service { to: not_before(one.from)?, ..one.clone() }),
            Fact::Membership(one) => Fact::Membership(Membership { to: not_before(one.from)?, ..one.clone() }),
            Fact::Initiative(one) => {
                let used = used.ok_or("choice_missing")?;
                let is_known = one.uses.iter().any(|other| other.award == used.award && other.year == used.year);
                if is_known {
                    return Err("use_known");
                }
                if one.recognised.iter().all(|seen| seen.day > used.day) {
                    return Err("use_before_recognised");
                }
                Fact::Initiative(Initiative { uses: [one.uses.clone(), vec![used]].concat(), ..one.clone() })
            }
            other => other.clone(),
        })
    }
}

/// One change being entered.
#[derive(Clone, Copy)]
struct Form {
    app: App,
    day: RwSignal<String>,
    award: RwSignal<String>,
    year: RwSignal<String>,
    words: Kept,
    wrong: RwSignal<String>,
}

impl Form {
    fn clear(self) {
        self.day.set(String::new());
        self.award.set(String::new());
        self.wrong.set(String::new());
        self.year.set(known::today(self.app).year().to_string());
    }

    fn fact(self, change: &Change) -> Result<Fact, &'static str> {
        let Ok(When::Day(day)) = self.day.get_untracked().parse() else { return Err("date_unreal") };
        if day > known::today(self.app) && !change.may_be_to_come() {
            return Err("date_future");
        }
        let used = change.is_use().then(|| -> Result<Use, &'static str> {
            let award = self.award.get_untracked();
            let sets = untrack(|| known::rule_sets(self.app));
            let rule = rules::rule_set_on(&sets, day).or(sets.last()).and_then(|set| set.award(&award).cloned());
            let class = rule.ok_or("choice_missing")?.class;
            let year = self.year.get_untracked().trim().parse().ok().filter(|year| (1945..=day.year()).contains(year));
            Ok(Use { award, class, year: year.ok_or("year_unreal")?, day })
        });
        change.after(day, used.transpose()?)
    }

    fn send(self, change: &Change, shown: RwSignal<Option<Change>>) {
        let fact = match self.fact(change) {
            Ok(fact) => fact,
            Err(code) => return self.wrong.set(error_text(code)),
        };
        let (words, spent) = (self.words.words(), self.words.spent());
        let reason = if words.is_empty() { change.label() } else { words.clone() };
        let args = json!({ "facts": [fact], "source": words, "reason": reason });
        let id = change.id.clone();
        leptos::task::spawn_local(async move {
            match self.app.send("fact.replace@1", &id, Base::default(), args, None).await {
                Ok(()) => {
                    spent();
                    shown.try_set(None);
                }
                Err(why) => _ = self.wrong.try_set(why_not(&why)),
            }
        });
    }
}

/// The dialog in which a change is entered.
#[component]
pub fn Changing(shown: RwSignal<Option<Change>>) -> impl IntoView {
    let app = app();
    let form = Form {
        app,
        day: RwSignal::default(),
        award: RwSignal::default(),
        year: RwSignal::default(),
        words: Kept::open(app, String::new(), String::new()),
        wrong: RwSignal::default(),
    };
    Effect::new(move |_| {
        if let Some(change) = &*shown.read() {
            form.clear();
            form.words.turn(format!("change {}", change.id), String::new());
        }
    });
    let is_use = Memo::new(move |_| shown.read().as_ref().is_some_and(Change::is_use));
    let title = Signal::derive(move || shown.read().as_ref().map(Change::label).unwrap_or_default());
    let note = move || match &shown.read().as_ref().map(|change| change.fact.clone()) {
        Some(Fact::Matter(_)) => t!("history-settle-words"),
        Some(Fact::Discipline(_)) => t!("history-term-words"),
        Some(Fact::Initiative(_)) => t!("history-use-words"),
        _ => t!("history-end-words"),
    };
    let day_label = Signal::derive(move || match &shown.read().as_ref().map(|change| change.fact.clone()) {
        Some(Fact::Matter(_)) => t!("history-settled-day"),
        Some(Fact::Discipline(_)) => t!("history-term-day"),
        Some(Fact::Initiative(_)) => t!("history-used-day"),
        _ => t!("history-last-day"),
    });
    let awards = Signal::derive(move || match shown.read().as_ref().and_then(|change| change.fact.subject()) {
        Some(subject) => choices::awards(&known::rule_sets(app), known::today(app), subject.who()),
        None => Vec::<Choice>::new(),
    });
    let send = move |()| {
        if let Some(change) = shown.get_untracked() {
            form.send(&change, shown);
        }
    };
    view! {
        <Dialog open=Signal::derive(move || shown.read().is_some()) on_close=move |()| shown.set(None) title sheet=true>
            <div class="stack">
                <p>{note}</p>
                <Show when=move || is_use.get()>
                    <SelectField label=said("nomination-field-award") placeholder=said("select-none") value=form.award choices=awards on_change=move |one: String| form.award.set(one)/>
                    <TextField label=said("history-year") value=form.year on_input=move |year| form.year.set(year)/>
                </Show>
                <DateField label=day_label value=form.day on_input=move |day| { form.day.set(day); form.wrong.set(String::new()); } error=form.wrong required=true/>
                <TextField label=said("history-source") hint=said("history-source-hint") value=form.words.text on_input=move |words| form.words.write(words) most=500/>
                <div class="row wrap end">
                    <Button kind=Press::Quiet label=said("cancel") on_press=move |()| shown.set(None)/>
                    <Button kind=Press::Main label=title on_press=send/>
                </div>
            </div>
        </Dialog>
    }
}

/// What was entered by mistake is taken back with a reason, and stays to be read.
#[component]
pub fn TakeBack(about: RwSignal<Option<String>>) -> impl IntoView {
    let app = app();
    let trouble = RwSignal::new(String::new());
    let send = move |(id, kept): (String, Kept)| {
        let (args, spent) = (json!({ "reason": kept.words() }), kept.spent());
        leptos::task::spawn_local(async move {
            let sent = app.send("fact.withdraw@1", &id, Base::default(), args, None).await;
            if sent.is_ok() {
                spent();
            }
            let _ = trouble.try_set(sent.err().map(|why| why_not(&why)).unwrap_or_default());
        });
    };
    view! {
        <Show when=move || !trouble.read().is_empty()><Notice tone=Tone::Bad title=said("nomination-not-sent") words=trouble/></Show>
        <ReasonDialog about act="take back" title=said("history-take-back") words=said("history-take-back-words") label=said("history-take-back-reason")
            missing="history-take-back-missing" press=said("history-take-back") on_send=send/>
    }
}
