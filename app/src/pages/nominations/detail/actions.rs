//! The bar of a nomination: its author changes, sends again or withdraws it; a head or officer returns it.

use leptos::prelude::*;
use serde_json::json;
use thidua_domain::policy::Act;

use super::super::words;
use super::Open;
use crate::components::button::{Button, LinkButton, Press};
use crate::components::dialog::Dialog;
use crate::components::icon::Glyph;
use crate::pages::reason::ReasonDialog;
use crate::state::kept::Kept;
use crate::text::{said, t};

/// What the reader may do: the author changes, sends again or withdraws; a head or officer returns it.
#[component]
pub fn Actions(open: Open) -> impl IntoView {
    let (returning, withdrawing) = (RwSignal::new(None::<String>), RwSignal::new(false));
    let has_draft = Memo::new(move |_| {
        open.app.follow_drafts();
        open.app.peek(|client| client.draft(&open.draft_id()).is_some()) == Some(true)
    });
    // What is being dealt with keeps its words until it comes back.
    let is_under_way =
        Memo::new(move |_| open.seen.with(|seen| seen.as_ref().is_some_and(|seen| seen.record.course.is_some())));
    let edit = move || if has_draft.get() { t!("nomination-edit-on") } else { t!("edit") };
    let href = open.id.with_value(|id| words::draft_href(id));
    let any =
        move || [Act::Edit, Act::Resend, Act::Withdraw, Act::ReturnNomination].into_iter().any(|act| open.may(act));
    view! {
        <footer class="form-bar" hidden=move || !any()>
            <span class="grow muted">{move || has_draft.get().then(|| t!("nomination-has-draft"))}</span>
            <Show when=move || open.may(Act::Withdraw)>
                <Button kind=Press::Danger label=said("nomination-withdraw") on_press=move |()| withdrawing.set(true)/>
            </Show>
            <Show when=move || open.may(Act::ReturnNomination)>
                <Button icon=Glyph::Undo label=said("nomination-return") on_press=move |()| returning.set(Some(open.id.get_value()))/>
            </Show>
            <Show when=move || open.may(Act::Edit) && !is_under_way.get()>
                <LinkButton icon=Glyph::Pen href=href.clone() label=edit/>
            </Show>
            <Show when=move || open.may(Act::Resend) && !has_draft.get()>
            <Button
                    kind=Press::Main
                    icon=Glyph::Send
                    label=said("nomination-resend")
                    on_press=move |()| open.send("nomination.resend@1", json!({ "fields": {} }))
                />
            </Show>
        </footer>
        <ReturnDialog open about=returning/>
        <WithdrawDialog open shown=withdrawing/>
    }
}

#[component]
fn ReturnDialog(open: Open, about: RwSignal<Option<String>>) -> impl IntoView {
    let send = move |(_, kept): (String, Kept)| {
        open.send_then("nomination.return@1", json!({ "reason": kept.words() }), kept.spent());
    };
    view! {
        <ReasonDialog about act="return" title=said("nomination-return-title") label=said("nomination-return-reason") hint=said("nomination-return-hint")
            missing="error-reason-missing" press=said("nomination-return") on_send=send/>
    }
}

/// Withdrawing cannot be undone, so it is the one act that asks.
#[component]
fn WithdrawDialog(open: Open, shown: RwSignal<bool>) -> impl IntoView {
    let send = move |()| {
        shown.set(false);
        open.send("nomination.withdraw@1", json!({}));
    };
    view! {
        <Dialog open=shown on_close=move |()| shown.set(false) title=said("nomination-withdraw-title") sheet=true>
            <div class="stack">
                <p>{said("nomination-withdraw-words")}</p>
                <div class="row wrap end">
                    <Button kind=Press::Quiet label=said("nomination-keep") on_press=move |()| shown.set(false)/>
                    <Button kind=Press::Danger label=said("nomination-withdraw") on_press=send/>
                </div>
            </div>
        </Dialog>
    }
}
