//! Decisions that wait for the reader's signature: what they are called, and no more.

use leptos::prelude::*;
use serde_json::{Map, Value};
use thidua_domain::council::rows::DECISION;
use thidua_domain::org::Role;

use super::href;
use crate::components::card::{Notice, Tone};
use crate::components::icon::{Glyph, Icon};
use crate::state::{App, app};
use crate::text::{said, t};

/// Id and title of each, by those who may sign for its unit. Followed.
pub fn waiting(app: App) -> Vec<(String, String)> {
    let signs = |grant: &thidua_domain::org::Grant| matches!(grant.role, Role::Signer | Role::UnitHead);
    let units: Vec<String> = app.my_grants().into_iter().filter(signs).map(|grant| grant.unit).collect();
    let text =
        |row: &Map<String, Value>, name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let is_open = |row: &Map<String, Value>| row.get("published").is_none_or(Value::is_null);
    let rows = app.rows::<Map<String, Value>>(DECISION).into_iter();
    let ours = rows.filter(|(_, row)| is_open(row) && units.contains(&text(row, "unit")));
    ours.map(|(id, row)| (id, text(&row, "title"))).collect()
}

/// A notice with a way to each.
#[component]
pub fn ToSign() -> impl IntoView {
    let app = app();
    let found = Memo::new(move |_| waiting(app));
    let one = |(id, title): (String, String)| {
        view! { <li><a class="link" href=href(&id)><Icon glyph=Glyph::Pen/>{title}</a></li> }
    };
    view! {
        <Show when=move || !found.read().is_empty()>
            <Notice tone=Tone::Wait title=Signal::derive(move || t!("sign-waiting", count = found.read().len())) words=said("sign-waiting-words")>
                <ul class="plain-list" role="list">{move || found.get().into_iter().map(one).collect_view()}</ul>
            </Notice>
        </Show>
    }
}
