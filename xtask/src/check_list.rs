//! The checks themselves, in the order they run: cheap ones first.

use std::process::Command;

use anyhow::{Error, Result, bail};

use crate::checks::{Check, Shared, Verdict};
use crate::place::Place;
use crate::postgres::{self, Cluster};
use crate::{rooms, run, setup, size, texts};

pub const CHECKS: [Check; 11] = [
    Check { name: "fmt", about: "sources are formatted", run: fmt },
    Check { name: "rooms", about: "the dependency rule of ARCHITECTURE.md", run: rooms },
    Check { name: "texts", about: "both languages hold every text the app asks for", run: texts },
    Check { name: "clippy", about: "no warnings, native and wasm", run: clippy },
    Check { name: "postgres", about: "a throw-away PostgreSQL for the store tests", run: postgres },
    Check {
        name: "office",
        about: "LibreOffice with its Writer, and poppler, which read back the tables and papers that the app writes",
        run: office,
    },
    Check { name: "unit", about: "tests of all rooms", run: unit },
    Check { name: "sim", about: "simulated devices, faults and a server, many seeds", run: sim },
    Check { name: "build", about: "the release build", run: build },
    Check { name: "size", about: "the first load is within its budget", run: size },
    Check { name: "browser", about: "the built app in a real browser against the real server", run: browser },
];

/// Seeds of the short simulation.
pub const SIM_SEEDS: &str = "300";
/// Optimised, but with overflow and debug checks on: a seed that overflows must fail.
const SIM: [&str; 9] = ["run", "--quiet", "--profile", "sim", "-p", "thidua-sync", "--example", "sim", "--"];

pub fn sim_command(place: &Place) -> Command {
    run::cargo_in(place, &SIM)
}

fn fmt(shared: &mut Shared) -> Result<Verdict> {
    run::step(
        &mut run::cargo_in(&shared.place, &["fmt", "--all", "--check"]),
        "cargo fmt --check",
        "Run: cargo fmt --all",
    )?;
    Ok(Verdict::Passed)
}

fn rooms(shared: &mut Shared) -> Result<Verdict> {
    none("the dependency rule is broken", rooms::breaches(&shared.place)?)
}

fn texts(shared: &mut Shared) -> Result<Verdict> {
    none("texts do not agree", texts::faults(&shared.place)?)
}

fn none(what: &str, found: Vec<String>) -> Result<Verdict> {
    found.iter().for_each(|line| println!("  {line}"));
    if !found.is_empty() {
        bail!("{what} in {} place(s), listed above", found.len());
    }
    Ok(Verdict::Passed)
}

fn clippy(shared: &mut Shared) -> Result<Verdict> {
    setup::wasm_target()?;
    let next = "Each warning above names its place and often its cure.";
    let native = ["clippy", "--workspace", "--exclude", "thidua-app", "--all-targets", "--", "-D", "warnings"];
    run::step(&mut run::cargo_in(&shared.place, &native), "clippy", next)?;
    let app = ["clippy", "-p", "thidua-app", "--target", "wasm32-unknown-unknown"];
    let wasm = [&app[..], &["--all-targets", "--", "-D", "warnings"]].concat();
    run::step(&mut run::cargo_in(&shared.place, &wasm), "clippy of the app", next)?;
    Ok(Verdict::Passed)
}

fn postgres(shared: &mut Shared) -> Result<Verdict> {
    if let Err(error) = postgres::tools() {
        return Ok(Verdict::Skipped(format!("{error:#}")));
    }
    shared.postgres = Some(Cluster::start()?);
    Ok(Verdict::Passed)
}

fn unit(shared: &mut Shared) -> Result<Verdict> {
    let mut cargo = run::cargo_in(&shared.place, &["test", "--workspace", "--no-fail-fast"]);
    run::with_project_env(&mut cargo, &shared.place, &shared.around(None));
    run::step(&mut cargo, "cargo test", "The failing tests are named above.")?;
    Ok(Verdict::Passed)
}

fn sim(shared: &mut Shared) -> Result<Verdict> {
    let mut command = sim_command(&shared.place);
    command.args(["--seeds", SIM_SEEDS]);
    run::step(&mut command, "simulation", "Replay the printed seed with: cargo xtask sim --seed S")?;
    Ok(Verdict::Passed)
}

fn build(shared: &mut Shared) -> Result<Verdict> {
    shared.build().map_err(Error::msg)?;
    Ok(Verdict::Passed)
}

fn size(shared: &mut Shared) -> Result<Verdict> {
    if shared.build().is_err() {
        return Ok(Verdict::Skipped("the build failed".into()));
    }
    if !shared.place.npm_bin("wasm-opt").exists() {
        return Ok(Verdict::Skipped("without wasm-opt the size says nothing; run `cargo xtask setup`".into()));
    }
    size::check(&shared.place)?;
    Ok(Verdict::Passed)
}

fn office(shared: &mut Shared) -> Result<Verdict> {
    match setup::libreoffice() {
        Ok(path) => shared.soffice = Some(path),
        Err(error) => return Ok(Verdict::Skipped(format!("{error:#}"))),
    }
    Ok(Verdict::Passed)
}

fn browser(shared: &mut Shared) -> Result<Verdict> {
    let chrome = match shared.chrome() {
        Ok(chrome) => chrome,
        Err(why) => return Ok(Verdict::Skipped(why)),
    };
    let tests = shared.place.tests();
    if !tests.join("playwright.config.ts").is_file() {
        return Ok(Verdict::Skipped("tests/playwright.config.ts is not there".into()));
    }
    if shared.build().is_err() {
        return Ok(Verdict::Skipped("the build failed".into()));
    }
    // Each group is run, whatever became of the other; what failed of both is kept.
    let failed = ["together", "alone"].map(|project| {
        let mut playwright = Command::new(shared.place.npm_bin("playwright"));
        let results = format!("results/{project}");
        playwright.args([
            "test",
            "-c",
            "playwright.config.ts",
            "--no-deps",
            "--project",
            project,
            "--output",
            &results,
        ]);
        playwright.current_dir(&tests);
        run::with_project_env(&mut playwright, &shared.place, &shared.around(Some(&chrome)));
        let what = format!("browser tests ({project})");
        run::step(&mut playwright, &what, "What was seen of each failure lies in tests/results.").err()
    });
    failed.into_iter().flatten().next().map_or(Ok(Verdict::Passed), Err)
}
