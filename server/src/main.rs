//! The one binary: `thidua serve`, and the operator's commands.

use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser as _;
use thidua_domain::Emulation;
use thidua_server::cli::{Cli, Command};
use thidua_server::serve;

fn main() -> ExitCode {
    // Panics are told by place only: their text may hold what somebody wrote.
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map(|place| format!("{}:{}", place.file(), place.line()));
        tracing::error!(place = place.unwrap_or_default(), "panicked");
    }));
    let rules = Arc::new(Emulation);
    let done = match Cli::parse().command {
        Command::Serve(options) => {
            tracing_subscriber::fmt().json().with_writer(std::io::stderr).init();
            serve::run(options, rules).map_err(|error| error.to_string())
        }
        _ => Err("not yet".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("thidua: {why}");
            ExitCode::FAILURE
        }
    }
}
