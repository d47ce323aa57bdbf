//! What a correction changes of an entry: what it was, and what it becomes.

use leptos::prelude::*;
use thidua_domain::council::rows::Entry;
use thidua_domain::format::grouped;

use crate::components::icon::{Glyph, Icon};
use crate::pages::awards::words::award_name;
use crate::state::App;
use crate::text::{said, t};

/// A place that changes: its name, what it was, what it becomes.
pub type Changed = (String, String, String);

pub fn changes(app: App, was: &Entry, becomes: &Entry) -> Vec<Changed> {
    let money = |entry: &Entry| {
        entry.due().map_or_else(|| t!("value-none"), |dong| t!("council-money", amount = grouped(dong)))
    };
    let all = [
        (t!("council-decision-name"), was.name.clone(), becomes.name.clone()),
        (t!("decision-post"), was.post.clone(), becomes.post.clone()),
        (t!("council-decision-award"), award_name(app, &was.award), award_name(app, &becomes.award)),
        (t!("council-year"), was.year.to_string(), becomes.year.to_string()),
        (t!("council-decision-money"), money(was), money(becomes)),
    ];
    all.into_iter().filter(|(_, was, becomes)| was != becomes).collect()
}

/// The places that change, as lines.
pub fn lines(changed: Vec<Changed>) -> impl IntoView {
    let line = |(name, was, becomes): Changed| {
        view! {
            <li>
                <span class="muted">{name}": "</span>
                <s><span class="visually-hidden">{said("decision-was")}" "</span>{was}</s>
                " "<Icon glyph=Glyph::Next/>" "
                <b><span class="visually-hidden">{said("decision-becomes")}" "</span>{becomes}</b>
            </li>
        }
    };
    view! { <ul class="entry-changes" role="list">{changed.into_iter().map(line).collect_view()}</ul> }
}
