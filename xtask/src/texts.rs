//! Texts people read: both languages hold the same keys with the same values in them, and code asks only for keys that exist.

use std::path::Path;

use anyhow::{Context, Result};

use crate::ftl::{self, Messages};
use crate::lexer::{Kind, pieces};
use crate::place::Place;

const LANGUAGES: [&str; 2] = ["vi.ftl", "en.ftl"];
/// `t!("key")`, `text("key")` and their kin: the word before the bracket.
const CALLS: [&str; 6] = ["said", "t", "text", "tr", "text_with", "try_text"];

/// Every disagreement between the languages, or between the texts and the app's sources.
pub fn faults(place: &Place) -> Result<Vec<String>> {
    let mut languages = Vec::new();
    let mut faults = Vec::new();
    for name in LANGUAGES {
        let path = place.public().join(name);
        let text = std::fs::read_to_string(&path).with_context(|| format!("public/{name} cannot be read"))?;
        languages.push((name, ftl::messages(name, &text, &mut faults)));
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

fn compare(first_name: &str, first: &Messages, second_name: &str, second: &Messages, faults: &mut Vec<String>) {
    for (name, have, other_name, other) in
        [(first_name, first, second_name, second), (second_name, second, first_name, first)]
    {
        let missing = have.keys().filter(|key| !other.contains_key(*key));
        faults.extend(missing.map(|key| format!("`{key}` is in public/{name} but not in public/{other_name}")));
    }
    for (key, message) in first {
        if second.get(key).is_some_and(|other| other.values != message.values) {
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

    #[test]
    fn languages_must_agree() {
        let mut faults = Vec::new();
        let vi = ftl::messages("vi.ftl", "a = { $n }\nb = x\n", &mut faults);
        let en = ftl::messages("en.ftl", "a = { $m }\nc = y\n", &mut faults);
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
