//! One activity to read: what it says, where it stands and through whom, what can be done with it, and its history.

use leptos::prelude::*;
use serde_json::{Map, Value, json};
use thidua_domain::activity::{self, Activity, SPEC};
use thidua_domain::policy::{Act, Target};
use thidua_domain::record::State;
use thidua_sync::command::{Base, Fields};
use thidua_sync::draft::Draft;
use thidua_sync::row::Key;
use wasm_bindgen_futures::spawn_local;

use super::conflicts::Conflicts;
use super::facts::Facts;
use super::history::HistoryList;
use super::refused::Refused;
use super::{Area, PaneHead, rows, words};
use crate::browser::address::{Way, address};
use crate::browser::{dom, time};
use crate::components::button::{Button, LinkButton, Press};
use crate::components::card::{EmptyState, Notice, Tone};
use crate::components::icon::Glyph;
use crate::components::status::StatusPill;
use crate::pages::attended::AttendanceList;
use crate::pages::photos::PhotoStrip;
use crate::pages::review::reason::ReturnForm;
use crate::state::kept::Kept;
use crate::state::{App, app};
use crate::text::{said, t};

/// A record as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    pub id: String,
    pub record: Activity,
    pub seq: u64,
    pub pending: bool,
}

impl Seen {
    /// Follows activities.
    pub fn read(app: App, id: &str) -> Option<Seen> {
        app.follow(activity::TABLE);
        let item = app.views(|views| views.activity(id)).flatten()?;
        Some(Seen { id: item.id.clone(), record: item.record.clone(), seq: item.seq, pending: item.pending })
    }

    pub fn may(&self, app: App, act: Act) -> bool {
        let Activity { unit, author, state, .. } = &self.record;
        app.may(act, Target { unit, author: Some(author), state: Some(*state) })
    }
}

#[component]
pub fn Detail(id: String) -> impl IntoView {
    let app = app();
    let own = id.clone();
    let seen = Memo::new(move |_| Seen::read(app, &own));
    let found = Memo::new(move |_| seen.read().is_some());
    let title = move || seen.get().map(|seen| seen.record.title).unwrap_or_default();
    let id = StoredValue::new(id);
    move || {
        match found.get() {
        true => view! {
            <PaneHead title=Signal::derive(title) back="/hoat-dong"><StateLine seen/></PaneHead>
            <Refused id=id.get_value()/>
            <Reason seen/>
            <Conflicts seen/>
            <Actions seen/>
            <Facts seen/>
            <AttendanceList ids=Signal::derive(move || seen.read().as_ref().map(|seen| seen.record.attendances.clone()).unwrap_or_default())/>
            <PhotoStrip
                pieces=Signal::derive(move || seen.read().as_ref().map(|seen| seen.record.evidence.clone()).unwrap_or_default())
                label=|| words::field_name("evidence")
            />
            <CopyIt seen/>
            <HistoryList seen/>
        }
        .into_any(),
        false => view! { <NotARecord id=id.get_value()/> }.into_any(),
    }
    }
}

/// No such record: perhaps it was refused, and its words are in the outbox.
#[component]
fn NotARecord(id: String) -> impl IntoView {
    let app = app();
    let own = id.clone();
    let refused = Memo::new(move |_| rows::refused(app).into_iter().any(|entry| entry.command.entity == own));
    move || match refused.get() {
        true => view! {
            <PaneHead title=said("activity-refused-page") back="/hoat-dong">""</PaneHead>
            <Refused id=id.clone()/>
        }
        .into_any(),
        false => view! { <Missing/> }.into_any(),
    }
}

#[component]
pub fn Missing() -> impl IntoView {
    view! {
        <PaneHead title=said("activity-gone-title") back="/hoat-dong">""</PaneHead>
        <EmptyState
            glyph=Glyph::Ask
            title=said("activity-missing-title")
            words=said("activity-gone")
            action=|| view! { <LinkButton href="/hoat-dong" label=said("activity-back")/> }
        />
    }
}

/// The state with whom and when.
#[component]
fn StateLine(seen: Memo<Option<Seen>>) -> impl IntoView {
    let app = app();
    let attention =
        Memo::new(move |_| seen.read().as_ref().is_some_and(|seen| rows::needing_attention(app).contains(&seen.id)));
    let words = move |seen: &Seen| {
        let record = &seen.record;
        let by = record.decided_by.as_deref().map(|by| app.name_of(by)).unwrap_or_default();
        let at = record.decided_at.map(words::moment).unwrap_or_default();
        let author = app.name_of(&record.author);
        match record.state {
            State::Sent if seen.pending => t!("activity-waits-here"),
            State::Sent => format!(
                "{}, {}",
                t!("activity-by", name = author),
                t!("activity-sent-at", when = words::moment(record.sent_at))
            ),
            State::Confirmed => t!("activity-confirmed-by", name = by, when = at),
            State::Returned => t!("activity-returned-by", name = by, when = at),
            State::Withdrawn => t!("activity-withdrawn-by", name = author),
        }
    };
    move || {
        let seen = seen.get()?;
        let state = words::item_state(&seen.record, seen.pending, attention.get());
        Some(view! { <p class="row wrap state-line"><StatusPill state/><span class="muted">{words(&seen)}</span></p> })
    }
}

/// Why it was returned: the first thing to read.
#[component]
fn Reason(seen: Memo<Option<Seen>>) -> impl IntoView {
    let reason = Memo::new(move |_| {
        let record = seen.get()?.record;
        record.reason.filter(|_| record.state == State::Returned)
    });
    move || Some(view! { <Notice tone=Tone::Bad title=said("activity-returned-title") words=reason.get()?/> })
}

/// What is asked about, below the buttons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asking {
    Nothing,
    Withdraw,
    Return,
}

/// What this person may do with it.
#[component]
fn Actions(seen: Memo<Option<Seen>>) -> impl IntoView {
    let app = app();
    let asking = RwSignal::new(Asking::Nothing);
    let failed = RwSignal::new(String::new());
    let may = move |act| Memo::new(move |_| seen.read().as_ref().is_some_and(|seen| seen.may(app, act)));
    let (edit, resend, withdraw) = (may(Act::Edit), may(Act::Resend), may(Act::Withdraw));
    let (confirm, give_back) = (may(Act::ConfirmActivity), may(Act::ReturnActivity));
    let any = move || [edit, resend, withdraw, confirm, give_back].iter().any(|may| may.get());
    let decide = Callback::new(move |(verb, args): (&'static str, Value)| {
        let Some(seen) = seen.get_untracked() else { return };
        asking.set(Asking::Nothing);
        decide(app, seen, verb, args, failed, || ());
    });
    let return_it = move |reason: Kept| {
        let Some(seen) = seen.get_untracked() else { return };
        let (args, spent) = (json!({ "reason": reason.words() }), reason.spent());
        asking.set(Asking::Nothing);
        self::decide(app, seen, "activity.return@1", args, failed, spent);
    };
    let edit_href =
        move || format!("/hoat-dong/{}/sua", seen.read().as_ref().map(|seen| seen.id.clone()).unwrap_or_default());
    let buttons = move || {
        view! {
            <div class="row wrap">
                <Show when=move || confirm.get()>
                    <Button kind=Press::Main icon=Glyph::Tick label=said("review-confirm") on_press=move |()| decide.run(("activity.confirm@1", json!({})))/>
                </Show>
                <Show when=move || give_back.get()>
                    <Button icon=Glyph::Undo label=said("review-return") on_press=move |()| asking.set(Asking::Return)/>
                </Show>
                <Show when=move || edit.get()><LinkButton kind=Press::Line icon=Glyph::Pen href=edit_href label=said("activity-edit")/></Show>
                <Show when=move || resend.get()><Resend seen failed/></Show>
                <Show when=move || withdraw.get()>
                    <Button kind=Press::Quiet icon=Glyph::Undo label=said("activity-withdraw") on_press=move |()| asking.set(Asking::Withdraw)/>
                </Show>
            </div>
        }
    };
    let below = move || match asking.get() {
        Asking::Nothing => buttons().into_any(),
        Asking::Withdraw => view! { <AskWithdraw asking decide/> }.into_any(),
        Asking::Return => view! {
            <ReturnForm
                record=untrack(|| seen.read().as_ref().map(|seen| seen.id.clone()).unwrap_or_default())
                on_send=return_it
                on_cancel=move |()| asking.set(Asking::Nothing)
            />
        }
        .into_any(),
    };
    view! {
        <Show when=any><div class="actions">{below}</div></Show>
        <Show when=move || !failed.read().is_empty()>
            <Notice tone=Tone::Bad title=said("activity-not-done") words=failed/>
        </Show>
    }
}

/// Sends a decision for the words that are on the screen: if they changed meanwhile, it is refused. `then` is done once it is
/// durable.
fn decide(
    app: App,
    seen: Seen,
    verb: &'static str,
    args: Value,
    failed: RwSignal<String>,
    then: impl FnOnce() + 'static,
) {
    spawn_local(async move {
        // A change of one's own that is still on its way will move it: the order of sending holds instead.
        let seq = if seen.pending { 0 } else { seen.seq };
        let base = Base { seq, ..Base::default() };
        let sent = app.send(verb, &seen.id, base, args, None).await;
        if sent.is_ok() {
            then();
        }
        let words = sent.err().map(|why| words::why_not(&why)).unwrap_or_default();
        failed.try_set(words);
        request_animation_frame(|| {
            dom::arrive("activity-head");
        });
    });
}

/// Sends a returned record again as it is. What changes it goes through its form.
#[component]
fn Resend(seen: Memo<Option<Seen>>, failed: RwSignal<String>) -> impl IntoView {
    let app = app();
    let area = expect_context::<Area>();
    let press = move || {
        let Some(seen) = seen.get_untracked() else { return };
        let draft = format!("e-{}", seen.id);
        if app.peek(|client| client.draft(&draft).is_some()) == Some(true) {
            failed.set(t!("activity-resend-has-draft"));
            return;
        }
        decide(app, seen, "activity.resend@1", json!({ "fields": {} }), failed, || ());
        area.say(t!("activity-queued-toast"), None);
    };
    view! { <Button kind=Press::Line icon=Glyph::Send label=said("activity-resend") on_press=move |()| press()/> }
}

/// What another time has of its own.
const OF_ITS_TIME: [&str; 5] = ["date", "spot", "results", "evidence", "attendances"];

/// Begins a new draft with what this one says.
#[component]
fn CopyIt(seen: Memo<Option<Seen>>) -> impl IntoView {
    let (app, address) = (app(), address());
    let failed = RwSignal::new(String::new());
    let press = move |()| {
        let Some(Seen { id, .. }) = seen.get_untracked() else { return };
        let key = Key::new(activity::TABLE, id);
        let stored: Option<Map<String, Value>> = app.peek(|client| client.replica.get(&key)?.body.read()).flatten();
        let mut fields: Fields = stored.unwrap_or_default().into_iter().collect();
        fields.retain(|name, _| SPEC.fields.contains(&name.as_str()) && !OF_ITS_TIME.contains(&name.as_str()));
        let id = time::record_id();
        let draft = Draft { id: id.clone(), form: activity::FORM.into(), fields, rev: 1, at: time::now() };
        spawn_local(async move {
            match app.save_draft(draft).await {
                Ok(()) => address.go(&format!("/hoat-dong/{id}"), Way::Forward),
                Err(why) => drop(failed.try_set(words::why_not(&why))),
            }
        });
    };
    view! {
        <div class="row wrap">
            <Button kind=Press::Quiet icon=Glyph::Copy label=said("activity-copy-new") on_press=press/>
        </div>
        <Show when=move || !failed.read().is_empty()>
            <Notice tone=Tone::Bad title=said("activity-not-done") words=failed/>
        </Show>
    }
}

/// Asked in place: a withdrawn record cannot be brought back.
#[component]
fn AskWithdraw(asking: RwSignal<Asking>, decide: Callback<(&'static str, Value)>) -> impl IntoView {
    Effect::new(move |_| {
        request_animation_frame(|| {
            dom::arrive("activity-ask");
        })
    });
    view! {
        <div class="ask" id="activity-ask" role="group" tabindex="-1" aria-label=said("activity-withdraw-ask")>
            <p><b>{said("activity-withdraw-ask")}</b></p>
            <p class="muted">{said("activity-withdraw-words")}</p>
            <div class="row wrap">
                <Button kind=Press::Danger label=said("activity-withdraw-do") on_press=move |()| decide.run(("activity.withdraw@1", json!({})))/>
                <Button label=said("activity-withdraw-not") on_press=move |()| asking.set(Asking::Nothing)/>
            </div>
        </div>
    }
}
