//! Scores by the session's sheet. Nobody sees another's before giving their own.

use std::collections::BTreeMap;

use leptos::prelude::*;
use serde_json::json;
use thidua_domain::council::acts;
use thidua_domain::council::rows::{CaseState, Mark, SCORE, Score, Stage, member_id};
use thidua_domain::format;
use wasm_bindgen_futures::spawn_local;

use super::known::{Vote, waiting};
use super::open::Sight;
use crate::browser::address::{Way, address};
use crate::components::button::{Button, Press};
use crate::components::card::Card;
use crate::components::icon::Glyph;
use crate::components::number_field::NumberField;
use crate::components::status::{ItemState, StatusPill};
use crate::components::text_field::TextArea;
use crate::pages::nominations::words::person_name;
use crate::state::kept::Kept;
use crate::text::{said, t};

/// The reader's score: the one that waits, else the server's. Followed.
fn own(sight: Sight) -> Option<(BTreeMap<String, u32>, String, bool)> {
    let (app, id) = (sight.open.app, sight.dossier.read().id.clone());
    let of = |command: &&thidua_sync::command::Command| command.kind == acts::SCORE && command.entity == id;
    if let Some(command) = waiting(app).iter().rev().find(of) {
        let points = thidua_sync::body::typed(&command.args["points"]).ok()?;
        return Some((points, command.args["words"].as_str().unwrap_or_default().to_owned(), true));
    }
    let score: Score = app.row(SCORE, &member_id(&id, &app.my_id()))?;
    Some((score.points, score.words, false))
}

#[component]
pub fn ScorePanel(sight: Sight) -> impl IntoView {
    let has_rubric = Memo::new(move |_| !sight.open.known.read().session.rubric.is_empty());
    let may = Memo::new(move |_| {
        let dossier = sight.dossier.read();
        let is_open = sight.open.known.read().session.state == Stage::Open;
        is_open && dossier.case.state == CaseState::Taken && matches!(dossier.vote, Vote::None | Vote::Annulled)
    });
    let mine = Memo::new(move |_| own(sight));
    let waits = Memo::new(move |_| mine.read().as_ref().is_some_and(|(.., waits)| *waits));
    let total = move || {
        let mine = mine.read();
        mine.as_ref().map(|(points, ..)| sum(points)).map(|sum| t!("council-score-sum", sum = sum)).unwrap_or_default()
    };
    view! {
        <Show when=move || has_rubric.get()>
            <Card title=said("council-scores") aside=Signal::derive(total)>
                <Show when=move || waits.get()><p><StatusPill state=ItemState::Waiting/></p></Show>
                <Show when=move || may.get() fallback=move || view! { <p class="muted">{said("council-score-closed")}</p> }>
                    <Sheet sight mine/>
                </Show>
                <Others sight mine/>
            </Card>
        </Show>
    }
}

fn sum(points: &BTreeMap<String, u32>) -> u32 {
    points.values().sum()
}

type Own = Memo<Option<(BTreeMap<String, u32>, String, bool)>>;

/// What the reader gives, line by line.
#[component]
fn Sheet(sight: Sight, mine: Own) -> impl IntoView {
    let app = sight.open.app;
    let (id, marks) = (sight.id(), untrack(|| sight.open.known.read().session.rubric.clone()));
    let given = untrack(|| mine.get());
    let first =
        |key: &str| given.as_ref().and_then(|(points, ..)| points.get(key)).map(u32::to_string).unwrap_or_default();
    let lines: Vec<(Mark, Kept)> = marks
        .into_iter()
        .map(|mark| {
            let first = first(&mark.key);
            let kept = Kept::open(app, format!("score {id} {}", mark.key), first);
            (mark, kept)
        })
        .collect();
    let words = given.as_ref().map(|(_, words, _)| words.clone()).unwrap_or_default();
    let words = Kept::open(app, format!("score {id}"), words);
    let (lines, tried) = (StoredValue::new(lines), RwSignal::new(false));
    let points = move |mark: &Mark, kept: Kept| {
        let points = format::typed(&kept.text.read()).and_then(|points| u32::try_from(points).ok());
        points.filter(|points| *points <= mark.max)
    };
    let all = move || {
        let one = |(mark, kept): &(Mark, Kept)| Some((mark.key.clone(), points(mark, *kept)?));
        lines.with_value(|lines| lines.iter().map(one).collect::<Option<BTreeMap<String, u32>>>())
    };
    let address = address();
    let send = move |goes_on: bool| {
        tried.set(true);
        let Some(given) = untrack(all) else { return };
        let args = json!({ "points": given, "words": words.words() });
        // Somebody may be at the next dossier when it is durable.
        let spent: Vec<_> =
            lines.with_value(|lines| lines.iter().map(|(_, kept)| *kept).chain([words]).map(Kept::forget).collect());
        let (id, next) = (sight.id(), sight.beside.with_untracked(|beside| beside.after.clone()));
        spawn_local(async move {
            if sight.open.acts.ask(acts::SCORE, &id, args).await {
                spent.into_iter().for_each(|spent| spent());
                if let Some(next) = next.filter(|_| goes_on) {
                    address.go(&next, Way::Instead);
                }
            }
        });
    };
    let one = move |(mark, kept): (Mark, Kept)| {
        let (label, max) = (mark.label.clone(), mark.max);
        let error = move || match tried.get() && points(&mark, kept).is_none() {
            true => t!("council-score-range", max = max),
            false => String::new(),
        };
        let hint = Signal::derive(move || t!("council-score-max", max = max));
        view! { <NumberField label hint value=kept.text on_input=move |text| kept.write(text) error=Signal::derive(error)/> }
    };
    let press = move || if mine.read().is_some() { t!("council-score-change") } else { t!("council-score-give") };
    view! {
        <div class="two">{lines.get_value().into_iter().map(one).collect_view()}</div>
        <TextArea label=said("council-score-words") value=words.text on_input=move |text| words.write(text) rows=2 max=2_000/>
        <div class="row wrap end">
            <Button kind=Press::Line icon=Glyph::Send label=Signal::derive(press) on_press=move |()| send(false)/>
            <Show when=move || sight.beside.read().after.is_some()>
                <Button kind=Press::Line icon=Glyph::Next label=said("council-score-next") on_press=move |()| send(true)/>
            </Show>
        </div>
    }
}

/// What the others gave, once the reader gave theirs.
#[component]
fn Others(sight: Sight, mine: Own) -> impl IntoView {
    let app = sight.open.app;
    let scores = Memo::new(move |_| {
        let id = sight.dossier.read().id.clone();
        let of = |(_, score): &(String, Score)| score.case == id;
        app.rows::<Score>(SCORE).into_iter().filter(of).map(|(_, score)| score).collect::<Vec<_>>()
    });
    let is_shown = move || mine.read().is_some() && !scores.read().is_empty();
    let average = move || {
        let scores = scores.read();
        let all: u64 = scores.iter().map(|score| u64::from(sum(&score.points))).sum();
        let hundredths = all * 100 / u64::try_from(scores.len().max(1)).unwrap_or(1);
        format!("{},{:02}", hundredths / 100, hundredths % 100)
    };
    let line = move |score: Score| {
        let (name, sum) = (person_name(app, &score.member), sum(&score.points));
        view! { <tr><th scope="row">{name}<small>{score.words}</small></th><td class="number">{sum}</td></tr> }
    };
    view! {
        <Show when=is_shown fallback=|| view! { <p class="muted">{said("council-scores-hidden")}</p> }>
            <p><b>{move || t!("council-score-average", average = average(), count = scores.read().len())}</b></p>
            <table class="table lines"><caption class="visually-hidden">{said("council-scores")}</caption>
                <tbody>{move || scores.get().into_iter().map(line).collect_view()}</tbody>
            </table>
        </Show>
    }
}
