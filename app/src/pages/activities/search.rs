//! The search in a long list: each letter goes on from what the letters before it have found, and a letter that is
//! taken back finds that again.

use std::collections::BTreeSet;
use std::sync::Arc;

use thidua_domain::activity::Activity;
use thidua_domain::name::{holds, matches};

use crate::state::views::ActivityItem;

/// Records in the order of the list.
#[derive(Clone, Debug)]
pub struct Found(Arc<Vec<Arc<ActivityItem>>>);

/// Ids of people with their folded names.
#[derive(Clone, Debug)]
pub struct People(Arc<Vec<(String, String)>>);

/// What was found, for each beginning of the query that was searched for; the last is the whole query.
#[derive(Clone)]
pub struct Search {
    people: People,
    steps: Vec<Step>,
}

#[derive(Clone)]
struct Step {
    query: String,
    /// People whose names hold every word of the query.
    named: BTreeSet<String>,
    found: Found,
}

/// The same answer, not one that only says the same.
impl PartialEq for Found {
    fn eq(&self, other: &Found) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Found {
    pub fn new(items: Vec<Arc<ActivityItem>>) -> Found {
        Found(Arc::new(items))
    }

    pub fn items(&self) -> &[Arc<ActivityItem>] {
        &self.0
    }
}

impl PartialEq for People {
    fn eq(&self, other: &People) -> bool {
        self.0 == other.0
    }
}

impl People {
    pub fn new(people: Vec<(String, String)>) -> People {
        People(Arc::new(people))
    }

    fn named(&self, query: &str) -> BTreeSet<String> {
        if query.is_empty() {
            return BTreeSet::new();
        }
        self.0.iter().filter(|(_, name)| matches(name, query)).map(|(id, _)| id.clone()).collect()
    }
}

impl PartialEq for Search {
    fn eq(&self, other: &Search) -> bool {
        self.found() == other.found()
    }
}

impl Search {
    /// `all`: what the query is asked of. `query`: folded.
    pub fn next(last: Option<&Search>, all: Found, people: People, query: &str) -> Search {
        let same = |last: &&Search| {
            Arc::ptr_eq(&last.people.0, &people.0) && last.steps.first().is_some_and(|step| step.found == all)
        };
        let mut steps = last.filter(same).map(|last| last.steps.clone()).unwrap_or_default();
        while steps.pop_if(|step| !query.starts_with(&step.query)).is_some() {}
        if steps.is_empty() {
            steps.push(Step { query: String::new(), named: BTreeSet::new(), found: all });
        }
        if let Some(step) = steps.last().filter(|step| step.query != query) {
            steps.push(step.narrowed(query, people.named(query)));
        }
        Search { people, steps }
    }

    pub fn found(&self) -> Option<&Found> {
        self.steps.last().map(|step| &step.found)
    }
}

impl Step {
    /// `query` begins with this step's.
    fn narrowed(&self, query: &str, named: BTreeSet<String>) -> Step {
        // Who was found by a person's name may hold none of the words.
        let proven: Vec<&str> =
            if self.named.is_empty() { self.query.split_whitespace().collect() } else { Vec::new() };
        let words = query.split_whitespace().enumerate();
        let open: Vec<&str> = words.filter(|(at, word)| proven.get(*at) != Some(word)).map(|(_, word)| word).collect();
        let passes =
            |item: &ActivityItem| open.iter().all(|word| holds(&item.folded, word)) || has_one_of(&item.record, &named);
        let items = self.found.items();
        let kept: Vec<usize> = (0..items.len()).filter(|at| passes(&items[*at])).collect();
        let found = match kept.len() == items.len() {
            true => self.found.clone(),
            false => Found::new(kept.into_iter().map(|at| Arc::clone(&items[at])).collect()),
        };
        Step { query: query.to_owned(), named, found }
    }
}

fn has_one_of(record: &Activity, people: &BTreeSet<String>) -> bool {
    !people.is_empty()
        && (people.contains(&record.author) || record.people.iter().any(|person| people.contains(person)))
}
