//! What the fields of a form become when they are sent: cleaned, and for a record that is sent already only what was
//! changed, with what stood there when the person began.

use serde_json::{Map, Value, json};
use thidua_domain::activity::SPEC;
use thidua_domain::format;
use thidua_sync::command::{Base, Fields};

use crate::pages::drafts;

/// A field of a draft of an edit: the record's seq when it began.
pub const SEQ: &str = "_seq";
/// A field of a draft of an edit: the record's fields when it began.
pub const BASE: &str = "_base";

/// Every field in the shape in which records store it. `compose` gives the composed form of a text (NFC).
pub fn clean(fields: &Fields, compose: impl Fn(&str) -> String) -> Fields {
    let shape = |name: &str| {
        let value = fields.get(name).cloned().unwrap_or(Value::Null);
        match name {
            "title" | "place" | "text" | "outside" => json!(compose(value.as_str().unwrap_or_default().trim())),
            "people" | "evidence" | "attendances" => {
                if value.is_null() {
                    json!([])
                } else {
                    value
                }
            }
            "results" => Value::Array(results(&value)),
            _ if value == "" => Value::Null,
            _ => value,
        }
    };
    SPEC.fields.iter().map(|name| ((*name).to_owned(), shape(name))).collect()
}

/// The lines of results; a number that can be read is one.
pub fn results(value: &Value) -> Vec<Value> {
    let lines = value.as_array().map(Vec::as_slice).unwrap_or_default().iter();
    lines
        .map(|line| match line["num"].as_str().and_then(format::typed) {
            Some(number) => json!({ "indicator": line["indicator"], "num": number }),
            None => line.clone(),
        })
        .collect()
}

/// What a new record is sent with: only what was written.
pub fn written(clean: Fields) -> Fields {
    let is_empty = |value: &Value| value.is_null() || *value == "" || value.as_array().is_some_and(Vec::is_empty);
    clean.into_iter().filter(|(_, value)| !is_empty(value)).collect()
}

/// What a draft of an edit begins with.
pub fn beginning(id: &str, record: &Map<String, Value>, seq: u64) -> Fields {
    let base = own_fields(record);
    let mut fields: Fields = base.clone().into_iter().collect();
    fields.insert(drafts::RECORD.into(), json!(id));
    fields.insert(SEQ.into(), json!(seq));
    fields.insert(BASE.into(), Value::Object(base));
    fields
}

/// The fields of a record that its author writes.
pub fn own_fields(record: &Map<String, Value>) -> Map<String, Value> {
    let own = SPEC.fields.iter().filter_map(|name| Some(((*name).to_owned(), record.get(*name)?.clone())));
    own.filter(|(_, value)| !value.is_null()).collect()
}

/// The changed fields of a draft of an edit, and what they are changed from.
pub fn changes(draft: &Fields, compose: impl Fn(&str) -> String) -> (Base, Fields) {
    let old: Fields = match draft.get(BASE) {
        Some(Value::Object(base)) => base.clone().into_iter().collect(),
        _ => Fields::new(),
    };
    let (new, before) = (clean(draft, &compose), clean(&old, |text| text.to_owned()));
    let changed: Fields = new.into_iter().filter(|(name, value)| before.get(name) != Some(value)).collect();
    let fields = changed.keys().map(|name| (name.clone(), old.get(name).cloned().unwrap_or(Value::Null))).collect();
    let seq = draft.get(SEQ).and_then(Value::as_u64).unwrap_or(0);
    (Base { seq, fields, ..Base::default() }, changed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(value: Value) -> Fields {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn a_new_record_is_sent_with_what_was_written() {
        let draft = fields(
            json!({ "title": " Cưỡng chế ", "kind": "reform", "date": "2022-05-24", "place": "", "campaign": "",
            "people": [], "results": [{ "indicator": "t2b", "num": "4.850.000.000" }] }),
        );
        let sent = written(clean(&draft, |text| text.to_owned()));
        let wanted = json!({ "title": "Cưỡng chế", "kind": "reform", "date": "2022-05-24",
            "results": [{ "indicator": "t2b", "num": 4_850_000_000_i64 }] });
        assert_eq!(json!(sent), wanted);
    }

    #[test]
    fn an_edit_is_sent_with_its_changes_and_what_they_change() {
        let record = json!({ "title": "Cũ", "date": "2022-05", "unit": "u", "state": "sent", "campaign": "d1" });
        let Value::Object(record) = record else { unreachable!() };
        let mut draft = beginning("a-1", &record, 7);
        assert_eq!(changes(&draft, |text| text.to_owned()).1, Fields::new());
        draft.insert("title".into(), json!("Mới"));
        draft.insert("place".into(), json!("TP. Vinh"));
        draft.insert("campaign".into(), json!(""));
        let (base, changed) = changes(&draft, |text| text.to_owned());
        assert_eq!(json!(changed), json!({ "title": "Mới", "place": "TP. Vinh", "campaign": null }));
        assert_eq!(json!(base), json!({ "seq": 7, "fields": { "title": "Cũ", "place": null, "campaign": "d1" } }));
    }
}
