//! How much one person may hand in: a whole season's work at once, but not without end. It slows, it never refuses: a
//! device keeps what it has and comes again.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// What may come at once: more than the longest queue that a device keeps.
const BURST: Spent = Spent { commands: 30_000.0, bytes: 60_000_000.0 };
/// What comes back each second.
const RATE: Spent = Spent { commands: 30.0, bytes: 100_000.0 };
/// People who have handed in nothing for this long have a full budget again, and are forgotten.
const MEMORY: Duration = Duration::from_secs(20 * 60);
const SWEEP: usize = 20_000;

#[derive(Clone, Copy)]
struct Spent {
    commands: f64,
    bytes: f64,
}

struct Purse {
    left: Spent,
    at: Instant,
}

#[derive(Default)]
pub struct Budget(Mutex<HashMap<String, Purse>>);

impl Budget {
    /// Takes what a request costs. Otherwise says how long to wait; nothing is taken then.
    pub fn spend(&self, person: &str, commands: usize, bytes: usize, now: Instant) -> Result<(), Duration> {
        let mut purses = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if purses.len() > SWEEP {
            purses.retain(|_, purse| now < purse.at + MEMORY);
        }
        let purse = purses.entry(person.to_owned()).or_insert(Purse { left: BURST, at: now });
        let seconds = now.saturating_duration_since(purse.at).as_secs_f64();
        purse.left.commands = (purse.left.commands + seconds * RATE.commands).min(BURST.commands);
        purse.left.bytes = (purse.left.bytes + seconds * RATE.bytes).min(BURST.bytes);
        purse.at = now;
        #[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
        let (commands, bytes) = (commands as f64, bytes as f64);
        let short = ((commands - purse.left.commands) / RATE.commands).max((bytes - purse.left.bytes) / RATE.bytes);
        if short > 0.0 {
            return Err(Duration::from_secs_f64(short.min(60.0)));
        }
        purse.left.commands -= commands;
        purse.left.bytes -= bytes;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_season_of_work_passes_at_once_and_a_flood_is_slowed() {
        let (budget, now) = (Budget::default(), Instant::now());
        for _ in 0..40 {
            budget.spend("lan", 500, 300_000, now).unwrap();
        }
        let mut flood = 0;
        while budget.spend("mai", 1, 950_000, now).is_ok() {
            flood += 1;
        }
        assert_eq!(flood, 63);
        assert!(budget.spend("lan", 500, 300_000, now).is_ok(), "others do not wait");
        let wait = budget.spend("mai", 1, 950_000, now).unwrap_err();
        assert!(budget.spend("mai", 1, 950_000, now + wait + Duration::from_millis(10)).is_ok());
    }
}
