//! What secretary and chair do with a vote: count it, note hands and written opinions, annul it.

use leptos::prelude::*;
use serde_json::{Value, json};
use thidua_domain::ballot::count::would_tell;
use thidua_domain::council::acts;
use thidua_domain::council::rows::{BallotState, CaseState, Method, Stage};
use thidua_domain::format;

use super::super::known::{self, waiting};
use super::super::open::Sight;
use super::super::{fold, words};
use super::turnout::Turn;
use crate::browser::device;
use crate::components::button::{Button, Press};
use crate::components::card::{Notice, Tone};
use crate::components::dialog::Dialog;
use crate::components::number_field::NumberField;
use crate::components::select::{Choice, SelectField};
use crate::components::status::{ItemState, StatusPill};
use crate::components::text_field::TextField;
use crate::pages::moments;
use crate::pages::nominations::words::person_name;
use crate::pages::reason::ReasonDialog;
use crate::state::kept::Kept;
use crate::text::{said, t};

/// Sends a command about the ballot that the reader sees.
fn send(sight: Sight, kind: &'static str, mut args: Value) {
    args["ballot"] = json!(frozen(sight));
    sight.send(kind, args);
}

/// What the vote on the screen is counted by.
fn frozen(sight: Sight) -> Option<String> {
    sight.ballot.with_untracked(|ballot| ballot.as_ref().map(|ballot| ballot.frozen.clone()))
}

#[component]
pub fn Lead(sight: Sight) -> impl IntoView {
    let is_open =
        Memo::new(move |_| sight.ballot.read().as_ref().is_some_and(|ballot| ballot.state == BallotState::Open));
    let by_hands =
        Memo::new(move |_| sight.ballot.read().as_ref().is_some_and(|ballot| ballot.method == Method::Hands));
    let counting = Memo::new(move |_| {
        let id = sight.dossier.read().id.clone();
        let ends = [acts::COUNT, acts::HANDS, acts::BALLOT_ANNUL];
        waiting(sight.open.app).iter().any(|command| command.entity == id && ends.contains(&command.kind.as_str()))
    });
    let is_over = Memo::new(move |_| sight.open.known.read().session.state == Stage::Closed);
    let may_annul = Memo::new(move |_| may_annul(sight));
    view! {
        <Show when=move || sight.leads()>
            <div class="stack tight lead">
                <Show when=move || counting.get()><p class="row wrap"><StatusPill state=ItemState::Waiting/><span>{said("council-count-waits")}</span></p></Show>
                <div class="row wrap">
                    <Show when=move || is_open.get() && !counting.get() && !by_hands.get()><Count sight/></Show>
                    <Show when=move || is_open.get() && !counting.get() && by_hands.get()><Hands sight/></Show>
                    <Show when=move || is_open.get() && !counting.get() && !is_over.get()><Opinion sight/></Show>
                    <Show when=move || may_annul.get() && !counting.get()><Annul sight/></Show>
                </div>
            </div>
        </Show>
    }
}

/// The chair may; where no chair takes part, the secretary.
fn may_annul(sight: Sight) -> bool {
    let (known, dossier) = (sight.open.known.read(), sight.dossier.read());
    let leads = if known::is_chaired(&known, &dossier.case) { sight.chairs() } else { sight.leads() };
    leads && dossier.case.state == CaseState::Taken && dossier.case.submitted.is_none()
}

#[component]
fn Count(sight: Sight) -> impl IntoView {
    let (shown, now) = (RwSignal::new(false), moments::ticking());
    let turn = Memo::new(move |_| Turn::of(sight));
    let too_early = Memo::new(move |_| {
        let closes = sight.ballot.read().as_ref().and_then(|ballot| ballot.closes_at);
        let is_closed = sight.open.known.read().session.state == Stage::Closed;
        closes.filter(|at| !is_closed && now.get() < *at && !turn.read().open.is_empty())
    });
    let count = move |()| {
        shown.set(false);
        send(sight, acts::COUNT, json!({}));
    };
    let too_few = Memo::new(move |_| {
        let turn = turn.read();
        let ballots = turn.there.iter().filter(|(_, by_paper)| !by_paper).count();
        would_tell(ballots, turn.open.len()).then_some(ballots)
    });
    let waits = Signal::derive(move || t!("refusal-too-few-votes", votes = too_few.get().unwrap_or_default()));
    let missing = move || t!("council-count-missing", count = turn.read().open.len());
    let early =
        move || too_early.get().map(|at| t!("council-count-early", at = moments::local(at))).unwrap_or_default();
    view! {
        <Button kind=Press::Main label=said("council-count") disabled=Signal::derive(move || too_early.get().is_some()) on_press=move |()| shown.set(true)/>
        <span class="muted">{early}</span>
        <Dialog open=shown on_close=move |()| shown.set(false) title=said("council-count") sheet=true>
            <p>{said("council-count-words")}</p>
            <Show when=move || !turn.read().open.is_empty()><Notice tone=Tone::Wait title=Signal::derive(missing) words=said("council-count-missing-words")/></Show>
            <Show when=move || too_few.get().is_some()><Notice tone=Tone::Wait title=waits/></Show>
            <div class="row wrap end">
                <Button kind=Press::Quiet label=said("cancel") on_press=move |()| shown.set(false)/>
                <Button kind=Press::Main label=said("council-count") on_press=count/>
            </div>
        </Dialog>
    }
}

#[component]
fn Hands(sight: Sight) -> impl IntoView {
    let (shown, tried) = (RwSignal::new(false), RwSignal::new(false));
    let (yes, no, abstain) = (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let read = |text: RwSignal<String>| format::typed(&text.read()).and_then(|hands| u32::try_from(hands).ok());
    let present = move || sight.ballot.read().as_ref().map(|ballot| ballot.present.len()).unwrap_or_default();
    let all = move || Some((read(yes)?, read(no)?, read(abstain)?));
    let is_too_many = move || {
        all().is_some_and(|(yes, no, abstain)| {
            u64::from(yes) + u64::from(no) + u64::from(abstain) > u64::try_from(present()).unwrap_or_default()
        })
    };
    let error = Signal::derive(move || match (tried.get(), all(), is_too_many()) {
        (true, None, _) => t!("council-hands-missing"),
        (true, _, true) => t!("council-hands-too-many", present = present()),
        _ => String::new(),
    });
    let count = move |()| {
        tried.set(true);
        let Some((yes, no, abstain)) = untrack(all).filter(|_| !untrack(is_too_many)) else { return };
        shown.set(false);
        send(sight, acts::HANDS, json!({ "yes": yes, "no": no, "abstain": abstain }));
    };
    view! {
        <Button kind=Press::Main label=said("council-hands") on_press=move |()| shown.set(true)/>
        <Dialog open=shown on_close=move |()| shown.set(false) title=said("council-hands") sheet=true>
            <p>{move || t!("council-hands-present", count = present())}</p>
            <NumberField label=said("council-choice-yes") value=yes on_input=move |text| yes.set(text) error/>
            <NumberField label=said("council-choice-no") value=no on_input=move |text| no.set(text)/>
            <NumberField label=said("council-choice-abstain") value=abstain on_input=move |text| abstain.set(text)/>
            <p class="muted">{said("council-hands-words")}</p>
            <div class="row wrap end">
                <Button kind=Press::Quiet label=said("cancel") on_press=move |()| shown.set(false)/>
                <Button kind=Press::Main label=said("council-hands-send") on_press=count/>
            </div>
        </Dialog>
    }
}

/// What an absent member wrote, copied from the paper.
#[component]
fn Opinion(sight: Sight) -> impl IntoView {
    let app = sight.open.app;
    let (shown, tried) = (RwSignal::new(false), RwSignal::new(false));
    let (member, choice, paper) =
        (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let absent = Memo::new(move |_| {
        let Some(ballot) = sight.ballot.get() else { return Vec::new() };
        let session = sight.open.known.read().session.clone();
        let is_there = |id: &String| ballot.present.contains(id) || fold::is_there(&session, id);
        let own = ballot.electors.iter().filter(|elector| elector.voter == elector.member);
        let absent = own.map(|elector| elector.member.clone()).filter(|id| !is_there(id));
        absent.map(|id| Choice::new(id.clone(), person_name(app, &id))).collect::<Vec<_>>()
    });
    let choices = || {
        let all = thidua_domain::ballot::sealed::Choice::ALL.into_iter().zip(["yes", "no", "abstain"]);
        all.map(|(choice, id)| Choice::new(id, words::choice_name(choice))).collect::<Vec<_>>()
    };
    let error = move |is_missing: bool, words: String| if tried.get() && is_missing { words } else { String::new() };
    let no_member = Signal::derive(move || error(member.read().is_empty(), t!("council-recuse-person-missing")));
    let no_choice = Signal::derive(move || error(choice.read().is_empty(), t!("council-opinion-choice-missing")));
    let no_paper = Signal::derive(move || error(paper.read().trim().is_empty(), t!("council-paper-missing")));
    let record = move |()| {
        tried.set(true);
        let words = device::nfc(paper.read_untracked().trim());
        if member.read_untracked().is_empty() || choice.read_untracked().is_empty() || words.is_empty() {
            return;
        }
        shown.set(false);
        let args = json!({ "member": member.get_untracked(), "choice": choice.get_untracked(), "paper": words });
        send(sight, acts::OPINION, args);
        for field in [member, choice, paper] {
            field.set(String::new());
        }
        tried.set(false);
    };
    view! {
        <Show when=move || !absent.read().is_empty()>
            <Button kind=Press::Line label=said("council-opinion") on_press=move |()| shown.set(true)/>
        </Show>
        <Dialog open=shown on_close=move |()| shown.set(false) title=said("council-opinion") sheet=true>
            <p class="muted">{said("council-opinion-words")}</p>
            <SelectField label=said("council-recuse-person") value=member choices=absent on_change=move |id| member.set(id) error=no_member required=true/>
            <SelectField label=said("council-opinion-choice") value=choice choices=Signal::derive(choices) on_change=move |id| choice.set(id) error=no_choice required=true/>
            <TextField label=said("council-opinion-paper") hint=said("council-paper-hint") value=paper on_input=move |text| paper.set(text) error=no_paper required=true most=300/>
            <div class="row wrap end">
                <Button kind=Press::Quiet label=said("cancel") on_press=move |()| shown.set(false)/>
                <Button kind=Press::Main label=said("council-opinion-send") on_press=record/>
            </div>
        </Dialog>
    }
}

#[component]
fn Annul(sight: Sight) -> impl IntoView {
    let about = RwSignal::new(None::<String>);
    let annul = move |(_, kept): (String, Kept)| {
        let args = json!({ "reason": kept.words(), "ballot": frozen(sight) });
        sight.send_then(acts::BALLOT_ANNUL, args, kept.spent());
    };
    view! {
        <Button kind=Press::Danger label=said("council-annul") on_press=move |()| about.set(Some(sight.id()))/>
        <ReasonDialog about act="annul" title=said("council-annul") words=said("council-annul-words") label=said("council-annul-reason")
            missing="council-reason-missing" press=said("council-annul") kind=Press::Danger on_send=annul/>
    }
}
