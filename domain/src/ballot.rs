//! Votes of a council (bỏ phiếu của Hội đồng): what it takes to pass.

pub mod threshold;
