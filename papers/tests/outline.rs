//! Templates line by line, as their editor shows and changes them.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails says so by panicking")]

mod common;

use proptest::prelude::*;
use serde_json::{Value, json};
use thidua_papers::schema::Kind;
use thidua_papers::template::outline::{Part, Slot, What, outline};
use thidua_papers::template::{Wrong, edit, read};

fn value(kind: &str) -> Value {
    serde_json::from_str(&common::template_text(kind)).unwrap()
}

/// All texts of a template that are lines. What its code says is none: it stays as it is, whatever the words are.
fn texts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|one| texts(one, found)),
        Value::Object(map) => {
            let names = ["kind", "ending", "each", "if", "align", "page", "qr"];
            map.iter().filter(|(key, _)| !names.contains(&key.as_str())).for_each(|(_, one)| texts(one, found));
        }
        _ => {}
    }
}

#[test]
fn every_line_of_every_template_is_there_once_and_right() {
    for kind in Kind::ALL {
        let template = value(kind.name());
        let slots = outline(&template);
        let mut lines: Vec<String> =
            slots.iter().filter(|one| one.what.has_text()).map(|one| one.text.clone()).collect();
        let mut expected = Vec::new();
        texts(&template, &mut expected);
        lines.sort();
        expected.sort();
        assert_eq!(lines, expected, "{}", kind.name());
        assert!(slots.iter().all(|slot| slot.wrong.is_none()), "{}", kind.name());
    }
}

fn slot(template: &Value, at: &str) -> Slot {
    outline(template).into_iter().find(|slot| slot.at == at).unwrap()
}

#[test]
fn an_unknown_placeholder_is_told_at_its_line_with_those_that_are_known() {
    let mut template = value("minutes");
    edit::write(&mut template, "/body/0/paragraph", "Họp tại {place}, {session.day:short}");
    let wrong = slot(&template, "/body/0/paragraph");
    assert_eq!(wrong.wrong, Some(Wrong::UnknownField("place".into())));
    assert!(wrong.known.contains(&"session.place".into()) && wrong.known.contains(&"session.day:short".into()));
    assert!(!wrong.known.contains(&"stt".into()) && !wrong.known.contains(&"attending".into()));
    assert_eq!(outline(&template).iter().filter(|slot| slot.wrong.is_some()).count(), 1);
    // In a list its own fields come first.
    let row = outline(&template).into_iter().find(|slot| slot.text.contains("{role}")).unwrap();
    assert_eq!(row.known[2..5], ["name", "post", "role"]);
    assert_eq!((row.part, row.depth, row.what), (Part::Body, 2, What::Block("dash")));
    edit::write(&mut template, "/body/0/paragraph", "Họp {session.day");
    assert_eq!(slot(&template, "/body/0/paragraph").wrong, Some(Wrong::OpenBrace));
}

#[test]
fn blocks_are_moved_taken_away_and_put_in() {
    let mut template = value("submission");
    let first = template["body"][1].clone();
    assert_eq!(edit::shift(&mut template, "/body/1", false).as_deref(), Some("/body/2"));
    assert_eq!(template["body"][2], first);
    assert_eq!(edit::shift(&mut template, "/body/2", true).as_deref(), Some("/body/1"));
    assert_eq!(template, value("submission"));
    assert_eq!(edit::shift(&mut template, "/body/0", true), None);
    assert_eq!(edit::insert(&mut template, "/body/1", Some("clause")).as_deref(), Some("/body/2/clause"));
    edit::write(&mut template, "/body/2/clause", "Nội dung mới");
    assert_eq!(template["body"][2], json!({ "clause": "Nội dung mới" }));
    assert_eq!(edit::insert(&mut template, "/recipients/0", None).as_deref(), Some("/recipients/1"));
    assert_eq!(edit::append(&mut template, "/recipients", None).as_deref(), Some("/recipients/4"));
    assert!(read(&template.to_string()).is_ok());
    edit::recast(&mut template, "/body/2", "clause", "dash");
    assert_eq!(template["body"][2], json!({ "dash": "Nội dung mới" }));
    edit::remove(&mut template, "/recipients/4");
    edit::remove(&mut template, "/recipients/1");
    edit::remove(&mut template, "/body/2");
    assert_eq!(template, value("submission"));
    for nowhere in ["/body/99", "/nothing/0", "", "/", "/body/x"] {
        edit::remove(&mut template, nowhere);
        assert_eq!(edit::insert(&mut template, nowhere, None), None);
    }
    assert_eq!(template, value("submission"));
}

proptest! {
    #[test]
    fn a_line_is_wrong_here_when_reading_finds_it_wrong(text in "[a-z{}*\\\\:. ]{0,16}") {
        let mut template = value("minutes");
        edit::write(&mut template, "/body/1/paragraph", &text);
        let wrong = slot(&template, "/body/1/paragraph").wrong;
        prop_assert_eq!(read(&template.to_string()).err().map(|fault| fault.wrong), wrong);
    }

    #[test]
    fn what_is_no_template_is_no_panic(text in "[\\[\\]{}\":,a-z0-9]{0,40}") {
        if let Ok(value) = serde_json::from_str::<Value>(&text) {
            let mut value = json!({ "kind": "minutes", "head": value.clone(), "body": value.clone(), "sign": [value] });
            outline(&value);
            edit::remove(&mut value, "/body/0");
        }
    }
}
