//! Texts people read, from Fluent to what the app loads: the messages of one language as JSON that needs no parser of
//! its own, in two files: what the core of the app asks for, and the rest. The app carries no Fluent: reading a thousand messages at each start costs time and a twelfth of its size.
//!
//! ```text
//! close = Đóng                            "close": "Đóng"
//! by = Do { $name } gửi                   "by": ["Do ", {"v": "name"}, " gửi"]
//! n = { $n -> [one] a *[other] b }        "n": [{"s": "n", "one": "a", "*": "b"}]
//! ```

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey};
use memchr::memmem;
use serde_json::{Map, Value, json};

/// Key → what it says; an attribute's key is `message.attribute`.
pub type Messages = BTreeMap<String, Message>;

pub struct Message {
    pub says: Value,
    /// The `$values` in it.
    pub values: BTreeSet<String>,
}

/// The messages of a Fluent file. What is not a message, is there twice, or is more than values and choices by number,
/// becomes a fault.
pub fn messages(file: &str, text: &str, faults: &mut Vec<String>) -> Messages {
    let (resource, errors) = match fluent_syntax::parser::parse(text) {
        Ok(resource) => (resource, Vec::new()),
        Err(found) => found,
    };
    let line_of = |at: usize| text.get(..at).unwrap_or_default().lines().count().max(1);
    faults.extend(errors.iter().map(|error| format!("public/{file}:{}: {}", line_of(error.pos.start), error.kind)));
    let mut found = Messages::new();
    for entry in resource.body {
        match entry {
            Entry::Message(message) => {
                let parts = message
                    .attributes
                    .iter()
                    .map(|part| (format!("{}.{}", message.id.name, part.id.name), &part.value));
                let own = message.value.iter().map(|value| (message.id.name.to_owned(), value));
                for (key, pattern) in own.chain(parts) {
                    let mut values = BTreeSet::new();
                    match pattern_says(pattern, &mut values) {
                        Ok(says) if !found.contains_key(&key) => drop(found.insert(key, Message { says, values })),
                        Ok(_) => faults.push(format!("public/{file}: `{key}` is there twice")),
                        Err(what) => {
                            faults.push(format!("public/{file}: `{key}` uses {what}, which the app does not know"))
                        }
                    }
                }
            }
            Entry::Term(term) => faults.push(format!("public/{file}: the app knows no terms: -{}", term.id.name)),
            // Junk was reported by the parser.
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) | Entry::Junk { .. } => {}
        }
    }
    found
}

/// What the app loads for one language; an error lists the faults.
pub fn compile(file: &str, text: &str) -> Result<Map<String, Value>, String> {
    let mut faults = Vec::new();
    let messages = messages(file, text, &mut faults);
    if !faults.is_empty() {
        return Err(faults.join("\n"));
    }
    Ok(messages.into_iter().map(|(key, message)| (key, message.says)).collect())
}

/// The texts that the core of the app asks for by name, and all others, which travel with the screens loaded on demand.
/// A key that only looks asked for costs a few bytes; one that the core puts together from pieces comes with the screens.
pub fn split(all: Map<String, Value>, core: &[u8]) -> (String, String) {
    let is_named = |key: &str| memmem::find(core, key.as_bytes()).is_some();
    let (first, screens): (Map<_, _>, Map<_, _>) = all.into_iter().partition(|(key, _)| is_named(key));
    (Value::Object(first).to_string(), Value::Object(screens).to_string())
}

fn pattern_says(pattern: &Pattern<&str>, values: &mut BTreeSet<String>) -> Result<Value, &'static str> {
    let mut pieces = Vec::new();
    for element in &pattern.elements {
        pieces.push(match element {
            PatternElement::TextElement { value } => json!(value),
            PatternElement::Placeable { expression } => expression_says(expression, values)?,
        });
    }
    // Lines of a text are elements of their own.
    pieces.dedup_by(|later, earlier| match (earlier.as_str(), later.as_str()) {
        (Some(a), Some(b)) => {
            *earlier = json!(format!("{a}{b}"));
            true
        }
        _ => false,
    });
    Ok(match pieces.as_slice() {
        [] => json!(""),
        [Value::String(text)] => json!(text),
        _ => Value::Array(pieces),
    })
}

fn expression_says(expression: &Expression<&str>, values: &mut BTreeSet<String>) -> Result<Value, &'static str> {
    match expression {
        Expression::Inline(InlineExpression::VariableReference { id }) => {
            values.insert(id.name.to_owned());
            Ok(json!({ "v": id.name }))
        }
        Expression::Inline(InlineExpression::StringLiteral { value }) => Ok(json!(value)),
        Expression::Select { selector: InlineExpression::VariableReference { id }, variants } => {
            values.insert(id.name.to_owned());
            let mut says = Map::from_iter([("s".to_owned(), json!(id.name))]);
            for Variant { key, value, default } in variants {
                let name = match key {
                    _ if *default => "*",
                    VariantKey::NumberLiteral { value } => value,
                    VariantKey::Identifier { name: "one" } => "one",
                    VariantKey::Identifier { .. } => return Err("a choice other than by a number, one or other"),
                };
                says.insert(name.to_owned(), pattern_says(value, values)?);
            }
            Ok(Value::Object(says))
        }
        _ => Err("functions, terms or other messages"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(text: &str) -> Value {
        Value::Object(compile("vi.ftl", text).unwrap())
    }

    #[test]
    fn what_the_core_names_comes_first() {
        let texts = compile("vi.ftl", "nav-home = A\nplan-title = B").unwrap();
        let (first, screens) = split(texts, b"...nav-home...");
        assert_eq!((first.as_str(), screens.as_str()), (r#"{"nav-home":"A"}"#, r#"{"plan-title":"B"}"#));
    }

    #[test]
    fn words_values_and_choices_by_number_are_compiled() {
        assert_eq!(says("a = Đóng"), json!({ "a": "Đóng" }));
        assert_eq!(says("# x\na = Do { $name } gửi"), json!({ "a": ["Do ", { "v": "name" }, " gửi"] }));
        assert_eq!(
            says("a =\n    { $n ->\n        [0] none\n        [one] one\n       *[other] { $n } of them\n    }\n"),
            json!({ "a": [{ "s": "n", "0": "none", "one": "one", "*": [{ "v": "n" }, " of them"] }] })
        );
        assert_eq!(
            says("a =\n    one\n    two\n    .title = T { \"{\" }"),
            json!({ "a": "one\ntwo", "a.title": "T {" })
        );
    }

    #[test]
    fn what_the_app_does_not_know_is_a_fault() {
        for text in
            ["a = { NUMBER($n) }", "a = { -brand }", "-brand = x", "a = { b }", "a = 1\na = 2", "stray", "a = {"]
        {
            assert!(compile("vi.ftl", text).is_err(), "{text}");
        }
    }
}
