//! Nominations (đề nghị khen thưởng): who is put forward for which award, for what. The council comes later.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use thidua_sync::Millis;
use thidua_sync::body;
use thidua_sync::command::Fields;

use crate::checkin;
use crate::date::When;
use crate::evidence;
use crate::figure;
use crate::policy::Act;
use crate::record::{self, Errors, FieldError, Spec, State};

pub mod course;

pub const TABLE: &str = "nomination";
/// The form in which drafts of this version are written.
pub const FORM: &str = "nomination@1";
/// Field of the record: the initiatives (sáng kiến) on which it rests, by the ids of the ledger. Read where it is shown.
pub const INITIATIVES: &str = "initiatives";
/// Most of them.
pub const INITIATIVES_MAX: usize = 20;
/// Field of the record: the figures (số liệu) on which it rests, by [`figure::Figure::id`]. Read where it is shown.
pub const FIGURES: &str = "figures";
/// Most of them.
pub const FIGURES_MAX: usize = 20;
/// Longest account of achievements, in characters.
pub const ACHIEVEMENTS_MAX: usize = 40_000;

pub const SPEC: Spec = Spec {
    table: TABLE,
    form: FORM,
    fields: &[
        "award",
        "person",
        "collective",
        "kind",
        "from",
        "to",
        "achievements",
        "activities",
        "attendances",
        evidence::FIELD,
        INITIATIVES,
        FIGURES,
    ],
    check,
    shape,
    reads: |record| body::typed::<Nomination>(record).is_ok(),
    send_back: Act::ReturnNomination,
    submit: Act::Submit,
    shared: false,
};

/// A nomination as it is stored. Exactly one of `person` and `collective` is set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Nomination {
    pub unit: String,
    pub author: String,
    pub state: State,
    pub award: String,
    #[serde(default)]
    pub person: Option<String>,
    #[serde(default)]
    pub collective: Option<String>,
    #[serde(default)]
    pub kind: Option<Kind>,
    /// The period of the achievements.
    #[serde(default)]
    pub from: Option<When>,
    #[serde(default)]
    pub to: Option<When>,
    #[serde(default)]
    pub achievements: String,
    /// Activities that bear it out.
    #[serde(default)]
    pub activities: Vec<String>,
    /// Check-ins that bear it out, by [`crate::checkin::attendance_id`].
    #[serde(default)]
    pub attendances: Vec<String>,
    pub sent_at: Millis,
    /// How far it is after it was sent: a [`course::Course`], read by [`course::of`] where it is shown.
    #[serde(default)]
    pub course: Option<Value>,
    #[serde(default)]
    pub decided_by: Option<String>,
    #[serde(default)]
    pub decided_at: Option<Millis>,
    #[serde(default)]
    pub reason: Option<String>,
}

/// On what ground (loại hình khen thưởng).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Công trạng.
    CongTrang,
    /// Đột xuất.
    DotXuat,
    /// Chuyên đề.
    ChuyenDe,
    /// Cống hiến.
    CongHien,
    /// Niên hạn.
    NienHan,
    /// Đối ngoại.
    DoiNgoai,
}

impl Kind {
    pub const ALL: [Kind; 6] =
        [Kind::CongTrang, Kind::DotXuat, Kind::ChuyenDe, Kind::CongHien, Kind::NienHan, Kind::DoiNgoai];

    /// The stored name, which is also the key of its text.
    pub fn id(self) -> &'static str {
        match self {
            Kind::CongTrang => "cong_trang",
            Kind::DotXuat => "dot_xuat",
            Kind::ChuyenDe => "chuyen_de",
            Kind::CongHien => "cong_hien",
            Kind::NienHan => "nien_han",
            Kind::DoiNgoai => "doi_ngoai",
        }
    }
}

/// What keeps a nomination from being sent.
pub fn check(fields: &Fields) -> Vec<FieldError> {
    let mut errors = Errors::default();
    errors.say(record::text(fields, "award").is_empty(), "award", "award_missing");
    let (person, collective) = (record::text(fields, "person"), record::text(fields, "collective"));
    errors.say(person.is_empty() && collective.is_empty(), "person", "nominee_missing");
    errors.say(!person.is_empty() && !collective.is_empty(), "person", "nominee_twice");
    errors.say(!record::is_given(fields, "kind"), "kind", "ground_missing");
    let read = |name| record::text(fields, name).parse::<When>();
    if let (Ok(from), Ok(to)) = (read("from"), read("to")) {
        errors.say(from.first() > to.first(), "to", "period_backwards");
    }
    errors.say(record::text(fields, "achievements").is_empty(), "achievements", "achievements_missing");
    errors.0.extend(shape(fields));
    errors.0
}

/// What is wrong with the fields that are there: another type, too long, no date.
pub fn shape(fields: &Fields) -> Vec<FieldError> {
    let mut errors = Errors::default();
    let kind = fields.get("kind").filter(|_| record::is_given(fields, "kind"));
    errors.say(kind.is_some_and(|kind| body::typed::<Kind>(kind).is_err()), "kind", "kind_unknown");
    for name in ["from", "to"] {
        errors.say(!record::is_when(fields, name), name, "date_unreal");
    }
    for name in ["award", "person", "collective"] {
        errors.say(!record::is_text(fields, name, 64), name, "text_too_long");
    }
    errors.say(!record::is_text(fields, "achievements", ACHIEVEMENTS_MAX), "achievements", "text_too_long");
    errors.say(!record::is_ids(fields, "activities"), "activities", "activities_unreadable");
    let named = fields.get(INITIATIVES).and_then(Value::as_array).map(Vec::len).unwrap_or_default();
    let is_odd = !record::is_ids(fields, INITIATIVES) || named > INITIATIVES_MAX;
    errors.say(is_odd, INITIATIVES, "list_unreadable");
    let named = fields.get(FIGURES).and_then(Value::as_array).map(Vec::len).unwrap_or_default();
    errors.say(!record::is_ids_within(fields, FIGURES, figure::ID_MAX), FIGURES, "list_unreadable");
    errors.say(named > FIGURES_MAX, FIGURES, "figures_too_many");
    errors.say(
        !record::is_ids_within(fields, "attendances", checkin::ATTENDANCE_ID_MAX),
        "attendances",
        "list_unreadable",
    );
    errors.0.extend(evidence::fault(fields).map(|code| FieldError { field: evidence::FIELD, code }));
    errors.0
}
