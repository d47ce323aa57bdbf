//! Three-way merge of one field: what both wrote is kept, or the clash is named. Nothing here chooses a winner by clock.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::order;

/// What became of one field.
#[derive(Clone, Debug, PartialEq)]
pub enum Merge {
    /// Nobody else touched it: set it to mine.
    Mine(Value),
    /// Both changed it without touching the same words.
    Both(Value),
    /// Nothing to do: it already says this.
    Same,
    /// Both wrote the same place.
    Clash,
}

/// Merges `mine` into `current`, both made from `base`. Texts are merged word by word.
pub fn field(base: &Value, mine: &Value, current: &Value) -> Merge {
    if mine == current {
        return Merge::Same;
    }
    if base == current {
        return Merge::Mine(mine.clone());
    }
    if base == mine {
        return Merge::Same;
    }
    match (base, mine, current) {
        (Value::String(base), Value::String(mine), Value::String(current)) => match text(base, mine, current) {
            Some(both) => Merge::Both(Value::String(both)),
            None => Merge::Clash,
        },
        _ => match (names(base), names(mine), names(current)) {
            (Some(base), Some(mine), Some(current)) => Merge::Both(set(base, mine, current)),
            _ => Merge::Clash,
        },
    }
}

/// A list of names; nothing there is a list without any.
fn names(value: &Value) -> Option<&[Value]> {
    match value {
        Value::Null => Some(&[]),
        Value::Array(items) if items.iter().all(Value::is_string) => Some(items),
        _ => None,
    }
}

/// Characters below which a text is a name, a place or a figure: two authors of it mean two different things.
const PROSE: usize = 40;

/// Words of all three texts together beyond which none is merged: the cost grows with the square of what differs, and a
/// clash that people see is always safe.
const MOST_WORDS: usize = 40_000;

/// Three-way merge of prose. `None` when both changed the same words.
pub fn text(base: &str, mine: &str, current: &str) -> Option<String> {
    if base.chars().count().max(mine.chars().count()).max(current.chars().count()) < PROSE {
        return None;
    }
    let (base, mine, current) = (words(base), words(mine), words(current));
    let count = |words: &str| words.bytes().filter(|byte| *byte == b'\n').count();
    if count(&base) + count(&mine) + count(&current) > MOST_WORDS {
        return None;
    }
    let merged = diffy::merge(&base, &current, &mine).ok()?;
    Some(prose(&merged))
}

/// A list of names (people, links) is a set: additions and removals of both are kept, in the order of `current`.
fn set(base: &[Value], mine: &[Value], current: &[Value]) -> Value {
    let names = |list: &'_ [Value]| order::set(list.iter().filter_map(Value::as_str).map(str::to_owned));
    let (was, ours, theirs) = (names(base), names(mine), names(current));
    let is_in = |set: &BTreeSet<String>, item: &Value| item.as_str().is_some_and(|name| set.contains(name));
    let removed = |item: &&Value| is_in(&was, item) && !is_in(&ours, item);
    let mut out: Vec<Value> = current.iter().filter(|item| !removed(item)).cloned().collect();
    out.extend(mine.iter().filter(|item| !is_in(&was, item) && !is_in(&theirs, item)).cloned());
    Value::Array(out)
}

/// One word a line, so that a line merge becomes a word merge. Line ends inside the text travel as a private character.
fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for word in text.split_inclusive([' ', '\n']) {
        out.extend(word.chars().map(|c| if c == '\n' { LINE_END } else { c }));
        out.push('\n');
    }
    out
}

fn prose(words: &str) -> String {
    words.chars().filter(|c| *c != '\n').map(|c| if c == LINE_END { '\n' } else { c }).collect()
}

const LINE_END: char = '\u{F8FF}';

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    const BASE: &str = "Tổ chức cưỡng chế kê biên tài sản; phối hợp Công an xã. Không để xảy ra khiếu nại.";

    #[test]
    fn edits_far_apart_in_one_text_are_both_kept() {
        let mine = BASE.replace("Tổ chức", "Đã tổ chức xong");
        let theirs = BASE.replace("khiếu nại.", "khiếu nại tại chỗ.");
        let both = text(BASE, &mine, &theirs).unwrap();
        assert_eq!(
            both,
            "Đã tổ chức xong cưỡng chế kê biên tài sản; phối hợp Công an xã. Không để xảy ra khiếu nại tại chỗ."
        );
    }

    #[test]
    fn the_same_words_are_a_clash() {
        let mine = BASE.replace("Công an", "Viện kiểm sát");
        let theirs = BASE.replace("Công an", "UBND");
        assert_eq!(text(BASE, &mine, &theirs), None);
        assert_eq!(field(&json!("xã A"), &json!("xã B"), &json!("xã C")), Merge::Clash);
    }

    #[test]
    fn lists_keep_the_additions_of_both() {
        let merged = field(&json!(["a", "b"]), &json!(["a", "b", "c"]), &json!(["b", "d"]));
        assert_eq!(merged, Merge::Both(json!(["b", "d", "c"])));
    }

    #[test]
    fn a_very_long_text_is_a_clash_at_once() {
        let long = |word: &str| format!("{word} ").repeat(MOST_WORDS);
        assert_eq!(text(&long("a"), &long("b"), &long("c")), None);
    }

    fn prose_like() -> impl Strategy<Value = String> {
        // Long enough that no text counts as a name or a place.
        proptest::collection::vec("[a-zà-ỹđ]{1,5}|\n", PROSE..PROSE * 2).prop_map(|words| words.join(" "))
    }

    proptest! {
        #[test]
        fn a_merge_with_an_untouched_side_is_the_other_side(base in prose_like(), other in prose_like()) {
            prop_assert_eq!(text(&base, &other, &base), Some(other.clone()));
            prop_assert_eq!(text(&base, &base, &other), Some(other));
        }

        #[test]
        fn a_merge_is_the_same_from_either_side(base in prose_like(), a in prose_like(), b in prose_like()) {
            prop_assert_eq!(text(&base, &a, &b), text(&base, &b, &a));
        }

        #[test]
        fn what_each_wrote_away_from_the_other_is_kept(
            [head, between, tail, a, b] in prop::array::uniform5(prose_like()),
        ) {
            let base = format!("{head} M1 {between} M2 {tail}");
            let mine = base.replace("M1", &a.replace('a', "x"));
            let theirs = base.replace("M2", &b.replace('a', "y"));
            let both = mine.replace("M2", &b.replace('a', "y"));
            prop_assert!(text(&base, &mine, &theirs).is_none_or(|merged| merged == both));
        }
    }
}
