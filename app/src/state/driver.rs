//! The syncing tab: hands the outbox in, reads what is new, and knows when to try again. Decisions are `sync`'s; here
//! they meet the network and the clock.
//!
//! ```text
//! wait for: a local write · a poke · the network · the page shown · the timer
//!   → drafts to the outbox → request → answer → one batch → shown → again while there is more
//! ```

use std::cell::Cell;
use std::rc::Rc;

use futures::FutureExt;
use leptos::prelude::*;
use thidua_sync::backoff;
use thidua_sync::client::{Batch, Client, EntryState, Guard, NotPlanned, RowsStep};
use thidua_sync::command::{Outcome, Wait};
use thidua_sync::wire::{MAX_COMMANDS, Read, Request, Response};

use super::{App, NotTaken, Phase};
use crate::browser::{device, time};
use crate::net::{self, NetError, Pokes};
use crate::store::StoreError;

/// Between reads while the page is shown and nothing pokes.
const POLL_MS: u64 = 60_000;
/// With something to hand in, a server that came back must not be missed for longer.
const EAGER_MS: u64 = 8_000;
/// An answer that takes longer than this says nothing of the clocks, in milliseconds.
const PROMPT_MS: i64 = 10_000;
/// Between checks of counts and checksums.
const CHECK_MS: i64 = 600_000;
/// Many small records of rows are written anew in one go.
const COMPACT_RECORDS: usize = 150;
/// A poke reaches a whole office at once: its devices ask over this time.
const POKE_SPREAD_MS: u64 = 1_200;
/// How often in a row a step is planned anew because another tab was first.
const MOST_OVERTAKEN: u32 = 20;

/// Runs for as long as the tab lives.
pub fn start(app: App) {
    let ring = move || app.ring();
    device::on_window("online", ring);
    device::on_window("focus", ring);
    device::on_document("visibilitychange", move || {
        if device::is_visible() {
            app.ring();
        }
    });
    wasm_bindgen_futures::spawn_local(run(app));
}

/// Why an exchange did not come to its end.
enum Failed {
    Net(NetError),
    /// This device could not store what it was to store.
    Device,
}

struct Driver {
    app: App,
    build: String,
    /// Most commands in the next request; halved when the server finds one too large.
    batch: usize,
    checked_at: i64,
    failures: u32,
    retry_after: Option<u64>,
    pokes: Option<Pokes>,
    head: Rc<Cell<u64>>,
    poked: Rc<Cell<bool>>,
}

async fn run(app: App) {
    let mut driver = Driver {
        app,
        build: device::meta("thidua-build"),
        batch: MAX_COMMANDS,
        checked_at: 0,
        failures: 0,
        retry_after: None,
        pokes: None,
        head: Rc::default(),
        poked: Rc::default(),
    };
    loop {
        driver.retry_after = None;
        let phase = match driver.exchange().await {
            Ok(phase) => {
                driver.failures = 0;
                phase
            }
            Err(failed) => driver.failed(failed),
        };
        driver.say(phase);
        driver.listen(phase);
        driver.pause(phase).await;
    }
}

/// The number by which tabs tell each other a phase.
pub fn phase_of(number: u8) -> Phase {
    PHASES.get(usize::from(number)).copied().unwrap_or_default()
}

const PHASES: [Phase; 9] = [
    Phase::Idle,
    Phase::Exchanging,
    Phase::Live,
    Phase::Offline,
    Phase::NotOurs,
    Phase::SignIn,
    Phase::WrongPerson,
    Phase::Update,
    Phase::Trouble,
];

/// Another tab has gone on: the step is planned again on what is stored now.
fn is_overtaken(why: &NotTaken) -> bool {
    matches!(why, NotTaken::Store(StoreError::Overtaken) | NotTaken::Plan(NotPlanned::Changed))
}

/// Why a step was not made.
enum Step {
    Overtaken,
    Failed(Failed),
}

impl From<NotTaken> for Step {
    fn from(why: NotTaken) -> Step {
        if is_overtaken(&why) { Step::Overtaken } else { Step::Failed(Failed::Device) }
    }
}

impl Driver {
    fn say(&self, phase: Phase) {
        self.app.refresh_sync(|view| view.phase = phase);
        let at = PHASES.iter().position(|known| *known == phase);
        at.and_then(|at| u8::try_from(at).ok()).into_iter().for_each(|at| self.app.tell_phase(at));
    }

    /// One whole exchange: until the outbox is handed in and everything has been read.
    async fn exchange(&mut self) -> Result<Phase, Failed> {
        if self.app.sync.get_untracked().phase == Phase::Idle {
            self.say(Phase::Exchanging);
        }
        let mut overtaken = 0;
        loop {
            let step = self.step().await;
            match step {
                Ok(Some(phase)) => return Ok(phase),
                Ok(None) => overtaken = 0,
                Err(Step::Overtaken) if overtaken < MOST_OVERTAKEN => overtaken += 1,
                Err(Step::Overtaken) => return Err(Failed::Device),
                Err(Step::Failed(failed)) => return Err(failed),
            }
        }
    }

    /// One request and its answer. Answers how things stand when there is nothing more to do at once.
    async fn step(&mut self) -> Result<Option<Phase>, Step> {
        self.app.act(|client| Ok(client.plan_roaming(time::command_id, time::now()))).await?;
        let now = time::now();
        let check = now.saturating_sub(self.checked_at).abs() > CHECK_MS;
        let most = self.batch;
        let asked = self.app.peek(|client| (client.request_of(&self.build, check, most), client.meta.turn));
        let Some((request, turn)) = asked else { return Ok(Some(Phase::Idle)) };
        let sent = time::now();
        let response = match net::exchange(&request).await {
            // A single one that is too large waits; what there is to read does not.
            Err(NetError::TooLarge) if self.batch > 0 => {
                self.batch /= 2;
                return Ok(None);
            }
            answer => answer.map_err(|error| Step::Failed(Failed::Net(error)))?,
        };
        self.batch = self.batch.saturating_mul(2).clamp(1, MAX_COMMANDS);
        let took = time::now().saturating_sub(sent);
        match self.take(&request, turn, &response, took).await? {
            // What is too large by itself waits for another time.
            true if most > 0 || !matches!(&response.read, Read::Page(page) if !page.more) => Ok(None),
            true => Ok(Some(Phase::Live)),
            false if matches!(response.read, Read::UpdateNeeded) => Ok(Some(Phase::Update)),
            false => Ok(Some(Phase::Live)),
        }
    }

    /// Makes an answer durable and shows it. Answers whether there is more to do at once. `took`: from the question to the
    /// answer, in milliseconds.
    async fn take(&mut self, request: &Request, turn: u64, response: &Response, took: i64) -> Result<bool, Step> {
        let app = self.app;
        if Some(&response.person) != app.who.get_untracked().map(|who| who.person).as_ref() {
            return Ok(false);
        }
        app.act(|client| {
            // A page that slept over its answer would take the sleep for a clock that is off.
            let slept = response.now.saturating_sub(client.meta.skew_ms);
            let now = if took > PROMPT_MS { slept } else { time::now() };
            client.plan_response(response, turn, time::client_id(), now)
        })
        .await?;
        self.retry_after = response.retry_after_ms;
        let mut more = match &response.read {
            Read::Page(page) => {
                self.head.set(page.next.cursor.seq);
                if page.check.is_some() {
                    self.checked_at = time::now();
                    let diverged = app.peek(|client| client.diverged(page)).unwrap_or_default();
                    if !diverged.is_empty() {
                        app.act(|client| Ok(client.plan_repair(&diverged))).await?;
                        return Ok(true);
                    }
                }
                if page.more && Some(&page.next) == request.position.as_ref() {
                    return Err(Step::Failed(Failed::Net(NetError::Server(200)))); // It would go on for ever.
                }
                page.more
            }
            Read::Reset(_) => true,
            Read::UpdateNeeded => false,
        };
        let is_word = |outcome: &Outcome| !matches!(outcome, Outcome::Deferred(Wait::Busy | Wait::DepUnknown));
        let final_words = response.outcomes.iter().any(|reply| is_word(&reply.outcome));
        let waiting = app.peek(|client| client.outbox().any(|entry| entry.state == EntryState::Queued)) == Some(true);
        // What waits is handed in at once while the server makes headway with it.
        more |= waiting && (final_words || request.commands.is_empty());
        if !more {
            self.compact().await?;
        }
        Ok(more)
    }

    async fn compact(&self) -> Result<(), NotTaken> {
        let records = self.app.core().map_or(0, |core| core.store.row_records());
        if records < COMPACT_RECORDS {
            return Ok(());
        }
        let rewrite = |client: &Client<_>| {
            let guard = Some(Guard { turn: Some(client.meta.turn), ..Guard::default() });
            let puts = client.replica.rows().cloned().collect();
            let rows = Some(RowsStep { clear: true, puts, dels: Vec::new() });
            Ok(Batch { rows, guard, ..Batch::default() })
        };
        match self.app.act(rewrite).await {
            // Nothing is lost by doing it later.
            Err(why) if is_overtaken(&why) => Ok(()),
            done => done,
        }
    }

    fn failed(&mut self, failed: Failed) -> Phase {
        self.failures = self.failures.saturating_add(1);
        let Failed::Net(error) = failed else { return Phase::Trouble };
        match error {
            NetError::Offline => Phase::Offline,
            NetError::NotOurs => Phase::NotOurs,
            NetError::SignIn => Phase::SignIn,
            NetError::WrongPerson => Phase::WrongPerson,
            NetError::Busy { retry_after_ms } | NetError::TooOften { retry_after_ms } => {
                self.retry_after = Some(retry_after_ms);
                Phase::Trouble
            }
            NetError::TooLarge | NetError::Server(_) => Phase::Trouble,
        }
    }

    /// Keeps the stream of pokes open while it is of use.
    fn listen(&mut self, phase: Phase) {
        if self.pokes.as_ref().is_some_and(Pokes::is_closed) || phase == Phase::SignIn || phase == Phase::WrongPerson {
            self.pokes = None;
        }
        if phase == Phase::Live && self.pokes.is_none() {
            let (app, head, poked) = (self.app, self.head.clone(), self.poked.clone());
            self.pokes = Pokes::open(move |poke| {
                // The first of a stream also tells that the line is back.
                let is_news = poke.head != head.get() || app.sync.get_untracked().phase != Phase::Live;
                if is_news && let Some(core) = app.core() {
                    poked.set(true);
                    core.bell.ring();
                }
            });
        }
    }

    async fn pause(&self, phase: Phase) {
        let Some(core) = self.app.core() else { return };
        let quiet = self.app.peek(|client| client.is_quiet()).unwrap_or(true);
        let ms = match phase {
            Phase::Live | Phase::Idle | Phase::Exchanging => {
                self.retry_after.unwrap_or(POLL_MS).min(POLL_MS) + time::chance() % (POLL_MS / 4)
            }
            // Only a sign-in helps, and it rings the bell.
            Phase::SignIn | Phase::WrongPerson | Phase::Update => POLL_MS * 5,
            _ => {
                let wait = backoff::wait_ms(self.failures, self.retry_after, time::chance());
                let eager = self.retry_after.is_none() && !quiet && device::is_visible();
                if eager { wait.min(EAGER_MS) } else { wait }
            }
        };
        self.poked.set(false);
        let mut timer = Box::pin(time::sleep(ms.max(250)).fuse());
        let mut bell = Box::pin(core.bell.wait().fuse());
        futures::select! { () = timer => {}, () = bell => {} }
        // A row of keystrokes becomes one exchange, and a dead server is not hammered by them.
        let settle = match self.failures {
            0 if self.poked.get() && quiet => time::chance() % POKE_SPREAD_MS,
            0 => 60,
            _ => 1_000,
        };
        time::sleep(settle).await;
    }
}
