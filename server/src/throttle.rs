//! Slows down guessing of passwords. Nobody is locked out: a wait grows to a minute and then stays.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Failures are forgotten after this long without another.
const MEMORY: Duration = Duration::from_secs(15 * 60);
/// Forgotten keys are swept out this often.
const SWEEP: Duration = Duration::from_secs(60);
/// With more keys than this, new ones share one: an attack from everywhere must not fill the memory.
const MOST: usize = 200_000;

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    /// A login from one network: the wait that a guesser meets first.
    Near(String, String),
    /// A login from anywhere: patient enough that its owner is let in while somebody else guesses.
    Login(String),
    /// A network: offices share one, so it may fail often.
    Network(String),
    /// All for which there is no room.
    Rest,
}

impl Key {
    /// Failures that are free, and the longest wait in seconds.
    fn patience(&self) -> (u32, u64) {
        match self {
            Key::Near(..) => (4, 60),
            Key::Login(_) => (30, 15),
            Key::Network(_) | Key::Rest => (100, 2),
        }
    }
}

#[derive(Clone, Copy)]
struct Mark {
    failures: u32,
    last: Instant,
    until: Instant,
}

#[derive(Default)]
pub struct Throttle(Mutex<Marks>);

#[derive(Default)]
struct Marks {
    all: HashMap<Key, Mark>,
    swept: Option<Instant>,
}

impl Marks {
    fn place(&self, key: Key) -> Key {
        if self.all.len() >= MOST && !self.all.contains_key(&key) { Key::Rest } else { key }
    }
}

impl Throttle {
    /// Admits one try, which counts as failed until [`Throttle::passed`]: many tries at once gain nothing. Otherwise
    /// says how long to wait.
    pub fn admit(&self, login: &str, address: Option<IpAddr>, now: Instant) -> Result<(), Duration> {
        let mut marks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if marks.swept.is_none_or(|swept| now >= swept + SWEEP) {
            marks.all.retain(|_, mark| now < mark.last + MEMORY);
            marks.swept = Some(now);
        }
        let keys: Vec<Key> = keys(login, address).map(|key| marks.place(key)).collect();
        let waits = keys.iter().filter_map(|key| marks.all.get(key)?.until.checked_duration_since(now));
        if let Some(wait) = waits.filter(|wait| !wait.is_zero()).max() {
            return Err(wait);
        }
        for key in keys {
            let (free, longest) = key.patience();
            let mark = marks.all.entry(key).or_insert(Mark { failures: 0, last: now, until: now });
            mark.failures = if now < mark.last + MEMORY { mark.failures.saturating_add(1) } else { 1 };
            mark.last = now;
            let over = mark.failures.saturating_sub(free);
            let wait = if over == 0 { 0 } else { 1_u64.checked_shl(over.min(20)).unwrap_or(longest).min(longest) };
            mark.until = now + Duration::from_secs(wait);
        }
        Ok(())
    }

    /// Takes back what the try counted.
    pub fn passed(&self, login: &str, address: Option<IpAddr>) {
        let mut marks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for key in keys(login, address) {
            if matches!(key, Key::Near(..)) {
                marks.all.remove(&key);
            } else if let Some(mark) = marks.all.get_mut(&key) {
                mark.failures = mark.failures.saturating_sub(1);
                mark.until = mark.last;
            }
        }
    }
}

/// Somebody who is signed in already comes from no network: only their login counts.
fn keys(login: &str, address: Option<IpAddr>) -> impl Iterator<Item = Key> {
    let network = address.map(|address| match address {
        IpAddr::V4(ip) => crate::hex(&ip.octets()[..3]),
        // What one customer is given.
        IpAddr::V6(ip) => crate::hex(&ip.octets()[..6]),
    });
    let login = login.to_owned();
    let near = network.clone().map(|network| Key::Near(login.clone(), network));
    near.into_iter().chain(network.map(Key::Network)).chain([Key::Login(login)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guessing_gets_slower_and_the_owner_elsewhere_still_gets_in() {
        let (throttle, start) = (Throttle::default(), Instant::now());
        let here = Some("10.0.0.1".parse().unwrap());
        let there = Some("10.9.9.9".parse().unwrap());
        let mut at = start;
        let mut tries = 0;
        while at < start + Duration::from_secs(300) {
            match throttle.admit("lan", here, at) {
                Ok(()) => tries += 1,
                Err(wait) => {
                    assert!(wait <= Duration::from_secs(60));
                    at += wait;
                    assert!(throttle.admit("lan", there, at).is_ok(), "the owner waits");
                    throttle.passed("lan", there);
                }
            }
        }
        assert!((8..=15).contains(&tries), "{tries} tries in five minutes");
    }

    #[test]
    fn people_who_change_their_passwords_do_not_make_one_another_wait() {
        let (throttle, now) = (Throttle::default(), Instant::now());
        for person in 0..1_000 {
            throttle.admit(&format!("p{person}"), None, now).unwrap();
        }
    }

    #[test]
    fn an_office_behind_one_address_is_slowed_but_never_shut_out() {
        let (throttle, mut now) = (Throttle::default(), Instant::now());
        let here = Some("10.0.0.1".parse().unwrap());
        for person in 0..1_000 {
            if let Err(wait) = throttle.admit(&format!("p{person}"), here, now) {
                assert!(wait <= Duration::from_secs(2), "{wait:?}");
                now += wait;
            }
        }
    }

    #[test]
    fn a_passed_try_starts_over() {
        let (throttle, now) = (Throttle::default(), Instant::now());
        for _ in 0..100 {
            throttle.admit("lan", None, now).unwrap();
            throttle.passed("lan", None);
        }
    }
}
