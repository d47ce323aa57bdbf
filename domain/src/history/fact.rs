//! The rows of a history: what somebody entered or imported, each readable by itself.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Subject;
use crate::nomination::Kind;
use crate::org::Stamp;
use crate::plan::{AwardClass, Span};
use crate::rules::need::{Level, Reach, Severity};

/// The form of a draft of a fact. Its fields: [`SUBJECT`], [`NAME`], and those of the screen that writes it.
pub const FORM: &str = "fact@1";
/// Whom it is about, as an address names them.
pub const SUBJECT: &str = "_subject";
/// What they were called when it was begun.
pub const NAME: &str = "_name";

/// Rows of facts. The same fact has the same id.
pub const TABLE: &str = "fact";
/// Most facts of one command.
pub const MOST: usize = 300;

/// A fact as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub fact: Fact,
    pub entered: Stamp,
    /// Out of which file or paper, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// Who took it back, when and why: it counts no more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<(Stamp, String)>,
    /// The fact that says now how it went on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<String>,
}

/// One fact of the history.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "snake_case")]
pub enum Fact {
    Title(Title),
    Initiative(Initiative),
    Rated(Rated),
    Discipline(Discipline),
    Matter(Matter),
    Service(Service),
    Membership(Membership),
    Profile(Profile),
    Answer(Answer),
    Known(Known),
}

impl Fact {
    /// Whom it is about; nobody what holds for all.
    pub fn subject(&self) -> Option<Subject> {
        let person = |id: &String| Subject::Person(id.clone());
        match self {
            Fact::Title(title) => Some(title.subject.clone()),
            Fact::Initiative(initiative) => Some(initiative.subject.clone()),
            Fact::Rated(rated) => Some(rated.subject.clone()),
            Fact::Discipline(measure) => Some(measure.subject.clone()),
            Fact::Matter(matter) => Some(matter.subject.clone()),
            Fact::Service(service) => Some(person(&service.person)),
            Fact::Membership(member) => Some(Subject::Collective(member.collective.clone())),
            Fact::Profile(profile) => Some(person(&profile.person)),
            Fact::Answer(answer) => Some(answer.subject.clone()),
            Fact::Known(known) => known.subject.clone(),
        }
    }

    /// Whether, of somebody, it is for them and for who answers for their unit only: what is being verified of them, and that
    /// nothing is.
    pub fn is_of_lead(&self) -> bool {
        match self {
            Fact::Matter(_) => true,
            Fact::Known(known) => known.topic == Topic::Matters,
            _ => false,
        }
    }
}

/// An award that was decided (lịch sử khen thưởng), title or form.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Title {
    pub subject: Subject,
    pub award: String,
    /// The calendar year whose achievements it honours.
    pub year: i32,
    /// The achievement period as the decision writes it.
    #[serde(default)]
    pub period: Option<Span>,
    pub ground: Kind,
    /// The decision's number.
    pub decision: String,
    #[serde(with = "crate::date::iso")]
    pub day: NaiveDate,
    /// Since when it is revoked.
    #[serde(default, with = "crate::date::iso::option")]
    pub revoked: Option<NaiveDate>,
}

impl Title {
    /// Whether it was decided and not revoked by a local day.
    pub fn stands_on(&self, day: NaiveDate) -> bool {
        self.day <= day && self.revoked.is_none_or(|revoked| revoked > day)
    }
}

/// An initiative or accepted study in one person's or collective's ledger.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Initiative {
    pub id: String,
    pub subject: Subject,
    /// How far it was recognised to reach, and since when.
    pub recognised: Vec<Recognition>,
    /// For what it was used.
    #[serde(default)]
    pub uses: Vec<Use>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Recognition {
    pub reach: Reach,
    #[serde(with = "crate::date::iso")]
    pub day: NaiveDate,
}

/// An initiative's use for an award that was decided on a day.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Use {
    pub award: String,
    pub class: AwardClass,
    pub year: i32,
    #[serde(with = "crate::date::iso")]
    pub day: NaiveDate,
}

/// The rating of a calendar year.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Rated {
    pub subject: Subject,
    pub year: i32,
    pub level: Level,
}

/// A disciplinary measure (kỷ luật) of a local day, which lasts until the end of its term.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Discipline {
    pub id: String,
    pub subject: Subject,
    pub severity: Severity,
    #[serde(with = "crate::date::iso")]
    pub day: NaiveDate,
    /// Last day of the term (thời gian thi hành kỷ luật), where it is entered; without it only the day is known.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "crate::date::iso::option")]
    pub until: Option<NaiveDate>,
}

impl Discipline {
    /// The last day on which it is known to last.
    pub fn last_day(&self) -> NaiveDate {
        self.until.unwrap_or(self.day)
    }

    /// Whether it was made in these days or lasted into them.
    pub fn touches(&self, days: Span) -> bool {
        self.day <= days.to && days.from <= self.last_day()
    }
}

/// Something that is being verified, from a day until the day on which it is settled.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Matter {
    pub id: String,
    pub subject: Subject,
    pub what: MatterKind,
    #[serde(with = "crate::date::iso")]
    pub from: NaiveDate,
    #[serde(default, with = "crate::date::iso::option")]
    pub settled: Option<NaiveDate>,
}

impl Matter {
    pub fn is_open_on(&self, day: NaiveDate) -> bool {
        self.from <= day && self.settled.is_none_or(|settled| settled > day)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MatterKind {
    Discipline,
    Inspection,
    Investigation,
    Complaint,
    Press,
}

/// Service in a post, first and last day included; without a last day it goes on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Service {
    pub person: String,
    /// A code that criteria name, `vu-truong`.
    pub post: String,
    #[serde(with = "crate::date::iso")]
    pub from: NaiveDate,
    #[serde(default, with = "crate::date::iso::option")]
    pub to: Option<NaiveDate>,
}

/// Membership in a collective, first and last day included.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Membership {
    pub collective: String,
    pub person: String,
    #[serde(with = "crate::date::iso")]
    pub from: NaiveDate,
    #[serde(default, with = "crate::date::iso::option")]
    pub to: Option<NaiveDate>,
}

/// What a rule may need to know of a person.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Profile {
    pub person: String,
    pub gender: Gender,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gender {
    /// Nữ.
    Woman,
    /// Nam.
    Man,
}

/// What people told about a criterion that only they can judge, for one year.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Answer {
    pub subject: Subject,
    /// The criterion's code.
    pub code: String,
    pub year: i32,
    pub is_met: bool,
}

/// Somebody vouches that all facts of a topic are entered for these years: of one subject, or of all without one.
/// For titles it is said once the year's decisions are made.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Known {
    #[serde(default)]
    pub subject: Option<Subject>,
    pub topic: Topic,
    /// Since ever, without a first year.
    #[serde(default)]
    pub from: Option<i32>,
    /// Last year, included.
    pub to: i32,
}

/// Of what a history may be complete.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    Titles,
    Initiatives,
    Ratings,
    Discipline,
    Matters,
    Service,
    Members,
    Gender,
}
