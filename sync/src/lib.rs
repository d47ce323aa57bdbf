//! How work travels. Pure and sans I/O: nothing here waits, reads a clock, draws a random number, or knows of emulation.
//!
//! Glossary: a **command** is one intent of one person; an **outcome** is the server's final word on it; a **row** is a
//! piece of shared state, visible to whoever holds one of its **scopes**; a **position** is how far a device has read;
//! the **outbox** holds commands without an outcome, the **journal** those that have one; a **batch** is one durable step.
//!
//! The server decides by running [`domain::Domain::decide`]; a device runs the same code to predict.

pub mod backoff;
pub mod body;
pub mod client;
pub mod command;
pub mod domain;
pub mod draft;
pub mod memory;
pub mod merge;
pub mod order;
pub mod pull;
pub mod replica;
pub mod rescue;
pub mod row;
pub mod server;
pub mod sheet;
pub mod store;
pub mod wire;

/// Milliseconds since 1970-01-01T00:00:00Z. Handed in by the caller; on a device it is for display only.
pub type Millis = i64;
