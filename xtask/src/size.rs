//! The size budget: what a first start must load, as Brotli.

use anyhow::{Context, Result};
use serde_json::Value;

use crate::assemble::FIRST_LOAD;
use crate::place::Place;

/// Brotli bytes of the first load that must not be passed.
const BUDGET: u64 = 350_000;

/// Prints the table; the error says by how much the budget is passed.
pub fn check(place: &Place) -> Result<()> {
    let path = place.dist().join("build.json");
    let text = std::fs::read(&path).context("there is no dist/build.json; run `cargo xtask build`")?;
    let summary: Value = serde_json::from_slice(&text)?;
    anyhow::ensure!(summary["mode"] == "release", "dist/ holds a --debug-app build; run `cargo xtask build`");
    let (table, total) = table(&summary);
    println!("{table}");
    anyhow::ensure!(
        total <= BUDGET,
        "the first load is {} kB, {} kB over the budget of {} kB. Look for a new dependency or a large text; load what is rare on demand.",
        total / 1000,
        (total - BUDGET).div_ceil(1000),
        BUDGET / 1000
    );
    Ok(())
}

fn table(summary: &Value) -> (String, u64) {
    let files = summary["files"].as_array().map_or(&[][..], Vec::as_slice);
    let mut out = format!("{:<14}{:>10}{:>10}{:>10}\n", "first load", "bytes", "gzip", "brotli");
    let mut total = 0;
    for name in FIRST_LOAD {
        let Some(file) = files.iter().find(|file| file["logical"] == name) else { continue };
        let size = |key: &str| file[key].as_u64().unwrap_or_default();
        out.push_str(&format!("{name:<14}{:>10}{:>10}{:>10}\n", size("bytes"), size("gz"), size("br")));
        total += size("br");
    }
    out.push_str(&format!("{:<14}{:>30}   of {BUDGET}", "total", total));
    (out, total)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_the_first_load_is_counted() {
        let file = |logical: &str, br: u64| json!({ "logical": logical, "br": br });
        let summary = json!({ "files": [file("app.wasm", 300), file("vi.json", 20), file("en.json", 1000)] });
        assert_eq!(table(&summary).1, 320);
    }
}
