//! JavaScript without its comments and long names, by terser from npm.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

/// A module made small. `tool` is terser; without it the text stays as it is.
pub fn module(tool: Option<&Path>, text: String) -> Result<String> {
    let Some(tool) = tool else { return Ok(text) };
    let mut child = Command::new(tool)
        .args(["--module", "--compress", "passes=2", "--mangle"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("terser could not be started")?;
    child.stdin.take().context("terser has no input")?.write_all(text.as_bytes())?;
    let output = child.wait_with_output()?;
    ensure!(output.status.success() && !output.stdout.is_empty(), "terser refused a script; its words are above");
    Ok(String::from_utf8(output.stdout)?)
}
