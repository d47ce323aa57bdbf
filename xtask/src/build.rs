//! `cargo xtask build`: the front end into `dist/`, then the server that carries it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::json;

use crate::args::Args;
use crate::assemble::{FIRST_LOAD, FrontEnd, Tools, front_end};
use crate::compress::{brotli, gzip, hex_digest, is_compressible};
use crate::place::Place;
use crate::wasm::{self, Mode};
use crate::{run, setup};

/// What to build.
#[derive(Default)]
pub struct Request {
    mode: Mode,
    /// Another folder than `dist/`: then nothing is compiled and no server is built.
    dist: Option<PathBuf>,
    tag: String,
}

impl Request {
    pub fn from_args(args: &mut Args) -> Result<Self> {
        let tag = args.values("--tag")?.pop().or_else(|| std::env::var("THIDUA_BUILD_TAG").ok()).unwrap_or_default();
        let dist = args.values("--dist")?.pop().map(PathBuf::from);
        let mode = match (args.flag("--debug-app"), args.flag("--names")) {
            (true, _) => Mode::Debug,
            (false, true) => Mode::Named,
            (false, false) => Mode::Release,
        };
        Ok(Self { mode, dist, tag })
    }
}

pub fn run(place: &Place, request: &Request) -> Result<()> {
    setup::for_build(place)?;
    let _lock = place.lock()?;
    if let Some(dist) = &request.dist {
        let (app, mode) = wasm::last_compiled(place)?;
        return write_front_end(place, &app, mode, dist, &request.tag);
    }
    let mode = request.mode;
    let app = wasm::compile(place, mode)?;
    write_front_end(place, &app, mode, &place.dist(), &request.tag)?;
    println!("· compiling the server");
    let mut cargo = run::cargo_in(place, &["build", "--release", "-p", "thidua-server"]);
    run::step(&mut cargo, "compiling the server", "The compiler's words are above.")?;
    println!("✓ {}", place.server().display());
    Ok(())
}

fn write_front_end(place: &Place, app: &Path, mode: Mode, dist: &Path, tag: &str) -> Result<()> {
    let terser = place.release_tool("terser", mode.is_small());
    let tools = Tools { packages: &place.tests().join("node_modules"), terser: terser.as_deref() };
    let front = front_end(&place.public(), app, &tools, tag)?;
    let kept = place.kept("compressed")?;
    let quality = if mode == Mode::Release { 11 } else { 5 };
    let mut written = BTreeSet::new();
    let mut listed = Vec::new();
    for file in &front.files {
        let mut entry = json!({
            "path": file.path, "logical": file.logical, "sha256": hex_digest(&file.bytes), "bytes": file.bytes.len(),
            "first_load": FIRST_LOAD.contains(&file.logical.as_str()),
        });
        write(dist, &file.path, &file.bytes, &mut written)?;
        if is_compressible(&file.path) {
            let (br, gz) = (brotli(&file.bytes, quality, &kept)?, gzip(&file.bytes, &kept)?);
            entry["br"] = json!(br.len());
            entry["gz"] = json!(gz.len());
            write(dist, &format!("{}.br", file.path), &br, &mut written)?;
            write(dist, &format!("{}.gz", file.path), &gz, &mut written)?;
        }
        listed.push(entry);
    }
    let summary = json!({ "build": front.build, "tag": tag, "mode": mode.name(), "files": listed });
    write(dist, "build.json", format!("{summary:#}\n").as_bytes(), &mut written)?;
    remove_old(&dist.join("assets"), &written)?;
    report(&front, dist);
    Ok(())
}

/// Writes a file unless it is the same already, so that an unchanged front end does not rebuild the server.
fn write(dist: &Path, name: &str, bytes: &[u8], written: &mut BTreeSet<PathBuf>) -> Result<()> {
    let path = dist.join(name);
    if !std::fs::read(&path).is_ok_and(|have| have == bytes) {
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
    }
    written.insert(path);
    Ok(())
}

/// Removes files of earlier builds. Only in `assets/`: the folder may be one that somebody named with `--dist`.
fn remove_old(assets: &Path, written: &BTreeSet<PathBuf>) -> Result<()> {
    for entry in std::fs::read_dir(assets)? {
        let path = entry?.path();
        if !written.contains(&path) && path.is_file() {
            std::fs::remove_file(path)?;
        }
    }
    Ok(())
}

fn report(front: &FrontEnd, dist: &Path) {
    println!("✓ {} (build {}, {} files)", dist.display(), front.build, front.files.len());
}
