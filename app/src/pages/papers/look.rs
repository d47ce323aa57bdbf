//! A template looked at while it is written: its lines, what is wrong with them, and the paper as it will read. In one part with
//! the writer of papers.

use serde_json::Value;
use thidua_papers::fill;
use thidua_papers::paper::{Paper, labels};
use thidua_papers::template::outline::{Slot, outline};
use thidua_papers::template::{Fault, read};
use wasm_split_helpers::wasm_split;

use super::docx::NotWritten;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Looked {
    pub slots: Vec<Slot>,
    /// None while it cannot be read.
    pub paper: Option<Paper>,
    /// What stands before each block: of the body, then of each annex.
    pub labels: Vec<Vec<String>>,
    /// What is wrong with it, wherever.
    pub fault: Option<Fault>,
}

/// Looks at a template, filled in with data.
#[wasm_split(table, fallible)]
pub fn looked(template: Value, data: Value) -> Result<Looked, NotWritten> {
    let slots = outline(&template);
    Ok(match read(&template.to_string()) {
        Ok(read) => {
            let paper = fill::fill(&read, &data).paper;
            let annexes = paper.annexes.iter().map(|annex| labels(&annex.body));
            let labels = std::iter::once(labels(&paper.body)).chain(annexes).collect();
            Looked { slots, paper: Some(paper), labels, fault: None }
        }
        Err(fault) => Looked { slots, fault: Some(fault), ..Looked::default() },
    })
}
