//! The council: who votes, who learns what, and what is decided.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails says so by panicking")]

#[path = "council/args.rs"]
mod args;
#[path = "common/mod.rs"]
mod common;
#[path = "council/decisions.rs"]
mod decisions;
#[path = "council/lead.rs"]
mod lead;
#[path = "council/machine.rs"]
mod machine;
#[path = "council/outcome.rs"]
mod outcome;
#[path = "council/quota.rs"]
mod quota;
#[path = "council/recusal.rs"]
mod recusal;
#[path = "council/rests.rs"]
mod rests;
#[path = "council/rights.rs"]
mod rights;
#[path = "council/room.rs"]
mod room;
#[path = "council/scale.rs"]
mod scale;
#[path = "council/secret.rs"]
mod secret;
#[path = "council/session.rs"]
mod session;
#[path = "council/tricks.rs"]
mod tricks;
#[path = "council/votes.rs"]
mod votes;
