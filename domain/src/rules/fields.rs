//! What can be written in a rule set, field by field, so that a form follows from the data. Fields are found by JSON pointers.

use serde_json::Value;

use super::need::Need;
use crate::{date, format};

/// What a field of a rule set holds, and so how it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Is {
    /// Text of one line, of at most so many characters.
    Text(usize),
    /// A whole number up to this.
    Number(i64),
    /// The same, or nothing.
    MaybeNumber(i64),
    /// Tenths, typed as `0,3`.
    Tenths,
    Day,
    MaybeDay,
    Flag,
    /// Yes, no, or not said.
    MaybeFlag,
    /// One of these stored words.
    Choice(&'static [&'static str]),
    /// An award of the set.
    Award,
}

/// Fields of one thing: stored names with what they hold.
pub type Table = &'static [(&'static str, Is)];

const LINE: Is = Is::Text(500);
const WORDS: Is = Is::Text(2_000);
const COUNT: Is = Is::Number(1_000);
const PERCENT: Is = Is::Number(1_000);
const MONTHS: Is = Is::Number(1_200);
const LEVELS: Is = Is::Choice(&["done", "good", "excellent"]);
const REACHES: Is = Is::Choice(&["unit", "ministry", "nation"]);
const SEVERITIES: Is = Is::Choice(&["reprimand", "warning", "beyond"]);
const AGAIN: Is = Is::Choice(&["allowed", "ask", "barred"]);
const SECRECY: Is = Is::Choice(&["secret", "ballot", "council"]);
const WHO: Is = Is::Choice(&["person", "collective"]);
const ARTICLE: (&str, Is) = ("article", LINE);
const VERIFIED: (&str, Is) = ("verified", Is::Flag);
const SOURCE: (&str, Is) = ("source", WORDS);
const AWARD: (&str, Is) = ("award", Is::Award);

pub const SET: Table = &[("title", Is::Text(200)), ("valid_from", Is::Day), ("valid_to", Is::MaybeDay)];
pub const DOCUMENT: Table = &[
    ("number", Is::Text(100)),
    ("name", LINE),
    ("issued", Is::MaybeDay),
    ("issuer", Is::Text(200)),
    ("title", LINE),
    VERIFIED,
    SOURCE,
];
pub const APART: Table = &[ARTICLE, VERIFIED, SOURCE];
pub const REUSE: Table = &[("across", AGAIN), ("within", AGAIN), ARTICLE, VERIFIED, SOURCE];
pub const TIES: Table = &[("women_percent", PERCENT), ARTICLE, VERIFIED, SOURCE];
pub const MONEY: Table = &[("round_up_to", Is::Number(100_000_000)), ARTICLE, VERIFIED, SOURCE];
pub const SALARY: Table = &[("from", Is::Day), ("dong", Is::Number(1_000_000_000)), VERIFIED, SOURCE];
pub const RULE: Table = &[("name", Is::Text(200))];
pub const DECIDER: Table = &[("name", LINE), ARTICLE, VERIFIED, SOURCE];
pub const CRITERION: Table = &[ARTICLE, VERIFIED, SOURCE];
pub const FRESH: Table = &[ARTICLE, VERIFIED, SOURCE];
pub const PAPER: Table = &[ARTICLE, VERIFIED, SOURCE];
pub const AMOUNT: Table = &[("subject", WHO), ("tenths", Is::Tenths), ("at_most", Is::Flag), ARTICLE, VERIFIED, SOURCE];
pub const QUOTA: Table =
    &[("percent", PERCENT), ("may_exceed", Is::Flag), ("chair_chooses", Is::Flag), ARTICLE, VERIFIED, SOURCE];
pub const QUOTA_OF: Table = &[AWARD];
pub const VOTE: Table = &[
    ("from", Is::MaybeDay),
    ("to", Is::MaybeDay),
    ("percent", Is::MaybeNumber(1_000)),
    ("secrecy", SECRECY),
    ("written_opinion", Is::MaybeFlag),
    ARTICLE,
    VERIFIED,
    SOURCE,
];
pub const BOUNDS: Table = &[("at_least", MONTHS), ("below", Is::MaybeNumber(1_200))];

/// Figures of a need, by its stored kind.
pub fn of_need(kind: &str) -> Table {
    match kind {
        "rating" => &[("at_least", LEVELS), ("years", COUNT)],
        "title" | "not_held" => &[AWARD],
        "history" => {
            &[AWARD, ("count", COUNT), ("streak", Is::Flag), ("lag", COUNT), ("within", Is::MaybeNumber(1_000))]
        }
        "years_since" => &[AWARD, ("at_least", COUNT)],
        "initiative" => &[("reach", REACHES), ("count", COUNT), ("within", Is::MaybeNumber(1_000))],
        "no_discipline" | "no_member_discipline" => &[("from", SEVERITIES)],
        "service_months" => BOUNDS,
        "member_share" => &[AWARD, ("percent", PERCENT), ("above", Is::Flag)],
        "member_count" => &[AWARD, ("count", COUNT)],
        "member_rating" => &[("at_least", LEVELS), ("percent", PERCENT)],
        _ => &[],
    }
}

/// Kinds of needs that an officer may add, with what they begin with. What only people can tell has words of its own, and is
/// not among them.
pub fn new_need(kind: &str, award: &str) -> Option<Need> {
    let award = award.to_owned();
    Some(match kind {
        "rating" => Need::Rating { at_least: super::need::Level::Good, years: 1 },
        "title" => Need::Title { award },
        "history" => Need::History { award, count: 1, streak: false, lag: 0, within: None },
        "years_since" => Need::YearsSince { award, at_least: 1 },
        "not_held" => Need::NotHeld { award },
        "initiative" => Need::Initiative { reach: super::need::Reach::Unit, count: 1, within: None },
        "no_discipline" => Need::NoDiscipline { from: super::need::Severity::Reprimand },
        "no_open_complaint" => Need::NoOpenComplaint,
        "member_share" => Need::MemberShare { award, percent: 50, above: false },
        "member_count" => Need::MemberCount { award, count: 1 },
        "member_rating" => Need::MemberRating { at_least: super::need::Level::Done, percent: 100 },
        "no_member_discipline" => Need::NoMemberDiscipline { from: super::need::Severity::Warning },
        _ => return None,
    })
}

/// The names that [`new_need`] knows: those of people, then those of collectives alone.
pub const NEW_NEEDS: [&str; 12] = [
    "rating",
    "title",
    "history",
    "years_since",
    "not_held",
    "initiative",
    "no_discipline",
    "no_open_complaint",
    "member_share",
    "member_count",
    "member_rating",
    "no_member_discipline",
];

/// The fields of what stands at a pointer in a set.
pub fn table(set: &Value, at: &str) -> Table {
    let parts: Vec<&str> = at.split('/').skip(1).collect();
    let is_index = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    match parts[..] {
        [] => SET,
        ["money"] => MONEY,
        ["apart"] => APART,
        ["reuse"] => REUSE,
        ["ties"] => TIES,
        ["basis", nth] if is_index(nth) => DOCUMENT,
        ["money", "base_salaries", nth] if is_index(nth) => SALARY,
        ["awards", nth] if is_index(nth) => RULE,
        [.., "decider"] => DECIDER,
        [.., "fresh"] => FRESH,
        [.., "need", "women"] => BOUNDS,
        [.., "need"] => of_need(set.pointer(at).and_then(|need| need["kind"].as_str()).unwrap_or_default()),
        [.., "quotas", nth, "of"] if is_index(nth) => match set.pointer(at).and_then(|of| of["kind"].as_str()) {
            Some("award") => QUOTA_OF,
            _ => &[],
        },
        [.., list, nth] if is_index(nth) => match list {
            "criteria" | "of" => CRITERION,
            "papers" => PAPER,
            "money" => AMOUNT,
            "quotas" => QUOTA,
            "votes" => VOTE,
            _ => &[],
        },
        _ => &[],
    }
}

/// What the field at a pointer holds; none where nothing can be written.
pub fn at(set: &Value, pointer: &str) -> Option<Is> {
    let (parent, name) = pointer.rsplit_once('/')?;
    if parent == "/notes" {
        return Some(WORDS);
    }
    table(set, parent).iter().find(|(known, _)| *known == name).map(|(_, is)| *is)
}

impl Is {
    /// A stored value as it is typed. What is not stored is what the reader of rule sets takes it for.
    pub fn shown(self, name: &str, stored: Option<&Value>) -> String {
        let stored = stored.filter(|value| !value.is_null());
        match (self, stored) {
            // A source that says nothing else was read.
            (Is::Flag, None) if name == "verified" => "true".into(),
            (Is::Flag, None) => "false".into(),
            (Is::Number(_), None) if matches!(name, "years" | "count") => "1".into(),
            (Is::Number(_), None) => "0".into(),
            (_, None) => String::new(),
            (Is::Tenths, Some(value)) => {
                let tenths = value.as_u64().unwrap_or_default();
                format!("{},{}", tenths / 10, tenths % 10)
            }
            (_, Some(Value::String(text))) => text.clone(),
            (_, Some(value)) => value.to_string(),
        }
    }

    /// What a typed text is stored as, or the code of what is wrong with it.
    pub fn stored(self, typed: &str) -> Result<Value, &'static str> {
        let typed = typed.trim();
        let number = |most: i64| {
            let number = format::typed(typed).ok_or("rules_number_unreadable")?;
            if number <= most { Ok(Value::from(number)) } else { Err("count_out_of_range") }
        };
        match self {
            Is::MaybeNumber(_) | Is::MaybeDay | Is::MaybeFlag if typed.is_empty() => Ok(Value::Null),
            Is::Text(most) if typed.chars().count() > most => Err("text_too_long"),
            Is::Text(_) => Ok(Value::from(typed)),
            Is::Number(most) | Is::MaybeNumber(most) => number(most),
            Is::Tenths => tenths(typed).map(Value::from).ok_or("rules_tenths_unreadable"),
            Is::Day | Is::MaybeDay => date::day(typed).map(|day| Value::from(day.to_string())).ok_or("date_unreal"),
            Is::Flag | Is::MaybeFlag => Ok(Value::from(typed == "true")),
            Is::Choice(words) if !words.contains(&typed) => Err("choice_unknown"),
            Is::Award if typed.is_empty() => Err("award_missing"),
            Is::Choice(_) | Is::Award => Ok(Value::from(typed)),
        }
    }
}

/// `1,5` as 15; at most one digit behind the comma.
fn tenths(typed: &str) -> Option<u32> {
    let (whole, part) = typed.split_once([',', '.']).unwrap_or((typed, "0"));
    let whole: u32 = whole.parse().ok().filter(|whole| *whole <= 10_000)?;
    let part: u32 = part.parse().ok().filter(|_| part.len() == 1)?;
    Some(whole * 10 + part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_stored_and_shown_again() {
        let check = |is: Is, typed: &str, stored: Value| {
            assert_eq!(is.stored(typed), Ok(stored.clone()), "{typed}");
            assert_eq!(is.shown("x", Some(&stored)), typed);
        };
        check(Is::Number(100), "80", Value::from(80));
        check(Is::MaybeNumber(100), "", Value::Null);
        check(Is::Tenths, "1,5", Value::from(15));
        check(Is::Day, "2026-07-01", Value::from("2026-07-01"));
        check(Is::MaybeFlag, "true", Value::from(true));
        for (is, typed, code) in [
            (Is::Number(100), "tám mươi", "rules_number_unreadable"),
            (Is::Number(100), "-1", "rules_number_unreadable"),
            (Is::Number(100), "101", "count_out_of_range"),
            (Is::Number(100), "", "rules_number_unreadable"),
            (Is::Tenths, "1,55", "rules_tenths_unreadable"),
            (Is::Tenths, "99999999999", "rules_tenths_unreadable"),
            (Is::Day, "2026-02-30", "date_unreal"),
            (Is::Choice(&["a"]), "b", "choice_unknown"),
            (Is::Text(2), "abc", "text_too_long"),
        ] {
            assert_eq!(is.stored(typed), Err(code), "{typed}");
        }
    }
}
