//! One session: when and where, who is there, its dossiers, and what its secretary and chair do with it.

use leptos::prelude::*;

use super::acts::Trouble;
use super::known::{self, Known, Part};
use super::open::Open;
use super::{Missing, PATH, agenda, close, decision, papers, people, quota, submission, words};
use crate::components::button::{LinkButton, Press};
use crate::components::card::{Card, Notice, PageHead};
use crate::components::icon::Glyph;
use crate::components::status::{ItemState, Pill, StatusPill};
use crate::pages::nominations::words::unit_name;
use crate::state::app;
use crate::text::{said, t};
use thidua_domain::council::rows::Stage;
use thidua_domain::date::When;

#[component]
pub fn SessionPage(id: String) -> impl IntoView {
    let app = app();
    let found = Memo::new(move |_| known::session(app, &id));
    let is_there = Memo::new(move |_| found.read().is_some());
    move || match is_there.get().then(|| untrack(|| found.get())).flatten() {
        Some(first) => view! { <Whole found first/> }.into_any(),
        None => view! { <Missing/> }.into_any(),
    }
}

#[component]
fn Whole(found: Memo<Option<Known>>, first: Known) -> impl IntoView {
    let open = Open::new(found, first);
    let known = open.known;
    let part = Memo::new(move |_| known.read().part);
    let stage = Memo::new(move |_| words::stage(known.read().session.state));
    let waits = Memo::new(move |_| known.read().waits);
    let list = Signal::derive(move || format!("{PATH}/{}/danh-sach", known.read().id));
    let print = Signal::derive(move || format!("{PATH}/{}/in", known.read().id));
    view! {
        <div class="page council">
            <PageHead
                title=Signal::derive(move || known.read().session.title.clone())
                note=Signal::derive(move || words::when_where(&known.read().session))
                back=PATH.to_owned()
                back_label=said("council-all")
            >
                <LinkButton kind=Press::Quiet icon=Glyph::File href=list label=said("nominees-open")/>
                <LinkButton kind=Press::Quiet icon=Glyph::File href=print label=said("council-summary")/>
            </PageHead>
            <p class="row wrap">
                <Pill tone=Signal::derive(move || stage.get().0) label=Signal::derive(move || stage.get().1)/>
                <span class="muted">{move || words::part_name(part.get())}</span>
                <Show when=move || waits.get()><StatusPill state=ItemState::Waiting/></Show>
            </p>
            <Trouble acts=open.acts of=Signal::derive(move || known.read().id.clone())/>
            <close::Course open/>
            <Show
                when=move || part.get() != Part::Clerk
                fallback=|| view! { <Notice title=said("council-clerk") words=said("council-clerk-words")/> }
            >
                <agenda::Agenda open/>
            </Show>
            <div class="cols">
                <people::People open/>
                <Facts open/>
            </div>
            <Show when=move || part.get() != Part::Clerk><quota::Quotas open/></Show>
            <Show when=move || known.read().session.state == Stage::Closed>
                <decision::Decisions open/>
            </Show>
            <Show when=move || open.leads()><papers::SessionPapers open/></Show>
            <Show when=move || known.read().session.state == Stage::Closed && part.get() != Part::Clerk>
                <submission::Submissions open/>
            </Show>
        </div>
    }
}

/// What was said when it was convened.
#[component]
fn Facts(open: Open) -> impl IntoView {
    let known = open.known;
    let agenda = move || known.read().session.agenda.clone();
    let minutes = move || known.read().session.minutes.clone();
    let rubric = move || {
        let line = |mark: &thidua_domain::council::rows::Mark| {
            view! { <li>{t!("council-rubric-line", label = mark.label.clone(), max = mark.max)}</li> }
        };
        known.read().session.rubric.iter().map(line).collect_view()
    };
    let concluded = move || {
        let notice = known.read().session.concluded.clone()?;
        Some(t!("conclude-line", number = notice.number, day = When::Day(notice.day).to_string()))
    };
    view! {
        <Card title=said("council-facts")>
            <dl class="facts">
                <dt>{said("council-unit")}</dt><dd>{move || unit_name(open.app, &known.read().session.unit)}</dd>
                <dt>{said("council-year")}</dt><dd>{move || known.read().session.year.to_string()}</dd>
                <dt>{said("council-rules")}</dt><dd>{move || super::form::rules_name(open.app, &known.read().session.rules)}</dd>
                {move || concluded().map(|words| view! { <dt>{said("conclude-title")}</dt><dd>{words}</dd> })}
            </dl>
            <Show when=move || !agenda().is_empty()>
                <h3>{said("council-agenda")}</h3><p class="prose">{agenda}</p>
            </Show>
            <Show when=move || !known.read().session.rubric.is_empty()>
                <h3>{said("council-rubric")}</h3><ul class="bullets">{rubric}</ul>
            </Show>
            <Show when=move || !minutes().is_empty()>
                <h3>{said("council-minutes")}</h3><p class="prose">{minutes}</p>
            </Show>
        </Card>
    }
}
