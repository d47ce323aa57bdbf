//! From JSON to a template.

use serde_json::Value;

use super::node::Node;
use super::{
    Annex, Asked, Code, Column, Fault, Form, Head, Line, Part, Piece, Role, Row, Signature, Step, Template, Written,
    Wrong,
};
use crate::markup;
use crate::paper::{Align, Ending, Page};
use crate::schema::{COMMON, Field, Kind, Shape};

/// Fields that can be asked for, the innermost list last.
pub type Scope = Vec<&'static [Field]>;

/// How many tables of fields are the paper's own.
const PAPER: usize = 2;

pub fn template(value: &Value) -> Result<Template, Fault> {
    let root = Node::root(value);
    root.only(&["kind", "head", "to", "body", "ending", "recipients", "sign", "qr", "annexes"])?;
    let kind = root.must("kind")?;
    let kind = Kind::named(kind.text()?).ok_or_else(|| kind.fault(Wrong::Needs("a kind of paper")))?;
    let scope: Scope = vec![&COMMON, kind.fields()];
    let list = |key| root.may(key).map_or(Ok(Vec::new()), |node| steps(&node, &scope, &line));
    let read_annexes = |node: Node<'_>| node.list()?.iter().map(|node| annex(node, &scope)).collect();
    Ok(Template {
        kind,
        head: head(&root.must("head")?, &scope)?,
        to: list("to")?,
        body: steps(&root.must("body")?, &scope, &|node, scope| form(node, scope, Page::Portrait))?,
        ending: root.may("ending").map_or(Ok(Ending::Bare), |node| ending(&node))?,
        recipients: list("recipients")?,
        signatures: root.may("sign").map_or(Ok(Vec::new()), |node| steps(&node, &scope, &signature))?,
        code: root.may("qr").map(|node| code(&node, &scope)).transpose()?,
        annexes: root.may("annexes").map_or(Ok(Vec::new()), read_annexes)?,
    })
}

fn head(node: &Node<'_>, scope: &Scope) -> Result<Head, Fault> {
    node.only(&["parent_body", "body", "code", "place", "type_name", "subject"])?;
    Ok(Head {
        parent_body: may_line(node, "parent_body", scope)?,
        body: line(&node.must("body")?, scope)?,
        code: may_line(node, "code", scope)?,
        place: may_line(node, "place", scope)?,
        type_name: line(&node.must("type_name")?, scope)?,
        subject: line(&node.must("subject")?, scope)?,
    })
}

fn ending(node: &Node<'_>) -> Result<Ending, Fault> {
    match node.text()? {
        "./." => Ok(Ending::Mark),
        "" => Ok(Ending::Bare),
        _ => Err(node.fault(Wrong::Needs("./. or nothing"))),
    }
}

fn signature(node: &Node<'_>, scope: &Scope) -> Result<Signature, Fault> {
    node.only(&["lines", "hint", "other_post", "name"])?;
    Ok(Signature {
        lines: steps(&node.must("lines")?, scope, &line)?,
        hint: may_line(node, "hint", scope)?,
        other_post: may_line(node, "other_post", scope)?,
        name: may_line(node, "name", scope)?,
    })
}

fn code(node: &Node<'_>, scope: &Scope) -> Result<Code, Fault> {
    node.only(&["text", "alt", "note"])?;
    Ok(Code {
        text: line(&node.must("text")?, scope)?,
        alt: line(&node.must("alt")?, scope)?,
        note: may_line(node, "note", scope)?,
    })
}

fn annex(node: &Node<'_>, scope: &Scope) -> Result<Annex, Fault> {
    node.only(&["label", "title", "subject", "note", "page", "body"])?;
    let page = match node.may("page") {
        None => Page::Portrait,
        Some(page) => match page.text()? {
            "portrait" => Page::Portrait,
            "landscape" => Page::Landscape,
            _ => return Err(page.fault(Wrong::Needs("portrait or landscape"))),
        },
    };
    Ok(Annex {
        label: may_line(node, "label", scope)?,
        title: line(&node.must("title")?, scope)?,
        subject: may_line(node, "subject", scope)?,
        note: line(&node.must("note")?, scope)?,
        page,
        body: steps(&node.must("body")?, scope, &|node, scope| form(node, scope, page))?,
    })
}

/// A list of things of one sort, some of them repeated or under a condition.
fn steps<T>(
    node: &Node<'_>,
    scope: &Scope,
    one: &dyn Fn(&Node<'_>, &Scope) -> Result<T, Fault>,
) -> Result<Vec<Step<T>>, Fault> {
    node.list()?.iter().map(|node| step(node, scope, one)).collect()
}

fn step<T>(
    node: &Node<'_>,
    scope: &Scope,
    one: &dyn Fn(&Node<'_>, &Scope) -> Result<T, Fault>,
) -> Result<Step<T>, Fault> {
    if let Some(name) = node.may("each") {
        node.only(&["each", "do"])?;
        let list = asked(&name, name.text()?, scope)?;
        let Shape::List(fields) = list.field.shape else {
            return Err(name.fault(Wrong::NotAList(list.field.name.to_owned())));
        };
        // Within a list only a list of its own items: a paper grows no faster than what it is made of.
        if scope.len() > PAPER && list.depth + 2 != scope.len() {
            return Err(name.fault(Wrong::NotOfItem(list.field.name.to_owned())));
        }
        let inner = scope.iter().copied().chain([fields]).collect();
        return Ok(Step::Each { list, steps: steps(&node.must("do")?, &inner, one)? });
    }
    if let Some(name) = node.may("if") {
        node.only(&["if", "do", "else"])?;
        return Ok(Step::If {
            asked: asked(&name, name.text()?, scope)?,
            then: steps(&node.must("do")?, scope, one)?,
            otherwise: node.may("else").map_or(Ok(Vec::new()), |node| steps(&node, scope, one))?,
        });
    }
    one(node, scope).map(Step::One)
}

fn form(node: &Node<'_>, scope: &Scope, page: Page) -> Result<Form, Fault> {
    let role = Role::ALL.into_iter().find_map(|(name, role)| Some((name, role, node.may(name)?)));
    if let Some((name, role, text)) = role {
        node.only(&[name])?;
        return Ok(Form::Text(role, line(&text, scope)?));
    }
    if let Some(lines) = node.may("dotted") {
        node.only(&["dotted"])?;
        return Ok(Form::Dotted(u8::try_from(lines.number(1, 40)?).unwrap_or(1)));
    }
    node.only(&["table"])?;
    table(&node.must("table")?, scope, page)
}

fn table(node: &Node<'_>, scope: &Scope, page: Page) -> Result<Form, Fault> {
    node.only(&["columns", "rows"])?;
    let at = node.must("columns")?;
    let columns: Vec<Column> = at.list()?.iter().map(|node| column(node, scope)).collect::<Result<_, _>>()?;
    if columns.is_empty() {
        return Err(at.fault(Wrong::Needs("a column")));
    }
    let width = columns.iter().map(|column| u32::from(column.width)).sum();
    if width > u32::from(page.width()) {
        return Err(at.fault(Wrong::TooWide { width, page: page.width() }));
    }
    let rows = steps(&node.must("rows")?, scope, &|node, scope| row(node, scope, columns.len()))?;
    Ok(Form::Table { columns, rows })
}

fn column(node: &Node<'_>, scope: &Scope) -> Result<Column, Fault> {
    node.only(&["title", "over", "width", "align"])?;
    let align = match node.may("align") {
        None => Align::Left,
        Some(align) => match align.text()? {
            "left" => Align::Left,
            "centre" => Align::Centre,
            "right" => Align::Right,
            "justified" => Align::Justified,
            _ => return Err(align.fault(Wrong::Needs("left, centre, right or justified"))),
        },
    };
    Ok(Column {
        title: line(&node.must("title")?, scope)?,
        over: may_line(node, "over", scope)?,
        width: node.must("width")?.number(5, Page::Landscape.width())?,
        align,
    })
}

fn row(node: &Node<'_>, scope: &Scope, columns: usize) -> Result<Row, Fault> {
    if let Some(text) = node.may("group") {
        node.only(&["group"])?;
        return Ok(Row::Group(line(&text, scope)?));
    }
    node.only(&["cells"])?;
    let at = node.must("cells")?;
    let cells: Vec<Line> = at.list()?.iter().map(|node| line(node, scope)).collect::<Result<_, _>>()?;
    if cells.len() != columns {
        return Err(at.fault(Wrong::CellCount { cells: cells.len(), columns }));
    }
    Ok(Row::Cells(cells))
}

fn may_line(node: &Node<'_>, key: &str, scope: &Scope) -> Result<Option<Line>, Fault> {
    node.may(key).map(|node| line(&node, scope)).transpose()
}

pub fn line(node: &Node<'_>, scope: &Scope) -> Result<Line, Fault> {
    let pieces = markup::pieces(node.text()?).map_err(|unclosed| node.fault(unclosed))?;
    let read = |piece: markup::Piece| {
        let part = match piece.part {
            markup::Part::Words(words) => Part::Words(words),
            markup::Part::Field { name, form } => placeholder(node, &name, form.as_deref(), scope)?,
        };
        Ok(Piece { look: piece.look, part })
    };
    pieces.into_iter().map(read).collect()
}

fn placeholder(node: &Node<'_>, name: &str, form: Option<&str>, scope: &Scope) -> Result<Part, Fault> {
    let unknown = || node.fault(Wrong::UnknownForm(format!("{name}:{}", form.unwrap_or_default())));
    // The paper's own data is two tables of fields.
    let in_list = scope.len() > 2;
    match (name, form) {
        ("paper.number", None) => return Ok(Part::Reference),
        ("paper.day", None) => return Ok(Part::Issued),
        ("stt", None) if in_list => return Ok(Part::RowNumber(Written::Usual)),
        ("stt", Some("roman")) if in_list => return Ok(Part::RowNumber(Written::Roman)),
        _ => {}
    }
    let asked = asked(node, name, scope)?;
    match (asked.field.shape, form) {
        (Shape::Text | Shape::Number | Shape::Day, None) => Ok(Part::Field(asked, Written::Usual)),
        (Shape::Day, Some("short")) => Ok(Part::Field(asked, Written::Short)),
        (Shape::Flag | Shape::List(_), _) => Err(node.fault(Wrong::NotAText(name.to_owned()))),
        _ => Err(unknown()),
    }
}

/// The field of this name in the innermost list that has one.
fn asked(node: &Node<'_>, name: &str, scope: &Scope) -> Result<Asked, Fault> {
    let found = scope.iter().enumerate().rev().find_map(|(at, fields)| {
        let field = fields.iter().find(|field| field.name == name)?;
        // Both tables of the paper's own fields are one object.
        Some(Asked { field, depth: at.saturating_sub(1) })
    });
    found.ok_or_else(|| node.fault(Wrong::UnknownField(name.to_owned())))
}
