//! One award of a rule set in fields: who decides, what is asked, papers, money, quotas and votes.

use leptos::prelude::*;
use serde_json::json;
use thidua_domain::rules::fields::{NEW_NEEDS, new_need};
use thidua_domain::rules::need::{Criterion, Need};
use thidua_domain::rules::{AwardRule, Trust};
use thidua_sync::body;

use super::field::{ItemButtons, Items, all_fields, fresh_code};
use super::{Form, called};
use crate::components::button::{Button, Press};
use crate::components::card::{Card, Tone};
use crate::components::icon::Glyph;
use crate::components::select::{Choice, SelectField};
use crate::components::status::Pill;
use crate::pages::awards::words;
use crate::text::{said, t};

#[component]
pub fn Awards(form: Form) -> impl IntoView {
    let count = Memo::new(move |_| form.value("/awards").as_array().map_or(0, Vec::len));
    let each = move || (0..count.get()).map(|nth| format!("/awards/{nth}")).collect::<Vec<_>>();
    view! {
        <Card title=said("rules-awards") aside=said("rules-awards-fold")>
            <For each key=|at| at.clone() children=move |at| view! { <Folded form at/> }/>
        </Card>
    }
}

/// An award, drawn when it is unfolded.
#[component]
fn Folded(form: Form, at: String) -> impl IntoView {
    let at = StoredValue::new(at);
    let name = Memo::new(move |_| {
        at.with_value(|at| form.value(&format!("{at}/name"))).as_str().unwrap_or_default().to_owned()
    });
    let faults = Memo::new(move |_| {
        let below = at.with_value(|at| format!("{at}/"));
        let draft = form.draft.read();
        draft.slips.iter().filter(|slip| slip.at.starts_with(&below) || format!("{}/", slip.at) == below).count()
    });
    let is_changed = Memo::new(move |_| {
        let below = at.with_value(|at| format!("{at}/"));
        form.editor.fields.read().keys().any(|key| key.starts_with(&below))
    });
    let is_open = Memo::new(move |_| at.with_value(|at| form.open.read().contains(at)));
    let toggle = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        let at = at.get_value();
        form.open.update(|open| match open.iter().position(|one| *one == at) {
            Some(nth) => drop(open.remove(nth)),
            None => open.push(at),
        });
    };
    view! {
        <details class="fold" id=format!("rules-{}", at.get_value()) open=move || is_open.get()>
            <summary on:click=toggle>
                <span class="grow">{move || name.get()}</span>
                {move || (faults.get() > 0).then(|| view! { <Pill tone=Tone::Bad label=t!("rules-faults", count = faults.get())/> })}
                {move || is_changed.get().then(|| view! { <Pill tone=Tone::Wait label=t!("rules-changed")/> })}
            </summary>
            <Show when=move || is_open.get()><Award form at=at.get_value()/></Show>
        </details>
    }
}

#[component]
fn Award(form: Form, at: String) -> impl IntoView {
    let Ok(rule) = body::typed::<AwardRule>(&untrack(|| form.value(&at))) else { return ().into_any() };
    let routes = rule.routes.iter().enumerate().map(|(nth, route)| {
        let head = called::route(route.subject, route.ground);
        let is_person = route.subject == thidua_domain::rules::need::Who::Person;
        let at = format!("{at}/routes/{nth}/criteria");
        view! {
            <fieldset class="rule-part">
                <legend>{head}</legend>
                <Criteria form at award=rule.award.clone() is_person/>
            </fieldset>
        }
    });
    let routes = routes.collect_view();
    let paper = move |at: String| {
        let code = untrack(|| form.value(&at))["code"].as_str().unwrap_or_default().to_owned();
        plain(form, at, words::paper_name(&code), None)
    };
    let quota = move |at: String| {
        let title = untrack(|| form.value(&at))["of"]["kind"].as_str().map(called::quota_base).unwrap_or_default();
        plain(form, at, title, Some(t!("rules-quota-remove")))
    };
    let vote = move |at: String| plain(form, at, t!("rules-vote-title"), Some(t!("rules-vote-remove")));
    let amount = move |at: String| plain(form, at, t!("rules-amount-title"), Some(t!("rules-amount-remove")));
    let quota_code = fresh_code(form, &rule.award, "quota");
    let first = untrack(|| form.value("/awards/0/award"));
    let fresh_quota =
        json!({ "code": quota_code, "percent": 100, "of": { "kind": "award", "award": first }, "article": "" });
    let fresh_vote = json!({ "base": "total_members", "secrecy": "ballot", "percent": 80, "article": "" });
    let fresh_amount = json!({ "subject": "person", "tenths": 0, "article": "" });
    view! {
        <div class="rule-award">
            <div class="rule-fields">{all_fields(form, &at)}</div>
            <fieldset class="rule-part">
                <legend>{said("rules-part-decider")}</legend>
                <div class="rule-fields">{all_fields(form, &format!("{at}/decider"))}</div>
            </fieldset>
            {routes}
            <fieldset class="rule-part">
                <legend>{said("rules-part-quotas")}</legend>
                <Items form at=format!("{at}/quotas") item=quota add=said("rules-quota-add") fresh=fresh_quota/>
            </fieldset>
            <fieldset class="rule-part">
                <legend>{said("rules-part-votes")}</legend>
                <Items form at=format!("{at}/votes") item=vote add=said("rules-vote-add") fresh=fresh_vote/>
            </fieldset>
            <fieldset class="rule-part">
                <legend>{said("rules-part-amounts")}</legend>
                <Items form at=format!("{at}/money") item=amount add=said("rules-amount-add") fresh=fresh_amount/>
            </fieldset>
            <fieldset class="rule-part">
                <legend>{said("rules-part-papers")}</legend>
                <Items form at=format!("{at}/papers") item=paper/>
            </fieldset>
        </div>
    }
    .into_any()
}

/// A member of a list that is no criterion.
fn plain(form: Form, at: String, title: String, remove: Option<String>) -> AnyView {
    let of = format!("{at}/of");
    let unverified = untrusted(form, at.clone());
    view! {
        <li class="rule-item">
            <div class="row wrap"><b>{title}</b>{unverified}</div>
            <div class="rule-fields">{all_fields(form, &of)}{all_fields(form, &at)}</div>
            {remove.map(|name| view! { <ItemButtons form at=at.clone() name/> })}
        </li>
    }
    .into_any()
}

/// The mark of what was not checked against its source.
fn untrusted(form: Form, at: String) -> impl IntoView {
    let is_so = Memo::new(move |_| body::typed::<Trust>(&form.value(&at)).is_ok_and(|trust| !trust.verified));
    move || is_so.get().then(|| view! { <Pill tone=Tone::Wait label=said("unverified")/> })
}

/// Criteria of a way to the award, and one more to add.
#[component]
fn Criteria(form: Form, #[prop(into)] at: String, award: String, is_person: bool) -> impl IntoView {
    let chosen = RwSignal::new(String::new());
    let list = StoredValue::new(at.clone());
    let award = StoredValue::new(award);
    let choices = move || {
        let fits = |kind: &&&str| !is_person || !kind.contains("member");
        let kinds = NEW_NEEDS.iter().filter(fits);
        kinds.map(|kind| Choice::new(*kind, called::need_kind(kind))).collect::<Vec<_>>()
    };
    let put = move |()| {
        let first = untrack(|| form.value("/awards/0/award")).as_str().unwrap_or_default().to_owned();
        let Some(need) = new_need(&chosen.get_untracked(), &first) else { return };
        let code = award.with_value(|award| fresh_code(form, award, "them"));
        let one = json!({ "code": code, "article": "", "need": need });
        list.with_value(|at| form.relist(at, |items| items.push(one)));
        chosen.set(String::new());
    };
    view! {
        <Items form at item=move |at| criterion(form, at)/>
        <div class="rule-add">
            <SelectField
                label=said("rules-criterion-kind")
                value=chosen
                choices=Signal::derive(choices)
                placeholder=said("rules-criterion-pick")
                on_change=move |kind: String| chosen.set(kind)
            />
            <Button kind=Press::Line icon=Glyph::Plus label=said("rules-criterion-add") disabled=Signal::derive(move || chosen.read().is_empty()) on_press=put/>
        </div>
    }
}

/// A criterion with its figures, and those of which it is made.
fn criterion(form: Form, at: String) -> AnyView {
    let place = StoredValue::new(at.clone());
    let head = Memo::new(move |_| {
        let value = place.with_value(|at| form.value(at));
        let need = body::typed::<Criterion>(&value);
        need.map(|one| words::need(form.app, &one.code, &one.need)).unwrap_or_default()
    });
    let need = untrack(|| form.value(&at));
    let read = body::typed::<Need>(&need["need"]).ok();
    let parts = matches!(read, Some(Need::Any { .. } | Need::All { .. })).then(|| {
        let of = format!("{at}/need/of");
        view! { <Items form at=of item=move |at| criterion(form, at)/> }
    });
    let women = matches!(read, Some(Need::ServiceMonths { women: Some(_), .. })).then(|| {
        view! {
            <fieldset class="rule-part">
                <legend>{said("rules-part-women")}</legend>
                <div class="rule-fields">{all_fields(form, &format!("{at}/need/women"))}</div>
            </fieldset>
        }
    });
    let fresh = need["fresh"].is_object().then(|| {
        view! {
            <fieldset class="rule-part">
                <legend>{said("rules-part-fresh")}</legend>
                <div class="rule-fields">{all_fields(form, &format!("{at}/fresh"))}</div>
            </fieldset>
        }
    });
    let unverified = untrusted(form, at.clone());
    let whole = form.error(at.clone());
    let id = format!("rules-{at}");
    view! {
        <li class="rule-item" id=id tabindex="-1">
            <div class="row wrap"><b>{move || head.get()}</b>{unverified}</div>
            {move || (!whole.read().is_empty()).then(|| view! { <p class="field-error">{whole.get()}</p> })}
            <div class="rule-fields">{all_fields(form, &format!("{at}/need"))}{all_fields(form, &at)}</div>
            {women}
            {fresh}
            {parts}
            <ItemButtons form at=at.clone() name=said("rules-criterion-remove")/>
        </li>
    }
    .into_any()
}
