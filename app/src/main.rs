//! The front end: a Leptos application that starts from the device alone and talks to the server when it can.
//!
//! components take props and give callbacks; pages read `state`; only `state` writes; only `store`, `net` and `browser`
//! know the web platform.

mod components;
mod text;

fn main() {}
