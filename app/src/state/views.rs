//! Rows prepared for lists: parsed once, folded for search, sorted. Kept in step with the replica by key.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use chrono::NaiveDate;
use thidua_domain::Emulation;
use thidua_domain::activity::{self, Activity};
use thidua_domain::name;
use thidua_domain::nomination::{self, Nomination};
use thidua_sync::client::Client;
use thidua_sync::order;
use thidua_sync::row::Key;

/// A record with what a list needs of it.
#[derive(Debug, PartialEq)]
pub struct Item<T> {
    pub id: String,
    /// 0 while the server has not confirmed it.
    pub seq: u64,
    /// Something of it exists only on this device.
    pub pending: bool,
    pub record: T,
    /// For search: lower case, without marks.
    pub folded: String,
    day: Option<NaiveDate>,
}

pub type ActivityItem = Item<Activity>;
pub type NominationItem = Item<Nomination>;

#[derive(Default)]
pub struct Views {
    activities: BTreeMap<String, Arc<ActivityItem>>,
    nominations: BTreeMap<String, Rc<NominationItem>>,
    /// Newest first.
    pub activity_list: Rc<Vec<Arc<ActivityItem>>>,
    /// Newest first.
    pub nomination_list: Rc<Vec<Rc<NominationItem>>>,
}

impl Views {
    pub fn of(client: &Client<Emulation>) -> Views {
        let mut views = Views::default();
        client.replica.each(activity::TABLE, |shown| {
            if let Some(item) = activity_item(shown) {
                views.activities.insert(shown.id.to_string(), Arc::new(item));
            }
        });
        client.replica.each(nomination::TABLE, |shown| {
            if let Some(item) = nomination_item(shown) {
                views.nominations.insert(shown.id.to_string(), Rc::new(item));
            }
        });
        views.sort_activities();
        views.sort_nominations();
        views
    }

    pub fn update(&mut self, client: &Client<Emulation>, keys: &BTreeSet<Key>) {
        let (mut activities, mut nominations) = (false, false);
        for key in keys {
            let shown = client.replica.get(key);
            match key.table.as_str() {
                activity::TABLE => {
                    activities = true;
                    match shown.and_then(activity_item) {
                        Some(item) => drop(self.activities.insert(key.id.clone(), Arc::new(item))),
                        None => drop(self.activities.remove(&key.id)),
                    }
                }
                nomination::TABLE => {
                    nominations = true;
                    match shown.and_then(nomination_item) {
                        Some(item) => drop(self.nominations.insert(key.id.clone(), Rc::new(item))),
                        None => drop(self.nominations.remove(&key.id)),
                    }
                }
                _ => {}
            }
        }
        if activities {
            self.sort_activities();
        }
        if nominations {
            self.sort_nominations();
        }
    }

    pub fn activity(&self, id: &str) -> Option<Arc<ActivityItem>> {
        self.activities.get(id).cloned()
    }

    pub fn nomination(&self, id: &str) -> Option<Rc<NominationItem>> {
        self.nominations.get(id).cloned()
    }

    fn sort_activities(&mut self) {
        let mut list: Vec<Arc<ActivityItem>> = self.activities.values().cloned().collect();
        order::sort_by(&mut list, |a, b| (b.day, b.record.sent_at, &b.id).cmp(&(a.day, a.record.sent_at, &a.id)));
        self.activity_list = Rc::new(list);
    }

    fn sort_nominations(&mut self) {
        let mut list: Vec<Rc<NominationItem>> = self.nominations.values().cloned().collect();
        order::sort_by_key(&mut list, |item| (Reverse(item.record.sent_at), item.id.clone()));
        self.nomination_list = Rc::new(list);
    }
}

fn activity_item(shown: thidua_sync::replica::Shown<'_>) -> Option<ActivityItem> {
    let record: Activity = shown.body.read()?;
    let folded = name::fold(&format!("{} {} {}", record.title, record.place, record.outside));
    let day = record.date.and_then(|date| date.first());
    Some(Item { id: shown.id.into(), seq: shown.seq, pending: shown.pending, record, folded, day })
}

fn nomination_item(shown: thidua_sync::replica::Shown<'_>) -> Option<NominationItem> {
    let record: Nomination = shown.body.read()?;
    let folded = name::fold(&record.achievements);
    Some(Item { id: shown.id.into(), seq: shown.seq, pending: shown.pending, record, folded, day: None })
}
