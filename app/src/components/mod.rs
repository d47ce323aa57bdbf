//! Pieces of the interface. They take props and give callbacks; they read no state and write none.
//!
//! Words come in as `Signal<String>`: give `said("key")` so that they follow the language.

pub mod bar;
pub mod button;
pub mod card;
pub mod checklist;
pub mod chips;
pub mod choices;
pub mod conflict;
pub mod date_field;
pub mod dialog;
pub mod errors;
pub mod field;
pub mod gauge;
pub mod icon;
pub mod moment_field;
pub mod number_field;
pub mod people;
pub mod qr;
pub mod select;
pub mod shell;
pub mod status;
pub mod sync_chip;
pub mod tabs;
pub mod text_field;
pub mod timeline;
pub mod toast;
pub mod virtual_list;
