//! Today (hôm nay): the running campaign, the two things done most, how the unit stands, and what waits for me.

mod campaign;
mod targets;
mod waiting;
pub mod when;

use leptos::prelude::*;
use thidua_domain::org::{self, Unit};

use crate::components::button::{LinkButton, Press};
use crate::components::card::PageHead;
use crate::components::icon::Glyph;
use crate::pages::ready::ReadyCard;
use crate::state::{App, app};
use crate::text::{said, t};

#[component]
pub fn Today() -> impl IntoView {
    let app = app();
    let today = Memo::new(move |_| when::today(app));
    view! {
        <ReadyCard/>
        <div class="page today">
            <PageHead title=move || greeting(app) note=move || under(app, today.get())/>
            <div class="cols">
                <div class="stack loose">
                    <campaign::Campaigns today/>
                    <nav class="big-actions" aria-label=said("today-acts")>
                        <LinkButton big=true kind=Press::Main icon=Glyph::Note href="/hoat-dong/moi" label=said("today-record")/>
                        <LinkButton big=true icon=Glyph::Scan href="/diem-danh" label=said("today-check-in")/>
                    </nav>
                    <waiting::Waiting/>
                </div>
                <targets::Targets/>
            </div>
        </div>
    }
}

fn greeting(app: App) -> String {
    match app.me() {
        Some(me) => t!("today-hello", name = me.given),
        None => t!("today-greeting-nobody"),
    }
}

/// The day and the unit.
fn under(app: App, today: chrono::NaiveDate) -> String {
    let unit = app.me().and_then(|me| app.row::<Unit>(org::UNIT, &me.unit)).map(|unit| unit.name);
    [Some(when::day_in_words(today)), unit].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
