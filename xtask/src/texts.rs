//! Texts people read: both languages hold the same keys with the same values in them, and code asks only for keys that exist.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result};

use crate::lexer::{Kind, pieces};
use crate::place::Place;

const LANGUAGES: [&str; 2] = ["vi.ftl", "en.ftl"];
/// `t!("key")`, `text("key")` and their kin: the word before the bracket.
const CALLS: [&str; 6] = ["said", "t", "text", "tr", "text_with", "try_text"];

/// Key → the `$values` its text uses.
type Keys = BTreeMap<String, BTreeSet<String>>;

/// Every disagreement between the languages, or between the texts and the app's sources.
pub fn faults(place: &Place) -> Result<Vec<String>> {
    let mut languages = Vec::new();
    let mut faults = Vec::new();
    for name in LANGUAGES {
        let path = place.public().join(name);
        let text = std::fs::read_to_string(&path).with_context(|| format!("public/{name} cannot be read"))?;
        languages.push((name, parse(name, &text, &mut faults)));
    }
    let [(first_name, first), (second_name, second)] = &languages[..] else { return Ok(faults) };
    compare(first_name, first, second_name, second, &mut faults);
    let mut used = Vec::new();
    uses_below(&place.root, &place.root.join("app/src"), &mut used)?;
    for (at, key) in used {
        if !first.contains_key(&key) {
            faults.push(format!("{at}: the text `{key}` is not in public/{first_name}"));
        }
    }
    Ok(faults)
}

/// The messages of a Fluent file, with attributes as `key.attribute`.
fn parse(file: &str, text: &str, faults: &mut Vec<String>) -> Keys {
    let mut keys = Keys::new();
    let mut current: Option<String> = None;
    let mut message = String::new();
    for (number, line) in text.lines().enumerate() {
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        let starts_inside = line.starts_with([' ', '\t', '}']);
        let attribute = line.trim_start().strip_prefix('.').filter(|_| starts_inside);
        match (starts_inside, attribute.and_then(split_key)) {
            (true, Some((name, _))) => current = Some(format!("{message}.{name}")),
            (true, None) => {}
            (false, _) => match split_key(line) {
                Some((name, _)) => {
                    message = name.to_owned();
                    current = Some(message.clone());
                }
                None => {
                    faults.push(format!("public/{file}:{}: neither a key nor a continued text", number + 1));
                    continue;
                }
            },
        }
        let Some(key) = &current else { continue };
        let is_start = !starts_inside || attribute.and_then(split_key).is_some();
        if is_start && keys.contains_key(key) {
            faults.push(format!("public/{file}:{}: `{key}` is there twice", number + 1));
        }
        keys.entry(key.clone()).or_default().extend(values(line));
    }
    keys
}

/// `key = text` → the key and the text.
fn split_key(line: &str) -> Option<(&str, &str)> {
    let (key, text) = line.split_once('=')?;
    let key = key.trim();
    let name = key.strip_prefix('-').unwrap_or(key);
    let well_formed = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    well_formed.then_some((key, text))
}

fn values(line: &str) -> impl Iterator<Item = String> + '_ {
    line.split('$')
        .skip(1)
        .map(|tail| tail.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect())
}

fn compare(first_name: &str, first: &Keys, second_name: &str, second: &Keys, faults: &mut Vec<String>) {
    for (name, have, other_name, other) in
        [(first_name, first, second_name, second), (second_name, second, first_name, first)]
    {
        let missing = have.keys().filter(|key| !other.contains_key(*key));
        faults.extend(missing.map(|key| format!("`{key}` is in public/{name} but not in public/{other_name}")));
    }
    for (key, used) in first {
        if second.get(key).is_some_and(|other| other != used) {
            faults.push(format!("`{key}` uses other $values in public/{first_name} than in public/{second_name}"));
        }
    }
}

fn uses_below(root: &Path, dir: &Path, used: &mut Vec<(String, String)>) -> Result<()> {
    for entry in std::fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            uses_below(root, &path, used)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path.strip_prefix(root).unwrap_or(&path).display().to_string();
            used.extend(
                uses(&std::fs::read_to_string(&path)?).into_iter().map(|(line, key)| (format!("{name}:{line}"), key)),
            );
        }
    }
    Ok(())
}

/// Keys asked for by name in a source, with their lines.
fn uses(source: &str) -> Vec<(usize, String)> {
    let all: Vec<_> = pieces(source).into_iter().filter(|p| !(p.kind == Kind::Sign && p.text == "!")).collect();
    all.windows(3)
        .enumerate()
        .filter(|(at, w)| {
            // A method of that name, as in `editor.text("title")`, is another thing.
            let is_method = *at > 0 && all[at - 1].text == ".";
            w[0].kind == Kind::Word
                && CALLS.contains(&w[0].text.as_str())
                && w[1].text == "("
                && w[2].kind == Kind::Text
                && !is_method
        })
        .map(|(_, w)| (w[2].line, w[2].text.clone()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> (Keys, Vec<String>) {
        let mut faults = Vec::new();
        (parse("vi.ftl", text, &mut faults), faults)
    }

    #[test]
    fn keys_attributes_and_values_are_read() {
        let (found, faults) = keys(
            "# note = x\na = Một { $n }\n  .title = Tên { $who }\nlong =\n    { $n ->\n        [one] a = b\n       *[other] c\n    }\n-brand = Thi đua\n",
        );
        assert_eq!(found.keys().collect::<Vec<_>>(), ["-brand", "a", "a.title", "long"]);
        assert_eq!(found["a"], BTreeSet::from(["n".to_owned()]));
        assert_eq!(found["long"], BTreeSet::from(["n".to_owned()]));
        assert!(faults.is_empty(), "{faults:?}");
    }

    #[test]
    fn a_key_written_twice_and_a_stray_line_are_faults() {
        assert_eq!(keys("a = 1\na = 2\nstray\n").1.len(), 2);
    }

    #[test]
    fn languages_must_agree() {
        let (vi, en) = (keys("a = { $n }\nb = x\n").0, keys("a = { $m }\nc = y\n").0);
        let mut faults = Vec::new();
        compare("vi.ftl", &vi, "en.ftl", &en, &mut faults);
        assert_eq!(faults.len(), 3, "{faults:?}");
    }

    #[test]
    fn only_calls_for_a_text_count() {
        let source = "t!(\"a\"); format!(\"b\"); editor.text(\"c\"); set_text(\"d\"); // t!(\"e\")\n t! (\n\"f\", n)";
        let found: Vec<_> = uses(source).into_iter().map(|(_, key)| key).collect();
        assert_eq!(found, ["a", "f"]);
    }
}
