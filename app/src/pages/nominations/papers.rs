//! The papers of a dossier (thành phần hồ sơ): what the award's rules ask for, and what appraisal found there.

use std::collections::BTreeMap;

use leptos::prelude::*;
use thidua_domain::rules::terms::Paper;

use crate::components::card::{Card, Tone};
use crate::components::status::Pill;
use crate::pages::awards::known::{self, By};
use crate::pages::awards::list::rules_name;
use crate::pages::awards::words::paper_name;
use crate::state::{App, app};
use crate::text::{said, t};

/// The name of the rule set, and the papers that it asks for an award; none where no set holds or it does not know the award.
/// Followed.
fn asked(app: App, by: &By, award: &str) -> Option<(String, Vec<Paper>)> {
    let set = known::rule_set(app, by)?;
    let papers = set.award(award)?.papers.clone();
    Some((rules_name(&set), papers))
}

/// Each paper with its article, and whether it was there at appraisal.
#[component]
pub fn DossierPapers(
    app: App,
    by: By,
    award: String,
    /// What appraisal found, by the codes of papers; none before it.
    appraised: Option<BTreeMap<String, bool>>,
) -> impl IntoView {
    let is_pinned = matches!(by, By::Pinned(_));
    let asked = Memo::new(move |_| asked(app, &by, &award));
    let found = StoredValue::new(appraised);
    let aside = move || match &*found.read_value() {
        None => t!("nomination-papers-unchecked"),
        Some(found) => {
            let there = found.values().filter(|there| **there).count();
            t!("course-appraised", there = there, all = found.len())
        }
    };
    let line = move |paper: Paper| {
        let doubt = (!paper.trust.verified).then(|| view! { <Pill tone=Tone::Wait label=said("unverified")/> });
        let there = found.with_value(|found| found.as_ref().map(|found| found.get(&paper.code) == Some(&true)));
        let mark = there.map(|there| match there {
            true => view! { <Pill tone=Tone::Good label=said("nomination-paper-there")/> },
            false => view! { <Pill tone=Tone::Bad label=said("nomination-paper-missing")/> },
        });
        view! {
            <li class="row wrap">
                <span class="grow">{paper_name(&paper.code)}" · "<small class="muted">{paper.article}</small></span>
                {doubt}
                {mark}
            </li>
        }
    };
    let lines = move || match asked.get().filter(|(_, papers)| !papers.is_empty()) {
        None => view! { <p class="muted">{said("nomination-papers-none")}</p> }.into_any(),
        Some((rules, papers)) => {
            let note = match is_pinned {
                true => t!("nomination-papers-pinned", rules = rules),
                false => t!("nomination-papers-received", rules = rules),
            };
            view! {
                <ul class="plain-list" role="list">{papers.into_iter().map(line).collect_view()}</ul>
                <p class="muted"><small>{note}</small></p>
            }
            .into_any()
        }
    };
    view! { <Card title=said("nomination-papers") aside=aside>{lines}</Card> }
}

/// The names of the papers that the chosen award asks for, beside what is attached.
#[component]
pub fn PapersInShort(#[prop(into)] award: Signal<String>, #[prop(into)] by: Signal<By>) -> impl IntoView {
    let app = app();
    let (award, by) = (Memo::new(move |_| award.get()), Memo::new(move |_| by.get()));
    let names = Memo::new(move |_| {
        let papers = asked(app, &by.read(), &award.read()).map(|(_, papers)| papers).unwrap_or_default();
        papers.iter().map(|paper| paper_name(&paper.code)).collect::<Vec<_>>().join("; ")
    });
    view! {
        <Show when=move || !names.read().is_empty()>
            <p class="muted">{move || t!("nomination-papers-short", papers = names.get())}</p>
        </Show>
    }
}
