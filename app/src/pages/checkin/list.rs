//! Who attended: to look through, to decide on, to take out as a table and to print.

use leptos::prelude::*;
use thidua_domain::checkin::summary::Summary;
use thidua_domain::name::{fold, matches};
use thidua_domain::record::REASON_MAX;
use thidua_domain::table::Cell;
use wasm_bindgen_futures::spawn_local;

use super::event::{from, summed};
use super::known::{self, Known, Line};
use super::{Head, Missing, acts, words};
use crate::browser::device;
use crate::components::button::{Button, Press};
use crate::components::card::{Card, EmptyState, Notice, Tone};
use crate::components::chips::ChipGroup;
use crate::components::icon::Glyph;
use crate::components::select::Choice;
use crate::components::status::Pill;
use crate::components::text_field::{SearchField, TextArea};
use crate::pages::here::once_here;
use crate::pages::nominations::words::unit_name;
use crate::pages::table::{Table, TableButtons};
use crate::state::app;
use crate::state::kept::Kept;
use crate::text::{said, t};

/// Lines drawn at once; a search finds the others.
const DRAWN: usize = 100;

#[component]
pub fn Attendances(known: Signal<Known>, lines: Memo<Vec<Line>>, sum: Memo<Summary>) -> impl IntoView {
    let query = RwSignal::new(String::new());
    let only_waiting = RwSignal::new(false);
    let found = Memo::new(move |_| {
        let query = fold(&query.read());
        let fits = |line: &&Line| {
            (!only_waiting.get() || line.verdict.waits())
                && matches(&fold(&format!("{} {}", line.name, from(line))), &query)
        };
        lines.read().iter().filter(fits).cloned().collect::<Vec<_>>()
    });
    let drawn = Memo::new(move |_| found.read().iter().take(DRAWN).cloned().collect::<Vec<_>>());
    let one = move |first: Line| {
        let id = first.id.clone();
        let line = Memo::new(move |last: Option<&Line>| {
            let now = lines.read().iter().find(|line| line.id == id).cloned();
            now.or_else(|| last.cloned()).unwrap_or_else(|| first.clone())
        });
        view! { <OneLine line=line.into() known sum/> }
    };
    let choices = move || {
        let waiting = sum.read().waiting;
        vec![
            Choice::new("all", t!("checkin-filter-all")),
            Choice::new("waiting", t!("checkin-filter-waiting", count = waiting)),
        ]
    };
    let chosen = move || vec![if only_waiting.get() { "waiting".to_owned() } else { "all".to_owned() }];
    let table = move |()| as_table(&known.read_untracked(), &lines.read_untracked());
    view! {
        <Card title=said("checkin-list")>
            <Show
                when=move || !lines.read().is_empty()
                fallback=|| view! { <p class="muted">{said("checkin-list-none")}</p> }
            >
                <SearchField label=said("checkin-list-search") value=query on_input=move |text| query.set(text)/>
                <ChipGroup
                    label=said("checkin-filter")
                    choices=Signal::derive(choices)
                    chosen=Signal::derive(chosen)
                    on_toggle=move |value: String| only_waiting.set(value == "waiting")
                />
                <ul class="list attendances" role="list">
                    <For each=move || drawn.get() key=|line| line.id.clone() children=one/>
                </ul>
                <p class="muted" role="status">
                    {move || match found.read().len() {
                        0 => t!("checkin-list-nobody"),
                        count if count > DRAWN => t!("checkin-list-more", count = count - DRAWN),
                        _ => String::new(),
                    }}
                </p>
                <TableButtons table words=move |name| t!("checkin-table-done", name = name)/>
            </Show>
        </Card>
    }
}

/// A line follows its person: what an organiser writes beside it stays while scans come in.
#[component]
fn OneLine(line: Signal<Line>, known: Signal<Known>, sum: Memo<Summary>) -> impl IntoView {
    let grade = Memo::new(move |_| words::grade(&line.read()));
    let is_over = move || sum.read().over_capacity.contains(&line.read().id);
    let detail = move || {
        let (line, known) = (line.read(), known.read());
        let came = words::clock(&known, line.verdict.first_in);
        let times = match line.verdict.last_out {
            Some(left) => format!("{came} – {}", words::clock(&known, Some(left))),
            None => came,
        };
        [times, from(&line)].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    };
    let reasons = move || {
        let line = line.read();
        let mut reasons = words::reasons(&line);
        if line.attendance.scans > 1 {
            reasons.push(t!("checkin-scans", count = line.attendance.scans));
        }
        reasons.join(" ")
    };
    let can_decide = Memo::new(move |_| !line.read().id.contains('?'));
    view! {
        <li class="list-item"><div class="stack">
            <div class="row">
                <span class="grow"><span class="list-title">{move || line.read().name.clone()}</span><span class="list-sub">{detail}</span></span>
                <Pill tone=Signal::derive(move || grade.get().0) label=Signal::derive(move || grade.get().1)/>
            </div>
            <p class="list-sub full">{reasons}</p>
            <Show when=is_over><p class="list-sub full">{said("checkin-reason-over-capacity")}</p></Show>
            <Show when=move || can_decide.get()><Decide line/></Show>
        </div></li>
    }
}

/// An organiser's word, with its reason.
#[component]
fn Decide(line: Signal<Line>) -> impl IntoView {
    let app = app();
    let kept = Kept::open(app, format!("attendance {}", line.with_untracked(|line| line.id.clone())), String::new());
    let (tried, trouble) = (RwSignal::new(false), RwSignal::new(String::new()));
    let error = move || {
        if tried.get() && kept.text.read().trim().is_empty() { t!("checkin-decide-missing") } else { String::new() }
    };
    let give = move |present: bool| {
        tried.set(true);
        let (words, spent) = (kept.words(), kept.spent());
        if words.is_empty() {
            return;
        }
        spawn_local(async move {
            let (id, seq) = line.with_untracked(|line| (line.id.clone(), if line.waiting > 0 { 0 } else { line.seq }));
            let sent = acts::resolve(app, (&id, seq), present, &words).await;
            if sent.is_ok() {
                spent();
                let _ = tried.try_set(false);
            }
            let _ = trouble.try_set(sent.err().unwrap_or_default());
        });
    };
    let waits = Memo::new(move |_| line.read().verdict.waits());
    let name = move || line.read().name.clone();
    view! {
        <details class="more" open=untrack(|| waits.get())>
            <summary>{move || if waits.get() { t!("checkin-decide") } else { t!("checkin-correct") }}</summary>
            <div class="stack">
                <TextArea label=said("checkin-decide-reason") value=kept.text on_input=move |text| kept.write(text) error=Signal::derive(error) rows=2 max=REASON_MAX/>
                <div class="row wrap">
                    <Button kind=Press::Line icon=Glyph::Tick label=said("checkin-decide-present") name=move || t!("checkin-decide-present-of", name = name()) on_press=move |()| give(true)/>
                    <Button kind=Press::Line icon=Glyph::Cross label=said("checkin-decide-absent") name=move || t!("checkin-decide-absent-of", name = name()) on_press=move |()| give(false)/>
                </div>
                <Show when=move || !trouble.read().is_empty()><Notice tone=Tone::Bad title=said("nomination-not-sent") words=trouble/></Show>
            </div>
        </details>
    }
}

/// Those who are counted first, by unit and name.
fn in_order(lines: &[Line]) -> Vec<Line> {
    let mut lines = lines.to_vec();
    thidua_sync::order::sort_by_key(&mut lines, |line| (!line.verdict.is_counted, from(line), line.name.clone()));
    lines
}

fn as_table(known: &Known, lines: &[Line]) -> Table {
    let head = ["number", "name", "unit", "in", "out", "state", "reasons"];
    let head = head.map(|name| Cell::Text(column(name)));
    let row = |(at, line): (usize, Line)| {
        let text = Cell::Text;
        vec![
            Cell::Number(i64::try_from(at + 1).unwrap_or_default()),
            text(line.name.clone()),
            text(from(&line)),
            text(words::clock(known, line.verdict.first_in)),
            text(words::clock(known, line.verdict.last_out)),
            text(words::grade(&line).1),
            text(words::reasons(&line).join(" ")),
        ]
    };
    let rows = in_order(lines).into_iter().enumerate().map(row);
    Table {
        file: t!("checkin-file", title = known.title.clone()),
        sheet: t!("checkin-list"),
        rows: std::iter::once(head.to_vec()).chain(rows).collect(),
        ..Table::default()
    }
}

fn column(name: &str) -> String {
    match name {
        "number" => t!("registration-column-number"),
        "name" => t!("registration-column-name"),
        "unit" => t!("record-unit"),
        "in" => t!("checkin-column-in"),
        "out" => t!("checkin-column-out"),
        "state" => t!("checkin-column-state"),
        _ => t!("checkin-column-reasons"),
    }
}

/// The list as it is printed and signed: those who are counted.
#[component]
pub fn PrintList(id: String) -> impl IntoView {
    let app = app();
    let find = move || known::event(app, &id).filter(|known| known.organises);
    once_here(find, |known| view! { <Whole known/> }.into_any(), || view! { <Missing/> }.into_any())
}

#[component]
fn Whole(known: Known) -> impl IntoView {
    let app = app();
    let (title, hours, back) = (known.title.clone(), words::hours(&known), format!("/diem-danh/{}", known.id));
    let (place, unit) = (StoredValue::new(known.place.clone()), StoredValue::new(unit_name(app, &known.event.unit)));
    let shown = known.clone();
    let lines = Memo::new(move |_| {
        let mut lines = in_order(&known::lines(app, &shown));
        lines.retain(|line| line.verdict.is_counted);
        lines
    });
    let own = StoredValue::new(known.clone());
    let sum = Memo::new(move |_| summed(&known, &lines.read()).counted);
    let clock = move |at: Option<i64>| own.with_value(|known| words::clock(known, at));
    let row = move |(at, line): (usize, Line)| {
        view! {
            <tr>
                <td>{at + 1}</td>
                <th scope="row">{line.name.clone()}</th>
                <td>{from(&line)}</td>
                <td>{clock(line.verdict.first_in)}</td>
                <td>{clock(line.verdict.last_out)}</td>
                <td>{words::grade(&line).1}</td>
            </tr>
        }
    };
    let head = ["number", "name", "unit", "in", "out", "state"];
    view! {
        <div class="page records print-list">
            <Head title note=hours back back_to=said("checkin-back")>
                <Button kind=Press::Main icon=Glyph::File label=said("print") on_press=|()| device::print()/>
            </Head>
            <Show when=move || !lines.read().is_empty() fallback=|| view! { <EmptyState glyph=Glyph::People title=said("checkin-list-none")/> }>
                <p class="print-only print-head"><b>{unit.get_value()}</b></p>
                <h2 class="print-title">{said("checkin-print-title")}</h2>
                <p>{place.get_value()}</p>
                <div class="wide"><table class="table lines">
                    <thead><tr>{head.into_iter().map(|name| view! { <th scope="col">{column(name)}</th> }).collect_view()}</tr></thead>
                    <tbody>{move || lines.get().into_iter().enumerate().map(row).collect_view()}</tbody>
                </table></div>
                <p>{move || t!("checkin-print-sum", count = sum.get())}</p>
                <div class="print-only print-signs"><p>{said("registration-sign-maker")}</p><p>{said("checkin-sign-organiser")}</p></div>
            </Show>
        </div>
    }
    .into_any()
}
