//! A device: its storage, its clock, and the tabs that run the real client over it.

use std::collections::{BTreeMap, VecDeque};

use thidua_sync::Millis;
use thidua_sync::client::{Batch, Client, Durable, Place};
use thidua_sync::command::ClientId;
use thidua_sync::sheet::Sheet;

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

/// A draft that is open on a screen.
pub struct Screen {
    pub sheet: Sheet,
    /// The field that somebody is in.
    pub held: Option<String>,
}

pub struct Tab {
    pub client: Client<Toy>,
    /// By the draft's id.
    pub screens: BTreeMap<String, Screen>,
    /// Steps of the other tab that this one has not heard of yet.
    pub unheard: VecDeque<Durable>,
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
        let (screens, unheard) = (BTreeMap::new(), VecDeque::new());
        Tab { client, screens, unheard, waits: None, asked: 0, failures: 0, due: 0, leads }
    }

    /// The app in a tab is started again over what is stored.
    pub fn restart(&mut self, tab: usize, now: Millis, rng: &mut Rng) {
        let leads = self.tabs[tab].leads;
        self.tabs[tab] = self.start(now, rng, leads);
    }

    /// A tab takes over what is stored; what is on its screens stays.
    fn reread(&mut self, tab: usize, now: Millis, rng: &mut Rng) {
        let client = self.start(now, rng, true).client;
        let tab = &mut self.tabs[tab];
        tab.client = client;
        tab.unheard.clear();
        tab.look();
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
        let bytes = serde_json::to_vec(&Durable { stamp: 0, batch: batch.clone() });
        let bytes = bytes.expect("invariant: a batch can be written as JSON");
        let read: Durable = serde_json::from_slice(&bytes).expect("invariant: a batch reads what it wrote");
        let batch = Batch { strict: batch.strict, guard: batch.guard, ..read.batch };
        let Ok(durable) = self.disk.commit(batch, self.sabotage) else {
            self.reread(tab, now, rng);
            return Commit::Stale;
        };
        if fault != Some(Fault::DiedSilent) {
            self.tell_others(tab, &durable);
        }
        if matches!(fault, Some(Fault::DeviceAfter | Fault::DiedSilent)) {
            self.restart(tab, now, rng);
            return Commit::DiedAfter;
        }
        self.show(tab, durable, now, rng);
        Commit::Done
    }

    fn tell_others(&mut self, from: usize, durable: &Durable) {
        for (_, tab) in self.tabs.iter_mut().enumerate().filter(|(at, _)| *at != from) {
            tab.unheard.push_back(durable.clone());
        }
    }

    fn show(&mut self, tab: usize, durable: Durable, now: Millis, rng: &mut Rng) {
        let clock = self.clock(now);
        let client = &mut self.tabs[tab].client;
        match client.place(durable.stamp) {
            Place::Known => {}
            Place::Next => drop(client.apply(durable.batch, clock)),
            Place::Gap => self.reread(tab, now, rng),
        }
    }

    /// A tab hears of what another stored; it also looks whether it has missed anything.
    pub fn hear(&mut self, tab: usize, now: Millis, rng: &mut Rng) {
        while let Some(durable) = self.tabs[tab].unheard.pop_front() {
            self.show(tab, durable, now, rng);
        }
        if self.tabs[tab].client.place(self.disk.stamp) != Place::Known {
            self.reread(tab, now, rng);
        }
        self.tabs[tab].look();
    }
}

impl Tab {
    /// The screens take over what is stored.
    pub fn look(&mut self) {
        for (id, screen) in &mut self.screens {
            screen.sheet.look(self.client.draft(id), screen.held.as_deref());
        }
    }
}
