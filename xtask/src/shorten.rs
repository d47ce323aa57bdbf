//! Little between the app and its glue. wasm-bindgen names every function of the browser in full and with a digest, once
//! in the WASM and once in the JavaScript, and nothing compresses digests; and it hands out functions of libraries that
//! no script of ours calls.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, anyhow};
use wasm_encoder::reencode::{self, Reencode};
use wasm_encoder::{ExportSection, Import, ImportSection, Module};
use wasmparser::{Export, Imports};

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

/// Leaves the exports of `wasm` that one of the scripts names.
pub fn exports(wasm: &[u8], scripts: &[&str]) -> Result<Vec<u8>> {
    let named: BTreeSet<&str> = scripts.iter().flat_map(|script| script.split(|c| !is_part(c))).collect();
    let mut module = Module::new();
    let parser = wasmparser::Parser::new(0);
    let done = Prune { named }.parse_core_module(&mut module, parser, wasm);
    done.map_err(|error| anyhow!("leaving out what nobody calls: {error}"))?;
    Ok(module.finish())
}

/// Without what the linker wrote down for a later link.
pub fn unlinked(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut module = Module::new();
    let parser = wasmparser::Parser::new(0);
    let done = Unlink.parse_core_module(&mut module, parser, wasm);
    done.map_err(|error| anyhow!("leaving out relocations: {error}"))?;
    Ok(module.finish())
}

struct Unlink;

impl Reencode for Unlink {
    type Error = std::convert::Infallible;

    fn parse_custom_section(
        &mut self,
        module: &mut Module,
        section: wasmparser::CustomSectionReader<'_>,
    ) -> Result<(), reencode::Error> {
        let is_for_linker = section.name() == "linking" || section.name().starts_with("reloc.");
        if is_for_linker { Ok(()) } else { reencode::utils::parse_custom_section(self, module, section) }
    }
}

struct Prune<'a> {
    named: BTreeSet<&'a str>,
}

impl Reencode for Prune<'_> {
    type Error = std::convert::Infallible;

    fn parse_export(&mut self, section: &mut ExportSection, export: Export<'_>) -> Result<(), reencode::Error> {
        if self.named.contains(export.name) { reencode::utils::parse_export(self, section, export) } else { Ok(()) }
    }
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

fn is_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '$'
}

/// Replaces whole words.
fn renamed(glue: &str, names: &BTreeMap<String, String>) -> String {
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

    #[test]
    fn what_no_script_names_goes() {
        let sample = |names: &[&str]| {
            let mut exports = ExportSection::new();
            for name in names {
                exports.export(name, wasm_encoder::ExportKind::Global, 0);
            }
            let mut module = Module::new();
            module.section(&exports);
            module.finish()
        };
        let wasm = sample(&["memory", "stray", "start"]);
        let left = exports(&wasm, &["const { memory } = wasm.exports", "x.start(), x.stray_too()"]).unwrap();
        assert_eq!(left, sample(&["memory", "start"]));
    }

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
