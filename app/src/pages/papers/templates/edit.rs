//! The words of a unit's next edition of a template: a draft as any other, and beside it the paper as it will read.

use leptos::prelude::*;
use serde_json::{Map, Value, json};
use thidua_domain::org::{UNIT, Unit};
use thidua_domain::template::{self, FORM, NOTE_MAX, PUBLISH};
use thidua_papers::schema::Kind;
use thidua_sync::client::Written;
use thidua_sync::command::{Base, Fields};
use wasm_bindgen_futures::spawn_local;

use super::line::Lines;
use super::one::own;
use super::sheet::Sheet;
use super::{Absent, Missing, PATH, built_in, may_change, sample, words};
use crate::browser::address::{Way, address};
use crate::browser::device;
use crate::components::button::{Button, Press};
use crate::components::card::{Card, Notice, PageHead, Tone, Waiting};
use crate::components::icon::Glyph;
use crate::components::status::SaveMark;
use crate::components::text_field::TextArea;
use crate::pages::activities::words::{saved, why_not};
use crate::pages::here::once_here;
use crate::pages::papers::chosen;
use crate::pages::papers::kind_name;
use crate::pages::papers::look::{Looked, looked};
use crate::state::editor::Editor;
use crate::state::{App, NotTaken, app};
use crate::text::{said, t};

/// Parts of a template; each is a field of the draft.
const PARTS: [&str; 8] = ["kind", "head", "to", "body", "ending", "recipients", "sign", "annexes"];
/// Most bytes of a template; the server takes no more.
const MOST: usize = 60_000;

/// One draft on the screen. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Form {
    pub app: App,
    pub unit: StoredValue<String>,
    pub kind: Kind,
    pub editor: Editor,
    pub seen: RwSignal<Looked>,
    sample: StoredValue<Value>,
    built_in: StoredValue<Value>,
}

impl Form {
    /// The template that is written. Followed.
    pub fn value(self) -> Value {
        self.editor.fields.with(assembled)
    }

    /// Changes the template, and writes the part in which it was changed.
    pub fn change(self, change: impl FnOnce(&mut Value)) {
        let before = self.editor.fields.with_untracked(assembled);
        let mut after = before.clone();
        change(&mut after);
        self.write(&before, &after);
    }

    fn write(self, before: &Value, after: &Value) {
        for part in PARTS.into_iter().filter(|part| before[*part] != after[*part]) {
            self.editor.set(part, after[part].clone());
        }
    }

    /// Where this draft's edition stands among the unit's: the next one.
    fn nth(self) -> u32 {
        let own = self.unit.with_value(|unit| own(self.app, unit, self.kind));
        own.first().map_or(1, |one| one.edition.nth + 1)
    }

    /// An edition that came after the one over which this draft was begun. Followed.
    fn newer(self) -> Option<u32> {
        let begun = self.editor.value("_nth").as_u64().unwrap_or_default();
        let latest = self.nth() - 1;
        (u64::from(latest) > begun).then_some(latest)
    }

    async fn send(self) -> Result<(), NotTaken> {
        let (unit, nth) = (self.unit.get_value(), untrack(|| self.nth()));
        let hand = async |fields: Fields, written: Written| {
            let template = assembled(&fields).to_string();
            let template: Value = serde_json::from_str(&device::nfc(&template)).unwrap_or_default();
            let note = device::nfc(fields.get("note").and_then(Value::as_str).unwrap_or_default().trim());
            let id = template::id(&unit, self.kind.name(), nth);
            let args = json!({
                "unit": unit, "kind": self.kind.name(), "nth": nth, "template": template, "note": note, "fields": fields,
            });
            self.app.send(PUBLISH, &id, Base::default(), args, Some(written)).await
        };
        self.editor.hand_over(hand).await
    }
}

/// The template out of the fields of a draft.
fn assembled(fields: &Fields) -> Value {
    let part = |name: &str| Some((name.to_owned(), fields.get(name)?.clone()));
    let parts: Map<String, Value> = PARTS.into_iter().filter_map(part).collect();
    Value::Object(parts)
}

/// What a draft begins with.
fn first(unit: &str, kind: Kind, nth: u32, template: &Value) -> Fields {
    let mut fields: Fields =
        PARTS.into_iter().filter_map(|part| Some((part.to_owned(), template.get(part)?.clone()))).collect();
    fields.insert("_unit".into(), json!(unit));
    fields.insert("_kind".into(), json!(kind.name()));
    fields.insert("_nth".into(), json!(nth));
    fields
}

#[component]
pub fn TemplateEditor(unit: String, kind: String, draft: String) -> impl IntoView {
    let app = app();
    let own = unit.clone();
    let find = move || {
        let name = app.row::<Unit>(UNIT, &own)?.name;
        Some((name, Kind::named(&kind)?)).filter(|_| may_change(app, &own))
    };
    let shown = move |(name, kind)| view! { <Editing unit=unit.clone() name kind draft=draft.clone()/> }.into_any();
    once_here(find, shown, || view! { <Missing/> }.into_any())
}

#[component]
fn Editing(unit: String, name: String, kind: Kind, draft: String) -> impl IntoView {
    let app = app();
    // The program's own template and data to show it with are files of the program.
    let (came, failed) = (RwSignal::new(None::<(Value, Value)>), RwSignal::new(false));
    let load = move |()| {
        failed.set(false);
        spawn_local(async move {
            match (built_in(kind).await, sample(kind).await) {
                (Some(template), Some(data)) => drop(came.try_set(Some((template, data)))),
                _ => drop(failed.try_set(true)),
            }
        });
    };
    load(());
    let (unit, draft, name) = (StoredValue::new(unit), StoredValue::new(draft), StoredValue::new(name));
    move || match came.get() {
        Some((template, data)) => {
            let form = open(app, unit, kind, &draft.get_value(), (template, data));
            view! { <Whole form name=name.get_value()/> }.into_any()
        }
        None if failed.get() => view! { <div class="page"><Absent on_retry=load/></div> }.into_any(),
        None => view! { <div class="page"><Waiting words=said("screen-coming")/></div> }.into_any(),
    }
}

fn open(app: App, unit: StoredValue<String>, kind: Kind, draft: &str, (template, data): (Value, Value)) -> Form {
    let begins = untrack(|| {
        unit.with_value(|unit| {
            let latest = own(app, unit, kind).first().map_or(0, |one| one.edition.nth);
            let holds = chosen::in_force(app, unit, kind.name());
            let holds = holds.into_iter().find_map(|(known, _)| known.edition.template.filter(Value::is_object));
            first(unit, kind, latest, &holds.unwrap_or_else(|| template.clone()))
        })
    });
    let editor = Editor::open(app, draft, FORM, begins);
    let (sample, built_in) = (StoredValue::new(data), StoredValue::new(template));
    let form = Form { app, unit, kind, editor, seen: RwSignal::default(), sample, built_in };
    Effect::new(move |_| {
        let value = form.value();
        spawn_local(async move {
            let Some(data) = form.sample.try_get_value() else { return };
            if let Ok(mut now) = looked(value, data).await {
                let _ = form.seen.try_update(|seen| {
                    // What cannot be read leaves the last paper that could be.
                    if now.paper.is_none() {
                        now.paper = seen.paper.take();
                        now.labels = std::mem::take(&mut seen.labels);
                    }
                    *seen = now;
                });
            }
        });
    });
    form
}

#[component]
fn Whole(form: Form, name: String) -> impl IntoView {
    let address = address();
    let there = form.unit.with_value(|unit| format!("{PATH}/{unit}/{}", form.kind.name()));
    let back = Signal::stored(there.clone());
    let there = StoredValue::new(there);
    let trouble = RwSignal::new(String::new());
    let saved = Signal::derive(move || saved(form.editor.saved.get()));
    let is_large = Memo::new(move |_| form.value().to_string().len() > MOST);
    let is_ready = Memo::new(move |_| {
        let is_long = form.editor.text("note").chars().count() > NOTE_MAX;
        form.seen.read().fault.is_none() && !form.seen.read().slots.is_empty() && !is_large.get() && !is_long
    });
    let finish = move |done: Result<(), NotTaken>| match done {
        // Who has gone elsewhere meanwhile stays there.
        Ok(()) => there.try_get_value().into_iter().for_each(|there| address.go(&there, Way::Instead)),
        Err(why) => drop(trouble.try_set(why_not(&why))),
    };
    let publish = move |()| spawn_local(async move { finish(form.send().await) });
    let discard = move |()| {
        spawn_local(async move {
            let hand = async |_: Fields, written: Written| form.app.discard_draft(&written.id).await;
            finish(form.editor.hand_over(hand).await);
        });
    };
    let reset = move |()| {
        let before = form.editor.fields.with_untracked(assembled);
        form.built_in.with_value(|template| form.write(&before, template));
    };
    let note = Signal::derive(move || form.editor.text("note"));
    let newer = move || form.newer().map(|nth| t!("template-newer", nth = nth.to_string())).unwrap_or_default();
    let title = t!("template-edit-title", kind = kind_name(form.kind));
    view! {
        <div class="page templates">
            <PageHead title note=name back back_label=said("template-edit-back")/>
            <Show when=move || form.newer().is_some()>
                <Notice tone=Tone::Wait title=Signal::derive(newer) words=said("template-newer-words")/>
            </Show>
            <Fault form/>
            <Show when=move || is_large.get()>
                <Notice tone=Tone::Bad title=said("template-large") words=said("template-large-words")/>
            </Show>
            <div class="template-both">
                <div class="form">
                    <Lines form/>
                    <Card title=said("template-note-title")>
                        <TextArea id="template-note" label=said("template-note") hint=said("template-note-hint") value=note on_input=move |text: String| form.editor.set("note", text) rows=2 max=NOTE_MAX/>
                    </Card>
                </div>
                <section class="template-sheet" aria-label=said("template-reads")>
                    <h2>{said("template-reads")}</h2>
                    <p class="muted"><small>{said("template-sample")}</small></p>
                    {move || {
                        let looked = form.seen.get();
                        looked.paper.is_some().then(|| view! { <Sheet looked/> })
                    }}
                </section>
            </div>
            <Show when=move || !trouble.read().is_empty()>
                <Notice tone=Tone::Bad title=said("template-trouble") words=trouble/>
            </Show>
            <footer class="form-bar">
                <span class="grow"><SaveMark saved/></span>
                <Button kind=Press::Quiet label=said("template-discard") on_press=discard/>
                <Button kind=Press::Line icon=Glyph::Undo label=said("template-reset") on_press=reset/>
                <Button kind=Press::Main icon=Glyph::Send label=said("template-publish") disabled=Signal::derive(move || !is_ready.get()) on_press=publish/>
            </footer>
        </div>
    }
}

/// What is wrong, with a way to its line where it has one.
#[component]
fn Fault(form: Form) -> impl IntoView {
    let lines = move || {
        let seen = form.seen.read();
        let wrong =
            seen.slots.iter().filter_map(|slot| Some((slot.at.clone(), slot.what.clone(), slot.wrong.clone()?)));
        let mut found: Vec<(String, String)> =
            wrong.map(|(at, what, wrong)| (at, format!("{}: {}", words::what(&what), words::wrong(&wrong)))).collect();
        if let (true, Some(fault)) = (found.is_empty(), &seen.fault) {
            found.push((String::new(), words::wrong(&fault.wrong)));
        }
        found
    };
    let lines = Memo::new(move |_| lines());
    let line = |(at, words): (String, String)| {
        let id = format!("template-{at}");
        view! { <li><button type="button" class="link" on:click=move |_| crate::browser::dom::focus_id(&id)>{words}</button></li> }
    };
    view! {
        <Show when=move || !lines.read().is_empty()>
            <div class="notice bad" role="status">
                <crate::components::icon::Icon glyph=Glyph::Warning/>
                <div class="grow">
                    <b>{move || t!("template-faults", count = lines.read().len())}</b>
                    <ul>{move || lines.get().into_iter().map(line).collect_view()}</ul>
                </div>
            </div>
        </Show>
    }
}
