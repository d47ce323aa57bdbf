//! The one binary: `thidua serve`, and the operator's commands.

use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser as _;
use thidua_domain::Emulation;
use thidua_server::backup::Overwrite;
use thidua_server::blobs::audit::Depth;
use thidua_server::cli::{Cli, Command};
use thidua_server::rules::Rules;
use thidua_server::{admin, backup, load, serve};

fn main() -> ExitCode {
    // Panics are told by place only: their text may hold what somebody wrote.
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map(|place| format!("{}:{}", place.file(), place.line()));
        tracing::error!(place = place.unwrap_or_default(), "panicked");
    }));
    // The database, its log and its copies are for this user alone.
    rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
    let rules: Rules = Arc::new(Emulation);
    let done = match Cli::parse().command {
        Command::Serve(options) => {
            tracing_subscriber::fmt().json().with_writer(std::io::stderr).init();
            serve::run(options, rules).map_err(|error| error.to_string())
        }
        Command::Admin(command) => admin::run(command, &rules),
        Command::Backup { file, files, place } => backup::backup(&file, &place, &files, &rules).map(tell),
        Command::Restore { file, force, place } => {
            let overwrite = if force { Overwrite::Allow } else { Overwrite::Refuse };
            backup::restore(&file, &place, overwrite, &rules).map(tell)
        }
        Command::Verify { deep, files, place } => {
            let depth = if deep { Depth::Hash } else { Depth::Size };
            backup::check(&place, &files, depth, &rules).map(tell)
        }
        Command::Load(options) => load::run(&options).map(tell),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("thidua: {why}");
            ExitCode::FAILURE
        }
    }
}

fn tell(line: String) {
    println!("{line}");
}
