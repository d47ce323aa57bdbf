//! The writer of papers: in one part with the writer of tables, fetched when somebody asks for such a file. The service worker holds it like every
//! other part.

use serde_json::Value;
use thidua_papers::paper::{Issued, Paper};
use thidua_papers::{docx, fill, template};
use wasm_split_helpers::{SplitLoaderError, wasm_split};

/// Why there is no file.
pub enum NotWritten {
    /// The writer or the template could not be loaded.
    Absent,
    /// The template is none.
    Unfit,
}

impl From<SplitLoaderError> for NotWritten {
    fn from(_: SplitLoaderError) -> NotWritten {
        NotWritten::Absent
    }
}

/// A file, and the places in its data that were empty.
pub struct Written {
    pub bytes: Vec<u8>,
    pub gaps: Vec<String>,
}

/// Fills in a template.
#[wasm_split(table, fallible)]
pub fn written(template: String, data: Value) -> Result<Written, NotWritten> {
    let template = template::read(&template).map_err(|_| NotWritten::Unfit)?;
    let filled = fill::fill(&template, &data);
    let mut gaps: Vec<String> = filled.gaps.into_iter().map(|gap| gap.path).collect();
    gaps.extend(by_hand(&filled.paper).map(str::to_owned));
    Ok(Written { bytes: docx::docx(&filled.paper), gaps })
}

/// Number and day, where the paper has room for them.
fn by_hand(paper: &Paper) -> impl Iterator<Item = &'static str> {
    let head = &paper.head;
    let number = (head.code.is_some() && head.number.is_none()).then_some("number");
    let day = (head.place.is_some() && !matches!(head.issued, Issued::On(_))).then_some("day");
    number.into_iter().chain(day)
}
