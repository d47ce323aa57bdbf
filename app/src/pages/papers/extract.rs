//! Giấy xác nhận khen thưởng: what a published decision gives one person or collective, for their file.

use serde_json::{Value, json};
use thidua_domain::council::rows::{Decision, Entry};
use thidua_domain::format;
use thidua_domain::plan::Award;

use super::say;
use super::sitting::Office;

pub struct Extract {
    pub office: Office,
    pub decision: Decision,
    pub number: String,
    /// Post and unit of whom it is about.
    pub post: String,
    /// As it stands after corrections.
    pub given: Vec<(Option<Award>, Entry)>,
}

/// Who signs the paper, its number and its day the rows do not hold: they are not the decision's.
pub fn data(extract: &Extract) -> Value {
    let decision = &extract.decision;
    let mut data = extract.office.data(&decision.place);
    data.insert(
        "decision".into(),
        json!({ "number": extract.number, "day": decision.day.map(|day| day.to_string()), "title": say::lower(&decision.title) }),
    );
    if let Some(office) = data.get_mut("office") {
        office["code"] = json!(say::numbered(&extract.number).1);
    }
    let head = decision.signer.as_ref().and_then(|signer| say::head(&signer.post));
    data.insert("authority".into(), json!(head));
    let name = extract.given.first().map(|(_, entry)| entry.name.clone());
    data.insert("who".into(), json!({ "name": name, "post": extract.post }));
    let one = |(award, entry): &(Option<Award>, Entry)| {
        let money = entry.due().map(format::grouped);
        json!({ "award": say::award(award.as_ref()), "season": say::season(entry.year), "money": money })
    };
    data.insert("given".into(), extract.given.iter().map(one).collect());
    if extract.given.len() > 1 {
        let paid = extract.given.iter().filter(|(_, entry)| entry.pays).map(|(_, entry)| entry.due());
        let sum = paid.sum::<Option<i64>>().map(|sum| format!("{} đồng", format::grouped(sum)));
        data.insert("money_total".into(), json!(sum));
    }
    Value::Object(data)
}

/// The data with the address that its code says.
pub fn with_link(mut data: Value, link: String) -> Value {
    data["link"] = json!(link);
    data
}
