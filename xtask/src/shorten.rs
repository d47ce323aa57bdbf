//! Short names between the app and its glue. wasm-bindgen names every function of the browser in full and with a
//! digest, once in the WASM and once in the JavaScript; nothing compresses digests.

use std::collections::BTreeMap;

use anyhow::{Result, anyhow};
use wasm_encoder::reencode::{self, Reencode};
use wasm_encoder::{Import, ImportSection, Module};
use wasmparser::Imports;

/// What wasm-bindgen calls the module of its own imports.
const GLUE: &str = "./app_bg.js";

/// Gives the imports of `wasm` from its glue short names, and the same in the glue.
pub fn imports(wasm: &[u8], glue: &str) -> Result<(Vec<u8>, String)> {
    let mut shorten = Shorten::default();
    let mut module = Module::new();
    let parser = wasmparser::Parser::new(0);
    shorten.parse_core_module(&mut module, parser, wasm).map_err(|error| anyhow!("shortening names: {error}"))?;
    Ok((module.finish(), renamed(glue, &shorten.names)))
}

#[derive(Default)]
struct Shorten {
    /// The name in full → the short one.
    names: BTreeMap<String, String>,
}

impl Reencode for Shorten {
    type Error = std::convert::Infallible;

    fn parse_imports(&mut self, section: &mut ImportSection, imports: Imports<'_>) -> Result<(), reencode::Error> {
        let Imports::Single(_, import) = imports else {
            return reencode::utils::parse_imports(self, section, imports);
        };
        let ty = self.entity_type(import.ty)?;
        let next = format!("${}", self.names.len());
        let name = match import.module {
            GLUE => self.names.entry(import.name.to_owned()).or_insert(next).as_str(),
            _ => import.name,
        };
        section.imports(wasm_encoder::Imports::Single(Import { module: import.module, name, ty }));
        Ok(())
    }
}

/// Replaces whole words.
fn renamed(glue: &str, names: &BTreeMap<String, String>) -> String {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    let mut out = String::with_capacity(glue.len());
    let mut rest = glue;
    while let Some(start) = rest.find(is_part) {
        let (before, word_on) = rest.split_at(start);
        let (word, after) = word_on.split_at(word_on.find(|c| !is_part(c)).unwrap_or(word_on.len()));
        out.push_str(before);
        out.push_str(names.get(word).map_or(word, String::as_str));
        rest = after;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{EntityType, TypeSection, ValType};

    use super::*;

    fn sample(names: &[(&str, &str)]) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([ValType::I32], []);
        let mut imports = ImportSection::new();
        for (module, name) in names {
            imports.import(module, name, EntityType::Function(0));
        }
        let mut module = Module::new();
        module.section(&types).section(&imports);
        module.finish()
    }

    #[test]
    fn both_sides_get_the_same_short_names_and_other_modules_keep_theirs() {
        let wasm = sample(&[(GLUE, "__wbg_click_1234"), ("./screens.js", "load"), (GLUE, "__wbg_click_12345")]);
        let glue = "{ __wbg_click_12345: function() {}, __wbg_click_1234: f, load: g, x__wbg_click_1234: h }";
        let (wasm, glue) = imports(&wasm, glue).unwrap();
        assert_eq!(wasm, sample(&[(GLUE, "$0"), ("./screens.js", "load"), (GLUE, "$1")]));
        assert_eq!(glue, "{ $1: function() {}, $0: f, load: g, x__wbg_click_1234: h }");
    }
}
