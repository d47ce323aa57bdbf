//! The decisions (quyết định) of a session: prepared empty, then published at once with all that passed.

pub mod preview;
mod publish;

use leptos::prelude::*;
use serde_json::json;
use thidua_domain::council::acts;
use thidua_domain::council::rows::{DECISION, Decision, DecisionKind};
use thidua_domain::date::When;
use thidua_domain::org::Stamp;
use thidua_sync::order;

use super::acts::Trouble;
use super::known::{Part, waiting};
use super::open::Open;
use super::papers::DecisionPaper;
use crate::browser::{device, time};
use crate::components::button::{Button, LinkButton, Press};
use crate::components::card::{Card, Tone};
use crate::components::dialog::Dialog;
use crate::components::icon::Glyph;
use crate::components::status::{ItemState, Pill, StatusPill};
use crate::components::text_field::TextField;
use crate::pages::awards::board;
use crate::pages::awards::decision::href;
use crate::text::{said, t};

/// A decision, and whether something of it waits here.
type Line = (String, Decision, bool);

/// The decisions of a session that the reader sees, also those that wait. Followed.
fn decisions(open: Open) -> Vec<Line> {
    let (app, session) = (open.app, open.known.read().id.clone());
    let queue = waiting(app);
    let mut found: Vec<Line> = app
        .rows::<Decision>(DECISION)
        .into_iter()
        .filter(|(_, decision)| decision.session == session)
        .map(|(id, decision)| (id, decision, false))
        .collect();
    for command in queue.iter().filter(|command| command.kind == acts::STAGE) {
        let is_ours = command.args["session"].as_str() == Some(&session);
        if is_ours && found.iter().all(|(id, ..)| *id != command.entity) {
            found.push((command.entity.clone(), staged(open, &command.args["title"], command.made_at), true));
        }
    }
    for (id, _, waits) in &mut found {
        *waits |= queue.iter().any(|command| command.entity == *id);
    }
    order::sort_by_key(&mut found, |(id, decision, _)| (decision.staged.at, id.clone()));
    found
}

fn staged(open: Open, title: &serde_json::Value, at: i64) -> Decision {
    let known = open.known.read();
    Decision {
        kind: DecisionKind::Award,
        unit: known.session.unit.clone(),
        session: known.id.clone(),
        title: title.as_str().unwrap_or_default().to_owned(),
        staged: Stamp { by: open.app.my_id(), at },
        published: None,
        number: String::new(),
        day: None,
        signer: None,
        place: String::new(),
        base_salary: None,
        entries: Vec::new(),
        of: None,
        reason: None,
        ground: None,
        numbers: Default::default(),
    }
}

#[component]
pub fn Decisions(open: Open) -> impl IntoView {
    let lines = Memo::new(move |_| decisions(open));
    let may_stage = Memo::new(move |_| open.leads() || open.known.read().part == Part::Clerk);
    let draw = move || lines.get().into_iter().map(|line| view! { <One open line/> }).collect_view();
    view! {
        <Card title=said("council-decisions")>
            <Show when=move || !lines.read().is_empty() fallback=|| view! { <p class="muted">{said("council-decisions-none")}</p> }>
                <ul class="list" role="list">{draw}</ul>
            </Show>
            <Show when=move || may_stage.get()><StageDialog open/></Show>
        </Card>
    }
}

#[component]
fn One(open: Open, line: Line) -> impl IntoView {
    let (id, decision, waits) = line;
    let (tone, label) = match (decision.published.is_some(), decision.kind) {
        (false, _) => (Tone::Plain, t!("council-decision-staged")),
        (true, DecisionKind::Award) => (Tone::Gold, t!("council-decision-published")),
        (true, DecisionKind::Revocation) => (Tone::Bad, t!("council-decision-revocation")),
        (true, DecisionKind::Correction) => (Tone::Wait, t!("council-decision-correction")),
    };
    let detail = decision
        .day
        .map(|day| t!("council-decision-number", number = decision.number.clone(), day = When::Day(day).to_string()));
    let may_publish = decision.published.is_none() && !waits;
    let entity = id.clone();
    let given = preview::table(open.app, &decision.entries);
    let (of, paper) = (id.clone(), decision.clone());
    let is_given = decision.published.is_some() && decision.kind == DecisionKind::Award;
    let board = format!("{}/{id}", board::PATH);
    view! {
        <li class="list-item"><div class="stack tight grow">
            {match decision.published {
                Some(_) => view! { <a class="link list-title" href=href(&id)>{decision.title.clone()}</a> }.into_any(),
                None => view! { <span class="list-title">{decision.title.clone()}</span> }.into_any(),
            }}
            <span class="list-sub full">{detail}</span>
            <span class="row wrap pills"><Pill tone label/>{waits.then(|| view! { <StatusPill state=ItemState::Waiting/> })}</span>
            <Trouble acts=open.acts of=Signal::stored(entity)/>
            {given}
            {is_given.then(|| view! {
                <div class="row wrap">
                    <LinkButton kind=Press::Line icon=Glyph::Award href=board.clone() label=said("published-open")/>
                    <LinkButton kind=Press::Line icon=Glyph::File href=format!("{board}/tien-thuong") label=said("money-open-list")/>
                </div>
            })}
            <Show when=move || open.leads()><DecisionPaper open id=of.clone() decision=paper.clone()/></Show>
            <Show when=move || may_publish && open.leads()>
                <publish::Publish open id=id.clone()/>
            </Show>
        </div></li>
    }
}

#[component]
fn StageDialog(open: Open) -> impl IntoView {
    let (shown, title, tried) = (RwSignal::new(false), RwSignal::new(String::new()), RwSignal::new(false));
    let begin = move |()| {
        let year = open.known.read_untracked().session.year.to_string();
        title.set(t!("council-decision-title-first", year = year));
        shown.set(true);
    };
    let error = move || match tried.get() && title.read().trim().is_empty() {
        true => t!("error-council-title-missing"),
        false => String::new(),
    };
    let send = move |()| {
        tried.set(true);
        let words = device::nfc(title.read_untracked().trim());
        if !words.is_empty() {
            shown.set(false);
            open.acts.send(acts::STAGE, time::record_id(), json!({ "session": open.id(), "title": words }));
        }
    };
    view! {
        <div class="row wrap"><Button kind=Press::Line icon=Glyph::Plus label=said("council-decision-stage") on_press=begin/></div>
        <Dialog open=shown on_close=move |()| shown.set(false) title=said("council-decision-stage")>
            <p class="muted">{said("council-decision-stage-words")}</p>
            <TextField label=said("council-decision-title") value=title on_input=move |text| title.set(text) error=Signal::derive(error) required=true most=300/>
            <div class="row wrap end">
                <Button kind=Press::Quiet label=said("cancel") on_press=move |()| shown.set(false)/>
                <Button kind=Press::Main label=said("council-decision-stage") on_press=send/>
            </div>
        </Dialog>
    }
}
