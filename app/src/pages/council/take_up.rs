//! Which nominations a session takes up: those that were sent and appraised; on request all that were sent.

use leptos::prelude::*;
use serde_json::json;
use thidua_domain::council::acts;
use thidua_domain::council::rows::{CaseState, case_id};
use thidua_domain::nomination::course;
use thidua_domain::nomination::{Kind, Nomination};
use thidua_domain::org::{UNIT, Unit};
use thidua_domain::record::State;

use super::known;
use super::open::Open;
use crate::components::button::{Button, Press};
use crate::components::choices::Choices;
use crate::components::dialog::Dialog;
use crate::components::icon::Glyph;
use crate::components::select::Choice;
use crate::pages::nominations::words;
use crate::pages::work::is_below;
use crate::text::{said, t};

#[component]
pub fn TakeUp(open: Open) -> impl IntoView {
    let (shown, with_all, chosen) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(Vec::<String>::new()));
    let offers = Memo::new(move |_| if shown.get() { offers(open, with_all.get()) } else { Vec::new() });
    let send = move |()| {
        shown.set(false);
        let session = open.id();
        for nomination in chosen.get_untracked() {
            open.acts.send(acts::TAKE_UP, case_id(&session, &nomination), json!({}));
        }
        chosen.set(Vec::new());
    };
    let toggle = move |_| with_all.update(|on| *on = !*on);
    view! {
        <div class="row wrap">
            <Button kind=Press::Line icon=Glyph::Plus label=said("council-take-up") on_press=move |()| shown.set(true)/>
        </div>
        <Dialog open=shown on_close=move |()| shown.set(false) title=said("council-take-up")>
            <p class="muted">{said("council-take-up-words")}</p>
            <label class="check-line">
                <input type="checkbox" class="tick-box" prop:checked=move || with_all.get() on:change=toggle/>
                <span>{said("council-take-up-all")}</span>
            </label>
            <Choices label=said("council-take-up-which") choices=offers chosen on_change=move |ids| chosen.set(ids)/>
            <div class="row wrap end">
                <Button kind=Press::Quiet label=said("cancel") on_press=move |()| shown.set(false)/>
                <Button kind=Press::Main label=said("council-take-up") disabled=Signal::derive(move || chosen.read().is_empty()) on_press=send/>
            </div>
        </Dialog>
    }
}

/// Nominations that may be taken up. The reader's own, and those that they wrote, somebody else has to take up.
fn offers(open: Open, with_all: bool) -> Vec<Choice> {
    let app = open.app;
    app.follow(thidua_domain::nomination::TABLE);
    let (session, me) = (open.known.read().session.clone(), app.my_id());
    let taken: Vec<String> = known::dossiers(app, &open.known.read().id)
        .into_iter()
        .filter(|one| one.case.state != CaseState::Dropped)
        .map(|one| one.case.nomination.clone())
        .collect();
    let list = app.views(|views| views.nomination_list.clone()).unwrap_or_default();
    let is_ours = |record: &Nomination| {
        let is_within = app.row::<Unit>(UNIT, &record.unit).is_some_and(|unit| is_below(&unit, &session.unit));
        let is_own = record.author == me || record.person.as_deref() == Some(me.as_str());
        record.state == State::Sent && is_within && !is_own && (with_all || is_appraised(record))
    };
    let offer = |id: &str, record: &Nomination| {
        let title = words::title_of(app, record);
        let course = if is_appraised(record) { t!("council-appraised") } else { t!("council-not-appraised") };
        let ground = record.kind.map(|kind: Kind| words::kind_name(kind)).unwrap_or_default();
        let parts = [title.nominee, title.award, ground, course];
        let parts = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
        Choice::new(id, parts.join(" · "))
    };
    let fitting = list.iter().filter(|item| !taken.contains(&item.id) && is_ours(&item.record));
    fitting.map(|item| offer(&item.id, &item.record)).collect()
}

fn is_appraised(record: &Nomination) -> bool {
    let course = course::of(record.course.as_ref());
    course.appraised.is_some() || course.posted.is_some()
}
