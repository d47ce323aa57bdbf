//! What parts, lines, placeholders and faults of templates are called.

use thidua_papers::template::Wrong;
use thidua_papers::template::outline::{Part, What};

use crate::text::{t, try_text};

pub fn part(part: Part) -> String {
    match part {
        Part::Head => t!("template-part-head"),
        Part::To => t!("template-part-to"),
        Part::Body => t!("template-part-body"),
        Part::Recipients => t!("template-part-recipients"),
        Part::Sign => t!("template-part-sign"),
        Part::Annexes => t!("template-part-annexes"),
    }
}

pub fn role(role: &str) -> String {
    match role {
        "ground" => t!("template-role-ground"),
        "centred" => t!("template-role-centred"),
        "note" => t!("template-role-note"),
        "section" => t!("template-role-section"),
        "article" => t!("template-role-article"),
        "clause" => t!("template-role-clause"),
        "point" => t!("template-role-point"),
        "dash" => t!("template-role-dash"),
        _ => t!("template-role-paragraph"),
    }
}

/// What a line is.
pub fn what(what: &What) -> String {
    match what {
        What::Named(name) => {
            try_text(&format!("template-line-{}", name.replace('_', "-")), &[]).unwrap_or_else(|| t!("template-line"))
        }
        What::Block(name) => role(name),
        What::ColumnTitle => t!("template-column"),
        What::ColumnOver => t!("template-column-over"),
        What::Cell => t!("template-cell"),
        What::Group => t!("template-group"),
        _ => t!("template-line"),
    }
}

/// What stands around lines.
pub fn around(what: &What) -> String {
    match what {
        What::Each(list) => t!("template-each", list = named(list)),
        What::If(asked) => t!("template-if", asked = named(asked)),
        What::Else => t!("template-else"),
        What::Dotted => t!("template-dotted"),
        What::Table => t!("template-table"),
        What::Signature => t!("template-signature"),
        What::Annex => t!("template-annex"),
        _ => String::new(),
    }
}

pub fn wrong(wrong: &Wrong) -> String {
    match wrong {
        Wrong::UnknownField(name) => t!("template-wrong-unknown", name = format!("{{{name}}}")),
        Wrong::NotAText(name) => t!("template-wrong-list", name = format!("{{{name}}}")),
        Wrong::UnknownForm(name) => t!("template-wrong-form", name = format!("{{{name}}}")),
        Wrong::OpenBrace => t!("template-wrong-brace"),
        Wrong::OpenStar => t!("template-wrong-star"),
        _ => t!("template-wrong-shape"),
    }
}

/// A placeholder by what it holds, where it has a name; lists and conditions as well.
fn named(name: &str) -> String {
    let plain = name.split(':').next().unwrap_or_default();
    let key = plain.replace(['.', '_'], "-");
    try_text(&format!("template-field-{key}"), &[])
        .or_else(|| try_text(&format!("paper-gap-{key}"), &[]))
        .unwrap_or_else(|| plain.to_owned())
}

pub fn placeholder(name: &str) -> String {
    match name.split_once(':') {
        Some((_, "short")) => t!("template-field-short", name = named(name)),
        Some((_, "roman")) => t!("template-field-roman", name = named(name)),
        _ => named(name),
    }
}
