//! What people read: Fluent texts from `public/`, by key, in the language that is switched on. A text read inside a
//! closure of a view changes with the language. No text stands in the code.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use leptos::prelude::*;
use leptos::reactive::graph::Observer;
use thidua_domain::format::grouped;
use unic_langid::LanguageIdentifier;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lang {
    #[default]
    Vi,
    En,
}

impl Lang {
    pub const ALL: [Lang; 2] = [Lang::Vi, Lang::En];

    /// For `<html lang>`, and the name of the file: `vi.ftl`.
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
    bundles: RefCell<BTreeMap<Lang, FluentBundle<FluentResource>>>,
    missed: RefCell<BTreeSet<String>>,
}

thread_local! {
    static TEXTS: Texts = Texts {
        lang: ArcRwSignal::new(Lang::default()),
        bundles: RefCell::default(),
        missed: RefCell::default(),
    };
}

/// Takes the texts of a language. Lines that cannot be read are left out, with a word in the log.
pub fn install(lang: Lang, ftl: String) {
    let resource = FluentResource::try_new(ftl).unwrap_or_else(|(resource, errors)| {
        leptos::logging::warn!("texts {}: {} unreadable", lang.code(), errors.len());
        resource
    });
    let id: LanguageIdentifier = lang.code().parse().expect("invariant: language codes are well formed");
    let mut bundle = FluentBundle::new(vec![id]);
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match lang {
        Lang::Vi => number_vi,
        Lang::En => number_en,
    }));
    bundle.add_resource_overriding(resource);
    TEXTS.with(|texts| {
        texts.bundles.borrow_mut().insert(lang, bundle);
        texts.lang.notify();
    });
}

pub fn is_installed(lang: Lang) -> bool {
    TEXTS.with(|texts| texts.bundles.borrow().contains_key(&lang))
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
        let bundles = texts.bundles.borrow();
        [wanted, other].iter().find_map(|lang| formatted(bundles.get(lang)?, key, args))
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

fn formatted(bundle: &FluentBundle<FluentResource>, key: &str, args: &[(&str, TextArg)]) -> Option<String> {
    let (id, attribute) = key.split_once('.').map_or((key, None), |(id, attribute)| (id, Some(attribute)));
    let message = bundle.get_message(id)?;
    let pattern = match attribute {
        Some(name) => message.get_attribute(name)?.value(),
        None => message.value()?,
    };
    let mut values = FluentArgs::with_capacity(args.len());
    for (name, value) in args {
        match value {
            TextArg::Words(words) => values.set(*name, words.as_str()),
            TextArg::Number(number) => values.set(*name, *number),
        }
    }
    // A value that is not given shows as its name; the check of the texts finds it before people do.
    Some(bundle.format_pattern(pattern, Some(&values), &mut Vec::new()).into_owned())
}

fn number_vi<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    #[expect(clippy::cast_possible_truncation, reason = "values come in as i64")]
    Some(grouped(number.value as i64))
}

fn number_en<M>(value: &FluentValue<'_>, memo: &M) -> Option<String> {
    number_vi(value, memo).map(|text| text.replace('.', ","))
}

/// A text by its key that follows the language. One type for all of them: a closure for each would make a copy of the
/// rendering code for each.
pub fn said(key: &'static str) -> Signal<String> {
    Signal::derive(move || text(key))
}
