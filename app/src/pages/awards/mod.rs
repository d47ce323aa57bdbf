//! What the law asks for awards, and who meets it: beside a nomination, and for a whole unit. All of it is judged here on the
//! device, from facts that lie on it.

pub mod board;
pub mod decision;
pub mod edit;
pub mod eligible;
pub mod entry;
pub mod given;
pub mod gold;
pub mod import;
pub mod initiatives;
pub mod known;
pub mod list;
pub mod merits;
pub mod money;
pub mod panel;
pub mod published;
pub mod rules;
pub mod words;
