//! How the plan's figures read: operators, levels, units of counting, periods.

use thidua_domain::date::When;
use thidua_domain::plan::{Indicator, Span};
use thidua_domain::rate::Operator;

use crate::text::t;

/// What is asked for: `trên 81,50 %`, `ít nhất 95 %`, `đúng 100 %`, `cao hơn năm 2021`.
pub fn operator(indicator: &Indicator) -> String {
    let limit = indicator.threshold.map(percent).unwrap_or_default();
    match indicator.op {
        Operator::Above => t!("indicator-op-above", value = limit),
        Operator::AtLeast => t!("indicator-op-at-least", value = limit),
        Operator::Exactly => t!("indicator-op-exactly", value = limit),
        Operator::AtMost => t!("indicator-op-at-most", value = limit),
        Operator::AboveBaseline => {
            t!(
                "indicator-op-above-baseline",
                year = indicator.baseline_year.map(|year| year.to_string()).unwrap_or_default()
            )
        }
    }
}

/// Hundredths of a percent as the plan writes them: `81,50 %`, and `95 %` without a fraction.
pub fn percent(hundredths: i64) -> String {
    match hundredths % 100 {
        0 => format!("{} %", hundredths / 100),
        rest => format!("{},{rest:02} %", hundredths / 100),
    }
}

/// What an indicator counts.
pub fn counted(unit: &str) -> String {
    match unit {
        "viec" => t!("unit-viec"),
        "dong" => t!("unit-dong"),
        "van_ban" => t!("unit-van-ban"),
        "don_thu" => t!("unit-don-thu"),
        "ban_an" => t!("unit-ban-an"),
        other => other.to_owned(),
    }
}

/// For whom an indicator is counted, or who launched a movement.
pub fn level(level: &str) -> String {
    match level {
        "national" => t!("level-national"),
        "ministry" => t!("level-ministry"),
        "system" => t!("level-system"),
        "province" => t!("level-province"),
        "unit" => t!("level-unit"),
        "officer" => t!("level-officer"),
        other => other.to_owned(),
    }
}

/// The kind of a note on the source.
pub fn note_kind(kind: &str) -> String {
    match kind {
        "misspelling" => t!("plan-note-kind-misspelling"),
        "typography" => t!("plan-note-kind-typography"),
        "structure" => t!("plan-note-kind-structure"),
        "open_list" => t!("plan-note-kind-open-list"),
        "impossible_date" => t!("plan-note-kind-impossible-date"),
        "undefined_date" => t!("plan-note-kind-undefined-date"),
        "pending_law" => t!("plan-note-kind-pending-law"),
        other => other.to_owned(),
    }
}

pub fn span(span: Span) -> String {
    let (from, to) = ends(span);
    format!("{from} – {to}")
}

/// First and last day.
pub fn ends(span: Span) -> (String, String) {
    (When::Day(span.from).to_string(), When::Day(span.to).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_read_as_in_the_plan() {
        let read = [8150, 4010, 9500, 10_000, 705].map(percent);
        assert_eq!(read, ["81,50 %", "40,10 %", "95 %", "100 %", "7,05 %"]);
    }
}
