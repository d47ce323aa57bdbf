//! Whose verdicts change: everybody whom this device knows, judged under both sets, in slices so that the screen stays alive.

use std::collections::BTreeMap;

use leptos::prelude::*;
use thidua_domain::eligibility::compare::{Compared, Difference, Why};
use thidua_domain::history::Subject;
use thidua_domain::name;
use thidua_domain::org::{PERSON, Person, UNIT, Unit};
use thidua_domain::rate::Verdict;
use thidua_domain::rules::RuleSet;
use thidua_sync::order;
use wasm_bindgen_futures::spawn_local;

use super::Form;
use crate::browser::time;
use crate::components::card::{Card, Waiting};
use crate::components::select::{Choice, SelectField};
use crate::components::virtual_list::VirtualList;
use crate::pages::awards::list::slug;
use crate::pages::awards::{known, words};
use crate::pages::nominations::words as said_of;
use crate::state::App;
use crate::text::{said, t};

/// Longest that one slice works, in milliseconds.
const SLICE_MS: i64 = 24;

#[derive(Clone, Debug, PartialEq)]
struct Line {
    id: String,
    href: String,
    name: String,
    change: String,
    why: String,
}

/// How far it is.
#[derive(Clone, Debug, Default, PartialEq)]
struct Run {
    nth: u32,
    done: usize,
    of: usize,
    is_over: bool,
    took: i64,
    people: usize,
    collectives: usize,
    lines: Vec<Line>,
    /// How often from what to what, by award.
    counts: Vec<(String, usize)>,
}

#[component]
pub fn Verdicts(form: Form) -> impl IntoView {
    let app = form.app;
    let run = RwSignal::new(Run::default());
    let this_year = chrono::Datelike::year(&known::today(app));
    let year = RwSignal::new(this_year.to_string());
    let years = move || {
        (0..8)
            .map(|back| (this_year - back).to_string())
            .map(|year| Choice::new(year.clone(), year))
            .collect::<Vec<_>>()
    };
    let becomes = Memo::new(move |_| form.draft.read().set.clone());
    Effect::new(move |_| {
        let (year, becomes) = (year.get(), becomes.get());
        let nth = run.with_untracked(|run| run.nth) + 1;
        run.set(Run { nth, ..Run::default() });
        if let (Ok(year), Some(becomes)) = (year.parse(), becomes) {
            let was = form.over.get_value();
            spawn_local(judge_all(app, run, nth, (was, becomes), year));
        }
    });
    let lines = Memo::new(move |_| run.read().lines.clone());
    let counts = move || {
        run.read()
            .counts
            .iter()
            .map(|(words, count)| view! { <li>{t!("rules-verdicts-of", what = words.clone(), count = *count)}</li> })
            .collect_view()
    };
    let told = move || {
        let run = run.read();
        match run.is_over {
            true => {
                t!("rules-verdicts-done", count = run.lines.len(), people = run.people, collectives = run.collectives)
            }
            false => String::new(),
        }
    };
    view! {
        <Card title=said("rules-verdicts") aside=said("rules-verdicts-note")>
            <div class="rule-fields">
                <SelectField label=said("eligible-year") value=year choices=Signal::derive(years) on_change=move |chosen: String| year.set(chosen)/>
            </div>
            <Show when=move || !run.read().is_over>
                <Waiting words=Signal::derive(move || t!("rules-verdicts-going", done = run.read().done, of = run.read().of))/>
            </Show>
            <p role="status" data-took=move || run.read().took.to_string()>{told}</p>
            <ul class="plain-list" role="list">{counts}</ul>
            <Show when=move || !lines.read().is_empty()>
                <VirtualList
                    items=lines
                    key=|line: &Line| line.id.clone()
                    href=|line: &Line| line.href.clone()
                    row=|line: Line| view! {
                        <span class="grow">
                            <span class="list-title">{line.name}</span>
                            <span class="list-sub full">{line.change}</span>
                            <span class="list-sub full">{line.why}</span>
                        </span>
                    }
                    label=said("rules-verdicts")
                    guess=96.0
                />
            </Show>
        </Card>
    }
}

/// Everybody of whom there is a row: people in the order of their names, then units.
fn subjects(app: App) -> Vec<Subject> {
    let mut people = app.rows::<Person>(PERSON);
    order::sort_by_key(&mut people, |(_, person)| name::order(&person.family, &person.middle, &person.given));
    let units = app.rows::<Unit>(UNIT).into_iter().filter(|(_, unit)| unit.valid_to.is_none());
    let people = people.into_iter().map(|(id, _)| Subject::Person(id));
    people.chain(units.map(|(id, _)| Subject::Collective(id))).collect()
}

async fn judge_all(app: App, run: RwSignal<Run>, nth: u32, (was, becomes): (RuleSet, RuleSet), year: i32) {
    // What is chosen is shown before the work begins.
    time::painted().await;
    let (subjects, history) = untrack(|| (subjects(app), known::history(app)));
    let term = untrack(|| known::term_of_year(year, known::today(app)));
    let begun = time::now();
    let compared = Compared::new(&was, &becomes);
    let mut found: Vec<Difference> = Vec::new();
    let mut slice = begun;
    let asked = if compared.may_differ() { subjects.as_slice() } else { &[] };
    for (done, subject) in asked.iter().enumerate() {
        found.extend(compared.of(subject, term, &history));
        if time::now() - slice >= SLICE_MS {
            let is_ours = run.try_update(|run| {
                let is_ours = run.nth == nth;
                if is_ours {
                    (run.done, run.of) = (done, asked.len());
                }
                is_ours
            });
            if is_ours != Some(true) {
                return;
            }
            time::turn().await;
            slice = time::now();
        }
    }
    let is_person = |subject: &&Subject| matches!(subject, Subject::Person(_));
    let people = subjects.iter().filter(is_person).count();
    let (lines, counts) = untrack(|| told(app, &found));
    let over = Run {
        nth,
        done: asked.len(),
        of: asked.len(),
        is_over: true,
        took: time::now() - begun,
        people,
        collectives: subjects.len() - people,
        lines,
        counts,
    };
    let _ = run.try_update(|run| {
        if run.nth == nth {
            *run = over;
        }
    });
}

fn told(app: App, found: &[Difference]) -> (Vec<Line>, Vec<(String, usize)>) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let lines = found.iter().enumerate().map(|(nth, one)| {
        let award = words::award_name(app, &one.award);
        let change = t!("rules-verdict-change", award = award, was = verdict(one.was), becomes = verdict(one.becomes));
        *counts.entry(change.clone()).or_default() += 1;
        let name = said_of::subject_name(app, &one.subject);
        let why: Vec<String> = one.why.iter().map(|why| reason(app, why)).collect();
        let href = format!("/de-nghi/dieu-kien/{}", slug(&one.subject));
        Line { id: format!("{nth}"), href, name, change, why: why.join(" · ") }
    });
    let lines = lines.collect();
    (lines, counts.into_iter().collect())
}

fn verdict(verdict: Option<Verdict>) -> String {
    verdict.map_or_else(|| t!("rules-verdict-none"), words::verdict_name)
}

fn reason(app: App, why: &Why) -> String {
    let need = |side: &Option<(thidua_domain::rules::need::Need, Verdict)>| {
        side.as_ref().map(|(need, _)| words::need(app, &why.code, need))
    };
    match (need(&why.was), need(&why.becomes)) {
        (Some(was), Some(becomes)) if was == becomes => {
            t!("rules-why-same", need = becomes, article = why.article.clone())
        }
        (Some(was), Some(becomes)) => t!("rules-why", was = was, becomes = becomes, article = why.article.clone()),
        (None, Some(becomes)) => t!("rules-why-new", need = becomes, article = why.article.clone()),
        (Some(was), None) => t!("rules-why-gone", need = was, article = why.article.clone()),
        (None, None) => String::new(),
    }
}
