//! One event: how the reader attended it, and for its organisers who attended and what is to be decided.

use leptos::prelude::*;
use serde_json::{Map, Value, json};
use thidua_domain::checkin::attendance::Guest;
use thidua_domain::checkin::attendance_id;
use thidua_domain::checkin::summary::{Summary, summary};
use thidua_domain::{activity, date, event};
use thidua_sync::command::{Base, Fields};
use thidua_sync::draft::Draft;
use wasm_bindgen_futures::spawn_local;

use super::known::{self, Known, Line};
use super::{Head, Missing, acts, list, words};
use crate::browser::address::{Way, address};
use crate::browser::time;
use crate::components::button::{Button, LinkButton, Press};
use crate::components::card::{Card, Notice, Tone};
use crate::components::icon::Glyph;
use crate::components::status::Pill;
use crate::pages::activities::words::why_not;
use crate::pages::moments::ticking;
use crate::pages::nominations::words::unit_name;
use crate::state::{App, app};
use crate::text::{said, t};

#[component]
pub fn EventPage(id: String) -> impl IntoView {
    let app = app();
    let known = Memo::new(move |_| known::event(app, &id));
    let is_there = Memo::new(move |_| known.read().is_some());
    move || match is_there.get() {
        true => view! { <Whole known=Signal::derive(move || known.get().unwrap_or_else(nobody))/> }.into_any(),
        false => view! { <Missing/> }.into_any(),
    }
}

/// Between an event's going and its page's.
fn nobody() -> Known {
    let event = event::Event::read(&Map::from_iter([
        ("opens".to_owned(), json!("1970-01-01T07:00")),
        ("closes".to_owned(), json!("1970-01-01T07:00")),
    ]))
    .expect("invariant: these are its hours");
    Known { id: String::new(), title: String::new(), place: String::new(), event, organises: false }
}

#[component]
fn Whole(known: Signal<Known>) -> impl IntoView {
    let app = app();
    let clock = ticking();
    let standing = Memo::new(move |_| {
        clock.track();
        words::standing(&known.read(), acts::now(app))
    });
    let note = move || {
        let known = known.read();
        let parts = [words::hours(&known), known.place.clone(), unit_name(app, &known.event.unit)];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    };
    let organises = Memo::new(move |_| known.read().organises);
    let plan = move || format!("/su-kien/{}", known.read().id);
    view! {
        <div class="page checkin">
            <Head title=Signal::derive(move || known.read().title.clone()) note=Signal::derive(note) back="/diem-danh" back_to=said("checkin-all")/>
            <p><Pill tone=Signal::derive(move || standing.get().0) label=Signal::derive(move || standing.get().1)/></p>
            <Mine known/>
            {move || organises.get().then(|| view! { <Organise known/> })}
            <p><a href=plan>{said("checkin-event-open")}</a></p>
        </div>
    }
}

/// How the reader attended.
#[component]
fn Mine(known: Signal<Known>) -> impl IntoView {
    let app = app();
    let line = Memo::new(move |_| known::mine(app, &known.read()));
    let clock = move |at: Option<i64>| words::clock(&known.read(), at);
    move || match line.get() {
        Some(line) => {
            let (tone, label) = words::grade(&line);
            let times = match (line.verdict.first_in, line.verdict.last_out) {
                (came, Some(left)) => {
                    t!("checkin-mine-both", came = clock(came), left = clock(Some(left)))
                }
                (came, None) => t!("checkin-mine-in", at = clock(came)),
            };
            let reasons = words::reasons(&line).join(" ");
            let is_counted = line.verdict.is_counted;
            view! {
                <Card title=said("checkin-mine")>
                    <p class="row wrap"><Pill tone=Signal::stored(tone) label=Signal::stored(label)/><span>{times}</span></p>
                    <p class="muted">{reasons}</p>
                    <Show when=move || is_counted><ToActivity known/></Show>
                </Card>
            }
            .into_any()
        }
        None => view! {
            <Notice title=said("checkin-mine-none") words=said("checkin-mine-none-words")>
                <LinkButton kind=Press::Line icon=Glyph::Scan href="/diem-danh/quet" label=said("checkin-scan")/>
                <LinkButton kind=Press::Quiet href="/diem-danh/ma-cua-toi" label=said("checkin-pass")/>
            </Notice>
        }
        .into_any(),
    }
}

/// Begins an activity that rests on this check-in.
#[component]
fn ToActivity(known: Signal<Known>) -> impl IntoView {
    let (app, address) = (app(), address());
    let failed = RwSignal::new(String::new());
    let press = move |()| {
        let known = known.get_untracked();
        let record = untrack(|| app.row::<Map<String, Value>>(event::TABLE, &known.id)).unwrap_or_default();
        let mut fields = Fields::new();
        for name in ["title", "place", "movement", "campaign"] {
            fields.extend(record.get(name).map(|value| (name.to_owned(), value.clone())));
        }
        fields.insert("date".into(), json!(date::today(known.event.opens).to_string()));
        fields.insert("attendances".into(), json!([attendance_id(&known.id, &app.my_id())]));
        let id = time::record_id();
        let draft = Draft { id: id.clone(), form: activity::FORM.into(), fields, rev: 1, at: time::now() };
        spawn_local(async move {
            match app.save_draft(draft).await {
                Ok(()) => address.go(&format!("/hoat-dong/{id}"), Way::Forward),
                Err(why) => drop(failed.try_set(why_not(&why))),
            }
        });
    };
    view! {
        <div class="row wrap"><Button kind=Press::Quiet icon=Glyph::Note label=said("checkin-to-activity") on_press=press/></div>
        <Show when=move || !failed.read().is_empty()><Notice tone=Tone::Bad title=said("activity-not-done") words=failed/></Show>
    }
}

#[component]
fn Organise(known: Signal<Known>) -> impl IntoView {
    let app = app();
    let lines = Memo::new(move |_| known::lines(app, &known.read()));
    let sum = Memo::new(move |_| summed(&known.read(), &lines.read()));
    let trouble = RwSignal::new(String::new());
    let to = move |what: &str| format!("/diem-danh/{}/{what}", known.read().id);
    let is_closed = Memo::new(move |_| known.read().event.closed.is_some());
    let close = move |()| {
        let (id, on) = (known.read_untracked().id.clone(), !is_closed.get_untracked());
        spawn_local(async move {
            let sent = app.send("event.close@1", &id, Base::default(), json!({ "on": on }), None).await;
            let _ = trouble.try_set(sent.err().map(|why| why_not(&why)).unwrap_or_default());
        });
    };
    view! {
        <nav class="big-actions" aria-label=said("checkin-organise")>
            <LinkButton big=true kind=Press::Main icon=Glyph::Device href=to("chieu-ma") label=said("checkin-show")/>
            <LinkButton big=true icon=Glyph::Scan href=to("quet") label=said("checkin-desk")/>
        </nav>
        <Figures app known sum/>
        <list::Attendances known lines sum/>
        <div class="row wrap">
            <LinkButton kind=Press::Line icon=Glyph::Lock href=to("ban-don") label=said("checkin-kiosk")/>
            <LinkButton kind=Press::Line icon=Glyph::File href=to("in") label=said("checkin-print")/>
            <Button kind=Press::Line label=move || if is_closed.get() { t!("event-reopen") } else { t!("event-close") } on_press=close/>
        </div>
        <p class="muted">{said("event-close-words")}</p>
        <Show when=move || !trouble.read().is_empty()><Notice tone=Tone::Bad title=said("nomination-not-sent") words=trouble/></Show>
    }
}

pub fn summed(known: &Known, lines: &[Line]) -> Summary {
    let all = lines.iter().map(|line| (line.id.as_str(), line.attendance.unit.as_deref(), &line.verdict));
    summary(&known.event, all)
}

/// Counts, and where the people come from.
#[component]
fn Figures(app: App, known: Signal<Known>, sum: Memo<Summary>) -> impl IntoView {
    use thidua_domain::checkin::reason::Grade;
    let of = move |grade: Grade| sum.read().by_grade.get(&grade).copied().unwrap_or_default().to_string();
    let room = move || match known.read().event.capacity {
        Some(room) => t!("checkin-counted-of", count = sum.read().counted, room = room),
        None => t!("checkin-count", count = sum.read().counted),
    };
    let units = move || {
        let sum = sum.read();
        let line = |(unit, count): (&String, &u32)| {
            let name = if unit.is_empty() { t!("checkin-guests") } else { unit_name(app, unit) };
            view! { <tr><th scope="row">{name}</th><td class="number">{count.to_string()}</td></tr> }
        };
        sum.by_unit.iter().map(line).collect_view()
    };
    view! {
        <Card title=Signal::derive(room)>
            <dl class="figures">
                <div><dt>{said("checkin-verified")}</dt><dd>{move || of(Grade::Verified)}</dd></div>
                <div><dt>{said("checkin-claimed")}</dt><dd>{move || of(Grade::Claimed)}</dd></div>
                <div><dt>{said("checkin-disputed")}</dt><dd>{move || of(Grade::Disputed)}</dd></div>
            </dl>
            <Show when=move || { sum.read().by_unit.len() > 1 }>
                <table class="table"><caption class="visually-hidden">{said("checkin-by-unit")}</caption><tbody>{units}</tbody></table>
            </Show>
        </Card>
    }
}

/// A guest's own words for where they come from.
pub fn from(line: &Line) -> String {
    match &line.attendance.guest {
        Some(Guest { unit, .. }) if unit.is_empty() => t!("checkin-guests"),
        _ => line.unit.1.clone(),
    }
}
