//! The same answers in a browser: `work` works them out, then `word` gives the digest in eight words of 32 bits.

#![allow(unsafe_code, reason = "what a module exports needs its name")]

#[path = "verdicts/cases.rs"]
mod cases;

use std::sync::OnceLock;

static ANSWER: OnceLock<(u64, [u8; 32])> = OnceLock::new();

/// Answers the number of questions.
#[unsafe(no_mangle)]
pub extern "C" fn work() -> u32 {
    u32::try_from(ANSWER.get_or_init(cases::digest).0).unwrap_or(u32::MAX)
}

#[unsafe(no_mangle)]
pub extern "C" fn word(at: u32) -> u32 {
    let bytes = ANSWER.get_or_init(cases::digest).1;
    let at = usize::try_from(at % 8).unwrap_or_default() * 4;
    u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}
