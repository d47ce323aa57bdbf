//! The list as a table for a spreadsheet: what is shown, in the order in which it is shown.

use leptos::prelude::*;
use thidua_domain::activity::Activity;
use thidua_domain::date;
use thidua_domain::record::State;
use thidua_domain::table::Cell;

use super::rows::Row;
use super::words;
use crate::browser::time;
use crate::pages::table::{Table, TableButtons};
use crate::state::views::ActivityItem;
use crate::state::{App, app};
use crate::text::t;

#[component]
pub fn Export(records: Memo<Vec<Row>>) -> impl IntoView {
    let app = app();
    let table = move |()| Table {
        file: t!("activities-export-name", day = date::today(time::now()).to_string()),
        sheet: t!("activities-title"),
        rows: untrack(|| rows(app, &records.read())),
        ..Table::default()
    };
    let words = move |name: String| {
        let count = records.with_untracked(Vec::len);
        t!("activities-exported", name = name, count = count)
    };
    view! {
        <Show when=move || !records.read().is_empty()><TableButtons table words/></Show>
    }
}

/// A heading row, then a row for each record; each indicator that any of them counts toward has a column of numbers.
fn rows(app: App, listed: &[Row]) -> Vec<Vec<Cell>> {
    let mut indicators: Vec<String> = Vec::new();
    for part in listed.iter().flat_map(|row| &row.item.record.results) {
        if !indicators.contains(&part.indicator) {
            indicators.push(part.indicator.clone());
        }
    }
    let names =
        ["date", "title", "kind", "unit", "people", "outside", "place", "spot", "movement", "campaign", "task", "text"];
    let mut heads: Vec<Cell> = names.iter().map(|name| Cell::text(words::field_name(name))).collect();
    heads.insert(4, Cell::text(t!("activities-export-unit")));
    heads.extend(indicators.iter().map(|id| {
        let (name, unit) = words::counted(app, id);
        Cell::text(format!("{name} ({unit})"))
    }));
    heads.extend(["state", "sent", "decided", "reason"].map(|name| Cell::text(heading(name))));
    let mut rows = vec![heads];
    rows.extend(listed.iter().map(|row| line(app, &row.item, &indicators)));
    rows
}

fn line(app: App, item: &ActivityItem, indicators: &[String]) -> Vec<Cell> {
    let record: &Activity = &item.record;
    let named = |id: &Option<String>, name: fn(App, &str) -> String| {
        Cell::text(id.as_deref().map(|id| name(app, id)).unwrap_or_default())
    };
    let people: Vec<String> = record.people.iter().map(|id| app.name_of(id)).collect();
    let mut cells = vec![
        Cell::date(record.date),
        Cell::text(&record.title),
        Cell::text(record.kind.map(words::kind_name).unwrap_or_default()),
        Cell::text(app.name_of(&record.author)),
        Cell::text(words::unit_name(app, &record.unit)),
        Cell::text(people.join("; ")),
        Cell::text(&record.outside),
        Cell::text(&record.place),
        Cell::text(record.spot.map(|spot| spot.to_string()).unwrap_or_default()),
        named(&record.movement, words::movement_name),
        named(&record.campaign, words::campaign_name),
        named(&record.task, words::task_name),
        Cell::text(&record.text),
    ];
    cells.extend(indicators.iter().map(|id| {
        let parts = record.results.iter().filter(|part| part.indicator == *id);
        // Of several parts of one indicator, the sum; what no number holds is left out rather than told wrongly.
        let sum = parts
            .map(|part| part.number)
            .try_fold(None, |sum: Option<i64>, number| sum.unwrap_or(0).checked_add(number).map(Some));
        sum.flatten().map_or(Cell::Empty, Cell::Number)
    }));
    let decided = [record.decided_by.as_deref().map(|id| app.name_of(id)), record.decided_at.map(words::moment)];
    cells.push(Cell::text(words::item_state(record, item.pending, false).label()));
    cells.push(Cell::text(words::moment(record.sent_at)));
    cells.push(Cell::text(decided.into_iter().flatten().collect::<Vec<_>>().join(", ")));
    cells.push(Cell::text(record.reason.as_deref().filter(|_| record.state == State::Returned).unwrap_or_default()));
    cells
}

fn heading(name: &str) -> String {
    match name {
        "state" => t!("activities-export-state"),
        "sent" => t!("activities-export-sent"),
        "decided" => t!("activities-export-decided"),
        _ => t!("activities-export-reason"),
    }
}
