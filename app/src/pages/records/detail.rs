//! One record: what it says, where it stands, and what the reader may do with it.

use leptos::prelude::*;
use serde_json::{Map, Value, json};
use thidua_domain::conflict::{self, Conflict};
use thidua_domain::form::{self as shape, Field, Type};
use thidua_domain::policy::Act;
use thidua_domain::{activity, event, exemplar, inspection, movement, registration};
use thidua_sync::command::{Base, Fields};
use thidua_sync::row::Key;

use super::kinds::Kind;
use super::{PaneHead, actions, form, words};
use crate::browser::address::{Way, address};
use crate::browser::{device, time};
use crate::components::button::{LinkButton, Press};
use crate::components::card::{Card, EmptyState, Notice, Tone};
use crate::components::conflict::{ConflictCard, Resolution, Versions};
use crate::components::icon::Glyph;
use crate::components::status::{ItemState, StatusPill};
use crate::pages::activities::words::why_not;
use crate::pages::moments;
use crate::pages::nominations::history::RecordHistory;
use crate::pages::nominations::words::{person_name, unit_name};
use crate::pages::photos::PhotoStrip;
use crate::state::kept::Kept;
use crate::state::{App, app};
use crate::text::{said, t};

/// A record as it is shown now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Seen {
    pub seq: u64,
    pub pending: bool,
    pub record: Map<String, Value>,
}

/// The one on the screen, and what went wrong with it last.
#[derive(Clone, Copy)]
pub struct Open {
    pub app: App,
    pub kind: &'static Kind,
    pub id: StoredValue<String>,
    pub seen: Memo<Option<Seen>>,
    trouble: RwSignal<Option<String>>,
}

impl Open {
    /// Whether the reader may do this with the record as it stands. Followed.
    pub fn may(self, act: Act) -> bool {
        self.app.follow(thidua_domain::org::GRANT);
        self.seen.with(|seen| seen.as_ref().is_some_and(|seen| form::may(self.app, act, &seen.record)))
    }

    /// A field of the record; null without it. Followed.
    pub fn value(self, name: &str) -> Value {
        self.seen.with(|seen| seen.as_ref().and_then(|seen| seen.record.get(name)).cloned().unwrap_or_default())
    }

    /// Reads the record, followed; an empty one when it is gone.
    pub fn record(self) -> Map<String, Value> {
        self.seen.with(|seen| seen.as_ref().map(|seen| seen.record.clone()).unwrap_or_default())
    }

    /// Sends a command on the record as the reader sees it.
    pub fn send(self, verb: &str, args: Value) {
        self.send_then(verb, args, || ());
    }

    /// The same; `then` is done once it is durable.
    pub fn send_then(self, verb: &str, args: Value, then: impl FnOnce() + 'static) {
        let command = self.kind.command(verb);
        // A change of one's own that is still on its way will move it: the order of sending holds instead.
        let seq =
            self.seen.with_untracked(|seen| seen.as_ref().filter(|seen| !seen.pending).map_or(0, |seen| seen.seq));
        self.give(command, args, Base { seq, ..Base::default() }, then);
    }

    /// Sends a command about the record that presumes nothing of it. `then` is done once it is durable.
    pub fn tell(self, verb: &str, args: Value, then: impl FnOnce() + 'static) {
        self.give(self.kind.command(verb), args, Base::default(), then);
    }

    fn give(self, command: String, args: Value, base: Base, then: impl FnOnce() + 'static) {
        leptos::task::spawn_local(async move {
            let sent = self.app.send(&command, &self.id.get_value(), base, args, None).await;
            if sent.is_ok() {
                then();
            }
            self.trouble.try_set(sent.err().map(|why| why_not(&why)));
        });
    }

    pub fn draft_id(self) -> String {
        self.id.with_value(|id| format!("e-{id}"))
    }
}

#[component]
pub fn RecordDetail(kind: &'static Kind, id: String) -> impl IntoView {
    let app = app();
    let id = StoredValue::new(id);
    let seen = Memo::new(move |_| {
        app.follow(kind.spec.table);
        let key = Key::new(kind.spec.table, id.get_value());
        let read = |shown: thidua_sync::replica::Shown<'_>| {
            Some(Seen { seq: shown.seq, pending: shown.pending, record: shown.body.read()? })
        };
        app.peek(|client| client.replica.get(&key).and_then(read)).flatten()
    });
    let open = Open { app, kind, id, seen, trouble: RwSignal::new(None) };
    let is_there = Memo::new(move |_| seen.read().is_some());
    move || match is_there.get() {
        true => view! { <Whole open/> }.into_any(),
        false => view! { <Missing kind id=id.get_value()/> }.into_any(),
    }
}

/// No such record here: a draft that is written on elsewhere, or one that this person may not see.
#[component]
fn Missing(kind: &'static Kind, id: String) -> impl IntoView {
    let app = app();
    let address = address();
    Effect::new(move |_| {
        app.follow_drafts();
        if app.peek(|client| client.draft(&id).is_some()) == Some(true) {
            address.go(&format!("{}/{id}/sua", kind.path), Way::Instead);
        }
    });
    view! {
        <PaneHead kind title=move || kind.say("title")/>
        <EmptyState glyph=kind.glyph title=said("record-missing") words=said("record-gone")/>
    }
}

#[component]
fn Whole(open: Open) -> impl IntoView {
    let (app, kind) = (open.app, open.kind);
    let title = Memo::new(move |_| words::title(app, kind, &open.record()));
    // What of its own a kind shows follows the record by itself.
    let shown = Memo::new(move |_| {
        let record = open.record();
        kind.fields.iter().filter_map(|field| Some((field.name, record.get(field.name)?.clone()))).collect::<Vec<_>>()
    });
    view! {
        <PaneHead kind title=move || title.read().name.clone() note=move || title.read().detail.clone()/>
        <Standing open/>
        <Conflicts open/>
        {above(open)}
        {move || { shown.with(|_| ()); view! { <Words open/> } }}
        {below(open)}
        <RecordHistory table=kind.spec.table id=open.id.get_value()/>
        <actions::Actions open/>
    }
}

/// What a kind has of its own before the words of a record, and after them.
fn above(open: Open) -> AnyView {
    match open.kind.spec.table {
        movement::TABLE => super::movement::above(open),
        registration::TABLE => super::registration::above(open),
        exemplar::TABLE => super::exemplar::above(open),
        event::TABLE => {
            let href = open.id.with_value(|id| format!("/diem-danh/{id}"));
            view! { <p><LinkButton kind=Press::Main icon=Glyph::Scan href=href label=said("event-check-in")/></p> }
                .into_any()
        }
        _ => ().into_any(),
    }
}

fn below(open: Open) -> AnyView {
    match open.kind.spec.table {
        movement::TABLE => super::movement::below(open),
        exemplar::TABLE => super::exemplar::below(open),
        inspection::TABLE => super::inspection::below(open),
        _ => ().into_any(),
    }
}

/// The state, by whom and when, and why it came back.
#[component]
fn Standing(open: Open) -> impl IntoView {
    let (app, kind) = (open.app, open.kind);
    let state = Signal::derive(move || {
        open.seen.with(|seen| match seen {
            Some(seen) => words::state(kind, &seen.record, seen.pending, false),
            None => ItemState::Sent,
        })
    });
    let sent = move || {
        open.seen.with(|seen| {
            seen.as_ref().map(|seen| {
                let at = seen.record.get("sent_at").and_then(Value::as_i64).unwrap_or_default();
                let (who, at) =
                    (person_name(app, words::text(&seen.record, "author")), moments::moment(at, time::now()));
                match (seen.pending, seen.seq) {
                    (true, 0) => t!("nomination-sent-here", who = who, at = at),
                    (true, _) => t!("nomination-changed-here", who = who, at = at),
                    _ => t!("nomination-sent-by", who = who, at = at),
                }
            })
        })
    };
    let returned = move || {
        let record = open.record();
        let reason = words::text(&record, "reason").to_owned();
        let who = person_name(app, words::text(&record, "decided_by"));
        (state.get() == ItemState::Returned).then(|| (t!("nomination-returned-by", who = who), reason))
    };
    let is_refused = move || {
        let id = open.id.get_value();
        app.attention().into_iter().any(|entry| entry.command.entity == id)
    };
    view! {
        <p class="row wrap"><StatusPill state/><span class="muted">{sent}</span></p>
        {move || returned().map(|(title, reason)| view! { <Notice tone=Tone::Wait title words=reason/> })}
        {move || open.trouble.get().map(|why| view! { <Notice tone=Tone::Bad title=said("nomination-not-sent") words=why/> })}
        {move || is_refused().then(|| view! {
            <Notice tone=Tone::Bad title=said("record-refused") words=said("nomination-refused-words")>
                <LinkButton href="/dong-bo" label=said("nomination-refused-open")/>
            </Notice>
        })}
    }
}

/// What was written: facts in a list, longer words each in a card.
#[component]
fn Words(open: Open) -> impl IntoView {
    let (app, kind) = (open.app, open.kind);
    let record = open.record();
    let fields: Fields = record.clone().into_iter().collect();
    let written = kind.fields.iter().filter(|field| shape::is_written(&fields, field.name));
    let written = written.filter(|field| !kind.in_tabs.contains(&field.name));
    let (short, long): (Vec<&'static Field>, Vec<&'static Field>) = written.partition(|field| words::is_short(field));
    let value = |name: &str| words::value_text(app, kind, name, record.get(name).unwrap_or(&Value::Null));
    let fact = |field: &'static Field| {
        // The title stands above.
        (field.name != "title")
            .then(|| view! { <dt>{kind.field_name(field.name)}</dt><dd class="prose">{value(field.name)}</dd> })
    };
    let unit = unit_name(app, words::text(&record, "unit"));
    let part = |field: &'static Field| match field.is {
        Type::Evidence => {
            let pieces = words::ids(&record, field.name);
            view! { <PhotoStrip pieces=Signal::stored(pieces) label=move || kind.field_name(field.name)/> }.into_any()
        }
        // Their kind shows them with what became of them.
        Type::Lines(_) => ().into_any(),
        Type::Ids => view! { <Activities app kind ids=words::ids(&record, field.name)/> }.into_any(),
        _ => {
            let (name, text) = (kind.field_name(field.name), value(field.name));
            view! { <Card title=name><p class="prose">{text}</p></Card> }.into_any()
        }
    };
    view! {
        <section class="card">
            <dl class="facts">
                {short.into_iter().map(fact).collect_view()}
                <dt>{said("record-unit")}</dt>
                <dd>{unit}</dd>
            </dl>
        </section>
        {long.into_iter().map(part).collect_view()}
    }
}

/// The activities that bear it out, each a way to its own page.
#[component]
fn Activities(app: App, kind: &'static Kind, ids: Vec<String>) -> impl IntoView {
    let count = ids.len();
    let line = move |id: String| {
        app.follow(activity::TABLE);
        match app.views(|views| views.activity(&id)).flatten() {
            Some(item) => view! {
                <li class="list-item"><a class="list-link" href=format!("/hoat-dong/{id}")>
                    <span class="grow"><span class="list-title">{item.record.title.clone()}</span></span>
                </a></li>
            }
            .into_any(),
            None => view! { <li class="list-item muted">{said("evidence-unknown")}</li> }.into_any(),
        }
    };
    view! {
        <Card title=move || kind.field_name("activities") aside=move || t!("evidence-count", count = count)>
            <ul class="list" role="list">{move || ids.iter().cloned().map(line).collect_view()}</ul>
        </Card>
    }
}

/// Two versions of one field, for whoever may change it to choose from.
#[component]
fn Conflicts(open: Open) -> impl IntoView {
    let (app, kind) = (open.app, open.kind);
    let clashes = Memo::new(move |_| {
        let id = open.id.get_value();
        let mine = |(_, row): &(String, Conflict)| row.of.table == kind.spec.table && row.of.id == id;
        if open.may(kind.edit()) { app.rows(conflict::TABLE).into_iter().filter(mine).collect() } else { Vec::new() }
    });
    let card = move |(key, row): (String, Conflict)| {
        let value = |value: &Value| words::value_text(app, kind, &row.field, value);
        let field = kind.fields.iter().find(|field| field.name == row.field);
        let versions = Versions {
            field: kind.field_name(&row.field),
            base: value(&row.base),
            mine: value(&row.mine),
            mine_by: person_name(app, &row.mine_by),
            theirs: value(&row.theirs),
            theirs_by: person_name(app, &row.theirs_by),
            is_text: field.is_some_and(|field| matches!(field.is, Type::Text(most) if most > 300)),
        };
        let merged = Kept::open(app, format!("merge {key}"), String::new());
        let choose = move |resolution: Resolution| {
            let value = match resolution {
                Resolution::Mine => row.mine.clone(),
                Resolution::Theirs => row.theirs.clone(),
                Resolution::Merged(text) => json!(device::nfc(text.trim())),
            };
            let args = json!({ "table": kind.spec.table, "conflict": key, "value": value });
            open.give(conflict::RESOLVE.to_owned(), args, Base::default(), merged.spent());
        };
        view! { <ConflictCard versions merged=merged.text on_merge=move |text| merged.write(text) on_choose=choose/> }
    };
    view! { <For each=move || clashes.get() key=|(key, _)| key.clone() children=card/> }
}
