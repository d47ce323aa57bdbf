//! An event's attendance in figures.

use std::collections::{BTreeMap, BTreeSet};

use thidua_sync::Millis;
use thidua_sync::order;

use super::reason::Grade;
use super::verdict::Verdict;
use crate::event::Event;

/// How many attended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    pub counted: u32,
    /// Of all, counted or not.
    pub by_grade: BTreeMap<Grade, u32>,
    /// Of those that are counted; guests under the empty name.
    pub by_unit: BTreeMap<String, u32>,
    /// Those who wait for an organiser's decision.
    pub waiting: u32,
    /// Ids of the attendances that are counted beyond the event's capacity, the latest by first time in and id.
    pub over_capacity: BTreeSet<String>,
}

/// Sums up verdicts, each with the id of its attendance and the person's unit.
pub fn summary<'a>(event: &Event, all: impl IntoIterator<Item = (&'a str, Option<&'a str>, &'a Verdict)>) -> Summary {
    let mut sum = Summary::default();
    let mut counted: Vec<(bool, Option<Millis>, &str)> = Vec::new();
    for (id, unit, verdict) in all {
        *sum.by_grade.entry(verdict.grade).or_default() += 1;
        sum.waiting += u32::from(verdict.waits());
        if verdict.is_counted {
            sum.counted += 1;
            *sum.by_unit.entry(unit.unwrap_or_default().to_owned()).or_default() += 1;
            counted.push((verdict.first_in.is_none(), verdict.first_in, id));
        }
    }
    order::sort_by_key(&mut counted, |place| *place);
    let room = event.capacity.and_then(|room| usize::try_from(room).ok()).unwrap_or(usize::MAX);
    sum.over_capacity = order::set(counted.into_iter().skip(room).map(|(_, _, id)| id.to_owned()));
    sum
}
