//! An empty file with the headings that the reader knows and two rows as examples, made on this device.

use chrono::NaiveDate;
use leptos::prelude::*;
use thidua_domain::table::Cell;

use super::report::column;
use crate::components::card::Card;
use crate::pages::table::{Table, TableButtons};
use crate::text::{said, t};

const COLUMNS: [&str; 11] =
    ["person", "unit", "collective", "award", "year", "decision", "day", "ground", "from", "to", "revoked"];

#[component]
pub fn Template() -> impl IntoView {
    let table = |()| Table {
        file: t!("import-template-file"),
        sheet: t!("import-template-sheet"),
        title: Vec::new(),
        rows: rows(),
        foot: Vec::new(),
    };
    view! {
        <Card title=said("import-template")>
            <p>{said("import-template-words")}</p>
            <ul class="bullets">
                <li>{said("import-help-who")}</li>
                <li>{said("import-help-award")}</li>
                <li>{said("import-help-days")}</li>
                <li>{said("import-help-rest")}</li>
            </ul>
            <TableButtons table words=|name: String| t!("import-template-done", file = name)/>
        </Card>
    }
}

fn rows() -> Vec<Vec<Cell>> {
    let day = |day, month, year| NaiveDate::from_ymd_opt(year, month, day).map_or(Cell::Empty, Cell::Day);
    let words = Cell::Text;
    let person = vec![
        words(t!("import-example-person")),
        words(t!("import-example-unit")),
        Cell::Empty,
        words(t!("import-example-award")),
        words("2022".to_owned()),
        words(t!("import-example-decision")),
        day(20, 12, 2022),
        words(t!("ground-cong-trang")),
        day(1, 10, 2021),
        day(30, 9, 2022),
        Cell::Empty,
    ];
    let collective = vec![
        Cell::Empty,
        Cell::Empty,
        words(t!("import-example-collective")),
        words(t!("import-example-award-collective")),
        words("2022".to_owned()),
        words(t!("import-example-decision-collective")),
        day(20, 12, 2022),
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
    ];
    vec![COLUMNS.iter().map(|name| words(column(name))).collect(), person, collective]
}
