//! How activities read: kinds, units of count, moments, states, and the value of every field.

use serde_json::Value;
use thidua_domain::activity::{Activity, Kind, Part, Spot};
use thidua_domain::date::{self, When};
use thidua_domain::evidence;
use thidua_domain::format;
use thidua_domain::org::{self, Unit};
use thidua_domain::plan::{self, Campaign, Indicator, Movement, Task};
use thidua_domain::record::{self, State};
use thidua_sync::Millis;
use thidua_sync::client::NotPlanned;
use thidua_sync::command::Fields;

use crate::browser::time;
use crate::components::status::{ItemState, Saved};
use crate::pages::moments;
use crate::state::{App, NotTaken, editor};
use crate::store::StoreError;
use crate::text::t;

pub fn kind_name(kind: Kind) -> String {
    match kind {
        Kind::Professional => t!("kind-professional"),
        Kind::Ethics => t!("kind-ethics"),
        Kind::OfficeCulture => t!("kind-office-culture"),
        Kind::Reform => t!("kind-reform"),
        Kind::Charity => t!("kind-charity"),
        Kind::Other => t!("kind-other"),
    }
}

/// What an indicator counts.
pub fn count_unit(unit: &str) -> String {
    match unit {
        "viec" => t!("unit-viec"),
        "dong" => t!("unit-dong"),
        "van_ban" => t!("unit-van-ban"),
        "don_thu" => t!("unit-don-thu"),
        "ban_an" => t!("unit-ban-an"),
        other => other.to_owned(),
    }
}

/// A field's name, as on its form.
pub fn field_name(field: &str) -> String {
    match field {
        "title" => t!("activity-field-title"),
        "kind" => t!("activity-field-kind"),
        "campaign" => t!("activity-field-campaign"),
        "movement" => t!("activity-field-movement"),
        "task" => t!("activity-field-task"),
        "date" => t!("activity-field-date"),
        "place" => t!("activity-field-place"),
        "spot" => t!("activity-field-spot"),
        "text" => t!("activity-field-text"),
        "people" => t!("activity-field-people"),
        "outside" => t!("activity-field-outside"),
        "results" => t!("activity-field-results"),
        "evidence" => t!("activity-field-evidence"),
        "attendances" => t!("attended-field"),
        "unit" => t!("activity-field-unit"),
        other => other.to_owned(),
    }
}

/// Clock time, with the day when it is not today's.
pub fn moment(at: Millis) -> String {
    moments::moment(at, time::now())
}

/// Clock time with seconds: `12:04:31`.
pub fn clock(at: Millis) -> String {
    format!("{}:{:02}", date::clock(at), at.div_euclid(1_000).rem_euclid(60))
}

/// How a draft stands, for the mark beside its form.
pub fn saved(saved: editor::Saved) -> Saved {
    match saved {
        editor::Saved::Nothing => Saved::Untouched,
        editor::Saved::Waiting => Saved::Saving,
        editor::Saved::At(at) => Saved::At(clock(at)),
        editor::Saved::Failed(why) => Saved::Failed(why_not(&why)),
    }
}

/// A draft by what it says: its title, else the first words of its text.
pub fn draft_title(fields: &Fields) -> String {
    let title = record::text(fields, "title");
    let text = record::text(fields, "text");
    match (title, text) {
        ("", "") => t!("activity-untitled"),
        ("", text) => {
            let mut words: String = text.chars().take(60).collect();
            if words.len() < text.len() {
                words.push('…');
            }
            words
        }
        (title, _) => title.to_owned(),
    }
}

/// The state that a list shows. `attention`: something about it was refused, or two versions wait for a choice.
pub fn item_state(record: &Activity, pending: bool, attention: bool) -> ItemState {
    match record.state {
        _ if attention => ItemState::Attention,
        _ if pending => ItemState::Waiting,
        State::Sent => ItemState::Sent,
        State::Confirmed => ItemState::Confirmed,
        State::Returned => ItemState::Returned,
        State::Withdrawn => ItemState::Withdrawn,
    }
}

/// Why something is not on the device, and what to do.
pub fn why_not(why: &NotTaken) -> String {
    match why {
        NotTaken::Store(StoreError::Quota) => t!("not-taken-quota"),
        NotTaken::Store(StoreError::Stale) => t!("not-taken-stale"),
        NotTaken::Store(StoreError::Absent) => t!("memory-title"),
        NotTaken::Store(StoreError::Broken(words)) => t!("not-taken-broken", why = words),
        NotTaken::Plan(NotPlanned::OutboxFull) => t!("not-taken-outbox-full"),
        NotTaken::Plan(NotPlanned::TooLong) => t!("not-taken-too-long"),
        NotTaken::Plan(NotPlanned::Changed) => t!("not-taken-changed"),
        NotTaken::Plan(NotPlanned::Missing) | NotTaken::Store(StoreError::Overtaken) => t!("not-taken-missing"),
        NotTaken::NobodyHere => t!("not-taken-nobody"),
        NotTaken::NoOffice => t!("nomination-no-office"),
        NotTaken::NotReadYet => t!("activity-no-unit"),
    }
}

/// A stored value of a field, as people read it; says so when it is empty.
pub fn value_text(app: App, field: &str, value: &Value) -> String {
    let words = match (field, value) {
        ("kind", _) => serde_json::from_value(value.clone()).map(kind_name).ok(),
        ("date", Value::String(text)) => {
            Some(text.parse::<When>().map_or_else(|_| text.clone(), |when| when.to_string()))
        }
        ("campaign", Value::String(id)) => Some(campaign_name(app, id)),
        ("movement", Value::String(id)) => Some(movement_name(app, id)),
        ("task", Value::String(id)) => Some(task_name(app, id)),
        ("people", Value::Array(ids)) => {
            let names: Vec<String> = ids.iter().filter_map(Value::as_str).map(|id| app.name_of(id)).collect();
            Some(names.join(", "))
        }
        ("attendances", Value::Array(ids)) => Some(t!("attended-count", count = ids.len())),
        ("evidence", Value::Array(_)) => {
            let names = evidence::pieces(value).into_iter().map(|piece| match piece.caption.is_empty() {
                true => t!("evidence-photo"),
                false => piece.caption,
            });
            Some(names.collect::<Vec<_>>().join(", "))
        }
        ("spot", Value::Object(_)) => serde_json::from_value::<Spot>(value.clone()).ok().map(|spot| spot.to_string()),
        ("results", Value::Array(parts)) => {
            let parts = parts.iter().filter_map(|part| serde_json::from_value::<Part>(part.clone()).ok());
            let lines: Vec<String> = parts.map(|part| result_text(app, &part)).collect();
            Some(lines.join("\n"))
        }
        (_, Value::String(text)) => Some(text.clone()),
        _ => None,
    };
    words.filter(|words| !words.trim().is_empty()).unwrap_or_else(|| t!("activity-value-none"))
}

/// `Số tiền thi hành xong (đồng): 4.850.000.000 đồng`.
fn result_text(app: App, part: &Part) -> String {
    let (name, unit) = counted(app, &part.indicator);
    format!("{name}: {} {unit}", format::grouped(part.number))
}

/// What is counted toward an indicator, and in which unit.
pub fn counted(app: App, indicator: &str) -> (String, String) {
    let found: Option<Indicator> = app.row(plan::INDICATOR, indicator);
    found.map_or_else(
        || (indicator.to_owned(), String::new()),
        |indicator| (indicator.numerator.clone(), count_unit(&indicator.unit)),
    )
}

pub fn campaign_name(app: App, id: &str) -> String {
    app.row::<Campaign>(plan::CAMPAIGN, id).map_or_else(|| id.to_owned(), |found| found.name)
}

pub fn movement_name(app: App, id: &str) -> String {
    app.row::<Movement>(plan::MOVEMENT, id).map_or_else(|| id.to_owned(), |found| found.name)
}

pub fn task_name(app: App, id: &str) -> String {
    app.row::<Task>(plan::TASK, id).map_or_else(|| id.to_owned(), |found| found.title)
}

pub fn unit_name(app: App, id: &str) -> String {
    app.row::<Unit>(org::UNIT, id).map_or_else(|| id.to_owned(), |found| found.name)
}
