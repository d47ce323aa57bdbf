//! Báo cáo thành tích of a person or collective that is nominated.

use serde_json::{Value, json};
use thidua_domain::org::Person;
use thidua_domain::plan::{Award, AwardClass};

use super::say;
use super::sitting::Office;

/// What is known of a nomination and of whom it puts forward.
pub struct Report {
    /// The nominee's unit, or the collective itself.
    pub office: Office,
    pub whom: Whom,
    pub award: Option<Award>,
    /// None where the nomination has no period.
    pub year: Option<i32>,
    /// What the author wrote.
    pub achievements: String,
    /// Ratings and awards that this device knows, oldest first.
    pub grades: Vec<Line>,
    pub titles: Vec<Line>,
    pub commendations: Vec<Line>,
}

/// Whom it is about.
pub enum Whom {
    Person(Person),
    Collective,
}

/// A row of a table: the year, what it was, and number and day of the decision.
pub struct Line {
    pub year: i32,
    pub what: String,
    pub decision: String,
}

impl Report {
    pub fn name(&self) -> String {
        match &self.whom {
            Whom::Person(person) => person.full_name(),
            Whom::Collective => self.office.name.clone(),
        }
    }
}

/// Life, duties and training of a person the rows do not hold, nor what a collective is like and how it got there.
pub fn data(report: &Report) -> Value {
    let award = report.award.as_ref().map(|award| match award.class {
        AwardClass::Title => format!("tặng danh hiệu “{}”", award.name),
        AwardClass::Form => format!("tặng {}", award.name),
    });
    let mut data = report.office.data("");
    data.insert("award".into(), json!(award));
    data.insert("season".into(), json!(report.year.map(say::season)));
    match &report.whom {
        Whom::Person(person) => data.insert("person".into(), of_person(person, &report.office.name)),
        Whom::Collective => data.insert("collective".into(), json!({ "name": report.office.name })),
    };
    data.insert("results".into(), json!(report.achievements));
    if !report.grades.is_empty() {
        data.insert("grades".into(), lines(&report.grades, "grade"));
    }
    data.insert("titles".into(), lines(&report.titles, "award"));
    data.insert("commendations".into(), lines(&report.commendations, "award"));
    Value::Object(data)
}

fn of_person(person: &Person, unit: &str) -> Value {
    let gender = match person.gender.as_deref() {
        Some("nu") => "nữ",
        Some("nam") => "nam",
        _ => "",
    };
    json!({ "name": person.full_name(), "gender": gender, "unit": unit, "post": person.post })
}

fn lines(lines: &[Line], what: &str) -> Value {
    let line = |line: &Line| json!({ "year": line.year, what: line.what, "decision": line.decision });
    lines.iter().map(line).collect()
}
