//! Who is eligible for which award under which law.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails says so by panicking")]

#[path = "awards/history.rs"]
mod history;
#[path = "awards/rules.rs"]
mod rules;
#[path = "awards/world.rs"]
mod world;
