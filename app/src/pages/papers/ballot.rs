//! Phiếu bầu: the dossiers that wait for a vote.

use serde_json::{Value, json};
use thidua_domain::council::rows::Method;

use super::say;
use super::sitting::{Sitting, awards};

/// Secret unless hands are counted.
pub fn data(sitting: &Sitting) -> Value {
    let due = sitting.due();
    let by_hands = due.iter().any(|heard| heard.method == Some(Method::Hands));
    let mut data = sitting.data();
    data.insert("secret".into(), json!(!by_hands));
    if let Some(session) = data.get_mut("session") {
        session["subject"] = json!(say::capital(&say::subject(sitting.session.year)));
    }
    let line = |heard: &super::sitting::Heard| json!({ "name": heard.case.nominee.name, "post": heard.post() });
    data.insert("awards".into(), awards(&due, line));
    Value::Object(data)
}
