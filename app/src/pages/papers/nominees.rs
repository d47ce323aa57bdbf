//! Danh sách đề nghị khen thưởng.

use serde_json::{Value, json};

use super::sitting::{Heard, Sitting, awards, total};

/// Longest account that stands in a table as it is, in characters. A longer one is for people to sum up.
const SHORT: usize = 500;

pub fn data(sitting: &Sitting) -> Value {
    let proposed = sitting.proposed();
    let mut data = sitting.data();
    data.insert("awards".into(), awards(&proposed, line));
    data.insert("total".into(), total(proposed.iter().map(|heard| heard.is_person())));
    Value::Object(data)
}

/// An account as it stands in a table; none where it is too long for one.
pub(super) fn merit(account: &str) -> Option<&str> {
    Some(account.trim()).filter(|text| text.chars().count() <= SHORT)
}

fn line(heard: &Heard) -> Value {
    let merit = heard.text("achievements").and_then(merit);
    let votes = heard.outcome.as_ref().map(|outcome| format!("{:02}/{:02}", outcome.yes, outcome.base));
    json!({ "name": heard.case.nominee.name, "post": heard.post(), "merit": merit, "votes": votes })
}
