//! Who of a unit meets what, as a table: for each award what is met, and what is missing.

use leptos::prelude::*;
use thidua_domain::eligibility::Finding;
use thidua_domain::eligibility::batch::Row;
use thidua_domain::org::{UNIT, Unit};
use thidua_domain::rate::Verdict;
use thidua_domain::table::Cell;

use super::list::{View, Whole};
use super::{known, words};
use crate::pages::table::Table;
use crate::pages::table::sheet::Sheet;
use crate::state::{App, app};
use crate::text::{said, t};

#[component]
pub fn EligibleSheet(view: View) -> impl IntoView {
    let app = app();
    let table =
        Memo::new(move |_| view.whole(app, &known::history(app), |whole| made(app, view, whole)).unwrap_or_default());
    let body = Signal::derive(move || unit(app, view));
    view! { <Sheet table body back="/de-nghi/dieu-kien".to_owned() signs=said("registration-sign-head")/> }
}

fn unit(app: App, view: View) -> String {
    app.row::<Unit>(UNIT, &view.unit.get()).map(|unit| unit.name).unwrap_or_default()
}

fn made(app: App, view: View, whole: &Whole<'_>) -> Table {
    let (unit, year) = (unit(app, view), view.year.get().to_string());
    let head = [
        t!("registration-column-number"),
        t!("registration-column-name"),
        t!("list-column-post"),
        t!("council-decision-award"),
        t!("list-column-verdict"),
        t!("list-column-missing"),
    ];
    let chosen = view.award.get();
    let of_award = |row: &&Row<'_>| chosen.is_empty() || row.judgement.award == chosen;
    let rows = whole.batch.rows.iter().filter(of_award).filter_map(|row| {
        let (name, detail) = whole.shown.get(row.candidate).filter(|(name, detail)| view.fits(name, detail))?;
        let judged = &row.judgement;
        Some([
            name.clone(),
            detail.clone(),
            words::award_name(app, judged.award),
            words::verdict_name(judged.verdict),
            missing(app, &judged.findings),
        ])
    });
    let rows = (1..)
        .zip(rows)
        .map(|(at, row)| std::iter::once(Cell::Number(at)).chain(row.map(Cell::Text)).collect::<Vec<_>>());
    Table {
        file: t!("eligible-file", year = &year),
        sheet: t!("eligible-sheet"),
        title: vec![t!("eligible-title"), t!("eligible-under", unit = unit, year = year, rules = &whole.rules)],
        rows: std::iter::once(head.map(Cell::Text).to_vec()).chain(rows).collect(),
        foot: Vec::new(),
    }
}

/// Each criterion that is not met or cannot be judged, with what would help.
pub fn missing(app: App, findings: &[Finding<'_>]) -> String {
    let line = |finding: &Finding<'_>| {
        let need = words::need(app, finding.code, finding.needed);
        match &finding.cure {
            Some(cure) => format!("{need}: {}", words::cure(app, cure)),
            None => need,
        }
    };
    let open = findings.iter().filter(|finding| finding.verdict != Verdict::Met);
    open.map(line).collect::<Vec<_>>().join("\n")
}
