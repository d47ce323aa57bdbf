//! The council (Hội đồng thi đua, khen thưởng): sessions (phiên họp, đợt xét), cases in them, recusal, scores, votes, and the
//! decisions that follow. What a row holds stands in [`rows`], what may be asked in [`acts`].
//!
//! Who is recused from a case learns nothing of it: it has a scope of its own then, and to them it does not exist.

pub mod acts;
pub mod batch;
pub mod cut;
pub mod entry;
#[cfg(feature = "office")]
pub mod office;
pub mod rows;
pub mod standing;
