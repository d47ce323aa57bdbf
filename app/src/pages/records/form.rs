//! The form of a record. Everything written is a draft, saved while it is written; sending makes it a command.

use leptos::prelude::*;
use serde_json::json;
use thidua_domain::policy::{Act, Target};
use thidua_domain::record::{FieldError, State};
use thidua_domain::{plan, registration};
use thidua_sync::client::Written;
use thidua_sync::command::Fields;
use thidua_sync::draft::Draft;

use super::kinds::Kind;
use super::{PaneHead, inputs, words};
use crate::browser::address::{Way, address};
use crate::components::button::{Button, LinkButton, Press};
use crate::components::card::{Notice, Tone};
use crate::components::errors::{ErrorLink, ErrorSummary};
use crate::components::icon::Glyph;
use crate::components::status::{Pill, SaveMark};
use crate::pages::activities::words::{saved, why_not};
use crate::pages::photos;
use crate::pages::save_trouble::SaveTrouble;
use crate::pages::work::{self, Work};
use crate::state::editor::{self, Editor};
use crate::state::{App, NotTaken, app};
use crate::text::{error_text, said, t};

/// What the form is at.
#[derive(Clone, Debug, PartialEq)]
enum Step {
    Writing,
    Sending,
    Failed(String),
    Discarded(Draft),
}

/// One form on the screen: what it writes, and how far it is.
#[derive(Clone, Copy)]
pub struct Form {
    pub app: App,
    pub kind: &'static Kind,
    pub editor: Editor,
    /// The unit that its record belongs to, now or in future.
    pub home: Memo<Option<String>>,
    work: StoredValue<Work>,
    step: RwSignal<Step>,
    /// The person has tried to send: errors are shown from then on.
    tried: RwSignal<bool>,
}

impl Form {
    fn open(app: App, kind: &'static Kind, id: &str) -> Form {
        let work = Work::on(app, kind.spec, id);
        let first = if work.is_edit { work.first(app) } else { untrack(|| first(app, kind)) };
        let editor = Editor::open(app, &work.draft, &work.form(), first);
        let home = Memo::new(move |_| work::home(app));
        let (step, tried) = (RwSignal::new(Step::Writing), RwSignal::new(false));
        Form { app, kind, editor, home, work: StoredValue::new(work), step, tried }
    }

    /// What keeps it from being sent. Followed.
    fn errors(self) -> Vec<FieldError> {
        self.editor.fields.with(|fields| (self.kind.check)(fields))
    }

    /// The sentence under a field; nothing before the first attempt to send.
    pub fn error(self, field: &'static str) -> Signal<String> {
        Signal::derive(move || {
            let found =
                self.tried.get().then(|| self.errors().into_iter().find(|error| error.field == field)).flatten();
            found.map(|error| error_text(error.code)).unwrap_or_default()
        })
    }

    async fn send(self) -> Result<(), NotTaken> {
        let work = self.work.get_value();
        photos::finish(self.app, self.editor).await;
        self.editor.hand_over(async |fields, draft| work.send(self.app, &fields, draft).await).await
    }

    /// Throws the draft away and keeps it at hand for a change of mind.
    async fn discard(self) {
        let id = self.work.with_value(|work| work.draft.clone());
        let draft = self.app.peek(|client| client.draft(&id).cloned()).flatten();
        let throw = async |_, draft: Written| self.app.discard_draft(&draft.id).await;
        match (self.editor.hand_over(throw).await, draft) {
            (Ok(()), Some(draft)) => self.step.set(Step::Discarded(draft)),
            (Ok(()), None) => {}
            (Err(why), _) => self.step.set(Step::Failed(why_not(&why))),
        }
    }
}

/// What a new form begins with: a registration with the newest plan and its author.
fn first(app: App, kind: &Kind) -> Fields {
    let mut fields = Fields::new();
    if kind.spec.table == registration::TABLE {
        let newest = app.rows::<plan::Plan>(plan::PLAN).into_iter().max_by_key(|(_, plan)| plan.year);
        fields.extend(newest.map(|(id, _)| ("year".to_owned(), json!(id))));
        fields.insert("person".into(), json!(app.my_id()));
    }
    fields
}

/// Writes on the draft of an id, or begins one. The page is built anew when a draft comes back from the dead.
#[component]
pub fn RecordForm(kind: &'static Kind, id: String) -> impl IntoView {
    let turn = RwSignal::new(0_u32);
    move || {
        turn.track();
        view! { <OneForm kind id=id.clone() on_again=move |()| turn.update(|turn| *turn += 1)/> }
    }
}

#[component]
fn OneForm(kind: &'static Kind, id: String, #[prop(into)] on_again: Callback<()>) -> impl IntoView {
    let form = Form::open(app(), kind, &id);
    let closed = Memo::new(move |_| {
        let work = form.work.get_value();
        work.is_edit && !matches!(work.state(form.app), Some(State::Sent | State::Returned))
    });
    // Sending changes the step, and must not build the fields anew.
    let discarded = Memo::new(move |_| match form.step.get() {
        Step::Discarded(draft) => Some(draft),
        _ => None,
    });
    move || match discarded.get() {
        Some(draft) => view! { <Discarded kind draft on_again/> }.into_any(),
        None if closed.get() => view! { <Closed form/> }.into_any(),
        None => view! { <Writing form/> }.into_any(),
    }
}

#[component]
fn Writing(form: Form) -> impl IntoView {
    let kind = form.kind;
    let is_edit = form.work.with_value(|work| work.is_edit);
    let links = Signal::derive(move || match form.tried.get() {
        false => Vec::new(),
        true => form.errors().into_iter().map(|error| link(kind, error)).collect(),
    });
    let name = move || form.editor.fields.with(|fields| words::draft_title(form.app, kind, fields).name);
    let note = move || if is_edit { name() } else { String::new() };
    let may_send = move || {
        let unit = form.home.get().unwrap_or_default();
        is_edit || form.app.may(kind.spec.submit, Target::unit(&unit))
    };
    view! {
        <div class="form">
            <PaneHead kind title=move || if is_edit { kind.say("edit") } else { kind.say("new") } note/>
            <SaveTrouble editor=form.editor plain=move |()| words::plain(form.app, kind, &form.editor.fields.get_untracked())/>
            <ErrorSummary errors=links/>
            <Show when=move || !may_send() && form.app.sync.with(|sync| sync.last_ok.is_some())>
                <Notice tone=Tone::Wait title=said("record-no-office") words=said("nomination-no-office-words")/>
            </Show>
            {move || match form.step.get() {
                Step::Failed(why) => Some(view! { <Notice tone=Tone::Bad title=said("nomination-not-sent") words=why/> }),
                _ => None,
            }}
            <inputs::Inputs form/>
            <Show when=move || form.editor.saved.get() != editor::Saved::Nothing>
                <p class="discard">
                    <Button
                        kind=Press::Quiet
                        icon=Glyph::Trash
                        label=said("draft-discard")
                        on_press=move |()| leptos::task::spawn_local(form.discard())
                    />
                </p>
            </Show>
            <Bar form/>
        </div>
    }
}

/// Where to find the field of an error.
fn link(kind: &Kind, error: FieldError) -> ErrorLink {
    let text = format!("{}: {}", kind.field_name(error.field), error_text(error.code));
    ErrorLink { field: inputs::element_id(error.field), text }
}

/// Always in reach: whether it is saved, "Để sau", and the one way of sending.
#[component]
fn Bar(form: Form) -> impl IntoView {
    let (kind, address) = (form.kind, address());
    // A new one shows itself in the list as waiting to be sent; a changed one is read again.
    let next = form.work.with_value(|work| match work.is_edit {
        true => format!("{}/{}", kind.path, work.record),
        false => kind.path.to_owned(),
    });
    let send = move |()| {
        form.tried.set(true);
        if !form.errors().is_empty() || form.step.get_untracked() == Step::Sending {
            return;
        }
        form.step.set(Step::Sending);
        let next = next.clone();
        leptos::task::spawn_local(async move {
            match form.send().await {
                Ok(()) => address.go(&next, Way::Forward),
                Err(why) => form.step.set(Step::Failed(why_not(&why))),
            }
        });
    };
    let later = move |()| {
        form.editor.flush();
        address.go(kind.path, Way::Forward);
    };
    let busy =
        Signal::derive(move || if form.step.get() == Step::Sending { t!("nomination-sending") } else { String::new() });
    let written = move || form.editor.saved.get() != editor::Saved::Nothing;
    let count = Memo::new(move |_| form.errors().len());
    view! {
        <footer class="form-bar">
            <div class="grow">
                <SaveMark saved=Signal::derive(move || saved(form.editor.saved.get()))/>
                <Show when=written>
                    {move || match count.get() {
                        0 => view! { <Pill tone=Tone::Good label=said("draft-clean")/> }.into_any(),
                        _ => view! { <Pill tone=Tone::Wait label=move || t!("draft-errors", count = count.get())/> }.into_any(),
                    }}
                </Show>
            </div>
            <Button label=said("later") on_press=later/>
            <Button kind=Press::Main icon=Glyph::Send label=move || kind.say("send") busy on_press=send/>
        </footer>
    }
}

/// The draft is gone, and may come back.
#[component]
fn Discarded(kind: &'static Kind, draft: Draft, on_again: Callback<()>) -> impl IntoView {
    let app = app();
    let draft = StoredValue::new(Draft { rev: draft.rev + 1, ..draft });
    let undo = move |()| {
        let draft = draft.get_value();
        leptos::task::spawn_local(async move {
            if app.save_draft(draft).await.is_ok() {
                app.ring();
                let _ = on_again.try_run(());
            }
        });
    };
    view! {
        <div class="form">
            <PaneHead kind title=said("draft-discarded")/>
            <Notice title=said("draft-discarded-words")>
                <Button icon=Glyph::Undo label=said("undo") on_press=undo/>
                <LinkButton kind=Press::Quiet href=kind.path label=said("record-back")/>
            </Notice>
        </div>
    }
}

/// The record was decided or withdrawn meanwhile: what was written stays to be read, and may be thrown away.
#[component]
fn Closed(form: Form) -> impl IntoView {
    let kind = form.kind;
    let text = untrack(|| form.editor.fields.with(|fields| words::plain(form.app, kind, fields)));
    let href = form.work.with_value(|work| format!("{}/{}", kind.path, work.record));
    let has_draft = form.editor.saved.get_untracked() != editor::Saved::Nothing;
    view! {
        <div class="form">
            <PaneHead kind title=move || kind.say("edit")/>
            <Notice tone=Tone::Wait title=said("record-closed") words=said("record-closed-words")>
                <LinkButton href=href label=said("record-open")/>
                {has_draft.then(|| view! {
                    <Button
                        kind=Press::Quiet
                        icon=Glyph::Trash
                        label=said("draft-discard")
                        on_press=move |()| leptos::task::spawn_local(form.discard())
                    />
                })}
            </Notice>
            {has_draft.then(|| view! { <p class="prose card">{text}</p> })}
        </div>
    }
}

/// Whether the reader may do something with a record as it stands.
pub fn may(app: App, act: Act, record: &serde_json::Map<String, serde_json::Value>) -> bool {
    let state = record.get("state").and_then(|state| serde_json::from_value(state.clone()).ok());
    let author = words::text(record, "author");
    app.may(act, Target { unit: words::text(record, "unit"), author: Some(author), state })
}
