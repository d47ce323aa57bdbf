//! Votes of a council (biểu quyết, bỏ phiếu): how many it takes, what is fixed when one opens, what is cast, and what comes
//! of it.

pub mod count;
pub mod frozen;
pub mod sealed;
pub mod threshold;
