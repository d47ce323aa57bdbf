//! The bar of a record: it is changed, sent again or withdrawn; whoever leads the unit confirms or returns it.

use leptos::prelude::*;
use serde_json::json;
use thidua_domain::policy::Act;
use thidua_domain::record::State;

use super::detail::Open;
use crate::components::button::{Button, LinkButton, Press};
use crate::components::dialog::Dialog;
use crate::components::icon::Glyph;
use crate::pages::reason::ReasonDialog;
use crate::state::kept::Kept;
use crate::text::{said, t};

#[component]
pub fn Actions(open: Open) -> impl IntoView {
    let kind = open.kind;
    let (returning, withdrawing) = (RwSignal::new(None::<String>), RwSignal::new(false));
    let has_draft = Memo::new(move |_| {
        open.app.follow_drafts();
        open.app.peek(|client| client.draft(&open.draft_id()).is_some()) == Some(true)
    });
    let edit = move || if has_draft.get() { t!("nomination-edit-on") } else { t!("edit") };
    let href = open.id.with_value(|id| format!("{}/{id}/sua", kind.path));
    let may_decide = move || kind.is_confirmed && open.may(Act::ConfirmActivity);
    let is_returned = move || open.value("state") == json!(State::Returned);
    let may_withdraw = move || open.may(kind.spec.act(Act::Withdraw));
    let any = move || may_withdraw() || open.may(kind.edit()) || may_decide();
    view! {
        <footer class="form-bar" hidden=move || !any()>
            <span class="grow muted">{move || has_draft.get().then(|| t!("nomination-has-draft"))}</span>
            <Show when=may_withdraw>
                <Button kind=Press::Danger label=said("record-withdraw") on_press=move |()| withdrawing.set(true)/>
            </Show>
            <Show when=may_decide>
                <Button icon=Glyph::Undo label=said("nomination-return") on_press=move |()| returning.set(Some(open.id.get_value()))/>
            </Show>
            <Show when=move || open.may(kind.edit())>
                <LinkButton icon=Glyph::Pen href=href.clone() label=edit/>
            </Show>
            <Show when=move || is_returned() && open.may(kind.spec.act(Act::Resend)) && !has_draft.get()>
                <Button
                    kind=Press::Main
                    icon=Glyph::Send
                    label=said("nomination-resend")
                    on_press=move |()| open.send("resend", json!({ "fields": {} }))
                />
            </Show>
            <Show when=may_decide>
                <Button kind=Press::Main icon=Glyph::Tick label=move || kind.say("confirm") on_press=move |()| open.send("confirm", json!({}))/>
            </Show>
        </footer>
        <ReturnDialog open about=returning/>
        <WithdrawDialog open shown=withdrawing/>
    }
}

#[component]
fn ReturnDialog(open: Open, about: RwSignal<Option<String>>) -> impl IntoView {
    let send = move |(_, kept): (String, Kept)| {
        open.send_then("return", json!({ "reason": kept.words() }), kept.spent());
    };
    view! {
        <ReasonDialog about act="return" title=said("record-return-title") label=said("nomination-return-reason") hint=said("record-return-hint")
            missing="error-reason-missing" press=said("nomination-return") on_send=send/>
    }
}

/// Withdrawing cannot be undone, so it is the one act that asks.
#[component]
fn WithdrawDialog(open: Open, shown: RwSignal<bool>) -> impl IntoView {
    let send = move |()| {
        shown.set(false);
        open.send("withdraw", json!({}));
    };
    view! {
        <Dialog open=shown on_close=move |()| shown.set(false) title=said("record-withdraw-title") sheet=true>
            <div class="stack">
                <p>{said("record-withdraw-words")}</p>
                <div class="row wrap end">
                    <Button kind=Press::Quiet label=said("nomination-keep") on_press=move |()| shown.set(false)/>
                    <Button kind=Press::Danger label=said("record-withdraw") on_press=send/>
                </div>
            </div>
        </Dialog>
    }
}
