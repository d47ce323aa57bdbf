//! Messages: what a tab asks, how it travels, and what comes back. Everything travels as bytes.

use serde_json::{Value, json};
use thidua_sync::Millis;
use thidua_sync::backoff::wait_ms;
use thidua_sync::client::{Batch, EntryState};
use thidua_sync::command::{ClientId, CommandId, Outcome, Wait};
use thidua_sync::wire::{APP, Read, Request, Reset, Response};

use crate::center::Death;
use crate::checks::Broken;
use crate::device::Commit;
use crate::faults::Fault;
use crate::oracle::Told as _;
use crate::sabotage::Sabotage;
use crate::trace::{brief, sum_up};
use crate::world::{Event, Letter, MINUTE, SECOND, World};

const PATIENCE: Millis = 30 * SECOND;

impl World {
    fn may(&mut self, fault: Fault) -> bool {
        self.faults.strikes(fault, &mut self.rng)
    }

    /// A tab hands changed drafts to its outbox and sends a request.
    pub fn exchange(&mut self, device: usize, tab: usize) -> Result<(), Broken> {
        let (now, clock) = (self.now, self.devices[device].clock(self.now));
        let (offline, old) = (self.devices[device].offline_until > now, self.devices[device].old_until > now);
        let at = &mut self.devices[device].tabs[tab];
        if at.waits.is_some() || now < at.due {
            return Ok(());
        }
        if offline {
            return self.wake_at(device, tab, 2 * MINUTE);
        }
        let mut ids: Vec<CommandId> = (0..64).map(|_| CommandId(self.rng.uuid())).collect();
        let client = &self.devices[device].tabs[tab].client;
        let drafts = client.drafts().count();
        let batch = client.plan_roaming(|| ids.pop().expect("invariant: fewer drafts than ids"), clock);
        assert!(drafts < 64, "a world of few drafts");
        if !batch.is_empty() {
            let commands: Vec<_> = batch.out_put.iter().map(|entry| entry.command.clone()).collect();
            let done = self.commit(device, tab, batch)?;
            self.tell(|| format!("device {device}.{tab}: hands {} drafts to its outbox -> {done:?}", commands.len()));
            if done != Commit::Done {
                return self.wake_at(device, tab, SECOND);
            }
        }
        let mut request = self.devices[device].tabs[tab].client.request("sim", self.rng.mille(500));
        if old {
            request.proto = 0;
        }
        let mut json = serde_json::to_value(&request).expect("invariant: a request can be written as JSON");
        if self.may(Fault::Unknown) {
            strange(&mut json);
            json["commands"].as_array_mut().into_iter().flatten().for_each(strange);
        }
        self.letters += 1;
        let letter = Letter { device, tab, number: self.letters, bytes: json.to_string().into_bytes(), echo: false };
        self.tell(|| {
            let ids: Vec<String> =
                request.commands.iter().map(|c| format!("{}:{}", c.kind, &c.id.0.to_string()[..8])).collect();
            format!("device {device}.{tab}: request {} from {:?} with {ids:?}", letter.number, request.position)
        });
        let at = &mut self.devices[device].tabs[tab];
        (at.waits, at.asked) = (Some(letter.number), at.client.meta.turn);
        self.later(PATIENCE, Event::GiveUp { device, tab, number: letter.number });
        self.post(letter);
        Ok(())
    }

    fn wake_at(&mut self, device: usize, tab: usize, after: Millis) -> Result<(), Broken> {
        self.devices[device].tabs[tab].due = self.now + after;
        self.wake(device, tab, after);
        Ok(())
    }

    fn post(&mut self, letter: Letter) {
        if self.may(Fault::Duplicated) {
            let pause = self.delay();
            self.later(pause, Event::Arrive(Letter { echo: true, ..letter.clone() }));
        }
        if self.may(Fault::DuplicatedLate) {
            let pause = self.rng.below(60) as Millis * MINUTE;
            self.later(pause, Event::Arrive(Letter { echo: true, ..letter.clone() }));
        }
        if self.may(Fault::RequestLost) {
            return;
        }
        let pause = self.delay();
        self.later(pause, Event::Arrive(letter));
    }

    fn delay(&mut self) -> Millis {
        let most = if self.may(Fault::Slow) { 50 * SECOND } else { SECOND };
        self.rng.below(most as u64) as Millis + 5
    }

    /// A request reaches the server.
    pub fn arrive(&mut self, letter: Letter) -> Result<(), Broken> {
        if letter.echo && self.closing {
            return Ok(());
        }
        if self.may(Fault::Unavailable) {
            return self.reply(&letter, b"{\"error\":\"busy\"}".to_vec());
        }
        let Ok(request) = serde_json::from_slice::<Request>(&letter.bytes) else {
            return Err(Broken::new("I7", "the server cannot read a request of this build".into()));
        };
        let death = match () {
            () if self.may(Fault::ServerBeforeCommit) => Some(Death::BeforeCommit),
            () if self.may(Fault::ServerAfterCommit) => Some(Death::AfterCommit),
            () => None,
        };
        let person = self.devices[letter.device].person.clone();
        let served = self.center.serve(&person, &request, self.now, death, &mut self.rng)?;
        self.tell(|| {
            format!("server: request {} (echo {}, {death:?}) -> {}", letter.number, letter.echo, brief(&served))
        });
        let Some(mut response) = served else { return Ok(()) };
        if self.sabotage == Some(Sabotage::I4)
            && let Read::Page(page) = &mut response.read
            && page.more
        {
            page.more = false;
            for reply in &mut response.outcomes {
                if reply.outcome.seq().is_some() {
                    reply.outcome = Outcome::Applied { seq: 0 };
                }
            }
        }
        if self.sabotage == Some(Sabotage::I8)
            && let Read::Page(page) = &mut response.read
            && self.rng.mille(30)
        {
            page.puts.pop();
        }
        let mut json = serde_json::to_value(&response).expect("invariant: an answer can be written as JSON");
        if self.may(Fault::Unknown) {
            strange(&mut json);
            json["outcomes"].as_array_mut().into_iter().flatten().for_each(strange);
            if let Some(page) = json.pointer_mut("/read/page") {
                strange(page);
                page["puts"].as_array_mut().into_iter().flatten().for_each(strange);
            }
        }
        let mut bytes = json.to_string().into_bytes();
        if self.may(Fault::Cut) {
            bytes.truncate(self.rng.index(bytes.len()));
        }
        if self.may(Fault::Portal) {
            bytes = b"<html><body>Xin moi dang nhap wifi</body></html>".to_vec();
        }
        if self.may(Fault::OtherJson) {
            json["app"] = json!("khac");
            bytes = json.to_string().into_bytes();
        }
        if self.may(Fault::WrongPerson) {
            json["person"] = json!("nobody");
            bytes = json.to_string().into_bytes();
        }
        self.reply(&letter, bytes)
    }

    fn reply(&mut self, letter: &Letter, bytes: Vec<u8>) -> Result<(), Broken> {
        if letter.echo || self.may(Fault::ResponseLost) {
            return Ok(());
        }
        let pause = self.delay();
        let (device, tab, number) = (letter.device, letter.tab, letter.number);
        self.later(pause, Event::Answer { device, tab, number, bytes });
        Ok(())
    }

    pub fn failed(&mut self, device: usize, tab: usize) -> Result<(), Broken> {
        let at = &mut self.devices[device].tabs[tab];
        at.waits = None;
        at.failures += 1;
        let wait = wait_ms(at.failures, None, self.rng.next());
        self.wake_at(device, tab, wait as Millis)
    }

    /// An answer reaches a tab.
    pub fn answer(&mut self, device: usize, tab: usize, number: u64, bytes: Vec<u8>) -> Result<(), Broken> {
        let at = &self.devices[device].tabs[tab];
        if at.waits != Some(number) {
            return Ok(());
        }
        let asked = at.asked;
        let Ok(response) = serde_json::from_slice::<Response>(&bytes) else { return self.failed(device, tab) };
        let (fresh, clock) = (ClientId(self.rng.uuid()), self.devices[device].clock(self.now));
        let Ok(batch) = self.devices[device].tabs[tab].client.plan_response(&response, asked, fresh, clock) else {
            self.faults.note(Fault::Stale);
            return self.failed(device, tab);
        };
        if batch.meta.is_none() {
            let ours = response.app == APP && response.person == self.devices[device].person;
            return if ours {
                Err(Broken::new("I7", "an answer was ignored".into()))
            } else {
                self.failed(device, tab)
            };
        }
        if response.app != APP || response.person != self.devices[device].person {
            return Err(Broken::new("I6", "a stranger's answer was taken".into()));
        }
        self.cover(&response, &batch);
        let done = self.commit(device, tab, batch.clone())?;
        self.tell(|| format!("device {device}.{tab}: answer {number} -> {done:?}, {}", sum_up(&batch)));
        self.devices[device].tabs[tab].waits = None;
        if done != Commit::Done {
            return self.wake_at(device, tab, 5 * SECOND);
        }
        self.check_dropped(device, &batch)?;
        for reply in response.outcomes.iter().filter(|reply| reply.outcome.seq().is_some()) {
            self.said.acked.insert(reply.id);
        }
        let client = &self.devices[device].tabs[tab].client;
        if let Read::Page(page) = &response.read
            && let Some(scope) = client.diverged(page).first()
        {
            return Err(Broken::new("I8", format!("device {device}: {} differs from the server's", scope.0)));
        }
        self.devices[device].tabs[tab].failures = 0;
        let more = !matches!(&response.read, Read::Page(page) if !page.more);
        let moved = batch.out_put.iter().any(|entry| entry.state != EntryState::Queued) || !batch.out_del.is_empty();
        let waits = !self.devices[device].tabs[tab].client.is_quiet();
        let pause = match () {
            () if matches!(response.read, Read::UpdateNeeded) => MINUTE,
            () if more || (waits && moved) => 10,
            () if waits => 5 * SECOND,
            () => MINUTE,
        };
        self.wake_at(device, tab, pause)
    }

    fn cover(&mut self, response: &Response, batch: &Batch) {
        for reply in &response.outcomes {
            let told = &reply.outcome;
            let conflicts: &[String] = match told {
                Outcome::Merged { conflicts, .. } => conflicts,
                _ => &[],
            };
            let seen = [
                (reply.cached, Fault::Cached),
                (matches!(told, Outcome::Rejected(_)), Fault::Refused),
                (told.is("dep_rejected"), Fault::DepRejected),
                (told.is("parked"), Fault::Parked),
                (matches!(told, Outcome::Merged { fields, .. } if !fields.is_empty()), Fault::Merged),
                (conflicts.iter().any(|field| field != "draft"), Fault::Clash),
                (conflicts.iter().any(|field| field == "draft"), Fault::DraftCopy),
                (*told == Outcome::Deferred(Wait::ClientForked), Fault::Forked),
            ];
            seen.into_iter().filter(|(seen, _)| *seen).for_each(|(_, fault)| self.faults.note(fault));
        }
        match &response.read {
            Read::Page(page) => {
                let seen = [
                    (page.more, Fault::Pages),
                    (!page.added.is_empty(), Fault::ScopeAdded),
                    (!page.removed.is_empty(), Fault::ScopeRemoved),
                    (!batch.past_del.is_empty() && batch.out_put.is_empty(), Fault::JournalPruned),
                ];
                seen.into_iter().filter(|(seen, _)| *seen).for_each(|(_, fault)| self.faults.note(fault));
            }
            Read::Reset(Reset::Epoch) => self.faults.note(Fault::ResetEpoch),
            Read::Reset(Reset::Fork) => self.faults.note(Fault::ResetFork),
            Read::Reset(Reset::CursorExpired) => self.faults.note(Fault::ResetExpired),
            Read::UpdateNeeded => {}
        }
    }
}

/// Fields that a later build might add.
fn strange(value: &mut Value) {
    if let Some(object) = value.as_object_mut() {
        object.insert("from_the_future".into(), json!({ "k": [1, null, "x"] }));
    }
}
