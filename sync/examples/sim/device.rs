//! A device: its storage, its clock, and the tabs that run the real client over it.

use std::collections::VecDeque;

use thidua_sync::Millis;
use thidua_sync::client::{Batch, Client};
use thidua_sync::command::ClientId;

use crate::disk::Disk;
use crate::faults::Fault;
use crate::rng::Rng;
use crate::sabotage::Sabotage;
use crate::toy::Toy;

/// How a commit went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Commit {
    Done,
    /// No room: nothing changed.
    Full,
    /// The app died before the commit, and was started again.
    DiedBefore,
    /// The app died after the commit.
    DiedAfter,
    /// Another tab has moved on.
    Stale,
}

pub struct Tab {
    pub client: Client<Toy>,
    /// Steps of the other tab that this one has not heard of yet.
    pub unheard: VecDeque<Batch>,
    /// The request that it waits for, and its turn when it asked.
    pub waits: Option<u64>,
    pub asked: u64,
    pub failures: u32,
    /// It does not ask before this.
    pub due: Millis,
    /// It exchanges by itself.
    pub leads: bool,
}

pub struct Device {
    pub person: String,
    pub disk: Disk,
    pub tabs: Vec<Tab>,
    pub offset: Millis,
    pub offline_until: Millis,
    pub old_until: Millis,
    pub sabotage: Option<Sabotage>,
}

impl Device {
    pub fn new(
        person: &str,
        disk: Disk,
        tabs: usize,
        now: Millis,
        rng: &mut Rng,
        sabotage: Option<Sabotage>,
    ) -> Device {
        let mut device = Device {
            person: person.into(),
            disk,
            tabs: Vec::new(),
            offset: 0,
            offline_until: 0,
            old_until: 0,
            sabotage,
        };
        for tab in 0..tabs {
            let tab = device.start(now, rng, tab == 0);
            device.tabs.push(tab);
        }
        device
    }

    pub fn clock(&self, now: Millis) -> Millis {
        now + self.offset
    }

    fn start(&self, now: Millis, rng: &mut Rng, leads: bool) -> Tab {
        let fresh = ClientId(rng.uuid());
        let toy = Toy { on_server: false };
        let client = Client::load(toy, &self.person, fresh, self.disk.snapshot(), self.clock(now));
        Tab { client, unheard: VecDeque::new(), waits: None, asked: 0, failures: 0, due: 0, leads }
    }

    /// The app in a tab is started again over what is stored.
    pub fn restart(&mut self, tab: usize, now: Millis, rng: &mut Rng) {
        let leads = self.tabs[tab].leads;
        self.tabs[tab] = self.start(now, rng, leads);
    }

    /// Makes a batch durable and shows it; `fault` is what strikes.
    pub fn commit(&mut self, tab: usize, batch: Batch, now: Millis, fault: Option<Fault>, rng: &mut Rng) -> Commit {
        match fault {
            Some(Fault::Quota) => return Commit::Full,
            Some(Fault::DeviceBefore) => {
                self.restart(tab, now, rng);
                return Commit::DiedBefore;
            }
            _ => {}
        }
        // Everything that is stored has been bytes.
        let bytes = serde_json::to_vec(&batch).expect("invariant: a batch can be written as JSON");
        let batch: Batch = serde_json::from_slice(&bytes).expect("invariant: a batch reads what it wrote");
        let Ok(batch) = self.disk.commit(batch, self.sabotage) else {
            self.restart(tab, now, rng);
            return Commit::Stale;
        };
        if fault == Some(Fault::DeviceAfter) {
            self.tell_others(tab, &batch);
            self.restart(tab, now, rng);
            return Commit::DiedAfter;
        }
        self.tell_others(tab, &batch);
        let clock = self.clock(now);
        self.tabs[tab].client.apply(batch, clock);
        Commit::Done
    }

    fn tell_others(&mut self, from: usize, batch: &Batch) {
        for (_, tab) in self.tabs.iter_mut().enumerate().filter(|(at, _)| *at != from) {
            tab.unheard.push_back(batch.clone());
        }
    }

    /// A tab hears of what another stored.
    pub fn hear(&mut self, tab: usize, now: Millis) {
        let clock = self.clock(now);
        let tab = &mut self.tabs[tab];
        while let Some(batch) = tab.unheard.pop_front() {
            tab.client.apply(batch, clock);
        }
    }
}
