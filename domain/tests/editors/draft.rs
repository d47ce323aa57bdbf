//! A draft over a published set, and what it says otherwise.

use proptest::prelude::*;
use serde_json::{Value, json};
use thidua_domain::rules::RuleSet;
use thidua_domain::rules::diff::changes;
use thidua_domain::rules::draft::{Draft, read, relist, unverified, walk};
use thidua_domain::rules::fields;
use thidua_sync::command::Fields;

use crate::world::{set, sets};

fn typed(fields: Value) -> Fields {
    serde_json::from_value(fields).unwrap()
}

fn draft(fields: Value) -> Draft {
    read(set(2), "r3-b", &typed(fields), &sets()[..2])
}

/// The place of an award's criterion in the third set.
fn at(code: &str) -> String {
    let mut found = String::new();
    walk(&json!(set(2)), "", &mut |at, one| {
        if one["code"] == code && one["need"].is_object() {
            found = at.to_owned();
        }
    });
    found
}

#[track_caller]
fn slips(fields: Value, expected: &[(&str, &str)]) {
    let found = draft(fields).slips;
    let found: Vec<(&str, &str)> = found.iter().map(|slip| (slip.at.as_str(), slip.code)).collect();
    assert_eq!(found, expected);
}

#[test]
fn nothing_typed_is_the_set_under_another_id() {
    let draft = draft(json!({ "_of": "r3-152-2025" }));
    assert_eq!(draft.slips, []);
    assert_eq!(draft.set, Some(RuleSet { id: "r3-b".into(), ..set(2).clone() }));
    assert_eq!(changes(set(2), &draft.set.unwrap()), []);
}

#[test]
fn faults_stand_at_their_fields() {
    let (rating, reach) = (at("ldtt.rating"), at("cstd-cs.initiative"));
    slips(json!({ "/valid_from": "hôm nay" }), &[("/valid_from", "date_unreal")]);
    slips(json!({ "/valid_to": "2024-01-01" }), &[("/valid_to", "validity_backwards")]);
    slips(json!({ "/valid_from": "2025-06-30" }), &[("/valid_from", "validity_overlaps")]);
    slips(json!({ "/basis": [] }), &[("/basis", "basis_missing")]);
    slips(json!({ "/money/round_up_to": "0" }), &[("/money/round_up_to", "rounding_senseless")]);
    slips(json!({ "/ties/women_percent": "101" }), &[("/ties/women_percent", "percent_above_100")]);
    let need = format!("{rating}/need/years");
    slips(json!({ &need: "0" }), &[(need.as_str(), "count_senseless")]);
    slips(json!({ &need: "ba" }), &[(need.as_str(), "rules_number_unreadable")]);
    let article = format!("{reach}/article");
    slips(json!({ &article: " " }), &[(article.as_str(), "article_missing")]);
    let (verified, source) = (format!("{reach}/verified"), format!("{reach}/source"));
    slips(json!({ &verified: "false" }), &[(source.as_str(), "source_missing")]);
    slips(json!({ &verified: "false", &source: "Công văn" }), &[]);
}

#[test]
fn a_shortened_list_takes_what_was_typed_below_it_away() {
    let first = typed(json!({ "/basis/4/name": "Thông tư mới", "/basis/1/name": "Nghị định" }));
    let before = read(set(2), "b", &first, &[]);
    let change = relist(&before, &first, "/basis", |items| drop(items.remove(1)));
    let mut after = first.clone();
    after.extend(change);
    let set = read(set(2), "b", &after, &[]).set.unwrap();
    let names: Vec<&str> = set.basis.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names.len(), 4);
    assert_eq!(names[3], "Thông tư mới");
    assert!(!names.contains(&"Nghị định"));
}

#[test]
fn what_differs_is_told_with_award_and_article() {
    let initiative = at("cstd-cs.initiative");
    let new = draft(json!({ format!("{initiative}/need/reach"): "ministry", "/valid_to": "" })).set.unwrap();
    let found = changes(set(2), &new);
    assert_eq!(found.len(), 2, "{found:?}");
    let of = |name: &str| found.iter().find(|change| change.path.last().unwrap() == name).unwrap();
    let reach = of("reach");
    assert_eq!((reach.award.as_deref(), reach.criterion.as_deref()), (Some("cstd-cs"), Some("cstd-cs.initiative")));
    assert_eq!((&reach.was, &reach.becomes), (&json!("unit"), &json!("ministry")));
    assert!(reach.articles.1.starts_with("Điều 23"));
    assert_eq!((&of("valid_to").was, &of("valid_to").becomes), (&json!("2027-02-28"), &Value::Null));
}

#[test]
fn every_field_that_is_offered_reads_itself_back() {
    for set in sets() {
        let value = json!(set);
        let mut all = Fields::new();
        walk(&value, "", &mut |at, one| {
            for (name, is) in fields::table(&value, at) {
                all.insert(format!("{at}/{name}"), json!(is.shown(name, one.get(*name))));
            }
        });
        assert!(all.len() > 500, "{}", all.len());
        let draft = read(&set, &set.id, &all, &[]);
        assert_eq!(draft.slips, [], "{}", set.id);
        assert_eq!(draft.set.as_ref(), Some(&set));
    }
}

#[test]
fn what_was_not_checked_is_counted() {
    assert_eq!(unverified(set(2)) + 1, {
        let verified = format!("{}/verified", at("cstd-cs.initiative"));
        unverified(&draft(json!({ verified: "false" })).set.unwrap())
    });
}

proptest! {
    #[test]
    fn whatever_is_typed_wherever_is_no_panic(pairs in proptest::collection::vec(("(/[a-z_0-9]{0,12}){0,5}", ".{0,12}"), 0..8)) {
        let fields: Fields = pairs.into_iter().map(|(at, text)| (at, json!(text))).collect();
        let _ = read(set(2), "x", &fields, &[]);
    }

    #[test]
    fn any_text_in_a_known_field_is_read_or_told(at in 0_usize..2_000, text in ".{0,20}") {
        let value = json!(set(2));
        let mut all = Vec::new();
        walk(&value, "", &mut |at, _| all.extend(fields::table(&value, at).iter().map(|(name, _)| format!("{at}/{name}"))));
        let at = &all[at % all.len()];
        let draft = draft(json!({ at: text }));
        prop_assert!(draft.set.is_some());
    }
}
