//! Biên bản họp Hội đồng.

use serde_json::{Value, json};
use thidua_domain::council::rows::{Member, Method};

use super::sitting::{Heard, Sitting, votes};

/// What was reported the rows do not hold: a gap. What the secretary wrote is the conclusion, notes are the discussion.
pub fn data(sitting: &Sitting) -> Value {
    let session = &sitting.session;
    let counted = sitting.counted();
    let is_secret = |heard: &&Heard| heard.outcome.as_ref().is_some_and(|one| one.method == Method::Confidential);
    let mut data = sitting.data();
    data.insert("quorum_met".into(), json!(session.quorum.reached));
    data.insert("guests".into(), json!([]));
    data.insert("opinions".into(), sitting.heard.iter().flat_map(opinions).collect());
    data.insert("secret".into(), json!(!counted.is_empty() && counted.iter().all(is_secret)));
    data.insert("votes".into(), votes(&counted));
    data.insert("conclusion".into(), json!(session.minutes));
    if !session.members.is_empty() {
        data.insert("attending".into(), session.members.iter().filter_map(|one| attending(sitting, one)).collect());
        data.insert("absent".into(), session.members.iter().filter_map(|one| absent(sitting, one)).collect());
    }
    Value::Object(data)
}

fn attending(sitting: &Sitting, member: &Member) -> Option<Value> {
    let named = sitting.named(&member.person);
    if sitting.is_there(member) {
        return Some(json!({ "name": named.name, "post": named.post, "role": sitting.seat(member) }));
    }
    let proxy = sitting.deputy(member)?;
    let deputy = sitting.named(&proxy.deputy);
    let role = format!("dự thay đồng chí {} theo {}", named.name, proxy.paper);
    Some(json!({ "name": deputy.name, "post": deputy.post, "role": role }))
}

fn absent(sitting: &Sitting, member: &Member) -> Option<Value> {
    let named = sitting.named(&member.person);
    let is_away = !sitting.is_there(member);
    let reason = sitting.deputy(member).map(|proxy| {
        let deputy = sitting.named(&proxy.deputy).name;
        format!("ủy quyền cho đồng chí {deputy}")
    });
    is_away.then(|| json!({ "name": named.name, "post": named.post, "reason": reason }))
}

fn opinions(heard: &Heard) -> impl Iterator<Item = Value> {
    let about = &heard.case.nominee.name;
    heard.notes.iter().map(move |(who, words)| {
        let who = if who.name.is_empty() {
            "Thành viên Hội đồng".to_owned()
        } else {
            format!("Đồng chí {}", who.name)
        };
        json!({ "text": format!("{who}, về hồ sơ của {about}: {}", words.trim()) })
    })
}
