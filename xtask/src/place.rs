//! Where things lie. Paths and the lock that keeps two runs from building into the same folders at once.

use std::fs::{File, TryLockError};
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

/// The project's folders.
pub struct Place {
    pub root: PathBuf,
    pub target: PathBuf,
    /// What `cargo metadata` says of the workspace.
    pub metadata: Value,
}

impl Place {
    pub fn find() -> Result<Self> {
        let output = Command::new(cargo())
            .args(["metadata", "--no-deps", "--format-version", "1"])
            .output()
            .context("cargo could not be started; install Rust from https://rustup.rs")?;
        anyhow::ensure!(output.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
        let metadata: Value = serde_json::from_slice(&output.stdout)?;
        let path = |key: &str| metadata[key].as_str().map(PathBuf::from).with_context(|| format!("no {key}"));
        Ok(Self { root: path("workspace_root")?, target: path("target_directory")?, metadata })
    }

    pub fn public(&self) -> PathBuf {
        self.root.join("public")
    }

    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    pub fn tests(&self) -> PathBuf {
        self.root.join("tests")
    }

    pub fn npm_bin(&self, name: &str) -> PathBuf {
        self.tests().join("node_modules/.bin").join(name)
    }

    /// An npm tool for release builds, when it is installed and the build is one.
    pub fn release_tool(&self, name: &str, is_release: bool) -> Option<PathBuf> {
        Some(self.npm_bin(name)).filter(|tool| is_release && tool.exists())
    }

    /// Where cargo keeps the sources of dependencies.
    pub fn crates(&self) -> Result<PathBuf> {
        let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
        let home = home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")));
        Ok(home.context("neither CARGO_HOME nor HOME is set")?.join("registry/src"))
    }

    /// The server's program, after a build.
    pub fn server(&self) -> PathBuf {
        self.target.join("release").join(format!("thidua{}", std::env::consts::EXE_SUFFIX))
    }

    /// A folder under `target/` for what is kept between runs.
    pub fn kept(&self, name: &str) -> Result<PathBuf> {
        let dir = self.target.join("xtask").join(name);
        std::fs::create_dir_all(&dir).with_context(|| format!("cannot create {}", dir.display()))?;
        Ok(dir)
    }

    /// Waits until no other run is setting up or building. Held while the file lives; never taken twice by one process.
    pub fn lock(&self) -> Result<File> {
        let file = File::create(self.kept("")?.join("lock"))?;
        if let Err(TryLockError::WouldBlock) = file.try_lock() {
            eprintln!("· another `cargo xtask` is building; waiting for it");
            file.lock()?;
        }
        Ok(file)
    }
}

/// The cargo that runs this task, so that the toolchain is the same.
pub fn cargo() -> String {
    std::env::var("CARGO").unwrap_or_else(|_| "cargo".into())
}
