//! The simulation: many runs, each from one seed, of devices and a server with everything that goes wrong.
//!
//! ```text
//! cargo run --release -p thidua-sync --example sim -- --seeds 300 [--from 0] | --seed 17 | --sabotage all
//! ```

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails says so by panicking")]

mod center;
mod checks;
mod device;
mod disk;
mod fate;
mod faults;
mod net;
mod oracle;
mod people;
mod rng;
mod sabotage;
mod toy;
mod trace;
mod world;

use std::process::ExitCode;
use std::time::Instant;

use checks::Broken;
use faults::{Fault, Hits};
use sabotage::Sabotage;
use world::World;

const USAGE: &str = "sim --seeds N [--from S] [--sabotage I1..I11|all] | --seed S [--sabotage I1..I11]";
/// From so many seeds on, a fault that never struck fails the run.
const ENOUGH: u64 = 200;
/// Within so many seeds a sabotage must have been noticed.
const SOON: u64 = 60;

struct Args {
    from: u64,
    seeds: u64,
    one: Option<u64>,
    sabotage: Vec<Sabotage>,
}

fn args() -> Option<Args> {
    let mut args = Args { from: 0, seeds: 300, one: None, sabotage: Vec::new() };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let value = words.next()?;
        match word.as_str() {
            "--seeds" => args.seeds = value.parse().ok()?,
            "--from" => args.from = value.parse().ok()?,
            "--seed" => args.one = Some(value.parse().ok()?),
            "--sabotage" => {
                let named = |s: &Sabotage| value == "all" || s.name() == value;
                args.sabotage = Sabotage::ALL.into_iter().filter(named).collect();
                (!args.sabotage.is_empty()).then_some(())?;
            }
            _ => return None,
        }
    }
    Some(args)
}

fn run(seed: u64, sabotage: Option<Sabotage>, traced: bool) -> (Result<(), Broken>, World) {
    let mut world = World::new(seed, sabotage, traced);
    let result = world.run();
    (result, world)
}

fn report(seed: u64, broken: &Broken, sabotage: Option<Sabotage>) {
    let with = sabotage.map(|s| format!(" --sabotage {}", s.name())).unwrap_or_default();
    println!("seed {seed}: {} does not hold: {}", broken.invariant, broken.what);
    println!("  replay: cargo run --release -p thidua-sync --example sim -- --seed {seed}{with}");
}

fn main() -> ExitCode {
    // The panics of the command that panics are part of the run.
    std::panic::set_hook(Box::new(|info| {
        if info.payload().downcast_ref::<&str>() != Some(&"poison") {
            eprintln!("{info}");
        }
    }));
    let Some(args) = args() else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    match (args.one, args.sabotage.is_empty()) {
        (Some(seed), _) => one(seed, args.sabotage.first().copied()),
        (None, true) => many(args.from, args.seeds),
        (None, false) => sabotaged(&args.sabotage, args.from),
    }
}

fn one(seed: u64, sabotage: Option<Sabotage>) -> ExitCode {
    let (result, mut world) = run(seed, sabotage, true);
    world.take_trace().iter().for_each(|line| println!("{line}"));
    match result {
        Ok(()) => {
            println!("1 passed, 0 failed");
            ExitCode::SUCCESS
        }
        Err(broken) => {
            report(seed, &broken, sabotage);
            println!("0 passed, 1 failed");
            ExitCode::FAILURE
        }
    }
}

fn many(from: u64, seeds: u64) -> ExitCode {
    let start = Instant::now();
    let mut hits = Hits::new();
    let (mut passed, mut failed) = (0, 0);
    for (done, seed) in (from..from + seeds).enumerate() {
        let (result, world) = run(seed, None, false);
        for (fault, count) in &world.faults.hits {
            *hits.entry(*fault).or_default() += count;
        }
        match result {
            Ok(()) => passed += 1,
            Err(broken) => {
                failed += 1;
                report(seed, &broken, None);
            }
        }
        if (done + 1) % 50 == 0 {
            println!("{} seeds, {failed} failed, {:.1} s", done + 1, start.elapsed().as_secs_f32());
        }
    }
    for fault in Fault::ALL {
        println!("{:>9}  {}", hits.get(fault).copied().unwrap_or(0), fault.words());
    }
    let never = Fault::ALL.iter().filter(|fault| !hits.contains_key(fault) && seeds >= ENOUGH);
    let never: Vec<&str> = never.map(|fault| fault.words()).collect();
    if !never.is_empty() {
        println!("never struck: {}", never.join(", "));
    }
    println!("{passed} passed, {failed} failed");
    if failed == 0 && never.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Breaks each invariant on purpose: some seed must fail, and must name it.
fn sabotaged(which: &[Sabotage], from: u64) -> ExitCode {
    let mut missed = 0;
    for sabotage in which {
        let broken = |seed| Some((seed, run(seed, Some(*sabotage), false).0.err()?));
        let named = |(_, broken): &(u64, Broken)| broken.invariant == sabotage.name();
        let first = from + sabotage.first_seed();
        match (first..first + SOON).filter_map(broken).find(named) {
            Some((seed, broken)) => {
                let what: String = broken.what.chars().take(160).collect();
                println!("{:>4} broken on purpose: seed {seed} fails: {what}", sabotage.name());
            }
            None => {
                missed += 1;
                println!("{:>4} broken on purpose: not noticed within {SOON} seeds", sabotage.name());
            }
        }
    }
    println!("{} noticed, {missed} missed", which.len() - missed);
    if missed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
