//! The form in which a session is convened, or changed while it is prepared. What is typed is a draft, as on every form.

mod rubric;
mod rules;

use leptos::prelude::*;
use serde_json::{Map, Value, json};
use thidua_domain::council::acts;
use thidua_domain::council::rows::{SESSION, Session, Stage};
use thidua_domain::date;
use thidua_sync::client::Written;
use thidua_sync::command::{Base, Fields};
use wasm_bindgen_futures::spawn_local;

use super::known::{self, Part};
use super::{Missing, PATH, words};
use crate::browser::address::{Way, address};
use crate::browser::{device, time};
use crate::components::button::{Button, LinkButton, Press};
use crate::components::card::{Card, Notice, PageHead, Tone};
use crate::components::errors::{ErrorLink, ErrorSummary};
use crate::components::icon::Glyph;
use crate::components::moment_field::MomentField;
use crate::components::select::{Choice, SelectField};
use crate::components::status::SaveMark;
use crate::components::text_field::{TextArea, TextField};
use crate::pages::activities::words::{saved, why_not};
use crate::pages::here::once_here;
use crate::pages::nominations::words::unit_name;
use crate::state::editor::Editor;
use crate::state::{App, NotTaken, app};
use crate::text::{error_text, said, t};

pub use rules::rules_name;

const NEW: &str = "session@1";
const EDIT: &str = "session-edit@1";
const NAMES: [&str; 8] = ["title", "year", "rules", "when", "place", "mode", "agenda", "rubric"];

/// One form on the screen. Cheap to copy.
#[derive(Clone, Copy)]
struct Form {
    app: App,
    id: StoredValue<String>,
    /// The session as it was when the form opened; none when it is new.
    before: StoredValue<Option<Session>>,
    editor: Editor,
    tried: RwSignal<bool>,
    trouble: RwSignal<String>,
}

#[component]
pub fn SessionForm(id: String) -> impl IntoView {
    let app = app();
    let own = id.clone();
    // The session as it is, or none of a new one.
    let find = move || match known::session(app, &own) {
        Some(known) => {
            let may = known.session.state == Stage::Preparing && (known.leads || known.part == Part::Clerk);
            may.then_some(Some(known.session))
        }
        None => (!known::convening(app).is_empty()).then_some(None),
    };
    once_here(find, move |before| opened(app, &id, before), || view! { <Missing/> }.into_any())
}

fn opened(app: App, id: &str, before: Option<Session>) -> AnyView {
    let first = before.as_ref().map_or_else(|| untrack(|| empty(app)), written);
    let (draft, kind) = if before.is_some() { (format!("e-{id}"), EDIT) } else { (id.to_owned(), NEW) };
    let editor = Editor::open(app, &draft, kind, first);
    let (tried, trouble) = (RwSignal::new(false), RwSignal::new(String::new()));
    let form =
        Form { app, id: StoredValue::new(id.to_owned()), before: StoredValue::new(before), editor, tried, trouble };
    view! { <Whole form/> }.into_any()
}

/// What a new form begins with.
fn empty(app: App) -> Fields {
    let units = known::convening(app);
    let mut fields = Fields::new();
    fields.insert("unit".into(), json!(units.first()));
    fields.insert("mode".into(), json!("meeting"));
    fields.insert("year".into(), json!(chrono::Datelike::year(&date::today(time::now())).to_string()));
    fields.extend(rules::holding(app).map(|id| ("rules".to_owned(), json!(id))));
    fields
}

/// A session as its form writes it.
fn written(session: &Session) -> Fields {
    let Ok(Value::Object(mut all)) = serde_json::to_value(session) else { return Fields::new() };
    all.insert("when".into(), json!(words::stored_moment(session.when)));
    all.insert("year".into(), json!(session.year.to_string()));
    all.insert("rubric".into(), json!(rubric::written(&session.rubric)));
    all.into_iter().filter(|(name, _)| NAMES.contains(&name.as_str()) || name == "unit").collect()
}

impl Form {
    /// Fields that need a hand, each with its code. Followed.
    fn errors(self) -> Vec<(&'static str, &'static str)> {
        let typed = |name: &str| self.editor.text(name).trim().to_owned();
        let is_year = typed("year").parse::<i32>().is_ok_and(|year| (1990..=2100).contains(&year));
        let told = [
            (typed("title").is_empty(), "title", "council_title_missing"),
            (!is_year, "year", "council_year_unreal"),
            (typed("rules").is_empty(), "rules", "council_rules_missing"),
            (date::moment(&typed("when")).is_none(), "when", "moment_unreal"),
            (rubric::read(&self.editor.value("rubric")).is_none(), "rubric", "council_rubric_unusable"),
        ];
        told.into_iter().filter(|(is_wrong, ..)| *is_wrong).map(|(_, field, code)| (field, code)).collect()
    }

    fn error(self, field: &'static str) -> Signal<String> {
        Signal::derive(move || {
            let found = self.tried.get().then(|| self.errors().into_iter().find(|(name, _)| *name == field)).flatten();
            found.map(|(_, code)| error_text(code)).unwrap_or_default()
        })
    }

    fn text(self, name: &'static str) -> Signal<String> {
        Signal::derive(move || self.editor.text(name))
    }

    /// What is sent: all of a new session, of another what was changed.
    fn args(before: Option<&Session>, fields: &Fields) -> Value {
        let typed = |name: &str| {
            let words = fields.get(name).and_then(Value::as_str).unwrap_or_default();
            device::nfc(words.trim())
        };
        let mut args = Map::new();
        for name in ["title", "rules", "when", "place", "mode", "agenda"] {
            args.insert(name.into(), json!(typed(name)));
        }
        args.insert("year".into(), json!(typed("year").parse::<i32>().unwrap_or_default()));
        let marks = rubric::read(fields.get("rubric").unwrap_or(&Value::Null)).unwrap_or_default();
        args.insert("rubric".into(), json!(marks));
        match before {
            None => drop(args.insert("unit".into(), json!(typed("unit")))),
            Some(before) => {
                let mut old = serde_json::to_value(before).unwrap_or_default();
                old["when"] = json!(words::stored_moment(before.when));
                args.retain(|name, value| old[name.as_str()] != *value);
            }
        }
        Value::Object(args)
    }

    async fn send(self) -> Result<(), NotTaken> {
        let (id, before) = (self.id.get_value(), self.before.get_value());
        let kind = if before.is_none() { acts::CONVENE } else { acts::EDIT };
        let hand = async |fields: Fields, draft: Written| {
            let args = Form::args(before.as_ref(), &fields);
            if args.as_object().is_some_and(Map::is_empty) {
                return self.app.discard_draft(&draft.id).await;
            }
            self.app.send(kind, &id, Base::default(), args, Some(draft)).await
        };
        self.editor.hand_over(hand).await
    }
}

#[component]
fn Whole(form: Form) -> impl IntoView {
    let address = address();
    let is_new = form.before.with_value(Option::is_none);
    let back = if is_new { PATH.to_owned() } else { format!("{PATH}/{}", form.id.get_value()) };
    let cancel = back.clone();
    let errors = Memo::new(move |_| {
        let link =
            |(field, code): (&str, &str)| ErrorLink { field: format!("{SESSION}-{field}"), text: error_text(code) };
        if form.tried.get() { form.errors().into_iter().map(link).collect() } else { Vec::new() }
    });
    let saved = Signal::derive(move || saved(form.editor.saved.get()));
    let send = move |()| {
        form.tried.set(true);
        if !form.errors().is_empty() {
            return;
        }
        let there = format!("{PATH}/{}", form.id.get_value());
        spawn_local(async move {
            match form.send().await {
                Ok(()) => address.go(&there, Way::Instead),
                Err(why) => drop(form.trouble.try_set(why_not(&why))),
            }
        });
    };
    let title = move || if is_new { t!("council-convene") } else { t!("council-edit") };
    let press = move || if is_new { t!("council-convene-send") } else { t!("council-save") };
    view! {
        <div class="page narrow council">
            <PageHead title=Signal::derive(title) note=said("council-convene-note") back back_label=said("council-back")/>
            <ErrorSummary errors/>
            <div class="form">
                <Card title=said("council-part-session")><What form/></Card>
                <Card title=said("council-part-rules")><rules::RulesPart form/></Card>
                <Card title=said("council-part-agenda")>
                    <TextArea id="session-agenda" label=said("council-agenda") hint=said("council-agenda-hint") value=form.text("agenda") on_input=move |text: String| form.editor.set("agenda", text) rows=5/>
                    <rubric::RubricPart editor=form.editor error=form.error("rubric")/>
                </Card>
                <Show when=move || !form.trouble.read().is_empty()>
                    <Notice tone=Tone::Bad title=said("nomination-not-sent") words=form.trouble/>
                </Show>
                <footer class="form-bar">
                    <span class="grow"><SaveMark saved/></span>
                    <LinkButton kind=Press::Quiet href=cancel label=said("cancel")/>
                    <Button kind=Press::Main icon=Glyph::Send label=Signal::derive(press) on_press=send/>
                </footer>
            </div>
        </div>
    }
}

#[component]
fn What(form: Form) -> impl IntoView {
    let editor = form.editor;
    let units = Memo::new(move |_| {
        let choice = |unit: String| Choice::new(unit.clone(), unit_name(form.app, &unit));
        known::convening(form.app).into_iter().map(choice).collect::<Vec<_>>()
    });
    let has_units = Memo::new(move |_| form.before.with_value(Option::is_none) && units.read().len() > 1);
    let modes = || {
        vec![
            Choice::new("meeting", t!("council-mode-meeting")),
            Choice::new("circulation", t!("council-mode-circulation")),
        ]
    };
    view! {
        <TextField id="session-title" label=said("council-title") hint=said("council-title-hint") value=form.text("title") on_input=move |text: String| editor.set("title", text) error=form.error("title") required=true most=300/>
        <Show when=move || has_units.get()>
            <SelectField label=said("council-unit") value=form.text("unit") choices=units on_change=move |unit: String| editor.set("unit", unit)/>
        </Show>
        <div class="two">
            <TextField id="session-year" label=said("council-year") hint=said("council-year-hint") value=form.text("year") on_input=move |text: String| editor.set("year", text) error=form.error("year") required=true/>
            <SelectField id="session-mode" label=said("council-mode") value=form.text("mode") choices=Signal::derive(modes) on_change=move |mode: String| editor.set("mode", mode)/>
        </div>
        <MomentField id="session-when" label=said("council-when") value=form.text("when") on_input=move |text: String| editor.set("when", text) error=form.error("when") required=true/>
        <TextField id="session-place" label=said("council-place") value=form.text("place") on_input=move |text: String| editor.set("place", text) most=300/>
    }
}
