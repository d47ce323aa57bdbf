//! What the list shows, as plain values: drafts and refused items on top, records by month below.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use leptos::prelude::*;
use thidua_domain::activity::{self, Activity};
use thidua_domain::conflict::{self, Conflict};
use thidua_domain::name::{self, fold, matches};
use thidua_domain::org::{self, Person};
use thidua_domain::plan::{self, Campaign, Movement};
use thidua_domain::record::{self, State};
use thidua_sync::client::{Entry, EntryState};
use thidua_sync::draft::Draft;
use thidua_sync::order;

use super::fields::by_code;
use super::filters::{Filters, Group, Scope, Show};
use super::search::{Found, People};
use super::words;
use crate::pages::drafts;
use crate::state::App;
use crate::state::views::ActivityItem;
use crate::text::{refusal_text, t};

/// The form in which a sent record is changed.
pub const EDIT_FORM: &str = "activity-edit@1";

/// A record in the list. What its line says is put together when it comes into sight.
#[derive(Clone, Debug)]
pub struct Row {
    pub item: Arc<ActivityItem>,
    pub attention: bool,
    /// On the first row of a group: its heading.
    pub head: Option<Head>,
}

/// A record that has changed is another item.
impl PartialEq for Row {
    fn eq(&self, other: &Row) -> bool {
        Arc::ptr_eq(&self.item, &other.item) && self.attention == other.attention && self.head == other.head
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    pub of: Of,
    /// How many rows stand under it.
    pub count: usize,
}

/// What the rows of a group have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Of {
    /// Year and month. None: no date was given.
    Month(Option<(i32, u32)>),
    /// A part of the plan or a person, by name. None: it is linked to none.
    Named(Option<String>),
}

/// Something above the records: a draft, or what the server did not take.
#[derive(Clone, Debug, PartialEq)]
pub struct TopRow {
    pub href: String,
    pub title: String,
    pub detail: String,
    /// Of a draft: whether it could be sent. None: refused.
    pub fits: Option<bool>,
    folded: String,
}

/// Drafts of activities, the latest first. Follows the drafts.
pub fn drafts(app: App) -> Vec<TopRow> {
    app.follow_drafts();
    let mut found: Vec<Draft> =
        app.peek(|client| client.drafts().filter(|draft| is_activity(draft)).cloned().collect()).unwrap_or_default();
    order::sort_by_key(&mut found, |draft| Reverse(draft.at));
    found.into_iter().map(draft_row).collect()
}

fn is_activity(draft: &Draft) -> bool {
    draft.form == activity::FORM || draft.form == EDIT_FORM
}

fn draft_row(draft: Draft) -> TopRow {
    let title = words::draft_title(&draft.fields);
    let saved = words::moment(draft.at);
    let href = drafts::href(&draft);
    let detail = match drafts::record_of(&draft) {
        Some(_) => t!("activity-draft-of-edit", moment = saved),
        None => t!("activity-draft-saved", moment = saved),
    };
    let place = record::text(&draft.fields, "place");
    let folded = fold(&format!("{title} {place} {}", record::text(&draft.fields, "outside")));
    TopRow { href, title, detail, fits: Some(activity::check(&draft.fields).is_empty()), folded }
}

/// What the server did not take of this person's activities. Follows the outbox.
pub fn refused(app: App) -> Vec<Entry> {
    app.attention().into_iter().filter(|entry| entry.command.kind.starts_with("activity.")).collect()
}

/// New records that were refused: they stand in no other place.
pub fn refused_rows(app: App) -> Vec<TopRow> {
    let lost = refused(app).into_iter().filter(|entry| entry.command.verb() == "activity.submit");
    let row = |entry: Entry| {
        let fields = entry.command.args["fields"].as_object().cloned().unwrap_or_default().into_iter().collect();
        let title = words::draft_title(&fields);
        let detail = match &entry.state {
            EntryState::Refused(why) => refusal_text(&why.code, &why.params),
            _ => String::new(),
        };
        let folded = fold(&title);
        TopRow { href: format!("/hoat-dong/{}", entry.command.entity), title, detail, fits: None, folded }
    };
    lost.map(row).collect()
}

pub fn is_found(row: &TopRow, query: &str) -> bool {
    matches(&row.folded, query)
}

/// What the rows take from other tables. Read when those change, not with every letter of a search.
#[derive(Clone, Copy)]
pub struct Beside {
    attention: Memo<BTreeSet<String>>,
    pub people: Memo<People>,
}

impl Beside {
    pub fn new(app: App) -> Beside {
        let folded = |(id, person): (String, Person)| (id, fold(&person.full_name()));
        Beside {
            attention: Memo::new(move |_| needing_attention(app)),
            people: Memo::new(move |_| People::new(app.rows::<Person>(org::PERSON).into_iter().map(folded).collect())),
        }
    }
}

/// Records that pass the filters, whatever is searched for. Follows activities, outbox and conflicts.
pub fn passing(app: App, filters: Filters, beside: Beside) -> Found {
    app.follow(activity::TABLE);
    let me = app.my_id();
    let attention = beside.attention.read();
    let (scope, campaign, show) = (filters.scope(), filters.campaign.get(), filters.show.get());
    let list = app.views(|views| views.activity_list.clone()).unwrap_or_default();
    let passes = |item: &&Arc<ActivityItem>| {
        let record = &item.record;
        (scope == Scope::Unit || record.author == me)
            && campaign.as_ref().is_none_or(|campaign| record.campaign.as_ref() == Some(campaign))
            && show.is_none_or(|show| shows(show, record, item.pending, attention.contains(&item.id)))
    };
    Found::new(list.iter().filter(passes).cloned().collect())
}

/// What was found as rows, group by group, the newest first.
pub fn records(app: App, group: Group, beside: Beside, found: &Found) -> Vec<Row> {
    let attention = beside.attention.read();
    let items = found.items();
    let mut rows = Vec::with_capacity(items.len());
    let mut add = |of: Of, count: usize, group: &mut dyn Iterator<Item = &Arc<ActivityItem>>| {
        let mut head = Some(Head { of, count });
        for item in group {
            let attention = attention.contains(&item.id);
            rows.push(Row { item: Arc::clone(item), attention, head: head.take() });
        }
    };
    match group {
        Group::Month => {
            for month in items.chunk_by(|a, b| month_of(&a.record) == month_of(&b.record)) {
                let of = month.first().and_then(|item| month_of(&item.record));
                add(Of::Month(of), month.len(), &mut month.iter());
            }
        }
        group => {
            for (name, members) in grouped(app, group, items) {
                add(Of::Named(name), members.len(), &mut members.into_iter());
            }
        }
    }
    rows
}

/// Records by what they are linked to, in the plan's own order or by people's names; those linked to nothing come last.
fn grouped<'a>(
    app: App,
    group: Group,
    found: &'a [Arc<ActivityItem>],
) -> Vec<(Option<String>, Vec<&'a Arc<ActivityItem>>)> {
    let mut names: Vec<(String, String)> = match group {
        Group::Campaign => {
            let mut parts = app.rows::<Campaign>(plan::CAMPAIGN);
            order::sort_by_key(&mut parts, |(_, part)| part.from.date);
            parts.into_iter().map(|(id, part)| (id, part.name)).collect()
        }
        Group::Movement => {
            let mut parts = app.rows::<Movement>(plan::MOVEMENT);
            order::sort_by_key(&mut parts, |(_, part)| by_code(&part.code));
            parts.into_iter().map(|(id, part)| (id, part.name)).collect()
        }
        Group::Month | Group::Person => {
            let mut people = app.rows::<Person>(org::PERSON);
            order::sort_by_key(&mut people, |(_, p)| name::order(&p.family, &p.middle, &p.given));
            people.into_iter().map(|(id, person)| (id, person.full_name())).collect()
        }
    };
    let link = |record: &'a Activity| match group {
        Group::Campaign => record.campaign.as_deref(),
        Group::Movement => record.movement.as_deref(),
        Group::Month | Group::Person => Some(record.author.as_str()),
    };
    let mut members: BTreeMap<Option<&str>, Vec<&'a Arc<ActivityItem>>> = BTreeMap::new();
    for item in found {
        members.entry(link(&item.record)).or_default().push(item);
    }
    // What has not arrived yet is called by its id.
    let unknown = members.keys().flatten().filter(|id| names.iter().all(|(known, _)| known != *id));
    let unknown: Vec<(String, String)> = unknown.map(|id| ((*id).to_owned(), (*id).to_owned())).collect();
    names.extend(unknown);
    let linked = names.iter().filter_map(|(id, name)| Some((Some(name.clone()), members.remove(&Some(id.as_str()))?)));
    let mut groups: Vec<_> = linked.collect();
    groups.extend(members.remove(&None).map(|others| (None, others)));
    groups
}

fn shows(show: Show, record: &Activity, pending: bool, attention: bool) -> bool {
    match show {
        Show::Draft => false,
        Show::Waiting => pending,
        Show::ToMend => attention || record.state == State::Returned,
        Show::Sent => record.state == State::Sent && !pending,
        Show::Confirmed => record.state == State::Confirmed,
    }
}

fn month_of(record: &Activity) -> Option<(i32, u32)> {
    record.date.map(|date| (date.year(), date.month()))
}

/// Records of which something was refused, or of which two versions wait for a choice.
pub fn needing_attention(app: App) -> BTreeSet<String> {
    let clashes = app.rows::<Conflict>(conflict::TABLE).into_iter().map(|(_, row)| row.of);
    let clashes = clashes.filter(|of| of.table == activity::TABLE).map(|of| of.id);
    let refused = refused(app).into_iter().map(|entry| entry.command.entity);
    clashes.chain(refused).collect()
}
