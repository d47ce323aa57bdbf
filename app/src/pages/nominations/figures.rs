//! The figures (số liệu) of the plan's targets on which a nomination rests, as they stand now: what was entered anew since
//! says so.

use leptos::prelude::*;
use serde_json::json;
use thidua_domain::date::When;
use thidua_domain::figure::{Figure, TABLE};
use thidua_domain::format::grouped;
use thidua_domain::nomination::FIGURES;
use thidua_domain::org::{PERSON, Person};
use thidua_domain::plan::{INDICATOR, Indicator};
use thidua_sync::{Millis, order};

use super::evidence::ids;
use super::words;
use crate::components::card::{Card, Notice, Tone};
use crate::components::choices::Choices;
use crate::components::select::Choice;
use crate::components::status::Pill;
use crate::pages::plan::words::counted;
use crate::state::editor::Editor;
use crate::state::{App, app};
use crate::text::{said, t};

/// A figure as it is cited.
#[derive(Clone, Debug, PartialEq)]
struct Cited {
    indicator: String,
    /// Code and name of the indicator.
    title: String,
    /// Unit, period and both numbers.
    detail: String,
    percent: String,
    /// It was entered anew after it had been cited.
    is_replaced: bool,
}

/// Whether a figure was entered anew after its dossier had been sent.
pub fn is_replaced(figure: &Figure, sent: Millis) -> bool {
    figure.entered.as_ref().is_some_and(|entered| entered.at > sent)
}

/// Whether a cited figure was entered anew since; not where this device does not have it. Followed.
pub fn is_void(app: App, id: &str, sent: Millis) -> bool {
    app.row::<Figure>(TABLE, id).is_some_and(|figure| is_replaced(&figure, sent))
}

/// Follows indicators and units.
fn cited(app: App, figure: &Figure, is_replaced: bool) -> Cited {
    let indicator = app.row::<Indicator>(INDICATOR, &figure.indicator);
    let counts = indicator.as_ref().map(|indicator| counted(&indicator.unit)).unwrap_or_default();
    let title = indicator.map(|indicator| format!("{} – {}", indicator.code, indicator.name));
    let period = words::period_text(Some(When::Day(figure.period.from)), Some(When::Day(figure.period.to)));
    let numbers = t!(
        "figure-numbers",
        numerator = grouped(figure.numerator),
        denominator = grouped(figure.denominator),
        counted = counts
    );
    Cited {
        indicator: figure.indicator.clone(),
        title: title.unwrap_or_else(|| figure.indicator.clone()),
        detail: [words::unit_name(app, &figure.unit), period, numbers].join(" · "),
        percent: figure.rate().percent().unwrap_or_else(|| t!("value-none")),
        is_replaced,
    }
}

/// The names of cited figures, each on a line of its own. Followed.
pub fn titles(app: App, ids: &[String]) -> String {
    let line = |id: &String| match app.row::<Figure>(TABLE, id) {
        Some(figure) => label(&cited(app, &figure, false)),
        None => t!("figure-unknown"),
    };
    ids.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn label(one: &Cited) -> String {
    format!("{} · {} · {}", one.title, one.percent, one.detail)
}

/// The figures that the author reads as boxes to tick, those of the nominee's own unit first, then the latest.
#[component]
pub fn FigurePicker(editor: Editor, #[prop(into)] id: String, error: Signal<String>) -> impl IntoView {
    let app = app();
    let chosen = Memo::new(move |_| ids(&editor.value(FIGURES)));
    let unit = Memo::new(move |_| {
        let person = app.row::<Person>(PERSON, &editor.text("person"));
        person.map_or_else(|| editor.text("collective"), |person| person.unit)
    });
    let figures = Memo::new(move |_| {
        let mut found = app.rows::<Figure>(TABLE);
        order::sort_by_key(&mut found, |(id, figure)| {
            (figure.unit != *unit.read(), std::cmp::Reverse(figure.period.to), id.clone())
        });
        found.into_iter().map(|(id, figure)| (id, label(&cited(app, &figure, false)))).collect::<Vec<_>>()
    });
    let choices = Signal::derive(move || {
        let figures = figures.read();
        let strange = chosen.get().into_iter().filter(|id| figures.iter().all(|(known, _)| known != id));
        let strange = strange.map(|id| Choice::new(id, t!("figure-unknown")));
        let known = figures.iter().map(|(id, label)| Choice::new(id.clone(), label.clone()));
        known.chain(strange).collect::<Vec<_>>()
    });
    let choose = move |ids: Vec<String>| editor.set(FIGURES, json!(ids));
    let id = StoredValue::new(id);
    view! {
        <Show
            when=move || !choices.read().is_empty()
            fallback=|| view! { <p class="muted">{said("figure-none")}</p> }
        >
            <Choices
                id=id.get_value()
                label=said("nomination-field-figures")
                hint=said("figure-hint")
                choices
                chosen
                on_change=choose
                error
            />
        </Show>
    }
}

/// The figures that a stored nomination cites, each a way to its target. Followed.
#[component]
pub fn FigureList(
    #[prop(into)] ids: Signal<Vec<String>>,
    /// When the dossier was sent.
    sent: Millis,
) -> impl IntoView {
    let app = app();
    let lines = Memo::new(move |_| {
        let line =
            |id: &String| app.row::<Figure>(TABLE, id).map(|figure| cited(app, &figure, is_replaced(&figure, sent)));
        ids.read().iter().map(line).collect::<Vec<_>>()
    });
    view! { <Lines lines/> }
}

/// Figures as they stood when a council took the dossier up; one that says something else now is marked. Followed.
#[component]
pub fn FrozenFigures(figures: Vec<Figure>) -> impl IntoView {
    let app = app();
    let lines = Memo::new(move |_| {
        let line = |frozen: &Figure| {
            let now = app.row::<Figure>(TABLE, &frozen.id());
            Some(cited(app, frozen, now.is_some_and(|now| now.rate() != frozen.rate())))
        };
        figures.iter().map(line).collect::<Vec<_>>()
    });
    view! { <Lines lines/> }
}

#[component]
fn Lines(lines: Memo<Vec<Option<Cited>>>) -> impl IntoView {
    let count = move || lines.read().iter().flatten().filter(|line| line.is_replaced).count();
    let draw = |line: Option<Cited>| match line {
        Some(line) => view! {
            <li class="list-item">
                <a class="list-link" href=format!("/ke-hoach?phan=chi-tieu&muc={}", line.indicator)>
                    <span class="grow">
                        <span class="list-title">{line.title}</span>
                        <span class="list-sub full">{line.detail}</span>
                    </span>
                    <span class="list-side">
                        <b>{line.percent}</b>
                        {line.is_replaced.then(|| view! { <Pill tone=Tone::Bad label=said("figure-replaced")/> })}
                    </span>
                </a>
            </li>
        }
        .into_any(),
        None => view! { <li class="list-item muted">{said("figure-unknown")}</li> }.into_any(),
    };
    view! {
        <Show when=move || !lines.read().is_empty()>
            <Card title=said("nomination-field-figures")>
                <Show when=move || { count() > 0 }>
                    <Notice tone=Tone::Bad title=move || t!("figure-void", count = count()) words=said("figure-void-words")/>
                </Show>
                <ul class="list" role="list">{move || lines.get().into_iter().map(draw).collect_view()}</ul>
            </Card>
        </Show>
    }
}
