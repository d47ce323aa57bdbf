//! What waits for a head (chờ duyệt): confirm, or return with a reason; several at once, seen by name before.

mod bulk;
mod card;
pub mod reason;

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;
use serde_json::{Value, json};
use thidua_domain::activity;
use thidua_domain::conflict::{self, Conflict};
use thidua_domain::nomination;
use thidua_domain::policy::{Act, Target};
use thidua_domain::record::State;
use thidua_sync::command::Base;
use thidua_sync::order;
use wasm_bindgen_futures::spawn_local;

use super::activities::detail::Seen;
use super::activities::words;
use crate::browser::{device, dom, time};
use crate::components::button::{LinkButton, Press};
use crate::components::card::{EmptyState, Notice, PageHead, Tone};
use crate::components::icon::Glyph;
use crate::components::toast::{Toast, Toasts};
use crate::state::kept::Kept;
use crate::state::{App, app};
use crate::text::{said, t};
use bulk::BulkBar;
use card::ReviewCard;

/// Cards drawn at first; more by a button, so that a long queue opens at once.
const FIRST: usize = 30;

/// What the parts of the screen share.
#[derive(Clone, Copy)]
pub struct Desk {
    app: App,
    /// Ids that are to be decided together.
    chosen: RwSignal<BTreeSet<String>>,
    /// Records that wait, in the order of the screen.
    waiting: Memo<Vec<Seen>>,
    toasts: RwSignal<Vec<Toast>>,
    failed: RwSignal<String>,
}

impl Desk {
    fn is_chosen(self, id: &str) -> bool {
        self.chosen.read().contains(id)
    }

    fn toggle(self, id: &str) {
        self.chosen.update(|chosen| {
            if !chosen.remove(id) {
                chosen.insert(id.to_owned());
            }
        });
    }

    /// Decides each record as it was shown; what changed since is refused in words. `then` is done once all are durable.
    fn decide(self, items: Vec<Seen>, verb: &'static str, args: Value, said: String, then: impl FnOnce() + 'static) {
        let next = self.after(&items);
        spawn_local(async move {
            for item in items {
                let base = Base { seq: item.seq, ..Base::default() };
                if let Err(why) = self.app.send(verb, &item.id, base, args.clone(), None).await {
                    self.failed.try_set(words::why_not(&why));
                    return;
                }
                self.chosen.try_update(|chosen| chosen.remove(&item.id));
            }
            then();
            self.failed.try_set(String::new());
            self.toasts.try_update(|toasts| toasts.push(Toast { id: time::chance(), text: said, can_undo: false }));
            // The card that had the focus is gone: the next one takes it.
            request_animation_frame(move || {
                let _ = next.is_some_and(|id| dom::arrive(&card_id(&id))) || device::focus_heading();
            });
        });
    }

    /// The record that follows what is being decided; at the end the one before.
    fn after(self, items: &[Seen]) -> Option<String> {
        let waiting = self.waiting.read_untracked();
        let is_decided = |seen: &Seen| items.iter().any(|item| item.id == seen.id);
        let last = waiting.iter().rposition(is_decided)?;
        let (before, after) = waiting.split_at(last);
        let mut rest = after.iter().chain(before.iter().rev()).filter(|seen| !is_decided(seen));
        rest.next().map(|seen| seen.id.clone())
    }

    fn confirm(self, items: Vec<Seen>) {
        let said = t!("review-confirmed-toast", count = items.len());
        self.decide(items, "activity.confirm@1", json!({}), said, || ());
    }

    fn give_back(self, item: Seen, reason: Kept) {
        let args = json!({ "reason": reason.words() });
        self.decide(vec![item], "activity.return@1", args, t!("review-returned-said"), reason.spent());
    }
}

/// The id of a record's card on the page.
fn card_id(id: &str) -> String {
    format!("review-{id}")
}

#[component]
pub fn Review() -> impl IntoView {
    let app = app();
    let waiting = Memo::new(move |_| waiting(app));
    let (toasts, failed) = (RwSignal::new(Vec::<Toast>::new()), RwSignal::default());
    let desk = Desk { app, chosen: RwSignal::default(), waiting, toasts, failed };
    provide_context(desk);
    let shown = RwSignal::new(FIRST);
    let first = Memo::new(move |_| waiting.read().iter().take(shown.get()).cloned().collect::<Vec<_>>());
    let nominations = Memo::new(move |_| nominations(app));
    let nothing = move || waiting.read().is_empty() && *nominations.read() == 0;
    let note =
        move || if waiting.read().is_empty() { String::new() } else { t!("review-note", count = waiting.read().len()) };
    view! {
        <div class="page narrow review">
            <PageHead title=said("review-title") note/>
            <Show when=move || !desk.failed.read().is_empty()>
                <Notice tone=Tone::Bad title=said("activity-not-done") words=desk.failed/>
            </Show>
            <Refusals/>
            <ul class="stack" role="list" aria-label=said("review-activities")>
                <For each=move || first.get() key=|item| item.id.clone() let:item><ReviewCard item waiting/></For>
            </ul>
            <More waiting shown/>
            <Nominations count=nominations/>
            <Show when=nothing>
                <EmptyState glyph=Glyph::Review title=said("review-none-title") words=said("review-none")
                    action=|| view! { <LinkButton kind=Press::Line href="/hoat-dong" label=said("review-see-all")/> }/>
            </Show>
            <BulkBar waiting/>
        </div>
        <Toasts
            toasts
            on_undo=|_| ()
            on_dismiss=move |id| { toasts.try_update(|toasts| toasts.retain(|toast| toast.id != id)); }
        />
    }
}

#[component]
fn More(waiting: Memo<Vec<Seen>>, shown: RwSignal<usize>) -> impl IntoView {
    let rest = move || waiting.read().len().saturating_sub(shown.get());
    view! {
        <Show when=move || rest() != 0>
            <crate::components::button::Button
                label=move || t!("review-more", count = rest())
                on_press=move |()| shown.update(|shown| *shown += FIRST)
            />
        </Show>
    }
}

/// Decisions that the server did not take: the record had changed, or somebody else was first.
#[component]
fn Refusals() -> impl IntoView {
    let app = app();
    let entries = Memo::new(move |_| {
        let kinds = ["activity.confirm", "activity.return"];
        app.attention().into_iter().filter(|entry| kinds.contains(&entry.command.verb())).collect::<Vec<_>>()
    });
    view! { <For each=move || entries.get() key=|entry| entry.cseq let:entry><card::RefusedDecision entry/></For> }
}

/// Records that this person may confirm, oldest first. Follows activities, grants and conflicts.
fn waiting(app: App) -> Vec<Seen> {
    app.follow(activity::TABLE);
    app.follow(thidua_domain::org::GRANT);
    let list = app.views(|views| views.activity_list.clone()).unwrap_or_default();
    let me = app.my_id();
    let mut units: BTreeMap<String, bool> = BTreeMap::new();
    // Of two records of one unit that somebody else wrote, one may be confirmed exactly when the other may.
    let mut may = |seen: &Seen| {
        let unit = seen.record.unit.clone();
        seen.record.author != me && *units.entry(unit).or_insert_with(|| seen.may(app, Act::ConfirmActivity))
    };
    let sent = list.iter().filter(|item| item.record.state == State::Sent);
    let mine = sent.map(|item| Seen {
        id: item.id.clone(),
        record: item.record.clone(),
        seq: item.seq,
        pending: item.pending,
    });
    let mut found: Vec<Seen> = mine.filter(|seen| may(seen)).collect();
    order::sort_by(&mut found, |a, b| (a.record.sent_at, &a.id).cmp(&(b.record.sent_at, &b.id)));
    found
}

/// Whether two versions of a record wait for its author's choice.
fn is_clashing(app: App, id: &str) -> bool {
    let rows = app.rows::<Conflict>(conflict::TABLE);
    rows.iter().any(|(_, row)| row.of.table == activity::TABLE && row.of.id == id)
}

/// How many nominations this person could return. Follows nominations.
fn nominations(app: App) -> usize {
    app.follow(nomination::TABLE);
    let list = app.views(|views| views.nomination_list.clone()).unwrap_or_default();
    let sent = list.iter().map(|item| &item.record).filter(|record| record.state == State::Sent);
    let may = |unit: &str, author: &str, state| {
        app.may(Act::ReturnNomination, Target { unit, author: Some(author), state: Some(state) })
    };
    sent.filter(|record| may(&record.unit, &record.author, record.state)).count()
}

/// The way to the nominations that wait.
#[component]
fn Nominations(count: Memo<usize>) -> impl IntoView {
    let app = app();
    let rows = Memo::new(move |_| if count.get() == 0 { Vec::new() } else { card::nomination_rows(app) });
    view! {
        <Show when=move || count.get() != 0>
            <section class="card">
                <header class="card-head">
                    <h2>{said("review-nominations")}</h2>
                    <small>{move || t!("review-nominations-count", count = count.get())}</small>
                </header>
                <ul class="list" role="list">{move || rows.get().into_iter().map(card::nomination_line).collect_view()}</ul>
            </section>
        </Show>
    }
}
