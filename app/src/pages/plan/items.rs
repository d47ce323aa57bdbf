//! Targets, tasks, movements and solutions as cards, each with its words in the source.

use leptos::prelude::*;
use thidua_domain::name::matches;
use thidua_domain::plan::{Indicator, Movement, Solution, Task};
use thidua_domain::rate::Operator;

use super::whole::Entry;
use super::words;
use crate::components::icon::{Glyph, Icon};
use crate::text::{said, t};

/// A card of the plan: its code, name and a word at its side; out of sight when the search does not find it.
#[component]
pub fn Item(
    id: String,
    code: String,
    title: String,
    #[prop(optional, into)] side: Signal<String>,
    folded: String,
    query: Memo<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <article class="card plan-item" id=format!("muc-{id}") tabindex="-1" hidden=move || !matches(&folded, &query.read())>
            <header class="row">
                <span class="code">{code}</span>
                <h3 class="grow">{title}</h3>
                <b class="plan-limit">{move || side.get()}</b>
            </header>
            {children()}
        </article>
    }
}

/// The way to an item's words in the source.
#[component]
pub fn SourceLink(line: usize, item: String) -> impl IntoView {
    view! {
        <a class="plan-link" href=format!("/ke-hoach?dong={line}&muc={item}")>
            <Icon glyph=Glyph::Quote/>
            <span>{move || t!("plan-source-line", line = line)}</span>
        </a>
    }
}

/// The plan's own words for an item, with their place.
#[component]
fn Quote(quote: String, line: usize, item: String) -> impl IntoView {
    view! {
        <blockquote class="source">
            <p>"“"{quote}"”"</p>
            <cite><SourceLink line item/></cite>
        </blockquote>
    }
}

#[component]
pub fn Indicators(entries: Vec<Entry<Indicator>>, tasks: Vec<Entry<Task>>, query: Memo<String>) -> impl IntoView {
    let card = |Entry { item, folded }: Entry<Indicator>| {
        let task = tasks.iter().map(|entry| &entry.item).find(|task| Some(&task.id) == item.task.as_ref());
        let task = task.map(|task| (task.id.clone(), format!("{} – {}", task.code, task.title)));
        view! { <OneIndicator item folded task query/> }
    };
    entries.into_iter().map(card).collect_view()
}

#[component]
fn OneIndicator(item: Indicator, folded: String, task: Option<(String, String)>, query: Memo<String>) -> impl IntoView {
    let own = item.clone();
    let strict = (item.op == Operator::Above).then(|| item.threshold.map(words::percent)).flatten();
    let levels = item.levels.clone();
    view! {
        <Item id=item.id.clone() code=item.code title=item.name side=Signal::derive(move || words::operator(&own)) folded query>
            <dl class="facts">
                <dt>{said("indicator-numerator")}</dt>
                <dd>{item.numerator}</dd>
                <dt>{said("indicator-denominator")}</dt>
                <dd>
                    <p>{item.denominator}</p>
                    {item.denominator_note.map(|note| view! { <p class="muted">{note}</p> })}
                </dd>
                <dt>{said("indicator-period")}</dt>
                <dd>{words::span(item.period)}</dd>
                <dt>{said("indicator-levels")}</dt>
                <dd>{move || levels.iter().map(|level| words::level(level)).collect::<Vec<_>>().join(", ")}</dd>
                {task.map(|(id, name)| view! {
                    <dt>{said("plan-task")}</dt>
                    <dd><a class="plan-link" href=format!("/ke-hoach?phan=nhiem-vu&muc={id}")>{name}</a></dd>
                })}
            </dl>
            {strict.map(|value| view! { <p class="muted small">{move || t!("indicator-strict", value = value.as_str())}</p> })}
            <Quote quote=item.quote line=item.line item=item.id/>
        </Item>
    }
}

#[component]
pub fn Tasks(entries: Vec<Entry<Task>>, indicators: Vec<Entry<Indicator>>, query: Memo<String>) -> impl IntoView {
    let card = |Entry { item, folded }: Entry<Task>| {
        let own = indicators.iter().map(|entry| &entry.item).filter(|i| i.task.as_ref() == Some(&item.id));
        let own: Vec<Indicator> = own.cloned().collect();
        view! { <OneTask item folded own query/> }
    };
    entries.into_iter().map(card).collect_view()
}

#[component]
fn OneTask(item: Task, folded: String, own: Vec<Indicator>, query: Memo<String>) -> impl IntoView {
    let link = |indicator: Indicator| {
        let href = format!("/ke-hoach?phan=chi-tieu&muc={}", indicator.id);
        let code = indicator.code.clone();
        view! { <a class="chip" href=href><b>{code}</b>{move || words::operator(&indicator)}</a> }
    };
    view! {
        <Item id=item.id.clone() code=item.code title=item.title folded query>
            <p class="prose">{item.text}</p>
            {item.note.filter(|_| own.is_empty()).map(|note| view! { <p class="muted">{note}</p> })}
            {(!own.is_empty()).then(|| view! {
                <p class="muted">{said("plan-measured-by")}</p>
                <div class="chips">{own.into_iter().map(link).collect_view()}</div>
            })}
            <SourceLink line=item.line item=item.id/>
        </Item>
    }
}

#[component]
pub fn Movements(entries: Vec<Entry<Movement>>, query: Memo<String>) -> impl IntoView {
    let card = |Entry { item, folded }: Entry<Movement>| view! { <OneMovement item folded query/> };
    entries.into_iter().map(card).collect_view()
}

#[component]
fn OneMovement(item: Movement, folded: String, query: Memo<String>) -> impl IntoView {
    let years = match (item.from, item.to) {
        (Some(from), Some(to)) => Some(format!("{from} – {to}")),
        (from, to) => from.or(to),
    };
    let level = item.level;
    view! {
        <Item id=item.id.clone() code=item.code title=item.name side=Signal::derive(move || words::level(&level)) folded query>
            <dl class="facts">
                <dt>{said("movement-launched-by")}</dt>
                <dd>{item.launched_by}</dd>
                {years.map(|years| view! { <dt>{said("movement-period")}</dt><dd>{years}</dd> })}
            </dl>
            {(!item.tasks.is_empty()).then(|| view! {
                <div>
                    <h4>{said("movement-tasks")}</h4>
                    <ul class="bullets">{item.tasks.into_iter().map(|task| view! { <li>{task}</li> }).collect_view()}</ul>
                </div>
            })}
            {(!item.text.is_empty()).then(|| view! {
                <details class="more">
                    <summary>{said("plan-whole-text")}</summary>
                    <p class="prose">{item.text}</p>
                </details>
            })}
            <SourceLink line=item.line item=item.id/>
        </Item>
    }
}

#[component]
pub fn Solutions(entries: Vec<Entry<Solution>>, query: Memo<String>) -> impl IntoView {
    let card = |Entry { item, folded }: Entry<Solution>| {
        view! {
            <Item id=item.id.clone() code=item.code title=item.title folded query>
                <p class="prose">{item.text}</p>
                <SourceLink line=item.line item=item.id/>
            </Item>
        }
    };
    entries.into_iter().map(card).collect_view()
}
