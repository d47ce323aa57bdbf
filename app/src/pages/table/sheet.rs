//! A table on a page of its own: read, printed, and taken out as a file.

use leptos::prelude::*;
use thidua_domain::date::When;
use thidua_domain::format::grouped;
use thidua_domain::table::Cell;

use super::{Table, TableButtons};
use crate::browser::device;
use crate::components::button::{Button, Press};
use crate::components::card::{EmptyState, PageHead};
use crate::components::icon::Glyph;
use crate::text::{said, t};

/// The page. On paper it has the name of the body above its title and room for two signatures below.
#[component]
pub fn Sheet(
    #[prop(into)] table: Signal<Table>,
    /// The body whose list it is.
    #[prop(into)]
    body: Signal<String>,
    #[prop(optional, into)] note: Signal<String>,
    #[prop(into)] back: Signal<String>,
    /// Who signs on the right; on the left does who made it.
    #[prop(into)]
    signs: Signal<String>,
) -> impl IntoView {
    let title = Signal::derive(move || {
        table.with(|table| table.title.first().cloned()).unwrap_or_else(|| t!("sheet-untitled"))
    });
    let under = move || {
        let lines = table.with(|table| table.title.iter().skip(1).cloned().collect::<Vec<_>>());
        lines.into_iter().map(|line| view! { <p class="sheet-under">{line}</p> }).collect_view()
    };
    let is_empty = Memo::new(move |_| table.with(|table| table.rows.len() < 2));
    let drawn = move || table.with(draw);
    view! {
        <div class="page records print-list table-sheet">
            <PageHead title note back back_label=said("sheet-back")>
                <Show when=move || !is_empty.get()>
                    <Button kind=Press::Main icon=Glyph::File label=said("print") on_press=|()| device::print()/>
                </Show>
            </PageHead>
            <Show
                when=move || !is_empty.get()
                fallback=|| view! { <EmptyState glyph=Glyph::File title=said("sheet-none") words=said("sheet-none-words")/> }
            >
                <div class="no-print"><TableButtons table=move |()| table.get_untracked() words=|name: String| t!("sheet-done", name = name)/></div>
                <p class="print-only print-head"><b>{move || body.get()}</b></p>
                <h2 class="print-only print-title">{move || title.get()}</h2>
                {under}
                <div class="scroll-x" tabindex="0" role="region" aria-label=title>{drawn}</div>
                <div class="print-only print-signs"><p>{said("registration-sign-maker")}</p><p>{move || signs.get()}</p></div>
            </Show>
        </div>
    }
}

fn draw(table: &Table) -> impl IntoView + use<> {
    let mut rows = table.rows.iter();
    let columns = table.rows.first().map_or(0, Vec::len);
    let heading = |cell: &Cell| view! { <th scope="col" class=class(cell)>{words(cell)}</th> };
    let heads = rows.next().map(|cells| cells.iter().map(heading).collect_view());
    let cells =
        |row: &Vec<Cell>| row.iter().map(|cell| view! { <td class=class(cell)>{words(cell)}</td> }).collect_view();
    let body = rows.map(|row| view! { <tr>{cells(row)}</tr> }).collect_view();
    let foot = table.foot.iter().map(|row| match &row[..] {
        [Cell::Text(words)] => view! { <tr><td colspan=columns>{words.clone()}</td></tr> }.into_any(),
        _ => view! { <tr class="sum">{cells(row)}</tr> }.into_any(),
    });
    view! {
        <table class="table lines">
            <thead><tr>{heads}</tr></thead>
            <tbody>{body}</tbody>
            <tbody class="foot">{foot.collect_view()}</tbody>
        </table>
    }
}

fn class(cell: &Cell) -> &'static str {
    match cell {
        Cell::Number(_) => "number",
        Cell::Text(_) | Cell::Day(_) | Cell::Empty => "",
    }
}

fn words(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => grouped(*number),
        Cell::Day(day) => When::Day(*day).to_string(),
        Cell::Empty => String::new(),
    }
}
