//! Whatever stands in data or in a template, the document is well formed and nothing panics.

mod common;

use proptest::prelude::*;
use serde_json::{Value, json};
use thidua_papers::docx::docx;
use thidua_papers::fill::fill;
use thidua_papers::template::read;

/// Texts with what XML forbids or means something in it.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[\\x00-\\x1f<>&\"'\\]{}*\\\\./;\u{7f}-\u{9f}\u{fffe}\u{ffff}ăđẾ]{0,12}"]
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        text().prop_map(Value::from)
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        let key = prop_oneof!["name|award|items|count|post|text", text()];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(key, inner, 0..4).prop_map(|map| map.into_iter().collect()),
        ]
    })
}

/// Puts the value in place of some part of the sample.
fn put(sample: &mut Value, at: usize, new: Value) {
    let mut left = at;
    let mut queue = vec![sample];
    while let Some(value) = queue.pop() {
        if left == 0 {
            *value = new;
            return;
        }
        left -= 1;
        match value {
            Value::Array(rows) => queue.extend(rows),
            Value::Object(members) => queue.extend(members.values_mut()),
            _ => {}
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_data_gives_a_well_formed_document(name in prop::sample::select(&common::NAMES[..]), at in 0..60usize, new in value()) {
        let mut data = common::sample(name);
        put(&mut data, at, new);
        common::well_formed(&docx(&fill(&common::template(name), &data).paper));
    }

    #[test]
    fn any_line_is_read_or_refused(line in text()) {
        let template = json!({
            "kind": "ballot",
            "head": { "body": line, "type_name": line, "subject": line, "code": line, "place": line },
            "body": [{ "section": line }, { "article": line }, { "clause": line }, { "point": line }, { "ground": line }],
            "recipients": [line], "sign": [{ "lines": [line], "name": line }],
            "annexes": [{ "label": line, "title": line, "note": line, "body": [{ "dotted": 1 }] }],
            "ending": "./.",
        });
        if let Ok(template) = read(&template.to_string()) {
            common::well_formed(&docx(&fill(&template, &json!({ "number": line })).paper));
        }
    }
}
