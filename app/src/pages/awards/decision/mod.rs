//! One decision (quyết định) by its address: prepared and waiting for a signature, or published, with what stands of it today.

mod change;
mod set;
mod shown;
mod sign;
pub mod signing;
pub mod to_sign;

use leptos::prelude::*;
use serde_json::Value;
use thidua_domain::council::acts;
use thidua_domain::council::rows::{DECISION, Decision};
use thidua_domain::org::{Grant, Role};

use super::published::Missing;
use crate::components::card::PageHead;
use crate::state::{App, app};
use crate::text::said;

/// The address of a decision.
pub fn href(id: &str) -> String {
    format!("/de-nghi/quyet-dinh/{id}")
}

#[component]
pub fn DecisionPage(id: String) -> impl IntoView {
    let app = app();
    let id = StoredValue::new(id);
    let found = Memo::new(move |_| id.with_value(|id| app.row::<Decision>(DECISION, id)));
    move || match found.get() {
        Some(decision) if decision.published.is_some() => {
            view! { <shown::Published id=id.get_value() decision/> }.into_any()
        }
        Some(decision) => view! { <sign::Staged id=id.get_value() decision/> }.into_any(),
        None => view! {
            <div class="page">
                <PageHead title=said("decision-title") back=BOARD.to_owned() back_label=said("board-title")/>
                <Missing app/>
            </div>
        }
        .into_any(),
    }
}

use super::board::PATH as BOARD;

/// Whether the reader holds one of the roles in this very unit. Followed.
fn holds(app: App, unit: &str, roles: &[Role]) -> bool {
    let may = |grant: &Grant| grant.unit == unit && roles.contains(&grant.role);
    app.my_grants().iter().any(may)
}

/// Entries of a decision whose taking back or correcting waits to be sent. Followed.
fn waiting(app: App, decision: &str) -> Vec<String> {
    app.follow_queue();
    let read = |client: &thidua_sync::client::Client<_>| {
        let ours = client.outbox().filter(|entry| {
            let is_change = matches!(entry.command.kind.as_str(), acts::REVOKE | acts::CORRECT);
            let is_refused = matches!(entry.state, thidua_sync::client::EntryState::Refused(_));
            is_change && !is_refused && entry.command.args["decision"].as_str() == Some(decision)
        });
        ours.flat_map(|entry| named(&entry.command.args)).collect::<Vec<_>>()
    };
    app.peek(read).unwrap_or_default()
}

/// The nominations that the args of a change name.
fn named(args: &Value) -> Vec<String> {
    let several = args["nominations"].as_array().into_iter().flatten();
    let all = several.chain([&args["nomination"]]).filter_map(Value::as_str);
    all.map(str::to_owned).collect()
}
