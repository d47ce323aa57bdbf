//! Giấy mời họp.

use serde_json::{Value, json};

use super::say;
use super::sitting::Sitting;

/// All members are invited; the agenda is a point a line.
pub fn data(sitting: &Sitting) -> Value {
    let session = &sitting.session;
    let lines = session.agenda.lines().map(str::trim).filter(|line| !line.is_empty());
    let invited = session.members.iter().map(|member| {
        let named = sitting.named(&member.person);
        let name = if named.name.is_empty() { String::new() } else { format!("Đồng chí {}", named.name) };
        json!({ "name": say::post(&name, &say::post(&named.post, sitting.seat(member))) })
    });
    let mut data = sitting.data();
    if !session.members.is_empty() {
        data.insert("invited".into(), invited.collect());
    }
    data.insert("agenda".into(), lines.map(|line| json!({ "text": line })).collect());
    data.insert("materials".into(), json!([]));
    Value::Object(data)
}
