//! The thin server: HTTP, accounts, the exchange, the stores, and the embedded app.
//!
//! Dependency rule: `http` → `writer` → `store` traits. Only the back ends under `store` name SQL, only `blobs` names a
//! store of files, only `push` calls anybody outside, only `serve` and the operator's commands pick them, and nothing here
//! decides about the work: that is `thidua_sync::domain::Domain`.

pub mod accounts;
pub mod admin;
pub mod backup;
pub mod blobs;
pub mod budget;
pub mod cli;
pub mod demo;
pub mod group;
pub mod http;
pub mod load;
pub mod metrics;
pub mod operator;
pub mod place;
pub mod push;
pub mod reindex;
pub mod rules;
pub mod serve;
pub mod store;
pub mod throttle;
pub mod verify;
pub mod writer;

use std::time::{SystemTime, UNIX_EPOCH};

/// The server's clock, in milliseconds since 1970. Only the rim reads it.
pub fn now() -> thidua_sync::Millis {
    let past = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(past.as_millis()).unwrap_or(i64::MAX)
}

/// Random bytes from the operating system. Without them there are no tags, tokens or epochs: the process ends.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("invariant: the operating system gives random bytes");
    bytes
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
