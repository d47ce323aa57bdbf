//! One entry of a published decision: where the code on a paper leads.

use std::sync::Arc;

use leptos::prelude::*;

use thidua_domain::council::rows::{DECISION, Decision};
use thidua_domain::date::When;
use thidua_domain::format::grouped;
use thidua_domain::plan::{AWARD, Award};
use thidua_papers::schema::Kind;

use super::board::{self, Line, Nothing, PATH};
use super::decision::href;
use crate::browser::device;
use crate::components::button::{LinkButton, Press};
use crate::components::card::{Card, EmptyState, Notice, PageHead, Tone};
use crate::components::icon::Glyph;
use crate::pages::papers::extract::{self, Extract};
use crate::pages::papers::{PaperButtons, Wanted, rows};
use crate::state::{App, app};
use crate::text::{said, t};

/// The address under which a decision or an entry is read, for a paper.
pub fn link(what: &str) -> String {
    format!("{}{PATH}/{what}", device::origin())
}

/// One award: `decision.nomination`.
#[component]
pub fn OneEntry(id: String) -> impl IntoView {
    let app = app();
    let decision = id.split_once('.').map_or(id.clone(), |(decision, _)| decision.to_owned());
    let whole = href(&decision);
    let found = Memo::new(move |_| board::lines(app).into_iter().find(|line| line.id() == id));
    let drawn = move || match found.get() {
        Some(line) => view! { <Entry app line/> }.into_any(),
        None => view! { <Missing app/> }.into_any(),
    };
    view! {
        <div class="page">
            <PageHead title=said("board-title") note=said("board-note") back=whole back_label=said("published-whole")/>
            {drawn}
        </div>
    }
}

/// What is not here: not read yet, not published, or never was.
#[component]
pub fn Missing(app: App) -> impl IntoView {
    let is_read = Memo::new(move |_| app.sync.with(|sync| sync.last_ok.is_some()));
    move || match is_read.get() {
        false => view! { <Nothing/> }.into_any(),
        true => view! {
            <EmptyState glyph=Glyph::Award title=said("published-missing") words=said("published-missing-words")
                action=|| view! { <a class="btn line" href=PATH>{said("board-title")}</a> }/>
        }
        .into_any(),
    }
}

#[component]
fn Entry(app: App, line: Arc<Line>) -> impl IntoView {
    let given = &line.given;
    let entry = &given.entry;
    let decision = app.row::<Decision>(DECISION, &given.decision);
    let signer = decision.as_ref().and_then(|one| one.signer.as_ref()).map(|one| format!("{}, {}", one.name, one.post));
    let fact = |name: String, words: String| (!words.is_empty()).then(|| view! { <dt>{name}</dt><dd>{words}</dd> });
    let money = entry.due().map(|dong| t!("council-money", amount = grouped(dong)));
    let facts = [
        fact(t!("history-year"), entry.year.to_string()),
        fact(t!("history-decision"), given.number.clone()),
        fact(t!("list-column-day"), When::Day(given.day).to_string()),
        fact(t!("published-title"), decision.map(|one| one.title).unwrap_or_default()),
        fact(t!("published-signer"), signer.unwrap_or_default()),
        fact(t!("council-decision-money"), money.unwrap_or_default()),
    ];
    let revoked = given.revoked.map(|day| t!("list-revoked", day = When::Day(day).to_string()));
    let (name, post, award) = (entry.name.clone(), line.post(), line.award.clone());
    let whole = href(&given.decision);
    let paper = line.clone();
    let wanted = move |_| wanted(app, &paper);
    view! {
        {revoked.map(|words| view! { <Notice tone=Tone::Bad title=words words=said("published-revoked-words")/> })}
        <Card title=name aside=post>
            <p class="award-name">{award}</p>
            <dl class="facts">{facts.into_iter().collect_view()}</dl>
            <div class="row wrap"><LinkButton kind=Press::Line icon=Glyph::Award href=whole label=said("published-whole")/></div>
        </Card>
        <Card title=said("paper-title")>
            <p class="muted">{said("published-extract-words")}</p>
            <PaperButtons kinds=Signal::stored(vec![Kind::Extract]) wanted/>
        </Card>
    }
}

/// The extract of all that the decision gives this one, as it stands.
fn wanted(app: App, line: &Line) -> Option<Wanted> {
    let decision = app.row::<Decision>(DECISION, &line.given.decision)?;
    let own = |other: &Arc<Line>| {
        let given = &other.given;
        given.decision == line.given.decision
            && given.entry.subject == line.given.entry.subject
            && given.revoked.is_none()
    };
    let entries = board::lines(app).into_iter().filter(own);
    let given = entries.map(|one| (app.row::<Award>(AWARD, &one.given.entry.award), one.given.entry.clone())).collect();
    let data = extract::data(&Extract {
        office: rows::office(app, &decision.unit),
        number: line.given.number.clone(),
        post: line.post(),
        given,
        decision,
    });
    let data = extract::with_link(data, link(&line.id()));
    Some(Wanted { title: line.given.entry.name.clone(), unit: line.given.entry.unit.clone(), data })
}
