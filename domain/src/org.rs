//! Units, people and grants: rows that say who belongs where and who may do what.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use thidua_sync::Millis;
use thidua_sync::domain::Rows;
#[cfg(feature = "office")]
use thidua_sync::order;
use thidua_sync::row::{IndexKey, Key};

pub const UNIT: &str = "unit";
pub const PERSON: &str = "person";
pub const GRANT: &str = "grant";
/// Grants by person.
pub const BY_PERSON: &str = "grant.person";
/// Units by parent.
pub const BY_PARENT: &str = "unit.parent";
/// People by unit.
#[cfg(feature = "office")]
pub const BY_UNIT: &str = "person.unit";
/// Grants of heads by unit.
#[cfg(feature = "office")]
pub const HEADS: &str = "grant.head";

/// Grants of a council by unit.
#[cfg(feature = "office")]
pub const COUNCIL: &str = "grant.council";

/// A unit (đơn vị) of the system.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unit {
    pub name: String,
    pub short: String,
    pub parent: Option<String>,
    /// Ids from the root down to and including this unit.
    pub path: Vec<String>,
    pub kind: UnitKind,
    #[serde(with = "crate::date::iso")]
    pub valid_from: NaiveDate,
    #[serde(default, with = "crate::date::iso::option")]
    pub valid_to: Option<NaiveDate>,
    /// The unit that carries on its work after a merger.
    #[serde(default)]
    pub successor: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    Central,
    Province,
    Area,
}

/// A person (cán bộ, công chức, người lao động).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Person {
    pub family: String,
    #[serde(default)]
    pub middle: String,
    pub given: String,
    pub post: String,
    pub unit: String,
    /// Works directly (trực tiếp), not as a leader.
    #[serde(default)]
    pub direct: bool,
    /// `nu` or `nam`; only where a rule needs it.
    #[serde(default)]
    pub gender: Option<String>,
}

impl Person {
    /// Family, middle and given name.
    pub fn full_name(&self) -> String {
        [&self.family, &self.middle, &self.given]
            .into_iter()
            .filter(|p| !p.is_empty())
            .cloned()
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Given name and the first letters of the others, `Hạnh N.T.`: enough to tell people of a unit apart.
    pub fn short_name(&self) -> String {
        let words = self.family.split_whitespace().chain(self.middle.split_whitespace());
        let letters: String = words.filter_map(|word| word.chars().next()).flat_map(|letter| [letter, '.']).collect();
        format!("{} {letters}", self.given).trim_end().to_owned()
    }
}

/// A role (vai) that a person holds over a unit and, for some roles, everything below it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Grant {
    pub person: String,
    pub role: Role,
    pub unit: String,
    #[serde(with = "crate::date::iso")]
    pub from: NaiveDate,
    #[serde(default, with = "crate::date::iso::option")]
    pub to: Option<NaiveDate>,
    /// Who gave it, and when, by the server's clock.
    #[serde(default)]
    pub given: Option<Stamp>,
    /// Who withdrew it, and when.
    #[serde(default)]
    pub withdrawn: Option<Stamp>,
}

/// What somebody did, by the server's clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    pub by: String,
    pub at: Millis,
}

impl Grant {
    pub fn is_active(&self, today: NaiveDate) -> bool {
        self.withdrawn.is_none() && self.from <= today && self.to.is_none_or(|to| today <= to)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Staff,
    UnitHead,
    EmulationOfficer,
    CouncilMember,
    CouncilSecretary,
    CouncilChair,
    Inspector,
    Signer,
    Auditor,
    Admin,
}

impl Role {
    pub const ALL: [Role; 10] = [
        Role::Staff,
        Role::UnitHead,
        Role::EmulationOfficer,
        Role::CouncilMember,
        Role::CouncilSecretary,
        Role::CouncilChair,
        Role::Inspector,
        Role::Signer,
        Role::Auditor,
        Role::Admin,
    ];

    /// Reads the records of the unit and of all units below it. Staff read their own unit's; an administrator keeps
    /// people and roles, and reads no records by that office. Members of a council read the cases of its sessions, or
    /// nobody could be recused from one; its secretary checks dossiers before, and so knows of nominations.
    pub fn reads_below(self) -> bool {
        !matches!(self, Role::Staff | Role::Admin | Role::CouncilMember | Role::CouncilChair)
    }
}

impl Grant {
    /// Whether its holder answers for a unit, in it or from above, and so reads what its other people do not.
    pub fn leads(&self, unit: &Unit) -> bool {
        self.role.reads_below() && unit.path.contains(&self.unit)
    }
}

/// The row of a unit.
pub fn unit(rows: &dyn Rows, id: &str) -> Option<Unit> {
    rows.row(&Key::new(UNIT, id))?.body.read()
}

/// The row of a person.
pub fn person(rows: &dyn Rows, id: &str) -> Option<Person> {
    rows.row(&Key::new(PERSON, id))?.body.read()
}

/// The grants that a person holds on a day.
pub fn grants(rows: &dyn Rows, person: &str, today: NaiveDate) -> Vec<Grant> {
    let keys = rows.find(&IndexKey::new(BY_PERSON, person));
    let grants = keys.iter().filter_map(|key| rows.row(key)?.body.read::<Grant>());
    grants.filter(|grant| grant.is_active(today)).collect()
}

/// The entries under which a grant is found.
pub fn grant_index(grant: Grant) -> Vec<IndexKey> {
    #[cfg(feature = "office")]
    let by_unit = match grant.role {
        Role::UnitHead => Some(IndexKey::new(HEADS, grant.unit)),
        Role::CouncilMember | Role::CouncilSecretary | Role::CouncilChair => Some(IndexKey::new(COUNCIL, grant.unit)),
        _ => None,
    };
    #[cfg(not(feature = "office"))]
    let by_unit = None;
    [IndexKey::new(BY_PERSON, grant.person)].into_iter().chain(by_unit).collect()
}

/// The heads of this very unit, past and present, each once. Whether they may do a thing today is the policy's to say.
#[cfg(feature = "office")]
pub fn heads(rows: &dyn Rows, unit: &str) -> Vec<String> {
    let keys = rows.find(&IndexKey::new(HEADS, unit));
    let people = keys.iter().filter_map(|key| rows.row(key)?.body.read::<Grant>()).map(|grant| grant.person);
    order::set(people).into_iter().collect()
}

/// The people of this very unit, by id.
#[cfg(feature = "office")]
pub fn people(rows: &dyn Rows, unit: &str) -> Vec<(String, Person)> {
    let keys = rows.find(&IndexKey::new(BY_UNIT, unit));
    keys.into_iter().filter_map(|key| Some((key.id.clone(), rows.row(&key)?.body.read()?))).collect()
}

/// A unit and all units below it, parents first.
pub fn below(rows: &dyn Rows, root: &str) -> Vec<String> {
    let mut found = vec![root.to_string()];
    let mut next = 0;
    while next < found.len() {
        let children = rows.find(&IndexKey::new(BY_PARENT, found[next].clone()));
        for child in children {
            if !found.contains(&child.id) {
                found.push(child.id);
            }
        }
        next += 1;
    }
    found
}
