//! Decides the commands of one transaction and writes them at once.
//!
//! A command whose decision fails (the rules panic, or never stop asking) is deferred and counted; after some tries it is
//! parked. It never holds up the others.

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde::{Deserialize, Serialize};
use thidua_sync::Millis;
use thidua_sync::command::{Command, Outcome, Wait};
use thidua_sync::domain::Domain as _;
use thidua_sync::server::{Group, Lens};
use thidua_sync::store::{Need, StoreError};
use thidua_sync::wire::Reply;

use crate::rules::{Guarded, Rules};
use crate::store::{Clerk, Entry, Kind};

/// Tries after which a command that fails is parked.
pub const TRIES: u32 = 8;
/// How often one command may ask for more rows. Honest decisions ask a handful of times.
const ASKS: usize = 200;
/// Rounds of looking ahead on a far database.
const ROUNDS: usize = 4;

/// A command and the person whose session brought it.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    pub who: &'a str,
    pub command: &'a Command,
}

/// What an operator finds about a command that failed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Trouble {
    pub tries: u32,
    pub kind: String,
    #[serde(default)]
    pub parked: bool,
}

/// Decides all, in order, and writes what they change. The replies are true once the transaction is committed. An error
/// means that the transaction is to be undone; with one command alone it is the database's.
pub fn run(
    clerk: &mut dyn Clerk,
    rules: &Rules,
    far: bool,
    asked: &[Asked<'_>],
    now: Millis,
) -> Result<Vec<Reply>, StoreError> {
    let mut group = Group::new(clerk.head()?.seq);
    prefetch(clerk, rules, far, asked, now, &mut group)?;
    let mut replies = Vec::with_capacity(asked.len());
    let mut tags = Tags::default();
    for one in asked {
        let reply = match take(clerk, rules, &mut group, *one, now, tags.next())? {
            Taken::Replied(reply) => reply,
            // Half of its effect may be in the group: the others are decided again without it.
            Taken::Failed { clean: false } if asked.len() > 1 => {
                return Err(StoreError::Broken("the rules failed in the middle of a group".into()));
            }
            Taken::Failed { clean } => {
                if !clean {
                    group = Group::new(clerk.head()?.seq);
                }
                count(clerk, &mut group, *one, now)?
            }
        };
        replies.push(reply);
    }
    let (writes, _) = group.finish();
    if !writes.is_empty() {
        clerk.write(&writes)?;
    }
    Ok(replies)
}

/// Random tags, drawn many at a time.
#[derive(Default)]
struct Tags(Vec<u64>);

impl Tags {
    fn next(&mut self) -> u64 {
        if self.0.is_empty() {
            let bytes: [u8; 1024] = crate::random();
            let (numbers, _) = bytes.as_chunks();
            self.0.extend(numbers.iter().map(|number| u64::from_ne_bytes(*number)));
        }
        self.0.pop().unwrap_or_default()
    }
}

enum Taken {
    Replied(Reply),
    /// `clean`: the group was not touched.
    Failed {
        clean: bool,
    },
}

fn take(
    clerk: &mut dyn Clerk,
    rules: &Rules,
    group: &mut Group,
    asked: Asked<'_>,
    now: Millis,
    tag: u64,
) -> Result<Taken, StoreError> {
    let guarded = Guarded::new(rules);
    for _ in 0..ASKS {
        let step = || group.take(&guarded, asked.who, asked.command, now, tag);
        match catch_unwind(AssertUnwindSafe(step)) {
            Ok(Ok(reply)) => return Ok(Taken::Replied(reply)),
            Ok(Err(need)) => clerk.load(&need, &mut group.loaded)?,
            Err(_) => return Ok(Taken::Failed { clean: guarded.panicked.get() }),
        }
    }
    Ok(Taken::Failed { clean: true })
}

/// Loads what the identity checks need, and on a far database what the decisions will probably need too.
fn prefetch(
    clerk: &mut dyn Clerk,
    rules: &Rules,
    far: bool,
    asked: &[Asked<'_>],
    now: Millis,
    group: &mut Group,
) -> Result<(), StoreError> {
    let mut need = Need::default();
    for asked in asked {
        let first = Group::first_need(std::slice::from_ref(asked.command));
        need.records.extend(first.records);
        need.cseqs.extend(first.cseqs);
    }
    clerk.load(&need, &mut group.loaded)?;
    for _ in 0..if far { ROUNDS } else { 0 } {
        let mut need = Need::default();
        for asked in asked {
            if matches!(group.loaded.records.get(&asked.command.id), Some(None)) {
                merge(&mut need, foresee(rules, group, *asked, now));
            }
        }
        if need.is_empty() {
            break;
        }
        clerk.load(&need, &mut group.loaded)?;
    }
    Ok(())
}

/// What a decision would ask for now. A guess: the real decision sees what earlier commands of the group did.
fn foresee(rules: &Rules, group: &Group, asked: Asked<'_>, now: Millis) -> Need {
    let guess = || {
        let lens = Lens::new(&group.loaded);
        let decided = Guarded::new(rules).decide(&lens, asked.who, asked.command, now);
        let mut need = lens.need();
        let effect = decided.unwrap_or_default();
        let touched = effect.puts.into_iter().map(|put| put.key).chain(effect.dels);
        need.rows.extend(touched.filter(|key| !group.loaded.rows.contains_key(key)));
        need
    };
    catch_unwind(AssertUnwindSafe(guess)).unwrap_or_default()
}

fn merge(into: &mut Need, from: Need) {
    into.rows.extend(from.rows);
    into.finds.extend(from.finds);
    into.records.extend(from.records);
    into.cseqs.extend(from.cseqs);
}

/// Counts one more failure of a command whose effect the database did not take, and parks it after some.
pub fn set_aside(clerk: &mut dyn Clerk, who: &str, command: &Command, now: Millis) -> Result<Reply, StoreError> {
    let mut group = Group::new(clerk.head()?.seq);
    let reply = count(clerk, &mut group, Asked { who, command }, now)?;
    let (writes, _) = group.finish();
    if !writes.is_empty() {
        clerk.write(&writes)?;
    }
    Ok(reply)
}

/// Notes one more failure of a command, and says what becomes of it.
fn count(clerk: &mut dyn Clerk, group: &mut Group, asked: Asked<'_>, now: Millis) -> Result<Reply, StoreError> {
    let Asked { who, command } = asked;
    let id = command.id.0.to_string();
    let before = clerk.entry(Kind::Trouble, &id)?.and_then(|entry| serde_json::from_str(&entry.body).ok());
    let tries = before.map_or(0, |before: Trouble| before.tries) + 1;
    let parked = tries >= TRIES;
    let trouble = Trouble { tries, kind: command.kind.clone(), parked };
    let body = serde_json::to_string(&trouble).expect("invariant: a trouble can be written as JSON");
    clerk.put_entry(Kind::Trouble, &Entry { id, owner: String::new(), body })?;
    tracing::error!(command = %command.id.0, tries, "a command could not be decided or written");
    if parked {
        return Ok(group.park(who, command, now));
    }
    Ok(Reply { id: command.id, outcome: Outcome::Deferred(Wait::Busy), cached: false })
}
