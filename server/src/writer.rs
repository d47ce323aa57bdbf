//! One thread that writes: it takes what waits, decides it as one group, makes it durable with one flush, and answers.
//!
//! ```text
//! handlers ──jobs──▶ │ │ │ │ ──drain──▶ decide in memory ──one transaction──▶ answers, head
//! ```

use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Instant;

use thidua_sync::command::Command;
use thidua_sync::pull;
use thidua_sync::store::StoreError;
use thidua_sync::wire::{Poke, Position, Reply, Reset};
use tokio::sync::{mpsc, oneshot, watch};

use crate::group::{self, Asked};
use crate::metrics::Metrics;
use crate::push::calls::Calls;
use crate::rules::Rules;
use crate::store::{self, Store};

/// Most commands in one transaction.
const GROUP: usize = 2_000;
/// Requests that may wait for the writer.
const QUEUE: usize = 256;

type Answer = Result<Vec<Reply>, StoreError>;

struct Job {
    person: String,
    commands: Vec<Command>,
    position: Option<Position>,
    answer: oneshot::Sender<Answer>,
}

/// Hands commands to the writer.
#[derive(Clone)]
pub struct Writer {
    jobs: mpsc::Sender<Job>,
}

impl Writer {
    /// Starts the thread. It ends when the last handle is dropped and everything handed in is written.
    pub fn start(
        store: Arc<dyn Store>,
        rules: Rules,
        metrics: Arc<Metrics>,
        head: Arc<watch::Sender<Poke>>,
        calls: Calls,
    ) -> (Writer, JoinHandle<()>) {
        let (jobs, queue) = mpsc::channel(QUEUE);
        let desk = Bench { store, rules, metrics, head, calls };
        let thread = std::thread::Builder::new().name("writer".into()).spawn(move || desk.work(queue));
        (Writer { jobs }, thread.expect("invariant: the system gives the server a thread"))
    }

    /// Decides and writes commands of one person, and answers once they are durable. An error means that nothing was
    /// consumed. A device that has read another history gets no outcomes: it reads first, and offers everything again.
    pub async fn submit(&self, person: String, commands: Vec<Command>, position: Option<Position>) -> Answer {
        let (answer, wait) = oneshot::channel();
        if self.jobs.send(Job { person, commands, position, answer }).await.is_err() {
            return Err(StoreError::Busy);
        }
        wait.await.unwrap_or(Err(StoreError::Busy))
    }
}

/// Commands of a job that are decided together.
#[derive(Clone, Copy)]
struct Part<'a> {
    job: &'a Job,
    commands: &'a [Command],
}

struct Bench {
    store: Arc<dyn Store>,
    rules: Rules,
    metrics: Arc<Metrics>,
    head: Arc<watch::Sender<Poke>>,
    calls: Calls,
}

impl Bench {
    fn work(self, mut queue: mpsc::Receiver<Job>) {
        while let Some(first) = queue.blocking_recv() {
            let mut size = first.commands.len();
            let mut jobs = vec![first];
            while size < GROUP
                && let Ok(job) = queue.try_recv()
            {
                size += job.commands.len();
                jobs.push(job);
            }
            self.serve(jobs);
        }
    }

    fn serve(&self, jobs: Vec<Job>) {
        let parts: Vec<Part<'_>> = jobs.iter().map(|job| Part { job, commands: &job.commands }).collect();
        let answers: Vec<Answer> = match self.group(&parts) {
            Ok(replies) => replies.into_iter().map(Ok).collect(),
            // Something in the group cannot be written: find out what, so that it does not hold up the rest.
            Err(StoreError::Broken(_)) => jobs.iter().map(|job| self.singly(job)).collect(),
            Err(error) => jobs.iter().map(|_| Err(error.clone())).collect(),
        };
        for (job, answer) in jobs.into_iter().zip(answers) {
            if let Ok(replies) = &answer {
                self.metrics.outcomes(replies);
            }
            // A client that went away asks again, and is told then.
            drop(job.answer.send(answer));
        }
    }

    /// One command a transaction. One that cannot be written is counted, which tells it from a store that takes nothing.
    fn singly(&self, job: &Job) -> Answer {
        let mut replies = Vec::with_capacity(job.commands.len());
        for command in &job.commands {
            let done = match self.group(&[Part { job, commands: std::slice::from_ref(command) }]) {
                Ok(answers) => Ok(answers.into_iter().flatten().collect()),
                Err(StoreError::Broken(_)) => self.aside(&job.person, command).map(|reply| vec![reply]),
                Err(error) => Err(error),
            };
            match done {
                Ok(answers) => replies.extend::<Vec<Reply>>(answers),
                Err(error) if replies.is_empty() => return Err(error),
                // What was written is said; the rest is offered again.
                Err(_) => break,
            }
        }
        Ok(replies)
    }

    /// Counts one more failure of a command, in a transaction of its own.
    fn aside(&self, person: &str, command: &Command) -> Result<Reply, StoreError> {
        let now = crate::now();
        store::write(&*self.store, |clerk| group::set_aside(clerk, person, command, now))
    }

    /// Passes on what was committed.
    fn tell(&self, parts: &[Part<'_>], answers: &[Vec<Reply>]) {
        for (Part { job, commands }, replies) in parts.iter().zip(answers) {
            self.calls.tell(&job.person, commands, replies);
        }
    }

    /// Decides the parts in one transaction, and answers each part's replies.
    fn group(&self, parts: &[Part<'_>]) -> Result<Vec<Vec<Reply>>, StoreError> {
        let begun = Instant::now();
        let now = crate::now();
        let (rules, far) = (&self.rules, self.store.far());
        let mut size = 0;
        let written = store::write(&*self.store, |clerk| {
            let mut asked = Vec::new();
            let mut counts = Vec::with_capacity(parts.len());
            for Part { job, commands } in parts {
                let taken = match pull::verify(clerk, job.position.as_ref())? {
                    None | Some(Reset::CursorExpired) => *commands,
                    Some(Reset::Epoch | Reset::Fork) => &[],
                };
                counts.push(taken.len());
                asked.extend(taken.iter().map(|command| Asked { who: &job.person, command }));
            }
            size = asked.len();
            let mut replies = group::run(clerk, rules, far, &asked, now)?.into_iter();
            let answers: Vec<Vec<Reply>> = counts.iter().map(|count| replies.by_ref().take(*count).collect()).collect();
            Ok((answers, clerk.head()?))
        });
        match written {
            Ok((answers, head)) => {
                self.metrics.group(size, begun.elapsed());
                let poke = Poke { epoch: head.epoch, head: head.seq };
                self.head.send_if_modified(|known| {
                    let news = *known != poke;
                    *known = poke;
                    news
                });
                self.tell(parts, &answers);
                Ok(answers)
            }
            Err(error) => {
                self.metrics.store_error();
                tracing::error!(store = self.store.name(), %error, "a group was not written");
                Err(error)
            }
        }
    }
}
