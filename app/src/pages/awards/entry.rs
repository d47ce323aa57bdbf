//! What is known of one person or collective: every fact with its source, and what may be entered more.
//!
//! ```text
//! lines.rs     how a fact reads
//! change.rs    what ends, is settled, used or taken back
//! form.rs      one more fact
//! choices.rs   what a form lets one choose
//! ```

mod change;
mod choices;
mod form;
mod lines;

use leptos::prelude::*;
use thidua_domain::history::Subject;
use thidua_domain::org::{GRANT, PERSON, Person};
use thidua_domain::policy::{Act, Target};

use self::change::{Change, Changing, TakeBack};
use self::lines::{Line, lines};
use crate::components::button::{Button, Press};
use crate::components::card::{Card, Tone};
use crate::components::icon::Glyph;
use crate::components::status::Pill;
use crate::state::app;
use crate::text::{said, t};

/// All facts of one subject, newest first, and a form for one more where the reader may enter it.
#[component]
pub fn Known(subject: Subject) -> impl IntoView {
    let app = app();
    let subject = StoredValue::new(subject);
    let lines = Memo::new(move |_| subject.with_value(|subject| lines(app, subject)));
    let may = Memo::new(move |_| {
        app.follow(GRANT);
        let unit = match subject.get_value() {
            Subject::Collective(unit) => unit,
            Subject::Person(id) => app.row::<Person>(PERSON, &id).map(|row| row.unit).unwrap_or_default(),
        };
        app.may(Act::RecordFact, Target::unit(&unit))
    });
    let taking_back = RwSignal::new(None::<String>);
    let changing = RwSignal::new(None::<Change>);
    let drawn = move || {
        let may = may.get();
        let all = lines.get().into_iter().map(|line| view! { <One line may taking_back changing/> });
        all.collect_view()
    };
    view! {
        <Card title=said("history-title") aside=move || t!("history-count", count = lines.read().len())>
            <Show when=move || !lines.read().is_empty() fallback=|| view! { <p class="muted">{said("history-none")}</p> }>
                <ul class="list" role="list">{drawn}</ul>
            </Show>
        </Card>
        <TakeBack about=taking_back/>
        <Changing shown=changing/>
        <Show when=move || may.get()>
            <form::Entering subject=subject.get_value()/>
            <p><a href="/de-nghi/nhap-lich-su">{said("import-open")}</a></p>
        </Show>
    }
}

/// A fact, and what may become of it.
#[component]
fn One(
    line: Line,
    may: bool,
    taking_back: RwSignal<Option<String>>,
    changing: RwSignal<Option<Change>>,
) -> impl IntoView {
    let pill = match (&line.gone, line.waits) {
        (Some(why), _) => Some((Tone::Plain, why.clone())),
        (None, true) => Some((Tone::Wait, t!("state-waiting"))),
        (None, false) => None,
    };
    let pill = pill.map(|(tone, label)| view! { <Pill tone label/> });
    let is_open = may && line.gone.is_none() && !line.waits;
    let change = line.change.filter(|_| is_open).map(|change| {
        let label = change.label();
        let press = move |()| changing.set(Some(change.clone()));
        view! { <Button kind=Press::Line label on_press=press/> }
    });
    let id = line.id;
    let take_back = is_open.then(|| {
        let press = move |()| taking_back.set(Some(id.clone()));
        view! { <Button kind=Press::Quiet icon=Glyph::Undo label=t!("history-take-back") on_press=press/> }
    });
    view! {
        <li class="list-item known">
            <span class="grow">
                <span class="list-title">{line.what}</span>
                <span class="list-sub full">{line.detail}</span>
            </span>
            {pill}
            {change}
            {take_back}
        </li>
    }
}
