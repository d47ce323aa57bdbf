//! Rule sets and templates as officers write them: what is typed, what differs, whose verdict changes, who may publish.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails says so by panicking")]

#[path = "editors/compare.rs"]
mod compare;
#[path = "editors/draft.rs"]
mod draft;
#[path = "editors/template.rs"]
mod template;

mod common;

#[path = "awards/world.rs"]
#[allow(dead_code, reason = "not all of it is used here")]
mod world;
