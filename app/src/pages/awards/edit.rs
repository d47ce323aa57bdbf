//! A new edition of a rule set (bộ quy tắc) while it is written: a draft over a published set, in real fields. It is a draft as any
//! other, saved with every letter; what it changes is looked at before it is published, and the set that it replaces stays.

mod award;
mod called;
mod field;
pub mod preview;

mod verdicts;

use leptos::prelude::*;
use serde_json::{Value, json};
use thidua_domain::org::{GRANT, UNIT, Unit};
use thidua_domain::policy::{Act, Target};
use thidua_domain::rules::draft::{self, Draft, FORM, OVER};
use thidua_domain::rules::{Beside, RuleSet, TABLE, fields};
use thidua_sync::client::Written;
use thidua_sync::command::Fields;
use wasm_bindgen_futures::spawn_local;

use self::field::{ItemButtons, Items, all_fields};
use super::known;
use super::list::rules_name;
use crate::browser::address::{Way, address};
use crate::browser::dom;
use crate::components::button::{Button, LinkButton, Press};
use crate::components::card::{Card, EmptyState, Notice, PageHead, Tone};
use crate::components::icon::{Glyph, Icon};
use crate::components::status::SaveMark;
use crate::pages::activities::words::{saved, why_not};
use crate::pages::here::once_here;
use crate::state::editor::Editor;
use crate::state::{App, app};
use crate::text::{error_text, said, t};

/// One draft on the screen. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Form {
    pub app: App,
    /// The published set over which it is written.
    pub over: StoredValue<RuleSet>,
    /// Where it is written.
    pub path: StoredValue<String>,
    pub editor: Editor,
    pub draft: Memo<Draft>,
    /// Which awards are unfolded.
    pub open: RwSignal<Vec<String>>,
}

/// The draft with which a new edition of a set begins.
pub fn draft_of(set: &str) -> String {
    format!("rules-{set}")
}

pub fn path_of(set: &str, draft: &str) -> String {
    format!("/de-nghi/quy-tac/{set}/soan/{draft}")
}

/// The unit for which somebody may publish rule sets: the highest one. Followed.
pub fn publishing_unit(app: App) -> Option<String> {
    app.follow(GRANT);
    let units = app.rows::<Unit>(UNIT);
    let mut roots = units.into_iter().filter(|(_, unit)| unit.path.len() == 1).map(|(id, _)| id);
    roots.find(|id| app.may(Act::PublishRules, Target::unit(id)))
}

impl Form {
    fn open(app: App, over: RuleSet, path: &str, draft: &str) -> Form {
        let mut first = Fields::new();
        first.insert(OVER.into(), json!(over.id));
        let editor = Editor::open(app, draft, FORM, first);
        let path = StoredValue::new(path.to_owned());
        let over = StoredValue::new(over);
        let drafted = Memo::new(move |_| {
            let others = known::rule_sets(app);
            over.with_value(|over| {
                let others: Vec<RuleSet> = others.into_iter().filter(|set| set.id != over.id).collect();
                editor.fields.with(|typed| draft::read(over, &over.id, typed, &others))
            })
        });
        Form { app, over, path, editor, draft: drafted, open: RwSignal::default() }
    }

    /// The set that replaced the one over which this is written, while it was written. Followed.
    pub fn overtaken(self) -> Option<String> {
        let id = self.over.with_value(|over| over.id.clone());
        self.app.row::<Beside>(TABLE, &id)?.edition.replaced_by
    }

    pub fn error(self, at: String) -> Signal<String> {
        Signal::derive(move || {
            let draft = self.draft.read();
            draft.slips.iter().find(|slip| slip.at == at).map(|slip| error_text(slip.code)).unwrap_or_default()
        })
    }

    /// What stands in a field: what was typed, else what the set says.
    pub fn text(self, at: String, name: &'static str, is: fields::Is) -> Signal<String> {
        Signal::derive(move || {
            let typed = self.editor.fields.with(|typed| typed.get(&at).and_then(Value::as_str).map(str::to_owned));
            typed.unwrap_or_else(|| is.shown(name, self.draft.read().value.pointer(&at)))
        })
    }

    /// Makes another list of one.
    pub fn relist(self, at: &str, change: impl FnOnce(&mut Vec<Value>)) {
        let patch = self
            .draft
            .with_untracked(|draft| self.editor.fields.with_untracked(|typed| draft::relist(draft, typed, at, change)));
        patch.into_iter().for_each(|(at, value)| self.editor.set(&at, value));
    }

    /// Follows what stands at a pointer.
    pub fn value(self, at: &str) -> Value {
        self.draft.read().value.pointer(at).cloned().unwrap_or_default()
    }
}

#[component]
pub fn RulesEditor(set: String, draft: String) -> impl IntoView {
    let app = app();
    opened(app, set, draft, |form| view! { <Whole form/> }.into_any())
}

/// The form of a draft over a set, once both the set and the right to write it are here.
pub fn opened(app: App, set: String, draft: String, shown: fn(Form) -> AnyView) -> impl IntoView {
    let over = set.clone();
    let find = move || publishing_unit(app).and(app.row::<RuleSet>(TABLE, &over));
    let drawn = move |over| shown(Form::open(app, over, &path_of(&set, &draft), &draft));
    once_here(find, drawn, || view! { <Missing/> }.into_any())
}

/// What is not here, or not this person's to write.
#[component]
pub fn Missing() -> impl IntoView {
    let back = Signal::stored("/de-nghi/quy-tac".to_owned());
    view! {
        <div class="page">
            <PageHead title=said("rules-edit") back back_label=said("rules-back")/>
            <EmptyState glyph=Glyph::Lock title=said("rules-edit-not") words=said("rules-edit-not-words")/>
        </div>
    }
}

#[component]
fn Whole(form: Form) -> impl IntoView {
    let address = address();
    let back = Signal::stored("/de-nghi/quy-tac".to_owned());
    let name = form.over.with_value(rules_name);
    let next = format!("{}/xem-truoc", form.path.get_value());
    let saved = Signal::derive(move || saved(form.editor.saved.get()));
    let (trouble, sure) = (RwSignal::new(String::new()), RwSignal::new(false));
    let discard = move |()| {
        if !sure.get_untracked() {
            return sure.set(true);
        }
        spawn_local(async move {
            let hand = async |_: Fields, written: Written| form.app.discard_draft(&written.id).await;
            match form.editor.hand_over(hand).await {
                Ok(()) => address.go("/de-nghi/quy-tac", Way::Instead),
                Err(why) => drop(trouble.try_set(why_not(&why))),
            }
        });
    };
    let discard_label = move || if sure.get() { t!("rules-edit-discard-sure") } else { t!("rules-edit-discard") };
    view! {
        <div class="page narrow rules-editor">
            <PageHead title=said("rules-edit") note=t!("rules-edit-note", name = name) back back_label=said("rules-back")/>
            <Overtaken form/>
            <Slips form/>
            <div class="form">
                <General form/>
                <Common form/>
                <award::Awards form/>
                <Show when=move || !trouble.read().is_empty()>
                    <Notice tone=Tone::Bad title=said("rules-edit-trouble") words=trouble/>
                </Show>
                <footer class="form-bar">
                    <span class="grow"><SaveMark saved/></span>
                    <Button kind=Press::Quiet label=Signal::derive(discard_label) on_press=discard/>
                    <LinkButton kind=Press::Main icon=Glyph::Next href=next label=said("rules-preview-open")/>
                </footer>
            </div>
        </div>
    }
}

#[component]
pub fn Overtaken(form: Form) -> impl IntoView {
    let is_overtaken = Memo::new(move |_| form.overtaken().is_some());
    view! {
        <Show when=move || is_overtaken.get()>
            <Notice tone=Tone::Bad title=said("rules-overtaken") words=said("rules-overtaken-words")/>
        </Show>
    }
}

/// What needs a hand, with a way to each field.
#[component]
pub fn Slips(form: Form) -> impl IntoView {
    let slips = Memo::new(move |_| form.draft.read().slips.clone());
    let line = move |slip: draft::Slip| {
        let place = form.draft.with_untracked(|draft| called::place(form.app, &draft.value, &slip.at));
        let words = format!("{place}: {}", error_text(slip.code));
        let go = move |_| {
            let award: String = slip.at.split('/').take(3).collect::<Vec<_>>().join("/");
            form.open.update(|open| {
                if !open.contains(&award) {
                    open.push(award);
                }
            });
            let id = format!("rules-{}", slip.at);
            request_animation_frame(move || request_animation_frame(move || dom::focus_id(&id)));
        };
        view! { <li><button type="button" class="link" on:click=go>{words}</button></li> }
    };
    view! {
        <Show when=move || !slips.read().is_empty()>
            <div class="notice bad rules-slips" role="status">
                <Icon glyph=Glyph::Warning/>
                <div class="grow">
                    <b>{move || t!("rules-slips", count = slips.read().len())}</b>
                    <ul>{move || slips.get().into_iter().map(line).collect_view()}</ul>
                </div>
            </div>
        </Show>
    }
}

/// Name, validity and legal basis.
#[component]
fn General(form: Form) -> impl IntoView {
    let document = move |at: String| {
        view! {
            <li class="rule-item">
                <div class="rule-fields">{all_fields(form, &at)}</div>
                <ItemButtons form at name=said("rules-basis-remove")/>
            </li>
        }
        .into_any()
    };
    let note = move |at: String| {
        view! {
            <li class="rule-item">
                {field::long(form, at.clone(), t!("rules-note-text"))}
                <ItemButtons form at name=said("rules-note-remove")/>
            </li>
        }
        .into_any()
    };
    view! {
        <Card title=said("rules-part-general")><div class="rule-fields">{all_fields(form, "")}</div></Card>
        <Card title=said("rules-basis")>
            <Items form at="/basis" item=document add=said("rules-basis-add") fresh=json!({ "number": "", "name": "" })/>
        </Card>
        <Card title=said("rules-notes")><Items form at="/notes" item=note add=said("rules-note-add") fresh=json!("")/></Card>
    }
}

/// What holds for all awards.
#[component]
fn Common(form: Form) -> impl IntoView {
    let part = move |at: &'static str, title: String| {
        view! { <fieldset class="rule-part"><legend>{title}</legend><div class="rule-fields">{all_fields(form, at)}</div></fieldset> }
    };
    let salary = move |at: String| {
        view! {
            <li class="rule-item">
                <div class="rule-fields">{all_fields(form, &at)}</div>
                <ItemButtons form at name=said("rules-salary-remove")/>
            </li>
        }
        .into_any()
    };
    let fresh = json!({ "from": "2026-01-01", "dong": 0 });
    view! {
        <Card title=said("rules-part-common")>
            {part("/money", t!("rules-part-money"))}
            <fieldset class="rule-part">
                <legend>{said("rules-part-salary")}</legend>
                <Items form at="/money/base_salaries" item=salary add=said("rules-salary-add") fresh/>
            </fieldset>
            {part("/reuse", t!("rules-part-reuse"))}
            {part("/ties", t!("rules-part-ties"))}
            {part("/apart", t!("rules-part-apart"))}
        </Card>
    }
}
