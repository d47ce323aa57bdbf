//! Real files, hostile files: what is kept of them draws the same, and nothing else of them is kept.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails says so by panicking")]

mod chance;
#[cfg(feature = "decode")]
mod decode;
mod files;
mod jpeg;
mod photos;
