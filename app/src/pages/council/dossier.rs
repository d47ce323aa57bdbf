//! One dossier of a session: what was written when it was taken up, what members say of it, and the vote. Arrows or J and K
//! go to the next and the one before.

use leptos::ev;
use leptos::prelude::*;
use thidua_domain::council::rows::{Case, CaseState, Cited, Heard, case_id};
use thidua_domain::date::When;
use thidua_domain::evidence::FIELD;
use thidua_domain::nomination::Kind;
use thidua_domain::nomination::course::Comment;
use thidua_domain::record::State;

use super::acts::Trouble;
use super::known::{self, Part};
use super::open::{Open, Sight};
use super::{Missing, PATH, leave, notes, recusal, score, vote, words};
use crate::browser::address::{Way, address};
use crate::browser::dom;
use crate::components::button::{LinkButton, Press};
use crate::components::card::{Card, Notice, PageHead, Tone};
use crate::components::icon::Glyph;
use crate::components::status::{ItemState, Pill, StatusPill};
use crate::pages::attended::AttendanceList;
use crate::pages::awards;
use crate::pages::awards::initiatives::{self, InitiativeLines, Named};
use crate::pages::awards::known::By;
use crate::pages::awards::panel::{Asked, Eligibility};
use crate::pages::nominations::detail::course::lines;
use crate::pages::nominations::evidence::Voided;
use crate::pages::nominations::figures::FrozenFigures;
use crate::pages::nominations::words::{field_name, kind_name, period_text, person_name, unit_name};
use crate::pages::photos::PhotoStrip;
use crate::state::{App, app};
use crate::text::{said, t};

/// The page of one dossier. To who may not read it, it is as an address that never was.
#[component]
pub fn DossierPage(session: String, nomination: String) -> impl IntoView {
    let app = app();
    let owner = session.clone();
    let known = Memo::new(move |_| known::session(app, &owner).filter(|known| known.part != Part::Clerk));
    let found = Memo::new(move |_| known::one(app, &session, &nomination));
    let is_there = Memo::new(move |_| known.read().is_some() && found.read().is_some());
    move || match is_there.get().then(|| untrack(|| known.get().zip(found.get()))).flatten() {
        Some((session, first)) => {
            let open = Open::new(known, session);
            view! { <Whole sight=Sight::new(open, found, first)/> }.into_any()
        }
        None => view! { <Missing/> }.into_any(),
    }
}

#[component]
fn Whole(sight: Sight) -> impl IntoView {
    let (dossier, app) = (sight.dossier, sight.open.app);
    let back = format!("{PATH}/{}", sight.open.id());
    let leaving = Memo::new(move |_| dossier.read().leaving);
    let note = move || {
        let dossier = dossier.read();
        let award = words::award_name(app, &words::dossier_text(&dossier.case, "award"));
        let nominee = &dossier.case.nominee;
        let parts = [award, nominee.post.clone(), unit_name(app, &nominee.unit)];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    };
    view! {
        <div class="page council dossier">
            <PageHead
                title=Signal::derive(move || dossier.read().case.nominee.name.clone())
                note=Signal::derive(note)
                back
                back_label=Signal::derive(move || t!("council-back-to", title = sight.open.known.read().session.title.clone()))
            />
            <Neighbours sight/>
            <Standing sight/>
            <Trouble acts=sight.open.acts of=Signal::derive(move || dossier.read().id.clone())/>
            <Show
                when=move || !leaving.get()
                fallback=|| view! { <Notice tone=Tone::Wait title=said("council-leaving") words=said("council-leaving-words")/> }
            >
                <div class="cols">
                    <div class="stack"><Frozen sight/></div>
                    <div class="stack">
                        <vote::VotePanel sight/>
                        <score::ScorePanel sight/>
                        <notes::Notes sight/>
                        <recusal::Recusals sight/>
                        <leave::Leave sight/>
                    </div>
                </div>
            </Show>
        </div>
    }
}

#[component]
fn Standing(sight: Sight) -> impl IntoView {
    let dossier = sight.dossier;
    let vote = Memo::new(move |_| words::vote(&dossier.read()));
    let waits = Memo::new(move |_| dossier.read().waits);
    let dropped = move || {
        let case = &dossier.read().case;
        case.reason.clone().filter(|_| case.state == CaseState::Dropped)
    };
    view! {
        <p class="row wrap" aria-live="polite">
            <Pill tone=Signal::derive(move || vote.get().0) label=Signal::derive(move || vote.get().1)/>
            <Show when=move || waits.get()><StatusPill state=ItemState::Waiting/></Show>
        </p>
        {move || dropped().map(|reason| view! { <Notice title=said("council-case-dropped") words=reason/> })}
    }
}

/// Ways to the dossier before and after, in the reader's own order.
#[component]
fn Neighbours(sight: Sight) -> impl IntoView {
    let (address, beside) = (address(), sight.beside);
    let before = move || beside.read().before.clone();
    let after = move || beside.read().after.clone();
    let place = move || t!("council-dossier-at", at = beside.read().at, all = beside.read().all);
    let keys = window_event_listener(ev::keydown, move |event| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() || dom::is_typing() {
            return;
        }
        let to = match event.key().as_str() {
            "j" | "J" | "ArrowRight" => after(),
            "k" | "K" | "ArrowLeft" => before(),
            _ => None,
        };
        if let Some(to) = to {
            event.prevent_default();
            address.go(&to, Way::Instead);
        }
    });
    on_cleanup(move || keys.remove());
    view! {
        <nav class="neighbours" aria-label=said("council-neighbours")>
            {move || before().map(|href| view! { <LinkButton kind=Press::Line icon=Glyph::Back href label=said("council-before")/> })}
            <span class="muted grow">{place}</span>
            {move || after().map(|href| view! { <LinkButton kind=Press::Line icon=Glyph::Next href label=said("council-after")/> })}
        </nav>
    }
}

/// What was written when it was taken up. Later changes of the nomination are not in it.
#[component]
fn Frozen(sight: Sight) -> impl IntoView {
    let dossier = sight.dossier;
    // The words of a case do not change while somebody reads them.
    let case = StoredValue::new(dossier.with_untracked(|dossier| dossier.case.clone()));
    let read = move |name: &str| case.with_value(|case| words::dossier_text(case, name));
    let when = move |name: &str| read(name).parse::<When>().ok();
    let period = period_text(when("from"), when("to"));
    let kind: Option<Kind> =
        case.with_value(|case| case.dossier.get("kind").and_then(|kind| thidua_sync::body::typed(kind).ok()));
    let unit = case.with_value(|case| case.unit.clone());
    let taken = case.with_value(|case| case.taken.at);
    let achievements = read("achievements");
    let count = achievements.split_whitespace().count();
    let app = sight.open.app;
    view! {
        <Card title=said("council-frozen") aside=Signal::derive(move || t!("council-frozen-on", day = words::day(taken)))>
            <dl class="facts">
                <dt>{move || field_name("award")}</dt><dd>{move || words::award_name(app, &read("award"))}</dd>
                <dt>{move || field_name("kind")}</dt><dd>{move || kind.map_or_else(|| t!("value-none"), kind_name)}</dd>
                <dt>{said("nomination-period")}</dt><dd>{move || if period.is_empty() { t!("value-none") } else { period.clone() }}</dd>
                <dt>{said("nomination-unit")}</dt><dd>{move || unit_name(app, &unit)}</dd>
            </dl>
        </Card>
        <Card title=said("eligible-panel")>
            <Eligibility asked=Signal::derive(move || asked(sight))/>
        </Card>
        <Card title=Signal::derive(move || field_name("achievements")) aside=Signal::derive(move || t!("nomination-words", count = count))>
            <p class="prose">{achievements}</p>
        </Card>
        {case.with_value(|case| case.heard.clone()).map(|heard| view! { <Before app heard/> })}
        <Show when=move || !named(sight).ids.is_empty()>
            <Card title=said("nomination-field-initiatives")>
                <InitiativeLines named=Signal::derive(move || named(sight))/>
            </Card>
        </Show>
        {cited(&case.read_value())}
        <FrozenFigures figures=case.with_value(|case| case.figures.clone())/>
        <AttendanceList ids=Signal::stored(ids(&case.read_value(), "attendances")) kept=case.with_value(|case| case.attended.clone()) case=untrack(|| dossier.read().id.clone())/>
        <PhotoStrip pieces=Signal::stored(ids(&case.read_value(), FIELD)) label=Signal::derive(move || field_name(FIELD)) case=case_id(&case.read_value().session, &case.read_value().nomination)/>
    }
}

/// What the session's own rule set says, whatever holds today.
fn asked(sight: Sight) -> Asked {
    let rules = sight.open.known.read().session.rules.clone();
    let dossier = sight.dossier.read();
    let read = |name: &str| words::dossier_text(&dossier.case, name);
    let ground = dossier.case.dossier.get("kind").and_then(|kind| thidua_sync::body::typed(kind).ok());
    Asked {
        award: read("award"),
        person: read("person"),
        collective: read("collective"),
        ground,
        from: read("from").parse().ok(),
        to: read("to").parse().ok(),
        rules: By::Pinned(rules),
        facts: dossier.case.facts.clone(),
    }
}

/// How it came to the council: the unit's meeting, appraisal, posting, and what people said of it.
#[component]
fn Before(app: App, heard: Heard) -> impl IntoView {
    let line = |(what, detail): (String, String)| view! { <li><b>{what}</b><p class="muted">{detail}</p></li> };
    let comment = move |one: Comment| view! { <li><b>{person_name(app, &one.by.by)}</b><p>{one.words}</p></li> };
    let (course, all, comments) = (heard.course, heard.all, heard.comments);
    let left = all.saturating_sub(u32::try_from(comments.len()).unwrap_or(u32::MAX));
    view! {
        <Card title=said("course-title")>
            <ol class="course">{move || lines(app, &course).into_iter().map(line).collect_view()}</ol>
            {(all > 0).then(|| view! {
                <h3>{t!("course-comments", count = all)}</h3>
                <ul class="plain-list" role="list">{comments.into_iter().map(comment).collect_view()}</ul>
            })}
            {(left > 0).then(|| view! { <p class="muted">{t!("council-comments-left", count = left)}</p> })}
        </Card>
    }
}

/// The initiatives that it names. Followed.
fn named(sight: Sight) -> Named {
    let asked = asked(sight);
    let dossier = sight.dossier.read();
    Named {
        ids: initiatives::ids(dossier.case.dossier.get("initiatives")),
        nomination: dossier.case.nomination.clone(),
        subject: awards::known::subject(&asked.person, &asked.collective),
        award: asked.award,
        year: Some(sight.open.known.read().session.year),
        rules: asked.rules,
        facts: asked.facts,
        case: dossier.id.clone(),
    }
}

fn ids(case: &Case, name: &str) -> Vec<String> {
    let items = case.dossier.get(name).and_then(|value| value.as_array()).cloned().unwrap_or_default();
    items.iter().filter_map(|item| item.as_str()).map(str::to_owned).collect()
}

/// The activities that it cites, as they stood.
fn cited(case: &Case) -> Option<impl IntoView + use<>> {
    let cited = case.cited.clone();
    let count = cited.len();
    let ids = cited.iter().map(|one| one.id.clone()).collect::<Vec<_>>();
    let id = case_id(&case.session, &case.nomination);
    let line = |one: Cited| {
        let day = one.date.parse::<When>().map_or(one.date.clone(), |when| when.to_string());
        let state = thidua_sync::body::typed::<State>(&serde_json::json!(one.state)).ok().map(item_state);
        view! {
            <li class="list-item"><a class="list-link" href=format!("/hoat-dong/{}", one.id)>
                <span class="grow"><span class="list-title">{one.title}</span><span class="list-sub full">{day}</span></span>
                {state.map(|state| view! { <StatusPill state/> })}
            </a></li>
        }
    };
    (count > 0).then(|| {
        view! {
            <Card title=Signal::derive(move || field_name("activities")) aside=Signal::derive(move || t!("evidence-count", count = count))>
                <Voided ids case=id/>
                <ul class="list" role="list">{cited.into_iter().map(line).collect_view()}</ul>
            </Card>
        }
    })
}

fn item_state(state: State) -> ItemState {
    match state {
        State::Sent => ItemState::Sent,
        State::Confirmed => ItemState::Confirmed,
        State::Returned => ItemState::Returned,
        State::Withdrawn => ItemState::Withdrawn,
    }
}
