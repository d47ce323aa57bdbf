//! A published decision: what stands of it today, what changed it, and what it said when it was published.

use leptos::prelude::*;
use thidua_domain::council::rows::{DECISION, Decision, DecisionKind};
use thidua_domain::council::standing::{self, Given, Later};
use thidua_domain::date::When;
use thidua_domain::format::grouped;
use thidua_domain::org::Role;

use super::{BOARD, change, holds, href, set, waiting};
use crate::components::button::{Button, LinkButton, Press};
use crate::components::card::{Card, Notice, PageHead, Tone};
use crate::components::icon::Glyph;
use crate::components::status::{ItemState, Pill, StatusPill};
use crate::pages::awards::words::award_name;
use crate::pages::council::acts::{Acts, Trouble};
use crate::pages::council::decision::preview;
use crate::pages::nominations::words::unit_name;
use crate::pages::papers::{PaperButtons, rows};
use crate::state::App;
use crate::text::{said, t};

/// Who may take back and correct what a unit decided.
const MAY: [Role; 4] = [Role::Signer, Role::UnitHead, Role::CouncilChair, Role::CouncilSecretary];

#[component]
pub fn Published(id: String, decision: Decision) -> impl IntoView {
    let acts = Acts::new();
    let number = numbered(&decision);
    let (kind, title) = (decision.kind, decision.title.clone());
    let (of, own, paper) = (id.clone(), id.clone(), id.clone());
    let label = match kind {
        DecisionKind::Award => None,
        DecisionKind::Revocation => Some((Tone::Bad, said("council-decision-revocation"))),
        DecisionKind::Correction => Some((Tone::Wait, said("council-decision-correction"))),
    };
    view! {
        <div class="page council">
            <PageHead title=Signal::stored(title) note=Signal::stored(number) back=BOARD.to_owned() back_label=said("board-title")>
                {(kind == DecisionKind::Award).then(|| view! {
                    <LinkButton icon=Glyph::File href=format!("{BOARD}/{id}/tien-thuong") label=said("money-open-list")/>
                })}
            </PageHead>
            {label.map(|(tone, label)| view! { <p class="row wrap"><Pill tone label/></p> })}
            <Trouble acts of=Signal::stored(own)/>
            {match kind {
                DecisionKind::Award => view! { <Standing acts id=of.clone() decision=decision.clone()/> }.into_any(),
                _ => view! { <Change app=acts.app decision=decision.clone()/> }.into_any(),
            }}
            <Facts app=acts.app decision=decision.clone()/>
            <Paper app=acts.app id=paper decision/>
        </div>
    }
}

/// `Quyết định số 45/QĐ-THADS ngày 26/11/2026`.
fn numbered(decision: &Decision) -> String {
    let day = decision.day.map(|day| When::Day(day).to_string()).unwrap_or_default();
    t!("decision-number", number = decision.number.clone(), day = day)
}

#[component]
fn Facts(app: App, decision: Decision) -> impl IntoView {
    let signer = decision.signer.map(|signer| format!("{} – {}", signer.post, signer.name)).unwrap_or_default();
    let ground = decision.ground.map(|ground| view! { <dt>{said("decision-ground")}</dt><dd>{ground}</dd> });
    view! {
        <Card title=said("decision-facts")>
            <dl class="facts">
                <dt>{said("council-unit")}</dt><dd>{unit_name(app, &decision.unit)}</dd>
                <dt>{said("council-publish-signer")}</dt><dd>{signer}</dd>
                <dt>{said("council-publish-place")}</dt><dd>{decision.place}</dd>
                {ground}
            </dl>
        </Card>
    }
}

/// The decision as it was published, for everybody who reads it.
#[component]
fn Paper(app: App, id: String, decision: Decision) -> impl IntoView {
    let kinds = Signal::stored(vec![rows::kind(&decision)]);
    let wanted = move |_| Some(rows::decided(app, &id, decision.clone(), decision.entries.clone()));
    view! {
        <div class="no-print">
            <Card title=said("paper-title")>
                <p class="muted">{said("decision-paper-words")}</p>
                <PaperButtons kinds wanted/>
            </Card>
        </div>
    }
}

/// What a decision took back or corrected, and why.
#[component]
fn Change(app: App, decision: Decision) -> impl IntoView {
    let of = decision.of.clone().unwrap_or_default();
    let original = app.row::<Decision>(DECISION, &of).map(|original| numbered(&original)).unwrap_or_default();
    view! {
        <Card title=said("decision-reason")>
            <p class="prose">{decision.reason.clone()}</p>
            <p><a class="link" href=href(&of)>{original}</a></p>
        </Card>
        <Card title=said("decision-about")>{preview::table(app, &decision.entries)}</Card>
    }
}

#[component]
fn Standing(acts: Acts, id: String, decision: Decision) -> impl IntoView {
    let app = acts.app;
    let unit = decision.unit.clone();
    let (id, original) = (StoredValue::new(id), StoredValue::new(decision.entries));
    let given = Memo::new(move |_| {
        let rows = app.rows::<Decision>(DECISION);
        let rows: Vec<(&str, &Decision)> = rows.iter().map(|(id, one)| (id.as_str(), one)).collect();
        let all = standing::given(&rows).into_iter();
        all.filter(|one| id.with_value(|id| one.decision == *id)).collect::<Vec<Given>>()
    });
    let owner = unit.clone();
    let may = Memo::new(move |_| holds(app, &owner, &MAY));
    let waits = Memo::new(move |_| id.with_value(|id| waiting(app, id)));
    let revoking = change::Asking::new(acts, "revoke", id.get_value(), unit.clone());
    let correcting = change::Asking::new(acts, "correct", id.get_value(), unit);
    let is_changed = Memo::new(move |_| given.read().iter().any(|one| !one.later.is_empty()));
    let revoked = Memo::new(move |_| given.read().iter().filter(|one| one.revoked.is_some()).count());
    let sum = move || t!("decision-standing", standing = given.read().len() - revoked.get(), revoked = revoked.get());
    let line = move |one: Given| {
        let is_waiting = waits.read().contains(&one.entry.nomination);
        let acts_shown = may.get() && one.revoked.is_none() && !is_waiting;
        let (nomination, other) = (one.entry.nomination.clone(), one.entry.nomination.clone());
        let name = one.entry.name.clone();
        let called = StoredValue::new(name.clone());
        view! {
            <li class="list-item"><div class="stack tight grow">
                {entry(app, &one)}
                {is_waiting.then(|| view! { <span class="row wrap pills"><StatusPill state=ItemState::Waiting/></span> })}
                {acts_shown.then(|| view! {
                    <div class="row wrap no-print">
                        <Button kind=Press::Quiet icon=Glyph::Pen label=said("council-decision-correction")
                            name=Signal::derive(move || t!("decision-correct-of", name = called.get_value()))
                            on_press=move |()| correcting.ask(vec![nomination.clone()])/>
                        <Button kind=Press::Quiet icon=Glyph::Cross label=said("council-decision-revocation")
                            name=Signal::derive(move || t!("decision-revoke-of", name = called.get_value()))
                            on_press=move |()| revoking.ask(vec![other.clone()])/>
                    </div>
                })}
            </div></li>
        }
    };
    view! {
        <Show when=move || is_changed.get()>
            <Notice tone=Tone::Wait title=said("decision-changed") words=Signal::derive(sum)/>
        </Show>
        <Card title=said("council-decision-given")>
            <ul class="list" role="list">{move || given.get().into_iter().map(line).collect_view()}</ul>
            <Show when=move || is_changed.get()>
                <details class="more">
                    <summary>{said("decision-original")}</summary>
                    {move || original.with_value(|entries| preview::table(app, entries))}
                </details>
            </Show>
        </Card>
        <change::Revoke asking=revoking given/>
        <change::Correct asking=correcting given/>
    }
}

/// An entry as it stands, and what changed it.
fn entry(app: App, one: &Given) -> impl IntoView + use<> {
    let entry = &one.entry;
    let money = entry.due().map(|dong| t!("council-money", amount = grouped(dong))).unwrap_or_default();
    let parts = [entry.post.clone(), unit_name(app, &entry.unit), money];
    let detail = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let award = t!("decision-award-of", award = award_name(app, &entry.award), year = entry.year.to_string());
    let initiatives = entry.uses.as_ref().map(|uses| t!("decision-uses", ids = uses.initiatives.join(", ")));
    let name = match one.revoked {
        Some(_) => view! { <s>{entry.name.clone()}</s> }.into_any(),
        None => entry.name.clone().into_any(),
    };
    let later = one.later.iter().enumerate().map(|(at, later)| {
        let becomes = one.later.get(at + 1).map_or(&one.entry, |next| &next.was);
        change_line(app, later, set::changes(app, &later.was, becomes))
    });
    let own = format!("{BOARD}/{}.{}", one.decision, entry.nomination);
    view! {
        <a class="list-title" href=own>{name}</a>
        <span class="list-sub full">{award}</span>
        <span class="list-sub full">{detail}</span>
        {initiatives.map(|words| view! { <span class="list-sub full">{words}</span> })}
        {later.collect_view()}
    }
}

fn change_line(app: App, later: &Later, changed: Vec<set::Changed>) -> impl IntoView + use<> {
    let (number, day) = (later.number.clone(), later.day.map(|day| When::Day(day).to_string()).unwrap_or_default());
    let (tone, words) = match later.kind {
        DecisionKind::Revocation => (Tone::Bad, t!("decision-entry-revoked", number = number, day = day)),
        _ => (Tone::Wait, t!("decision-entry-corrected", number = number, day = day)),
    };
    let reason = app.row::<Decision>(DECISION, &later.decision).and_then(|later| later.reason);
    view! {
        <div class=format!("changed {}", tone.class())>
            <a class="link" href=href(&later.decision)>{words}</a>
            {reason.map(|reason| view! { <p class="muted">{reason}</p> })}
            {(!changed.is_empty()).then(|| set::lines(changed))}
        </div>
    }
}
