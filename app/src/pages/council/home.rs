//! All sessions in which the reader takes part, newest first, with what waits for them there.

use std::cmp::Reverse;

use leptos::prelude::*;
use thidua_domain::council::rows::Stage;
use thidua_sync::order;

use super::known::{self, Known};
use super::{PATH, words};
use crate::components::button::{LinkButton, Press};
use crate::components::card::{EmptyState, PageHead, Tone};
use crate::components::icon::Glyph;
use crate::components::status::{ItemState, Pill, StatusPill};
use crate::pages::nominations::words::unit_name;
use crate::state::{App, app};
use crate::text::{said, t};

#[component]
pub fn Home() -> impl IntoView {
    let app = app();
    let sessions = Memo::new(move |_| {
        let mut found = known::sessions(app);
        order::sort_by_key(&mut found, |known| (Reverse(known.session.when), known.id.clone()));
        found
    });
    let may_convene = Memo::new(move |_| !known::convening(app).is_empty());
    let convene = move || {
        view! { <LinkButton kind=Press::Main icon=Glyph::Plus href=format!("{PATH}/moi") label=said("council-convene")/> }
    };
    view! {
        <div class="page council">
            <PageHead title=said("nav-council") note=said("council-note")>
                <Show when=move || may_convene.get() && !sessions.read().is_empty()>{convene}</Show>
            </PageHead>
            <Show
                when=move || !sessions.read().is_empty()
                fallback=move || view! {
                    <EmptyState glyph=Glyph::Seat title=said("council-none") words=said("council-none-words")
                        action=move || view! { <Show when=move || may_convene.get()>{convene}</Show> }/>
                }
            >
                <Group title=said("council-group-open") of=Stage::Open sessions/>
                <Group title=said("council-group-preparing") of=Stage::Preparing sessions/>
                <Group title=said("council-group-closed") of=Stage::Closed sessions/>
            </Show>
        </div>
    }
}

#[component]
fn Group(title: Signal<String>, of: Stage, sessions: Memo<Vec<Known>>) -> impl IntoView {
    let app = app();
    let ours = Memo::new(move |_| {
        sessions.read().iter().filter(|known| known.session.state == of).cloned().collect::<Vec<_>>()
    });
    let draw = move || ours.get().into_iter().map(|known| view! { <Line app known/> }).collect_view();
    view! {
        <Show when=move || !ours.read().is_empty()>
            <section class="stack tight">
                <h2 class="list-heading">{move || title.get()}</h2>
                <ul class="list" role="list">{draw}</ul>
            </section>
        </Show>
    }
}

#[component]
fn Line(app: App, known: Known) -> impl IntoView {
    let (title, waits, href) = (known.session.title.clone(), known.waits, format!("{PATH}/{}", known.id));
    let detail = [words::when_where(&known.session), unit_name(app, &known.session.unit), words::part_name(known.part)];
    let detail = detail.join(" · ");
    let (tone, label) = words::stage(known.session.state);
    let due = Memo::new(move |_| words::due(&known, &known::dossiers(app, &known.id)));
    let pills = move || {
        let pill = |words: String| view! { <Pill tone=Tone::Bad label=words/> };
        due.get().into_iter().map(pill).collect_view()
    };
    view! {
        <li class="list-item"><a class="list-link" href=href>
            <span class="grow">
                <span class="list-title">{title}</span>
                <span class="list-sub full">{detail}</span>
                <span class="row wrap pills">
                    <Pill tone label/>
                    {pills}
                    {waits.then(|| view! { <StatusPill state=ItemState::Waiting/> })}
                </span>
            </span>
        </a></li>
    }
}

/// How many dossiers there are, in words.
pub fn count_text(count: usize) -> String {
    t!("council-dossiers-count", count = count)
}
