//! What a new edition changes, before it is published: figures, and whose verdicts are others.

use chrono::Days;
use leptos::prelude::*;
use serde_json::{Value, json};
use thidua_domain::date::When;
use thidua_domain::rules::diff::{Change, changes};
use thidua_domain::rules::draft::unverified;
use thidua_domain::rules::{RuleSet, rule_set_on};
use thidua_sync::client::{NotPlanned, Written};
use thidua_sync::command::{Base, Fields};
use wasm_bindgen_futures::spawn_local;

use super::{Form, Overtaken, Slips, called as named, opened, publishing_unit, verdicts};
use crate::browser::address::{Way, address};
use crate::browser::{device, time};
use crate::components::button::{Button, Press};
use crate::components::card::{Card, Notice, PageHead, Tone};
use crate::components::icon::Glyph;
use crate::components::status::Pill;
use crate::pages::activities::words::why_not;
use crate::pages::awards::list::rules_name;
use crate::pages::awards::{known, words};
use crate::state::{NotTaken, app};
use crate::text::{said, t};

#[component]
pub fn RulesPreview(set: String, draft: String) -> impl IntoView {
    opened(app(), set, draft, |form| view! { <Whole form/> }.into_any())
}

#[component]
fn Whole(form: Form) -> impl IntoView {
    let address = address();
    let found = Memo::new(move |_| {
        let draft = form.draft.read();
        draft.set.as_ref().map(|set| form.over.with_value(|over| changes(over, set))).unwrap_or_default()
    });
    let is_ready = Memo::new(move |_| {
        form.draft.read().slips.is_empty() && !found.read().is_empty() && form.overtaken().is_none()
    });
    let trouble = RwSignal::new(String::new());
    let publish = move |()| {
        spawn_local(async move {
            match send(form).await {
                Ok(()) => address.go("/de-nghi/quy-tac", Way::Instead),
                Err(why) => drop(trouble.try_set(why_not(&why))),
            }
        });
    };
    let name = form.over.with_value(rules_name);
    let back = Signal::stored(form.path.get_value());
    view! {
        <div class="page narrow rules-editor">
            <PageHead title=said("rules-preview") note=t!("rules-preview-note", name = name) back back_label=said("rules-preview-back")/>
            <Overtaken form/>
            <Slips form/>
            <Gap form/>
            <Unchecked form/>
            <Figures form found/>
            <verdicts::Verdicts form/>
            <Show when=move || !trouble.read().is_empty()>
                <Notice tone=Tone::Bad title=said("rules-edit-trouble") words=trouble/>
            </Show>
            <footer class="form-bar">
                <span class="grow"><small>{said("rules-publish-note")}</small></span>
                <Button kind=Press::Main icon=Glyph::Send label=said("rules-publish") disabled=Signal::derive(move || !is_ready.get()) on_press=publish/>
            </footer>
        </div>
    }
}

/// One command: the set as it reads now, and what was typed, so that a refused one becomes a draft again.
async fn send(form: Form) -> Result<(), NotTaken> {
    let unit = untrack(|| publishing_unit(form.app)).ok_or(NotTaken::NoOffice)?;
    let hand = async |typed: Fields, written: Written| {
        // Who has gone elsewhere meanwhile finds the draft as it is.
        let (Some(over), Some(draft)) = (form.over.try_get_value(), form.draft.try_get_untracked()) else {
            return Err(NotTaken::Plan(NotPlanned::Changed));
        };
        let id = format!("{}-{}", over.regime, time::record_id());
        let mut set = draft.value;
        set["id"] = json!(id);
        let set: Value = serde_json::from_str(&device::nfc(&set.to_string())).unwrap_or(set);
        let args = json!({ "unit": unit, "rules": set, "replaces": over.id, "fields": typed });
        form.app.send("rules.publish@1", &id, Base::default(), args, Some(written)).await
    };
    form.editor.hand_over(hand).await
}

/// Days on which a set held and none would.
#[component]
fn Gap(form: Form) -> impl IntoView {
    let gap = Memo::new(move |_| {
        let draft = form.draft.read();
        let set = draft.set.as_ref()?;
        form.over.with_value(|over| gap(form, over, set))
    });
    let words = move || gap.get().map(|(from, to)| t!("rules-gap", from = from, to = to)).unwrap_or_default();
    view! {
        <Show when=move || gap.read().is_some()>
            <Notice tone=Tone::Wait title=Signal::derive(words) words=said("rules-gap-words")/>
        </Show>
    }
}

fn gap(form: Form, over: &RuleSet, set: &RuleSet) -> Option<(String, String)> {
    let mut sets = known::rule_sets(form.app);
    sets.retain(|other| other.id != over.id);
    sets.push(set.clone());
    let day = |day| When::Day(day).to_string();
    let before = (over.valid_from < set.valid_from && rule_set_on(&sets, over.valid_from).is_none())
        .then(|| (over.valid_from, set.valid_from.checked_sub_days(Days::new(1))));
    let after = set.valid_to.and_then(|last| last.checked_add_days(Days::new(1))).and_then(|first| {
        let was_held = over.holds_on(first) && rule_set_on(&sets, first).is_none();
        was_held.then_some((first, over.valid_to))
    });
    let (from, to) = before.or(after)?;
    Some((day(from), to.map_or_else(|| t!("rules-without-end"), day)))
}

/// How much of it was not checked against its source.
#[component]
fn Unchecked(form: Form) -> impl IntoView {
    let count = Memo::new(move |_| form.draft.read().set.as_ref().map(unverified).unwrap_or_default());
    view! {
        <Show when=move || { count.get() > 0 }>
            <Notice tone=Tone::Wait title=Signal::derive(move || t!("council-rules-unverified", count = count.get())) words=said("rules-unverified-words")/>
        </Show>
    }
}

#[component]
fn Figures(form: Form, found: Memo<Vec<Change>>) -> impl IntoView {
    let groups = move || {
        let found = found.read();
        let groups = found.chunk_by(|a, b| a.award == b.award);
        groups.map(|group| group_of(form, group)).collect_view()
    };
    view! {
        <Card title=said("rules-figures") aside=Signal::derive(move || t!("rules-figures-count", count = found.read().len()))>
            <Show when=move || !found.read().is_empty() fallback=|| view! { <p class="muted">{said("rules-figures-none")}</p> }>
                {groups}
            </Show>
        </Card>
    }
}

fn group_of(form: Form, group: &[Change]) -> AnyView {
    let award = group.first().and_then(|change| change.award.as_deref());
    let head = award.map_or_else(|| t!("rules-part-common"), |award| words::award_name(form.app, award));
    let lines = group.iter().map(|change| line(form, change)).collect_view();
    view! { <h3>{head}</h3><ul class="rule-changes" role="list">{lines}</ul> }.into_any()
}

fn line(form: Form, change: &Change) -> AnyView {
    let app = form.app;
    let name = change.path.last().map(String::as_str).unwrap_or_default();
    let mut what = named::changed(&change.path, change.criterion.as_deref(), &change.was, &change.becomes);
    let is_whole = change.was.is_object() || change.becomes.is_object();
    if let Some(code) = change.criterion.as_deref().filter(|_| !is_whole) {
        let of = form.draft.with_untracked(|draft| criterion(form, &draft.value, code));
        what = format!("{of} – {what}");
    }
    let (was, becomes) = (named::value(app, name, &change.was), named::value(app, name, &change.becomes));
    let (before, after) = &change.articles;
    let article = if before == after || after.is_empty() {
        before.clone()
    } else if before.is_empty() {
        after.clone()
    } else {
        format!("{before} → {after}")
    };
    view! {
        <li>
            <span class="rule-what">{what}</span>
            <span class="rule-was"><del>{was}</del>" → "<ins>{becomes}</ins></span>
            {(!article.is_empty()).then(|| view! { <small class="muted">{article}</small> })}
            {change.is_unverified.then(|| view! { <span><Pill tone=Tone::Wait label=said("unverified")/></span> })}
        </li>
    }
    .into_any()
}

/// What a criterion of the draft asks.
fn criterion(form: Form, set: &Value, code: &str) -> String {
    let mut found = String::new();
    thidua_domain::rules::draft::walk(set, "", &mut |_, one| {
        if one["code"] == code
            && let Ok(criterion) = thidua_sync::body::typed::<thidua_domain::rules::need::Criterion>(one)
        {
            found = words::need(form.app, &criterion.code, &criterion.need);
        }
    });
    if found.is_empty() { code.to_owned() } else { found }
}
