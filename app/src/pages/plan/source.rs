//! The source of the plan, line by line, with the words asked for marked, and the notes on its own errors beside them.
//! Nothing in it is corrected.

use leptos::prelude::*;
use thidua_domain::name::matches;
use thidua_domain::plan::{Note, Plan};

use super::whole::{Entry, Whole};
use super::{Place, words};
use crate::components::card::Tone;
use crate::components::status::Pill;
use crate::text::{said, t};

/// A line of the source, counted from 1, with the notes on it.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub number: usize,
    pub text: String,
    pub notes: Vec<Note>,
}

/// The lines of a plan. A search finds a line by its words and by its notes'.
pub fn lines(plan: &Plan) -> Vec<Entry<Line>> {
    let line = |(at, text): (usize, &String)| {
        let number = at + 1;
        let notes: Vec<Note> = plan.notes.iter().filter(|note| note.line == number).cloned().collect();
        let remarks = notes.iter().map(|note| note.text.as_str()).collect::<Vec<_>>().join(" ");
        Entry::new(Line { number, text: text.clone(), notes }, &[text, &remarks])
    };
    plan.lines.iter().enumerate().map(line).collect()
}

#[component]
pub fn Source(whole: Whole, query: Memo<String>, place: Place) -> impl IntoView {
    let notes: Vec<Note> = whole.lines.iter().flat_map(|entry| entry.item.notes.clone()).collect();
    let (source, lines) = (whole.plan.source.clone(), whole.lines.clone());
    let whole = StoredValue::new(whole);
    // The words to mark: those of the item that the address names, in its line.
    let marked = Memo::new(move |_| {
        let line = place.line.get()?;
        let quote =
            whole.with_value(|whole| whole.quote_of(&place.item.read()).map(|(at, quote)| (at, quote.to_owned())));
        Some((line, quote.filter(|(at, _)| *at == line).map(|(_, quote)| quote).unwrap_or_default()))
    });
    let item = Memo::new(move |_| place.item.get());
    view! {
        <p class="muted">{source}</p>
        <Back item place/>
        <ol class="plan-lines">
            {lines.into_iter().map(|entry| view! { <OneLine entry marked query/> }).collect_view()}
        </ol>
        <Notes notes query/>
    }
}

/// From a marked line back to the item that it was opened from.
#[component]
fn Back(item: Memo<String>, place: Place) -> impl IntoView {
    let part = move || match item.read().chars().next() {
        Some('t') => "chi-tieu",
        Some('q') => "nhiem-vu",
        Some('m') => "phong-trao",
        Some('d') => "dot",
        _ => "giai-phap",
    };
    view! {
        <Show when=move || place.line.get().is_some() && !item.read().is_empty()>
            <p>
                <a class="plan-link" href=move || format!("/ke-hoach?phan={}&muc={}", part(), item.get())>
                    {move || t!("plan-back-to-item", code = item.get().to_ascii_uppercase())}
                </a>
            </p>
        </Show>
    }
}

#[component]
fn OneLine(entry: Entry<Line>, marked: Memo<Option<(usize, String)>>, query: Memo<String>) -> impl IntoView {
    let Entry { item: Line { number, text, notes }, folded } = entry;
    let quote = Memo::new(move |_| marked.get().filter(|(line, _)| *line == number).map(|(_, quote)| quote));
    let count = notes.len();
    view! {
        <li
            id=format!("dong-{number}")
            class="plan-line"
            class:here=move || quote.read().is_some()
            tabindex="-1"
            hidden=move || !matches(&folded, &query.read())
        >
            <a class="plan-line-number" href=format!("/ke-hoach?dong={number}") aria-label=move || t!("plan-line", line = number)>{number}</a>
            <div class="grow">
                <p class="prose">{move || with_mark(&text, quote.read().as_deref().unwrap_or_default())}</p>
                {(count > 0).then(|| view! {
                    <details class="plan-line-notes" open=move || quote.read().is_some()>
                        <summary><Pill tone=Tone::Wait label=move || t!("plan-line-notes", count = count)/></summary>
                        <ul class="stack">{notes.into_iter().map(|note| view! { <li><OneNote note/></li> }).collect_view()}</ul>
                    </details>
                })}
            </div>
        </li>
    }
}

/// A text with the quoted words marked.
fn with_mark(text: &str, quote: &str) -> AnyView {
    match (quote.is_empty(), text.split_once(quote)) {
        (false, Some((before, after))) => {
            view! { {before.to_owned()}<mark>{quote.to_owned()}</mark>{after.to_owned()} }.into_any()
        }
        _ => text.to_owned().into_any(),
    }
}

/// What is wrong or open at a place of the source, said to the officer.
#[component]
fn OneNote(note: Note) -> impl IntoView {
    let kind = note.kind;
    let (quote, suggest) = (note.quote, note.suggest);
    view! {
        <div class="plan-note">
            <p class="row wrap"><Pill label=move || words::note_kind(&kind)/><q>{quote}</q></p>
            <p>{note.text}</p>
            {suggest.map(|suggest| view! { <p class="muted">{move || t!("plan-note-suggest", suggest = suggest.as_str())}</p> })}
        </div>
    }
}

/// All notes in one list, each with the way to its line.
#[component]
fn Notes(notes: Vec<Note>, query: Memo<String>) -> impl IntoView {
    let count = notes.len();
    let one = |note: Note| {
        let line = note.line;
        view! {
            <li class="card">
                <OneNote note/>
                <a class="plan-link" href=format!("/ke-hoach?dong={line}")>{move || t!("plan-source-line", line = line)}</a>
            </li>
        }
    };
    // While something is searched for, the notes show at the lines that were found.
    view! {
        <section class="stack plan-notes" hidden=move || !query.read().is_empty()>
            <h3>{move || t!("plan-notes-count", count = count)}</h3>
            <p class="muted">{said("plan-notes-words")}</p>
            <ul class="cols" role="list">{notes.into_iter().map(one).collect_view()}</ul>
        </section>
    }
}
