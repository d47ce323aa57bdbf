//! Every row of the file: whom it is about, what it becomes, or what is wrong with it and how that is put right.

use leptos::prelude::*;
use thidua_domain::date::When;
use thidua_domain::history::fact::Title;
use thidua_domain::history::import::{DryRun, Fault, MOST_COLUMNS, MOST_ROWS, Row, State};

use crate::components::button::{Button, Press};
use crate::components::card::{Notice, Tone};
use crate::components::chips::ChipGroup;
use crate::components::select::Choice;
use crate::components::status::Pill;
use crate::pages::awards::words;
use crate::pages::nominations::words as said_of;
use crate::state::{App, app};
use crate::text::{TextArg, said, t, try_text};

/// Rows that are drawn at once.
const MOST_DRAWN: usize = 200;

/// How many rows are what.
#[derive(Clone, Copy, Default)]
struct Counts {
    all: usize,
    faulty: usize,
    new: usize,
    known: usize,
    left: usize,
}

impl Counts {
    fn of(run: &DryRun) -> Counts {
        let mut counts = Counts { all: run.rows.len(), ..Counts::default() };
        for row in &run.rows {
            match row.state {
                _ if !row.faults.is_empty() => counts.faulty += 1,
                State::New => counts.new += 1,
                State::Known | State::Double(_) => counts.known += 1,
                State::Empty => counts.left += 1,
            }
        }
        counts
    }
}

/// What may become of the file as a whole.
pub fn verdict(run: &DryRun, taken: Option<usize>) -> AnyView {
    let counts = Counts::of(run);
    if !run.faults.is_empty() {
        let words: Vec<String> = run.faults.iter().map(sentence).collect();
        let all = words.into_iter().map(|words| view! { <li>{words}</li> }).collect_view();
        return view! {
            <Notice tone=Tone::Bad title=said("import-no-table") words=said("import-nothing-taken")/>
            <ul class="import-faults">{all}</ul>
        }
        .into_any();
    }
    let figures = t!(
        "import-counts",
        all = counts.all,
        new = counts.new,
        known = counts.known,
        faulty = counts.faulty,
        left = counts.left
    );
    let notice = match (counts.faulty, counts.new, taken) {
        (0, 0, Some(count)) => view! {
            <Notice tone=Tone::Good title=t!("import-taken", count = count) words=said("import-taken-words")/>
        }
        .into_any(),
        (0, 0, None) => {
            view! { <Notice title=said("import-all-known") words=said("import-all-known-words")/> }.into_any()
        }
        (0, new, _) => view! {
            <Notice tone=Tone::Good title=t!("import-clean", count = new) words=said("import-clean-words")/>
        }
        .into_any(),
        (faulty, ..) => view! {
            <Notice tone=Tone::Bad title=t!("import-faulty", count = faulty) words=said("import-faulty-words")/>
        }
        .into_any(),
    };
    view! { <p class="muted" role="status">{figures}</p>{notice} }.into_any()
}

/// All rows, or only those with a fault.
#[component]
pub fn Rows(run: DryRun) -> impl IntoView {
    let app = app();
    let counts = Counts::of(&run);
    // Who has faults to mend sees them first.
    let filter = RwSignal::new(String::from(if counts.faulty > 0 { "faulty" } else { "all" }));
    let most = RwSignal::new(MOST_DRAWN);
    let rows = StoredValue::new(run.rows);
    let choices = move || {
        let choice = |value: &str, label: String| Choice::new(value, label);
        let mut all = vec![choice("all", t!("import-filter-all", count = counts.all))];
        if counts.faulty > 0 {
            all.push(choice("faulty", t!("import-filter-faulty", count = counts.faulty)));
        }
        if counts.known > 0 {
            all.push(choice("known", t!("import-filter-known", count = counts.known)));
        }
        all
    };
    let fits = move |row: &&Row| match filter.read().as_str() {
        "faulty" => !row.faults.is_empty(),
        "known" => row.faults.is_empty() && matches!(row.state, State::Known | State::Double(_)),
        _ => true,
    };
    let count = Memo::new(move |_| rows.with_value(|rows| rows.iter().filter(fits).count()));
    let drawn = move || {
        rows.with_value(|rows| {
            rows.iter().filter(fits).take(most.get()).map(|row| view! { <One app row=row.clone()/> }).collect_view()
        })
    };
    let has_rows = counts.all > 0;
    view! {
        <Show when=move || has_rows>
            <ChipGroup
                label=said("import-filter")
                choices=Signal::derive(choices)
                chosen=Signal::derive(move || vec![filter.get()])
                on_toggle=move |value| { filter.set(value); most.set(MOST_DRAWN); }
            />
            <ol class="list import-rows" role="list" aria-label=said("import-rows")>{drawn}</ol>
            <Show when=move || { count.get() > most.get() }>
                <div class="row wrap">
                    <Button
                        kind=Press::Quiet
                        label=move || t!("import-more", count = count.get().saturating_sub(most.get()))
                        on_press=move |()| most.update(|most| *most += MOST_DRAWN)
                    />
                </div>
            </Show>
        </Show>
    }
}

#[component]
fn One(app: App, row: Row) -> impl IntoView {
    let (tone, label) = match row.state {
        _ if !row.faults.is_empty() => (Tone::Bad, t!("import-row-faulty")),
        State::New => (Tone::Good, t!("import-row-new")),
        State::Known => (Tone::Plain, t!("import-row-known")),
        State::Double(line) => (Tone::Plain, t!("import-row-double", line = line.to_string())),
        State::Empty => (Tone::Plain, t!("import-row-empty")),
    };
    let (who, what) = match &row.title {
        Some(title) => (said_of::subject_name(app, &title.subject), becomes(app, title)),
        None => (String::new(), String::new()),
    };
    let faults = row.faults.iter().map(|fault| view! { <li>{sentence(fault)}</li> }).collect_view();
    let (has_title, has_faults) = (row.title.is_some(), !row.faults.is_empty());
    view! {
        <li class="list-item import-row">
            <span class="import-line">{t!("import-line", line = row.line.to_string())}</span>
            <div class="grow">
                {has_title.then(|| view! { <span class="list-title">{who}</span><span class="list-sub full">{what}</span> })}
                {has_faults.then(|| view! { <ul class="import-faults">{faults}</ul> })}
            </div>
            <Pill tone label/>
        </li>
    }
}

fn becomes(app: App, title: &Title) -> String {
    let detail = t!(
        "history-title-detail",
        year = title.year.to_string(),
        decision = &title.decision,
        day = When::Day(title.day).to_string()
    );
    format!("{} · {detail}", words::award_name(app, &title.award))
}

/// What is wrong, and how it is put right.
fn sentence(fault: &Fault) -> String {
    let args: [(&str, TextArg); 7] = [
        ("column", column(fault.column).into()),
        ("saw", (&fault.saw).into()),
        ("named", (&fault.named).into()),
        ("line", fault.line.to_string().into()),
        ("other", fault.other.unwrap_or_default().to_string().into()),
        ("rows", MOST_ROWS.into()),
        ("columns", MOST_COLUMNS.into()),
    ];
    let key = format!("import-fault-{}", fault.code.replace('_', "-"));
    try_text(&key, &args).unwrap_or_else(|| t!("import-fault-other", code = fault.code))
}

/// What a column is called in the template.
pub fn column(name: &str) -> String {
    match name {
        "person" => t!("import-head-person"),
        "collective" => t!("import-head-collective"),
        "unit" => t!("import-head-unit"),
        "award" => t!("import-head-award"),
        "year" => t!("import-head-year"),
        "decision" => t!("import-head-decision"),
        "day" => t!("import-head-day"),
        "ground" => t!("import-head-ground"),
        "from" => t!("import-head-from"),
        "to" => t!("import-head-to"),
        "revoked" => t!("import-head-revoked"),
        _ => String::new(),
    }
}
