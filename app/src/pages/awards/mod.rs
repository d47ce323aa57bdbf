//! What the law asks for awards, and who meets it: beside a nomination, and for a whole unit. All of it is judged here on the
//! device, from facts that lie on it.

pub mod board;
pub mod entry;
pub mod known;
pub mod list;
pub mod panel;
pub mod rules;
pub mod words;
