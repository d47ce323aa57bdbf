//! Tờ trình: what passed and a body above the unit decides.

use serde_json::{Value, json};

use super::say;
use super::sitting::{Sitting, awards, total};

/// To whom it goes and who signs the rows do not hold.
pub fn data(sitting: &Sitting) -> Value {
    let above = sitting.above();
    let mut data = sitting.data();
    let grounds = say::grounds(&sitting.basis);
    if !grounds.is_empty() {
        data.insert("grounds".into(), grounds.into_iter().map(|text| json!({ "text": text })).collect());
    }
    if let Some(council) = data.get_mut("council") {
        council["result"] = json!(result(sitting));
    }
    data.insert("awards".into(), awards(&above, |heard| json!({ "name": heard.case.nominee.name })));
    data.insert("total".into(), total(above.iter().map(|heard| heard.is_person())));
    data.insert("attachments".into(), json!([{ "text": "Danh sách đề nghị khen thưởng" }]));
    Value::Object(data)
}

/// The smallest share of those that are proposed.
fn result(sitting: &Sitting) -> Option<String> {
    let above = sitting.above();
    let outcomes = above.iter().filter_map(|heard| heard.outcome.as_ref());
    let least = outcomes.min_by_key(|outcome| u64::from(outcome.yes) * 10_000 / u64::from(outcome.base.max(1)))?;
    let share = say::share(least.yes, least.base);
    Some(format!(
        "các trường hợp đề nghị đều đạt tỷ lệ phiếu đồng ý từ {share} trở lên, tính trên tổng số {} thành viên Hội đồng.",
        least.base
    ))
}
