//! Criteria as typed data: each is one thing that can be looked up, counted or asked.

use serde::{Deserialize, Serialize};

use super::Trust;

/// A criterion (tiêu chuẩn) of an award.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Criterion {
    /// Stable and unique in its rule set, `cstd-cs.initiative`; also the key of its text.
    pub code: String,
    pub article: String,
    #[serde(flatten)]
    pub trust: Trust,
    /// Set where a year counts for the award once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fresh: Option<Fresh>,
    pub need: Need,
}

/// Only years count after the last period for which the subject got the very award; where its decision writes no period,
/// after the year that it honours (152/2025/NĐ-CP, khoản 7 Điều 33). Holds for ratings of several years, streaks and
/// titles within some years.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fresh {
    pub article: String,
    #[serde(flatten)]
    pub trust: Trust,
}

/// Person or collective.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    Person,
    Collective,
}

/// What a criterion asks of the facts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Need {
    /// The yearly rating (mức độ hoàn thành nhiệm vụ) in the period's year and the `years - 1` before it.
    Rating {
        at_least: Level,
        #[serde(default = "one")]
        years: u32,
    },
    /// The title of the very year: held, or, while the year's titles are not decided, its own criteria are met.
    Title { award: String },
    /// Earlier awards: `count` of them. With `streak`, one a year without a gap, the last of them in the period's year or
    /// at most `lag` years before it; otherwise any, of the last `within` years where that is given.
    History {
        award: String,
        count: u32,
        #[serde(default)]
        streak: bool,
        #[serde(default)]
        lag: u32,
        #[serde(default)]
        within: Option<u32>,
    },
    /// At least so many years since the period's year of the first such award.
    YearsSince { award: String, at_least: u32 },
    /// The award may be given once; it must not be held.
    NotHeld { award: String },
    /// Initiatives (sáng kiến) or accepted studies (đề tài) of at least this reach, not used up; `within` counts back
    /// years of recognition from the period's.
    Initiative {
        reach: Reach,
        #[serde(default = "one")]
        count: u32,
        #[serde(default)]
        within: Option<u32>,
    },
    /// No disciplinary measure of at least this severity was made in the period or lasted into it.
    NoDiscipline { from: Severity },
    /// Nothing is being verified on the day: discipline, inspection, investigation, complaint, press.
    NoOpenComplaint,
    /// Months of service, in one of `posts` where any is named; other bounds for women where they differ. `below` is
    /// where the next class begins.
    ServiceMonths {
        #[serde(default)]
        posts: Vec<String>,
        at_least: u32,
        #[serde(default)]
        below: Option<u32>,
        #[serde(default)]
        women: Option<Bounds>,
    },
    /// At least `percent` of a collective's members hold the award for the year; more than that when `above`.
    MemberShare {
        award: String,
        percent: u32,
        #[serde(default)]
        above: bool,
    },
    /// At least so many members hold the award for the year.
    MemberCount { award: String, count: u32 },
    /// At least `percent` of the members are rated so for the year.
    MemberRating { at_least: Level, percent: u32 },
    /// No member was disciplined from this severity up in the period.
    NoMemberDiscipline { from: Severity },
    /// One of these is enough.
    Any { of: Vec<Criterion> },
    /// All of these are needed.
    All { of: Vec<Criterion> },
    /// Only people can tell; what they told is a fact of the history under the criterion's code.
    Manual,
}

/// Bounds in months: from, and below which.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bounds {
    pub at_least: u32,
    #[serde(default)]
    pub below: Option<u32>,
}

/// How a year's tasks were completed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Không hoàn thành nhiệm vụ.
    NotDone,
    /// Hoàn thành nhiệm vụ.
    Done,
    /// Hoàn thành tốt nhiệm vụ.
    Good,
    /// Hoàn thành xuất sắc nhiệm vụ.
    Excellent,
}

/// How far an initiative's effect reaches (phạm vi ảnh hưởng).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    Unit,
    Ministry,
    Nation,
}

/// Disciplinary measures (hình thức kỷ luật), mildest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Khiển trách.
    Reprimand,
    /// Cảnh cáo.
    Warning,
    /// Above cảnh cáo: hạ bậc lương, giáng chức, cách chức, buộc thôi việc.
    Beyond,
}

fn one() -> u32 {
    1
}

impl Criterion {
    /// The criteria of which it is made.
    pub fn parts(&self) -> &[Criterion] {
        match &self.need {
            Need::Any { of } | Need::All { of } => of,
            _ => &[],
        }
    }
}

impl Need {
    /// The award that it names.
    pub fn award(&self) -> Option<&str> {
        match self {
            Need::Title { award }
            | Need::History { award, .. }
            | Need::YearsSince { award, .. }
            | Need::NotHeld { award }
            | Need::MemberShare { award, .. }
            | Need::MemberCount { award, .. } => Some(award),
            _ => None,
        }
    }

    /// The percentage that it names.
    pub fn percent(&self) -> Option<u32> {
        match self {
            Need::MemberShare { percent, .. } | Need::MemberRating { percent, .. } => Some(*percent),
            _ => None,
        }
    }

    /// Whether it asks about a collective's members.
    pub fn is_of_members(&self) -> bool {
        matches!(
            self,
            Need::MemberShare { .. }
                | Need::MemberCount { .. }
                | Need::MemberRating { .. }
                | Need::NoMemberDiscipline { .. }
        )
    }
}
