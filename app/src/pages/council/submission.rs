//! What passed and the level above decides: which dossiers went there, by which paper, and noting it.

use chrono::NaiveDate;
use leptos::prelude::*;
use serde_json::json;
use thidua_domain::council::rows::Case;
use thidua_domain::council::{acts, entry};
use thidua_domain::date::{self, When};
use thidua_domain::rules::{RuleSet, TABLE};
use thidua_sync::body;

use super::decision::preview;
use super::known::{self, waiting};
use super::numbered::{Numbered, NumberedFields};
use super::open::Open;
use super::words;
use crate::browser::device;
use crate::components::button::{Button, Press};
use crate::components::card::{Card, Notice, Tone};
use crate::components::choices::Choices;
use crate::components::dialog::Dialog;
use crate::components::icon::Glyph;
use crate::components::select::Choice;
use crate::components::status::{ItemState, StatusPill};
use crate::components::text_field::TextField;
use crate::text::{said, t};

/// A paper by which dossiers went to the level above, as this reader sees it.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    number: String,
    day: Option<NaiveDate>,
    to: String,
    /// Nominees of the dossiers.
    names: Vec<String>,
    /// It is on this device alone.
    waits: bool,
}

impl Line {
    fn is_of(&self, number: &str, day: Option<NaiveDate>, to: &str) -> bool {
        self.number == number && self.day == day && self.to == to
    }
}

/// What was noted of a session, also what waits. Followed.
fn lines(open: Open) -> Vec<Line> {
    let session = open.known.read().id.clone();
    let mut found: Vec<Line> = Vec::new();
    let all = known::dossiers(open.app, &session);
    for case in all.iter().map(|one| &one.case) {
        let Some(paper) = &case.submitted else { continue };
        let name = case.nominee.name.clone();
        match found.iter_mut().find(|line| line.is_of(&paper.number, Some(paper.day), &paper.to)) {
            Some(line) => line.names.push(name),
            None => found.push(Line {
                number: paper.number.clone(),
                day: Some(paper.day),
                to: paper.to.clone(),
                names: vec![name],
                waits: false,
            }),
        }
    }
    for command in waiting(open.app).iter().filter(|command| command.kind == acts::SUBMIT_UP) {
        if command.entity == session {
            let read = |name: &str| command.args[name].as_str().unwrap_or_default().to_owned();
            let named = going(command);
            let names = all.iter().filter(|one| named.contains(&one.case.nomination));
            found.push(Line {
                number: read("number"),
                day: date::day(&read("day")),
                to: read("to"),
                names: names.map(|one| one.case.nominee.name.clone()).collect(),
                waits: true,
            });
        }
    }
    found
}

/// The nominations that a command names.
fn going(command: &thidua_sync::command::Command) -> Vec<String> {
    body::typed(&command.args["nominations"]).unwrap_or_default()
}

/// The dossiers that the reader may submit: those that passed, are not the unit's to decide, and that they lead. Followed.
fn due(open: Open) -> Vec<Case> {
    let (known, me) = (open.known.get(), open.app.my_id());
    let Some(set) = open.app.row::<RuleSet>(TABLE, &known.session.rules) else { return Vec::new() };
    let gone: Vec<String> =
        waiting(open.app).iter().filter(|command| command.kind == acts::SUBMIT_UP).flat_map(going).collect();
    let is_due = |case: &Case| {
        let is_led = known.leads || known::chairs_case(&known, case, &me);
        is_led && !gone.contains(&case.nomination) && !entry::is_own(&set, &words::dossier_text(case, "award"))
    };
    preview::passed(open).into_iter().filter(is_due).collect()
}

#[component]
pub fn Submissions(open: Open) -> impl IntoView {
    let (found, due) = (Memo::new(move |_| lines(open)), Memo::new(move |_| due(open)));
    let draw = |line: Line| {
        let day = line.day.map(|day| When::Day(day).to_string()).unwrap_or_default();
        view! {
            <li class="list-item"><div class="stack tight grow">
                <span class="list-title">{t!("submission-line", number = line.number, day = day, to = line.to)}</span>
                <span class="list-sub full">{t!("submission-names", count = line.names.len(), names = line.names.join(", "))}</span>
                {line.waits.then(|| view! { <span class="row wrap pills"><StatusPill state=ItemState::Waiting/></span> })}
            </div></li>
        }
    };
    view! {
        <Show when=move || !found.read().is_empty() || !due.read().is_empty()>
            <Card title=said("submission-title") aside=Signal::derive(move || t!("submission-due", count = due.read().len()))>
                <ul class="list" role="list">{move || found.get().into_iter().map(draw).collect_view()}</ul>
                <Show when=move || !due.read().is_empty()><SubmitDialog open due/></Show>
            </Card>
        </Show>
    }
}

#[component]
fn SubmitDialog(open: Open, due: Memo<Vec<Case>>) -> impl IntoView {
    let (shown, paper) = (RwSignal::new(false), Numbered::new());
    let (to, chosen) = (RwSignal::new(String::new()), RwSignal::new(Vec::<String>::new()));
    let begin = move |()| {
        chosen.set(due.read_untracked().iter().map(|case| case.nomination.clone()).collect());
        paper.begin();
        shown.set(true);
    };
    let choices = move || {
        let choice = |case: &Case| {
            let award = words::award_name(open.app, &words::dossier_text(case, "award"));
            Choice::new(case.nomination.clone(), format!("{} · {award}", case.nominee.name))
        };
        due.read().iter().map(choice).collect::<Vec<_>>()
    };
    let tried = paper.tried;
    let has_to = move || !to.read().trim().is_empty();
    let no_to = move || if tried.get() && !has_to() { t!("submission-to-missing") } else { String::new() };
    let none = move || if tried.get() && chosen.read().is_empty() { t!("council-publish-none") } else { String::new() };
    let send = move |()| {
        tried.set(true);
        if untrack(|| paper.is_wrong() || !has_to() || chosen.read().is_empty()) {
            return;
        }
        shown.set(false);
        let mut args = paper.args();
        args["to"] = json!(device::nfc(to.read_untracked().trim()));
        for nominations in chosen.get_untracked().chunks(acts::SUBMIT_MOST) {
            args["nominations"] = json!(nominations);
            open.send(acts::SUBMIT_UP, args.clone());
        }
        paper.sent();
    };
    view! {
        <div class="row wrap"><Button kind=Press::Line icon=Glyph::Send label=said("submission-note") on_press=begin/></div>
        <Dialog open=shown on_close=move |()| shown.set(false) title=said("submission-note")>
            <p class="muted">{said("submission-words")}</p>
            <NumberedFields paper label=said("submission-number") hint=said("submission-number-hint") missing="submission-number-missing"/>
            <TextField label=said("submission-to") value=to on_input=move |text| to.set(text) error=Signal::derive(no_to) required=true most=300/>
            <Choices label=said("submission-which") choices=Signal::derive(choices) chosen on_change=move |ids| chosen.set(ids) error=Signal::derive(none)/>
            <Notice tone=Tone::Wait title=said("submission-warning") words=said("submission-warning-words")/>
            <div class="row wrap end">
                <Button kind=Press::Quiet label=said("cancel") on_press=move |()| shown.set(false)/>
                <Button kind=Press::Main label=said("submission-note") on_press=send/>
            </div>
        </Dialog>
    }
}
