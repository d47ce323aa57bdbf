//! The initiatives (sáng kiến) on which a nomination rests: chosen from the nominee's ledger, and what else uses them or means
//! to. One serves once; whether it may serve again the rule set says.

use leptos::prelude::*;
use serde_json::{Map, Value, json};
use thidua_domain::council::rows::CASE;
use thidua_domain::date::When;
use thidua_domain::history::Subject;
use thidua_domain::history::fact::{Fact, Initiative, Use};
use thidua_domain::nomination::{INITIATIVES, TABLE};
use thidua_domain::plan::{AWARD, Award};
use thidua_domain::rules::{Again, RuleSet};
use thidua_sync::order;

use super::known::By;
use super::{known, words};
use crate::components::card::{Notice, Tone};
use crate::components::choices::Choices;
use crate::components::select::Choice;
use crate::components::status::Pill;
use crate::pages::nominations::evidence::is_gone;
use crate::pages::nominations::words::{person_name, unit_name};
use crate::state::editor::Editor;
use crate::state::{App, app};
use crate::text::{said, t};

/// What is named, by whom and for what.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Named {
    pub ids: Vec<String>,
    /// The nomination that names them.
    pub nomination: String,
    pub subject: Option<Subject>,
    pub award: String,
    /// The year that it honours, where it is known.
    pub year: Option<i32>,
    pub rules: By,
    /// What a dossier before a council keeps of its nominee.
    pub facts: Vec<Fact>,
    /// That dossier's case.
    pub case: String,
}

/// The ids that a record's field names.
pub fn ids(field: Option<&Value>) -> Vec<String> {
    let items = field.and_then(Value::as_array).into_iter().flatten();
    items.filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The same of a stored nomination. Followed.
pub fn of_nomination(app: App, id: &str) -> Vec<String> {
    app.row::<Map<String, Value>>(TABLE, id).map(|row| ids(row.get(INITIATIVES))).unwrap_or_default()
}

/// The nominee's initiatives as boxes to tick, with what is to be told of those that are.
#[component]
pub fn InitiativePicker(editor: Editor, #[prop(into)] named: Signal<Named>) -> impl IntoView {
    let app = app();
    let subject = Memo::new(move |_| named.get().subject);
    let ledger = Memo::new(move |_| ledger(app, subject.read().as_ref(), &named.read().facts));
    let chosen = Signal::derive(move || ids(Some(&editor.value(INITIATIVES))));
    let choose = move |ids: Vec<String>| editor.set(INITIATIVES, json!(ids));
    let choices = Signal::derive(move || {
        let ledger = ledger.get();
        let strange = chosen.get().into_iter().filter(|id| ledger.iter().all(|one| one.id != *id));
        let strange = strange.map(|id| Choice::new(id.clone(), t!("initiative-strange", id = id)));
        let known = ledger.iter().map(|one| Choice::new(one.id.clone(), label(one)));
        known.chain(strange).collect::<Vec<_>>()
    });
    view! {
        <Show when=move || !choices.read().is_empty() fallback=|| view! { <p class="muted">{said("initiative-none")}</p> }>
            <Choices label=said("nomination-field-initiatives") hint=said("initiative-hint") choices chosen on_change=choose/>
        </Show>
        <Flags named/>
    }
}

/// What was named, and what is to be told of it. Nothing where nothing was.
#[component]
pub fn InitiativeLines(#[prop(into)] named: Signal<Named>) -> impl IntoView {
    let app = app();
    let subject = Memo::new(move |_| named.get().subject);
    let ledger = Memo::new(move |_| ledger(app, subject.read().as_ref(), &named.read().facts));
    let retracted = Memo::new(move |_| retracted(app, &named.read()));
    let line = move |id: String| {
        let known = ledger.read().iter().find(|one| one.id == id).map(label);
        match retracted.read().contains(&id) {
            true => view! { <li>{known.unwrap_or_else(|| id.clone())}" "<Pill tone=Tone::Bad label=said("initiative-retracted-mark")/></li> }.into_any(),
            false => view! { <li>{known.unwrap_or_else(|| t!("initiative-strange", id = id))}</li> }.into_any(),
        }
    };
    view! {
        <ul class="bullets">{move || named.get().ids.into_iter().map(line).collect_view()}</ul>
        <Flags named/>
    }
}

/// What uses the named ones already, or names them too.
#[component]
pub fn Flags(#[prop(into)] named: Signal<Named>) -> impl IntoView {
    let app = app();
    // What is typed beside them asks nothing anew.
    let named = Memo::new(move |_| named.get());
    let found = Memo::new(move |_| flags(app, &named.read()));
    let one = |(tone, title, words): (Tone, String, String)| view! { <Notice tone title=title words=words/> };
    view! { <div class="stack tight" aria-live="polite">{move || found.get().into_iter().map(one).collect_view()}</div> }
}

/// The initiatives of somebody's file. Followed.
fn ledger(app: App, subject: Option<&Subject>, kept: &[Fact]) -> Vec<Initiative> {
    let Some(subject) = subject else { return Vec::new() };
    let (history, _) = known::history_with(app, Some(subject), kept);
    history.file(subject).initiatives.iter().filter(|one| !one.recognised.is_empty()).cloned().collect()
}

/// Those of the named ones that were taken back from the nominee's ledger. Followed.
fn retracted(app: App, named: &Named) -> Vec<String> {
    let Some(subject) = named.subject.as_ref().filter(|_| !named.ids.is_empty()) else { return Vec::new() };
    let gone = known::retracted(app);
    let is_retracted = |id: &&String| gone.contains(&(subject.clone(), (*id).clone())) || is_gone(app, &named.case, id);
    named.ids.iter().filter(is_retracted).cloned().collect()
}

/// `sk-2022-07 · phạm vi cơ sở, công nhận ngày 15/8/2022 · chưa sử dụng`.
fn label(one: &Initiative) -> String {
    let widest = one.recognised.iter().max_by_key(|seen| seen.reach);
    let reach = widest.map(|seen| {
        t!("initiative-reach", reach = words::reach_name(seen.reach), day = When::Day(seen.day).to_string())
    });
    let state = if one.uses.is_empty() { t!("initiative-free") } else { t!("initiative-used") };
    let parts = [Some(one.id.clone()), reach, Some(state)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn flags(app: App, named: &Named) -> Vec<(Tone, String, String)> {
    let mut found = Vec::new();
    if named.ids.is_empty() {
        return found;
    }
    for id in retracted(app, named) {
        found.push((Tone::Bad, t!("initiative-retracted", id = id), t!("initiative-retracted-words")));
    }
    let set = known::rule_set(app, &named.rules);
    let ledger = ledger(app, named.subject.as_ref(), &named.facts);
    for one in ledger.iter().filter(|one| named.ids.contains(&one.id)) {
        // The use for this very award and year is its own.
        let is_own = |used: &&Use| used.award == named.award && named.year.is_none_or(|year| used.year == year);
        for used in one.uses.iter().filter(|used| !is_own(used)) {
            found.push(of_use(app, &one.id, used, (set.as_ref(), &named.award)));
        }
    }
    for (id, who, award) in others(app, named) {
        let words = t!("initiative-also-words", name = who, award = words::award_name(app, &award));
        found.push((Tone::Wait, t!("initiative-also", id = id), words));
    }
    found
}

fn of_use(app: App, id: &str, used: &Use, (set, award): (Option<&RuleSet>, &str)) -> (Tone, String, String) {
    let class = app.row::<Award>(AWARD, award).map(|award| award.class);
    let reuse = set.map(|set| if class == Some(used.class) { set.reuse.within } else { set.reuse.across });
    let (tone, verdict) = match reuse {
        Some(Again::Barred) => (Tone::Bad, t!("initiative-barred")),
        Some(Again::Allowed) => (Tone::Plain, t!("initiative-allowed")),
        Some(Again::Ask) | None => (Tone::Wait, t!("initiative-ask")),
    };
    let article = set.map(|set| set.reuse.article.clone()).unwrap_or_default();
    let what = t!(
        "initiative-use",
        award = words::award_name(app, &used.award),
        year = used.year.to_string(),
        day = When::Day(used.day).to_string()
    );
    (tone, t!("initiative-used-title", id = id), format!("{what} {verdict} ({article})"))
}

/// Other nominations and dossiers in sight that name one of them: which, who is put forward, for what.
fn others(app: App, named: &Named) -> Vec<(String, String, String)> {
    let text =
        |row: &Map<String, Value>, name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let mut seen = vec![named.nomination.clone()];
    let mut found = Vec::new();
    let mut take = |nomination: String, row: &Map<String, Value>| {
        let both = ids(row.get(INITIATIVES)).into_iter().filter(|id| named.ids.contains(id)).collect::<Vec<_>>();
        if seen.contains(&nomination) || both.is_empty() {
            return;
        }
        seen.push(nomination);
        let person = text(row, "person");
        let who = if person.is_empty() { unit_name(app, &text(row, "collective")) } else { person_name(app, &person) };
        found.extend(both.into_iter().map(|id| (id, who.clone(), text(row, "award"))));
    };
    for (id, row) in app.rows::<Map<String, Value>>(TABLE) {
        if matches!(text(&row, "state").as_str(), "sent" | "confirmed") {
            take(id, &row);
        }
    }
    for (_, case) in app.rows::<Map<String, Value>>(CASE) {
        if let Some(Value::Object(dossier)) = case.get("dossier").filter(|_| text(&case, "state") != "dropped") {
            take(text(&case, "nomination"), dossier);
        }
    }
    order::sort_by_key(&mut found, |(id, ..)| id.clone());
    found
}
