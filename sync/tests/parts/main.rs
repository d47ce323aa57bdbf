//! Each part by itself: the server's group, reading by pages, the device's client, drafts, messages, the rescue file.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    dead_code,
    reason = "a test that fails says so by panicking; the toy domain is shared"
)]

#[path = "../../examples/sim/toy.rs"]
#[expect(dead_code, reason = "shared with the simulation")]
mod toy;

mod client;
mod desk;
mod draft;
mod group;
mod pull;
mod replica;
mod rescue;
mod sheet;
mod wire;
