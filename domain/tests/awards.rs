//! Who is eligible for which award under which law.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails says so by panicking")]

#[path = "awards/cases.rs"]
mod cases;
#[path = "awards/fixtures.rs"]
mod fixtures;
#[path = "awards/history.rs"]
mod history;
#[path = "awards/import.rs"]
mod import;
#[path = "awards/laws.rs"]
mod laws;
#[path = "awards/oracle.rs"]
mod oracle;
#[path = "awards/rules.rs"]
mod rules;
#[path = "awards/unit.rs"]
mod unit;
#[path = "awards/votes.rs"]
mod votes;
#[path = "awards/world.rs"]
mod world;
