//! An exemplar's way: its four stages, its publication, and the units that take it up.

use leptos::prelude::*;
use serde_json::{Map, Value, json};
use thidua_domain::exemplar::{self, STAGES};
use thidua_domain::form as shape;
use thidua_domain::policy::{Act, Target};
use thidua_domain::{date, record};
use thidua_sync::command::Fields;

use super::detail::Open;
use super::{PaneHead, kinds, words};
use crate::browser::time;
use crate::components::button::{Button, LinkButton, Press};
use crate::components::card::{Card, Notice, Tone};
use crate::components::date_field::DateField;
use crate::components::icon::{Glyph, Icon};
use crate::components::text_field::TextArea;
use crate::pages::moments;
use crate::pages::nominations::words::{person_name, unit_name};
use crate::pages::work;
use crate::state::app;
use crate::state::kept::Kept;
use crate::text::{error_text, said, t};

pub fn above(open: Open) -> AnyView {
    view! { <Stages open/><Published open/> }.into_any()
}

pub fn below(open: Open) -> AnyView {
    view! { <Uptakes open/> }.into_any()
}

/// All exemplars by stage, side by side: how many are where, and which.
#[component]
pub fn Board() -> impl IntoView {
    let app = app();
    let kind = kinds::at("/dien-hinh");
    let cards = Memo::new(move |_| {
        let rows = app.rows::<Map<String, Value>>(exemplar::TABLE).into_iter();
        let open = rows.filter(|(_, record)| record.get("state").is_none_or(|state| *state != "withdrawn"));
        let card = |(id, record): (String, Map<String, Value>)| {
            (exemplar::stage(&record), id, words::title(app, kind, &record).name, words::nominee(app, &record))
        };
        open.map(card).collect::<Vec<_>>()
    });
    let column = move |stage: &'static str| {
        let here = move || cards.read().iter().filter(|card| card.0 == stage).cloned().collect::<Vec<_>>();
        let card = |(_, id, title, who): (&str, String, String, String)| {
            view! {
                <li><a class="card" href=format!("/dien-hinh/{id}")>
                    <span class="list-title">{title}</span><span class="list-sub full">{who}</span>
                </a></li>
            }
        };
        view! {
            <section class="stack" aria-label=words::stage_name(stage)>
                <h3 class="list-heading">{words::stage_name(stage)}" · "{move || here().len()}</h3>
                <ul class="stack" role="list">{move || here().into_iter().map(card).collect_view()}</ul>
            </section>
        }
    };
    view! {
        <div class="form">
            <PaneHead kind title=said("exemplar-board") note=said("exemplar-board-words")/>
            <div class="board" tabindex="0" role="group" aria-label=said("exemplar-board")>{STAGES.into_iter().map(column).collect_view()}</div>
        </div>
    }
}

/// Where it is on its way, each stage with its day and through whom.
#[component]
fn Stages(open: Open) -> impl IntoView {
    let at = Memo::new(move |_| {
        let stage = exemplar::stage(&open.record());
        STAGES.iter().position(|known| *known == stage).unwrap_or(0)
    });
    let step = move |(index, stage): (usize, &'static str)| {
        let reached = move || index <= at.get();
        let when = move || match index {
            0 => words::day(words::text(&open.record(), "from")),
            _ => {
                let told = open.value("stages")[stage].clone();
                let by = told["by"].as_str().map(|by| person_name(open.app, by));
                let day = told["date"].as_str().map(words::day);
                [day, by].into_iter().flatten().collect::<Vec<_>>().join(" · ")
            }
        };
        view! {
            <li class="stage" class:reached=reached aria-current=move || (index == at.get()).then_some("step")>
                <span class="stage-mark">{move || if reached() { view! { <Icon glyph=Glyph::Tick/> }.into_any() } else { (index + 1).into_any() }}</span>
                <b>{words::stage_name(stage)}</b>
                <small>{when}</small>
            </li>
        }
    };
    view! {
        <section class="card stack">
            <h2>{said("exemplar-stages")}</h2>
            <ol class="stages">{STAGES.into_iter().enumerate().map(step).collect_view()}</ol>
            <Advance open at/>
        </section>
    }
}

/// On to the next stage, as soon as what it needs is written.
#[component]
fn Advance(open: Open, at: Memo<usize>) -> impl IntoView {
    let next = Memo::new(move |_| STAGES.get(at.get() + 1).copied());
    let lacks = Memo::new(move |_| {
        let (field, code) = exemplar::needs(next.get()?)?;
        let fields: Fields = open.record().into_iter().collect();
        (!shape::is_written(&fields, field)).then_some(code)
    });
    let is_open = move || open.value("state") != json!("withdrawn");
    let day = RwSignal::new(date::today(time::now()).to_string());
    let error =
        Memo::new(move |_| if date::day(&day.read()).is_none() { t!("error-date-unreal") } else { String::new() });
    let press = move |()| {
        if let (Some(stage), true) = (next.get_untracked(), error.get_untracked().is_empty()) {
            open.send("advance", json!({ "stage": stage, "date": day.get_untracked() }));
        }
    };
    let href = move || open.id.with_value(|id| format!("/dien-hinh/{id}/sua"));
    let label = move || t!("exemplar-advance", stage = words::stage_name(next.get().unwrap_or_default()));
    view! {
        <Show when=move || next.get().is_some() && is_open() && open.may(Act::Lead)>
            {move || match lacks.get() {
                Some(code) => view! {
                    <Notice title=label words=error_text(code)><LinkButton icon=Glyph::Pen href=href() label=said("edit")/></Notice>
                }
                .into_any(),
                None => view! {
                    <div class="row wrap end-line">
                        <div class="grow"><DateField label=said("exemplar-advance-day") value=day on_input=move |text| day.set(text) error/></div>
                        <Button kind=Press::Main label on_press=press/>
                    </div>
                }
                .into_any(),
            }}
        </Show>
    }
}

/// Whether everybody sees it, and through whom.
#[component]
fn Published(open: Open) -> impl IntoView {
    let published = Memo::new(move |_| open.value(record::PUBLISHED));
    let is_on = move || !published.read().is_null();
    let words = move || {
        let stamp = published.get();
        let who = person_name(open.app, stamp["by"].as_str().unwrap_or_default());
        t!(
            "exemplar-published-words",
            who = who,
            at = moments::moment(stamp["at"].as_i64().unwrap_or_default(), time::now())
        )
    };
    let may = move || open.may(Act::Lead) && open.value("state") != json!("withdrawn");
    let is_ready = move || matches!(exemplar::stage(&open.record()), "summed_up" | "spread");
    view! {
        <Show when=is_on>
            <Notice tone=Tone::Good title=said("exemplar-published") words>
                <Show when=may>
                    <Button kind=Press::Quiet label=said("exemplar-unpublish") on_press=move |()| open.send("publish", json!({ "on": false }))/>
                </Show>
            </Notice>
        </Show>
        <Show when=move || may() && !is_on() && is_ready()>
            <Notice title=said("exemplar-publish-title") words=said("exemplar-publish-words")>
                <Button kind=Press::Main icon=Glyph::People label=said("exemplar-publish") on_press=move |()| open.send("publish", json!({ "on": true }))/>
            </Notice>
        </Show>
    }
}

/// Who takes it up, and saying so for one's own unit.
#[component]
fn Uptakes(open: Open) -> impl IntoView {
    let app = open.app;
    let found = Memo::new(move |_| {
        let id = open.id.get_value();
        let rows = app.rows::<Map<String, Value>>(exemplar::UPTAKE).into_iter();
        rows.map(|(_, row)| row).filter(|row| words::text(row, "exemplar") == id).collect::<Vec<_>>()
    });
    let home = Memo::new(move |_| work::home(app).unwrap_or_default());
    let is_on = move || !open.value(record::PUBLISHED).is_null();
    let may = move || {
        is_on()
            && *home.read() != open.value("unit").as_str().unwrap_or_default()
            && app.may(Act::Lead, Target::unit(&home.read()))
    };
    let note = Kept::open(app, format!("take up {}", open.id.get_value()), String::new());
    let mine = Memo::new(move |_| found.read().iter().any(|row| words::text(row, "unit") == *home.read()));
    let press = move |()| {
        let args = json!({ "unit": home.get_untracked(), "note": note.words() });
        open.tell("take_up", args, note.spent());
    };
    let line = move |row: Map<String, Value>| {
        let at = row.get("at").and_then(Value::as_i64).unwrap_or_default();
        let (unit, note) = (unit_name(app, words::text(&row, "unit")), words::text(&row, "note").to_owned());
        view! {
            <li class="list-item"><div class="grow">
                <span class="list-title">{unit}</span>
                <span class="list-sub full">{note}</span>
                <small>{moments::moment(at, time::now())}</small>
            </div></li>
        }
    };
    let planned = move || words::ids(&open.record(), "units").len();
    view! {
        <Show when=move || is_on() || !found.read().is_empty()>
            <Card title=said("exemplar-uptakes") aside=move || t!("exemplar-uptakes-count", count = found.read().len(), planned = planned())>
                <Show when=move || !found.read().is_empty() fallback=|| view! { <p class="muted">{said("exemplar-uptakes-none")}</p> }>
                    <ul class="list" role="list">{move || found.get().into_iter().map(line).collect_view()}</ul>
                </Show>
                <Show when=may>
                    <div class="stack">
                        <TextArea label=said("exemplar-take-up-note") value=note.text on_input=move |text| note.write(text) rows=3 max=record::REASON_MAX/>
                        <div class="row wrap">
                            <Button kind=Press::Main label=move || if mine.get() { t!("exemplar-take-up-again") } else { t!("exemplar-take-up") } on_press=press/>
                        </div>
                    </div>
                </Show>
            </Card>
        </Show>
    }
}
