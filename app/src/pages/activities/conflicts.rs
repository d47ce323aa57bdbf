//! Two versions of a field of one activity: its author chooses; others see that there are two.

use leptos::prelude::*;
use serde_json::{Value, json};
use thidua_domain::activity;
use thidua_domain::conflict::{self, Conflict};
use thidua_domain::policy::Act;
use thidua_sync::command::Base;
use wasm_bindgen_futures::spawn_local;

use super::detail::Seen;
use super::words;
use crate::browser::device;
use crate::components::card::{Notice, Tone};
use crate::components::conflict::{ConflictCard, Resolution, Versions};
use crate::state::kept::Kept;
use crate::state::{App, app};
use crate::text::{said, t};

#[component]
pub fn Conflicts(seen: Memo<Option<Seen>>) -> impl IntoView {
    let app = app();
    let failed = RwSignal::new(String::new());
    let open = Memo::new(move |_| {
        let Some(seen) = seen.get() else { return Vec::new() };
        let rows = app.rows::<Conflict>(conflict::TABLE).into_iter();
        rows.filter(|(_, row)| row.of.table == activity::TABLE && row.of.id == seen.id).collect::<Vec<_>>()
    });
    let may = Memo::new(move |_| seen.read().as_ref().is_some_and(|seen| seen.may(app, Act::Edit)));
    let card = move |(id, row): (String, Conflict)| {
        let field = words::field_name(&row.field);
        if !may.get() {
            return view! { <Notice tone=Tone::Wait title=move || t!("activity-two-versions", field = field.as_str()) words=said("activity-two-versions-words")/> }
                .into_any();
        }
        // To the person whose words are in the record, the others are "theirs".
        let mine_is_shown = row.theirs_by == app.my_id() && row.mine_by != app.my_id();
        let versions = versions(app, &row, mine_is_shown);
        let merged = Kept::open(app, format!("merge {id}"), String::new());
        let choose = move |choice: Resolution| {
            resolve(app, (&id, &row, mine_is_shown), choice, failed, merged.spent());
        };
        view! { <ConflictCard versions merged=merged.text on_merge=move |text| merged.write(text) on_choose=choose/> }
            .into_any()
    };
    view! {
        <Show when=move || !open.read().is_empty()><h2 class="visually-hidden">{said("state-attention")}</h2></Show>
        <For each=move || open.get() key=|(id, _)| id.clone() children=card/>
        <Show when=move || !failed.read().is_empty()>
            <Notice tone=Tone::Bad title=said("activity-not-done") words=failed/>
        </Show>
    }
}

fn versions(app: App, row: &Conflict, mine_is_shown: bool) -> Versions {
    let text = |value: &Value| words::value_text(app, &row.field, value);
    let late = (text(&row.mine), app.name_of(&row.mine_by));
    let shown = (text(&row.theirs), app.name_of(&row.theirs_by));
    let ((mine, mine_by), (theirs, theirs_by)) = if mine_is_shown { (shown, late) } else { (late, shown) };
    Versions {
        field: words::field_name(&row.field),
        base: text(&row.base),
        mine,
        mine_by,
        theirs,
        theirs_by,
        is_text: matches!(row.field.as_str(), "title" | "place" | "text" | "outside"),
    }
}

/// `then` is done once the choice is durable.
fn resolve(
    app: App,
    (id, row, mine_is_shown): (&str, &Conflict, bool),
    choice: Resolution,
    failed: RwSignal<String>,
    then: impl FnOnce() + 'static,
) {
    let value = match choice {
        Resolution::Merged(text) => Value::String(device::nfc(text.trim())),
        Resolution::Mine if mine_is_shown => row.theirs.clone(),
        Resolution::Theirs if !mine_is_shown => row.theirs.clone(),
        Resolution::Mine | Resolution::Theirs => row.mine.clone(),
    };
    let args = json!({ "table": activity::TABLE, "conflict": id, "value": value });
    let record = row.of.id.clone();
    let seq = Seen::read(app, &record).map_or(0, |seen| seen.seq);
    spawn_local(async move {
        let sent = app.send(conflict::RESOLVE, &record, Base { seq, ..Base::default() }, args, None).await;
        if sent.is_ok() {
            then();
        }
        failed.try_set(sent.err().map(|why| words::why_not(&why)).unwrap_or_default());
    });
}
