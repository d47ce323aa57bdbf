//! The form of a nomination. Everything written is a draft, saved while it is written; "Gửi đề nghị" makes it a command.

mod fields;

use leptos::prelude::*;
use thidua_domain::nomination::SPEC;
use thidua_domain::record::State;
use thidua_sync::client::Written;
use thidua_sync::draft::Draft;

use super::{PaneHead, words};
use crate::browser::address::{Way, address};
use crate::components::button::{Button, LinkButton, Press};
use crate::components::card::{Notice, Tone};
use crate::components::errors::{ErrorLink, ErrorSummary};
use crate::components::icon::Glyph;
use crate::components::status::{Pill, SaveMark};
use crate::pages::activities::words::{saved, why_not};
use crate::pages::photos;
use crate::pages::save_trouble::SaveTrouble;
use crate::pages::work::Work;
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
struct Form {
    app: App,
    editor: Editor,
    work: StoredValue<Work>,
    step: RwSignal<Step>,
    /// The person has tried to send: errors are shown from then on.
    tried: RwSignal<bool>,
}

impl Form {
    fn open(app: App, id: &str) -> Form {
        let work = Work::on(app, &SPEC, id);
        let editor = Editor::open(app, &work.draft, &work.form(), work.first(app));
        let work = StoredValue::new(work);
        Form { app, editor, work, step: RwSignal::new(Step::Writing), tried: RwSignal::new(false) }
    }

    /// What keeps it from being sent. Followed.
    fn errors(self) -> Vec<thidua_domain::record::FieldError> {
        self.editor.fields.with(|fields| (SPEC.check)(fields))
    }

    /// The sentence under a field; nothing before the first attempt to send.
    fn error(self, field: &'static str) -> Signal<String> {
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

/// Writes on the draft of an id, or begins one. The page is built anew when a draft comes back from the dead.
#[component]
pub fn NominationForm(id: String) -> impl IntoView {
    let turn = RwSignal::new(0_u32);
    move || {
        turn.track();
        view! { <OneForm id=id.clone() on_again=move |()| turn.update(|turn| *turn += 1)/> }
    }
}

#[component]
fn OneForm(id: String, #[prop(into)] on_again: Callback<()>) -> impl IntoView {
    let form = Form::open(app(), &id);
    let closed = Memo::new(move |_| {
        form.work.with_value(|work| {
            let state = work.state(form.app);
            work.is_edit && !matches!(state, Some(State::Sent | State::Returned))
        })
    });
    // Sending changes the step, and must not build the fields anew.
    let discarded = Memo::new(move |_| match form.step.get() {
        Step::Discarded(draft) => Some(draft),
        _ => None,
    });
    move || match discarded.get() {
        Some(draft) => view! { <Discarded draft on_again/> }.into_any(),
        None if closed.get() => view! { <Closed form/> }.into_any(),
        None => view! { <Writing form/> }.into_any(),
    }
}

#[component]
fn Writing(form: Form) -> impl IntoView {
    let is_edit = form.work.with_value(|work| work.is_edit);
    let title = move || if is_edit { t!("nomination-form-edit") } else { t!("nomination-form-new") };
    let links = Signal::derive(move || match form.tried.get() {
        false => Vec::new(),
        true => form.errors().into_iter().map(link).collect(),
    });
    let note = move || {
        form.editor.fields.with(|fields| {
            let title = words::title_of_draft(form.app, fields);
            format!("{} · {}", title.nominee, title.award)
        })
    };
    view! {
        <div class="form">
            <PaneHead title=title note/>
            <SaveTrouble editor=form.editor plain=move |()| words::plain(form.app, &form.editor.fields.get_untracked())/>
            <ErrorSummary errors=links/>
            {move || match form.step.get() {
                Step::Failed(why) => Some(view! { <Notice tone=Tone::Bad title=said("nomination-not-sent") words=why/> }),
                _ => None,
            }}
            <fields::Fields form/>
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
fn link(error: thidua_domain::record::FieldError) -> ErrorLink {
    let text = format!("{}: {}", words::field_name(error.field), error_text(error.code));
    ErrorLink { field: fields::element_id(error.field), text }
}

/// Always in reach: whether it is saved, "Để sau", and the one way of sending.
#[component]
fn Bar(form: Form) -> impl IntoView {
    let address = address();
    // A new one shows itself in the list as waiting to be sent; a changed one is read again.
    let next =
        form.work.with_value(|work| if work.is_edit { format!("/de-nghi/{}", work.record) } else { "/de-nghi".into() });
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
        address.go("/de-nghi", Way::Forward);
    };
    let busy =
        Signal::derive(move || if form.step.get() == Step::Sending { t!("nomination-sending") } else { String::new() });
    let written = move || form.editor.saved.get() != editor::Saved::Nothing;
    view! {
        <footer class="form-bar">
            <div class="grow">
                <SaveMark saved=Signal::derive(move || saved(form.editor.saved.get()))/>
                <Show when=written>
                    <Errors form/>
                </Show>
            </div>
            <Button label=said("later") on_press=later/>
            <Button kind=Press::Main icon=Glyph::Send label=said("nomination-send") busy on_press=send/>
        </footer>
    }
}

#[component]
fn Errors(form: Form) -> impl IntoView {
    let count = Memo::new(move |_| form.errors().len());
    move || match count.get() {
        0 => view! { <Pill tone=Tone::Good label=said("draft-clean")/> }.into_any(),
        _ => view! { <Pill tone=Tone::Wait label=move || t!("draft-errors", count = count.get())/> }.into_any(),
    }
}

/// The draft is gone, and may come back.
#[component]
fn Discarded(draft: Draft, on_again: Callback<()>) -> impl IntoView {
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
            <PaneHead title=said("draft-discarded")/>
            <Notice title=said("draft-discarded-words")>
                <Button icon=Glyph::Undo label=said("undo") on_press=undo/>
                <LinkButton kind=Press::Quiet href="/de-nghi" label=said("nomination-back")/>
            </Notice>
        </div>
    }
}

/// The record was decided or withdrawn meanwhile: what was written stays to be read, and may be thrown away.
#[component]
fn Closed(form: Form) -> impl IntoView {
    let text = untrack(|| form.editor.text("achievements"));
    let href = form.work.with_value(|work| format!("/de-nghi/{}", work.record));
    let has_draft = form.editor.saved.get_untracked() != editor::Saved::Nothing;
    view! {
        <div class="form">
        <PaneHead title=said("nomination-form-edit")/>
        <Notice tone=Tone::Wait title=said("nomination-closed") words=said("nomination-closed-words")>
            <LinkButton href=href.clone() label=said("nomination-open")/>
            {has_draft.then(|| view! {
                <Button
                    kind=Press::Quiet
                    icon=Glyph::Trash
                    label=said("draft-discard")
                    on_press=move |()| leptos::task::spawn_local(form.discard())
                />
            })}
        </Notice>
        {has_draft.then(|| view! { <section class="card"><p class="prose">{text}</p></section> })}
        </div>
    }
}
