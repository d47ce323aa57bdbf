//! Prize money (tiền thưởng) of one award, in đồng.

use chrono::NaiveDate;

use super::RuleSet;
use super::need::Who;

/// How much an award pays, and how that is reckoned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prize {
    /// Tenths of the base salary.
    pub tenths: u32,
    /// The base salary in đồng a month.
    pub salary: i64,
    /// Rounded up, in đồng.
    pub dong: i64,
}

/// Coefficient × the base salary in force on the decision's local day, rounded up as the set says. `None` where the set
/// has no coefficient, or no base salary for that day; nothing is guessed.
pub fn prize(set: &RuleSet, award: &str, subject: Who, decided: NaiveDate) -> Option<i64> {
    let salaries = set.money.base_salaries.iter().filter(|salary| salary.from <= decided);
    let salary = salaries.max_by_key(|salary| salary.from)?.dong;
    reckoned(set, award, subject, salary).map(|prize| prize.dong)
}

/// The same with a base salary that is given; what a decision says of its money can be reckoned anew.
pub fn reckoned(set: &RuleSet, award: &str, subject: Who, salary: i64) -> Option<Prize> {
    let tenths = set.award(award)?.money.iter().find(|amount| amount.subject == subject)?.tenths;
    // Tenths of the base salary, so the step is tenfold too.
    let step = set.money.round_up_to.checked_mul(10).filter(|step| *step > 0)?;
    let product = salary.checked_mul(i64::from(tenths)).filter(|product| *product >= 0)?;
    let steps = product.div_euclid(step).checked_add(i64::from(product.rem_euclid(step) > 0))?;
    Some(Prize { tenths, salary, dong: steps.checked_mul(set.money.round_up_to)? })
}
