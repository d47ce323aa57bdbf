//! What a unit proposes for a year, as papers for whoever leads it: the submission (tờ trình) with its list, and the list alone.

use std::collections::BTreeSet;

use chrono::Datelike;
use leptos::prelude::*;
use thidua_domain::council::rows::{DECISION, Decision};
use thidua_domain::council::standing;
use thidua_domain::date::{self, When};
use thidua_domain::nomination::course;
use thidua_domain::nomination::{self, Nomination};
use thidua_domain::org::{PERSON, Person, Role, UNIT, Unit};
use thidua_domain::plan::{AWARD, Award};
use thidua_domain::record::State;
use thidua_domain::rules;
use thidua_papers::schema::Kind;

use super::words;
use crate::components::card::Card;
use crate::components::select::{Choice, SelectField};
use crate::pages::awards::known;
use crate::pages::papers::proposal::{self, Nominee, Proposal};
use crate::pages::papers::{PaperButtons, Wanted, rows, say};
use crate::state::App;
use crate::text::{said, t};

/// A nomination of the unit, and whether something of it waits here.
type Proposed = (Nomination, bool);

/// The units whose papers the reader makes. Followed.
fn own_units(app: App) -> Vec<String> {
    let leads = |role: Role| matches!(role, Role::UnitHead | Role::EmulationOfficer);
    let units: BTreeSet<String> =
        app.my_grants().into_iter().filter(|grant| leads(grant.role)).map(|grant| grant.unit).collect();
    units.into_iter().collect()
}

/// What the unit has sent and nothing was decided on. Followed.
fn proposed(app: App, unit: &str) -> Vec<Proposed> {
    app.follow(nomination::TABLE);
    let decisions = app.rows::<Decision>(DECISION);
    let decisions: Vec<(&str, &Decision)> = decisions.iter().map(|(id, one)| (id.as_str(), one)).collect();
    let decided: BTreeSet<String> =
        standing::given(&decisions).into_iter().map(|given| given.entry.nomination).collect();
    let items = app.views(|views| views.nomination_list.clone()).unwrap_or_default();
    let is_open = |record: &Nomination| record.unit == unit && matches!(record.state, State::Sent | State::Confirmed);
    let ours = items.iter().filter(|item| is_open(&item.record) && !decided.contains(&item.id));
    ours.map(|item| (item.record.clone(), item.pending)).collect()
}

/// The year whose achievements it tells of; without a period the one in which it was sent.
fn year(record: &Nomination) -> i32 {
    record.to.or(record.from).map_or_else(|| date::today(record.sent_at).year(), When::year)
}

#[component]
pub fn ProposalPapers(app: App) -> impl IntoView {
    let units = Memo::new(move |_| own_units(app));
    let (picked_unit, picked_year) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let unit = Memo::new(move |_| {
        let first = || units.read().first().cloned().unwrap_or_default();
        Some(picked_unit.get()).filter(|picked| units.read().contains(picked)).unwrap_or_else(first)
    });
    let all = Memo::new(move |_| proposed(app, &unit.read()));
    let years = Memo::new(move |_| all.read().iter().map(|(record, _)| year(record)).collect::<BTreeSet<i32>>());
    let chosen = Memo::new(move |_| {
        let years = years.read();
        picked_year.read().parse().ok().filter(|year| years.contains(year)).or(years.last().copied())
    });
    let of_year = Memo::new(move |_| {
        let chosen = chosen.get();
        all.get().into_iter().filter(|(record, _)| Some(year(record)) == chosen).collect::<Vec<Proposed>>()
    });
    let unit_choices =
        move || units.read().iter().map(|id| Choice::new(id.clone(), words::unit_name(app, id))).collect::<Vec<_>>();
    let year_choices = move || {
        let years = years.read();
        years.iter().rev().map(|year| Choice::new(year.to_string(), year.to_string())).collect::<Vec<_>>()
    };
    let year_text = Signal::derive(move || chosen.get().map(|year| year.to_string()).unwrap_or_default());
    let waiting = move || of_year.read().iter().filter(|(_, waits)| *waits).count();
    let count = move || t!("proposal-seen", count = of_year.read().len(), waiting = waiting());
    let kinds =
        Memo::new(move |_| if of_year.read().is_empty() { Vec::new() } else { vec![Kind::Proposal, Kind::Nominees] });
    let wanted = move |kind| {
        let (unit, year) = (unit.get(), chosen.get()?);
        let made = made(app, &unit, year, &of_year.read());
        let data = match kind {
            Kind::Proposal => proposal::data(&made),
            _ => proposal::list(&made),
        };
        Some(Wanted { title: format!("{} {year}", made.office.name), unit, data })
    };
    view! {
        <Show when=move || !units.read().is_empty()>
            <div class="page no-print">
                <Card title=said("proposal-title")>
                    <p class="muted">{said("proposal-words")}</p>
                    <div class="two">
                        <Show when=move || { units.read().len() > 1 }>
                            <SelectField label=said("template-unit") value=unit choices=Signal::derive(unit_choices) on_change=move |id: String| picked_unit.set(id)/>
                        </Show>
                        <Show when=move || { years.read().len() > 1 }>
                            <SelectField label=said("history-year") value=year_text choices=Signal::derive(year_choices) on_change=move |year: String| picked_year.set(year)/>
                        </Show>
                    </div>
                    <p>{count}</p>
                    <PaperButtons kinds wanted/>
                </Card>
            </div>
        </Show>
    }
}

fn made(app: App, unit: &str, year: i32, all: &[Proposed]) -> Proposal {
    let sets = known::rule_sets(app);
    Proposal {
        office: rows::office(app, unit),
        year,
        nominees: all.iter().map(|(record, _)| nominee(app, record)).collect(),
        basis: rules::rule_set_on(&sets, known::today(app)).map(|set| set.basis.clone()).unwrap_or_default(),
    }
}

/// A nominee whom this device does not know is a gap.
fn nominee(app: App, record: &Nomination) -> Nominee {
    let person = record.person.as_deref().and_then(|id| app.row::<Person>(PERSON, id));
    let unit_name = |id: &str| app.row::<Unit>(UNIT, id).map(|unit| unit.name).unwrap_or_default();
    let collective = record.collective.as_deref().map(unit_name);
    Nominee {
        award: app.row::<Award>(AWARD, &record.award),
        post: person.as_ref().map(|person| say::post(&person.post, &unit_name(&person.unit))).unwrap_or_default(),
        name: person.map(|person| person.full_name()).or(collective).unwrap_or_default(),
        is_person: record.person.is_some(),
        achievements: record.achievements.clone(),
        endorsed: course::of(record.course.as_ref()).endorsed,
    }
}
