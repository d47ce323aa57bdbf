//! Papers to be filled in, as JSON that an officer may edit. Reading checks all that can be checked without data.
//!
//! ```json
//! {
//!   "kind": "decision",
//!   "head": { "parent_body": "{office.parent}", "body": "{office.name}", "code": "QĐ-{office.code}", "place": "{office.place}",
//!             "type_name": "Quyết định", "subject": "Về việc …" },
//!   "to": ["…"], "body": [ … ], "ending": "./.", "recipients": ["…"], "sign": [ … ], "annexes": [ … ],
//!   "qr": { "text": "{link}", "alt": "…" }
//! }
//! ```
//!
//! Lines hold `{name}`, `{name:short}` (a day as 05/11/2026), `{name:roman}` (a row's number), `**bold**`, `*italic*`, and `\`
//! before a sign that shall stand for itself. Names are those of `schema`, and in each paper `{paper.number}`, `{paper.day}`, in
//! lists `{stt}`. Inside a list its fields come first.
//!
//! - A block is one of `ground`, `centred`, `note`, `section`, `article`, `clause`, `point`, `dash`, `paragraph`: a line each; `dotted`:
//!   lines to write on; `table`: `columns` of `title`, `over`, `width` (mm), `align`, and `rows` of `cells` or `group`.
//!   Sections, articles, clauses and points get their numbers by themselves.
//! - `{"each": "awards", "do": [ … ]}` repeats, `{"if": "quorum_met", "do": [ … ], "else": [ … ]}` chooses; both stand wherever
//!   blocks, rows, lines or signatures do. A flag holds if true, other values if they are there.
//! - A signature has `lines`, and may have `hint`, `other_post` and `name`.
//! - An annex has `title`, `note`, `body`, and may have `label`, `subject` and `page`: `landscape`.
//! - `qr` draws `text` as a code below the recipients, with `alt` for who does not see it and perhaps a `note` below; a paper
//!   without it, or whose text is empty, has none.
//! - A line that is empty once it is filled in is left out.

use std::fmt;

use serde_json::Value;

use crate::markup::Unclosed;
use crate::paper::{Align, Block, Ending, Look, Page, Text};
use crate::schema::{Field, Kind};

pub mod edit;
mod node;
pub mod outline;
mod read;

/// A template that was read: all names in it are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    pub kind: Kind,
    pub(crate) head: Head,
    pub(crate) to: Vec<Step<Line>>,
    pub(crate) body: Vec<Step<Form>>,
    pub(crate) ending: Ending,
    pub(crate) recipients: Vec<Step<Line>>,
    pub(crate) signatures: Vec<Step<Signature>>,
    pub(crate) code: Option<Code>,
    pub(crate) annexes: Vec<Annex>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Code {
    pub text: Line,
    pub alt: Line,
    pub note: Option<Line>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    pub parent_body: Option<Line>,
    pub body: Line,
    pub code: Option<Line>,
    pub place: Option<Line>,
    pub type_name: Line,
    pub subject: Line,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Signature {
    pub lines: Vec<Step<Line>>,
    pub hint: Option<Line>,
    pub other_post: Option<Line>,
    pub name: Option<Line>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Annex {
    pub label: Option<Line>,
    pub title: Line,
    pub subject: Option<Line>,
    pub note: Line,
    pub page: Page,
    pub body: Vec<Step<Form>>,
}

/// Something, once, often or under a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step<T> {
    One(T),
    Each { list: Asked, steps: Vec<Step<T>> },
    If { asked: Asked, then: Vec<Step<T>>, otherwise: Vec<Step<T>> },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Text(Role, Line),
    Dotted(u8),
    Table { columns: Vec<Column>, rows: Vec<Step<Row>> },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    pub title: Line,
    pub over: Option<Line>,
    pub width: u16,
    pub align: Align,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Row {
    Cells(Vec<Line>),
    Group(Line),
}

/// What a line of text is in the paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Ground,
    Centred,
    Note,
    Section,
    Article,
    Clause,
    Point,
    Dash,
    Paragraph,
}

impl Role {
    pub const ALL: [(&'static str, Role); 9] = [
        ("ground", Role::Ground),
        ("centred", Role::Centred),
        ("note", Role::Note),
        ("section", Role::Section),
        ("article", Role::Article),
        ("clause", Role::Clause),
        ("point", Role::Point),
        ("dash", Role::Dash),
        ("paragraph", Role::Paragraph),
    ];

    pub fn block(self, text: Text) -> Block {
        match self {
            Role::Ground => Block::Ground(text),
            Role::Centred => Block::Centred(text),
            Role::Note => Block::Note(text),
            Role::Section => Block::Section(text),
            Role::Article => Block::Article(text),
            Role::Clause => Block::Clause(text),
            Role::Point => Block::Point(text),
            Role::Dash => Block::Dash(text),
            Role::Paragraph => Block::Paragraph(text),
        }
    }
}

/// A line with the places where data goes.
pub(crate) type Line = Vec<Piece>;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub look: Look,
    pub part: Part,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Words(String),
    Field(Asked, Written),
    /// `{paper.number}`
    Reference,
    /// `{paper.day}`
    Issued,
    /// `{stt}`: the number of the row in its list.
    RowNumber(Written),
}

/// A field, and in which list it is asked for: 0 is the paper's own data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    pub field: &'static Field,
    pub depth: usize,
}

/// A way to write a value that has several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    Usual,
    Short,
    Roman,
}

/// Why a text is no template. The rest of it was not looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The place, counted from 1: `body.3.table.columns.2.width`.
    pub at: String,
    pub wrong: Wrong,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    NotJson {
        line: usize,
        column: usize,
    },
    Missing,
    /// Something else is needed here: `a text`.
    Needs(&'static str),
    UnknownKey(String),
    UnknownField(String),
    /// It is a list or a flag and is asked for as a text.
    NotAText(String),
    /// `each` over what is no list.
    NotAList(String),
    /// `each` within a list, over a list that is not of its items.
    NotOfItem(String),
    /// No such way to write this field.
    UnknownForm(String),
    OpenBrace,
    OpenStar,
    /// Millimetres of all columns, and what the page has.
    TooWide {
        width: u32,
        page: u16,
    },
    /// Cells of a row, and columns.
    CellCount {
        cells: usize,
        columns: usize,
    },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.at.is_empty() {
            write!(f, "{}: ", self.at)?;
        }
        match &self.wrong {
            Wrong::NotJson { line, column } => write!(f, "not JSON at line {line}, column {column}"),
            Wrong::Missing => f.write_str("is missing"),
            Wrong::Needs(what) => write!(f, "needs {what}"),
            Wrong::UnknownKey(key) => write!(f, "unknown key {key}"),
            Wrong::UnknownField(name) => write!(f, "unknown placeholder {{{name}}}"),
            Wrong::NotAText(name) => write!(f, "{{{name}}} is no text"),
            Wrong::NotAList(name) => write!(f, "{name} is no list"),
            Wrong::NotOfItem(name) => write!(f, "{name} is no list of the items around it"),
            Wrong::UnknownForm(form) => write!(f, "{{{form}}} cannot be written so"),
            Wrong::OpenBrace => f.write_str("a brace has no partner"),
            Wrong::OpenStar => f.write_str("a star has no partner"),
            Wrong::TooWide { width, page } => write!(f, "columns are {width} mm wide, the page has {page}"),
            Wrong::CellCount { cells, columns } => write!(f, "{cells} cells in a table of {columns} columns"),
        }
    }
}

impl From<Unclosed> for Wrong {
    fn from(unclosed: Unclosed) -> Wrong {
        match unclosed {
            Unclosed::Brace => Wrong::OpenBrace,
            Unclosed::Star => Wrong::OpenStar,
        }
    }
}

/// Reads a template.
pub fn read(text: &str) -> Result<Template, Fault> {
    let value: Value = serde_json::from_str(text).map_err(|error| Fault {
        at: String::new(),
        wrong: Wrong::NotJson { line: error.line(), column: error.column() },
    })?;
    read::template(&value)
}
