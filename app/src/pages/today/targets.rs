//! Where my unit stands to the targets of the plan, by the latest figures. Judged on exact fractions.

use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;
use thidua_domain::date::When;
use thidua_domain::figure::{self, Figure};
use thidua_domain::format::grouped;
use thidua_domain::plan::{INDICATOR, Indicator};
use thidua_domain::rate::{Operator, Rate, Verdict, judge, missing};

use crate::components::bar::TargetBar;
use crate::components::card::{EmptyState, Tone};
use crate::components::icon::Glyph;
use crate::pages::plan::words;
use crate::state::{App, app};
use crate::text::{said, t};
use thidua_sync::order;

/// Bars in sight at once; the others open at a touch.
const FIRST: usize = 6;

/// An indicator with the unit's latest figure and, where it is judged against one, the earlier year's.
#[derive(Clone, Debug, PartialEq)]
struct Standing {
    indicator: Indicator,
    figure: Option<Figure>,
    baseline: Option<Rate>,
}

impl Standing {
    fn rate(&self) -> Option<Rate> {
        self.figure.as_ref().map(|figure| figure.rate())
    }

    fn verdict(&self) -> Verdict {
        judge(self.rate(), self.indicator.op, self.indicator.threshold, self.baseline)
    }

    /// The mark on the bar, in hundredths of a percent.
    fn mark(&self) -> Option<i64> {
        self.indicator.threshold.or_else(|| self.baseline.and_then(Rate::hundredths))
    }

    /// How it stands, in words: `cần trên 81,50 % — còn thiếu 7 việc`.
    fn remark(&self) -> String {
        let need = match self.baseline.and_then(Rate::percent) {
            Some(percent) => t!("target-need-baseline", need = words::operator(&self.indicator), percent = percent),
            None => t!("target-need", need = words::operator(&self.indicator)),
        };
        format!("{need} — {}", self.verdict_words())
    }

    fn verdict_words(&self) -> String {
        match (self.verdict(), self.rate()) {
            (Verdict::CannotJudge, None) => t!("target-no-figure"),
            (Verdict::CannotJudge, Some(rate)) if rate.denominator == 0 => t!("target-nothing-to-count"),
            (Verdict::CannotJudge, _) => match self.indicator.baseline_year {
                Some(year) => t!("target-no-baseline", year = year.to_string()),
                None => t!("target-no-figure"),
            },
            (Verdict::Met, rate) => {
                format!("{}{}", t!("target-met"), rate.map(|rate| self.hair(rate)).unwrap_or_default())
            }
            (Verdict::NotMet, Some(rate)) => {
                let more = self.indicator.threshold.and_then(|limit| missing(rate, self.indicator.op, limit));
                let words = more.map(|more| {
                    t!("target-missing", amount = format!("{} {}", grouped(more), words::counted(&self.indicator.unit)))
                });
                format!("{}{}", words.unwrap_or_else(|| t!("target-not-met")), self.hair(rate))
            }
            (Verdict::NotMet, None) => t!("target-not-met"),
        }
    }

    /// What rounding hides: the figure reads as the threshold, and lies above or below it.
    fn hair(&self, rate: Rate) -> String {
        let Some(limit) = self.mark().filter(|limit| rate.hundredths() == Some(*limit)) else { return String::new() };
        let (above, below) = match self.baseline {
            Some(_) => (self.verdict() == Verdict::Met, self.verdict() == Verdict::NotMet),
            None => (
                judge(Some(rate), Operator::Above, Some(limit), None) == Verdict::Met,
                judge(Some(rate), Operator::AtLeast, Some(limit), None) == Verdict::NotMet,
            ),
        };
        match (above, below) {
            (true, _) => format!(" ({})", t!("target-hair-above")),
            (_, true) if self.baseline.is_none() => format!(" ({})", t!("target-hair-below")),
            _ => String::new(),
        }
    }
}

/// The standings of a unit, in the plan's order. Follows indicators and figures.
fn standings(app: App, unit: &str) -> Vec<Standing> {
    let mut indicators: Vec<Indicator> = app.rows(INDICATOR).into_iter().map(|(_, indicator)| indicator).collect();
    let newest = indicators.iter().map(|indicator| indicator.period.to).max();
    indicators.retain(|indicator| Some(indicator.period.to) == newest);
    order::sort_by(&mut indicators, |a, b| a.code.cmp(&b.code));
    let figures: Vec<Figure> = app.rows(figure::TABLE).into_iter().map(|(_, figure)| figure).collect();
    let own: Vec<&Figure> = figures.iter().filter(|figure| figure.unit == unit).collect();
    indicators.into_iter().map(|indicator| standing(indicator, &own)).collect()
}

fn standing(indicator: Indicator, figures: &[&Figure]) -> Standing {
    let latest = |from: NaiveDate, to: NaiveDate| {
        let within =
            figures.iter().filter(|f| f.indicator == indicator.id && from <= f.period.from && f.period.to <= to);
        // Of figures to the same day the one over the longest time.
        within.max_by_key(|f| (f.period.to, std::cmp::Reverse(f.period.from))).map(|f| (*f).clone())
    };
    let figure = latest(indicator.period.from, indicator.period.to);
    let years = indicator.baseline_year.map(|year| indicator.period.to.year() - year);
    let earlier = |day: NaiveDate, years: i32| day.with_year(day.year() - years).unwrap_or(day);
    let baseline =
        years.and_then(|years| latest(earlier(indicator.period.from, years), earlier(indicator.period.to, years)));
    Standing { indicator, figure, baseline: baseline.map(|figure| figure.rate()) }
}

#[component]
pub fn Targets() -> impl IntoView {
    let app = app();
    let all = Memo::new(move |_| app.me().map(|me| standings(app, &me.unit)).unwrap_or_default());
    let has_figures = Memo::new(move |_| all.read().iter().any(|standing| standing.figure.is_some()));
    let upto = move || {
        all.read().iter().filter_map(|standing| standing.figure.as_ref()).map(|f| f.period).max_by_key(|p| p.to)
    };
    let aside = move || upto().map(|period| period_words(period.from, period.to)).unwrap_or_default();
    view! {
        <section class="card">
            <header class="card-head"><h2>{said("today-targets")}</h2><small>{aside}</small></header>
            <Show
                when=move || has_figures.get()
                fallback=|| view! { <EmptyState glyph=Glyph::Plan title=said("today-no-figures") words=said("today-no-figures-words")/> }
            >
                <p class="muted">{move || summary(&all.read())}</p>
                <div class="targets">
                    {move || all.read().iter().take(FIRST).map(bar).collect_view()}
                </div>
                <Show when=move || { all.read().len() > FIRST }>
                    <details class="more">
                        <summary>{move || t!("today-more-targets", count = all.read().len() - FIRST)}</summary>
                        <div class="targets">{move || all.read().iter().skip(FIRST).map(bar).collect_view()}</div>
                    </details>
                </Show>
            </Show>
            <p><a class="link" href="/ke-hoach?phan=chi-tieu">{said("today-open-targets")}</a></p>
        </section>
    }
}

fn bar(standing: &Standing) -> impl IntoView + use<> {
    let (value, target) = (standing.rate().and_then(Rate::hundredths), standing.mark());
    let tone = match standing.verdict() {
        Verdict::Met => Tone::Good,
        Verdict::NotMet => Tone::Wait,
        Verdict::CannotJudge => Tone::Plain,
    };
    let (name, own) = (standing.indicator.name.clone(), standing.clone());
    let figure = move || own.rate().and_then(Rate::percent).unwrap_or_else(|| t!("value-none"));
    let own = standing.clone();
    view! {
        <TargetBar
            name=Signal::derive(move || name.clone())
            figure=Signal::derive(figure)
            remark=Signal::derive(move || own.remark())
            value=Signal::derive(move || value)
            target=Signal::derive(move || target)
            tone=Signal::derive(move || tone)
        />
    }
}

/// `Đạt 7 trong 11 chỉ tiêu · 3 chưa đạt · 1 chưa đánh giá được`.
fn summary(all: &[Standing]) -> String {
    let count = |wanted: Verdict| all.iter().filter(|standing| standing.verdict() == wanted).count();
    let (unmet, unjudged) = (count(Verdict::NotMet), count(Verdict::CannotJudge));
    let met = t!("today-summary", met = count(Verdict::Met), all = all.len());
    let unmet = (unmet > 0).then(|| t!("today-summary-unmet", count = unmet));
    let unjudged = (unjudged > 0).then(|| t!("today-summary-unjudged", count = unjudged));
    [Some(met), unmet, unjudged].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// `9 tháng · đến 30/6/2022` when it is made of whole months, else both days.
fn period_words(from: NaiveDate, to: NaiveDate) -> String {
    let after = to.succ_opt().unwrap_or(to);
    if from.day() == 1 && after.day() == 1 {
        let months = (after.year() - from.year()) * 12 + month(after) - month(from);
        return t!("period-months", months = months, date = When::Day(to).to_string());
    }
    format!("{} – {}", When::Day(from), When::Day(to))
}

fn month(day: NaiveDate) -> i32 {
    i32::try_from(day.month()).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn indicator(op: &str, threshold: Option<i64>, baseline: Option<i32>) -> Indicator {
        serde_json::from_value(json!({
            "id": "t", "code": "T", "name": "", "unit": "viec", "op": op, "threshold_bp": threshold,
            "baseline_year": baseline, "numerator": "", "denominator": "",
            "period": { "from": "2021-10-01", "to": "2022-09-30" }, "line": 1, "quote": "",
        }))
        .unwrap()
    }

    fn figure(from: &str, to: &str, num: i64, den: i64) -> Figure {
        serde_json::from_value(json!({
            "indicator": "t", "unit": "u", "period": { "from": from, "to": to }, "num": num, "den": den,
        }))
        .unwrap()
    }

    #[test]
    fn the_latest_and_longest_figure_of_the_year_counts() {
        let figures = [
            figure("2021-10-01", "2022-03-31", 1, 10),
            figure("2022-04-01", "2022-06-30", 2, 10),
            figure("2021-10-01", "2022-06-30", 3, 10),
            figure("2020-10-01", "2021-09-30", 4, 10),
        ];
        let own: Vec<&Figure> = figures.iter().collect();
        let found = standing(indicator(">", Some(8150), None), &own);
        assert_eq!(found.rate(), Some(Rate { numerator: 3, denominator: 10 }));
        assert_eq!(found.baseline, None);
    }

    #[test]
    fn a_baseline_is_the_same_units_whole_earlier_year() {
        let figures = [figure("2021-10-01", "2022-06-30", 5, 10), figure("2020-10-01", "2021-09-30", 4, 10)];
        let own: Vec<&Figure> = figures.iter().collect();
        let found = standing(indicator(">baseline", None, Some(2021)), &own);
        assert_eq!((found.verdict(), found.mark()), (Verdict::Met, Some(4_000)));
        let found = standing(indicator(">baseline", None, Some(2021)), &own[..1]);
        assert_eq!(found.verdict(), Verdict::CannotJudge);
    }
}
