//! The history of awards out of a file: it is read on this device, every row is reported, and nothing is taken while any
//! row has a fault. What is taken goes into the outbox in one step.
//!
//! ```text
//! file.rs       the chosen file becomes a table
//! register.rs   against what its rows are checked
//! report.rs     every row, and what becomes of it
//! template.rs   an empty file with the right headings
//! ```

mod file;
mod register;
mod report;
mod template;

use leptos::prelude::*;
use serde_json::{Value, json};
use thidua_domain::history::fact::{Fact, MOST, Title};
use thidua_domain::history::import::DryRun;
use thidua_domain::org::GRANT;
use wasm_bindgen_futures::spawn_local;

use self::file::{Problem, Table};
use crate::browser::picture::Picked;
use crate::browser::time;
use crate::components::button::{Button, Press};
use crate::components::card::{Card, EmptyState, Notice, PageHead, Tone, Waiting};
use crate::components::icon::{Glyph, Icon};
use crate::pages::activities::words::why_not;
use crate::state::{App, app};
use crate::text::{said, t};

/// Room that the facts of one command may take, in bytes of JSON: below what a command may hold.
const ROOM: usize = 150_000;
/// Letters of a file's name that are kept as the source of its facts.
const NAME_MAX: usize = 120;

/// What is going on.
#[derive(Clone, Copy)]
struct Desk {
    app: App,
    table: RwSignal<Option<Table>>,
    /// The file that is being read.
    reading: RwSignal<String>,
    problem: RwSignal<Option<Problem>>,
    /// How many facts were taken out of the file that is shown.
    taken: RwSignal<Option<usize>>,
    why_not: RwSignal<String>,
    sending: RwSignal<String>,
}

impl Desk {
    /// Reads the first of the files. The one that was read before is put away.
    fn choose(self, picked: Vec<Picked>) {
        let Some(file) = picked.into_iter().next() else { return };
        self.table.set(None);
        self.problem.set(None);
        self.taken.set(None);
        self.why_not.set(String::new());
        self.reading.set(file.name());
        spawn_local(async move {
            time::painted().await;
            let read = file::read(&file).await;
            // Another file may have been chosen meanwhile.
            if self.reading.try_get_untracked().as_deref() != Some(file.name().as_str()) {
                return;
            }
            self.reading.try_set(String::new());
            match read {
                Ok(table) => _ = self.table.try_set(Some(table)),
                Err(problem) => _ = self.problem.try_set(Some(problem)),
            }
        });
    }

    /// Takes all new facts of a clean file, in one step.
    fn take(self, titles: Vec<Title>) {
        let Some(name) = self.table.with_untracked(|table| table.as_ref().map(|table| table.name.clone())) else {
            return;
        };
        let count = titles.len();
        let name: String = name.chars().take(NAME_MAX).collect();
        let commands = commands(titles, &t!("import-source", file = name));
        self.sending.set(t!("import-taking"));
        spawn_local(async move {
            let sent = self.app.send_all("fact.record@1", commands).await;
            self.sending.try_set(String::new());
            match sent {
                Ok(()) => {
                    self.why_not.try_set(String::new());
                    self.taken.try_set(Some(count));
                }
                Err(why) => _ = self.why_not.try_set(why_not(&why)),
            }
        });
    }
}

/// Facts in as few commands as may be, each with an id of its own.
fn commands(titles: Vec<Title>, source: &str) -> Vec<(String, Value)> {
    let mut lots: Vec<Vec<Value>> = Vec::new();
    let mut room = 0;
    for title in titles {
        let fact = json!(Fact::Title(title));
        let size = fact.to_string().len();
        match lots.last_mut() {
            Some(lot) if lot.len() < MOST && size <= room => lot.push(fact),
            _ => {
                lots.push(vec![fact]);
                room = ROOM;
            }
        }
        room = room.saturating_sub(size);
    }
    let command = |facts| (time::record_id(), json!({ "facts": facts, "source": source }));
    lots.into_iter().map(command).collect()
}

/// The way to this screen, for who may enter facts somewhere.
#[component]
pub fn Way() -> impl IntoView {
    let app = app();
    let may = Memo::new(move |_| {
        app.follow(GRANT);
        register::may_somewhere(app)
    });
    view! { <Show when=move || may.get()><p class="also"><a href="/de-nghi/nhap-lich-su">{said("import-open")}</a></p></Show> }
}

#[component]
pub fn ImportHistory() -> impl IntoView {
    let app = app();
    let desk = Desk {
        app,
        table: RwSignal::new(None),
        reading: RwSignal::default(),
        problem: RwSignal::new(None),
        taken: RwSignal::new(None),
        why_not: RwSignal::default(),
        sending: RwSignal::default(),
    };
    let may = Memo::new(move |_| {
        app.follow(GRANT);
        register::may_somewhere(app)
    });
    let back = Signal::stored("/de-nghi/dieu-kien".to_owned());
    let nobody = || view! { <EmptyState glyph=Glyph::Award title=said("import-not-yours") words=said("import-not-yours-words")/> };
    view! {
        <div class="page import">
            <PageHead title=said("import-title") note=said("import-note") back back_label=said("eligible-back")/>
            <Show when=move || may.get() fallback=nobody>
                <Choosing desk/>
                <Read desk/>
                <template::Template/>
            </Show>
        </div>
    }
}

/// A file is chosen, or dropped here.
#[component]
fn Choosing(desk: Desk) -> impl IntoView {
    let over = RwSignal::new(false);
    let problem = move || {
        desk.problem.get().map(|problem| {
            let (title, words) = problem.words();
            view! { <Notice tone=Tone::Bad title words/> }
        })
    };
    view! {
        <Card title=said("import-file")>
            <div
                class="drop-zone"
                class:over=over
                on:dragover=move |event| { event.prevent_default(); over.set(true); }
                on:dragleave=move |_| over.set(false)
                on:drop=move |event| {
                    event.prevent_default();
                    over.set(false);
                    desk.choose(Picked::of_drop(&event));
                }
            >
                <p class="muted">{said("import-drop")}</p>
                <label class="btn main pick-file">
                    <Icon glyph=Glyph::File/>
                    <span>{move || if desk.table.read().is_some() { t!("import-choose-again") } else { t!("import-choose") }}</span>
                    <input class="visually-hidden" type="file" accept=".xlsx,.csv,.txt,text/csv"
                        on:change=move |event| desk.choose(Picked::of_input(&event))/>
                </label>
            </div>
            <Show when=move || !desk.reading.read().is_empty()>
                <Waiting words=move || t!("import-reading", file = desk.reading.get())/>
            </Show>
            {problem}
        </Card>
    }
}

/// What the file says, as long as there is one.
#[component]
fn Read(desk: Desk) -> impl IntoView {
    let run = Memo::new(move |_| desk.table.get().map(|table| register::check(desk.app, &table)));
    move || run.get().map(|run| view! { <Outcome desk run/> })
}

#[component]
fn Outcome(desk: Desk, run: DryRun) -> impl IntoView {
    let name = move || desk.table.get().map(|table| table.title()).unwrap_or_default();
    let unread = run.unread.clone();
    let notes = move || desk.table.get().map(|table| table.notes(&unread)).unwrap_or_default();
    let notes = move || notes().into_iter().map(|note| view! { <p class="muted">{note}</p> }).collect_view();
    let new = run.titles().map_or(0, |titles| titles.len());
    let kept = StoredValue::new(run.clone());
    // What was taken is known from then on; the words say that it was taken from here.
    let verdict = move || kept.with_value(|run| report::verdict(run, desk.taken.get()));
    view! {
        <Card title=name>
            {notes}
            {verdict}
            <Show when=move || !desk.why_not.read().is_empty()><Notice tone=Tone::Bad title=desk.why_not/></Show>
            <Show when=move || { new > 0 }>
                <div class="row wrap end">
                    <Button
                        kind=Press::Main
                        icon=Glyph::Tick
                        label=move || t!("import-take", count = new)
                        busy=desk.sending
                        on_press=move |()| desk.take(kept.with_value(DryRun::titles).unwrap_or_default())
                    />
                </div>
            </Show>
            <report::Rows run/>
        </Card>
    }
}
