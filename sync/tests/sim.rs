//! The checker is checked: a few seeds pass as they are, and each invariant broken on purpose is noticed by its name.
//! The long run is `cargo run --release -p thidua-sync --example sim -- --seeds 300`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails says so by panicking")]
#![expect(dead_code, reason = "the simulation's modules are shared with its example, which uses all of them")]

#[path = "../examples/sim/center.rs"]
mod center;
#[path = "../examples/sim/checks.rs"]
mod checks;
#[path = "../examples/sim/device.rs"]
mod device;
#[path = "../examples/sim/disk.rs"]
mod disk;
#[path = "../examples/sim/fate.rs"]
mod fate;
#[path = "../examples/sim/faults.rs"]
mod faults;
#[path = "../examples/sim/net.rs"]
mod net;
#[path = "../examples/sim/oracle.rs"]
mod oracle;
#[path = "../examples/sim/people.rs"]
mod people;
#[path = "../examples/sim/rng.rs"]
mod rng;
#[path = "../examples/sim/sabotage.rs"]
mod sabotage;
#[path = "../examples/sim/toy.rs"]
mod toy;
#[path = "../examples/sim/trace.rs"]
mod trace;
#[path = "../examples/sim/world.rs"]
mod world;

use checks::Broken;
use sabotage::Sabotage;
use world::World;

/// Within so many seeds a sabotage must be noticed.
const SOON: u64 = 40;

fn run(seed: u64, sabotage: Option<Sabotage>) -> Result<(), Broken> {
    World::new(seed, sabotage, false).run()
}

fn noticed(sabotage: Sabotage) {
    let named = |seed: u64| run(seed, Some(sabotage)).is_err_and(|broken| broken.invariant == sabotage.name());
    let mut seeds = sabotage.first_seed()..sabotage.first_seed() + SOON;
    assert!(seeds.any(named), "{} can be broken unnoticed", sabotage.name());
}

#[test]
fn seeds_without_sabotage_pass() {
    for seed in 0..6 {
        run(seed, None).unwrap_or_else(|broken| panic!("seed {seed}: {broken:?}"));
    }
}

macro_rules! broken_on_purpose {
    ($($test:ident $which:ident;)*) => { $(
        #[test]
        fn $test() {
            noticed(Sabotage::$which);
        }
    )* };
}

broken_on_purpose! {
    saved_said_before_it_is_stored I1;
    a_lower_seq_committed_later I2;
    outcomes_not_stored_with_effects I3;
    a_prediction_dropped_before_its_rows_are_read I4;
    a_cursor_stored_without_its_rows I5;
    a_reset_that_clears_what_people_wrote I6;
    a_command_that_is_never_set_aside I7;
    a_row_left_out_of_a_page I8;
    a_device_clock_taken_for_the_servers I9;
    a_lost_scope_that_is_not_reported I10;
    a_restore_that_is_not_noticed I11;
}

/// The same seed gives the same run, to the byte.
#[test]
fn a_seed_replays() {
    let trace = || {
        let mut world = World::new(3, None, true);
        world.run().unwrap_or_else(|broken| panic!("{broken:?}"));
        world.take_trace()
    };
    assert_eq!(trace(), trace());
}
