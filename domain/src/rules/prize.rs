//! Prize money (tiền thưởng) of one award, in đồng.

use chrono::NaiveDate;

use super::RuleSet;
use super::need::Who;

/// Coefficient × the base salary in force on the decision's local day, rounded up as the set says. `None` where the set
/// has no coefficient, or no base salary for that day; nothing is guessed.
pub fn prize(set: &RuleSet, award: &str, subject: Who, decided: NaiveDate) -> Option<i64> {
    let amount = set.award(award)?.money.iter().find(|amount| amount.subject == subject)?;
    let salaries = set.money.base_salaries.iter().filter(|salary| salary.from <= decided);
    let salary = salaries.max_by_key(|salary| salary.from)?;
    // Tenths of the base salary, so the step is tenfold too.
    let step = set.money.round_up_to.checked_mul(10).filter(|step| *step > 0)?;
    let product = salary.dong.checked_mul(i64::from(amount.tenths)).filter(|product| *product >= 0)?;
    product.div_euclid(step).checked_add(i64::from(product.rem_euclid(step) > 0))?.checked_mul(set.money.round_up_to)
}
