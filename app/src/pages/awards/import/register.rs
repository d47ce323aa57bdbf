//! Against what the rows of a file are checked: everything that this device knows.

use std::collections::BTreeSet;

use thidua_domain::history::import::{self, DryRun, Human, Place, Prize, Register};
use thidua_domain::org::{PERSON, Person, UNIT, Unit};
use thidua_domain::plan::{AWARD, Award};
use thidua_domain::policy::{Act, Target};
use thidua_domain::rules::RuleSet;
use thidua_domain::rules::need::Who;
use thidua_sync::order;

use super::file::Table;
use crate::pages::awards::known;
use crate::state::App;

/// Whether the reader may enter facts of any unit. Follows units.
pub fn may_somewhere(app: App) -> bool {
    app.rows::<Unit>(UNIT).iter().any(|(id, _)| app.may(Act::RecordFact, Target::unit(id)))
}

/// Checks a table against what is here and what waits to be sent. Follows all of it.
pub fn check(app: App, table: &Table) -> DryRun {
    let units: Vec<(String, Unit)> = app.rows(UNIT);
    let mine =
        order::set(units.iter().map(|(id, _)| id.clone()).filter(|id| app.may(Act::RecordFact, Target::unit(id))));
    let place = |(id, unit): (String, Unit)| Place { id, names: vec![unit.name, unit.short], path: unit.path };
    let units: Vec<Place> = units.into_iter().map(place).collect();
    let human = |(id, person): (String, Person)| Human { id, name: person.full_name(), unit: person.unit };
    let people: Vec<Human> = app.rows::<Person>(PERSON).into_iter().map(human).collect();
    let rules = known::rule_sets(app);
    let awards = awards(app, &rules);
    let (history, today) = (known::history(app), known::today(app));
    let register = Register {
        people: &people,
        units: &units,
        awards: &awards,
        rules: &rules,
        history: &history,
        mine: &mine,
        today,
    };
    import::of_records(&table.records, &register)
}

/// Awards of all rule sets, the newest names first, then those of the plan that no set knows.
fn awards(app: App, rules: &[RuleSet]) -> Vec<Prize> {
    let mut all: Vec<Prize> = Vec::new();
    for rule in rules.iter().rev().flat_map(|set| &set.awards) {
        let whose = rule.routes.iter().map(|route| route.subject);
        match all.iter_mut().find(|known| known.id == rule.award) {
            Some(known) => known.whose.extend(whose),
            None => all.push(Prize {
                id: rule.award.clone(),
                name: rule.name.clone(),
                class: rule.class,
                whose: order::set(whose),
            }),
        }
    }
    for (id, award) in app.rows::<Award>(AWARD) {
        let whose: BTreeSet<Who> = match award.subject.as_str() {
            "person" => order::set([Who::Person]),
            "collective" => order::set([Who::Collective]),
            _ => order::set([Who::Person, Who::Collective]),
        };
        if !all.iter().any(|known| known.id == id) {
            all.push(Prize { id, name: award.name, class: award.class, whose });
        }
    }
    all
}
