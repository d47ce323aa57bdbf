//! What happens to the server, to grants, to clocks and to devices while people work.

use thidua_sync::Millis;
use thidua_sync::command::{Base, ClientId, Command, CommandId};

use crate::checks::Broken;
use crate::faults::Fault;
use crate::toy::UNITS;
use crate::world::{Event, MINUTE, PEOPLE, World};

impl World {
    pub fn grant(&mut self, who: &str, unit: &str, give: bool) {
        self.letters += 1;
        let kind = if give { "grant.give@1" } else { "grant.take@1" };
        let command = Command {
            id: CommandId(self.rng.uuid()),
            client: ClientId(uuid::Uuid::nil()),
            cseq: u64::MAX - self.letters,
            kind: kind.into(),
            entity: who.into(),
            base: Base::default(),
            deps: Vec::new(),
            args: serde_json::json!({ "who": who, "unit": unit }),
            made_at: self.now,
        };
        let _ = self.center.decide("boss", &[command], self.now, None, &mut self.rng);
    }

    /// Every ten minutes, fate rolls its dice.
    pub fn fate(&mut self) -> Result<(), Broken> {
        if self.closing {
            return Ok(());
        }
        self.later(10 * MINUTE, Event::Fate);
        if self.faults.strikes(Fault::Grants, &mut self.rng) {
            let (who, unit, give) = (*self.rng.pick(&PEOPLE), *self.rng.pick(&UNITS), self.rng.mille(550));
            self.tell(|| format!("server: grant {unit} of {who}: {give}"));
            self.grant(who, unit, give);
        }
        if self.rng.mille(300) {
            self.tell(|| "server: backup".into());
            self.center.back_up(self.verified);
        }
        for (fault, rotate) in [(Fault::RestoreEpoch, true), (Fault::RestoreSilent, false)] {
            if self.faults.strikes(fault, &mut self.rng) {
                let lost = self.center.restore(&mut self.rng, rotate);
                self.tell(|| format!("server: {} (history lost: {lost})", fault.words()));
            }
        }
        if self.faults.strikes(Fault::Expired, &mut self.rng) {
            let head = self.center.head();
            let upto = self.rng.below(head + 1);
            self.tell(|| format!("server: prunes to {upto}"));
            self.center.store.prune(upto);
        }
        let device = self.rng.index(self.devices.len());
        if self.faults.strikes(Fault::ClockJump, &mut self.rng) {
            self.devices[device].offset += (self.rng.below(200) as Millis - 100) * 24 * 60 * MINUTE;
        }
        if self.faults.strikes(Fault::Offline, &mut self.rng) {
            self.devices[device].offline_until = self.now + self.rng.below(60) as Millis * MINUTE;
        }
        if self.faults.strikes(Fault::OldBuild, &mut self.rng) {
            self.devices[device].old_until = self.now + self.rng.below(30) as Millis * MINUTE;
        }
        if self.devices.len() < 7 && self.faults.strikes(Fault::Clone, &mut self.rng) {
            self.tell(|| format!("device {device} is cloned"));
            let (disk, person) = (self.devices[device].disk.clone(), self.devices[device].person.clone());
            self.add_device(&person, disk, 1);
        }
        if self.faults.strikes(Fault::WeekAway, &mut self.rng) {
            self.tell(|| "a week and a day pass".into());
            self.skip(8 * 24 * 60 * MINUTE);
        }
        Ok(())
    }

    /// Time in which nobody does anything and nothing arrives.
    fn skip(&mut self, length: Millis) {
        self.now += length;
        let events = std::mem::take(&mut self.events);
        self.events = events.into_iter().map(|((at, order), event)| ((at + length, order), event)).collect();
    }
}
