//! `cargo xtask …`: set-up, build, checks and runs, each in one command. Only the reading of the command line lives here.

mod args;
mod assemble;
mod build;
mod check_list;
mod checks;
mod compress;
mod css;
mod ftl;
mod icons;
mod lexer;
mod minify;
mod place;
mod postgres;
mod references;
mod rooms;
mod run;
mod setup;
mod shorten;
mod size;
mod texts;
mod wasm;

use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};
use args::Args;
use place::Place;

const HELP: &str = "\
cargo xtask setup                      get what building and testing need (wasm target, npm packages, Chromium)
cargo xtask build [--debug-app]        dist/ and target/release/thidua; --debug-app: quicker to build, larger to load
            [--names]                  the release with the names of its functions, for a profiler
            [--dist DIR] [--tag TAG]   only the front end into DIR, from the last compiled app; TAG makes it another build
cargo xtask serve [server options]     build and run on http://localhost:8080 with ./data and the demo organisation
cargo xtask test [--strict] [--only A,B] [--skip A,B] [--list]
                                       every check, then a summary; --strict (or CI=true): a skipped check is a failure
cargo xtask bench [NAME]               benchmarks in the browser against the release build
cargo xtask sim [--seeds N] [--seed S] the simulation of many devices, one process; one seed replays
cargo xtask icons                      draw public/icons/*.png again from the SVGs (needs Chromium)";

fn main() -> ExitCode {
    match dispatch() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch() -> Result<ExitCode> {
    let mut words = std::env::args().skip(1);
    let command = words.next().unwrap_or_default();
    let mut args = Args::new(words);
    match command.as_str() {
        "setup" => {
            args.finish()?;
            setup::everything(&Place::find()?)?;
        }
        "build" => {
            let request = build::Request::from_args(&mut args)?;
            args.finish()?;
            build::run(&Place::find()?, &request)?;
        }
        "serve" => serve(&Place::find()?, args.rest())?,
        "test" => {
            let request = checks::Request::from_args(&mut args)?;
            args.finish()?;
            return checks::run(Place::find()?, &request);
        }
        "bench" => bench(&Place::find()?, &args.rest())?,
        "sim" => sim(&Place::find()?, &args.rest())?,
        "icons" => {
            args.finish()?;
            icons::draw(&Place::find()?)?;
        }
        "" | "help" | "--help" | "-h" => println!("{HELP}"),
        other => bail!("there is no command `{other}`. The commands are:\n\n{HELP}"),
    }
    Ok(ExitCode::SUCCESS)
}

fn serve(place: &Place, given: Vec<String>) -> Result<()> {
    build::run(place, &build::Request::default())?;
    let mut options = given;
    if !options.iter().any(|o| o.starts_with("--listen")) {
        options.extend(["--listen".into(), "127.0.0.1:8080".into()]);
    }
    // Neither `--data` nor `--database-url`: then it is a look at the demo.
    if !options.iter().any(|o| o.starts_with("--data")) {
        options.extend(["--data".into(), "./data".into(), "--demo".into()]);
    }
    let listen = options.iter().skip_while(|o| *o != "--listen").nth(1).cloned().unwrap_or_default();
    println!("\n  Thi đua: http://{}   (Ctrl-C stops it)\n", listen.replace("127.0.0.1", "localhost"));
    let mut server = Command::new(place.server());
    server.arg("serve").args(options).current_dir(&place.root);
    replace_by(server).context("the server could not be started")
}

/// Becomes the given program, so that signals and the exit code are its own.
#[cfg(unix)]
fn replace_by(mut command: Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(command.exec().into())
}

#[cfg(not(unix))]
fn replace_by(mut command: Command) -> Result<()> {
    let status = command.status()?;
    anyhow::ensure!(status.success(), "it ended with {status}");
    Ok(())
}

fn bench(place: &Place, rest: &[String]) -> Result<()> {
    let chrome = setup::for_browser(place)?;
    build::run(place, &build::Request::default())?;
    let script = place.tests().join("bench/run.mjs");
    anyhow::ensure!(script.is_file(), "tests/bench/run.mjs is not there: this copy of the project has no benchmarks");
    let mut node = Command::new("node");
    node.arg(script).args(rest).current_dir(place.tests());
    run::with_project_env(&mut node, place, &run::Around { chrome: Some(&chrome), ..Default::default() });
    run::step(&mut node, "benchmarks", "The lines above say which one and why.")
}

fn sim(place: &Place, rest: &[String]) -> Result<()> {
    let mut command = check_list::sim_command(place);
    if !rest.iter().any(|a| a.starts_with("--seed")) {
        command.args(["--seeds", check_list::SIM_SEEDS]);
    }
    command.args(rest);
    run::step(&mut command, "simulation", "Replay the printed seed with: cargo xtask sim --seed S")
}
