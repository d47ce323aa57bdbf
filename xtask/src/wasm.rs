//! From the app's Rust sources to the files a browser loads: cargo, wasm-split, wasm-bindgen, wasm-opt.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, anyhow, ensure};
use serde_json::json;
use wasm_bindgen_cli_support::Bindgen;

use crate::compress::hex_digest;
use crate::place::Place;
use crate::{minify, run, shorten};

/// How the app is compiled.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Mode {
    /// As small as it gets: what people load.
    #[default]
    Release,
    /// Quick to build, names kept: daily work.
    Debug,
    /// The release with the names of its functions: for a profiler.
    Named,
}

impl Mode {
    pub fn is_small(self) -> bool {
        self != Self::Debug
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Debug => "debug",
            Self::Named => "named",
        }
    }

    fn profile(self) -> &'static str {
        match self {
            Self::Release | Self::Named => "wasm-release",
            Self::Debug => "wasm-debug",
        }
    }
}

// rustc emits these since its LLVM 20; every browser with service workers worth the name has them.
const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Says of what the folder was made.
pub const STAMP: &str = "stamp";
/// Loads the screens that were cut out of the app; the app imports it by this name.
pub const SCREENS: &str = "screens.js";

/// Reads QR codes in a worker of its own: a program beside the app.
pub const SCANNER: &str = "scanner";

/// The folder with `app.js`, `app_bg.wasm`, [`SCREENS`], a `.wasm` for each part loaded on demand, the [`SCANNER`], and
/// perhaps `snippets/`. Compiles what has changed.
pub fn compile(place: &Place, mode: Mode) -> Result<PathBuf> {
    println!("· compiling the app ({})", mode.name());
    let mut cargo = run::cargo_in(place, &["build", "-p", "thidua-app", "-p", "thidua-scanner"]);
    cargo.args(["--target", "wasm32-unknown-unknown", "--profile", mode.profile()]);
    // The program tells where a panic happened; where this machine keeps its sources is nobody's business.
    for dir in [place.root.clone(), place.crates()?] {
        let flag = format!("--remap-path-prefix={}=", dir.display());
        cargo.arg("--config").arg(format!("target.wasm32-unknown-unknown.rustflags=[{}]", json!(flag)));
    }
    run::step(&mut cargo, "compiling the app", "The compiler's words are above.")?;
    let compiled = |name: &str| {
        let raw = place.target.join("wasm32-unknown-unknown").join(mode.profile()).join(name);
        std::fs::read(&raw).with_context(|| format!("{} is not there", raw.display()))
    };
    let (bytes, scanner) = (compiled("thidua-app.wasm")?, compiled("thidua_scanner.wasm")?);

    let tool = |name| place.release_tool(name, mode.is_small());
    let (wasm_opt, terser) = (tool("wasm-opt"), tool("terser"));
    if mode.is_small() && wasm_opt.is_none() {
        eprintln!("\n!! wasm-opt is missing, so the app will be larger than it should be.");
        eprintln!("!! Get it with `cargo xtask setup` (needs Node.js and npm).\n");
    }
    let digests = format!("{} {}", hex_digest(&bytes), hex_digest(&scanner));
    let key = format!("{digests} {} wasm-opt={} v8", mode.name(), wasm_opt.is_some());
    let dir = place.kept(&format!("app-{}", mode.name()))?;
    let stamp = dir.join(STAMP);
    if std::fs::read_to_string(&stamp).is_ok_and(|have| have == key) {
        return Ok(dir);
    }
    std::fs::remove_dir_all(&dir)?;
    let main = place.kept("app-main")?.join("main.wasm");
    let parts = split(&bytes, &dir, &main)?;
    bindgen(&main, "app", &dir, mode)?;
    // Nothing is cut out of it.
    let whole = place.kept("app-main")?.join("scanner.wasm");
    std::fs::write(&whole, shorten::unlinked(&scanner)?)?;
    bindgen(&whole, SCANNER, &dir, mode)?;
    shorten(&dir, terser.as_deref())?;
    let glue = dir.join(format!("{SCANNER}.js"));
    std::fs::write(&glue, minify::module(terser.as_deref(), std::fs::read_to_string(&glue)?)?)?;
    if let Some(tool) = wasm_opt {
        println!("· wasm-opt -Oz");
        let whole = [dir.join("app_bg.wasm"), dir.join(format!("{SCANNER}_bg.wasm"))];
        parts.iter().chain(&whole).try_for_each(|wasm| optimise(&tool, wasm, mode))?;
    }
    std::fs::write(stamp, key)?;
    Ok(dir)
}

/// The app as it was last compiled, in release mode if there is one; compiles only when there is none.
pub fn last_compiled(place: &Place) -> Result<(PathBuf, Mode)> {
    for mode in [Mode::Release, Mode::Debug] {
        let dir = place.kept(&format!("app-{}", mode.name()))?;
        if dir.join(STAMP).is_file() {
            return Ok((dir, mode));
        }
    }
    Ok((compile(place, Mode::Release)?, Mode::Release))
}

/// Cuts out what only the screens loaded on demand need. Answers their files; the rest is in `main`.
fn split(app: &[u8], dir: &Path, main: &Path) -> Result<Vec<PathBuf>> {
    println!("· wasm-split");
    let mut options = wasm_split_cli_support::Options::new(app);
    options.output_dir = dir;
    options.main_out_path = main;
    options.main_module = "./app.js";
    let link = format!("./{SCREENS}");
    options.link_name = &link;
    let cut = wasm_split_cli_support::transform(options).map_err(|error| anyhow!("wasm-split: {error:#}")).context(
        "the app could not be cut into its parts; the linker must keep relocations (see .cargo/config.toml)",
    )?;
    Ok(cut.split_modules)
}

fn bindgen(raw: &Path, name: &str, dir: &Path, mode: Mode) -> Result<()> {
    println!("· wasm-bindgen");
    let release = mode == Mode::Release;
    Bindgen::new()
        .input_path(raw)
        .out_name(name)
        .web(true)?
        .typescript(false)
        .keep_debug(false)
        // The parts loaded on demand put their functions into the app's table.
        .keep_lld_exports(true)
        .remove_name_section(release)
        .remove_producers_section(true)
        .generate(dir)
        .context(
            "wasm-bindgen refused the compiled app; the crate and the library must be the same patch (see Cargo.toml)",
        )
}

fn shorten(dir: &Path, terser: Option<&Path>) -> Result<()> {
    let (wasm, glue, screens) = (dir.join("app_bg.wasm"), dir.join("app.js"), dir.join(SCREENS));
    let (short, named) = shorten::imports(&std::fs::read(&wasm)?, &std::fs::read_to_string(&glue)?)?;
    let named = minify::module(terser, named)?;
    let loader = minify::module(terser, std::fs::read_to_string(&screens)?)?;
    std::fs::write(wasm, shorten::exports(&short, &[&named, &loader])?)?;
    std::fs::write(glue, named)?;
    std::fs::write(screens, loader)?;
    Ok(())
}

fn optimise(tool: &Path, wasm: &Path, mode: Mode) -> Result<()> {
    let before = std::fs::metadata(wasm)?.len();
    let mut command = Command::new(tool);
    command.arg(wasm).arg("-o").arg(wasm).arg("-Oz").args(WASM_FEATURES);
    command.args(["--strip-producers", "--strip-target-features"]);
    command.arg(if mode == Mode::Named { "--debuginfo" } else { "--strip-debug" });
    run::step(&mut command, "wasm-opt", "If it names a feature, add its --enable flag in xtask/src/wasm.rs.")?;
    let after = std::fs::metadata(wasm)?.len();
    ensure!(after > 0, "wasm-opt left an empty file");
    let name = wasm.file_stem().unwrap_or_default().display();
    println!("  {name:<20}{:>6} kB → {:>6} kB", before / 1000, after / 1000);
    Ok(())
}
