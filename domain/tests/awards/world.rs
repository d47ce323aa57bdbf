//! The rule sets as they are shipped, and short ways to write days.

use chrono::NaiveDate;
use thidua_domain::rules::{self, RuleSet};

const TEXTS: [&str; 3] = [
    include_str!("../../../public/rules/r1-91-2017.json"),
    include_str!("../../../public/rules/r2-98-2023.json"),
    include_str!("../../../public/rules/r3-152-2025.json"),
];

pub fn sets() -> Vec<RuleSet> {
    TEXTS.iter().map(|text| rules::read(text).unwrap()).collect()
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}
