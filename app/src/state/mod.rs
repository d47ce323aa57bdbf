//! The state of the running application: one person's replica, and what the screens need to follow it.
//!
//! Every change takes one way: plan → commit → show. A gate keeps plans of this tab from overtaking each other; other
//! tabs hear of each durable batch and show it too.

pub mod driver;
pub mod editor;
pub mod views;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use futures::FutureExt as _;
use futures::lock::Mutex;
use leptos::prelude::*;
use serde_json::Value;
use thidua_domain::Emulation;
use thidua_domain::org::{self, Grant, Person};
use thidua_domain::policy::{self, Act, Target};
use thidua_sync::Millis;
use thidua_sync::client::{Batch, Client, EntryState, Intent, NotPlanned, Status};
use thidua_sync::command::Base;
use thidua_sync::draft::{self, Draft};
use thidua_sync::order;
use thidua_sync::rescue;

use crate::browser::device::Setting;
use crate::browser::tabs::Channel;
use crate::browser::{device, tabs, time};
use crate::net::{self, Bell, NetError, Who};
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
}

struct Core {
    client: RefCell<Client<Emulation>>,
    store: Store,
    channel: Channel,
    bell: Bell,
    gate: Mutex<()>,
    views: RefCell<Views>,
}

/// What decides on a change from the present state.
type Plan<'a> = dyn FnOnce(&Client<Emulation>) -> Result<Batch, NotPlanned> + 'a;

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
}

/// Tables that screens follow.
const TABLES: [&str; 14] = [
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
        }
    }

    /// Starts from the device alone. The network is asked only when nobody is known here.
    pub async fn start(self) {
        device::on_window("thidua:update", move || self.update_waits.set(true));
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
        Setting::Person.clear();
        Setting::Login.clear();
        device::reload();
    }

    async fn open(self, who: Who) {
        let heard: Rc<RefCell<Vec<String>>> = Rc::default();
        let hear = heard.clone();
        let channel = Channel::open(&format!("thidua.{}", who.person), move |text| match self.core() {
            Some(_) => self.hear(&text),
            // Batches made durable while this tab was loading; they are folded in again, which changes nothing.
            None => hear.borrow_mut().push(text),
        });
        let opened = match Store::open(&who.person).await {
            Ok(opened) => opened,
            Err(_) => {
                self.stage.set(Stage::Stale);
                return;
            }
        };
        self.damaged.set(opened.damaged);
        let now = time::now();
        let client = Client::load(Emulation, &who.person, time::client_id(), opened.snapshot, now);
        let views = Views::of(&client);
        let core = Core {
            client: RefCell::new(client),
            store: opened.store,
            channel,
            bell: Bell::default(),
            gate: Mutex::new(()),
            views: RefCell::new(views),
        };
        self.core.set_value(Some(Rc::new(core)));
        self.who.set(Some(who.clone()));
        heard.take().iter().for_each(|text| self.hear(text));
        self.refresh_sync(|_| {});
        TABLES.into_iter().for_each(|name| self.bump(name));
        self.stage.set(Stage::Ready);
        tabs::lead(&format!("thidua.sync.{}", who.person), move || driver::start(self));
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

    // ---- writing ----

    /// The one way of change: plan on the present state, make it durable, show it.
    pub async fn act(self, plan: impl FnOnce(&Client<Emulation>) -> Result<Batch, NotPlanned>) -> Result<(), NotTaken> {
        self.act_on(Box::new(plan)).await
    }

    /// One copy of the way for all plans.
    async fn act_on(self, plan: Box<Plan<'_>>) -> Result<(), NotTaken> {
        let core = self.core().ok_or(NotTaken::NobodyHere)?;
        let _turn = core.gate.lock().await;
        let mut batch = plan(&core.client.borrow()).map_err(NotTaken::Plan)?;
        if batch.is_empty() {
            return Ok(());
        }
        match core.store.commit(&mut batch).await {
            Ok(()) => {
                if self.trouble.get_untracked().is_some() {
                    self.trouble.set(None);
                }
            }
            Err(StoreError::Overtaken) => {
                self.reread(&core).await;
                return Err(NotTaken::Store(StoreError::Overtaken));
            }
            Err(error) => {
                if error == StoreError::Stale {
                    self.stage.set(Stage::Stale);
                }
                self.trouble.set(Some(error.clone()));
                return Err(NotTaken::Store(error));
            }
        }
        core.channel.tell(&serde_json::to_string(&batch).unwrap_or_default());
        self.show(&core, batch);
        Ok(())
    }

    /// Sends a command: durable in the outbox, predicted on screen, sent as soon as there is a server.
    pub async fn send(
        self,
        kind: &str,
        entity: &str,
        base: Base,
        args: Value,
        draft: Option<String>,
    ) -> Result<(), NotTaken> {
        let intent = Intent { id: time::command_id(), kind: kind.into(), entity: entity.into(), base, args, draft };
        self.act(|client| client.plan_command(intent, time::now())).await?;
        self.ring();
        Ok(())
    }

    pub async fn save_draft(self, draft: Draft) -> Result<(), NotTaken> {
        self.act(|client| Ok(client.plan_draft(draft))).await
    }

    pub async fn discard_draft(self, id: &str) -> Result<(), NotTaken> {
        self.act(|client| Ok(client.plan_discard_draft(id, time::command_id(), time::now()))).await
    }

    /// Takes a refused command up again as a draft with its words, or throws it away.
    pub async fn put_away(self, cseq: u64, draft: Option<Draft>) -> Result<(), NotTaken> {
        self.act(|client| client.plan_put_away(cseq, draft, time::now())).await
    }

    /// Makes a record that means nothing durable, and takes it away again: whether this device can save at all.
    pub async fn test_save(self) -> Result<(), NotTaken> {
        let id = String::from("test");
        let base =
            draft::DraftBase { id: id.clone(), fields: Default::default(), rev: 0, recover: false, past: Vec::new() };
        self.act(|_| Ok(Batch { strict: true, base_put: vec![base], ..Batch::default() })).await?;
        self.act(|_| Ok(Batch { strict: true, base_del: vec![id], ..Batch::default() })).await
    }

    /// The rescue file: everything that a person wrote and no server has confirmed for good.
    pub fn rescue_file(self) -> Option<String> {
        self.peek(|client| rescue::export(client, time::now()).to_string())
    }

    /// The same with a draft whose newest words the store did not take.
    pub fn rescue_file_with(self, unsaved: &Draft) -> Option<String> {
        self.peek(|client| {
            let mut file = rescue::export(client, time::now());
            if let Some(drafts) = file["drafts"].as_array_mut() {
                drafts.retain(|draft| draft["id"] != unsaved.id.as_str());
                drafts.push(serde_json::json!(unsaved));
            }
            file.to_string()
        })
    }

    /// Takes a rescue file in. Nothing that is here already is taken twice.
    pub async fn take_rescue_file(self, text: &str) -> Result<rescue::Summary, RescueProblem> {
        let mut summary = None;
        let mut problem = None;
        let done = self
            .act(|client| match rescue::plan_import(client, text, time::now()) {
                Ok((batch, counted)) => {
                    summary = Some(counted);
                    Ok(batch)
                }
                Err(error) => {
                    problem = Some(error);
                    Ok(Batch::default())
                }
            })
            .await;
        if let Some(error) = problem {
            return Err(RescueProblem::File(error));
        }
        done.map_err(RescueProblem::Device)?;
        self.ring();
        summary.ok_or(RescueProblem::Device(NotTaken::NobodyHere))
    }

    /// Tells the syncing tab that there is something to do.
    pub fn ring(self) {
        if let Some(core) = self.core() {
            core.bell.ring();
            core.channel.tell(RING);
        }
    }

    /// Another tab made a batch durable, or asks for an exchange.
    fn hear(self, text: &str) {
        let Some(core) = self.core() else { return };
        if text == RING {
            core.bell.ring();
        } else if let Ok(batch) = serde_json::from_str::<Batch>(text) {
            self.show(&core, batch);
            core.bell.ring();
        } else if let Ok(phase) = text.parse::<u8>() {
            self.sync.update(|view| view.phase = driver::phase_of(phase));
        }
    }

    /// Takes over what other tabs have made durable, when this one had not heard of it.
    async fn reread(self, core: &Rc<Core>) {
        let Ok(Some(snapshot)) = core.store.load().await else { return };
        let (person, client_id) = {
            let client = core.client.borrow();
            (client.meta.person.clone(), client.meta.client)
        };
        let client = Client::load(Emulation, &person, client_id, snapshot, time::now());
        *core.views.borrow_mut() = Views::of(&client);
        *core.client.borrow_mut() = client;
        TABLES.into_iter().for_each(|name| self.bump(name));
        self.queue.update(|n| *n += 1);
        self.drafts.update(|n| *n += 1);
        self.refresh_sync(|_| {});
    }

    fn show(self, core: &Rc<Core>, batch: Batch) {
        let changes = core.client.borrow_mut().apply(batch, time::now());
        core.views.borrow_mut().update(&core.client.borrow(), &changes.keys);
        let mut names: Vec<&str> = changes.keys.iter().map(|key| key.table.as_str()).collect();
        names.dedup();
        for name in TABLES {
            if names.contains(&name) {
                self.bump(name);
            }
        }
        if changes.queue {
            self.queue.update(|n| *n += 1);
        }
        if !changes.drafts.is_empty() || names.contains(&draft::TABLE) {
            self.drafts.update(|n| *n += 1);
        }
        self.refresh_sync(|_| {});
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

/// Why a rescue file was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RescueProblem {
    File(rescue::RescueError),
    Device(NotTaken),
}

const RING: &str = "ring";
