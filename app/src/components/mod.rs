//! Pieces of the interface. They take props and give callbacks; they read no state and write none.
