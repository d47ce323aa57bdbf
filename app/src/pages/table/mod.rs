//! A table as a file for a spreadsheet, offered by any screen, or on a page of its own that is printed; and a spreadsheet as a
//! table. How the screens' own things become rows is theirs.

pub mod book;
pub mod sheet;
mod xlsx;

use leptos::prelude::*;
use thidua_domain::csv;
use thidua_domain::table::Cell;
use wasm_bindgen_futures::spawn_local;

use self::xlsx::NotWritten;
use crate::browser::{device, time};
use crate::components::button::{Button, Press};
use crate::components::card::{Notice, Tone};
use crate::components::icon::Glyph;
use crate::text::{said, t};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// What leaves the program.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The file's name without its ending.
    pub file: String,
    pub sheet: String,
    /// Lines above, in the middle: what the list is, and what it belongs to. A CSV has none of them.
    pub title: Vec<String>,
    /// The heading row first.
    pub rows: Vec<Vec<Cell>>,
    /// Sums and remarks below, which no filter hides. A row of one cell goes across.
    pub foot: Vec<Vec<Cell>>,
}

/// Two ways to take a table out.
#[component]
pub fn TableButtons(
    /// Asked for when a button is pressed.
    #[prop(into)]
    table: Callback<(), Table>,
    /// What to say of a file that was offered, by its name.
    #[prop(into)]
    words: Callback<String, String>,
) -> impl IntoView {
    let busy = RwSignal::new(String::new());
    let (done, why_not) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let begin = move || {
        done.set(String::new());
        why_not.set(String::new());
    };
    let as_csv = move |()| {
        begin();
        let Table { file, mut rows, foot, .. } = table.run(());
        rows.extend(foot);
        let name = format!("{file}.csv");
        device::download(&name, "text/csv", &csv::written(&rows));
        done.set(words.run(name));
    };
    let as_xlsx = move |()| {
        begin();
        busy.set(t!("table-writing"));
        spawn_local(async move {
            let written = write(table).await;
            busy.try_set(String::new());
            let (line, said) = match written {
                Ok(name) => (done, words.try_run(name).unwrap_or_default()),
                Err(NotWritten::Absent) => (why_not, t!("table-absent")),
                Err(NotWritten::Unfit) => (why_not, t!("table-unfit")),
            };
            line.try_set(said);
        });
    };
    view! {
        <div class="row end wrap">
            <Button kind=Press::Quiet label=said("table-csv") on_press=as_csv/>
            <Button icon=Glyph::Download label=said("table-xlsx") busy on_press=as_xlsx/>
        </div>
        <p class="table-done" role="status">{move || done.get()}</p>
        <Show when=move || !why_not.read().is_empty()><Notice tone=Tone::Bad title=why_not/></Show>
    }
}

async fn write(table: Callback<(), Table>) -> Result<String, NotWritten> {
    // The button says that it works before the work begins.
    time::painted().await;
    let Some(table) = table.try_run(()) else { return Err(NotWritten::Absent) };
    let name = format!("{}.xlsx", table.file);
    let bytes = xlsx::written(table).await?;
    device::download_bytes(&name, XLSX, &bytes);
    Ok(name)
}
