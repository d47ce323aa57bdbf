//! The dossiers of a session as a table: what is proposed, and how the votes went. What the reader may not see is not among them.

use leptos::prelude::*;
use thidua_domain::council::rows::{CaseState, Outcome, RESULT, Stage};
use thidua_domain::history::Subject;
use thidua_domain::nomination::Kind;
use thidua_domain::table::Cell;
use thidua_sync::body;

use super::known::{self, Dossier, Known, Part, Vote};
use super::{Missing, PATH, words};
use crate::pages::awards::known::subject;
use crate::pages::here::once_here;
use crate::pages::nominations::words::{kind_name, unit_name};
use crate::pages::table::Table;
use crate::pages::table::sheet::Sheet;
use crate::state::{App, app};
use crate::text::{said, t};

#[component]
pub fn SessionList(id: String) -> impl IntoView {
    let app = app();
    let find = move || known::session(app, &id).filter(|known| known.part != Part::Clerk);
    once_here(find, |known| view! { <Whole known/> }.into_any(), || view! { <Missing/> }.into_any())
}

#[component]
fn Whole(known: Known) -> impl IntoView {
    let app = app();
    let body = unit_name(app, &known.session.unit);
    let back = format!("{PATH}/{}", known.id);
    let table = Memo::new(move |_| made(app, &known::session(app, &known.id).unwrap_or_else(|| known.clone())));
    view! { <Sheet table body back signs=said("council-sign-chair")/> }
}

fn made(app: App, known: &Known) -> Table {
    let session = &known.session;
    // After the session those that passed, before it all that were taken up, as in its papers.
    let is_over = session.state == Stage::Closed;
    let is_counted = |one: &Dossier| matches!(one.vote, Vote::Counted { .. });
    let outcome = |one: &Dossier| app.row::<Outcome>(RESULT, &one.id).filter(|_| is_counted(one));
    let is_in = |one: &Dossier| {
        one.case.state != CaseState::Dropped && (!is_over || outcome(one).is_some_and(|outcome| outcome.passed))
    };
    let dossiers = known::dossiers(app, &known.id).into_iter().filter(is_in);
    let rows = (1..).zip(dossiers).map(|(at, one)| row(app, at, &one, outcome(&one)));
    let head = [
        t!("registration-column-number"),
        t!("registration-column-name"),
        t!("list-column-post"),
        t!("council-decision-award"),
        t!("list-column-kind"),
        t!("list-column-votes"),
        t!("council-result"),
    ];
    Table {
        file: t!("nominees-of-file", title = &session.title),
        sheet: t!("nominees-sheet"),
        title: vec![t!("nominees-title"), session.title.clone(), words::when_where(session)],
        rows: std::iter::once(head.map(Cell::Text).to_vec()).chain(rows).collect(),
        foot: Vec::new(),
    }
}

fn row(app: App, at: i64, one: &Dossier, outcome: Option<Outcome>) -> Vec<Cell> {
    let case = &one.case;
    let held = |name: &str| words::dossier_text(case, name);
    let is_person = matches!(subject(&held("person"), &held("collective")), Some(Subject::Person(_)));
    let unit = if is_person { unit_name(app, &case.nominee.unit) } else { String::new() };
    let post = [case.nominee.post.clone(), unit].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
    let kind = case.dossier.get("kind").and_then(|kind| body::typed::<Kind>(kind).ok()).map(kind_name);
    let votes = outcome.map(|outcome| t!("list-votes", yes = outcome.yes, base = outcome.base));
    let texts = [
        case.nominee.name.clone(),
        post.join(", "),
        words::award_name(app, &held("award")),
        kind.unwrap_or_default(),
        votes.unwrap_or_default(),
        words::vote(one).1,
    ];
    std::iter::once(Cell::Number(at)).chain(texts.map(Cell::Text)).collect()
}
