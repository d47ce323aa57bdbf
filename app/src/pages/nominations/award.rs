//! What an award is: its class, level, who decides it, and on what legal ground.

use leptos::prelude::*;
use thidua_domain::plan::Award;

use super::words;
use crate::components::card::Tone;
use crate::components::status::Pill;
use crate::text::{said, t};

/// The facts of an award. What was not checked against its source is called so.
#[component]
pub fn AwardFacts(award: Award) -> impl IntoView {
    let (class, level, verified) = (award.class, award.level, award.verified);
    let subject = award.subject;
    view! {
        <dl class="facts">
            <dt>{said("award-class")}</dt>
            <dd>{move || words::class_name(class)}", "{move || words::level_name(&level)}</dd>
            <dt>{said("award-subject")}</dt>
            <dd>{move || subject_name(&subject)}</dd>
            <dt>{said("award-decided-by")}</dt>
            <dd>{award.decided_by}</dd>
            <dt>{said("award-legal")}</dt>
            <dd>
                <p>{award.legal}</p>
                {(!verified).then(|| view! {
                    <p class="row wrap unverified">
                        <Pill tone=Tone::Wait label=said("unverified")/>
                        <small>{said("nomination-unverified")}</small>
                    </p>
                })}
            </dd>
        </dl>
    }
}

fn subject_name(subject: &str) -> String {
    match subject {
        "person" => t!("award-subject-person"),
        "collective" => t!("award-subject-collective"),
        _ => t!("award-subject-both"),
    }
}
