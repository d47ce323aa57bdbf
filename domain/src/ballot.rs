//! Votes of a council (biểu quyết, bỏ phiếu): how many it takes, what is cast, and what comes of it.

pub mod sealed;
pub mod threshold;
