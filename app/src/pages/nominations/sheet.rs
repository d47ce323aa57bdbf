//! The nominations of a unit as a table (danh sách đề nghị), as the list is narrowed; what was withdrawn is left out.

use leptos::prelude::*;
use thidua_domain::table::Cell;

use super::list::{self, passes};
use super::proposal::ProposalPapers;
use super::{Area, words};
use crate::components::status::ItemState;
use crate::pages::awards::{gold, known};
use crate::pages::table::Table;
use crate::pages::table::sheet::Sheet;
use crate::state::{App, app};
use crate::text::{said, t};
use thidua_domain::name::{fold, matches};
use thidua_domain::nomination::Nomination;
use thidua_domain::org::{PERSON, Person};

#[component]
pub fn NominationSheet() -> impl IntoView {
    let app = app();
    let area = expect_context::<Area>();
    let table = Memo::new(move |_| made(app, area));
    let body = Signal::derive(move || gold::body(app));
    view! {
        <Sheet table body back="/de-nghi".to_owned() signs=said("registration-sign-head")/>
        <ProposalPapers app/>
    }
}

fn made(app: App, area: Area) -> Table {
    let (filter, query) = (area.filter.get(), fold(&area.query.read()));
    let fits = |line: &list::Line| {
        line.state != ItemState::Withdrawn && passes(line, &filter) && matches(&line.folded, &query)
    };
    let ids: Vec<(String, ItemState)> =
        list::records(app).into_iter().filter(fits).map(|line| (line.id, line.state)).collect();
    let items = app.views(|views| views.nomination_list.clone()).unwrap_or_default();
    let of = |id: &str| items.iter().find(|item| item.id == id).map(|item| item.record.clone());
    let rows = ids.iter().filter_map(|(id, state)| Some(row(app, &of(id)?, *state)));
    let head = [
        t!("registration-column-number"),
        t!("registration-column-name"),
        t!("list-column-post"),
        t!("council-decision-award"),
        t!("list-column-kind"),
        t!("list-column-period"),
        t!("registration-column-state"),
    ];
    let rows = (1..)
        .zip(rows)
        .map(|(at, row)| std::iter::once(Cell::Number(at)).chain(row.map(Cell::Text)).collect::<Vec<_>>());
    Table {
        file: t!("nominees-file", day = known::today(app).to_string()),
        sheet: t!("nominees-sheet"),
        title: vec![t!("nominees-title")],
        rows: std::iter::once(head.map(Cell::Text).to_vec()).chain(rows).collect(),
        foot: Vec::new(),
    }
}

fn row(app: App, record: &Nomination, state: ItemState) -> [String; 6] {
    let title = words::title_of(app, record);
    let person = record.person.as_deref().and_then(|id| app.row::<Person>(PERSON, id));
    [
        title.nominee,
        person.map(|person| words::person_detail(app, &person)).unwrap_or_default(),
        title.award,
        record.kind.map(words::kind_name).unwrap_or_default(),
        words::period_text(record.from, record.to),
        state.label(),
    ]
}
