//! The fields of a nomination: award, nominee, ground, period, achievements, evidence.

use leptos::prelude::*;
use thidua_domain::date::When;
use thidua_domain::name;
use thidua_domain::nomination::{self, ACHIEVEMENTS_MAX, Kind};
use thidua_domain::org::{PERSON, Person, UNIT, Unit};
use thidua_domain::plan::{AWARD, Award};
use thidua_domain::record::State;

use super::super::award::AwardFacts;
use super::super::evidence::EvidencePicker;
use super::super::figures::FigurePicker;
use super::super::papers::PapersInShort;
use super::super::words;
use super::Form;
use crate::components::card::{Notice, Tone};
use crate::components::chips::ChipGroup;
use crate::components::date_field::DateField;
use crate::components::people::{PeoplePicker, PersonChoice};
use crate::components::select::{Choice, SelectField};
use crate::components::text_field::TextArea;
use crate::pages::attended::AttendancePicker;
use crate::pages::awards::initiatives::{self, InitiativePicker, Named};
use crate::pages::awards::known::{self, By};
use crate::pages::awards::panel::{Asked, Eligibility};
use crate::pages::photos::PhotoField;
use crate::pages::work;
use crate::state::App;
use crate::state::editor::Editor;
use crate::text::{said, t};
use thidua_sync::order;

/// The id of a field's element, to which the summary of errors leads.
pub fn element_id(field: &str) -> String {
    format!("nomination-{field}")
}

#[component]
pub fn Fields(form: Form) -> impl IntoView {
    let (app, editor) = (form.app, form.editor);
    let value_of = move |name: &'static str| Signal::derive(move || editor.text(name));
    let set = move |name: &'static str| move |value: String| editor.set(name, value);
    let home = Memo::new(move |_| work::home(app));
    let count = move || editor.text("achievements").split_whitespace().count();
    view! {
        <Show when=move || home.read().is_none() && app.sync.with(|sync| sync.last_ok.is_some())>
            <Notice tone=Tone::Wait title=said("nomination-no-office") words=said("nomination-no-office-words")/>
        </Show>
        <section class="card form-part">
            <h2>{said("nomination-part-award")}</h2>
            <AwardField form/>
            <Nominee form home/>
            <SelectField
                id=element_id("kind")
                label=move || words::field_name("kind")
                placeholder=said("select-none")
                value=value_of("kind")
                choices=Signal::derive(kinds)
                on_change=set("kind")
                error=form.error("kind")
                required=true
            />
        </section>
        <section class="card form-part">
            <h2>{said("eligible-panel")}</h2>
            <Eligibility asked=Signal::derive(move || asked(form))/>
        </section>
        <section class="card form-part" id=element_id("initiatives") tabindex="-1">
            <h2>{said("nomination-field-initiatives")}</h2>
            <InitiativePicker editor named=Signal::derive(move || named(form))/>
        </section>
        <section class="card form-part">
            <h2>{said("nomination-part-why")}</h2>
            <div class="two">
                <DateField id=element_id("from") label=move || words::field_name("from") value=value_of("from") on_input=set("from") hint=said("nomination-period-hint") error=form.error("from")/>
                <DateField id=element_id("to") label=move || words::field_name("to") value=value_of("to") on_input=set("to") error=form.error("to")/>
            </div>
            <TextArea
                id=element_id("achievements")
                label=move || words::field_name("achievements")
                value=value_of("achievements")
                on_input=set("achievements")
                rows=10
                max=ACHIEVEMENTS_MAX
                hint=move || match count() {
                    0 => t!("nomination-field-achievements-hint"),
                    count => t!("nomination-words", count = count),
                }
                error=form.error("achievements")
                required=true
            />
        </section>
        <section class="card form-part" id=element_id("activities") tabindex="-1">
            <h2>{move || words::field_name("activities")}</h2>
            <EvidencePicker editor/>
            <AttendancePicker editor id=element_id("attendances") people=Signal::derive(move || nominee(editor))/>
        </section>
        <section class="card form-part">
            <h2>{said("nomination-field-figures")}</h2>
            <FigurePicker editor id=element_id("figures") error=form.error("figures")/>
        </section>
        <section class="card form-part">
            <PapersInShort award=value_of("award") by=Signal::derive(move || rules(form))/>
            <PhotoField editor id=element_id("evidence") label=move || words::field_name("evidence")/>
        </section>
        <p class="muted">{move || t!("nomination-signs", who = words::person_name(app, &app.my_id()))}</p>
    }
}

/// What the form says so far. Followed.
fn asked(form: Form) -> Asked {
    let editor = form.editor;
    let ground = editor.text("kind");
    let day = |name: &str| editor.text(name).parse().ok();
    Asked {
        award: editor.text("award"),
        person: editor.text("person"),
        collective: editor.text("collective"),
        ground: Kind::ALL.into_iter().find(|kind| kind.id() == ground),
        from: day("from"),
        to: day("to"),
        rules: rules(form),
        facts: Vec::new(),
    }
}

/// A dossier that was sent keeps the rules of that day; one that is new or came back has those of today. Followed.
fn rules(form: Form) -> By {
    let (app, id) = (form.app, form.work.with_value(|work| work.record.clone()));
    app.follow(nomination::TABLE);
    let sent = app.views(|views| views.nomination(&id)).flatten().filter(|item| item.record.state == State::Sent);
    sent.map(|item| By::of(&item.record)).unwrap_or_default()
}

/// The initiatives that are ticked, for whom and what. Followed.
fn named(form: Form) -> Named {
    let asked = asked(form);
    Named {
        ids: initiatives::ids(Some(&form.editor.value("initiatives"))),
        nomination: form.work.with_value(|work| work.record.clone()),
        subject: known::subject(&asked.person, &asked.collective),
        award: asked.award,
        year: asked.to.or(asked.from).map(When::year),
        rules: asked.rules,
        facts: Vec::new(),
        case: String::new(),
    }
}

/// Whose check-ins may be cited. Followed.
fn nominee(editor: Editor) -> Vec<String> {
    Some(editor.text("person")).filter(|person| !person.is_empty()).into_iter().collect()
}

fn kinds() -> Vec<Choice> {
    Kind::ALL.into_iter().map(|kind| Choice::new(kind.id(), words::kind_name(kind))).collect()
}

/// The award, in its two classes, with what it is.
#[component]
fn AwardField(form: Form) -> impl IntoView {
    let (app, editor) = (form.app, form.editor);
    let choices = Signal::derive(move || {
        let mut awards = app.rows::<Award>(AWARD);
        order::sort_by_key(&mut awards, |(_, award)| {
            (award.class, level_rank(&award.level), award.subject != "person")
        });
        let choice =
            |(id, award): (String, Award)| Choice::new(id, award.name).in_group(words::class_name(award.class));
        awards.into_iter().map(choice).collect::<Vec<_>>()
    });
    let pick = move |id: String| {
        // Whoever cannot get this award is taken back: exactly one of the two is put forward.
        match app.row::<Award>(AWARD, &id).map(|award| award.subject).as_deref() {
            Some("person") => editor.set("collective", ""),
            Some("collective") => editor.set("person", ""),
            _ => {}
        }
        editor.set("award", id);
    };
    let facts = move || app.row::<Award>(AWARD, &editor.text("award")).map(|award| view! { <AwardFacts award/> });
    view! {
        <SelectField
            id=element_id("award")
            label=move || words::field_name("award")
            placeholder=said("select-none")
            value=Signal::derive(move || editor.text("award"))
            choices
            on_change=pick
            error=form.error("award")
            required=true
        />
        {facts}
    }
}

fn level_rank(level: &str) -> usize {
    ["unit", "ministry", "government", "state"].iter().position(|known| *known == level).unwrap_or(9)
}

/// A person or a collective, as the award asks; where both may get it, the author says which.
#[component]
fn Nominee(form: Form, home: Memo<Option<String>>) -> impl IntoView {
    let (app, editor) = (form.app, form.editor);
    let is_collective = untrack(|| !editor.text("collective").is_empty());
    let chosen = RwSignal::new(if is_collective { "collective" } else { "person" });
    let subject = Memo::new(move |_| app.row::<Award>(AWARD, &editor.text("award")).map(|award| award.subject));
    let asks = Memo::new(move |_| match subject.read().as_deref() {
        Some("person") => "person",
        Some("collective") => "collective",
        _ => chosen.get(),
    });
    let free = move || !matches!(subject.read().as_deref(), Some("person" | "collective"));
    let switch = move |value: String| {
        let (mode, other) = if value == "collective" { ("collective", "person") } else { ("person", "collective") };
        editor.set(other, "");
        chosen.set(mode);
    };
    view! {
        <Show when=free>
            <ChipGroup
                label=said("nomination-subject")
                choices=Signal::derive(|| vec![
                    Choice::new("person", t!("nomination-subject-person")),
                    Choice::new("collective", t!("nomination-subject-collective")),
                ])
                chosen=Signal::derive(move || vec![asks.get().to_owned()])
                on_toggle=switch
            />
        </Show>
        {move || match asks.get() {
            "collective" => view! { <Collective form home/> }.into_any(),
            _ => view! { <OnePerson form home/> }.into_any(),
        }}
    }
}

#[component]
fn OnePerson(form: Form, home: Memo<Option<String>>) -> impl IntoView {
    let (app, editor) = (form.app, form.editor);
    let people = Signal::derive(move || people(app, &home.get().unwrap_or_default()));
    let chosen = move || match editor.text("person") {
        person if person.is_empty() => Vec::new(),
        person => vec![person],
    };
    let choose = move |ids: Vec<String>| editor.set("person", ids.last().cloned().unwrap_or_default());
    view! {
        <PeoplePicker
            id=element_id("person")
            label=move || words::field_name("person")
            people
            chosen=Signal::derive(chosen)
            on_change=choose
            error=form.error("person")
            single=true
            required=true
        />
    }
}

#[component]
fn Collective(form: Form, home: Memo<Option<String>>) -> impl IntoView {
    let (app, editor) = (form.app, form.editor);
    let choices = Signal::derive(move || units(app, &home.get().unwrap_or_default()));
    // The domain reports a missing nominee at the person: the same sentence stands here.
    view! {
        <SelectField
            id=element_id("person")
            label=move || words::field_name("collective")
            placeholder=said("select-none")
            value=Signal::derive(move || editor.text("collective"))
            choices
            on_change=move |id: String| editor.set("collective", id)
            error=form.error("person")
            required=true
        />
    }
}

/// The people of a unit and of those below it, in the order of names.
fn people(app: App, home: &str) -> Vec<PersonChoice> {
    let below: Vec<String> =
        app.rows::<Unit>(UNIT).into_iter().filter(|(_, unit)| work::is_below(unit, home)).map(|(id, _)| id).collect();
    let mut people = app.rows::<Person>(PERSON);
    people.retain(|(_, person)| below.contains(&person.unit));
    order::sort_by_key(&mut people, |(_, person)| name::order(&person.family, &person.middle, &person.given));
    let choice =
        |(id, person): (String, Person)| PersonChoice::new(id, person.full_name(), words::person_detail(app, &person));
    people.into_iter().map(choice).collect()
}

/// A unit and those below it, from above down.
fn units(app: App, home: &str) -> Vec<Choice> {
    let mut units = app.rows::<Unit>(UNIT);
    units.retain(|(_, unit)| unit.valid_to.is_none() && work::is_below(unit, home));
    order::sort_by(&mut units, |(_, a), (_, b)| a.path.cmp(&b.path));
    units.into_iter().map(|(id, unit)| Choice::new(id, unit.name)).collect()
}
