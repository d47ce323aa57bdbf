//! How far a nomination is: the unit's meeting, appraisal, public posting, the decision; who holds it now, and the next step
//! for whoever may take it.

use std::collections::BTreeMap;

use chrono::Datelike;
use leptos::prelude::*;
use serde_json::json;
use thidua_domain::council::rows::{DECISION, Decision};
use thidua_domain::council::standing;
use thidua_domain::date::When;
use thidua_domain::nomination::course::{self, COMMENT, Comment, Course, Holder, Paper as Published};
use thidua_domain::policy::Act;
use thidua_domain::record::State;
use thidua_domain::rules;
use thidua_domain::rules::terms::Paper;
use thidua_sync::client::EntryState;

use super::super::postings;
use super::super::words;
use super::Open;
use crate::browser::time;
use crate::components::button::{Button, Press};
use crate::components::card::{Card, Tone};
use crate::components::date_field::DateField;
use crate::components::dialog::Dialog;
use crate::components::icon::Glyph;
use crate::components::number_field::NumberField;
use crate::components::status::Pill;
use crate::components::text_field::TextArea;
use crate::pages::awards::initiatives::Flags;
use crate::pages::awards::known;
use crate::pages::awards::words::{award_name, paper_name};
use crate::pages::moments;
use crate::state::App;
use crate::state::kept::Kept;
use crate::text::{said, t};

/// Verbs of the steps, by which what waits to be sent is found.
const STEPS: [&str; 3] = ["nomination.endorse", "nomination.appraise", "nomination.post"];
/// Working days of a posting that the decree asks for where it asks (152/2025/NĐ-CP, Điều 44).
const DAYS: &str = "10";

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Endorse,
    Appraise,
    Post,
}

#[component]
pub fn CourseCard(open: Open) -> impl IntoView {
    let app = open.app;
    let course = Memo::new(move |_| {
        open.seen.with(|seen| {
            seen.as_ref().and_then(|seen| seen.record.course.as_ref().map(|known| course::of(Some(known))))
        })
    });
    let is_sent =
        Memo::new(move |_| open.seen.with(|seen| seen.as_ref().is_some_and(|one| one.record.state == State::Sent)));
    let waits = Memo::new(move |_| {
        app.follow_queue();
        let id = open.id.get_value();
        let is_step = |entry: &thidua_sync::client::Entry| {
            entry.command.entity == id
                && STEPS.contains(&entry.command.verb())
                && !matches!(entry.state, EntryState::Refused(_))
        };
        app.peek(|client| client.outbox().any(is_step)) == Some(true)
    });
    let decided = Memo::new(move |_| decided(open));
    let shown = RwSignal::new(None::<Step>);
    let held = Memo::new(move |_| held(open, &decided.read()));
    let left = move || {
        let posted =
            course.get().and_then(|course| course.posted).filter(|_| is_sent.get() && decided.read().is_empty())?;
        postings::left(app, posted.until)
    };
    let lines = move || {
        let mut course = course.get().unwrap_or_default();
        if !decided.read().is_empty() {
            course.left_out = None;
        }
        let awards = decided.get().into_iter().map(|given| award_line(app, given));
        let steps = lines(app, &course).into_iter().chain(awards);
        steps.map(|(what, detail)| view! { <li><b>{what}</b><p class="muted">{detail}</p></li> }).collect_view()
    };
    let is_above = move || course.read().as_ref().is_some_and(|course| course.submitted.is_some());
    let may = move |act: Act| is_sent.get() && decided.read().is_empty() && !is_above() && open.may(act);
    let is_appraised = move || course.read().as_ref().is_some_and(|course| course.appraised.is_some());
    view! {
        <Show when=move || held.read().is_some()>
            <Card title=said("course-title") aside=Signal::derive(move || held.get().unwrap_or_default())>
                <ol class="course">{lines}</ol>
                {move || left().map(|left| view! { <p><Pill tone=Tone::Wait label=Signal::stored(left)/></p> })}
                {move || waits.get().then(|| view! { <p><Pill tone=Tone::Wait label=said("course-waits")/></p> })}
                <Comments open/>
                <div class="row wrap">
                    <Show when=move || may(Act::Endorse)>
                        <Button label=said("course-endorse") icon=Glyph::People on_press=move |()| shown.set(Some(Step::Endorse))/>
                    </Show>
                    <Show when=move || may(Act::Appraise)>
                        <Button label=said("course-appraise") icon=Glyph::Review on_press=move |()| shown.set(Some(Step::Appraise))/>
                    </Show>
                    <Show when=move || may(Act::Appraise) && is_appraised()>
                        <Button label=said("course-post") icon=Glyph::Flag on_press=move |()| shown.set(Some(Step::Post))/>
                    </Show>
                </div>
            </Card>
        </Show>
        <EndorseDialog open shown/>
        <AppraiseDialog open shown/>
        <PostDialog open shown/>
    }
}

/// Who holds it and since when; none once it is withdrawn. Followed.
fn held(open: Open, decided: &[standing::Given]) -> Option<String> {
    let app = open.app;
    let record = open.seen.with(|seen| seen.as_ref().map(|seen| seen.record.clone()))?;
    let held = course::held(&record, known::today(app))?;
    let submitted = course::of(record.course.as_ref()).submitted;
    let (holder, since) = match (decided.last(), held.by) {
        (Some(given), by) if by != Holder::Author => (t!("course-held-done"), given.revoked.unwrap_or(given.day)),
        (_, Holder::Author) => (t!("course-held-author", who = words::person_name(app, &record.author)), held.since),
        (_, Holder::Head) => (t!("course-held-unit"), held.since),
        (_, Holder::Office) => (t!("course-held-office"), held.since),
        (_, Holder::Public) => (t!("course-held-public"), held.since),
        (_, Holder::Council) => (t!("course-held-council"), held.since),
        (_, Holder::LeftOut) => (t!("course-held-left-out"), held.since),
        (_, Holder::Above) => {
            (t!("course-held-above", to = submitted.map(|step| step.to).unwrap_or_default()), held.since)
        }
    };
    Some(t!("course-held-since", holder = holder, day = When::Day(since).to_string()))
}

/// Decisions in which it stands, as they were published. Followed.
fn decided(open: Open) -> Vec<standing::Given> {
    let rows = open.app.rows::<Decision>(DECISION);
    let rows: Vec<(&str, &Decision)> = rows.iter().map(|(id, one)| (id.as_str(), one)).collect();
    let id = open.id.get_value();
    standing::given(&rows).into_iter().filter(|given| given.entry.nomination == id).collect()
}

/// What a decision gave, and whether it still stands.
fn award_line(app: App, given: standing::Given) -> (String, String) {
    let day = When::Day(given.day).to_string();
    let what = match given.revoked {
        None => t!("course-decided"),
        Some(_) => t!("course-revoked"),
    };
    let award = award_name(app, &given.entry.award);
    (what, t!("course-decided-detail", award = award, number = given.number, day = day))
}

/// The steps that were taken: what each found, and who signed it when. Followed.
pub fn lines(app: App, course: &Course) -> Vec<(String, String)> {
    let signed = |stamp: &thidua_domain::org::Stamp| {
        let (who, at) = (words::person_name(app, &stamp.by), moments::moment(stamp.at, time::now()));
        t!("course-signed", who = who, at = at)
    };
    let mut lines = Vec::new();
    if let Some(step) = &course.endorsed {
        let head = t!("course-endorsed", on = When::Day(step.on).to_string(), yes = step.yes, of = step.of);
        lines.push((head, with_words(&step.words, signed(&step.signed))));
    }
    if let Some(step) = &course.appraised {
        let there = step.papers.values().filter(|there| **there).count();
        let head = t!("course-appraised", there = there, all = step.papers.len());
        lines.push((head, with_words(&step.words, signed(&step.signed))));
    }
    if let Some(step) = &course.posted {
        let head = t!("course-posted", until = When::Day(step.until).to_string(), days = step.days);
        let doubt = if step.verified { String::new() } else { t!("course-posted-unverified") };
        lines.push((head, with_words(&doubt, signed(&step.signed))));
    }
    if let Some(step) = &course.left_out {
        let (number, day) = (step.number.clone(), When::Day(step.day).to_string());
        let detail = match step.paper {
            Published::Decision => t!("course-left-out-decision", number = number, day = day),
            Published::Submission => t!("course-left-out-submission", number = number, day = day),
            Published::Notice => t!("course-left-out-notice", number = number, day = day),
        };
        let head = match step.paper {
            Published::Notice => t!("course-left-out-all"),
            Published::Decision | Published::Submission => t!("course-left-out"),
        };
        lines.push((head, detail));
    }
    if let Some(step) = &course.submitted {
        let day = When::Day(step.day).to_string();
        let head = t!("course-submitted", to = step.to.clone(), number = step.number.clone(), day = day);
        lines.push((head, signed(&step.signed)));
    }
    lines
}

fn with_words(words: &str, signed: String) -> String {
    if words.is_empty() { signed } else { format!("{words} – {signed}") }
}

/// What people said of the posting, for whoever posted it.
#[component]
fn Comments(open: Open) -> impl IntoView {
    let comments = Memo::new(move |_| {
        let id = open.id.get_value();
        let all = open.app.rows::<Comment>(COMMENT).into_iter();
        all.filter(|(_, comment)| comment.of == id).map(|(_, comment)| comment).collect::<Vec<_>>()
    });
    let line = move |comment: Comment| {
        let who = words::person_name(open.app, &comment.by.by);
        view! { <li><b>{who}</b><p>{comment.words}</p></li> }
    };
    view! {
        <Show when=move || !comments.read().is_empty()>
            <h3>{move || t!("course-comments", count = comments.read().len())}</h3>
            <ul class="plain-list" role="list">{move || comments.get().into_iter().map(line).collect_view()}</ul>
        </Show>
    }
}

fn is(shown: RwSignal<Option<Step>>, step: Step) -> Signal<bool> {
    Signal::derive(move || shown.get() == Some(step))
}

#[component]
fn EndorseDialog(open: Open, shown: RwSignal<Option<Step>>) -> impl IntoView {
    let kept = |what: &str| Kept::open(open.app, format!("endorse {what} {}", open.id.get_value()), String::new());
    let (on, yes, of, notes) = (kept("on"), kept("yes"), kept("of"), kept("words"));
    let (fields, wrong) = ([on, yes, of, notes], RwSignal::new(String::new()));
    let send = move |()| {
        let number = |field: Kept| field.text.get_untracked().parse::<u32>().ok();
        let (Some(yes), Some(of)) = (number(yes), number(of)) else { return wrong.set(t!("course-wrong-votes")) };
        if yes > of || of == 0 {
            return wrong.set(t!("course-wrong-votes"));
        }
        let Ok(When::Day(day)) = on.text.get_untracked().parse() else { return wrong.set(t!("course-wrong-day")) };
        shown.set(None);
        let args = json!({ "on": day.to_string(), "yes": yes, "of": of, "words": notes.words() });
        let spent = fields.map(Kept::spent);
        open.send_then("nomination.endorse@1", args, move || spent.into_iter().for_each(|spent| spent()));
    };
    view! {
        <Dialog open=is(shown, Step::Endorse) on_close=move |()| shown.set(None) title=said("course-endorse") sheet=true>
            <div class="stack">
                <DateField label=said("course-on") value=on.text on_input=move |day| on.write(day) required=true/>
                <div class="two">
                    <NumberField label=said("course-yes") value=yes.text on_input=move |number| yes.write(number) required=true/>
                    <NumberField label=said("course-of") value=of.text on_input=move |number| of.write(number) required=true/>
                </div>
                <TextArea label=said("course-words") value=notes.text on_input=move |words| notes.write(words)/>
                <p role="alert">{move || wrong.get()}</p>
                <div class="row wrap end">
                    <Button kind=Press::Quiet label=said("cancel") on_press=move |()| shown.set(None)/>
                    <Button kind=Press::Main label=said("course-sign") on_press=send/>
                </div>
            </div>
        </Dialog>
    }
}

/// The papers that the award's dossier asks for, by the rules of the day when it was received.
fn papers(open: Open) -> (String, Vec<Paper>) {
    let sets = known::rule_sets(open.app);
    let award = open.seen.with(|seen| seen.as_ref().map(|one| one.record.award.clone())).unwrap_or_default();
    let set = rules::rule_set_on(&sets, open.received());
    let papers = set.and_then(|set| set.award(&award)).map(|rule| rule.papers.clone()).unwrap_or_default();
    (set.map(|set| set.id.clone()).unwrap_or_default(), papers)
}

#[component]
fn AppraiseDialog(open: Open, shown: RwSignal<Option<Step>>) -> impl IntoView {
    let kept = |what: &str| Kept::open(open.app, format!("appraise {what} {}", open.id.get_value()), String::new());
    let (ticks, notes) = (kept("papers"), kept("words"));
    let there =
        Memo::new(move |_| serde_json::from_str::<BTreeMap<String, bool>>(&ticks.text.read()).unwrap_or_default());
    let asked = Memo::new(move |_| if shown.get() == Some(Step::Appraise) { papers(open) } else { Default::default() });
    let rows = move || {
        let line = |paper: Paper| {
            let (code, own) = (paper.code.clone(), paper.code.clone());
            let is_there = move || there.read().get(&own) == Some(&true);
            let toggle = move |_| {
                let mut all = there.get_untracked();
                let known = all.get(&code) == Some(&true);
                all.insert(code.clone(), !known);
                ticks.write(json!(all).to_string());
            };
            let doubt = (!paper.trust.verified).then(|| view! { " "<Pill tone=Tone::Wait label=said("unverified")/> });
            view! {
                <li>
                    <label class="check-line">
                        <input type="checkbox" class="tick-box" prop:checked=is_there on:change=toggle/>
                        <span>{paper_name(&paper.code)}" "<small class="muted">{paper.article}</small>{doubt}</span>
                    </label>
                </li>
            }
        };
        asked.get().1.into_iter().map(line).collect_view()
    };
    let send = move |()| {
        let (rules, papers) = asked.get_untracked();
        let known = there.get_untracked();
        let told: BTreeMap<String, bool> =
            papers.into_iter().map(|paper| (paper.code.clone(), known.get(&paper.code) == Some(&true))).collect();
        shown.set(None);
        let args = json!({ "rules": rules, "papers": told, "words": notes.words() });
        let (ticks, notes) = (ticks.spent(), notes.spent());
        open.send_then("nomination.appraise@1", args, move || {
            ticks();
            notes();
        });
    };
    view! {
        <Dialog open=is(shown, Step::Appraise) on_close=move |()| shown.set(None) title=said("course-appraise") sheet=true>
            <div class="stack">
                <p>{said("course-papers")}</p>
                <Flags named=super::named(open)/>
                <ul class="plain-list" role="list">{rows}</ul>
                <TextArea label=said("course-words") value=notes.text on_input=move |words| notes.write(words)/>
                <div class="row wrap end">
                    <Button kind=Press::Quiet label=said("cancel") on_press=move |()| shown.set(None)/>
                    <Button kind=Press::Main label=said("course-sign-appraise") on_press=send/>
                </div>
            </div>
        </Dialog>
    }
}

#[component]
fn PostDialog(open: Open, shown: RwSignal<Option<Step>>) -> impl IntoView {
    let days = RwSignal::new(DAYS.to_owned());
    let send = move |()| {
        let Ok(days) = days.get_untracked().parse::<u32>() else { return };
        shown.set(None);
        open.send("nomination.post@1", json!({ "days": days }));
    };
    let year = known::today(open.app).year();
    view! {
        <Dialog open=is(shown, Step::Post) on_close=move |()| shown.set(None) title=said("course-post") sheet=true>
            <div class="stack">
                <p>{t!("course-post-words", year = year.to_string())}</p>
                <NumberField label=said("course-days") value=days on_input=move |number| days.set(number)/>
                <div class="row wrap end">
                    <Button kind=Press::Quiet label=said("cancel") on_press=move |()| shown.set(None)/>
                    <Button kind=Press::Main label=said("course-post") on_press=send/>
                </div>
            </div>
        </Dialog>
    }
}
