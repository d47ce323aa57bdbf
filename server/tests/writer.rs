//! The writer thread: one bad command, one lost device or one failing database holds up nobody.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails says so by panicking")]

mod common;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use common::{Device, Nodes, Pen, applied, code, head, on_each, toy};
use serde_json::json;
use thidua_server::group::TRIES;
use thidua_server::metrics::Metrics;
use thidua_server::push::calls::Calls;
use thidua_server::store::memory::MemoryStore;
use thidua_server::store::{ReadStep, Store, WriteStep};
use thidua_server::writer::Writer;
use thidua_sync::command::{Command, Outcome, Wait};
use thidua_sync::row::Key;
use thidua_sync::store::{Loaded, Need, StoreError};
use thidua_sync::wire::{Poke, Position, Reply};
use tokio::sync::watch;

fn start(store: &Arc<dyn Store>) -> Writer {
    let (pokes, _) = watch::channel(Poke { epoch: String::new(), head: 0 });
    Writer::start(store.clone(), toy(), Arc::new(Metrics::default()), Arc::new(pokes), Calls::default()).0
}

/// Hands in several requests at once, so that they make one group.
fn all(writer: &Writer, jobs: Vec<(&str, Vec<Command>, Option<Position>)>) -> Vec<Result<Vec<Reply>, StoreError>> {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let jobs = jobs.into_iter().map(|(who, commands, position)| writer.submit(who.into(), commands, position));
    runtime.block_on(futures_util::future::join_all(jobs))
}

fn one(writer: &Writer, commands: Vec<Command>) -> Vec<Reply> {
    all(writer, vec![("lan", commands, None)]).pop().unwrap().unwrap()
}

#[test]
fn many_requests_at_once_get_their_own_answers_in_order() {
    on_each(|Nodes { a, .. }| {
        let writer = start(a);
        let mut pens: Vec<Pen> = (0..20).map(|_| Pen::default()).collect();
        let jobs: Vec<Vec<Command>> = pens
            .iter_mut()
            .enumerate()
            .map(|(n, pen)| (0..n).map(|m| pen.put(&format!("{n}-{m}"), &["public"])).collect())
            .collect();
        let answers = all(&writer, jobs.iter().map(|job| ("lan", job.clone(), None)).collect());
        for (job, answer) in jobs.iter().zip(answers) {
            let ids: Vec<_> = answer.unwrap().iter().map(|reply| (applied(reply), reply.id).1).collect();
            assert_eq!(ids, job.iter().map(|command| command.id).collect::<Vec<_>>());
        }
        assert_eq!(head(&**a), 190);
    });
}

#[test]
fn a_poisonous_command_is_parked_while_the_others_of_its_group_pass() {
    on_each(|Nodes { a, .. }| {
        let writer = start(a);
        let (mut pen, mut other) = (Pen::default(), Pen::default());
        // The index fails in the middle of entering the effect.
        let bad = pen.write("put", "x", json!({ "scopes": ["public"], "text": "poison" }));
        for n in 1..=TRIES {
            let mine =
                vec![pen.put(&format!("a{n}"), &["public"]), bad.clone(), pen.put(&format!("b{n}"), &["public"])];
            let theirs = vec![other.put(&format!("c{n}"), &["public"])];
            let answers = all(&writer, vec![("lan", mine, None), ("an", theirs, None)]);
            let mine = answers[0].as_ref().unwrap();
            applied(&mine[0]);
            applied(&mine[2]);
            applied(&answers[1].as_ref().unwrap()[0]);
            match n < TRIES {
                true => assert_eq!(mine[1].outcome, Outcome::Deferred(Wait::Busy)),
                false => assert_eq!(code(&mine[1]), "parked"),
            }
        }
        assert_eq!(head(&**a), 3 * u64::from(TRIES));
    });
}

#[test]
fn a_device_of_a_lost_history_hands_in_nothing_until_it_has_read() {
    on_each(|Nodes { a, .. }| {
        let writer = start(a);
        let mut pen = Pen::default();
        one(&writer, vec![pen.put("x", &["public"])]);
        let mut device = Device::default();
        device.read(&**a, "lan", 600).unwrap();
        let mut lost = device.position.clone().unwrap();
        lost.cursor.tag ^= 1;
        let (held, fine) = (vec![pen.put("y", &["public"])], vec![Pen::default().put("z", &["public"])]);
        let answers = all(&writer, vec![("lan", held.clone(), Some(lost)), ("an", fine, device.position.clone())]);
        assert_eq!(answers[0], Ok(vec![]));
        applied(&answers[1].as_ref().unwrap()[0]);
        assert!(!one(&writer, held)[0].cached);
    });
}

/// A database that fails when told to.
struct Failing {
    inner: MemoryStore,
    down: AtomicBool,
}

impl Store for Failing {
    fn name(&self) -> &'static str {
        "failing"
    }

    fn read(&self, step: &mut ReadStep<'_>) -> Result<(), StoreError> {
        self.inner.read(step)
    }

    fn write(&self, step: &mut WriteStep<'_>) -> Result<(), StoreError> {
        let down = self.down.load(Ordering::SeqCst);
        self.inner.write(&mut |clerk| {
            step(clerk)?;
            // At the commit, after everything was decided.
            if down { Err(StoreError::Broken("the disk is gone".into())) } else { Ok(()) }
        })
    }

    fn integrity(&self) -> Result<Vec<String>, StoreError> {
        self.inner.integrity()
    }

    fn copy_to(&self, file: &Path) -> Result<(), StoreError> {
        self.inner.copy_to(file)
    }
}

#[test]
fn a_failing_database_consumes_nothing_and_works_again_without_a_restart() {
    let failing = Arc::new(Failing { inner: MemoryStore::default(), down: AtomicBool::new(true) });
    let store: Arc<dyn Store> = failing.clone();
    let writer = start(&store);
    let mut pen = Pen::default();
    let batch: Vec<Command> = (0..10).map(|n| pen.put(&format!("r{n}"), &["public"])).collect();
    for _ in 0..20 {
        let answer = all(&writer, vec![("lan", batch.clone(), None)]).pop().unwrap();
        assert!(matches!(answer, Err(StoreError::Broken(_))));
    }
    failing.down.store(false, Ordering::SeqCst);
    let replies = one(&writer, batch);
    assert!(replies.iter().all(|reply| !reply.cached));
    assert_eq!(head(&*store), 10);
}

/// A database that does not take one row, whatever else is in the transaction.
struct Choosy(MemoryStore);

impl Store for Choosy {
    fn name(&self) -> &'static str {
        "choosy"
    }

    fn read(&self, step: &mut ReadStep<'_>) -> Result<(), StoreError> {
        self.0.read(step)
    }

    fn write(&self, step: &mut WriteStep<'_>) -> Result<(), StoreError> {
        self.0.write(&mut |clerk| {
            step(clerk)?;
            let need = Need { rows: BTreeSet::from([Key::new("t", "x")]), ..Need::default() };
            let mut loaded = Loaded::default();
            clerk.load(&need, &mut loaded)?;
            match loaded.rows.values().any(Option::is_some) {
                true => Err(StoreError::Broken("this row does not fit".into())),
                false => Ok(()),
            }
        })
    }

    fn integrity(&self) -> Result<Vec<String>, StoreError> {
        self.0.integrity()
    }

    fn copy_to(&self, file: &Path) -> Result<(), StoreError> {
        self.0.copy_to(file)
    }
}

#[test]
fn a_command_that_no_database_takes_is_parked_even_when_it_comes_alone() {
    let store: Arc<dyn Store> = Arc::new(Choosy(MemoryStore::default()));
    let writer = start(&store);
    let mut pen = Pen::default();
    let bad = pen.put("x", &["public"]);
    for n in 1..=TRIES {
        let replies = one(&writer, vec![bad.clone()]);
        match n < TRIES {
            true => assert_eq!(replies[0].outcome, Outcome::Deferred(Wait::Busy)),
            false => assert_eq!(code(&replies[0]), "parked"),
        }
    }
    let replies = one(&writer, vec![bad, pen.put("y", &["public"])]);
    assert!(replies[0].cached);
    applied(&replies[1]);
}
