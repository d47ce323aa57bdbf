//! What waits for me: what was refused or returned, two versions that meet, my drafts, and for heads what others sent.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;
use serde_json::{Map, Value};
use thidua_domain::conflict::{self, Conflict};
use thidua_domain::policy::{Act, Target};
use thidua_domain::record::State;
use thidua_domain::{activity, date, inspection, kinds as all, nomination};
use thidua_sync::client::{Entry, EntryState};
use thidua_sync::command::Fields;
use thidua_sync::order;

use crate::browser::time;
use crate::components::card::{EmptyState, Tone};
use crate::components::icon::Glyph;
use crate::components::status::{ItemState, Pill, StatusPill};
use crate::pages::activities::words::draft_title;
use crate::pages::attended;
use crate::pages::awards::decision;
use crate::pages::drafts;
use crate::pages::moments;
use crate::pages::nominations::words;
use crate::pages::records::kinds::{self, Kind};
use crate::pages::records::{self, term};
use crate::state::{App, app};
use crate::text::{refusal_text, said, t};

/// Lines of a kind in sight; the rest is counted.
const FIRST: usize = 5;

/// What the sign at the end of a line says.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Sign {
    State(ItemState),
    /// Places of a draft that need a hand.
    Errors(usize),
    /// How a term stands.
    Term(Tone, String),
}

#[derive(Clone, Debug, PartialEq)]
struct Line {
    key: String,
    href: String,
    title: String,
    detail: String,
    sign: Sign,
}

#[component]
pub fn Waiting() -> impl IntoView {
    let app = app();
    let hands = Memo::new(move |_| [refused(app), clashes(app), returned(app)].concat());
    let drafts = Memo::new(move |_| drafts(app));
    let review = Memo::new(move |_| review(app));
    let owed = Memo::new(move |_| remedies(app));
    let of_year = Memo::new(move |_| review_of_the_year(app));
    let disputed = Memo::new(move |_| disputed(app));
    let to_sign = Memo::new(move |_| to_sign(app));
    let nothing = move || {
        hands.read().is_empty()
            && disputed.read().is_empty()
            && to_sign.read().is_empty()
            && owed.read().is_empty()
            && of_year.read().is_empty()
            && drafts.read().is_empty()
            && review.read().is_empty()
    };
    view! {
        <section class="card">
            <header class="card-head"><h2>{said("today-waiting")}</h2></header>
            <Show when=nothing>
                <EmptyState glyph=Glyph::Tick title=said("today-waiting-none-title") words=said("today-waiting-none")/>
            </Show>
            <Group lines=hands title=Signal::derive(move || t!("today-hands", count = hands.read().len())) more=""/>
            <Group lines=to_sign title=Signal::derive(move || t!("sign-waiting", count = to_sign.read().len())) more=""/>
            <Group lines=owed title=Signal::derive(move || t!("today-remedies", count = owed.read().len())) more=""/>
            <Group lines=disputed title=Signal::derive(move || t!("today-disputed", count = disputed.read().len())) more=""/>
            <Group lines=review title=Signal::derive(move || t!("today-review", count = review.read().len())) more="/cho-duyet"/>
            <Group lines=of_year title=Signal::derive(move || t!("today-review-year", count = of_year.read().len())) more=""/>
            <Group lines=drafts title=Signal::derive(move || t!("today-drafts", count = drafts.read().len())) more=""/>
        </section>
    }
}

/// Lines of one kind under their name. Where `more` leads, the whole list stands; else the rest opens in place.
#[component]
fn Group(lines: Memo<Vec<Line>>, #[prop(into)] title: Signal<String>, more: &'static str) -> impl IntoView {
    let first = move || lines.read().iter().take(FIRST).cloned().collect::<Vec<_>>();
    let rest = move || lines.read().iter().skip(FIRST).cloned().collect::<Vec<_>>();
    let one = |line: Line| view! { <OneLine line/> };
    view! {
        <Show when=move || !lines.read().is_empty()>
            <h3 class="list-heading">{move || title.get()}</h3>
            <ul class="list" role="list">{move || first().into_iter().map(one).collect_view()}</ul>
            {move || match (more, rest().len()) {
                ("", 0) => ().into_any(),
                ("", count) => view! {
                    <details class="more">
                        <summary>{t!("today-more-lines", count = count)}</summary>
                        <ul class="list" role="list">{rest().into_iter().map(one).collect_view()}</ul>
                    </details>
                }
                .into_any(),
                (href, _) => view! { <p><a class="link" href=href>{t!("today-open-review")}</a></p> }.into_any(),
            }}
        </Show>
    }
}

#[component]
fn OneLine(line: Line) -> impl IntoView {
    view! {
        <li class="list-item">
            <a class="list-link" href=line.href>
                <span class="grow">
                    <span class="list-title">{line.title}</span>
                    <span class="list-sub full">{line.detail}</span>
                </span>
                {match line.sign {
                    Sign::State(state) => view! { <StatusPill state=Signal::derive(move || state)/> }.into_any(),
                    Sign::Term(tone, words) => view! { <Pill tone label=words/> }.into_any(),
                    Sign::Errors(0) => view! { <Pill tone=Tone::Good label=said("draft-clean")/> }.into_any(),
                    Sign::Errors(count) => view! { <Pill tone=Tone::Wait label=move || t!("draft-errors", count = count)/> }.into_any(),
                }}
            </a>
        </li>
    }
}

/// Decisions that wait for my signature.
fn to_sign(app: App) -> Vec<Line> {
    let line = |(id, title): (String, String)| Line {
        key: format!("decision/{id}"),
        href: decision::href(&id),
        title,
        detail: t!("sign-prepared"),
        sign: Sign::Term(Tone::Wait, t!("sign-due")),
    };
    decision::to_sign::waiting(app).into_iter().map(line).collect()
}

/// Check-ins that wait for the word of their organiser.
fn disputed(app: App) -> Vec<Line> {
    let line = |(id, title, count): (String, String, usize)| Line {
        key: format!("event/{id}"),
        href: format!("/diem-danh/{id}"),
        title,
        detail: t!("today-disputed-count", count = count),
        sign: Sign::Term(Tone::Wait, t!("checkin-disputed")),
    };
    attended::disputed(app).into_iter().map(line).collect()
}

/// What the server did not take, with its reason. It is settled on the sync screen.
fn refused(app: App) -> Vec<Line> {
    let line = |entry: Entry| {
        let EntryState::Refused(why) = &entry.state else { return None };
        let fields: Fields =
            entry.command.args["fields"].as_object().cloned().unwrap_or_default().into_iter().collect();
        Some(Line {
            key: entry.command.id.0.to_string(),
            href: "/dong-bo".into(),
            title: entry_title(app, &entry, &fields),
            detail: refusal_text(&why.code, &why.params),
            sign: Sign::State(ItemState::Attention),
        })
    };
    app.attention().into_iter().filter_map(line).collect()
}

/// The name of what a refused command is about: of the record, or of what it would have become.
fn entry_title(app: App, entry: &Entry, fields: &Fields) -> String {
    let id = &entry.command.entity;
    if entry.command.verb().starts_with("nomination") {
        let known = app.views(|views| views.nomination(id)).flatten();
        let title = known.map_or_else(|| words::title_of_draft(app, fields), |item| words::title_of(app, &item.record));
        return format!("{} – {}", title.nominee, title.award);
    }
    if let Some(kind) = entry.command.verb().split_once('.').and_then(|(table, _)| kinds::of_table(table)) {
        let known: Option<Map<String, Value>> = app.row(kind.spec.table, id);
        let title = known.map(|record| records::words::title(app, kind, &record));
        return title.unwrap_or_else(|| records::words::draft_title(app, kind, fields)).name;
    }
    let known = app.views(|views| views.activity(id)).flatten().map(|item| item.record.title.clone());
    known.unwrap_or_else(|| draft_title(fields))
}

/// My records of which two versions wait for my choice.
fn clashes(app: App) -> Vec<Line> {
    let me = app.my_id();
    let mut records = BTreeSet::new();
    for (_, row) in app.rows::<Conflict>(conflict::TABLE) {
        records.insert((row.of.table, row.of.id));
    }
    let line = |(table, id): (String, String)| {
        let (author, title, href) = match table.as_str() {
            nomination::TABLE => {
                let item = app.views(|views| views.nomination(&id)).flatten()?;
                let title = words::title_of(app, &item.record);
                (item.record.author.clone(), format!("{} – {}", title.nominee, title.award), format!("/de-nghi/{id}"))
            }
            table if let Some(kind) = kinds::of_table(table) => {
                let record: Map<String, Value> = app.row(kind.spec.table, &id)?;
                let title = records::words::title(app, kind, &record).name;
                (records::words::text(&record, "author").to_owned(), title, format!("{}/{id}", kind.path))
            }
            _ => {
                let item = app.views(|views| views.activity(&id)).flatten()?;
                (item.record.author.clone(), item.record.title.clone(), format!("/hoat-dong/{id}"))
            }
        };
        (author == me).then(|| Line {
            key: format!("conflict-{id}"),
            href,
            title,
            detail: t!("today-conflict"),
            sign: Sign::State(ItemState::Attention),
        })
    };
    records.into_iter().filter_map(line).collect()
}

/// My records that came back, with the reason.
fn returned(app: App) -> Vec<Line> {
    app.follow(activity::TABLE);
    app.follow(nomination::TABLE);
    let me = app.my_id();
    let (activities, nominations) =
        app.views(|views| (views.activity_list.clone(), views.nomination_list.clone())).unwrap_or_default();
    let reason = |by: &Option<String>, reason: &Option<String>| {
        let who = by.as_deref().map(|id| words::person_name(app, id)).unwrap_or_default();
        t!("today-returned", name = who, reason = reason.clone().unwrap_or_default())
    };
    let mut lines = Vec::new();
    for item in activities.iter().filter(|item| item.record.state == State::Returned && item.record.author == me) {
        let detail = reason(&item.record.decided_by, &item.record.reason);
        let (key, href) = (item.id.clone(), format!("/hoat-dong/{}", item.id));
        lines.push(Line {
            key,
            href,
            title: item.record.title.clone(),
            detail,
            sign: Sign::State(ItemState::Returned),
        });
    }
    for item in nominations.iter().filter(|item| item.record.state == State::Returned && item.record.author == me) {
        let detail = reason(&item.record.decided_by, &item.record.reason);
        let (key, href) = (item.id.clone(), format!("/de-nghi/{}", item.id));
        let title = words::title_of(app, &item.record);
        let title = format!("{} – {}", title.nominee, title.award);
        lines.push(Line { key, href, title, detail, sign: Sign::State(ItemState::Returned) });
    }
    lines.extend(of_the_year(app, |kind, record| {
        let read = |name: &str| records::words::text(record, name);
        if read("state") != "returned" || read("author") != me {
            return None;
        }
        let detail = t!("today-returned", name = words::person_name(app, read("decided_by")), reason = read("reason"));
        Some((kind.path.to_owned(), detail, Sign::State(ItemState::Returned)))
    }));
    lines
}

/// Lines of the year's other records: `tell` says where one leads, what is said of it, and its sign. Follows their tables.
fn of_the_year(
    app: App,
    tell: impl Fn(&'static Kind, &Map<String, Value>) -> Option<(String, String, Sign)>,
) -> Vec<Line> {
    let mut lines = Vec::new();
    for kind in &kinds::ALL {
        for (id, record) in app.rows::<Map<String, Value>>(kind.spec.table) {
            if let Some((path, detail, sign)) = tell(kind, &record) {
                let title = records::words::title(app, kind, &record).name;
                lines.push(Line { href: format!("{path}/{id}"), key: id, title, detail, sign });
            }
        }
    }
    lines
}

/// Remedies that this person's units owe, the nearest term first.
fn remedies(app: App) -> Vec<Line> {
    let calendar = term::calendar(app);
    let today = date::today(time::now());
    let leads = |unit: &str| app.may(Act::Lead, Target::unit(unit));
    let mut found: Vec<(Option<chrono::NaiveDate>, Line)> = Vec::new();
    for (id, record) in app.rows::<Map<String, Value>>(inspection::TABLE) {
        let inspected = records::words::ids(&record, thidua_domain::record::INSPECTED);
        if records::words::text(&record, "state") == "withdrawn" || !inspected.iter().any(|unit| leads(unit)) {
            continue;
        }
        let done = record.get("done").cloned().unwrap_or_default();
        let all = inspection::remedies(record.get("remedies").unwrap_or(&Value::Null));
        for remedy in all.into_iter().filter(|remedy| done[&remedy.id].is_null()) {
            let told = remedy.due.map(|due| term::of(&calendar, today, due));
            let (tone, words) = told.unwrap_or((Tone::Plain, t!("remedy-open")));
            let line = Line {
                key: format!("{id}.{}", remedy.id),
                href: format!("/kiem-tra/{id}"),
                title: remedy.text,
                detail: records::words::text(&record, "title").to_owned(),
                sign: Sign::Term(tone, words),
            };
            found.push((remedy.due, line));
        }
    }
    order::sort_by_key(&mut found, |(due, line)| (due.is_none(), *due, line.key.clone()));
    found.into_iter().map(|(_, line)| line).collect()
}

/// What I am writing, the latest first.
fn drafts(app: App) -> Vec<Line> {
    app.follow_drafts();
    let mut drafts = app.peek(|client| client.drafts().cloned().collect::<Vec<_>>()).unwrap_or_default();
    order::sort_by_key(&mut drafts, |draft| std::cmp::Reverse(draft.at));
    let line = |draft: thidua_sync::draft::Draft| {
        let saved = t!("draft-saved", at = moments::moment(draft.at, time::now()));
        let of_year = all::of_form(&draft.form).and_then(|spec| kinds::of_table(spec.table));
        let (title, kind, href, errors) = if let Some(kind) = of_year {
            let title = records::words::draft_title(app, kind, &draft.fields).name;
            let errors = (kind.check)(&draft.fields).len();
            (title, kind.say("tab"), drafts::href(&draft), errors)
        } else if words::is_nomination_form(&draft.form) {
            let title = words::title_of_draft(app, &draft.fields);
            let errors = (nomination::SPEC.check)(&draft.fields).len();
            (format!("{} – {}", title.nominee, title.award), t!("today-kind-nomination"), drafts::href(&draft), errors)
        } else if let Some(title) = drafts::editor_title(&draft.form, &draft.fields) {
            (title, t!("today-kind-editor"), drafts::href(&draft), 0)
        } else if drafts::is_session_form(&draft.form) {
            (draft_title(&draft.fields), t!("council-session"), drafts::href(&draft), 0)
        } else {
            let errors = (activity::SPEC.check)(&draft.fields).len();
            (draft_title(&draft.fields), t!("today-kind-activity"), drafts::href(&draft), errors)
        };
        Line { key: draft.id, href, title, detail: format!("{kind} · {saved}"), sign: Sign::Errors(errors) }
    };
    drafts.into_iter().map(line).collect()
}

/// Activities that I may confirm, oldest first: who sent first waits longest.
fn review(app: App) -> Vec<Line> {
    app.follow(activity::TABLE);
    app.follow(thidua_domain::org::GRANT);
    let me = app.my_id();
    let mut offices: BTreeMap<String, bool> = BTreeMap::new();
    let list = app.views(|views| views.activity_list.clone()).unwrap_or_default();
    let mut open = Vec::new();
    for item in list.iter().filter(|item| item.record.state == State::Sent && item.record.author != me) {
        let unit = &item.record.unit;
        let may = *offices.entry(unit.clone()).or_insert_with(|| app.may(Act::ConfirmActivity, Target::unit(unit)));
        if may {
            open.push(item.clone());
        }
    }
    order::sort_by_key(&mut open, |item| item.record.sent_at);
    let line = |item: std::sync::Arc<crate::state::views::ActivityItem>| {
        let (who, at) =
            (words::person_name(app, &item.record.author), moments::moment(item.record.sent_at, time::now()));
        Line {
            key: item.id.clone(),
            href: "/cho-duyet".into(),
            title: item.record.title.clone(),
            detail: t!("today-sent-by", who = who, at = at),
            sign: Sign::State(ItemState::Sent),
        }
    };
    open.into_iter().map(line).collect()
}

/// Registrations and reports that I may confirm. The list of activities to confirm does not have them.
fn review_of_the_year(app: App) -> Vec<Line> {
    let me = app.my_id();
    of_the_year(app, |kind, record| {
        let read = |name: &str| records::words::text(record, name);
        let waits = kind.is_confirmed && read("state") == "sent" && read("author") != me;
        if !waits || !app.may(Act::ConfirmActivity, Target::unit(read("unit"))) {
            return None;
        }
        let at = record.get("sent_at").and_then(Value::as_i64).unwrap_or_default();
        let (who, at) = (words::person_name(app, read("author")), moments::moment(at, time::now()));
        let detail = format!("{} · {}", kind.say("tab"), t!("today-sent-by", who = who, at = at));
        Some((kind.path.to_owned(), detail, Sign::State(ItemState::Sent)))
    })
}
