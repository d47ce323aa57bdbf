//! The gold book (sổ vàng) as a table: what the board shows, as it is narrowed there.

use std::sync::Arc;

use leptos::prelude::*;
use thidua_domain::date::When;
use thidua_domain::org::{UNIT, Unit};
use thidua_domain::table::Cell;

use super::board::{Line, PATH, Shelf, lines};
use super::known;
use crate::pages::table::Table;
use crate::pages::table::sheet::Sheet;
use crate::state::{App, app};
use crate::text::{said, t};

#[component]
pub fn GoldBook(shelf: Shelf) -> impl IntoView {
    let app = app();
    let table = Memo::new(move |_| {
        let chosen = shelf.chosen(app, &lines(app));
        let words = shelf.words(app);
        let mut title = vec![t!("gold-title")];
        title.extend((!words.is_empty()).then_some(words));
        Table {
            file: t!("gold-file", day = known::today(app).to_string()),
            sheet: t!("gold-sheet"),
            title,
            rows: rows(&chosen),
            foot: Vec::new(),
        }
    });
    view! { <Sheet table body=Signal::derive(move || body(app)) back=PATH.to_owned() signs=said("registration-sign-head")/> }
}

/// The reader's own unit, whose list it is. Followed.
pub fn body(app: App) -> String {
    app.me().and_then(|me| app.row::<Unit>(UNIT, &me.unit)).map(|unit| unit.name).unwrap_or_default()
}

fn rows(lines: &[Arc<Line>]) -> Vec<Vec<Cell>> {
    let head = [
        t!("registration-column-number"),
        t!("registration-column-name"),
        t!("list-column-post"),
        t!("council-decision-award"),
        t!("history-year"),
        t!("history-decision"),
        t!("list-column-day"),
        t!("list-column-note"),
    ];
    let row = |(at, line): (i64, &Arc<Line>)| {
        let given = &line.given;
        let note = given.revoked.map(|day| t!("list-revoked", day = When::Day(day).to_string()));
        vec![
            Cell::Number(at),
            Cell::text(&given.entry.name),
            Cell::text(line.post()),
            Cell::text(&line.award),
            // A year is no number to be grouped.
            Cell::text(given.entry.year.to_string()),
            Cell::text(&given.number),
            Cell::Day(given.day),
            note.map_or(Cell::Empty, Cell::Text),
        ]
    };
    std::iter::once(head.map(Cell::Text).to_vec()).chain((1..).zip(lines).map(row)).collect()
}
