//! Rates as fractions of integers. A target is met or not on the exact fraction, never on what is shown of it.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

/// A measured fraction: cases, đồng or documents, as whole numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rate {
    #[serde(rename = "num")]
    pub numerator: i64,
    #[serde(rename = "den")]
    pub denominator: i64,
}

/// How a figure must stand to the threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Operator {
    #[serde(rename = ">")]
    Above,
    #[serde(rename = ">=")]
    AtLeast,
    #[serde(rename = "=")]
    Exactly,
    #[serde(rename = "<=")]
    AtMost,
    /// Above the same unit's figure of an earlier year.
    #[serde(rename = ">baseline")]
    AboveBaseline,
}

/// Where a target or a criterion stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    Met,
    NotMet,
    /// Something is missing: a figure, the earlier year's figure, a fact; or the denominator is zero.
    CannotJudge,
}

/// Hundredths of a percent in one.
const WHOLE: i128 = 10_000;

impl Rate {
    fn compare(self, other: Rate) -> Ordering {
        let left = i128::from(self.numerator) * i128::from(other.denominator);
        left.cmp(&(i128::from(other.numerator) * i128::from(self.denominator)))
    }

    fn is_usable(self) -> bool {
        self.denominator > 0 && self.numerator >= 0
    }

    /// Percent with two decimals, rounded half up, in official notation: `81,50 %`. `None` without a denominator.
    pub fn percent(self) -> Option<String> {
        let hundredths = self.hundredths()?;
        Some(format!("{},{:02} %", crate::format::grouped(hundredths / 100), hundredths % 100))
    }

    /// Hundredths of a percent, rounded half up.
    pub fn hundredths(self) -> Option<i64> {
        if !self.is_usable() {
            return None;
        }
        let (num, den) = (i128::from(self.numerator), i128::from(self.denominator));
        i64::try_from((num * WHOLE * 2 + den) / (den * 2)).ok()
    }
}

/// Judges a figure against a threshold in hundredths of a percent (8150 is 81,50 %), or against a baseline.
pub fn judge(figure: Option<Rate>, operator: Operator, threshold: Option<i64>, baseline: Option<Rate>) -> Verdict {
    let limit = match operator {
        Operator::AboveBaseline => baseline.filter(|rate| rate.is_usable()),
        _ => threshold.map(|numerator| Rate { numerator, denominator: 10_000 }),
    };
    let (Some(figure), Some(limit)) = (figure.filter(|rate| rate.is_usable()), limit) else {
        return Verdict::CannotJudge;
    };
    let order = figure.compare(limit);
    let met = match operator {
        Operator::Above | Operator::AboveBaseline => order == Ordering::Greater,
        Operator::AtLeast => order != Ordering::Less,
        Operator::Exactly => order == Ordering::Equal,
        Operator::AtMost => order != Ordering::Greater,
    };
    if met { Verdict::Met } else { Verdict::NotMet }
}

/// How many more of the numerator are needed, the denominator staying as it is. `None` when met or beyond reach by more.
pub fn missing(figure: Rate, operator: Operator, threshold: i64) -> Option<i64> {
    if !figure.is_usable() {
        return None;
    }
    let product = i128::from(threshold) * i128::from(figure.denominator);
    let needed = match operator {
        Operator::Above => product / WHOLE + 1,
        Operator::AtLeast | Operator::Exactly => (product + WHOLE - 1) / WHOLE,
        Operator::AtMost | Operator::AboveBaseline => return None,
    };
    let more = i64::try_from(needed - i128::from(figure.numerator)).ok()?;
    (more > 0 && needed <= i128::from(figure.denominator)).then_some(more)
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn rate(numerator: i64, denominator: i64) -> Rate {
        Rate { numerator, denominator }
    }

    #[test]
    fn the_countrys_2022_result_beats_its_target() {
        let country = rate(539_290, 653_719);
        assert_eq!(judge(Some(country), Operator::Above, Some(8150), None), Verdict::Met);
        assert_eq!(country.percent().as_deref(), Some("82,50 %"));
    }

    #[test]
    fn what_is_shown_as_the_threshold_may_miss_it_or_beat_it() {
        let exactly = rate(163, 200);
        assert_eq!(exactly.percent().as_deref(), Some("81,50 %"));
        assert_eq!(judge(Some(exactly), Operator::Above, Some(8150), None), Verdict::NotMet);
        assert_eq!(judge(Some(exactly), Operator::AtLeast, Some(8150), None), Verdict::Met);
        let hair_above = rate(8_150_001, 10_000_000);
        assert_eq!(hair_above.percent().as_deref(), Some("81,50 %"));
        assert_eq!(judge(Some(hair_above), Operator::Above, Some(8150), None), Verdict::Met);
    }

    #[test]
    fn money_beyond_thirty_two_bits_stays_exact() {
        let money = rate(153_000_000_000_001, 337_000_000_000_000);
        assert_eq!(judge(Some(money), Operator::AboveBaseline, None, Some(rate(153, 337))), Verdict::Met);
    }

    #[test]
    fn a_missing_figure_or_baseline_is_not_met_nor_missed() {
        assert_eq!(judge(None, Operator::Above, Some(8150), None), Verdict::CannotJudge);
        assert_eq!(judge(Some(rate(0, 0)), Operator::Exactly, Some(10_000), None), Verdict::CannotJudge);
        assert_eq!(judge(Some(rate(1, 2)), Operator::AboveBaseline, None, None), Verdict::CannotJudge);
    }

    #[test]
    fn the_number_still_needed_is_the_smallest_that_meets_the_target() {
        for den in 1..400_i64 {
            for num in 0..den {
                let Some(more) = missing(rate(num, den), Operator::Above, 8150) else { continue };
                assert_eq!(judge(Some(rate(num + more, den)), Operator::Above, Some(8150), None), Verdict::Met);
                assert_eq!(judge(Some(rate(num + more - 1, den)), Operator::Above, Some(8150), None), Verdict::NotMet);
            }
        }
    }
}
