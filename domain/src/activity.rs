//! Activities (hoạt động): what was done, where and when, by whom, and what it counts toward.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use thidua_sync::Millis;
use thidua_sync::body;
use thidua_sync::command::Fields;

use crate::checkin;
use crate::date::When;
use crate::evidence;
use crate::policy::Act;
use crate::record::{self, Errors, FieldError, Spec, State};

pub const TABLE: &str = "activity";
/// The form in which drafts of this version are written.
pub const FORM: &str = "activity@1";
/// Longest title, in characters.
pub const TITLE_MAX: usize = 300;
/// Longest text, in characters.
pub const TEXT_MAX: usize = 20_000;

pub const SPEC: Spec = Spec {
    table: TABLE,
    form: FORM,
    fields: &[
        "title",
        "kind",
        "date",
        "place",
        "spot",
        "text",
        "movement",
        "campaign",
        "task",
        "people",
        "outside",
        "results",
        "evidence",
        "attendances",
    ],
    check,
    shape,
    reads: |record| body::typed::<Activity>(record).is_ok(),
    send_back: Act::ReturnActivity,
    submit: Act::Submit,
    shared: false,
};

/// An activity as it is stored. Missing fields are empty.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Activity {
    pub unit: String,
    pub author: String,
    pub state: State,
    pub title: String,
    #[serde(default)]
    pub kind: Option<Kind>,
    #[serde(default)]
    pub date: Option<When>,
    #[serde(default)]
    pub place: String,
    /// Where the device was, when its author asked for that.
    #[serde(default)]
    pub spot: Option<Spot>,
    #[serde(default)]
    pub text: String,
    #[serde(default)]
    pub movement: Option<String>,
    #[serde(default)]
    pub campaign: Option<String>,
    #[serde(default)]
    pub task: Option<String>,
    /// Ids of people of the system.
    #[serde(default)]
    pub people: Vec<String>,
    /// Names of others who took part.
    #[serde(default)]
    pub outside: String,
    #[serde(default)]
    pub results: Vec<Part>,
    /// Each a [`crate::evidence::Piece`].
    #[serde(default)]
    pub evidence: Vec<String>,
    /// Check-ins that bear it out, by [`crate::checkin::attendance_id`].
    #[serde(default)]
    pub attendances: Vec<String>,
    /// The server's clock when it was last sent.
    pub sent_at: Millis,
    #[serde(default)]
    pub decided_by: Option<String>,
    #[serde(default)]
    pub decided_at: Option<Millis>,
    /// Why it was returned.
    #[serde(default)]
    pub reason: Option<String>,
}

/// Whether a record may tell of the same activity as a form does: the same day and kind, and somebody took part in both.
/// Who writes took part. A hint for people, no rule.
pub fn may_be_same(fields: &Fields, writer: &str, record: &Activity) -> bool {
    let read = |name: &str| fields.get(name).cloned().unwrap_or_default();
    let date = serde_json::from_value::<When>(read("date")).ok().filter(|date| matches!(date, When::Day(_)));
    let kind = serde_json::from_value::<Kind>(read("kind")).ok();
    if record.state == State::Withdrawn
        || date.is_none()
        || date != record.date
        || kind.is_none()
        || kind != record.kind
    {
        return false;
    }
    let there = |person: &str| record.author == person || record.people.iter().any(|other| other == person);
    there(writer) || read("people").as_array().is_some_and(|all| all.iter().filter_map(Value::as_str).any(there))
}

/// A place on the earth (WGS 84), as a device found it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spot {
    /// Millionths of a degree, north positive.
    pub lat: i64,
    /// Millionths of a degree, east positive.
    pub lon: i64,
    /// Radius in metres within which the device is with a probability of 95 %.
    pub acc: u32,
}

impl Spot {
    pub fn is_real(self) -> bool {
        (-90_000_000..=90_000_000).contains(&self.lat) && (-180_000_000..=180_000_000).contains(&self.lon)
    }
}

/// As maps read it: degrees with a point, latitude first, then how exact it is.
impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let degrees = |millionths: i64| {
            let sign = if millionths < 0 { "-" } else { "" };
            let size = millionths.unsigned_abs();
            format!("{sign}{}.{:06}", size / 1_000_000, size % 1_000_000)
        };
        write!(f, "{}, {} (±{} m)", degrees(self.lat), degrees(self.lon), self.acc)
    }
}

/// What an activity adds to an indicator, in the indicator's own unit (việc, đồng, lượt).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    pub indicator: String,
    #[serde(rename = "num")]
    pub number: i64,
}

/// The kinds that the plan names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Kết quả chuyên môn.
    Professional,
    /// Học tập, chuẩn mực đạo đức.
    Ethics,
    /// Văn hóa công sở.
    OfficeCulture,
    /// Cải cách hành chính, chuyển đổi số.
    Reform,
    /// Xã hội, nhân đạo, từ thiện.
    Charity,
    Other,
}

impl Kind {
    pub const ALL: [Kind; 6] =
        [Kind::Professional, Kind::Ethics, Kind::OfficeCulture, Kind::Reform, Kind::Charity, Kind::Other];

    /// The stored name, which is also the key of its text.
    pub fn id(self) -> &'static str {
        match self {
            Kind::Professional => "professional",
            Kind::Ethics => "ethics",
            Kind::OfficeCulture => "office_culture",
            Kind::Reform => "reform",
            Kind::Charity => "charity",
            Kind::Other => "other",
        }
    }
}

/// What keeps an activity from being sent. The form shows it; the server refuses by it.
pub fn check(fields: &Fields) -> Vec<FieldError> {
    let mut errors = Errors::default();
    errors.say(record::text(fields, "title").is_empty(), "title", "title_missing");
    errors.say(!record::is_given(fields, "kind"), "kind", "kind_missing");
    errors.say(record::text(fields, "date").is_empty(), "date", "date_missing");
    errors.0.extend(shape(fields));
    errors.0
}

/// What is wrong with the fields that are there: another type, too long, no date.
pub fn shape(fields: &Fields) -> Vec<FieldError> {
    let mut errors = Errors::default();
    let kind = fields.get("kind").filter(|_| record::is_given(fields, "kind"));
    errors.say(kind.is_some_and(|kind| body::typed::<Kind>(kind).is_err()), "kind", "kind_unknown");
    errors.say(!record::is_when(fields, "date"), "date", "date_unreal");
    for (name, most) in [("title", TITLE_MAX), ("place", TITLE_MAX), ("outside", 2_000), ("text", TEXT_MAX)] {
        errors.say(!record::is_text(fields, name, most), name, "text_too_long");
    }
    for name in ["movement", "campaign", "task"] {
        errors.say(!record::is_text(fields, name, 64), name, "text_too_long");
    }
    errors.say(!record::is_ids(fields, "people"), "people", "people_unreadable");
    errors.say(
        !record::is_ids_within(fields, "attendances", checkin::ATTENDANCE_ID_MAX),
        "attendances",
        "list_unreadable",
    );
    errors.say(!is_spot(fields.get("spot")), "spot", "spot_unreal");
    errors.0.extend(evidence::fault(fields).map(|code| FieldError { field: evidence::FIELD, code }));
    errors.say(!are_results(fields.get("results")), "results", "result_not_a_number");
    errors.0
}

/// Whether a field is absent, null, or a spot on the earth.
pub fn is_spot(spot: Option<&Value>) -> bool {
    let Some(spot) = spot.filter(|value| !value.is_null()) else { return true };
    body::typed::<Spot>(spot).is_ok_and(Spot::is_real)
}

fn are_results(results: Option<&Value>) -> bool {
    let Some(results) = results.filter(|value| !value.is_null()) else { return true };
    let parts: Result<Vec<Part>, _> = body::typed(results);
    parts.is_ok_and(|parts| {
        parts.len() <= 50 && parts.iter().all(|part| (0..=1_000_000_000_000_000).contains(&part.number))
    })
}
