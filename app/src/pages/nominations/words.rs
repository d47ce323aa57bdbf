//! How nominations read: names of grounds, levels and fields, titles of records and drafts, values of a field.

use serde_json::Value;
use thidua_domain::activity::{self, Activity};
use thidua_domain::date::When;
use thidua_domain::evidence;
use thidua_domain::history::Subject;
use thidua_domain::nomination::{Kind, Nomination, course};
use thidua_domain::org::{self, Person, Unit};
use thidua_domain::plan::{self, Award, AwardClass};
use thidua_domain::record::{self, State};
use thidua_sync::command::Fields;

use super::{detail, figures};
use crate::components::status::ItemState;
use crate::pages::awards::initiatives;
use crate::state::App;
use crate::text::t;

/// Who is put forward, and for what: the two lines by which people know a nomination.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Title {
    pub nominee: String,
    pub award: String,
}

pub fn kind_name(kind: Kind) -> String {
    match kind {
        Kind::CongTrang => t!("ground-cong-trang"),
        Kind::DotXuat => t!("ground-dot-xuat"),
        Kind::ChuyenDe => t!("ground-chuyen-de"),
        Kind::CongHien => t!("ground-cong-hien"),
        Kind::NienHan => t!("ground-nien-han"),
        Kind::DoiNgoai => t!("ground-doi-ngoai"),
    }
}

pub fn class_name(class: AwardClass) -> String {
    match class {
        AwardClass::Title => t!("award-class-title"),
        AwardClass::Form => t!("award-class-form"),
    }
}

/// The level of an award as its catalogue writes it.
pub fn level_name(level: &str) -> String {
    match level {
        "unit" => t!("level-unit"),
        "ministry" => t!("level-ministry"),
        "government" => t!("level-government"),
        "state" => t!("level-state"),
        other => other.to_owned(),
    }
}

/// A field's name, as on the form.
pub fn field_name(field: &str) -> String {
    match field {
        "award" => t!("nomination-field-award"),
        "person" => t!("nomination-field-person"),
        "collective" => t!("nomination-field-collective"),
        "kind" => t!("nomination-field-kind"),
        "from" => t!("nomination-field-from"),
        "to" => t!("nomination-field-to"),
        "achievements" => t!("nomination-field-achievements"),
        "activities" => t!("nomination-field-activities"),
        "attendances" => t!("attended-field"),
        "evidence" => t!("nomination-field-evidence"),
        "initiatives" => t!("nomination-field-initiatives"),
        "figures" => t!("nomination-field-figures"),
        other => other.to_owned(),
    }
}

/// Follows award, person and unit.
pub fn title_of(app: App, record: &Nomination) -> Title {
    Title {
        nominee: nominee_name(app, record.person.as_deref(), record.collective.as_deref()),
        award: award_name(app, &record.award),
    }
}

/// The same of a draft; says what is not chosen yet.
pub fn title_of_draft(app: App, fields: &Fields) -> Title {
    let chosen = |name| Some(record::text(fields, name)).filter(|id| !id.is_empty());
    let award = chosen("award").map_or_else(|| t!("nomination-no-award"), |id| award_name(app, id));
    Title { nominee: nominee_name(app, chosen("person"), chosen("collective")), award }
}

fn nominee_name(app: App, person: Option<&str>, collective: Option<&str>) -> String {
    match (person, collective) {
        (Some(person), _) => person_name(app, person),
        (None, Some(unit)) => unit_name(app, unit),
        (None, None) => t!("nomination-no-nominee"),
    }
}

/// A person's name. People of units that the reader does not see have none here.
pub fn person_name(app: App, id: &str) -> String {
    app.row::<Person>(org::PERSON, id).map_or_else(|| t!("person-elsewhere"), |person| person.full_name())
}

fn award_name(app: App, id: &str) -> String {
    app.row::<Award>(plan::AWARD, id).map_or_else(|| id.to_owned(), |award| award.name)
}

pub fn unit_name(app: App, id: &str) -> String {
    app.row::<Unit>(org::UNIT, id).map_or_else(|| id.to_owned(), |unit| unit.name)
}

pub fn subject_name(app: App, subject: &Subject) -> String {
    match subject {
        Subject::Person(id) => person_name(app, id),
        Subject::Collective(id) => unit_name(app, id),
    }
}

/// Post and unit: they tell two people of one name apart.
pub fn person_detail(app: App, person: &Person) -> String {
    let unit = app.row::<Unit>(org::UNIT, &person.unit).map(|unit| unit.short);
    [Some(person.post.clone()), unit]
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

/// The state of a record as its list shows it.
pub fn item_state(record: &Nomination, pending: bool, has_conflict: bool) -> ItemState {
    match record.state {
        _ if has_conflict => ItemState::Attention,
        _ if pending => ItemState::Waiting,
        State::Sent => ItemState::Sent,
        State::Confirmed => ItemState::Confirmed,
        State::Returned => ItemState::Returned,
        State::Withdrawn => ItemState::Withdrawn,
    }
}

/// The period as it is read: `01/10/2021 – 30/9/2022`; empty without any date.
pub fn period_text(from: Option<When>, to: Option<When>) -> String {
    match (from, to) {
        (Some(from), Some(to)) if from == to => from.to_string(),
        (Some(from), Some(to)) => format!("{from} – {to}"),
        (Some(from), None) => t!("nomination-period-from", date = from.to_string()),
        (None, Some(to)) => t!("nomination-period-to", date = to.to_string()),
        (None, None) => String::new(),
    }
}

/// A stored value of a field as people read it, for the two sides of a conflict.
pub fn value_text(app: App, field: &str, value: &Value) -> String {
    let text = value.as_str().unwrap_or_default();
    match field {
        "award" if !text.is_empty() => award_name(app, text),
        "person" if !text.is_empty() => person_name(app, text),
        "collective" if !text.is_empty() => unit_name(app, text),
        "kind" => thidua_sync::body::typed(value).map_or_else(|_| t!("value-none"), kind_name),
        "from" | "to" => text.parse::<When>().map_or_else(|_| t!("value-none"), |when| when.to_string()),
        "activities" => activity_titles(app, value),
        "attendances" => t!("attended-count", count = value.as_array().map_or(0, Vec::len)),
        evidence::FIELD => t!("evidence-names", count = evidence::pieces(value).len()),
        "initiatives" => match initiatives::ids(Some(value)) {
            ids if ids.is_empty() => t!("value-none"),
            ids => ids.join("\n"),
        },
        "figures" => match initiatives::ids(Some(value)) {
            ids if ids.is_empty() => t!("value-none"),
            ids => figures::titles(app, &ids),
        },
        _ if text.is_empty() => t!("value-none"),
        _ => text.to_owned(),
    }
}

/// The way that a nomination had come, step by step.
pub fn course_text(app: App, value: &Value) -> String {
    let lines = detail::course::lines(app, &course::of(Some(value)));
    let lines: Vec<String> = lines.into_iter().map(|(what, detail)| format!("{what} – {detail}")).collect();
    if lines.is_empty() { t!("value-none") } else { lines.join("\n") }
}

/// All that is written in a draft, as plain text.
pub fn plain(app: App, fields: &Fields) -> String {
    let written = thidua_domain::nomination::SPEC.fields.iter().filter_map(|name| Some((*name, fields.get(*name)?)));
    let line = |(name, value)| format!("{}: {}", field_name(name), value_text(app, name, value));
    written.map(line).collect::<Vec<_>>().join("\n")
}

fn activity_titles(app: App, value: &Value) -> String {
    let ids = value.as_array().map_or(&[][..], Vec::as_slice).iter().filter_map(Value::as_str);
    let title = |id: &str| app.row::<Activity>(activity::TABLE, id).map_or_else(|| id.to_owned(), |found| found.title);
    let titles: Vec<String> = ids.map(title).collect();
    if titles.is_empty() { t!("value-none") } else { titles.join("\n") }
}

/// Whether a draft is one of nominations, new or of an edit.
pub fn is_nomination_form(form: &str) -> bool {
    form.starts_with("nomination")
}

/// Where a draft of a nomination is written on.
pub fn draft_href(id: &str) -> String {
    format!("/de-nghi/{}/sua", id.strip_prefix("e-").unwrap_or(id))
}
