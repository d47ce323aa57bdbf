//! Several tabs over one store: what any of them makes durable is shown in all, each batch once and in the store's order.
//! A tab that has missed one reads the store anew.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;
use thidua_domain::Emulation;
use thidua_sync::client::{Batch, Client, Durable, Place};
use thidua_sync::draft;
use wasm_bindgen_futures::spawn_local;

use super::views::Views;
use super::{App, Core, TABLES, driver};
use crate::browser::{device, time};

/// How long a batch waits for one that came before it.
const PATIENCE_MS: u64 = 20;
const PATIENCE_TIMES: usize = 10;

/// What tabs tell each other, beside durable batches (JSON arrays) and phases (their numbers): there is something to
/// do for the tab that syncs.
const RING: &str = "ring";

/// Durable batches that wait for an earlier one.
#[derive(Default)]
pub struct Heard {
    waiting: RefCell<Vec<Durable>>,
    is_reading: Cell<bool>,
}

impl Heard {
    /// Takes the earliest.
    fn first(&self) -> Option<Durable> {
        let mut waiting = self.waiting.borrow_mut();
        let at = (0..waiting.len()).min_by_key(|at| waiting[*at].stamp)?;
        Some(waiting.swap_remove(at))
    }
}

impl App {
    fn tell(self, text: &str) {
        if let Some(core) = self.core() {
            core.channel.tell(text);
        }
    }

    /// Tells the syncing tab that there is something to do.
    pub fn ring(self) {
        if let Some(core) = self.core() {
            core.bell.ring();
        }
        self.tell(RING);
    }

    pub(super) fn tell_phase(self, number: u8) {
        self.tell(&number.to_string());
    }

    pub(super) fn hear(self, text: &str) {
        let Some(core) = self.core() else { return };
        if text == RING {
            return core.bell.ring();
        }
        if let Ok(number) = text.parse() {
            return self.sync.update(|view| view.phase = driver::phase_of(number));
        }
        // What a newer build says is in the store, if it matters.
        let Ok(durable) = serde_json::from_str::<Durable>(text) else {
            return spawn_local(async move { self.catch_up().await });
        };
        let rings = !durable.batch.out_put.is_empty() || !durable.batch.draft_put.is_empty();
        if !self.arrive(&core, durable) {
            spawn_local(async move { self.wait_or_read().await });
        }
        if rings {
            core.bell.ring();
        }
    }

    /// Shows what this tab has made durable, and tells the others.
    pub(super) async fn show_own(self, core: &Rc<Core>, durable: Durable) {
        self.tell(&serde_json::to_string(&durable).unwrap_or_default());
        if !self.arrive(core, durable) {
            self.wait_or_read_alone(core).await;
        }
    }

    /// Shows a batch when its turn has come, and those that waited for it. Answers whether none waits any more.
    fn arrive(self, core: &Rc<Core>, durable: Durable) -> bool {
        core.heard.waiting.borrow_mut().push(durable);
        while !core.heard.is_reading.get() {
            let Some(durable) = core.heard.first() else { return true };
            let place = core.client.borrow().place(durable.stamp);
            match place {
                Place::Known => {}
                Place::Next => self.show(core, durable.batch),
                Place::Gap => {
                    core.heard.waiting.borrow_mut().push(durable);
                    return false;
                }
            }
        }
        true
    }

    async fn wait_or_read(self) {
        let Some(core) = self.core() else { return };
        let _turn = core.gate.lock().await;
        self.wait_or_read_alone(&core).await;
    }

    /// Two tabs write at the same time, and their words cross: the missing one comes at once, or never.
    async fn wait_or_read_alone(self, core: &Rc<Core>) {
        for _ in 0..PATIENCE_TIMES {
            if core.heard.waiting.borrow().is_empty() {
                return;
            }
            time::sleep(PATIENCE_MS).await;
        }
        if !core.heard.waiting.borrow().is_empty() {
            self.reread(core).await;
        }
    }

    /// Looks whether the store has gone on without this tab.
    pub(super) async fn catch_up(self) {
        let Some(core) = self.core() else { return };
        let _turn = core.gate.lock().await;
        let Ok(stamp) = core.store.stamp().await else { return };
        let place = core.client.borrow().place(stamp);
        if place != Place::Known {
            self.reread(&core).await;
        }
    }

    /// A tab that comes back to the front, or out of the browser's store of pages, may have missed anything.
    pub(super) fn look_when_shown(self) {
        let look = move || spawn_local(async move { self.catch_up().await });
        device::on_window("pageshow", look);
        device::on_document("visibilitychange", move || {
            if device::is_visible() {
                look();
            }
        });
    }

    /// Shows what is stored now. The caller has the gate.
    pub(super) async fn reread(self, core: &Rc<Core>) {
        core.heard.is_reading.set(true);
        let loaded = core.store.load().await;
        core.heard.is_reading.set(false);
        let Ok(Some(snapshot)) = loaded else { return };
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
        // Those that came while it was read. One that is still early comes again with the next.
        let waiting = core.heard.waiting.take();
        for durable in waiting {
            self.arrive(core, durable);
        }
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
}
