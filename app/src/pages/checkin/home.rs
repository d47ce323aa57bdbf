//! All events, and the three ways in: scan the hall's code, type it, or show one's own.

use leptos::prelude::*;

use super::known::{self, Known};
use super::{acts, words};
use crate::components::button::{LinkButton, Press};
use crate::components::card::{EmptyState, PageHead};
use crate::components::icon::Glyph;
use crate::components::status::Pill;
use crate::pages::moments::ticking;
use crate::pages::work;
use crate::state::{App, app};
use crate::text::{said, t};
use thidua_domain::policy::{Act, Target};

#[component]
pub fn Home() -> impl IntoView {
    let app = app();
    let clock = ticking();
    let now = Memo::new(move |_| {
        clock.track();
        acts::now(app)
    });
    let events = Memo::new(move |_| known::events(app));
    let may_plan = move || app.may(Act::Lead, Target::unit(&work::home(app).unwrap_or_default()));
    let is_past = move |known: &Known| !known.event.is_open() || now.get() > known.event.closes.max(known.event.out.1);
    let coming = move || events.read().iter().filter(|known| !is_past(known)).cloned().collect::<Vec<_>>();
    let past = move || events.read().iter().rev().filter(|known| is_past(known)).cloned().collect::<Vec<_>>();
    let draw =
        move |list: Vec<Known>| list.into_iter().map(|known| view! { <EventLine app known now/> }).collect_view();
    view! {
        <div class="page checkin">
            <PageHead title=said("nav-checkin") note=said("checkin-note")>
                <Show when=may_plan>
                    <LinkButton kind=Press::Quiet icon=Glyph::Plus href="/su-kien/moi" label=said("event-new")/>
                </Show>
            </PageHead>
            <nav class="big-actions" aria-label=said("checkin-ways")>
                <LinkButton big=true kind=Press::Main icon=Glyph::Scan href="/diem-danh/quet" label=said("checkin-scan")/>
                <LinkButton big=true icon=Glyph::Person href="/diem-danh/ma-cua-toi" label=said("checkin-pass")/>
            </nav>
            <Show
                when=move || !events.read().is_empty()
                fallback=|| view! { <EmptyState glyph=Glyph::Calendar title=said("event-none") words=said("event-none-words")/> }
            >
                <Show when=move || !coming().is_empty()>
                    <section class="stack">
                        <h2 class="list-heading">{said("checkin-coming")}</h2>
                        <ul class="list" role="list">{move || draw(coming())}</ul>
                    </section>
                </Show>
                <Show when=move || !past().is_empty()>
                    <section class="stack">
                        <h2 class="list-heading">{said("checkin-past")}</h2>
                        <ul class="list" role="list">{move || draw(past())}</ul>
                    </section>
                </Show>
            </Show>
        </div>
    }
}

#[component]
fn EventLine(app: App, known: Known, now: Memo<i64>) -> impl IntoView {
    let shown = StoredValue::new(known.clone());
    let standing = Memo::new(move |_| shown.with_value(|known| words::standing(known, now.get())));
    let mine = Memo::new(move |_| shown.with_value(|known| known::mine(app, known)));
    let own = move || match mine.get() {
        Some(line) => {
            let (tone, label) = words::grade(&line);
            view! { <Pill tone=Signal::stored(tone) label=Signal::stored(label)/> }.into_any()
        }
        None => ().into_any(),
    };
    let detail = [words::hours(&known), known.place.clone()].into_iter().filter(|part| !part.is_empty());
    let detail = detail.collect::<Vec<_>>().join(" · ");
    view! {
        <li class="list-item"><a class="list-link" href=format!("/diem-danh/{}", known.id)>
            <span class="grow">
                <span class="list-title">{known.title.clone()}</span>
                <span class="list-sub">{detail}</span>
                {known.organises.then(|| view! { <span class="list-sub">{t!("checkin-you-organise")}</span> })}
                <span class="row wrap">
                    <Pill tone=Signal::derive(move || standing.get().0) label=Signal::derive(move || standing.get().1)/>
                    {own}
                </span>
            </span>
        </a></li>
    }
}
