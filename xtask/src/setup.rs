//! What a fresh machine lacks: the wasm target, npm packages, a browser, a spreadsheet program. Every step may run again at no cost.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::compress::hex_digest;
use crate::place::Place;
use crate::{postgres, run};

const TARGET: &str = "wasm32-unknown-unknown";

/// `cargo xtask setup`: everything, then a list of what is there and what is not.
pub fn everything(place: &Place) -> Result<()> {
    wasm_target()?;
    println!("✓ Rust target {TARGET}");
    match npm(place) {
        Ok(()) => println!("✓ npm packages in tests/node_modules"),
        Err(error) => println!("✗ npm packages: {error:#}"),
    }
    match chromium() {
        Ok(path) => println!("✓ browser {}", path.display()),
        Err(error) => println!("✗ browser: {error:#}"),
    }
    match libreoffice() {
        Ok(path) => println!("✓ LibreOffice {}", path.display()),
        Err(error) => println!("✗ LibreOffice: {error:#}"),
    }
    match postgres::tools() {
        Ok(dir) => println!("✓ PostgreSQL tools in {}", dir.display()),
        Err(error) => println!("✗ PostgreSQL tools: {error:#}"),
    }
    Ok(())
}

/// Enough to build. Without npm the build still works, only larger.
pub fn for_build(place: &Place) -> Result<()> {
    wasm_target()?;
    if let Err(error) = npm(place) {
        eprintln!("\n!! npm packages are missing: {error:#}\n!! Going on without them.\n");
    }
    Ok(())
}

/// Enough to build and to drive a browser.
pub fn for_browser(place: &Place) -> Result<PathBuf> {
    wasm_target()?;
    npm(place)?;
    chromium()
}

/// The target the app is compiled for. rust-toolchain.toml asks rustup for it; a Rust without rustup must have it.
pub fn wasm_target() -> Result<()> {
    let sysroot = run::output(Command::new("rustc").args(["--print", "sysroot"]))
        .context("rustc could not be started; install Rust from https://rustup.rs")?;
    if PathBuf::from(sysroot).join("lib/rustlib").join(TARGET).is_dir() {
        return Ok(());
    }
    let next =
        format!("Install it by hand: rustup target add {TARGET} (or your system's package of the Rust wasm target).");
    run::step(Command::new("rustup").args(["target", "add", TARGET]), "getting the wasm target", &next)
}

/// Installs the locked npm packages when the lock file has changed since the last time.
pub fn npm(place: &Place) -> Result<()> {
    let _lock = place.lock()?;
    let lock_file = place.tests().join("package-lock.json");
    let want = hex_digest(&std::fs::read(&lock_file).with_context(|| lock_file.display().to_string())?);
    let stamp = place.kept("")?.join("npm.stamp");
    let have = std::fs::read_to_string(&stamp).unwrap_or_default();
    if have == want && place.npm_bin("wasm-opt").exists() {
        return Ok(());
    }
    if run::which("npm").is_none() {
        bail!(
            "npm is not installed. Install Node.js 20 or newer (Debian, Ubuntu: apt install nodejs npm), then run again."
        );
    }
    println!("· npm ci in tests/");
    run::step(
        Command::new("npm")
            .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
            .current_dir(place.tests()),
        "npm ci",
        "Check the network and that Node.js is 20 or newer (node --version), then run again.",
    )?;
    std::fs::write(stamp, want)?;
    Ok(())
}

/// Finds a Chromium, or installs one where this process may.
pub fn chromium() -> Result<PathBuf> {
    // The Noto fonts carry every Vietnamese letter; without them screenshots would show boxes.
    Program {
        name: "Chromium",
        variable: "CHROME",
        commands: &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
        beside: &[],
        packages: &["chromium", "fonts-noto-core"],
        next: "Install one (Debian: sudo apt install chromium; Fedora: sudo dnf install chromium; macOS: brew install \
               --cask chromium) or set CHROME to the program of a Chrome or Chromium.",
    }
    .find_or_install()
}

/// Finds LibreOffice, which reads back the tables and papers that the app writes, or installs its smallest form; with it what
/// measures pages, and a font of the same widths as Times New Roman. Without its Writer it is none.
pub fn libreoffice() -> Result<PathBuf> {
    let program = Program {
        name: "LibreOffice",
        variable: "SOFFICE",
        commands: &["soffice", "libreoffice"],
        beside: &["pdftotext", "pdffonts", "pdftoppm"],
        packages: &["libreoffice-calc-nogui", "libreoffice-writer-nogui", "poppler-utils", "fonts-liberation"],
        next: "Install it (Debian: sudo apt install libreoffice-calc-nogui libreoffice-writer-nogui poppler-utils \
               fonts-liberation; Fedora: sudo dnf install libreoffice-calc libreoffice-writer poppler-utils \
               liberation-serif-fonts; macOS: brew install --cask libreoffice poppler) or set SOFFICE to its program \
               `soffice`.",
    };
    let found = program.find_or_install()?;
    if has_writer(&found)? {
        return Ok(found);
    }
    program.install()?;
    ensure!(has_writer(&found)?, "{} has no Writer. {}", found.display(), program.next);
    Ok(found)
}

/// Whether it makes a page of a text.
fn has_writer(soffice: &Path) -> Result<bool> {
    let dir = std::env::temp_dir().join(format!("thidua-writer-{}", std::process::id()));
    std::fs::create_dir_all(&dir)?;
    std::fs::write(dir.join("probe.rtf"), "{\\rtf1 x}")?;
    let mut probe = Command::new(soffice);
    let profile = format!("-env:UserInstallation=file://{}", dir.join("profile").display());
    probe.args(["--headless", "--norestore", &profile, "--convert-to", "pdf", "--outdir"]).arg(&dir);
    // What it says of itself is of no use; the page is the answer.
    drop(run::output(probe.arg(dir.join("probe.rtf"))));
    let writes = dir.join("probe.pdf").is_file();
    std::fs::remove_dir_all(&dir)?;
    Ok(writes)
}

/// A program that tests drive.
struct Program {
    name: &'static str,
    /// The environment's word for where it is.
    variable: &'static str,
    commands: &'static [&'static str],
    /// Others that tests need with it.
    beside: &'static [&'static str],
    /// Debian's packages.
    packages: &'static [&'static str],
    /// What a person can do where it is missing.
    next: &'static str,
}

impl Program {
    fn find_or_install(&self) -> Result<PathBuf> {
        if let Some(given) = std::env::var_os(self.variable) {
            let path = PathBuf::from(given);
            let found = if path.is_file() { Some(path.clone()) } else { path.to_str().and_then(run::which) };
            let found = found.with_context(|| format!("{}={} is no program", self.variable, path.display()))?;
            if self.lacking().is_some() {
                self.install()?;
            }
            return Ok(found);
        }
        if let Some(found) = self.find().filter(|_| self.lacking().is_none()) {
            return Ok(found);
        }
        self.install()?;
        self.find().with_context(|| format!("{} was installed but is not in PATH. {}", self.name, self.next))
    }

    /// What stands beside it and is not there.
    fn lacking(&self) -> Option<&'static str> {
        self.beside.iter().copied().find(|tool| run::which(tool).is_none())
    }

    fn install(&self) -> Result<()> {
        if !(is_root() && run::which("apt-get").is_some()) {
            let lacking = self.lacking().filter(|_| self.find().is_some());
            bail!("no {} found. {}", lacking.unwrap_or(self.name), self.next);
        }
        println!("· installing {} with apt-get", self.name);
        run::step(apt().args(["update", "-qq"]), "apt-get update", self.next)?;
        let mut install = apt();
        install.args(["install", "-y", "-qq", "--no-install-recommends"]).args(self.packages);
        run::step(&mut install, &format!("apt-get install {}", self.packages.join(" ")), self.next)?;
        match self.lacking() {
            Some(tool) => bail!("{tool} was installed but is not in PATH. {}", self.next),
            None => Ok(()),
        }
    }

    fn find(&self) -> Option<PathBuf> {
        self.commands.iter().copied().find_map(run::which)
    }
}

fn apt() -> Command {
    let mut command = Command::new("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}

/// Whether this process may install packages and must not run PostgreSQL as itself.
pub fn is_root() -> bool {
    run::output(Command::new("id").arg("-u")).is_some_and(|id| id == "0")
}
