//! Bản tóm tắt thành tích: what somebody was given, how they were rated, and their initiatives.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::achievements::Line;
use super::sitting::Office;

pub struct Summary {
    /// The unit of whom it is about.
    pub office: Office,
    pub name: String,
    pub post: String,
    /// Empty of a collective.
    pub unit: String,
    pub by_day: NaiveDate,
    /// Oldest first.
    pub titles: Vec<Line>,
    pub commendations: Vec<Line>,
    pub grades: Vec<Line>,
    pub initiatives: Vec<Initiative>,
}

pub struct Initiative {
    pub name: String,
    pub reach: String,
    pub used: String,
}

pub fn data(summary: &Summary) -> Value {
    let mut data = summary.office.data("");
    data.insert("person".into(), json!({ "name": summary.name, "post": summary.post, "unit": summary.unit }));
    data.insert("by_day".into(), json!(summary.by_day.to_string()));
    let lines = |lines: &[Line], what: &str| -> Value {
        let line = |line: &Line| json!({ "year": line.year, what: line.what, "decision": line.decision });
        lines.iter().map(line).collect()
    };
    data.insert("titles".into(), lines(&summary.titles, "award"));
    data.insert("commendations".into(), lines(&summary.commendations, "award"));
    data.insert("grades".into(), lines(&summary.grades, "grade"));
    let one = |one: &Initiative| json!({ "name": one.name, "reach": one.reach, "used": one.used });
    data.insert("initiatives".into(), summary.initiatives.iter().map(one).collect());
    Value::Object(data)
}
