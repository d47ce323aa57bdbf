//! Templates of papers (mẫu văn bản): which one holds where, and the words of a unit's own.

pub mod edit;
mod line;
pub mod one;
mod sheet;
mod words;

use leptos::prelude::*;
use serde_json::Value;
use thidua_domain::org::{GRANT, UNIT, Unit};
use thidua_domain::template;
use thidua_papers::schema::Kind;
use thidua_sync::order;

use super::chosen::{self, Known};
use super::kind_name;
use crate::components::button::{Button, Press};
use crate::components::card::{Card, EmptyState, PageHead};
use crate::components::icon::Glyph;
use crate::components::select::{Choice, SelectField};
use crate::net;
use crate::pages::awards::known;
use crate::pages::{asset_url, moments, work};
use crate::state::{App, app};
use crate::text::{said, t};

pub const PATH: &str = "/de-nghi/mau-van-ban";

/// The draft of the next edition of a unit's template.
pub fn draft_of(unit: &str, kind: &str) -> String {
    format!("template-{unit}-{kind}")
}

/// Units whose templates the signed-in person may change, from the top. Followed.
fn own_units(app: App) -> Vec<(String, Unit)> {
    app.follow(GRANT);
    let (who, today) = (app.my_id(), known::today(app));
    let mut units = app.rows::<Unit>(UNIT);
    units.retain(|(id, unit)| {
        let may = app.peek(|client| template::may_publish(&client.replica, &who, id, today));
        unit.valid_to.is_none() && may == Some(true)
    });
    order::sort_by(&mut units, |(_, a), (_, b)| a.path.cmp(&b.path));
    units
}

fn may_change(app: App, unit: &str) -> bool {
    own_units(app).iter().any(|(id, _)| id == unit)
}

/// The program's own template.
async fn built_in(kind: Kind) -> Option<Value> {
    file(&format!("papers/{}.json", kind.name())).await
}

/// Made-up data with which a template is shown.
async fn sample(kind: Kind) -> Option<Value> {
    file(&format!("papers/samples/{}.json", kind.name())).await
}

async fn file(name: &str) -> Option<Value> {
    serde_json::from_str(&net::asset(&asset_url(name)?).await?).ok()
}

/// Which template holds: whose, and which edition.
fn in_words(found: Option<&(Known, String)>) -> String {
    match found {
        None => t!("template-built-in"),
        Some((known, unit)) if known.is_waiting => {
            t!("template-of-waiting", unit = unit.clone(), nth = known.edition.nth.to_string())
        }
        Some((known, unit)) => {
            let day = moments::local(known.edition.published.at);
            t!("template-of", unit = unit.clone(), nth = known.edition.nth.to_string(), day = day)
        }
    }
}

#[component]
pub fn Templates() -> impl IntoView {
    let app = app();
    let units = Memo::new(move |_| {
        let own = own_units(app);
        let home = || work::home(app).and_then(|home| Some((home.clone(), app.row::<Unit>(UNIT, &home)?)));
        if own.is_empty() { home().into_iter().collect() } else { own }
    });
    let chosen = RwSignal::new(String::new());
    let unit = Memo::new(move |_| {
        let first = || units.read().first().map(|(id, _)| id.clone()).unwrap_or_default();
        Some(chosen.get()).filter(|chosen| !chosen.is_empty()).unwrap_or_else(first)
    });
    let choices =
        move || units.read().iter().map(|(id, unit)| Choice::new(id.clone(), unit.name.clone())).collect::<Vec<_>>();
    let line = move |kind: Kind| {
        let unit = unit.get();
        let found = chosen::in_force(app, &unit, kind.name());
        let draft = draft_of(&unit, kind.name());
        app.follow_drafts();
        let is_begun = app.peek(|client| client.draft(&draft).is_some()) == Some(true);
        view! {
            <li class="list-item">
                <a class="list-link" href=format!("{PATH}/{unit}/{}", kind.name())>
                    <span class="grow">
                        <span class="list-title">{kind_name(kind)}</span>
                        <span class="list-sub full">{in_words(found.first())}</span>
                        {is_begun.then(|| view! { <span class="list-sub full">{said("template-begun")}</span> })}
                    </span>
                </a>
            </li>
        }
    };
    let back = Signal::stored("/de-nghi".to_owned());
    view! {
        <div class="page narrow">
            <PageHead title=said("templates-title") note=said("templates-note") back back_label=said("nomination-back")/>
            <Show when=move || { units.read().len() > 1 }>
                <SelectField label=said("template-unit") value=unit choices=Signal::derive(choices) on_change=move |id: String| chosen.set(id)/>
            </Show>
            <Card title=said("templates-papers")>
                <ul class="list" role="list">{move || Kind::ALL.into_iter().map(line).collect_view()}</ul>
            </Card>
        </div>
    }
}

/// A paper or a unit that is none.
#[component]
fn Missing() -> impl IntoView {
    let back = Signal::stored(PATH.to_owned());
    view! {
        <div class="page narrow">
            <PageHead title=said("templates-title") back back_label=said("templates-back")/>
            <EmptyState glyph=Glyph::File title=said("template-missing") words=said("template-missing-words")/>
        </div>
    }
}

/// What stands in place of something that could not be fetched.
#[component]
fn Absent(#[prop(into)] on_retry: Callback<()>) -> impl IntoView {
    view! {
        <EmptyState
            glyph=Glyph::Warning
            title=said("screen-failed")
            words=said("paper-absent")
            action=move || view! { <Button kind=Press::Main label=said("retry") on_press=on_retry/> }
        />
    }
}
