//! A template line by line, for those who change its words: each line with its place, what it is, the placeholders that are
//! known there, and what is wrong with it. Also reads what is no template as a whole.

use serde_json::Value;

use super::node::Node;
use super::{Fault, Role, Wrong, read};
use crate::schema::{COMMON, Field, Kind, Shape};

/// A line of a template, or what stands around lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// JSON pointer of the text, or of what stands around.
    pub at: String,
    /// JSON pointer of the member of a list that it is; empty for what cannot be moved or taken away.
    pub item: String,
    pub part: Part,
    pub what: What,
    /// How many repetitions and conditions it stands in.
    pub depth: usize,
    pub text: String,
    /// Placeholders that may stand in the text, as they are written between braces.
    pub known: Vec<String>,
    pub wrong: Option<Wrong>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    Head,
    To,
    Body,
    Recipients,
    Sign,
    Annexes,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A named line of head, signature or annex: `subject`.
    Named(&'static str),
    /// A block of text, by its role: `paragraph`.
    Block(&'static str),
    /// A line of addressees, recipients or of a signature.
    Line,
    ColumnTitle,
    ColumnOver,
    Cell,
    Group,
    /// So many dotted lines.
    Dotted,
    Table,
    Signature,
    Annex,
    /// Repeats what is below it for each row of this list.
    Each(String),
    /// Chooses what is below it.
    If(String),
    Else,
}

impl What {
    /// Whether there are words to write.
    pub fn has_text(&self) -> bool {
        matches!(
            self,
            What::Named(_)
                | What::Block(_)
                | What::Line
                | What::ColumnTitle
                | What::ColumnOver
                | What::Cell
                | What::Group
        )
    }
}

/// Roles of blocks of text, as templates name them.
pub fn roles() -> impl Iterator<Item = &'static str> {
    Role::ALL.into_iter().map(|(name, _)| name)
}

const HEAD: [&str; 6] = ["parent_body", "body", "place", "code", "type_name", "subject"];
const ANNEX: [&str; 4] = ["label", "title", "subject", "note"];
const SIGN: [&str; 3] = ["hint", "other_post", "name"];

/// All lines, in the order of the paper. What has an unknown shape is passed over; [`super::read`] names it.
pub fn outline(template: &Value) -> Vec<Slot> {
    let Some(kind) = template["kind"].as_str().and_then(Kind::named) else { return Vec::new() };
    let mut walk = Walk { template, slots: Vec::new(), part: Part::Head };
    let scope: read::Scope = vec![&COMMON, kind.fields()];
    HEAD.into_iter().for_each(|name| walk.named("/head", name, &scope, 0));
    let lists = [(Part::To, "/to"), (Part::Body, "/body"), (Part::Recipients, "/recipients"), (Part::Sign, "/sign")];
    for (part, at) in lists {
        walk.part = part;
        walk.steps(at, &scope, 0);
    }
    walk.part = Part::Annexes;
    for nth in 0..walk.count("/annexes") {
        let at = format!("/annexes/{nth}");
        walk.around(&at, "", What::Annex, 0);
        ANNEX.into_iter().for_each(|name| walk.named(&at, name, &scope, 0));
        walk.steps(&format!("{at}/body"), &scope, 0);
    }
    walk.slots
}

/// The names that may stand between braces in a scope, the nearest first.
fn known(scope: &read::Scope) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut add = |name: String| {
        if !names.contains(&name) {
            names.push(name);
        }
    };
    if scope.len() > 2 {
        add("stt".into());
        add("stt:roman".into());
    }
    for field in scope.iter().rev().flat_map(|fields| fields.iter()) {
        match field.shape {
            Shape::Text | Shape::Number => add(field.name.into()),
            Shape::Day => {
                add(field.name.into());
                add(format!("{}:short", field.name));
            }
            Shape::Flag | Shape::List(_) => {}
        }
    }
    add("paper.number".into());
    add("paper.day".into());
    names
}

struct Walk<'a> {
    template: &'a Value,
    slots: Vec<Slot>,
    part: Part,
}

impl Walk<'_> {
    fn count(&self, at: &str) -> usize {
        self.template.pointer(at).and_then(Value::as_array).map_or(0, Vec::len)
    }

    fn around(&mut self, at: &str, item: &str, what: What, depth: usize) {
        let (at, item, part) = (at.to_owned(), item.to_owned(), self.part);
        self.slots.push(Slot { at, item, part, what, depth, text: String::new(), known: Vec::new(), wrong: None });
    }

    fn text(&mut self, at: &str, item: &str, what: What, scope: &read::Scope, depth: usize) {
        let Some(value) = self.template.pointer(at).filter(|value| value.is_string()) else { return };
        let wrong = read::line(&Node::root(value), scope).err().map(|Fault { wrong, .. }| wrong);
        self.slots.push(Slot {
            at: at.to_owned(),
            item: item.to_owned(),
            part: self.part,
            what,
            depth,
            text: value.as_str().unwrap_or_default().to_owned(),
            known: known(scope),
            wrong,
        });
    }

    fn named(&mut self, parent: &str, name: &'static str, scope: &read::Scope, depth: usize) {
        self.text(&format!("{parent}/{name}"), "", What::Named(name), scope, depth);
    }

    fn steps(&mut self, at: &str, scope: &read::Scope, depth: usize) {
        // No template is nested deeper; a row from elsewhere may be.
        if depth > 12 {
            return;
        }
        for nth in 0..self.count(at) {
            let at = format!("{at}/{nth}");
            let Some(one) = self.template.pointer(&at) else { continue };
            let name = |key: &str| one[key].as_str().map(str::to_owned);
            if let Some(list) = name("each") {
                let fields = rows(scope, &list);
                self.around(&at, &at, What::Each(list), depth);
                let inner = scope.iter().copied().chain([fields.unwrap_or_default()]).collect();
                self.steps(&format!("{at}/do"), &inner, depth + 1);
            } else if let Some(asked) = name("if") {
                let has_else = one["else"].is_array();
                self.around(&at, &at, What::If(asked), depth);
                self.steps(&format!("{at}/do"), scope, depth + 1);
                if has_else {
                    self.around(&format!("{at}/else"), "", What::Else, depth);
                    self.steps(&format!("{at}/else"), scope, depth + 1);
                }
            } else {
                self.one(&at, scope, depth);
            }
        }
    }

    fn one(&mut self, at: &str, scope: &read::Scope, depth: usize) {
        let Some(one) = self.template.pointer(at) else { return };
        if one.is_string() {
            return self.text(at, at, What::Line, scope, depth);
        }
        let role = roles().find(|role| one[*role].is_string());
        if let Some(role) = role {
            self.text(&format!("{at}/{role}"), at, What::Block(role), scope, depth);
        } else if one["dotted"].is_u64() {
            self.around(at, at, What::Dotted, depth);
        } else if one["table"].is_object() {
            self.table(at, scope, depth);
        } else if one["lines"].is_array() {
            self.around(at, at, What::Signature, depth);
            self.steps(&format!("{at}/lines"), scope, depth + 1);
            SIGN.into_iter().for_each(|name| self.named(at, name, scope, depth + 1));
        } else if one["group"].is_string() {
            self.text(&format!("{at}/group"), "", What::Group, scope, depth);
        } else if one["cells"].is_array() {
            for nth in 0..self.count(&format!("{at}/cells")) {
                self.text(&format!("{at}/cells/{nth}"), "", What::Cell, scope, depth);
            }
        }
    }

    fn table(&mut self, at: &str, scope: &read::Scope, depth: usize) {
        self.around(at, at, What::Table, depth);
        for nth in 0..self.count(&format!("{at}/table/columns")) {
            let at = format!("{at}/table/columns/{nth}");
            self.text(&format!("{at}/over"), "", What::ColumnOver, scope, depth + 1);
            self.text(&format!("{at}/title"), "", What::ColumnTitle, scope, depth + 1);
        }
        self.steps(&format!("{at}/table/rows"), scope, depth + 1);
    }
}

/// The fields of the rows of a list that is known in a scope.
fn rows(scope: &read::Scope, name: &str) -> Option<&'static [Field]> {
    let field = scope.iter().rev().find_map(|fields| fields.iter().find(|field| field.name == name))?;
    match field.shape {
        Shape::List(fields) => Some(fields),
        _ => None,
    }
}
