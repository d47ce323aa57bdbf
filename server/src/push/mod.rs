//! Calls to devices that are asleep, by the push services of browsers (Web Push). Nothing waits for them: what is lost is
//! seen when the app is opened.
//!
//! ```text
//! writer ──accepted commands──▶ who is waited for ──rounds──▶ what still holds ──sealed──▶ the push service of each device
//! ```
//!
//! A push names a kind and nothing else. Services see which device is called and when.

pub mod base64url;
pub mod calls;
mod key;
mod post;
pub mod reach;
mod rounds;
mod seal;
pub mod subscription;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::Duration;

use reqwest::Client;
use serde_json::json;
use thidua_domain::notice::{self, Kind};
use thidua_sync::server::with_rows;
use thidua_sync::store::{Loaded, StoreError};
use tokio::sync::{OnceCell, OwnedSemaphorePermit, Semaphore, mpsc};
use tokio::time::Instant;

use crate::cli;
use crate::metrics::{Metrics, Pushed};
use crate::store::{self, Store};
use calls::{Call, Calls};
use key::Key;
use post::{Answer, Message};
use reach::Reach;
use rounds::Rounds;
use seal::Reader;
use subscription::Subscription;

/// Pushes under way or waiting for their service.
const UNDER_WAY: usize = 2_000;
/// Connections at the same time.
const LINES: usize = 16;
/// Tries of one push.
const TRIES: u32 = 5;
/// Where nobody is called, it is looked again after this long: another node may have taken a subscription.
const LOOK: Duration = Duration::from_secs(60);

/// One push to make.
struct Letter {
    session: String,
    kind: Kind,
}

/// What calls devices.
pub struct Push {
    store: Arc<dyn Store>,
    metrics: Arc<Metrics>,
    client: Client,
    pub reach: Reach,
    contact: Option<String>,
    file: PathBuf,
    /// Read, or made, when it is first needed.
    key: OnceCell<Key>,
    /// Between two pushes to one person.
    gap: Duration,
    /// Somebody is called, as far as this process knows.
    any: AtomicBool,
    lines: Semaphore,
    under_way: Arc<Semaphore>,
}

impl Push {
    /// Nothing when the operator wants none, or this machine cannot speak TLS.
    pub fn new(options: &cli::Push, data: &Path, store: Arc<dyn Store>, metrics: Arc<Metrics>) -> Option<Arc<Push>> {
        if options.no_push {
            return None;
        }
        let reach = if options.push_anywhere { Reach::Anywhere } else { Reach::Public };
        let client = match post::client(reach) {
            Ok(client) => client,
            Err(error) => {
                tracing::warn!(%error, "no pushes: no client");
                return None;
            }
        };
        let file = options.push_key.clone().unwrap_or_else(|| data.join("push-key.pem"));
        Some(Arc::new(Push {
            store,
            metrics,
            client,
            reach,
            contact: options.push_contact.clone(),
            file,
            key: OnceCell::new(),
            gap: Duration::from_millis(options.push_gap_ms),
            any: AtomicBool::new(false),
            lines: Semaphore::new(LINES),
            under_way: Arc::new(Semaphore::new(UNDER_WAY)),
        }))
    }

    /// Starts the task. It ends when the last of the [`Calls`] is dropped.
    pub fn start(self: &Arc<Self>) -> Calls {
        let (calls, queue) = Calls::open();
        tokio::spawn(self.clone().work(queue));
        calls
    }

    /// The public key for which devices subscribe, in base64url; nothing when it can be neither read nor made.
    pub async fn public_key(&self) -> Option<&str> {
        Some(&self.key().await?.public)
    }

    /// Somebody is called from now on.
    pub fn entered(&self) {
        self.any.store(true, Relaxed);
    }

    async fn key(&self) -> Option<&Key> {
        let open = || async {
            let file = self.file.clone();
            let opened = tokio::task::spawn_blocking(move || Key::open(&file)).await;
            opened.unwrap_or_else(|_| Err("the thread ended".into()))
        };
        match self.key.get_or_try_init(open).await {
            Ok(key) => Some(key),
            Err(error) => {
                tracing::warn!(error, "no pushes: no key");
                None
            }
        }
    }

    async fn work(self: Arc<Self>, mut queue: mpsc::Receiver<Vec<Call>>) {
        let mut rounds = Rounds::new(self.gap);
        let mut look = Instant::now();
        loop {
            let turn = rounds.next();
            tokio::select! {
                calls = queue.recv() => {
                    let Some(calls) = calls else { return };
                    if self.is_any(&mut look).await {
                        self.note(calls, &mut rounds).await;
                    }
                }
                () = tokio::time::sleep_until(turn.unwrap_or_else(Instant::now)), if turn.is_some() => {}
            }
            let ready = rounds.ready(Instant::now());
            if !ready.is_empty() {
                self.call(ready).await;
            }
        }
    }

    async fn is_any(self: &Arc<Self>, look: &mut Instant) -> bool {
        if !self.any.load(Relaxed) && *look <= Instant::now() {
            *look = Instant::now() + LOOK;
            let found = self.blocking(|push| subscription::any(&*push.store)).await;
            self.any.fetch_or(found.unwrap_or(false), Relaxed);
        }
        self.any.load(Relaxed)
    }

    /// Notes who is waited for after these commands.
    async fn note(self: &Arc<Self>, calls: Vec<Call>, rounds: &mut Rounds<Arc<Call>>) {
        let calls: Vec<Arc<Call>> = calls.into_iter().map(Arc::new).collect();
        let asked = calls.clone();
        let notices = move |push: &Push| {
            let now = crate::now();
            store::read(&*push.store, |desk| {
                with_rows(desk, &mut Loaded::default(), |rows| {
                    asked.iter().map(|call| notice::notices(rows, call.done(), now)).collect::<Vec<_>>()
                })
            })
        };
        let found = self.blocking(notices).await.unwrap_or_default();
        for (call, notices) in calls.iter().zip(found) {
            for told in notices {
                rounds.note(told.person, call.clone(), Instant::now());
            }
        }
    }

    /// Sets out the pushes to these people, each the most urgent of what still holds.
    async fn call(self: &Arc<Self>, ready: Vec<(String, Vec<Arc<Call>>)>) {
        let letters = self.blocking(move |push| push.letters(&ready)).await.unwrap_or_default();
        for letter in letters {
            match self.under_way.clone().try_acquire_owned() {
                Ok(seat) => drop(tokio::spawn(self.clone().deliver(letter, seat))),
                Err(_) => self.metrics.pushed(Pushed::Failed),
            }
        }
    }

    fn letters(&self, ready: &[(String, Vec<Arc<Call>>)]) -> Result<Vec<Letter>, StoreError> {
        let now = crate::now();
        store::read(&*self.store, |desk| {
            let mut called = Vec::new();
            for (person, calls) in ready {
                called.push((person, calls, subscription::sessions(desk, person, now)?));
            }
            called.retain(|(_, _, sessions)| !sessions.is_empty());
            let kinds = with_rows(desk, &mut Loaded::default(), |rows| {
                let kind = |person: &str, calls: &[Arc<Call>]| {
                    let told = calls.iter().flat_map(|call| notice::notices(rows, call.done(), now));
                    told.filter(|told| told.person == person).map(|told| told.kind).max()
                };
                called.iter().map(|(person, calls, _)| kind(person, calls)).collect::<Vec<_>>()
            })?;
            let called = called.into_iter().zip(kinds).filter_map(|((_, _, sessions), kind)| Some((sessions, kind?)));
            let letters = |(sessions, kind): (Vec<String>, Kind)| {
                sessions.into_iter().map(move |session| Letter { session, kind })
            };
            Ok(called.flat_map(letters).collect())
        })
    }

    /// Tries a few times, later and later.
    async fn deliver(self: Arc<Self>, letter: Letter, _seat: OwnedSemaphorePermit) {
        for tried in 0..TRIES {
            // Asked anew each time: who has signed out meanwhile is not called.
            let Some(subscription) = self.subscription(&letter).await else { return };
            match self.attempt(&letter, &subscription).await {
                Some(Answer::Taken) => return self.metrics.pushed(Pushed::Sent),
                Some(Answer::Gone) => return self.remove(letter, subscription).await,
                Some(Answer::Later(wait)) if tried + 1 < TRIES => {
                    let pause = self.gap / 6 * 4_u32.pow(tried);
                    tokio::time::sleep(wait.unwrap_or_default().max(pause)).await;
                }
                Some(Answer::Later(_) | Answer::Refused) | None => break,
            }
        }
        self.metrics.pushed(Pushed::Failed);
    }

    async fn subscription(self: &Arc<Self>, letter: &Letter) -> Option<Subscription> {
        let session = letter.session.clone();
        self.blocking(move |push| store::read(&*push.store, |desk| subscription::of(desk, &session))).await.flatten()
    }

    /// Nothing when there is no message to send.
    async fn attempt(&self, letter: &Letter, to: &Subscription) -> Option<Answer> {
        let url = self.reach.url(&to.endpoint).ok()?;
        let authorization = self.key().await?.authorization(&url, self.contact.as_deref(), crate::now())?;
        let (public, auth) = (base64url::decode(&to.p256dh)?, base64url::decode(&to.auth)?);
        let text = json!({ "kind": letter.kind.name() }).to_string();
        let sealed = seal::seal(text.as_bytes(), Reader { public: &public, auth: &auth }).ok()?;
        let _line = self.lines.acquire().await.ok()?;
        Some(post::post(&self.client, Message { url, authorization, topic: letter.kind.name(), sealed }).await)
    }

    async fn remove(self: &Arc<Self>, letter: Letter, old: Subscription) {
        let removed = self.blocking(move |push| subscription::gone(&*push.store, &letter.session, &old)).await;
        if removed == Some(true) {
            self.metrics.pushed(Pushed::Removed);
        }
    }

    /// Runs blocking work on the store; nothing when that fails, for nobody waits here.
    async fn blocking<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Push) -> Result<T, StoreError> + Send + 'static,
    ) -> Option<T> {
        let push = self.clone();
        match tokio::task::spawn_blocking(move || work(&push)).await {
            Ok(Ok(done)) => Some(done),
            Ok(Err(error)) => {
                self.metrics.store_error();
                tracing::error!(%error, "the store failed a push");
                None
            }
            // The panic was logged by its hook.
            Err(_) => None,
        }
    }
}
