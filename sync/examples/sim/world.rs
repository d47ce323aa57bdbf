//! One run: devices, a server, messages between them, and time that passes only here.

use std::collections::BTreeMap;

use thidua_sync::Millis;
use thidua_sync::client::Batch;

use crate::center::Center;
use crate::checks::Broken;
use crate::device::{Commit, Device};
use crate::disk::Disk;
use crate::faults::{Fault, Faults};
use crate::oracle::Said;
use crate::rng::Rng;
use crate::sabotage::Sabotage;
use crate::toy::{MOST_ROWS, UNITS};

pub const SECOND: Millis = 1_000;
pub const MINUTE: Millis = 60 * SECOND;
/// When the run begins, by the server's clock.
pub const START: Millis = 1_790_000_000_000;
pub const PEOPLE: [&str; 3] = ["an", "binh", "chi"];

pub enum Event {
    Act(usize),
    /// A tab exchanges, if it waits for nothing.
    Wake(usize, usize),
    Hear(usize, usize),
    Arrive(Letter),
    Answer {
        device: usize,
        tab: usize,
        number: u64,
        bytes: Vec<u8>,
    },
    GiveUp {
        device: usize,
        tab: usize,
        number: u64,
    },
    /// Something happens to the server, to grants, to clocks.
    Fate,
}

/// A request on its way.
#[derive(Clone)]
pub struct Letter {
    pub device: usize,
    pub tab: usize,
    pub number: u64,
    pub bytes: Vec<u8>,
    /// Nobody waits for its answer.
    pub echo: bool,
}

pub struct World {
    pub rng: Rng,
    pub now: Millis,
    pub center: Center,
    pub devices: Vec<Device>,
    pub faults: Faults,
    pub said: Said,
    pub sabotage: Option<Sabotage>,
    pub words: u64,
    pub letters: u64,
    /// Nobody writes any more.
    pub closing: bool,
    /// A verified backup promises that nothing before it will be lost.
    pub verified: bool,
    pub events: BTreeMap<(Millis, u64), Event>,
    order: u64,
    trace: Option<Vec<String>>,
}

impl World {
    pub fn new(seed: u64, sabotage: Option<Sabotage>, traced: bool) -> World {
        let mut rng = Rng::new(seed);
        let mut faults = Faults::new(&mut rng);
        let small = faults.strikes(Fault::SmallPages, &mut rng);
        if !small {
            faults.note(Fault::LargePages);
        }
        let center = Center::new(&mut rng, if small { MOST_ROWS + 3 } else { 400 }, sabotage);
        let verified = rng.mille(400);
        let mut world = World {
            rng,
            now: START,
            center,
            devices: Vec::new(),
            faults,
            said: Said::default(),
            sabotage,
            words: 0,
            letters: 0,
            closing: false,
            verified,
            events: BTreeMap::new(),
            order: 0,
            trace: traced.then(Vec::new),
        };
        world.people();
        world
    }

    fn people(&mut self) {
        for who in PEOPLE {
            for unit in UNITS.iter().take(2) {
                self.grant(who, unit, true);
            }
        }
        for device in 0..2 + self.rng.index(4) {
            let tabs = if self.faults.strikes(Fault::TwoTabs, &mut self.rng) { 2 } else { 1 };
            let person = PEOPLE[if device < 2 { device } else { self.rng.index(PEOPLE.len()) }];
            self.add_device(person, Disk::default(), tabs);
        }
        self.later(10 * MINUTE, Event::Fate);
    }

    pub fn add_device(&mut self, person: &str, disk: Disk, tabs: usize) {
        let mut device = Device::new(person, disk, tabs, self.now, &mut self.rng, self.sabotage);
        if self.faults.strikes(Fault::ClockYears, &mut self.rng) {
            device.offset = (self.rng.below(20) as Millis - 10) * 365 * 24 * 60 * MINUTE;
        }
        let at = self.devices.len();
        self.devices.push(device);
        let pause = self.now_plus(MINUTE);
        self.later(pause, Event::Act(at));
        for tab in 0..tabs {
            // A second tab exchanges too only where the fault says that both think they lead.
            self.devices[at].tabs[tab].leads = true;
            self.wake(at, tab, 0);
            self.later(pause, Event::Hear(at, tab));
        }
    }

    fn now_plus(&mut self, most: Millis) -> Millis {
        self.rng.below(most as u64) as Millis
    }

    /// Puts an event `after` so much time.
    pub fn later(&mut self, after: Millis, event: Event) {
        self.order += 1;
        self.events.insert((self.now + after, self.order), event);
    }

    pub fn wake(&mut self, device: usize, tab: usize, after: Millis) {
        let jitter = self.now_plus(SECOND);
        self.later(after + jitter, Event::Wake(device, tab));
    }

    pub fn tell(&mut self, line: impl FnOnce() -> String) {
        if let Some(trace) = &mut self.trace {
            trace.push(format!("{:>9.3} s  {}", (self.now - START) as f64 / 1_000.0, line()));
        }
    }

    pub fn take_trace(&mut self) -> Vec<String> {
        self.trace.take().unwrap_or_default()
    }

    /// Runs with faults for a while, then without until all is at rest, and checks.
    pub fn run(&mut self) -> Result<(), Broken> {
        let length = (30 + self.rng.below(90) as Millis) * MINUTE;
        self.run_until(START + length)?;
        self.tell(|| "faults stop; nobody writes any more".into());
        self.faults.calm = true;
        self.closing = true;
        for device in 0..self.devices.len() {
            (self.devices[device].offline_until, self.devices[device].old_until) = (0, 0);
            for tab in 0..self.devices[device].tabs.len() {
                (self.devices[device].tabs[tab].failures, self.devices[device].tabs[tab].due) = (0, 0);
                self.wake(device, tab, 0);
            }
        }
        let end = self.now + 45 * MINUTE;
        self.run_until(end)?;
        self.check_rest()
    }

    fn run_until(&mut self, end: Millis) -> Result<(), Broken> {
        while let Some(next) = self.events.first_entry() {
            if next.key().0 > end {
                break;
            }
            let ((at, _), event) = self.events.pop_first().expect("invariant: just seen");
            self.now = self.now.max(at);
            self.happen(event)?;
        }
        self.now = self.now.max(end);
        Ok(())
    }

    fn happen(&mut self, event: Event) -> Result<(), Broken> {
        match event {
            Event::Act(device) => {
                if self.closing {
                    return Ok(());
                }
                self.act(device)?;
                let pause = self.now_plus(4 * MINUTE);
                self.later(pause, Event::Act(device));
                let tab = self.rng.index(self.devices[device].tabs.len());
                self.devices[device].tabs[tab].due = 0;
                self.wake(device, tab, 0);
                Ok(())
            }
            Event::Wake(device, tab) => self.exchange(device, tab),
            Event::Hear(device, tab) => {
                self.devices[device].hear(tab, self.now, &mut self.rng);
                let pause = self.now_plus(if self.closing { SECOND } else { MINUTE });
                self.later(pause.max(100), Event::Hear(device, tab));
                Ok(())
            }
            Event::Arrive(letter) => self.arrive(letter),
            Event::Answer { device, tab, number, bytes } => self.answer(device, tab, number, bytes),
            Event::GiveUp { device, tab, number } => match self.devices[device].tabs[tab].waits == Some(number) {
                true => self.failed(device, tab),
                false => Ok(()),
            },
            Event::Fate => self.fate(),
        }
    }

    /// Commits a batch, perhaps into a fault.
    pub fn commit(&mut self, device: usize, tab: usize, batch: Batch) -> Result<Commit, Broken> {
        let fault = [Fault::Quota, Fault::DeviceBefore, Fault::DeviceAfter, Fault::DiedSilent]
            .into_iter()
            .find(|fault| self.faults.strikes(*fault, &mut self.rng));
        let reads = batch.meta.is_some();
        let done = self.devices[device].commit(tab, batch, self.now, fault, &mut self.rng);
        if done == Commit::Stale {
            self.faults.note(Fault::Stale);
        }
        if reads && matches!(done, Commit::Done | Commit::DiedAfter) {
            self.check_reader(device, tab, done)?;
        }
        Ok(done)
    }
}
