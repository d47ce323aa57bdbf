//! The list of one kind: drafts and what was refused on top, then the records, newest first.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use leptos::prelude::*;
use serde_json::{Map, Value};
use thidua_domain::conflict::{self, Conflict};
use thidua_domain::name::{fold, matches};
use thidua_domain::policy::Target;
use thidua_domain::{exemplar, kinds as all, registration};
use thidua_sync::order;

use super::kinds::{self, Kind};
use super::{Area, words};
use crate::browser::time;
use crate::components::button::{LinkButton, Press};
use crate::components::card::{EmptyState, PageHead, Tone};
use crate::components::chips::ChipGroup;
use crate::components::icon::Glyph;
use crate::components::select::Choice;
use crate::components::status::{ItemState, Pill, StatusPill};
use crate::components::text_field::SearchField;
use crate::components::virtual_list::VirtualList;
use crate::pages::{drafts, moments, work};
use crate::state::{App, app};
use crate::text::{refusal_text, said, t};

/// A line of the list.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    id: String,
    href: String,
    title: String,
    detail: String,
    state: ItemState,
    /// How many places of a draft need a hand.
    errors: Option<usize>,
    mine: bool,
    /// An exemplar's stage.
    stage: &'static str,
    folded: String,
}

#[component]
pub fn RecordList(kind: &'static Kind) -> impl IntoView {
    let app = app();
    let Area { path, query, filter, .. } = expect_context();
    let records = Memo::new(move |_| records(app, kind));
    let upper = Memo::new(move |_| [refused(app, kind), drafts(app, kind)].concat());
    let fits = move |line: &Line| passes(line, filter.get()) && matches(&line.folded, &fold(&query.read()));
    let shown = Memo::new(move |_| records.read().iter().filter(|line| fits(line)).cloned().collect::<Vec<_>>());
    let on_top = Memo::new(move |_| upper.read().iter().filter(|line| fits(line)).cloned().collect::<Vec<_>>());
    let is_empty = move || records.read().is_empty() && upper.read().is_empty();
    let may_begin = move || {
        let unit = work::home(app).or_else(|| app.me().map(|me| me.unit)).unwrap_or_default();
        app.may(kind.spec.submit, Target::unit(&unit))
    };
    view! {
        <Ways kind/>
        <PageHead title=move || kind.say("title")>
            <Show when=move || kind.spec.table == registration::TABLE>
                <LinkButton kind=Press::Quiet icon=Glyph::File href="/dang-ky/in" label=said("registration-print")/>
            </Show>
            <Show when=move || kind.spec.table == exemplar::TABLE>
                <LinkButton kind=Press::Quiet icon=Glyph::Plan href="/dien-hinh/bang" label=said("exemplar-board")/>
            </Show>
            <Show when=may_begin>
                <LinkButton kind=Press::Main icon=Glyph::Plus href=format!("{}/moi", kind.path) label=move || kind.say("new")/>
            </Show>
        </PageHead>
        <Show
            when=move || !is_empty()
            fallback=move || view! { <EmptyState glyph=kind.glyph title=move || kind.say("none") words=move || kind.say("none-words")/> }
        >
            <SearchField label=move || kind.say("search") value=query on_input=move |text| query.set(text)/>
            <ChipGroup
                label=said("record-filter")
                choices=Signal::derive(move || filters(kind))
                chosen=Signal::derive(move || vec![filter.get().to_owned()])
                on_toggle=move |value: String| filter.set(FILTERS.into_iter().find(|known| *known == value).unwrap_or("all"))
            />
            <Show when=move || !on_top.read().is_empty()>
                <h2 class="list-heading">{move || t!("nomination-drafts", count = on_top.read().len())}</h2>
                <ul class="list" role="list">
                    {move || on_top.get().into_iter().map(|line| view! { <TopLine line path/> }).collect_view()}
                </ul>
            </Show>
            <Show when=move || !shown.read().is_empty()>
                <VirtualList
                    items=shown
                    key=|line: &Line| line.id.clone()
                    href=|line: &Line| line.href.clone()
                    row=|line: Line| view! { <LineBody line/> }
                    label=kind.say("title")
                    current=path
                    guess=92.0
                />
            </Show>
            <Show when=move || shown.read().is_empty() && on_top.read().is_empty()>
                <p class="muted" role="status">{said("record-none-found")}</p>
            </Show>
        </Show>
    }
}

/// From one kind to the next.
#[component]
fn Ways(kind: &'static Kind) -> impl IntoView {
    let way = |other: &'static Kind| {
        let is_here = (other == kind).then_some("page");
        view! { <a class="tab" href=other.path aria-current=is_here>{move || other.say("tab")}</a> }
    };
    view! { <nav class="ways" aria-label=said("record-ways")>{kinds::ALL.iter().map(way).collect_view()}</nav> }
}

#[component]
fn TopLine(line: Line, path: Memo<String>) -> impl IntoView {
    let (href, own) = (line.href.clone(), line.href.clone());
    let is_here = move || (*path.read() == own).then_some("true");
    view! { <li class="list-item"><a class="list-link" href=href aria-current=is_here><LineBody line/></a></li> }
}

#[component]
fn LineBody(line: Line) -> impl IntoView {
    let (state, errors) = (line.state, line.errors);
    view! {
        <span class="grow">
            <span class="list-title">{line.title}</span>
            <span class="list-sub full">{line.detail}</span>
        </span>
        <span class="list-side">
            {match errors {
                Some(0) => view! { <Pill tone=Tone::Good label=said("draft-clean")/> }.into_any(),
                Some(_) => view! { <Pill tone=Tone::Wait label=said("draft-faulty")/> }.into_any(),
                None => view! { <StatusPill state=Signal::derive(move || state)/> }.into_any(),
            }}
        </span>
    }
}

const FILTERS: [&str; 9] = ["all", "mine", "sent", "confirmed", "returned", "found", "fostered", "summed_up", "spread"];

fn filters(kind: &Kind) -> Vec<Choice> {
    let mut choices =
        vec![Choice::new("all", t!("nomination-filter-all")), Choice::new("mine", t!("nomination-filter-mine"))];
    if kind.is_confirmed {
        choices.push(Choice::new("sent", t!("state-sent")));
        choices.push(Choice::new("confirmed", t!("state-confirmed")));
        choices.push(Choice::new("returned", t!("state-returned")));
    }
    if kind.spec.table == exemplar::TABLE {
        choices.extend(exemplar::STAGES.map(|stage| Choice::new(stage, words::stage_name(stage))));
    }
    choices
}

fn passes(line: &Line, filter: &str) -> bool {
    match filter {
        "mine" => line.mine,
        "sent" => matches!(line.state, ItemState::Sent | ItemState::Waiting),
        "confirmed" => line.state == ItemState::Confirmed,
        "returned" => matches!(line.state, ItemState::Returned | ItemState::Attention),
        "all" => true,
        stage => line.stage == stage && line.state != ItemState::Withdrawn,
    }
}

/// Follows the kind's table and conflicts.
fn records(app: App, kind: &'static Kind) -> Vec<Line> {
    let me = app.my_id();
    let clashing = clashing(app, kind);
    app.follow(kind.spec.table);
    let mut rows: Vec<(String, Map<String, Value>, bool)> = Vec::new();
    app.peek(|client| {
        client.replica.each(kind.spec.table, |shown| {
            if let Value::Object(record) = shown.body.value() {
                rows.push((shown.id.to_owned(), record, shown.pending));
            }
        });
    });
    let newest = |(id, record, _): &(String, Map<String, Value>, bool)| {
        let withdrawn = record.get("state").is_some_and(|state| *state == "withdrawn");
        (withdrawn, Reverse(record.get("sent_at").and_then(Value::as_i64)), id.clone())
    };
    order::sort_by_key(&mut rows, newest);
    let line = |(id, record, pending): (String, Map<String, Value>, bool)| {
        let title = words::title(app, kind, &record);
        Line {
            href: format!("{}/{id}", kind.path),
            folded: fold(&format!("{} {}", title.name, title.detail)),
            state: words::state(kind, &record, pending, clashing.contains(&id)),
            mine: words::text(&record, "author") == me || words::text(&record, "person") == me,
            stage: exemplar::stage(&record),
            title: title.name,
            detail: title.detail,
            errors: None,
            id,
        }
    };
    rows.into_iter().map(line).collect()
}

/// Records of which two versions wait for a choice.
fn clashing(app: App, kind: &Kind) -> BTreeSet<String> {
    let rows = app.rows::<Conflict>(conflict::TABLE).into_iter();
    rows.filter(|(_, row)| row.of.table == kind.spec.table).map(|(_, row)| row.of.id).collect()
}

/// Follows the drafts.
fn drafts(app: App, kind: &'static Kind) -> Vec<Line> {
    app.follow_drafts();
    let is_ours = |form: &str| all::of_form(form).is_some_and(|spec| spec.table == kind.spec.table);
    let found = app.peek(|client| client.drafts().filter(|draft| is_ours(&draft.form)).cloned().collect::<Vec<_>>());
    let mut found = found.unwrap_or_default();
    order::sort_by_key(&mut found, |draft| Reverse(draft.at));
    let line = |draft: thidua_sync::draft::Draft| {
        let title = words::draft_title(app, kind, &draft.fields);
        let saved = t!("draft-saved", at = moments::moment(draft.at, time::now()));
        let is_edit = drafts::record_of(&draft).is_some();
        let what = if is_edit { t!("draft-of-changes") } else { t!("state-draft") };
        let detail = [title.detail, what, saved].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
        let detail = detail.join(" · ");
        Line {
            href: drafts::href(&draft),
            folded: fold(&format!("{} {detail}", title.name)),
            title: title.name,
            errors: Some((kind.check)(&draft.fields).len()),
            id: draft.id,
            state: ItemState::Draft,
            mine: true,
            stage: "",
            detail,
        }
    };
    found.into_iter().map(line).collect()
}

/// New records that the server did not take: they are in no list of records.
fn refused(app: App, kind: &'static Kind) -> Vec<Line> {
    let submit = kind.command("submit");
    let entries = app.attention().into_iter().filter(|entry| entry.command.kind == submit);
    let line = |entry: thidua_sync::client::Entry| {
        let fields = entry.command.args["fields"].as_object().cloned().unwrap_or_default();
        let title = words::title(app, kind, &fields);
        let why = match &entry.state {
            thidua_sync::client::EntryState::Refused(why) => refusal_text(&why.code, &why.params),
            _ => String::new(),
        };
        Line {
            id: entry.command.id.0.to_string(),
            href: "/dong-bo".into(),
            folded: fold(&format!("{} {why}", title.name)),
            title: title.name,
            detail: why,
            state: ItemState::Attention,
            errors: None,
            mine: true,
            stage: "",
        }
    };
    entries.map(line).collect()
}
