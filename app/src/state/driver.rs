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
use thidua_sync::client::{Batch, EntryState};
use thidua_sync::draft;
use thidua_sync::wire::{MAX_COMMANDS, Read, Request, Response};

use super::{App, NotTaken, Phase};
use crate::browser::{device, time};
use crate::net::{self, NetError, Pokes};
use crate::store::StoreError;

/// Between reads while the page is shown and nothing pokes.
const POLL_MS: u64 = 60_000;
/// With something to hand in, a server that came back must not be missed for longer.
const EAGER_MS: u64 = 8_000;
/// Between checks of counts and checksums.
const CHECK_MS: i64 = 600_000;
/// Many small records of rows are written anew in one go.
const COMPACT_RECORDS: usize = 150;

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
    };
    loop {
        let phase = match driver.exchange().await {
            Ok(phase) => {
                driver.failures = 0;
                driver.retry_after = None;
                phase
            }
            Err(error) => driver.failed(error),
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

impl Driver {
    fn say(&self, phase: Phase) {
        self.app.refresh_sync(|view| view.phase = phase);
        if let (Some(core), Some(at)) = (self.app.core(), PHASES.iter().position(|known| *known == phase)) {
            core.channel.tell(&at.to_string());
        }
    }

    /// One whole exchange: until the outbox is handed in and everything has been read.
    async fn exchange(&mut self) -> Result<Phase, NetError> {
        if self.app.sync.get_untracked().phase == Phase::Idle {
            self.say(Phase::Exchanging);
        }
        loop {
            match self.app.act(|client| Ok(client.plan_roaming(time::command_id, time::now()))).await {
                Ok(()) => {}
                // Another tab was first: plan again on what is stored now.
                Err(NotTaken::Store(StoreError::Overtaken)) => continue,
                Err(_) => return Ok(Phase::Trouble),
            }
            let now = time::now();
            let check = now.saturating_sub(self.checked_at).abs() > CHECK_MS;
            let Some(mut request) = self.app.peek(|client| client.request(&self.build, check)) else {
                return Ok(Phase::Idle);
            };
            request.commands.truncate(self.batch);
            let response = match net::exchange(&request).await {
                Err(NetError::TooLarge) if self.batch > 1 => {
                    self.batch /= 2;
                    continue;
                }
                answer => answer?,
            };
            self.batch = MAX_COMMANDS;
            match self.take(&request, &response).await {
                Ok(true) => {}
                Ok(false) if matches!(response.read, Read::UpdateNeeded) => return Ok(Phase::Update),
                Ok(false) => return Ok(Phase::Live),
                // The answer belongs to a state that another tab has left behind: it is asked for again.
                Err(NotTaken::Store(StoreError::Overtaken)) => {}
                Err(_) => return Ok(Phase::Trouble),
            }
        }
    }

    /// Makes an answer durable and shows it. Answers whether there is more to do at once.
    async fn take(&mut self, request: &Request, response: &Response) -> Result<bool, NotTaken> {
        let app = self.app;
        if Some(&response.person) != app.who.get_untracked().map(|who| who.person).as_ref() {
            return Ok(false);
        }
        app.act(|client| Ok(client.plan_response(response, time::client_id(), time::now()))).await?;
        self.drop_overtaken_drafts(response).await?;
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
                page.more
            }
            Read::Reset(_) => true,
            Read::UpdateNeeded => false,
        };
        let final_words = response.outcomes.iter().any(|reply| {
            !matches!(reply.outcome, thidua_sync::command::Outcome::Deferred(thidua_sync::command::Wait::Busy))
        });
        let waiting = app.peek(|client| client.outbox().any(|entry| entry.state == EntryState::Queued)) == Some(true);
        // What waits is handed in at once while the server makes headway with it.
        more |= waiting && (final_words || request.commands.is_empty());
        if !more {
            self.compact().await?;
        }
        Ok(more)
    }

    /// A save of a draft that was sent meanwhile from another tab: its words are in the record.
    async fn drop_overtaken_drafts(&self, response: &Response) -> Result<(), NotTaken> {
        if response.outcomes.is_empty() {
            return Ok(());
        }
        let overtaken = self.app.peek(|client| {
            let refused = client.outbox().filter(|entry| {
                let by_sending = matches!(&entry.state, EntryState::Refused(why) if why.code == "draft_already_sent");
                by_sending && entry.command.kind == draft::SAVE && client.draft(&entry.command.entity).is_none()
            });
            refused.map(|entry| entry.cseq).collect::<Vec<_>>()
        });
        for cseq in overtaken.unwrap_or_default() {
            self.app.put_away(cseq, None).await?;
        }
        Ok(())
    }

    async fn compact(&self) -> Result<(), NotTaken> {
        let records = self.app.core().map_or(0, |core| core.store.row_records());
        if records < COMPACT_RECORDS {
            return Ok(());
        }
        let rewrite = |client: &thidua_sync::client::Client<_>| {
            let puts = client.replica.rows().cloned().collect();
            let rows = Some(thidua_sync::client::RowsStep { clear: true, puts, dels: Vec::new() });
            Ok(Batch { rows, ..Batch::default() })
        };
        self.app.act(rewrite).await
    }

    fn failed(&mut self, error: NetError) -> Phase {
        self.failures = self.failures.saturating_add(1);
        self.retry_after = None;
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
            let (app, head) = (self.app, self.head.clone());
            self.pokes = Pokes::open(move |poke| {
                if poke.head != head.get()
                    && let Some(core) = app.core()
                {
                    core.bell.ring();
                }
            });
        }
    }

    async fn pause(&self, phase: Phase) {
        let Some(core) = self.app.core() else { return };
        let quiet = self.app.peek(|client| client.is_quiet()).unwrap_or(true);
        let ms = match phase {
            Phase::Live | Phase::Idle | Phase::Exchanging => POLL_MS + time::chance() % (POLL_MS / 4),
            // Only a sign-in helps, and it rings the bell.
            Phase::SignIn | Phase::WrongPerson | Phase::Update => POLL_MS * 5,
            _ => {
                let wait = backoff::wait_ms(self.failures, self.retry_after, time::chance());
                let eager = self.retry_after.is_none() && !quiet && device::is_visible();
                if eager { wait.min(EAGER_MS) } else { wait }
            }
        };
        let mut timer = Box::pin(time::sleep(ms.max(250)).fuse());
        let mut bell = Box::pin(core.bell.wait().fuse());
        futures::select! { () = timer => {}, () = bell => {} }
        // A row of keystrokes becomes one exchange, and a dead server is not hammered by them.
        let settle = if self.failures == 0 { 60 } else { 1_000 };
        time::sleep(settle).await;
    }
}
