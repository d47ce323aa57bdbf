//! What is known of people and collectives before anybody judges: titles, initiatives, ratings, discipline, pending
//! matters, service, membership. Facts come as rows in any order; [`History`] files them by whom they are about.
//!
//! What no fact says is unknown, not "no": only [`fact::Known`] makes silence an answer.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use thidua_sync::order;

use crate::rules::need::{Level, Who};

pub mod fact;
pub mod import;
pub mod known;
#[cfg(feature = "office")]
pub mod office;
pub mod service;

use fact::{Answer, Discipline, Fact, Gender, Initiative, Known, Matter, Membership, Rated, Service, Title};

/// Whom a fact is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    Person(String),
    Collective(String),
}

impl Subject {
    pub fn who(&self) -> Who {
        match self {
            Subject::Person(_) => Who::Person,
            Subject::Collective(_) => Who::Collective,
        }
    }

    pub fn id(&self) -> &str {
        match self {
            Subject::Person(id) | Subject::Collective(id) => id,
        }
    }
}

/// All that is known of one person or collective. The lists are sorted and hold each fact once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct File {
    pub titles: BTreeSet<Title>,
    pub initiatives: BTreeSet<Initiative>,
    pub ratings: BTreeSet<Rated>,
    pub discipline: BTreeSet<Discipline>,
    pub matters: BTreeSet<Matter>,
    pub service: BTreeSet<Service>,
    /// Of a collective: its members.
    pub members: BTreeSet<Membership>,
    pub genders: BTreeSet<Gender>,
    pub answers: BTreeSet<Answer>,
    pub known: BTreeSet<Known>,
}

/// Facts, filed. Equal whatever order the facts came in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    files: BTreeMap<Subject, File>,
    /// What is complete for all.
    everywhere: BTreeSet<Known>,
    /// Whose matters are read here, where that is not everybody's.
    matters_of: Option<BTreeSet<Subject>>,
    nobody: File,
}

impl History {
    pub fn of(facts: impl IntoIterator<Item = Fact>) -> History {
        let mut history = History::default();
        for fact in facts {
            history.add(fact);
        }
        history
    }

    /// Files one more fact. One that is there already changes nothing.
    pub fn add(&mut self, fact: Fact) {
        match fact {
            Fact::Title(title) => self.open(&title.subject).titles.insert(title),
            Fact::Initiative(initiative) => self.open(&initiative.subject).enter(initiative),
            Fact::Rated(rated) => self.open(&rated.subject).ratings.insert(rated),
            Fact::Discipline(measure) => self.open(&measure.subject).discipline.insert(measure),
            Fact::Matter(matter) => self.open(&matter.subject).matters.insert(matter),
            Fact::Service(service) => self.open(&Subject::Person(service.person.clone())).service.insert(service),
            Fact::Membership(member) => {
                self.open(&Subject::Collective(member.collective.clone())).members.insert(member)
            }
            Fact::Profile(profile) => self.open(&Subject::Person(profile.person)).genders.insert(profile.gender),
            Fact::Answer(answer) => self.open(&answer.subject).answers.insert(answer),
            Fact::Known(known) => match known.subject.clone() {
                Some(subject) => self.open(&subject).known.insert(known),
                None => self.everywhere.insert(known),
            },
        };
    }

    /// Says that the matters of these alone are read here: of all others silence answers nothing.
    pub fn read_matters_of(&mut self, subjects: BTreeSet<Subject>) {
        self.matters_of = Some(subjects);
    }

    /// Says that somebody's matters are read here too.
    pub fn read_matters_too(&mut self, subject: &Subject) {
        if let Some(subjects) = &mut self.matters_of {
            subjects.insert(subject.clone());
        }
    }

    pub fn reads_matters_of(&self, subject: &Subject) -> bool {
        self.matters_of.as_ref().is_none_or(|subjects| subjects.contains(subject))
    }

    fn open(&mut self, subject: &Subject) -> &mut File {
        self.files.entry(subject.clone()).or_default()
    }

    /// What is known of somebody; an empty file of whom nothing is.
    pub fn file(&self, subject: &Subject) -> &File {
        self.files.get(subject).unwrap_or(&self.nobody)
    }
}

impl File {
    /// What several facts tell of one initiative is told together: who recognised it, and what used it. Answers whether it is new.
    fn enter(&mut self, mut initiative: Initiative) -> bool {
        let known = self.initiatives.iter().find(|known| known.id == initiative.id).cloned();
        for known in known.iter().filter_map(|known| self.initiatives.take(known)) {
            initiative.recognised.extend(known.recognised);
            initiative.uses.extend(known.uses);
        }
        initiative.recognised = order::set(initiative.recognised).into_iter().collect();
        initiative.uses = order::set(initiative.uses).into_iter().collect();
        self.initiatives.insert(initiative) && known.is_none()
    }

    /// The year's rating. None where there is none, or where two contradict each other.
    pub fn rating(&self, year: i32) -> Option<Level> {
        let mut levels = self.ratings.iter().filter(|rated| rated.year == year).map(|rated| rated.level);
        let first = levels.next()?;
        levels.all(|level| level == first).then_some(first)
    }

    /// A collective's members on a local day, each once.
    pub fn members_on(&self, day: NaiveDate) -> BTreeSet<&str> {
        let on_day = self.members.iter().filter(|m| m.from <= day && m.to.is_none_or(|to| day <= to));
        order::set(on_day.map(|member| member.person.as_str()))
    }

    /// The gender, where it is known and not contradicted.
    pub fn gender(&self) -> Option<Gender> {
        if self.genders.len() == 1 { self.genders.first().copied() } else { None }
    }

    /// What people told of a criterion for a year. None where they told nothing, or both.
    pub fn answer(&self, code: &str, year: i32) -> Option<bool> {
        let mut told = self.answers.iter().filter(|answer| answer.year == year && answer.code == code);
        let first = told.next()?.is_met;
        told.all(|answer| answer.is_met == first).then_some(first)
    }
}
