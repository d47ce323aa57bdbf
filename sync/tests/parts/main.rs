//! Each part by itself: the server's group, reading by pages, the device's client, drafts, messages, the rescue file.

#[path = "../../examples/sim/toy.rs"]
mod toy;

mod client;
mod desk;
mod draft;
mod group;
mod pull;
mod replica;
mod rescue;
mod wire;
