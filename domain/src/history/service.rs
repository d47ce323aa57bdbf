//! Months of service.

use chrono::{Datelike, NaiveDate};

use super::File;
use crate::plan::Span;

/// Code of service as such, in no post that a criterion names: it counts where all service counts.
pub const ANY: &str = "cong-tac";

impl File {
    /// Whole months in these posts, or in all without any named, up to and with a local day. Days that two posts share
    /// count once; each unbroken stretch gives its whole months.
    pub fn months(&self, posts: &[String], day: NaiveDate) -> u32 {
        let mut spans: Vec<(NaiveDate, NaiveDate)> = Vec::new();
        for service in &self.service {
            let last = service.to.map_or(day, |to| to.min(day));
            if (posts.is_empty() || posts.contains(&service.post)) && service.from <= last {
                spans.push((service.from, last));
            }
        }
        thidua_sync::order::sort_by_key(&mut spans, |span| *span);
        let mut months = 0;
        let mut stretch: Option<Span> = None;
        for (from, to) in spans {
            stretch = Some(match stretch {
                Some(open) if open.to.succ_opt().is_none_or(|next| from <= next) => {
                    Span { from: open.from, to: open.to.max(to) }
                }
                closed => {
                    months += closed.map_or(0, whole_months);
                    Span { from, to }
                }
            });
        }
        months + stretch.map_or(0, whole_months)
    }
}

/// Whole months of a span, both days included: 15/3 to 14/4 is one.
fn whole_months(span: Span) -> u32 {
    let Some(end) = span.to.succ_opt() else { return 0 };
    let month = |day: NaiveDate| day.year() * 12 + day.month0().cast_signed();
    let full = month(end) - month(span.from) - i32::from(end.day() < span.from.day());
    u32::try_from(full).unwrap_or(0)
}
