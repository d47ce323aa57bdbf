//! Ordinary commands from the server's own console: all of a list in one transaction, or none of it.

use serde_json::Value;
use thidua_sync::Millis;
use thidua_sync::command::{Base, ClientId, Command, CommandId, Outcome, Refusal};
use thidua_sync::store::StoreError;
use uuid::Uuid;

use crate::group::{self, Asked};
use crate::rules::Rules;
use crate::store::{Clerk, Store};

/// A command to run, and who runs it.
#[derive(Clone, Debug)]
pub struct Step {
    pub who: String,
    pub kind: String,
    pub entity: String,
    pub args: Value,
}

/// Which step was refused, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    pub step: usize,
    pub refusal: Refusal,
}

/// What became of the list.
#[derive(Debug)]
pub enum Done {
    /// All is applied and durable.
    Applied,
    /// Nothing is applied.
    Refused(Vec<Refused>),
}

/// Whether to keep what was applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Run {
    Real,
    /// Decide everything, write nothing.
    Dry,
}

/// Runs the steps in order. `beside` writes what belongs to them, such as accounts, in the same transaction.
pub fn run(
    store: &dyn Store,
    rules: &Rules,
    steps: &[Step],
    mode: Run,
    now: Millis,
    beside: &mut dyn FnMut(&mut dyn Clerk) -> Result<(), StoreError>,
) -> Result<Done, StoreError> {
    let client = ClientId(new_id(now));
    let command = |(at, step): (usize, &Step)| Command {
        id: CommandId(new_id(now)),
        client,
        cseq: at as u64 + 1,
        kind: step.kind.clone(),
        entity: step.entity.clone(),
        base: Base::default(),
        deps: Vec::new(),
        args: step.args.clone(),
        made_at: now,
    };
    let commands: Vec<Command> = steps.iter().enumerate().map(command).collect();
    let asked: Vec<Asked<'_>> =
        steps.iter().zip(&commands).map(|(step, command)| Asked { who: &step.who, command }).collect();
    let mut refused = Vec::new();
    let undo = StoreError::Broken("undone on purpose".into());
    let written = store.write(&mut |clerk| {
        let replies = group::run(clerk, rules, store.far(), &asked, now)?;
        refused = replies.into_iter().enumerate().filter_map(|(step, reply)| refusal(step, reply.outcome)).collect();
        if !refused.is_empty() {
            return Err(undo.clone());
        }
        beside(clerk)?;
        if mode == Run::Dry { Err(undo.clone()) } else { Ok(()) }
    });
    match written {
        Ok(()) => Ok(Done::Applied),
        Err(error) if error == undo && refused.is_empty() => Ok(Done::Applied),
        Err(error) if error == undo => Ok(Done::Refused(refused)),
        Err(error) => Err(error),
    }
}

fn refusal(step: usize, outcome: Outcome) -> Option<Refused> {
    match outcome {
        Outcome::Applied { .. } | Outcome::Merged { .. } => None,
        Outcome::Rejected(refusal) => Some(Refused { step, refusal }),
        Outcome::Deferred(_) => Some(Refused { step, refusal: Refusal::new("undecided") }),
    }
}

/// A version 7 UUID.
pub fn new_id(now: Millis) -> Uuid {
    let millis = u64::try_from(now).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &crate::random()).into_uuid()
}
