//! The state of the running application: one person's replica, and what the screens need to follow it.
//!
//! ```text
//! mod.rs      starting, signing in and out, reading
//! acts.rs     the one way of change: plan → commit → show
//! tabs.rs     what other tabs made durable is shown here too, each batch once and in its order
//! desk.rs     what is being written on this tab's screens
//! editor.rs   one draft being written
//! driver.rs   the tab that syncs
//! photos.rs   photos and papers on this device, and their way to the server
//! views.rs    lists that screens show, prepared
//! ```

mod acts;
mod desk;
pub mod driver;
pub mod editor;
pub mod kept;
pub mod photos;
mod tabs;
pub mod views;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use futures::lock::Mutex;
use futures::{FutureExt as _, future};
use leptos::prelude::*;
use thidua_domain::Emulation;
use thidua_domain::org::{self, Grant, Person};
use thidua_domain::policy::{self, Act, Target};
use thidua_sync::Millis;
use thidua_sync::client::{Client, EntryState, NotPlanned, Status};
use thidua_sync::order;

pub use acts::RescueProblem;

use crate::browser::device::{self, OwnSetting, Setting};
use crate::browser::tabs::{self as browser_tabs, Channel};
use crate::browser::time;
use crate::net::{self, Bell, NetError, Who};
use crate::store::photos::due as photos_due;
use crate::store::{Store, StoreError};
use views::Views;

/// Where the application stands as a whole.
#[derive(Clone, Debug, PartialEq)]
pub enum Stage {
    Starting,
    SignIn,
    Ready,
    /// A newer program has changed the database: this tab must be opened again.
    Stale,
    /// What is stored cannot be read now, in the browser's words.
    Broken(String),
}

/// How the exchange with the server goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// Not tried yet, or another tab does it.
    #[default]
    Idle,
    Exchanging,
    Live,
    Offline,
    /// A network that shows its own page instead of our server.
    NotOurs,
    /// The session ended: work goes on, sync waits for a sign-in.
    SignIn,
    /// Somebody else is signed in on this browser.
    WrongPerson,
    /// The server asks for a newer build before it can be read.
    Update,
    /// The server fails; it is tried again.
    Trouble,
}

/// What the sync chip says.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SyncView {
    pub phase: Phase,
    pub status: Status,
    /// The device's clock at the last complete exchange.
    pub last_ok: Option<Millis>,
    /// Server clock minus device clock.
    pub skew_ms: Millis,
    /// Everything up to here lies in a backup on the server.
    pub backed_up: u64,
    /// False when the browser keeps nothing.
    pub keeps: bool,
}

/// Why something was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotTaken {
    Plan(NotPlanned),
    Store(StoreError),
    NobodyHere,
    /// The person has rights in no unit.
    NoOffice,
    /// Nothing was read from the server yet.
    NotReadYet,
}

struct Core {
    client: RefCell<Client<Emulation>>,
    store: Store,
    channel: Channel,
    bell: Bell,
    /// One plan at a time.
    gate: Mutex<()>,
    views: RefCell<Views>,
    heard: tabs::Heard,
}

/// Handle to the state. Cheap to copy; found in the Leptos context.
#[derive(Clone, Copy)]
pub struct App {
    core: StoredValue<Option<Rc<Core>>, LocalStorage>,
    pub stage: RwSignal<Stage>,
    pub who: RwSignal<Option<Who>>,
    pub sync: RwSignal<SyncView>,
    /// The last failure to save, until a save succeeds.
    pub trouble: RwSignal<Option<StoreError>>,
    /// Records on this device that could not be read at the start and were set aside.
    pub damaged: RwSignal<usize>,
    pub update_waits: RwSignal<bool>,
    tables: StoredValue<BTreeMap<&'static str, RwSignal<u64>>>,
    queue: RwSignal<u64>,
    drafts: RwSignal<u64>,
    /// Photos and papers that exist on this device only.
    pub files_here: RwSignal<usize>,
    desk: StoredValue<desk::Desk, LocalStorage>,
}

/// Tables that screens follow.
const TABLES: [&str; 50] = [
    "unit",
    "person",
    "grant",
    "plan",
    "indicator",
    "task",
    "movement",
    "campaign",
    "solution",
    "award",
    "figure",
    "activity",
    "nomination",
    "conflict",
    "blob",
    "unit_movement",
    "registration",
    "deadline",
    "report",
    "exemplar",
    "uptake",
    "inspection",
    "calendar",
    "event",
    "attendance",
    "event_key",
    "event_code",
    "pass",
    "roster",
    "scan",
    "rules",
    "fact",
    "posting",
    "comment",
    "session",
    "minutes",
    "case",
    "exhibit",
    "source",
    "score",
    "ballot",
    "voted",
    "late",
    "opinion",
    "board",
    "result",
    "note",
    "tie",
    "decision",
    "template",
];

pub fn app() -> App {
    expect_context::<App>()
}

impl App {
    pub fn new() -> App {
        App {
            core: StoredValue::new_local(None),
            stage: RwSignal::new(Stage::Starting),
            who: RwSignal::new(None),
            sync: RwSignal::new(SyncView { keeps: true, ..SyncView::default() }),
            trouble: RwSignal::new(None),
            damaged: RwSignal::new(0),
            update_waits: RwSignal::new(device::update_waits()),
            tables: StoredValue::new(order::map(TABLES.into_iter().map(|name| (name, RwSignal::new(0))))),
            queue: RwSignal::new(0),
            drafts: RwSignal::new(0),
            files_here: RwSignal::new(0),
            desk: StoredValue::new_local(desk::Desk::default()),
        }
    }

    /// Starts from the device alone. The network is asked only when nobody is known here.
    pub async fn start(self) {
        device::on_window("thidua:update", move || self.update_waits.set(true));
        self.warn_before_leaving();
        let Some(person) = Setting::Person.get() else {
            self.stage.set(Stage::SignIn);
            return;
        };
        let login = Setting::Login.get().unwrap_or_default();
        self.open(Who { person, login }).await;
    }

    /// Signs in over the network and opens the person's own database.
    pub async fn sign_in(self, login: &str, password: &str, device_name: &str) -> Result<(), NetError> {
        let mut who = net::sign_in(login, password, device_name).await?;
        if who.login.is_empty() {
            who.login = login.into();
        }
        Setting::Person.set(&who.person);
        Setting::Login.set(&who.login);
        match self.who.get_untracked() {
            Some(before) if before.person == who.person => self.ring(),
            // Another person's replica must not stay in memory beside this one.
            Some(_) => device::reload(),
            None => self.open(who).await,
        }
        Ok(())
    }

    /// Ends the session and locks this device for the next person. Nothing is deleted.
    pub async fn sign_out(self) {
        // A dead link must not keep a shared tablet open: the device is locked in any case.
        let mut told = Box::pin(net::sign_out().fuse());
        let mut patience = Box::pin(time::sleep(4_000).fuse());
        futures::select! { _ = told => {}, () = patience => {} }
        // With these somebody else could show this person's code.
        if let Some(who) = self.who.get_untracked() {
            OwnSetting::CheckinKeys.set(&who.person, "");
        }
        device::tell_worker("shared-gone");
        Setting::Person.clear();
        Setting::Login.clear();
        device::reload();
    }

    async fn open(self, who: Who) {
        let early: Rc<RefCell<Vec<String>>> = Rc::default();
        let hear = early.clone();
        let name = format!("thidua.{}", who.person);
        let channel = Channel::open(&name, move |text| match self.core() {
            Some(_) => self.hear(&text),
            // What other tabs made durable while this one was loading.
            None => hear.borrow_mut().push(text),
        });
        // What the chip says must be true from its first word.
        let (opened, files) = future::join(Store::open(&who.person), photos_due(&who.person)).await;
        self.files_here.set(files);
        let opened = match opened {
            Ok(opened) => opened,
            Err(StoreError::Absent) => Store::in_memory(),
            Err(StoreError::Stale) => return self.stage.set(Stage::Stale),
            Err(StoreError::Broken(why)) => return self.stage.set(Stage::Broken(why)),
            Err(StoreError::Quota | StoreError::Overtaken) => return self.stage.set(Stage::Broken(String::new())),
        };
        self.damaged.set(opened.damaged);
        let now = time::now();
        let client = Client::load(Emulation, &who.person, time::client_id(), opened.snapshot, now);
        let views = Views::of(&client);
        let core = Core {
            client: RefCell::new(client),
            // Tabs without a common store have nothing to tell each other.
            channel: if opened.store.keeps() { channel } else { Channel::none() },
            store: opened.store,
            bell: Bell::default(),
            gate: Mutex::new(()),
            views: RefCell::new(views),
            heard: tabs::Heard::default(),
        };
        let keeps = core.store.keeps();
        self.core.set_value(Some(Rc::new(core)));
        self.who.set(Some(who.clone()));
        early.take().iter().filter(|_| keeps).for_each(|text| self.hear(text));
        self.refresh_sync(|_| {});
        TABLES.into_iter().for_each(|name| self.bump(name));
        self.stage.set(Stage::Ready);
        self.look_when_shown();
        browser_tabs::lead(&format!("thidua.sync.{}", who.person), move || {
            wasm_bindgen_futures::spawn_local(async move {
                // The tab that led before may have died with its last word unsaid.
                self.catch_up().await;
                driver::start(self);
            });
        });
    }

    fn core(self) -> Option<Rc<Core>> {
        self.core.try_get_value().flatten()
    }

    // ---- reading ----

    /// Reads the replica without following it. `None` before anybody is here.
    pub fn peek<T>(self, read: impl FnOnce(&Client<Emulation>) -> T) -> Option<T> {
        self.core().map(|core| read(&core.client.borrow()))
    }

    /// Reads the prepared views without following them.
    pub fn views<T>(self, read: impl FnOnce(&Views) -> T) -> Option<T> {
        self.core().map(|core| read(&core.views.borrow()))
    }

    /// Makes the running closure follow a table.
    pub fn follow(self, table: &'static str) {
        self.tables.with_value(|tables| {
            if let Some(signal) = tables.get(table) {
                signal.track();
            }
        });
    }

    /// Makes the running closure follow the outbox.
    pub fn follow_queue(self) {
        self.queue.track();
    }

    /// Makes the running closure follow the drafts.
    pub fn follow_drafts(self) {
        self.drafts.track();
    }

    /// One row as a typed value, followed.
    pub fn row<T: serde::de::DeserializeOwned>(self, table: &'static str, id: &str) -> Option<T> {
        self.follow(table);
        let key = thidua_sync::row::Key::new(table, id);
        self.peek(|client| client.replica.get(&key).and_then(|shown| shown.body.read()))?
    }

    /// All rows of a table as typed values with their ids, followed. For small tables.
    pub fn rows<T: serde::de::DeserializeOwned>(self, table: &'static str) -> Vec<(String, T)> {
        self.follow(table);
        let mut found = Vec::new();
        self.peek(|client| {
            client.replica.each(table, |shown| {
                if let Some(value) = shown.body.read() {
                    found.push((shown.id.to_string(), value));
                }
            });
        });
        found
    }

    /// The signed-in person's row.
    pub fn me(self) -> Option<Person> {
        self.row(org::PERSON, &self.my_id())
    }

    pub fn my_id(self) -> String {
        self.who.get().map(|who| who.person).unwrap_or_default()
    }

    /// The grants of the signed-in person that hold today, followed.
    pub fn my_grants(self) -> Vec<Grant> {
        self.follow(org::GRANT);
        let who = self.my_id();
        self.peek(|client| {
            let now = time::now().saturating_add(client.meta.skew_ms);
            org::grants(&client.replica, &who, thidua_domain::date::today(now))
        })
        .unwrap_or_default()
    }

    /// Whether the signed-in person may do something: for showing a button, never for deciding.
    pub fn may(self, act: Act, target: Target<'_>) -> bool {
        let who = self.my_id();
        self.peek(|client| policy::allow(&client.replica, &who, act, target, time::now()).is_ok()).unwrap_or(false)
    }

    /// A person's full name, or their id while the row has not arrived.
    pub fn name_of(self, person: &str) -> String {
        self.row::<Person>(org::PERSON, person).map_or_else(|| person.to_string(), |person| person.full_name())
    }

    fn bump(self, table: &'static str) {
        self.tables.with_value(|tables| {
            if let Some(signal) = tables.get(table) {
                signal.update(|n| *n += 1);
            }
        });
    }

    fn refresh_sync(self, change: impl FnOnce(&mut SyncView)) {
        let Some(core) = self.core() else { return };
        let mut view = self.sync.get_untracked();
        {
            let client = core.client.borrow();
            view.status = client.status();
            view.last_ok = client.meta.last_ok;
            view.skew_ms = client.meta.skew_ms;
            view.backed_up = client.meta.backed_up;
            view.keeps = core.store.keeps();
        }
        change(&mut view);
        if view != self.sync.get_untracked() {
            self.sync.set(view);
        }
    }

    /// Entries that need a person, oldest first.
    pub fn attention(self) -> Vec<thidua_sync::client::Entry> {
        self.follow_queue();
        self.peek(|client| {
            client.outbox().filter(|entry| matches!(entry.state, EntryState::Refused(_))).cloned().collect()
        })
        .unwrap_or_default()
    }
}
