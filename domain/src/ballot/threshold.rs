//! How many votes it takes, by the council's whole membership: who is absent stays in the base, who abstains said no yes.

use crate::rate::Rate;
use crate::rules::terms::VoteRule;

/// What to tell before a vote is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Warning {
    /// The law leaves the percentage to a rule that is not entered.
    PercentUnknown,
    /// The percentage comes from a source that was not read.
    Unverified,
    /// So few members that only all of them together reach a percentage below 100.
    SmallCouncil,
    /// Every member must vote yes: one absence or recusal is enough to fail.
    Unanimity,
    /// So many take no part that it cannot pass.
    CannotPass,
}

impl Warning {
    /// Stable; also the key of its text.
    pub fn name(self) -> &'static str {
        match self {
            Warning::PercentUnknown => "percent_unknown",
            Warning::Unverified => "unverified",
            Warning::SmallCouncil => "small_council",
            Warning::Unanimity => "unanimity",
            Warning::CannotPass => "cannot_pass",
        }
    }
}

/// The fewest yes votes of a council of so many members: `yes * 100 >= percent * members`.
pub fn votes_needed(percent: u32, members: u32) -> u64 {
    (u64::from(percent) * u64::from(members)).div_ceil(100)
}

/// Whether so many yes votes are enough, the base being all members.
pub fn is_passed(yes: u32, percent: u32, members: u32) -> bool {
    u64::from(yes) * 100 >= u64::from(percent) * u64::from(members)
}

/// The fewest members that make a quorum of this fraction of all. None without a denominator.
pub fn quorum(fraction: Rate, members: u32) -> Option<u64> {
    let (part, whole) = (u64::try_from(fraction.numerator).ok()?, u64::try_from(fraction.denominator).ok()?);
    (whole > 0).then(|| part.saturating_mul(u64::from(members)).div_ceil(whole))
}

/// What to tell before a vote under this rule, when `out` of the members take no part.
pub fn warnings(rule: &VoteRule, members: u32, out: u32) -> Vec<Warning> {
    let Some(percent) = rule.percent else { return vec![Warning::PercentUnknown] };
    let needed = votes_needed(percent, members);
    let is_unanimous = needed == u64::from(members);
    let told = [
        (!rule.trust.verified, Warning::Unverified),
        (is_unanimous && percent < 100, Warning::SmallCouncil),
        (is_unanimous, Warning::Unanimity),
        (u64::from(members.saturating_sub(out)) < needed, Warning::CannotPass),
    ];
    told.into_iter().filter(|(holds, _)| *holds).map(|(_, warning)| warning).collect()
}
