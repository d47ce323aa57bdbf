//! Whether somebody is eligible, criterion by criterion, beside the form in which they are put forward.

use leptos::prelude::*;
use thidua_domain::date::When;
use thidua_domain::eligibility::{Finding, Judgement, Question, judge};
use thidua_domain::history::fact::Fact;
use thidua_domain::nomination::Kind;

use super::known::By;
use super::{known, words};
use crate::components::card::{Notice, Tone};
use crate::components::icon::Icon;
use crate::components::status::Pill;
use crate::state::{App, app};
use crate::text::{said, t};

/// What is asked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Asked {
    pub award: String,
    pub person: String,
    pub collective: String,
    pub ground: Option<Kind>,
    pub from: Option<When>,
    pub to: Option<When>,
    pub rules: By,
    /// What a dossier before a council keeps of its nominee.
    pub facts: Vec<Fact>,
}

/// The verdict with all that leads to it, as the facts on this device say.
#[component]
pub fn Eligibility(#[prop(into)] asked: Signal<Asked>) -> impl IntoView {
    let app = app();
    let asked = Memo::new(move |_| asked.get());
    let kept = Memo::new(move |_| {
        let asked = asked.read();
        (known::subject(&asked.person, &asked.collective), asked.facts.clone())
    });
    let history = Memo::new(move |_| {
        let kept = kept.read();
        known::history_with(app, kept.0.as_ref(), &kept.1)
    });
    let by = Memo::new(move |_| asked.read().rules.clone());
    let set = Memo::new(move |_| known::rule_set(app, &by.read()));
    let drawn = move || {
        let asked = asked.get();
        let subject = known::subject(&asked.person, &asked.collective);
        let (Some(subject), Some(ground), false) = (subject, asked.ground, asked.award.is_empty()) else {
            return view! { <p class="muted">{said("eligible-choose")}</p> }.into_any();
        };
        let today = known::today(app);
        let set = set.read();
        let Some(set) = &*set else {
            return view! { <Notice tone=Tone::Wait title=said("eligible-no-rules") words=said("eligible-no-rules-words")/> }
                .into_any();
        };
        let term = known::term(asked.from, asked.to, today);
        let question = Question { award: &asked.award, subject: &subject, ground, term };
        match judge(set, &question, &history.read().0) {
            Ok(judgement) => {
                let basis = set.basis.first().map(|one| one.number.clone()).unwrap_or_default();
                let decree = set.basis.get(1).map_or(basis, |one| one.number.clone());
                let note = t!("eligible-by", rules = decree, year = term.year.to_string());
                let frozen = history.read().1.then(|| view! { " "{t!("eligible-frozen")} });
                let (tone, _) = words::verdict_look(judgement.verdict);
                view! {
                    <p class="row wrap"><Pill tone label=words::verdict_name(judgement.verdict)/></p>
                    <Findings app judgement=&judgement/>
                    <p class="muted"><small>{note}{frozen}</small></p>
                }
                .into_any()
            }
            Err(why) => view! { <p class="muted">{words::no_rule(why)}</p> }.into_any(),
        }
    };
    view! { <div class="eligibility" aria-live="polite">{drawn}</div> }
}

/// What led to a verdict.
#[component]
pub fn Findings<'a>(app: App, judgement: &'a Judgement<'a>) -> impl IntoView + use<> {
    let findings = judgement.findings.iter().map(|finding| line(app, finding)).collect_view();
    view! { <ul class="findings" role="list">{findings}</ul> }
}

fn line(app: App, finding: &Finding<'_>) -> AnyView {
    let (tone, glyph) = words::verdict_look(finding.verdict);
    let what = words::need(app, finding.code, finding.needed);
    let found = words::found(app, finding);
    let cure = finding.cure.as_ref().map(|cure| words::cure(app, cure));
    let article = finding.article.to_owned();
    let source = finding.source.to_owned();
    let verified = finding.verified;
    let parts = finding.parts.iter().map(|part| line(app, part)).collect_view();
    let has_parts = !finding.parts.is_empty();
    let class = format!("finding {}", tone.class());
    let spoken = words::verdict_name(finding.verdict);
    view! {
        <li class=class>
            <Icon glyph/>
            <div class="grow">
                <p><span class="visually-hidden">{spoken}": "</span><b>{what}</b></p>
                {(!found.is_empty()).then(|| view! { <p>{found}</p> })}
                {cure.map(|words| view! { <p class="cure">{words}</p> })}
                <p class="muted">
                    <small>{article}</small>
                    {(!verified).then(|| view! { " "<Pill tone=Tone::Wait label=said("unverified")/>" "<small>{source}</small> })}
                </p>
                {has_parts.then(|| view! { <ul class="findings" role="list">{parts}</ul> })}
            </div>
        </li>
    }
    .into_any()
}
