//! Running other programs so that a failure says what to do next.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::place::{Place, cargo};

/// Runs a program with its output shown; on failure the error names the step and the way on.
pub fn step(command: &mut Command, what: &str, next: &str) -> Result<()> {
    let program = command.get_program().to_string_lossy().into_owned();
    let status = command
        .stdin(Stdio::null())
        .status()
        .with_context(|| format!("{what}: `{program}` could not be started. {next}"))?;
    if !status.success() {
        bail!("{what} failed ({status}). {next}");
    }
    Ok(())
}

/// What a program prints, if it could be run and ended well.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// A cargo command in the workspace.
pub fn cargo_in(place: &Place, words: &[&str]) -> Command {
    let mut command = Command::new(cargo());
    command.args(words).current_dir(&place.root);
    command
}

/// What tests and benchmarks may need beside the project itself.
#[derive(Default)]
pub struct Around<'a> {
    pub chrome: Option<&'a Path>,
    pub soffice: Option<&'a Path>,
    /// The address of the throw-away database.
    pub postgres: Option<&'a str>,
}

/// Tells tests and benchmarks where the server, its front end and all else are.
pub fn with_project_env(command: &mut Command, place: &Place, around: &Around<'_>) {
    command.env("THIDUA_BIN", place.server()).env("THIDUA_DIST", place.dist());
    for (name, path) in [("CHROME", around.chrome), ("SOFFICE", around.soffice)] {
        if let Some(path) = path {
            command.env(name, path);
        }
    }
    if let Some(url) = around.postgres {
        command.env("THIDUA_TEST_PG", url);
    }
}

/// A program's place in PATH.
pub fn which(name: &str) -> Option<std::path::PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?).map(|dir| dir.join(name)).find(|file| file.is_file())
}
