//! One template of a unit: how it reads now, its editions, and what can be done with it.

use leptos::prelude::*;
use serde_json::{Value, json};
use thidua_domain::org::{UNIT, Unit};
use thidua_domain::template::{self, PUBLISH};
use thidua_papers::schema::Kind;
use thidua_sync::command::Base;
use wasm_bindgen_futures::spawn_local;

use super::sheet::Sheet;
use super::{Absent, Missing, PATH, built_in, draft_of, in_words, may_change, sample};
use crate::components::button::{Button, LinkButton, Press};
use crate::components::card::{Card, Notice, PageHead, Tone};
use crate::components::dialog::Dialog;
use crate::components::icon::Glyph;
use crate::components::status::Pill;
use crate::pages::activities::words::why_not;
use crate::pages::here::once_here;
use crate::pages::moments;
use crate::pages::papers::chosen::{self, Known};
use crate::pages::papers::kind_name;
use crate::pages::papers::look::{Looked, looked};
use crate::state::{App, app};
use crate::text::{said, t};

#[component]
pub fn OneTemplate(unit: String, kind: String) -> impl IntoView {
    let app = app();
    let own = unit.clone();
    let find = move || Some((app.row::<Unit>(UNIT, &own)?.name, Kind::named(&kind)?));
    let shown = move |(name, kind)| view! { <Whole app unit=unit.clone() name kind/> }.into_any();
    once_here(find, shown, || view! { <Missing/> }.into_any())
}

/// A unit's own editions of a paper, the latest first. Followed.
pub fn own(app: App, unit: &str, kind: Kind) -> Vec<Known> {
    let mut own = chosen::all(app);
    own.retain(|one| one.edition.unit == unit && one.edition.kind == kind.name());
    thidua_sync::order::sort_by_key(&mut own, |one| std::cmp::Reverse(one.edition.nth));
    own
}

#[component]
fn Whole(app: App, unit: String, name: String, kind: Kind) -> impl IntoView {
    let unit = StoredValue::new(unit);
    let found = Memo::new(move |_| unit.with_value(|unit| chosen::in_force(app, unit, kind.name())));
    let own = Memo::new(move |_| unit.with_value(|unit| own(app, unit, kind)));
    let may = Memo::new(move |_| unit.with_value(|unit| may_change(app, unit)));
    let draft = unit.with_value(|unit| draft_of(unit, kind.name()));
    let write = format!("{PATH}/{}/{}/soan/{draft}", unit.get_value(), kind.name());
    let is_begun = Memo::new(move |_| {
        app.follow_drafts();
        app.peek(|client| client.draft(&draft).is_some()).unwrap_or_default()
    });
    let write_label = move || if is_begun.get() { t!("template-go-on") } else { t!("template-change") };
    // Which edition is looked at; none is what holds.
    let shown = RwSignal::new(None::<u32>);
    let back = Signal::stored(PATH.to_owned());
    let has_own = Memo::new(move |_| own.read().first().is_some_and(|one| one.edition.template.is_some()));
    view! {
        <div class="page narrow templates">
            <PageHead title=kind_name(kind) note=name back back_label=said("templates-back")/>
            <p class="row wrap">
                <Pill tone=Tone::Good label=said("template-holds")/>
                <span>{move || in_words(found.read().first())}</span>
            </p>
            <Show when=move || may.get()>
                <div class="row wrap">
                    <LinkButton kind=Press::Main icon=Glyph::Pen href=write.clone() label=Signal::derive(write_label)/>
                    <Show when=move || has_own.get()><GoBack app unit kind own/></Show>
                </div>
            </Show>
            <Reads kind found own shown/>
            <History app own shown/>
        </div>
    }
}

/// The next edition is that there is none: what holds above holds here again.
#[component]
fn GoBack(app: App, unit: StoredValue<String>, kind: Kind, own: Memo<Vec<Known>>) -> impl IntoView {
    let (asked, trouble) = (RwSignal::new(false), RwSignal::new(String::new()));
    let send = move |()| {
        asked.set(false);
        let nth = own.read_untracked().first().map_or(1, |one| one.edition.nth + 1);
        let unit = unit.get_value();
        let note = t!("template-back-note");
        let args = json!({ "unit": unit, "kind": kind.name(), "nth": nth, "template": null, "note": note });
        spawn_local(async move {
            let id = template::id(&unit, kind.name(), nth);
            if let Err(why) = app.send(PUBLISH, &id, Base::default(), args, None).await {
                let _ = trouble.try_set(why_not(&why));
            }
        });
    };
    view! {
        <Button kind=Press::Line icon=Glyph::Undo label=said("template-back") on_press=move |()| asked.set(true)/>
        <Show when=move || !trouble.read().is_empty()><Notice tone=Tone::Bad title=trouble/></Show>
        <Dialog open=asked on_close=move |()| asked.set(false) title=said("template-back") sheet=true>
            <p>{said("template-back-words")}</p>
            <div class="row wrap end">
                <Button kind=Press::Quiet label=said("cancel") on_press=move |()| asked.set(false)/>
                <Button kind=Press::Main label=said("template-back") on_press=send/>
            </div>
        </Dialog>
    }
}

/// The paper as it reads by the edition that is chosen, with made-up data.
#[component]
fn Reads(
    kind: Kind,
    found: Memo<Vec<(Known, String)>>,
    own: Memo<Vec<Known>>,
    shown: RwSignal<Option<u32>>,
) -> impl IntoView {
    let (seen, is_absent, again) = (RwSignal::new(None::<Looked>), RwSignal::new(false), RwSignal::new(0));
    Effect::new(move |_| {
        again.track();
        let chosen = shown.get().and_then(|nth| own.read().iter().find(|one| one.edition.nth == nth).cloned());
        let chosen = chosen.and_then(|one| one.edition.template);
        let holds = || found.read().first().and_then(|(known, _)| known.edition.template.clone());
        let template = chosen.or_else(holds);
        spawn_local(async move {
            let come = look(template, kind).await;
            is_absent.try_set(come.is_none());
            seen.try_set(come);
        });
    });
    let title = move || match shown.get() {
        Some(nth) => t!("template-reads-edition", nth = nth.to_string()),
        None => t!("template-reads"),
    };
    view! {
        <Card title=Signal::derive(title) aside=said("template-sample")>
            <Show when=move || is_absent.get()><Absent on_retry=move |()| again.update(|n| *n += 1)/></Show>
            {move || seen.get().map(|looked| match looked.paper.is_some() {
                true => view! { <Sheet looked/> }.into_any(),
                false => view! { <Notice tone=Tone::Bad title=said("template-unfit") words=said("template-unfit-words")/> }.into_any(),
            })}
        </Card>
    }
}

async fn look(template: Option<Value>, kind: Kind) -> Option<Looked> {
    let template = match template {
        Some(template) => template,
        None => built_in(kind).await?,
    };
    looked(template, sample(kind).await?).await.ok()
}

#[component]
fn History(app: App, own: Memo<Vec<Known>>, shown: RwSignal<Option<u32>>) -> impl IntoView {
    let line = move |one: Known| {
        let edition = one.edition;
        let nth = edition.nth;
        let by = app.name_of(&edition.published.by);
        let when = moments::local(edition.published.at);
        let is_shown = move || shown.get() == Some(nth);
        let look = move |()| shown.set(if is_shown() { None } else { Some(nth) });
        let label = move || if is_shown() { t!("template-look-holding") } else { t!("template-look") };
        let has_words = edition.template.is_some();
        view! {
            <li class="template-edition">
                <span class="grow">
                    <b>{t!("template-edition", nth = nth.to_string())}</b>" · "{t!("template-edition-by", name = by, day = when)}
                    {one.is_waiting.then(|| view! { " "<Pill tone=Tone::Wait label=said("state-waiting")/> })}
                    {(!has_words).then(|| view! { " "<Pill tone=Tone::Plain label=said("template-edition-back")/> })}
                    {(!edition.note.is_empty()).then(|| view! { <p class="muted">{edition.note}</p> })}
                </span>
                {has_words.then(|| view! { <Button kind=Press::Quiet label=Signal::derive(label) on_press=look/> })}
            </li>
        }
    };
    view! {
        <Card title=said("template-history")>
            <Show when=move || !own.read().is_empty() fallback=|| view! { <p class="muted">{said("template-history-none")}</p> }>
                <ul class="plain-list" role="list">{move || own.get().into_iter().map(line).collect_view()}</ul>
            </Show>
        </Card>
    }
}
