//! A template and its data become a paper. What is missing leaves a gap that people see, and is listed.

use serde_json::Value;

use crate::paper::{Annex, Block, Code, Column, Day, Head, Issued, Paper, Row, Run, Signature, Table, Text};
use crate::schema::{Need, Shape};
use crate::template::{self, Asked, Form, Line, Part, Role, Step, Template, Written};
use crate::wording::{self, GAP};

/// A paper, and what its data did not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    pub paper: Paper,
    pub gaps: Vec<Gap>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The place in the data, rows counted from 1: `awards.2.items.1.name`.
    pub path: String,
    pub why: Why,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    Absent,
    /// Something else than the schema says: a list where a text belongs, a day that no month has.
    Unfit,
}

/// Fills in a template. Data beside what the template asks for is no fault.
pub fn fill(template: &Template, data: &Value) -> Filled {
    let mut filler = Filler { scopes: vec![Scope { value: data, path: String::new(), row: 0 }], ..Filler::default() };
    filler.number = filler.text_at("number");
    filler.issued = filler.issued_at("day");
    let head = filler.head(&template.head);
    filler.reference = head.reference();
    let paper = Paper {
        head,
        to: filler.lines(&template.to),
        body: filler.blocks(&template.body),
        ending: template.ending,
        recipients: filler.lines(&template.recipients),
        signatures: filler.each(&template.signatures, |filler, one| vec![filler.signature(one)]),
        code: template.code.as_ref().and_then(|code| filler.code(code)),
        annexes: template.annexes.iter().map(|annex| filler.annex(annex)).collect(),
    };
    Filled { paper, gaps: filler.gaps }
}

struct Filler<'a> {
    /// The paper's own data first, then the row of each list around.
    scopes: Vec<Scope<'a>>,
    gaps: Vec<Gap>,
    number: Option<String>,
    issued: Issued,
    reference: String,
}

struct Scope<'a> {
    value: &'a Value,
    path: String,
    row: usize,
}

impl Default for Filler<'_> {
    fn default() -> Self {
        Filler { scopes: Vec::new(), gaps: Vec::new(), number: None, issued: Issued::Open, reference: String::new() }
    }
}

impl<'a> Filler<'a> {
    fn head(&mut self, head: &template::Head) -> Head {
        Head {
            parent_body: head.parent_body.as_ref().and_then(|line| self.some_words(line)),
            body: self.words(&head.body),
            code: head.code.as_ref().map(|line| self.words(line)),
            number: self.number.clone(),
            place: head.place.as_ref().map(|line| self.words(line)),
            issued: self.issued,
            type_name: self.words(&head.type_name),
            subject: self.words(&head.subject),
        }
    }

    fn signature(&mut self, signature: &template::Signature) -> Signature {
        Signature {
            lines: self.lines(&signature.lines),
            hint: signature.hint.as_ref().and_then(|line| self.some_words(line)),
            other_post: signature.other_post.as_ref().and_then(|line| self.some_words(line)),
            name: signature.name.as_ref().and_then(|line| self.some_words(line)),
        }
    }

    /// Without an address there is no code, nor with one that has a gap.
    fn code(&mut self, code: &template::Code) -> Option<Code> {
        let text = self.some_words(&code.text).filter(|text| !text.contains(GAP))?;
        let note = code.note.as_ref().and_then(|line| self.some_words(line));
        Some(Code { text: text.trim().to_owned(), alt: self.words(&code.alt), note })
    }

    fn annex(&mut self, annex: &template::Annex) -> Annex {
        Annex {
            label: annex.label.as_ref().and_then(|line| self.some_words(line)),
            title: self.words(&annex.title),
            subject: annex.subject.as_ref().and_then(|line| self.some_words(line)),
            note: self.words(&annex.note),
            page: annex.page,
            body: self.blocks(&annex.body),
        }
    }

    fn lines(&mut self, steps: &[Step<Line>]) -> Vec<String> {
        self.each(steps, |filler, line| filler.some_words(line).into_iter().collect())
    }

    fn blocks(&mut self, steps: &[Step<Form>]) -> Vec<Block> {
        self.each(steps, |filler, form| match form {
            Form::Text(role, line) => filler.text_blocks(*role, line),
            Form::Dotted(lines) => vec![Block::Dotted(*lines)],
            Form::Table { columns, rows } => {
                let columns = columns.iter().map(|column| Column {
                    title: filler.words(&column.title),
                    over: column.over.as_ref().and_then(|line| filler.some_words(line)),
                    width: column.width,
                    align: column.align,
                });
                let columns = columns.collect();
                let rows = filler.each(rows, |filler, row| {
                    vec![match row {
                        template::Row::Cells(cells) => Row::Cells(cells.iter().map(|cell| filler.text(cell)).collect()),
                        template::Row::Group(line) => Row::Group(filler.text(line)),
                    }]
                });
                vec![Block::Table(Table { columns, rows })]
            }
        })
    }

    /// Running text of several lines becomes as many blocks.
    fn text_blocks(&mut self, role: Role, line: &Line) -> Vec<Block> {
        let text = self.text(line);
        let texts = match role {
            Role::Paragraph | Role::Dash | Role::Ground | Role::Point => by_line(text),
            Role::Centred | Role::Note | Role::Section | Role::Article | Role::Clause => vec![text],
        };
        let says = |text: &Text| text.iter().any(|run| !run.text.trim().is_empty());
        texts.into_iter().filter(says).map(|text| role.block(text)).collect()
    }

    /// What the steps give, with repetitions and conditions carried out.
    fn each<T, U>(&mut self, steps: &[Step<T>], one: impl FnMut(&mut Self, &T) -> Vec<U> + Copy) -> Vec<U> {
        let mut out = Vec::new();
        for step in steps {
            match step {
                Step::One(item) => out.extend({ one }(self, item)),
                Step::If { asked, then, otherwise } => {
                    let holds = self.value(*asked).is_some_and(holds);
                    out.extend(self.each(if holds { then } else { otherwise }, one));
                }
                Step::Each { list, steps } => {
                    let path = self.path(*list);
                    let (rows, known) = self.rows(*list);
                    for (row, value) in (1..).zip(rows) {
                        self.scopes.push(Scope { value, path: format!("{path}.{row}"), row });
                        let before = self.gaps.len();
                        out.extend(self.each(steps, one));
                        if !known {
                            // The list itself is what is missing.
                            self.gaps.truncate(before);
                        }
                        self.scopes.pop();
                    }
                }
            }
        }
        out
    }

    /// The rows of a list; one without data where the list is missing, so that the gaps show.
    fn rows(&mut self, list: Asked) -> (&'a [Value], bool) {
        const NOTHING: &[Value] = &[Value::Null];
        match (self.value(list), list.field.need) {
            (Some(Value::Array(rows)), _) => (rows, true),
            (None | Some(Value::Null), Need::May) => (&[], true),
            (found, _) => {
                self.gap(list, found);
                (NOTHING, false)
            }
        }
    }

    fn some_words(&mut self, line: &Line) -> Option<String> {
        Some(self.words(line)).filter(|words| !words.trim().is_empty())
    }

    fn words(&mut self, line: &Line) -> String {
        self.text(line).into_iter().map(|run| run.text).collect()
    }

    fn text(&mut self, line: &Line) -> Text {
        let mut text: Text = Vec::new();
        for piece in line {
            let words = match &piece.part {
                Part::Words(words) => words.clone(),
                Part::Field(asked, written) => self.written(*asked, *written),
                Part::Reference => self.reference.clone(),
                Part::Issued => wording::issued(self.issued),
                Part::RowNumber(written) => {
                    let row = self.scopes.last().map_or(0, |scope| scope.row);
                    if *written == Written::Roman { wording::roman(row) } else { row.to_string() }
                }
            };
            match text.last_mut() {
                Some(last) if last.look == piece.look => last.text.push_str(&words),
                _ if words.is_empty() => {}
                _ => text.push(Run { text: words, look: piece.look }),
            }
        }
        text
    }

    fn written(&mut self, asked: Asked, written: Written) -> String {
        let found = self.value(asked);
        let text = found.and_then(|value| match asked.field.shape {
            Shape::Text => text_of(value),
            Shape::Number => value.as_u64().map(|number| match number {
                0 => "0".to_owned(),
                _ => wording::number(&number.to_string()),
            }),
            Shape::Day => value.as_str().and_then(Day::parse).map(|day| match written {
                Written::Short => wording::short_day(day),
                _ => wording::day(day),
            }),
            Shape::Flag | Shape::List(_) => None,
        });
        match text {
            Some(text) => text,
            None if asked.field.need == Need::May && is_absent(found) => String::new(),
            None => {
                self.gap(asked, found);
                GAP.to_owned()
            }
        }
    }

    fn value(&self, asked: Asked) -> Option<&'a Value> {
        self.scopes.get(asked.depth).and_then(|scope| at(scope.value, asked.field.name))
    }

    fn path(&self, asked: Asked) -> String {
        let around = self.scopes.get(asked.depth).map_or("", |scope| scope.path.as_str());
        let name = asked.field.name;
        if around.is_empty() { name.to_owned() } else { format!("{around}.{name}") }
    }

    /// Notes each place once.
    fn gap(&mut self, asked: Asked, found: Option<&Value>) {
        let why = if is_absent(found) { Why::Absent } else { Why::Unfit };
        let gap = Gap { path: self.path(asked), why };
        if !self.gaps.contains(&gap) {
            self.gaps.push(gap);
        }
    }

    fn text_at(&self, name: &str) -> Option<String> {
        self.scopes.first().and_then(|scope| at(scope.value, name)).and_then(text_of)
    }

    /// A day, a year alone, or what is to be written by hand.
    fn issued_at(&mut self, name: &str) -> Issued {
        let Some(text) = self.text_at(name) else { return Issued::Open };
        let four_digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        let year = || text.parse().ok().filter(|_| four_digits).map(Issued::In);
        Day::parse(&text).map(Issued::On).or_else(year).unwrap_or_else(|| {
            self.gaps.push(Gap { path: name.to_owned(), why: Why::Unfit });
            Issued::Open
        })
    }
}

/// `office.name` is the member `name` of the member `office`.
fn at<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    name.split('.').try_fold(value, |value, name| value.get(name))
}

fn is_absent(found: Option<&Value>) -> bool {
    found.is_none_or(|value| value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty()))
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|text| !text.trim().is_empty()),
        _ => value.as_i64().map(|number| number.to_string()),
    }
}

fn holds(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(flag) => *flag,
        Value::Number(number) => number.as_i64() != Some(0),
        Value::String(text) => !text.trim().is_empty(),
        Value::Array(rows) => !rows.is_empty(),
        Value::Object(_) => true,
    }
}

fn by_line(text: Text) -> Vec<Text> {
    let mut lines = vec![Vec::new()];
    for run in text {
        for (at, part) in run.text.split('\n').enumerate() {
            if at > 0 {
                lines.push(Vec::new());
            }
            if let Some(line) = lines.last_mut().filter(|_| !part.is_empty()) {
                line.push(Run { text: part.to_owned(), look: run.look });
            }
        }
    }
    lines
}
