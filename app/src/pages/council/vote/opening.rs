//! Before a vote: how many votes it will take by the rule set, what is to be told of that, and how it is opened.

use leptos::prelude::*;
use serde_json::json;
use thidua_domain::ballot::threshold;
use thidua_domain::council::acts;
use thidua_domain::council::rows::Mode;
use thidua_domain::rules::terms::{Secrecy, VoteBase, VoteRule};
use thidua_domain::rules::{RuleSet, TABLE, Trust};
use thidua_domain::{date, format};

use super::super::open::Sight;
use super::super::words;
use crate::browser::time;
use crate::components::button::{Button, Press};
use crate::components::card::{Notice, Tone};
use crate::components::icon::{Glyph, Icon};
use crate::components::moment_field::MomentField;
use crate::components::number_field::NumberField;
use crate::components::select::{Choice, SelectField};
use crate::components::text_field::TextField;
use crate::state::kept::Kept;
use crate::text::{said, t};

/// What a vote will take.
#[derive(Clone, Debug, PartialEq)]
struct Need {
    rule: Option<VoteRule>,
    base: u32,
    out: u32,
    percent: Option<u32>,
    needed: Option<u64>,
    warnings: Vec<String>,
}

/// By the session's rule set today, with a percentage given by hand where the law leaves it open. Followed.
fn need(sight: Sight, by_hand: Option<u32>) -> Need {
    let (session, case) = (sight.open.known.read().session.clone(), sight.dossier.read().case.clone());
    let set = sight.open.app.row::<RuleSet>(TABLE, &session.rules);
    let award = words::dossier_text(&case, "award");
    let rule = set.and_then(|set| set.award(&award)?.vote_on(date::today(time::now())).cloned());
    let many = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let is_out = |person: &str| case.recused.iter().any(|known| known.person == person);
    let base = many(session.members.len());
    let out = many(session.members.iter().filter(|member| is_out(&member.person)).count());
    let percent = rule.as_ref().and_then(|rule| rule.percent).or(by_hand);
    let told = threshold::warnings(&VoteRule { percent, ..rule.clone().unwrap_or_else(open_rule) }, base, out);
    let mut warnings: Vec<String> = told.into_iter().map(|warning| warning.name().to_owned()).collect();
    if session.mode == Mode::Meeting && !session.quorum.reached {
        warnings.push("no_quorum".into());
    }
    let needed = percent.map(|percent| threshold::votes_needed(percent, base));
    Need { rule, base, out, percent, needed, warnings }
}

/// Where the rule set says nothing of an award, the council gives all of it.
fn open_rule() -> VoteRule {
    VoteRule {
        from: None,
        to: None,
        percent: None,
        base: VoteBase::TotalMembers,
        secrecy: Secrecy::Council,
        written_opinion: None,
        article: String::new(),
        trust: Trust { verified: true, source: String::new() },
    }
}

/// Each warning as a sentence.
pub fn warnings(names: &[String]) -> impl IntoView + use<> {
    let line = |name: &String| view! { <li><Icon glyph=Glyph::Warning/><span>{words::warning(name)}</span></li> };
    let lines = names.iter().map(line).collect_view();
    (!names.is_empty()).then(|| view! { <ul class="warnings">{lines}</ul> })
}

/// What everybody sees before the vote.
#[component]
pub fn Preview(sight: Sight) -> impl IntoView {
    let need = Memo::new(move |_| need(sight, None));
    view! { <Facts need/> }
}

#[component]
fn Facts(need: Memo<Need>) -> impl IntoView {
    let told = move || {
        let need = need.get();
        let sum = match (need.needed, need.percent) {
            (Some(needed), Some(percent)) => {
                t!(
                    "council-will-need",
                    needed = i64::try_from(needed).unwrap_or(i64::MAX),
                    base = need.base,
                    percent = percent
                )
            }
            _ => t!("council-will-need-unknown", base = need.base),
        };
        let out = (need.out > 0).then(|| t!("council-will-out", count = need.out));
        let article = need.rule.as_ref().map(|rule| rule.article.clone()).unwrap_or_default();
        view! {
            <p><b>{sum}</b></p>
            {out.map(|words| view! { <p>{words}</p> })}
            <p class="muted">{article}</p>
            {warnings(&need.warnings)}
        }
    };
    view! { <div class="stack tight" aria-live="polite">{told}</div> }
}

/// The form with which secretary or chair opens it; for everybody else what it will take.
#[component]
pub fn Opening(sight: Sight) -> impl IntoView {
    let leads = Memo::new(move |_| sight.leads());
    move || match leads.get() {
        true => view! { <Opener sight/> }.into_any(),
        false => view! { <p class="muted">{said("council-vote-not-open")}</p><Preview sight/> }.into_any(),
    }
}

#[component]
fn Opener(sight: Sight) -> impl IntoView {
    let (method, percent) = (RwSignal::new("confidential".to_owned()), RwSignal::new(String::new()));
    let ground = Kept::open(sight.open.app, format!("ground {}", sight.id()), String::new());
    let (opinions, closes, tried) = (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(false));
    let by_hand = move || {
        let typed = format::typed(&percent.read()).and_then(|percent| u32::try_from(percent).ok());
        typed.filter(|percent| (1..=100).contains(percent))
    };
    let need = Memo::new(move |_| need(sight, by_hand()));
    let law = Memo::new(move |_| need.read().rule.clone());
    let asks_percent = Memo::new(move |_| law.read().as_ref().is_none_or(|rule| rule.percent.is_none()));
    let asks_opinions = Memo::new(move |_| law.read().as_ref().is_none_or(|rule| rule.written_opinion.is_none()));
    let may_raise = Memo::new(move |_| law.read().as_ref().is_none_or(|rule| rule.secrecy == Secrecy::Council));
    let is_by_hands = Memo::new(move |_| method.get() == "hands" && may_raise.get());
    let moment = move || date::moment(closes.read().trim());
    let error = move |is_wrong: bool, words: String| if tried.get() && is_wrong { words } else { String::new() };
    let lacks_percent = move || asks_percent.get() && by_hand().is_none();
    let lacks_ground = move || asks_percent.get() && ground.text.read().trim().is_empty();
    let lacks_time =
        move || !is_by_hands.get() && !closes.read().is_empty() && moment().is_none_or(|at| at <= time::now());
    let no_percent = Signal::derive(move || error(lacks_percent(), t!("council-percent-missing")));
    let no_ground = Signal::derive(move || error(lacks_ground(), t!("council-ground-missing")));
    let no_time = Signal::derive(move || error(lacks_time(), t!("council-closes-unreal")));
    let send = move |()| {
        tried.set(true);
        if untrack(|| lacks_percent() || lacks_ground() || lacks_time()) {
            return;
        }
        let mut args = json!({ "method": if is_by_hands.get_untracked() { "hands" } else { "confidential" } });
        if asks_percent.get_untracked() {
            args["percent"] = json!(untrack(by_hand));
            args["ground"] = json!(ground.words());
        }
        if asks_opinions.get_untracked() && !opinions.read_untracked().is_empty() {
            args["opinions_count"] = json!(opinions.get_untracked() == "yes");
        }
        if !is_by_hands.get_untracked() && !closes.read_untracked().is_empty() {
            args["closes_at"] = json!(closes.get_untracked());
        }
        sight.send_then(acts::BALLOT_OPEN, args, ground.spent());
    };
    let methods = || {
        vec![
            Choice::new("confidential", t!("council-method-confidential")),
            Choice::new("hands", t!("council-method-hands")),
        ]
    };
    let counts = || vec![Choice::new("yes", t!("council-opinions-yes")), Choice::new("no", t!("council-opinions-no"))];
    view! {
        <Facts need/>
        <Show when=move || may_raise.get() fallback=|| view! { <p>{said("council-method-fixed")}</p> }>
            <SelectField label=said("council-method") value=method choices=Signal::derive(methods) on_change=move |id| method.set(id) placeholder=said("council-method-confidential")/>
        </Show>
        <Show when=move || asks_percent.get()>
            <Notice tone=Tone::Wait title=said("council-percent-asked") words=said("council-percent-asked-words")/>
            <NumberField label=said("council-percent") unit=Signal::stored("%".to_owned()) value=percent on_input=move |text| percent.set(text) error=no_percent required=true/>
            <TextField label=said("council-ground") hint=said("council-ground-hint") value=ground.text on_input=move |text| ground.write(text) error=no_ground required=true most=500/>
        </Show>
        <Show when=move || asks_opinions.get()>
            <SelectField label=said("council-opinions-count") value=opinions choices=Signal::derive(counts) on_change=move |id| opinions.set(id) placeholder=said("council-opinions-no")/>
        </Show>
        <Show when=move || !is_by_hands.get()>
            <MomentField label=said("council-closes") hint=said("council-closes-hint") value=closes on_input=move |text| closes.set(text) error=no_time/>
        </Show>
        <p class="muted">{said("council-vote-fixed")}</p>
        <div class="row wrap end"><Button kind=Press::Main label=said("council-vote-open-press") on_press=send/></div>
    }
}
