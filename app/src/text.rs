//! What people read: the texts of `public/*.ftl`, by key, in the language that is switched on. A text read inside a
//! closure of a view changes with the language. No text stands in the code.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;
use leptos::reactive::graph::Observer;
use serde_json::Value;
use thidua_domain::format::grouped;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lang {
    #[default]
    Vi,
    En,
}

impl Lang {
    pub const ALL: [Lang; 2] = [Lang::Vi, Lang::En];

    /// For `<html lang>`, and in the names of files.
    pub fn code(self) -> &'static str {
        match self {
            Lang::Vi => "vi",
            Lang::En => "en",
        }
    }

    pub fn of_code(code: &str) -> Option<Lang> {
        Lang::ALL.into_iter().find(|lang| lang.code() == code)
    }
}

/// A value in a text. Numbers are grouped by the language's custom; give a year as text.
#[derive(Clone, Debug, PartialEq)]
pub enum TextArg {
    Words(String),
    Number(i64),
}

impl From<String> for TextArg {
    fn from(words: String) -> TextArg {
        TextArg::Words(words)
    }
}

impl From<&String> for TextArg {
    fn from(words: &String) -> TextArg {
        TextArg::Words(words.clone())
    }
}

impl From<&str> for TextArg {
    fn from(words: &str) -> TextArg {
        TextArg::Words(words.to_owned())
    }
}

impl From<i64> for TextArg {
    fn from(number: i64) -> TextArg {
        TextArg::Number(number)
    }
}

impl From<i32> for TextArg {
    fn from(number: i32) -> TextArg {
        TextArg::Number(number.into())
    }
}

impl From<u32> for TextArg {
    fn from(number: u32) -> TextArg {
        TextArg::Number(number.into())
    }
}

impl From<usize> for TextArg {
    fn from(number: usize) -> TextArg {
        TextArg::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

/// `t!("key")`, `t!("key", n = count, who = name)`: the text as a `String`. Follows the language where it is read in a
/// closure: `move || t!("key")`.
macro_rules! t {
    ($key:expr) => { $crate::text::text($key) };
    ($key:expr, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::text::text_with($key, &[$((stringify!($name), $crate::text::TextArg::from($value))),+])
    };
}
pub(crate) use t;

struct Texts {
    lang: ArcRwSignal<Lang>,
    /// Key → what it says, as the build wrote it: words, or a list of words, `{v: value}` and `{s: value, …}`, a choice
    /// by a number.
    messages: RefCell<BTreeMap<(Lang, Part), Value>>,
    missed: RefCell<BTreeSet<String>>,
}

thread_local! {
    static TEXTS: Texts = Texts {
        lang: ArcRwSignal::new(Lang::default()),
        messages: RefCell::default(),
        missed: RefCell::default(),
    };
}

/// A file of texts: those of the first load, and those of the screens that come after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    First,
    Screens,
}

impl Part {
    pub const ALL: [Part; 2] = [Part::First, Part::Screens];

    /// The name of its file in a build.
    pub fn file(self, lang: Lang) -> String {
        let part = if self == Part::First { "" } else { "-screens" };
        format!("{}{part}.json", lang.code())
    }
}

/// Takes a file of texts of a language, as the build wrote it.
pub fn install(lang: Lang, part: Part, texts: &str) {
    let Ok(messages) = serde_json::from_str(texts) else {
        return leptos::logging::warn!("texts {}: unreadable", lang.code());
    };
    TEXTS.with(|texts| {
        texts.messages.borrow_mut().insert((lang, part), messages);
        texts.lang.notify();
    });
}

pub fn is_installed(lang: Lang, part: Part) -> bool {
    TEXTS.with(|texts| texts.messages.borrow().contains_key(&(lang, part)))
}

/// Switches every text on the screen. Texts that are not installed yet stay in the other language.
pub fn set_lang(lang: Lang) {
    TEXTS.with(|texts| texts.lang.set(lang));
}

/// The language that is switched on.
pub fn lang() -> Lang {
    TEXTS.with(|texts| match Observer::get() {
        Some(_) => texts.lang.get(),
        None => texts.lang.get_untracked(),
    })
}

pub fn text(key: &str) -> String {
    text_with(key, &[])
}

/// The text of a key with its values; a key without a text is shown in brackets.
pub fn text_with(key: &str, args: &[(&str, TextArg)]) -> String {
    try_text(key, args).unwrap_or_else(|| {
        let is_new = TEXTS.with(|texts| texts.missed.borrow_mut().insert(key.to_owned()));
        if is_new {
            leptos::logging::warn!("no text for {key}");
        }
        format!("[{key}]")
    })
}

/// The text of a key, when there is one in this language or in the other.
pub fn try_text(key: &str, args: &[(&str, TextArg)]) -> Option<String> {
    let wanted = lang();
    let other = if wanted == Lang::Vi { Lang::En } else { Lang::Vi };
    TEXTS.with(|texts| {
        let messages = texts.messages.borrow();
        [wanted, other].into_iter().find_map(|lang| {
            let said = Part::ALL.into_iter().find_map(|part| messages.get(&(lang, part))?.get(key))?;
            let mut out = String::new();
            say(lang, said, args, &mut out);
            Some(out)
        })
    })
}

/// What a refusal says: what happened, why, and what to do next.
pub fn refusal_text(code: &str, params: &BTreeMap<String, String>) -> String {
    let args: Vec<(&str, TextArg)> = params.iter().map(|(name, value)| (name.as_str(), value.into())).collect();
    let name = code.replace('_', "-");
    ["refusal-", "error-"]
        .iter()
        .find_map(|kind| try_text(&format!("{kind}{name}"), &args))
        .unwrap_or_else(|| t!("refusal-other", code = code))
}

/// What is wrong with a field.
pub fn error_text(code: &str) -> String {
    try_text(&format!("error-{}", code.replace('_', "-")), &[]).unwrap_or_else(|| t!("error-other", code = code))
}

fn say(lang: Lang, piece: &Value, args: &[(&str, TextArg)], out: &mut String) {
    match piece {
        Value::String(words) => out.push_str(words),
        Value::Array(pieces) => pieces.iter().for_each(|piece| say(lang, piece, args, out)),
        Value::Object(choice) => {
            let given = |name: &str| choice.get(name).and_then(Value::as_str).and_then(|name| value_of(name, args));
            match (given("v"), given("s")) {
                (Some(TextArg::Words(words)), _) => out.push_str(words),
                (Some(TextArg::Number(number)), _) => out.push_str(&number_in(lang, *number)),
                (None, Some(TextArg::Number(number))) => {
                    let one = if lang == Lang::En && *number == 1 { "one" } else { "*" };
                    let said = choice.get(&number.to_string()).or_else(|| choice.get(one)).or_else(|| choice.get("*"));
                    said.iter().for_each(|piece| say(lang, piece, args, out));
                }
                // A value that is not given: the rest of the sentence is still worth reading.
                _ => choice.get("*").iter().for_each(|piece| say(lang, piece, args, out)),
            }
        }
        _ => {}
    }
}

fn value_of<'a>(name: &str, args: &'a [(&str, TextArg)]) -> Option<&'a TextArg> {
    args.iter().find(|(given, _)| *given == name).map(|(_, value)| value)
}

fn number_in(lang: Lang, number: i64) -> String {
    match lang {
        Lang::Vi => grouped(number),
        Lang::En => grouped(number).replace('.', ","),
    }
}

/// A text by its key that follows the language. One type for all of them: a closure for each would make a copy of the
/// rendering code for each.
pub fn said(key: &'static str) -> Signal<String> {
    Signal::derive(move || text(key))
}
