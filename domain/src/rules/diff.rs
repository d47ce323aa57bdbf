//! What one rule set says otherwise than another: figure by figure, with the articles of both.

use serde_json::Value;
use thidua_sync::order;

use super::RuleSet;

/// A difference.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The award whose rule it is; none of what holds for all.
    pub award: Option<String>,
    /// The criterion's code, where it is of one.
    pub criterion: Option<String>,
    /// Stored names from the set, or from the award, down to what differs, without places in lists.
    pub path: Vec<String>,
    /// What stood there, and what stands there now; null for what is not there.
    pub was: Value,
    pub becomes: Value,
    pub articles: (String, String),
    /// What stands there now was not checked against its source.
    pub is_unverified: bool,
}

/// What stands around a value.
#[derive(Clone, Default)]
struct Around {
    award: Option<String>,
    criterion: Option<String>,
    path: Vec<String>,
    articles: (String, String),
    is_unverified: bool,
}

/// All differences but that of the ids, in the order of the newer set.
pub fn changes(was: &RuleSet, becomes: &RuleSet) -> Vec<Change> {
    let read = |set: &RuleSet| serde_json::to_value(set).unwrap_or_default();
    let mut found = Vec::new();
    compare(&read(was), &read(becomes), Around::default(), &mut found);
    found.retain(|change| change.path != ["id"]);
    // What holds for all awards comes first.
    order::sort_by_key(&mut found, |change| change.award.is_some());
    found
}

fn compare(was: &Value, becomes: &Value, around: Around, found: &mut Vec<Change>) {
    if was == becomes {
        return;
    }
    match (was, becomes) {
        (Value::Object(left), Value::Object(right)) => {
            let around = entered(was, becomes, around);
            let gone = left.keys().filter(|name| !right.contains_key(*name));
            for name in right.keys().chain(gone) {
                compare(&was[name], &becomes[name], below(&around, name), found);
            }
        }
        (Value::Array(left), Value::Array(right)) => {
            let keys = |items: &[Value]| items.iter().enumerate().map(|(nth, one)| key(one, nth)).collect::<Vec<_>>();
            let (before, after) = (keys(left), keys(right));
            for (one, key) in right.iter().zip(&after) {
                let old = before.iter().position(|known| known == key).and_then(|nth| left.get(nth));
                compare(old.unwrap_or(&Value::Null), one, around.clone(), found);
            }
            for (one, _) in left.iter().zip(&before).filter(|(_, key)| !after.contains(key)) {
                compare(one, &Value::Null, around.clone(), found);
            }
        }
        _ => {
            let around = match was.is_object() || becomes.is_object() {
                true => entered(was, becomes, around),
                false => around,
            };
            let Around { award, criterion, path, articles, is_unverified } = around;
            found.push(Change {
                award,
                criterion,
                path,
                was: was.clone(),
                becomes: becomes.clone(),
                articles,
                is_unverified,
            });
        }
    }
}

fn below(around: &Around, name: &str) -> Around {
    let mut around = around.clone();
    around.path.push(name.to_owned());
    around
}

/// The same with what an object says of itself.
fn entered(was: &Value, becomes: &Value, mut around: Around) -> Around {
    let text = |one: &Value, name: &str| one[name].as_str().map(str::to_owned);
    let either = |name: &str| text(becomes, name).or_else(|| text(was, name));
    if becomes["routes"].is_array() || was["routes"].is_array() {
        around.award = either("award");
        around.path.clear();
    }
    if becomes["need"].is_object() || was["need"].is_object() {
        around.criterion = either("code");
    }
    if becomes["article"].is_string() || becomes["name"].is_string() {
        around.is_unverified = becomes["verified"] == false;
    }
    if let Some(article) = text(was, "article") {
        around.articles.0 = article;
    }
    if let Some(article) = text(becomes, "article") {
        around.articles.1 = article;
    }
    around
}

/// By what an item of a list is the same in both sets.
fn key(one: &Value, nth: usize) -> String {
    let text = |name: &str| one[name].as_str().unwrap_or_default();
    match () {
        () if one["routes"].is_array() => text("award").to_owned(),
        () if one["criteria"].is_array() => format!("{} {}", text("subject"), text("ground")),
        () if one["code"].is_string() => text("code").to_owned(),
        () if one["number"].is_string() => text("number").to_owned(),
        () if one["dong"].is_i64() => text("from").to_owned(),
        () if one["tenths"].is_u64() => text("subject").to_owned(),
        () => nth.to_string(),
    }
}
