//! A JSON value that knows its place, so that a fault can name it.

use serde_json::{Map, Value};

use super::{Fault, Wrong};

#[derive(Clone)]
pub struct Node<'a> {
    pub value: &'a Value,
    at: String,
}

impl<'a> Node<'a> {
    pub fn root(value: &'a Value) -> Node<'a> {
        Node { value, at: String::new() }
    }

    pub fn fault(&self, wrong: impl Into<Wrong>) -> Fault {
        Fault { at: self.at.clone(), wrong: wrong.into() }
    }

    fn below(&self, name: &str, value: &'a Value) -> Node<'a> {
        let at = if self.at.is_empty() { name.to_owned() } else { format!("{}.{name}", self.at) };
        Node { value, at }
    }

    /// Fails on what is no object and on keys beside these.
    pub fn only(&self, known: &[&str]) -> Result<(), Fault> {
        let unknown = self.members()?.keys().find(|key| !known.contains(&key.as_str()));
        unknown.map_or(Ok(()), |key| Err(self.fault(Wrong::UnknownKey(key.clone()))))
    }

    fn members(&self) -> Result<&'a Map<String, Value>, Fault> {
        self.value.as_object().ok_or_else(|| self.fault(Wrong::Needs("an object")))
    }

    pub fn may(&self, key: &str) -> Option<Node<'a>> {
        self.value.get(key).map(|value| self.below(key, value))
    }

    pub fn must(&self, key: &str) -> Result<Node<'a>, Fault> {
        let missing = || Fault { at: self.below(key, self.value).at, wrong: Wrong::Missing };
        self.may(key).ok_or_else(missing)
    }

    pub fn text(&self) -> Result<&'a str, Fault> {
        self.value.as_str().ok_or_else(|| self.fault(Wrong::Needs("a text")))
    }

    pub fn number(&self, from: u16, to: u16) -> Result<u16, Fault> {
        let number = self.value.as_u64().and_then(|number| u16::try_from(number).ok());
        let fits = number.filter(|number| (from..=to).contains(number));
        fits.ok_or_else(|| self.fault(Wrong::Needs("an integer in its range")))
    }

    /// The members of a list, counted from 1.
    pub fn list(&self) -> Result<Vec<Node<'a>>, Fault> {
        let list = self.value.as_array().ok_or_else(|| self.fault(Wrong::Needs("a list")))?;
        Ok((1..).zip(list).map(|(at, value)| self.below(&at.to_string(), value)).collect())
    }
}
