//! A whole plan out of its rows, with everything folded for search.

use thidua_domain::name::{fold, matches};
use thidua_domain::plan::{
    CAMPAIGN, Campaign, INDICATOR, Indicator, MOVEMENT, Movement, PLAN, Plan, SOLUTION, Solution, TASK, Task,
};

use super::{source, words};
use crate::pages::today::when;
use crate::state::App;
use thidua_sync::order;

/// Something of the plan with its words folded for search.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry<T> {
    pub item: T,
    pub folded: String,
}

impl<T> Entry<T> {
    pub fn new(item: T, words: &[&str]) -> Entry<T> {
        Entry { item, folded: fold(&words.join(" ")) }
    }
}

/// A whole plan, its parts in the order of their codes.
#[derive(Clone, Debug, PartialEq)]
pub struct Whole {
    pub plan: Plan,
    pub indicators: Vec<Entry<Indicator>>,
    pub tasks: Vec<Entry<Task>>,
    pub movements: Vec<Entry<Movement>>,
    pub campaigns: Vec<Entry<Campaign>>,
    pub solutions: Vec<Entry<Solution>>,
    /// The lines of the source with their notes.
    pub lines: Vec<Entry<source::Line>>,
}

impl Whole {
    /// The newest plan on this device. Followed.
    pub fn newest(app: App) -> Option<Whole> {
        let plans = app.rows::<Plan>(PLAN);
        let plan = plans.into_iter().map(|(_, plan)| plan).max_by_key(|plan| plan.year)?;
        Some(Whole {
            indicators: indicators(app, &plan.id),
            tasks: part(app, TASK, |t: &Task| {
                (t.plan == plan.id).then(|| (t.code.clone(), vec![&*t.code, &t.title, &t.text]))
            }),
            movements: part(app, MOVEMENT, |m: &Movement| {
                (m.plan == plan.id).then(|| (m.code.clone(), vec![&*m.code, &m.name, &m.launched_by, &m.text]))
            }),
            campaigns: campaigns(app, &plan.id),
            solutions: part(app, SOLUTION, |s: &Solution| {
                (s.plan == plan.id).then(|| (s.code.clone(), vec![&*s.code, &s.title, &s.text]))
            }),
            lines: source::lines(&plan),
            plan,
        })
    }

    /// How many things of each part match a folded query.
    pub fn counts(&self, query: &str) -> [usize; 6] {
        fn count<T>(entries: &[Entry<T>], query: &str) -> usize {
            entries.iter().filter(|entry| matches(&entry.folded, query)).count()
        }
        [
            count(&self.indicators, query),
            count(&self.tasks, query),
            count(&self.movements, query),
            count(&self.campaigns, query),
            count(&self.solutions, query),
            count(&self.lines, query),
        ]
    }

    /// The words of the source that an item stands on, with their line.
    pub fn quote_of(&self, id: &str) -> Option<(usize, &str)> {
        let indicator = self.indicators.iter().map(|e| (&e.item.id, e.item.line, &e.item.quote));
        let task = self.tasks.iter().map(|e| (&e.item.id, e.item.line, &e.item.quote));
        let movement = self.movements.iter().map(|e| (&e.item.id, e.item.line, &e.item.quote));
        let campaign = self.campaigns.iter().map(|e| (&e.item.id, e.item.line, &e.item.quote));
        let solution = self.solutions.iter().map(|e| (&e.item.id, e.item.line, &e.item.quote));
        let mut all = indicator.chain(task).chain(movement).chain(campaign).chain(solution);
        all.find(|(own, ..)| *own == id).map(|(_, line, quote)| (line, quote.as_str()))
    }
}

/// The rows of a table that `words` gives a code and words for, by code: letters, then the number.
fn part<T: serde::de::DeserializeOwned>(
    app: App,
    table: &'static str,
    words: impl for<'a> Fn(&'a T) -> Option<(String, Vec<&'a str>)>,
) -> Vec<Entry<T>> {
    let mut found = Vec::new();
    for (_, item) in app.rows::<T>(table) {
        let Some((code, folded)) = words(&item).map(|(code, words)| (code, fold(&words.join(" ")))) else { continue };
        found.push((rank(&code), Entry { item, folded }));
    }
    order::sort_by(&mut found, |(a, _), (b, _)| a.cmp(b));
    found.into_iter().map(|(_, entry)| entry).collect()
}

/// `Q10` comes after `Q9`, `T2b` after `T2a`.
fn rank(code: &str) -> (u32, String) {
    let digits: String = code.chars().filter(char::is_ascii_digit).collect();
    (digits.parse().unwrap_or(u32::MAX), code.to_owned())
}

fn indicators(app: App, plan: &str) -> Vec<Entry<Indicator>> {
    let entries = part(app, INDICATOR, |i: &Indicator| {
        (i.plan == plan).then(|| (i.code.clone(), vec![&*i.code, &i.name, &i.numerator, &i.denominator, &i.quote]))
    });
    let limit = |entry: Entry<Indicator>| {
        let folded = format!("{} {}", entry.folded, fold(&words::operator(&entry.item)));
        Entry { folded, ..entry }
    };
    entries.into_iter().map(limit).collect()
}

fn campaigns(app: App, plan: &str) -> Vec<Entry<Campaign>> {
    let own = app.rows::<Campaign>(CAMPAIGN).into_iter().map(|(_, campaign)| campaign);
    let mut own: Vec<Campaign> = own.filter(|campaign| campaign.plan == plan).map(when::in_order).collect();
    order::sort_by_key(&mut own, |campaign| campaign.from.date);
    let entry = |campaign: Campaign| {
        let days: Vec<String> = campaign.anniversaries.iter().map(|day| day.name.clone()).collect();
        let (name, quote, days) = (campaign.name.clone(), campaign.quote.clone(), days.join(" "));
        let closing = campaign.closing_text.clone().unwrap_or_default();
        Entry::new(campaign, &[&name, &quote, &days, &closing])
    };
    own.into_iter().map(entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_follow_their_numbers() {
        let mut codes = vec!["Q10", "Q9", "T2b", "T2a", "Q1"];
        order::sort_by_key(&mut codes, |code| rank(code));
        assert_eq!(codes, ["Q1", "T2a", "T2b", "Q9", "Q10"]);
    }
}
